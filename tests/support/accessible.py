"""A widget as assistive technology and the Tab key go through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QTextBrowser, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

Role, Words = QAccessible.Role, QAccessible.Text
MOST = 60
"""Children of a list that are looked at."""
DEAD_ENDS = {Role.NoRole, Role.Client, Role.Grouping, Role.Pane, Role.StaticText, Role.Window}
"""Roles that tell a blind user nothing of what the focus is on."""
SCROLLED = (QScrollArea, QTextBrowser)
"""They have the focus for their scroll bar alone."""


def heard(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def parts(found: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    if found is None or not found.isValid() or depth > 14:
        return
    yield found
    for number in range(min(found.childCount(), MOST)):
        yield from parts(found.child(number), depth + 1)


def nameless(widget: QWidget) -> list[str]:
    """What can have the focus, is seen, and says nothing of itself."""
    found = []
    for part in parts(heard(widget)):
        state: Any = part.state()
        if state.focusable and not state.invisible and not part.text(Words.Name):
            found.append(f"{part.role().name} {type(part.object()).__name__}")
    return found


def focus_in(widget: QWidget) -> QWidget:
    focused: QWidget | None = widget.focusWidget()
    return widget if focused is None else focused


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Where Tab leads, from the focus once around."""
    stops: list[QWidget] = []
    focused = focus_in(widget)
    while focused not in stops:
        stops.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = focus_in(widget)
    return [stop for stop in stops if stop is not widget]


def is_marked(stop: QWidget) -> bool:
    """Whether it looks otherwise while it has the keyboard."""
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    with_keyboard = stop.grab().toImage()
    stop.clearFocus()
    return stop.grab().toImage() != with_keyboard


def looked_through(widget: QWidget) -> tuple[list[str], list[str], int]:
    """What has no name, what stops Tab without a role or a mark, and how many stops there are."""
    unnamed, stops = nameless(widget), tab_stops(widget)
    mute = [stop for stop in stops if heard(stop).role() in DEAD_ENDS and not isinstance(stop, SCROLLED)]
    mute += [stop for stop in stops if not is_marked(stop)]
    return unnamed, [f"{type(stop).__name__} {stop.accessibleName()}" for stop in mute], len(stops)
