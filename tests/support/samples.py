"""A plausible June for the plan of 2025: figures done, behind, late, not published, not entered."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.periods import Period, month
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.units import UNASSIGNED
from tests.support.figures import YEAR, plan_2025

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.record import Record
    from cixi_desktop.reports.page import Page

JUNE = month(YEAR, 6)
COUNTS = {  # increments from January on
    "H-3": "0 0 30 0 25 15",
    "6-1": "0 1 0 1 1 0",
    "6-2": "0 0 0 0 0 0",
    "8-1": "20 10 35 40 30 30",
    "8-3": "0 0 2 0 3 0",
    "9-2": "0 0 0 1 0 1",
    "9-4": "0 0 0 2 1 0",
    "9-5": "0 0 5 4 3 2",
    "12-1": "3 4 5 5 6 5",
    "12-2": "80 90 130 120 140 110",
    "12-3": "0 0 1 0 1 1",
}
TOTALS = {"H-6": "- 6.20 10.85 14.90 19.30 24.10", "7-4": "- 11.40 18.90 25.70 33.20 -"}
VALUES = {
    "H-2": "- 3.37 3.37 3.38 3.39 3.40",
    "H-4": "1000 1000 1030 1030 1055 1068",
    "H-5": "- 77.6 77.8 78.1 78.3 78.4",
    "7-3": "- 6.4 7.2 7.9 8.3 -",
}
COVERAGES = {"7-1": ("38", "45"), "7-2": ("9", "9")}
STATES = {
    "H-1": (State.PENDING, "统计部门次年公布"),
    "7-4": (State.PENDING, "6月数7月下旬公布"),
    "7-3": (State.PENDING, "6月数7月下旬公布"),
    "9-1": (State.NOT_DUE, "认定批次在下半年"),
}
STAGES = {
    "H-7": ("申报", ""),
    "M4-2": ("报批", "甬产研〔2025〕3号"),
    "M4-8": ("合同", "2025年5月20日签订的采购合同"),
    "M8-2": ("征求意见", ""),
    "M8-3": ("公告", ""),
    "M10-1": ("初稿", ""),
    "M12-1": ("举办活动周", ""),
    "M5-1": ("审议", ""),
    "M9-1": ("调研起草", ""),
}
ITEM_COUNTS = {"M1-2": "2", "M2-2": "1", "M3-1": "3", "C3-1": "2", "C5-2": "12", "C6-1": "4", "C12-1": "9"}
DUTIES = {"D1-1": "召开党组（扩大）会议2次。", "D2-1": "签订责任书。", "D12-1": "完成科普活动方案。"}
TEXTS = {
    "8": (
        "截至6月底，新增高新技术企业70家，完成年度目标的58.3%；新培育浙江省科技型中小企业165家。",
        "部分企业研发费用归集不规范，培育入库进度偏慢。",
        "7月组织第二批高企申报辅导，走访重点培育企业40家。",
    ),
    "7": (
        "完成研发费用归集业务培训2场，覆盖规上工业企业38家；零申报企业走访全部完成。",
        "",
        "8月前完成剩余7家培训。",
    ),
    "9": (
        "立项上级重点研发计划项目3项，本级重点研发项目14个。",
        "上级项目评审推迟，立项数偏少。",
        "跟进第二批评审。",
    ),
    "4": ("杭州飞地完成公开招标并签订合同；产研院改制方案已批复。", "", "推进注册登记。"),
    "12": ("院士风采馆开放28天，接待670人次，举办活动3场。", "", "办好暑期科普活动。"),
}


def plan() -> Plan:
    return plan_2025()


def sample_content(of: Plan) -> Content:
    """The sample year up to June, marked as sample."""
    records: list[Record] = [*_figures(of), *_items(), *_texts()]
    return Content(unit=UNASSIGNED, records={record.key: record for record in records}, is_sample=True)


def empty_content() -> Content:
    return Content(unit=UNASSIGNED)


def wordy_content(text: str, of: Plan) -> Content:
    """The sample with every text of every task being ``text``."""
    texts = [_narrative(task.id, (text, text, text)) for task in of.tasks]
    return sample_content(of).with_records([(t.key, t) for t in texts])


def page(content: Content, period: Period = JUNE, of: Plan | None = None) -> Page:
    """One page of a unit's content, printed at ten on 25 June."""
    from cixi_desktop.actions.export import make_page

    assessment = assess(of or plan_2025(), content, period)
    return make_page(assessment, content, printed_at=datetime(2025, 6, 25, 10))  # noqa: DTZ001


def june(of: Plan | None = None) -> Assessment:
    """The sample judged at the end of June."""
    of = of or plan_2025()
    return assess(of, sample_content(of), month(YEAR, 6))


def new_year(of: Plan | None = None) -> Assessment:
    """January, with nothing entered."""
    of = of or plan_2025()
    return assess(of, empty_content(), month(YEAR, 1))


def _figures(of: Plan) -> list[Entry]:
    entries = [
        entry
        for name, table in (("increment", COUNTS), ("cumulative", TOTALS), ("value", VALUES))
        for target_id, numbers in table.items()
        for entry in _row(target_id, name, numbers)
    ]
    entries += [
        _entry(target_id, 6, numerator=Decimal(part), denominator=Decimal(whole))
        for target_id, (part, whole) in COVERAGES.items()
    ]
    entries += [
        _entry(target_id, 6, state=state, reason=reason) for target_id, (state, reason) in STATES.items()
    ]
    stock = of.target("H-4").id
    return [
        replace(e, as_of=date(YEAR, 6, 25)) if e.target_id == stock and e.period.last == 6 else e
        for e in entries
    ]


def _row(target_id: str, name: str, numbers: str) -> list[Entry]:
    return [
        _entry(target_id, number, **{name: Decimal(text)})
        for number, text in enumerate(numbers.split(), 1)
        if text != "-"
    ]


def _items() -> list[Entry]:
    staged = [_entry(target_id, 6, stage=stage, proof=proof) for target_id, (stage, proof) in STAGES.items()]
    counted = [_entry(target_id, 6, increment=Decimal(n)) for target_id, n in ITEM_COUNTS.items()]
    noted = [_entry(target_id, 6, note=note) for target_id, note in DUTIES.items()]
    listed = [_entry("M2-3", 6, numerator=Decimal(4), denominator=Decimal(10))]
    return [*staged, *counted, *noted, *listed]


def _texts() -> list[Narrative]:
    return [_narrative(task_id, texts) for task_id, texts in TEXTS.items()]


def _narrative(task_id: str, texts: tuple[str, str, str]) -> Narrative:
    progress, problems, following = texts
    return Narrative(
        task_id=task_id,
        unit_id=UNASSIGNED.id,
        period=month(YEAR, 6),
        progress_note=progress,
        problems=problems,
        next_steps=following,
    )


def _entry(target_id: str, number: int, **fields: Any) -> Entry:  # noqa: ANN401 - any field of an entry
    return Entry(target_id=target_id, unit_id=UNASSIGNED.id, period=month(YEAR, number), **fields)
