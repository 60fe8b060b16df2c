"""目标调整 other than the number: changed, ended, merged, added; months before stay as they were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.adopt import adjust
from cixi_desktop.actions.record import record
from cixi_desktop.assessment.comparison import unadjusted
from cixi_desktop.assessment.lights import Light
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, month, parse_period
from cixi_desktop.planfile import load_plan
from cixi_desktop.plans.revising import COMPARATORS, Revision, added, ended, merged, revised
from cixi_desktop.plantoml import plan_toml
from cixi_desktop.records.basis import NO_MONTHS, Basis
from cixi_desktop.records.bureau import OWN, FigureDecision
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.values import Comparator
from cixi_desktop.wording.words import adjustment_words, version_lines
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record

JUNE, JULY = month(2026, 6), month(2026, 7)
PLAN = load_plan(
    """
[plan]
id = "p"
version = "1"
year = 2026
[document]
title = "东山县水利局2026年工作要点"
issuer = "东山县水利局"
[[section]]
id = "一"
title = "工程"
[[section.task]]
id = "1"
title = "加固水库"
text = "加固水库24座，鉴定大坝12座，编制规划。"
[[section.task.commitment]]
id = "1-1"
name = "加固水库"
quote = "加固水库24座"
modality = "约束"
kind = "cumulative_count"
comparator = ">="
target = "24"
unit = "座"
decimals = 0
frequency = "月"
phrase = "加固水库{}"
[[section.task.commitment]]
id = "1-2"
name = "鉴定大坝"
quote = "鉴定大坝12座"
modality = "约束"
kind = "cumulative_count"
comparator = ">="
target = "12"
unit = "座"
decimals = 0
frequency = "月"
phrase = "鉴定大坝{}"
[[section.task.item]]
id = "M1-1"
name = "规划"
quote = "编制规划"
kind = "hard"
stages = ["初稿", "印发"]
proof = "文件"
"""
)


@pytest.fixture
def workspace() -> Workspace:
    """By June and July 12 of 24 reservoirs and 6 of 12 dams."""
    made = Workspace(plan=PLAN, store=MemoryStore(), actor="办公室")
    for period in (JUNE, JULY):
        record(made, "1-1", period, {"cumulative": "12"})
        record(made, "1-2", period, {"cumulative": "6"})
    return made


def test_that_comparator_name_unit_and_wording_change(workspace: Workspace) -> None:
    """By July 7/12 of 24 are due, 14: 12 are two short; half of what must be exceeded is not late yet."""
    wanted = Revision(
        target="20", comparator=COMPARATORS["超过"], unit="处", name="加固", wording="加固水库超过20处"
    )
    plan = adjust(
        workspace, revised(workspace.plan, "1-1", wanted), since=JULY, reason="省里调整", paper="5号"
    )
    figure = plan.indicator("1-1")
    assert figure is not None
    assert (figure.target, figure.comparator, figure.unit) == (Decimal(20), Comparator.MORE_THAN, "处")
    assert plan.task("1").text == "加固水库超过20处，鉴定大坝12座，编制规划。"
    words = "7月起名称由“加固水库”改为“加固”，目标由不少于24座调整为超过20处（5号）"
    assert adjustment_words(plan, "1-1") == [words]
    assert version_lines(plan) == [f"1-1“加固”：{words}。"]
    assert version_lines(PLAN) == []
    before = unadjusted(plan, workspace.content, "1-1", JULY)
    assert before is not None
    assert before.indicator.comparator is Comparator.AT_LEAST
    assert unadjusted(plan, workspace.content, "1-2", JULY) is None


@pytest.mark.parametrize("unit", ["万座", "平方米", "亿元"])
def test_that_what_was_reported_keeps_its_unit(workspace: Workspace, unit: str) -> None:
    """12座 of June would be 12万座 in July, and no sum of the year would be right."""
    wanted = revised(workspace.plan, "1-1", Revision(unit=unit, target="24"))
    with pytest.raises(CixiError, match=f"“加固水库”.*不能由“座”改为“{unit}”.*请仍按“座”"):
        adjust(workspace, wanted, since=month(2026, 8), reason="换单位")
    assert workspace.plan is PLAN


@pytest.mark.parametrize("text", ["240", "2", "240000"])
def test_that_a_target_far_from_the_old_one_is_asked_about(text: str) -> None:
    """Ten times as much as 24, or less than a tenth of it."""
    with pytest.raises(CixiError, match=f"新目标{text}与原目标24座相差10倍以上。.*写成“{text}座”"):
        revised(PLAN, "1-1", Revision(target=text))


def test_that_a_target_with_its_unit_is_taken_as_it_is() -> None:
    indicator = revised(PLAN, "1-1", Revision(target="240座")).indicator("1-1")
    assert indicator is not None
    assert indicator.target == Decimal(240)


def test_that_a_new_target_in_percent_is_read_as_one_that_is_entered() -> None:
    """0.035 beside 3.46 % is 3.5 %; 0.035% is what it says."""
    plan = plan_2025()
    for text, target in (("0.035", "3.5"), ("3.5", "3.5"), ("0.035%", "0.035")):
        indicator = revised(plan, "H-2", Revision(target=text)).indicator("H-2")
        assert indicator is not None
        assert indicator.target == Decimal(target)


@pytest.mark.parametrize(
    "kept",
    [
        FigureDecision(target_id="1-2", from_period=JUNE, whose=OWN, value=Decimal(6)),
        Basis(target_id="1-2", last_year=(Decimal(3), *NO_MONTHS[1:]), year=2026),
        LedgerRow(id="1", target_id="1-2", unit_id="1", period=JUNE, name="甲坝"),
    ],
)
def test_that_what_the_bureau_set_keeps_its_unit_too(kept: Record) -> None:
    made = Workspace(plan=PLAN, store=MemoryStore(), actor="办公室")
    wanted = revised(PLAN, "1-2", Revision(unit="万座", target="12"))
    made.perform("设置", (Change(None, kept),))
    with pytest.raises(CixiError, match="不能由“座”改为“万座”"):
        adjust(made, wanted, since=JULY, reason="换单位")
    made.perform("撤下", (Change(kept, None),))
    assert adjust(made, wanted, since=JULY, reason="换单位").target("1-2").unit == "万座"


def test_that_what_was_reported_keeps_its_kind(workspace: Workspace) -> None:
    """A count of 12 is no latest level of 12."""
    text = plan_toml(workspace.plan).replace("cumulative_count", "capped_level", 1)
    text = text.replace('comparator = ">="', 'comparator = "<="', 1)
    with pytest.raises(CixiError, match=r"“加固水库”.*不能改为另一种填法"):
        adjust(workspace, load_plan(text, "新"), since=JULY, reason="换填法")


def test_that_an_ended_figure_stays_in_its_months_and_is_entered_there_alone(workspace: Workspace) -> None:
    plan = adjust(workspace, ended(workspace.plan, "1-2"), since=JULY, reason="合并考核")
    assert [each.id for each in workspace.assess(JULY).figures] == ["1-1"]
    june = workspace.assess(JUNE).of("1-2")
    assert june.light is Light.ON_PACE
    assert plan.left_out == (("12座", "目标调整后不再列入"),)
    assert version_lines(plan) == ["1-2“鉴定大坝”：7月起不再列入。"]
    record(workspace, "1-2", JUNE, {"cumulative": "7"})
    with pytest.raises(CixiError, match="“鉴定大坝”不在2026年7月的工作要点中"):
        record(workspace, "1-2", JULY, {"cumulative": "7"})
    with pytest.raises(CixiError, match="“鉴定大坝”不在2026年7月的工作要点中"):
        workspace.assess(JULY).of("1-2")
    both = [workspace.content, replace(workspace.content, unit=replace(workspace.content.unit, id="9"))]
    assert combined(plan, both, JUNE).series("1-2", 2026)[5] is not None


def test_that_an_ended_item_is_gone_from_its_month_on(workspace: Workspace) -> None:
    plan = adjust(workspace, ended(workspace.plan, "M1-1"), since=JULY, reason="已完成")
    assert (plan.items, workspace.assess(JUNE).items[0].id) == ((), "M1-1")


def test_that_a_merged_figure_is_cited_as_the_other(workspace: Workspace) -> None:
    plan = adjust(workspace, merged(workspace.plan, "1-2", "1-1"), since=JULY, reason="同一批")
    assert [each.id for each in plan.indicators] == ["1-1"]
    assert [each.id for each in plan.commitments_of(plan.indicators[0])] == ["1-1", "1-2"]
    assert version_lines(plan) == ["1-2“鉴定大坝”：7月起并入1-1“加固水库”。"]


def test_that_a_sentence_more_is_read_and_gets_ids_that_were_never_used(workspace: Workspace) -> None:
    adjust(workspace, ended(workspace.plan, "1-2"), since=JULY, reason="取消")
    plan = added(workspace.plan, "1", "新建水闸3座以上，印发管理办法")
    plan = adjust(workspace, plan, since=month(2026, 9), reason="新增")
    assert [(each.id, each.target, each.unit) for each in plan.indicators] == [
        ("1-1", Decimal(24), "座"),
        ("1-3", Decimal(3), "座"),
    ]
    assert [each.id for each in plan.items] == ["M1-1", "M1-2"]
    assert plan.task("1").text.endswith("编制规划。\n新建水闸3座以上，印发管理办法。")
    assert adjustment_words(plan, "1-3") == ["9月起列入"]
    assert [each.id for each in workspace.assess(JULY).figures] == ["1-1"]


def test_that_an_item_gets_another_deadline_and_name(workspace: Workspace) -> None:
    plan = revised(workspace.plan, "M1-1", Revision(deadline="9月底", name="水网规划"))
    assert (plan.items[0].deadline, plan.items[0].name) == (date(2026, 9, 30), "水网规划")
    assert version_lines(replace(plan, earlier=PLAN, since=7)) == [
        "M1-1“水网规划”：7月起名称由“规划”改为“水网规划”，完成时限调整为2026年9月30日。"
    ]
    assert version_lines(replace(PLAN, earlier=plan, since=8)) == [
        "M1-1“规划”：8月起名称由“水网规划”改为“规划”，不再定完成时限。"
    ]
    worded = revised(workspace.plan, "M1-1", Revision(wording="编制水网规划"))
    assert worded.items[0].citation.quote == "编制水网规划"


@pytest.mark.parametrize(
    ("target_id", "wanted", "told"),
    [
        ("9-9", Revision(target="3"), "没有编号“9-9”"),
        ("M1-1", Revision(target="3"), "是事项，没有目标值"),
        ("1-1", Revision(comparator=Comparator.YES_NO), "comparator"),
        ("1-1", Revision(wording="鉴定大坝12座"), "quote"),
    ],
)
def test_that_what_cannot_be_is_refused(target_id: str, wanted: Revision, told: str) -> None:
    with pytest.raises(CixiError, match=told):
        revised(PLAN, target_id, wanted)


def test_that_a_target_that_is_no_number_has_none_to_change() -> None:
    for own_id in ("H-7", "7-1"):  # an honour, and the part of a list
        with pytest.raises(CixiError, match="的目标不是数字，不能调整"):
            revised(plan_2025(), own_id, Revision(target="3"))


def test_that_nothing_is_ended_merged_or_added_that_is_not_there() -> None:
    with pytest.raises(CixiError, match="没有编号“9-9”"):
        ended(PLAN, "9-9")
    for pair in (("1-1", "M1-1"), ("M1-1", "1-1"), ("1-1", "1-1")):
        with pytest.raises(CixiError, match="只能把一个指标并入另一个指标"):
            merged(PLAN, *pair)
    with pytest.raises(CixiError, match="未识别到指标或事项"):
        added(PLAN, "1", "。")


@pytest.mark.parametrize(
    ("since", "reason", "told"),
    [
        (parse_period("2026-Q3"), "省里调整", "不是一个月。请写明从哪个月起，如2025-07。"),
        (JULY, " ", "未写明调整的理由。请填写理由。"),
        (JUNE, "省里调整", "现行的第2版从7月起执行，新的目标不能更早。请写7月或以后。"),
        (JULY, "省里调整", "与现行计划相同，没有变动。"),
    ],
)
def test_that_an_adjustment_says_from_when_why_and_something_new(
    workspace: Workspace, since: Period, reason: str, told: str
) -> None:
    plan = adjust(workspace, ended(workspace.plan, "1-2"), since=JULY, reason="取消")
    with pytest.raises(CixiError, match=told):
        adjust(workspace, plan, since=since, reason=reason)
    assert workspace.plan == plan
