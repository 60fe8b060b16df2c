"""数据修订: what published figures were handed in as and are now, and months that they took back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.phrases import amount
from cixi_desktop.periods import since_january
from cixi_desktop.reports.report import GAP, Paragraph, Sentence
from cixi_desktop.values import ZERO
from cixi_desktop.wording.figures import bracketed
from cixi_desktop.wording.report_sentences import named, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.reports.material import Material, Restated


def corrected(material: Material) -> tuple[Paragraph, ...]:
    """One paragraph on what was revised and on what a revision made negative; nothing without either."""
    figures = {figure.id: figure for figure in material.now.figures}
    revised = tuple(_revised(figures[each.target_id], each) for each in material.revisions)
    unmoved = (Sentence("已报送月份亮灯不变。"),) if revised else ()
    found = (*revised, *unmoved, *_negative(material))
    return (Paragraph(found),) if found else ()


def _revised(figure: FigureAssessment, revision: Restated) -> Sentence:
    """高新技术产业投资额1—5月数由报送时的16.10亿元调整为15.90亿元（统计部门修订）."""
    indicator, month = figure.indicator, revision.month
    when = since_january(month) if indicator.traits.is_flow else f"{month}月"
    old, new = (amount(indicator, value) for value in (revision.old, revision.new))
    words = f"{named(figure)}{when}数由报送时的{old}调整为{new}{bracketed(revision.reason)}"
    return Sentence(f"{words}。", (figure.id,))


def _negative(material: Material) -> Iterator[Sentence]:
    """高新技术产业投资额6月当月数为−0.20亿元，原因是前期数据修订."""
    span = span_words(material.period)
    own = f"{span}当月" if material.period.is_month else span
    for figure in material.now.figures:
        traits, brought = figure.indicator.traits, figure.increment
        if traits.is_flow and traits.is_published and brought is not None and brought < ZERO:
            reason = figure.entry.reason.strip().rstrip("。") if figure.entry else ""
            why = f"，原因是{reason}" if reason else f"{GAP}：原因〕"
            words = f"{named(figure)}{own}数为−{amount(figure.indicator, -brought)}{why}"
            yield Sentence(f"{words}。", (figure.id,))
