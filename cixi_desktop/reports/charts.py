"""The chart of the worst figure: what was reached month by month, what was due, what is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.kinds import Kind
from cixi_desktop.reports.lagging import late
from cixi_desktop.reports.matters import figures_in
from cixi_desktop.reports.report import Chart, Line
from cixi_desktop.reports.tables import sample_mark
from cixi_desktop.values import rounded
from cixi_desktop.wording.report_sentences import is_small, named

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.reports.material import Material

MONTHS = 12
_DRAWN = frozenset({Kind.CUMULATIVE_AMOUNT, Kind.CUMULATIVE_COUNT})


def worst_chart(material: Material, number: str) -> Chart | None:
    """The first of the late amounts and counts; None where none is late."""
    found = [f for f in figures_in(late(material)) if f.indicator.kind in _DRAWN and not is_small(f)]
    return _chart(material, found[0], number) if found else None


def _chart(material: Material, figure: FigureAssessment, number: str) -> Chart:
    indicator = figure.indicator
    course = [material.figure_at(figure.id, n) for n in range(1, material.period.last + 1)]
    due = indicator.target / MONTHS
    return Chart(
        caption=f"{number}{named(figure)}累计完成与序时进度（{indicator.unit}）{sample_mark(material)}",
        unit=indicator.unit,
        lines=(
            Line("累计完成", _reached(course)),
            Line("序时进度", tuple(rounded(due * n, indicator.decimals) for n in range(1, MONTHS + 1))),
            Line("完成目标所需", _needed(figure, material.period.last)),
        ),
    )


def _reached(course: list[FigureAssessment]) -> tuple[Decimal | None, ...]:
    """The months so far, and none for the rest of the year."""
    values = (
        None if each.cumulative is None else rounded(each.cumulative, each.indicator.decimals)
        for each in course
    )
    return (*values, *((None,) * (MONTHS - len(course))))


def _needed(figure: FigureAssessment, last: int) -> tuple[Decimal | None, ...]:
    """From where it stands to the target in even steps."""
    value, target = figure.cumulative, figure.indicator.target
    if value is None or last == MONTHS:
        return (None,) * MONTHS
    step = (target - value) / (MONTHS - last)
    decimals = figure.indicator.decimals
    steps = (rounded(value + step * n, decimals) for n in range(MONTHS - last + 1))
    return (*((None,) * (last - 1)), *steps)
