"""What is to be said of one figure: standing, why its light, what remains, how judged, the plan's words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plan import HEADLINE
from cixi_desktop.wording.figures import list_words
from cixi_desktop.wording.sentences import judged_by, progress_sentence, still_needed
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.style.palette import MUTED, tone_of

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.records.rules import Rules


class Fact(Struct, frozen=True):
    """One paragraph: what it is about, and the text."""

    label: str
    text: str


def facts(figure: FigureAssessment, rules: Rules) -> tuple[Fact, ...]:
    """All that is known of the figure, in the order a reader asks; nothing empty."""
    listed = list_words(figure)
    standing = progress_sentence(figure) + (f"（{listed}）" if listed else "")
    pairs = [
        ("进展", f"{standing}。" if standing else ""),
        ("亮灯", figure.reason),
        ("来源", f"{figure.origin.words}。" if figure.origin and figure.origin.is_disputed else ""),
        ("差距", f"{still_needed(figure)}。" if still_needed(figure) else ""),
        ("口径", judged_by(figure, rules) + fullwidth_punctuation(figure.indicator.note)),
        ("原文", quotes(figure)),
    ]
    return tuple(Fact(label, text) for label, text in pairs if text)


def quotes(figure: FigureAssessment) -> str:
    """Every place of the plan that cites the figure: 任务8：“…”."""
    return "；".join(
        f"{_place(commitment.task_id)}：“{fullwidth_punctuation(commitment.citation.quote)}”"
        for commitment in figure.commitments
    )


def _place(task_id: str) -> str:
    return "主要目标" if task_id == HEADLINE else f"任务{task_id}"


def facts_html(figure: FigureAssessment, rules: Rules) -> str:
    """The facts as paragraphs of rich text."""
    label = f'<span style="color:{MUTED.name()}">{{}}</span>　{{}}'
    rows = (label.format(fact.label, escape(fact.text)) for fact in facts(figure, rules))
    return "".join(f'<p style="margin:0 0 5px 0">{row}</p>' for row in rows)


def hover_card(figure: FigureAssessment, rules: Rules) -> str:
    """The card that is shown while the pointer rests on a gauge."""
    light = figure.light
    colour = tone_of(light).text.name()
    head = f'<b>{escape(figure.name)}</b>　<span style="color:{colour}">{light.symbol}{figure.status}</span>'
    return f'<div style="margin:2px"><p style="margin:0 0 5px 0">{head}</p>{facts_html(figure, rules)}</div>'
