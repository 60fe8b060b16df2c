"""从文件建立工作计划: the document read, its draft kept while it is settled, and adopted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cixi_desktop.errors import CixiError
from cixi_desktop.files import write_whole
from ui.version import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.adopt import Adoption
    from cixi_desktop.plans.draft import Draft
    from ui.adopting.adopting_dialog import AdoptingDialog
    from ui.shell.background import JobQueue
    from ui.shell.editing_session import EditingSession

KEPT = "工作计划草案.json"
"""The file in the data folder that holds a draft put aside."""
DOCUMENTS = (".docx", ".txt")


class ConfirmDialog:
    """What adopting will come to, before it is done: it cannot be undone."""

    @classmethod
    def ask(cls, *, adoption: Adoption, different: Sequence[str], parent: QWidget) -> bool:
        """Whether to go on; ``different`` are the targets that are other than the document says."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(parent)
        box.setWindowTitle(NAME)
        box.setText(f"是否采用为{adoption.plan.year}年的工作计划？")
        title, hint = f"《{adoption.plan.document.title}》", "采用后不能撤销，目标有变动的用“计划—目标调整”。"
        box.setInformativeText("\n".join((title, *adoption.lines, *different, hint)))
        yes = box.addButton("采用", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("返回", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is yes


class Adopting(QObject):
    """Opens the window of a draft over ``window``; one draft is kept at a time, in ``folder``.

    Signals: ``reopen_asked(Path, int)`` for a window over the folder with the plan of that year, now adopted.
    """

    reopen_asked = Signal(object, int)

    def __init__(
        self,
        *,
        folder: Path,
        session: EditingSession,
        tasks: JobQueue,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._folder = folder
        self._kept = folder / KEPT
        self._session = session
        self._tasks = tasks
        self._window = window
        self._stop_reading: Callable[[], None] = lambda: None

    def is_for(self, paths: Sequence[Path]) -> bool:
        """Whether what was dropped is one document that may hold a plan."""
        return len(paths) == 1 and paths[0].suffix.lower() in DOCUMENTS

    def receive(self, paths: Sequence[Path]) -> None:
        """Read the document that was dropped on the window."""
        self.open(paths[0])

    def open(self, document: Path | None = None) -> None:
        """Go on with the draft that was put aside, or begin with a document."""
        from ui.adopting.adopting_dialog import AdoptingDialog

        if not self._session.commit_pending():
            return
        dialog = AdoptingDialog(parent=self._window)
        dialog.file_wanted.connect(lambda: self._choose_file(dialog))
        dialog.files_dropped.connect(lambda names: self._read_files(dialog, names))
        dialog.text_given.connect(lambda text: self._read(dialog, text.encode(), ""))
        dialog.changed.connect(lambda draft: self._keep(dialog, draft))
        is_begun = self._go_on(dialog)
        if document is not None and is_begun:
            hint = f"改读“{document.name}”的，请把它拖到本窗口；这份草案不再保留。"
            dialog.show_failure(CixiError("这是上次未采用的草案。", hint))
        elif document is not None:
            self._read_files(dialog, [str(document)])
        year = 0
        while not year and dialog.exec():
            year = self._take(dialog)
        self._stop_reading()
        dialog.deleteLater()
        if year:
            self.reopen_asked.emit(self._folder, year)

    def _go_on(self, dialog: AdoptingDialog) -> bool:
        """Show the draft that was put aside; whether there is one."""
        from cixi_desktop.plans.editing import read_written

        try:
            dialog.show_draft(read_written(self._kept.read_bytes()))
        except FileNotFoundError:
            return False
        except OSError as error:
            dialog.show_failure(CixiError(f"上次未采用的草案无法打开：{error.strerror}。"))
        except CixiError as error:
            dialog.show_failure(error)
        return True

    def _choose_file(self, dialog: AdoptingDialog) -> None:
        from ui.dialogs.file_dialog import OpenFile

        path = OpenFile.ask(
            title="打开工作计划文件", kind="Word文档和文本文件", suffix=" *".join(DOCUMENTS), parent=dialog
        )
        if path is not None:
            self._read_files(dialog, [str(path)])

    def _read_files(self, dialog: AdoptingDialog, names: Sequence[str]) -> None:
        if len(names) != 1:
            dialog.show_failure(CixiError("一次只能读一个文件。", "请只拖入工作计划的正文。"))
            return
        path = Path(names[0])
        try:
            self._read(dialog, path.read_bytes(), path.name)
        except OSError as error:
            dialog.show_failure(
                CixiError(f"“{path.name}”无法打开：{error.strerror}。", "请检查文件是否存在。")
            )

    def _read(self, dialog: AdoptingDialog, data: bytes, name: str) -> None:
        """Read a document in the background; what cannot be read is told in the window."""
        from cixi_desktop.plans.files import document_text
        from cixi_desktop.plans.reading import read_plan

        def show(draft: Draft) -> None:
            dialog.show_draft(draft)
            self._keep(dialog, draft)

        def fail(error: Exception) -> None:
            if not isinstance(error, CixiError):
                raise error
            dialog.show_failure(error)

        self._stop_reading()
        self._stop_reading = self._tasks.run(
            lambda _monitor: read_plan(document_text(data, name)), on_done=show, on_failed=fail
        )

    def _keep(self, dialog: AdoptingDialog, draft: Draft) -> None:
        from cixi_desktop.plans.editing import written

        try:
            write_whole(self._kept, written(draft))
        except OSError as error:
            dialog.show_failure(CixiError(f"草案未保存：{error.strerror}。", "请检查磁盘空间和权限。"))

    def _take(self, dialog: AdoptingDialog) -> int:
        """Adopt the settled draft, once it is seen what that comes to; what is wrong is told all at once.

        Returns the year of the plan, 0 if it was not adopted.
        """
        from cixi_desktop.actions.adopt import adopt_plan, proposed
        from cixi_desktop.plans.checked import checked
        from cixi_desktop.plans.draft_file import draft_file
        from cixi_desktop.plans.editing import differences

        workspace, draft = self._session.workspace, dialog.draft
        if workspace is None or draft is None:
            return 0
        found = checked(draft_file(draft), workspace.shipped.ledgers)
        if found.plan is None:
            dialog.show_failure(CixiError("这份草案还不能采用：" + "；".join(found.faults)))
            return 0
        try:
            different = [*differences(draft)]
            adoption = proposed(workspace, found)
            if not ConfirmDialog.ask(adoption=adoption, different=different, parent=self._window):
                return 0
            adopt_plan(workspace, found)
        except CixiError as error:
            dialog.show_failure(error)
            return 0
        self._kept.unlink(missing_ok=True)
        return found.plan.year
