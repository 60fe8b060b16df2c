"""修改记录 as a table: newest first, read in batches, searched over all columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from cixi_desktop.actions.record import note, record
from cixi_desktop.periods import month
from ui.dialogs.journal_view import BATCH, TITLES, JournalModel, JournalView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.workspace import Workspace

JUNE = month(2025, 6)
TEST = QAbstractItemModelTester.FailureReportingMode.Fatal


def model_of(workspace: Workspace) -> JournalModel:
    return JournalModel(plan=workspace.plan, store=workspace.store, units=workspace.units())


def row(model: JournalModel, number: int) -> list[str]:
    return [model.index(number, column).data() for column in range(len(TITLES))]


@pytest.fixture
def busy(workspace: Workspace) -> Workspace:
    """A workspace with more operations than are read at once."""
    for number in range(1, BATCH + 6):
        record(workspace, "H-3", JUNE, {"cumulative": str(number)})
    return workspace


def test_that_the_newest_change_comes_first_with_who_what_and_where(
    qtbot: QtBot, workspace: Workspace
) -> None:
    record(workspace, "H-3", JUNE, {"cumulative": "60"})
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    model = model_of(workspace)
    assert row(model, 0) == [
        "2025-06-19 14:05:00", "张三", "未分配", "2025年6月", "高新技术企业新增数", "累计", "60", "70"
    ]  # fmt: skip
    assert row(model, 1)[-2:] == ["（空）", "60"]
    assert model.index(0, 7).data(Qt.ItemDataRole.ToolTipRole) == "填报“高新技术企业新增数”（2025年6月）\n70"


def test_that_lines_of_a_text_stand_on_one_line(qtbot: QtBot, workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"problems": "一\n二"})
    assert row(model_of(workspace), 0)[-1] == "一 二"


def test_that_the_model_keeps_the_rules_of_models_while_it_reads_on(qtbot: QtBot, busy: Workspace) -> None:
    model = model_of(busy)
    nowhere = QModelIndex()
    assert (model.rowCount(), model.canFetchMore(nowhere)) == (BATCH, True)
    tester = QAbstractItemModelTester(model, TEST)  # it reads on by itself
    assert (model.rowCount(), model.canFetchMore(nowhere)) == (BATCH + 5, False)
    assert row(model, BATCH + 4)[-1] == "1"
    assert model.data(nowhere) is None
    assert tester is not None


def test_that_an_empty_journal_says_so(qtbot: QtBot, workspace: Workspace) -> None:
    view = JournalView(plan=workspace.plan, store=workspace.store, units=workspace.units())
    qtbot.addWidget(view)
    view.show()
    assert view.empty.isVisible()
    assert view.model.headerData(0, Qt.Orientation.Horizontal) == "时间"
    assert view.model.headerData(0, Qt.Orientation.Vertical) is None


def test_that_the_search_field_looks_into_every_column(qtbot: QtBot, workspace: Workspace) -> None:
    record(workspace, "H-3", JUNE, {"cumulative": "60"})
    note(workspace, "8", JUNE, {"problems": "申报不足"})
    view = JournalView(plan=workspace.plan, store=workspace.store, units=workspace.units())
    qtbot.addWidget(view)
    view.search.setText("申报不足")
    assert view.found.rowCount() == 1
    view.search.setText("张三")
    assert view.found.rowCount() == 2
    view.search.setText("没有")
    assert view.found.rowCount() == 0


def test_that_asking_shows_the_journal_until_it_is_closed(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[JournalView] = []

    def show(view: JournalView) -> None:
        shown.append(view)

    monkeypatch.setattr(JournalView, "exec", show)
    JournalView.ask(plan=workspace.plan, store=workspace.store, units=workspace.units())
    assert len(shown) == 1
