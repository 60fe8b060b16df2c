"""Decimal figures: comparators, numbers and arithmetic as people type them, numbers written for people."""

from __future__ import annotations

import ast
import operator
import re
import unicodedata
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import in_order, narrow

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

HUNDRED = Decimal(100)
ZERO = Decimal(0)
DECIMALS_KEPT = 6
"""Figures are stored with at most this many decimals."""
DECIMALS_OF_QUOTIENTS = 2
"""What is derived by division is shown with at least this many decimals."""
LARGEST = Decimal(10) ** 12
"""Figures are smaller than this in size, so that sums fit a 64-bit integer of millionths."""
_MOST_PLACES = 100
"""Powers of ten, up and down, within which a number from outside can be written out in full."""
_WIDE = Context(prec=4 * _MOST_PLACES)
"""Digits enough for such a number with as many decimals as a format can ask for."""


class Comparator(StrEnum):
    """How a value is held against its target (民法典第1259条: 以上 includes the number, 超过 does not)."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    ABOUT = "~"
    YES_NO = "bool"

    @property
    def is_from_above(self) -> bool:
        """Whether the target lies at the upper end: what is below it is better."""
        return self in {Comparator.AT_MOST, Comparator.LESS_THAN}

    def is_met(self, value: Decimal, target: Decimal) -> bool:
        """Whether ``value`` satisfies the target; 左右 (ABOUT) is met from the target upwards."""
        if self is Comparator.MORE_THAN:
            return value > target
        if self is Comparator.AT_MOST:
            return value <= target
        if self is Comparator.LESS_THAN:
            return value < target
        return value >= target


_ROUGHLY, _OR_SO = (
    ("约", "大约", "近", "将近", "左右", "超", "逾", "余"),
    ("左右", "上下", "多", "余", "以上"),
)
_DIRECTED = r"(?:比上年|较上年)?(?:(增长|上升|提高|增加|增)|(?:负增长|下降|减少|降低|回落|降)(?!-))(.+)"
_PLACE = "第(.+?)(?:名|位|位次|名次)?"
_SCALES = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3}
"""Powers of ten before a unit or in its place, the longer ones first."""
_STOPS = ".,;、"
_NUMBER = r"(?a)[+-]?(\d+(\.\d*)?|\.\d+)"
_GROUPED = r"(?a)[+-]?[1-9]\d{0,2}([, ]\d{3})+(\.\d+)?"
_BROKEN = r"(?a)\d[.,]?\s+[.,]?\d"
"""Blanks within a number that do not part it by thousands: 2 1 may be 21, 2.1 or two numbers."""
_LOSS = r"(?a)\(\s*([\d,. ]*\d[^()\d]*)\)([^()\d]*)"
"""A number in brackets, as accountants write what is below nought."""
_PAIR = r"(?a)[\d.]+[-/][\d.]+|\d{4}([-/])\d{1,2}\1\d{1,2}"
"""A day, from one number to another, or so many of so many."""
LONGEST = 100
"""Characters that are read as arithmetic; what is longer is no sum of a month's figures."""
_SIGNS = str.maketrans({"×": "*", "÷": "/", "【": "(", "】": ")"})
_ARITHMETIC = r"(?a)=|[\d.)%]\D*[-+*/(]|^[-+]*\("
_OF_PERCENTS = r"(?a)%\)?[*/]\(?[-+]?[\d.,]+%"
_TOKENS = r"(?a)[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+|[-+*/()]"
_OPERATORS = "+-*/()"
_OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def read_number(text: str, unit: str = "") -> Decimal:
    """Read one figure as people type it: “１２家”, “1,200”, “3.69％”, “十二家。”, “1.2万家”.

    Full-width forms, the Chinese full stop as a point, thousand separators (also blanks), brackets around a
    negative number, Chinese numerals, a stop behind it, the figure's own ``unit`` (or its head: 亿 for 亿元)
    and the same unit by another power of ten are accepted. Approximate words (约, 左右), other units and
    everything else are refused, with the reason.
    """
    shown = text.strip()
    written = _narrow(shown).rstrip(_STOPS if _narrow(shown)[:-1].strip(_STOPS) else "")
    if not written:
        raise CixiError("未填写数字。", "请填写一个数。")
    if written.startswith(_ROUGHLY) or written.removesuffix(narrow(unit)).endswith(_OR_SO):
        raise CixiError(f"“{shown}”不是准确数。", "请只填数字，不写“约”“左右”“以上”。")
    bare, power = _measured(re.sub(_LOSS, r"-\1\2", written), narrow(unit))
    if re.fullmatch(_GROUPED, bare):
        bare = bare.replace(",", "").replace(" ", "")
    if re.fullmatch(_SPOKEN, bare):
        bare = plain(chinese_number(bare) or ZERO)
    if re.search(_BROKEN, bare):
        raise CixiError(f"“{shown}”中间有空格，不知是一个数还是几个数。", "请去掉空格，只填一个数。")
    if not re.fullmatch(_NUMBER, bare) or any(unicodedata.category(sign) == "No" for sign in shown):
        raise CixiError(f"“{shown}”不是数字。", f"请只填数字{f'，单位是{unit}' if unit else ''}。")
    return _checked(Decimal(f"{bare}E{power}"), shown)


class Sense(Enum):
    """What words around a number mean: a rise of a rate is positive or negative, a place is 第7 of many."""

    PLAIN = 0
    RISE = 1
    FALL = -1
    PLACE = 2


def read_reported(text: str, unit: str, sense: Sense = Sense.PLAIN) -> Decimal:
    """What is reported of a figure: a number, arithmetic, “共12家”, and by its sense “增长9.1%”, “第7名”.

    A fall below nought is refused: 下降−2.8 may be written for either direction.
    """
    words = _narrow(text).rstrip(".").removeprefix("共计").removeprefix("共")
    words = words.removeprefix("¥") if unit.endswith("元") else words
    is_rate = sense in {Sense.RISE, Sense.FALL}
    words = words.removeprefix("同比") if is_rate else words
    directed = re.fullmatch(_DIRECTED, words) if is_rate else None
    if directed:
        value = read_number(directed[2], unit)
        return value * (sense.value if directed[1] else -sense.value)
    place = re.fullmatch(_PLACE, words) if sense is Sense.PLACE else None
    if place:
        return read_number(place[1])
    value = read_figure(words if words != _narrow(text) else text, unit)
    if sense is Sense.FALL and value < 0:
        raise CixiError(
            f"“{text.strip()}”未写明是下降还是上升。",
            f"下降的请填正数，如“{plain(-value)}”；上升的请写“上升{plain(-value)}”。",
        )
    return value


def read_figure(text: str, unit: str = "") -> Decimal:
    """One figure as people type it, or the result of the arithmetic they type instead: ``12+7`` → 19.

    Two bare numbers with ``-`` or ``/`` between them may as well be a day: they are worked out behind ``=``.

    CixiError with the reason where neither can be read, where it divides by nought, and where the result has
    more decimals than are kept: a quotient is never rounded without being asked.
    """
    bare = _bare(text, unit)
    if not re.search(_ARITHMETIC, bare) or re.fullmatch(_LOSS, bare):
        return read_number(text, unit)
    shown = text.strip()
    if re.fullmatch(_PAIR, _narrow(text).replace(" ", "")):
        hint = "请只填一个数；确需计算的，前面加“=”。"
        raise CixiError(f"“{shown}”像是日期、范围或比例，不是一个数。", hint)
    if re.search(_OF_PERCENTS, _narrow(text).translate(_SIGNS).replace(" ", "")):
        raise CixiError(f"“{shown}”是百分数相乘除，结果不一定是百分数。", "请算好后直接填写。")
    return _kept(_result(bare.removeprefix("="), shown), shown)


def _bare(text: str, unit: str) -> str:
    """The text in half-width signs, without blanks and without the figure's own unit behind its numbers."""
    bare = _narrow(text).translate(_SIGNS).replace(" ", "").rstrip(_STOPS)
    for word in unit_words(narrow(unit)):
        bare = bare.replace(f"({word})", "").replace(word, "")
    return bare


def _narrow(text: str) -> str:
    """The text in the signs that numbers are written with."""
    return in_order(text).strip().replace("−", "-").replace("。", ".")


def _kept(result: Fraction, shown: str) -> Decimal:
    """The result as a figure that can be kept."""
    if abs(result) >= LARGEST:
        raise CixiError(f"“{shown}”的结果过大。", "请检查算式。")
    scaled = result * 10**DECIMALS_KEPT
    if scaled.denominator != 1:
        near = f"{float(result):.{DECIMALS_KEPT}f}"
        raise CixiError(f"“{shown}”的结果约{near}，小数超过{DECIMALS_KEPT}位。", "请自行取舍后直接填写。")
    return Decimal(plain(Decimal(scaled.numerator).scaleb(-DECIMALS_KEPT)))


def _result(expression: str, shown: str) -> Fraction:
    """What an expression comes to, as Python reads it; each number stands in it by its place among all."""
    tokens = re.findall(_TOKENS, expression)
    is_plain = all(unicodedata.category(sign) != "No" for sign in shown)
    if not is_plain or len(expression) > LONGEST or "".join(tokens) != expression:
        raise CixiError(f"“{shown}”不是数字，也不是能算的算式。", "算式只用数字、加减乘除和括号。")
    words = [str(place) if token not in _OPERATORS else token for place, token in enumerate(tokens)]
    try:
        return _worked_out(ast.parse(" ".join(words), mode="eval").body, tokens)
    except SyntaxError:
        raise CixiError(f"算式“{shown}”不完整。", "请检查数字、符号和括号。") from None
    except ZeroDivisionError:
        raise CixiError(f"算式“{shown}”除以0，不能计算。", "请检查除数。") from None


def _worked_out(node: ast.expr, tokens: list[str]) -> Fraction:
    from fractions import Fraction

    match node:
        case ast.Constant(value=int(place)):
            return Fraction(tokens[place].replace(",", ""))
        case ast.UnaryOp(op=ast.UAdd() | ast.USub() as sign, operand=operand):
            value = _worked_out(operand, tokens)
            return -value if isinstance(sign, ast.USub) else value
        case ast.BinOp(left=left, op=operation, right=right) if type(operation) in _OPERATIONS:
            return _OPERATIONS[type(operation)](_worked_out(left, tokens), _worked_out(right, tokens))
    raise SyntaxError


def unit_words(unit: str) -> tuple[str, ...]:
    """How a unit is written behind a number: as it stands, or its head (亿 for 亿元, 项 for 项(荣誉))."""
    heads = (unit, unit.removesuffix("元"), unit.partition("(")[0], unit.removeprefix("个"))
    return tuple(filter(None, ("个百分点", *heads) if unit == "百分点" else heads))


def _measured(written: str, unit: str) -> tuple[str, int]:
    """The number without its unit, and by which power of ten it is in that: 35000万元 of 亿元 → 35000, -4."""
    scale = next(filter(unit.startswith, _SCALES), "")
    own = next((word for word in unit_words(unit) if written.endswith((word, f"({word})"))), "")
    word = own or unit.removeprefix(scale)
    rest = written.removesuffix(f"({word})").removesuffix(word).rstrip()
    spoken = rest.translate(_BANK_NUMERALS) if re.fullmatch(_SPOKEN, rest.translate(_BANK_NUMERALS)) else ""
    power = "" if spoken or unit == "%" else next(filter(rest.endswith, _SCALES), "")
    is_other = power or rest != written or {"万", "亿"} & set(spoken)
    exponent = -_SCALES[scale] if scale and not own and is_other else 0
    return spoken or rest.removesuffix(power).rstrip(), exponent + _SCALES.get(power, 0)


_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GREAT = {"万": 10**4, "亿": 10**8}
NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_BANK_NUMERALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇", "一二三四五六七八九十百千零") | {
    ord("廿"): "二十",
    ord("卅"): "三十",
}
_ONE = "[一二两三四五六七八九]"
_FOUR = rf"(?:{_ONE}千)?零?(?:{_ONE}百)?零?(?:{_ONE}?十)?零?{_ONE}?"
_SPOKEN = rf"(?=[^万亿])(?:{_FOUR}亿)?(?:{_FOUR}万)?{_FOUR}"
"""A number in words; 一二 and 三五十 are more than one."""


def chinese_number(text: str) -> Decimal | None:
    """四百二十 → 420, 一点五亿 → 150000000, 三百五 → 350, 二〇二六 → 2026, 万 → 10000; None if it is none."""
    whole, point, fraction = text.partition("点")
    if not point:
        return _whole(whole)
    digits = fraction.rstrip("万亿")
    value = _whole(whole)
    if value is None or not digits or any(sign not in _DIGITS for sign in digits):
        return None
    result = value + Decimal("0." + "".join(str(_DIGITS[sign]) for sign in digits))
    for sign in fraction[len(digits) :]:
        result *= _GREAT[sign]
    return result


def _whole(text: str) -> Decimal | None:
    if not text or any(sign not in NUMERALS for sign in text):
        return None
    if all(sign in _DIGITS for sign in text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text)) if len(text) < 10 else None  # noqa: PLR2004
    total = section = digit = 0
    last, last_great = 1, 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            last = 10 if digit == 0 else last
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit, last = 0, _TENS[sign]
        else:
            section += digit
            if _GREAT[sign] < last_great:  # 十二亿六千万
                total += section * _GREAT[sign]
            else:
                total = (total + section or 1) * _GREAT[sign]
            section = digit = 0
            last = last_great = _GREAT[sign]
    return Decimal(total + section + digit * max(1, last // 10))


def _checked(value: Decimal, shown: str) -> Decimal:
    if abs(value) >= LARGEST:
        raise CixiError(f"“{shown}”过大。", "请检查单位和小数点。")
    if _decimals(value) > DECIMALS_KEPT:
        raise CixiError(f"“{shown}”的小数超过{DECIMALS_KEPT}位。", "请按公布的位数填写。")
    return value


def _decimals(value: Decimal) -> int:
    """How many decimals the value has, without noughts at the end."""
    return len(plain(value).partition(".")[2])


def written_number(text: str) -> Decimal | None:
    """The number that a text from outside is as it stands; None for all else, and for one of absurd size.

    1e999999999 is a number of a few bytes that takes gigabytes when it is written out.
    """
    try:
        value = Decimal(text.strip())
    except ArithmeticError:
        return None
    exponent = value.as_tuple().exponent
    is_usual = isinstance(exponent, int) and -_MOST_PLACES < exponent <= value.adjusted() < _MOST_PLACES
    return value if is_usual else None


def is_whole(value: Decimal) -> bool:
    """Whether the value has no fractional part."""
    return value == value.to_integral_value()


def rounded(value: Decimal, decimals: int) -> Decimal:
    """``value`` to ``decimals`` places, half up, as statistics do; never “-0”."""
    result = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return abs(result) if result == 0 else result


def rounded_up(value: Decimal, decimals: int) -> Decimal:
    """``value`` to ``decimals`` places, towards positive infinity.

    What is still needed is never understated.
    """
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_CEILING)


def floored(value: Decimal) -> Decimal:
    """The whole number at or below ``value``."""
    return value.quantize(Decimal(1), ROUND_FLOOR)


def plain(value: Decimal) -> str:
    """The value in full, without exponent or superfluous zeros: ``3.690`` → ``3.69``, ``1E+2`` → ``100``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def shown(value: Decimal, decimals: int) -> str:
    """The value for people: at least ``decimals`` places, more only where more were entered.

    A quotient has more than can be entered and is shown with two.
    """
    text = format(value, "f")
    fraction = text.partition(".")[2]
    found = len(fraction.rstrip("0"))
    places = max(decimals, found if found <= DECIMALS_KEPT else DECIMALS_OF_QUOTIENTS)
    is_so_already = value and len(fraction) == places
    return text if is_so_already else format(rounded(value, places), "f")


def percent(value: Decimal) -> str:
    """A percentage for people, one decimal: ``58.3%``."""
    return f"{rounded(value, 1)}%"


def points(value: Decimal) -> str:
    """A change of a percentage for people, without sign: ``8.3个百分点``.

    One decimal, a second where the first would hide the difference.
    """
    size = abs(value)
    if size and not rounded(size, 1):
        return f"{rounded(size, 2) or '不足0.01'}个百分点"
    return f"{rounded(size, 1)}个百分点"
