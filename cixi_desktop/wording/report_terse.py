"""The sentences of reports on a figure under its short name: 零申报企业走访覆盖率46.5%，慢3.5个百分点.

For what is neither a headline target nor 滞后: whole name, 完成率 and target stand in the annexed table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import amount, target_words
from cixi_desktop.values import ZERO, shown
from cixi_desktop.wording.figures import bracketed, is_met
from cixi_desktop.wording.report_sentences import (
    against_pace,
    completed,
    figure_name,
    in_text,
    members,
    older_day,
    rate_name,
    rate_words,
    short_name,
    standing,
    still_words,
)
from cixi_desktop.wording.sentences import told_share

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import FigureAssessment

_COUNTED = re.compile("(?:场次|次数|天数|人次|人数|数)$")
"""The end of a name that the unit behind the number says again: 高企新增数70家."""


def short_head(figure: FigureAssessment) -> str:
    """What stands before its number: 高企新增, 走访覆盖率, 研发费用增速; “” without a short name."""
    traits, short = figure.indicator.traits, in_text(figure.indicator.short)
    if not short or traits.is_staged:
        return ""
    if traits.is_ratio:
        tail = re.search("(?:覆盖)?率$", figure_name(figure))
        return short if tail is None or short.endswith("率") else short + tail[0]
    if traits.is_growth:
        return rate_name(figure, short)
    return _COUNTED.sub("", short) if traits.is_counted else short


def short_standing(figure: FigureAssessment) -> str:
    """The latest figure behind its short name; in its phrase where there is none, or where only that fits."""
    value, head, traits = figure.cumulative, short_head(figure), figure.indicator.traits
    if value is None or not head or traits.is_place or rate_words(figure):
        return standing(figure)
    told = told_share(figure) if traits.is_ratio else amount(figure.indicator, value)
    is_estimate = figure.entry is not None and figure.entry.is_estimate
    is_none = traits.is_counted and value == ZERO
    words = f"{head}{'累计' if is_none else ''}{told}"
    return words + ("（预计）" if is_estimate else "") + bracketed(older_day(figure))


def terse(figure: FigureAssessment) -> str:
    """The total and the distance alone; of what has met its target, by how much."""
    return _told(figure, short_standing(figure))


def terse_of_period(figure: FigureAssessment) -> str:
    """The same with what the month or quarter brought: 科技型中小企业本月98家，累计158家，快于…."""
    increment, head = figure.increment, short_head(figure)
    is_part = increment is not None and increment != figure.cumulative and figure.period.first > 1
    if not (head and is_part and increment is not None and figure.indicator.traits.is_counted):
        return terse(figure)
    if increment == ZERO:
        return _told(figure, short_standing(figure).replace(head, f"{head}累计", 1))
    span = "本月" if figure.period.is_month else "本季度"
    total = short_standing(figure).removeprefix(head)
    return _told(figure, f"{head}{span}{amount(figure.indicator, increment)}，累计{total}")


def short_still(figure: FigureAssessment) -> str:
    """What is still to be done: 高企还需新增50家, 高企总量还需净增58家, 零申报企业走访还需覆盖46家.

    Where the short name has no verb, what is missing: 科技型中小企业还差142家.
    """
    missing, head, indicator = figure.remaining, short_head(figure), figure.indicator
    if not head or not missing or not indicator.traits.is_gained:
        return still_words(figure)
    if indicator.counted:
        return f"{short_name(figure)}还需覆盖{shown(missing, 0)}{indicator.counted}"
    bare = head.removesuffix("新增")
    verb = "净增" if indicator.traits.is_stock else head.removeprefix(bare)
    return f"{bare}{f'还需{verb}' if verb else '还差'}{amount(indicator, missing)}"


def _told(figure: FigureAssessment, words: str) -> str:
    if figure.indicator.traits.is_ratio and figure.light is Light.DONE:
        return f"{short_name(figure).removesuffix('覆盖率')}{members(figure)}，实现全覆盖"
    if figure.light is Light.NEARLY:
        return f"{words}，在年度目标（{target_words(figure.indicator)}）允许幅度内"
    reached = completed(figure) if is_met(figure) else ""
    return "，".join(filter(None, (words, reached, against_pace(figure))))
