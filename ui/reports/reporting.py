"""报告: what its window is given, and what is done with what comes out of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.records.report_drafts import ReportDraft
    from cixi_desktop.reports.report import Report
    from ui.reports.report_dialog import ReportDialog
    from ui.shell.editing_session import EditingSession
    from ui.shell.outputs import Outputs

_KINDS = {".docx": "Word文档", ".pdf": "PDF文件", ".txt": "文本文件"}


class Reports(QObject):
    """Opens the report of the shown period, of the shown unit or of all units while they are shown as one."""

    def __init__(
        self,
        *,
        session: EditingSession,
        outputs: Outputs,
        now: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._outputs = outputs
        self._now = now
        self._window = window

    def open(self) -> None:
        """报告."""
        dialog = self.make_dialog()
        if dialog is not None:
            dialog.exec()
            dialog.deleteLater()

    def make_dialog(self) -> ReportDialog | None:
        """The window of the report, ready to be shown; None where there is none."""
        from cixi_desktop.actions.report import draft_of, material_of, own_report
        from cixi_desktop.reports.remarks import checked
        from ui.reports.report_dialog import ReportDialog

        workspace = self._session.committed()
        if workspace is None:
            return None
        unit_name = None if workspace.is_total else workspace.content.unit.name
        store = workspace.store
        material = material_of(
            workspace.plan, store, self._session.period, unit_name=unit_name, today=self._now().date()
        )
        dialog = ReportDialog(
            compose=partial(own_report, store, material),
            check=partial(checked, material=material),
            draft=draft_of(store, material),
            assessment=material.now,
            keep=self._keep,
            parent=self._window,
        )
        dialog.wanted.connect(lambda ending: self._write(dialog, ending))
        dialog.preview_wanted.connect(lambda: self._preview(dialog))
        dialog.template_wanted.connect(lambda what: self._change_template(dialog, what))
        dialog.template.setVisible(material.bureau is not None)
        return dialog

    def _keep(self, draft: ReportDraft) -> None:
        from cixi_desktop.actions.report import keep_draft

        self._session.perform(keep_draft, draft)

    def _write(self, dialog: ReportDialog, ending: str) -> None:
        from cixi_desktop.actions.report import write_report
        from ui.reports.report_document import pdf_bytes, rare_of

        report = dialog.report
        drawn = pdf_bytes(report) if ending == ".pdf" else b""

        def write(path: Path) -> str:
            write_report(report, out=path, at=self._now(), draw=lambda _: drawn)
            return "\n".join(filter(None, (rare_of(report, ending), _what_is_left(report))))

        self._outputs.save(
            "导出报告", self._outputs.folder / f"{report.title}{ending}", _KINDS[ending], write
        )

    def _preview(self, dialog: ReportDialog) -> None:
        from ui.reports.report_preview import ReportPreview

        ReportPreview.ask(report=dialog.report, parent=dialog)

    def _change_template(self, dialog: ReportDialog, what: str) -> None:
        from cixi_desktop.actions.report import export_template, import_template
        from ui.dialogs.error_dialog import ErrorDialog
        from ui.dialogs.file_dialog import OpenFile

        workspace = self._session.committed()
        if workspace is None:
            return
        kind = dialog.report.kind
        if what == "export":
            proposal = self._outputs.folder / f"报告模板（{dialog.report.title}）.txt"

            def write(path: Path) -> str:
                export_template(workspace.store, kind, out=path)
                return "用记事本修改后，再从这里导入。"

            self._outputs.save("导出模板", proposal, _KINDS[".txt"], write)
            return
        path = OpenFile.ask(title="导入模板", kind=_KINDS[".txt"], suffix=".txt", parent=dialog)
        if path is not None:
            try:
                import_template(workspace, kind, path.read_bytes())
            except (CixiError, OSError) as error:
                told = error if isinstance(error, CixiError) else CixiError("无法打开文件。", str(error))
                ErrorDialog.ask(told, parent=dialog)
                return
            dialog.renew()


def _what_is_left(report: Report) -> str:
    """What the drafter has to look at, after the file was written."""
    return "\n".join(f"核对　{remark}" for remark in report.remarks[:_TOLD])


_TOLD = 4
