"""``report``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.actions.report import make_report, write_report
from cixi_desktop.clock import local_time
from cixi_desktop.reports.report import ReportKind
from ui.console.console import say

if TYPE_CHECKING:
    import argparse

    from cixi_desktop.reports.report import Report
    from ui.console.console import Console


def _report(console: Console, arguments: argparse.Namespace) -> None:
    """Write a report, and tell what its drafter has to look at."""
    report = make_report(
        console.plan,
        console.open(),
        ReportKind(arguments.kind),
        console.period(arguments.period),
        unit_name=arguments.unit,
        today=local_time().date(),
    )
    write_report(report, out=arguments.out, at=local_time(), draw=_drawn)
    say(f"已输出：{arguments.out}　{report.title}")
    for remark in report.remarks:
        say(f"核对　{remark}")


def _drawn(report: Report) -> bytes:
    """The PDF; Qt is set up only where one is asked for."""
    from ui.console.picture import prepare_offscreen
    from ui.reports.report_pdf import pdf_bytes
    from ui.shell.application import make_application

    prepare_offscreen()
    make_application()
    return pdf_bytes(report)


COMMANDS = {"report": _report}
