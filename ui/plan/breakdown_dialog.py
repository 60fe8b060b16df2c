"""接受任务分解表: everything that would change, line by line, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout

from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.breakdown import BreakdownOffer


class BreakdownDialog(Dialog):
    """The changes, and above them the cells that cannot be read: then nothing can be accepted."""

    def __init__(self, *, offer: BreakdownOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("接受任务分解表")
        document, faults = offer.plan.document, offer.faults
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        whose = f"《{document.title}》（{offer.plan.year}年，第{offer.plan.version}版）"
        if faults:
            told = f"有{len(faults)}处不能读取，请在表里改正后再接受："
        elif offer.changes:
            told = f"接受后，本机有以下{len(offer.lines)}处改动，可以一次撤销："
        else:
            told = "本机的计划、单位和分工与这份表相同，没有改动。"
        self.words.setText(f"{whose}\n{told}")
        self.list = QListWidget(self)
        self.list.setAccessibleName("不能读取之处" if faults else "改动")
        self.list.setAlternatingRowColors(True)
        self.list.addItems([f"{cell}：{reason}" for cell, reason in faults] or list(offer.lines))
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.take = buttons.button(kinds.Ok)
        self.take.setText("全部接受")
        self.take.setEnabled(bool(offer.changes) and not faults)
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
