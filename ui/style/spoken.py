"""What assistive technology is told of widgets that are drawn by hand: role, name, value, place and focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

Role = QAccessible.Role
CHOICE = "spoken_choice"
"""The property of a chooser that holds what is chosen: Qt would give that for its name."""
_ROLE = "spoken_role"
_Text = QAccessible.Text


def speak_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Give a widget a role; its accessible name says what it is, its description is the value it has now.

    Before it gets its name: Qt remembers what it then is.
    """
    widget.setProperty(_ROLE, role.value)


def announce(widget: QWidget, name: str, words: str) -> None:
    """Have words said at once: what was kept, what is wrong. ``name`` says where they stand."""
    widget.setAccessibleName(f"{name}：{words}" if words else name)
    if words:
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def install() -> None:
    """Let Qt ask here first; it asks only where an assistive technology is at work."""
    QAccessible.installFactory(_interface)


def _interface(_kind: str, widget: QObject) -> QAccessibleInterface | None:
    role = widget.property(_ROLE) if isinstance(widget, QWidget) else None
    return None if role is None else Spoken(widget, Role(role))  # type: ignore[arg-type]


class Spoken(QAccessibleInterface):
    """One widget without parts."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__()
        self._widget = widget
        self._role = role

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject:
        return self._widget

    def role(self) -> QAccessible.Role:
        return self._role

    def text(self, kind: QAccessible.Text) -> str:
        if kind is _Text.Name:
            return self._widget.accessibleName()
        if kind is _Text.Value and self._role is Role.ComboBox:
            return str(self._widget.property(CHOICE) or "")
        return self._widget.accessibleDescription() if kind in {_Text.Value, _Text.Description} else ""

    def state(self) -> QAccessible.State:
        state: Any = QAccessible.State()  # the stubs lack its parts
        state.focusable = True
        state.focused = self._widget.hasFocus()
        state.invisible = not self._widget.isVisible()
        return cast("QAccessible.State", state)

    def rect(self) -> QRect:
        return QRect(self._widget.mapToGlobal(QPoint(0, 0)), self._widget.size())

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # the stubs lack None
        return QAccessible.queryAccessibleInterface(self._widget.parentWidget())

    def window(self) -> QWindow | None:  # type: ignore[override]  # the stubs lack None
        return self._widget.window().windowHandle()

    def childCount(self) -> int:
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # the stubs lack None
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # the stubs lack None
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Nothing is typed here."""
