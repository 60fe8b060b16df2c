"""How the form looks: its style sheet from the palette, and sizes that follow the application's font."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QLabel

from ui.style.palette import (
    ACCENT,
    ACCENT_SOFT,
    FAINT,
    FOCUS,
    GROUND,
    HOVER,
    INK,
    LINE,
    MUTED,
    SURFACE,
    TONES,
)
from ui.style.spoken import announce

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

LABEL_EMS = 5.6
"""Width of the column of labels, so that the inputs of all cards stand in one line."""
NUMBER_EMS = 10
COMPACT_EMS = 7
LINE_AIR = 10
"""Pixels of an input of one line beyond the height of its text."""
INPUTS_EMS = 25
CONTENT_EMS = 92
"""The form grows no wider than this on a wide screen: longer lines are hard to read."""


def em(widget: QWidget, count: float) -> int:
    """The width of ``count`` Chinese characters in the widget's font, in pixels."""
    return round(widget.fontMetrics().horizontalAdvance("汉") * count)


def line_height(widget: QWidget) -> int:
    """The height of an input of one line, and of what stands in line with it, in pixels."""
    return widget.fontMetrics().height() + LINE_AIR


def scaled(font: QFont, factor: float, *, is_bold: bool = False) -> QFont:
    """``font`` in another size; sizes in pixels stay sizes in pixels."""
    result = QFont(font)
    if font.pixelSize() > 0:
        result.setPixelSize(round(font.pixelSize() * factor))
    else:
        result.setPointSizeF(font.pointSizeF() * factor)
    result.setBold(is_bold)
    return result


def mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and have the widget styled anew if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style_anew(widget)


def style_anew(widget: QWidget) -> None:
    """Let the style sheet look at the widget again."""
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.Polish))


@cache
def style_sheet() -> str:
    """The rules for inputs, labels and quiet buttons of the form."""
    return _labels() + _inputs() + _buttons()


def _labels() -> str:
    red, yellow = TONES["red"], TONES["yellow"]
    return f"""\
QLabel {{ color: {INK.name()}; background: transparent; }}
QLabel[rank="quiet"] {{ color: {MUTED.name()}; }}
QLabel[rank="tag"] {{
    color: {yellow.text.name()}; background: {yellow.soft.name()}; border-radius: 3px; padding: 1px 6px;
}}
QLabel[fault="error"] {{ color: {red.text.name()}; }}
QLabel[fault="warning"] {{ color: {yellow.text.name()}; }}
QLabel[rank="banner"] {{
    color: {yellow.text.name()}; background: {yellow.soft.name()};
    border: 1px solid {yellow.strong.name()}; border-radius: 4px; padding: 6px 10px;
}}
"""


def _inputs() -> str:
    red, yellow = TONES["red"], TONES["yellow"]
    return f"""\
QTextEdit {{ background: transparent; border: none; color: {INK.name()}; }}
QLineEdit, QPlainTextEdit {{
    color: {INK.name()}; background: {SURFACE.name()}; border: 1px solid {FAINT.name()};
    border-radius: 4px; padding: 3px 7px;
    selection-background-color: {ACCENT.name()}; selection-color: {SURFACE.name()};
    placeholder-text-color: {MUTED.name()};
}}
QPlainTextEdit {{ padding: 2px 5px; }}
QLineEdit:hover, QPlainTextEdit:hover {{ border-color: {ACCENT.name()}; }}
QLineEdit[fault="error"], QPlainTextEdit[fault="error"] {{
    border-color: {red.strong.name()}; background: {red.soft.name()};
}}
QLineEdit[fault="warning"], QPlainTextEdit[fault="warning"] {{ border-color: {yellow.strong.name()}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {GROUND.name()}; border-color: {LINE.name()}; }}
QLineEdit:focus {{ border: 2px solid {FOCUS.name()}; padding: 2px 6px; }}
QPlainTextEdit:focus {{ border: 2px solid {FOCUS.name()}; padding: 1px 4px; }}
QLineEdit[fault="error"]:focus {{ border-color: {red.strong.name()}; }}
"""


def _buttons() -> str:
    return f"""\
QPushButton {{
    color: {ACCENT.name()}; background: transparent; border: 1px solid transparent;
    border-radius: 4px; padding: 2px 1px; text-align: left;
}}
QPushButton:hover {{ background: {ACCENT_SOFT.name()}; }}
QPushButton:focus {{ border-color: {FOCUS.name()}; }}
QPushButton:disabled {{ color: {FAINT.name()}; }}
QToolButton {{
    color: {INK.name()}; background: {SURFACE.name()}; border: 1px solid {LINE.name()};
    border-radius: 4px; padding: 1px 8px;
}}
QToolButton:hover {{ border-color: {ACCENT.name()}; background: {HOVER.name()}; }}
QToolButton:checked {{
    color: {SURFACE.name()}; background: {ACCENT.name()}; border-color: {ACCENT.name()};
}}
QToolButton:focus {{ border: 2px solid {FOCUS.name()}; padding: 0px 7px; }}
QToolButton:disabled {{ color: {FAINT.name()}; background: {GROUND.name()}; border-color: {LINE.name()}; }}
QToolButton:checked:disabled {{ color: {SURFACE.name()}; background: {FAINT.name()}; }}
QPushButton[rank="action"] {{ border-color: {LINE.name()}; background: {SURFACE.name()}; padding: 3px 10px; }}
QPushButton[rank="action"]:hover {{ background: {HOVER.name()}; border-color: {ACCENT.name()}; }}
QPushButton[rank="action"]:focus {{ border-color: {FOCUS.name()}; }}
"""


class ShortLabel(QLabel):
    """Words that give way where there is little room: they are shortened with “…”, and whole in the tip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room, metrics = self.contentsRect(), self.fontMetrics()
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class FootLine(QLabel):
    """What is said of the inputs above it, quietly or as a fault; room for a line of it can be kept."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_kept = False
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        mark(self, "rank", "quiet")
        self.hide()

    def say(self, words: str, fault: str = "", *, about: str = "") -> None:
        """Show the words; a ``fault``, error or warning, is also announced as one ``about`` something."""
        mark(self, "fault", fault)
        if words == self._words:
            return
        self._words = words
        self._settle()
        if fault:
            announce(self, about, words)

    def keep_line(self) -> None:
        """Have room for a line before anything is said, so that nothing moves when it is."""
        self._is_kept = True
        self._settle()

    def _settle(self) -> None:
        self.setText(self._words or _AS_HIGH)
        self.setVisible(self._is_kept or bool(self._words))


_AS_HIGH = "\u3000"
"""A blank as high as a line of Chinese."""
