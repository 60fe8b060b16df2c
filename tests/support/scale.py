"""Data files of any size: units with the figures, texts and hand-in of each month, for so many years."""

from __future__ import annotations

import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from cixi_desktop.history import Change, Operation
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance, Lock
from cixi_desktop.records.units import Unit
from db.store import SqlStore, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.periods import Period
    from cixi_desktop.records.record import Record

LAST_YEAR = 2025
COUNTS = ("H-3", "6-1", "6-2", "8-1", "8-3", "9-2", "9-4", "12-1")
TASKS = ("1", "8", "12")
TEXT = "组织企业申报高新技术企业，开展政策辅导和现场走访，推动重点项目按计划实施。"


def make_scale(folder: Path, *, units: int, years: int) -> SqlStore:
    """A new data file; years end with that of the shipped plan. Each unit's month is one operation."""
    store = open_store(folder, clock=lambda: datetime(2025, 12, 20, 9))  # noqa: DTZ001  local time
    with store.unit_of_work() as work:
        work.apply(_operation("单位", *_founding(units)))
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            for number in range(1, 13):
                for unit in range(1, units + 1):
                    period = month(year, number)
                    work.apply(_operation(f"接收单位{unit}{period.label}", *_month(str(unit), period)))
        work.commit()
    store.close()
    return store


def _operation(label: str, *records: Record) -> Operation:
    return Operation(label=label, changes=tuple(Change(None, record) for record in records), actor="李四")


def _founding(units: int) -> Iterator[Record]:
    for number in range(1, units + 1):
        yield Unit(id=str(number), name=f"单位{number}", place=number)
    for number, task in enumerate(TASKS):
        yield Duty(subject_id=task, lead_unit_id=str(number % units + 1))


def _month(unit_id: str, period: Period) -> Iterator[Record]:
    for number, target in enumerate(COUNTS):
        increment = Decimal((number + period.first) % 5)
        yield Entry(target_id=target, unit_id=unit_id, period=period, increment=increment, note=TEXT[:12])
    for task in TASKS:
        yield Narrative(
            task_id=task, unit_id=unit_id, period=period, progress_note=TEXT, next_steps=TEXT[:20]
        )
    code = f"{unit_id}-{period.key}"
    yield Acceptance(
        sha256=code,
        unit_id=unit_id,
        period=period,
        number=1,
        check_code=code,
        file_name=f"单位{unit_id}.xlsx",
        at=datetime(period.year, period.first, 20, 9),  # noqa: DTZ001  local time
        accepted_by="李四",
    )
    yield Lock(unit_id=unit_id, period=period, is_locked=True, reason="")


if __name__ == "__main__":
    make_scale(Path(sys.argv[1]), units=int(sys.argv[2]), years=int(sys.argv[3]))
