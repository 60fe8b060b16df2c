from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.review import bureau
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.periods import month
from cixi_desktop.records.units import ALL_UNITS
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025

if TYPE_CHECKING:
    from cixi_desktop.actions.sample import Sample


WITHOUT_CAUSE = {"滞后，未写明原因。", "欠序时，未写明原因。"}


@pytest.fixture(scope="module")
def workspace(sample_year: Workspace) -> Workspace:
    """The sample year as the bureau sees it: all units together."""
    whole = Workspace(plan=sample_year.plan, store=sample_year.store, actor="示例")
    whole.load(ALL_UNITS.id)
    return whole


def test_that_mid_year_shows_every_judged_light_and_several_greys(workspace: Workspace) -> None:
    lights = Counter(figure.light.value for figure in workspace.assess(month(2025, 6)).figures)
    assert set(lights) >= {"达序时", "欠序时", "滞后", "基本完成", "待公布", "未到节点"}


def test_that_all_76_items_are_reported_at_the_years_end(workspace: Workspace) -> None:
    summary = workspace.assess(month(2025, 12)).summary
    assert (summary.figures_reported, summary.items_reported) == (23, 76)


def test_that_no_entry_or_text_of_the_sample_has_a_fault_or_raises_a_doubt(workspace: Workspace) -> None:
    for period in workspace.plan.periods():
        found = workspace.issues(period).values()
        told = {issue.message for issues in found for issue in issues if issue.where != "next_steps"}
        assert told <= WITHOUT_CAUSE


def test_that_the_lists_of_the_sample_are_what_its_counts_say(workspace: Workspace, sample: Sample) -> None:
    december = workspace.assess(month(2025, 12))
    for target_id in sample.tables["ledgers"]:
        figure = december.of(target_id)
        assert isinstance(figure, FigureAssessment)
        assert figure.ledger is not None
        assert figure.ledger.total == figure.cumulative
    activities = december.of("12-3").ledger
    assert activities is not None
    assert [row.name for row in activities.rows] == ["示例科普活动01", "示例科普活动02"]


def test_that_one_milestone_is_behind_its_plan_at_mid_year_and_one_is_not(workspace: Workspace) -> None:
    june = workspace.assess(month(2025, 6))
    assert june.of("M8-2").reason == (
        "处于“征求意见”阶段（第2阶段，共6个阶段）。按计划6月底应到第3阶段“合法性审查”，慢1个阶段。"
    )
    assert june.of("M10-1").light == "达序时"


def test_that_every_task_has_a_text_each_month(workspace: Workspace) -> None:
    for period in workspace.plan.periods():
        assert all(task.narrative.progress_note for task in workspace.assess(period).tasks)


def test_that_the_progress_text_goes_on_with_the_figures_own_sentences(workspace: Workspace) -> None:
    text = workspace.assess(month(2025, 6)).task("8").narrative.progress_note
    assert "新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点" in text


def test_that_papers_do_not_repeat_and_keep_their_dates(workspace: Workspace) -> None:
    december = [item for item in workspace.assess(month(2025, 12)).items if item.proof]
    assert len({item.proof for item in december}) == len(december)
    for item in workspace.assess(month(2025, 6)).items:
        if item.proof:
            assert workspace.assess(month(2025, 12)).of(item.id).proof == item.proof  # type: ignore[union-attr]


def test_that_the_stock_never_grows_by_more_than_what_is_new(workspace: Workspace) -> None:
    for period in workspace.plan.periods():
        stock, new = (workspace.assess(period).of(target_id) for target_id in ("H-4", "H-3"))
        assert stock.cumulative - 1000 <= new.cumulative  # type: ignore[union-attr,operator]


def test_that_texts_change_with_the_months(workspace: Workspace) -> None:
    for period in list(workspace.plan.periods())[1:]:
        before, now = (workspace.assess(month(2025, n)).tasks for n in (period.last - 1, period.last))
        same = [
            a.task.id
            for a, b in zip(before, now, strict=True)
            if a.narrative.progress_note == b.narrative.progress_note
        ]
        assert len(same) <= 2, (period.key, same)


def test_that_a_milestone_that_has_not_begun_is_not_due_and_says_why(sample: Sample) -> None:
    item = plan_2025().item("M4-4")
    assert item is not None
    assert sample.milestone(item, 3) == {"state": "未到节点", "reason": "按计划尚未启动"}


def test_that_an_invented_paper_says_that_it_is_invented(sample: Sample) -> None:
    assert sample.proof(4, 6).startswith("示例文件")


def test_that_the_sample_has_units_that_say_that_they_are_invented(workspace: Workspace) -> None:
    names = [unit.name for unit in workspace.units()]
    assert len(names) == 3
    assert all(name.startswith("示例") for name in names)
    task = workspace.assess(month(2025, 6)).task("12")
    assert task.responsibility.words == "牵头：示例服务中心；责任领导：示例局领导；责任人：示例丙"


def test_that_in_june_one_unit_has_handed_in_one_was_given_back_its_form_and_one_is_awaited(
    workspace: Workspace,
) -> None:
    found = bureau(workspace.plan, workspace.store, month(2025, 6), date(2025, 6, 25))
    assert [(status.unit.name, status.state.value) for status in found.statuses] == [
        ("示例高新科", "已报送"),
        ("示例办公室", "退回"),
        ("示例服务中心", "草稿"),
    ]
    assert not found.undecided
    (reason,) = found.status("1").review.reasons  # type: ignore[union-attr]
    assert reason[0] == "M2-3"


def test_that_a_unit_reports_what_it_leads_and_nothing_else(workspace: Workspace) -> None:
    found = bureau(workspace.plan, workspace.store, month(2025, 12), date(2025, 12, 25))
    reporters = {each.target.id: [source.unit.name for source in each.sources] for each in found.origins}
    assert len(reporters) == 23 + 76 - 1  # H-1 is pending all year
    assert all(len(names) == 1 for names in reporters.values())
    assert (reporters["H-3"], reporters["M2-3"], reporters["12-1"]) == (
        ["示例高新科"],
        ["示例办公室"],
        ["示例服务中心"],
    )
    assert [status.state.value for status in found.statuses] == ["已报送"] * 3
