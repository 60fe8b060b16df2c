"""依据: the paper that proves a stage, kept as one text in one wording: 慈科〔2025〕8号，2025-06-05."""

from __future__ import annotations

import re
from typing import NamedTuple

from cixi_desktop.dates import DAY, days_in, read_date, read_day
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import day_words
from cixi_desktop.punctuation import NONE_WORDS, says_nothing

COMMA = "，"
_YEAR = r"[\[（(【〔]\s*(\d{4})\s*[\]）)】〕]"
_WHOLE = rf"(?s)(?P<number>.*?)[，,、；;\s]*(?P<day>{DAY})"
_NEAR = r"(?s)(?P<number>.*)，(?P<day>\d[^，]{0,11})"
"""A day that cannot be read, behind the comma. The patterns are compiled where they are first used: no figure
waits for them."""


class Proof(NamedTuple):
    """Number or name of the paper, and its day, as text; “” where it is missing."""

    number: str
    day: str


def split_proof(text: str) -> Proof:
    """The parts of a proof: its end is the day, if it names one."""
    found = re.fullmatch(_WHOLE, text.strip()) or re.fullmatch(_NEAR, text.strip())
    return Proof(found["number"], found["day"]) if found else Proof(text.strip(), "")


def tidied(text: str, year: int) -> str:
    """A proof as it is kept: the year of the paper in its own brackets, the day by its numbers.

    ``year`` is meant where a day is typed without one. What says that there is no paper is none.
    """
    if says_nothing(text) or text.strip() in NONE_WORDS:
        return ""
    number, day = split_proof(text)
    return COMMA.join(filter(None, (re.sub(_YEAR, r"〔\1〕", number), _day_text(day, year))))


def told_proof(text: str) -> Proof:
    """The parts of a kept proof as texts tell them: the day as 2025年6月5日."""
    number, day = split_proof(text)
    try:
        return Proof(number, day_words(read_date(day)))
    except CixiError:
        return Proof(number, day)


def proof_words(text: str) -> str:
    """慈科〔2025〕8号（2025年6月5日）."""
    number, day = told_proof(text)
    return f"{number}（{day}）" if number and day else number or day


def lacking(text: str) -> str:
    """What a proof does not name: 日期 or 文号（材料名称）; “” where nothing is missing, or all of it."""
    if not text:
        return ""
    if not any(days_in(text)):
        return "日期"
    return "" if split_proof(text).number else "文号（材料名称）"


def _day_text(text: str, year: int) -> str:
    """A day as it is kept; what cannot be read stays as it was typed."""
    try:
        return read_day(text, year).isoformat()
    except CixiError:
        return text.strip()
