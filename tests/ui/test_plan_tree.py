"""The tree of the plan: what it shows, how it is searched and narrowed, and that it keeps its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QAbstractItemModelTester, QTest

from cixi_desktop.actions.adopt import adjust
from cixi_desktop.actions.record import record, type_field
from cixi_desktop.checks.validation import check_month
from cixi_desktop.periods import month
from cixi_desktop.plans.revising import ended
from ui.tree.plan_model import ASSESSED_ROLE, Narrowing, PlanFilter, PlanModel
from ui.tree.plan_nodes import Rank
from ui.tree.plan_tree import PlanTree

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from cixi_desktop.workspace import Workspace

JUNE = month(2025, 6)
TEST = QAbstractItemModelTester.FailureReportingMode.Fatal
Role = Qt.ItemDataRole


@pytest.fixture
def tree(qtbot: QtBot, plan: Plan) -> PlanTree:
    tree = PlanTree(plan=plan)
    qtbot.addWidget(tree)
    tree.resize(330, 600)
    with qtbot.waitExposed(tree):
        tree.show()
    return tree


def show(tree: PlanTree, workspace: Workspace) -> None:
    tree.show_assessment(workspace.assess(JUNE), check_month(workspace.plan, workspace.content, JUNE))


def titles(tree: PlanTree) -> list[str]:
    """Every row that the filter leaves, top down."""
    model = tree.view.model()

    def below(parent: QModelIndex) -> list[str]:
        rows = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
        return [title for index in rows for title in (index.data(), *below(index))]

    return below(QModelIndex())


class Painted(QObject):
    """Collects what of a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def rows_in_sight(tree: PlanTree) -> dict[str, QRect]:
    """Where each row is drawn that can be seen and has figures, by its title."""
    view, found = tree.view, {}
    index = view.indexAt(QPoint(view.viewport().width() // 2, 1))
    while index.isValid() and view.visualRect(index).top() < view.viewport().height():
        if index.data(ASSESSED_ROLE) is not None:
            found[str(index.data())] = view.visualRect(index).intersected(view.viewport().rect())
        index = view.indexBelow(index)
    return found


def current(tree: PlanTree) -> str:
    return str(tree.view.currentIndex().data() or "")


def test_that_the_model_keeps_the_rules_of_models(qtbot: QtBot, plan: Plan, workspace: Workspace) -> None:
    model = PlanModel(plan=plan)
    narrowed = PlanFilter(model=model)
    testers = [QAbstractItemModelTester(each, TEST) for each in (model, narrowed)]
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    model.show_assessment(workspace.assess(JUNE), {})
    for narrowing in Narrowing:
        narrowed.narrow("", narrowing)
        narrowed.narrow("高新", narrowing)
    assert all(testers)


def test_that_headline_targets_come_first_and_then_four_sections_of_twelve_tasks(plan: Plan) -> None:
    model = PlanModel(plan=plan)
    tops = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert tops[0] == "主要目标"
    assert [top[:2] for top in tops[1:]] == ["一、", "二、", "三、", "四、"]
    ranks = [node.rank for node in model.nodes]
    assert (ranks.count(Rank.TASK), ranks.count(Rank.TARGET)) == (13, 25 + 76)


def test_that_a_figure_cited_twice_stands_in_both_tasks(plan: Plan) -> None:
    model = PlanModel(plan=plan)
    places = [(n.task_id, n.place_id) for n in model.nodes if n.target_id == "H-3"]
    assert places == [("总体", "H-3"), ("8", "8-2")]


def test_that_a_row_says_its_status_and_quote_to_eye_and_ear(plan: Plan, workspace: Workspace) -> None:
    model = PlanModel(plan=plan)
    index = model.find("target:8-2")
    assert index.data(Role.AccessibleTextRole) == "新认定高新技术企业"
    record(workspace, "8-2", JUNE, {"cumulative": "70"})
    model.show_assessment(workspace.assess(JUNE), {})
    assert index.data(Role.AccessibleTextRole) == "新认定高新技术企业，达序时，完成率58.3%"
    tip = index.data(Role.ToolTipRole)
    assert "原文：“新认定高新技术企业120家" in tip
    assert "快于序时进度8.3个百分点" in tip
    assert model.find("task:8").data(Role.AccessibleTextRole) == "8. 强化创新主体培育，已填1/9"
    assert model.find("section:三").data(Role.AccessibleTextRole).startswith("三、开展两新深度融合行动，")


def test_that_a_faulty_entry_is_marked_up_to_its_task(plan: Plan, workspace: Workspace) -> None:
    model = PlanModel(plan=plan)
    type_field(workspace, "H-3", JUNE, name="cumulative", text="若干")
    issues = check_month(workspace.plan, workspace.content, JUNE)
    model.show_assessment(workspace.assess(JUNE), issues)
    assert model.find("target:8-2").data(Role.AccessibleTextRole) == "新认定高新技术企业，需更正，未填报"
    assert model.find("task:8").data(Role.AccessibleTextRole).endswith("需更正，已填0/9")
    assert "“若干”不是数字。" in model.find("target:H-3").data(Role.ToolTipRole)
    assert model.counts()[Narrowing.FAULTY] == 1


def test_that_searching_keeps_what_holds_the_text_and_opens_it(tree: PlanTree) -> None:
    tree.search.setText("孵化器")
    assert "8. 强化创新主体培育" in titles(tree)
    assert "1. 加强政治理论学习" not in titles(tree)
    assert tree.view.isExpanded(tree.view.model().index(0, 0))
    tree.search.setText("没有这样的字")
    assert titles(tree) == []


def test_that_width_and_case_of_letters_do_not_matter_to_the_search(tree: PlanTree) -> None:
    tree.search.setText("ｒ＆ｄ")
    assert "全市R&D经费投入强度" in titles(tree)


def test_that_a_task_title_finds_all_of_the_task(tree: PlanTree) -> None:
    tree.search.setText("强化创新主体培育")
    assert len([title for title in titles(tree) if title]) == 2 + 9


def test_that_narrowing_to_late_rows_leaves_only_those(tree: PlanTree, workspace: Workspace) -> None:
    record(workspace, "H-3", JUNE, {"cumulative": "10"})
    show(tree, workspace)
    tree.narrowing.choose(Narrowing.LATE)
    assert titles(tree)[:2] == ["主要目标", "高新技术企业新增数"]
    assert tree.narrowing.text() == "滞后（1） ▼"


def test_that_grey_rows_are_those_without_a_judgement_and_not_those_without_an_answer(
    tree: PlanTree, workspace: Workspace
) -> None:
    record(workspace, "H-3", JUNE, {"cumulative": "70"})  # 70 of 120 at the middle of the year: 达序时
    record(workspace, "H-1", JUNE, {"state": "待公布", "reason": "统计部门次年公布"})
    show(tree, workspace)
    tree.narrowing.choose(Narrowing.GREY)
    greys = titles(tree)
    assert tree.narrowing.text() == "灰（98） ▼"  # of 23 figures and 76 items all but the one on pace
    assert "全市R&D经费投入强度" in greys  # answered, and grey all the same
    assert "高新技术企业总量" in greys  # not answered
    assert "高新技术企业新增数" not in greys
    tree.narrowing.choose(Narrowing.UNREPORTED)
    assert tree.narrowing.text() == "待填报（97） ▼"
    assert "全市R&D经费投入强度" not in titles(tree)


def test_that_the_row_being_worked_on_stays_when_it_no_longer_fits(
    tree: PlanTree, workspace: Workspace
) -> None:
    show(tree, workspace)
    tree.narrowing.choose(Narrowing.UNREPORTED)
    tree.follow("总体", "H-3")
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    show(tree, workspace)
    assert current(tree) == "高新技术企业新增数"
    tree.follow("总体", "H-4")
    show(tree, workspace)
    assert "高新技术企业新增数" not in titles(tree)


def test_that_expanded_rows_are_as_before_once_nothing_is_filtered(tree: PlanTree) -> None:
    before = tree.expanded_keys
    tree.search.setText("孵化器")
    assert tree.expanded_keys == before
    tree.clear_filter()
    assert tree.expanded_keys == before == ["section:一", "section:三", "section:二", "section:四"]


def test_that_searching_moves_nobody_to_another_task(tree: PlanTree, qtbot: QtBot) -> None:
    tree.select("8")
    with qtbot.assertNotEmitted(tree.chosen):
        tree.search.setText("党组织")
        tree.search.clear()
    assert current(tree) == "8. 强化创新主体培育"


def test_that_hits_which_only_the_filter_hides_are_told(tree: PlanTree, workspace: Workspace) -> None:
    show(tree, workspace)
    tree.search.setText("新认定高新技术企业")
    tree.narrowing.choose(Narrowing.BEHIND)
    assert tree.empty_words.isVisible()
    assert tree.empty_words.text() == "筛选“欠序时”下没有符合的；清除筛选可看到1项。"
    tree.search.setText("不在其中")
    assert tree.empty_words.text() == "没有符合条件的指标或事项。"
    tree.search.clear()
    assert tree.empty_words.text() == "没有符合条件的指标或事项。"
    tree.clear_filter()
    assert not tree.empty_words.isVisible()


def test_that_choosing_a_hidden_row_takes_the_filter_away(tree: PlanTree) -> None:
    tree.search.setText("党组织")
    tree.select("8", "8-2")
    assert current(tree) == "新认定高新技术企业"
    assert tree.search.text() == ""


def test_that_arrows_choose_and_enter_opens(tree: PlanTree, qtbot: QtBot) -> None:
    tree.select("7")
    tree.view.setFocus()
    with qtbot.waitSignal(tree.chosen) as chosen:
        QTest.keyClick(tree.view, Qt.Key.Key_Down)
    assert chosen.args == ["8", ""]
    with qtbot.waitSignal(tree.opened) as opened:
        QTest.keyClick(tree.view, Qt.Key.Key_Return)
    assert opened.args == ["8", ""]


def test_that_typing_a_task_number_goes_to_the_task(tree: PlanTree, qtbot: QtBot) -> None:
    tree.select("7")
    tree.view.setFocus()
    with qtbot.waitSignal(tree.chosen) as chosen:
        QTest.keyClick(tree.view, Qt.Key.Key_9)
    assert chosen.args == ["9", ""]


def test_that_a_figure_is_opened_by_two_clicks_and_not_by_one(tree: PlanTree, qtbot: QtBot) -> None:
    """Of all units, opening it asks what stands behind it."""
    tree.select("8", "8-2")
    place = tree.view.visualRect(tree.view.currentIndex()).center()
    with qtbot.waitSignal(tree.clicked) as clicked, qtbot.assertNotEmitted(tree.opened):
        QTest.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == ["8", "8-2"]
    with qtbot.waitSignal(tree.opened) as opened:
        QTest.mouseDClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["8", "8-2"]


def test_that_a_click_on_a_task_shows_what_is_in_it(tree: PlanTree, qtbot: QtBot) -> None:
    tree.select("8")
    index = tree.view.currentIndex()
    QTest.mouseClick(
        tree.view.viewport(), Qt.MouseButton.LeftButton, pos=tree.view.visualRect(index).center()
    )
    assert tree.view.isExpanded(index)


@pytest.mark.parametrize("by_key", [True, False])
def test_that_a_section_opens_and_closes(tree: PlanTree, qtbot: QtBot, by_key: bool) -> None:
    index = tree.view.model().index(1, 0)
    if by_key:
        tree.view.setFocus()
        tree.view.setCurrentIndex(index)
        QTest.keyClick(tree.view, Qt.Key.Key_Return)
    else:
        place = tree.view.visualRect(index).center()
        QTest.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not tree.view.isExpanded(index)


def test_that_enter_in_the_search_field_goes_to_the_first_find(tree: PlanTree, qtbot: QtBot) -> None:
    tree.focus_search()
    tree.search.setText("孵化器")
    with qtbot.waitSignal(tree.chosen):
        QTest.keyClick(tree.search, Qt.Key.Key_Return)
    assert tree.view.hasFocus()
    assert tree.view.currentIndex().data(Role.ToolTipRole).count("孵化器") > 0


def test_that_escape_empties_the_search_field(tree: PlanTree, qtbot: QtBot) -> None:
    tree.search.setText("孵化器")
    QTest.keyClick(tree.search, Qt.Key.Key_Escape)
    assert tree.search.text() == ""


def test_that_the_tree_comes_back_as_it_was_left(tree: PlanTree) -> None:
    tree.restore(expanded=["section:三", "task:8", "task:99"])
    assert tree.choose("target:8-2")
    tree.restore_filter(text="高新", narrowing="UNREPORTED")
    assert tree.expanded_keys == ["section:三", "task:8"]
    assert (tree.current_key, tree.chosen_target) == ("target:8-2", "H-3")
    assert current(tree) == "新认定高新技术企业"
    assert tree.narrowing.current is Narrowing.UNREPORTED


def test_that_a_kept_row_that_no_longer_exists_chooses_none(tree: PlanTree) -> None:
    assert not tree.choose("target:Z-9")
    assert (tree.current_key, tree.chosen_target, current(tree)) == ("", "", "")


def test_that_the_next_open_figure_is_found_round_the_plan(
    tree: PlanTree, qtbot: QtBot, workspace: Workspace
) -> None:
    record(workspace, "8-1", JUNE, {"increment": "5"})
    show(tree, workspace)
    tree.select("7", "R7-5")
    tree.select("8")
    tree.follow("8", "8-1")
    with qtbot.waitSignal(tree.opened) as opened:
        assert tree.open_next(lambda _place_id: True)
    assert opened.args == ["8", "8-2"]
    with qtbot.waitSignal(tree.opened) as opened:
        assert tree.open_next(lambda place_id: place_id.startswith("9"))
    assert opened.args == ["9", "9-1"], "nearer ones first"
    with qtbot.waitSignal(tree.opened) as opened:
        assert tree.open_next(lambda _place_id: False)
    assert opened.args == ["9", "9-2"]


@pytest.mark.parametrize("searched", ["", "高新"])
def test_that_every_row_in_sight_is_painted_anew_with_new_figures(
    tree: PlanTree, workspace: Workspace, searched: str
) -> None:
    show(tree, workspace)
    tree.search.setText(searched)
    tree.select("8", "8-2")
    tree.view.expand(tree.view.currentIndex().parent())
    QCoreApplication.processEvents()
    painted = Painted(tree.view.viewport())
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    show(tree, workspace)
    QCoreApplication.processEvents()
    rows = rows_in_sight(tree)
    assert any("高新技术企业" in title for title in rows)
    assert [
        title for title, rect in rows.items() if not QRegion(rect).subtracted(painted.region).isEmpty()
    ] == []


def test_that_a_closed_row_opens_with_the_newest_figures(tree: PlanTree, workspace: Workspace) -> None:
    show(tree, workspace)
    tree.restore(expanded=[])
    before = tree.view.grab().toImage()
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    show(tree, workspace)
    tree.select("8", "8-2")
    assert tree.view.currentIndex().data(ASSESSED_ROLE).cumulative == 70
    assert tree.view.grab().toImage() != before


def test_that_the_tree_is_drawn_with_and_without_figures(tree: PlanTree, workspace: Workspace) -> None:
    tree.select("8", "8-2")
    bare = tree.grab().toImage()
    record(workspace, "8-2", JUNE, {"cumulative": "70"})
    type_field(workspace, "8-1", JUNE, name="increment", text="几家")
    show(tree, workspace)
    tree.narrowing.choose(Narrowing.ALL)
    assert tree.grab().toImage() != bare


def test_that_the_tree_has_the_rows_of_the_version_that_judges_the_month(
    tree: PlanTree, workspace: Workspace
) -> None:
    """8-1 ends in July: June still has it, and what was chosen and open stays so."""
    show(tree, workspace)
    tree.select("8", "8-3")
    before, expanded = titles(tree), tree.expanded_keys
    adjust(workspace, ended(workspace.plan, "8-1"), since=month(2025, 7), reason="取消")
    tree.show_assessment(workspace.assess(month(2025, 7)), {})
    assert len(titles(tree)) == len(before) - 1
    assert (tree.current_key, tree.expanded_keys) == ("target:8-3", expanded)
    assert not tree._model.follow(workspace.plan)
    tree.show_assessment(workspace.assess(JUNE), {})
    assert titles(tree) == before
