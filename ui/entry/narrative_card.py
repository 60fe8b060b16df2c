"""进展情况 / 存在问题 / 下一步打算 of a task, as boxes that grow, with what earlier months left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cixi_desktop.assessment.carried import PROBLEMS, STEPS, with_line
from cixi_desktop.records.entries import TEXT_LABELS
from cixi_desktop.wording.form import draft
from ui.entry.cards import Card
from ui.entry.carried_list import CarriedList
from ui.entry.fields import Caption, TextField
from ui.style.choosers import QuietButton
from ui.style.form_style import LABEL_EMS, em, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import TaskAssessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.plan import Task
    from ui.entry.form_signals import FormSignals

PROGRESS = "progress_note"
_CARRIED_ABOVE = {PROGRESS: STEPS, PROBLEMS: PROBLEMS}
"""Which lines of earlier months stand above which box: promises are told of in 进展情况."""


class NarrativeCard(Card):
    """The three texts, and what became of the lines of earlier months.

    Signals: ``entered(input)``, ``caret_moved(input)``; ``reached(button)`` when the focus comes to one of
    those lines.
    """

    entered = Signal(QWidget)
    reached = Signal(QWidget)
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

    def show_task(self, task: TaskAssessment, issues: Sequence[Issue], *, can_type: bool) -> None:
        """Show the texts as they are kept, and what is doubtful in them."""
        self._assessed = task
        for name, box in self.boxes.items():
            box.show_text(getattr(task.narrative, name))
            box.set_read_only(not can_type)
            box.show_issue(next((issue for issue in issues if issue.where == name), None))
        for carried in self.carried.values():
            carried.show_lines(task.carried, task.narrative.progress_note, can_type=can_type)
        self.draft_button.setVisible(bool(task.figures))
        self.draft_button.setEnabled(can_type and bool(draft(task, "")))

    def flush(self) -> None:
        """Hand over what is typed and not yet said."""
        for box in self.boxes.values():
            box.flush()

    def forget(self) -> None:
        """Another period or unit is shown."""
        for box in self.boxes.values():
            box.forget()

    def insert_draft(self) -> None:
        """Add the standard sentences that 进展情况 does not hold yet; what is typed stays."""
        box = self.boxes[PROGRESS]
        words = draft(self._assessed, box.text()) if self._assessed else ""
        if words:
            box.append(words)
        box.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _draft_row(self) -> QHBoxLayout:
        self.draft_button = QuietButton("按数据起草", self)
        self.draft_button.setToolTip("把各项指标的标准句加到进展情况的末尾，已经写好的文字不变。")
        mark(self.draft_button, "rank", "action")
        self.draft_button.clicked.connect(self.insert_draft)
        row = QHBoxLayout()
        row.setContentsMargins(em(self, LABEL_EMS) + 8, 0, 0, 0)
        row.addWidget(self.draft_button)
        row.addStretch()
        return row
