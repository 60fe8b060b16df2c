"""One paragraph of a report being edited: its words, what has changed since, and the figures behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.reports.editing import PartStanding
from cixi_desktop.values import shown
from cixi_desktop.wording.figures import NONE, completion_words, value_words
from cixi_desktop.wording.report_sentences import light_cell, named
from ui.style.form_style import mark
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cixi_desktop.assessment.assess import Assessed, Assessment
    from cixi_desktop.reports.editing import ReportPart

HEADS = ("指标、事项", "数据", "完成率", "亮灯")
LEAST_LINES = 2
"""Lines of the words and the remarks that can always be seen."""
NOTE_LINES, NOTE_SHARE = 4, 4
"""Lines of the note that can be seen without scrolling; more where the panel is high: its fourth part."""
MARGIN = 8


class PartPanel(QWidget):
    """The words, the figures and the remarks.

    Signals: ``left(key, words)`` when the words are to be kept; ``renewed()`` to take the program's own
    again; ``accepted()`` when the words stay although figures have changed.
    """

    left = Signal(str, str)
    renewed = Signal()
    accepted = Signal()

    def __init__(self, *, assessment: Assessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assessed = {each.id: each for each in assessment.assessed}
        self._part: ReportPart | None = None
        self.editor = QPlainTextEdit(self)
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName("本段文字")
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note_area = QScrollArea(self)
        self.note_area.setObjectName("reading")
        self.note_area.setFrameShape(QFrame.Shape.NoFrame)
        self.note_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note_area.setWidgetResizable(True)
        self.note_area.setWidget(self.note)
        self.renew = QPushButton("更新文字(&N)", self)
        self.renew.setToolTip("改用程序现在的文字")
        self.renew.clicked.connect(self.renewed)
        self.accept = QPushButton("保留修改(&K)", self)
        self.accept.setToolTip("已经核对，保留修改")
        self.accept.clicked.connect(self._say_accepted)
        self.table = self._make_table()
        self.remarks = QListWidget(self)
        self.remarks.setWordWrap(True)
        self.remarks.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.remarks.setResizeMode(QListView.ResizeMode.Adjust)
        self.remarks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.remarks.setAccessibleName("起草核对")
        self._lay_out()

    def show_part(self, part: ReportPart | None) -> None:
        """Show another part, or the same as it stands now."""
        self._part = part
        self.setEnabled(part is not None)
        if part is None:
            return
        words = part.words if part.is_text else "表格和图由程序生成，可以移动或不写。"
        if words != self.editor.toPlainText():
            self.editor.setPlainText(words)
        self.editor.setReadOnly(not part.is_text or part.standing is PartStanding.OUT)
        is_own = part.standing in {PartStanding.EDITED, PartStanding.CHANGED}
        self.renew.setVisible(is_own)
        self.accept.setVisible(part.standing is PartStanding.CHANGED)
        self.note.setText(_note(part))
        mark(self.note, "fault", "warning" if part.standing is PartStanding.CHANGED else "")
        self.note_area.setVisible(bool(self.note.text()))
        self._fit_note()
        self._show_figures([self._assessed[each] for each in part.ids if each in self._assessed])

    def show_remarks(self, remarks: Sequence[str]) -> None:
        """What has to be looked at before the report goes out."""
        self.remarks.clear()
        self.remarks.addItems(list(remarks))

    def hand_over(self) -> None:
        """Say what is typed, if it is another text."""
        part = self._part
        words = " ".join(self.editor.toPlainText().split("\n")).strip()
        if part is not None and not self.editor.isReadOnly() and words != part.words:
            self.left.emit(part.key, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_note()

    def _fit_note(self) -> None:
        """As high as the note is, if that leaves room for the rest."""
        most = max(NOTE_LINES * self.fontMetrics().lineSpacing(), self.height() // NOTE_SHARE)
        whole = self.note.heightForWidth(self.width() - MARGIN)
        self.note_area.setFixedHeight(max(0, min(most, whole)))

    def _say_accepted(self) -> None:
        self.hand_over()
        self.accepted.emit()

    def _show_figures(self, assessed: Sequence[Assessed]) -> None:
        self.table.setRowCount(len(assessed))
        for row, each in enumerate(assessed):
            self.table.put(row, _cells(each))

    def _make_table(self) -> RowTable:
        table = RowTable(name="本段的数据", heads=HEADS, empty_words="本段没有数据。", parent=self)
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.renew, self.accept):
            buttons.addWidget(button)
        buttons.addStretch()
        for box in (self.editor, self.remarks):
            box.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, 0, 0)
        column.addWidget(self._caption("本段文字"))
        column.addWidget(self.editor, 3)
        column.addWidget(self.note_area)
        column.addLayout(buttons)
        column.addWidget(self._caption("本段的数据"))
        column.addWidget(self.table, 2)
        column.addWidget(self._caption("起草核对（不印发）"))
        column.addWidget(self.remarks, 2)

    def _caption(self, words: str) -> QLabel:
        label = QLabel(words, self)
        mark(label, "rank", "quiet")
        return label


def _note(part: ReportPart) -> str:
    """What has changed since the words were written, and what the program would write now."""
    if part.standing is PartStanding.CHANGED:
        told = "；".join(f"{old or '（无）'}现为{new or '（无）'}" for old, new in part.changes)
        head = f"修改以后数据有变：{told}。" if told else "修改以后程序的文字有变。"
        return head + (f"程序现在写作：{part.fresh}" if part.fresh else "")
    if part.standing is PartStanding.EDITED and part.fresh:
        return f"程序写作：{part.fresh}"
    if part.standing is PartStanding.GONE:
        return "数据变化后，程序不再写这一段；已修改的文字仍保留。"
    return ""


def _cells(assessed: Assessed) -> tuple[str, ...]:
    if isinstance(assessed, FigureAssessment):
        done = NONE if assessed.light.is_grey else completion_words(assessed)
        return named(assessed), value_words(assessed), done, light_cell(assessed)
    total = f"{shown(assessed.total, 0)}{assessed.item.unit}" if assessed.total is not None else NONE
    return named(assessed), assessed.stage or total, NONE, light_cell(assessed)
