"""The levels of a document, from the numbers that its paragraphs begin with and that follow one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plans.tables import ColumnContent, columns_of
from cixi_desktop.values import chinese_number

if TYPE_CHECKING:
    from cixi_desktop.plans.lines import TextParagraph


_C = r"[一二三四五六七八九十百]{1,4}"
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("chapter", "cn", rf"第(?P<chapter>{_C}|\d{{1,2}})[章编篇部](?:分)?[:、.]?"),
    ("clause", "cn", rf"第(?P<clause>{_C}|\d{{1,2}})[节条][:、.]?"),
    ("第一,", "spoken", rf"第(?P<ordinal>{_C})[,、:]"),
    ("一是", "spoken", rf"(?P<being>{_C})[是要](?=[\u4e00-\u9fff“])"),
    ("十、", "cn", rf"(?P<comma>{_C})(?:[、.,]|:(?!\d))"),
    ("(十)", "cn", rf"\((?P<round>{_C})\)[、.,:]?"),
    ("十)", "cn", rf"(?P<half>{_C})\)[、.,]?"),
    ("1.1", "", r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,2})[.、]?(?=[\u4e00-\u9fff“《])"),
    ("1.", "ar", r"(?P<stop>\d{1,3})(?:[、.]|,(?!\d))(?!\d)"),
    ("(1)", "ar", r"\((?P<bracket>\d{1,3})\)[、.,:]?"),
    ("1)", "ar", r"(?P<close>\d{1,3})\)[、.,]?"),
    ("①", "ar", r"(?P<circle>[①-⑳])[、.]?"),
)
SPOKEN = ("第一,", "一是")
_MARKER = re.compile("|".join(form for _, _, form in _FORMS))
_BARE = re.compile(r"\d{1,2}(?=[\u4e00-\u9fff“])")
_FRAMED = re.compile(r"\[(?!字[体号]|打印|关闭|返回|收藏|分享|纠错)[^\[\]]{2,24}\]")
_STAR = re.compile(r"[#★☆▲△●■◆※*•·>-]+|——")


class Marker(Struct, frozen=True):
    """A number before a paragraph: its form (``一、`` or ``(1)``), the numerals, its value, and where it ends."""

    form: str
    numerals: str
    value: int
    end: int
    shown: str
    parents: tuple[int, ...] = ()


def marker(paragraph: TextParagraph, source: str) -> Marker | None:
    """The number that a paragraph begins with, None if it has none."""
    text = paragraph.text
    sign = _STAR.match(text)
    outset = sign.end() if sign else 0
    found = _MARKER.match(text, outset)
    if found is None or found[0].startswith(("一,", "二,", "十,")):
        return _bare(paragraph, source)
    form, numerals = next((form, numerals) for form, numerals, _ in _FORMS if found[_GROUPS[form]])
    return _made(form, numerals, found[_GROUPS[form]], found.end(), found[0])


_GROUPS = {form: re.findall(r"\?P<(\w+)>", pattern)[0] for form, _, pattern in _FORMS}


def _made(form: str, numerals: str, digits: str, end: int, shown: str) -> Marker | None:
    if form == "①":
        return Marker(form, numerals, ord(digits) - ord("①") + 1, end, shown)
    if form == "1.1":
        *parents, last = map(int, digits.split("."))
        return Marker(form, str(len(parents)), last, end, shown, tuple(parents))
    value = int(digits) if digits.isascii() else int(chinese_number(digits) or 0)
    return Marker(form, numerals, value, end, shown) if value else None


def _bare(paragraph: TextParagraph, source: str) -> Marker | None:
    """A number that only a blank parts from its title: ``1 加强学习``."""
    found = _BARE.match(paragraph.text)
    if found is None:
        return None
    behind = paragraph.view.places[found.end() - 1] + 1
    if not source[behind : behind + 1].isspace():
        return None
    return Marker("1", "ar", int(found[0]), found.end(), found[0])


Columns = tuple[ColumnContent | None, ...]


class OutlineEntry(Struct, frozen=True):
    """A paragraph with its place.

    It has ``depth`` and ``marker`` if its number makes it a heading, ``columns`` if it is a row of a table of tasks.
    ``run`` counts the numberings at the top, -1 before the first.
    """

    paragraph: TextParagraph
    run: int
    depth: int | None = None
    marker: Marker | None = None
    columns: Columns = ()

    @property
    def text(self) -> str:
        """What it says, plainly."""
        return self.paragraph.text

    @property
    def is_heading(self) -> bool:
        """Whether it bears a number of the outline."""
        return self.depth is not None

    @property
    def is_task_row(self) -> bool:
        """Whether it is a row of a table whose heads are known, and no head itself."""
        return bool(self.columns)


class _Level(Struct):
    form: str
    numerals: str
    value: int


class _Levels:
    """The levels that are open, and where each form of number last stood."""

    def __init__(self) -> None:
        self._open: list[_Level] = []
        self._last: dict[str, int] = {}
        self.run = -1

    def place(self, found: Marker) -> int | None:
        """The depth of a heading with that number, None if the number does not follow from those before."""
        depth = self._depth(found)
        if depth is None:
            return None
        if depth == 0 and (not self._open or (found.value == 1 and self._open[0].value > 1)):
            self.run += 1
            self._last.clear()
        self._open[depth:] = [_Level(found.form, found.numerals, found.value)]
        self._last[found.form] = found.value
        return depth

    def _depth(self, found: Marker) -> int | None:
        by_form = {level.form: depth for depth, level in enumerate(self._open)}
        own = by_form.get(found.form)
        if own is not None and found.value == self._open[own].value + 1:
            return own
        if found.value == 1:
            return own if own is not None else 0 if found.form == "chapter" else self._new_depth(found)
        if own is None and self._last.get(found.form) == found.value - 1:
            return len(self._open)  # numbers that run through all sections
        return self._loose_depth(found, own)

    def _loose_depth(self, found: Marker, own: int | None) -> int | None:
        """Where people number loosely: other signs in one level, a number given twice or left out, an excerpt."""
        for depth in reversed(range(len(self._open))):  # 一. 二、（三） in one level
            level = self._open[depth]
            if level.numerals == found.numerals and level.value == found.value - 1:
                return depth
        if own is not None and found.value - self._open[own].value in {0, 2}:
            return own
        return 0 if not self._open and found.numerals == "cn" else None

    def _new_depth(self, found: Marker) -> int | None:
        """1.1 belongs below 1., whatever else is open."""
        if found.parents:
            above = [depth for depth, level in enumerate(self._open) if level.value == found.parents[-1]]
            return above[-1] + 1 if above else None
        return len(self._open)


def outline(paragraphs: list[TextParagraph], source: str, year: int | None) -> list[OutlineEntry]:
    """Every paragraph with its depth; rows of tables with what their columns hold."""
    levels = _Levels()
    columns: Columns = ()
    entries: list[OutlineEntry] = []
    markers = _markers(paragraphs, source)
    for place, paragraph in enumerate(paragraphs):
        if paragraph.is_row:
            heads = columns_of([cell.text for cell in paragraph.cells], year)
            columns = heads or columns
            is_head = heads is not None
            entries.append(
                OutlineEntry(paragraph, levels.run, columns=() if is_head else _fitting(columns, paragraph))
            )
            continue
        found = markers[place]
        depth = None if found is None else levels.place(found)
        if depth is None:
            entries.append(OutlineEntry(paragraph, levels.run))
        else:
            entries.append(OutlineEntry(paragraph, levels.run, depth, found))
    return entries


def _markers(paragraphs: list[TextParagraph], source: str) -> list[Marker | None]:
    """The number of each paragraph; of those that are words of a sentence only where they go on: 第一，… 第二，…."""
    framed = [place for place, each in enumerate(paragraphs) if _FRAMED.fullmatch(each.text)]
    counts = {place: count for count, place in enumerate(framed, 1)}  # 【扩优提质】 alone in a line
    found = [
        Marker("[]", "framed", counts[place], 1, "")
        if place in counts
        else None
        if each.is_row
        else marker(each, source)
        for place, each in enumerate(paragraphs)
    ]
    spoken = {(each.form, each.value) for each in found if each is not None and each.form in SPOKEN}
    return [
        None
        if each and each.form in SPOKEN and not {(each.form, each.value + n) for n in (-1, 1)} & spoken
        else each
        for each in found
    ]


def _fitting(columns: Columns, paragraph: TextParagraph) -> Columns:
    return columns[: len(paragraph.cells)]
