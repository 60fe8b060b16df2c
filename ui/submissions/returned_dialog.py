"""退回意见: what the coordinator wants mended, each leading to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from cixi_desktop.records.handovers import place_words
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog, close_button
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.handovers import Review

MARGIN = 24
"""Pixels to the edges of the window."""


class ReturnedDialog(Dialog):
    """Stays open beside the form, in the lower right corner of the window where it hides least of it.

    Signals: ``place_asked(place)`` when a reason is chosen.
    """

    place_asked = Signal(str)

    def __init__(self, *, plan: Plan, review: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        offer_help(self, "被退回后")
        self.setWindowTitle(f"{review.period.label}退回意见")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._places = [place for place, _ in review.reasons]
        hint = QLabel("请逐条修改（双击或按回车转到对应位置），完成后重新报送。", self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("退回意见")
        self.list.setWordWrap(True)
        for number, (place, text) in enumerate(review.reasons, 1):
            named = "　".join(filter(None, place_words(plan, place)))
            self.list.addItem(f"{number}.{named}：{text}")
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self._ask())
        close = close_button(self)
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.list, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        limit_to_screen(self, 560, 260)

    def _ask(self) -> None:
        self.place_asked.emit(self._places[self.list.currentRow()])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.mapToGlobal(parent.rect().bottomRight())
            self.move(corner.x() - self.width() - MARGIN, corner.y() - self.height() - MARGIN)
