"""Keep what was reported in the unit that it was reported in, whatever becomes of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.plans.units import count_alike
from cixi_desktop.records.basis import NO_MONTHS, Basis
from cixi_desktop.records.bureau import FigureDecision
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.fields import figure_fields
from cixi_desktop.records.ledgers import LedgerRow

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records.fields import Target


def check_measures(store: Store, now: Plan, plan: Plan) -> None:
    """CixiError where ``plan`` would read in another unit or way what is kept of a figure or item.

    May's 5.5亿元 are not 5.5万元 by a plan that counts in 万元 from July on, nor do both add up.
    """
    kept = _measured_ids(store, now.year)
    targets: tuple[Target, ...] = (*now.indicators, *now.items)
    for target in targets:
        after = plan.indicator(target.id) or plan.item(target.id)
        if target.id in kept and after and after.id == target.id and not _is_read_alike(target, after):
            raise _refusal(target, after)


def _refusal(target: Target, after: Target) -> CixiError:
    is_unit = after.unit != target.unit
    change = f"计量单位不能由“{target.unit}”改为“{after.unit}”" if is_unit else "不能改为另一种填法"
    kept = f"“{target.unit}”" if is_unit else "原来的填法"
    hint = f"请仍按{kept}；计量的内容变了的，请终止原指标、另列新指标。"
    return CixiError(f"“{target.name}”已有填报、核定或基数，{change}：前后各月的数合计不到一起。", hint)


def _is_read_alike(target: Target, after: Target) -> bool:
    fields, others = figure_fields(target), figure_fields(after)
    return [field.name for field in fields] == [field.name for field in others] and all(
        count_alike(field.unit, other.unit) for field, other in zip(fields, others, strict=True)
    )


def _measured_ids(store: Store, year: int) -> set[str]:
    """The figures and items of which anything is kept that is in their unit."""
    bases = {basis.target_id for basis in store.load(Basis, year=year) if _is_in_unit(basis)}
    entries = {entry.target_id for entry in store.load(Entry, year=year)}
    rows = {row.target_id for row in store.load(LedgerRow, year=year)}
    return bases | entries | rows | {each.target_id for each in store.load(FigureDecision, year=year)}


def _is_in_unit(basis: Basis) -> bool:
    has_months = {basis.pace_plan, basis.last_year} != {NO_MONTHS}
    return basis.baseline is not None or has_months or bool(basis.shares)
