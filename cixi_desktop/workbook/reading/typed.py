"""What a cell says as the text of a field: as people see it, or refused with the reason."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.dates import read_day
from cixi_desktop.errors import CixiError
from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import narrow, says_nothing
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import AS_OF, ESTIMATE, NUMBERS, SPOKEN_STATES, STATE
from cixi_desktop.values import HUNDRED, ZERO, plain, read_number, rounded
from cixi_desktop.workbook.reading.formats import DAY, PERCENT, TIME, day_of, shown_number, shown_text

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.kinds import Field
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.cells import Found

_ABOUT = re.compile(r"^(约|大约|共计?|[¥￥])|(左右|上下)$")
_SYMBOL = re.compile(r"^[^\w（(]+")
_POWER = re.compile(r"-?\d(\.\d+)?E[+-]\d{2,3}")
_MOST_DIGITS = 15
"""That a sheet keeps of a number: the others of a longer one are lost."""
_YES, _NO = (
    frozenset({"TRUE", "√", "✓", "✔", "预计", "预计数"}),
    frozenset({"FALSE", "否", "不是", "×", "无"}),
)
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
    if field.name == STATE.name:
        return state_word(shown(found))
    if field.choices:
        return _choice(shown(found), field.choices)
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
    """The cell as it is told: a formula by its text, all else as people see it."""
    return found.formula or shown(found)


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
    return SPOKEN_STATES[word].value if word in SPOKEN_STATES else word


def _number(found: Found, field: Field, target: Target) -> Decimal:
    value, text = _read_number(found, field.unit)
    is_bare = field.unit == "%" and "%" not in text
    return _percentage(value, target) if is_bare and isinstance(target, Indicator) else value


def _read_number(found: Found, unit: str) -> tuple[Decimal, str]:
    """The number that people see, with all its decimals; and as it is shown."""
    told = shown(found)
    if found.is_number and found.form.shape in {DAY, TIME}:
        what = "日期" if found.form.shape == DAY else "时间"
        raise CixiError(f"“{told}”是{what}，不是数字。", "请把单元格设为“常规”格式后重新填写。")
    text = _ABOUT.sub("", told.strip()).strip()
    value = ZERO if found.is_number and text == "-" else read_number(text, unit)
    return (_exact(found, value, text) if found.is_number else value), text


def figure_text(found: Found, unit: str) -> str:
    """A number with all its decimals and the sign of a percentage; what is typed as text is as it is.

    CixiError for what is not taken as it is seen.
    """
    check_value(found)
    if not found.is_number:
        return found.text.strip()
    value, text = _read_number(found, "%" if found.form.shape == PERCENT else unit)
    return f"{plain(value)}%" if text.endswith("%") else plain(value)


def _exact(found: Found, value: Decimal, text: str) -> Decimal:
    """The number in the cell, of which the format may show fewer decimals, but nothing else."""
    exact = Decimal(found.text) * (HUNDRED if found.form.shape == PERCENT else 1)
    decimals = len(plain(value).partition(".")[2])
    if value != exact and rounded(exact, max(decimals, _decimals(text))) != value:
        raise CixiError(f"单元格显示“{text}”，里面的数却是{plain(exact)}。", _PLAIN_HINT)
    return read_number(plain(exact))


def _decimals(text: str) -> int:
    found = re.search(r"\.(\d+)", text)
    return len(found[1]) if found else 0


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


def day_text(found: Found) -> str:
    """A day as text where the cell holds one as a number; else as it is shown."""
    check_value(found)
    day = day_of(found.text) if found.is_number and found.form.shape == DAY else None
    return str(day) if day else shown(found).strip()


def _day(found: Found, year: int) -> date:
    """The day that people see; a bare number is one only near the ``year``."""
    if not found.is_number or not found.form.shape:
        return read_day(shown(found).strip(), year)
    day = day_of(found.text) if found.form.shape == DAY else None
    if day is None:
        raise CixiError(f"“{shown(found)}”不是日期。", "请写成2025-06-25。")
    return day


def _choice(text: str, choices: tuple[str, ...]) -> str:
    """The choice that is meant, whatever blanks and widths it was typed with; else the text as it stands."""
    wanted = _folded(text)
    if choices == ESTIMATE.choices and wanted in _YES | _NO:
        return choices[0] if wanted in _YES else ""
    return next((choice for choice in choices if _folded(choice) == wanted), text.strip())


def claims_nothing(text: str, head: str) -> bool:
    """Whether what stands under a head that is not asked for says no more than a blank."""
    return says_nothing(text) or (head == ESTIMATE.label and _folded(text) in _NO)


def _folded(text: str) -> str:
    return "".join(narrow(text).split())


def is_same(text: str, before: str) -> bool:
    """Whether a cell still says what was written: numbers by value, to the precision that cells keep."""
    if text.strip() == before.strip():
        return True
    try:
        return bool(text and before) and float(text) == float(before)
    except ValueError:
        return False
