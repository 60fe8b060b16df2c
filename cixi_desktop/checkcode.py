"""校验码: a short code over the content, the same on screen, on paper and in the file."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from cixi_desktop.values import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment import Assessment, FigureAssessment, ItemAssessment

ALPHABET = "34679ACDEFHJKMNPQRTUVWXY"
"""Letters and digits not taken for one another on paper or by voice: no 0 O, 1 I L, 2 Z, 5 S, 8 B, G."""
GROUP = 4


def check_code(assessment: Assessment) -> str:
    """Two groups of four characters over everything that is handed in.

    Plan, unit, period, figures, items, texts.
    """
    digest = hashlib.sha256(_canonical(assessment).encode()).digest()
    number = int.from_bytes(digest[:16], "big")
    letters = []
    for _ in range(2 * GROUP):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return f"{''.join(letters[:GROUP])}-{''.join(letters[GROUP:])}"


def _canonical(assessment: Assessment) -> str:
    content = {
        "plan": [assessment.plan.id, assessment.plan.version],
        "unit": assessment.unit.name,
        "period": assessment.period.key,
        "sample": assessment.is_sample,
        "figures": [_figure(figure) for figure in assessment.figures],
        "items": [_item(item) for item in assessment.items],
        "texts": [
            [t.task.id, t.narrative.progress_note, t.narrative.problems, t.narrative.next_steps]
            for t in assessment.tasks
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _figure(figure: FigureAssessment) -> list[str]:
    numbers = (figure.increment, figure.cumulative, figure.completion, figure.pace.percent, figure.gap)
    entry = figure.entry
    words = [entry.stage, entry.proof, entry.reason, entry.note] if entry else []
    return [figure.id, figure.state, figure.light.value, str(figure.as_of), *map(_number, numbers), *words]


def _item(item: ItemAssessment) -> list[str]:
    numbers = (item.count, item.total, item.numerator, item.denominator)
    words = [item.stage, item.proof, *([item.entry.reason, item.entry.note] if item.entry else [])]
    return [item.id, item.state, item.light.value, str(item.as_of), *map(_number, numbers), *words]


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
