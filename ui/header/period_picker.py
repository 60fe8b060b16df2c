"""The period, large, and the ways to another: a strip of months, longer ones in a menu, back and forth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from cixi_desktop.periods import MONTHS, Period, month
from ui.style.palette import TONES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent, QResizeEvent

LONGER = ((1, 2), (1, 3), (4, 6), (7, 9), (10, 12), (1, 6), (7, 12), (1, 12))
"""First and last month of the periods that are only looked at."""
AIR = 6
"""Pixels beside the widest period, so that the strip beside it stays where it is."""
UNDERLINE, UNDERLINE_INSET = 3, 8
"""Height of the line below a month, and its distance from the sides, in pixels."""


class PeriodTitle(QWidget):
    """The shown period in large letters between ‹ and ›. Signals: ``stepped(-1 | 1)``."""

    stepped = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setObjectName("period")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = self._arrow("‹", "上一期（Ctrl+PgUp）", -1)
        self.forth = self._arrow("›", "下一期（Ctrl+PgDn）", 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self.back, self.label, self.forth):
            layout.addWidget(widget)

    def show_period(self, period: Period) -> None:
        """Show a period; beyond January and December there is nowhere to step."""
        self.label.setText(period.label)
        self.label.ensurePolished()
        metrics = self.label.fontMetrics()
        spans = ((MONTHS, MONTHS), *LONGER)
        widest = max(metrics.horizontalAdvance(Period(period.year, *span).label) for span in spans)
        self.label.setMinimumWidth(widest + AIR)
        self.label.setAccessibleName(f"数据所属期：{period.label}")
        self.back.setEnabled(stepped(period, -1) is not None)
        self.forth.setEnabled(stepped(period, 1) is not None)

    def _arrow(self, sign: str, name: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setObjectName("step")
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.stepped.emit(step))
        return button


class MonthButton(QToolButton):
    """One month, where there is no room its bare number, with a line that marks its state.

    The line is drawn here: restyling twelve buttons takes too long.
    """

    def __init__(self, *, label: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._number = number
        self._mark = ""
        self.setObjectName("month")
        self.setText(f"{number}月")
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_mark(self, mark: str) -> None:
        """Tell by a line and in words how far the month has come; “” where it holds nothing."""
        self._mark = mark
        words = f"{self._label}（{mark or '尚无填报'}）"
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is with its whole name."""
        hint = super().sizeHint()
        lacking = "" if self.text().endswith("月") else "月"
        return hint.grownBy(QMargins(0, 0, self.fontMetrics().horizontalAdvance(lacking), 0))

    def minimumSizeHint(self) -> QSize:
        """As wide as its bare number."""
        return self.sizeHint().shrunkBy(QMargins(0, 0, self.fontMetrics().horizontalAdvance("月"), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.width() >= self.sizeHint().width()
        self.setText(f"{self._number}月" if has_room else f"{self._number}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line = self.rect().adjusted(UNDERLINE_INSET, self.height() - UNDERLINE, -UNDERLINE_INSET, 0)
        tone, parts = _MARKS.get(self._mark, ("grey", ()))
        if not self.isChecked():
            with QPainter(self) as painter:
                for start, end in parts:
                    left, right = (line.left() + round(line.width() * at) for at in (start, end))
                    painter.fillRect(left, line.top(), right - left, line.height(), TONES[tone].strong)


_MARKS: dict[str, tuple[str, tuple[tuple[float, float], ...]]] = {
    "填报中": ("grey", ((0, 0.4),)),
    "已报送": ("green", ((0, 1),)),
    "已退回": ("red", ((0, 0.4), (0.6, 1))),
    "已锁定": ("blue", ((0, 0.25), (0.375, 0.625), (0.75, 1))),
}
"""The line of each state: its tone, and its parts from 0 to 1, so that none is told by colour alone."""


class MonthStrip(QWidget):
    """Twelve months, and a menu of longer periods. Signals: ``picked(Period)`` when the user picks one."""

    picked = Signal(object)

    def __init__(self, *, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = year
        self._months = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for number in range(1, MONTHS + 1):
            layout.addWidget(self._month_button(number))
        self.longer = self._longer_button()
        layout.addSpacing(6)
        layout.addWidget(self.longer)
        self._months.idClicked.connect(lambda number: self.picked.emit(month(year, number)))

    def show_period(self, period: Period) -> None:
        """Mark a period: its month, or the menu where it is longer."""
        self._months.setExclusive(False)
        for button in self._months.buttons():
            button.setChecked(period.is_month and self._months.id(button) == period.last)
        self._months.setExclusive(period.is_month)
        self.longer.setText(f"{'季、年' if period.is_month else _short(period)} ▼")
        self.longer.setChecked(not period.is_month)

    def show_marks(self, marks: Mapping[int, str]) -> None:
        """Mark the months (1–12) with how far they have come."""
        for button in self._months.buttons():
            number = self._months.id(button)
            if isinstance(button, MonthButton):
                button.show_mark(marks.get(number, ""))

    def button(self, number: int) -> QToolButton:
        """The button of a month (1–12)."""
        found = self._months.button(number)
        assert isinstance(found, QToolButton)  # noqa: S101  the group holds nothing else
        return found

    def _month_button(self, number: int) -> QToolButton:
        button = MonthButton(label=f"{self._year}年{number}月", number=number, parent=self)
        self._months.addButton(button, number)
        return button

    def _longer_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("month")
        button.setAccessibleName("查看季度、半年、全年")
        button.setToolTip("查看季度、半年、全年")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for first, last in LONGER:
            period = Period(self._year, first, last)
            action = menu.addAction(period.label)
            action.setData((first, last))
            action.triggered.connect(lambda _checked, chosen=period: self.picked.emit(chosen))
        button.setMenu(menu)
        return button


def stepped(period: Period, step: int) -> Period | None:
    """The next period of the same length, earlier or later; None outside the year or for odd lengths."""
    length = period.last - period.first + 1
    first, last = period.first + step * length, period.last + step * length
    if first >= 1 and last <= MONTHS and (first, last) != (3, 4):
        return Period(period.year, first, last)
    return None


def _short(period: Period) -> str:
    """The label of a longer period without the year: 第二季度, 上半年, 全年."""
    return period.label.removeprefix(f"{period.year}年") or "全年"
