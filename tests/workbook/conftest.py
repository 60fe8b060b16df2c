"""What holds for all tests that open workbooks with openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.worksheet.merge import MergedCellRange

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _merged_cells_as_they_are() -> Iterator[None]:
    """openpyxl draws borders around merged cells whenever it loads them, in two thirds of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MergedCellRange, "format", lambda _: None)
        yield
