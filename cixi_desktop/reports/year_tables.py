"""The tables of 年度评价: what is not met or not decided, and every item with its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.reports.changes import LONG, is_honour, months_at_stage, staged
from cixi_desktop.reports.report import Table
from cixi_desktop.reports.tables import marked_name, sample_mark
from cixi_desktop.reports.unit_texts import cause_words, causes, step_words, steps
from cixi_desktop.values import shown
from cixi_desktop.wording.report_sentences import light_cell, named, standing

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessed, ItemAssessment
    from cixi_desktop.reports.material import Material


def open_table(material: Material) -> tuple[Table, ...]:
    """表3: what was not met or has no result yet, with its state, reason, steps and who leads."""
    figures = [f for f in material.now.figures if f.light is not Light.DONE]
    items = [i for i in staged(material.now) if i.light is not Light.DONE]
    found: list[Assessed] = [*figures, *items]
    if not found:
        return ()
    return (
        Table(
            caption=f"表3　未完成和结转事项{sample_mark(material)}",
            columns=("指标、事项", "年末状态", "原因", "后续安排", "牵头单位"),
            widths=(28, 26, 24, 24, 14),
            rows=tuple(_open_row(material, each) for each in found),
        ),
    )


def _open_row(material: Material, assessed: Assessed) -> tuple[str, ...]:
    cause = cause_words(causes(material, assessed)) or _grey_reason(assessed)
    step = step_words(steps(material, assessed)) or "〔请补充〕"
    state = _year_end_state(material, assessed)
    return (marked_name(assessed), state, cause or "〔请补充〕", step, assessed.responsibility.lead_unit)


def _grey_reason(assessed: Assessed) -> str:
    """What was given as the reason of a grey light, and that an honour is decided later."""
    if isinstance(assessed, FigureAssessment) and has_stage(assessed):
        return "结果以正式公布为准"
    return assessed.entry.reason if assessed.light.is_grey and assessed.entry else ""


def _year_end_state(material: Material, assessed: Assessed) -> str:
    if isinstance(assessed, FigureAssessment):
        if has_stage(assessed):
            return f"{assessed.stage}阶段"
        value = f"，{standing(assessed)}" if assessed.cumulative is not None else ""
        return f"{light_cell(assessed)}{value}"
    months = months_at_stage(material, assessed)
    since = f"，{material.period.last - months + 1}月以来未变" if months >= LONG else ""
    return (
        f"{light_cell(assessed)}，处于{assessed.stage}阶段{since}" if assessed.stage else light_cell(assessed)
    )


def has_stage(figure: FigureAssessment) -> bool:
    """Whether it is an honour that has come to a stage."""
    return is_honour(figure) and not figure.light.is_grey


def item_table(material: Material, items: tuple[ItemAssessment, ...]) -> Table:
    """附件2: every judged item with its stage and its paper."""
    rows = tuple(
        (
            str(n),
            named(item),
            _reached(item),
            light_cell(item),
            item.proof or "—",
            item.responsibility.lead_unit,
        )
        for n, item in enumerate(items, start=1)
    )
    return Table(
        caption=f"{material.period.label}阶段和清单类事项完成情况表{sample_mark(material)}",
        columns=("序号", "事项", "进展", "亮灯", "依据", "牵头单位"),
        widths=(6, 32, 18, 14, 30, 14),
        rows=rows,
    )


def _reached(item: ItemAssessment) -> str:
    if item.numerator is not None and item.denominator is not None:
        return f"{shown(item.numerator, 0)}/{shown(item.denominator, 0)}{item.item.unit}"
    return item.stage or "—"
