"""June 2025 of one unit, small enough to be worked out by hand, and ways to look into its workbook."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from openpyxl import load_workbook

from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.periods import Period, month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import Unit
from cixi_desktop.workbook import Identity, workbook_bytes
from tests.support.figures import NUMBERS, YEAR, plan_2025
from tests.support.sheets import by_key

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record
    from tests.support.sheets import Opened

UNIT = Unit(id="u7", name="高新科")
OTHER_UNIT = Unit(id="u8", name="规划科")
LEAD_UNIT = Unit(id="u9", name="创新科")
"""Leads where the unit itself answers for nothing, so that all is asked of it."""
IDENTITY = Identity(revision=3, exported_at=datetime(YEAR, 6, 25, 10, 30), actor="张三")  # noqa: DTZ001 - local
ITEMS = {
    *("M1-1", "D1-1", "D1-2", "M2-3", "M3-1", "C3-1", "M4-8", "M5-1", "C7-1"),
    *("D8-1", "D8-2", "D8-3", "M8-1", "M8-2", "M8-3", "M10-1", "M11-1", "M12-1"),
}
PLAN = replace(plan_2025(), items=tuple(item for item in plan_2025().items if item.id in ITEMS))
"""The shipped plan with its figures and some items of each kind: a workbook of half the size."""
TARGET_COUNT = 25 + 18
RECORD_COUNT = 23 + 18 + 13
"""Figures, items and tasks with 总体: two figures stand in two places."""
NEW_FIRMS = ("5", "10", "12", "8", "15", "20")
HEADS = [
    *(
        "序号",
        "重点任务",
        "指标/事项",
        "单位",
        "年度目标",
        "本期完成",
        "累计完成",
        "完成率",
        "序时进度",
        "状态",
    ),
    *("进展情况", "存在问题", "下一步打算", "牵头科室", "责任领导", "责任人", "完成时限", "备注"),
]


def entry(target_id: str, number: int, **fields: object) -> Entry:
    read: dict[str, Any] = {
        name: Decimal(str(text)) if name in NUMBERS else text for name, text in fields.items()
    }
    return Entry(target_id=target_id, unit_id=UNIT.id, period=month(YEAR, number), **read)


def narrative(task_id: str, **texts: Any) -> Narrative:  # noqa: ANN401
    return Narrative(task_id=task_id, unit_id=UNIT.id, period=month(YEAR, 6), **texts)


def listed(target_id: str, at: int, name: str, /, **fields: Any) -> LedgerRow:  # noqa: ANN401
    """A row of the list behind a figure; its id is its name."""
    return LedgerRow(
        id=name, target_id=target_id, unit_id=UNIT.id, period=month(YEAR, at), name=name, **fields
    )


def records() -> tuple[Record, ...]:
    """Figures of every kind; 120 new firms make the year, 70 of them are there by June."""
    months = range(1, 7)
    return (
        *(
            entry("H-3", n, increment=text)
            for n, text in zip(months, ("5", "10", "12", "8", "15", "20"), strict=True)
        ),
        *(entry("12-1", n, increment="4") for n in months),
        *(entry("12-2", n, cumulative=str(110 * n)) for n in months),
        *(entry("8-1", n, increment="20") for n in months),
        *(entry("7-1", n, numerator=str(100 * n), denominator="800") for n in months),
        *(entry("C3-1", n, increment="2") for n in months),
        entry("M2-3", 6, numerator="6", denominator="12"),
        entry("H-1", 6, state=State.PENDING, reason="统计部门次年公布"),
        entry("H-2", 5, value="3.41"),
        entry("H-2", 6, value="3.425", is_estimate=True),
        entry("H-4", 6, value="1070"),
        entry("H-5", 6, value="77.9", as_of=date(YEAR, 5, 31)),
        entry("H-6", 5, cumulative="18"),
        entry("H-6", 6, cumulative="22.5"),
        entry("H-7", 6, stage="入围", proof="省科技厅公示"),
        entry("7-3", 6, cumulative="40.2", last_year="37.1"),
        entry("7-4", 6, cumulative="40.2"),
        entry("6-1", 4, increment="1"),
        entry("6-1", 6, increment="0", note="原定活动推迟到7月。"),
        entry("9-5", 6, increment="14"),
        entry("9-4", 6, increment="2"),
        entry("12-3", 6, increment="2"),
        listed("12-3", 6, "院士讲堂", day=date(YEAR, 6, 5), place="报告厅", number=Decimal(80)),
        listed("12-3", 6, "科普开放日", day=date(YEAR, 6, 21), note="=两校参加"),
        listed("12-3", 7, "暑期研学", day=date(YEAR, 7, 8)),
        entry("D1-1", 6, note="召开局党组会3次。"),
        entry("M8-2", 6, stage="备案公开"),
        entry("M8-3", 6, stage="合同", proof="慈科合〔2025〕12号，2025年6月10日"),
        entry("M4-8", 6, state=State.NOT_DUE, reason="合同年底到期"),
        narrative(
            "8",
            progress_note="新增高新技术企业70家。",
            problems="部分镇申报偏慢。",
            next_steps="组织第二批申报。",
        ),
        OTHER_UNIT,
        LEAD_UNIT,
        Duty(
            subject_id="8",
            lead_unit_id=LEAD_UNIT.id,
            supporting_unit_ids=(OTHER_UNIT.id,),
            leader="王某",
            person="李某",
        ),
        Duty(subject_id="M8-3", lead_unit_id=OTHER_UNIT.id, person="赵某"),
        Basis(target_id="8", deadline=date(YEAR, 11, 30)),
    )


def content(*more: Record, is_sample: bool = False, unit: Unit = UNIT) -> Content:
    found = {record.key: record for record in (*records(), *more)}
    return Content(unit=unit, records=found, is_sample=is_sample)


def assessed(given: Content, period: Period | None = None) -> Assessment:
    return assess(PLAN, given, period or month(YEAR, 6))


def made(given: Content | None = None, identity: Identity = IDENTITY, period: Period | None = None) -> bytes:
    """The workbook's bytes; those of June as it is are made once."""
    if given is None and identity == IDENTITY and period is None:
        return june_file()
    used = content() if given is None else given
    return workbook_bytes(assessed(used, period), used, identity)


@cache
def june_file() -> bytes:
    """The workbook of June as it is."""
    return made(content())


def opened(data: bytes) -> Opened:
    return load_workbook(io.BytesIO(data))


@cache
def _pickled() -> bytes:
    return pickle.dumps(opened(made()))


def opened_anew() -> Opened:
    """The workbook of June as it is, to be changed: in a tenth of the time that openpyxl takes to load it."""
    return pickle.loads(_pickled())  # noqa: S301 - of our own making


def part(data: bytes, name: str) -> str:
    """One part of the package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


@cache
def june() -> Opened:
    """The workbook of June as it is; only to be looked at."""
    return opened(made())


@cache
def table(*more: Record, is_sample: bool = False) -> dict[str, dict[str, Opened]]:
    """进展情况表 of June with further records, by key."""
    return by_key(opened(made(content(*more, is_sample=is_sample)))["进展情况表"])


def shown(cell: Opened) -> str:
    """A cell as a reader sees it: percentages and comparators as their number formats show them."""
    value, shape = cell.value, cell.number_format
    if value is None or shape == ";;;":
        return ""
    if not isinstance(value, int | float):
        return str(value)
    digits = re.search(r"0(?:\.(0+))?", shape)
    places = len(digits[1] or "") if digits else 0
    if shape.endswith("%"):
        return f"{value * 100:.{places}f}%"
    return re.sub(r"0(?:\.0+)?", f"{value:.{places}f}", shape.replace('"', "")) if digits else str(value)
