"""What LibreOffice saved, once and for all: ``tools/try_libreoffice.py --renew`` makes these files anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cixi_desktop.workbook import read_workbook
from tests.support.figures import plan_2025

PLAN = plan_2025()
KEPT = Path(__file__).parent.parent / "data" / "libreoffice"
NAMES = ("june", "june_moved", "form")
OWN_COLUMNS = {"june_moved": ["E3", "F3"]}
"""The heads of columns that the unit put in for itself, which are named and not read."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kinds", ["xlsx", "ods_xlsx"])
def test_that_a_workbook_saved_by_libreoffice_is_read_as_it_was(name: str, kinds: str) -> None:
    sent = read_workbook((KEPT / f"{name}.xlsx").read_bytes(), PLAN)
    back = read_workbook((KEPT / f"{name}_by_{kinds}.xlsx").read_bytes(), PLAN)
    assert back == sent
    assert (back.changed, back.normalised) == ((), ())
    assert [refused.cell for refused in back.refused] == OWN_COLUMNS.get(name, [])


def test_that_rows_sorted_and_columns_moved_come_through_libreoffice() -> None:
    whole = read_workbook((KEPT / "june.xlsx").read_bytes(), PLAN)
    moved = read_workbook((KEPT / "june_moved_by_ods_xlsx.xlsx").read_bytes(), PLAN)
    assert replace(moved, refused=(), places=whole.places) == whole
    assert len(whole.entries) > 20
