"""领导一页纸: what one A4 page says, in the order in which a leader reads. The page draws it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.periods import as_of_label
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records.origins import undecided_mark
from cixi_desktop.reports.changes import better, is_honour, with_light, worse
from cixi_desktop.reports.matters import problems_solved, request_sentence
from cixi_desktop.reports.overall import compared, how_figures_stand, how_items_stand, is_untold, reporting
from cixi_desktop.reports.progress import behind, came_about, late
from cixi_desktop.reports.tables import UNTOLD, closing_words, marked, marked_name
from cixi_desktop.reports.unit_texts import (
    cause,
    progress_lines,
    requests,
    step_words,
    steps,
)
from cixi_desktop.wording.figures import (
    NONE,
    bracketed,
    completion_words,
    last_known_words,
    list_words,
    value_words,
)
from cixi_desktop.wording.page import (
    NOTHING,
    PageFigure,
    PageItem,
    PageTask,
    clean,
    figure_rows,
    identity,
    item_rows,
    light_counts,
    page_title,
    place,
    task_rows,
    time,
)
from cixi_desktop.wording.report_sentences import (
    distance_cell,
    in_text,
    listed,
    missing_words,
    named,
    needed,
    older_day,
    short_name,
)
from cixi_desktop.wording.words import page_rules, whose_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from cixi_desktop.assessment.assess import Assessed, Assessment, Summary, TaskAssessment
    from cixi_desktop.periods import Period
    from cixi_desktop.records.units import Unit
    from cixi_desktop.reports.material import Material


class SlowRow(Struct, frozen=True, kw_only=True):
    """What is 滞后 or 欠序时: ``standing`` is value, target and 完成率, ``distance`` the gap and the need."""

    assessed: Assessed
    unit: str
    name: str
    standing: tuple[str, str]
    distance: tuple[str, str]
    cause: str
    step: str


class ShortFigure(Struct, frozen=True, kw_only=True):
    """A figure in half a line: value and target, and the distance or the word of its grey light.

    ``short`` is the plan's shorter name for where ``name`` has no room; ``completion`` is “” for none.
    """

    figure: FigureAssessment
    name: str
    short: str
    standing: str
    completion: str
    distance: str


class ShortTask(Struct, frozen=True, kw_only=True):
    """A task in half a line: the lights of its items, and sentences on what was done, one at least."""

    title: str
    lights: str
    said: tuple[str, ...]


class Page(Struct, frozen=True, kw_only=True, eq=False):
    """Everything that the page may say; what it has no room for is left out by the page's own rule.

    ``counted`` counts the same figures and items as are told in words by ``summary``. ``figures`` and
    ``shorts`` are the same figures, those that are not slow, at length and short; so are ``tasks`` and
    ``briefs``. ``reporting`` is “” on the page of one unit.
    """

    unit: Unit
    period: Period
    is_sample: bool
    is_damaged: bool
    called: str
    title: str
    head: tuple[str, str, str]
    summary: str
    counted: Summary
    slow: tuple[SlowRow, ...]
    reporting: str
    requests: tuple[str, ...]
    figures: tuple[PageFigure, ...]
    shorts: tuple[ShortFigure, ...]
    items: tuple[PageItem, ...]
    tasks: tuple[PageTask, ...]
    briefs: tuple[ShortTask, ...]
    other_days: str
    rules: str
    filled_by: str = ""
    """The 填报人 whose name stands in the sign-off; “” where it is written by hand."""

    @property
    def words(self) -> str:
        """Everything that people wrote on it."""
        said = [text for row in self.slow for text in (row.name, row.unit, row.cause, row.step)]
        said += [text for task in self.tasks for text in task.texts]
        said += [item.progress for item in self.items]
        return "".join((self.unit.name, self.reporting, *self.requests, *said))

    @property
    def is_total(self) -> bool:
        """Whether it is the bureau's."""
        return bool(self.reporting)


def page_of(material: Material, whole: Assessment, *, printed_at: datetime) -> Page:
    """The page of what ``material`` holds; edition and check code are those of the ``whole``."""
    short = _shortener(material)
    now = material.now
    slow = tuple(_slow_row(material, each, short) for each in (*late(material), *behind(material)))
    told = {row.assessed.id for row in slow}
    others = tuple(figure for figure in now.figures if figure.id not in told)
    reported = short("".join(sentence.words for sentence in reporting(material)))
    if not now.period.is_month:
        reported = reported.replace("本月", f"{now.period.last}月", 1)
    return Page(
        unit=whole.unit,
        period=now.period,
        is_sample=now.is_sample,
        is_damaged=bool(now.damage),
        called=whole.plan.document.called,
        title=page_title(whole),
        head=(place(whole), time(whole), identity(whole, printed_at)),
        summary=short(_summary(material)),
        counted=now.summary,
        slow=slow,
        reporting=(reported or NOTHING) if material.bureau else "",
        requests=tuple(short(clean(request_sentence(material, said).words)) for said in requests(material)),
        figures=figure_rows(now.plan, others),
        shorts=tuple(map(_short_figure, others)),
        items=item_rows(now),
        tasks=task_rows(now),
        briefs=tuple(_short_task(material, task, short) for task in now.tasks if _is_told(task)),
        other_days=_other_days(others, now.period),
        rules=page_rules(now.rules, {each.light for each in now.assessed}),
    )


def _is_told(task: TaskAssessment) -> bool:
    """The headline targets have no items: their figures stand on the page already."""
    return task.task.id != HEADLINE or bool(task.items)


def _shortener(material: Material) -> Callable[[str], str]:
    """Puts the short names of units in the place of their names, long names first."""
    units = [content.unit for content in material.bureau.contents] if material.bureau else [material.now.unit]
    pairs = sorted(
        ((unit.name, unit.short_name) for unit in units if unit.short_name), key=lambda pair: -len(pair[0])
    )

    def shortened(text: str) -> str:
        for name, short in pairs:
            text = text.replace(name, short)
        return text

    return shortened


def _summary(material: Material) -> str:
    """How figures and items stand and have changed; of longer periods also which, and what was solved."""
    now, period = material.now, material.period
    previous = material.previous
    items = how_items_stand(now)
    sentences = [items] if items else []
    if previous is not None and previous.summary.figures_reported:
        than = f"{previous.period.last}月" if period.is_month else closing_words(previous)
        sentences += compared(material, than)
    told = "".join(sentence.words for sentence in sentences)
    words = f"{how_figures_stand(now).words}{_untold_figures(now)}{told}"
    if not period.is_month:
        words += _turned(material) + "".join(sentence.words for sentence in problems_solved(material))
    undecided = sum(1 for each in now.assessed if each.origin and each.origin.is_open)
    return whose_words(now) + _signed(clean(words)) + (f"待核定{undecided}项。" if undecided else "")


def _untold_figures(now: Assessment) -> str:
    """How many figures beside those that are judged nobody has reported."""
    untold = with_light(now.figures, Light.UNREPORTED)
    if not untold or is_untold(now):
        return ""
    return f"另有{len(untold)}项指标未填报。"


def _signed(words: str) -> str:
    """How much is slow, behind the signs of the tables below: ▲欠序时5项，■滞后3项."""
    return _SLOW.sub(lambda found: f"{Light(found[0]).symbol}{found[0]}", words)


_SLOW = re.compile(rf"(?<!为)(?:{Light.LATE}|{Light.BEHIND})(?=\d+项)")
"""Not what turned slow at its first report: 首次填报即为滞后1项."""


def _turned(material: Material) -> str:
    """Which figures turned better or worse since the period before."""
    parts = [
        f"{word}：{listed([named(figure) for figure in found])}"
        for word, found in (("转好", better(material)), ("转差", worse(material)))
        if found
    ]
    return f"{'；'.join(parts)}。" if parts else ""


def _slow_row(material: Material, assessed: Assessed, short: Callable[[str], str]) -> SlowRow:
    """With the cause and step that were written to it, or else to its task at large."""
    why = cause(material, assessed)
    step = step_words(steps(material, assessed))
    lasting = came_about(material, assessed).replace("慢于序时进度", "偏慢").replace("转为", "转")
    if isinstance(assessed, FigureAssessment):
        standing, distance = _standing(assessed), _distance(assessed)
    else:
        standing, distance = _item_standing(assessed), (_item_distance(assessed), "")
    return SlowRow(
        assessed=assessed,
        unit=short(assessed.responsibility.lead_unit),
        name=clean(marked_name(assessed)) + undecided_mark(assessed.origin),
        standing=standing,
        distance=distance,
        cause=short(clean("；".join(filter(None, (why or UNTOLD, lasting))))),
        step=short(clean(step or UNTOLD)),
    )


def _standing(figure: FigureAssessment) -> tuple[str, str]:
    """19.80／50亿元 and 39.6%; what has no percentage, its target instead."""
    if figure.completion is None or figure.indicator.traits.is_rate:
        return value_words(figure), f"目标{_target(figure)}"
    return f"{_value(figure)}／{_target(figure)}", completion_words(figure)


def _value(figure: FigureAssessment) -> str:
    """The value without the unit that follows with the target; of a list its members."""
    members = list_words(figure)
    if members:
        return members.partition("/")[0]
    return value_words(figure).replace(figure.indicator.unit, "", 1)


def _target(figure: FigureAssessment) -> str:
    """The target in as few letters as say it: 50亿元, 超1120家, 15个左右; of a list its members."""
    members = list_words(figure)
    if members:
        return members.partition("/")[2]
    words = target_words(figure.indicator)
    return words.removeprefix("不少于").removeprefix("不低于").replace("超过", "超")


def _distance(figure: FigureAssessment) -> tuple[str, str]:
    """慢10.4 and what is needed: 还差30.20亿元, 月均5.04亿元."""
    need = needed(figure)
    monthly = f"月均{need.partition('月均需完成')[2]}" if "月均需完成" in need else ""
    missing = missing_words(figure)
    return distance_cell(figure).replace(NONE, ""), "，".join(filter(None, (missing, monthly)))


def _item_standing(item: ItemAssessment) -> tuple[str, str]:
    if item.item.is_milestone:
        count = len(item.item.stages)
        return item.stage or "未启动", f"第{item.stage_number}／{count}阶段"
    return "已办结", completion_words(item)


def _item_distance(item: ItemAssessment) -> str:
    """计划6月到“审议”; past its day, the day; of a list how many are settled."""
    if not item.item.is_milestone:
        return item.reason.rstrip("。").rpartition("，")[2]
    deadline = item.responsibility.deadline
    return item.due_words or f"应于{deadline.month}月{deadline.day}日前完成"


def _short_figure(figure: FigureAssessment) -> ShortFigure:
    is_stage = figure.indicator.traits.is_staged
    return ShortFigure(
        figure=figure,
        name=clean(marked_name(figure)),
        short=clean(marked(short_name(figure), figure)),
        standing=value_words(figure) if is_stage else _short_standing(figure),
        completion=completion_words(figure) if _has_completion(figure) else "",
        distance=_short_distance(figure),
    )


def _has_completion(figure: FigureAssessment) -> bool:
    """Whether a percentage says how far it is; an old value is judged by none."""
    is_known = figure.cumulative is not None and not last_known_words(figure)
    return is_known and figure.completion is not None and not figure.indicator.traits.is_rate


def _short_standing(figure: FigureAssessment) -> str:
    """70／120家; without a figure the target alone; an older value with its day."""
    if figure.cumulative is None:
        return f"目标{_target(figure)}"
    if figure.indicator.traits.is_rate or figure.completion is None:
        words = f"{value_words(figure)}／{_target(figure)}"
    else:
        words = f"{_value(figure)}／{_target(figure)}"
    if last_known_words(figure):  # an old value is judged by nothing
        words = value_words(figure)
    day = last_known_words(figure) or older_day(figure)
    return words + bracketed(day.removeprefix("截至").removesuffix("底"))


def _short_distance(figure: FigureAssessment) -> str:
    """The distance to the pace where one is judged, else the light's word; 待核定 before all."""
    if figure.origin and figure.origin.is_open:
        return figure.origin.rule.value
    words = distance_cell(figure)
    is_paced = figure.light in {Light.ON_PACE, Light.DONE} and not is_honour(figure)
    is_told = is_paced and words != NONE and not figure.period.is_year_end
    return words.replace("于目标", "") if is_told else figure.word


def _short_task(material: Material, task: TaskAssessment, short: Callable[[str], str]) -> ShortTask:
    """What the unit wrote of its own in the closing month, else the first item that came furthest."""
    last = material.period.last
    lines = [said.words for said in progress_lines(material, task) if said.month == last]
    number = "" if task.task.id == HEADLINE else f"{task.task.id}."
    return ShortTask(
        title=f"{number}{in_text(task.task.title)}",
        lights=light_counts(task.items),
        said=tuple(short(clean(line)) for line in lines or (_came_furthest(task.items),)),
    )


def _came_furthest(items: Sequence[ItemAssessment]) -> str:
    """The first milestone that is done, else the first with a stage; 未填报 where none is reported."""
    if items and all(item.light is Light.UNREPORTED for item in items):
        return UNTOLD
    staged = [item for item in items if item.item.is_milestone and item.stage]
    done = [item for item in staged if item.light is Light.DONE]
    for item in (*done, *staged):
        return f"{named(item)}{'完成' if item.light is Light.DONE else f'处于{item.stage}阶段'}"
    return NOTHING


def _other_days(figures: Iterable[FigureAssessment], period: Period) -> str:
    """Judged figures of another day than the period's end: 高新技术企业总量截至6月25日."""
    told: dict[str, list[str]] = {}
    for figure in figures:
        if figure.as_of and figure.as_of != period.end and not figure.light.is_grey:
            told.setdefault(as_of_label(figure.as_of), []).append(clean(figure.name))
    parts = [f"{'、'.join(names)}{day}" for day, names in told.items()]
    return f"数据日期：{'；'.join(parts)}。" if parts else ""
