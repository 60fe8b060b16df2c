"""Quantities that explain one another: 提升x个百分点、达y; 增长x%、总量达y; 新增x家、总量超y家."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.kinds import Kind
from cixi_desktop.plans.names import noun_of
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from cixi_desktop.plans.targets import FoundTarget, Stretch

HUNDRED = Decimal(100)
_LEVELS = frozenset({Kind.LEVEL, Kind.CAPPED_LEVEL})
_AMOUNTS = frozenset({Kind.CUMULATIVE_AMOUNT, Kind.STOCK_TOTAL, Kind.CUMULATIVE_COUNT})
_TOTAL = re.compile(r"总量|总数|总额|总计|累计|达到?|突破|总规模|保有量")
_NEW = re.compile(r"新增|净增|增加")
_FALLING = re.compile(r"下降|降低|压降|减少|回落")


def join_pairs(reading: Stretch) -> None:
    """Give the level its rise and every figure the baseline that its neighbour implies."""
    _name_apart(reading)
    kept: list[FoundTarget] = []
    for found in reading.found:
        earlier = kept[-1] if kept else None
        if earlier is None or not _is_about_the_same(earlier, found):
            kept.append(found)
        elif _is_rise_and_level(earlier, found):
            _give_rise(found, earlier)
            kept[-1] = found
        elif _is_rise_and_level(found, earlier):
            _give_rise(earlier, found)
        else:
            _imply(earlier, found)
            kept.append(found)
    reading.found = kept


def _name_apart(reading: Stretch) -> None:
    """甲、乙分别增长10%、8%: the first is 甲's, the second 乙's; so is it where figures of both stand before."""
    groups: dict[int, list[FoundTarget]] = {}
    for found in reading.found:
        groups.setdefault(found.clause, []).append(found)
    for clause, group in groups.items():
        if "分别" not in group[0].before or len(group) == 1:
            continue
        subjects = re.split("[、和与]", noun_of(group[0].name))
        if len(subjects) != len(group):
            before = [each for each in reading.found if each.clause < clause][-len(group) :]
            subjects = [each.name for each in before]
        if len(subjects) == len(group):
            for found, subject in zip(group, subjects, strict=True):
                found.name, found.is_apart = subject, True


def _is_about_the_same(earlier: FoundTarget, found: FoundTarget) -> bool:
    """Whether the later has no subject of its own: its words were extended to those of the earlier."""
    return not found.is_apart and found.start == earlier.start and found.clause - earlier.clause <= 1


def _is_rise_and_level(rise: FoundTarget, level: FoundTarget) -> bool:
    is_rise = rise.quantity.measure is UnitKind.POINTS
    return is_rise and level.quantity.measure is UnitKind.SHARE and level.kind in _LEVELS


def _give_rise(level: FoundTarget, rise: FoundTarget) -> None:
    step = -rise.quantity.value if _FALLING.search(rise.own) else rise.quantity.value
    level.rise = rise.quantity
    level.baseline, level.baseline_unit = level.quantity.value - step, level.quantity.unit
    level.used = [*level.used, *rise.used]
    level.start, level.end = min(level.start, rise.start), max(level.end, rise.end)
    level.name = rise.name if len(rise.name) > len(level.name) else level.name


def _imply(earlier: FoundTarget, found: FoundTarget) -> None:
    """Baselines from growth and amount in either order, and from what is new and what there is in all."""
    for rate, amount in ((earlier, found), (found, earlier)):
        is_growth = rate.kind in {Kind.GROWTH_RATE, Kind.DECREASE_RATE} and rate.quantity.unit == "%"
        if (
            is_growth
            and amount.kind in _AMOUNTS
            and rate.quantity.upper is None
            and amount.quantity.upper is None
        ):
            sign = 1 if rate.kind is Kind.GROWTH_RATE else -1
            value = amount.quantity.value * HUNDRED / (HUNDRED + sign * rate.quantity.value)
            for each in (rate, amount):
                each.baseline, each.baseline_unit = value, amount.quantity.unit
            return
    is_sum = (
        earlier.quantity.unit == found.quantity.unit and _NEW.search(earlier.own) and _TOTAL.search(found.own)
    )
    if is_sum and found.quantity.value > earlier.quantity.value:
        found.kind = Kind.STOCK_TOTAL
        found.baseline = found.quantity.value - earlier.quantity.value
        found.baseline_unit = found.quantity.unit
        found.doubt = "基数由总量减新增推算，如有减少（失效、注销）请更正"
