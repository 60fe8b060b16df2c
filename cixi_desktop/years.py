"""The plans of a data file by year: those that were adopted, else the one that comes with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.planfile import load_plan
from cixi_desktop.records.bureau import AdoptedPlan
from cixi_desktop.records.record import REPORTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store


def is_reported(store: Store, year: int) -> bool:
    """Whether any unit has entered anything for that year; reads all of it."""
    return any(store.load(kind, year=year) for kind in REPORTED)


def planned_years(store: Store, shipped: Plan) -> tuple[int, ...]:
    """The years that have a plan, ascending; that of the shipped one while none was adopted."""
    return tuple(sorted({kept.year for kept in store.load(AdoptedPlan)} or {shipped.year}))


def plan_of_year(store: Store, shipped: Plan, year: int | None = None) -> Plan:
    """The newest version of that year's plan, with those before it; of the newest year where it has none."""
    return chosen_plan(store.load(AdoptedPlan), shipped, year)


def plans_beside(store: Store, plan: Plan) -> tuple[Plan, ...]:
    """The plans of the other years that were adopted, the newest first."""
    kept = store.load(AdoptedPlan)
    years = sorted({each.year for each in kept} - {plan.year}, reverse=True)
    return tuple(chosen_plan(kept, plan, year) for year in years)


def chosen_plan(kept: Sequence[AdoptedPlan], shipped: Plan, year: int | None = None) -> Plan:
    """The same among plans that were read."""
    years = {each.year for each in kept}
    chosen = year if year in years else max(years, default=shipped.year)
    return kept_plan(each for each in kept if each.year == chosen) or shipped


def kept_plan(versions: Iterable[AdoptedPlan]) -> Plan | None:
    """The newest of the versions of one year's plan, with those before it; None without any."""
    plan: Plan | None = None
    for kept in sorted(versions, key=lambda each: each.version):
        name = f"{kept.year}年工作计划（第{kept.version}版）"
        plan = replace(
            load_plan(kept.text, name),
            version=str(kept.version),
            since=kept.since,
            reason=kept.reason,
            paper=kept.paper,
            earlier=plan,
        )
    return plan


def first_version(plan: Plan) -> AdoptedPlan:
    """The plan as the first version of its year."""
    from cixi_desktop.plantoml import plan_toml

    return AdoptedPlan(year=plan.year, version=1, since=1, text=plan_toml(plan))
