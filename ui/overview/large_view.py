"""会议大屏: how the period stands on one screen that is read from three metres, moved through by keys."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.style.gauges import paint_bar
from ui.style.lights import paint_light
from ui.style.palette import ACCENT, ACCENT_SOFT, INK, LINE, MUTED, SURFACE, TONES, tone_of
from ui.style.spoken import Role, speak_as

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from cixi_desktop.assessment.assess import Assessed, Summary
    from cixi_desktop.assessment.lights import Light
    from cixi_desktop.reports.page import Page, ShortFigure

LINES = 30
"""Lines of text to the height of the screen: of one as high as 68 cm, letters are 15 mm high."""
ROWS = 8
"""Figures and items that are seen at once."""
KEYS = "↑↓选择　←→上一期、下一期　Esc退出"
SAMPLE, DAMAGED = "（示例数据）", "（数据不全）"


class LargeRow(Struct, frozen=True):
    """One figure or item: what stands in its row, and what is told of it where it is chosen."""

    assessed: Assessed
    name: str
    standing: str
    distance: str
    told: tuple[tuple[str, str], ...]


def rows_of(page: Page) -> tuple[LargeRow, ...]:
    """What is slow, red before yellow, and then the figures that are not."""
    slow = [
        LargeRow(
            row.assessed,
            row.name,
            "　".join(row.standing),
            row.distance[0],
            (("差距", _gap_words(*row.distance)), ("原因", row.cause), ("打算", row.step)),
        )
        for row in page.slow
    ]
    others = [
        LargeRow(row.figure, row.name, _standing(row), row.distance, (("亮灯", row.figure.reason),))
        for row in page.shorts
    ]
    return (*slow, *others)


def _standing(row: ShortFigure) -> str:
    """70／120家　58.3%."""
    return "　".join(filter(None, (row.standing, row.completion)))


def counts_of(summary: Summary) -> list[tuple[str, list[tuple[Light, int]], str]]:
    """How many figures and how many items stand under each light, and what is told of the rest.

    Of the figures all are told, so that their counts come to what the plan has; of the items those that say
    more than that nothing is due or told.
    """
    told = (("指标", summary.figure_lights), ("事项", summary.item_lights))
    counts = [
        (head, [(light, count) for light, count in lights.items() if count and light.tone != "grey"])
        for head, lights in told
    ]
    grey = sum(count for light, count in summary.figure_lights.items() if light.tone == "grey")
    rests = (f"未评判{grey}" if grey else "", "")
    return [(*each, rest) for each, rest in zip(counts, rests, strict=True) if each[1] or rest]


def _gap_words(distance: str, need: str) -> str:
    """慢10.4个百分点，还差30.20亿元，月均5.04亿元."""
    is_bare = distance[-1:].isdigit()
    return "，".join(filter(None, (f"{distance}个百分点" if is_bare else distance, need)))


class LargeView(QWidget):
    """Fills the screen. Signals: ``stepped(-1 | 1)`` for the period before or after; ``left()``."""

    stepped = Signal(int)
    left = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        speak_as(self, Role.List)
        self._page: Page | None = None
        self._rows: tuple[LargeRow, ...] = ()
        self._current = 0
        self.setWindowTitle("会议大屏")
        self.setAccessibleName("会议大屏")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def current(self) -> LargeRow | None:
        """The chosen row; None where there is none."""
        return self._rows[self._current] if self._rows else None

    def show_page(self, page: Page) -> None:
        """Show what the page says; the chosen figure or item stays."""
        chosen = self.current.assessed.id if self.current else ""
        self._page, self._rows = page, rows_of(page)
        ids = [row.assessed.id for row in self._rows]
        self._current = ids.index(chosen) if chosen in ids else 0
        self._tell()

    def move_by(self, step: int) -> None:
        """Choose another row."""
        if self._rows:
            self._current = min(max(self._current + step, 0), len(self._rows) - 1)
            self._tell()

    def _tell(self) -> None:
        row = self.current
        said = (
            [row.assessed.light.value, row.name, row.standing, *(text for _, text in row.told)] if row else []
        )
        self.setAccessibleDescription("，".join(said))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    @property
    def _line(self) -> float:
        """The height of a line."""
        return min(self.height() / LINES, self.width() / 48)

    def _font(self, lines: float, *, is_bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(8, round(self._line * lines)))
        font.setBold(is_bold)
        return font

    def _write(
        self,
        painter: QPainter,
        cell: QRectF,
        words: str,
        *,
        lines: float = 0.85,
        ink: QColor = INK,
        is_bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """One line in a cell, in the end cut; returns how wide it is."""
        font = self._font(lines, is_bold=is_bold)
        metrics = QFontMetricsF(font)
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, cell.width())
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(cell, align | Qt.AlignmentFlag.AlignVCenter, cut)
        return metrics.horizontalAdvance(cut)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), SURFACE)
            if self._page is not None:
                side = self._line * 1.2
                self._paint(painter, self._page, QRectF(self.rect()).adjusted(side, 0, -side, 0))

    def _paint(self, painter: QPainter, page: Page, area: QRectF) -> None:
        line = self._line
        y = area.top() + line * 0.6
        self._write(
            painter, QRectF(area.left(), y, area.width(), line * 2), page.title, lines=1.4, is_bold=True
        )
        warning = DAMAGED if page.is_damaged else SAMPLE if page.is_sample else ""
        whose = f"{page.unit.name}{warning}"
        mark = TONES["yellow"].text if warning else MUTED
        right = QRectF(area.left(), y, area.width(), line * 2)
        self._write(painter, right, whose, ink=mark, align=Qt.AlignmentFlag.AlignRight)
        y += line * 2.3
        self._paint_counts(painter, page.counted, QRectF(area.left(), y, area.width(), line * 1.8))
        y += line * 2.2
        first = max(0, min(self._current - ROWS // 2, len(self._rows) - ROWS))
        shown = self._rows[first : first + ROWS]
        for number, row in enumerate(shown, first):
            self._paint_row(
                painter, row, QRectF(area.left(), y, area.width(), line * 1.75), number == self._current
            )
            y += line * 1.75
        y += line * 0.4
        reporting = self._in_lines(page.reporting, area.width())
        foot = line * (3.4 + 1.4 * len(reporting))
        self._paint_told(painter, QRectF(area.left(), y, area.width(), area.bottom() - y - foot))
        asked = f"提请协调{len(page.requests)}项：{page.requests[0]}" if page.requests else "提请协调事项：无"
        below = area.adjusted(0, area.height() - foot + line * 0.2, 0, 0)
        self._paint_foot(
            painter,
            (*reporting, asked),
            below,
            f"第{first + 1}—{first + len(shown)}项，共{len(self._rows)}项",
        )

    def _paint_counts(self, painter: QPainter, summary: Summary, area: QRectF) -> None:
        """How many figures and items stand under each light, and how many figures under none."""
        x = area.left()
        for head, found, rest in counts_of(summary):
            x += self._write(painter, QRectF(x, area.top(), area.width(), area.height()), head, ink=MUTED)
            for light, count in found:
                x = self._paint_count(painter, light, count, x + self._line * 0.7, area)
            x += self._line * 0.7
            x += self._write(painter, QRectF(x, area.top(), area.width(), area.height()), rest, ink=MUTED)
            x += self._line * 0.5

    def _paint_count(self, painter: QPainter, light: Light, count: int, x: float, area: QRectF) -> float:
        side = self._line * 0.9
        paint_light(painter, QRectF(x, area.center().y() - side / 2, side, side), light)
        x += side + self._line * 0.25
        cell = QRectF(x, area.top(), area.right() - x, area.height())
        x += self._write(painter, cell, light.value, ink=tone_of(light).text)
        cell = QRectF(x + self._line * 0.2, area.top(), area.right() - x, area.height())
        return x + self._line * 0.2 + self._write(painter, cell, str(count), lines=1.2, is_bold=True)

    def _paint_row(self, painter: QPainter, row: LargeRow, area: QRectF, is_current: bool) -> None:
        line, light = self._line, row.assessed.light
        if is_current:
            painter.setPen(QPen(ACCENT, max(2.0, line * 0.08)))
            painter.setBrush(ACCENT_SOFT)
            painter.drawRoundedRect(area.adjusted(-line * 0.3, line * 0.08, line * 0.3, -line * 0.08), 6, 6)
        side = line * 0.9
        paint_light(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), light)
        cells = self.cells_of(row, area)
        self._write(painter, cells[0], row.name, is_bold=is_current)
        self._write(painter, cells[1], row.standing, align=Qt.AlignmentFlag.AlignRight)
        bar = QRectF(cells[2].left(), area.center().y() - line * 0.28, cells[2].width(), line * 0.56)
        paint_bar(painter, bar, row.assessed)
        words = row.distance or light.value
        self._write(painter, cells[3], words, ink=tone_of(light).text, align=Qt.AlignmentFlag.AlignRight)

    def cells_of(self, row: LargeRow, area: QRectF) -> list[QRectF]:
        """Where name, standing, bar and distance stand: the name makes way for the standing's numbers."""
        line, start = self._line, area.left() + self._line * 1.3
        edges = [start + (area.right() - start) * part for part in (0, 0.4, 0.63, 0.77, 1)]
        cells = [
            QRectF(left, area.top(), right - left - line * 0.5, area.height())
            for left, right in pairwise(edges)
        ]
        needed = QFontMetricsF(self._font(0.85)).horizontalAdvance(row.standing) + 1
        cells[1].setLeft(min(cells[1].left(), cells[1].right() - needed))
        cells[0].setRight(min(cells[0].right(), cells[1].left() - line * 0.5))
        return cells

    def _paint_told(self, painter: QPainter, area: QRectF) -> None:
        """What is told of the chosen row, in as many lines as have room."""
        row, line = self.current, self._line
        painter.setPen(QPen(LINE, 1.0))
        painter.drawLine(area.topLeft(), area.topRight())
        if row is None:
            self._write(painter, area, "没有指标。", ink=MUTED)
            return
        y = area.top() + line * 0.3
        for label, text in row.told:
            if y + line * 1.2 > area.bottom():
                break
            self._write(painter, QRectF(area.left(), y, line * 2.2, line * 1.3), label, ink=MUTED)
            self._write(
                painter, QRectF(area.left() + line * 2.4, y, area.width() - line * 2.4, line * 1.3), text
            )
            y += line * 1.35

    def _in_lines(self, words: str, width: float) -> tuple[str, ...]:
        """The words in one line or two."""
        metrics = QFontMetricsF(self._font(0.85))
        first = len(words)
        while first > 1 and metrics.horizontalAdvance(words[:first]) > width:
            first -= 1
        return (words[:first], words[first:]) if first < len(words) else (words,)

    def _paint_foot(self, painter: QPainter, told: tuple[str, ...], area: QRectF, place: str) -> None:
        """Who has not reported and what is asked; below, where one is and which keys there are."""
        line, y = self._line, area.top()
        painter.setPen(QPen(LINE, 1.0))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for words in told:
            self._write(painter, QRectF(area.left(), y + line * 0.2, area.width(), line * 1.3), words)
            y += line * 1.4
        cell = QRectF(area.left(), y + line * 0.4, area.width(), line)
        self._write(painter, cell, place, lines=0.6, ink=MUTED)
        self._write(painter, cell, KEYS, lines=0.6, ink=MUTED, align=Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -ROWS,
            Qt.Key.Key_PageDown: ROWS,
            Qt.Key.Key_Home: -len(self._rows),
            Qt.Key.Key_End: len(self._rows),
        }
        if key in steps:
            self.move_by(steps[key])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_F11}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.move_by(-1 if event.angleDelta().y() > 0 else 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A presenter's click goes on."""
        self.move_by(1 if event.button() == Qt.MouseButton.LeftButton else -1)
