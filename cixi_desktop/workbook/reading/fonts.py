"""Whether what a cell says can be seen: fonts on their ground, of a whole text or of its runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cixi_desktop.workbook.reading.package import Attributes

BLACK, WHITE = "000000", "FFFFFF"
THEME = (WHITE, BLACK, "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
"""The colours of a file without a theme of its own, by their numbers."""
_PALETTE = re.findall(
    "[0-9A-F]{6}",
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 "
    "C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF "
    "800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC "
    "99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333",
)
"""The colours that have numbers from 8 on; the first eight have those from 0 on, too."""
_RGB = re.compile("[0-9A-F]{6}")
_WEIGHTS = (299, 587, 114)
"""How bright red, green and blue are, of a thousand."""
_FAINTEST = 20_000
"""The least difference in brightness, of 255 000, by which a text can be read."""
SMALLEST = 4.0
"""Points of the smallest font that can be read."""
_SIGNS = frozenset(
    {
        *("wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett"),
        *("bookshelf symbol 7", "zapfdingbats", "zapf dingbats", "itc zapf dingbats", "mt extra"),
    }
)
"""Fonts that show a sign in place of a letter or digit."""
STRUCK = "被划掉了"
UNSEEN = "整格"
"""How it is said that nothing of a cell is seen."""


class Font(NamedTuple):
    """What a text is written with; its colour as RRGGBB."""

    is_struck: bool = False
    size: float = 11
    colour: str = BLACK
    name: str = ""

    def told(self, name: str, attributes: Attributes, theme: Theme = THEME) -> Font:
        """The font with one more of its properties."""
        if name == "strike":
            return self._replace(is_struck=attributes.get("val", "1") not in {"0", "false"})
        if name == "sz":
            return self._replace(size=float(attributes.get("val", "11")))
        if name == "color":
            return self._replace(colour=colour_of(attributes, theme))
        return self._replace(name=attributes.get("val", "")) if name in {"name", "rFont"} else self


Theme = Sequence[str]


def colour_of(attributes: Attributes, theme: Theme = THEME) -> str:
    """A colour of the file as RRGGBB; black where it leaves it to the program or is none."""
    number = int(attributes.get("theme", -1))
    indexed = int(attributes.get("indexed", -1))
    colour = attributes.get("rgb", BLACK)[-6:].upper()
    if 0 <= number < len(theme):
        colour = theme[number]
    elif indexed == _GROUND:
        colour = WHITE
    elif 0 <= indexed < _DOUBLE + len(_PALETTE):
        colour = _PALETTE[indexed - _DOUBLE if indexed >= _DOUBLE else indexed]
    return _tinted(colour if _RGB.fullmatch(colour) else BLACK, float(attributes.get("tint", 0)))


_DOUBLE, _GROUND = 8, 65


def _tinted(colour: str, tint: float) -> str:
    """The colour made lighter (to white at 1) or darker (to black at −1)."""
    if not tint or not abs(tint) <= 1:
        return colour
    hue, light, saturation = rgb_to_hls(*(part / 255 for part in bytes.fromhex(colour)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, saturation))


def _is_alike(colour: str, ground: str) -> bool:
    """Whether a text cannot be told from its ground; “” is one of which nobody knows how it looks."""
    if not ground:
        return False
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(ground), strict=True)
    return sum(weight * abs(a - b) for weight, (a, b) in zip(_WEIGHTS, pairs, strict=True)) <= _FAINTEST


def flaw(font: Font, ground: str) -> str:
    """Why a text in this font is not seen as it is; “” where it is."""
    if font.is_struck:
        return STRUCK
    if font.size < SMALLEST:
        return f"的字只有{font.size:g}磅，看不见"
    if _is_alike(font.colour, ground):
        return "的字与底色相同，看不见"
    return f"用了符号字体{font.name}，看到的不是这些字" if font.name.lower() in _SIGNS else ""


Run = tuple[str, Font | None]
"""A piece of a text, and its font; None where it is the cell's."""


class Text(NamedTuple):
    """A text, and the runs it is made of where they are not all alike."""

    text: str
    runs: tuple[Run, ...] = ()


_RAISED = {
    "superscript": str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "subscript": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
"""Signs that stand higher or lower than others, and are no part of a number."""
RUN_PARTS = frozenset({"r", "rPr", "strike", "sz", "color", "rFont", "vertAlign"})


class RunListener:
    """The runs of one text: the font of each, and what stands higher or lower."""

    def __init__(self, theme: Theme) -> None:
        self.runs: list[Run] = []
        self._theme = theme
        self._font: Font | None = None
        self._signs: Mapping[int, int] = {}

    def started(self, name: str, attributes: Attributes) -> None:
        """A run, its properties, or one of them."""
        if name == "r":
            self._font, self._signs = None, {}
        elif name == "vertAlign":
            self._signs = _RAISED.get(attributes.get("val", ""), {})
        elif name == "rPr":
            self._font = Font()
        elif self._font is not None:
            self._font = self._font.told(name, attributes, self._theme)

    def told(self, text: str) -> str:
        """Text of the run, as it is seen."""
        text = text.translate(self._signs)
        self.runs.append((text, self._font))
        return text

    def text(self) -> Text:
        """The whole text, as it is written; what was told is forgotten."""
        runs, self.runs, self._font, self._signs = self.runs, [], None, {}
        whole = "".join(text for text, _ in runs)
        is_alike = all(font is None for _, font in runs)
        return Text(whole) if is_alike else Text(whole, tuple(runs))


def unseen_words(text: str, runs: Sequence[Run], own: str, ground: str) -> str:
    """Why a text is not taken of which something is not seen; “” where all is. ``own`` is the cell's flaw."""
    if not text.strip() or not (own or runs):
        return ""
    flaws = [(piece, own if font is None else flaw(font, ground)) for piece, font in runs or [(text, None)]]
    unseen = [piece for piece, why in flaws if why]
    if not "".join(unseen).strip():
        return ""
    why = next(why for piece, why in flaws if why and piece.strip())
    told = text.strip()[:20]
    if len("".join(unseen).strip()) >= len(text.strip()):
        mend = "取消删除线" if why == STRUCK else "把格式改正"
        return f"{UNSEEN}“{told}”{why}。确需报送的请{mend}，不报的请清空单元格。"
    mend = "划掉的部分，取消删除线" if why == STRUCK else "看不见的部分，把格式改正"
    return f"“{told}”中的“{'”“'.join(unseen)[:20]}”{why}。请删去{mend}后再报。"
