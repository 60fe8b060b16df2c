"""Sheets → the bytes of an .xlsx: openpyxl makes the package, the styles and all of a sheet but its rows."""

from __future__ import annotations

import io
import threading
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement
from xml.etree.ElementTree import tostring as xml_bytes

from openpyxl import Workbook
from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook._writer import WorkbookWriter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.writer.excel import ExcelWriter
from openpyxl.writer.theme import theme_xml
from openpyxl.xml.constants import (
    ARC_APP,
    ARC_CORE,
    ARC_ROOT_RELS,
    ARC_STYLE,
    ARC_THEME,
    ARC_WORKBOOK,
    ARC_WORKBOOK_RELS,
)
from openpyxl.xml.functions import tostring

from cixi_desktop.workbook.writing.appearance import set_up
from cixi_desktop.workbook.writing.sheet import letters
from cixi_desktop.workbook.writing.sheetxml import sheet_data
from cixi_desktop.workbook.writing.styles import Styles, font

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from openpyxl.worksheet.worksheet import Worksheet

    from cixi_desktop.workbook.writing.cell_styles import CellStyle
    from cixi_desktop.workbook.writing.sheet import Sheet

NORMAL_FONT, NORMAL_SIZE = "宋体", 9
"""What column widths are measured in: every Chinese desktop has it, and its digits are half as wide."""
COMPRESSION = 1
"""A third of the time of the usual 6, and 7 KB more."""
EARLIEST = 1980
"""The first year that a zip file knows; the clock of an offline computer may show an earlier one."""


def pack(sheets: Sequence[Sheet], *, title: str, author: str, at: datetime) -> bytes:
    """The workbook as a file."""
    is_protected = any(sheet.is_protected for sheet in sheets)
    return _press(is_protected=is_protected).printed(sheets, title=title, author=author, at=at)


@cache
def _press(*, is_protected: bool) -> _Press:
    return _Press(is_protected=is_protected)


class _Press:
    """A workbook without sheets: its styles, a third of the work, are made once and kept between exports.

    One for forms and one for all others, so that neither carries the other's styles. ``is_protected``: sheets
    cannot be added, removed or renamed.
    """

    def __init__(self, *, is_protected: bool) -> None:
        self._lock = threading.Lock()
        self._workbook = _empty_workbook()
        self._workbook.security = WorkbookProtection(lockStructure=True) if is_protected else None
        self._styles = Styles(self._workbook)
        self._styles_printed, self._stylesheet = -1, b""

    def printed(self, sheets: Sequence[Sheet], *, title: str, author: str, at: datetime) -> bytes:
        """The workbook with these sheets, as a file."""
        with self._lock:
            workbook = self._workbook
            for worksheet in workbook.worksheets:
                workbook.remove(worksheet)
            properties = workbook.properties
            properties.title, properties.creator = title, author
            properties.created = properties.modified = at.replace(microsecond=0, tzinfo=None)
            for sheet in sheets:
                set_up(workbook.create_sheet(sheet.name), sheet)
            bodies = {sheet.name: _Body(sheet, self._styles) for sheet in sheets}
            out = io.BytesIO()
            _PackageWriter(workbook, _Archive(out, at), bodies, self._printed_styles()).save()
            return out.getvalue()

    def _printed_styles(self) -> bytes:
        """The part of the package that holds the styles; made anew only when there is a new one."""
        if len(self._styles) != self._styles_printed:
            stylesheet: Any = write_stylesheet(self._workbook)
            self._stylesheet = _in_order(stylesheet)
            self._styles_printed = len(self._styles)
        return self._stylesheet


_FONT_ORDER = ("sz", "color", "name")


def _in_order(stylesheet: Element) -> bytes:
    """WORKAROUND: openpyxl writes a font's name first; the schema, as Office validates it, wants it last."""
    for found in stylesheet.iterfind("fonts/font"):
        found[:] = sorted(found, key=lambda part: _FONT_ORDER.index(part.tag))
    return xml_bytes(stylesheet)


def _empty_workbook() -> Workbook:
    workbook: Any = Workbook()
    normal = font(NORMAL_FONT, NORMAL_SIZE)
    workbook._fonts = IndexedList([normal])  # noqa: SLF001 - the font of “Normal” has no other entrance
    workbook._named_styles["Normal"].font = normal  # noqa: SLF001 - nor has the style itself
    workbook.calculation = CalcProperties(fullCalcOnLoad=False)
    return workbook  # type: ignore[no-any-return]


class _Body:
    """What a sheet gets from us: its rows as XML, the range they fill, the merged cells."""

    def __init__(self, sheet: Sheet, styles: Mapping[CellStyle, int]) -> None:
        columns = max((len(row.cells) for row in sheet.rows), default=1)
        self.xml = sheet_data(sheet.rows, styles)
        self.extent = f"A1:{letters(columns)}{max(sheet.last_row, 1)}"
        self.merged = sheet.merged


class _SheetWriter(WorksheetWriter):
    """Writes all of a sheet around its rows."""

    def __init__(self, worksheet: Worksheet, out: io.BytesIO, body: _Body) -> None:
        super().__init__(worksheet, out)
        self._body = body

    def write_dimensions(self) -> None:
        self.xf.send(SheetDimension(self._body.extent).to_tree())

    def write_rows(self) -> None:
        self.xf.send(Element("sheetData"))

    def write_merged_cells(self) -> None:
        if self._body.merged:
            element = Element("mergeCells", count=str(len(self._body.merged)))
            for merged in self._body.merged:
                SubElement(element, "mergeCell", ref=merged)
            self.xf.send(element)


class _Archive(zipfile.ZipFile):
    """A zip file whose members all bear the time of the export, not that of the clock."""

    def __init__(self, out: io.BytesIO, at: datetime) -> None:
        super().__init__(out, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION)
        self._time = (max(at.year, EARLIEST), at.month, at.day, at.hour, at.minute, at.second)

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,  # noqa: ANN401 - as the class above has it
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        name = zinfo_or_arcname
        member = zipfile.ZipInfo(name, self._time) if isinstance(name, str) else name
        super().writestr(member, data, compress_type or zipfile.ZIP_DEFLATED, compresslevel or COMPRESSION)


class _PackageWriter(ExcelWriter):
    """Writes the parts that this workbook has, with our rows in the sheets and the styles made before."""

    def __init__(
        self, workbook: Workbook, archive: _Archive, bodies: Mapping[str, _Body], stylesheet: bytes
    ) -> None:
        super().__init__(workbook, archive)
        self._package = archive
        self._bodies = bodies
        self._stylesheet = stylesheet

    def write_data(self) -> None:
        workbook: Any = self.workbook
        manifest: Any = self.manifest
        writer: Any = WorkbookWriter(workbook)
        for number, worksheet in enumerate(workbook.worksheets, 1):
            worksheet._id = number  # noqa: SLF001 - its path follows from it
            self._package.writestr(worksheet.path[1:], self._sheet_xml(worksheet))
            manifest.append(worksheet)
        add = self._package.writestr
        add(ARC_APP, tostring(ExtendedProperties().to_tree()))
        add(ARC_CORE, tostring(workbook.properties.to_tree()))
        add(ARC_THEME, theme_xml)
        add(ARC_STYLE, self._stylesheet)
        add(ARC_ROOT_RELS, writer.write_root_rels())
        add(ARC_WORKBOOK, writer.write())
        add(ARC_WORKBOOK_RELS, writer.write_rels())
        manifest._write(self._package, workbook)  # noqa: SLF001 - the list of all parts, last

    def _sheet_xml(self, worksheet: Worksheet) -> bytes:
        body, out = self._bodies[worksheet.title], io.BytesIO()
        _SheetWriter(worksheet, out, body).write()
        head, tail = out.getvalue().split(b"<sheetData />")
        return b"".join((head, body.xml, tail))
