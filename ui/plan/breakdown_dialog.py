"""接受任务分解表: everything that would change, line by line, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout

from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.breakdown import BreakdownOffer


class BreakdownDialog(Dialog):
    """What is left out, what is not taken as it stands, and the changes."""

    def __init__(self, *, offer: BreakdownOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("接受任务分解表")
        document, left_out = offer.plan.document, offer.left_out
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        whose = f"《{document.title}》（{offer.plan.year}年，第{offer.plan.version}版）"
        told = "本机的计划、单位和分工与这份表相同，没有改动。"
        if offer.changes:
            told = f"接受后，本机有以下{len(offer.lines)}处改动，可以一次撤销："
        if left_out:
            told = f"有{len(left_out)}处不能接受，列在最前；可在表里改正后再来，也可先接受其余的。\n{told}"
        self.words.setText(f"{whose}\n{told}")
        self.list = QListWidget(self)
        self.list.setAccessibleName("改动")
        self.list.setAlternatingRowColors(True)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([f"不接受　{line}" for line in left_out])
        self.list.addItems([f"请核对　{line}" for line in offer.told])
        self.list.addItems(offer.lines)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.take = buttons.button(kinds.Ok)
        self.take.setText("接受其余的" if left_out else "全部接受")
        self.take.setEnabled(bool(offer.changes))
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        limit_to_screen(self, 760, 520)
        offer_help(self, "下发任务分解表")

    @classmethod
    def ask(cls, *, offer: BreakdownOffer, parent: QWidget | None = None) -> bool:
        """Whether everything is to be taken over."""
        dialog = cls(offer=offer, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return is_accepted
