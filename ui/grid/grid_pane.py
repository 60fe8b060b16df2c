"""表格: the pane with the grid, what is said of the current cell, and the months of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cixi_desktop.arithmetic import read_figure
from cixi_desktop.checks import Severity
from cixi_desktop.comparison import recent
from cixi_desktop.errors import CixiError
from cixi_desktop.values import plain
from ui.drawing.palette import MUTED, SURFACE, TONES
from ui.entry.entry_style import mark
from ui.entry.entry_texts import closed_words
from ui.grid.grid_model import GridModel
from ui.grid.grid_view import GridView
from ui.grid.months_strip import MonthsStrip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from cixi_desktop.assessment import Assessment
    from cixi_desktop.checks import Issue
    from cixi_desktop.content import Content
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan

MARGIN = 12
_WORDS_STYLE = f"""
QLabel {{ color: {MUTED.name()}; }}
QLabel[fault="{Severity.ERROR}"] {{ color: {TONES["red"].text.name()}; }}
QLabel[fault="{Severity.WARNING}"] {{ color: {TONES["yellow"].text.name()}; }}
"""


class GridPane(QWidget):
    """表格填报 of one month.

    Signals: ``field_edited(target id, field, text)`` says what was typed; ``pasted(slots, block)`` and
    ``erased(slots)`` ask for many cells at once; ``focused(target id)`` when another row becomes current.
    """

    field_edited = Signal(str, str, str)
    pasted = Signal(object, object)
    erased = Signal(object)
    focused = Signal(str)

    def __init__(self, *, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: Content | None = None
        self._period: Period | None = None
        self._closed = ""
        self._shown_target = ""
        self.model = GridModel(plan=plan, parent=self)
        self.view = GridView(model=self.model, parent=self)
        self.words = QLabel(self)
        self.words.setStyleSheet(_WORDS_STYLE)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setContentsMargins(MARGIN, 5, MARGIN, 5)
        self.strip = MonthsStrip(parent=self)
        self._lay_out()
        self.setFocusProxy(self.view)
        self.model.typed.connect(self.field_edited)
        self.model.dataChanged.connect(self._on_data_changed)
        self.view.pasted.connect(self.pasted)
        self.view.erased.connect(self.erased)
        self.view.typing.connect(self._show_reading)
        self.view.moved.connect(self._on_moved)

    def _lay_out(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, SURFACE)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.strip)

    @property
    def current_target(self) -> str:
        """The id of the figure or item of the current row."""
        return self.view.current_target

    @property
    def current_task(self) -> str:
        """The task under whose heading the current row stands."""
        return self.model.task_of(self.view.currentIndex())

    def show_assessment(
        self, assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]], content: Content
    ) -> None:
        """Show what is kept and judged now; the current cell stays."""
        self._content, self._period = content, assessment.period
        self._closed = closed_words(assessment)
        self.model.show_assessment(assessment, issues, content)
        self._show_current()

    def has(self, target_id: str) -> bool:
        """Whether the grid has a row for the figure or item (or for the figure that a commitment cites)."""
        return self.model.row_of(target_id) >= 0

    def go_to(self, task_id: str, target_id: str = "") -> None:
        """Go to the row of a figure or item, or to the first of a task; stay where there is none."""
        row = self.model.row_of(target_id) if target_id else self.model.row_of_task(task_id)
        is_there = target_id == "" and self.current_task == task_id
        if row >= 0 and not is_there and row != self.view.currentIndex().row():
            self.view.go_to_row(row)

    def flush(self) -> None:
        """Hand over what is being typed, also what an input method is still composing."""
        self.view.flush()

    def _on_moved(self) -> None:
        target_id = self.current_target
        self._show_current()
        if target_id and target_id != self._shown_target:
            self._shown_target = target_id
            self.focused.emit(target_id)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.view.currentIndex().row() <= last.row():
            self._show_current()

    def _show_current(self) -> None:
        """Say what is wrong with the current cell, else why its row has its light; and show its months.

        Where nothing can be entered, say that.
        """
        index = self.view.currentIndex()
        line, standing = self.model.line(index), self.model.standing(index)
        if line is None or standing is None or self._content is None or self._period is None:
            return
        cell = self.model.cell(index)
        self._say(self._closed or cell.tip or standing.assessed.reason, cell.severity or "")
        self.strip.show_months(line.target, recent(self._content, line.target, self._period))

    def _show_reading(self, text: str) -> None:
        """While something is typed: what it comes to, or why it cannot be read yet."""
        cell = self.model.cell(self.view.currentIndex())
        unit = cell.field.unit if cell.field else ""
        try:
            value = f"{plain(read_figure(text, unit))}{unit}" if text.strip() else ""
        except CixiError as error:
            self._say(str(error), Severity.ERROR)
        else:
            self._say(f"{text.strip()} → {value}" if value else "")

    def _say(self, words: str, fault: str = "") -> None:
        """One line, shortened where it is too long, and whole in the tool tip."""
        mark(self.words, "fault", str(fault))
        room = self.width() - 2 * MARGIN
        line = words.replace("\n", " ")
        self.words.setText(
            QFontMetrics(self.words.font()).elidedText(line, Qt.TextElideMode.ElideRight, room)
        )
        self.words.setToolTip(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.adopt_room(self.height())
        self._show_current()
