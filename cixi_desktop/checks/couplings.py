"""勾稽关系: figures that hang together are checked against each other; contradictions only warn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.assessment.completion import baseline_of, latest_value
from cixi_desktop.assessment.phrases import amount
from cixi_desktop.plan import Tie
from cixi_desktop.records.fields import REPORTED, state_of
from cixi_desktop.values import HUNDRED, ZERO, percent, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Coupling, Indicator, Plan
    from cixi_desktop.records.content import Content


def contradictions(plan: Plan, content: Content, period: Period) -> dict[str, tuple[str, ...]]:
    """What contradicts other figures at the end of ``period``, in words, by id of the figure warned of."""
    found: dict[str, tuple[str, ...]] = {}
    for coupling in plan.couplings:
        words = _contradiction(plan, content, coupling, period)
        if words:
            found[coupling.first] = (*found.get(coupling.first, ()), words)
    return found


def _contradiction(plan: Plan, content: Content, coupling: Coupling, period: Period) -> str:
    """“” where the two agree, or where one of them has no figure for the period's last month."""
    pair = [plan.indicator(target_id) for target_id in (coupling.first, coupling.second)]
    figures = [
        Figure(indicator, value)
        for indicator in pair
        if indicator is not None and (value := _value(content, indicator, period)) is not None
    ]
    if len(figures) < len(pair):
        return ""
    return _RULES[coupling.tie](coupling, figures[0], figures[1], content, period)


def _value(content: Content, indicator: Indicator, period: Period) -> Decimal | None:
    """The cumulative figure, if the period's last month brought one."""
    series = content.series(indicator.id, period.year)
    now = latest_value(indicator, series, period.last)
    is_new = state_of(indicator, series[period.last - 1], period) == REPORTED
    return now.value if is_new else None


class Figure(NamedTuple):
    """A figure and where it stands."""

    indicator: Indicator
    value: Decimal

    @property
    def words(self) -> str:
        """The value with its unit."""
        return amount(self.indicator, self.value)


def _growth(_: Coupling, rate: Figure, total: Figure, content: Content, period: Period) -> str:
    """The rate that this year's amount over last year's gives, at the precision of the typed one."""
    basis = content.basis(total.indicator.id)
    last_year = basis.last_year[period.last - 1]
    if last_year is None and period.is_year_end:
        last_year = baseline_of(total.indicator, basis)
    if not last_year:
        return ""
    implied, decimals = (total.value / last_year - 1) * HUNDRED, rate.indicator.decimals
    if rounded(implied, decimals) == rounded(rate.value, decimals):
        return ""
    return (
        f"增速{percent(rate.value)}与总量{total.words}不符："
        f"按上年同期{rounded(last_year, 2)}{total.indicator.unit}推算，增速应为{percent(implied)}。"
    )


def _stock(_: Coupling, total: Figure, new: Figure, content: Content, _period: Period) -> str:
    """A total cannot be more than the start and all the new ones; lapses only lessen it."""
    start = baseline_of(total.indicator, content.basis(total.indicator.id))
    if start is None or total.value <= start + new.value:
        return ""
    return f"总量{total.words}多于年初{amount(total.indicator, start)}加新增{new.words}。"


def _together(_: Coupling, first: Figure, second: Figure, _content: Content, _period: Period) -> str:
    """The first cannot be there without the second."""
    if first.value == ZERO or second.value != ZERO:
        return ""
    return f"{first.indicator.name}为{first.words}，但{second.indicator.name}为0，两者不一致。"


def _ratio(coupling: Coupling, first: Figure, second: Figure, _content: Content, _period: Period) -> str:
    """No more than so many of the first for each one of the second."""
    if coupling.limit is None or first.value <= coupling.limit * second.value or not second.value:
        return ""
    unit = first.indicator.unit
    return (
        f"{first.indicator.name}{first.words}、{second.indicator.name}{second.words}，"
        f"平均每{second.indicator.unit}{plain(rounded(first.value / second.value, 1))}{unit}，"
        f"多于{plain(coupling.limit)}{unit}。"
    )


_RULES: dict[Tie, Callable[[Coupling, Figure, Figure, Content, Period], str]] = {
    Tie.GROWTH: _growth,
    Tie.STOCK: _stock,
    Tie.TOGETHER: _together,
    Tie.RATIO: _ratio,
}
