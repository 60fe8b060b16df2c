"""Make a report and write it: of the bureau or of one unit, as Word document or as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.actions.export import export_text
from cixi_desktop.actions.review import bureau
from cixi_desktop.errors import CixiError
from cixi_desktop.reports.compose import check_kind, compose
from cixi_desktop.reports.material import of_bureau, of_unit
from cixi_desktop.reports.report import plain_text
from cixi_desktop.workbook.writing.target import write_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.reports.report import Report, ReportKind

WORD, TEXT, PDF = ".docx", ".txt", ".pdf"


def make_report(
    plan: Plan, store: Store, kind: ReportKind, period: Period, *, unit_name: str | None, today: date
) -> Report:
    """The report of the bureau, or of the unit of that name or short name.

    CixiError if the period is not one of ``kind``, or there is no such unit.
    """
    check_kind(kind, period)
    found = bureau(plan, store, period, today)
    if unit_name is None:
        return compose(of_bureau(found, period))
    named = (c for c in found.contents if unit_name in {c.unit.name, c.unit.short_name})
    content = next(named, None)
    if content is None:
        raise CixiError(f"没有名为“{unit_name}”的单位。", "请检查单位名称。")
    return compose(of_unit(plan, content, period))


def write_report(report: Report, *, out: Path, at: datetime, draw: Callable[[Report], bytes]) -> None:
    """Write the report, made at ``at``, as the ending of ``out`` says: .docx, .txt, or .pdf by ``draw``.

    TargetInUseError if the file is open elsewhere, CixiError for another ending or if it cannot be written.
    """
    ending = out.suffix.lower()
    if ending == WORD:
        from cixi_desktop.documents.report_writing import word_bytes

        write_file(out, word_bytes(report, at))
    elif ending == PDF:
        write_file(out, draw(report))
    elif ending == TEXT:
        export_text(plain_text(report), out=out)
    else:
        raise CixiError(f"不能写成“{out.suffix}”文件。", "文件名请以.docx、.pdf或.txt结尾。")
