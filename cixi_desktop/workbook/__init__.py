"""The workbook that is handed in and read back: layout as data, the writer, and all that knows openpyxl."""

from cixi_desktop.workbook.identity import FORMAT_VERSION, Identity
from cixi_desktop.workbook.reading import read_workbook
from cixi_desktop.workbook.writing.writer import (
    TargetInUseError,
    form_bytes,
    workbook_bytes,
    write_form,
    write_workbook,
)

__all__ = [
    "FORMAT_VERSION",
    "Identity",
    "TargetInUseError",
    "form_bytes",
    "read_workbook",
    "workbook_bytes",
    "write_form",
    "write_workbook",
]
