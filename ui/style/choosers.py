"""What is chosen rather than typed, drawn like the other inputs. The wheel scrolls, it changes no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QPushButton, QSpinBox, QWidget

from ui.style.form_style import line_height
from ui.style.palette import ACCENT, FAINT, FOCUS, GROUND, INK, LINE, MUTED, SURFACE, TONES
from ui.style.spoken import CHOICE, Role, speak_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget


LEDGER_KEY = "Ctrl+L"
"""Opens the list behind a figure; every button for it says so."""
_RETURN = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ChoiceBox(QComboBox):
    """A choice from a list."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberBox(QSpinBox):
    """A whole number."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DecimalBox(QDoubleSpinBox):
    """A number with decimals."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(ChoiceBox):
    """A choice of the form; the first one is “none”. Signals: ``focused``, ``finished`` by Enter."""

    focused = Signal()
    finished = Signal()

    def __init__(self, *, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        speak_as(self, Role.ComboBox)
        self.fault = ""
        self._none = ""
        self._shown = ""
        self._choices = choices
        self.currentTextChanged.connect(lambda _text: self.setProperty(CHOICE, self.words()))

    def words(self) -> str:
        """What is chosen; “” for none."""
        if self.count() == 0:
            return self._shown
        return self.currentText() if self.currentIndex() > 0 else ""

    def set_words(self, text: str) -> None:
        """Show a choice; one that is not in the list is added, so that nothing kept is hidden."""
        self._shown = text
        self.setProperty(CHOICE, text)
        if self.count() > 0:
            self._choose(text)
        self.update()

    def set_none_words(self, words: str) -> None:
        """What stands in the place of “none”."""
        if self._none != words:
            self._none = words
            self.setItemText(0, words)
            self.updateGeometry()
            self.update()

    def show_fault(self, fault: str) -> None:
        """Frame it as faulty (error, warning, or “” for neither)."""
        self.fault = fault
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width = 2.0 if self.hasFocus() else 1.0
            painter.setPen(QPen(self._frame_colour(), width))
            painter.setBrush(SURFACE if self.isEnabled() else GROUND)
            inset = width / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
            self._paint_arrow(painter)
            chosen = self.words()
            painter.setPen(INK if chosen else MUTED)
            room = self.rect().adjusted(9, 0, -self._arrow_width(), 0)
            words = self.fontMetrics().elidedText(
                chosen or self._none, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def sizeHint(self) -> QSize:
        texts = (self._none, *self._choices)
        width = max(self.fontMetrics().horizontalAdvance(text) for text in texts)
        return QSize(width + 14 + self._arrow_width(), line_height(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._arrow_width() * 3, self.sizeHint().height())

    def hidePopup(self) -> None:
        """WORKAROUND: with its list open a box is not told that the mouse leaves, and would stay lit."""
        super().hidePopup()
        mouse = self.mapFromGlobal(QCursor.pos())
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, self.rect().contains(mouse))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        """WORKAROUND: with the first item Qt builds the whole list view, nine widgets; so it waits."""
        if self.count() == 0:
            self.addItems([self._none, *self._choices])
            self._choose(self._shown)

    def _choose(self, text: str) -> None:
        place = self.findText(text) if text else 0
        if place < 0:
            self.addItem(text)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def _frame_colour(self) -> QColor:
        if self.fault:
            return TONES["red" if self.fault == "error" else "yellow"].strong
        if self.hasFocus():
            return FOCUS
        if self.underMouse() and self.isEnabled():
            return ACCENT
        return FAINT if self.isEnabled() else LINE

    def _arrow_width(self) -> int:
        return round(self.fontMetrics().height() * 1.4)

    def _paint_arrow(self, painter: QPainter) -> None:
        size = self.fontMetrics().height() * 0.22
        middle = QPointF(self.width() - self._arrow_width() / 2, self.height() / 2)
        corners = [(-size, -size / 2), (0, size / 2), (size, -size / 2)]
        painter.setPen(QPen(MUTED if self.isEnabled() else LINE, 1.5))
        painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in corners]))


class QuietButton(QPushButton):
    """A button of words alone; Enter presses it as Space does, and a double click presses it once."""

    focused = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class CheckEditor(QCheckBox):
    """A tick, which says ``word``; Space sets it, Enter leads on. Signals: ``focused``, ``finished``."""

    focused = Signal()
    finished = Signal()

    def __init__(self, *, label: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._word = word

    def words(self) -> str:
        """The word if it is ticked, else “”."""
        return self._word if self.isChecked() else ""

    def set_words(self, text: str) -> None:
        """Tick it for any text."""
        self.setChecked(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class MineOnlyCheckBox(QCheckBox):
    """只看我的任务; hidden while the unit has none. Signals: ``clicked(bool)`` by the user."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip("只显示本单位承担（牵头、配合）的指标和事项")
        self.hide()

    def show_own(self, *, has_own: bool, is_on: bool) -> None:
        """Show whether only the unit's own are shown; how many they are is said above the tree alone."""
        self.setText("只看本单位任务(&O)")
        self.setChecked(is_on)
        self.setVisible(has_own)
