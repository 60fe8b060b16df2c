"""需协调, 承诺兑现 and what is asked next: only what units wrote themselves, and what the data lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.carried import STEPS
from cixi_desktop.periods import due_date, month
from cixi_desktop.records.entries import Outcome
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.changes import stuck
from cixi_desktop.reports.length import Brevity
from cixi_desktop.reports.overall import ids_of, waiting
from cixi_desktop.reports.progress import MANY, behind, kinds_words, late, task_called
from cixi_desktop.reports.report import GAP, TO_DECIDE, Paragraph, Sentence, joined, led
from cixi_desktop.reports.tables import names_of
from cixi_desktop.reports.unit_texts import (
    PROBLEMS,
    cause,
    days_given,
    deadline_of,
    deadline_words,
    month_due,
    requests,
    step_words,
    steps,
    subjects,
    with_days,
    without_deadline,
)
from cixi_desktop.wording.figures import bracketed
from cixi_desktop.wording.report_sentences import listed, named, short_name, span_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.reports.material import Material, Promise, Said


def to_coordinate(material: Material, *, is_told: bool = False) -> tuple[Paragraph, ...]:
    """One paragraph for each request to the leaders: its matter unless ``is_told``, who asks, since when."""
    found = requests(material)
    return tuple(Paragraph((request_sentence(material, said, is_told=is_told),)) for said in found)


def request_sentence(material: Material, said: Said, *, is_told: bool = False) -> Sentence:
    """中以研究院重组涉及多方股权，协商周期较长。示例高新科4月以来连续3个月提请专题会议研究….."""
    task = material.now.task(said.task_id)
    concerned = subjects(material, task, said)
    problems = material.lines(PROBLEMS, {said.task_id})
    told = [] if is_told else problems
    matter = [p.words for p in told if set(subjects(material, task, p)) & set(concerned) and p != said]
    since = material.since(said)
    months = said.month - since + 1
    unit = said.unit if task.responsibility.lead_unit == "未分配" else task.responsibility.lead_unit
    unit = unit if material.bureau else "本单位"
    whose = f"{unit}{since}月以来连续{months}个月" if months > 1 else unit
    head = f"{'；'.join(matter)}{'，' if len(matter) == 1 else '。'}" if matter else ""
    asked = said.words if said.words.startswith(("提请", "请示", "报请")) else f"提出：{said.words}"
    return Sentence(f"{head}{whose}{asked}。", concerned)


def requirements(material: Material) -> tuple[Paragraph, ...]:
    """What the bureau asks for after a month: monthly splits and causes, what units promised, reports."""
    told = led(("", found) for found in (_on_late(material), promised(material), _on_reports(material)))
    return joined(told) if material.brevity >= Brevity.ONE_A_TASK else told


def _on_late(material: Material) -> Iterator[Sentence]:
    found = late(material)
    left = material.period.months_left
    if not found or not left:
        return
    units = "、".join(dict.fromkeys(lead_words(each) for each in found))
    first = material.period.last + 1
    months = f"{first}—12月" if left > 1 else "12月"
    untold = [each for each in found if not cause(material, each)]
    whose = "" if len(untold) == len(found) else f"{listed([short_name(each) for each in untold])}的"
    also = f"，补报{whose}原因" if untold else ""
    day = due_date(month(material.period.year, first), material.now.rules.due_day)
    count = f"{len(found)}项" if len(found) > 1 else ""
    words = f"{units}就{count}滞后{kinds_words(found)}列出{months}分月计划{also}"
    sent = f"随{first}月进展情况表于{day.month}月{day.day}日前报送{TO_DECIDE}〕"
    yield Sentence(f"{words}，{sent}。", ids_of(found))


def lead_words(assessed: Assessed) -> str:
    """The unit that leads; 牵头单位 while there is none."""
    unit = assessed.responsibility.lead_unit
    return "牵头单位" if unit == "未分配" else unit


def promised(material: Material) -> Iterator[Sentence]:
    """What units are going to do by a day that they named, about what is slow and was not told alone.

    Each unit once with its steps, and each of these once, whatever it is for.
    """
    found = late(material)
    told: dict[str, dict[str, list[Assessed]]] = {}
    is_whole = material.brevity < Brevity.BEHIND
    for assessed in (*(found if len(found) >= MANY else ()), *(behind(material) if is_whole else ())):
        for step in steps(material, assessed):
            words = step_words((step,)) if deadline_words((step,)) else ""
            if words:
                told.setdefault(lead_words(assessed), {}).setdefault(words, []).append(assessed)
    for unit, by_step in told.items():
        targets = dict.fromkeys(target for each in by_step.values() for target in ids_of(each))
        yield Sentence(f"{unit}{'；'.join(by_step)}。", tuple(targets))


def _on_reports(material: Material) -> Iterator[Sentence]:
    absent = [status.unit.name for status in waiting(material)]
    if absent:
        names = "各单位" if absent == [UNASSIGNED.name] else listed(absent, "个单位")
        yield Sentence(f"{names}核实数据后尽快报送。")
    lacking = [item for item in material.now.items if item.lacks_proof]
    if lacking:
        names = listed([named(item) for item in lacking])
        yield Sentence(f"{names}补填完成依据（文号、日期）。", ids_of(lacking))


def suggestions(material: Material) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    """What is to come after a quarter: the units' steps on what is slow, stages to be dated, requests."""
    slow = (late(material), behind(material))
    heads = (f"补上滞后{kinds_words(slow[0])}。", f"加快欠序时{kinds_words(slow[1])}。")
    told = (tuple(_on_slow(material, slow[0])), _on_behind(material, slow[1]))
    groups = list(zip(heads, told, strict=True))
    asked = tuple(request_sentence(material, said) for said in requests(material))
    return (*groups, ("补充打算和节点。", tuple(_to_add(material))), ("提请研究的事项。", asked))


def _on_slow(material: Material, found: tuple[Assessed, ...]) -> Iterator[Sentence]:
    """Each step once, after all that it is for; those for the same together."""
    whose: dict[str, list[Assessed]] = {}
    names: dict[str, dict[str, None]] = {}
    for assessed in found:
        for step in steps(material, assessed):
            words = step_words((step,))
            whose.setdefault(words, []).append(assessed)
            names.setdefault(words, {})[_whose(material, assessed, step)] = None
    whose.pop("", None)
    groups: dict[tuple[str, ...], list[str]] = {}
    for words in whose:
        groups.setdefault(tuple(names[words]), []).append(words)
    for targets, told in groups.items():
        ids = dict.fromkeys(id_ for words in told for id_ in ids_of(whose[words]))
        yield Sentence(f"{listed(list(targets))}方面，{'；'.join(told)}。", tuple(ids))


def _on_behind(material: Material, found: tuple[Assessed, ...]) -> tuple[Sentence, ...]:
    """Their steps; in a shortened report only that the annex has them."""
    told = tuple(_on_slow(material, found))
    by_annex = Sentence("按附件2所列打算推进。", ids_of(found))
    return (by_annex,) if told and material.brevity >= Brevity.BEHIND else told


def _whose(material: Material, assessed: Assessed, step: Said) -> str:
    """What a step is for: the figure or item, or its task where the step speaks of that at large."""
    task = material.now.task(step.task_id)
    return short_name(assessed) if subjects(material, task, step) else task_called(task.task)


def _to_add(material: Material) -> Iterator[Sentence]:
    """What has no steps, and what has not moved for long."""
    slow = (*late(material), *behind(material))
    untold = [each for each in slow if not step_words(steps(material, each))]
    if untold:
        names = "、".join(map(short_name, untold))
        told = f"附件2所列{len(untold)}项{kinds_words(untold)}" if len(untold) >= MANY else names
        yield Sentence(f"{told}，{GAP}：下一步打算〕。", ids_of(untold))
    found = stuck(material)
    if found:
        count = f"{len(found)}项" if len(found) > 1 else ""
        words = f"停留3个月以上的{count}事项"
        words = f"{listed(names_of(found))}停留3个月以上，" if material.brevity >= Brevity.ITEMS else words
        yield Sentence(f"{words}补定下一步节点{TO_DECIDE}〕。", ids_of(found))


def without_cause(material: Material) -> tuple[Assessed, ...]:
    """What is slow and has no cause told."""
    slow = (*late(material), *behind(material))
    return tuple(each for each in slow if not cause(material, each))


def figures_in(assessed: tuple[Assessed, ...]) -> tuple[FigureAssessment, ...]:
    """The figures among them."""
    return tuple(each for each in assessed if isinstance(each, FigureAssessment))


def promises_kept(material: Material) -> tuple[Paragraph, ...]:
    """上期打算: what was done, was given up, was due and is not known to have happened, or was put off."""
    steps = [promise for promise in material.promises if promise.field == STEPS]
    last = material.period.last
    still = [(step, _months_due(material, step)) for step in _each_once(p for p in steps if _is_open(p))]
    due = [step for step, (_, month) in still if month <= last]
    later = [step for step, (first, month) in still if first <= last < month]
    sentences = [
        Sentence(f"{head}{len(told)}项：{'；'.join(told)}{tail}。")
        for head, found, tail in (
            ("前期打算已完成", _each_once(_with(material, Outcome.DONE)), ""),
            ("不再开展", _each_once(_with(material, Outcome.DROPPED)), ""),
            ("已到时限、未写明结果", due, f"{GAP}：落实情况〕"),
            ("延期", later, ""),
        )
        if (told := _told_once(material, found))
    ]
    return (Paragraph(tuple(sentences)),) if sentences else ()


def _each_once(found: Iterable[Promise]) -> list[list[Promise]]:
    """What a unit was to do for a task, each step once, also where its day was put off."""
    same: dict[tuple[str, str, str], list[Promise]] = {}
    for promise in found:
        key = promise.unit, promise.task_id, without_deadline(promise.words)
        same.setdefault(key, []).append(promise)
    return list(same.values())


def _days(promises: Sequence[Promise]) -> tuple[str, ...]:
    days = (day for promise in promises for day in days_given(promise.words, promise.days))
    return tuple(dict.fromkeys(days))


def _months_due(material: Material, promises: Sequence[Promise]) -> tuple[int, int]:
    """The months of its first and its last day; a month beyond the year where none was named."""
    days = _days(promises) or (deadline_of(promises[0].words),)
    first, last = (month_due(day, material.period.year) for day in (days[0], days[-1]))
    return first, last


def _told_once(material: Material, found: Sequence[Sequence[Promise]]) -> list[str]:
    """完成招标，3月底前完成，后推迟至6月底（工程科）: the same words once; of the bureau's with the units."""
    units: dict[str, dict[str, None]] = {}
    for promises in found:
        told = units.setdefault(with_days(promises[0].words, _days(promises)), {})
        if material.bureau is not None and promises[0].unit != UNASSIGNED.name:
            told[promises[0].unit] = None
    return [f"{words}{bracketed('、'.join(names))}" for words, names in units.items()]


def problems_solved(material: Material) -> tuple[Sentence, ...]:
    """问题: how many were named in the period, were solved, still stand, or are told no more."""
    period, told = material.period, _problems_said(material)
    new = {_key(s) for s in told if material.since(s) >= period.first <= s.month}
    solved = _with(material, Outcome.SOLVED)
    closed = set(map(_key, solved))
    standing = {_key(s) for s in told if s.month == period.last} - closed
    parts = [f"新反映问题{len(new)}个"] if new else []
    whose = "" if closed & new else "前期问题"
    parts += [f"{whose}已解决{len(solved)}个（{'；'.join(p.words for p in solved)}）"] if solved else []
    if standing and not parts:
        parts.append(f"末前期反映的{len(standing)}个问题仍待解决")
    elif standing:
        every = "均待解决" if len(new) > 1 else "尚待解决"
        parts.append(every if new == standing and not solved else f"仍有{len(standing)}个待解决")
    silent = set(map(_key, problems_untold(material)))
    if silent:
        which = (
            f"{'另有' if standing else ''}{len(silent)}个" if parts else f"末前期反映的{len(silent)}个问题"
        )
        which = ("均" if len(new) > 1 else "") if silent == new else which
        parts.append(f"{which}未写明是否解决")
    return (Sentence(f"{span_words(period)}{'，'.join(parts)}。"),) if parts else ()


def problems_untold(material: Material) -> tuple[Promise, ...]:
    """The problems of earlier months that were not solved, and that the closing month does not name."""
    found = [promise for promise in material.promises if promise.field == PROBLEMS]
    closed = {_key(p) for p in found if p.outcome is Outcome.SOLVED}
    standing = {_key(s) for s in _problems_said(material) if s.month == material.period.last}
    untold = {_key(p): p for p in found if _key(p) not in closed | standing}
    return tuple(untold.values())


def _problems_said(material: Material) -> list[Said]:
    tasks = {task.task.id for task in material.now.tasks}
    return [said for said in material.said if said.field == PROBLEMS and said.task_id in tasks]


def _key(problem: Said | Promise) -> tuple[str, str, str]:
    return problem.unit, problem.task_id, problem.typed


def _with(material: Material, outcome: Outcome) -> Sequence[Promise]:
    return [promise for promise in material.promises if promise.outcome is outcome]


def _is_open(promise: Promise) -> bool:
    return promise.outcome in {None, Outcome.CONTINUES}
