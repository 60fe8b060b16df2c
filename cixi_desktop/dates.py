"""Days and months as people type them: one reader for inputs, cells and pasted text."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.punctuation import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.periods import Period

DAY = r"(\d{4})(?:年|[./-])(\d{1,2})(?:月|[./-])(\d{1,2})日?|(\d{4})(\d\d)(\d\d)"
"""A day with its year, as part of a longer pattern; its groups are the numbers."""
_SHORT_DAY = r"(\d{1,2})(?:月|[./-])(\d{1,2})日?"
_MONTH = r"(?:([1-9]\d{3})[-/.年])?0?(\d{1,2})月?(?:份)?"
_MONTH_AS_DEADLINE = r"(?:([1-9]\d{3})年)?(\d{1,2})月(?:底|末|份)?"
_MONTH_END = r"(?:([1-9]\d{3})年)?(\d{1,2})月[底末]"
_SPAN = r"((?:[1-9]\d{3}年)?)第?([一二三四1-4]季度?|[上下]半年)([底末]?)"
_LAST_MONTHS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12, "上": 6, "下": 12}
"""Of quarters and halves by the first sign of their names."""
_YEAR_END = {"年底", "年末", "全年"}
_SERIAL = r"(\d{5})(?:\.\d+)?"
"""A day as a spreadsheet program counts it, with a time behind the point."""
_TIME = r"(?:[ T]|(?=[上下]午))(?:上午|下午)?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M)?"
_BEHIND = rf"(?:{_TIME}|\(?(?:星期|周)[一二三四五六日天]\)?)\s*$"
"""What may stand behind a day and says nothing more: a time, the day of the week."""
_NAMED = re.compile(
    r"(?:截至)?(?<![去上明次来]年)(?:(?P<year>\d{4})年|(?<!\d)\d{1,2}[—–~至-])?"
    r"(?:(?P<month>(?<!\d)\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<third>[上中])旬|下旬|[底末份])?"
    r"|(?P<span>[一二三四]季度|上半年)[底末]?)(?:之?前|以前)?"
)
"""A month, day, quarter or half-year within a sentence, with what makes a deadline of it."""
_PAPERS = re.compile(r"《[^》]*》|〔\d{4}〕\s*\d+号(?:（[^）]*）)?")
_THIRDS = {"上": 10, "中": 20}
"""The last days of 上旬 and 中旬."""
_DAY_ZERO = date(1899, 12, 30)
"""From which spreadsheet programs count."""


def read_date(text: str) -> date:
    """A date with its year: 2025-06-25, 2025年6月25日, 2025/6/25, 20250625. CixiError for anything else.

    A time behind it is cut off, and so is the day of the week.
    """
    found = re.fullmatch(DAY, _narrow(text))
    day = _day(found) if found else None
    if day is None:
        raise CixiError(f"“{text}”不是日期。", "请写成2025-06-25。")
    return day


def read_day(text: str, year: int) -> date:
    """A date with its year or of ``year``: also 6月25日, 6.25, and as sheets count the days near it."""
    bare = _narrow(text)
    short = re.fullmatch(_SHORT_DAY, bare)
    if short:
        with suppress(CixiError):  # 25/6 is told as it was written
            return read_date(f"{year}-{short[1]}-{short[2]}")
    counted = re.fullmatch(_SERIAL, bare)
    day = _DAY_ZERO + timedelta(days=int(counted[1])) if counted else None
    return day if day and abs(day.year - year) <= 1 else read_date(text)


def read_as_of(text: str, year: int) -> date:
    """The day a figure holds for: a day as it is read elsewhere, or a month's end, 6月底."""
    found = re.fullmatch(_MONTH_END, _by_month(_narrow(text)))
    if found and 1 <= int(found[2]) <= MONTHS:
        return month(int(found[1] or year), int(found[2])).end
    return read_day(text, year)


def read_month(text: str, year: int) -> int:
    """The number of a month of ``year``: 6, 06, 6月, 6月份, 2025年6月, or a day of it.

    CixiError for anything else, also a month of another year.
    """
    found = re.fullmatch(_MONTH, _narrow(text))
    if found and not 1 <= int(found[2]) <= MONTHS:
        found = None
    number, of_year = (int(found[2]), int(found[1] or year)) if found else (0, year)
    if not number:
        with suppress(CixiError):
            day = read_day(text, year)
            number, of_year = day.month, day.year
    if not number:
        raise CixiError(f"“{text}”不是月份。", "请写成6月。")
    if of_year != year:
        raise CixiError(f"“{text}”不在{year}年。", f"这里只记{year}年各月的。")
    return number


def read_deadline(text: str, year: int) -> date:
    """A 完成时限 as sheets write it: a date, 9月30日, 9月底前, 2025年9月, 年底; a month is its last day.

    CixiError if it is before ``year``, which is meant where none is written.
    """
    narrow = _by_month(_narrow(text).removesuffix("前"))
    found = re.fullmatch(_MONTH_AS_DEADLINE, narrow)
    if narrow in _YEAR_END:
        day = month(year, MONTHS).end
    elif found and 1 <= int(found[2]) <= MONTHS:
        day = month(int(found[1] or year), int(found[2])).end
    else:
        day = read_day(narrow, year)
    if day.year < year:
        raise CixiError(f"“{text}”早于{year}年。", "请检查年份。")
    return day


def _by_month(narrow: str) -> str:
    """A quarter or half by its last month: 三季度末 → 9月末."""
    found = re.fullmatch(_SPAN, narrow)
    return f"{found[1]}{_LAST_MONTHS[found[2][0]]}月{found[3]}" if found else narrow


def days_in(text: str) -> Iterator[date]:
    """Every day that a text names with its year."""
    for found in re.finditer(DAY, text):
        day = _day(found)
        if day is not None:
            yield day


def past_days(text: str, period: Period) -> tuple[str, ...]:
    """The days and months that a text names and that are over before the period ends: 截至6月底, 7月10日前.

    Without a year they are those of the period's; from a month on (6月以来), and a paper's day, are none.
    """
    found = (
        named[0]
        for named in _NAMED.finditer(_PAPERS.sub("", text))
        if not named.string.startswith(("以来", "起"), named.end()) and _last_day(named, period) < period.end
    )
    return tuple(dict.fromkeys(found))


def _last_day(named: re.Match[str], period: Period) -> date:
    """The last day of what is named; the period's own where there is no such month."""
    number = int(named["month"] or _LAST_MONTHS[named["span"][0]])
    if not 1 <= number <= MONTHS:
        return period.end
    end = month(int(named["year"] or period.year), number).end
    day = int(named["day"] or _THIRDS.get(named["third"] or "", end.day))
    return end.replace(day=max(1, min(day, end.day)))


def _narrow(text: str) -> str:
    """The text in half-width signs, without blanks and what may stand behind a day."""
    return re.sub(_BEHIND, "", in_order(text).strip()).replace(" ", "")


def _day(found: re.Match[str]) -> date | None:
    year, number, day = (int(part) for part in found.groups() if part)
    with suppress(ValueError):
        return date(year, number, day)
    return None
