"""A pasted list: which column is which, every row read, and what could not be read with its reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.dates import read_day
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import LEDGER_WORDS
from cixi_desktop.pasting.blocks import (
    NOT_TAKEN,
    BlockColumns,
    Column,
    PastePlan,
    recognise,
    refuse_picture,
    width,
)
from cixi_desktop.punctuation import narrow
from cixi_desktop.records.ledgers import LedgerRow, columns, ledger_of, with_cells
from cixi_desktop.values import read_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.kinds import Ledger
    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.records.fields import Target

_LOOKED_AT = 20
"""Rows that are looked at to guess what a column holds."""
_CODE = re.compile(r".*[〔\[(（]\d{4}[〕\])）].*号?|[A-Za-z]{1,6}-?\d{4,}|\d{8,}")


def list_columns(target: Target, block: Block, year: int) -> BlockColumns:
    """Which column of a pasted list holds what, each field once; days may lack the year."""
    ledger = ledger_of(target)

    def guess(block: Block) -> tuple[str, ...]:
        guesses = [_by_content(target, _column(block, place), year) for place in range(width(block))]
        return _with_words(ledger, guesses)

    kept = [Column(field=name, head=label) for name, label in columns(ledger)]
    found = recognise(block, kept, guess=guess)
    return BlockColumns(_once(found.fields), found.above)


def plan_list(target: Target, block: Block, found: BlockColumns, blank: LedgerRow) -> PastePlan[LedgerRow]:
    """Every line as a new row of the list, without an id yet; ``blank`` is what they begin as.

    Blank lines are passed. Titles, heads that come again, totals and remarks are no rows, and told.
    """
    rows, beyond = list[LedgerRow](), list[str]()
    for number, cells in enumerate(block, 1):
        words = "　".join(cell.strip() for cell in cells if cell.strip())
        if not words or number == found.above:
            continue
        what = "标题或表头" if cells in block[: found.above] else _no_row(cells)
        if what:
            beyond.append(f"第{number}行“{words}”：是{what}，没有导入。")
            continue
        try:
            for cell in cells:
                refuse_picture(cell)
            rows.append(with_cells(target, blank, dict(zip(found.fields, cells, strict=False))))
        except CixiError as error:
            beyond.append(f"第{number}行“{words}”：{error}")
    return PastePlan(beyond=tuple(beyond), accepted=tuple(rows))


_TOTAL = re.compile(
    r"(.{0,8}(合计|总计|小计|共计|累计)|\d*(总数|平均数?|平均值|人均|家数|个数))[:：]?[\d,.]*\D{0,3}|共[\d,.]+\D{0,3}"
)
_REMARK = re.compile(
    r"(注|备注|说明|填表说明)\d*[:：.、].*|(填表|制表|审核|填报|负责|经办|统计|联系)人?(签字|签名|盖章)?[:：].*"
    r"|(填报|填表|报送)(单位|日期|时间)[:：].*|(日期|联系电话|单位)[:：].*"
)


def _no_row(cells: Sequence[str]) -> str:
    """What a line is that is none of the list; “” for a row. A running number may stand before its words."""
    filled = [narrow(cell).replace(" ", "") for cell in cells if cell.strip()]
    first = next((cell for cell in filled if not cell.isdecimal()), "")
    if _TOTAL.fullmatch(first):
        return "合计"
    return "备注或落款" if _REMARK.fullmatch(first) else ""


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
    free = [name for name in LEDGER_WORDS if name in ledger.fields and name not in guesses]
    return _once([free.pop(0) if name is None and free else name for name in guesses])
