"""台账: the list behind a counted figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Key


class Ledger(Struct, frozen=True, kw_only=True):
    """What kind of list stands behind a figure, and how it counts.

    ``labels`` are the heads of its columns by the field of ``LedgerRow``, in their order; it has no other
    columns. ``is_summed``: the figure is the sum of ``number`` (人次, 天), not how many rows there are.
    ``can_repeat``: a name may stand in it again for another day, as that of an event may.
    """

    kind: str
    labels: tuple[tuple[str, str], ...]
    is_summed: bool = False
    can_repeat: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a row that it has columns for."""
        return tuple(name for name, _ in self.labels)

    def label(self, name: str) -> str:
        """The head of the column of one field."""
        return dict(self.labels)[name]


LEDGER_FIELDS = ("name", "day", "place", "number", "code", "note")
"""What a ledger can have columns for, besides the month that a row counts into."""


class LedgerRow(Struct, frozen=True, kw_only=True):
    """One row of the list behind a figure: an enterprise, an event, an award, a project.

    ``id`` is unique within the unit. ``period`` is the month that the row counts into, ``day`` the date if
    it is known. ``number`` is in the unit that the ledger counts by, where it counts more than rows.
    ``code`` is the number of the paper or certificate.
    """

    id: str
    target_id: str
    unit_id: str
    period: Period
    name: str
    day: date | None = None
    place: str = ""
    number: Decimal | None = None
    code: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("ledger", self.unit_id, self.id)

    @property
    def is_empty(self) -> bool:
        """A row always has a name."""
        return False
