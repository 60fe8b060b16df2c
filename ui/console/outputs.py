"""``export``, ``submit``, ``page``, ``picture``, ``report`` and ``report-template``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.actions.export import Identity, export_workbook, make_page
from cixi_desktop.actions.report import export_template, import_template, make_report, write_report
from cixi_desktop.actions.review import bureau
from cixi_desktop.actions.submit import SubmittedError, submit
from cixi_desktop.clock import local_time
from cixi_desktop.reports.report import ReportKind
from cixi_desktop.wording.checkcode import check_code
from ui.console.console import ALL, judged, read_file, say
from ui.console.picture import VIEWS, prepare_offscreen, take_picture

if TYPE_CHECKING:
    import argparse

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.records.content import Content
    from cixi_desktop.reports.report import Report
    from ui.console.console import Console


def _export(console: Console, arguments: argparse.Namespace) -> None:
    _write(console, arguments, *console.assessed(arguments.unit, arguments.period))


def _write(
    console: Console, arguments: argparse.Namespace, content: Content, assessment: Assessment, revision: int
) -> None:
    identity = Identity(revision=revision, exported_at=local_time(), actor=console.signer)
    path = export_workbook(
        assessment, content, identity, out=arguments.out, pattern=console.settings.file_name_pattern
    )
    say(f"已导出：{path}　校验码{check_code(assessment)}")


def _submit(console: Console, arguments: argparse.Namespace) -> None:
    period = console.period(arguments.period)
    workspace = console.workspace(arguments.unit)
    try:
        done = submit(workspace, period)
    except SubmittedError as error:  # the last run may have been cut off before its workbook was there
        say(f"{error.message}重新导出进展情况表。")
    else:
        closing = "" if done.period == period else f"（随{done.period.label}）"
        say(f"已报送{period.label}{closing}（第{done.number}次）　校验码{done.check_code}")
    content = workspace.content_of(period)  # of the unit that has handed in, also where none was named
    _write(console, arguments, content, *judged(workspace.plan, workspace.store, content, period))


def _page(console: Console, arguments: argparse.Namespace) -> None:
    from ui.page.print_page import write_pdf
    from ui.shell.application import make_application
    from ui.style.fonts import rare_words

    content, assessment, _ = console.assessed(arguments.unit, arguments.period)
    prepare_offscreen()
    make_application()
    found = None
    if assessment.is_total:
        found = bureau(console.plan, console.open(), assessment.period, local_time().date())
    page = make_page(assessment, content, printed_at=local_time(), found=found)
    write_pdf([page], arguments.out)
    say(f"已输出：{arguments.out}　校验码{check_code(assessment)}{rare_words(page.words)}")


def _picture(console: Console, arguments: argparse.Namespace) -> None:
    period = console.period(arguments.period)
    if arguments.view not in VIEWS:
        console.plan.target(arguments.view)
    prepare_offscreen(arguments.scale)
    workspace = console.workspace(arguments.unit)
    take_picture(console, workspace, period, view=arguments.view, size=arguments.size, out=arguments.out)
    say(f"已保存图片：{arguments.out}")


def _report(console: Console, arguments: argparse.Namespace) -> None:
    """Write a report, and tell what its drafter has to look at."""
    report = make_report(
        console.plan,
        console.open(),
        ReportKind(arguments.kind),
        console.period(arguments.period),
        unit_name=None if arguments.unit in ALL else arguments.unit,
        today=local_time().date(),
    )
    write_report(report, out=arguments.out, at=local_time(), draw=_drawn)
    rare = _rare(report, arguments.out.suffix.lower())
    say(f"已输出：{arguments.out}　{report.title}{'。' if rare else ''}{rare}")
    for remark in report.remarks:
        say(f"核对　{remark}")


def _report_template(console: Console, arguments: argparse.Namespace) -> None:
    """Write the template in force, or put another one in force."""
    kind, workspace = ReportKind(arguments.kind), console.workspace(None)
    if arguments.out is not None:
        export_template(workspace.store, kind, out=arguments.out)
        say(f"已导出：{arguments.out}")
        return
    data, _name = read_file(arguments.source)
    import_template(workspace, kind, data)
    say("已采用这份模板。")


def _drawn(report: Report) -> bytes:
    """The PDF; Qt is set up only where one is asked for."""
    from ui.reports.report_document import pdf_bytes

    _set_up_qt()
    return pdf_bytes(report)


def _rare(report: Report, ending: str) -> str:
    """What to say of rare characters; Qt is set up only where there may be some."""
    from ui.reports.report_document import rare_of
    from ui.style.fonts import is_usual

    if is_usual(repr(report)):
        return ""
    _set_up_qt()
    return rare_of(report, ending)


def _set_up_qt() -> None:
    from ui.console.picture import prepare_offscreen
    from ui.shell.application import make_application

    prepare_offscreen()
    make_application()


COMMANDS = {
    "export": _export,
    "submit": _submit,
    "page": _page,
    "picture": _picture,
    "report": _report,
    "report-template": _report_template,
}
