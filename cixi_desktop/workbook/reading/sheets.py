"""The parts of a workbook, and its sheets as sparse tables of what their cells say."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.workbook.reading.cells import DAY, PERCENT, Context, SheetListener, plain_text
from cixi_desktop.workbook.reading.package import (
    MOST_SHEETS,
    TOO_LARGE_HINT,
    Attributes,
    Budget,
    Listener,
    Package,
    listen,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cixi_desktop.workbook.reading.cells import ReadSheet

_BUILT_IN: dict[int, str] = {9: PERCENT, 10: PERCENT} | dict.fromkeys(
    (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), DAY
)
"""Number formats that have no code in the file; 27–36 and 50–58 are days in Chinese programs."""
_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a code shows as it stands, or not at all."""


def number_shapes(pieces: Iterable[bytes]) -> list[str]:
    """For each cell style by number: PERCENT, DAY or “”."""
    found = _Formats()
    listen(pieces, found)
    shapes = _BUILT_IN | found.shapes
    return [shapes.get(number, "") for number in found.styles]


class _Formats(Listener):
    def __init__(self) -> None:
        self.shapes: dict[int, str] = {}
        self.styles: list[int] = []
        self._is_within = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.shapes[int(attributes.get("numFmtId", "0"))] = _shape(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._is_within = True
        elif name == "xf" and self._is_within:
            self.styles.append(int(attributes.get("numFmtId", "0")))

    def ended(self, name: str) -> None:
        if name == "cellXfs":
            self._is_within = False


def _shape(code: str) -> str:
    bare = _ASIDE.sub("", code).lower()
    if "%" in bare:
        return PERCENT
    return DAY if "y" in bare or "d" in bare or "月" in code else ""


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
