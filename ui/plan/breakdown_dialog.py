"""接受任务分解表: everything that would change, line by line, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.breakdown import BreakdownOffer, Clash


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
        if offer.doubts:
            told = f"有{len(offer.doubts)}处单位分解数或月度计划有疑问，请核对。\n{told}"
        if offer.clashes:
            told = f"有{len(offer.clashes)}处本机和表中都改过，保留本机的；要改用表中的，请勾选。\n{told}"
        self.words.setText(f"{whose}\n{told}")
        self.list = QListWidget(self)
        self.list.setAccessibleName("改动")
        self.list.setAlternatingRowColors(True)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._offer = offer
        self.list.addItems([f"不接受　{each.text}" for each in left_out])
        for clash in offer.clashes:
            item = QListWidgetItem(f"改用表中的　{clash.remark.text}", self.list)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.list.addItems([f"疑问　{each.text}" for each in offer.doubts])
        self.list.addItems([f"请核对　{each.text}" for each in offer.told])
        self.list.addItems([f"不改　{each.text}" for each in offer.kept])
        self.list.addItems([each.text for each in offer.lines])
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.take = buttons.button(kinds.Ok)
        self.take.setText("接受其余的" if left_out else "全部接受")
        self.take.setEnabled(bool(offer.changes))
        self.list.itemChanged.connect(lambda: self.take.setEnabled(bool(offer.changes or self.chosen())))
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        limit_to_screen(self, 760, 520)
        offer_help(self, "下发任务分解表")

    def chosen(self) -> tuple[Clash, ...]:
        """What was changed here, too, and is to be taken from the file all the same."""
        rows = range(self.list.count())
        ticks = [self.list.item(row).data(Qt.ItemDataRole.CheckStateRole) for row in rows]
        ticked = [tick == Qt.CheckState.Checked.value for tick in ticks if tick is not None]
        return tuple(clash for clash, is_chosen in zip(self._offer.clashes, ticked, strict=True) if is_chosen)

    @classmethod
    def ask(cls, *, offer: BreakdownOffer, parent: QWidget | None = None) -> tuple[Clash, ...] | None:
        """What of it is to be taken over instead of what was changed here; None for nothing at all."""
        dialog = cls(offer=offer, parent=parent)
        chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen
