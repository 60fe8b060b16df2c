"""Signs: the plan's half-width marks as full-width ones to be shown, and typed text as it is read."""

from __future__ import annotations

import re
import unicodedata

from cixi_desktop.errors import CixiError

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = re.compile(r"[,:;?!()]")
_MARK = re.compile(r"(?<=[^\x00-\x24\x26-\x7f])[,:;?!]|[,:;?!](?=[^\x00-\x7f])")
"""A mark beside Chinese, or after a percent sign; not the one in 1,200, 10:30 or an address."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Signs that nobody sees, which sheets and chats leave between others."""

_TURNING = frozenset("\u061c\u200f\u202b\u202e\u2067")
"""Signs among those that turn what follows: 12 is seen as 21, 5-3 as 3-5."""

_NOTHING = r"[-\u2010-\u2015\u2500－/／\\＼\s]*"
NONE_WORDS = frozenset({"无", "无。", "暂无", "暂无。", "没有"})
"""What is written to say that there is none, besides strokes and dashes."""

PICTURE = re.compile(r"=?(_xlfn\.)?DISPIMG\(", re.IGNORECASE)
"""What WPS writes for a picture in a cell."""


def says_nothing(text: str) -> bool:
    """Whether a cell is blank, or has a stroke or a dash as people put where they have nothing to say."""
    return re.fullmatch(_NOTHING, seen(text)) is not None


def narrow(text: str) -> str:
    """``text`` as it is read and compared: in half-width signs, without those that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text))


def in_order(text: str) -> str:
    """The same of a number or day; CixiError where signs in it may show it from right to left."""
    if not _TURNING.isdisjoint(text):
        hint = "请删去这一格的内容，重新键入。"
        raise CixiError(f"“{seen(text).strip()}”中有看不见的控制字符，显示的顺序可能不同。", hint)
    return narrow(text)


def seen(text: str) -> str:
    """``text`` without the signs that cannot be seen."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def quoted(text: str) -> str:
    """A name in quotation marks; its own become the inner ones: “‘诊断+提升’”."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


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
