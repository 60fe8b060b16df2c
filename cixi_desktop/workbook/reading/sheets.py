"""The sheets of a workbook as sparse tables of what their cells say."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.workbook.reading.cells import plain_text
from cixi_desktop.workbook.reading.formats import number_shapes
from cixi_desktop.workbook.reading.limits import MOST_SHEETS, TOO_LARGE_HINT, Budget
from cixi_desktop.workbook.reading.markup import Attributes, Listener, listen
from cixi_desktop.workbook.reading.package import Package
from cixi_desktop.workbook.reading.sheet_listener import Context, SheetListener

if TYPE_CHECKING:
    from cixi_desktop.workbook.reading.cells import ReadSheet


def read_sheets(data: bytes, *, without: str = "") -> tuple[ReadSheet, ...]:
    """All sheets of the workbook but that of the name ``without``; CixiError if it is not fit to be read."""
    budget = Budget()
    package = Package(data, budget)
    outline = _Outline()
    listen(package.pieces("xl/workbook.xml"), outline)
    targets = _targets(package)
    shapes = number_shapes(package.pieces(targets.styles)) if targets.styles in package else []
    texts = _shared_texts(package, targets.texts, budget)
    found = []
    for name, relation in outline.sheets:
        part = targets.sheets.get(relation)
        if part is not None and name != without:
            listener = SheetListener(name, Context(texts, shapes, outline.is_1904, budget))
            listen(package.pieces(part), listener)
            found.append(listener.read())
    return tuple(found)


class _Outline(Listener):
    """workbook.xml: names of the sheets with their relations, and how days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.is_1904 = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
            if len(self.sheets) > MOST_SHEETS:
                raise CixiError(f"工作表超过{MOST_SHEETS}张。", TOO_LARGE_HINT)
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in {"1", "true"}


class _Relations(Listener):
    """workbook.xml.rels: where the parts are."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.texts, self.styles = "xl/sharedStrings.xml", "xl/styles.xml"

    def started(self, name: str, attributes: Attributes) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        if kind == "worksheet":
            self.sheets[attributes.get("Id", "")] = target
        elif kind == "sharedStrings":
            self.texts = target
        elif kind == "styles":
            self.styles = target


def _targets(package: Package) -> _Relations:
    relations = _Relations()
    listen(package.pieces("xl/_rels/workbook.xml.rels"), relations)
    return relations


class _Texts(Listener):
    """sharedStrings.xml: every text once; readings of characters (rPh) are no part of it."""

    def __init__(self, budget: Budget) -> None:
        self.found: list[str] = []
        self._budget = budget
        self._pieces: list[str] = []
        self._is_text = self._is_reading = False

    def started(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - none matters here
        if name == "si":
            self._pieces = []
            self._budget.spend_cell()
        elif name == "t":
            self._is_text = not self._is_reading
        elif name == "rPh":
            self._is_reading = True

    def ended(self, name: str) -> None:
        if name == "si":
            self.found.append(plain_text("".join(self._pieces)))
        elif name == "t":
            self._is_text = False
        elif name == "rPh":
            self._is_reading = False

    def told(self, text: str) -> None:
        if self._is_text:
            self._budget.spend_characters(len(text))
            self._pieces.append(text)


def _shared_texts(package: Package, part: str, budget: Budget) -> list[str]:
    if part not in package:
        return []
    texts = _Texts(budget)
    listen(package.pieces(part), texts)
    return texts.found
