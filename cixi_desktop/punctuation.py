"""Punctuation: the plan's own half-width marks as full-width ones, for showing and printing."""

from __future__ import annotations

import re

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = re.compile(r"[,:;?!()]")
_MARK = re.compile(r"(?<=[^\x00-\x24\x26-\x7f])[,:;?!]|[,:;?!](?=[^\x00-\x7f])")
"""A mark beside Chinese, or after a percent sign; not the one in 1,200, 10:30 or an address."""


def fullwidth_punctuation(text: str) -> str:
    """``text`` with Chinese punctuation where it stands among Chinese: (修订), → （修订），.

    Character by character, so that places in the text stay; numbers and Latin words are left alone.
    """
    if not _HALF.search(text):
        return text
    return _MARK.sub(lambda mark: _FULL[mark[0]], _with_full_brackets(text))


def _with_full_brackets(text: str) -> str:
    """Brackets go in pairs: both become full-width if either stands beside Chinese."""
    characters, opened = list(text), list[int]()
    for place, character in enumerate(text):
        if character == "(":
            opened.append(place)
        elif character == ")":
            pair = (opened.pop(), place) if opened else (place,)
            _widen(characters, text, pair)
    for place in opened:
        _widen(characters, text, (place,))
    return "".join(characters)


def _widen(characters: list[str], text: str, places: tuple[int, ...]) -> None:
    if any(not beside.isascii() for place in places for beside in text[max(place - 1, 0) : place + 2]):
        for place in places:
            characters[place] = _FULL[text[place]]
