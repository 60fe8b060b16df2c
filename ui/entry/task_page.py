"""The form of one task, from its own words down to its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cixi_desktop.wording.words import fullwidth_punctuation
from ui.entry.cards import FigureCard
from ui.entry.fields import is_pressing
from ui.entry.item_rows import ItemsCard
from ui.entry.narrative_card import NarrativeCard
from ui.entry.target_inputs import TargetInputs
from ui.entry.task_head import Phrase, TaskHead, TaskWords
from ui.style.choosers import QuietButton
from ui.style.form_style import CONTENT_EMS, em, mark, scaled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.plan import Plan, Task
    from ui.entry.fields import TextField
    from ui.entry.target_inputs import FormSignals

AIR = 16
"""Pixels between the form and its edges, and around an input that is scrolled into view."""


class TaskPage(QScrollArea):
    """Everything that is entered for one task."""

    def __init__(self, *, plan: Plan, task: Task, signals: FormSignals, parent: QWidget) -> None:
        super().__init__(parent)
        self.task = task
        self._signals = signals
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content = QWidget(self.viewport())  # to move it there later would style every widget anew
        self.head = TaskHead(section=plan.section_of(task), task=task, signals=signals, parent=content)
        self.words = TaskWords(text=task.text, phrases=_phrases(plan, task), parent=content)
        indicators = {indicator.id: indicator for indicator in plan.indicators}
        self.cards = tuple(
            FigureCard(
                commitment=commitment,
                indicator=indicators[commitment.indicator_id],
                signals=signals,
                parent=content,
            )
            for commitment in plan.commitments_in(task)
        )
        self.items = ItemsCard(items=plan.items_in(task), signals=signals, parent=content)
        self.narrative = NarrativeCard(task=task, signals=signals, parent=content)
        self.following = QuietButton("", content)
        self.following.hide()
        self._following_id = ""
        self.targets: tuple[TargetInputs, ...] = (*self.cards, *self.items.rows)
        self._stops: tuple[TargetInputs | TextField, ...] = (*self.targets, *self.narrative.boxes.values())
        self._place = HeldPlace(area=self)
        self._current: TargetInputs | None = None
        self._sought: TargetInputs | None = None
        self._lay_out(content)
        self._connect()
        self.setWidget(content)
        content.setAutoFillBackground(False)

    @property
    def focused_target(self) -> str:
        """The figure or item whose inputs have the focus; “” if none has it."""
        focused = QApplication.focusWidget()
        held = (each.target.id for each in self.targets if focused is not None and each.isAncestorOf(focused))
        return next(held, "")

    @property
    def marked_target(self) -> str:
        """The figure or item that is marked: the one that had the focus last; “” for none."""
        return self._current.place_id if self._current else ""

    def show_assessment(self, assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]]) -> None:
        """Show what is kept and judged for the period; what the user is typing stays."""
        task = assessment.task(self.task.id)
        self.head.show_assessment(assessment)
        for target in self.targets:
            target.set_locked(is_locked=not assessment.is_open)
        for card, figure in zip(self.cards, task.figures, strict=True):
            card.show_assessed(figure, issues.get(figure.id, ()))
        for row, item in zip(self.items.rows, task.items, strict=True):
            row.show_assessed(item, issues.get(item.id, ()))
        self.narrative.show_task(task, issues.get(self.task.id, ()), can_type=assessment.is_open)
        self._show_following(assessment)

    def _show_following(self, assessment: Assessment) -> None:
        """The way on to the next task that asks anything of the unit."""
        tasks = [each.task for each in assessment.tasks if each.only(assessment.asked_ids).assessed]
        ids = [each.task.id for each in assessment.tasks]
        later = ids[ids.index(self.task.id) + 1 :]
        following = next((task for task in tasks if task.id in later), None)
        self._following_id = following.id if following else ""
        self.following.setText(f"下一任务：{fullwidth_punctuation(following.title)}" if following else "")
        self.following.setVisible(following is not None and assessment.is_open)

    def flush(self) -> None:
        """Hand over what is typed and not yet said."""
        for target in self.targets:
            target.flush()
        self.narrative.flush()

    def forget(self) -> None:
        """Another period or unit is shown: what was typed before concerns it no more."""
        for target in self.targets:
            target.forget()
        self.narrative.forget()

    def focus_target(self, target_id: str, field: str = "") -> None:
        """Put the focus into a commitment, item or indicator, if the task has it; into ``field`` if named."""
        by_place = (target for target in self.targets if target.place_id == target_id)
        by_id = (target for target in self.targets if target.target.id == target_id)
        found = next(by_place, None) or next(by_id, None)
        if found is not None:
            self._bring_into_view(found)
            found.take_focus(field)
            self._sought = found

    def focus_text(self, name: str) -> None:
        """Put the focus into one of the texts, and all of it into view, with what is said of it."""
        box = self.narrative.boxes[name]
        self._bring_into_view(box)
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, step: int) -> None:
        """Put the focus into the next (1) or previous (-1) figure, item or text."""
        focused = QApplication.focusWidget()
        held = (n for n, stop in enumerate(self._stops) if focused is not None and stop.isAncestorOf(focused))
        place = next(held, -1) + step
        if 0 <= place < len(self._stops):
            stop = self._stops[place]
            if isinstance(stop, TargetInputs):
                stop.take_focus()
            else:
                stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _connect(self) -> None:
        for target in self.targets:
            target.entered.connect(lambda field, target=target: self._on_entered(target, field))
            target.finished.connect(lambda: self.go(1))
        self.following.clicked.connect(lambda: self._signals.task_requested.emit(self._following_id))
        self.following.focused.connect(lambda: self._on_reached(self.following))
        self.words.phrase_clicked.connect(self.focus_target)
        self.narrative.reached.connect(self._on_reached)
        self.narrative.draft_requested.connect(self._draft)
        self.narrative.entered.connect(self._on_text_entered)
        self.narrative.caret_moved.connect(self._follow_caret)
        queued = Qt.ConnectionType.QueuedConnection
        self.verticalScrollBar().rangeChanged.connect(self._follow_growth, queued)

    def _on_entered(self, target: TargetInputs, field: QWidget) -> None:
        """Mark the figure or item; by keyboard, bring all of it into view, by mouse only what was clicked."""
        self._place.hold(field)
        if not is_pressing():
            self._bring_into_view(target)
        if target is not self._current:
            self._mark(target)
            self._signals.target_focused.emit(target.place_id)
        if not (is_pressing() and isinstance(field, QAbstractButton)):
            self._bring_into_view(field)

    def _on_text_entered(self, box: TextField) -> None:
        self._place.hold(box)
        self._mark(None)
        if box.height() <= self.viewport().height():
            self._bring_into_view(box)
        self._follow_caret(box)

    def _on_reached(self, button: QWidget) -> None:
        """A button that is pressed by mouse stays under the pointer."""
        self._place.hold(button)
        self._mark(None)
        if not is_pressing():
            self._bring_into_view(button)

    def _draft(self) -> None:
        self.flush()
        self.narrative.insert_draft()

    def _mark(self, target: TargetInputs | None) -> None:
        if self._current is not None:
            self._current.set_current(False)
        self._current = target
        if target is not None:
            target.set_current(True)
        self.words.show_marked(target.place_id if target else "")

    def _bring_into_view(self, widget: QWidget) -> None:
        self.ensureWidgetVisible(widget, 0, AIR)

    def _follow_caret(self, box: TextField) -> None:
        """A box may be higher than the window: it is the line being written that must be seen."""
        if box.editor.hasFocus():
            caret: QRect = box.editor.cursorRect()
            place = box.editor.mapTo(self.widget(), QPoint(caret.left(), caret.center().y()))
            self.ensureVisible(place.x(), place.y(), 0, caret.height() + AIR)

    def _follow_growth(self) -> None:
        """Once what has grown, and what is below it, is in its new place."""
        if self._sought is not None and self._sought is self._current:
            self._bring_into_view(self._sought)
        for box in self.narrative.boxes.values():
            self._follow_caret(box)

    def _lay_out(self, content: QWidget) -> None:
        column = QVBoxLayout(content)
        column.setContentsMargins(AIR, AIR - 4, AIR, AIR)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.words)
        for title, widgets in (
            ("指标", self.cards),
            ("事项", (self.items,)),
            ("文字说明", (self.narrative,)),
        ):
            if widgets and (title != "事项" or self.items.rows):
                column.addWidget(_heading(title, content))
                for widget in widgets:
                    column.addWidget(widget)
        if not self.items.rows:
            self.items.hide()
        mark(self.following, "rank", "action")
        column.addWidget(self.following, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._adopt_room()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Only now do the inputs know how much room they need."""
        super().showEvent(event)
        self._adopt_room()

    def _adopt_room(self) -> None:
        """On a wide screen the form stays in the middle; on a narrow one, its items take two storeys."""
        side = max(AIR, (self.viewport().width() - em(self, CONTENT_EMS)) // 2)
        self.items.adopt_room(self.viewport().width() - 2 * side)
        layout = self.widget().layout()
        if layout is not None and layout.contentsMargins().left() != side:
            layout.setContentsMargins(side, AIR - 4, side, AIR)


def _heading(title: str, parent: QWidget) -> QLabel:
    label = QLabel(title, parent)
    label.setFont(scaled(parent.font(), 1.1, is_bold=True))
    return label


def _phrases(plan: Plan, task: Task) -> list[Phrase]:
    figures = [Phrase.of(commitment.id, commitment.citation) for commitment in plan.commitments_in(task)]
    return figures + [Phrase.of(item.id, item.citation) for item in plan.items_in(task)]


class HeldPlace(QObject):
    """Scrolls an area so that one widget in it does not move, but for what the user scrolls."""

    def __init__(self, *, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._bar = area.verticalScrollBar()
        self._watched: list[QWidget] = []
        self._top = 0
        self._is_holding = False
        self._bar.valueChanged.connect(self._on_scrolled)
        self._bar.rangeChanged.connect(self._put_back)

    def hold(self, widget: QWidget) -> None:
        """Hold this one from now on, and the one before no more."""
        if self._watched:
            self._watched[0].destroyed.disconnect(self._forget)
        for each in self._watched:
            each.removeEventFilter(self)
        self._watched = [*self._chain(widget)]
        for each in self._watched:
            each.installEventFilter(self)
        widget.destroyed.connect(self._forget)
        self._top = self._place() - self._bar.value()

    def _chain(self, widget: QWidget) -> Iterator[QWidget]:
        """What moves it: itself, and what it stands in."""
        each: QWidget | None = widget
        while each is not None and each is not self._area.widget():
            yield each
            each = each.parentWidget()

    def _forget(self) -> None:
        self._watched = []

    def _place(self) -> int:
        return self._watched[0].mapTo(self._area.widget(), QPoint(0, 0)).y()

    def _put_back(self) -> None:
        if self._watched:
            self._is_holding = True
            self._bar.setValue(self._place() - self._top)
            self._is_holding = False

    def _on_scrolled(self) -> None:
        if self._watched and not self._is_holding:
            self._top = self._place() - self._bar.value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Move:
            self._put_back()
        return super().eventFilter(watched, event)
