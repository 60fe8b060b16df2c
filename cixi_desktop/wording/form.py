"""The words of the form: what inputs show, what derives beside them, what is said of a figure or item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment, target_of
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import amount, points, share_words, target_words
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records.fields import AS_OF, NUMBERS, REPORTED, STATE, field_text, is_entered
from cixi_desktop.values import plain, rounded, shown
from cixi_desktop.wording.figures import (
    NONE,
    completion_words,
    last_known_words,
    list_words,
    pace_words,
    value_words,
)
from cixi_desktop.wording.sentences import still_needed

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessed, Assessment, TaskAssessment


class Stat(Struct, frozen=True):
    """One labelled value beside the inputs."""

    label: str
    value: str


def closed_words(assessment: Assessment) -> str:
    """Why nothing can be typed: other units, a longer period, or a locked month; “” where it can."""
    period, lock = assessment.period, assessment.lock
    if assessment.is_total:
        return f"现在看到的是全部单位{period.label}的汇总，只供查看；双击一项，可看各单位填报的数。"
    if assessment.is_looked_at and period.is_entered:
        unit = assessment.unit.name
        return f"现在看到的是{unit}填报的内容，只供查看。确需改动的，请选中该项，按“更正”，写明理由。"
    if not period.is_entered:
        return f"当前为{period.label}汇总，只供查看。填报请在上方选择月份。"
    if lock.is_locked:
        return f"{period.label}已锁定（理由：{lock.reason}）。需要修改的，请先用“文件—解锁本月”解锁。"
    return ""


def label_of(label: str) -> str:
    """An input's label, short."""
    return label.partition("（")[0]


FAULTY = "需更正"
CARRIED = "沿用："
"""Before the stage that goes on where none is chosen."""


def status_words(assessed: Assessed) -> str:
    """The word beside the light; where what was typed cannot be read, that it must be corrected."""
    has_drafts = assessed.entry is not None and bool(assessed.entry.drafts)
    return FAULTY if has_drafts and not assessed.is_reported else assessed.status


def shown_text(assessed: Assessed, name: str) -> str:
    """What the input shows: as entered; for a period that is no input what its months come to."""
    if is_entered(target_of(assessed), assessed.period) or name not in NUMBERS:
        return field_text(assessed.entry, name)
    number = _summed(assessed, name)
    return field_text(assessed.entry, name) if number is None else plain(number)


def _summed(assessed: Assessed, name: str) -> Decimal | None:
    if isinstance(assessed, ItemAssessment):
        return assessed.count if name == "increment" else None
    if not assessed.indicator.traits.is_flow:
        return None
    return assessed.increment if name == "increment" else assessed.cumulative


def hint(assessed: Assessed, name: str) -> str:
    """Quiet words in an empty input: the number that derives, or what stood there last time."""
    if name in {AS_OF.name, STATE.name}:
        return "（有数据）" if name == STATE.name else assessed.period.end.isoformat()
    if name in {"numerator", "denominator"}:
        return _half_hint(assessed, name)
    if isinstance(assessed, ItemAssessment):
        return _item_hint(assessed, name)
    if name == "proof":
        return "文号、材料"
    if name == "stage":
        return "（未选）"
    return _figure_hint(assessed, name)


def _figure_hint(figure: FigureAssessment, name: str) -> str:
    if name == "increment":
        return "" if figure.increment is None else plain(figure.increment)
    is_judged_by = name in {"value", "cumulative"} and not _is_growth_part(figure, name)
    if not is_judged_by or figure.cumulative is None:
        return ""
    value = plain(rounded(figure.cumulative, max(figure.indicator.decimals, 1)))
    return value if figure.state == REPORTED else f"上期{value}"


def _half_hint(assessed: Assessed, name: str) -> str:
    """One half of a ratio: its list is the quarter's, and stands for the whole of it."""
    half = field_text(assessed.source, name)
    return half if not half or assessed.state == REPORTED else f"上期{half}"


def _is_growth_part(figure: FigureAssessment, name: str) -> bool:
    """This year's amount is no growth rate."""
    return figure.indicator.traits.is_growth and name == "cumulative"


def _item_hint(item: ItemAssessment, name: str) -> str:
    if name == "stage":
        is_carried = item.stage and not (item.entry and item.entry.stage)
        return f"{CARRIED}{item.stage}" if is_carried else "（未选）"
    if name == "proof":
        return item.proof or item.item.proof
    if name == "note" and item.item.traits.is_text:
        return "时间、内容、结果"
    return ""


def stats(figure: FigureAssessment) -> tuple[Stat, ...]:
    """The values that stand beside a figure's inputs."""
    traits = figure.indicator.traits
    value = list_words(figure) if traits.is_ratio else value_words(figure)
    first = Stat(_with_day(traits.value_label, figure), value or NONE)
    if traits.is_staged:
        return (first,)
    gap = NONE if figure.printed.gap is None else signed_points(figure.printed.gap)
    return (
        first,
        Stat("完成率", completion_words(figure)),
        Stat("序时", pace_words(figure)),
        Stat("差距", gap),
    )


def _with_day(label: str, figure: FigureAssessment) -> str:
    since = last_known_words(figure)
    return f"{label}（{since}）" if since else label


def signed_points(gap: Decimal) -> str:
    """A printed gap with its sign: +8.3个百分点, −12.0个百分点."""
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return f"{sign}{points(gap)}"


def why(figure: FigureAssessment) -> str:
    """Why the light is so and what is needed; on lines of their own what stood before, and was corrected."""
    needed = still_needed(figure)
    lines = (figure.reason + (f"{needed}。" if needed else ""), _begun(figure), _corrected(figure))
    return "\n".join(filter(None, lines))


def _begun(figure: FigureAssessment) -> str:
    """What the months before came to, where the first one that is known says it."""
    before = figure.entry.before if figure.entry else None
    return "" if before is None else f"以前各月累计{amount(figure.indicator, before)}（累计减本期）。"


def _corrected(assessed: Assessed) -> str:
    return f"{assessed.correction.words}。" if assessed.correction else ""


def item_words(item: ItemAssessment) -> str:
    """What an item has come to: 累计12次, 办结率40.0%; “” where there is nothing to count."""
    if item.completion is not None and item.item.traits.is_ratio:
        return f"办结率{completion_words(item)}"
    return f"累计{shown(item.total, 0)}{item.item.unit}" if item.total is not None else ""


def remark(item: ItemAssessment) -> str:
    """Why an item's light is so, where stage and light do not say it already."""
    is_told = item.light in _TOLD and not item.lacks_proof
    has_drafts = item.entry is not None and bool(item.entry.drafts)
    reason = item.reason if has_drafts or not is_told else ""
    is_open_ended = item.responsibility.is_default_deadline or item.light in {Light.DONE, Light.LATE}
    words = (own_responsibility(item), "" if is_open_ended else item.responsibility.deadline_words)
    return reason + "".join(f"{each}。" for each in words if each) + _corrected(item)


_TOLD = {Light.DONE, Light.ATTAINED, Light.ON_PACE, Light.UNREPORTED, Light.NOT_APPLICABLE, Light.RECORDED}


def figure_target(figure: FigureAssessment) -> str:
    """The target, whose it is, its modality where it strives, what it was: 目标：10%左右（力争）."""
    words = f"目标：{target_words(figure.indicator)}"
    striving = figure.modality.value if figure.modality.is_striving else ""
    beside = "；".join(filter(None, (share_words(figure.indicator), striving, former_words(figure))))
    return f"{words}（{beside}）" if beside else words


def former_words(figure: FigureAssessment) -> str:
    """7月起，原不少于120家; “” for a target that was never adjusted."""
    if figure.former is None:
        return ""
    before, since = figure.former
    return f"{since}月起，原{target_words(before)}"


def twin_words(figure: FigureAssessment, commitment_id: str) -> str:
    """Where else the plan cites the figure, and who leads it if not the task's unit; “” if neither.

    与总体目标（H-3）为同一指标，只填一处；牵头：高新科
    """
    others = [c for c in figure.commitments if c.id != commitment_id]
    places = "、".join(
        f"{'总体目标' if other.task_id == HEADLINE else f'任务{other.task_id}'}（{other.id}）"
        for other in others
    )
    words = (f"与{places}为同一指标，只填一处" if others else "", own_responsibility(figure))
    return "；".join(filter(None, words))


def own_responsibility(assessed: Assessed) -> str:
    """Who answers for a figure or item, where that is not all taken over from its task; “” where it is."""
    return assessed.responsibility.words if assessed.responsibility.is_own else ""


def task_words(task: TaskAssessment, asked: TaskAssessment) -> str:
    """How much is in a task, and how much of what the unit is ``asked`` for still waits.

    3项指标、6个事项，还有4项待填报; 7项指标，本单位1项，本期已全部填报.
    """
    counts = ((len(task.figures), "项指标"), (len(task.items), "个事项"))
    words = "、".join(f"{count}{word}" for count, word in counts if count)
    if not asked.assessed:
        return f"{words}，非本单位承担"
    share = len(asked.assessed)
    parts = (
        words,
        f"本单位{share}项" if share < len(task.assessed) else "",
        f"还有{asked.open_count}项待填报" if asked.open_count else "本期已全部填报",
    )
    return "，".join(filter(None, parts))
