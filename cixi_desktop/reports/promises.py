"""承诺兑现: what was planned before and whether it happened, by the ticks, else by the day it was due."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.assessment.carried import PROBLEMS, STEPS
from cixi_desktop.records.entries import Outcome
from cixi_desktop.reports.report import GAP, Paragraph, Sentence
from cixi_desktop.reports.unit_texts import deadline_of
from cixi_desktop.wording.report_sentences import span_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.reports.material import Material, Promise

_MONTH = re.compile(r"(\d{1,2})月")
_SPANS = {"一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "年底": 12}


def promises_kept(material: Material) -> tuple[Paragraph, ...]:
    """上期打算: what was done, what was given up, and what was due and is not known to have happened."""
    done = _with(material, Outcome.DONE)
    dropped = _with(material, Outcome.DROPPED)
    steps = [promise for promise in material.promises if promise.field == STEPS]
    due = [p for p in steps if _is_open(p) and _due_month(p) <= material.period.last]
    sentences = [
        Sentence(f"{head}{len(found)}项：{'；'.join(p.words for p in found)}{tail}。")
        for head, found, tail in (
            ("前期打算已完成", done, ""),
            ("不再开展", dropped, ""),
            ("已到时限、未写明结果", due, f"{GAP}：落实情况〕"),
        )
        if found
    ]
    return (Paragraph(tuple(sentences)),) if sentences else ()


def problems_solved(material: Material) -> tuple[Sentence, ...]:
    """问题: how many were named in the period, which were solved, how many still stand."""
    period, tasks = material.period, {task.task.id for task in material.now.tasks}
    told = [s for s in material.said if s.field == PROBLEMS and s.task_id in tasks]
    new = {(s.unit, s.task_id, s.words) for s in told if material.since(s) >= period.first <= s.month}
    solved = _with(material, Outcome.SOLVED)
    closed = {(p.unit, p.task_id, p.words) for p in solved}
    standing = {(s.unit, s.task_id, s.words) for s in told if s.month == period.last} - closed
    parts = [f"新提出问题{len(new)}个"] if new else []
    parts += [f"已解决{len(solved)}个（{'；'.join(p.words for p in solved)}）"] if solved else []
    parts += [f"仍存在{len(standing)}个"] if standing else []
    return (Sentence(f"{span_words(period)}{'，'.join(parts)}。"),) if parts else ()


def _with(material: Material, outcome: Outcome) -> Sequence[Promise]:
    return [promise for promise in material.promises if promise.outcome is outcome]


def _is_open(promise: Promise) -> bool:
    return promise.outcome in {None, Outcome.CONTINUES}


def _due_month(promise: Promise) -> int:
    """The month by which it was to be done, as the unit wrote; 13 where it named no day."""
    words = deadline_of(promise.words)
    month = _MONTH.search(words)
    if month:
        return int(month[1])
    return next((number for span, number in _SPANS.items() if span in words), 13)
