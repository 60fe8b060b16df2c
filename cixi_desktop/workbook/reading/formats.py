"""How a cell shows its number: the codes of number formats, and what people see by them."""

from __future__ import annotations

import operator
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.values import HUNDRED, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Callable

PERCENT, DAY, TIME, WORDED, UNSEEN = "%", "日", "时", "样", "隐"
"""What a number is by its format: a share, a day, a time of day, shown with words or signs, or not at all."""


class NumberFormat(NamedTuple):
    """A number format: its code, what it makes of a number, “” for a plain one, whether it colours it."""

    code: str = "General"
    shape: str = ""
    is_coloured: bool = False


GENERAL = NumberFormat()
_BUILT_IN = {
    **dict(zip(range(1, 5), ("0", "0.00", "#,##0", "#,##0.00"), strict=True)),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
    49: "@",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "yyyy/m/d h:mm",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    30: "m-d-yy",
    32: "h时mm分",
    33: "h时mm分ss秒",
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月"),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日"),
    31: "yyyy年m月d日",
    **dict.fromkeys((34, 55), "上午/下午h时mm分"),
    **dict.fromkeys((35, 56), "上午/下午h时mm分ss秒"),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((41, 42), '#,##0;-#,##0;"-"'),
    **dict.fromkeys((43, 44), '#,##0.00;-#,##0.00;"-"'),
}
"""Number formats that have no code in the file; 27–36 and 50–58 are those of Chinese programs."""
_ASIDE = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]|_.|\*.')
"""What a code shows as it stands, or not at all."""
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_PLAIN = re.compile("general|standard|g/通用格式|常规|@", re.IGNORECASE)
_COLOURS = (
    "black黑色",
    "white白色",
    "red红色",
    "green绿色",
    "blue蓝色",
    "yellow黄色",
    "magenta洋红色",
    "cyan青色蓝绿色",
)
"""That have names in codes, in the order of their numbers."""
_COLOUR = re.compile(
    r"\[(?:(black|white|red|green|blue|yellow|magenta|cyan|[黑白红绿蓝黄青]色?|洋红色?|蓝绿色?)"
    r"|(?:color|颜色) ?(\d{1,2}))\]",
    re.IGNORECASE,
)
_SIMPLE = re.compile(rf"({_PLAIN.pattern}|[#,0]*0(\.[0#]+)?(_.| )*|)", re.IGNORECASE)
_TIME = re.compile("[hs]|am/pm|上午/下午")
_DAY = re.compile("[yd]|aaa|e(?![+-])|m")


def built_in(number: int) -> NumberFormat:
    """A format that every program knows by its number."""
    return format_of(_BUILT_IN.get(number, "General"))


@lru_cache(maxsize=512)
def format_of(code: str) -> NumberFormat:
    """The format of a code."""
    return NumberFormat(code, _shape(code), _COLOUR.search(code) is not None)


def _shape(code: str) -> str:
    bare = _PLAIN.sub("", _ASIDE.sub("", code)).lower()
    if code and not code.strip("; "):
        return UNSEEN
    if "%" in bare:
        return PERCENT
    is_time = bool(_TIME.search(bare) or _ELAPSED.search(code))
    if _DAY.search(bare.replace("m", "") if is_time else bare):
        return DAY
    if is_time:
        return TIME
    return "" if _SIMPLE.fullmatch(code) else WORDED


_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - days of a sheet have no zone
_LAST_SERIAL = 2_958_465
"""31 December 9999."""
_LEAP_DAY = 60
_MOST_DIGITS = 11
"""Of a plain whole number; a longer one is shown by its power of ten."""
_WEEKDAYS = "一二三四五六日"


def shown_number(text: str, form: NumberFormat) -> str | None:
    """The digits ``text`` as the format shows them; None where it does what nobody does here."""
    value = Decimal(text)
    if form.shape in {DAY, TIME}:
        return _shown_moment(value, form.code)
    if form.shape == UNSEEN:
        return ""
    if _PLAIN.fullmatch(form.code):
        is_short = abs(value) < 10**_MOST_DIGITS
        return plain(value) if is_short else f"{value.normalize():.6g}".replace("e", "E")
    section, is_signed = _section(value, _sections(form.code))
    shown = None if section is None else _shown_digits(abs(value) if value < 0 else value, section)
    return f"-{shown}" if shown and is_signed else shown


def shown_text(text: str, form: NumberFormat) -> str:
    """A text as the part of the format that is for texts shows it: as it stands where there is none."""
    section = _section_of_texts(form.code)
    if section is None:
        return text
    tokens = _TOKEN.findall(section)
    return "".join(
        text if places else quoted or escaped or other for quoted, escaped, _, _, places, other in tokens
    )


def _section_of_texts(code: str) -> str | None:
    *_, last = sections = _sections(code)
    return last if len(sections) >= _WITH_TEXTS or _AT.search(_ASIDE.sub("", last)) else None


def colour_number(text: str, form: NumberFormat, *, is_number: bool) -> int | None:
    """The colour that the format gives to what a cell says, by its number from 0 on; None for none."""
    code = form.code
    section = _section(Decimal(text), _sections(code))[0] if is_number else _section_of_texts(code)
    found = _COLOUR.search(section or "")
    if found is None:
        return None
    name = found[1] and found[1].lower()
    return next(n for n, words in enumerate(_COLOURS) if name in words) if name else int(found[2]) - 1


def day_of(text: str) -> date | None:
    """The day that a serial stands for, whatever time of it; None for what is no day of a calendar."""
    days = Decimal(int(Decimal(text)))
    return _moment(days).date() if 1 <= days <= _LAST_SERIAL else None


def _moment(days: Decimal) -> datetime:
    """A serial as day and time. Programs count a 29 February 1900 that never was: days before are one on."""
    skipped = 1 if 1 <= days < _LEAP_DAY else 0
    return _DAY_ZERO + timedelta(days=skipped, seconds=int(rounded(days * 86_400, 0)))


_SECTION = re.compile(r'((?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')


_WITH_TEXTS = 4
"""Parts of a code of which the last is for texts."""
_AT = re.compile("@|general", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|[<>=])(-?[\d.]+)\]", re.ASCII)
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}


def _sections(code: str) -> list[str]:
    """The parts of a code."""
    count = _ASIDE.sub("", code).count(";") + 1
    return [found[1] for found in _SECTION.finditer(code)][:count]


def _section(value: Decimal, parts: list[str]) -> tuple[str | None, bool]:
    """The part of a code that is for this number, and whether a minus has still to go before it.

    None where conditions leave no part for it, or more than programs agree upon.
    """
    conditions = [_CONDITION.search(part) for part in parts]
    if any(conditions):
        return _by_condition(value, parts, conditions), value < 0
    if value < 0 and len(parts) > 1:
        return parts[1], False
    if value == 0 and len(parts) > 2:  # noqa: PLR2004 - the third is for nought
        return parts[2], False
    return parts[0], value < 0


def _by_condition(value: Decimal, parts: list[str], conditions: list[re.Match[str] | None]) -> str | None:
    """The first part whose condition holds, else the last one if it has none."""
    *conditional, last = zip(parts, conditions, strict=True)
    if value < 0 or any(condition is None for _, condition in conditional):
        return None
    for part, condition in (*conditional, last):
        if condition is None or _HOLDS[condition[1]](value, Decimal(condition[2])):
            return part
    return None


_TOKEN = re.compile(
    rf'"([^"]*)"|[\\!](.)|\[\$([^\]-]*)[^\]]*\]|(\[[^\]]*\])|[_*].|({_PLAIN.pattern}|[#0?,.]+)|(.)',
    re.DOTALL | re.IGNORECASE,
)
_UNLIKE_DIGITS = re.compile(r"e[+-]|[#0?]\s*/|(?<![\\!_])\*[^ ]", re.IGNORECASE)
"""Powers of ten, fractions, and a sign that fills the cell. Chinese numerals say what digits say."""


def _shown_digits(value: Decimal, section: str) -> str | None:
    """A number without its sign by one part of a code; None where it is not shown in plain digits."""
    if _UNLIKE_DIGITS.search(section):
        return None
    words, digits, is_share = [""], list[str](), False
    for quoted, escaped, currency, aside, places, other in _TOKEN.findall(section):
        is_share = is_share or other == "%"
        if places:
            digits.append(places)
            words.append("")
        elif not aside:
            words[-1] += quoted or escaped or currency or other
    if is_share:
        value *= HUNDRED
    text = _split(_laid_out(value, "".join(digits)), digits, words[1:-1]) if digits else ""
    return (
        None if text is None else f"{words[0].lstrip()}{text}{words[-1].rstrip() if digits else ''}".strip()
    )


def _split(text: str, digits: list[str], between: list[str]) -> str | None:
    """Digits with words between them, as 0"."0 shows 12 as 1.2; None for what nobody does."""
    if not between:
        return text
    behind = len(digits[-1].rstrip(","))
    is_simple = len(between) == 1 and text.isdecimal() and 0 < behind < len(text)
    return f"{text[:-behind]}{between[0]}{text[-behind:]}" if is_simple else None


def _laid_out(value: Decimal, places: str) -> str:
    """A number by its placeholders: #,##0.00; a comma behind them leaves out three digits."""
    if _PLAIN.fullmatch(places):
        return plain(value)
    whole, _, fraction = places.partition(".")
    scaled = whole.rstrip(",") if not fraction else whole
    commas = len(whole) - len(scaled) + len(fraction) - len(fraction.rstrip(","))
    fraction = fraction.rstrip(",")
    text = format(rounded(value.scaleb(-3 * commas), len(fraction)), "," if "," in scaled else "")
    head, _, tail = text.partition(".")
    least = len(fraction.rstrip("#?"))
    tail = tail[:least] + tail[least:].rstrip("0")
    head = "" if head == "0" and "0" not in scaled else head.zfill(scaled.count("0"))
    return head + (f".{tail}" if tail else "")


_MOMENT_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|[_*].|\[(?![hms]+\])[^\]]*\]|(am/pm|上午/下午|\[h+\]|\[m+\]|\[s+\]|y+|m+|d+|a{3,4}|h+|s+(?:\.0+)?)|(.)',
    re.IGNORECASE | re.DOTALL,
)


def _shown_moment(days: Decimal, code: str) -> str:
    """A serial as a day or time; as sheets do it, one that is none is shown as nothing but marks."""
    if days < 0 or days >= _LAST_SERIAL + 1:
        return "######"
    at = _moment(days)
    first = _SECTION.match(code)
    tokens = _MOMENT_TOKEN.findall(first[1] if first else code)
    names = [word.lower() for _, _, word, _ in tokens]
    is_halved = any(name in {"am/pm", "上午/下午"} for name in names)
    found, last = "", ""
    for place, (quoted, escaped, word, other) in enumerate(tokens):
        name = word.lower()
        if name.startswith("m") and (last.startswith(("h", "[h")) or _next(names, place).startswith("s")):
            name = name.replace("m", "n")
        last = name or last
        found += _moment_part(name, at, days, is_halved=is_halved) if name else quoted or escaped or other
    return found.replace("@", "").strip()


def _next(names: list[str], place: int) -> str:
    return next((name for name in names[place + 1 :] if name), "")


def _moment_part(name: str, at: datetime, days: Decimal, *, is_halved: bool) -> str:
    """One part of a moment; ``n`` stands for minutes."""
    hour = (at.hour + 11) % 12 + 1 if is_halved else at.hour
    is_padded = len(name.partition(".")[0]) > 1
    simple = {"h": hour, "n": at.minute, "s": at.second}
    if name[0] == "[":
        return str(int(days * {"h": 24, "m": 1_440, "s": 86_400}[name[1]]))
    if name in {"am/pm", "上午/下午"}:
        return ("上午", "下午")[at.hour >= 12] if name[0] == "上" else ("AM", "PM")[at.hour >= 12]  # noqa: PLR2004
    if name[0] == "y":
        return f"{at.year:04}" if len(name) > 2 else f"{at.year % 100:02}"  # noqa: PLR2004
    if name[0] == "a" or len(name) > 2:  # noqa: PLR2004 - words instead of numbers
        return f"{at.month}月" if name[0] == "m" else f"星期{_WEEKDAYS[(int(days) + 5) % 7]}"
    number = {"m": at.month, "d": at.day, **simple}[name[0]]
    return f"{number:02}" if is_padded else str(number)
