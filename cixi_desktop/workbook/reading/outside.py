"""What people wrote beside the rows of a table, on other sheets and around the pages: named, and not read."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.dates import read_as_of
from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import narrow
from cixi_desktop.values import plain
from cixi_desktop.workbook.identity import (
    FORM,
    INSTRUCTIONS,
    INTERPRETATIONS,
    KEY_HEAD,
    LEDGER,
    METADATA,
    OPTIONS,
    PROGRESS,
    RETURNED,
)
from cixi_desktop.workbook.metadata_sheet import digest
from cixi_desktop.workbook.reading.cells import place_name, spot
from cixi_desktop.workbook.reading.reading import AS_OF, HEADING_MARKS, Normalised, RefusedCell, beside_marks
from cixi_desktop.workbook.reading.tables import MEASURE_HEAD, MONTH_HEADS, bare
from cixi_desktop.workbook.reading.typed import seen
from cixi_desktop.workbook.writing.heading import DAMAGED, SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import date

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.workbook.reading.cells import Found, ReadSheet, Spot
    from cixi_desktop.workbook.reading.edits import Edit
    from cixi_desktop.workbook.reading.metadata import ExportedRecords
    from cixi_desktop.workbook.reading.tables import FoundTable

_OURS = {PROGRESS, LEDGER, INTERPRETATIONS, METADATA, FORM, INSTRUCTIONS, OPTIONS, RETURNED}
MOST_TOLD = 3
"""Cells that are named one by one; of more of a kind, the first and how many there are."""


def unread_sheets(sheets: Iterable[ReadSheet], exported: ExportedRecords) -> Iterator[RefusedCell]:
    """Sheets that people added: none of ours, and with words that none of ours had; marks on all others."""
    for sheet in sheets:
        texts = exported.texts_of(sheet.name)
        if sheet.name not in _OURS and _strange(sheet, texts):
            reason = f"工作表“{sheet.name}”不是本程序的表，未读入。要报送的内容请写到{PROGRESS}中。"
            yield RefusedCell(sheet.name, place_name(*min(sheet.cells)), reason, is_ignored_edit=True)
        elif sheet.name in _OURS - {METADATA}:
            yield from _strange_cells(
                sheet, _new_words(sheet, _strange(sheet, texts) if texts else [], texts)
            )
            yield from unread_marks(sheet)


def _strange(
    sheet: ReadSheet, texts: Collection[str], is_read: Callable[[int, int], bool] = lambda _, __: False
) -> list[Spot]:
    """The cells, but for those that are read, that say what none of their kind said when it was written."""
    return sorted(
        at
        for at, found in sheet.cells.items()
        if found.text.strip() and not is_read(*at) and digest(_written(found)) not in texts
    )


def told_text(found: Found) -> str:
    """The beginning of what a cell says, as it is told."""
    return " ".join((seen(found) or found.text).split())[:_LONGEST_TOLD]


_LONGEST_TOLD = 20


def _written(found: Found) -> str:
    return plain(Decimal(found.text)) if found.is_number else found.text


def _new_words(sheet: ReadSheet, spots: Iterable[Spot], texts: Collection[str]) -> dict[Spot, str]:
    """What people wrote in these cells beside what the program had written there, where anything is new."""
    words = {}
    for at in spots:
        found = sheet.cells[at]
        text = " ".join((seen(found) or found.text).split())
        if HEADING_MARKS.search(found.text):
            text = beside_marks(found.text)
        elif len(text) > _LONGEST_TOLD:
            text = _added(text, texts) or text
        if text:
            words[at] = text[:_LONGEST_NEW]
    return words


_LONGEST_NEW = 40
"""Characters of it that are quoted."""


def _added(text: str, texts: Collection[str]) -> str:
    """What stands before or behind words that the program wrote; “” where it wrote none of these."""
    for length in range(len(text) - 1, max(len(text) - _LONGEST_ADDED, 0), -1):
        if digest(text[:length]) in texts:
            return text[length:]
        if digest(text[-length:]) in texts:
            return text[:-length]
    return ""


_LONGEST_ADDED = 300
"""Characters that are looked through for it."""


def _strange_cells(sheet: ReadSheet, words: Mapping[Spot, str]) -> Iterator[RefusedCell]:
    """What people wrote where nothing is read back: cell by cell, all together where it is much."""
    told = [*words] if len(words) <= MOST_TOLD else [*words][:1]
    many = f"等{len(words)}格" if len(words) > len(told) else ""
    for at in told:
        reason = f"“{words[at]}”{many}不在填报栏内，未读入。要报送的内容请写到对应行的填报栏中。"
        yield RefusedCell(sheet.name, place_name(*at), reason, is_ignored_edit=True)


def outside_rows(
    table: FoundTable, exported: ExportedRecords, told: Collection[int]
) -> Iterator[RefusedCell | Normalised]:
    """What people wrote above and below the rows of a table; ``told`` are rows that are accounted for.

    The line that says whose table it is has its own rules; names in that for signatures are for the paper.
    """
    faults = list(_heading_faults(table, exported.plan, exported.period))
    yield from faults
    texts = _known_texts(table.sheet, exported)
    columns = {other for other in table.others if any(table.sheet.at(row, other).text for row in told)}
    columns.add(table.columns.get(KEY_HEAD, 0))
    told = {*told, table.head_row}
    if texts:
        strange = _strange(
            table.sheet,
            texts,
            lambda row, column: (
                row in told or column in columns or (row > table.head_row and not exported.is_whole)
            ),
        )
        signed = {at: text for at in strange if _SIGNED.match(text := _line(table.sheet, at))}
        for at, text in signed.items():
            yield Normalised(table.sheet.name, place_name(*at), text, "不读入，只供签字", "")
        others = [at for at in strange if at not in signed]
        yield from _beside_faults(table.sheet, others, texts, faults)


def _beside_faults(
    sheet: ReadSheet, spots: Iterable[Spot], texts: Collection[str], faults: Iterable[RefusedCell]
) -> Iterator[RefusedCell]:
    """What people wrote in these cells, but for a title that is told already."""
    told = {spot(fault.cell) for fault in faults}
    others = [at for at in spots if at not in told or HEADING_MARKS.search(sheet.cells[at].text)]
    yield from _strange_cells(sheet, _new_words(sheet, others, texts))


def rows_of(sheet: ReadSheet, known: Iterable[RefusedCell | Edit]) -> set[int]:
    """The rows of a sheet of which something is refused or taken already."""
    return {spot(each.cell)[0] for each in known if each.sheet == sheet.name and each.cell}


def outside_lines(
    register: FoundTable, exported: ExportedRecords, known: Iterable[RefusedCell | Edit]
) -> Iterator[RefusedCell]:
    """What people wrote into 指标台账 beside its months, which are read."""
    told, sheet = rows_of(register.sheet, known), register.sheet
    texts = _known_texts(sheet, exported)
    heads = (*MONTH_HEADS, KEY_HEAD) if exported.is_whole else register.columns
    columns = {register.columns[head] for head in heads if head in register.columns}
    columns |= {column for _, column in register.doubles}

    def is_read(row: int, column: int) -> bool:
        is_line = bool(register.at(row, MEASURE_HEAD).text)
        is_list = row > register.head_row and not (is_line or exported.is_whole)
        return row in told or is_list or (is_line and column in columns)

    strange = _strange(sheet, texts, is_read) if texts else []
    faults = list(_heading_faults(register, exported.plan, exported.period))
    yield from faults
    yield from _beside_faults(sheet, strange, texts, faults)


def _known_texts(sheet: ReadSheet, exported: ExportedRecords) -> Collection[str]:
    """Digests of what the program wrote beside the rows; the titles alone where the hidden sheet is lost."""
    if exported.is_whole:
        return exported.texts_of(sheet.name)
    titles = (f"{exported.plan.document.title}{what}" for what in (PROGRESS, FORM, LEDGER))
    return {*map(digest, titles), digest(SAMPLE), digest(DAMAGED)}


def _line(sheet: ReadSheet, at: Spot) -> str:
    return " ".join(sheet.cells[at].text.split())


_SIGNED = re.compile("填报人：.*审核人：")


def _heading_faults(table: FoundTable, plan: Plan, period: Period) -> Iterator[RefusedCell]:
    """A title of another year, and another 截至日期 than the period's end, above the table."""
    above = (each for each in sorted(table.sheet.cells.items()) if each[0][0] < table.head_row)
    for at, found in above:
        place = place_name(*at)
        year, day = _YEAR.search(narrow(found.text)), AS_OF.search(found.text)
        if year and int(year[1]) != plan.year:
            reason = f"标题是“{found.text.strip()[:30]}”，而这是{plan.year}年的表，请核对是否选错了表。"
            yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)
        if day and not _is_day(day[1], period.end):
            reason = f"表头的截至日期改成了“{day[1].strip()}”，未读入。{_AS_OF_HINT}"
            yield RefusedCell(table.sheet.name, place, reason, is_ignored_edit=True)


def _is_day(text: str, day: date) -> bool:
    """Whether a text is the day, however it is written."""
    with suppress(CixiError):
        return read_as_of(text, day.year) == day
    return False


_YEAR = re.compile(r"(20\d\d)年(?:度)?(?:重点)?工作", re.ASCII)
_AS_OF_HINT = "个别指标截至日期不同的，请填在填报表的“截至日期”栏或指标台账的“截至日期”行。"


def unread_marks(sheet: ReadSheet, own_notes: Iterable[str] = ()) -> Iterator[RefusedCell]:
    """Notes on cells, pictures and boxes of text above them, and what lies far outside."""
    for (row, column), written in sorted(sheet.notes.items()):
        note = written
        for own in own_notes:
            note = note.replace(own, "", 1)
        if not bare(note):
            continue
        reason = f"批注“{' '.join(note.split())[:30]}”未读入。要报送的内容请写在单元格里。"
        yield RefusedCell(sheet.name, place_name(row, column), reason, is_ignored_edit=True)
    for (row, column), text in sorted(sheet.drawn.items()):
        what = f"文本框“{' '.join(text.split())[:30]}”" if text.strip() else "图片或图形"
        reason = f"这里的{what}未读入。要报送的内容请写在单元格里。"
        yield RefusedCell(sheet.name, place_name(row, column), reason, is_ignored_edit=True)
    for text in _strange_margins(sheet):
        hint = "预计数请逐项注明，" if "预计" in text else ""
        reason = f"页眉或页脚“{text[:30]}”未读入。{hint}要报送的内容请写在单元格里。"
        yield RefusedCell(sheet.name, "", reason, is_ignored_edit=True)
    if sheet.beyond:
        reason = "远在表格之外，未读入。"
        yield RefusedCell(sheet.name, place_name(*sheet.beyond), reason, is_ignored_edit=True)


def _strange_margins(sheet: ReadSheet) -> Iterator[str]:
    """What people wrote on top or at the foot of the printed pages, each text once."""
    parts = (part for each in sheet.margins for part in re.split("&[LCR]", each))
    texts = (_MARGIN_CODE.sub("", part).replace("&&", "&").strip() for part in parts)
    yield from dict.fromkeys(text for text in texts if bare(text) and not _OWN_MARGIN.fullmatch(text))


_MARGIN_CODE = re.compile(r'&"[^"]*"|&\d+|&K[0-9A-Fa-f]{6}|&[A-Z+-]|^[\w ]+,[A-Za-z ]+"\d*')
_OWN_MARGIN = re.compile(
    r"第?\s*页(，\s*共\s*页)?|Page(\s+of)?|校验码：\S*|"
    rf"{re.escape(SAMPLE)}|{re.escape(DAMAGED)}|"
    r".*　\d{4}年(\d{1,2}(—\d{1,2})?月|第.季度|[上下]半年|度)?"
)
"""What the program writes there, and what others put by themselves: number of the page, unit and period."""
