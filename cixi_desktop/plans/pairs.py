"""Quantities that explain one another, and figures that are cited twice."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.kinds import Kind
from cixi_desktop.plans.clauses import noun_of
from cixi_desktop.plans.draft import DraftTarget, Rise
from cixi_desktop.plans.parts import HEADLINE
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
    for found in kept:
        _name_change(found)
    reading.found = kept


_CHANGE = re.compile(r"提高|提升|增长|上升|增加|下降|降低|减少|压降|回落|缩小")


def _name_change(found: FoundTarget) -> None:
    """近视率下降0.8个百分点: what is told is the fall, not the rate."""
    change = _CHANGE.search(found.own) if found.quantity.measure is UnitKind.POINTS else None
    if change and not found.name.endswith(change[0]):
        found.name += change[0]


def _name_apart(reading: Stretch) -> None:
    """甲、乙分别增长10%、8%: the first is 甲's, the second 乙's; so is it where figures of both stand before."""
    groups: dict[int, list[FoundTarget]] = {}
    for found in reading.found:
        groups.setdefault(found.clause, []).append(found)
    for clause, group in groups.items():
        if "分别" not in group[0].before or len(group) == 1:
            continue
        subjects = re.split("[、和与]", noun_of(group[0].name).partition("分别")[0])
        if len(subjects) != len(group):
            subjects = _subjects_before(reading, clause, group)
        elif shared := _SHARED.search(subjects[-1]):
            subjects = [each if _MEASURED.search(each) else each + shared[0] for each in subjects]
        if len(subjects) == len(group):
            for found, subject in zip(group, subjects, strict=True):
                found.name, found.is_apart = subject, True


def _subjects_before(reading: Stretch, clause: int, group: list[FoundTarget]) -> list[str]:
    """Those of the figures before, with the share that is theirs: 处置甲30亩、乙50亩，处置率分别达到25%、30%."""
    sentence, own = reading.clauses[clause].sentence, group[0].name
    before = [
        each.name
        for each in reading.found
        if each.clause < clause and reading.clauses[each.clause].sentence == sentence
    ][-len(group) :]
    if own in before:
        return before
    return [f"{name}{own}" for name in before] if own.endswith(("率", "比例", "占比")) else []


_SHARED = re.compile(
    r"(?<=..)(?:(?:重点工程)?减排量|(?:参[保训])?人数|(?:(?:常住)?居民)?(?:人均可支配)?收入|投入|增加值|产值|(?:平均)?标准|浓度|面积|产量|演练|警情)$"
)
_MEASURED = re.compile(r"(?:[值量率额数入费积比]|标准|浓度|投资|消费|比重|演练|警情)$")
"""What the last of several subjects says for all of them: 失业、工伤保险参保人数."""


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
            and (amount.kind in _AMOUNTS or amount.quantity.measure is UnitKind.MONEY)
            and rate.quantity.upper is None
            and amount.quantity.upper is None
        ):
            sign = 1 if rate.kind is Kind.GROWTH_RATE else -1
            value = amount.quantity.value * HUNDRED / (HUNDRED + sign * rate.quantity.value)
            for each in (rate, amount):
                each.baseline, each.baseline_unit = value, amount.quantity.unit
            return
    if _SINCE.search(found.own) and earlier.quantity.unit == found.quantity.unit:
        _imply_past(earlier, found)
        return
    is_sum = (
        earlier.quantity.unit == found.quantity.unit and _NEW.search(earlier.own) and _TOTAL.search(found.own)
    )
    if is_sum and found.quantity.value > earlier.quantity.value:
        found.kind = Kind.STOCK_TOTAL
        found.baseline = found.quantity.value - earlier.quantity.value
        found.baseline_unit = found.quantity.unit
        found.name = f"{_NEWNESS.sub('', earlier.name)}总量"
        found.doubt = "基数由总量减新增推算，如有减少（失效、注销）请更正"


_SINCE = re.compile(r"(?:较|比)(?:上年|去年)[末底]?(?:净)?(?:增加|新增|增长)(?:了|约|不少于)?$")


def _imply_past(whole: FoundTarget, more: FoundTarget) -> None:
    """“品字标”企业达到35家，较上年末增加8家: 27 there were; the 8 are no figure of their own."""
    more.name = f"{noun_of(whole.name)}比上年增加"
    more.doubt = "与前面的合计说的是同一件事，可以不采用"
    if whole.kind is Kind.STOCK_TOTAL:
        whole.baseline = whole.quantity.value - more.quantity.value
        whole.baseline_unit = whole.quantity.unit


_NEWNESS = re.compile("^(?:新增|净增)|(?:新增|净增)$")
_VERBS = re.compile(
    r"^(?:新增|新认定|新培育|净增|新建|新引进|认定|培育|引进|新|全市|全县|全区|全省|市级|★)+|(?:新增|增速|总量|数)$|[“”、,的]"
)
_FEWEST = 4


def with_twins(targets: list[DraftTarget]) -> list[DraftTarget]:
    """The targets in their order, those that cite an earlier figure marked, with that figure's values."""
    seen: dict[tuple[str, str], list[DraftTarget]] = {}
    result: list[DraftTarget] = []
    for target in targets:
        key = _key(target)
        first = next((each for each in seen.get(key, ()) if _is_twin(each, target)), None)
        if first is None and target.task_id != HEADLINE:
            result.append(target)
        elif first is None:
            seen.setdefault(key, []).append(target)
            if target.rise is not None:
                seen.setdefault((str(target.rise.value.normalize()), target.rise.unit), []).append(target)
            result.append(target)
        else:
            result.append(_pointing(target, first))
    return result


def _key(target: DraftTarget) -> tuple[str, str]:
    return str(target.target.normalize()), target.unit


def _core(name: str) -> str:
    return _VERBS.sub("", name)


def _is_twin(first: DraftTarget, later: DraftTarget) -> bool:
    """Whether two citations with the same value mean one figure: the names agree but for verbs and places.

    One of them must be a headline target; two tasks may well want 20 of the same thing each.
    """
    if first.task_id != HEADLINE or later.task_id == HEADLINE:
        return False
    mine, other = _core(later.name), _core(first.name)
    if len(mine) < _FEWEST or len(other) < _FEWEST:
        return False
    return mine in other or other in mine


def _pointing(later: DraftTarget, first: DraftTarget) -> DraftTarget:
    """7-5 of the 2025 plan: 占营业收入比重提升0.1个百分点 is the level of 3.46% that the headline names."""
    if later.unit != first.unit:
        later = replace(
            later,
            name=first.name,
            rise=Rise(value=later.target, unit=later.unit, span=later.span),
            kind=first.kind,
            relation=first.relation,
            target=first.target,
            upper=first.upper,
            unit=first.unit,
            decimals=first.decimals,
            baseline=first.baseline,
        )
    return replace(later, same_as=first.id, doubt=f"与{first.id}像是同一指标，已合为一个")
