"""Numbers at the beginning of a paragraph: 一、（二） 3. (4) 5） ⑥ 第七章."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plans.numerals import chinese_number

if TYPE_CHECKING:
    from cixi_desktop.plans.lines import TextParagraph

_C = r"[一二三四五六七八九十百]{1,4}"
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("chapter", "cn", rf"第(?P<chapter>{_C}|\d{{1,2}})[章编篇部](?:分)?[:、.]?"),
    ("clause", "cn", rf"第(?P<clause>{_C}|\d{{1,2}})[节条][:、.]?"),
    ("十、", "cn", rf"(?P<comma>{_C})(?:[、.,]|:(?!\d))"),
    ("(十)", "cn", rf"\((?P<round>{_C})\)[、.,:]?"),
    ("十)", "cn", rf"(?P<half>{_C})\)[、.,]?"),
    ("1.1", "", r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,2})[.、]?(?=[\u4e00-\u9fff“《])"),
    ("1.", "ar", r"(?P<stop>\d{1,3})(?:[、.]|,(?!\d))(?!\d)"),
    ("(1)", "ar", r"\((?P<bracket>\d{1,3})\)[、.,:]?"),
    ("1)", "ar", r"(?P<close>\d{1,3})\)[、.,]?"),
    ("①", "ar", r"(?P<circle>[①-⑳])[、.]?"),
)
_MARKER = re.compile("|".join(form for _, _, form in _FORMS))
_BARE = re.compile(r"\d{1,2}(?=[\u4e00-\u9fff“])")
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
