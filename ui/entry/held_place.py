"""The input with the focus stays where it is on the screen, whatever grows or goes above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QScrollArea, QWidget


class HeldPlace(QObject):
    """Scrolls an area so that one widget in it does not move, but for what the user scrolls."""

    def __init__(self, *, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._bar = area.verticalScrollBar()
        self._watched: list[QWidget] = []
        self._top = 0
        self._is_holding = False
        self._bar.valueChanged.connect(self._on_scrolled)
        self._bar.rangeChanged.connect(self._put_back)

    def hold(self, widget: QWidget) -> None:
        """Hold this one from now on, and the one before no more."""
        if self._watched:
            self._watched[0].destroyed.disconnect(self._forget)
        for each in self._watched:
            each.removeEventFilter(self)
        self._watched = [*self._chain(widget)]
        for each in self._watched:
            each.installEventFilter(self)
        widget.destroyed.connect(self._forget)
        self._top = self._place() - self._bar.value()

    def _chain(self, widget: QWidget) -> Iterator[QWidget]:
        """What moves it: itself, and what it stands in."""
        each: QWidget | None = widget
        while each is not None and each is not self._area.widget():
            yield each
            each = each.parentWidget()

    def _forget(self) -> None:
        self._watched = []

    def _place(self) -> int:
        return self._watched[0].mapTo(self._area.widget(), QPoint(0, 0)).y()

    def _put_back(self) -> None:
        if self._watched:
            self._is_holding = True
            self._bar.setValue(self._place() - self._top)
            self._is_holding = False

    def _on_scrolled(self) -> None:
        if self._watched and not self._is_holding:
            self._top = self._place() - self._bar.value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Move:
            self._put_back()
        return super().eventFilter(watched, event)
