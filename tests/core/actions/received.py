"""What the tests of taking workbooks in begin with: a unit's records, its files, and who receives them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from cixi_desktop.actions.inspect_files import Arrival, files_in, inspect_files, resolve_conflicts
from cixi_desktop.actions.receive import accept_all
from cixi_desktop.assessment.assess import assess
from cixi_desktop.periods import month
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import Unit
from cixi_desktop.workbook import Identity, workbook_bytes
from cixi_desktop.workspace import Workspace, read_content
from tests.support.figures import YEAR, tasks_of_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.records.record import Record

PLAN = tasks_of_2025("总体", "8")
JUNE = month(YEAR, 6)
AT = datetime(YEAR, 7, 1, 9, 0, 30, 5)  # noqa: DTZ001 - the store keeps local time without its zone
OFFICE = Unit(id="4", name="高新科")
"""As the unit's own program numbers it."""


def entry(target_id: str, number: int = 6, **fields: Any) -> Entry:  # noqa: ANN401
    values: dict[str, Any] = dict(fields)
    values |= {name: Decimal(value) for name, value in fields.items() if name != "note"}
    return Entry(target_id=target_id, unit_id=OFFICE.id, period=month(YEAR, number), **values)


def row(row_id: str, number: int = 6, name: str = "慈溪某公司") -> LedgerRow:
    return LedgerRow(id=row_id, target_id="H-3", unit_id=OFFICE.id, period=month(YEAR, number), name=name)


TEXT = Narrative(task_id="8", unit_id=OFFICE.id, period=JUNE, progress_note="新增70家。")
RECORDS: tuple[Record, ...] = (entry("H-3", 5, increment=50), entry("H-3", increment=20), TEXT, row("1"))


def content(*records: Record, unit: Unit = OFFICE, is_sample: bool = False) -> Content:
    return Content(unit=unit, records={each.key: each for each in records or RECORDS}, is_sample=is_sample)


def file(path: Path, given: Content | None = None, *, revision: int = 3) -> Path:
    """A workbook as a unit's program exports it."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(usual(revision) if given is None else exported(given, revision))
    return path


def exported(given: Content, revision: int, at: datetime = datetime(YEAR, 6, 25, 10, 30)) -> bytes:  # noqa: DTZ001
    identity = Identity(revision=revision, exported_at=at)
    return workbook_bytes(assess(PLAN, given, JUNE), given, identity)


@cache
def usual(revision: int) -> bytes:
    """What most tests receive, made once."""
    return exported(content(), revision)


def workspace(store: MemoryStore | None = None) -> Workspace:
    return Workspace(plan=PLAN, store=store or MemoryStore(), actor="李四")


def looked_at(into: Workspace, *paths: Path) -> tuple[Arrival, ...]:
    return resolve_conflicts(into.store, inspect_files(PLAN, into.store, files_in(paths)))


def taken_in(into: Workspace, *paths: Path) -> list[Arrival]:
    return list(accept_all(into, looked_at(into, *paths), at=AT))


def stored(into: Workspace, name: str = "高新科") -> Content:
    unit = next(unit for unit in into.units() if unit.name == name)
    return read_content(PLAN, into.store, unit)


def outcomes(arrivals: list[Arrival] | tuple[Arrival, ...]) -> list[tuple[str, str]]:
    return [(arrival.path.name, arrival.outcome.value) for arrival in arrivals]
