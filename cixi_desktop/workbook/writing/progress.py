"""进展情况表: the table that is read, signed, sorted and sent back."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cixi_desktop.records.handovers import TASK
from cixi_desktop.wording.words import rules_words
from cixi_desktop.workbook.columns import PROGRESS_COLUMNS as COLUMNS
from cixi_desktop.workbook.columns import ColumnRole, SheetColumn, record_of
from cixi_desktop.workbook.identity import CONTINUED_KEY, PROGRESS, TASK_KEY, reason_note
from cixi_desktop.workbook.metadata_sheet import ShownRow
from cixi_desktop.workbook.writing.heading import add_heading, foot, header
from cixi_desktop.workbook.writing.rows import ProgressRow, RowKind
from cixi_desktop.workbook.writing.sheet import (
    EMPTY,
    HEAD,
    NOTE,
    NUMBER,
    SECTION,
    SECTION_LAST,
    SECTION_ORDER,
    SIGN_OFF,
    STATUS,
    TASK_TITLE,
    Cell,
    CellValue,
    Number,
    Sheet,
    letters,
    number_cell,
    pieces,
    safe_text,
    text_cell,
    to_mend,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.plan import Plan
    from cixi_desktop.workbook.identity import Identity

MOST_LINES = 24
"""Lines that a row may have, so that it is lower than a row can be, and a page."""
CONTINUED = "（续）"
HEAD_HEIGHT, SECTION_HEIGHT, SIGN_OFF_HEIGHT = 22.0, 20.0, 30.0
FROZEN_COLUMNS = 3
"""序号, 重点任务 and 指标/事项 stay in sight."""
SIGN_OFF_TEXT = "填报人：{0}审核人：{0}负责人：{0}日期：　　　　年　　月　　日".format("　" * 12)
_BLANKS = {column.style: Cell(EMPTY, column.style) for column in COLUMNS}
_HEADS = [column.head for column in COLUMNS]
_STATUS, _TITLE, _NAME = _HEADS.index("状态"), _HEADS.index("重点任务"), "指标/事项"


def progress_sheet(
    assessment: Assessment, rows: Iterable[ProgressRow], identity: Identity, code: str
) -> Sheet:
    """The whole sheet: heading, the table of ``rows``, the rule of the lights, sign-off."""
    hidden = frozenset(number for number, column in enumerate(COLUMNS, 1) if column.is_hidden)
    sheet = Sheet(name=PROGRESS, widths=tuple(column.width for column in COLUMNS), hidden_columns=hidden)
    sheet.header, sheet.foot = header(assessment), foot(assessment, code)
    add_heading(sheet, assessment, identity, code)
    sheet.repeated = sheet.add([Cell(column.head, HEAD) for column in COLUMNS], HEAD_HEIGHT)
    sheet.frozen = f"{letters(FROZEN_COLUMNS + 1)}{sheet.repeated + 1}"
    marks = _marks(assessment.plan, identity)
    for row in rows:
        for part in continued(row):
            cells = _cells(part)
            if identity.review and part.light and CONTINUED_KEY not in part.key:
                record = record_of(assessment.plan, part.key)
                cells = list(_given_back(cells, identity.typed.get(record, {}), marks[record]))
            sheet.add(cells, SECTION_HEIGHT if row.kind is RowKind.SECTION else None)
    sheet.filtered = f"A{sheet.repeated}:{letters(len(COLUMNS))}{sheet.last_row}"
    sheet.add_across(Cell(rules_words(assessment.rules), NOTE))
    sheet.add_across(Cell(SIGN_OFF_TEXT, SIGN_OFF), SIGN_OFF_HEIGHT)
    return sheet


def _marks(plan: Plan, identity: Identity) -> Mapping[str, Mapping[str, str]]:
    """The notes by record and column; what is said of a whole row stands at its name."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for place, text in identity.review.reasons if identity.review else ():
        key, _, column = place.removeprefix(TASK).partition(":")
        notes = found[f"{TASK_KEY}{key}" if place.startswith(TASK) else plan.target(key).id]
        head = column if column in _HEADS else _NAME
        notes[head] = "\n".join(filter(None, (notes.get(head), reason_note(text))))
    return found


def _given_back(cells: Iterable[Cell], typed: Mapping[str, str], notes: Mapping[str, str]) -> Iterator[Cell]:
    """A row with what the unit had typed, and with the reasons on the cells that they mean."""
    for column, cell in zip(COLUMNS, cells, strict=True):
        text = typed.get(column.head)
        given = cell if text is None else text_cell(text, cell.style)
        note = notes.get(column.head)
        yield replace(given, style=to_mend(given.style), note=note) if note else given


def shown_rows(rows: Iterable[ProgressRow]) -> Iterator[ShownRow]:
    """What the table shows in the columns that are read back, for the hidden sheet.

    Texts are kept there; but not whether a blank one is shown as 无, or as a blank.
    """
    for row in rows:
        if row.light is not None:
            texts = ((column, shown_text(column.show(row))) for column in COLUMNS if column.is_kept)
            kept = {column.head: text for column, text in texts if text or column.role is ColumnRole.TOLD}
            if row.kind is RowKind.TASK and not row.problems:
                kept["存在问题"] = ""
            yield ShownRow(row.key, row.derived, kept)


def shown_text(shown: CellValue) -> str:
    """What a cell holds, a number digit by digit."""
    return f"{shown.value:f}" if isinstance(shown, Number) else shown


def continued(row: ProgressRow) -> Iterator[ProgressRow]:
    """The row, or as many as its text needs: a row is never higher than a page, and no text is hidden.

    The parts bear the keys ``8-1``, ``8-1#2`` …; each column's parts, joined, are its text.
    """
    parts = {column.long: _parts(str(column.show(row)), column.width) for column in _LONG}
    count = max(map(len, parts.values()))
    if count == 1:
        yield row
        return
    for place in range(count):
        part = _continuation(row, place) if place else replace(row, derived="")
        texts: dict[str, Any] = {name: "".join(found[place : place + 1]) for name, found in parts.items()}
        yield replace(part, **texts)


_LONG = [column for column in COLUMNS if column.long]


def _parts(text: str, width: float) -> list[str]:
    if len(text) * 4 < (width - 1) * MOST_LINES and "\n" not in text:
        return [text]
    return pieces(safe_text(text), width, MOST_LINES)


def _continuation(row: ProgressRow, place: int) -> ProgressRow:
    """A further row of the same task, unit and light, so that no filter takes it from the first."""
    return ProgressRow(
        kind=RowKind.TASK,
        key=f"{row.key}{CONTINUED_KEY}{place + 1}",
        order=row.order + Decimal(place) / 1000,
        title=row.title,
        name=CONTINUED,
        light=row.light,
        status=row.status,
        lead_unit=row.lead_unit,
    )


def _cells(row: ProgressRow) -> list[Cell]:
    if row.light is None:
        return _section_cells(row)
    cells = [_cell(column, column.show(row)) for column in COLUMNS]
    cells[_STATUS] = Cell(cells[_STATUS].value, STATUS[row.light.tone])
    if row.kind is RowKind.TASK:
        cells[_TITLE] = text_cell(row.title, TASK_TITLE)
    return cells


def _cell(column: SheetColumn, shown: CellValue) -> Cell:
    if isinstance(shown, Number):
        return number_cell(shown, NUMBER)
    return text_cell(shown, column.style) if shown else _BLANKS[column.style]


def _section_cells(row: ProgressRow) -> list[Cell]:
    """The title runs over the empty cells beside it: merged cells would forbid sorting."""
    last_visible = sum(not column.is_hidden for column in COLUMNS) - 1
    cells = [Cell(EMPTY, SECTION) for _ in COLUMNS]
    cells[0] = Cell(f"{row.order:f}", SECTION_ORDER)
    cells[_TITLE] = text_cell(row.title, SECTION)
    cells[last_visible] = Cell(EMPTY, SECTION_LAST)
    cells[-1] = _cell(COLUMNS[-1], COLUMNS[-1].show(row))
    return cells
