"""Stand-ins for the input methods that Qt meets, each as its plug-in behaves; offscreen there is none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent


class SilentMethod:
    """Shows what is composed, and answers nothing: no plug-in, or one that lost its service."""

    def __init__(self) -> None:
        self.composed = ""

    def compose(self, text: str) -> None:
        """What the user has typed so far, shown where the focus is."""
        self.composed = text
        self._send(QGuiApplication.focusObject(), QInputMethodEvent(text, []))

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
    """Hands over to whatever has the focus when asked to commit; a reset drops what is composed, untold."""

    def commit(self) -> None:
        self._hand_over(QGuiApplication.focusObject())

    def reset(self) -> None:
        self.composed = ""


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
