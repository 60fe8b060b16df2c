"""Write the files that are handed on: workbook, form of a unit without the program, plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import assess
from cixi_desktop.reports.material import of_bureau, of_share
from cixi_desktop.reports.page import Page, page_of
from cixi_desktop.wording.filenames import file_name
from cixi_desktop.workbook import Identity, write_form, write_workbook
from cixi_desktop.workbook.writing.writer import write_file
from cixi_desktop.workspace import read_content

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.workspace import Workspace

__all__ = ["Identity", "export_form", "export_text", "export_workbook", "form_name"]


def export_workbook(
    assessment: Assessment,
    content: Content,
    identity: Identity,
    *,
    out: Path,
    pattern: str,
    bureau: Bureau | None = None,
) -> Path:
    """Write the workbook to the file ``out``, or into the folder ``out`` under the name by ``pattern``.

    With the sheets by unit, by light and of sources, if ``bureau`` is given.

    Returns the file. TargetInUseError if it is open elsewhere, CixiError if it cannot be written; an older
    file stays whole then.
    """
    path = out
    if out.is_dir():
        on = identity.exported_at.date()
        hand_in = assessment.submission.number if assessment.submission else 0
        path = out / file_name(
            pattern,
            unit=assessment.unit.name,
            period=assessment.period,
            called=assessment.plan.document.called,
            on=on,
            hand_in=hand_in,
        )
    write_workbook(assessment, content, path, identity, bureau)
    return path


def make_pages(
    workspace: Workspace, unit_ids: Collection[str], periods: Sequence[Period], *, printed_at: datetime
) -> list[Page]:
    """一页纸 of each of the units in each of the months, unit by unit in the bureau's order."""
    pages = []
    for unit in (each for each in workspace.units() if each.id in unit_ids):
        content = read_content(workspace.plan, workspace.store, unit)
        for period in periods:
            assessment = assess(workspace.plan, content, period)
            pages.append(make_page(assessment, content, printed_at=printed_at))
    return pages


def export_text(text: str, *, out: Path) -> None:
    """Write a text file that Windows' own editor reads too; CixiError if it cannot be written."""
    write_file(out, f"{text}\n".encode("utf-8-sig"))


_FORM_PATTERN = "{单位}—{所属期}{工作}填报表（待填）.xlsx"


def form_name(assessment: Assessment) -> str:
    """The file's name: 高新科—2025年6月工作要点填报表（待填）.xlsx."""
    period = assessment.period
    called = assessment.plan.document.called
    return file_name(_FORM_PATTERN, unit=assessment.unit.name, period=period, called=called, on=period.end)


def export_form(assessment: Assessment, content: Content, identity: Identity, *, out: Path) -> Path:
    """Write the form to the file ``out``, or into the folder ``out``; returns the file.

    What is known of the month already stands in it. TargetInUseError if the file is open elsewhere,
    CixiError if it cannot be written; an older file stays whole then.
    """
    path = out / form_name(assessment) if out.is_dir() else out
    write_form(assessment, content, path, identity)
    return path


def make_page(
    assessment: Assessment,
    content: Content,
    *,
    printed_at: datetime,
    found: Bureau | None = None,
) -> Page:
    """一页纸 of what was assessed: of a unit what it hands in, of all units with ``found`` their month."""
    material = of_bureau(found, assessment.period) if found else of_share(content, assessment)
    return page_of(material, assessment, printed_at=printed_at)
