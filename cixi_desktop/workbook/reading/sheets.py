"""The parts of a workbook, and its sheets as sparse tables of what their cells say."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.workbook.reading.cells import Context, RunListener, SheetListener, Style, Text, spot
from cixi_desktop.workbook.reading.formats import NumberFormat, built_in, format_of
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

    from cixi_desktop.workbook.reading.cells import ReadSheet, Spot

WORKBOOK = "xl/workbook.xml"


def cell_styles(pieces: Iterable[bytes]) -> list[Style]:
    """Each style of a cell by its number: how it shows numbers, and whether what it says is struck out."""
    found = _Styles()
    listen(pieces, found)
    return [
        Style(found.forms.get(form) or built_in(form), 0 <= font < len(found.fonts) and found.fonts[font])
        for form, font in found.styles
    ]


class _Styles(Listener):
    """styles.xml: formats of numbers, whether fonts are struck out, and the cell styles made of them."""

    def __init__(self) -> None:
        self.forms: dict[int, NumberFormat] = {}
        self.fonts: list[bool] = []
        self.styles: list[tuple[int, int]] = []
        self._within = ""

    def started(self, name: str, attributes: Attributes) -> None:
        if name in {"fonts", "cellXfs"}:
            self._within = name
        elif name == "numFmt":
            self.forms[int(attributes.get("numFmtId", "0"))] = format_of(attributes.get("formatCode", ""))
        elif self._within == "cellXfs" and name == "xf":
            self.styles.append((int(attributes.get("numFmtId", "0")), int(attributes.get("fontId", "0"))))
        elif self._within == "fonts" and name == "font":
            self.fonts.append(False)
        elif self._within == "fonts" and name == "strike" and self.fonts:
            self.fonts[-1] = attributes.get("val", "1") not in {"0", "false"}

    def ended(self, name: str) -> None:
        if name == self._within:
            self._within = ""


def read_sheets(data: bytes) -> tuple[ReadSheet, ...]:
    """All sheets of the workbook; CixiError if it is not fit to be read."""
    budget = Budget()
    package = Package(data, budget)
    outline = _Outline()
    listen(package.pieces(WORKBOOK), outline)
    relations = _relations(package, WORKBOOK)
    parts = {id_: target for kind, id_, target in relations.found if kind == "worksheet"}
    style_part = relations.part("styles", "xl/styles.xml")
    styles = cell_styles(package.pieces(style_part)) if style_part in package else []
    texts = _shared_texts(package, relations.part("sharedStrings", "xl/sharedStrings.xml"), budget)
    found = []
    for name, relation in outline.sheets:
        part = parts.get(relation)
        if part is not None:
            listener = SheetListener(name, Context(texts, styles, outline.is_1904, budget))
            listen(package.pieces(part), listener)
            found.append(listener.read(_notes(package, part, budget)))
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
    """The parts that a part refers to: kind, id and place of each."""

    def __init__(self, of: str) -> None:
        self.found: list[tuple[str, str, str]] = []
        self._folder = posixpath.join("/", posixpath.dirname(of))

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join(self._folder, attributes.get("Target", "")))
            self.found.append((kind, attributes.get("Id", ""), target.lstrip("/")))

    def part(self, kind: str, default: str = "") -> str:
        """The part of a kind that there is once."""
        return next((target for other, _, target in self.found if other == kind), default)


def _relations(package: Package, of: str) -> _Relations:
    folder, name = posixpath.split(of)
    relations = _Relations(of)
    part = f"{folder}/_rels/{name}.rels"
    if part in package or of == WORKBOOK:
        listen(package.pieces(part), relations)
    return relations


class _Texts(Listener):
    """sharedStrings.xml: every text once; readings of characters (rPh) are no part of it."""

    def __init__(self, budget: Budget) -> None:
        self.found: list[Text] = []
        self._budget = budget
        self._runs = RunListener()
        self._is_text = self._is_reading = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._budget.spend_cell()
        elif name == "t":
            self._is_text = not self._is_reading
        elif name == "rPh":
            self._is_reading = True
        else:
            self._runs.started(name, attributes)

    def ended(self, name: str) -> None:
        if name == "si":
            self.found.append(self._runs.text())
        elif name == "t":
            self._is_text = False
        elif name == "rPh":
            self._is_reading = False

    def told(self, text: str) -> None:
        if self._is_text:
            self._budget.spend_characters(len(text))
            self._runs.told(text)


def _shared_texts(package: Package, part: str, budget: Budget) -> list[Text]:
    if part not in package:
        return []
    texts = _Texts(budget)
    listen(package.pieces(part), texts)
    return texts.found


class _Notes(Listener):
    """The notes on the cells of a sheet, each without who wrote it."""

    def __init__(self, budget: Budget) -> None:
        self.found: dict[Spot, str] = {}
        self._budget = budget
        self._at: Spot | None = None
        self._is_text = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "comment":
            self._budget.spend_cell()
            self._at = spot(attributes.get("ref", ""))
        elif name == "t":
            self._is_text = True

    def ended(self, name: str) -> None:
        if name == "t":
            self._is_text = False

    def told(self, text: str) -> None:
        if self._is_text and self._at:
            self._budget.spend_characters(len(text))
            self.found[self._at] = self.found.get(self._at, "") + text


def _notes(package: Package, sheet: str, budget: Budget) -> dict[Spot, str]:
    part = _relations(package, sheet).part("comments")
    if part not in package:
        return {}
    notes = _Notes(budget)
    listen(package.pieces(part), notes)
    return notes.found
