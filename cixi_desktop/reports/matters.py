"""需研究协调的事项 and what is asked next: only what units wrote themselves, and what the data lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.periods import due_date, month
from cixi_desktop.reports.changes import stuck
from cixi_desktop.reports.lagging import behind, late
from cixi_desktop.reports.overall import ids_of
from cixi_desktop.reports.report import TO_DECIDE, Paragraph, Sentence
from cixi_desktop.reports.reporting import waiting
from cixi_desktop.reports.unit_texts import (
    PROBLEMS,
    cause_words,
    causes,
    deadline_words,
    requests,
    step_words,
    steps,
    subjects,
)
from cixi_desktop.wording.report_sentences import listed, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.reports.material import Material, Said


def to_coordinate(material: Material) -> tuple[Paragraph, ...]:
    """One paragraph for each request to the leaders: the matter, who asks and since when."""
    return tuple(Paragraph((request_sentence(material, said),)) for said in requests(material))


def request_sentence(material: Material, said: Said) -> Sentence:
    """中以研究院重组涉及多方股权，协商周期较长。示例高新科4月以来连续3个月提请专题会议研究….."""
    task = material.now.task(said.task_id)
    concerned = subjects(material, task, said)
    problems = material.lines(PROBLEMS, {said.task_id})
    matter = [p.words for p in problems if set(subjects(material, task, p)) & set(concerned) and p != said]
    since = material.since(said)
    months = said.month - since + 1
    unit = said.unit if task.responsibility.lead_unit == "未分配" else task.responsibility.lead_unit
    whose = f"{unit}{since}月以来连续{months}个月" if months > 1 else unit
    head = f"{'；'.join(matter)}，" if matter else ""
    asked = said.words if said.words.startswith(("提请", "请示", "报请")) else f"提出：{said.words}"
    return Sentence(f"{head}{whose}{asked}。", concerned)


def requirements(material: Material) -> tuple[Paragraph, ...]:
    """What the bureau asks for after a month: monthly splits and causes, what units promised, reports."""
    sentences = (*_on_late(material), *promised(material), *_on_reports(material))
    return (Paragraph(sentences),) if sentences else ()


def _on_late(material: Material) -> Iterator[Sentence]:
    found = late(material)
    left = material.period.months_left
    if not found or not left:
        return
    units = "、".join(dict.fromkeys(lead_words(each) for each in found))
    first = material.period.last + 1
    months = f"{first}—12月" if left > 1 else "12月"
    untold = [each for each in found if not causes(material, each)]
    also = "，补报原因" if untold else ""
    day = due_date(month(material.period.year, first), material.now.rules.due_day)
    words = f"{units}对{len(found)}项滞后指标列出{months}分月计划{also}"
    sent = f"随{first}月进展情况表于{day.month}月{day.day}日前报送{TO_DECIDE}〕"
    yield Sentence(f"{words}，{sent}。", ids_of(found))


def lead_words(assessed: Assessed) -> str:
    """The unit that leads; 牵头单位 while there is none."""
    unit = assessed.responsibility.lead_unit
    return "牵头单位" if unit == "未分配" else unit


def promised(material: Material) -> Iterator[Sentence]:
    """What units are going to do about what is slow, where they named a day themselves."""
    last_unit = ""
    for assessed in (*late(material), *behind(material)):
        words = step_words([s for s in steps(material, assessed) if deadline_words((s,))])
        if words:
            unit = lead_words(assessed)
            yield Sentence(f"{unit if unit != last_unit else ''}{words}。", (assessed.id,))
            last_unit = unit


def _on_reports(material: Material) -> Iterator[Sentence]:
    absent = [status.unit.name for status in waiting(material)]
    if absent:
        yield Sentence(f"{listed(absent, '个单位')}核实数据后尽快报送。")
    lacking = [
        item
        for item in material.now.items
        if item.item.is_milestone
        and item.light is not Light.DONE
        and item.stage_number == len(item.item.stages)
    ]
    if lacking:
        names = listed([named(item) for item in lacking])
        yield Sentence(f"{names}补填完成依据（文号、日期）。", ids_of(lacking))


def suggestions(material: Material) -> tuple[tuple[Sentence, ...], ...]:
    """What is to come after a quarter: the units' steps on what is slow, stages to be dated, requests."""
    slow = (late(material), behind(material))
    groups = [*(tuple(_on_slow(material, found)) for found in slow), tuple(_to_add(material))]
    asked = tuple(request_sentence(material, said) for said in requests(material))
    return (*groups, asked)


def _on_slow(material: Material, found: tuple[Assessed, ...]) -> Iterator[Sentence]:
    """Each step once, with all that it is for."""
    whose: dict[str, list[Assessed]] = {}
    for assessed in found:
        whose.setdefault(step_words(steps(material, assessed)), []).append(assessed)
    for words, targets in whose.items():
        if words:
            yield Sentence(f"{listed([named(each) for each in targets])}：{words}。", ids_of(targets))


def _to_add(material: Material) -> Iterator[Sentence]:
    """What has no steps, and what has not moved for long."""
    slow = (*late(material), *behind(material))
    untold = [each for each in slow if not step_words(steps(material, each))]
    if untold:
        names = listed([named(each) for each in untold])
        yield Sentence(f"{names}：〔请补充：下一步打算〕。", ids_of(untold))
    found = stuck(material)
    if found:
        names = listed([named(item) for item in found])
        words = f"{names}在同一阶段停留3个月以上，补定下一步节点{TO_DECIDE}〕"
        yield Sentence(f"{words}。", ids_of(found))


def without_cause(material: Material) -> tuple[Assessed, ...]:
    """What is slow and has no cause told."""
    slow = (*late(material), *behind(material))
    return tuple(each for each in slow if not cause_words(causes(material, each)))


def figures_in(assessed: tuple[Assessed, ...]) -> tuple[FigureAssessment, ...]:
    """The figures among them."""
    return tuple(each for each in assessed if isinstance(each, FigureAssessment))
