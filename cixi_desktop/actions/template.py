"""Write the workbook that a unit without the program fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.wording.filenames import file_name
from cixi_desktop.workbook import Identity, write_form

__all__ = ["Identity", "export_form", "form_name"]

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.records.content import Content

_PATTERN = "{单位}—{所属期}工作要点填报表（待填）.xlsx"


def form_name(assessment: Assessment) -> str:
    """The file's name: 高新科—2025年6月工作要点填报表（待填）.xlsx."""
    period = assessment.period
    return file_name(_PATTERN, unit=assessment.unit.name, period=period, on=period.end)


def export_form(assessment: Assessment, content: Content, identity: Identity, *, out: Path) -> Path:
    """Write the form to the file ``out``, or into the folder ``out``; returns the file.

    What is known of the month already stands in it. TargetInUseError if the file is open elsewhere,
    CixiError if it cannot be written; an older file stays whole then.
    """
    path = out / form_name(assessment) if out.is_dir() else out
    write_form(assessment, content, path, identity)
    return path
