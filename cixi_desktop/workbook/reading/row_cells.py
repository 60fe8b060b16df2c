"""The cells of one record in 进展情况表: what is told of them, and what nobody can see of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import STATES
from cixi_desktop.workbook.columns import BY_HEAD, TEXT_HEADS
from cixi_desktop.workbook.identity import TASK_KEY
from cixi_desktop.workbook.reading.cells import Found, place_name
from cixi_desktop.workbook.reading.edits import Edit
from cixi_desktop.workbook.reading.reading import READ_AS_BLANK, Normalised, RefusedCell, hidden_told
from cixi_desktop.workbook.reading.typed import (
    check_value,
    is_same,
    seen,
    shown,
    state_word,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.metadata_sheet import ShownRow
    from cixi_desktop.workbook.reading.edits import Findings
    from cixi_desktop.workbook.reading.tables import FoundTable, TableRow

_GROUPING = re.compile(r"[,\s]")
OTHER_COUNT = {"本期完成": "累计完成", "累计完成": "本期完成"}
"""The two columns of a count, each by the other one."""


class RowCells(Struct, frozen=True):
    """The rows of one record; ``record_key`` is the indicator's id where the row cites it again.

    ``exported`` gives the text of a field as it was handed out, “” for all where the hidden sheet is lost.
    """

    table: FoundTable
    rows: Sequence[TableRow]
    record_key: str
    shown: ShownRow
    exported: Callable[[str], str]
    year: int
    is_whole: bool
    findings: Findings

    @property
    def _first(self) -> int:
        return min(self.rows, key=lambda row: row.part).number

    def at(self, head: str) -> Found:
        """The record's own cell of a column; of a text that goes on over rows, its first one."""
        return self.table.at(self._first, head)

    def place(self, head: str) -> str:
        """The name of that cell."""
        return self.table.place(self._first, head)

    def joined(self, head: str, name: str) -> str | None:
        """A text over all rows that it goes on over; None if one of them is refused."""
        before = self.at(head).text or (self.exported(name) if name else "")
        if self.is_lost_in_merge(head, before) or not all(
            self.is_valued(head, self.table.at(row.number, head), row.number) for row in self.rows
        ):
            return None
        self._tell_merged(head)
        ordered = sorted(self.rows, key=lambda row: row.part)
        return "".join(shown(self.table.at(row.number, head)) for row in ordered).strip()

    def _tell_merged(self, head: str) -> None:
        """That a text in a merged cell is read for its first row alone, where others have one, too."""
        column, sheet = self.table.columns[head], self.table.sheet
        area = sheet.area(self._first, column)
        own = {row.number for row in self.rows}
        others = [
            row
            for row in self.table.rows
            if area.top < row <= area.bottom
            and row not in own
            and (head == "进展情况" or self.table.key(row).startswith(TASK_KEY))
        ]
        if others and head in TEXT_HEADS and self.at(head).text:
            places = [place_name(row, column) for row in (area.top, area.bottom, others[0], others[-1])]
            told = f"只作这一行的“{head}”（{places[2]}至{places[3]}各行按未填写读入，请核对）"
            before = f"{places[0]}:{places[1]}合并"
            self.findings.normalised.append(Normalised(sheet.name, places[0], before, told, self.record_key))

    def is_valued(self, head: str, found: Found, row: int = 0) -> bool:
        try:
            check_value(found)
            words_of(found)
        except CixiError as error:
            self.refuse(head, str(error), row)
            return False
        return True

    def is_lost_in_merge(self, head: str, before: str) -> bool:
        """Whether the cell has vanished under another one; refused where something is lost by it."""
        text = self.at(head).text.strip()
        is_kept = bool(text) and is_same(text, before)
        if is_kept or not self.table.sheet.merged or not self.table.is_covered(self._first, head):
            return False
        hidden = text or before
        if hidden:
            self.refuse(head, f"该单元格已被合并，原有内容“{hidden[:20]}”不可见。请取消合并后重新填写。")
        return True

    def is_shared(self, target: Target, head: str) -> bool:
        """Whether what stands in the cell is shown for another row or column, too; refused then."""
        area = self.table.sheet.area(self._first, self.table.columns[head])
        rows = {row for row in self.table.rows if area.top <= row <= area.bottom}
        columns = self.table.columns.items()
        heads = [other for other, column in columns if area.left <= column <= area.right]
        is_shared = not rows <= {row.number for row in self.rows} or any(
            other != head and BY_HEAD[other].field_of(target) for other in heads
        )
        if is_shared:
            self.refuse(head, "该单元格与别的填报栏合并，无法判断属于哪一栏。请取消合并后重新填写。")
        return is_shared

    def stands(self, name: str, text: str, before: str, head: str) -> None:
        is_state = name == "reason" or (head == "状态" and state_word(before) in STATES)
        if before and (is_state or head in OTHER_COUNT.keys() | {"备注", "依据"}):
            self.findings.beside[self.record_key].append(self.made(name, text, before, head))

    def refuse(self, head: str, reason: str, row: int = 0, *, is_ignored: bool = False) -> None:
        """Refuse a cell, and its record; of a task, whose texts are independent, the one text alone."""
        is_ignored = is_ignored or self.record_key.startswith(TASK_KEY)
        place = self.table.place(row or self._first, head)
        self.findings.typed[self.record_key][head] = seen(self.table.at(row or self._first, head))
        cell = RefusedCell(self.table.sheet.name, place, reason, self.record_key, is_ignored, head)
        self.findings.refused.append(cell)

    def edit(self, name: str, text: str, before: str, head: str) -> None:
        edit = self.made(name, text, before, head)
        self.findings.typed[self.record_key][head] = seen(self.at(head))
        self.findings.edits[self.record_key].append(edit)
        at = self._first, self.table.columns[head]
        self.findings.normalised += hidden_told(self.table.sheet, at, text, self.record_key)

    def made(self, name: str, text: str, before: str, head: str) -> Edit:
        place = self.place(head)
        return Edit(self.record_key, name, text, before, self.table.sheet.name, place, head)

    def tell_normalised(self, head: str, found: Found, text: str) -> None:
        raw = seen(found)
        is_number = found.is_number and not found.formula and raw[-1:] != "%"
        is_plain = is_number and is_same(_GROUPING.sub("", raw), text)
        if raw.strip() and raw != text and not is_plain:
            place, told = self.place(head), text or READ_AS_BLANK
            self.findings.normalised.append(
                Normalised(self.table.sheet.name, place, raw, told, self.record_key)
            )
