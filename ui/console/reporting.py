"""``report``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.actions.report import make_report, write_report
from cixi_desktop.clock import local_time
from cixi_desktop.reports.report import ReportKind
from ui.console.console import say

if TYPE_CHECKING:
    import argparse

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
    write_report(report, out=arguments.out)
    say(f"已输出：{arguments.out}　{report.title}")
    for remark in report.remarks:
        say(f"核对　{remark}")


COMMANDS = {"report": _report}
