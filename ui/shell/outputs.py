"""The files that leave the program: workbook, printed page, backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QStandardPaths

from cixi_desktop.errors import CixiError
from cixi_desktop.wording.filenames import free_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.export import Identity
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.maintenance.storage import DataFolder, Told
    from cixi_desktop.records.content import Content
    from cixi_desktop.reports.page import Page
    from cixi_desktop.settings import Settings
    from ui.shell.background import JobQueue
    from ui.shell.editing_session import EditingSession


NEXT_STEP = "请将此文件连同签字的一页纸交办公室。"


class Outputs(QObject):
    """Asks where to write, writes in the background, and says what became of it.

    ``settings`` gives those in force, ``keep`` takes others; ``data`` is the folder of the data file; ``now``
    is the clock.
    """

    def __init__(
        self,
        *,
        session: EditingSession,
        tasks: JobQueue,
        settings: Callable[[], Settings],
        keep: Callable[[Settings], object],
        data: Callable[[], DataFolder],
        now: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._tasks = tasks
        self._settings = settings
        self._keep = keep
        self._data = data
        self._now = now
        self._window = window
        self._writing: set[str] = set()
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self.folder = documents if documents.is_dir() else Path.home()

    def export(self) -> None:
        """导出进展情况表."""
        workspace, assessment = self._session.committed(), self._session.assessment
        if workspace is None or assessment is None:
            return
        self.save_workbook(
            assessment,
            workspace.content_of(assessment.period),
            workspace.revision(assessment.period),
            self.bureau(),
        )

    def bureau(self) -> Bureau | None:
        """The shown month of all units while they are shown as one; None for one unit."""
        from cixi_desktop.actions.review import shown_bureau

        workspace = self._session.workspace
        if workspace is None or not workspace.is_total:
            return None
        return shown_bureau(workspace, self._session.period, self._now().date())

    def save_workbook(
        self,
        assessment: Assessment,
        content: Content,
        version: int,
        bureau: Bureau | None = None,
        *,
        on_written: Callable[[Path], None] | None = None,
    ) -> None:
        """Ask where to, and write the workbook of ``assessment``, of that 修订号; the bureau's if given.

        Where ``on_written`` takes the outcome, nothing is asked: it goes to the folder of hand-ins.
        """
        from cixi_desktop.wording.filenames import file_name

        name = file_name(
            self._settings().file_name_pattern,
            unit=assessment.unit.name,
            period=assessment.period,
            called=assessment.plan.document.called,
            on=self._now().date(),
            hand_in=assessment.submission.number if assessment.submission else 0,
        )
        write = partial(self._write_workbook, assessment, content, version, bureau)
        title = "导出全局汇总表" if bureau else "导出进展情况表"
        if on_written is None:
            self.save(title, self.folder / name, "Excel工作簿", write)
        else:
            path = unused(self.hand_in_folder / name)
            self._write(title, path, "Excel工作簿", write, told=lambda _details, at: on_written(at))

    def export_form(self) -> None:
        """导出空白填报表, for a unit that fills it in without the program."""
        from cixi_desktop.actions.export import form_name

        workspace, assessment = self._session.committed(), self._session.assessment
        if workspace is None or assessment is None:
            return
        write = partial(
            self._write_form, assessment, workspace.content, workspace.revision(assessment.period)
        )
        self.save("导出填报表", self.folder / form_name(assessment), "Excel工作簿", write)

    def back_up(self) -> None:
        """备份数据."""
        if self._session.commit_pending():
            name = f"数据备份{self._now():%Y%m%d-%H%M}.db"
            self.save("备份数据", self.folder / name, "数据文件", self._write_backup, is_long=True)

    def print_page(self) -> bool:
        """打印一页纸: the preview, from where it is printed or saved as PDF; whether it was."""
        page = self.page()
        return page is not None and self._preview(page)

    def page(self) -> Page | None:
        """The page of what is shown; None while no data file is open, or something cannot be kept."""
        workspace, assessment = self._session.committed(), self._session.assessment
        if workspace is None or assessment is None:
            return None
        return self._page(assessment, workspace.content_of(assessment.period), self.bureau())

    @property
    def hand_in_folder(self) -> Path:
        """Where what is handed in was put last, if it is still there."""
        kept = self._settings().hand_in_folder
        return Path(kept) if kept and Path(kept).is_dir() else self.folder

    @property
    def paper(self) -> str:
        """The printer that was chosen last for what is handed in; “” for none."""
        return self._settings().paper

    def choose_folder(self) -> None:
        """Ask for another place for what is handed in."""
        from ui.dialogs.file_dialog import OpenFolder

        chosen = OpenFolder.ask(title="进展情况表存到", folder=self.hand_in_folder, parent=self._window)
        if chosen is not None:
            self._keep(replace(self._settings(), hand_in_folder=str(chosen)))

    def print_handed_in(self, paper: str) -> str:
        """The page on that printer, or as a PDF beside the workbook; says where it went.

        CixiError if it did not. The printer is offered again next time.
        """
        from ui.dialogs.printing import AS_PDF, Printer, send
        from ui.page.page_preview import pdf_name
        from ui.page.print_page import print_on, write_pdf

        page = self.page()
        if page is None:
            return ""
        if paper != self.paper:
            self._keep(replace(self._settings(), paper=paper))
        path = unused(self.hand_in_folder / pdf_name(page))
        if paper == AS_PDF:
            write_pdf([page], path)
            return f"已存为PDF：{path.name}"
        printer = Printer.named(paper)
        printer.setDocName(path.stem)
        return send(printer, lambda: print_on(printer, [page]))

    def preview(self, assessment: Assessment, content: Content, found: Bureau | None = None) -> None:
        """The page of ``assessment``; of all units with their month."""
        self._preview(self._page(assessment, content, found))

    def _page(self, assessment: Assessment, content: Content, found: Bureau | None) -> Page:
        from cixi_desktop.actions.export import make_page

        return self._signed(make_page(assessment, content, printed_at=self._now(), found=found))

    def _signed(self, page: Page) -> Page:
        """With the 填报人 of this folder, whose name stands on the pages of the own unit alone."""
        is_own = page.unit.id == self._session.own_unit_id and not page.is_total
        return replace(page, filled_by=self._settings().actor if is_own else "")

    def _preview(self, page: Page) -> bool:
        from ui.page.page_preview import PagePreview

        return PagePreview.ask(page=page, more=self._several, parent=self._window)

    def _several(self, over: QWidget) -> list[Page]:
        """The pages of the months and units that the user ticks; none if the user gives it up."""
        from cixi_desktop.actions.export import make_pages
        from ui.page.pages_dialog import PagesDialog

        workspace = self._session.workspace
        if workspace is None:
            return []
        chosen = PagesDialog.ask(
            units=workspace.units(),
            periods=tuple(workspace.plan.periods()),
            unit_id=self._session.own_unit_id,
            period=self._session.period,
            parent=over,
        )
        return (
            make_pages(workspace, chosen.unit_ids, chosen.periods, printed_at=self._now()) if chosen else []
        )

    def identity(self, version: int) -> Identity:
        """What a workbook written now says of itself."""
        from cixi_desktop.actions.export import Identity

        return Identity(revision=version, exported_at=self._now(), actor=self._settings().actor)

    def _write_workbook(
        self, assessment: Assessment, content: Content, version: int, bureau: Bureau | None, path: Path
    ) -> str:
        from cixi_desktop.actions.export import export_workbook
        from cixi_desktop.wording.checkcode import check_code, edition_of, is_handed_in
        from ui.style.fonts import undrawn_words

        export_workbook(
            assessment,
            content,
            self.identity(version),
            out=path,
            pattern=self._settings().file_name_pattern,
            bureau=bureau,
        )
        undrawn = undrawn_words("".join(map(repr, content.records.values())))
        code = f"校验码：{check_code(assessment)}"
        told = (edition_of(assessment), code, undrawn, NEXT_STEP if is_handed_in(assessment) else "")
        return "\n".join(filter(None, told))

    def _write_form(self, assessment: Assessment, content: Content, revision: int, path: Path) -> str:
        from cixi_desktop.actions.export import Identity, export_form

        identity = Identity(revision=revision, exported_at=self._now(), actor=self._settings().actor)
        export_form(assessment, content, identity, out=path)
        return "请用WPS或Excel填写淡黄色单元格，保存后交办公室；填写方法见其中的“填写说明”。"

    def _write_backup(self, path: Path, told: Told) -> str:
        self._data().copy(path, told)
        return "恢复或转到另一台电脑：在那里选“文件—备份和恢复”，单击“从其他文件恢复”。"

    def save(
        self,
        title: str,
        proposal: Path,
        kind: str,
        write: Callable[..., str],
        *,
        is_long: bool = False,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask for a name and write; ``write`` returns what is to be said of the file.

        What may be long is also given whom to tell how far it is, and can be stopped.
        ``then`` comes after it has been said, or after the user has named no file.
        """
        from ui.dialogs.file_dialog import DoneDialog, SaveAs

        if title in self._writing:  # pressed once more: what the first press wrote is told in a moment
            return
        path = SaveAs.ask(title=title, proposal=proposal, kind=kind, parent=self._window)
        if path is None:
            then()
            return
        self.folder = path.parent

        def tell(details: str, at: Path) -> None:
            DoneDialog.ask(words=f"已{title}。", details=details, path=at, parent=self._window)
            then()

        self._write(title, path, kind, write, told=tell, is_long=is_long)

    def _write(
        self,
        title: str,
        path: Path,
        kind: str,
        write: Callable[..., str],
        *,
        told: Callable[[str, Path], None],
        is_long: bool = False,
    ) -> None:
        """Write there, or to another place that the user names once that fails; ``told`` what and where."""
        from ui.dialogs.file_dialog import RetryDialog, SaveAs

        def written(details: str) -> None:
            self._writing.discard(title)
            told(details, path)

        def failed(error: Exception) -> None:
            self._writing.discard(title)
            if not isinstance(error, CixiError):
                raise error
            if RetryDialog.ask(error, parent=self._window):
                proposal = getattr(error, "free", path)
                again = SaveAs.ask(title=title, proposal=proposal, kind=kind, parent=self._window)
                if again is not None:
                    self._write(title, again, kind, write, told=told, is_long=is_long)

        if not is_long:
            self._writing.add(title)
            self._tasks.run(lambda _monitor: write(path), on_done=written, on_failed=failed)
            return
        words, work = f"正在{title}…", partial(write, path)
        self._tasks.run_shown(work, words=words, on_done=written, on_failed=failed, parent=self._window)


def unused(path: Path) -> Path:
    """``path``, or one with a number behind it where it is taken."""
    return free_name(path) if path.exists() else path
