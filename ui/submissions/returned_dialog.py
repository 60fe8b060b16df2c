"""退回意见: what the coordinator wants mended, each leading to its place and ticked once it was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from cixi_desktop.records.handovers import reason_words
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog, close_button
from ui.style.form_style import line_height
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtGui import QShowEvent

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.handovers import Review

MARGIN = 24
"""Pixels to the edges of the window."""
MOST_ROWS = 6
"""Reasons seen at once: the dialog stands over the form that it leads to."""
TO_DO = "请逐条修改（双击或按回车转到对应位置），完成后重新报送。"
DONE = "各条所指的地方均已修改，请核对后重新报送。"


class ReturnedDialog(Dialog):
    """Stays open beside the form, in the lower right corner of the window where it hides least of it.

    ``untouched`` tells the reasons whose place is as it was when the return was opened. Signals:
    ``place_asked(place)`` when a reason is chosen.
    """

    place_asked = Signal(str)

    def __init__(
        self,
        *,
        plan: Plan,
        review: Review,
        untouched: Callable[[], Collection[tuple[str, str]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        offer_help(self, "被退回后")
        self.setWindowTitle(f"{review.period.label}退回意见")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._plan = plan
        self._reasons = review.reasons
        self._untouched = untouched
        self.hint = QLabel(self)
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("退回意见")
        self.list.setWordWrap(True)
        self.list.addItems([""] * len(self._reasons))
        self.list.setCurrentRow(0)
        self.renew()
        # Behind the release of a double click, which would take the keyboard back.
        self.list.itemActivated.connect(lambda _item: self._ask(), Qt.ConnectionType.QueuedConnection)
        close = close_button(self)
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        rows = min(len(self._reasons), MOST_ROWS)
        self.list.setMaximumHeight(line_height(self.list) * rows + MARGIN)
        limit_to_screen(self, 560, 0)

    def renew(self) -> None:
        """Tick what was changed since the return was opened."""
        untouched = self._untouched()
        for row, reason in enumerate(self._reasons):
            words = f"（{row + 1}）{reason_words(self._plan, reason)}"
            self.list.item(row).setText(words if reason in untouched else f"✓ 已修改　{words}")
        self.hint.setText(TO_DO if untouched else DONE)

    def _ask(self) -> None:
        self.place_asked.emit(self._reasons[self.list.currentRow()][0])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.mapToGlobal(parent.rect().bottomRight())
            self.move(corner.x() - self.width() - MARGIN, corner.y() - self.height() - MARGIN)
