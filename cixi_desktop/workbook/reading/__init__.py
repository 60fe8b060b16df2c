"""Reading a workbook that people and programs have handled: by the standard library alone, with suspicion."""

from cixi_desktop.workbook.reading.reader import read_workbook
from cixi_desktop.workbook.reading.reading import Changed, Normalised, Reading, RefusedCell, Stamp

__all__ = ["Changed", "Normalised", "Reading", "RefusedCell", "Stamp", "read_workbook"]
