"""Sheets → the bytes of an .xlsx; the only module that knows openpyxl."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml.etree import LxmlError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.exceptions import WorkbookAlreadySaved
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_STYLE

from cixi_desktop.errors import CixiError
from cixi_desktop.workbook.writing.sheet import CellStyle, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from openpyxl.cell import Cell as OpenpyxlCell

    from cixi_desktop.workbook.writing.sheet import Cell, Hint, Sheet

NORMAL_FONT, NORMAL_SIZE = "宋体", 9
"""What column widths are measured in: every Chinese desktop has it, and its digits are half as wide."""
COMPRESSION = 1
"""A third of the time of the usual 6, and 7 KB more."""
EARLIEST = 1980
"""The first year that a zip file knows; the clock of an offline computer may show an earlier one."""
A4 = 9
AUTHOR, NOTE_SIZE = "办公室", (300, 110)
"""Who writes the notes on cells, and their size in pixels."""
PADDING_OF_COLUMN = 5 / 6
"""What a spreadsheet program keeps free beside the text, in half-width characters."""
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.55, "bottom": 0.6, "header": 0.28, "footer": 0.3}
"""In inches: 10 mm at the sides, so that many columns stay readable."""
Worksheet = Any
"""openpyxl's sheet to be written row by row, of which its types know next to nothing."""


def pack(sheets: Sequence[Sheet], *, title: str, author: str, at: datetime) -> bytes:
    """The workbook as a file. If one of its sheets is protected, none can be added, removed or renamed.

    CixiError if the system's folder for temporary files, where openpyxl keeps each sheet, takes none.
    """
    workbook: Any = Workbook(write_only=True)
    is_protected = any(sheet.is_protected for sheet in sheets)
    workbook.security = WorkbookProtection(lockStructure=True) if is_protected else None
    workbook.calculation = CalcProperties(fullCalcOnLoad=False)
    properties = workbook.properties
    properties.title, properties.creator = title, author
    properties.created = properties.modified = at.replace(microsecond=0, tzinfo=None)
    out = io.BytesIO()
    try:
        _fill(workbook, sheets)
        ExcelWriter(workbook, _Archive(out, at)).save()
    except (OSError, LxmlError) as error:
        _give_up(workbook)
        raise CixiError("操作系统的临时文件夹无法写入，未能生成工作簿。", "请清理磁盘后再试。") from error
    return out.getvalue()


def _give_up(workbook: Any) -> None:  # noqa: ANN401  openpyxl's, as ``Worksheet``
    """Let each sheet end what it was writing, which fails once more; else Python says so later."""
    for worksheet in workbook.worksheets:
        with suppress(OSError, LxmlError, StopIteration, WorkbookAlreadySaved):
            worksheet.close()


def _fill(workbook: Any, sheets: Sequence[Sheet]) -> None:  # noqa: ANN401  openpyxl's, as ``Worksheet``
    styled = _StyledCells()
    for sheet in sheets:
        worksheet = workbook.create_sheet(sheet.name)
        _set_up(worksheet, sheet)
        for number, row in enumerate(sheet.rows, 1):
            worksheet.row_dimensions[number].height = round(row.height, 2)
            worksheet.append(styled.row(worksheet, row.cells))


class _StyledCells(dict[CellStyle, "OpenpyxlCell"]):
    """One cell of openpyxl for each style of the workbook, which takes one value after another."""

    def row(self, worksheet: Worksheet, cells: Sequence[Cell]) -> Iterator[OpenpyxlCell]:
        """The row's cells; each is written before the next one is asked for."""
        for cell in cells:
            style, value = cell.style, cell.value
            styled = self.get(style) or self._add(worksheet, style)
            styled.value = _ESCAPED.sub("_x005F_", value) if "_x" in value else value or None
            styled.data_type = "s" if value and not style.is_number else "n"
            styled.comment = _comment(cell.note) if cell.note else None
            yield styled

    def _add(self, worksheet: Worksheet, style: CellStyle) -> OpenpyxlCell:
        self[style] = cell = WriteOnlyCell(worksheet)
        cell.font = Font(name=style.font, sz=style.size)
        cell.alignment = Alignment(
            horizontal=style.across,
            vertical=style.down,
            wrap_text=style.is_wrapped,
            shrink_to_fit=style.is_shrunk,
        )
        cell.border = _border(style.sides)
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=f"FF{style.fill}")
        cell.number_format = style.number_format
        if style.is_unlocked:
            cell.protection = Protection(locked=False)
        cell.quotePrefix = style.is_quoted
        return cell


def _comment(note: str) -> Comment:
    comment = Comment(note, AUTHOR)
    comment.width, comment.height = NOTE_SIZE
    return comment


_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet program would take for the code of a character."""
_SIDES = {"l": "left", "r": "right", "t": "top", "b": "bottom"}


def _border(sides: str) -> Border:
    thin = Side(style="thin", color="FF000000")
    drawn: Any = {_SIDES[side]: thin for side in sides}
    return Border(**drawn)


def _set_up(worksheet: Worksheet, sheet: Sheet) -> None:
    """Everything of a sheet but its rows."""
    for number, width in enumerate(sheet.widths, 1):
        column = worksheet.column_dimensions[letters(number)]
        column.width = round(width + PADDING_OF_COLUMN, 2)
        column.hidden = number in sheet.hidden_columns
    worksheet.merged_cells = MultiCellRange(map(CellRange, sheet.merged))
    worksheet.freeze_panes = sheet.frozen or None
    worksheet.auto_filter.ref = sheet.filtered or None
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_state = "veryHidden" if sheet.is_hidden else "visible"
    if sheet.is_protected:
        _protect(worksheet)
    worksheet.data_validations.dataValidation = [_validation(hint) for hint in sheet.hints]
    if not sheet.is_hidden:
        _set_up_print(worksheet, sheet)


def _protect(worksheet: Worksheet) -> None:
    """Locked cells stay as they are; widths and heights may be changed, and filters used."""
    protection = worksheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = False


def _validation(hint: Hint) -> DataValidation:
    validation = DataValidation(sqref=hint.cell, allow_blank=True)
    if hint.source:
        validation.type, validation.formula1 = "list", hint.source
        validation.showErrorMessage = True
        validation.errorTitle, validation.error = "不在列表中", "请从下拉列表中选择。"
    else:
        validation.showInputMessage, validation.prompt = True, hint.prompt
    return validation


def _set_up_print(worksheet: Worksheet, sheet: Sheet) -> None:
    """A4 landscape, one page wide and as many as it takes, with repeated heads and page numbers."""
    setup, marks = worksheet.page_setup, worksheet.HeaderFooter
    setup.paperSize, setup.orientation = A4, "landscape"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_options.horizontalCentered = True
    for side, inches in MARGINS.items():
        setattr(worksheet.page_margins, side, inches)
    if sheet.repeated:
        worksheet.print_title_rows = f"{sheet.repeated}:{sheet.repeated}"
    marks.differentFirst = bool(sheet.header)  # the first page's own heading says the same
    marks.oddHeader.center.text = sheet.header or None
    for foot in (marks.oddFooter, marks.firstFooter):
        foot.left.text, foot.center.text, foot.right.text = sheet.foot


class _Archive(zipfile.ZipFile):
    """A zip file whose members all bear the time of the export, not that of the clock."""

    def __init__(self, out: io.BytesIO, at: datetime) -> None:
        super().__init__(out, "w", zipfile.ZIP_DEFLATED)
        self._time = (max(at.year, EARLIEST), at.month, at.day, at.hour, at.minute, at.second)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:  # noqa: ANN401
        self.writestr(arcname, Path(filename).read_bytes())

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:  # noqa: ANN401
        content = _with_normal_font(data) if zinfo_or_arcname == ARC_STYLE else data
        member = zipfile.ZipInfo(zinfo_or_arcname, self._time)
        super().writestr(member, content, zipfile.ZIP_DEFLATED, COMPRESSION)


_NORMAL = f'<font><sz val="{NORMAL_SIZE}" /><name val="{NORMAL_FONT}" /></font>'


def _with_normal_font(stylesheet: bytes) -> bytes:
    """The styles, whose first font is that of the style “Normal”.

    WORKAROUND: openpyxl's own first font is changed by nothing public; and it writes a font's name first,
    while the schema, as Office validates it, wants it last.
    """
    text = re.sub("<font>.*?</font>", _NORMAL, stylesheet.decode(), count=1)
    return re.sub("(<name [^>]*>)(<sz [^>]*>)", r"\2\1", text).encode()
