"""走势: one figure month by month through the year, against what was due and the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.figures import assess_figure
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.plan import Indicator, Plan
from cixi_desktop.records.fields import REPORTED

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.assessment.lights import Light
    from cixi_desktop.records.content import Content


class TrendMonth(Struct, frozen=True, kw_only=True):
    """One month. ``value`` is the cumulative figure, None unless the month brought one; ``due`` what was due.

    ``word`` says why there is no value (待公布, 未填报 …), “” where there is one. ``stage`` is for 争取 only.
    """

    month: int
    value: Decimal | None
    due: Decimal | None
    stage: str
    word: str
    light: Light


class Trend(Struct, frozen=True, kw_only=True):
    """The twelve months of one figure, January first. ``target`` is None where it is no number (争取获…)."""

    indicator: Indicator
    year: int
    target: Decimal | None
    months: tuple[TrendMonth, ...]


def trend(plan: Plan, content: Content, target_id: str, year: int) -> Trend | None:
    """The year of the indicator with that id (7-5 gives H-2); None for items. CixiError for an unknown id."""
    target = plan.target(target_id)
    if not isinstance(target, Indicator):
        return None
    figures = (assess_figure(plan, content, target, month(year, n)) for n in range(1, MONTHS + 1))
    return Trend(
        indicator=target,
        year=year,
        target=None if target.traits.is_staged else target.target,
        months=tuple(map(_place, figures)),
    )


def _place(figure: FigureAssessment) -> TrendMonth:
    is_reported = figure.state == REPORTED
    value = figure.cumulative if is_reported else None
    stage = figure.entry.stage if is_reported and figure.entry else ""
    return TrendMonth(
        month=figure.period.last,
        value=value,
        due=figure.pace.due,
        stage=stage,
        word="" if value is not None or stage else figure.state,
        light=figure.light,
    )
