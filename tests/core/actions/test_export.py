"""The form for a unit without the program, as a file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cixi_desktop.actions.export import Identity, export_form, form_name
from cixi_desktop.assessment.assess import assess
from cixi_desktop.periods import month
from cixi_desktop.records.content import Content
from cixi_desktop.records.units import Unit
from cixi_desktop.workbook import read_workbook
from tests.support.figures import YEAR, plan_2025

if TYPE_CHECKING:
    from pathlib import Path

PLAN = plan_2025()
CONTENT = Content(unit=Unit(id="3", name="人才科"))
IDENTITY = Identity(revision=0, exported_at=datetime(YEAR, 6, 1, 9, 0))  # noqa: DTZ001 - local time


def test_that_the_form_is_written_to_a_file_or_into_a_folder(tmp_path: Path) -> None:
    june = assess(PLAN, CONTENT, month(YEAR, 6))
    name = "人才科—2025年6月工作要点填报表（待填）.xlsx"
    assert form_name(june) == name
    assert export_form(june, CONTENT, IDENTITY, out=tmp_path) == tmp_path / name
    path = export_form(june, CONTENT, IDENTITY, out=tmp_path / "a.xlsx")
    stamp = read_workbook(path.read_bytes(), PLAN).stamp
    assert (stamp.unit_name, stamp.period.key, stamp.revision) == ("人才科", "2025-06", 0)
