"""A pasted list: which column is which, every row read, and what could not be read with its reason."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.records.ledgers import PERIOD, columns, ledger_of, read_day, with_cells
from cixi_desktop.values import read_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import Ledger, LedgerRow

NOT_TAKEN = ""
"""Of a column that is left out."""
_LOOKED_AT = 20
"""Rows that are looked at to guess what a column holds."""
_HEADS = (
    ("", r"序号?|编号|No\.?"),
    (PERIOD, r"(计入)?月份|.{0,4}所属期"),
    ("day", r".{0,4}(日期|时间)"),
    ("number", r".{0,6}(人数|人次|天数|数量|金额|经费|资金)(\(.+\))?"),
    ("code", r".{0,6}(文号|编号|证书|证书号|证件号?|代码)"),
    ("place", r"(所在|所属).{1,6}|.{0,4}(地点|地址|单位)|镇街道?|镇\(街道\)|街道|乡镇|属地|级别"),
    ("note", r"备注|说明|.{0,4}(等次|类别|情况)"),
    ("name", r".{0,6}(名称|全称|题目|标题|主题)|姓名|名单|企业|公司|项目|活动|会议|平台|机构|团队|问题"),
)
"""What heads of columns are called, the more telling words first."""
_CODE = re.compile(r".*[〔\[(（]\d{4}[〕\])）].*号?|[A-Za-z]{1,6}-?\d{4,}|\d{8,}")


class ListLayout(Struct, frozen=True):
    """Which field each column of a block holds (“” for none), and whether its first row is the heads."""

    fields: tuple[str, ...]
    has_head: bool


class Refused(Struct, frozen=True):
    """A row that was not taken: its number in the block from 1, its words, and why."""

    number: int
    words: str
    reason: str


class Pasted(Struct, frozen=True):
    """What was read of a block: the rows, without ids yet, and those refused."""

    rows: tuple[LedgerRow, ...]
    refused: tuple[Refused, ...]


def recognise(target: Target, block: Block, year: int) -> ListLayout:
    """Which column holds what: by the heads, if there are any, else by what stands in the columns.

    Days may lack the year.
    """
    ledger = ledger_of(target)
    width = max((len(cells) for cells in block), default=0)
    first = [cell for cell in block[0] if cell.strip()] if block else []
    heads = [_by_head(ledger, cell) for cell in block[0]] if block else []
    if sum(head is not None for head in heads) * 2 > len(first):
        return ListLayout(_once((*heads, *(None,) * (width - len(heads)))), has_head=True)
    guesses = [_by_content(target, _column(block, place), year) for place in range(width)]
    return ListLayout(_with_words(ledger, guesses), has_head=False)


def read_block(target: Target, block: Block, layout: ListLayout, blank: LedgerRow) -> Pasted:
    """Every row of the block as a row of the list; ``blank`` is what they begin as. Blank rows are passed."""
    rows, refused = [], []
    for number, cells in enumerate(block, 1):
        if (number == 1 and layout.has_head) or not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append(with_cells(target, blank, dict(zip(layout.fields, cells, strict=False))))
        except CixiError as error:
            words = "　".join(cell.strip() for cell in cells if cell.strip())
            refused.append(Refused(number, words, str(error)))
    return Pasted(tuple(rows), tuple(refused))


def _by_head(ledger: Ledger, cell: str) -> str | None:
    """The field whose column is called so, “” for a column of running numbers; None if it says nothing."""
    words = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))
    for name, label in columns(ledger):
        if words in {unicodedata.normalize("NFKC", each) for each in (label, *label.split("、"))}:
            return name
    kept = {name for name, _ in columns(ledger)} | {NOT_TAKEN}
    found = (name for name, pattern in _HEADS if name in kept and re.fullmatch(pattern, words))
    return next(found, None)


def _once(fields: Sequence[str | None]) -> tuple[str, ...]:
    """Each field at the first column that claims it."""
    return tuple(
        name if name and name not in fields[:place] else NOT_TAKEN for place, name in enumerate(fields)
    )


def _column(block: Block, place: int) -> list[str]:
    cells = (cells[place].strip() for cells in block[:_LOOKED_AT] if place < len(cells))
    return [cell for cell in cells if cell]


def _by_content(target: Target, cells: list[str], year: int) -> str | None:
    """The field that most of the cells can be read as; “” for running numbers; None for words."""
    fields = ledger_of(target).fields
    if not cells or all(cell == str(number) for number, cell in enumerate(cells, 1)):
        return NOT_TAKEN
    if "code" in fields and all(map(_CODE.fullmatch, cells)):
        return "code"
    readers: dict[str, Callable[[str], object]] = {
        "day": lambda cell: read_day(cell, year),
        "number": read_number,
    }
    likely = (name for name, read in readers.items() if name in fields and _most_can_be(read, cells))
    return next(likely, None)


def _most_can_be(read: Callable[[str], object], cells: list[str]) -> bool:
    count = 0
    for cell in cells:
        try:
            read(cell)
        except CixiError:
            continue
        count += 1
    return count * 2 > len(cells)


def _with_words(ledger: Ledger, guesses: Sequence[str | None]) -> tuple[str, ...]:
    """The columns of words in the usual order: the name, the place, the paper's number, the note."""
    free = [
        name for name in ("name", "place", "code", "note") if name in ledger.fields and name not in guesses
    ]
    return _once([free.pop(0) if name is None and free else name for name in guesses])
