"""What is to be said of one figure: standing, why its light, what remains, how judged, the plan's words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import ItemAssessment
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records.proofs import proof_words
from cixi_desktop.wording.figures import list_words
from cixi_desktop.wording.form import former_words, item_words
from cixi_desktop.wording.sentences import judged_by, progress_sentence, still_needed
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.style.dials import dial_note
from ui.style.palette import MUTED, tone_of

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessed, FigureAssessment
    from cixi_desktop.records.rules import Rules


class Fact(Struct, frozen=True):
    """One paragraph: what it is about, and the text."""

    label: str
    text: str


def facts(assessed: Assessed, rules: Rules) -> tuple[Fact, ...]:
    """All that is known of the figure or item, in the order a reader asks; nothing empty."""
    if isinstance(assessed, ItemAssessment):
        return _item_facts(assessed)
    return _figure_facts(assessed, rules)


def _item_facts(item: ItemAssessment) -> tuple[Fact, ...]:
    place = f"任务{item.item.task_id}：“{fullwidth_punctuation(item.item.citation.quote)}”"
    pairs = [
        ("进展", item_words(item)),
        ("应到", item.due_words),
        ("亮灯", item.reason),
        ("依据", proof_words(item.proof)),
        ("来源", f"{item.origin.words}。" if item.origin and item.origin.is_disputed else ""),
        ("阶段", "→".join(item.item.stages)),
        ("责任", f"{item.responsibility.words}；{item.responsibility.deadline_words}"),
        ("原文", place),
    ]
    return tuple(Fact(label, text) for label, text in pairs if text)


def _figure_facts(figure: FigureAssessment, rules: Rules) -> tuple[Fact, ...]:
    listed = list_words(figure)
    standing = progress_sentence(figure) + (f"（{listed}）" if listed else "")
    pairs = [
        ("进展", f"{standing}。" if standing else ""),
        ("亮灯", figure.reason),
        ("来源", f"{figure.origin.words}。" if figure.origin and figure.origin.is_disputed else ""),
        ("差距", f"{still_needed(figure)}。" if still_needed(figure) else ""),
        ("表盘", dial_note(figure)),
        ("口径", judged_by(figure, rules) + fullwidth_punctuation(figure.indicator.note)),
        ("调整", f"{former_words(figure)}。" if figure.former else ""),
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


def facts_html(figure: Assessed, rules: Rules) -> str:
    """The facts as paragraphs of rich text."""
    label = f'<span style="color:{MUTED.name()}">{{}}</span>　{{}}'
    rows = (label.format(fact.label, escape(fact.text)) for fact in facts(figure, rules))
    return "".join(f'<p style="margin:0 0 5px 0">{row}</p>' for row in rows)


def hover_card(figure: Assessed, rules: Rules) -> str:
    """The card that is shown while the pointer rests on a gauge."""
    light = figure.light
    colour = tone_of(light).text.name()
    head = f'<b>{escape(figure.name)}</b>　<span style="color:{colour}">{light.symbol}{figure.status}</span>'
    return f'<div style="margin:2px"><p style="margin:0 0 5px 0">{head}</p>{facts_html(figure, rules)}</div>'
