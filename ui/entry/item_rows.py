"""The rows of a task's items: stages with proof, counts, lists, and duties by text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cixi_desktop.records.fields import figure_fields
from cixi_desktop.wording.form import item_words, remark, status_words
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.entry.cards import Card
from ui.entry.field_kinds import main_field
from ui.entry.readout import BarMark, LightBadge, StageSteps
from ui.entry.target_inputs import MORE, TargetInputs
from ui.style.form_style import LINE_AIR, em, line_height
from ui.style.palette import ACCENT, HOVER, INK, LINE, MUTED
from ui.style.style import as_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from cixi_desktop.assessment.assess import ItemAssessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.kinds import Field
    from cixi_desktop.plan import Item
    from ui.entry.target_inputs import FormSignals

ID_EMS = 3.6
NAME_EMS = 11.2
STACKED_NAME_EMS = 26
MARGIN, AIR = 16, 8
"""Pixels beside a row, and above it; below it stands the line that is kept for what is said of its inputs."""
GAP = 12
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class ItemRow(TargetInputs):
    """One item: name, inputs fit for its type, light."""

    def __init__(self, *, item: Item, signals: FormSignals, parent: QWidget) -> None:
        super().__init__(
            target=item, place_id=item.id, name=item.name, more=MORE, signals=signals, parent=parent
        )
        self._item = item
        self._name = fullwidth_punctuation(item.name)
        self.steps = StageSteps(stages=item.stages, parent=self) if item.is_milestone else None
        self._words = QLabel(self) if item.traits.is_countable else None
        self._bar = BarMark(parent=self) if item.traits.is_ratio else None
        self._badge = LightBadge(parent=self)
        self._content = QVBoxLayout()
        self._row = QHBoxLayout()
        self._grid = QGridLayout(self)
        self._is_stacked = False
        self._room = 0
        self._lay_out()

    def show_assessed(self, item: ItemAssessment, issues: tuple[Issue, ...]) -> None:
        """Show what is kept and judged."""
        if not self.show_inputs(item, issues, remark(item)):
            return
        self._badge.show_light(item.light, status_words(item))
        self._badge.setToolTip(as_typed(item.reason))
        if self._words is not None:
            self._words.setText(item_words(item))
        if self.steps is not None:
            self.steps.show_item(item)
            self.steps.set_read_only(not self.can_type(item.period))
        if self._bar is not None:
            self._bar.show_assessed(item)

    def _lay_out(self) -> None:
        grid = self._grid
        grid.setContentsMargins(MARGIN, AIR, 10, 3)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        content = self._content
        content.setSpacing(3)
        if self.steps is not None:
            content.addWidget(self.steps)
            self.steps.chosen.connect(self._on_step_chosen)
        content.addLayout(self._inputs())
        content.addLayout(self.details)
        content.addWidget(self.foot)
        self.foot.keep_line()
        grid.addWidget(self._badge, 0, 2, top)
        self._make_toggle().setFixedHeight(line_height(self))
        grid.addWidget(self.toggle, 0, 3, top)
        grid.setColumnStretch(1, 1)
        self._place_content()

    def set_open(self, *, is_open: bool) -> None:
        super().set_open(is_open=is_open)
        if self._room:
            self.adopt_room(self._room)

    def adopt_room(self, width: int) -> None:
        """Put the inputs below the name where ``width`` pixels do not hold them beside it.

        Where they do not hold them side by side, also below one another.
        """
        self._room = width
        self._row.setDirection(QHBoxLayout.Direction.LeftToRight)
        self._content.invalidate()  # else it keeps the width it needed before
        beside = self._badge.minimumWidth() + self.toggle.sizeHint().width()
        beside += MARGIN + 10 + em(self, ID_EMS + NAME_EMS) + 4 * GAP
        is_stacked = width < beside + self._content.minimumSize().width()
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            self._grid.removeItem(self._content)
            self._place_content()
        if is_stacked and width < MARGIN + 10 + em(self, ID_EMS) + self._content.minimumSize().width():
            self._row.setDirection(QHBoxLayout.Direction.TopToBottom)

    def _place_content(self) -> None:
        if self._is_stacked:
            self._grid.addLayout(self._content, 1, 1, 1, 3)
        else:
            self._grid.addLayout(self._content, 0, 1)
        before_content = em(self, ID_EMS) - GAP if self._is_stacked else em(self, ID_EMS + NAME_EMS) + GAP
        self._grid.setColumnMinimumWidth(0, before_content)
        self._grid.setRowMinimumHeight(0, self._name_place().height())

    def _name_place(self) -> QRect:
        """Where the name is written, on as many lines as it needs."""
        width = em(self, STACKED_NAME_EMS if self._is_stacked else NAME_EMS)
        room = QRect(MARGIN + em(self, ID_EMS), AIR + LINE_AIR // 2, width, 1000)
        return self.fontMetrics().boundingRect(room, _WRAPPED, self._name)

    def _inputs(self) -> QHBoxLayout:
        row = self._row
        row.setSpacing(12)
        for spec in figure_fields(self._item):
            stretch = 0 if spec.choices or spec.unit else 1
            row.addWidget(self._input(spec), stretch, Qt.AlignmentFlag.AlignTop)
        if self._bar is not None:
            row.addWidget(self._bar, 1)
        if self._words is not None:
            row.addWidget(self._words)
        self._add_ledger(row)
        if self._words is not None:
            row.addStretch()
        return row

    def _input(self, spec: Field) -> QWidget:
        field = main_field(spec, owner=self._owner, parent=self, is_compact=True)
        if field.caption.editor_ems:
            field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return self._add_main(spec, field)

    def _on_step_chosen(self, stage: str) -> None:
        self.field("stage").setFocus(Qt.FocusReason.MouseFocusReason)
        self._signals.field_edited.emit(self._item.id, "stage", stage)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.is_current:
                painter.fillRect(self.rect(), HOVER)
                painter.fillRect(QRect(0, 0, 3, self.height()), ACCENT)
            place = self._name_place()
            painter.setPen(MUTED)
            painter.drawText(place.translated(MARGIN - place.left(), 0), _WRAPPED, self._item.id)
            painter.setPen(INK)
            painter.drawText(place, _WRAPPED, self._name)


class ItemsCard(Card):
    """The items of a task in reading order, on one card."""

    def __init__(self, *, items: Sequence[Item], signals: FormSignals, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(1)
        self.rows = tuple(ItemRow(item=item, signals=signals, parent=self) for item in items)
        for row in self.rows:
            layout.addWidget(row)

    def adopt_room(self, width: int) -> None:
        """Set the rows for a form of that width, in pixels."""
        for row in self.rows:
            row.adopt_room(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setPen(LINE)
            for row in self.rows[1:]:
                painter.drawLine(row.x() + 16, row.y() - 1, row.geometry().right() - 16, row.y() - 1)
