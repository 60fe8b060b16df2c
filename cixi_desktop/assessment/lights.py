"""亮灯: the lights, the presets of their rules, the judgement and the sentence that says why."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.pace import OWN_PLAN, Pace
from cixi_desktop.records.fields import REPORTED
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.values import HUNDRED, ZERO, Comparator, floored, percent, plain, points, rounded_up, shown

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Indicator, Modality
    from cixi_desktop.records.entries import Entry


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

    @property
    def tone(self) -> str:
        """The colour family: blue, green, yellow, red or grey."""
        return _LOOKS[self][0]

    @property
    def symbol(self) -> str:
        """The shape as one character that every Chinese font has (GB 2312)."""
        return _LOOKS[self][1]

    @property
    def is_grey(self) -> bool:
        """Whether it judges nothing and counts in no rate."""
        return self.tone == "grey"

    @property
    def urgency(self) -> int:
        """How much it asks for attention: what is not reported goes before what is well, 滞后 before all."""
        return _URGENCY[self]


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
}
_URGENCY = {
    light: rank
    for rank, light in enumerate(
        [
            Light.NOT_APPLICABLE,
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


class Case(Struct, frozen=True):
    """A figure as it comes to be judged: ``value`` cumulative (None: there is none), ``progress`` in percent.

    ``difference`` is progress less pace in 个百分点 (for a level without a baseline: value less what is due).
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


def judge(case: Case, value: Decimal, rules: Rules) -> Verdict:
    """The light of a figure with a value.

    A target that is met comes first (levels, stocks, growth and coverage only 当期达标 before December), then
    the band below a 左右 target, then the distance to the pace; 力争 and 争取 never go below yellow.
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
        return Verdict(Light.BEHIND, reason + "属力争、争取类，最低亮黄灯。")
    return Verdict(light, reason)


def _met(case: Case, value: Decimal, rules: Rules) -> Verdict:
    indicator = case.indicator
    words = f"已达到年度目标（{target_words(indicator)}）。"
    if indicator.comparator is Comparator.ABOUT and value > band_ceiling(indicator, rules):
        words += f"已超出“左右”的幅度（{band_words(indicator, rules)}），请核实。"
    if not case.is_estimate and (case.period.is_year_end or indicator.traits.is_final):
        return Verdict(Light.DONE, words)
    why = "本期为预计数" if case.is_estimate else "以12月数为准"
    return Verdict(Light.ATTAINED, f"{words}{why}，暂记当期达标。")


def _estimate_words(case: Case) -> str:
    return "本期为预计数。" if case.is_estimate else ""


def _distance_light(case: Case, value: Decimal, rules: Rules) -> Light:
    if case.difference is None:
        return Light.BEHIND
    light = _by_threshold(-case.difference, rules)
    if light is Light.ON_PACE and (case.period.is_year_end or _has_fallen(case, value)):
        return Light.BEHIND
    return light


def _by_threshold(shortfall: Decimal, rules: Rules) -> Light:
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
    indicator, difference = case.indicator, case.difference
    if case.progress is None or case.pace.percent is None or difference is None:
        return _plain_reason(case, value)
    sentence = f"完成率{percent(case.progress)}，序时进度{percent(case.pace.percent)}（{case.pace.rule}），"
    sentence += f"{faster_or_slower(difference)}。"
    if case.start is not None and _has_fallen(case, value):
        sentence += _fall_words(indicator, value, case.start)
    if case.period.is_year_end:
        sentence += f"年末未达到{target_words(indicator)}。"
    return sentence


def _fall_words(indicator: Indicator, value: Decimal, start: Decimal) -> str:
    if indicator.traits.is_growth:
        return f"同比下降{amount(indicator, abs(value))}。"
    side = "低于" if value < start else "高于"
    return f"{side}基数{amount(indicator, abs(value - start), is_difference=True)}。"


def _plain_reason(case: Case, value: Decimal) -> str:
    """Where there is no percentage, only whether the target is met, and by how much it is missed."""
    why = "无基数" if case.start is None else "基数已到目标值"
    target = target_words(case.indicator)
    if case.difference is None or case.pace.due is None:
        return f"{why}，只判断是否达标：未达到{target}。"
    side = "低于" if value < case.pace.due else "高于"
    standard = "月度计划" if case.pace.rule == OWN_PLAN else "目标"
    words = f"{side}{standard}{points(case.difference)}" if case.difference else f"与{standard}持平"
    return f"{why}，只判断是否达标：{words}（目标{target}）。"


def faster_or_slower(difference: Decimal) -> str:
    """The gap as the standard sentence words it: 快于序时进度8.3个百分点."""
    if difference == 0:
        return "与序时进度持平"
    return f"{'快' if difference > 0 else '慢'}于序时进度{points(difference)}"


def amount(indicator: Indicator, value: Decimal, *, is_difference: bool = False) -> str:
    """A value with its unit; a difference of percentages in 个百分点."""
    unit = "个百分点" if is_difference and indicator.unit == "%" else indicator.unit
    return f"{shown(value, indicator.decimals)}{unit}"


def target_words(indicator: Indicator) -> str:
    """The target with its comparator in words: 不少于5次, 超过1120家, 15个左右."""
    if indicator.traits.target_words:
        return indicator.traits.target_words
    least = "不低于{}" if indicator.unit == "%" else "不少于{}"
    words = least if indicator.comparator is Comparator.AT_LEAST else _WORDS[indicator.comparator]
    return words.format(f"{plain(indicator.target)}{indicator.unit}")


_WORDS = {
    Comparator.MORE_THAN: "超过{}",
    Comparator.AT_MOST: "不高于{}",
    Comparator.ABOUT: "{}左右",
    Comparator.YES_NO: "{}",
}


def _band(indicator: Indicator, rules: Rules) -> Decimal:
    """Half the width of 左右 in the figure's unit.

    个百分点 for percentages, a share of the target for the rest.
    """
    if indicator.traits.is_rate:
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
    proof = "尚缺依据（文号、日期），不计完成。" if lacks_proof else ""
    if overdue_since:
        words = f"完成时限{overdue_since.year}年{overdue_since.month}月{overdue_since.day}日已到，尚未完成。"
        return Verdict(Light.LATE if is_hard else Light.BEHIND, f"{stage_words}。{words}{proof}")
    light = Light.BEHIND if behind_words else Light.ON_PACE
    return Verdict(light, f"{stage_words}。{behind_words}{proof}")


def judge_aspiration(stage: str, fulfilled: str, failed: str) -> Verdict:
    """The light of a figure under 争取: by its stage alone, never red."""
    if stage == fulfilled:
        return Verdict(Light.DONE, f"已{fulfilled}。")
    if stage == failed:
        return Verdict(Light.BEHIND, f"{failed}。属争取类，不计入完成率，最低亮黄灯。")
    return Verdict(Light.ON_PACE, f"处于{stage}阶段，结果以公布为准；属争取类，不计入完成率。")


def judge_list(progress: Decimal, due: Decimal, rules: Rules, *, is_year_end: bool) -> Verdict:
    """The light of a closed list that the plan gives no date for.

    By its ratio against n/12, both in percent.
    """
    if progress >= HUNDRED:
        return Verdict(Light.DONE if is_year_end else Light.ATTAINED, "名单内已全部办结。")
    difference = progress - due
    light = _by_threshold(-difference, rules)
    if light is Light.ON_PACE and is_year_end:
        light = Light.BEHIND
    reason = (
        f"办结率{percent(progress)}，序时进度{percent(due)}（按月均分），{faster_or_slower(difference)}。"
    )
    return Verdict(light, reason)


def grey_verdict(entry: Entry | None, state: str, *, is_january_merged: bool = False) -> Verdict:
    """A grey light with the reason that was given, or what is missing."""
    light = Light.UNREPORTED if state == REPORTED else Light(state)
    if entry is not None and entry.drafts:
        return Verdict(light, "填写的内容有误，已作为草稿保留，未计入。")
    if entry is not None and _is_half(entry) and light is Light.UNREPORTED:
        is_list = entry.numerator is not None or entry.denominator is not None
        pair = "分子和分母" if is_list else "本年累计和上年同期"
        return Verdict(light, f"只填了一半：{pair}要同时填写。")
    if entry is not None and entry.reason:
        return Verdict(light, f"{light}：{entry.reason}。")
    if entry is not None and entry.state is None and light is Light.NOT_APPLICABLE:
        return Verdict(light, "名单为空（分母为0），不计算覆盖率。")
    if entry is None and light is Light.NO_DATA and is_january_merged:
        return Verdict(light, "1月不单独发布，与2月合并（1—2月）。")
    return Verdict(light, "本期尚未填报。" if light is Light.UNREPORTED else f"{light}。")


def _is_half(entry: Entry) -> bool:
    """Whether one of two numbers that belong together is there."""
    halves = (entry.cumulative, entry.last_year, entry.numerator, entry.denominator)
    return any(number is not None for number in halves)
