"""What a dial shows, as parts of its length: the one step from figures to drawing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import Assessed, FigureAssessment, ItemAssessment
from cixi_desktop.kinds import ASPIRATION_STAGES
from cixi_desktop.values import HUNDRED
from cixi_desktop.wording.figures import completion_words, is_met

if TYPE_CHECKING:
    from cixi_desktop.assessment.lights import Light

SPAN_IN_POINTS = Decimal(2)
"""Half the width of a two-sided dial of percentages, in 个百分点."""
SPAN_IN_PERCENT = Decimal(10)
"""The same for other units, in percent of the target."""
GOOD_STAGES = len(ASPIRATION_STAGES) - 1


class Dial(Struct, frozen=True, kw_only=True):
    """A dial of length 1.

    ``filled`` is the part that is reached, from–to; ``due`` the 序时 mark; ``target`` the target where it
    is not the end. ``segments`` above 1 are stages. ``is_over`` and ``is_below`` tell that the figure goes
    on beyond the end, or lies before the start. ``words`` stand in the middle of it.
    """

    light: Light
    words: str
    filled: tuple[float, float] = (0.0, 0.0)
    due: float | None = None
    target: float | None = None
    segments: int = 1
    is_over: bool = False
    is_below: bool = False


def dial_of(assessed: Assessed) -> Dial | None:
    """The dial of a figure or item; None for items that the plan gives nothing to measure by."""
    if isinstance(assessed, ItemAssessment):
        return _item_dial(assessed)
    if assessed.indicator.traits.is_staged:
        return _stage_dial(assessed)
    if assessed.completion is None and assessed.cumulative is not None:
        return _two_sided_dial(assessed, assessed.cumulative)
    completed = assessed.completion or Decimal(0)
    start, value = assessed.start, assessed.cumulative
    is_rising = start is not None and assessed.indicator.target >= start
    return Dial(
        light=assessed.light,
        words=completion_words(assessed),
        filled=(0.0, _part(completed)),
        due=None if assessed.pace.percent is None else _part(assessed.pace.percent),
        is_over=completed > HUNDRED,
        is_below=start is not None and value is not None and (value < start if is_rising else value > start),
    )


def dial_note(assessed: Assessed) -> str:
    """What the two strokes at an end of the dial mean; “” where there are none."""
    dial = dial_of(assessed)
    if dial is None or not (dial.is_over or dial.is_below):
        return ""
    if dial.target is not None:
        return "两道白线表示超出表盘的范围。"
    return "末端两道白线表示超过100%。" if dial.is_over else "起点两道白线表示低于基数。"


def _part(percent: Decimal) -> float:
    """A percentage as a part of the dial, which stops at full."""
    return float(min(max(percent, Decimal(0)), HUNDRED) / HUNDRED)


def _stage_dial(figure: FigureAssessment) -> Dial:
    """Four stages up to 获得; 未获得 leaves the dial empty."""
    words = completion_words(figure)
    place = ASPIRATION_STAGES.index(words) + 1 if words in ASPIRATION_STAGES else 0
    reached = 0 if place > GOOD_STAGES else place
    filled = (0.0, reached / GOOD_STAGES)
    return Dial(light=figure.light, words=words, filled=filled, segments=GOOD_STAGES)


def _two_sided_dial(figure: FigureAssessment, value: Decimal) -> Dial:
    """Without a baseline there is no percentage: the fill leads from the target, amid, to the value."""
    target = figure.indicator.target
    is_share = figure.indicator.unit == "%"
    span = SPAN_IN_POINTS if is_share else abs(target) * SPAN_IN_PERCENT / HUNDRED
    place = _two_sided_part(value - target, span)
    due = figure.pace.due
    return Dial(
        light=figure.light,
        words="达标" if is_met(figure) else "未达标",
        filled=(min(place, 0.5), max(place, 0.5)),
        due=None if due is None or due == target else _two_sided_part(due - target, span),
        target=0.5,
        is_over=value - target > span,
        is_below=target - value > span,
    )


def _two_sided_part(difference: Decimal, span: Decimal) -> float:
    if not span:
        return 0.5
    return 0.5 + 0.5 * float(min(max(difference / span, Decimal(-1)), Decimal(1)))


def _item_dial(item: ItemAssessment) -> Dial | None:
    words = completion_words(item)
    if item.item.is_milestone:
        count = max(1, len(item.item.stages))
        return Dial(light=item.light, words=words, filled=(0.0, item.stage_number / count), segments=count)
    if item.item.traits.is_ratio:
        return Dial(light=item.light, words=words, filled=(0.0, _part(item.completion or Decimal(0))))
    return None
