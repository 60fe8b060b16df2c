"""依据: the paper that proves a stage, kept as one text in one wording: 慈科〔2025〕8号，2025-06-05."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

COMMA = "，"
_YEAR = r"[\[（(【〔]\s*(\d{4})\s*[\]）)】〕]"
_DAY = r"(\d{4})(?:年|[./-])(\d{1,2})(?:月|[./-])(\d{1,2})日?|(\d{4})(\d\d)(\d\d)"
_SHORT = r"(\d{1,2})(?:月|[./-])(\d{1,2})日?"
_WHOLE = rf"(?s)(?P<number>.*?)[，,、；;\s]*(?P<day>{_DAY})"
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

    ``year`` is meant where a day is typed without one.
    """
    number, day = split_proof(text)
    return COMMA.join(filter(None, (re.sub(_YEAR, r"〔\1〕", number), _day_text(day, year))))


def lacking(text: str) -> str:
    """What a proof does not name: 日期 or 文号（材料名称）; “” where nothing is missing, or all of it."""
    if not text:
        return ""
    if not any(_read(found) for found in re.finditer(_DAY, text)):
        return "日期"
    return "" if split_proof(text).number else "文号（材料名称）"


def _day_text(text: str, year: int) -> str:
    """A day as it is kept; what cannot be read stays as it was typed."""
    import unicodedata

    narrow = unicodedata.normalize("NFKC", text).replace(" ", "")
    if short := re.fullmatch(_SHORT, narrow):
        narrow = f"{year}-{short[1]}-{short[2]}"
    found = re.fullmatch(_DAY, narrow)
    day = _read(found) if found else None
    return day.isoformat() if day else text.strip()


def _read(found: re.Match[str]) -> date | None:
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None
