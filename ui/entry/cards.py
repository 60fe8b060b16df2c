"""White cards: the ground they are drawn on, and the card of one figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cixi_desktop.records.fields import figure_fields
from cixi_desktop.wording.form import figure_target, status_words, twin_words, why
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.entry.field_kinds import main_field
from ui.entry.readout import LightBadge, Readout
from ui.entry.target_inputs import GAP, MORE, NARROW_EMS, TargetInputs
from ui.style.form_style import INPUTS_EMS, em, line_height, scaled
from ui.style.palette import ACCENT, INK, LINE, MUTED, SURFACE
from ui.style.style import as_typed

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPaintEvent, QResizeEvent

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.plan import Commitment, Indicator
    from ui.entry.target_inputs import FormSignals

RADIUS = 6


def paint_ground(widget: QWidget, *, is_current: bool) -> None:
    """Draw a card's ground and thin frame; the one with the focus has a frame of the accent."""
    with QPainter(widget) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 1.5 if is_current else 1.0
        painter.setPen(QPen(ACCENT if is_current else LINE, width))
        painter.setBrush(SURFACE)
        inset = width / 2
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)


class Card(QWidget):
    """A white card with nothing on it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_ground(self, is_current=False)


class CardHead(QWidget):
    """Number, name, note and target of a figure on one line; what is too long is shortened."""

    def __init__(self, *, number: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._name = name
        self._note = ""
        self._target = ""
        self._bold = scaled(self.font(), 1.0, is_bold=True)
        self.setFixedHeight(line_height(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, note: str, target: str) -> None:
        """Show a quiet note behind the name, and the target flush right."""
        if (note, target) != (self._note, self._target):
            self._note, self._target = note, target
            self.setAccessibleName("，".join(filter(None, (f"{self._number} {self._name}", note, target))))
            self.setToolTip(as_typed(note or self._name))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            end = self.width() - painter.fontMetrics().horizontalAdvance(f"  {self._target}") - 2
            room = QRect(0, 0, end, self.height())
            room.setLeft(_write(painter, room, f"{self._number}  ", MUTED, self.font()))
            room.setLeft(_write(painter, room, f"{self._name}  ", INK, self._bold))
            _write(painter, room, self._note, MUTED, self.font())
            _write(painter, self.rect().adjusted(end, 0, 0, 0), f"  {self._target}", MUTED, self.font())


def _write(painter: QPainter, room: QRect, words: str, ink: QColor, font: QFont) -> int:
    """Write on one line, shortened where it does not fit; returns where the words end."""
    painter.setFont(font)
    painter.setPen(ink)
    metrics = painter.fontMetrics()
    fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, fitting)
    return room.left() + metrics.horizontalAdvance(fitting)


class FigureCard(TargetInputs):
    """One figure: its inputs at the left, and beside them what they come to."""

    def __init__(
        self, *, commitment: Commitment, indicator: Indicator, signals: FormSignals, parent: QWidget
    ) -> None:
        super().__init__(
            target=indicator,
            place_id=commitment.id,
            name=commitment.name,
            more=MORE,
            signals=signals,
            fold_ems=INPUTS_EMS,
            parent=parent,
        )
        self._head = CardHead(number=commitment.id, name=fullwidth_punctuation(commitment.name), parent=self)
        self.badge = LightBadge(parent=self)
        self._body = QGridLayout()
        self._is_narrow = False
        self._lay_out()

    def show_assessed(self, figure: FigureAssessment, issues: tuple[Issue, ...]) -> None:
        """Show what is kept and judged."""
        if self.show_inputs(figure, issues, why(figure)):
            self._head.show_words(twin_words(figure, self.place_id), figure_target(figure))
            self.badge.show_light(figure.light, status_words(figure))
            self.readout.show_figure(figure)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._head)
        head.addWidget(self.badge)
        inputs = self._inputs()
        self._make_toggle().setFixedHeight(line_height(self))
        head.addWidget(self.toggle)
        self.readout = Readout(parent=self)
        self._body.setHorizontalSpacing(GAP)
        self._body.addLayout(inputs, 0, 0)
        self._body.addWidget(self.readout, 0, 1)
        self._body.setColumnMinimumWidth(0, em(self, INPUTS_EMS))
        self._body.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        for part in (head, self._body, self.details):
            column.addLayout(part)
        column.addWidget(self.foot)
        self.foot.keep_line()

    def _inputs(self) -> QVBoxLayout:
        """The inputs one below the other, and beside the first the way to the list."""
        fields = [
            self._add_main(spec, main_field(spec, owner=self._owner, parent=self))
            for spec in figure_fields(self.target)
        ]
        first = QHBoxLayout()
        first.addWidget(fields[0])
        self._add_ledger(first)
        inputs = QVBoxLayout()
        inputs.setSpacing(6)
        inputs.addLayout(first)
        for field in fields[1:]:
            inputs.addWidget(field)
        inputs.addStretch()
        return inputs

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_ground(self, is_current=self.is_current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the figures stand below the inputs."""
        super().resizeEvent(event)
        is_narrow = self.width() < em(self, NARROW_EMS)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._body.removeWidget(self.readout)
            self._body.addWidget(self.readout, *((1, 0, 1, 2) if is_narrow else (0, 1)))
