"""What is shown when something went wrong: a fault the user can mend, or a bug with a report to copy."""

from __future__ import annotations

import platform
import traceback
from enum import Enum
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.errors import DamagedError
from ui.style.dialog import Dialog, close_button
from ui.version import NAME, VERSION

if TYPE_CHECKING:
    from datetime import datetime

    from cixi_desktop.errors import CixiError


RESTORE = "从备份恢复…"


class ErrorDialog(QMessageBox):
    """A fault the user can mend: what is wrong, and what to do."""

    def __init__(self, *, error: CixiError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(NAME)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(error.message)
        self.setInformativeText(error.hint)
        self.setEscapeButton(self.addButton("确定", QMessageBox.ButtonRole.AcceptRole))

    @classmethod
    def ask(cls, error: CixiError, *, parent: QWidget | None = None) -> None:
        """Show the fault until it is acknowledged."""
        dialog = cls(error=error, parent=parent)
        dialog.exec()
        dialog.deleteLater()


class Unsaved(Enum):
    """What becomes of something typed that could not be kept."""

    STAYS = "stays in the window"
    GIVEN_UP = "given up"
    RESTORED = "stays while a backup is put in the place of the data"


class UnsavedDialog(ErrorDialog):
    """Something typed could not be kept: go back to it, give it up, or restore data that are damaged."""

    def __init__(self, *, error: CixiError, parent: QWidget | None = None) -> None:
        super().__init__(error=error, parent=parent)
        hint = "所填内容尚未保存，仍在窗口中。排除故障后请按Ctrl+S；如选择放弃，将恢复到上次保存的内容。"
        self.setInformativeText(f"{error.hint}\n{hint}" if error.hint else hint)
        self.give_up = self.addButton("放弃修改", QMessageBox.ButtonRole.DestructiveRole)
        self.restore: QPushButton | None = None
        if isinstance(error, DamagedError):
            self.restore = self.addButton(RESTORE, QMessageBox.ButtonRole.ActionRole)
            self.setDefaultButton(self.restore)

    @classmethod
    def ask(cls, error: CixiError, *, parent: QWidget | None = None) -> Unsaved:  # type: ignore[override]
        """What becomes of what could not be kept."""
        dialog = cls(error=error, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        clicked = dialog.clickedButton()
        if clicked is dialog.give_up:
            return Unsaved.GIVEN_UP
        return Unsaved.RESTORED if clicked is dialog.restore else Unsaved.STAYS


class OtherUnitDialog(ErrorDialog):
    """A file is for another unit than works here: choose that one, or leave it."""

    def __init__(self, *, error: CixiError, parent: QWidget | None = None) -> None:
        super().__init__(error=error, parent=parent)
        self.choose = self.addButton("选择单位…", QMessageBox.ButtonRole.ActionRole)

    @classmethod
    def ask(cls, error: CixiError, *, parent: QWidget | None = None) -> bool:  # type: ignore[override]
        """Whether the user goes to choose the unit."""
        dialog = cls(error=error, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.clickedButton() is dialog.choose


class RecoverDialog(ErrorDialog):
    """The data cannot be opened: put a backup in its place, or whatever ``way`` there is, or end."""

    def __init__(self, *, error: CixiError, way: str = RESTORE, parent: QWidget | None = None) -> None:
        super().__init__(error=error, parent=parent)
        self.recover = self.addButton(way, QMessageBox.ButtonRole.ActionRole)
        if way == RESTORE:
            self.setDefaultButton(self.recover)

    @classmethod
    def ask(  # type: ignore[override]
        cls, error: CixiError, *, way: str = RESTORE, parent: QWidget | None = None
    ) -> bool:
        """Whether the user wants to go that way."""
        dialog = cls(error=error, way=way, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.clickedButton() is dialog.recover


class BugDialog(Dialog):
    """A fault of the program itself, with a report to copy for whoever looks after it."""

    def __init__(self, *, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(NAME)
        words = QLabel("程序出错，刚才的操作可能未完成，已保存的内容不受影响。", self)
        words.setWordWrap(True)
        request = QLabel("请把下面的报告复制给维护人员。", self)
        self.report = QPlainTextEdit(report, self)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("错误报告")
        self.report.setMinimumSize(620, 260)
        buttons = QDialogButtonBox(self)
        self.copy = QPushButton("复制报告", self)
        self.copy.clicked.connect(self._copy)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        close = close_button(self)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (words, request, self.report, buttons):
            layout.addWidget(widget)
        close.setFocus()

    @classmethod
    def ask(cls, report: str, *, parent: QWidget | None = None) -> None:
        """Show the report until it is closed."""
        dialog = cls(report=report, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText("已复制")


def bug_report(error: BaseException, at: datetime) -> str:
    """Everything that helps to find a bug: program, system, Qt, and where it happened."""
    lines = [
        f"{NAME} {VERSION}",
        f"时间：{at:%Y-%m-%d %H:%M:%S}",
        f"操作系统：{platform.platform()}（{platform.machine()}）",
        f"Python {platform.python_version()}　PySide {PySide6.__version__}　Qt {qVersion()}",
        f"显示：{QGuiApplication.platformName()}",
        "",
        *(line.rstrip() for line in traceback.format_exception(error)),
    ]
    return "\n".join(lines)
