"""关于: version, data folder, fonts, licences, and that the program is not for classified material."""

from __future__ import annotations

from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from resources import ROOT
from ui.style.fonts import fonts_used, screen_family
from ui.style.screen import limit_to_screen
from ui.version import NAME, VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.plan import Plan

NOT_CLASSIFIED = "本程序不用于处理涉及国家秘密、工作秘密的内容，请勿录入涉密信息。"
OFFLINE = "本程序不联网，不上传任何数据；数据只保存在下面的文件夹中。"
LICENCES = (
    "Qt 6与PySide6（LGPL 3.0）　SQLAlchemy、Alembic、openpyxl、pyqtgraph（MIT）　NumPy、msgspec（BSD）　"
    "platformdirs（MIT）　思源黑体、思源宋体／Noto（SIL OFL 1.1）"
)
ICON_SIZE = 64
WIDTH = 540


class AboutDialog(QDialog):
    """What the program is, and where it keeps its data."""

    def __init__(self, *, plan: Plan | None, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于")
        picture = QLabel(self)
        picture.setPixmap(QIcon(str(ROOT / "icons" / "cixi.svg")).pixmap(QSize(ICON_SIZE, ICON_SIZE)))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        picture.setAccessibleName("程序图标")
        column = QVBoxLayout()
        column.setSpacing(12)
        name = QLabel(NAME, self)
        name.setObjectName("heading")
        column.addWidget(name)
        column.addWidget(self._words("\n\n".join(self._paragraphs(plan, folder))))
        buttons = QDialogButtonBox(self)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(picture)
        row.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(buttons)
        size = layout.totalSizeHint()
        limit_to_screen(self, size.width(), size.height())

    @classmethod
    def ask(cls, *, plan: Plan | None, folder: Path, parent: QWidget | None = None) -> None:
        """Show it until it is closed."""
        dialog = cls(plan=plan, folder=folder, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    def _words(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setFixedWidth(WIDTH)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def _paragraphs(self, plan: Plan | None, folder: Path) -> tuple[str, ...]:
        whole_plan = f"工作要点：《{plan.document.title}》第{plan.version}版" if plan else "工作要点尚未读入"
        return (
            f"版本{VERSION}　Qt {qVersion()}　PySide {PySide6.__version__}\n{whole_plan}",
            f"{NOT_CLASSIFIED}\n{OFFLINE}",
            f"数据文件夹：{folder}",
            f"界面字体：{screen_family()}\n打印字体：{fonts_used()}",
            f"使用的软件：{LICENCES}",
        )
