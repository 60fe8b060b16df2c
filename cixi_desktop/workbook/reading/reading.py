"""What came of reading one workbook: whose it is, what it says, what was put right, what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Entry, Narrative
    from cixi_desktop.records.ledgers import LedgerRow


class Stamp(Struct, frozen=True, kw_only=True):
    """Whose workbook it is, by its own word. Units are known by name: numbers differ between data files.

    ``actor`` is who exported it, ``exported_at`` when (ISO, local). ``verdict`` and ``reasons`` (where, text)
    are there if it was given back, see ``reviews``. ``is_whole`` is False where the hidden
    sheet was lost, so that all of this comes from the heading and every figure from what is shown.
    """

    plan_version: str
    unit_name: str
    period: Period
    revision: int
    check_code: str
    is_sample: bool = False
    actor: str = ""
    exported_at: str = ""
    verdict: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True


class Normalised(NamedTuple):
    """A cell whose writing was put right without changing what it means. ``key`` names the record."""

    sheet: str
    cell: str
    before: str
    after: str
    key: str


class Changed(NamedTuple):
    """A cell that people changed after it was written. ``key`` names the record, ``head`` the column."""

    sheet: str
    cell: str
    key: str
    head: str
    before: str
    after: str


class RefusedCell(NamedTuple):
    """A cell that cannot be taken, and why; its record (``key``, “” if it belongs to none) stays out.

    Unless ``is_ignored_edit``: then the cell is no part of what is read, and the record comes in without it.
    """

    sheet: str
    cell: str
    reason: str
    key: str = ""
    is_ignored_edit: bool = False


class Reading(Struct, frozen=True, kw_only=True):
    """One workbook, read. A record's key is its figure's or item's id, or ``task:8`` for a text.

    Records bear the unit id “”: whoever takes them in knows the unit's own.

    ``covered`` names the records that the workbook speaks of; one that is covered and not there was left
    empty. ``earlier`` are the figures of the year before the period, as the unit had them; ``ledger`` has the
    rows behind counted figures, of the year up to the period.
    """

    stamp: Stamp
    entries: tuple[Entry, ...]
    narratives: tuple[Narrative, ...]
    earlier: tuple[Entry, ...]
    ledger: tuple[LedgerRow, ...]
    covered: frozenset[str]
    normalised: tuple[Normalised, ...] = ()
    changed: tuple[Changed, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
