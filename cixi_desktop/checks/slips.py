"""Which slip explains a doubtful figure: a digit or the point, a percentage, another unit, the sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from cixi_desktop.assessment.completion import latest_value
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator
from cixi_desktop.records.fields import NUMBERS, figure_fields
from cixi_desktop.values import ZERO, is_whole, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from cixi_desktop.kinds import Field
    from cixi_desktop.records.entries import Entry, Series
    from cixi_desktop.records.fields import Target

POWERS = (1, -1, 2, -2, 4, -4, 8, -8)
"""Of ten, by which figures are usually too large: a digit, two (percent), 万 and 亿."""
NEAR = 5
"""How many times larger or smaller than what is usual a figure may be that is put right."""
_SCALES = {"": 0, "万": 4, "亿": 8, "万亿": 12}
_PERCENT = 2
"""The power of ten of a percentage."""


class _Slip(NamedTuple):
    """The figure as it may have been meant; how far that is from what is usual; and what went wrong."""

    distance: Decimal
    meant: str
    cause: str


def slip_words(target: Target, series: Series, month: int, is_doubtful: Callable[[Entry], bool]) -> str:
    """What the month's figure may have been meant to be, and why; “” where no usual slip leads to it."""
    entry = series[month - 1]
    slips = sorted(_slips(target, entry, series, is_doubtful)) if entry else []
    if not slips:
        return ""
    cause = f"（{slips[0].cause}）" if slips[0].cause else ""
    return f"{slips[0].meant}{cause}"


def _slips(
    target: Target, entry: Entry, series: Series, is_doubtful: Callable[[Entry], bool]
) -> Iterator[_Slip]:
    typed = [
        each
        for each in figure_fields(target)
        if each.name in NUMBERS and getattr(entry, each.name) is not None
    ]
    for field in typed:
        value: Decimal = getattr(entry, field.name)
        usual = _usual(target, entry, series, field.name)
        for meant, cause in (
            *((value.scaleb(-power), _cause(field, value, power)) for power in POWERS),
            *([(-value, "正负号有误")] if target.traits.is_growth and field.name == "value" else ()),
        ):
            ratio = meant / usual if usual else ZERO
            is_possible = is_whole(meant) or not target.traits.is_whole
            if ratio <= 0 or not is_possible or is_doubtful(replace(entry, **{field.name: meant})):
                continue
            distance = max(ratio, 1 / ratio)
            if distance <= NEAR:
                label = f"“{field.label}”" if len(typed) > 1 else ""
                yield _Slip(distance, f"{label}{plain(meant)}{field.unit}", cause)


def _usual(target: Target, entry: Entry, series: Series, name: str) -> Decimal | None:
    """About what stands in a field of such a month: as in the month before, else an even part of the year."""
    month = entry.period.last
    earlier = [getattr(each, name) for each in series[: month - 1] if each is not None]
    known: list[Decimal] = [value for value in earlier if value]
    if target.traits.is_growth and name != "value":
        return entry.cumulative if name == "last_year" else entry.last_year
    if known and not (target.traits.is_flow and name == "cumulative"):
        return known[-1]
    if not isinstance(target, Indicator) or target.traits.is_ratio:
        return None
    if not target.traits.is_flow:
        return target.target
    share = target.target / MONTHS
    before = latest_value(target, series, month - 1).value
    return share if name == "increment" else share * month if before is None else before + share


def _cause(field: Field, value: Decimal, power: int) -> str:
    """What was done to a figure that is so many powers of ten too large; “” where that has no name."""
    if field.unit == "%" and abs(power) == _PERCENT:
        return "百分数多乘了100" if power > 0 else "百分数写成了小数"
    if abs(power) <= _PERCENT:
        places = "一位" if abs(power) == 1 else "两位"
        more = "多" if power > 0 else "少"
        is_count = is_whole(value) and is_whole(value.scaleb(-power))
        return f"{more}写{places}" if is_count else f"小数点错{places}"
    scale = next(name for name in ("亿", "万", "") if field.unit.startswith(name))
    typed = {number: name for name, number in _SCALES.items()}.get(_SCALES[scale] - power)
    measure = field.unit.removeprefix(scale)
    return "" if typed is None or field.unit == "%" else f"像是按{typed}{measure}填写"
