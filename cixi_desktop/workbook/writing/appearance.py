"""How a sheet is shown and printed, told to openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from cixi_desktop.workbook.writing.sheet import letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from cixi_desktop.workbook.writing.sheet import Hint, Sheet

A4 = 9
PADDING_OF_COLUMN = 5 / 6
"""What a spreadsheet program keeps free beside the text, in half-width characters."""
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.55, "bottom": 0.6, "header": 0.28, "footer": 0.3}
"""In inches: 10 mm at the sides, so that seventeen columns stay readable."""


def set_up(worksheet: Worksheet, sheet: Sheet) -> None:
    """Everything of a sheet but its rows."""
    for number, width in enumerate(sheet.widths, 1):
        column = worksheet.column_dimensions[letters(number)]
        column.width = round(width + PADDING_OF_COLUMN, 2)
        column.hidden = number in sheet.hidden_columns
    worksheet.freeze_panes = sheet.frozen or None
    worksheet.auto_filter.ref = sheet.filtered or None
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_state = "veryHidden" if sheet.is_hidden else "visible"
    if sheet.is_protected:
        _protect(worksheet)
    for hint in sheet.hints:
        worksheet.add_data_validation(_validation(hint))
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
    marks.differentFirst = bool(sheet.header)
    _write_marks(marks, sheet)


def _write_marks(marks: Any, sheet: Sheet) -> None:  # noqa: ANN401 - openpyxl makes its parts as they are asked for
    """The head of the pages after the first, whose own heading says the same; the foot of all."""
    marks.oddHeader.center.text = sheet.header or None
    for foot in (marks.oddFooter, marks.firstFooter):
        foot.left.text, foot.center.text, foot.right.text = sheet.foot
