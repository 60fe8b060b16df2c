"""The way from a figure to the list behind it, and 采用台账数 where the two disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.style.choosers import LEDGER_KEY, QuietButton
from ui.style.form_style import mark

if TYPE_CHECKING:
    from cixi_desktop.assessment.counting import Tally


class LedgerLink(QWidget):
    """A button with the number of rows, and one for the remedy when there is something to put right.

    Signals: ``opened()``, ``adopted()``; ``focused(button)`` when one of them gets the focus.
    """

    opened = Signal()
    adopted = Signal()
    focused = Signal(QWidget)

    def __init__(self, *, owner: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner = owner
        self.button = self._button("台账…")
        self.button.setToolTip(f"打开名单（{LEDGER_KEY}）")
        self.button.clicked.connect(self.opened)
        self.remedy: QuietButton | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self.button)

    def show_ledger(self, found: Tally | None, remedy: str) -> None:
        """Show how long the list is; ``remedy`` is what the second button says, “” hides it."""
        count = len(found.rows) if found else 0
        self.button.setText(f"台账（{count}）…" if count else "台账…")
        self.button.setAccessibleName(f"{self._owner}：台账{f'{count}行' if count else ''}")
        if remedy and self.remedy is None:
            self.remedy = self._button(remedy)
            mark(self.remedy, "rank", "action")
            self.remedy.clicked.connect(self.adopted)
            self._row.addWidget(self.remedy)
            QWidget.setTabOrder(self.button, self.remedy)
        if self.remedy is not None:
            self.remedy.setVisible(bool(remedy))
            self.remedy.setAccessibleName(f"{self._owner}：{remedy}")

    def _button(self, words: str) -> QuietButton:
        button = QuietButton(words, self)
        button.focused.connect(lambda: self.focused.emit(button))
        return button
