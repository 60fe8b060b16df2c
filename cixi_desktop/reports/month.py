"""月度通报: the bureau's month, one or two pages for all units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.reports.adjustments import adjusted, corrected
from cixi_desktop.reports.matters import requirements, to_coordinate
from cixi_desktop.reports.overall import compared, how_figures_stand, how_items_stand, not_judged, reporting
from cixi_desktop.reports.progress import behind, has_highlights, highlights, lagging, late
from cixi_desktop.reports.report import Paragraph, Sentence, numbered
from cixi_desktop.reports.tables import figure_table, slow_table

if TYPE_CHECKING:
    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Block, Table


def month_title(material: Material) -> str:
    """The title."""
    return f"关于{material.period.label}{material.plan.document.called}进展情况的通报"


def month_blocks(material: Material) -> tuple[Block, ...]:
    """The whole text."""
    end = material.period.end
    document = material.plan.document.title
    opening = f"根据《{document}》，现将截至{end.year}年{end.month}月底的进展情况通报如下。"
    parts = (
        ("总体情况", _overall(material)),
        ("主要进展" if has_highlights(material) else "进展情况", highlights(material)),
        (_slow_title(material), _slow(material)),
        ("需研究协调的事项", to_coordinate(material)),
        ("下一步工作要求", requirements(material)),
    )
    return (Paragraph((Sentence(opening),)), *numbered(parts))


def _overall(material: Material) -> tuple[Paragraph, ...]:
    now = material.now
    items = how_items_stand(now)
    than = f"{material.period.first - 1}月"
    first = (
        how_figures_stand(now),
        *not_judged(now),
        *([items] if items else []),
        *compared(material, than),
    )
    reported = tuple(reporting(material))
    told = (Paragraph(first), *adjusted(material), *corrected(material))
    return (*told, Paragraph(reported)) if reported else told


def _slow(material: Material) -> tuple[Paragraph, ...]:
    """What is slow; for the causes of what is 欠序时 the annex is named."""
    found = lagging(material)
    if not behind(material):
        return found
    last = found[-1]
    return (*found[:-1], Paragraph((*last.sentences, Sentence("原因、打算和时限见附件2。")), last.lead))


def _slow_title(material: Material) -> str:
    words = [word for word, found in (("滞后", late(material)), ("欠序时", behind(material))) if found]
    return f"{'和'.join(words)}情况"


def month_annexes(material: Material) -> tuple[Table, ...]:
    """All figures, and what is slow."""
    slow = slow_table(material)
    return (figure_table(material), slow) if slow else (figure_table(material),)
