"""勾稽关系: figures that hang together are checked against each other; contradictions only warn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.completion import baseline_of, latest_value
from cixi_desktop.assessment.lights import amount
from cixi_desktop.assessment.states import REPORTED, state_of
from cixi_desktop.plan import Tie
from cixi_desktop.values import HUNDRED, ZERO, percent, rounded

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Indicator, Plan
    from cixi_desktop.records.content import Content


def contradictions(plan: Plan, content: Content, period: Period) -> dict[str, str]:
    """What contradicts another figure at the end of ``period``, in words, by id of the figure warned of."""
    indicators = {indicator.id: indicator for indicator in plan.indicators}
    found = {
        coupling.first: _contradiction(
            content, coupling.tie, (indicators[coupling.first], indicators[coupling.second]), period
        )
        for coupling in plan.couplings
    }
    return {target_id: words for target_id, words in found.items() if words}


def _contradiction(content: Content, tie: Tie, pair: tuple[Indicator, Indicator], period: Period) -> str:
    """“” where the two agree, or where one of them has no figure for the period's last month."""
    first, second = (_value(content, indicator, period) for indicator in pair)
    if first is None or second is None:
        return ""
    return _RULES[tie](content, (pair[0], first), (pair[1], second), period)


def _value(content: Content, indicator: Indicator, period: Period) -> Decimal | None:
    """The cumulative figure, if the period's last month brought one."""
    series = content.series(indicator.id, period.year)
    now = latest_value(indicator, series, period.last)
    is_new = state_of(indicator, series[period.last - 1], period) == REPORTED
    return now.value if is_new else None


Figure = tuple["Indicator", "Decimal"]


def _growth(content: Content, rate: Figure, total: Figure, period: Period) -> str:
    """The rate that this year's amount over last year's gives, at the precision of the typed one."""
    basis = content.basis(total[0].id)
    last_year = basis.last_year[period.last - 1]
    if last_year is None and period.is_year_end:
        last_year = baseline_of(total[0], basis)
    if not last_year:
        return ""
    implied = (total[1] / last_year - 1) * HUNDRED
    if rounded(implied, rate[0].decimals) == rounded(rate[1], rate[0].decimals):
        return ""
    return (
        f"增速{percent(rate[1])}与总量{amount(*total)}不符："
        f"按上年同期{rounded(last_year, 2)}{total[0].unit}推算，增速应为{percent(implied)}。"
    )


def _stock(content: Content, total: Figure, new: Figure, _period: Period) -> str:
    """A total cannot be more than the start and all the new ones; lapses only lessen it."""
    start = baseline_of(total[0], content.basis(total[0].id))
    if start is None or total[1] <= start + new[1]:
        return ""
    return f"总量{amount(*total)}多于年初{amount(total[0], start)}加新增{amount(*new)}。"


def _together(_content: Content, first: Figure, second: Figure, _period: Period) -> str:
    """The first cannot be there without the second."""
    if first[1] == ZERO or second[1] != ZERO:
        return ""
    return f"已有{first[0].name}{amount(*first)}，而{second[0].name}为0。"


_RULES: dict[Tie, Callable[[Content, Figure, Figure, Period], str]] = {
    Tie.GROWTH: _growth,
    Tie.STOCK: _stock,
    Tie.TOGETHER: _together,
}
