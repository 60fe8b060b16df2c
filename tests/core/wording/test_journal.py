"""修改记录: who changed what from what to what, in words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.lights import PRESETS
from cixi_desktop.history import Change, Operation
from cixi_desktop.periods import month
from cixi_desktop.records.basis import NO_MONTHS, Basis
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative, PlannedStep, State
from cixi_desktop.records.handovers import Correction, Lock, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.record import OfBureau, OfUnit
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.journal import EMPTY, SUBJECTS, JournalLine, all_lines
from cixi_desktop.wording.record_texts import LABELS
from tests.support.figures import plan_2025

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.record import Record

JUNE = month(2025, 6)
UNITS = (Unit(id="0", name="未分配"), Unit(id="1", name="高新科"))
ENTRY = Entry(target_id="H-3", unit_id="1", period=JUNE)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_2025()


def lines_of(plan: Plan, before: Record | None, after: Record | None) -> tuple[JournalLine, ...]:
    operation = Operation(label="操作", changes=(Change(before, after),), actor="张三", id=7, gesture=5)
    return all_lines(plan, [operation], UNITS)


def sentences(plan: Plan, before: Record | None, after: Record | None) -> list[str]:
    return [line.sentence for line in lines_of(plan, before, after)]


def test_that_a_line_names_who_when_where_and_the_value_before_and_after(plan: Plan) -> None:
    change = Change(replace(ENTRY, cumulative=Decimal(60)), replace(ENTRY, cumulative=Decimal("70.0")))
    at = datetime(2025, 6, 20, 9, 5, 7)  # noqa: DTZ001  the clock of the computer
    operation = Operation(label="填报", changes=(change,), actor="张三", id=7, gesture=5, at=at)
    (line,) = all_lines(plan, [operation], UNITS)
    assert line.time == "2025-06-20 09:05:07"
    assert (line.actor, line.label, line.unit, line.period) == ("张三", "填报", "高新科", "2025年6月")
    assert (line.subject, line.field) == ("高新技术企业新增数", "累计")
    assert (line.before, line.after) == ("60", "70")
    assert line.sentence == "高新技术企业新增数 累计：60 → 70"
    assert (line.operation_id, line.gesture) == (7, 5)


def test_that_an_operation_not_yet_kept_has_no_time(plan: Plan) -> None:
    (line,) = lines_of(plan, None, replace(ENTRY, increment=Decimal(3)))
    assert line.time == ""


def test_that_each_changed_field_has_its_own_line_and_an_unchanged_one_has_none(plan: Plan) -> None:
    before = replace(ENTRY, increment=Decimal(3), note="初报")
    after = replace(ENTRY, state=State.PENDING, reason="下月公布", note="初报")
    assert sentences(plan, before, after) == [
        f"高新技术企业新增数 本期新增：3 → {EMPTY}",
        f"高新技术企业新增数 本期状态：{EMPTY} → 待公布",
        f"高新技术企业新增数 说明：{EMPTY} → 下月公布",
    ]


def test_that_text_kept_as_a_draft_is_called_one(plan: Plan) -> None:
    after = replace(ENTRY, drafts=(("increment", "十几"),))
    assert sentences(plan, None, after) == [f"高新技术企业新增数 本期新增：{EMPTY} → 十几（草稿，未计入）"]


def test_that_a_removed_entry_shows_what_it_held(plan: Plan) -> None:
    assert sentences(plan, replace(ENTRY, increment=Decimal(3)), None) == [
        f"高新技术企业新增数 本期新增：3 → {EMPTY}"
    ]


def test_that_the_texts_of_a_task_go_under_its_title(plan: Plan) -> None:
    before = Narrative(task_id="8", unit_id="0", period=JUNE, progress_note="一", problems="二")
    after = replace(before, progress_note="甲", next_steps="丙")
    lines = lines_of(plan, before, after)
    assert {(line.unit, line.period) for line in lines} == {("未分配", "2025年6月")}
    assert [line.sentence for line in lines] == [
        "强化创新主体培育 进展情况：一 → 甲",
        f"强化创新主体培育 下一步打算：{EMPTY} → 丙",
    ]


def test_that_a_basis_tells_its_months_apart(plan: Plan) -> None:
    months = (*NO_MONTHS[:5], Decimal(55), *NO_MONTHS[6:])
    after = Basis(
        target_id="H-3",
        baseline=Decimal("1.50"),
        baseline_note="统计局",
        pace_plan=months,
        last_year=months,
        deadline=date(2025, 9, 30),
    )
    (first, *_) = lines = lines_of(plan, None, after)
    assert (first.unit, first.period) == ("", "")
    assert [(line.field, line.after) for line in lines] == [
        ("基数", "1.5"),
        ("基数说明", "统计局"),
        ("完成时限", "2025-09-30"),
        ("月计划（6月）", "55"),
        ("上年累计（6月）", "55"),
    ]


def test_that_a_renamed_unit_and_changed_rules_are_told(plan: Plan) -> None:
    assert sentences(plan, UNITS[1], Unit(id="1", name="科技科")) == ["单位“科技科” 名称：高新科 → 科技科"]
    after = replace(PRESETS[1], due_day=20)
    assert sentences(plan, DEFAULT_RULES, after) == [
        "亮灯规则 规则：默认（0/10） → 银川式（10/30）",
        "亮灯规则 欠序时：落后超过0个百分点 → 落后达到或超过10个百分点",
        "亮灯规则 滞后：落后超过10个百分点 → 落后超过30个百分点",
        "亮灯规则 报送截止日：每月25日 → 每月20日",
    ]


def test_that_the_journal_of_an_older_plan_stays_readable(plan: Plan) -> None:
    gone = replace(ENTRY, target_id="Z-9", unit_id="99", increment=Decimal(1))
    (line,) = lines_of(plan, None, gone)
    assert (line.unit, line.sentence) == ("未分配", f"Z-9 本期：{EMPTY} → 1")
    text = Narrative(task_id="77", unit_id="1", period=JUNE, problems="无")
    assert sentences(plan, None, text) == [f"任务77 存在问题：{EMPTY} → 无"]


def test_that_duties_are_told_by_the_names_of_units(plan: Plan) -> None:
    after = Duty(subject_id="8", lead_unit_id="1", supporting_unit_ids=("0", "9"), leader="张某")
    lines = lines_of(plan, None, after)
    assert [line.sentence for line in lines] == [
        f"强化创新主体培育 牵头科室：{EMPTY} → 高新科",
        f"强化创新主体培育 配合科室：{EMPTY} → 未分配、9",
        f"强化创新主体培育 责任领导：{EMPTY} → 张某",
    ]


def test_that_a_row_of_a_ledger_is_told_under_its_figure_and_month(plan: Plan) -> None:
    row = LedgerRow(
        id="1",
        target_id="H-3",
        unit_id="1",
        period=JUNE,
        name="甲公司",
        day=date(2025, 6, 5),
        number=Decimal("2.50"),
    )
    lines = lines_of(plan, None, row)
    assert {(line.unit, line.period, line.subject) for line in lines} == {
        ("高新科", "2025年6月", "高新技术企业新增数")
    }
    assert [(line.field, line.after) for line in lines] == [
        ("名称", "甲公司"),
        ("日期", "2025-06-05"),
        ("数量", "2.5"),
    ]


def test_that_locks_decisions_submissions_and_outcomes_are_told(plan: Plan) -> None:
    lock = Lock(unit_id="1", period=JUNE, is_locked=True, reason="已报送")
    assert sentences(plan, None, lock) == [
        f"锁定 锁定：{EMPTY} → 是",
        f"锁定 理由：{EMPTY} → 已报送",
    ]
    decision = Decision(reading_id="2", answer="1012家")
    assert sentences(plan, None, decision) == [f"口径问题2 答复：{EMPTY} → 1012家"]
    handed_in = Submission(unit_id="1", period=JUNE, number=1, content_at=5, check_code="ACDE-3467")
    assert sentences(plan, None, handed_in) == [
        f"报送 报送次数：{EMPTY} → 1",
        f"报送 校验码：{EMPTY} → ACDE-3467",
    ]
    text = Narrative(
        task_id="8", unit_id="1", period=JUNE, outcomes=(("摸排", "已完成"), ("缺辅导", "仍存在"))
    )
    assert sentences(plan, None, text) == [
        f"强化创新主体培育 上期问题和打算的落实：{EMPTY} → 摸排：已完成；缺辅导：仍存在"
    ]


def test_that_a_restoring_is_one_line_of_the_journal(plan: Plan) -> None:
    operation = Operation(label="从“备份.db”恢复数据", changes=(), actor="张三", id=7, is_barrier=True)
    (line,) = all_lines(plan, [operation], UNITS)
    assert line.sentence == "数据文件 替换：原有数据 → 从“备份.db”恢复数据"
    assert (line.actor, line.unit, line.period) == ("张三", "", "")


def test_that_a_step_is_told_with_all_that_is_known_of_it(plan: Plan) -> None:
    before = Narrative(task_id="8", unit_id="1", period=JUNE, next_steps="走访；推进。")
    steps = (PlannedStep(words="走访", due="7月底", person="张三"), PlannedStep(words="推进"))
    (line,) = sentences(plan, before, replace(before, steps=steps))
    assert line.endswith("走访（时限：7月底，责任人：张三）；推进")


def test_that_a_plan_is_told_with_its_year(plan: Plan) -> None:
    adopted = AdoptedPlan(year=2026, version=1, since=1, text="")
    assert list(sentences(plan, None, adopted)) == [
        "2026年工作计划 版本：（空） → 1",
        "2026年工作计划 起始月份：（空） → 1",
    ]


def test_that_every_kind_of_record_is_told_in_the_journal() -> None:
    kinds = {*get_args(OfUnit), *get_args(OfBureau), AdoptedPlan}
    assert {*LABELS} == kinds - {Entry, Basis, Rules, Duty, FigureDecision}
    of_figures = {Entry, LedgerRow, Basis, FigureDecision, Correction}
    assert {*SUBJECTS} == kinds - of_figures - {Narrative, Duty, Decision}


@pytest.mark.parametrize("kind", [*LABELS], ids=lambda kind: kind.__name__)
def test_that_no_field_of_a_record_is_left_out_of_the_journal(kind: type[Record]) -> None:
    """Beside those that say which record it is, and what the program notes for itself."""
    named = {"id", "unit_id", "target_id", "task_id", "reading_id", "report", "period", "year"}
    own = {"text", "content_at", "plan_version", "at", "number"}
    assert {*kind.__struct_fields__} - named - own <= {*LABELS[kind]}
