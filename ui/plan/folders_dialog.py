"""打开数据文件夹: another plan's or office's data, one of those that were opened before or any other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QListWidget, QVBoxLayout

from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


NONE_YET = "尚未打开过其他数据文件夹，请单击“浏览”选择。"


class FoldersDialog(Dialog):
    """The folders that were opened before, the last first; 浏览… for any other."""

    def __init__(self, *, present: Path, recent: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("打开数据文件夹")
        self._chosen: Path | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName("最近打开的数据文件夹")
        self.list.addItems(list(recent))
        listed = QLabel("最近打开：" if recent else NONE_YET, self)
        self.list.setVisible(bool(recent))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self._take_listed())
        kinds = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(self)
        self.take = buttons.addButton("打开", kinds.AcceptRole)
        self.take.setEnabled(bool(recent))
        self.take.clicked.connect(self._take_listed)
        self.take.setVisible(bool(recent))
        self.browse = buttons.addButton("浏览…", kinds.ActionRole)
        self.browse.clicked.connect(self._browse)
        (self.take if recent else self.browse).setDefault(True)
        buttons.addButton("取消", kinds.RejectRole).clicked.connect(self.reject)
        words = QLabel(
            f"现在打开的是：{present}\n一个数据文件夹是一份计划的全部数据；空文件夹将新建数据。", self
        )
        words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(listed)
        layout.addWidget(self.list, 1)
        layout.addStretch()
        layout.addWidget(buttons)
        limit_to_screen(self, 620, 320 if recent else 0)
        (self.list if recent else self.browse).setFocus()

    @classmethod
    def ask(cls, *, present: Path, recent: Sequence[str], parent: QWidget | None = None) -> Path | None:
        """The folder to open; None if the user leaves it."""
        dialog = cls(present=present, recent=recent, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog._chosen if is_accepted else None

    def _take_listed(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._chosen = Path(item.text())
            self.accept()

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "打开数据文件夹")
        if name:
            self._chosen = Path(name)
            self.accept()
