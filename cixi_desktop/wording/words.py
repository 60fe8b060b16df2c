"""Words that every output shares: the plan's text with full-width punctuation, the light rule in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.rules import Rules

__all__ = ["fullwidth_punctuation", "page_rules", "rules_words", "whose_words"]


def whose_words(assessment: Assessment) -> str:
    """Whose figures and items the part that a unit hands in shows; “” where it is the whole plan."""
    own = assessment.own_ids
    if not own:
        return ""
    return "本单位承担的" if len(own) == len(assessment.assessed) else "本单位承担和填报的"


def rules_words(rules: Rules) -> str:
    """The light rule in force as it is printed on every sheet: each light with its condition."""
    parts = [
        f"{_look(Light.DONE)}：达到年度目标（比重、总量、增速、覆盖率12月前记{_look(Light.ATTAINED)}）",
        (
            f"{_look(Light.NEARLY)}：“左右”类指标低于目标不超过{plain(rules.count_band)}%"
            f"（百分比指标不超过{plain(rules.growth_band)}个百分点）"
        ),
        f"{_look(Light.ON_PACE)}：{_on_pace_words(rules)}",
        f"{_look(Light.BEHIND)}：{_behind_words(rules)}，或未到计划阶段",
        f"{_look(Light.LATE)}：慢于序时进度超过{plain(rules.late_beyond)}个百分点，或硬任务超过完成时限",
        "力争、争取类最低亮黄灯",
        f"灰灯（{'、'.join(_look(light) for light in Light if light.is_grey)}）不计入完成率",
    ]
    return f"亮灯规则：{rules.name}。{'；'.join(parts)}。"


def page_rules(rules: Rules, shown: Collection[Light]) -> str:
    """The light rule in force, short, with the signs that stand on a page."""
    late, worst = plain(rules.late_beyond), Light.BEHIND.symbol
    conditions = {
        Light.DONE: "",
        Light.ATTAINED: "（12月前）",
        Light.NEARLY: "：“左右”类在允许幅度内",
        Light.ON_PACE: f"：{_on_pace_words(rules)}",
        Light.BEHIND: f"：{_behind_words(rules)}，或未到计划阶段",
        Light.LATE: f"：慢于序时进度超过{late}个百分点，或超过完成时限（力争、争取类最低{worst}）",
    }
    parts = [f"{_look(light)}{words}" for light, words in conditions.items() if light in shown]
    greys = [_look(light) for light in Light if light.is_grey and light in shown]
    parts += [f"{'、'.join(greys)}不评判"] if greys else []
    return f"亮灯规则：{rules.name}。{'；'.join([*parts, '·只作记录'])}。快、慢以百分点计。"


def _look(light: Light) -> str:
    return f"{light.symbol}{light}"


def _on_pace_words(rules: Rules) -> str:
    if rules.is_behind_inclusive:
        return f"慢于序时进度不到{plain(rules.behind_at)}个百分点"
    return f"慢于序时进度不超过{plain(rules.behind_at)}个百分点" if rules.behind_at else "不慢于序时进度"


def _behind_words(rules: Rules) -> str:
    if rules.behind_at >= rules.late_beyond and not rules.is_behind_inclusive:
        return "仅用于力争、争取类"
    if rules.is_behind_inclusive:
        return f"慢于序时进度{plain(rules.behind_at)}至{plain(rules.late_beyond)}个百分点（含）"
    low = f"超过{plain(rules.behind_at)}、" if rules.behind_at else ""
    return f"慢于序时进度{low}不超过{plain(rules.late_beyond)}个百分点"


def adjustment_words(plan: Plan, target_id: str) -> list[str]:
    """How its target was adjusted: 7月起目标由120家调整为130家（慈科〔2025〕15号）, oldest first."""
    told: list[str] = []
    for version in plan.versions:
        now, before = version.indicator(target_id), version.earlier and version.earlier.indicator(target_id)
        if now and before and (now.target, now.unit) != (before.target, before.unit):
            paper = f"（{version.paper}）" if version.paper else ""
            was, becomes = (f"{plain(each.target)}{each.unit}" for each in (before, now))
            told.insert(0, f"{version.since}月起目标由{was}调整为{becomes}{paper}")
    return told
