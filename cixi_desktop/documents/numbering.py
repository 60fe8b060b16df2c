"""Automatic numbers, as Word shows them: they are nowhere in the text of a document."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.documents.package import child, each, is_on, number, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_SIGNS = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "upperLetter": ascii_uppercase,
    "lowerLetter": ascii_lowercase,
}
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",  # what WPS writes for 一、二、三、
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "japaneseDigitalTenThousand",
    }
)
_LEGAL_FORMS = frozenset({"chineseLegalSimplified", "ideographLegalTraditional"})
_MOST_ROMAN = 400
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


class Level(Struct, frozen=True):
    """How one level is numbered: first number, form of the number, ``%1、`` around it."""

    start: int
    form: str
    text: str
    is_legal: bool
    style: str


class Numbering:
    """The lists of a document, with what each has counted so far."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._own_levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        for abstract in each(root, "abstractNum"):
            self._levels[abstract.get("abstractNumId", "")] = _levels(abstract)
        for num in each(root, "num"):
            self._add_list(num)

    def _add_list(self, num: Element) -> None:
        name = num.get("numId", "")
        self._abstract[name] = value(num, "abstractNumId") or ""
        own: dict[int, Level] = {}
        for override in each(num, "lvlOverride"):
            start, depth = number(override, "startOverride"), int(override.get("ilvl", "0"))
            if start is not None:
                self._overrides[name, depth] = start
            own |= _levels(override)
        self._own_levels[name] = own

    def level_of_style(self, name: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style, 0 if none does."""
        levels = self._levels.get(self._abstract.get(name, ""), {})
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def label(self, name: str, depth: int) -> str:
        """The number that the next paragraph of that list and level bears, counted; "" for a bullet."""
        abstract = self._abstract.get(name)
        if abstract is None or depth >= LEVELS:
            return ""
        levels = self._levels.get(abstract, {}) | self._own_levels[name]
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        before = counts[depth]
        restart = self._overrides.pop((name, depth), None)
        if restart is not None:
            counts[depth] = restart
        else:
            counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return _shown(level, levels, counts)


def _levels(parent: Element) -> dict[int, Level]:
    return {
        int(lvl.get("ilvl", "0")): Level(
            start=number(lvl, "start") or 0,
            form=value(lvl, "numFmt") or _form_of_choice(lvl),
            text=value(lvl, "lvlText") or "",
            is_legal=is_on(lvl, "isLgl"),
            style=value(lvl, "pStyle") or "",
        )
        for lvl in each(parent, "lvl")
    }


def _form_of_choice(lvl: Element) -> str:
    """Newer forms of numbers are offered with a plainer one to fall back to."""
    return value(child(lvl, "AlternateContent", "Fallback"), "numFmt") or "decimal"


def _shown(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    if level.form == "bullet":
        return ""

    def count(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        other = levels.get(depth)
        form = "decimal" if level.is_legal or other is None else other.form
        reached = counts[depth]
        if reached is None:
            reached = other.start if other else 1
        return formed(reached, form)

    label = re.sub(r"%([1-9])", count, level.text)
    return f"{label} " if label[-1:].isdigit() else label


def formed(count: int, form: str) -> str:
    """The number in that form: 12 → 十二, ⑫, XII, l; in digits where the form or the number is beyond it."""
    if form == "none":
        return ""
    if form in _CHINESE:
        return chinese(count)
    if form in _LEGAL_FORMS:
        return chinese(count).translate(_LEGAL)
    if form in {"upperRoman", "lowerRoman"} and 0 < count < _MOST_ROMAN:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    signs = _SIGNS.get(form, "")
    if 0 < count <= len(signs):
        return signs[count - 1]
    return f"{count:02}" if form == "decimalZero" else str(count)


def chinese(count: int) -> str:
    """The number in Chinese, below ten thousand: 10 → 十, 21 → 二十一, 105 → 一百零五."""
    if not 0 < count < 10_000:  # noqa: PLR2004
        return str(count)
    text = "".join(
        _DIGITS[int(digit)] + unit if digit != "0" else "零"
        for digit, unit in zip(f"{count:04}", ("千", "百", "十", ""), strict=True)
    )
    text = re.sub("零+", "零", text).strip("零")
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(count: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        text += letters * times
    return text
