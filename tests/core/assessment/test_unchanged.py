"""本月无变化: what is written, kind by kind, and what is left alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.carry import draft_all, fill_unchanged, fillings
from cixi_desktop.actions.record import note, record, type_field
from cixi_desktop.assessment.unchanged import filling_lines, filling_words, unchanged
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.workspace import Workspace
from tests.support.figures import (
    amount,
    aspiration,
    assessed,
    content_of,
    count,
    coverage,
    entry,
    growth,
    item,
    level,
    plan_2025,
    plan_of,
    stock,
)
from tests.support.memory_store import MemoryStore
from tests.support.totals import tell_totals

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator, Item

PLAN = plan_2025()
MAY, JUNE, JULY = (month(2025, n) for n in (5, 6, 7))
MILESTONE = item(ItemKind.HARD)


def filled(target: Indicator | Item, *past: Entry, at: int = 7) -> dict[str, Any]:
    """What is written into the fields of a target in July; {} where nothing is."""
    plan = plan_of(target)
    found = unchanged(assessed(plan, *past, at=at), content_of(*past), ["1"])
    if not found:
        return {}
    if found[0].waiting:
        assert found[0].changes == ()
        return {}
    (change,) = found[0].changes
    after = change.after
    assert isinstance(after, Entry)
    names = ("increment", "numerator", "denominator", "stage", "state", "reason", "note", "proof")
    texts = {name: getattr(after, name) for name in names}
    return {name: str(value) for name, value in texts.items() if value not in {None, ""}}


@pytest.mark.parametrize(
    ("target", "past", "expected"),
    [
        (count("120"), {"increment": "15"}, {"increment": "0"}),
        (count("120"), {}, {}),
        (count("120"), {"note": "材料已报"}, {}),
        (count("120"), {"cumulative": "70"}, {"increment": "0"}),
        (count("120"), {"state": State.NO_DATA, "reason": "未统计"}, {}),
        (item(ItemKind.COUNTER, unit="次"), {"increment": "3"}, {"increment": "0"}),
        (item(ItemKind.RECURRING, unit="场"), {}, {"increment": "0"}),
        (amount("50"), {"cumulative": "24"}, {"state": "本期无数据", "reason": "本月无变化"}),
        (level("3.69", "3.59"), {"value": "3.6"}, {"state": "本期无数据", "reason": "本月无变化"}),
        (stock("1120", "1000"), {"value": "1060"}, {"state": "本期无数据", "reason": "本月无变化"}),
        (growth(), {"value": "8"}, {"state": "本期无数据", "reason": "本月无变化"}),
        (coverage(), {"numerator": "38", "denominator": "45"}, {"numerator": "38", "denominator": "45"}),
        (coverage(), {}, {"state": "本期无数据", "reason": "尚无数据"}),
        (
            item(ItemKind.LIST, unit="个"),
            {"numerator": "4", "denominator": "10"},
            {"numerator": "4", "denominator": "10"},
        ),
        (MILESTONE, {"stage": "审议"}, {"stage": "审议"}),
        (MILESTONE, {"stage": "印发", "proof": "1号文"}, {"stage": "印发"}),
        (MILESTONE, {}, {"state": "未到节点", "reason": "尚未启动"}),
        (aspiration(), {"stage": "申报"}, {"stage": "申报"}),
        (aspiration(), {}, {"state": "未到节点", "reason": "尚未启动"}),
        (item(ItemKind.DUTY), {}, {"note": "本月未开展。"}),
        (item(ItemKind.DUTY), {"note": "开会2次"}, {"note": "本月无变化。"}),
        (
            count("8"),
            {"state": State.NOT_DUE, "reason": "批次在下半年"},
            {"state": "未到节点", "reason": "批次在下半年"},
        ),
        (
            level("3.69", "3.59"),
            {"state": State.NOT_APPLICABLE, "reason": "口径取消"},
            {"state": "不适用", "reason": "口径取消"},
        ),
        (
            level("3.69", "3.59"),
            {"state": State.PENDING, "reason": "次年公布"},
            {"state": "本期无数据", "reason": "本月无变化"},
        ),
    ],
)
def test_what_each_kind_holds_in_a_month_without_change(
    target: Indicator | Item, past: dict[str, Any], expected: dict[str, str]
) -> None:
    assert filled(target, *([entry(target, 6, **past)] if past else [])) == expected


def test_that_nothing_in_january_is_nothing_of_the_year() -> None:
    assert filled(count("120"), at=1) == {"increment": "0"}


def test_that_the_latest_month_that_said_anything_counts() -> None:
    target = coverage()
    past = (
        entry(target, 3, numerator="30", denominator="45"),
        entry(target, 4, numerator="38", denominator="45"),
        entry(target, 5, state=State.NO_DATA, reason="未统计"),
    )
    assert filled(target, *past) == {"numerator": "38", "denominator": "45"}


def test_that_a_finished_milestone_stays_finished() -> None:
    plan = plan_of(MILESTONE)
    past = entry(MILESTONE, 6, stage="印发", proof="1号文")
    (filling,) = unchanged(assessed(plan, past, at=7), content_of(past), ["1"])
    (change,) = filling.changes
    assert change.after is not None
    assert assessed(plan, past, change.after, at=7).of("M1-1").light == "已完成"


@pytest.mark.parametrize(
    ("target", "typed"),
    [
        (count("120"), {"increment": "3"}),
        (count("120"), {"cumulative": "70"}),
        (count("120"), {"drafts": (("increment", "约5"),)}),
        (coverage(), {"numerator": "3"}),
        (growth(), {"last_year": "30"}),
        (level("3.69", "3.59"), {"state": State.PENDING}),
        (MILESTONE, {"proof": "2号文"}),
        (item(ItemKind.DUTY), {"note": "开会"}),
    ],
)
def test_that_what_was_typed_this_month_is_left_alone(
    target: Indicator | Item, typed: dict[str, Any]
) -> None:
    assert filled(target, entry(target, 7, **typed)) == {}


def test_that_remarks_days_and_reasons_typed_already_are_kept() -> None:
    target = level("3.69", "3.59")
    typed = entry(target, 7, reason="统计局未发布", note="见附件", as_of=date(2025, 7, 25))
    found = unchanged(assessed(plan_of(target), typed, at=7), content_of(typed), ["1"])
    assert found[0].changes == (
        Change(
            typed,
            entry(
                target,
                7,
                state=State.NO_DATA,
                reason="统计局未发布",
                note="见附件",
                as_of=date(2025, 7, 25),
            ),
        ),
    )


def test_that_a_figure_counted_by_its_ledger_is_left_alone() -> None:
    target = count("120")
    row = LedgerRow(id="1", target_id="X-1", unit_id="0", period=JULY, name="某公司")
    found = unchanged(assessed(plan_of(target), row, at=7), content_of(row), ["1"])
    assert found == ()


def test_that_january_of_a_merged_series_needs_no_answer() -> None:
    assert filled(growth(merged_months=2), at=1) == {}


def test_that_what_other_units_answer_for_is_left_to_them() -> None:
    own, others = count("120"), count("8", id="X-2")
    records = (Duty(subject_id="X-1", lead_unit_id="0"), Duty(subject_id="1", lead_unit_id="7"))
    found = unchanged(assessed(plan_of(own, others), *records, at=1), content_of(*records), ["1"])
    assert [change.key[1] for filling in found for change in filling.changes] == ["X-1"]


def test_that_a_task_of_another_unit_is_left_alone_with_its_text() -> None:
    told = Narrative(task_id="1", unit_id="0", period=JUNE, progress_note="完成70家。")
    duties = (Duty(subject_id="总体", lead_unit_id="0"), Duty(subject_id="1", lead_unit_id="7"))
    plan = plan_of(count("120"), count("8", id="X-2"))
    cited = replace(plan.commitments[1], task_id="总体")
    plan = replace(plan, commitments=(plan.commitments[0], cited))
    found = unchanged(assessed(plan, told, *duties, at=7), content_of(told, *duties), ["总体", "1"])
    assert [filling.task.id for filling in found] == ["总体"]


def test_that_a_lasting_state_without_a_reason_gets_one() -> None:
    target = count("120")
    assert filled(target, entry(target, 6, state=State.NOT_APPLICABLE)) == {
        "state": "不适用",
        "reason": "本月无变化",
    }


# Texts and the action


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(plan=PLAN, store=MemoryStore(), actor="张三")
    texts = {"progress_note": "完成70家。", "problems": "进度偏慢。", "next_steps": "走访企业；办培训。"}
    note(workspace, "8", MAY, texts)
    tell_totals(workspace, MAY)
    return workspace


def texts(workspace: Workspace) -> tuple[str, str, str]:
    found = workspace.content.narrative("8", JULY)
    return found.progress_note, found.problems, found.next_steps


def test_that_texts_are_carried_from_the_latest_month_that_has_them(workspace: Workspace) -> None:
    fill_unchanged(workspace, JULY, ["8"])
    assert texts(workspace) == ("完成70家。", "进度偏慢。", "走访企业。\n办培训。")
    assert workspace.content.narrative("8", JULY).outcomes == (
        ("走访企业", "继续推进"),
        ("办培训", "继续推进"),
        ("进度偏慢", "仍存在"),
    )


def test_that_the_programs_sentences_in_a_carried_text_become_those_of_the_month() -> None:
    """7 of 15 in both months: 46.7 % of the year, 53.3 % due by July (8 of 15)."""
    workspace = Workspace(plan=PLAN, store=MemoryStore(), actor="张三")
    record(workspace, "9-5", JUNE, {"cumulative": "7"})
    record(workspace, "C9-1", JUNE, {"increment": "4"})
    draft_all(workspace, JUNE)
    june = workspace.content.narrative("9", JUNE).progress_note
    assert june.startswith("截至6月底，")
    note(workspace, "9", JUNE, {"progress_note": f"已部署。{june}"})
    fill_unchanged(workspace, JULY, ["9"])
    july = workspace.content.narrative("9", JULY).progress_note
    assert july.startswith("已部署。截至7月底，")
    assert "6月" not in july
    assert "慢于序时进度6.6个百分点" in july


PAST = "其中“6月20日前”“6月底前”已过，请核对"


def test_that_days_in_the_texts_that_are_past_are_named_before_they_go_on(workspace: Workspace) -> None:
    """In July those of June are past; the program's own 截至6月底 has become 截至7月底."""
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    draft_all(workspace, JUNE)
    june = workspace.content.narrative("8", JUNE).progress_note
    assert "截至6月底" in june
    texts = {"progress_note": f"{june}6月20日前办结。", "next_steps": "6月底前走访，8月底前验收。"}
    note(workspace, "8", JUNE, texts)
    found = fillings(workspace, JULY, ["8"])
    assert filling_lines(found[0])[-1] == (
        "文字说明",
        f"沿用上期进展情况、存在问题、下一步打算，{PAST}",
    )
    assert filling_words(found).endswith(f"沿用上期进展情况、存在问题、下一步打算，{PAST}")
    note(workspace, "8", JULY, texts)
    assert fillings(workspace, JULY, ["8"])[0].past_days == ()


def test_that_typed_texts_and_settled_lines_are_left_alone(workspace: Workspace) -> None:
    note(workspace, "8", JULY, {"progress_note": "新增3家。", "next_steps": "验收。"})
    note(workspace, "8", JUNE, {"problems": "经费不足。"})
    fill_unchanged(workspace, JULY, ["8"])
    assert texts(workspace) == ("新增3家。", "进度偏慢。\n经费不足。", "验收。")


def test_that_a_step_for_several_tasks_says_for_how_many(workspace: Workspace) -> None:
    fill_unchanged(workspace, JULY, ["8", "9"])
    assert workspace.history.undo[-1].label == "2个任务本月无变化（2025年7月）"


def test_that_all_of_it_is_one_step_with_a_word_on_what_was_written(workspace: Workspace) -> None:
    before = workspace.content
    words = fill_unchanged(workspace, JULY, ["8"])
    # Task 8 of the plan: the counts 8-1, H-3 and 8-3; the milestones M8-1 to M8-3; the duties D8-1 to D8-3.
    assert words == "3项记为0，3项记为“未到节点”，3项写明“本月未开展”，沿用上期进展情况、存在问题、下一步打算"
    assert workspace.assess(JULY).task("8").open_count == 0
    title = PLAN.task("8").title
    assert workspace.history.undo[-1].label == f"“{title}”本月无变化（2025年7月）"
    workspace.undo()
    assert workspace.content.records == before.records


def test_that_a_figure_of_two_tasks_is_filled_once(workspace: Workspace) -> None:
    fillings = unchanged(workspace.assess(JULY), workspace.content, ["总体", "8"])
    keys = [change.key for filling in fillings for change in filling.changes]
    assert len(keys) == len(set(keys))
    assert [filling.task.id for filling in fillings] == ["总体", "8"]


def test_that_a_milestone_past_its_deadline_is_left_for_its_stage(workspace: Workspace) -> None:
    """Of M8-2 nothing was reported; it was due on 10 June, so that in July it is 未到节点 no more."""
    task_8 = next(f for f in unchanged(workspace.assess(JULY), workspace.content, ["8"]))
    assert "M8-2" in {change.after.target_id for change in task_8.changes if isinstance(change.after, Entry)}
    workspace.perform("时限", (Change(None, Basis(target_id="M8-2", deadline=date(2025, 6, 10))),))
    (task_8,) = unchanged(workspace.assess(JULY), workspace.content, ["8"])
    filled_ids = {change.after.target_id for change in task_8.changes if isinstance(change.after, Entry)}
    assert "M8-2" not in filled_ids != set()
    assert [why for _, why in task_8.waiting] == ["已过完成时限，请填写所处阶段"]


def test_that_a_month_answered_in_full_is_refused_and_left(workspace: Workspace) -> None:
    fill_unchanged(workspace, JULY, [task.id for task in PLAN.tasks])
    before = workspace.content
    with pytest.raises(CixiError, match="不需要补填"):
        fill_unchanged(workspace, JULY, ["8"])
    assert workspace.content is before


def test_that_a_quarter_cannot_be_filled(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="不能直接填报"):
        fill_unchanged(workspace, parse_period("2025-Q2"), ["8"])


def test_how_what_is_written_for_all_tasks_is_told(workspace: Workspace) -> None:
    note(workspace, "9", JUNE, {"progress_note": "立项3项。"})
    ids = [task.id for task in PLAN.tasks]
    # 13 counts, 11 counters, 4 recurring; 3 levels, 2 amounts, a total, a rate, 2 coverages and 2 lists that
    # no month has given yet; 30 milestones and one 争取; 29 duties
    assert filling_words(unchanged(workspace.assess(JULY), workspace.content, ids)) == (
        "28项记为0，11项记为“本期无数据”，31项记为“未到节点”，29项写明“本月未开展”，2个任务沿用上期进展情况、存在问题、下一步打算"
    )
    assert filling_words(()) == ""


def test_how_what_is_written_is_told_line_by_line(workspace: Workspace) -> None:
    record(workspace, "7-1", JUNE, {"numerator": "600", "denominator": "1200"})
    record(workspace, "M7-1", JUNE, {"state": "不适用", "reason": "上级未部署"})
    record(workspace, "8-1", JUNE, {"increment": "3"})
    lines = [
        line
        for found in unchanged(workspace.assess(JULY), workspace.content, ["7", "8"])
        for line in filling_lines(found)
    ]
    assert ("规上工业企业研发费用归集业务培训覆盖率", "沿用上期（600/1200）") in lines
    assert ("新培育浙江省科技型中小企业", "记为0") in lines
    assert ("规上工业企业研发费用总量", "记为“本期无数据”") in lines
    assert lines[-1] == ("文字说明", "沿用上期进展情况、存在问题、下一步打算")


def test_that_a_count_without_a_known_total_is_left_and_named() -> None:
    """Task 8 has the counts 8-1, H-3 and 8-3; of the first alone May has told where it stands."""
    workspace = Workspace(plan=PLAN, store=MemoryStore(), actor="张三")
    record(workspace, "8-1", MAY, {"cumulative": "140"})
    (found,) = unchanged(workspace.assess(JULY), workspace.content, ["8"])
    why = "以前各月没有数，请填写累计"
    assert found.waiting == (("高新技术企业新增数", why), ("新增宁波市级以上企业研发机构", why))
    assert filling_lines(found)[-1] == ("新增宁波市级以上企业研发机构", f"不写入：{why}")
    words = fill_unchanged(workspace, JULY, ["8"])
    assert words.endswith(
        "1项记为0，3项记为“未到节点”，3项写明“本月未开展”，2项未写入（以前各月没有数，请填写累计）"
    )
    assert workspace.content.entry("H-3", JULY) is None
    assert workspace.assess(JULY).task("8").open_count == 2
    with pytest.raises(CixiError, match="没有可写入的内容") as caught:
        fill_unchanged(workspace, JULY, ["8"])
    assert caught.value.hint == f"“高新技术企业新增数”{why}。“新增宁波市级以上企业研发机构”{why}。"


def test_that_only_the_texts_that_are_still_missing_are_named(workspace: Workspace) -> None:
    fill_unchanged(workspace, JULY, ["8"])
    note(workspace, "8", JULY, {"progress_note": ""})
    (found,) = unchanged(workspace.assess(JULY), workspace.content, ["8"])
    assert filling_words((found,)) == "沿用上期进展情况"


def test_that_a_draft_is_not_touched(workspace: Workspace) -> None:
    type_field(workspace, "8-3", JULY, name="increment", text="十几")
    fill_unchanged(workspace, JULY, ["8"])
    found = workspace.content.entry("8-3", JULY)
    assert found is not None
    assert (found.increment, found.drafts) == (None, (("increment", "十几"),))
