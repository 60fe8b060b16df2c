"""Whether what a cell says can be seen: fonts on their ground, of a whole text or of its runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.workbook.reading.package import Attributes

BLACK, WHITE = "000000", "FFFFFF"
_THEME = {"0": WHITE, "1": BLACK}
_INDEXED = {"0": BLACK, "8": BLACK, "64": BLACK, "1": WHITE, "9": WHITE, "65": WHITE}
_RGB = re.compile("[0-9A-F]{6}")
_WEIGHTS = (299, 587, 114)
"""How bright red, green and blue are, of a thousand."""
_FAINTEST = 16_000
"""The least difference in brightness, of 255 000, by which a text can be read."""
_SMALLEST = 4.0
"""Points of the smallest font that can be read."""
_SIGNS = frozenset({"wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett"})
"""Fonts that show a sign in place of a letter or digit."""
STRUCK = "被划掉了"


class Font(NamedTuple):
    """What a text is written with; colours as RRGGBB, or as the file names them where they are others."""

    is_struck: bool = False
    size: float = 11
    colour: str = BLACK
    name: str = ""

    def told(self, name: str, attributes: Attributes) -> Font:
        """The font with one more of its properties."""
        if name == "strike":
            return self._replace(is_struck=attributes.get("val", "1") not in {"0", "false"})
        if name == "sz":
            return self._replace(size=float(attributes.get("val", "11")))
        if name == "color":
            return self._replace(colour=colour_of(attributes))
        return self._replace(name=attributes.get("val", "")) if name in {"name", "rFont"} else self


def colour_of(attributes: Attributes) -> str:
    """A colour of the file; black where it leaves it to the program."""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    theme, indexed = attributes.get("theme"), attributes.get("indexed")
    if theme is not None:
        tint = attributes.get("tint", "")
        return f"theme {theme} {tint}" if tint or theme not in _THEME else _THEME[theme]
    return _INDEXED.get(indexed, f"indexed {indexed}") if indexed is not None else BLACK


def _is_alike(colour: str, ground: str) -> bool:
    if not (_RGB.fullmatch(colour) and _RGB.fullmatch(ground)):
        return colour == ground
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(ground), strict=True)
    return sum(weight * abs(a - b) for weight, (a, b) in zip(_WEIGHTS, pairs, strict=True)) <= _FAINTEST


def flaw(font: Font, ground: str) -> str:
    """Why a text in this font is not seen as it is; “” where it is."""
    if font.is_struck:
        return STRUCK
    if font.size < _SMALLEST:
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

    def __init__(self) -> None:
        self.runs: list[Run] = []
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
            self._font = self._font.told(name, attributes)

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
        return f"整格“{told}”{why}。确要上报的请{mend}，不报的请清空单元格。"
    mend = "划掉的部分，取消删除线" if why == STRUCK else "看不见的部分，把格式改正"
    return f"“{told}”中的“{'”“'.join(unseen)[:20]}”{why}。请删去{mend}后再报。"
