"""Workbooks as people and programs hand them back: June's, opened, changed and saved again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from msgspec.structs import replace

from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.reading.tables import ledger_table, progress_tables
from tests.support.sheets import Opened, cell_of, place_of
from tests.workbook.june import PLAN, UNIT, june, made, opened, opened_anew

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.records.entries import Entry, Narrative
    from cixi_desktop.workbook.reading import Reading
    from cixi_desktop.workbook.reading.cells import ReadSheet

TABLE, REGISTER, METADATA = "进展情况表", "指标台账", "系统识别页"


class Typed(NamedTuple):
    """A value typed into a cell: by the row's key and the column's head, or by measure and month."""

    key: str
    head: str
    value: object
    measure: str = ""


Change = Callable[[Opened], object] | Typed


def saved(workbook: Opened) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def handled(*changes: Change, data: bytes | None = None) -> bytes:
    """The workbook after these changes: those of structure by openpyxl, typed cells in the file itself."""
    given = made() if data is None else data
    structural = [change for change in changes if not isinstance(change, Typed)]
    if structural:
        workbook = opened_anew() if data is None else opened(data)
        for change in structural:
            change(workbook)
        given = saved(workbook)
    return with_typed(given, [change for change in changes if isinstance(change, Typed)])


def read(*changes: Change, data: bytes | None = None) -> Reading:
    return read_workbook(handled(*changes, data=data), PLAN)


def with_typed(data: bytes, typed: Sequence[Typed]) -> bytes:
    if not typed:
        return data
    sheets = _sheets(data)
    names = [sheet.name for sheet in sheets]
    by_part: dict[str, dict[str, object]] = {}
    for each in typed:
        table = ledger_table(sheets) if each.measure else progress_tables(sheets)[0]
        assert table is not None
        rows = [row for row in table.rows if table.at(row, "行标识").text == each.key]
        row = next(row for row in rows if table.at(row, "项目").text == each.measure)
        part = f"xl/worksheets/sheet{names.index(table.sheet.name) + 1}.xml"
        by_part.setdefault(part, {})[table.place(row, each.head)] = each.value

    def change(name: str, part: bytes) -> bytes:
        return _with_cells(part, by_part.get(name, {}))

    return repacked(data, change)


@lru_cache(maxsize=1)
def _sheets(data: bytes) -> tuple[ReadSheet, ...]:
    return read_sheets(data)


def _with_cells(part: bytes, cells: Mapping[str, object]) -> bytes:
    text = part.decode()
    for name, value in cells.items():
        text, count = re.subn(
            rf'<c r="{name}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)',
            partial(_retyped, name, value),
            text,
            count=1,
            flags=re.DOTALL,
        )
        assert count == 1
    return text.encode()


def _retyped(name: str, value: object, found: re.Match[str]) -> str:
    return f'<c r="{name}"{found[1]}{_cell_xml(value)}'


def _cell_xml(value: object) -> str:
    if value is None:
        return "/>"
    if not isinstance(value, str):
        return f"><v>{value}</v></c>"
    if value.startswith("="):
        return f"><f>{escape(value[1:])}</f></c>"
    if value.startswith("#"):
        return f' t="e"><v>{value}</v></c>'
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with each of its parts as ``change`` (name, content) makes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
    return out.getvalue()


def put(key: str, head: str, value: object) -> Typed:
    """Type ``value`` into a cell of the table."""
    return Typed(key, head, value)


def put_in_register(key: str, measure: str, month: int, value: object) -> Typed:
    """Type ``value`` into a cell of the register."""
    return Typed(key, f"{month}月", value, measure)


def put_shaped(typed: Typed, shape: str) -> Change:
    """Type a value into a cell with a number format."""

    def change(workbook: Opened) -> None:
        sheet = workbook[REGISTER if typed.measure else TABLE]
        cell = cell_of(sheet, typed.key, typed.head, typed.measure)
        cell.value, cell.number_format = typed.value, shape

    return change


@cache
def place(key: str, head: str, sheet: str = TABLE, measure: str = "") -> str:
    """The name of a cell of June: G8."""
    return place_of(june()[sheet], key, head, measure)


def without_sheet(*names: str) -> Change:
    def change(workbook: Opened) -> None:
        for name in names:
            del workbook[name]

    return change


def entry_of(reading: Reading, target_id: str) -> Entry | None:
    found = [entry for entry in reading.entries if entry.target_id == target_id]
    return replace(found[0], unit_id=UNIT.id) if found else None


def text_of(reading: Reading, task_id: str) -> Narrative | None:
    return next((text for text in reading.narratives if text.task_id == task_id), None)


def reasons(reading: Reading) -> dict[str, str]:
    """What is refused, by sheet and cell."""
    return {f"{refused.sheet}!{refused.cell}": refused.reason for refused in reading.refused}


def with_shared_strings(data: bytes) -> bytes:
    """The same texts as Excel keeps them: each once in a part of its own, in runs, with readings beside."""
    texts: dict[str, int] = {}

    def share(found: re.Match[str]) -> str:
        return f't="s"><v>{texts.setdefault(found[1], len(texts))}</v>'

    def change(name: str, part: bytes) -> bytes:
        if name.startswith("xl/worksheets/sheet"):
            shared = re.sub(r't="inlineStr"><is>(.*?)</is>', share, part.decode(), flags=re.DOTALL)
            return shared.encode()
        if name == "xl/_rels/workbook.xml.rels":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
            link = f'<Relationship Id="rIdS" Type="{kind}" Target="/xl/texts.xml"/></Relationships>'
            return part.replace(b"</Relationships>", link.encode())
        return part

    changed = repacked(data, change)
    phonetic = '<rPh sb="0" eb="1"><t>pinyin</t></rPh>'
    items = (f"<si><r><rPr/>{text}</r><r><t></t></r>{phonetic}</si>" for text in texts)
    out = io.BytesIO(changed)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/texts.xml", f"<sst>{''.join(items)}</sst>")
    return out.getvalue()


def with_cached_values(data: bytes, values: dict[str, str]) -> bytes:
    """Formulas of the table with the values that a program calculated for them."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        text = part.decode()
        for cell, value in values.items():
            text = re.sub(rf'(<c r="{cell}"[^>]*><f>.*?</f>)', rf"\1<v>{value}</v>", text, flags=re.DOTALL)
        return text.encode()

    return repacked(data, change)
