"""备份和恢复: the backups of the folder, what restoring one would change, and that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.errors import CixiError
from cixi_desktop.maintenance.backups import SUFFIX, Reason
from cixi_desktop.maintenance.restoring import Preview, preview
from ui.dialogs.file_dialog import OpenFile
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog, close_button
from ui.style.style import as_typed, limit_to_screen
from ui.table.row_table import RowTable
from ui.version import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cixi_desktop.maintenance.backups import Backup
    from cixi_desktop.maintenance.storage import DataFolder
    from cixi_desktop.ports import Store
    from ui.shell.background import JobQueue

TITLES = ("时间", "备份方式", "大小", "文件")
EMS = (11.5, 7, 7)
ELSEWHERE = "其他文件"
RULE = (
    "每天首次保存后、退出程序时，以及升级、恢复之前，都会自动备份。"
    "自动备份保留最近7天、4周、12个月各一份，合计不超过4 GB，超出时先清理最旧的；"
    "手动放入的文件不会清理。"
)
NO_BACKUP = "暂无备份。填报后自动备份，也可以单击“另存备份”。"
NO_BACKUP_OF_UNREADABLE = "没有备份。可以从其他文件恢复，或抢救还能读出的内容。"
LOOKING = "正在读取备份…"
SOUND = "数据文件完好。"
DAMAGED = "数据文件有问题，请在上面选择一份备份恢复："
_REASONS = {
    Reason.AUTOMATIC: "自动备份",
    Reason.BEFORE_UPGRADE: "升级之前",
    Reason.BEFORE_RESTORE: "恢复之前",
    Reason.BEFORE_ROLLBACK: "回退之前",
    Reason.SALVAGED: "抢救所得",
    Reason.BY_HAND: "手动备份",
}
T = TypeVar("T")
SHOWN_LOST = 12


class BackupAnswer(NamedTuple):
    """What the user wants: a file restored, or a backup made elsewhere, or neither."""

    source: Path | None = None
    is_to_copy: bool = False


class BackupsDialog(Dialog):
    """``store`` holds the present data, None if they cannot be read; ``data`` is their folder.

    Backups are looked at in the background.
    """

    def __init__(
        self, *, data: DataFolder, store: Store | None, tasks: JobQueue, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份和恢复")
        self._data = data
        self._store = store
        self._tasks = tasks
        self._preview: Preview | None = None
        self._stop_looking: Callable[[], None] = _nothing
        self._paths: list[Path] = []
        self.answer = BackupAnswer()
        self.table = _make_table(NO_BACKUP if store else NO_BACKUP_OF_UNREADABLE, self)
        self.details = QPlainTextEdit(self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("恢复后的变化")
        self.details.setPlaceholderText("选中一份备份，这里显示恢复后的变化")
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.restore = QPushButton("恢复所选…", self)
        self.elsewhere = QPushButton("从其他文件恢复…", self)
        self.copy = QPushButton("另存备份…", self)
        self.check = QPushButton("检查数据", self)
        self.salvage = QPushButton("抢救内容", self)
        for button in (self.restore, self.elsewhere, self.copy, self.check, self.salvage):
            self.buttons.addButton(button, role.ActionRole)
        self.buttons.addButton(close_button(self), role.RejectRole)
        self.copy.setVisible(store is not None)
        self.salvage.setVisible(store is None or bool(store.damage))
        self._lay_out()
        self._connect()
        self._fill()

    @classmethod
    def ask(
        cls, *, data: DataFolder, store: Store | None, tasks: JobQueue, parent: QWidget | None = None
    ) -> BackupAnswer:
        """What the user wants done."""
        dialog = cls(data=data, store=store, tasks=tasks, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer

    def show_file(self, path: Path) -> None:
        """Add a file from elsewhere and look at it."""
        self._add(0, path, ("", ELSEWHERE, "", str(path)))
        self.table.selectRow(0)

    def _lay_out(self) -> None:
        rule = QLabel(RULE, self)
        rule.setObjectName("hint")
        rule.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.details, 2)
        layout.addWidget(rule)
        layout.addWidget(self.buttons)
        limit_to_screen(self, 820, 620)
        offer_help(self, "数据和备份")

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self._look)
        self.table.itemDoubleClicked.connect(self._ask_to_restore)
        self.restore.clicked.connect(self._ask_to_restore)
        self.elsewhere.clicked.connect(self._choose_file)
        self.copy.clicked.connect(lambda: self._end(BackupAnswer(is_to_copy=True)))
        self.check.clicked.connect(self._check)
        self.salvage.clicked.connect(self._salvage)
        self.buttons.rejected.connect(self.reject)

    def _fill(self) -> None:
        try:
            backups = self._data.backups()
        except CixiError as error:
            self._say(str(error))
            return
        for backup in backups:
            self._add(self.table.rowCount(), backup.path, _cells(backup))
        if backups:
            self.table.selectRow(0)
        else:
            self._say("")

    def _add(self, row: int, path: Path, cells: tuple[str, ...]) -> None:
        self._paths.insert(row, path)
        self.table.insertRow(row)
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(as_typed(str(path)))
            self.table.setItem(row, column, item)

    @property
    def _chosen(self) -> Path | None:
        rows = self.table.selectionModel().selectedRows()
        return self._paths[rows[0].row()] if rows else None

    def _look(self) -> None:
        """Read the chosen backup in the background, and say what restoring it would change."""
        self._stop_looking()
        path = self._chosen
        self._say("" if path is None else LOOKING)
        if path is not None:
            self._stop_looking = self._tasks.run(
                lambda _monitor: self._read(path), on_done=self._show_preview, on_failed=self._show_fault
            )

    def _read(self, path: Path) -> Preview:
        with self._data.peek(path) as backup:
            return preview(self._store, backup)

    def _show_preview(self, found: Preview) -> None:
        self._say("\n".join(found.lines))
        self._preview = found
        self.restore.setEnabled(True)

    def _show_fault(self, error: Exception) -> None:
        if not isinstance(error, CixiError):
            raise error
        self._say(f"该文件不能用于恢复。\n{error.message}{error.hint}")

    def _say(self, words: str) -> None:
        self._preview = None
        self.restore.setEnabled(False)
        self.details.setPlainText(words)

    def _check(self) -> None:
        """Look the present data over in the background, and say what was found."""

        def show(findings: list[str]) -> None:
            self.table.clearSelection()
            self._say("\n".join((DAMAGED, *findings)) if findings else SOUND)
            self.salvage.setVisible(self.salvage.isVisible() or bool(findings))

        self._tasks.run_shown(
            self._data.check, words="正在检查数据文件…", on_done=show, on_failed=self._complain, parent=self
        )

    def _salvage(self) -> None:
        """Put what can still be read into one more backup, in the background, and say what is lost."""

        def show(outcome: tuple[Backup, tuple[str, ...]]) -> None:
            made, lost = outcome
            SalvagedDialog.ask(lost=lost, parent=self)
            self._add(0, made.path, _cells(made))
            self.table.selectRow(0)

        self._tasks.run_shown(
            self._data.salvage, words="正在抢救数据…", on_done=show, on_failed=self._complain, parent=self
        )

    def _complain(self, error: Exception) -> None:
        if not isinstance(error, CixiError):
            raise error
        self.table.clearSelection()
        self._say(str(error))

    def _choose_file(self) -> None:
        path = OpenFile.ask(title="从其他文件恢复", kind="数据文件", suffix=SUFFIX, parent=self)
        if path is not None:
            self.show_file(path)

    def _ask_to_restore(self) -> None:
        path, found = self._chosen, self._preview
        if path is None or found is None:
            return
        if ConfirmRestore.ask(name=path.name, verdict=found.verdict, parent=self):
            self._end(BackupAnswer(source=path))

    def _end(self, answer: BackupAnswer) -> None:
        self.answer = answer
        self.accept()

    def done(self, result: int) -> None:
        """However it ends, nobody is left to hear of a backup that is still being read."""
        self._stop_looking()
        super().done(result)


def _nothing() -> None:
    """What there is to stop while no backup is looked at."""


def _make_table(empty: str, parent: QWidget) -> QTableWidget:
    return RowTable(name="备份", heads=TITLES, ems=EMS, empty_words=empty, parent=parent)


def _cells(backup: Backup) -> tuple[str, ...]:
    size = f"{max(1, round(backup.size / 1024)):,} KB"
    return (f"{backup.at:%Y-%m-%d %H:%M}", _REASONS[backup.reason], size, backup.path.name)


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
