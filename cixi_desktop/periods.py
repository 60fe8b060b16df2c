"""数据所属期: months, 1—2月, quarters, half-years and years; 截至日期 and the day a report is due."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import narrow

MONTHS = 12
FIRST_YEAR = 2025
"""The year of what a file holds from the time when it knew one plan only."""


class Period(Struct, frozen=True, order=True):
    """数据所属期: the months ``first`` to ``last`` (1–12, inclusive) of one year.

    Figures are entered by month; longer periods are views over the months they contain.
    """

    year: int
    first: int
    last: int

    def __post_init__(self) -> None:
        if (self.first, self.last) not in _SHAPES:
            raise CixiError(
                f"{self.year}年{self.first}—{self.last}月不是一个数据所属期。",
                "请选择月、1—2月、季、半年或年。",
            )

    @property
    def key(self) -> str:
        """The period in files and on the command line: 2025-06, 2025-01~02, 2025-Q2, 2025-H1, 2025."""
        return f"{self.year}{_SHAPES[self.first, self.last]}"

    @property
    def label(self) -> str:
        """The period as an office writes it: 2025年6月, 2025年1—2月, 2025年第二季度, 2025年上半年, 2025年."""
        return f"{self.year}年{_LABELS[self.first, self.last]}"

    @property
    def is_month(self) -> bool:
        """Whether it is a single month, the only period that figures are entered for."""
        return self.first == self.last

    @property
    def is_entered(self) -> bool:
        """Whether figures are entered for it: a month, or 1—2月 for what is not published for January."""
        return self.is_month or (self.first, self.last) == (1, 2)

    @property
    def is_year_end(self) -> bool:
        """Whether it closes with December, when the year is judged."""
        return self.last == MONTHS

    @property
    def months_left(self) -> int:
        """Months of the year after this period, 0–11."""
        return MONTHS - self.last

    @property
    def closing(self) -> Period:
        """The month this period closes with."""
        return self if self.is_month else month(self.year, self.last)

    @property
    def end(self) -> date:
        """Its last day, the default 截至日期."""
        return _month_end(self.year, self.last)


@cache
def _month_end(year: int, number: int) -> date:
    return date(year, number, 31) if number == MONTHS else date(year, number + 1, 1) - timedelta(days=1)


_SHAPES: dict[tuple[int, int], str] = (
    {(n, n): f"-{n:02}" for n in range(1, 13)}
    | {(1, 2): "-01~02"}
    | {(3 * q - 2, 3 * q): f"-Q{q}" for q in range(1, 5)}
    | {(1, 6): "-H1", (7, 12): "-H2", (1, 12): ""}
)
_LABELS: dict[tuple[int, int], str] = (
    {(n, n): f"{n}月" for n in range(1, 13)}
    | {(1, 2): "1—2月"}
    | {(3 * q - 2, 3 * q): f"第{'一二三四'[q - 1]}季度" for q in range(1, 5)}
    | {(1, 6): "上半年", (7, 12): "下半年", (1, 12): ""}
)
_KEYS = {suffix: months for months, suffix in _SHAPES.items()}
_KEY = re.compile(r"^([1-9]\d{3})(-.+)?$")


def month(year: int, number: int) -> Period:
    """The month ``number`` (1–12) of ``year``."""
    return Period(year, number, number)


def parse_period(text: str) -> Period:
    """Read a period's key; ``2025-6`` and ``2025-1~2`` are accepted for 2025-06 and 2025-01~02."""
    found = _KEY.match(text.strip().upper())
    suffix = re.sub(r"(?<=[-~])(\d)(?!\d)", r"0\1", found[2] or "") if found else None
    if found is None or suffix not in _KEYS:
        raise CixiError(
            f"“{text}”不是数据所属期。", "请写成2025-06（月）、2025-01~02、2025-Q2、2025-H1或2025。"
        )
    return Period(int(found[1]), *_KEYS[suffix])


def period_labelled(text: str, year: int) -> Period | None:
    """The period of that label however it was retyped: 2025年06月, 2025-06, 6月份 of ``year``; else None."""
    bare = re.sub(r"[~～－–-]", "—", "".join(narrow(text).split())).removesuffix("份")
    bare = re.sub(r"^(\d{4})[—./](\d{1,2})月?$", r"\1年\2月", bare)
    if re.match(r"\d{1,2}(—\d{1,2})?月", bare, re.ASCII):
        bare = f"{year}年{bare}"
    bare = re.sub(r"(?<!\d)0(?=\d月)", "", bare)
    found = re.match(r"(\d{4})年", bare, re.ASCII)
    periods = (Period(int(found[1]), *months) for months in _SHAPES) if found else ()
    return next((period for period in periods if period.label == bare), None)


def due_date(period: Period, due_day: int) -> date:
    """The day the report is due.

    ``due_day`` (1–31) of the closing month, or that month's last day if it is shorter.
    """
    return period.end.replace(day=min(due_day, period.end.day))


def day_words(day: date) -> str:
    """A day as offices write it: 2025年6月30日 (Windows takes no Chinese in a format of strftime)."""
    return f"{day.year}年{day.month}月{day.day}日"


def signed(who: str, day: date | None) -> str:
    """Who said something, and when: 张三2025年6月28日; either may be missing.

    A name in letters or digits would run into the year: root 2025年6月28日.
    """
    between = " " if day and who and who[-1].isascii() else ""
    return f"{who}{between}{day_words(day) if day else ''}"


def dated(words: str, said_in: int) -> str:
    """What was said in a month with 本月, 下月, 本季度 by their names: of June, 下月底前 is 7月底前."""

    def name(found: re.Match[str]) -> str:
        months = 1 if found[2] == "月" else 3
        most, place = MONTHS // months, (said_in - 1) // months + _SIDES[found[1]]
        year = {-1: "上年", 0: "", 1: "次年"}[place // most]
        return f"{year}{place % most + 1}月" if months == 1 else f"{year}{'一二三四'[place % most]}季度"

    return _RELATIVE.sub(name, words)


_SIDES = {"上": -1, "本": 0, "当": 0, "下": 1}
_RELATIVE = re.compile(r"(?<![以线])([上本当下])个?(月(?!均|度)|季(?!节)度?)")


def since_january(last: int) -> str:
    """The months up to ``last``: 1—6月, and 1月 for January alone."""
    return f"1—{last}月" if last > 1 else "1月"


def as_of_label(as_of: date) -> str:
    """截至日期 as a sentence begins with it: 截至6月底, or 截至6月25日 within a month."""
    is_end = as_of == _month_end(as_of.year, as_of.month)
    return f"截至{as_of.month}月底" if is_end else f"截至{as_of.month}月{as_of.day}日"
