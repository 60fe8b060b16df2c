"""The head of a task's form, and the task's own words with every cited phrase underlined."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from cixi_desktop.plan import HEADLINE
from cixi_desktop.wording.form import closed_words, task_words
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.entry.cards import Card
from ui.entry.readout import LightBadge
from ui.style.choosers import QuietButton
from ui.style.form_style import mark, scaled
from ui.style.palette import ACCENT, FAINT, INK, TONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QResizeEvent, QTextCharFormat, QWheelEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.plan import Citation, Section, Task
    from ui.entry.target_inputs import FormSignals

LINE_PERCENT = 135
"""Height of a line against that of its font."""
MARKER = TONES["yellow"].soft
"""Behind the marked phrase, as a marker pen leaves it."""
UNCHANGED_TIP = (
    "补齐尚未填报的各项：数量记0，阶段和名单沿用上期，公布数据记“本期无数据”，文字沿用上期。"
    "以前各月没有数的，累计不记0；沿用的文字，请核对日期和数字。已填的不变，可撤销。"
)


class Phrase(Struct, frozen=True):
    """A cited piece of the text, by the commitment or item that cites it."""

    place_id: str
    start: int
    end: int

    @classmethod
    def of(cls, place_id: str, citation: Citation) -> Phrase:
        """The phrase of a citation."""
        return cls(place_id, citation.start, citation.start + len(citation.quote))


class Piece(Struct, frozen=True):
    """A run of text that the same phrases cover; ``leads_to`` is “” where none does."""

    start: int
    end: int
    leads_to: str
    covered_by: frozenset[str]


def pieces(length: int, phrases: Sequence[Phrase]) -> list[Piece]:
    """The text cut where phrases begin and end; they may overlap.

    A piece leads to the phrase that lies within the others, else to the one that begins first.
    """
    cuts = sorted({0, length, *(p.start for p in phrases), *(p.end for p in phrases)})
    found = []
    for start, end in pairwise(cuts):
        covering = [p for p in phrases if p.start <= start and end <= p.end]
        best = min(covering, key=lambda p: (_holds_another(p, covering), p.start), default=None)
        covered_by = frozenset(p.place_id for p in covering)
        found.append(Piece(start, end, best.place_id if best else "", covered_by))
    return found


def _holds_another(phrase: Phrase, others: Sequence[Phrase]) -> bool:
    return any(
        (other.start, other.end) != (phrase.start, phrase.end)
        and phrase.start <= other.start
        and other.end <= phrase.end
        for other in others
    )


class WordsView(QTextEdit):
    """Read-only text as high as it needs to be. Signal: ``clicked(int)`` with the place in the text."""

    clicked = Signal(int)

    def __init__(self, *, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(0)
        look = f"margin: 0; line-height: {LINE_PERCENT}%; white-space: pre-wrap"
        self.setHtml(f'<p style="{look}">{escape(text)}</p>')

    def style_piece(self, start: int, end: int, look: QTextCharFormat) -> None:
        """Draw a run of the text in another way."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)

    def place_at(self, point: QPointF) -> int:
        """The character under a point of the view; -1 beside the text."""
        return self.document().documentLayout().hitTest(point, Qt.HitTestAccuracy.ExactHit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit(self.place_at(event.position()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = ceil(self.document().size().height())
        if height != self.height():
            self.setFixedHeight(height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TaskWords(Card):
    """The text of a task. Signal: ``phrase_clicked(str)`` with the commitment's or item's id."""

    phrase_clicked = Signal(str)

    def __init__(self, *, text: str, phrases: Sequence[Phrase], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces = pieces(len(text), phrases)
        self._marked = ""
        self.view = WordsView(text=fullwidth_punctuation(text), parent=self)
        self.view.setAccessibleName("任务原文")
        self.view.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(self.view)
        for piece in self._pieces:
            self._style(piece)

    def show_marked(self, place_id: str) -> None:
        """Mark the phrase of one commitment or item strongly; “” marks none."""
        before, self._marked = self._marked, place_id
        if before != place_id:
            for piece in self._pieces:
                if before in piece.covered_by or place_id in piece.covered_by:
                    self._style(piece)

    def _style(self, piece: Piece) -> None:
        from PySide6.QtGui import QTextCharFormat

        look = QTextCharFormat()
        if piece.covered_by:
            is_marked = self._marked in piece.covered_by
            style = QTextCharFormat.UnderlineStyle
            look.setUnderlineStyle(style.SingleUnderline if is_marked else style.DashUnderline)
            look.setUnderlineColor(ACCENT if is_marked else FAINT)
            look.setForeground(ACCENT if is_marked else INK)
            if is_marked:
                look.setBackground(MARKER)
        self.view.style_piece(piece.start, piece.end, look)

    def _on_clicked(self, place: int) -> None:
        leads_to = next((piece.leads_to for piece in self._pieces if piece.start <= place < piece.end), "")
        if leads_to:
            self.phrase_clicked.emit(leads_to)


class TaskHead(QWidget):
    """Section and title; beside them what is asked for; below, who answers, and why nothing can be typed."""

    def __init__(self, *, section: Section, task: Task, signals: FormSignals, parent: QWidget) -> None:
        super().__init__(parent)
        self._task = task
        is_headline = task.id == HEADLINE
        self._section = QLabel(self)
        self._section.setText("总体" if is_headline else fullwidth_punctuation(section.heading))
        self._title = QLabel(self)
        self._title.setText(fullwidth_punctuation(task.title if is_headline else f"{task.id}. {task.title}"))
        self._title.setFont(scaled(self.font(), 1.45, is_bold=True))
        for label in (self._section, self._title):
            label.setWordWrap(True)
            label.setMinimumWidth(1)
        self.unchanged = QuietButton("本月无变化", self)
        self.unchanged.setAccessibleName(f"{task.title}：本月无变化")
        self.unchanged.setToolTip(UNCHANGED_TIP)
        self.unchanged.clicked.connect(lambda: signals.unchanged_requested.emit(task.id))
        mark(self.unchanged, "rank", "action")
        self.counts = QLabel(self)
        self.responsibility = QLabel(self)
        self.responsibility.setWordWrap(True)
        self.responsibility.setTextFormat(Qt.TextFormat.PlainText)
        self._badge = LightBadge(parent=self)
        self.banner = QLabel(self)
        self.banner.setWordWrap(True)
        self.banner.hide()
        for label, rank in (
            (self._section, "quiet"),
            (self.counts, "quiet"),
            (self.responsibility, "quiet"),
        ):
            mark(label, "rank", rank)
        mark(self.banner, "rank", "banner")
        self._lay_out()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show how the task stands: what the unit has to answer of it, if anything."""
        task = assessment.task(self._task.id)
        asked = task.only(assessment.asked_ids)
        light = (asked if asked.assessed else task).light
        self.banner.setText(closed_words(assessment))
        self.banner.setVisible(not assessment.is_open)
        self._badge.show_light(light, light.value)
        self.counts.setText(task_words(task, asked))
        self.unchanged.setVisible(assessment.is_open)
        waits = bool(asked.open_count) or not task.narrative.progress_note
        self.unchanged.setEnabled(bool(asked.assessed) and waits)
        self.responsibility.setText(f"{task.responsibility.words}；{task.responsibility.deadline_words}")

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title, 1)
        line.addWidget(self.counts)
        line.addWidget(self._badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        above = QHBoxLayout()
        above.addWidget(self._section, 1)
        above.addWidget(self.unchanged)
        column.addLayout(above)
        column.addLayout(line)
        column.addWidget(self.responsibility)
        column.addSpacing(4)
        column.addWidget(self.banner)
