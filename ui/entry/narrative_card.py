"""The three texts of a task, and the lines of earlier months that are ticked off above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from cixi_desktop.assessment.carried import (
    OUTCOMES,
    PROBLEMS,
    STEPS,
    lines_of,
    progress_line,
    since_words,
    with_line,
)
from cixi_desktop.records.entries import TEXT_LABELS, Narrative, Outcome, PlannedStep
from cixi_desktop.wording.drafting import drafted
from cixi_desktop.wording.record_texts import step_note
from ui.entry.cards import Card
from ui.entry.fields import Caption, TextField
from ui.style.choosers import QuietButton
from ui.style.form_style import LABEL_EMS, FootLine, em, line_height, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from cixi_desktop.assessment.assess import TaskAssessment
    from cixi_desktop.assessment.carried import Carried
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.plan import Task
    from ui.entry.target_inputs import FormSignals

TITLES = {STEPS: "上期打算", "problems": "上期问题"}
GAP = 8
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
"""Rows and columns that an arrow key leads on."""
PROGRESS = "progress_note"
DRAFT_TIP = (
    "按数据写出指标、阶段、活动的句子和各项开展情况：以前起草的换成现在的数，没有的加在末尾，自己写的不变。"
)
_CARRIED_ABOVE = {PROGRESS: STEPS, PROBLEMS: PROBLEMS}
"""Which lines of earlier months stand above which box: promises are told of in 进展情况."""


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

    def __init__(self, *, line: Carried, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(f"{line.words}（{since_words(line.since, year)}）", self)
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

    def show_lines(self, carried: Sequence[Carried], narrative: Narrative, *, can_type: bool) -> None:
        """Show the lines of this list's text; ``narrative`` is the month's own, with its 进展情况."""
        own = [line for line in carried if line.field == self._field]
        known = tuple(f"{line.words}\n{line.since.key}" for line in own)
        if known != self._known:
            self._known = known
            self._make_rows(own, narrative.period.year)
        for row, line in zip(self.rows, own, strict=True):
            row.show_line(
                line, can_type=can_type, can_report=progress_line(line) not in narrative.progress_note
            )
        self.setVisible(bool(own))

    def _make_rows(self, lines: Sequence[Carried], year: int) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = tuple(CarriedRow(line=line, year=year, parent=self) for line in lines)
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


class NarrativeCard(Card):
    """The three texts, and what became of the lines of earlier months.

    Signals: ``entered(input)``, ``caret_moved(input)``; ``reached(button)`` when the focus comes to a button;
    ``draft_requested()`` for 按数据起草, before which all that is typed in the form is to be handed over.
    """

    entered = Signal(QWidget)
    reached = Signal(QWidget)
    draft_requested = Signal()
    caret_moved = Signal(QWidget)

    def __init__(self, *, task: Task, signals: FormSignals, parent: QWidget) -> None:
        super().__init__(parent)
        self._task = task
        self._signals = signals
        self._assessed: TaskAssessment | None = None
        self.boxes: dict[str, TextField] = {}
        self.carried: dict[str, CarriedList] = {}
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(16, 12, 16, 12)
        self.layout_.setSpacing(8)
        for name, label in TEXT_LABELS.items():
            if name in _CARRIED_ABOVE:
                self._add_carried(_CARRIED_ABOVE[name])
            self._add_box(name, label)
            if name == PROGRESS:
                self.layout_.addLayout(self._draft_row())
            elif name == STEPS:
                self.layout_.addLayout(self._steps_row())

    def show_task(self, task: TaskAssessment, issues: Sequence[Issue], *, can_type: bool) -> None:
        """Show the texts as they are kept, and what is doubtful in them."""
        self._assessed = task
        for name, box in self.boxes.items():
            box.show_text(getattr(task.narrative, name))
            box.set_read_only(not can_type)
            box.show_issue(next((issue for issue in issues if issue.where == name), None))
        for carried in self.carried.values():
            carried.show_lines(task.carried, task.narrative, can_type=can_type)
        progress = task.narrative.progress_note
        self.draft_button.setEnabled(can_type and drafted(task, progress) != progress)
        told = [f"{step.words}：{step_note(step)}" for step in self._steps() if step_note(step)]
        self.steps_note.setText("\n".join(told))
        self.steps_note.setVisible(bool(told))
        self.steps_button.setEnabled(can_type and bool(self._steps()))

    def flush(self) -> None:
        """Hand over what is typed and not yet said."""
        for box in self.boxes.values():
            box.flush()

    def forget(self) -> None:
        """Another period or unit is shown."""
        for box in self.boxes.values():
            box.forget()

    def insert_draft(self) -> None:
        """Bring the program's sentences up to date, and add those that are lacking; what is typed stays."""
        box = self.boxes[PROGRESS]
        words = drafted(self._assessed, box.text()) if self._assessed else box.text()
        if words != box.text():
            box.rewrite(words)
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _steps(self) -> tuple[PlannedStep, ...]:
        """The sentences of 下一步打算, each with what is known of it."""
        narrative = self._assessed.narrative if self._assessed else None
        if narrative is None:
            return ()
        known = {step.words: step for step in narrative.steps}
        return tuple(known.get(words, PlannedStep(words=words)) for words in lines_of(narrative.next_steps))

    def _detail_steps(self) -> None:
        from ui.entry.steps_dialog import StepsDialog

        self.boxes[STEPS].flush()
        steps = StepsDialog.ask(steps=self._steps(), parent=self)
        if steps is not None:
            self._signals.steps_detailed.emit(self._task.id, steps)

    def _report(self, sentence: str) -> None:
        """Tell in 进展情况 that a step was done."""
        box = self.boxes[PROGRESS]
        box.append(with_line("", sentence))
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_carried(self, field: str) -> None:
        carried = CarriedList(field=field, parent=self)
        answered = self._signals.carried_answered
        carried.answered.connect(lambda words, outcome: answered.emit(self._task.id, field, words, outcome))
        carried.reported.connect(self._report)
        carried.entered.connect(self.reached)
        self.carried[field] = carried
        self.layout_.addWidget(carried)

    def _add_box(self, name: str, label: str) -> None:
        owner = f"任务{self._task.id} {self._task.title}"
        box = TextField(caption=Caption(owner=owner, label=label), parent=self)
        box.edited.connect(lambda text: self._signals.text_edited.emit(self._task.id, name, text))
        box.entered.connect(lambda: self.entered.emit(box))
        box.caret_moved.connect(lambda: self.caret_moved.emit(box))
        self.boxes[name] = box
        self.layout_.addWidget(box)
        foot = FootLine(self)
        foot.setContentsMargins(em(self, LABEL_EMS) + GAP, 0, 0, 0)
        box.told.connect(lambda: foot.say(box.words, box.fault, about=label))
        self.layout_.addWidget(foot)

    def _steps_row(self) -> QHBoxLayout:
        self.steps_button = QuietButton("注明时限…", self)
        self.steps_button.setToolTip("逐条注明打算的时限、责任人和协调单位，写进报告。")
        mark(self.steps_button, "rank", "action")
        self.steps_button.clicked.connect(self._detail_steps)
        self.steps_button.focused.connect(lambda: self.reached.emit(self.steps_button))
        self.steps_note = QLabel(self)
        self.steps_note.setTextFormat(Qt.TextFormat.PlainText)
        self.steps_note.setWordWrap(True)
        mark(self.steps_note, "rank", "quiet")
        row = QHBoxLayout()
        row.setContentsMargins(em(self, LABEL_EMS) + 8, 0, 0, 0)
        row.addWidget(self.steps_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.steps_note, 1)
        row.addStretch()
        return row

    def _draft_row(self) -> QHBoxLayout:
        self.draft_button = QuietButton("按数据起草", self)
        self.draft_button.setToolTip(DRAFT_TIP)
        mark(self.draft_button, "rank", "action")
        self.draft_button.clicked.connect(self.draft_requested)
        self.draft_button.focused.connect(lambda: self.reached.emit(self.draft_button))
        row = QHBoxLayout()
        row.setContentsMargins(em(self, LABEL_EMS) + 8, 0, 0, 0)
        row.addWidget(self.draft_button)
        row.addStretch()
        return row
