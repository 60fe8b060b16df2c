"""Above the tree: the button that narrows it to what is still to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui.tree.plan_model import Narrowing

if TYPE_CHECKING:
    from collections.abc import Mapping


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
