"""合理性: a figure that jumps against its own last twelve periods; only warns.

What a month changed (the increment of a count or amount, the difference of a level, total or rate) is held
against the largest change of the periods before it: more than three times that, and more than three times
what is usual anyway, is a jump. Two earlier changes at least are needed; a figure that hardly ever moves, as
where everything is recognised in one batch, is not judged. Told in any case are a count beyond twice the
year's target, a first running total beyond thrice, more days than the calendar has, a milestone that falls
back, and a figure of another order of magnitude than target, baseline and last value. Where a usual slip
explains it, that is said.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from cixi_desktop.assessment.comparison import monthly_totals
from cixi_desktop.assessment.completion import baseline_of, entered_value, latest_value
from cixi_desktop.assessment.items import stage_number
from cixi_desktop.checks.issues import Issue, Severity
from cixi_desktop.checks.slips import slip_words
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.records.fields import REPORTED, entered_field, state_of
from cixi_desktop.values import HUNDRED, ZERO, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry, Series
    from cixi_desktop.records.fields import Target

TIMES = 3
"""How many times the largest earlier change is a jump, and how many times the target a first total is."""
FEWEST_CHANGES = 2
"""Changes other than nought that must lie behind."""
MOST_OF_TARGET = 2
"""How many times the year's target a month's count may be."""
TENFOLD = 10
"""How many times the only earlier count of an item is a jump."""
SCALE = 5
"""How many times larger or smaller than all that is known of a figure is another order of magnitude."""
_LEAST_SHARE = 50
"""Of a rate or an amount, which begin low: how many times smaller than what is due is."""
_TOTAL = "累计"
_USUAL_COUNT = Decimal(4)
"""A count that is usual for an item, which has no target to measure by."""


def implausible(target: Target, content: Content, period: Period) -> Issue | None:
    """What is doubtful in the month that ``period`` closes with; None if nothing is."""
    series = content.series(target.id, period.year)
    if state_of(target, series[period.last - 1], period) != REPORTED:
        return None
    words = _doubtful(target, content, series, period)
    return _doubt(target, content, series, period, words) if words else None


def _doubtful(target: Target, content: Content, series: Series, period: Period) -> str:
    """Words for what is doubtful; “” where nothing is."""
    if isinstance(target, Item):
        words = _fallen_back(target, series, period.last)
        changes = _counts(series, period.last)
        words = words or _first_jump(target, changes)
    else:
        changes = _changes(target, content, series, period.last) if _can_jump(target) else []
        words = (
            _beyond_target(target, changes)
            or _begun_beyond_target(target, series, period.last)
            or _beyond_days(target, series, period)
        )
    return words or _jump(target, changes) or _out_of_scale(target, content, series, period.last)


def _can_jump(indicator: Indicator) -> bool:
    """Whether it is a number that moves by itself; a ratio moves with its list."""
    return not (indicator.traits.is_staged or indicator.traits.is_ratio)


def _doubt(target: Target, content: Content, series: Series, period: Period, words: str) -> Issue:
    """At the input that was typed; beside a quarter's figures it says that 本期 is the month."""
    entry = series[period.last - 1]
    is_of_total = words.startswith(_TOTAL) and entry is not None and entry.cumulative is not None
    where = "cumulative" if is_of_total else entered_field(target, entry)
    told = words if period.is_month else f"{period.last}月：{words}"

    def is_doubtful(entry: Entry) -> bool:
        others = (*series[: period.last - 1], entry, *series[period.last :])
        return bool(_doubtful(target, content, others, period))

    meant = slip_words(target, series, period.last, is_doubtful)
    hint = f"请核对是否应为{meant}；数字无误的，不必改动。" if meant else "请核对；数字无误的，不必改动。"
    return Issue(Severity.WARNING, where, told, hint)


def _counts(series: Series, month: int) -> list[Decimal]:
    """What each month of an item counted, this one last."""
    entries = series[:month]
    return [entry.increment for entry in entries if entry is not None and entry.increment is not None]


def _changes(indicator: Indicator, content: Content, series: Series, month: int) -> list[Decimal]:
    """What each period of the last twelve months changed, this one last, as far as it is known.

    Nothing where it is not known of this one.
    """
    known = monthly_totals(indicator, series[:month])
    if not indicator.traits.is_flow:
        reported = [value for value in known.totals if value is not None]
        return [later - earlier for earlier, later in pairwise(reported)]
    if known.increments[-1] is None:
        return []
    last_year = [value for value in content.basis(indicator.id).last_year[month - 1 :] if value is not None]
    before = [later - earlier for earlier, later in pairwise(last_year)]
    return [*before, *(value for value in known.increments if value is not None)]


def _jump(target: Target, changes: Sequence[Decimal]) -> str:
    """Words for a change far beyond those before it; “” where there is none."""
    if not changes:
        return ""
    *before, now = changes
    moved = [abs(change) for change in before if change]
    if len(moved) < FEWEST_CHANGES or abs(now) <= TIMES * max(*moved, _usual(target)):
        return ""
    unit = "个百分点" if target.unit == "%" else target.unit
    most, size = (f"{plain(rounded(value, 2))}{unit}" for value in (max(moved), abs(now)))
    is_flow = target.traits.is_flow
    verb = "本期" if is_flow else f"比上期{'增加' if now > 0 else '减少'}"
    return f"{verb}{size}，明显多于以前各期（最多{'' if is_flow else '变动'}{most}）。"


def _first_jump(item: Item, changes: Sequence[Decimal]) -> str:
    """A count of an item ten times the only one before it."""
    *before, now = changes or [ZERO]
    most = max(before, default=ZERO)
    if not most or len(before) >= FEWEST_CHANGES or now <= TENFOLD * max(most, _USUAL_COUNT):
        return ""
    return f"本期{plain(now)}{item.unit}，而上期只有{plain(most)}{item.unit}。"


def _out_of_scale(target: Target, content: Content, series: Series, month: int) -> str:
    """A figure far from everything that is known of it: in another unit, or with its point misplaced."""
    if isinstance(target, Item) or target.traits.is_staged or target.traits.is_place:
        return ""
    if target.traits.is_ratio:
        value, known = _lists(series, month)
        unit, least = target.counted, Decimal(SCALE)
    else:
        value, known = _known(target, content, series, month)
        unit, least = target.unit, Decimal(SCALE if target.traits.is_from_baseline else _LEAST_SHARE)
    sizes = [abs(number) for number in known.values() if number]
    if not value or not sizes:
        return ""
    is_small = not target.traits.is_limit and abs(value) * least < min(sizes)
    if abs(value) <= SCALE * max(sizes) and not is_small:
        return ""
    told = "、".join(f"{name}{plain(rounded(number, 6))}{unit}" for name, number in known.items() if number)
    word = _TOTAL if target.traits.is_flow else "本期"
    return f"{word}{plain(value)}{unit}，而{told}，相差{SCALE}倍以上。"


def _known(
    indicator: Indicator, content: Content, series: Series, month: int
) -> tuple[Decimal | None, dict[str, Decimal | None]]:
    """The figure as it now stands, and what it can be held against."""
    entry = series[month - 1]
    before = latest_value(indicator, series, month - 1).value
    value = entered_value(indicator.kind, entry, before) if entry else None
    known: dict[str, Decimal | None] = {"年度目标": indicator.target, "上期": before}
    if indicator.traits.is_from_baseline:
        known["基数"] = baseline_of(indicator, content.basis(indicator.id))
    if indicator.traits.is_counted:
        value = None if value is not None and value < indicator.target else value
    return value, known


def _lists(series: Series, month: int) -> tuple[Decimal | None, dict[str, Decimal | None]]:
    """The length of the list behind a ratio, and that of the month before."""
    lengths = [entry.denominator for entry in series[:month] if entry and entry.denominator is not None]
    entry = series[month - 1]
    now = entry.denominator if entry else None
    return now, {"上期名单": lengths[-2] if now is not None and len(lengths) > 1 else None}


def _usual(target: Target) -> Decimal:
    """A change that nobody would doubt: an even month's share, some 个百分点, or a hundredth of a total."""
    if isinstance(target, Item):
        return _USUAL_COUNT
    if target.is_percentage and target.traits.usual_points is not None:
        return target.traits.usual_points
    return target.target / (MONTHS if target.traits.is_flow else HUNDRED)


def _beyond_target(indicator: Indicator, changes: Sequence[Decimal]) -> str:
    """A month's count that is a multiple of the whole year's target: a nought too many."""
    is_counted = indicator.traits.is_counted and not indicator.traits.is_limit and bool(changes)
    if not is_counted or changes[-1] <= MOST_OF_TARGET * indicator.target:
        return ""
    times = rounded(changes[-1] / indicator.target, 1)
    return f"本期{plain(changes[-1])}{indicator.unit}，是年度目标的{plain(times)}倍。"


def _begun_beyond_target(indicator: Indicator, series: Series, month: int) -> str:
    """A running total with which the year begins here, a multiple of the year's target."""
    total = latest_value(indicator, series, month).value
    is_begun = latest_value(indicator, series, month - 1).value is not None
    is_counted = indicator.traits.is_counted and not indicator.traits.is_limit
    if is_begun or not is_counted or total is None or total <= TIMES * indicator.target:
        return ""
    times = rounded(total / indicator.target, 1)
    return f"{_TOTAL}{plain(total)}{indicator.unit}，是年度目标的{plain(times)}倍。"


def _beyond_days(indicator: Indicator, series: Series, period: Period) -> str:
    """More days since January than the calendar has."""
    if indicator.unit != "天":
        return ""
    reached = latest_value(indicator, series, period.last).value or ZERO
    passed = period.end.timetuple().tm_yday
    if reached <= passed:
        return ""
    return f"{_TOTAL}{plain(reached)}天，而今年到{period.last}月底只有{passed}天。"


def _fallen_back(item: Item, series: Series, month: int) -> str:
    """A stage that lies before one that was reached earlier."""
    now = series[month - 1]
    stages = [entry.stage for entry in series[: month - 1] if entry is not None and entry.stage]
    if now is None or not now.stage or not stages:
        return ""
    if stage_number(item, now.stage) >= stage_number(item, stages[-1]):
        return ""
    return f"所处阶段由“{stages[-1]}”退回到“{now.stage}”。"
