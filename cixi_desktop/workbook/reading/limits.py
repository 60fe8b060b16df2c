"""What a workbook may cost to read. Ours have 200 kilobytes, four sheets and some five thousand cells."""

from __future__ import annotations

from cixi_desktop.errors import CixiError

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 20 * MEBIBYTE
LARGEST_DIRECTORY = MEBIBYTE
"""The list of a zip file's parts, in bytes."""
MOST_PARTS = 2_000
MOST_BYTES = 48 * MEBIBYTE
"""Of all parts that are read, unpacked."""
MOST_CELLS = 400_000
"""Cells and rows with and without content, of all sheets."""
MOST_CHARACTERS = 16 * MEBIBYTE
MOST_SHEETS = 200
MOST_MERGES = 2_000
DEEPEST = 64
"""Elements within one another."""
LAST_ROW, LAST_COLUMN = 20_000, 500
"""Content beyond is none of ours."""
LARGEST_MERGE = 100_000
"""Cells of one merged range that has content beside it."""

TOO_LARGE_HINT = "请在WPS或Excel中打开，删去多余的工作表、行和列，另存后再试。"


class Budget:
    """What is left of the limits while one workbook is read; CixiError as soon as one is passed."""

    def __init__(self) -> None:
        self._bytes, self._cells, self._characters = MOST_BYTES, MOST_CELLS, MOST_CHARACTERS

    def spend_bytes(self, count: int) -> None:
        """Unpacked bytes."""
        self._bytes -= count
        if self._bytes < 0:
            raise CixiError(f"展开后超过{MOST_BYTES // MEBIBYTE}MB，不像正常的工作簿。", TOO_LARGE_HINT)

    def spend_cell(self) -> None:
        """A cell or row, whatever is in it."""
        self._cells -= 1
        if self._cells < 0:
            raise CixiError(f"单元格超过{MOST_CELLS}个，远多于进展情况表。", TOO_LARGE_HINT)

    def spend_characters(self, count: int) -> None:
        """Characters of text."""
        self._characters -= count
        if self._characters < 0:
            raise CixiError("文字过多，远多于进展情况表。", TOO_LARGE_HINT)
