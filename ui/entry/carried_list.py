"""上期打算, 上期问题: lines of earlier months with what became of each, to be ticked off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from cixi_desktop.assessment.carried import OUTCOMES, STEPS, progress_line
from cixi_desktop.records.entries import Outcome
from ui.style.choosers import QuietButton
from ui.style.form_style import LABEL_EMS, em, line_height, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from cixi_desktop.assessment.carried import Carried

TITLES = {STEPS: "上期打算", "problems": "上期问题"}
GAP = 8
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
"""Rows and columns that an arrow key leads on."""


class OutcomeButton(QToolButton):
    """One outcome of one line. Signals: ``focused()``; ``moved(rows, columns)`` by an arrow key."""

    focused = Signal()
    moved = Signal(int, int)

    def __init__(self, *, outcome: Outcome, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome = outcome
        self.setText(outcome.value)
        self.setAccessibleName(f"{words}：{outcome.value}")
        self.setCheckable(True)
        self.setFixedHeight(line_height(self) - 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is not None:
            self.moved.emit(*move)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class CarriedRow(QWidget):
    """One line, its month, and its outcomes.

    Signals: ``answered(str)`` with the outcome chosen, “” when it is taken back; ``reported()`` when what
    was done is to be told in 进展情况.
    """

    answered = Signal(str)
    reported = Signal()

    def __init__(self, *, line: Carried, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(f"{line.words}（{line.since.last}月）", self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.report = QuietButton("写入进展情况", self)
        self.report.setAccessibleName(f"{line.words}：写入进展情况")
        self.report.setFixedHeight(line_height(self) - 4)
        self.report.clicked.connect(self.reported)
        self.buttons = tuple(
            OutcomeButton(outcome=outcome, words=line.words, parent=self) for outcome in OUTCOMES[line.field]
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        row.addWidget(self.report, 0, Qt.AlignmentFlag.AlignTop)
        for button in self.buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            button.clicked.connect(lambda is_checked, it=button: self._say(it, is_checked=is_checked))

    def show_line(self, line: Carried, *, can_type: bool, can_report: bool) -> None:
        """Show what is said of the line."""
        for button in self.buttons:
            button.setChecked(button.outcome is line.outcome)
            button.setEnabled(can_type)
        chosen = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
        for button in self.buttons:
            is_stop = button is chosen
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)
        mark(self.words, "rank", "quiet" if line.outcome else "")
        self.report.setVisible(line.outcome is Outcome.DONE and can_type and can_report)

    def _say(self, button: OutcomeButton, *, is_checked: bool) -> None:
        self.answered.emit(button.outcome.value if is_checked else "")


class CarriedList(QWidget):
    """The lines carried into one text; hidden while there are none. Tab stops once in each line.

    Signals: ``answered(words, outcome)``, ``reported(sentence)`` for 进展情况, ``entered(QWidget)``.
    """

    answered = Signal(str, str)
    reported = Signal(str)
    entered = Signal(QWidget)

    def __init__(self, *, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._known: tuple[str, ...] = ()
        self.rows: tuple[CarriedRow, ...] = ()
        title = QLabel(TITLES[field], self)
        title.setFixedWidth(em(self, LABEL_EMS))
        title.setFixedHeight(line_height(self) - 4)
        mark(title, "rank", "quiet")
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._column, 1)
        self.hide()

    def show_lines(self, carried: Sequence[Carried], progress: str, *, can_type: bool) -> None:
        """Show the lines of this list's text; ``progress`` is what 进展情况 says already."""
        own = [line for line in carried if line.field == self._field]
        known = tuple(f"{line.words}\n{line.since.key}" for line in own)
        if known != self._known:
            self._known = known
            self._make_rows(own)
        for row, line in zip(self.rows, own, strict=True):
            row.show_line(line, can_type=can_type, can_report=progress_line(line) not in progress)
        self.setVisible(bool(own))

    def _make_rows(self, lines: Sequence[Carried]) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = tuple(CarriedRow(line=line, parent=self) for line in lines)
        for place, (row, line) in enumerate(zip(self.rows, lines, strict=True)):
            self._column.addWidget(row)
            row.answered.connect(lambda outcome, words=line.words: self.answered.emit(words, outcome))
            row.reported.connect(lambda line=line: self.reported.emit(progress_line(line)))
            row.report.focused.connect(lambda it=row.report: self.entered.emit(it))
            for column, button in enumerate(row.buttons):
                button.focused.connect(lambda it=button: self.entered.emit(it))
                button.moved.connect(lambda down, right, at=(place, column): self._go(at, down, right))

    def _go(self, at: tuple[int, int], down: int, right: int) -> None:
        """Put the focus on another outcome, if there is one in that direction."""
        row, column = at[0] + down, at[1] + right
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row].buttons):
            self.rows[row].buttons[column].setFocus(Qt.FocusReason.TabFocusReason)
