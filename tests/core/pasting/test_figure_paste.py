"""A paste is understood, shown and only then written: cell by cell, in one step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.record import erase, paste, record, type_field
from cixi_desktop.errors import CixiError, StaleError
from cixi_desktop.history import Change
from cixi_desktop.pasting.blocks import Fate, PastedCell, PastePlan
from cixi_desktop.pasting.figure_paste import plan_figures
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import field_of
from cixi_desktop.workspace import Workspace
from tests.support.figures import amount, content_of, plan_2025, plan_of
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan

MAY, JUNE = month(2025, 5), month(2025, 6)
COUNT, OTHER = "8-1", "8-3"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_2025()


@pytest.fixture
def workspace(plan: Plan) -> Workspace:
    return Workspace(plan=plan, store=MemoryStore(), actor="张三")


def planned(workspace: Workspace, slots: list[list[tuple[str, str] | None]], *rows: str) -> PastePlan[Change]:
    block = tuple(tuple(row.split("|")) for row in rows)
    return plan_figures(workspace.plan, workspace.content, JUNE, slots, block)


def of(plan: PastePlan[Change], target_id: str, field: str = "increment") -> PastedCell:
    target = plan_2025().target(target_id)
    place = (target.name, field_of(target, field).label)
    return next(cell for cell in plan.cells if (cell.name, cell.label) == place)


def increments(*target_ids: str) -> list[list[tuple[str, str] | None]]:
    return [[(target_id, "increment")] for target_id in target_ids]


@pytest.mark.parametrize(
    ("target_id", "name", "text", "read_as"),
    [
        (COUNT, "increment", "１２家", "12"),
        ("12-2", "increment", "1,200", "1200"),
        ("H-1", "value", "3.69％", "3.69"),
        (COUNT, "increment", "12+7", "19"),
        ("M1-1", "stage", "审议", "审议"),
    ],
)
def test_that_each_cell_is_shown_as_it_is_understood(
    workspace: Workspace, target_id: str, name: str, text: str, read_as: str
) -> None:
    cell = of(planned(workspace, [[(target_id, name)]], text), target_id, name)
    assert (cell.text, cell.read_as, cell.fate) == (text, read_as, Fate.NEW)


def test_that_an_approximate_number_is_refused_with_the_reason(workspace: Workspace) -> None:
    plan = planned(workspace, increments(COUNT, OTHER), "约100", "3")
    refused = of(plan, COUNT)
    assert (refused.fate, refused.read_as) == (Fate.REFUSED, "")
    assert "不是准确数" in refused.reason
    assert [change.key[1] for change in plan.accepted] == [OTHER]


def test_that_overwriting_and_repeating_are_marked(workspace: Workspace) -> None:
    record(workspace, COUNT, JUNE, {"increment": "5"})
    record(workspace, OTHER, JUNE, {"increment": "3"})
    plan = planned(workspace, increments(COUNT, OTHER), "7", "3家")
    assert (of(plan, COUNT).before, of(plan, COUNT).fate) == ("5", Fate.OVERWRITTEN)
    assert of(plan, OTHER).fate is Fate.UNCHANGED
    assert len(plan.accepted) == 1


def test_that_a_rival_or_a_state_that_gives_way_counts_as_overwritten(workspace: Workspace) -> None:
    record(workspace, COUNT, JUNE, {"cumulative": "60"})
    record(workspace, OTHER, JUNE, {"state": "待公布"})
    plan = planned(workspace, increments(COUNT, OTHER), "7", "3")
    assert [of(plan, COUNT).before, of(plan, OTHER).before] == ["累计60", "待公布"]
    assert plan.count(Fate.OVERWRITTEN) == 2


def test_that_an_increment_and_a_total_that_agree_are_taken_as_the_increment(workspace: Workspace) -> None:
    """60 until May and 12 in June make 72."""
    record(workspace, COUNT, MAY, {"increment": "60"})
    slots: list[list[tuple[str, str] | None]] = [[(COUNT, "increment"), (COUNT, "cumulative")]]
    plan = planned(workspace, slots, "12|72")
    assert of(plan, COUNT).fate is Fate.NEW
    assert of(plan, COUNT, "cumulative").fate is Fate.UNCHANGED
    paste(workspace, plan, JUNE)
    entry = workspace.content.entry(COUNT, JUNE)
    assert entry is not None
    assert [entry.increment, entry.cumulative] == [12, None]


def test_that_an_increment_and_a_total_are_both_taken_where_no_earlier_month_is_known(
    workspace: Workspace,
) -> None:
    slots: list[list[tuple[str, str] | None]] = [[(COUNT, "increment"), (COUNT, "cumulative")]]
    paste(workspace, planned(workspace, slots, "12|72"), JUNE)
    entry = workspace.content.entry(COUNT, JUNE)
    assert entry is not None
    assert [entry.increment, entry.cumulative] == [12, 72]
    refused = planned(workspace, slots, "73|72")
    assert of(refused, COUNT, "cumulative").reason == "累计72家小于本期73家。请核对。"


def test_that_an_increment_and_a_total_that_contradict_are_both_refused(workspace: Workspace) -> None:
    record(workspace, COUNT, MAY, {"increment": "60"})
    slots: list[list[tuple[str, str] | None]] = [[(COUNT, "increment"), (COUNT, "cumulative")]]
    plan = planned(workspace, slots, "12|70")
    assert plan.count(Fate.REFUSED) == 2
    assert "上期累计60加本期12，不等于累计70" in of(plan, COUNT).reason
    assert plan.accepted == ()


def test_that_both_halves_of_a_ratio_are_checked_together(workspace: Workspace) -> None:
    """46 of 45 would be too many, 46 of 50 is not."""
    record(workspace, "7-1", JUNE, {"numerator": "38", "denominator": "45"})
    slots: list[list[tuple[str, str] | None]] = [[("7-1", "numerator"), ("7-1", "denominator")]]
    assert planned(workspace, slots, "46|50").count(Fate.REFUSED) == 0
    plan = planned(workspace, slots, "60|50")
    assert of(plan, "7-1", "numerator").fate is Fate.REFUSED
    assert "已覆盖60大于应覆盖50" in of(plan, "7-1", "numerator").reason


def test_that_a_smaller_list_than_is_covered_is_refused_though_the_fault_names_the_other_half(
    workspace: Workspace,
) -> None:
    record(workspace, "7-1", JUNE, {"numerator": "38", "denominator": "45"})
    slots: list[list[tuple[str, str] | None]] = [[None, ("7-1", "denominator")]]
    cell = of(planned(workspace, slots, "|30"), "7-1", "denominator")
    assert cell.fate is Fate.REFUSED
    assert "已覆盖38大于应覆盖30" in cell.reason


def test_that_negative_and_broken_counts_are_refused(workspace: Workspace) -> None:
    plan = planned(workspace, increments(COUNT, OTHER), "-3", "2.5")
    assert "不能填负数" in of(plan, COUNT).reason
    assert "应是整数" in of(plan, OTHER).reason


def test_that_blank_cells_leave_what_stands(workspace: Workspace) -> None:
    record(workspace, COUNT, JUNE, {"increment": "5"})
    plan = planned(workspace, increments(COUNT, OTHER), " ", "2")
    assert [cell.name for cell in plan.cells] == [workspace.plan.target(OTHER).name]
    dashed = planned(workspace, increments(COUNT, OTHER), "—", "2", "/")
    assert (dashed.cells, dashed.beyond) == (plan.cells, ())


def test_that_a_picture_is_refused_as_such(workspace: Workspace) -> None:
    plan = planned(workspace, increments(COUNT), '=DISPIMG("ID_1A2B",1)')
    assert plan.cells[0].reason == "单元格里是图片，无法读取内容。请改填文字或数值。"


def test_that_what_finds_no_place_is_named(workspace: Workspace) -> None:
    slots: list[list[tuple[str, str] | None]] = [[(COUNT, "increment"), None]]
    plan = planned(workspace, slots, "3|50%", "4|5", "")
    assert plan.beyond == ("第1行“50%”：这些格不填数。", "第2行“4”“5”：超出表格。")


def test_that_a_block_beside_its_column_names_the_right_one(workspace: Workspace) -> None:
    left: list[list[tuple[str, str] | None]] = [[None, (COUNT, "increment")]]
    right: list[list[tuple[str, str] | None]] = [[None]]
    (words,) = planned(workspace, left, "3").beyond
    assert words == "第1行“3”：这些格不填数，请选中“本期新增”一格再粘贴。"
    (words,) = planned(workspace, right, "3").beyond
    assert words == "第1行“3”：这些格不填数，请选中左边的填写格再粘贴。"


def test_that_a_draft_gives_way_to_what_can_be_read(workspace: Workspace) -> None:
    type_field(workspace, COUNT, JUNE, name="increment", text="约5")
    plan = planned(workspace, increments(COUNT), "5")
    assert (of(plan, COUNT).before, of(plan, COUNT).fate) == ("约5", Fate.OVERWRITTEN)
    paste(workspace, plan, JUNE)
    entry = workspace.content.entry(COUNT, JUNE)
    assert entry is not None
    assert entry.increment == 5
    assert entry.drafts == ()


def test_that_all_readable_cells_are_written_and_undone_in_one_step(workspace: Workspace) -> None:
    paste(workspace, planned(workspace, increments(COUNT, OTHER, "9-2"), "12", "约3", "1"), JUNE)
    assert workspace.history.undo[-1].label == "粘贴2格（2025年6月）"
    assert [workspace.content.entry(i, JUNE) is not None for i in (COUNT, OTHER, "9-2")] == [
        True,
        False,
        True,
    ]
    workspace.undo()
    assert not any(workspace.content.entry(i, JUNE) for i in (COUNT, OTHER, "9-2"))


def test_that_a_paste_over_what_another_has_changed_is_refused(workspace: Workspace) -> None:
    plan = planned(workspace, increments(COUNT), "12")
    record(workspace, COUNT, JUNE, {"increment": "9"})
    with pytest.raises(StaleError):
        paste(workspace, plan, JUNE)


def test_that_a_quarter_takes_no_paste(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="不能直接填报"):
        plan_figures(workspace.plan, workspace.content, parse_period("2025-Q2"), increments(COUNT), (("1",),))


def test_that_cells_are_emptied_in_one_step_and_the_rest_of_an_entry_stays(workspace: Workspace) -> None:
    record(workspace, "7-1", JUNE, {"numerator": "38", "denominator": "45"})
    record(workspace, COUNT, JUNE, {"increment": "5"})
    erase(workspace, [("7-1", "numerator"), (COUNT, "increment"), (OTHER, "increment")], JUNE)
    ratio = workspace.content.entry("7-1", JUNE)
    assert ratio is not None
    assert (ratio.numerator, ratio.denominator) == (None, Decimal(45))
    assert workspace.content.entry(COUNT, JUNE) is None
    assert workspace.history.undo[-1].label == "清空2格（2025年6月）"


def test_that_both_halves_of_a_ratio_are_emptied_together(workspace: Workspace) -> None:
    record(workspace, "7-1", JUNE, {"numerator": "38", "denominator": "45"})
    erase(workspace, [("7-1", "numerator"), ("7-1", "denominator")], JUNE)
    assert workspace.content.entry("7-1", JUNE) is None


def test_that_a_state_may_stand_among_pasted_figures(workspace: Workspace) -> None:
    plan = planned(workspace, increments(COUNT, OTHER), "待公布", "5")
    assert [(cell.read_as, cell.fate) for cell in plan.cells] == [("待公布", Fate.NEW), ("5", Fate.NEW)]
    paste(workspace, plan, JUNE)
    entry = workspace.content.entry(COUNT, JUNE)
    assert entry is not None
    assert (entry.state, entry.increment) == (State.PENDING, None)


def test_that_a_state_beside_a_figure_of_the_same_row_is_refused(workspace: Workspace) -> None:
    slots: list[list[tuple[str, str] | None]] = [[(COUNT, "increment"), (COUNT, "cumulative")]]
    plan = planned(workspace, slots, "无数据|70")
    assert {cell.fate for cell in plan.cells} == {Fate.REFUSED}
    assert plan.cells[0].reason == "“无数据”和“70”只能有一样，请核对后只填其中一项。"


def test_that_a_figure_pasted_under_a_period_that_it_is_not_entered_for_is_refused() -> None:
    plan, january = plan_of(amount("60", name="投资额", merged_months=3)), parse_period("2025-01~02")
    found = plan_figures(plan, content_of(), january, [[("X-1", "cumulative")]], (("15",),))
    (cell,) = found.cells
    assert (cell.fate, cell.reason) == (
        Fate.REFUSED,
        "“投资额”不按2025年1—2月填报。请在3月填写1—3月合并数。",
    )
    assert found.accepted == ()


def test_that_not_due_is_not_pasted_past_the_deadline(workspace: Workspace) -> None:
    workspace.perform("时限", (Change(None, Basis(target_id="M4-4", deadline=date(2025, 6, 10))),))
    found = planned(workspace, [[("M4-4", "state")]], "未到节点")
    cell = of(found, "M4-4", "state")
    assert (cell.fate, found.accepted) == (Fate.REFUSED, ())
    assert cell.reason.startswith("完成时限：2025年6月10日，已到期，不能填“未到节点”。")


def test_that_a_block_with_heads_is_not_laid_by_position(workspace: Workspace) -> None:
    """37 stands under 累计完成 there, and would become 本期新增 here."""
    with pytest.raises(CixiError, match="粘贴的内容带有表头“单位”“本期完成”“累计完成”，未写入。"):
        planned(workspace, increments(COUNT, OTHER), "单位|本期完成|累计完成", "家||37")
    assert len(planned(workspace, increments(COUNT), "单位").beyond) == 0


def test_that_a_row_that_names_another_figure_is_not_laid_here(workspace: Workspace, plan: Plan) -> None:
    slots = [[None, (COUNT, "increment")], [None, (OTHER, "increment")]]
    own, other = plan.target(COUNT).name, plan.target(OTHER).name
    assert len(planned(workspace, slots, f"{own}|3", f"{other}|4").accepted) == 2
    with pytest.raises(CixiError, match=f"第1行写的是“{other}”，粘贴处是“{own}”，未写入。"):
        planned(workspace, slots, f"{other}|4", f"{own}|3")
