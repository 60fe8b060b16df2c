"""A draft is adopted whole or not at all: every fault of it is told at once, in Chinese."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import convert, to_builtins

from cixi_desktop.actions.adopt import LEADER, LEADING, SUPPORTING, adopt
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.assessment.phrases import amount, target_words
from cixi_desktop.errors import CixiError
from cixi_desktop.plan import BaselineStatus
from cixi_desktop.plans.checked import checked
from cixi_desktop.plans.draft_file import DraftFile, draft_file, read_draft
from cixi_desktop.records.bureau import Duty
from cixi_desktop.values import Comparator
from cixi_desktop.workspace import Workspace
from tests.support.figures import tasks_of_2025
from tests.support.memory_store import MemoryStore
from tests.support.plans import draft

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = (
    "一、建设",
    "1.新建水库。年内新建水库2座，完善巡查机制，供水企业达到12家以上。",
    "2.治理河道。治理河道9公里。",
)
"""Targets 1-1 (座), 1-2 (家) and 2-1 (公里), and the item M1-1."""


def changed(change: Callable[[dict[str, Any]], object]) -> DraftFile:
    """A sound draft that was changed."""
    tables = to_builtins(draft_file(draft(*LINES)))
    change(tables)
    return convert(tables, DraftFile)


def faults(change: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    """What keeps it from being adopted."""
    return checked(changed(change), {}).faults


def first(table: str, **values: object) -> Callable[[dict[str, Any]], None]:
    return lambda tables: tables[table][0].update(values)


def whole(**values: object) -> Callable[[dict[str, Any]], None]:
    return lambda tables: tables.update(values)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (whole(title=" "), "草案没有标题"),
        (whole(year=3), "年度3有误"),
        (whole(homeless=["12家", "9公里"]), "还有2个数字没有归属：12家、9公里"),
        (whole(targets=[], items=[]), "草案里没有指标，也没有事项"),
        (lambda tables: tables.update(items=tables["items"] * 3001), "任务、指标或事项超过3000个"),
        (
            first("targets", id="两 个"),
            "指标、事项的编号“两 个”有误。编号用字母、数字，不超过40个字。",
        ),
        (
            whole(subsections=[{"id": "S2", "title": "河道", "parent_id": "Z"}]),
            "部分S2在草案所没有的部分“Z”里。",
        ),
        (first("targets", task="9-9"), "在草案所没有的任务“9-9”里"),
        (first("targets", same_as="X-1"), "与草案所没有的指标“X-1”同一"),
        (first("tasks", section_id="Z"), "在草案所没有的部分“Z”里"),
        (
            first("targets", target="许多", value="许多", annual=None),
            "指标1-1“新建水库”：“许多”不是数字。请只填数字。",
        ),
        (first("targets", target="9" * 40, value="9" * 40, annual=None), "过大"),
        (
            first("targets", target=None, value=None, annual=None),
            "指标1-1“新建水库”：没有目标值。请填写目标值。",
        ),
        (first("targets", target=["1", "2", "3"], annual=None), "目标值的范围应有两个数。请写明下限和上限。"),
        (first("targets", kind="wish"), "wish"),
        (
            first("targets", comparator="~~"),
            "指标1-1“新建水库”：比较关系“~~”有误。可以写：≥、>、≤、≈、=、range。",
        ),
        (first("targets", modality="大概"), "指标1-1“新建水库”：约束性“大概”有误。可以写：约束"),
        (first("items", kind="软"), "事项M1-1“巡查机制”：类型“软”有误。可以写：hard、soft"),
        (first("targets", value="2.5"), "指标1-1“新建水库”：累计数指标的目标值应是整数。请核对种类、"),
        (first("targets", value="0"), "指标1-1“新建水库”：累计数指标的目标值应大于0。"),
        (first("targets", comparator="≤"), "指标1-1“新建水库”：累计数指标不能写“"),
        (first("targets", name=" "), "没有名称。请填写名称。"),
        (first("items", name=""), "事项M1-1“”：没有名称。"),
        (first("sections", title="确保年内新建水库2座"), "1-1引用的“年内新建水库2座”在全文中不止一处。"),
        (
            lambda tables: (
                tables["targets"][1].update(same_as="1-1"),
                tables["targets"][2].update(same_as="1-2"),
            ),
            "指标2-1与“1-2”同一，“1-2”又与另一项同一。请写明最先的一项。",
        ),
    ],
)
def test_that_a_fault_is_told(change: Callable[[dict[str, Any]], object], words: str) -> None:
    assert any(words in fault for fault in faults(change))


def test_that_fractions_of_a_size_and_wide_numbers_can_be_adopted() -> None:
    found = draft(
        "一、水利", "（一）抓河道，治理河道9.5公里，万人拥有量达10.2件。", "（二）抓水库，新建水库2座。"
    )
    assert checked(draft_file(found), {}).faults == ()


def test_that_a_section_titled_by_the_first_words_of_its_text_can_be_adopted() -> None:
    assert not faults(first("sections", title="年内新建水库2座"))


def test_that_two_targets_of_one_id_and_a_bad_title_are_told_together() -> None:
    def change(tables: dict[str, Any]) -> None:
        tables["title"] = ""
        tables["targets"][1]["id"] = tables["targets"][0]["id"]

    found = faults(change)
    assert any("用了不止一次" in fault for fault in found)
    assert "草案没有标题。" in found


def test_that_a_sound_draft_has_no_fault() -> None:
    assert faults(lambda _tables: None) == ()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"comparator": "=", "decimals": 99}, (Decimal(2), "座", Comparator.AT_LEAST, 0, "")),
        ({"annual": "3"}, (Decimal(3), "座", Comparator.AT_LEAST, 0, "")),
        (
            {"comparator": "range", "value": ["3", "5"]},
            (Decimal(3), "座", Comparator.AT_LEAST, 0, "原文写明为3—5座，按下限计。"),
        ),
        (
            {"kind": "cumulative_amount", "value": "2.50", "decimals": None},
            (Decimal("2.5"), "座", Comparator.AT_LEAST, 2, ""),
        ),
        ({"kind": "aspiration", "value": None, "unit": ""}, (Decimal(1), "项", Comparator.YES_NO, 0, "")),
        ({"kind": "coverage_ratio", "value": None}, (Decimal(100), "%", Comparator.AT_LEAST, 0, "")),
    ],
)
def test_that_a_row_is_read_as_what_its_kind_can_be(
    values: dict[str, object], told: tuple[object, ...]
) -> None:
    plan = checked(changed(first("targets", **values)), {}).plan
    assert plan is not None
    read = plan.indicators[0]
    assert (read.target, read.unit, read.comparator, read.decimals, read.note) == told
    assert read.counted == ("座" if read.unit == "%" else "")


@pytest.mark.parametrize(
    ("baseline", "source", "told"),
    [
        ("10", "原文写明", (Decimal(10), BaselineStatus.STATED)),
        ("10", "按原文推算", (Decimal(10), BaselineStatus.IMPLIED)),
        ("10", "待填", (Decimal(10), BaselineStatus.IMPLIED)),
        (None, "原文写明", (None, BaselineStatus.MISSING)),
    ],
)
def test_that_a_stock_has_the_baseline_of_the_draft_and_says_where_it_is_from(
    baseline: str | None, source: str, told: tuple[Decimal | None, BaselineStatus]
) -> None:
    change = first("targets", kind="stock_total", baseline=baseline, baseline_source=source)
    plan = checked(changed(change), {}).plan
    assert plan is not None
    read = plan.indicators[0].baseline
    assert (read.value, read.status, read.unit) == (*told, "座")


def test_that_a_task_titled_otherwise_than_it_begins_keeps_all_its_words() -> None:
    plan = checked(changed(first("tasks", title="水库")), {}).plan
    assert plan is not None
    assert [(task.title, task.text) for task in plan.sections[0].tasks] == [
        ("水库", "新建水库。年内新建水库2座，完善巡查机制，供水企业达到12家以上。"),
        ("治理河道", "治理河道9公里。"),
    ]


def test_that_the_main_targets_stand_before_the_sections() -> None:
    opening = "今年主要目标是：新建水库2座，供水企业达到12家以上。"
    plan = checked(draft_file(draft(opening, *LINES)), {}).plan
    assert plan is not None
    assert plan.headline is not None
    assert [(task.title, task.text) for task in plan.headline.tasks] == [("主要目标", opening)]
    assert [section.title for section in plan.sections] == ["建设"]


def test_that_dates_become_deadlines_and_nobody_answers_for_what_is_not_there() -> None:
    duties = [
        {"subject_id": "S1", "role": "完成时限", "names": ["11月底"]},
        {"subject_id": "9-9", "role": LEADING, "names": ["甲科"]},
    ]

    def change(tables: dict[str, Any]) -> None:
        tables["duties"] = duties
        tables["targets"][0]["deadline"] = "9月底"
        tables["targets"][1]["deadline"] = "适时"

    found = checked(changed(change), {})
    november = date(2026, 11, 30)
    assert found.deadlines == {"1-1": date(2026, 9, 30), "1": november, "2": november}
    assert found.duties == ()


def test_that_tasks_outside_of_sections_get_one_of_their_own() -> None:
    plan = checked(changed(first("tasks", section_id="")), {}).plan
    assert plan is not None
    told = [(each.id, each.title, [task.id for task in each.tasks]) for each in plan.sections]
    assert told == [("任务", "重点任务", ["1"]), ("一", "建设", ["2"])]


def test_that_the_first_leading_unit_leads_and_words_for_many_units_are_no_unit() -> None:
    """工程科 is known, 水库科 comes with the plan; a second leading unit supports."""
    office = Workspace(plan=tasks_of_2025("8"), store=MemoryStore(), actor="张三")
    add_unit(office, "工程科")
    duties = [
        {"subject_id": "1", "role": role, "names": names}
        for role, names in (
            (LEADING, ["工程科"]),
            (LEADING, ["水库科"]),
            (SUPPORTING, ["各乡镇", " ", "工程科"]),
            (LEADER, ["王明", "李红"]),
            ("责任人", ["赵强"]),
        )
    ]
    made = adopt(office, changed(whole(duties=duties)))
    assert [unit.name for unit in made.units] == ["水库科"]
    assert made.lines == (
        "任务2项，指标3个，事项1项。",
        "新增单位：水库科。",
        "没有列入分工：各乡镇。",
        "读得不确定的指标有1个，请核对。",
    )
    assert office.store.load(Duty) == (
        Duty(
            subject_id="1",
            year=2026,
            lead_unit_id="1",
            supporting_unit_ids=("2",),
            leader="王明、李红",
            person="赵强",
        ),
    )
    with pytest.raises(CixiError, match="2026年的工作计划已经采用，与这份相同，没有变动。"):
        adopt(office, changed(whole(duties=duties)))
    with pytest.raises(CixiError, match="这份草案还不能采用：\n草案没有标题。"):
        adopt(office, changed(whole(title="")))


def test_that_a_file_too_large_for_a_draft_is_refused_unread() -> None:
    with pytest.raises(CixiError, match="“草案”过大，不像是计划草案。请用plan read --json得到草案。"):
        read_draft(b" " * (8 * 2**20 + 1), "草案")


def test_that_counted_in_ten_thousands_is_counted_one_by_one() -> None:
    """A month may bring half a ten thousand, also where the target is a whole number of them."""
    read = draft("一、建设", "1.供水。新增受益人口6.3万人，受众超5万人次。")
    plan = checked(draft_file(read), {}, 2026).plan
    assert plan is not None
    told = [(str(each.target), each.unit, each.decimals) for each in plan.indicators]
    assert told == [("63000", "人", 0), ("50000", "人次", 0)]


def test_that_what_is_told_in_hundred_millions_has_two_decimals() -> None:
    """12亿元 is reached by way of 3.10亿元; a target with three decimals keeps them, and 万元 have none."""
    read = draft("一、建设", "1.投资。完成投资12亿元，争取资金1.255亿元，发放补助300万元。")
    plan = checked(draft_file(read), {}, 2026).plan
    assert plan is not None
    told = [(target_words(each), amount(each, Decimal("3.1"))) for each in plan.indicators]
    assert told == [
        ("不少于12亿元", "3.10亿元"),
        ("不少于1.255亿元", "3.100亿元"),
        ("不少于300万元", "3.1万元"),
    ]
