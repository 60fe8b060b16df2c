"""校验码: a short code over the content, the same on screen, on paper and in the file."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING

from cixi_desktop.records.handovers import edition_words
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessment, FigureAssessment, ItemAssessment
    from cixi_desktop.assessment.responsibility import Responsibility
    from cixi_desktop.records.bureau import Decision
    from cixi_desktop.records.entries import Entry, Narrative
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.records.rules import Rules

ALPHABET = "34679ACDEFHJKMNPQRTUVWXY"
"""Letters and digits not taken for one another on paper or by voice: no 0 O, 1 I L, 2 Z, 5 S, 8 B, G."""
GROUP = 4
KEPT = 8
"""Assessments whose code is not worked out again: on screen, in the file and on paper it is the same."""


@lru_cache(KEPT)
def check_code(assessment: Assessment) -> str:
    """Two groups of four characters over everything that is handed in.

    Plan, unit, period, the light rules, what was decided on interpretations, figures, items, texts, and who
    answers for them until when. How a figure was typed does not matter.
    """
    digest = hashlib.sha256(_canonical(assessment).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:16], "big")
    letters = []
    for _ in range(2 * GROUP):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return f"{''.join(letters[:GROUP])}-{''.join(letters[GROUP:])}"


def handed_in_code(assessment: Assessment) -> str:
    """The code under which it is handed in: that of the closing month, and of the whole."""
    return check_code(assessment.handed_in_as or assessment)


def is_handed_in(assessment: Assessment) -> bool:
    """Whether the period, or the month that it closes with, was handed in as it stands."""
    submission = assessment.submission
    return submission is not None and submission.check_code == handed_in_code(assessment)


def edition_of(assessment: Assessment) -> str:
    """Which edition it is: 第2次报送, what was changed since, or a draft."""
    code = handed_in_code(assessment)
    return edition_words(assessment.submission, code=code, is_total=assessment.is_total)


def _signed(decision: Decision) -> str:
    """By whom and when, in the form that all codes so far were made of."""
    told = "，".join(filter(None, (decision.decided_by, str(decision.decided_on or ""))))
    return f"{told}明确" if decision.answer else ""


def _canonical(assessment: Assessment) -> str:
    content = {
        "plan": [assessment.plan.id, assessment.plan.version],
        "unit": assessment.unit.name,
        "period": assessment.period.key,
        "sample": assessment.is_sample,
        "rules": _rules(assessment.rules),
        "decisions": [
            [d.reading_id, d.answer, d.effect, _signed(d)] for d in assessment.decisions if not d.is_empty
        ],
        "figures": [_figure(figure) for figure in assessment.figures],
        "items": [_item(item) for item in assessment.items],
        "texts": [
            [
                t.task.id,
                *_responsibility(t.responsibility),
                t.narrative.progress_note,
                t.narrative.problems,
                t.narrative.next_steps,
                *_more(t.narrative),
            ]
            for t in assessment.tasks
        ],
    }
    ledgers = [_row(row) for target in assessment.assessed if target.ledger for row in target.ledger.rows]
    if ledgers:
        content["ledgers"] = ledgers
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _more(narrative: Narrative) -> list[str]:
    """What is asked of the leaders and known of the steps; nothing where nothing was said."""
    steps = [word for s in narrative.steps for word in (s.words, s.due, s.person, s.partner)]
    return [narrative.requests, *steps] if narrative.requests or steps else []


def _rules(rules: Rules) -> list[str]:
    numbers = (rules.behind_at, rules.late_beyond, rules.count_band, rules.growth_band)
    return [rules.name, str(rules.is_behind_inclusive), str(rules.due_day), *map(_number, numbers)]


def _figure(figure: FigureAssessment) -> list[str]:
    measured = (figure.start, figure.completion, figure.pace.percent, figure.gap)
    numbers = (_increment(figure), figure.cumulative, *measured)
    place = [figure.id, figure.state, figure.stage, figure.light.value, str(figure.as_of), figure.pace.rule]
    words = _words(figure.entry) if figure.entry else []
    estimate = [str(figure.is_estimate)] if figure.entry or figure.is_estimate else []
    return [*place, *_responsibility(figure.responsibility), *map(_number, numbers), *words, *estimate]


def _increment(figure: FigureAssessment) -> Decimal | None:
    """What the period brought; where nobody knows it the total, as in the codes of earlier versions."""
    is_told = figure.source is not None and figure.source.period.last >= figure.period.first
    is_unknown = figure.increment is None and figure.indicator.traits.is_flow
    return figure.cumulative if is_unknown and is_told else figure.increment


def _words(entry: Entry) -> list[str]:
    amounts = (entry.cumulative, entry.last_year) if entry.last_year is not None else (None, None)
    numbers = (entry.numerator, entry.denominator, *amounts)
    return [*map(_number, numbers), entry.proof, entry.reason, entry.note]


def _item(item: ItemAssessment) -> list[str]:
    numbers = (item.count, item.total, item.numerator, item.denominator)
    words = [item.stage, item.proof, *([item.entry.reason, item.entry.note] if item.entry else [])]
    place = [
        item.id,
        item.state,
        item.light.standard.value,
        str(item.as_of),
        *_responsibility(item.responsibility),
    ]
    return [*place, *map(_number, numbers), *words]


def _row(row: LedgerRow) -> list[str]:
    day = str(row.day or "")
    return [row.target_id, row.period.key, row.name, day, row.place, _number(row.number), row.code, row.note]


@lru_cache(maxsize=256)
def _responsibility(responsibility: Responsibility) -> tuple[str, str, str]:
    return responsibility.words, str(responsibility.deadline), str(responsibility.is_default_deadline)


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
