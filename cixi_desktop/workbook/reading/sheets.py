"""The parts of a workbook, and its sheets as sparse tables of what their cells say."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.errors import CixiError
from cixi_desktop.workbook.reading.cells import plain_text, spot
from cixi_desktop.workbook.reading.fonts import (
    SMALLEST,
    THEME,
    WHITE,
    Font,
    RunListener,
    Text,
    colour_of,
    flaw,
)
from cixi_desktop.workbook.reading.formats import NumberFormat, built_in, format_of
from cixi_desktop.workbook.reading.listener import Context, SheetListener, Style
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
    from cixi_desktop.workbook.reading.cells import ReadSheet, Spot
    from cixi_desktop.workbook.reading.fonts import Theme

WORKBOOK = "xl/workbook.xml"


_REPEATED = "按“填充”对齐，会重复显示"


class Mask(NamedTuple):
    """How a conditional format makes a cell look."""

    font: Font = Font()
    ground: str = WHITE
    is_reshaped: bool = False


class _Styles(Listener):
    """styles.xml: number formats, fonts and fills, the cell styles made of them, and conditional formats."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.forms: dict[int, NumberFormat] = {}
        self.fonts: list[Font] = []
        self.grounds: list[str] = []
        self.styles: list[Attributes] = []
        self.filled: set[int] = set()
        self.shrunk: set[int] = set()
        self.masks: list[Mask] = []
        self._within = self._part = self._kind = ""

    def started(self, name: str, attributes: Attributes) -> None:
        if name in {"fonts", "fills", "cellXfs", "dxfs"}:
            self._within = name
        elif self._within == "dxfs":
            self._start_mask(name, attributes)
        elif name == "numFmt":
            self.forms[int(attributes.get("numFmtId", "0"))] = format_of(attributes.get("formatCode", ""))
        elif self._within == "cellXfs":
            self._start_style(name, attributes)
        elif self._within == "fonts":
            self._start_font(name, attributes)
        elif self._within == "fills":
            self._start_fill(name, attributes)

    def ended(self, name: str) -> None:
        if name == self._within:
            self._within = ""
        elif name == self._part:
            self._part = ""

    def cell_styles(self) -> list[Style]:
        """Each style of a cell by its number."""
        fonts, grounds = dict(enumerate(self.fonts)), dict(enumerate(self.grounds))
        found = []
        for number, attributes in enumerate(self.styles):
            form, font, fill = (int(attributes.get(name, "0")) for name in ("numFmtId", "fontId", "fillId"))
            ground = grounds.get(fill, WHITE)
            why = flaw(fonts.get(font, Font()), ground) or (_REPEATED if number in self.filled else "")
            own = fonts.get(font, Font())
            size = min(own.size, SMALLEST) if number in self.shrunk else own.size
            found.append(
                Style(self.forms.get(form) or built_in(form), why, ground, own, size / fonts.get(0, own).size)
            )
        return found

    def hiding(self) -> frozenset[int]:
        """The conditional formats by which a text may vanish, or a number look like another."""
        numbered = enumerate(self.masks)
        return frozenset(
            number for number, each in numbered if each.is_reshaped or flaw(each.font, each.ground)
        )

    def _start_style(self, name: str, attributes: Attributes) -> None:
        if name == "xf":
            self.styles.append(attributes)
        elif name == "alignment":
            self._start_alignment(attributes)

    def _start_alignment(self, attributes: Attributes) -> None:
        if attributes.get("horizontal") == "fill":
            self.filled.add(len(self.styles) - 1)
        if attributes.get("shrinkToFit") in {"1", "true"}:
            self.shrunk.add(len(self.styles) - 1)

    def _start_font(self, name: str, attributes: Attributes) -> None:
        if name == "font":
            self.fonts.append(Font())
        else:
            self.fonts[-1] = self.fonts[-1].told(name, attributes, self.theme)

    def _start_fill(self, name: str, attributes: Attributes) -> None:
        """A fill that is even; of others, nobody can say how they look behind a text."""
        if name == "fill":
            self.grounds.append(WHITE)
        elif name in {"patternFill", "gradientFill"}:
            self._kind = attributes.get("patternType", "none" if name == "patternFill" else name)
            self.grounds[-1] = WHITE if self._kind == "none" else ""
        elif name == "fgColor" and self._kind == "solid":
            self.grounds[-1] = colour_of(attributes, self.theme)

    def _start_mask(self, name: str, attributes: Attributes) -> None:
        if name == "dxf":
            self.masks.append(Mask())
        elif name == "font":
            self._part = name
        elif name == "numFmt":
            self.masks[-1] = self.masks[-1]._replace(is_reshaped=True)
        elif name == "bgColor":
            self.masks[-1] = self.masks[-1]._replace(ground=colour_of(attributes, self.theme))
        elif self._part == "font":
            font = self.masks[-1].font.told(name, attributes, self.theme)
            self.masks[-1] = self.masks[-1]._replace(font=font)


def read_sheets(data: bytes) -> tuple[ReadSheet, ...]:
    """All sheets of the workbook; CixiError if it is not fit to be read."""
    budget = Budget()
    package = Package(data, budget)
    outline = _Outline()
    listen(package.pieces(WORKBOOK), outline)
    relations = _relations(package, WORKBOOK)
    parts = {id_: target for kind, id_, target in relations.found if kind == "worksheet"}
    style_part = relations.part("styles", "xl/styles.xml")
    theme = _Theme()
    if relations.part("theme") in package:
        listen(package.pieces(relations.part("theme")), theme)
    found_styles = _Styles(theme.colours())
    if style_part in package:
        listen(package.pieces(style_part), found_styles)
    styles, masks = found_styles.cell_styles(), found_styles.hiding()
    shared = relations.part("sharedStrings", "xl/sharedStrings.xml")
    texts = _shared_texts(package, shared, budget, found_styles.theme)
    found = []
    for name, relation, is_hidden in outline.sheets:
        part = parts.get(relation)
        if part is not None:
            context = Context(texts, styles, masks, found_styles.theme, outline.is_1904, budget)
            listener = SheetListener(name, context)
            listen(package.pieces(part), listener)
            beside = _relations(package, part)
            notes, drawn = _Notes(budget), _Drawn(budget)
            for kind, of_kind in (("comments", notes), ("drawing", drawn)):
                if beside.part(kind) in package:
                    listen(package.pieces(beside.part(kind)), of_kind)
            found.append(listener.read(notes.found, drawn.found, is_hidden=is_hidden))
    return tuple(found)


class _Theme(Listener):
    """theme1.xml: the colours that cells name by numbers."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._name = ""

    def started(self, name: str, attributes: Attributes) -> None:
        if name in _THEME_NAMES:
            self._name = name
        elif name in {"srgbClr", "sysClr"} and self._name:
            self._named[self._name] = attributes.get("lastClr") or attributes.get("val", "")
            self._name = ""

    def colours(self) -> Theme:
        """By their numbers."""
        return tuple(self._named.get(name, own) for name, own in zip(_THEME_NAMES, THEME, strict=True))


_THEME_NAMES = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))


class _Outline(Listener):
    """workbook.xml: the sheets (name, relation, whether it is hidden), and how days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.is_1904 = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, is_hidden))
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

    def __init__(self, budget: Budget, theme: Theme) -> None:
        self.found: list[Text] = []
        self._budget = budget
        self._runs = RunListener(theme)
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
            text = self._runs.text()
            self.found.append(text._replace(text=plain_text(text.text)))
        elif name == "t":
            self._is_text = False
        elif name == "rPh":
            self._is_reading = False

    def told(self, text: str) -> None:
        if self._is_text:
            self._budget.spend_characters(len(text))
            self._runs.told(text)


def _shared_texts(package: Package, part: str, budget: Budget, theme: Theme) -> list[Text]:
    if part not in package:
        return []
    texts = _Texts(budget, theme)
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


class _Drawn(Listener):
    """The drawings above a sheet, by the cells of their corners, each with the text in it."""

    def __init__(self, budget: Budget) -> None:
        self.found: dict[Spot, str] = {}
        self._budget = budget
        self._corner = {"row": "", "col": ""}
        self._text = self._within = self._into = ""

    def started(self, name: str, _: Attributes) -> None:
        if name in _ANCHORS:
            self._budget.spend_cell()
            self._corner, self._text = {"row": "", "col": ""}, ""
        elif name == "from":
            self._within = name
        elif name == "t" or (self._within and name in self._corner):
            self._into = name

    def ended(self, name: str) -> None:
        if name == self._within:
            self._within = ""
        elif name == self._into:
            self._into = ""
        elif name in _ANCHORS:
            row, column = (int(self._corner[each] or 0) + 1 for each in ("row", "col"))
            self.found[row, column] = self.found.get((row, column), "") + self._text

    def told(self, text: str) -> None:
        if self._into == "t":
            self._budget.spend_characters(len(text))
            self._text += text
        elif self._into:
            self._corner[self._into] += text


_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
