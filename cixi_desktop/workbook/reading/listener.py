"""A sheet's part, listened to event by event: its cells with what they look like, and how all is laid out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import PICTURE
from cixi_desktop.workbook.reading.cells import (
    USUAL_WIDTH,
    Found,
    Range,
    ReadSheet,
    digits,
    place_name,
    plain_text,
    range_named,
    spot,
)
from cixi_desktop.workbook.reading.fonts import (
    RUN_PARTS,
    WHITE,
    Font,
    RunListener,
    colour_of,
    flaw,
    unseen_words,
)
from cixi_desktop.workbook.reading.formats import DAY, GENERAL, TIME, NumberFormat, colour_number
from cixi_desktop.workbook.reading.package import (
    LARGEST_MERGE,
    LAST_COLUMN,
    LAST_ROW,
    MOST_MERGES,
    TOO_LARGE_HINT,
    Attributes,
    Budget,
    Listener,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.workbook.reading.cells import Spot
    from cixi_desktop.workbook.reading.fonts import Run, Text, Theme

_IS_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
DAYS_TO_1904 = 1462
"""Between the two days that spreadsheet programs count from."""


class Context(NamedTuple):
    """What the cells of all sheets refer to, and what is left to be spent on them."""

    texts: Sequence[Text]
    styles: Sequence[Style]
    masks: frozenset[int]
    """Conditional formats by which a text may vanish, or a number look like another."""
    theme: Theme
    is_1904: bool
    budget: Budget


class Style(NamedTuple):
    """How a cell shows what it says: its number format, why its font cannot be read, and the ground below."""

    form: NumberFormat = GENERAL
    flaw: str = ""
    ground: str = WHITE
    font: Font = Font()
    size: float = 1.0


_PLAIN = Style()
_SMALLEST_ROW, _SMALLEST_COLUMN = 4.0, 1.0
"""Points, and characters: of a lower row or a narrower column nothing is seen."""


def _is_unseen(attributes: Attributes, size: str, smallest: float) -> bool:
    """Whether a row or column is hidden, or so small that nothing of it is seen."""
    return attributes.get("hidden") in {"1", "true"} or float(attributes.get(size, smallest)) < smallest


def _coloured_flaw(found: Found, style: Style) -> str:
    """The flaw of a text to which its number format gives another colour than its font has."""
    number = colour_number(found.text, style.form, is_number=found.is_number) if found.text else None
    if number is None:
        return ""
    return flaw(style.font._replace(colour=colour_of({"indexed": str(number + 8)})), style.ground)


_MARGINS = frozenset(f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer"))
_LAYOUT = _MARGINS | {
    *("mergeCell", "col", "sheetView", "sheetFormatPr"),
    *("conditionalFormatting", "cfRule", "dataBar", "iconSet"),
}


class SheetListener(Listener):
    """One sheet's part. Neither ``<dimension>`` nor the order of rows and cells is believed."""

    def __init__(self, name: str, context: Context) -> None:
        self._name = name
        self._context = context
        self._cells: dict[Spot, Found] = {}
        self._merged: list[Range] = []
        self._beyond: Spot | None = None
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._masked: list[Range] = []
        self._is_without_zeros = False
        self._widths: list[tuple[int, int, float]] = []
        self._usual_width = USUAL_WIDTH
        self._margins: list[list[str]] = []
        self._formatted = ""
        self._row = self._column = 0
        self._reference = ""
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._said_before = ""
        self._formula: list[str] = []
        self._into: list[str] | None = None
        self._is_reading = self._is_picture = self._is_rich = False
        self._has_formula = self._has_value = False
        self._runs = RunListener(context.theme)

    def read(self, notes: Mapping[Spot, str], drawn: Mapping[Spot, str], *, is_hidden: bool) -> ReadSheet:
        """The sheet as it was told."""
        for area in self._merged:
            size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
            if size > LARGEST_MERGE:
                place = f"{place_name(area.top, area.left)}:{place_name(area.bottom, area.right)}"
                raise CixiError(f"工作表“{self._name}”的{place}被合并成一格。", "请取消合并后再试。")
        return ReadSheet(
            self._name,
            self._cells,
            tuple(self._merged),
            notes,
            drawn,
            self._beyond,
            frozenset(self._hidden_rows),
            tuple(self._hidden_columns),
            tuple(self._masked),
            is_hidden,
            self._is_without_zeros,
            tuple(self._widths),
            self._usual_width,
            tuple(map("".join, self._margins)),
        )

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "is"}:
            self._start_value(name)
        elif name == "t":
            self._into = None if self._is_reading else self._pieces
        elif name == "f":
            self._has_formula, self._into = True, self._formula
        elif name == "row":
            self._context.budget.spend_cell()
            self._go_to_cell()
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            if _is_unseen(attributes, "ht", _SMALLEST_ROW):
                self._hidden_rows.add(self._row)
        elif name == "rPh":
            self._is_reading = True
        elif name in _LAYOUT:
            self._lay_out(name, attributes)
        elif name in RUN_PARTS:
            self._is_rich = True
            self._runs.started(name, attributes)

    def ended(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in {"v", "t", "f"} or name in _MARGINS:
            self._into = None
        elif name == "rPh":
            self._is_reading = False

    def told(self, text: str) -> None:
        if self._into is not None:
            self._context.budget.spend_characters(len(text))
            self._into.append(self._runs.told(text) if self._is_rich else text)

    def _start_cell(self, attributes: Attributes) -> None:
        self._context.budget.spend_cell()
        reference = attributes.get("r")
        if not reference:
            self._go_to_cell()
            self._column += 1
        self._reference = reference or ""
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._is_picture = "vm" in attributes
        if self._pieces:
            self._pieces = []
        self._said_before = ""
        if self._has_formula:
            self._formula, self._has_formula = [], False
        self._has_value = self._is_rich = False

    def _start_value(self, name: str) -> None:
        """A cell says what it says once; what it said before is kept, to be compared with what follows."""
        if self._pieces:
            self._said_before, self._pieces = "".join(self._pieces), []
        if name == "v":
            self._into, self._has_value = self._pieces, True

    def _go_to_cell(self) -> None:
        """Find out where the last cell was; nobody asks for the half of them that is empty."""
        if self._reference:
            self._row, self._column = spot(self._reference)
            self._reference = ""

    def _end_cell(self) -> None:
        if not (self._pieces or self._said_before or self._has_formula):
            return
        text, before = "".join(self._pieces), self._said_before
        found = self._found(text or before)
        if text and before and text != before:
            found = found._replace(
                doubt=f"这一格在文件中有两个内容：“{before[:20]}”和“{text[:20]}”。请重新填写。"
            )
        if not found.text and not found.doubt:
            return
        self._go_to_cell()
        if self._row > LAST_ROW or self._column > LAST_COLUMN:
            self._beyond = self._row, self._column
        else:
            self._keep(found)

    def _keep(self, found: Found) -> None:
        """Put the cell in its place; where the file has two for one place, nobody knows which is shown."""
        before = self._cells.get((self._row, self._column), found)
        if before.text != found.text:
            found = found._replace(doubt=f"这一格在文件中有两份，一份是“{before.text[:20]}”。请另存后核对。")
        self._cells[self._row, self._column] = found

    def _found(self, text: str) -> Found:
        """The cell, with its doubt if there is one."""
        style = self._styled()
        formula = f"={''.join(self._formula)}" if self._has_formula else ""
        found, runs = self._valued(text, style, formula)
        if self._is_picture or PICTURE.match(found.text or formula):
            return found._replace(doubt="单元格里是图片，无法读取内容。请改填文字或数值。")
        if formula and not found.text and not (self._kind == "str" and self._has_value):
            return found._replace(doubt=f"单元格是公式{formula[:40]}，没有计算结果。请改填数值。")
        own = style.flaw or (_coloured_flaw(found, style) if style.form.is_coloured else "")
        if own or runs:
            return found._replace(doubt=found.doubt or unseen_words(found.text, runs, own, style.ground))
        return found

    def _styled(self) -> Style:
        styles, number = self._context.styles, int(self._style) if self._style else 0
        return styles[number] if 0 <= number < len(styles) else _PLAIN

    def _valued(self, text: str, style: Style, formula: str) -> tuple[Found, tuple[Run, ...]]:
        """What the cell says, by the kind of its value."""
        kind, form = self._kind, style.form
        if kind == "s" and text.strip():
            return self._shared(text.strip(), form, formula)
        if kind in {"inlineStr", "str", "s"}:
            runs = self._runs.text().runs if self._is_rich else ()
            return Found(plain_text(text), form=form, formula=formula), runs
        if kind == "e":
            return Found(text, formula=formula, doubt=f"单元格是错误值{text}。请重新填写。"), ()
        if kind == "b":
            return Found("TRUE" if text.strip() == "1" else "FALSE", formula=formula), ()
        if kind == "d":
            return Found(text.partition("T")[0], formula=formula), ()
        return self._number(text.strip(), style, formula), ()

    def _shared(self, number: str, form: NumberFormat, formula: str) -> tuple[Found, tuple[Run, ...]]:
        """The text that cells share under a number."""
        texts = self._context.texts
        if not (number.isdecimal() and int(number) < len(texts)):
            return Found(number, formula=formula, doubt="单元格的文字在文件中已丢失。请重新填写。"), ()
        shared = texts[int(number)]
        return Found(shared.text, form=form, formula=formula), shared.runs

    def _number(self, text: str, style: Style, formula: str) -> Found:
        form = style.form
        if not text:
            return Found("", form=form, formula=formula)
        try:
            if form.shape in {DAY, TIME} and self._context.is_1904:
                text = repr(float(text) + DAYS_TO_1904)
            is_number = _IS_NUMBER.fullmatch(text) is not None
            return Found(digits(text), is_number=is_number, form=form, formula=formula, size=style.size)
        except (ArithmeticError, ValueError):
            return Found(
                text, formula=formula, doubt=f"单元格中的数“{text[:20]}”超出范围或已损坏。请重新填写。"
            )

    def _lay_out(self, name: str, attributes: Attributes) -> None:
        """A merged range, cells with conditional formats, hidden columns, how all is shown and printed."""
        if name in _MARGINS:
            self._into, self._is_rich = [], False
            self._margins.append(self._into)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "conditionalFormatting":
            self._formatted = attributes.get("sqref", "")
        elif name == "cfRule":
            if int(attributes.get("dxfId", "-1")) in self._context.masks:
                self._masked += map(range_named, self._formatted.split())
        elif name in {"dataBar", "iconSet"}:
            if attributes.get("showValue") in {"0", "false"}:
                self._masked += map(range_named, self._formatted.split())
        elif name == "sheetFormatPr":
            self._usual_width = float(attributes.get("defaultColWidth", USUAL_WIDTH))
        elif name == "sheetView":
            self._is_without_zeros = attributes.get("showZeros") in {"0", "false"}
        else:
            self._measure(int(attributes["min"]), int(attributes["max"]), attributes)

    def _measure(self, first: int, last: int, attributes: Attributes) -> None:
        """A run of columns, with or without a width of its own."""
        if _is_unseen(attributes, "width", _SMALLEST_COLUMN):
            self._hidden_columns.append((first, last))
        else:
            self._widths.append((first, last, float(attributes.get("width", self._usual_width))))

    def _merge(self, reference: str) -> None:
        self._merged.append(range_named(reference))
        if len(self._merged) > MOST_MERGES:
            raise CixiError(f"合并单元格超过{MOST_MERGES}处。", TOO_LARGE_HINT)
