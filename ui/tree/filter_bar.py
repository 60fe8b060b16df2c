"""Above the tree: the field that searches it, and the button that narrows it to what is still to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from ui.tree.plan_model import Narrowing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent


class SearchField(QLineEdit):
    """Signals: ``left()`` when the user goes on to what was found: Enter or ↓."""

    left = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("名称、原文或编号")
        self.setAccessibleName("搜索指标和事项")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class NarrowingButton(QToolButton):
    """Shows the narrowing in force, and the others with their counts in a menu. Signals: ``changed()``."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.current = Narrowing.ALL
        self._counts: Mapping[Narrowing, int] = {}
        self._actions: dict[Narrowing, QAction] = {}
        self._fill_menu()
        self._show()

    def choose(self, narrowing: Narrowing) -> None:
        """Put a narrowing in force."""
        if narrowing is not self.current:
            self.current = narrowing
            self._show()
            self.changed.emit()

    def show_counts(self, counts: Mapping[Narrowing, int]) -> None:
        """Show how many figures and items each narrowing keeps."""
        self._counts = counts
        self._show()

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for narrowing in Narrowing:
            action = menu.addAction(narrowing.value)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked, chosen=narrowing: self.choose(chosen))
            self._actions[narrowing] = action
        self.setMenu(menu)

    def _show(self) -> None:
        for narrowing, action in self._actions.items():
            action.setText(self._words(narrowing))
            action.setChecked(narrowing is self.current)
        self.setText(f"{self._words(self.current)} ▼")
        self.setAccessibleName(f"筛选：{self._words(self.current)}")

    def _words(self, narrowing: Narrowing) -> str:
        is_counted = narrowing in self._counts and narrowing is not Narrowing.ALL
        return f"{narrowing.value}（{self._counts[narrowing]}）" if is_counted else narrowing.value
