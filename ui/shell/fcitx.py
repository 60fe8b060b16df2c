"""fcitx 4, which Kylin V10 and UOS V20 bring along and Qt 6 has no plug-in for: over the session bus.

The bus is a socket of this computer's own. fcitx 5 needs none of this: it answers as ibus, which Qt speaks.
"""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from jeepney import DBusAddress, DBusErrorResponse, MatchRule, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from jeepney.wrappers import unwrap_msg
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PATIENCE = 0.5
"""Seconds for an answer; an input method that is slower is left alone from then on."""
FCITX_5 = "org.freedesktop.portal.IBus"
_METHOD = "org.fcitx.Fcitx.InputMethod"
_CONTEXT = "org.fcitx.Fcitx.InputContext"
_SHOWS_COMPOSED = 1 << 1
"""What is composed is shown in the field: CAPACITY_PREEDIT of fcitx 4."""
_FAULTS = (OSError, DBusErrorResponse)
_KEYS = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease}


class InputContext(Protocol):
    """What an input method is asked and told; raises one of ``_FAULTS`` once it is gone."""

    def takes(self, key: QKeyEvent) -> bool:
        """Whether the key is meant for it."""

    def tell(self, what: str, place: QRect | None = None) -> None:
        """FocusIn, FocusOut, Reset, or SetCursorRect with a place on the screen."""

    def heard(self) -> Iterable[tuple[str, str]]:
        """What it said since it was last asked: CommitString or UpdatePreedit, each with a text."""


class BusContext:
    """An input context of fcitx 4."""

    def __init__(self, connection: DBusConnection, service: str) -> None:
        self._connection = connection
        made = self._ask(
            DBusAddress("/inputmethod", service, _METHOD), "CreateICv3", "si", "cixi", os.getpid()
        )
        self._address = DBusAddress(f"/inputcontext_{made[0]}", service, _CONTEXT)
        self._signals: deque[Any] = deque()
        rule = MatchRule(type="signal", interface=_CONTEXT, path=self._address.object_path)
        connection.filter(rule, queue=self._signals)
        Proxy(message_bus, connection, timeout=PATIENCE).AddMatch(rule)
        self._ask(self._address, "SetCapacity", "u", _SHOWS_COMPOSED)
        self.socket = connection.sock.fileno()

    def takes(self, key: QKeyEvent) -> bool:
        """Whether the key is meant for it."""
        is_release = int(key.type() is QEvent.Type.KeyRelease)
        numbers = (key.nativeVirtualKey(), key.nativeScanCode(), key.nativeModifiers(), is_release)
        return bool(self._ask(self._address, "ProcessKeyEvent", "uuuiu", *numbers, 0)[0] == 1)

    def tell(self, what: str, place: QRect | None = None) -> None:
        """FocusIn, FocusOut, Reset, or SetCursorRect with a place on the screen."""
        numbers = () if place is None else (place.x(), place.y(), place.width(), place.height())
        self._ask(self._address, what, "i" * len(numbers) or None, *numbers)

    def heard(self) -> Iterable[tuple[str, str]]:
        """What it said since it was last asked: CommitString or UpdatePreedit, each with a text."""
        while True:
            try:
                self._connection.recv_messages(timeout=0)
            except TimeoutError:
                break
        while self._signals:
            message = self._signals.popleft()
            yield message.header.fields[3], message.body[0] if message.body else ""

    def _ask(self, address: DBusAddress, what: str, types: str | None, *numbers: object) -> tuple[Any, ...]:
        message = new_method_call(address, what, types, numbers)
        return tuple(unwrap_msg(self._connection.send_and_get_reply(message, timeout=PATIENCE)))


class FcitxInput(QObject):
    """Gives the keys of fields to the input context first, and what it makes of them to the field.

    One press passes several times, first as a question to shortcuts, from the window to the field and up
    again: it is one as long as its time and its place on the keyboard are the same.
    """

    def __init__(self, context: InputContext, application: QApplication) -> None:
        super().__init__(application)
        self._context = context
        self._application = application
        self._asked = (0, 0, False)
        self._is_taken = False
        self._is_own = False
        application.focusObjectChanged.connect(self._follow)
        application.installEventFilter(self)
        self._follow(application.focusObject())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a field, wherever they pass first; a word put in by others is no longer composed."""
        field = self._field()
        if event.type() is QEvent.Type.InputMethod and not self._is_own and watched is field:
            self._tell("Reset")
        if field is None or event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        press = (event.timestamp(), event.nativeScanCode(), event.type() is QEvent.Type.KeyRelease)
        if press[1] and press != self._asked:
            self._asked, self._is_taken = press, self._takes(event)
        is_taken = press == self._asked and self._is_taken
        if is_taken:
            event.accept()
        return is_taken

    def listen(self) -> None:
        """Hand on what was said since; the words of a candidate that was clicked come so."""
        field = self._field()
        for what, text in self._said():
            event = QInputMethodEvent(text if what == "UpdatePreedit" else "", [])
            if what == "CommitString":
                event.setCommitString(text)
            elif what != "UpdatePreedit":
                continue
            if field is not None:
                self._is_own = True
                QCoreApplication.sendEvent(field, event)
                self._is_own = False
        self._application.installEventFilter(self)  # before those that see a key only if it is not taken

    def _said(self) -> list[tuple[str, str]]:
        try:
            return list(self._context.heard())
        except _FAULTS:
            self._leave()
            return []

    def _takes(self, event: QKeyEvent) -> bool:
        try:
            self._show_place()
            is_taken = self._context.takes(event)
        except _FAULTS:
            self._leave()
            return False
        self.listen()
        return is_taken

    def _show_place(self) -> None:
        field = self._field()
        if isinstance(field, QWidget):
            cursor = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
            corner, scale = field.mapToGlobal(cursor.topLeft()), field.devicePixelRatio()
            numbers = (corner.x(), corner.y(), cursor.width(), cursor.height())
            self._context.tell("SetCursorRect", QRect(*(round(number * scale) for number in numbers)))

    def _follow(self, field: QObject | None) -> None:
        self._tell("FocusIn" if field is not None and self._field() is field else "FocusOut")

    def _field(self) -> QObject | None:
        """What has the focus, if text can be composed in it."""
        field = QGuiApplication.focusObject()
        if isinstance(field, QWidget) and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return field
        return None

    def _tell(self, what: str) -> None:
        try:
            self._context.tell(what)
        except _FAULTS:
            self._leave()

    def _leave(self) -> None:
        """The input method is gone: keys are letters again."""
        self._application.removeEventFilter(self)


def service_of(environment: Mapping[str, str]) -> str:
    """The name under which fcitx 4 of this screen is on the bus."""
    screen = environment.get("DISPLAY", ":0").rpartition(":")[2].partition(".")[0]
    return f"org.fcitx.Fcitx-{screen}"


def connect_fcitx(application: QApplication, environment: Mapping[str, str]) -> str:
    """Take fcitx 4 as the input method, where it runs; which fcitx does: fcitx 4, fcitx 5, or “”."""
    try:
        connection = open_dbus_connection(auth_timeout=PATIENCE)
    except (*_FAULTS, KeyError, ValueError):
        return ""
    name, context = _running(connection, service_of(environment))
    if context is None:
        connection.close()
        return name
    user = FcitxInput(context, application)
    notifier = QSocketNotifier(context.socket, QSocketNotifier.Type.Read, user)
    notifier.activated.connect(user.listen)
    return name


def _running(connection: DBusConnection, service: str) -> tuple[str, BusContext | None]:
    """Which fcitx runs, and the context that fcitx 4 gives."""
    try:
        bus = Proxy(message_bus, connection, timeout=PATIENCE)
        if bus.NameHasOwner(FCITX_5)[0]:
            return "fcitx 5", None
        if not bus.NameHasOwner(service)[0]:
            return "", None
        return "fcitx 4", BusContext(connection, service)
    except _FAULTS:
        return "", None
