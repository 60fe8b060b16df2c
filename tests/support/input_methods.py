"""Stand-ins for the input methods that Qt meets, each as its plug-in behaves; offscreen there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent

if TYPE_CHECKING:
    from collections.abc import Callable

_DROPPING = {QEvent.Type.FocusAboutToChange, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress}


class SilentMethod:
    """Shows what is composed, and answers nothing: no plug-in, or one that lost its service."""

    def __init__(self) -> None:
        self.composed = ""

    def compose(self, text: str) -> None:
        """What the user has typed so far, shown where the focus is."""
        self.composed = text
        self._send(QGuiApplication.focusObject(), QInputMethodEvent(text, []))

    def hand_over(self) -> None:
        """The user has chosen the word."""
        self._hand_over(QGuiApplication.focusObject())

    def commit(self) -> None:
        """See ``QInputMethod.commit``."""

    def reset(self) -> None:
        """See ``QInputMethod.reset``."""

    def _send(self, to: QObject | None, event: QInputMethodEvent) -> None:
        assert to is not None
        QCoreApplication.sendEvent(to, event)

    def _hand_over(self, to: QObject | None) -> None:
        text, self.composed = self.composed, ""
        if text and to is not None:
            event = QInputMethodEvent()
            event.setCommitString(text)
            self._send(to, event)


class IbusMethod(SilentMethod):
    """Drops what is composed, with an empty event: when asked, for keys and clicks, and as the focus goes."""

    def __init__(self) -> None:
        super().__init__()
        self._watch = _Watch(self._drop)

    def compose(self, text: str) -> None:
        super().compose(text)
        focused = QGuiApplication.focusObject()
        assert focused is not None
        focused.installEventFilter(self._watch)

    def commit(self) -> None:
        self._drop()

    def reset(self) -> None:
        self._drop()

    def _drop(self) -> None:
        if self.composed:
            self.compose("")


class _Watch(QObject):
    """Sees before the field does what makes the plug-in drop the word."""

    def __init__(self, drop: Callable[[], None]) -> None:
        super().__init__()
        self._drop = drop

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DROPPING:
            self._drop()
        return False


class WindowsMethod(SilentMethod):
    """Remembers where the text was begun, and hands it over there: on commit, reset and change of focus."""

    def __init__(self) -> None:
        super().__init__()
        self._begun_in: QObject | None = None

    def compose(self, text: str) -> None:
        self._begun_in = QGuiApplication.focusObject()
        super().compose(text)

    def commit(self) -> None:
        self._hand_over(self._begun_in)

    def reset(self) -> None:
        self._hand_over(self._begun_in)


class BoxedMethod(SilentMethod):
    """Shows what is composed in a window of its own, and hands it over when asked to commit."""

    def compose(self, text: str) -> None:
        self.composed = text

    def commit(self) -> None:
        self._hand_over(QGuiApplication.focusObject())


METHODS = (SilentMethod, IbusMethod, WindowsMethod)
