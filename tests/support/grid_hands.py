"""The window with the grid open, and hands that type into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from cixi_desktop.actions.record import record
from cixi_desktop.periods import month
from ui.grid.grid_pane import GridPane
from ui.grid.grid_rows import GridColumn

if TYPE_CHECKING:
    from cixi_desktop.records.entries import Entry
    from ui.shell.main_window import MainWindow
    from ui.style.editors import LineEditor

MAY, JUNE = month(2025, 5), month(2025, 6)
KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """The window with the grid open, and hands that type into it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        window.activateWindow()
        window.way.show_view("grid")
        pane = window.panes.currentWidget()
        assert isinstance(pane, GridPane)
        self.pane = pane
        self.view = pane.view
        self.view.setFocus()

    def index(self, target_id: str, column: GridColumn) -> QModelIndex:
        return self.pane.model.index(self.pane.model.row_of(target_id), column)

    def go(self, target_id: str, column: GridColumn) -> None:
        self.view.setCurrentIndex(self.index(target_id, column))

    @property
    def place(self) -> tuple[str, GridColumn]:
        return self.view.current_target, GridColumn(self.view.currentIndex().column())

    def text(self, target_id: str, column: GridColumn) -> str:
        return str(self.index(target_id, column).data())

    def tip(self, target_id: str, column: GridColumn) -> str:
        return str(self.index(target_id, column).data(Qt.ItemDataRole.ToolTipRole) or "")

    @property
    def editor(self) -> LineEditor | None:
        return self.view._cells.editor

    def keys(self, text: str) -> None:
        """Type, from the cell into the editor that opens."""
        for letter in text:
            QTest.keyClicks(self.editor or self.view, letter)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor or self.view, key, modifier)

    def tell_may(self, *target_ids: str) -> None:
        """Nothing until May, so that the running totals of June follow."""
        workspace = self.window.session.workspace
        assert workspace is not None
        for target_id in target_ids:
            record(workspace, target_id, MAY, {"cumulative": "0"})

    def entry(self, target_id: str) -> Entry | None:
        workspace = self.window.session.workspace
        assert workspace is not None
        return workspace.content.entry(target_id, self.window.session.period)
