"""台账: the list behind a counted figure, and its cells as text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.dates import read_day, read_month
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import LEDGER_FIELDS
from cixi_desktop.periods import Period, month
from cixi_desktop.punctuation import says_nothing
from cixi_desktop.values import ZERO, is_whole, plain, read_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from cixi_desktop.kinds import Ledger
    from cixi_desktop.records import Key
    from cixi_desktop.records.fields import Target


class LedgerRow(Struct, frozen=True):
    """One row of the list behind a figure: an enterprise, an event, an award, a project.

    ``id`` is unique within the unit. ``period`` is the month that the row counts into, ``day`` the date if
    it is known. ``number`` is in the unit that the ledger counts by, where it counts more than rows.
    ``code`` is the number of the paper or certificate.
    """

    id: str
    target_id: str
    unit_id: str
    period: Period
    name: str
    day: date | None = None
    place: str = ""
    number: Decimal | None = None
    code: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("ledger", self.unit_id, self.id)

    @property
    def is_empty(self) -> bool:
        """A row always has a name."""
        return False


PERIOD = "period"
PERIOD_LABEL = "计入月份"


def ledger_of(target: Target) -> Ledger:
    """The list behind the target; CixiError if it keeps none."""
    if target.ledger is None:
        raise CixiError(f"“{target.name}”没有台账。", "台账用于按数量填报的指标和事项。")
    return target.ledger


def columns(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Field and head of every column that is typed in: the month first, then the kind's own."""
    return ((PERIOD, PERIOD_LABEL), *ledger.labels)


def cell_text(row: LedgerRow, name: str) -> str:
    """One field of a row as people read it; “” where it is empty."""
    value: str | date | Decimal | Period | None = getattr(row, name)
    match value:
        case None:
            return ""
        case Period():
            return f"{value.last}月"
        case str() | date():
            return str(value)
        case _:
            return plain(value)


def with_cell(target: Target, row: LedgerRow, name: str, text: str) -> LedgerRow:
    """``row`` with one field as typed. CixiError if it cannot be read, must not be empty, or has no column.

    With a new day the row counts into that day's month, unless it had been put into another one.
    """
    known = dict(columns(ledger_of(target)))
    if name not in known:
        raise CixiError(f"“{target.name}”的台账没有这一列。", f"可以填写：{'、'.join(known.values())}。")
    value: object = _READERS.get(name, _words)(target, row, text.strip())
    changed = _put(row, name, value)
    was_of_its_day = row.day is None or month(row.day.year, row.day.month) == row.period
    if name == "day" and isinstance(value, date) and was_of_its_day:
        return replace(changed, period=month(value.year, value.month))
    return changed


def with_cells(target: Target, row: LedgerRow, texts: Mapping[str, str]) -> LedgerRow:
    """``row`` with everything that was typed for it. What must be there is asked for, blanks are passed.

    The day is read before the month, which has the last word.
    """
    needed = ("name", "number") if ledger_of(target).is_summed else ("name",)
    for name in (*LEDGER_FIELDS, PERIOD):
        text = texts.get(name, "").strip()
        text = "" if says_nothing(text) else text
        if text or name in needed:
            row = with_cell(target, row, name, text)
    return row


def _put(row: LedgerRow, name: str, value: object) -> LedgerRow:
    fields: dict[str, Any] = {name: value}
    return replace(row, **fields)


def _words(_target: Target, _row: LedgerRow, text: str) -> str:
    return text


def _name(target: Target, _row: LedgerRow, text: str) -> str:
    if not text:
        raise CixiError(f"“{ledger_of(target).label('name')}”不能为空。", "请填写名称，或者删除这一行。")
    return text


_POWER = re.compile(r"-?\d(\.\d+)?E[+-]\d{2,3}")


def _code(_target: Target, _row: LedgerRow, text: str) -> str:
    if _POWER.fullmatch(text):
        raise CixiError(
            f"“{text}”是被当成数字的长编号，已看不全。", "请把原表的单元格设为“文本”格式后重新填写。"
        )
    return text


def _period(_target: Target, row: LedgerRow, text: str) -> Period:
    return month(row.period.year, read_month(text, row.period.year))


def _day(_target: Target, row: LedgerRow, text: str) -> date | None:
    if not text:
        return None
    day = read_day(text, row.period.year)
    if day.year != row.period.year:
        raise CixiError(
            f"日期{day}不在{row.period.year}年。", "台账只记本年的；确需计入的，请把日期写在备注里。"
        )
    return day


_SINGLE = frozenset(["人", "人次", "名", "家", "户", "个", "项", "次", "场", "件", "天"])
"""Units of what is counted one by one."""


def _number(target: Target, _row: LedgerRow, text: str) -> Decimal | None:
    ledger = ledger_of(target)
    label = ledger.label("number")
    if not text:
        if ledger.is_summed:
            raise CixiError(f"“{label}”不能为空。", "这份台账按它求和。")
        return None
    unit = target.unit if ledger.is_summed else label.partition("（")[2].removesuffix("）")
    value = read_number(text, unit)
    if value < ZERO:
        raise CixiError(f"“{label}”不能填负数。", "请核对。")
    if (ledger.is_summed or unit in _SINGLE) and not is_whole(value):
        raise CixiError(f"“{label}”应是整数，现为{plain(value)}。", "请检查小数点。")
    return value


_READERS: dict[str, Callable[[Target, LedgerRow, str], object]] = {
    "name": _name,
    PERIOD: _period,
    "day": _day,
    "code": _code,
    "number": _number,
}
