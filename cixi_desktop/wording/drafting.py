"""按数据起草: 进展情况 out of figures, stages, lists and 开展情况; the program's older sentences give way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.assess import target_of
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import FALLS, RISES
from cixi_desktop.assessment.unchanged import NOT_DONE, REASON
from cixi_desktop.kinds import ASPIRATION_STAGES
from cixi_desktop.records.ledgers import columns
from cixi_desktop.records.proofs import COMMA, told_proof
from cixi_desktop.values import ZERO, shown
from cixi_desktop.wording.report_items import item_stage, list_head
from cixi_desktop.wording.report_sentences import in_text, listed, named
from cixi_desktop.wording.sentences import honour_name, progress_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.assessment.assess import (
        Assessed,
        Assessment,
        FigureAssessment,
        ItemAssessment,
        TaskAssessment,
    )
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Task
    from cixi_desktop.records.entries import Narrative

_DAY = r"(?:截至[^，。；\n]{2,8}|\d{1,2}(?:[—-]\d{1,2})?月)，"
_TIME = f"(?:{_DAY})?"
_JUDGED = "(?:完成|已达到|与|[比高低超未达快慢占控])"
"""What begins the part behind the figure's value in the program's sentences."""
_ACTIVITIES = frozenset({"场", "次"})
MOST_ROWS = 3
"""Rows of a list that are told one by one."""


def drafted(task: TaskAssessment, typed: str) -> str:
    """``typed`` with the program's sentences brought up to date, and what it lacks of them at its end.

    What people wrote stays as it is; what they wrote of a duty follows the figures.
    """
    text = updated(task, typed)
    lacking = [sentence for _, sentence, is_news in _own(task) if is_news and _split(sentence)[1] not in text]
    told = in_a_row(lacking) + "".join(f"{words}。" for words in _done(task) if words not in text)
    break_ = "\n" if told and text.strip() and not text.endswith("\n") else ""
    return f"{text}{break_}{told}"


def _done(task: TaskAssessment) -> Iterator[str]:
    """开展情况 of the month for each duty, without its full stop; none that says that nothing was done."""
    for item in task.items:
        words = item.entry.note.strip().rstrip("。；;") if item.entry and item.item.traits.is_text else ""
        if words and words not in {REASON, NOT_DONE}:
            yield words


def in_a_row(sentences: Iterable[str]) -> str:
    """Sentences as one with its full stop; those of one day in a row name it once. “” for none."""
    told, day = list[str](), ""
    for sentence in sentences:
        opening, rest = _split(sentence)
        told.append(rest if opening and opening == day else sentence)
        day = opening
    return f"{'；'.join(told)}。" if told else ""


def updated(task: TaskAssessment, typed: str) -> str:
    """``typed`` with those sentences of the program that it has brought up to date; all else stays.

    A sentence names its day where the older one did, or where another day is in force before it. So does
    what goes on to be told of a figure that has none this month.
    """
    text = typed
    told = [*_of_earlier(task, typed)]
    for pattern, sentence, _is_news in _own(task):
        day, rest = _split(sentence)
        older = re.finditer(pattern, text)
        found = next((each for each in older if rest not in text or _split(each[0])[1] == rest), None)
        if found:
            before = text[: found.start()]
            names_day = _split(found[0])[0] or _day_in_force(before) not in {"", day}
            text = f"{before}{sentence if names_day else rest}{text[found.end() :]}"
    for day, rest in told:
        before, found_rest, behind = text.partition(rest)
        if found_rest and _day_in_force(before) not in {"", day}:
            text = f"{before}{day}{rest}{behind}"
    return text


def _of_earlier(task: TaskAssessment, text: str) -> Iterator[tuple[str, str]]:
    """The sentences of a text on figures that the month does not tell, each with the day that is in force."""
    for figure in task.figures:
        found = None if figure.is_reported else re.search(_of_figure(figure), text)
        if found and not _split(found[0])[0]:
            yield _day_in_force(text[: found.start()]), found[0]


def _day_in_force(text: str) -> str:
    """The day that the last line of a text named last, with its comma; “” if it named none."""
    named = [found[0] for found in re.finditer(_DAY, text.rpartition("\n")[2])]
    return named[-1] if named else ""


def undrafted(task: TaskAssessment, typed: str) -> str:
    """What people wrote by themselves: ``typed`` without the program's sentences, one behind the other."""
    for pattern in _patterns(task):
        typed = re.sub(pattern, "", typed)
    parts = (part.strip("， ") for part in re.split(r"[。；\n]+", typed))
    return "；".join(filter(None, parts))


def without_figures(task: TaskAssessment, typed: str) -> str:
    """A text that was drafted, without its sentences on figures; others stay as they are."""
    others = typed
    for words in _done(task):
        others = others.replace(words, "")
    if undrafted(task, others):
        return typed
    patterns = [_of_figure(figure) for figure in task.figures]
    sentences = filter(None, re.split(r"[。；\n]+", typed))
    kept = [each for each in sentences if not any(re.fullmatch(pattern, each) for pattern in patterns)]
    return f"{'；'.join(kept)}。" if kept else ""


def is_drafted(task: TaskAssessment, words: str) -> bool:
    """Whether a sentence, without its full stop, is the program's own, whether it names its day or not."""
    own = [sentence for _, sentence, _ in _own(task)]
    own += [item_stage(item) for item in task.items if item.stage or item.total]
    rest = _split(words)[1]
    return any(_split(sentence)[1] == rest for sentence in own) or any(
        re.fullmatch(pattern, words) for pattern in _patterns(task)
    )


def _patterns(task: TaskAssessment) -> Iterator[str]:
    """Of every sentence of the program on the task, and on each of its counts."""
    yield from (pattern for pattern, *_rest in _own(task))
    yield from (_of_counted(item) for item in task.items if item.item.traits.is_whole)


def told_in(task: TaskAssessment, period: Period) -> str:
    """Its 进展情况 for the period; of a longer one without what the program drafted in the earlier months."""
    text = task.narrative.progress_note
    if period.is_entered:
        return text
    lines = [_told_line(task, line, period.last) for line in text.split("\n")]
    return "\n".join(filter(None, lines))


def _told_line(task: TaskAssessment, line: str, last: int) -> str:
    """One month's line; of an earlier month only what people wrote themselves, “” for nothing."""
    head = _MONTH.match(line)
    if head is None or int(head[1]) == last:
        return line
    kept = undrafted(task, line[len(head[0]) :])
    return f"{head[0]}{kept}。" if kept else ""


_MONTH = re.compile(r"(\d{1,2})月：(?:【[^】]*】)?")
"""What stands before a month's text in that of a longer period: 4月：, and who wrote it among all units."""


def _split(sentence: str) -> tuple[str, str]:
    """A sentence's day with its comma, and the rest."""
    found = re.match(_TIME, sentence)
    day = found[0] if found else ""
    return day, sentence.removeprefix(day)


def _own(task: TaskAssessment) -> Iterator[tuple[str, str, bool]]:
    """Each pattern of an older sentence of the program, the one of the month, and whether it is news.

    A count of which the month brought nothing is none.
    """
    for figure in task.figures:
        sentence = progress_sentence(figure) if figure.is_reported else ""
        if sentence:
            yield _of_figure(figure), sentence, True
    for item in task.items:
        if item.item.is_milestone and item.entry is not None and item.stage:
            yield _of_item(named(item)), _stage(item), True
        elif item.entry is not None and (item.count is not None or item.numerator is not None):
            yield _of_counted(item), item_stage(item), item.count != ZERO
    for assessed in task.assessed:
        words = _activities(assessed)
        if words:
            yield re.escape(words), words, True


def _of_figure(figure: FigureAssessment) -> str:
    """A figure by its phrase, be it a rise or a fall; an honour by its name."""
    if figure.indicator.traits.is_staged:
        return _of_honour(figure.name)
    head, _, tail = (re.escape(part) for part in figure.indicator.phrase.partition("{}"))
    head = re.sub("|".join(_EITHER_WAY), lambda found: _EITHER_WAY[found[0]], head)
    return rf"{_TIME}{head}[^，。；\n]{{1,24}}{tail}，{_JUDGED}[^。；\n]*"


_EITHER_WAY = {word: f"(?:{word}|{other})" for word, other in (*FALLS, *RISES)}


def _of_honour(name: str) -> str:
    """省科技创新鼎争创工作处于申报阶段; 已获得省科技创新鼎."""
    honour, ends = re.escape(honour_name(name)), "|".join(ASPIRATION_STAGES[-2:])
    told = rf"{honour}争创工作处于[^，。；\n]{{1,8}}阶段|已?(?:{ends}){honour}"
    return rf"{_TIME}(?:{told})(?=[。；\n]|$)"


def _of_item(name: str) -> str:
    return rf"{re.escape(name)}(?:处于[^，。；\n]{{1,16}}阶段|完成(?:（[^）\n]*）)?)(?=[。；\n]|$)"


def _of_count(phrase: str) -> str:
    """6月开展院校对接3次，累计12次; 累计开展院校对接9次."""
    head, _, tail = (re.escape(in_text(part)) for part in phrase.partition("{}"))
    number = r"[\d.]+[^，。；\n\d]{1,3}"
    return rf"(?:\d{{1,2}}月|累计)?{head}{number}{tail}(?:，累计{number})?"


def _of_counted(item: ItemAssessment) -> str:
    """A count by its phrase, else by its name; a list by its head: 诉求清单共12件，已办结6件，….

    开展院校对接累计9次（6月3次）.
    """
    if item.item.traits.is_ratio:
        return rf"{re.escape(list_head(item))}[\d.]+[^。；\n]*"
    if item.item.phrase:
        return _of_count(item.item.phrase)
    return rf"{re.escape(named(item))}累计[\d.]+[^，。；\n\d（]{{1,3}}(?:（[^）\n]*）)?"


def _stage(item: ItemAssessment) -> str:
    """…处于报批阶段; …完成（慈科〔2025〕8号，2025年6月5日）."""
    if item.light is Light.DONE:
        paper = COMMA.join(filter(None, told_proof(item.proof)))
        return f"{named(item)}完成" + (f"（{paper}）" if paper else "")
    return f"{named(item)}处于{item.stage}阶段"


def _activities(assessed: Assessed) -> str:
    """6月12日举办科普活动，42人参加: the month's rows of a list of activities; of many, how many."""
    target = target_of(assessed)
    ledger, unit = target.ledger, target.unit
    if ledger is None or assessed.ledger is None or unit not in _ACTIVITIES:
        return ""
    rows = [row for row in assessed.ledger.rows if row.period == assessed.period.closing]
    people = next((label for name, label in columns(ledger) if name == "number"), "")
    told = []
    for row in rows:
        day = f"{row.day.month}月{row.day.day}日" if row.day else f"{row.period.last}月"
        came = f"，{shown(row.number, 0)}人参加" if row.number is not None and "人" in people else ""
        told.append(f"{day}举办{in_text(row.name)}{came}")
    if len(told) > MOST_ROWS:
        return f"{rows[0].period.last}月举办{listed([in_text(row.name) for row in rows], unit)}"
    return "；".join(told)


def drafts(assessment: Assessment) -> tuple[tuple[Task, Narrative], ...]:
    """The asked tasks whose 进展情况 the figures would change, each with its texts as they would be."""
    found = []
    for task in assessment.tasks:
        before = task.narrative
        after = replace(before, progress_note=drafted(task, before.progress_note))
        if after != before and any(each.id in assessment.asked_ids for each in task.assessed):
            found.append((task.task, after))
    return tuple(found)
