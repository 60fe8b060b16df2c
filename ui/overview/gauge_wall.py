"""All gauges of the overview in one widget: grouped by section, drawn by one painter, walked by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.wording.figures import gauge_sentence
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.overview.figure_details import hover_card
from ui.overview.gauge_cards import CardLook, CardState, paint_card, paint_heading, paint_strip, strip_words
from ui.style.spoken import Role, speak_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent

    from cixi_desktop.assessment.assess import Assessed, Assessment, ItemAssessment
    from cixi_desktop.plan import Section


class _Group(Struct, frozen=True):
    """A section with its gauges and the strips of its items."""

    title: str
    note: str
    figures: tuple[FigureAssessment, ...]
    items: tuple[ItemAssessment, ...]

    @property
    def all(self) -> tuple[Assessed, ...]:
        """As they are drawn."""
        return (*self.figures, *self.items)


class _SectionHeading(Struct, frozen=True):
    rect: QRectF
    group: _Group


class GaugeWall(QWidget):
    """The gauges. Signals: ``chosen`` (id: double-click or Enter), ``focused`` (id: became current)."""

    chosen = Signal(str)
    focused = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, Role.List)
        self._assessment: Assessment | None = None
        self._groups: tuple[_Group, ...] = ()
        self._shown: tuple[Assessed, ...] = ()
        self._headings: list[_SectionHeading] = []
        self._cards: list[QRectF] = []
        self._rows: list[list[int]] = []
        self._look = CardLook.of(self.font())
        self._current = 0
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName("指标总览")

    @property
    def current_id(self) -> str:
        """The id of the current gauge; “” before the first assessment."""
        return self._shown[self._current].id if self._shown else ""

    def show_assessment(self, assessment: Assessment, shown: frozenset[str] | None = None) -> None:
        """Draw the figures and items ``shown``, or all; the current one stays where it is among them."""
        current = self.current_id
        self._assessment = assessment
        self._groups = _groups(assessment, shown)
        self._shown = tuple(each for group in self._groups for each in group.all)
        ids = [each.id for each in self._shown]
        self._current = ids.index(current) if current in ids else 0
        self._arrange()
        self._describe()
        self.update()

    def has(self, target_id: str) -> bool:
        """Whether the figure of that id is drawn."""
        return any(each.id == target_id for each in self._shown)

    def select(self, target_id: str) -> None:
        """Make the gauge of that id the current one; ignored if there is none."""
        for index, each in enumerate(self._shown):
            if each.id == target_id and index != self._current:
                self._move_to(index)

    def current_rect(self) -> QRect:
        """Where the current gauge is drawn; empty before the first assessment."""
        return self._cards[self._current].toAlignedRect() if self._cards else QRect()

    def _move_to(self, index: int) -> None:
        self._current = index
        self._describe()
        self.update()
        self.focused.emit(self.current_id)

    def _describe(self) -> None:
        """Tell assistive technology of the current gauge; there is no widget for each that it could read."""
        if self._shown:
            self.setAccessibleDescription(told(self._shown[self._current]))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _arrange(self) -> None:
        """Place headings and cards for the present width."""
        em = self._look.em
        gap = em * 0.6
        whole = self.width() - gap
        columns = max(1, int((whole + gap) // (self._look.least_width + gap)))
        width = float((whole - gap * (columns - 1)) // columns)  # whole pixels keep the frames sharp
        self._headings, self._cards, self._rows = [], [], []
        y = 0.0
        for group in self._groups:
            self._headings.append(_SectionHeading(QRectF(0, y, whole, em * 2), group))
            y += em * 2
            for count, height, below in (
                (len(group.figures), self._look.height, gap),
                (len(group.items), self._look.strip_height, 0.0),
            ):
                for start in range(0, count, columns):
                    first, length = len(self._cards), min(columns, count - start)
                    places = (round(n * (width + gap)) for n in range(length))
                    self._cards += [QRectF(x, round(y), width, height) for x in places]
                    self._rows.append(list(range(first, first + length)))
                    y += height + below
            y += gap if group.items else 0.0
        self.setMinimumHeight(int(y) + 1)
        self.setMinimumWidth(int(self._look.least_width) + 1)

    def _at(self, place: QPoint) -> int:
        """The index of the card at a place; -1 where there is none."""
        return next((n for n, rect in enumerate(self._cards) if rect.contains(place.toPointF())), -1)

    def _beside(self, key: int) -> int | None:
        """The card that an arrow key leads to; None for other keys."""
        last = len(self._shown) - 1
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            return min(max(self._current + (1 if key == Qt.Key.Key_Right else -1), 0), last)
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return 0 if key == Qt.Key.Key_Home else last
        if key not in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return None
        row = next(n for n, row in enumerate(self._rows) if self._current in row)
        column = self._rows[row].index(self._current)
        other = min(max(row + (1 if key == Qt.Key.Key_Down else -1), 0), len(self._rows) - 1)
        return self._rows[other][min(column, len(self._rows[other]) - 1)] if other != row else self._current

    def sizeHint(self) -> QSize:
        return QSize(int(self._look.least_width * 2 + self._look.em), self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._at(event.pos())
            if index < 0 or self._assessment is None:
                QToolTip.hideText()
            else:
                words = hover_card(self._shown[index], self._assessment.rules)
                QToolTip.showText(event.globalPos(), words, self, self._cards[index].toAlignedRect())
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._look = CardLook.of(self.font())
            self._arrange()
            self.update()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shown = QRectF(event.rect())
            for heading in self._headings:
                if heading.rect.intersects(shown):
                    paint_heading(painter, heading.rect, heading.group.title, heading.group.note, self._look)
            for index, (rect, each) in enumerate(zip(self._cards, self._shown, strict=True)):
                if rect.intersects(shown):
                    state = CardState(
                        is_hovered=index == self._hovered,
                        is_current=index == self._current,
                        has_focus=self.hasFocus(),
                    )
                    paint = paint_card if isinstance(each, FigureAssessment) else paint_strip
                    paint(painter, rect, each, self._look, state)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self._beside(event.key()) if self._shown else None
        if index is not None:
            self._move_to(index)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._shown:
            self.chosen.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().toPoint())
        if index >= 0:
            self._move_to(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position().toPoint()) >= 0:
            self.chosen.emit(self.current_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().toPoint())
        if index != self._hovered:
            self._hovered = index
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._shown:
            self.focused.emit(self.current_id)


def told(assessed: Assessed) -> str:
    """A gauge or a strip in one line, for screen readers."""
    if isinstance(assessed, FigureAssessment):
        return gauge_sentence(assessed)
    return "，".join(
        filter(None, (assessed.name, assessed.status, strip_words(assessed), assessed.due_words))
    )


def _groups(assessment: Assessment, shown: frozenset[str] | None) -> tuple[_Group, ...]:
    """The sections with what is shown of them; those without a gauge or a strip are left out."""
    plan = assessment.plan
    figures = [figure for figure in assessment.figures if shown is None or figure.id in shown]
    items = [item for item in assessment.items if shown is None or item.id in shown]
    homes = {figure.id: plan.home(figure.indicator).section_id for figure in figures}
    groups = (
        _Group(
            title=_title(section),
            note=_note(items, section),
            figures=tuple(figure for figure in figures if homes[figure.id] == section.id),
            items=tuple(item for item in _of_section(items, section) if has_strip(item)),
        )
        for section in plan.all_sections
    )
    return tuple(group for group in groups if group.figures or group.items)


def has_strip(item: ItemAssessment) -> bool:
    """Whether an item has stages or a list to be measured by; the others are only counted."""
    return item.item.is_milestone or item.item.traits.is_ratio


def _of_section(items: Sequence[ItemAssessment], section: Section) -> list[ItemAssessment]:
    task_ids = {task.id for task in section.tasks}
    return [item for item in items if item.item.task_id in task_ids]


def _title(section: Section) -> str:
    return fullwidth_punctuation(section.heading)


def _note(items: Sequence[ItemAssessment], section: Section) -> str:
    """How many items the section has, and how many of them are only recorded."""
    own = _of_section(items, section)
    recorded = sum(not has_strip(item) for item in own)
    return f"事项{len(own)}项" + (f"，其中{recorded}项只作记录" if recorded else "") if own else ""
