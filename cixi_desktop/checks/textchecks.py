"""文字与数据: numbers and stages in 进展情况 that disagree with what stands beside them.

The check only warns, and only where it is plain which figure is meant: the figure's own name or standard
phrase, and behind it a number with the figure's unit. What speaks of a target, of last year, of another month
or only roughly (约, 近) is passed over, and so are dates, 文号 and numbers within names.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import FigureAssessment, target_of
from cixi_desktop.checks.issues import Issue, Severity
from cixi_desktop.dates import past_days
from cixi_desktop.kinds import ASPIRATION_STAGES
from cixi_desktop.records.fields import REPORTED
from cixi_desktop.values import plain, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed, TaskAssessment
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content

FIELD = "progress_note"
SHORTEST_NAME = 6
"""Characters; a shorter name may mean something else."""
LONGEST_GAP = 8
"""Characters between name and number: 专题活动, 累计达到."""

_HALF_WIDTH = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_SENTENCE = re.compile(r"[^。；;！!\n]+")
_QUOTES = str.maketrans("", "", "“”‘’\"'")
_NO_FIGURE = re.compile(
    r"《[^》]*》"  # titles
    r"|[〔\[（(]\d{4}[〕\]）)]\s*第?\d+号"  # 文号
    r"|\d{4}年度?|\d{1,2}日"
    r"|甬江\s*\d+|第\d+(?![\d位])|[A-Za-z]+[-\d.]*\d|\d+[A-Za-z]+"
)
_MONTHS = re.compile(
    r"(?P<since>截至＊?|\d{1,2}[—–\-~至])?(?P<month>\d{1,2})月(?P<end>底|末)?份?(?P<day>＊)?"
)
_SPAN = re.compile("前三季度|[一二三四]季度|上半年|下半年|全年")
_SPANS = {"一季度": 3, "上半年": 6, "前三季度": 9, "全年": 12}
"""Spans since January, by the month they close with."""
TOTAL, MONTH = "total", "month"
_NUMBER = re.compile(r"(?<![\d.,，])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*")
_OTHER_UNITS = {"家": ("次",), "个": ("百分点", "月", "工作日", "部门", "科室")}
"""What makes another unit of it: 家次."""
_ROUGHLY = ("左右", "以上", "以下", "以内", "余", "多", "目标", "的目标")
"""What follows a number that is not the figure's, or not exactly."""
_OTHER = (
    "目标|计划|任务|力争|争取|预计|确保|要求|下一步|拟|将|去年|上年|同期|还差|还需|剩余|不少于|不低于|超|约|近|逾|其中"
    "|较|比|平均|每|增加|减少|提高|降低|分别|前$"
)
"""The number that follows is not simply the figure's."""
_CUMULATIVE = "累计|共|总|合计|截至|今年以来|年初以来"
_OF_MONTH = "本月|当月|本期"
_NEXT = re.compile(r"[\s，,、（(：:]*(?:累计|本月|当月|本期)[^\d，,、。（(]{0,6}")
LARGEST_SHARE = 3
"""A 累计 behind the number that is so many times the figure's is that of something larger, such as a 总量."""
_COMPLETION = re.compile(
    r"完成(?:率|了?(?:年度|全年)?(?:净[增减]|提[高升]|下降)?(?:目标)?(?:任务)?数?)(?:的|为|达到?)?\s*(\d+(?:\.\d+)?)%"
)
_TAIL_OF_NAME = re.compile("(?:数|场次|天数|人次|次数|（[^）]*）)$")


class _Mention(Struct, frozen=True):
    """The name of a figure or count in a sentence, what stands before it, and what follows up to the next."""

    figure: Assessed
    name: str
    before: str
    after: str
    is_alone: bool


def check_text(task: TaskAssessment) -> list[Issue]:
    """Where the 进展情况 disagrees with its figures, and where a text promises for a day that is past."""
    overdue = [
        Issue(Severity.WARNING, field, f"文中“{day}”已过。", "请写明结果，或更新时限。")
        for field in (FIELD, "next_steps")
        for day in _overdue(getattr(task.narrative, field), task.narrative.period)
    ]
    return [*disagreeing(task), *overdue]


def disagreeing(task: TaskAssessment) -> list[Issue]:
    """Where 进展情况 gives another number or stage than is entered, or speaks as of another month."""
    stages = [
        Issue(Severity.WARNING, FIELD, words, "请核对文字和所处阶段。")
        for words in dict.fromkeys(_wrong_stages(task))
    ]
    return [*_wrong_numbers(task), *stages]


def _wrong_stages(task: TaskAssessment) -> Iterator[str]:
    """Each milestone and honour that a sentence names with a stage which is not the one it is in."""
    sentences = _SENTENCE.findall(task.narrative.progress_note.translate(_QUOTES))
    for each in task.assessed:
        called, stages, stage = _staged(each)
        for sentence in sentences if stage else ():
            told = _stage_told(sentence, stages, stage) if any(map(sentence.count, called)) else ""
            if told:
                yield f"“{each.name}”：文中“{told}”，表内“{stage}”阶段。"


def _staged(assessed: Assessed) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """What it is called, its stages, and the one it is in; “” for what goes by none."""
    if isinstance(assessed, FigureAssessment):
        stages = ASPIRATION_STAGES if assessed.indicator.traits.is_staged else ()
        return (assessed.name.removeprefix("获"),), stages, assessed.stage if stages else ""
    item = assessed.item
    titles = re.findall("《([^》]+)》", item.citation.quote) if item.is_milestone else []
    names = (item.name.removesuffix("举办"), *titles)
    return tuple(name.translate(_QUOTES) for name in names), item.stages, assessed.stage


def _stage_told(sentence: str, stages: Sequence[str], stage: str) -> str:
    """The other stage that a sentence says it has come to; “” for none, and where it names its own, too."""
    if re.search(_PLANNED, sentence) or _is_stage_told(sentence, stage):
        return ""
    place = stages.index(stage) if stage in stages else len(stages)
    told = [
        name
        for number, name in enumerate(stages)
        if name != stage and _is_stage_told(sentence, name, is_later=number > place)
    ]
    return max(told, key=len, default="")


def _is_stage_told(sentence: str, name: str, *, is_later: bool = False) -> bool:
    """Whether the sentence says that it is in the stage; of a later one also that it is done."""
    ways = "处于|进入|已到|到达|仍在" + ("|已|完成" if is_later else "")
    return re.search(f"(?:{ways}){re.escape(name)}|{re.escape(name)}阶段", sentence) is not None


_PLANNED = "拟|将|计划(?!处于|进入|已|完成)|下一步|预计|力争|准备|上月|此前|由"


def _wrong_numbers(task: TaskAssessment) -> list[Issue]:
    sentences = _sentences(task.narrative.progress_note)
    if not sentences:
        return []
    told = [each for each in task.assessed if each.state == REPORTED and _is_number(each)]
    found = (
        words
        for sentence in sentences
        for mention in _mentions(sentence, told)
        for words in (*_numbers(mention), *_percentages(mention))
    )
    doubts = ((words, "请核对文字和表内数据。") for words in dict.fromkeys(found))
    stale = ((f"文中“{words}”不是本期。", "请更新其中的日期和数字。") for words in _stale_days(task))
    return [Issue(Severity.WARNING, FIELD, *told) for told in (*doubts, *stale)]


def _is_number(assessed: Assessed) -> bool:
    """Whether it is a figure, or an item of which something is counted: a stage or a list is no number."""
    if isinstance(assessed, FigureAssessment):
        return not assessed.indicator.traits.is_staged
    return assessed.item.traits.is_flow


_AS_OF = re.compile(r"截至(?:\d{4}年)?(\d{1,2})月(?:底|末|\d{1,2}日)")


def _stale_days(task: TaskAssessment) -> list[str]:
    """Where the text speaks as of a month that is neither the period's nor that of any of its figures."""
    months = {task.narrative.period.last} | {figure.as_of.month for figure in task.figures if figure.as_of}
    found = _AS_OF.finditer(task.narrative.progress_note)
    return list(dict.fromkeys(each[0] for each in found if int(each[1]) not in months))


def _overdue(text: str, period: Period) -> list[str]:
    """The deadlines (7月底前) of what a text promises that are past; what was done by then is no promise."""
    promised = (sentence for sentence in _SENTENCE.findall(text) if not _KEPT.search(sentence))
    days = (day for sentence in promised for day in past_days(sentence, period) if day.endswith("前"))
    return list(dict.fromkeys(days))


_KEPT = re.compile("已|按期|如期|提前")


def misquoted(text: str, figure: FigureAssessment) -> tuple[str, ...]:
    """What a text says of one figure that is not its number: of 完成率 nothing, others may be meant."""
    if figure.state != REPORTED or figure.indicator.traits.is_staged:
        return ()
    mentions = (mention for sentence in _sentences(text) for mention in _mentions(sentence, [figure]))
    return tuple(dict.fromkeys(words for mention in mentions for words in _numbers(mention)))


def misquoting(contents: Iterable[Content], figure: FigureAssessment) -> Iterator[str]:
    """Each unit's text of the month that quotes another number of the figure: 甲科任务8：…."""
    for content in contents:
        for task_id in dict.fromkeys(commitment.task_id for commitment in figure.commitments):
            text = content.narrative(task_id, figure.period).progress_note
            for words in misquoted(text, figure):
                yield f"{content.unit.name}任务{task_id}：{words}"


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text with what is no figure masked; none where it has no digit."""
    text = text.translate(_HALF_WIDTH)
    if not any(character.isdigit() for character in text):
        return ()
    return tuple(_SENTENCE.findall(_NO_FIGURE.sub("＊", text).translate(_QUOTES)))


def _mentions(sentence: str, figures: Sequence[Assessed]) -> list[_Mention]:
    """The figures and counts that a sentence names, in its order; the longest name where several fit."""
    places = [
        (sentence.find(name), -len(name), name, figure)
        for figure in figures
        for name in _names(target_of(figure).phrase, *_called(figure))
        if name in sentence
    ]
    kept: list[tuple[int, int, str, Assessed]] = []
    for start, size, name, figure in sorted(places, key=lambda place: place[:3]):
        if not kept or start >= kept[-1][0] - kept[-1][1]:
            kept.append((start, size, name, figure))
    ends = [start - size for start, size, _, _ in kept]
    starts = [*(start for start, *_ in kept[1:]), len(sentence)]
    return [
        _Mention(
            figure=figure,
            name=name,
            before=sentence[(ends[place - 1] if place else 0) : start],
            after=sentence[ends[place] : starts[place]],
            is_alone=len(kept) == 1,
        )
        for place, (start, _, name, figure) in enumerate(kept)
    ]


def _called(assessed: Assessed) -> tuple[str, ...]:
    """Its name, and those under which the plan cites it."""
    if isinstance(assessed, FigureAssessment):
        return (assessed.name, *(commitment.name for commitment in assessed.commitments))
    return (assessed.name,)


@lru_cache(maxsize=256)
def _names(phrase: str, *names: str) -> tuple[str, ...]:
    """What the figure is called in a sentence: its phrase up to the number, its names, what they quote."""
    quoted = [part for name in names for part in re.findall("“([^”]+)”", name)]
    begun = phrase.partition("{}")[0].removesuffix("为")
    called = [begun, begun.replace("累计", ""), begun.replace("增长", "下降"), *quoted]
    called += [_TAIL_OF_NAME.sub("", name) for name in names]
    plain_names = (name.translate(_QUOTES) for name in called)
    return tuple(dict.fromkeys(name for name in plain_names if len(name) >= SHORTEST_NAME))


def _numbers(mention: _Mention) -> Iterator[str]:
    """Each number behind the name that is neither this month's nor the running total."""
    if re.search(_OTHER, mention.before):
        return
    end = 0
    for found, behind in _with_unit(mention.after, target_of(mention.figure).unit):
        gap = mention.after[end : found.start()]
        is_next = bool(end and _NEXT.fullmatch(gap))
        is_first = not end and len(gap) <= LONGEST_GAP and not re.search("[，,、（(]", gap)
        if re.search(_OTHER, gap) or not (is_first or is_next):
            return
        end = behind
        number = Decimal(found["number"].replace(",", ""))
        if is_first or number <= LARGEST_SHARE * (_brought_and_total(mention.figure)[1] or number):
            words = gap if is_next else mention.before + mention.name + gap
            yield from _compared(mention, found["number"], words)


def _with_unit(text: str, unit: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each exact number of the text in that unit (亿 for 亿元), and the place behind the unit."""
    excluded = (*_ROUGHLY, *_OTHER_UNITS.get(unit, ()))
    for found in _NUMBER.finditer(text):
        written = next(
            (form for form in (unit, unit.removesuffix("元")) if text.startswith(form, found.end())), ""
        )
        behind = found.end() + len(written)
        if written and not text.startswith(excluded, behind):
            yield found, behind


def _compared(mention: _Mention, number: str, words: str) -> Iterator[str]:
    figure = mention.figure
    expected = _expected(figure, words)
    is_fall = "下降" in mention.name and not target_of(figure).traits.is_decrease
    written = Decimal(number.replace(",", "")) * (-1 if is_fall else 1)
    decimals = len(number.partition(".")[2])
    if expected and all(rounded(value, decimals) != written for _, value in expected):
        unit = target_of(figure).unit
        ours = "、".join(f"{label}{plain(rounded(value, 6))}{unit}" for label, value in expected)
        origin = figure.origin
        ours += f"（{origin.rule}）" if origin and origin.is_disputed else ""
        yield f"“{figure.name}”：文中{number}{unit}，表内{ours}。"


def _brought_and_total(assessed: Assessed) -> tuple[Decimal | None, Decimal | None]:
    """What the period brought, and what it comes to."""
    if isinstance(assessed, FigureAssessment):
        return assessed.increment, assessed.cumulative
    return assessed.count, assessed.total


def _expected(figure: Assessed, words: str) -> list[tuple[str, Decimal]]:
    """The figures that may stand there, by what the words before the number say; none for another time."""
    span = _span(words, figure.period.last, figure.as_of.month if figure.as_of else 0)
    if span is None or (MONTH in span and not figure.period.is_month):
        return []
    traits, (brought, total) = target_of(figure).traits, _brought_and_total(figure)
    is_total = TOTAL in span or bool(re.search(_CUMULATIVE, words))
    is_months = traits.is_flow and (MONTH in span or bool(re.search(_OF_MONTH, words)))
    may_be_either = traits.is_counted and is_total == is_months
    asked = []
    if may_be_either or (is_months and not is_total):
        asked.append(("本期", brought))
    if may_be_either or is_total or not is_months:
        asked.append(("累计" if traits.is_flow else "", total))
    return [(label, value) for label, value in asked if value is not None]


def _span(words: str, month: int, as_of: int) -> set[str] | None:
    """What the time named before a number makes of it, total or month; None for another time than ours."""
    found = set()
    for named in _MONTHS.finditer(words):
        is_since = bool(named["since"] or named["end"])
        is_ours = int(named["month"]) in ({month, as_of} if is_since else {month})
        if not is_ours or (named["day"] and not is_since):
            return None
        found.add(TOTAL if is_since else MONTH)
    for span in _SPAN.findall(words):
        if _SPANS.get(span) != month:
            return None
        found.add(TOTAL)
    return found


def _percentages(mention: _Mention) -> Iterator[str]:
    """A 完成率 that is not the figure's, where the sentence speaks of no other figure."""
    found = _COMPLETION.search(mention.after)
    completion, printed = mention.figure.completion, mention.figure.printed.completion
    if (
        found is None
        or completion is None
        or printed is None
        or not mention.is_alone
        or re.search(_OTHER, mention.before)
    ):
        return
    if Decimal(found[1]) not in {printed, rounded(completion, len(found[1].partition(".")[2]))}:
        yield f"“{mention.figure.name}”：文中完成率{found[1]}%，表内{plain(printed)}%。"
