"""Words that every output shares: the plan's text with full-width punctuation, the light rule in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.periods import day_words
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
        f"灰灯（{'、'.join(_look(light) for light in _GREYS)}）不计入完成率",
    ]
    return f"{_titled(rules)}：{'；'.join(parts)}。"


def _titled(rules: Rules) -> str:
    """The rule by name; its thresholds, which its name in the settings has, follow in words."""
    return f"亮灯规则（{rules.name.partition('（')[0]}）"


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
    greys = [_look(light) for light in _GREYS if light in shown]
    parts += [f"{'、'.join(greys)}不评判"] if greys else []
    parts += [f"{Light.RECORDED.symbol}只作记录"] if Light.RECORDED in shown else []
    return f"{_titled(rules)}：{'；'.join(parts)}。快、慢以百分点计。"


_GREYS = [light for light in Light if light.is_grey and light is not Light.RECORDED]


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
    """How it was adjusted: 7月起目标由120家调整为130家（慈科〔2025〕15号）, oldest first."""
    told: list[str] = []
    for version in plan.versions:
        now = version.indicator(target_id) or version.item(target_id)
        words = _adjusted(version.earlier, now) if version.earlier and now else ""
        if words:
            paper = f"（{version.paper}）" if version.paper else ""
            told.insert(0, f"{version.since}月起{words}{paper}")
    return told


def version_lines(plan: Plan) -> list[str]:
    """What a version says otherwise than the one before it, one line for each figure and item."""
    before = plan.earlier
    if before is None:
        return []
    now: tuple[Indicator | Item, ...] = (*plan.indicators, *plan.items)
    then: tuple[Indicator | Item, ...] = (*before.indicators, *before.items)
    told = {(each.id, each.name): _adjusted(before, each) for each in now}
    for each in then:
        into = plan.indicator(each.id)
        if into is not None and into.id != each.id:
            told[each.id, each.name] = f"并入{into.id}“{into.name}”"
        elif not plan.has_target(each.id):
            told[each.id, each.name] = "不再列入"
    paper = f"（{plan.paper}）" if plan.paper else ""
    return [
        f"{own_id}“{name}”：{plan.since}月起{words}{paper}。"
        for (own_id, name), words in told.items()
        if words
    ]


def _adjusted(earlier: Plan, now: Indicator | Item) -> str:
    """What a version says otherwise of a figure or item than the one before it."""
    before = earlier.indicator(now.id) or earlier.item(now.id)
    if before is None:
        return "列入"
    words = [f"名称由“{before.name}”改为“{now.name}”"] if before.name != now.name else []
    if isinstance(now, Indicator) and isinstance(before, Indicator):
        words += retargeted(before, now)
    elif isinstance(now, Item) and isinstance(before, Item) and now.deadline != before.deadline:
        words.append(f"完成时限调整为{day_words(now.deadline)}" if now.deadline else "不再定完成时限")
    return "，".join(words)


def retargeted(before: Indicator, now: Indicator) -> Iterator[str]:
    """目标由120家调整为130家, with the comparators where they differ; nothing for the same target."""
    if now.comparator is not before.comparator:
        yield f"目标由{target_words(before)}调整为{target_words(now)}"
    elif (now.target, now.unit) != (before.target, before.unit):
        was, becomes = (f"{plain(each.target)}{each.unit}" for each in (before, now))
        yield f"目标由{was}调整为{becomes}"
