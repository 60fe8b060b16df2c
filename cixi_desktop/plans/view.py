"""Text as it is compared: full-width signs made plain, blanks gone; every character knows where it stands."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cixi_desktop.plans.draft import Span

_QUOTES = {"「": "“", "『": "“", "」": "”", "』": "”", "〝": "“", "〞": "”", "〈": "《", "〉": "》"}
_DASHES = dict.fromkeys("–―─‑‐−﹣－", "-") | {"〜": "~", "∼": "~", "﹪": "%", "·": "·"}
_SAME = (
    _QUOTES | _DASHES | {"≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "【": "[", "】": "]", "〔": "[", "〕": "]"}
)


class View(Struct, frozen=True):
    """``text`` is plain; ``places[i]`` is where its i-th character stands in the source, and ``end`` behind it."""

    text: str
    places: list[int]

    def span(self, start: int, end: int) -> Span:
        """The span of the source that those characters stand in."""
        return self.places[start], self.places[end - 1] + 1

    def part(self, start: int, end: int) -> View:
        """Some of it."""
        return View(self.text[start:end], self.places[start:end])


@cache
def plain_sign(sign: str) -> str:
    """The character as it is compared; "" if it does not count (blanks, signs without width)."""
    if "①" <= sign <= "⓿":
        return sign
    plain = _SAME.get(sign) or unicodedata.normalize("NFKC", sign)
    if plain.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}:
        return ""
    return plain


def view(source: str, spans: Iterable[Span]) -> View:
    """The plain text of some spans of the source.

    A blank stays, as one, where it parts two letters or digits (``R 2``), and nowhere else.
    """
    signs: list[str] = []
    places: list[int] = []
    is_apart, is_quoted = False, False
    for start, end in spans:
        for place in range(start, end):
            sign = source[place]
            plain = plain_sign(sign)
            if not plain:
                is_apart = is_apart or sign.isspace()
                continue
            if plain == '"':
                plain, is_quoted = ("”", False) if is_quoted else ("“", True)
            if is_apart and signs and _is_letter(signs[-1]) and _is_letter(plain[0]):
                signs.append(" ")
                places.append(place - 1)
            is_apart = False
            for each in plain:
                signs.append(each)
                places.append(place)
    return View("".join(signs), places)


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
