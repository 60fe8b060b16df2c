"""Around a restoring: what was salvaged, whether to do it, waiting for it, and that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QProgressBar, QVBoxLayout, QWidget

from ui.style.dialog import Dialog
from ui.version import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.maintenance.backups import Backup
    from ui.shell.background import JobQueue

T = TypeVar("T")
SHOWN_LOST = 12


class ConfirmRestore(QMessageBox):
    """Whether the present data are to be replaced."""

    def __init__(self, *, name: str, verdict: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle("恢复数据")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(f"是否用“{name}”替换现有数据？")
        self.setInformativeText(
            f"{verdict}\n恢复前会自动备份现有数据，可随时再恢复；本操作不能用“撤销”取消。"
        )
        self.go_on = self.addButton("恢复", QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(self.addButton("取消", QMessageBox.ButtonRole.RejectRole))

    @classmethod
    def ask(cls, *, name: str, verdict: str, parent: QWidget | None = None) -> bool:
        """Whether the user goes on."""
        dialog = cls(name=name, verdict=verdict, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.clickedButton() is dialog.go_on


class SalvagedDialog(QMessageBox):
    """That a backup was made of what can still be read, and what is ``lost``."""

    def __init__(self, *, lost: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Information)
        self.setWindowTitle(NAME)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText("能读出的内容已另存为一份备份，列在最上面。")
        shown = "\n".join(lost[:SHOWN_LOST])
        rest = f"\n另有{len(lost) - SHOWN_LOST}处。" if lost[SHOWN_LOST:] else ""
        self.setInformativeText(
            f"以下内容不能读取，恢复后需要重新填报：\n{shown}{rest}" if lost else "没有发现不能读取的记录。"
        )
        self.addButton("确定", QMessageBox.ButtonRole.AcceptRole)

    @classmethod
    def ask(cls, *, lost: Sequence[str], parent: QWidget | None = None) -> None:
        """Show it until it is acknowledged."""
        dialog = cls(lost=lost, parent=parent)
        dialog.exec()
        dialog.deleteLater()


class RestoredDialog(QMessageBox):
    """That it was done, and where the data are that were there before."""

    def __init__(self, *, kept: Backup | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Information)
        self.setWindowTitle(NAME)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText("数据已恢复。")
        if kept:
            self.setInformativeText(
                f"恢复前的数据也已备份：\n{kept.path.name}\n需要时，可用“文件—备份和恢复”再恢复。"
            )
        self.addButton("确定", QMessageBox.ButtonRole.AcceptRole)

    @classmethod
    def ask(cls, *, kept: Backup | None, parent: QWidget | None = None) -> None:
        """Show it until it is acknowledged."""
        dialog = cls(kept=kept, parent=parent)
        dialog.exec()
        dialog.deleteLater()


class Waiting(Dialog):
    """Keeps the window from being used while work is under way that must not be disturbed."""

    def __init__(self, *, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(NAME)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setAccessibleName(words)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(words, self))
        layout.addWidget(bar)
        self.setMinimumWidth(360)
        self._is_done = False

    @classmethod
    def ask(
        cls, *, words: str, work: Callable[[], T], tasks: JobQueue, parent: QWidget | None = None
    ) -> T | Exception:
        """Do the work in the background and wait; returns its result, or what it raised."""
        dialog = cls(words=words, parent=parent)
        outcomes: list[T | Exception] = []

        def end(outcome: T | Exception) -> None:
            outcomes.append(outcome)
            dialog.end()

        tasks.run(lambda _monitor: work(), on_done=end, on_failed=end)
        dialog.exec()
        dialog.deleteLater()
        return outcomes[0]

    def end(self) -> None:
        """The work is done."""
        self._is_done = True
        self.accept()

    def reject(self) -> None:
        """Esc does not end what is under way."""
        if self._is_done:
            super().reject()
