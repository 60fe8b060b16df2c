"""亮灯: the lights, the presets of their rules, the assessed light and the sentence that says why."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.completion import completion
from cixi_desktop.assessment.pace import CONSTANT, Pace
from cixi_desktop.assessment.phrases import (
    NOT_PASSED,
    amount,
    faster_or_slower,
    from_target,
    held_words,
    over_limit,
    pace_distance,
    points,
    target_words,
)
from cixi_desktop.assessment.rounding import (
    Printed,
    decimals_of,
    printed_completion,
    printed_distance,
    printed_gap,
    printed_value,
    steady,
)
from cixi_desktop.periods import day_words, since_january
from cixi_desktop.records.fields import REPORTED, field_of, figure_fields, share_name
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.values import HUNDRED, ZERO, Comparator, floored, rounded_up

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Indicator, Modality
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target


class Light(StrEnum):
    """One light: its word, and with it a tone and a shape, so that it survives black-and-white printing."""

    DONE = "已完成"
    ATTAINED = "当期达标"
    ON_PACE = "达序时"
    NEARLY = "基本完成"
    BEHIND = "欠序时"
    LATE = "滞后"
    NOT_DUE = "未到节点"
    PENDING = "待公布"
    NO_DATA = "本期无数据"
    UNREPORTED = "未填报"
    NOT_APPLICABLE = "不适用"
    RECORDED = "已填报"

    @property
    def tone(self) -> str:
        """The colour family: blue, green, yellow, red or grey."""
        return _LOOKS[self][0]

    @property
    def symbol(self) -> str:
        """The shape as one character that every Chinese font has (GBK)."""
        return _LOOKS[self][1]

    @property
    def standard(self) -> Light:
        """The one for programs that read JSON and for check codes: 不适用 also of what is only recorded."""
        return Light.NOT_APPLICABLE if self is Light.RECORDED else self

    @property
    def is_grey(self) -> bool:
        """Whether it judges nothing and counts in no rate."""
        return self.tone == "grey"

    @property
    def urgency(self) -> int:
        """How much it asks for attention: what is not reported goes before what is well, 滞后 before all."""
        return _URGENCY[self]


SLOW = frozenset({Light.BEHIND, Light.LATE})
"""What is to be explained."""


_LOOKS = {
    Light.DONE: ("blue", "★"),
    Light.ATTAINED: ("green", "◆"),
    Light.ON_PACE: ("green", "●"),
    Light.NEARLY: ("green", "☆"),
    Light.BEHIND: ("yellow", "▲"),
    Light.LATE: ("red", "■"),
    Light.NOT_DUE: ("grey", "◇"),
    Light.PENDING: ("grey", "◎"),
    Light.NO_DATA: ("grey", "□"),
    Light.UNREPORTED: ("grey", "○"),
    Light.NOT_APPLICABLE: ("grey", "※"),
    Light.RECORDED: ("grey", "·"),
}
_URGENCY = {
    light: rank
    for rank, light in enumerate(
        [
            Light.NOT_APPLICABLE,
            Light.RECORDED,
            Light.NOT_DUE,
            Light.NO_DATA,
            Light.PENDING,
            Light.DONE,
            Light.ATTAINED,
            Light.NEARLY,
            Light.ON_PACE,
            Light.UNREPORTED,
            Light.BEHIND,
            Light.LATE,
        ]
    )
}

PRESETS = (
    DEFAULT_RULES,
    Rules(name="银川式（10/30）", behind_at=Decimal(10), is_behind_inclusive=True, late_beyond=Decimal(30)),
    Rules(name="瓯海式（0/0）", behind_at=ZERO, late_beyond=ZERO),
)
"""Thresholds in use elsewhere.

银川 2025 (yellow from 10 to 30 behind), 瓯海 2020 (whatever is missed is red).
"""


class Verdict(Struct, frozen=True):
    """A light and the sentence that says why."""

    light: Light
    reason: str


class Case(Struct, frozen=True, kw_only=True):
    """A figure as it comes to be judged: ``value`` cumulative (None: there is none), ``progress`` in percent.

    ``difference`` is completion less pace in 个百分点 (for a growth rate, and a level without a baseline:
    value less what is due). Lights go by these, not rounded; ``told`` is what reasons say of them.
    """

    indicator: Indicator
    period: Period
    modality: Modality
    start: Decimal | None
    value: Decimal | None
    progress: Decimal | None
    pace: Pace
    difference: Decimal | None
    is_estimate: bool
    told: Printed = Printed()


def printed(case: Case, rules: Rules) -> Printed:
    """The percentages of a figure as they are printed.

    Where rounding would hide on which side of 0, of the rules' limits or of the band of 左右 a figure is,
    more decimals are printed, up to four; an unmet target never prints 100%.
    """
    indicator, value, progress, gap = case.indicator, case.value, case.progress, case.difference
    due = case.pace.percent
    if value is None:
        return Printed(pace=None if due is None else printed_value(due))
    limits, bands = _lines(case, rules)
    is_met = indicator.comparator.is_met(value, indicator.target)
    done = None if progress is None else printed_completion(progress, bands, is_met=is_met)
    if progress is not None and indicator.traits.is_limit:
        done = printed_value(progress, {HUNDRED})
    told, decimals = None if gap is None else printed_distance(gap, limits), decimals_of(done)
    if progress is not None and due is not None and gap is not None and not indicator.traits.is_growth:
        told, more = printed_gap(progress, due, gap, limits, decimals)
        done = printed_value(progress, (), more) if done is not None and more > decimals else done
        decimals = more
    return Printed(
        completion=done,
        pace=None if due is None else printed_value(due, (), decimals),
        gap=told,
        to_target=printed_distance(value - indicator.target, limits) if indicator.is_percentage else None,
    )


def _lines(case: Case, rules: Rules) -> tuple[set[Decimal], set[Decimal]]:
    """What a gap can lie on either side of, and what a 完成率 can besides 100%."""
    limits, indicator = _limits(rules), case.indicator
    if indicator.comparator is not Comparator.ABOUT:
        return limits, set()
    if indicator.is_percentage:
        return limits | {_band(indicator, rules), -_band(indicator, rules)}, set()
    floor = completion(indicator, case.start, band_floor(indicator, rules))
    return limits, set() if floor is None else {floor}


def judge(case: Case, value: Decimal, rules: Rules) -> Verdict:
    """The light of a figure with a value.

    A target that is met comes first (levels, stocks, growth and coverage only 当期达标 before December, and a
    预计数 at any time; a flow within its limit is 达序时 till then), then the band below a 左右 target, then
    the distance to the pace: a limit that a flow has passed cannot be kept any more. 力争 and 争取 never go
    below yellow.
    """
    indicator = case.indicator
    if indicator.comparator.is_met(value, indicator.target):
        return _met(case, value, rules)
    if indicator.comparator is Comparator.ABOUT and value >= band_floor(indicator, rules):
        words = f"目标为{target_words(indicator)}，已在允许幅度内（{band_words(indicator, rules)}）。"
        return Verdict(Light.NEARLY, words + _estimate_words(case))
    light = _distance_light(case, value, rules)
    reason = _distance_reason(case, value) + _estimate_words(case)
    if light is Light.LATE and case.modality.is_striving:
        return Verdict(Light.BEHIND, reason + "属力争、争取类目标，不亮红灯。")
    return Verdict(light, reason)


def _met(case: Case, value: Decimal, rules: Rules) -> Verdict:
    indicator = case.indicator
    words = f"{held_words(indicator)}。"
    if indicator.comparator is Comparator.ABOUT and value > band_ceiling(indicator, rules):
        words += f"已超出“左右”的幅度（{band_words(indicator, rules)}），请核实。"
    if not case.is_estimate and (case.period.is_year_end or indicator.traits.is_final):
        return Verdict(Light.DONE, words)
    why = "本期为预计数" if case.is_estimate else "以12月数为准"
    if indicator.traits.is_limit and indicator.traits.is_flow:
        return Verdict(Light.ON_PACE, f"{words}{why}。")
    return Verdict(Light.ATTAINED, f"{words}{why}，暂记当期达标。")


def _estimate_words(case: Case) -> str:
    return "本期为预计数。" if case.is_estimate else ""


def _distance_light(case: Case, value: Decimal, rules: Rules) -> Light:
    """By the distance to what is due, where there is one; before a plan's first month nothing is due."""
    if case.indicator.traits.is_limit and case.indicator.traits.is_flow:
        return Light.LATE
    if case.difference is None and case.pace.due is not None:
        return Light.BEHIND
    light = _by_threshold(-(case.difference or ZERO), rules)
    is_missed = case.period.is_year_end or case.indicator.traits.is_limit or _has_fallen(case, value)
    if light is Light.ON_PACE and is_missed:
        return Light.BEHIND
    return light


def _by_threshold(shortfall: Decimal, rules: Rules) -> Light:
    shortfall = steady(shortfall)
    if shortfall > rules.late_beyond:
        return Light.LATE
    is_behind = shortfall >= rules.behind_at if rules.is_behind_inclusive else shortfall > rules.behind_at
    return Light.BEHIND if is_behind else Light.ON_PACE


def _has_fallen(case: Case, value: Decimal) -> bool:
    """Whether the figure went the wrong way from its baseline."""
    if case.start is None:
        return False
    return (value - case.start) * (case.indicator.target - case.start) < 0


def _distance_reason(case: Case, value: Decimal) -> str:
    indicator, told = case.indicator, case.told
    if indicator.traits.is_limit:
        return over_limit(indicator, value)
    if indicator.traits.is_growth:
        sentence = f"全年同一标准：{from_target(told)}（目标{target_words(indicator)}）。"
    elif case.progress is None or told.pace is None or told.gap is None:
        return _plain_reason(case, value)
    else:
        done = f"完成率{told.completion}%" if told.completion is not None else NOT_PASSED
        sentence = f"{done}，序时进度{told.pace}%（{case.pace.words}），{pace_distance(told)}。"
    if case.start is not None and _has_fallen(case, value):
        sentence += _fall_words(indicator, value, case.start)
    if case.period.is_year_end:
        sentence += f"年末未达到{target_words(indicator)}。"
    return sentence


def _fall_words(indicator: Indicator, value: Decimal, start: Decimal) -> str:
    if indicator.traits.is_growth:
        return f"同比{'上升' if indicator.traits.is_decrease else '下降'}{amount(indicator, abs(value))}。"
    side = "低于" if value < start else "高于"
    return f"{side}基数{amount(indicator, abs(value - start), is_difference=True)}。"


def _plain_reason(case: Case, value: Decimal) -> str:
    """Where there is no percentage, only whether the target is met, and by how much it is missed."""
    why = "无基数" if case.start is None else "基数已到目标值"
    target, gap = target_words(case.indicator), case.told.gap
    if case.pace.due is None:
        return f"{why}，只判断是否达标：计划的第一个月未到（目标{target}）。"
    if gap is None:
        return f"{why}，只判断是否达标：未达到{target}。"
    side = "低于" if value < case.pace.due else "高于"
    standard = "目标" if case.pace.rule == CONSTANT else "月度计划"
    words = f"{side}{standard}{points(gap)}" if gap else f"与{standard}持平"
    return f"{why}，只判断是否达标：{words}（目标{target}）。"


def _band(indicator: Indicator, rules: Rules) -> Decimal:
    """Half the width of 左右 in the figure's unit.

    个百分点 for percentages, a share of the target for the rest.
    """
    if indicator.is_percentage:
        return rules.growth_band if indicator.band is None else indicator.band
    share = rules.count_band if indicator.band is None else indicator.band
    return abs(indicator.target) * share / HUNDRED


def band_floor(indicator: Indicator, rules: Rules) -> Decimal:
    """The lowest value that counts as 基本完成 under 左右."""
    return indicator.target - _band(indicator, rules)


def band_ceiling(indicator: Indicator, rules: Rules) -> Decimal:
    """The highest value that 左右 covers; above it is flagged, not failed."""
    return indicator.target + _band(indicator, rules)


def band_words(indicator: Indicator, rules: Rules) -> str:
    """The band of 左右 in words; for counts the whole numbers within it."""
    low, high = band_floor(indicator, rules), band_ceiling(indicator, rules)
    if indicator.traits.is_due_in_whole:
        low, high = rounded_up(low, 0), floored(high)
    return f"{amount(indicator, low)}至{amount(indicator, high)}"


def judge_milestone(
    *,
    is_done: bool,
    is_hard: bool,
    stage_words: str,
    lacks_proof: bool,
    overdue_since: date | None,
    behind_words: str = "",
) -> Verdict:
    """The light of a milestone: done only with proof; past its own deadline red if hard, yellow if soft.

    ``behind_words`` say by how much it is behind its own plan of stages, which makes it yellow.
    """
    if is_done:
        return Verdict(Light.DONE, f"{stage_words}，已有依据。")
    proof = "尚未填写依据（文号、日期），暂不计为完成。" if lacks_proof else ""
    if overdue_since:
        words = f"完成时限{day_words(overdue_since)}已到，尚未完成。"
        return Verdict(Light.LATE if is_hard else Light.BEHIND, f"{stage_words}。{words}{proof}")
    light = Light.BEHIND if behind_words else Light.ON_PACE
    return Verdict(light, f"{stage_words}。{behind_words}{proof}")


def judge_aspiration(stage: str, fulfilled: str, failed: str) -> Verdict:
    """The light of a figure under 争取: by its stage alone, never red."""
    if stage == fulfilled:
        return Verdict(Light.DONE, f"已{fulfilled}。")
    if stage == failed:
        return Verdict(Light.BEHIND, f"{failed}。属争取类目标，不计入完成率，不亮红灯。")
    return Verdict(Light.ON_PACE, f"处于{stage}阶段，结果以公布为准；属争取类，不计入完成率。")


def judge_list(progress: Decimal, due: Decimal, rules: Rules, *, is_year_end: bool) -> Verdict:
    """The light of a closed list that the plan gives no date for.

    By its ratio against n/12, both in percent.
    """
    if progress >= HUNDRED:
        return Verdict(Light.DONE if is_year_end else Light.ATTAINED, "名单内已全部办结。")
    light = _by_threshold(due - progress, rules)
    if light is Light.ON_PACE and is_year_end:
        light = Light.BEHIND
    told = printed_list(progress, due, rules)
    distance = faster_or_slower(told.gap or ZERO)
    return Verdict(light, f"办结率{told.completion}%，序时进度{told.pace}%（按月均分），{distance}。")


def printed_list(progress: Decimal, due: Decimal, rules: Rules) -> Printed:
    """The part of a closed list that is done, what is due and the gap, as they are printed."""
    done = printed_completion(progress, (), is_met=progress >= HUNDRED)
    gap, decimals = printed_gap(progress, due, progress - due, _limits(rules), decimals_of(done))
    return Printed(
        completion=done if decimals == decimals_of(done) else printed_value(progress, (), decimals),
        pace=printed_value(due, (), decimals),
        gap=gap,
    )


def _limits(rules: Rules) -> set[Decimal]:
    """What every gap lies on either side of."""
    return {ZERO, -rules.behind_at, -rules.late_beyond}


def grey_verdict(
    target: Target, entry: Entry | None, state: str, *, unasked: str = "", merged_months: int = 0
) -> Verdict:
    """A grey light with the reason that was given, what is missing, or when it is asked for."""
    light = Light.UNREPORTED if state == REPORTED else Light(state)
    if entry is not None and entry.drafts:
        return Verdict(light, "所填内容已暂存，改正或确认后计入。")
    pair = [field.label for field in figure_fields(target) if field.name in _HALVES]
    if entry is not None and is_half(entry) and light is Light.UNREPORTED and len(pair) > 1:
        return Verdict(light, f"只填了一半：{'和'.join(pair)}要同时填写。")
    if entry is not None and entry.reason:
        return Verdict(light, f"{light}：{entry.reason.rstrip('。')}。")
    if entry is not None and entry.state is None and entry.denominator == ZERO and target.traits.is_ratio:
        empty = f"{field_of(target, 'denominator').label}为0"
        return Verdict(light, f"名单为空（{empty}），不计算{share_name(target)}。")
    if entry is None and light is Light.NO_DATA and merged_months:
        before = since_january(merged_months - 1)
        return Verdict(
            light, f"{before}不单独发布，与{merged_months}月合并（{since_january(merged_months)}）。"
        )
    told = {Light.UNREPORTED: "本期尚未填报。", Light.NOT_DUE: unasked}.get(light)
    return Verdict(light, told or f"{light}。")


_HALVES = ("cumulative", "last_year", "numerator", "denominator")
"""The two numbers that belong together, of a rate and of a ratio."""


def is_half(entry: Entry | None) -> bool:
    """Whether one of two numbers that belong together is there, of an entry that gives no figure."""
    if entry is None:
        return False
    return any(getattr(entry, name) is not None for name in _HALVES)
