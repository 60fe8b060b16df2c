"""What people put into a cell, as the text of an entry's field."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.dates import read_date
from cixi_desktop.errors import CixiError
from cixi_desktop.plan import Indicator
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import AS_OF, NUMBERS, REPORTED, STATE, Target
from cixi_desktop.values import HUNDRED, plain, read_number
from cixi_desktop.workbook.reading.cells import DAY, PERCENT

if TYPE_CHECKING:
    from cixi_desktop.kinds import Field
    from cixi_desktop.workbook.reading.cells import Found

EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet program."""
LAST_SERIAL = 2_958_465
"""31 December 9999."""
_ABOUT = re.compile(r"^(约|大约)|(左右|上下)$")
_SYMBOL = re.compile(r"^[^\w（(]+")
COMPUTED = frozenset({light.value for light in Light} | {REPORTED}) - {state.value for state in State}
"""Words of the column 状态 that the program finds itself."""


def typed_text(found: Found, field: Field, target: Target) -> str:
    """The cell as the field's plain text; “” for a blank. CixiError if it cannot be read."""
    check_value(found)
    if not found.text.strip():
        return ""
    if field.name in NUMBERS:
        return plain(_number(found, field, target))
    if field.name == AS_OF.name:
        return _day(found)
    if field.name == STATE.name:
        return state_word(found.text)
    if field.choices:
        return _choice(found.text, field.choices)
    return clean_text(found.text)


def check_value(found: Found) -> None:
    """CixiError for an error value, and for a formula that was never calculated."""
    if found.is_error:
        raise CixiError(f"单元格是错误值{found.text}。", "请改填数值。")
    if found.formula and not found.text:
        raise CixiError(f"单元格是公式{found.formula[:40]}，没有计算结果。", "请改填数值。")


def seen(found: Found) -> str:
    """The cell as people see it: a formula by its text, a share as a percentage, a serial as a day."""
    if found.formula:
        return found.formula
    if found.shape == PERCENT:
        return f"{plain(Decimal(found.text) * HUNDRED)}%"
    return _day(found) if found.shape == DAY else found.text


def clean_text(text: str) -> str:
    """Text without the blanks around it."""
    return text.strip()


def state_word(text: str) -> str:
    """The column 状态 without its symbol: ◎ 待公布 → 待公布."""
    return _SYMBOL.sub("", unicodedata.normalize("NFKC", text).strip()).strip()


def _number(found: Found, field: Field, target: Target) -> Decimal:
    if found.is_number and found.shape == PERCENT and field.unit == "%":
        return read_number(plain(Decimal(found.text) * HUNDRED))
    text = _ABOUT.sub("", unicodedata.normalize("NFKC", found.text).strip()).strip()
    value = read_number(text, field.unit)
    is_bare = field.unit == "%" and "%" not in text
    return _percentage(value, target) if is_bare and isinstance(target, Indicator) else value


def _percentage(value: Decimal, indicator: Indicator) -> Decimal:
    """A bare number under a percentage: 0.0369 is 3.69 % where that is near the target.

    One that is neither near it nor written as the figure is published could be either: CixiError.
    """
    if not 0 < abs(value) < 1:
        return value
    share = value * HUNDRED
    if indicator.target / 2 <= share <= indicator.target * 2:
        return share
    if value != round(value, indicator.decimals):
        raise CixiError(
            f"“{plain(value)}”是{plain(value)}%还是{plain(share)}%？", f"请写明百分号，如“{plain(share)}%”。"
        )
    return value


def _day(found: Found) -> str:
    if found.is_number and found.shape == DAY:
        serial = int(found.text)
        if not 0 < serial <= LAST_SERIAL:
            raise CixiError(f"“{found.text}”不是日期。", "请写成2025-06-25。")
        return str(EPOCH + timedelta(days=serial))
    return str(read_date(found.text.strip()))


def _choice(text: str, choices: tuple[str, ...]) -> str:
    """The choice that is meant, whatever blanks and widths it was typed with; else the text as it stands."""
    wanted = _folded(text)
    return next((choice for choice in choices if _folded(choice) == wanted), text.strip())


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_same(text: str, before: str) -> bool:
    """Whether a cell still says what was written: numbers by value, to the precision that cells keep."""
    if text.strip() == before.strip():
        return True
    try:
        return bool(text and before) and float(text) == float(before)
    except ValueError:
        return False
