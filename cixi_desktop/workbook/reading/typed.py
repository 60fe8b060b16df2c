"""What a cell says as the text of a field: as people see it, or refused with the reason."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.dates import read_as_of
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import Field
from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import narrow, says_nothing
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import (
    AS_OF,
    ESTIMATE,
    NUMBERS,
    STATE,
    choice_meant,
    denies,
    percentage_meant,
    spoken_state,
)
from cixi_desktop.values import (
    DECIMALS_KEPT,
    HUNDRED,
    ZERO,
    plain,
    read_number,
    read_reported,
    rounded,
    written_number,
)
from cixi_desktop.workbook.reading.formats import DAY, PERCENT, TIME, day_of, shown_number, shown_text

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.cells import Found

_ABOUT = re.compile(r"^(约|大约)|(左右|上下)$")
_SYMBOL = re.compile(r"^[^\w（(]+")
_DIGITS = re.compile(r"\d+(?:\.(\d*))?|\.(\d+)", re.ASCII)
_POWER = re.compile(r"-?\d(\.\d+)?E[+-]\d{2,3}")
_MOST_DIGITS = 15
"""That a sheet keeps of a number: the others of a longer one are lost."""
COMPUTED = frozenset({light.value for light in Light}) - {state.value for state in State}
"""Words of the column 状态 that the program finds itself."""


def typed_text(found: Found, field: Field, target: Target, year: int) -> str:
    """The cell as the field's plain text; “” for a blank. CixiError if it cannot be read.

    A day may lack the ``year``.
    """
    check_value(found)
    if not found.is_number and says_nothing(shown(found)):
        return ""
    if field.name in NUMBERS:
        return plain(_number(found, field, target))
    if field.name == AS_OF.name:
        return str(_day(found, year))
    if field.choices:
        return choice_meant(field, state_word(shown(found)) if field.name == STATE.name else shown(found))
    return words_of(found)


def check_value(found: Found) -> None:
    """CixiError for what cannot be taken as it is seen, and for what nobody can see."""
    if found.doubt:
        raise CixiError(found.doubt)
    if found.is_number and shown_number(found.text, found.form) is None:
        form = f"“{found.form.code[:20]}”"
        raise CixiError(f"单元格里的“{found.text[:20]}”按格式{form}显示，看到的不是这个数。", _PLAIN_HINT)
    if found.text.strip() and not shown(found).strip():
        raise CixiError(f"单元格里有“{found.text[:20]}”，但按所设的格式不显示。", _PLAIN_HINT)


_PLAIN_HINT = "请改为“常规”格式后核对。"


def shown(found: Found) -> str:
    """The cell as people see it; its digits where nobody can say how its format shows them."""
    if not found.is_number:
        return shown_text(found.text, found.form) if found.form.shape else found.text
    told = shown_number(found.text, found.form)
    return found.text if told is None else told


def seen(found: Found) -> str:
    """The cell as it is told: as people see it; a formula by its text, and what it shows otherwise."""
    is_plain = not found.formula or is_same(shown(found), found.text)
    return found.formula or shown(found) if is_plain else f"{found.formula}（显示{shown(found)}）"


def words_of(found: Found) -> str:
    """A text as people see it. CixiError where a long number has lost its digits."""
    text = shown(found).strip()
    is_lost = found.is_number and len(found.text.lstrip("-").partition(".")[0]) > _MOST_DIGITS
    if is_lost or _POWER.fullmatch(text):
        raise CixiError(f"“{text}”是被当成数字的长号码，已看不全。", "请把单元格设为“文本”格式后重新填写。")
    return text


def state_word(text: str) -> str:
    """The column 状态 without its symbol, by its own name: ◎ 待公布 → 待公布, 无数据 → 本期无数据."""
    word = _SYMBOL.sub("", narrow(text).strip()).strip()
    return spoken_state(word) or word


def _number(found: Found, field: Field, target: Target) -> Decimal:
    value, text = _read_number(found, field)
    is_bare = field.unit == "%" and "%" not in text
    return percentage_meant(value, target) if is_bare and isinstance(target, Indicator) else value


def _read_number(found: Found, field: Field) -> tuple[Decimal, str]:
    """The number that people see, with all its decimals; and as it is shown."""
    told = shown(found)
    if found.is_number and found.form.shape in {DAY, TIME}:
        what = "日期" if found.form.shape == DAY else "时间"
        raise CixiError(f"“{told}”是{what}，不是数字。", "请把单元格设为“常规”格式后重新填写。")
    text = _ABOUT.sub("", told.strip()).strip()
    if found.is_number and _POWER.fullmatch(text):
        raise CixiError(f"“{text}”是位数太多的数，已看不全。", "请核对单位后重新填写。")
    if found.is_number:
        return _exact(found, text, field), text
    return read_reported(text, field.unit, field.sense), text


def figure_text(found: Found, unit: str) -> str:
    """A number with all its decimals and the sign of a percentage; what is typed as text is as it is.

    CixiError for what is not taken as it is seen.
    """
    check_value(found)
    if not found.is_number:
        return found.text.strip()
    value, text = _read_number(found, Field("", "", "%" if found.form.shape == PERCENT else unit))
    return f"{plain(value)}%" if text.endswith("%") else plain(value)


def _exact(found: Found, text: str, field: Field) -> Decimal:
    """The number in the cell, of which the format may show fewer decimals, but nothing else.

    As it is shown where it has more decimals than can be kept: =10/3 shown as 3.
    """
    exact = Decimal(found.text) * (HUNDRED if found.form.shape == PERCENT else 1)
    value = ZERO if text == "-" else read_reported(text, field.unit, field.sense)
    if value != exact and rounded(exact, _places(text, value)) != value:
        raise CixiError(f"单元格显示“{text}”，里面的数却是{plain(exact)}。", _PLAIN_HINT)
    return read_number(plain(exact if rounded(exact, DECIMALS_KEPT) == exact else value))


def _places(text: str, value: Decimal) -> int:
    """How many decimals of the value its text shows: 3.50 two, 1.2万 of 12000 less than none."""
    found = _DIGITS.search(text.replace(",", ""))
    number = Decimal(found[0]) if found else ZERO
    power = (value / number).adjusted() if number else 0
    return len(found[1] or found[2] or "") - power if found else 0


def day_text(found: Found) -> str:
    """A day as text where the cell holds one as a number; else as it is shown."""
    check_value(found)
    day = day_of(found.text) if found.is_number and found.form.shape == DAY else None
    return str(day) if day else shown(found).strip()


def _day(found: Found, year: int) -> date:
    """The day that people see; a bare number is one only near the ``year``."""
    if not found.is_number or not found.form.shape:
        return read_as_of(shown(found).strip(), year)
    day = day_of(found.text) if found.form.shape == DAY else None
    if day is None:
        raise CixiError(f"“{shown(found)}”不是日期。", "请写成2025-06-25。")
    return day


def claims_nothing(text: str, head: str) -> bool:
    """Whether what stands under a head that is not asked for says no more than a blank."""
    return says_nothing(text) or (head == ESTIMATE.label and denies(ESTIMATE, text))


def is_same(text: str, before: str) -> bool:
    """Whether a cell still says what was written: numbers by value, to the precision that cells keep."""
    if text.strip() == before.strip():
        return True
    try:
        return bool(text and before) and float(text) == float(before)
    except ValueError:
        return False


def is_as_exact(text: str, printed: str) -> bool:
    """Whether two numbers that were worked out are the same as far as both are written: 33.33 and 33.3."""
    if is_same(text, printed):
        return True
    one, other = written_number(text), written_number(printed)
    if one is None or other is None:
        return False
    decimals = max(1, min(-int(number.as_tuple().exponent) for number in (one, other)))
    return rounded(one, decimals) == rounded(other, decimals)
