"""Adopt the plan of a year, and adjust it by further versions; each is one step that cannot be undone.

What was reported stays in the unit of measure that it was reported in, whatever becomes of the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change, changes_to
from cixi_desktop.plan import HEADLINE
from cixi_desktop.planfile import load_plan
from cixi_desktop.plans.checked import CheckedPlan, checked
from cixi_desktop.plans.units import count_alike
from cixi_desktop.plantoml import plan_toml
from cixi_desktop.records.basis import NO_MONTHS, Basis
from cixi_desktop.records.bureau import AdoptedPlan, Duty, FigureDecision
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.fields import figure_fields
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import UNASSIGNED, Unit, unit_named
from cixi_desktop.years import first_version, is_reported, kept_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.plans.draft_file import DraftFile, DutyRow
    from cixi_desktop.ports import Store
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workspace import Workspace

LEADING, SUPPORTING, LEADER = "牵头单位", "配合单位", "责任领导"
_NO_UNIT = ("各", "有关", "相关", "其他")
"""What begins words for several units that the document does not name: 各乡镇."""


class Adoption(Struct, frozen=True, kw_only=True):
    """What was adopted. ``units`` are new, ``unnamed`` the document's words for units it does not name."""

    plan: Plan
    units: tuple[Unit, ...] = ()
    unnamed: tuple[str, ...] = ()
    doubtful: int = 0

    @property
    def lines(self) -> tuple[str, ...]:
        """How much it is, and what to look at: new units, units that are not named, targets in doubt."""
        plan = self.plan
        tasks = sum(task.id != HEADLINE for task in plan.tasks)
        counts = f"任务{tasks}项，指标{len(plan.indicators)}个，事项{len(plan.items)}项。"
        lines = (
            (counts, True),
            (f"新增单位：{'、'.join(unit.name for unit in self.units)}。", self.units),
            (f"没有列入分工：{'、'.join(self.unnamed)}。", self.unnamed),
            (f"读得不确定的指标有{self.doubtful}个，请核对。", self.doubtful),
        )
        return tuple(words for words, is_told in lines if is_told)


def adopt(workspace: Workspace, draft: DraftFile, *, year: int | None = None) -> Adoption:
    """Make the draft the plan of its year, with the units and duties that it names.

    CixiError with everything that is wrong, and nothing changed; also where the year has a plan already and
    anything was entered for it.
    """
    found = checked(draft, workspace.shipped.ledgers, year)
    if found.plan is None:
        raise CixiError("\n".join(("这份草案还不能采用：", *found.faults)))
    return adopt_plan(workspace, found)


def proposed(workspace: Workspace, found: CheckedPlan) -> Adoption:
    """What adopting a plan that has been checked will come to; nothing is changed."""
    assert found.plan is not None  # noqa: S101  a checked plan without faults
    units, unnamed = _named_units(workspace, found.duties)
    known = {unit.id for unit in workspace.units()}
    added = tuple(unit for unit in units if unit.id not in known)
    return Adoption(plan=found.plan, units=added, unnamed=unnamed, doubtful=found.doubtful)


def adopt_plan(workspace: Workspace, found: CheckedPlan) -> Adoption:
    """The same for a plan that has been checked."""
    plan = found.plan
    assert plan is not None  # noqa: S101  a checked plan without faults
    made = _next_version(workspace, plan)
    adoption = proposed(workspace, found)
    duties = _duties(found.duties, [*workspace.units(), *adoption.units], plan.year)
    bases = [Basis(target_id=own_id, deadline=day, year=plan.year) for own_id, day in found.deadlines.items()]
    kept = {
        record.key: record for kind in (Duty, Basis) for record in workspace.store.load(kind, year=plan.year)
    }
    changes = (
        *_kept_shipped(workspace, plan.year),
        Change(None, made),
        *(Change(None, unit) for unit in adoption.units),
        *changes_to(kept, [*duties, *bases]),
    )
    workspace.perform(f"采用《{plan.document.title}》", changes, is_barrier=True)
    return replace(adoption, plan=replace(plan, version=str(made.version)))


def _next_version(workspace: Workspace, plan: Plan) -> AdoptedPlan:
    """The plan as it will be kept: the first of its year, or another one while nothing was entered."""
    store, year = workspace.store, plan.year
    versions = store.load(AdoptedPlan, year=year)
    made = first_version(plan)
    if any(each.text == made.text for each in versions[-1:]):
        raise CixiError(f"{year}年的工作计划已经采用，与这份相同，没有变动。")
    if (versions or year == workspace.shipped.year) and is_reported(store, year):
        raise CixiError(f"{year}年的工作计划已经采用，并且已有填报。", "目标有变动的，请用“计划—目标调整”。")
    return replace(made, version=len(versions) + 1)


def _kept_shipped(workspace: Workspace, but: int = 0) -> Iterator[Change]:
    """The shipped plan becomes one of the file's own as soon as another plan or version joins it."""
    shipped = workspace.shipped
    if shipped.year == but or workspace.store.load(AdoptedPlan):
        return
    if is_reported(workspace.store, shipped.year):
        yield Change(None, first_version(shipped))


def _named_units(workspace: Workspace, rows: Iterable[DutyRow]) -> tuple[list[Unit], tuple[str, ...]]:
    """All units with those that the duties name anew, and the words that name none."""
    units = list(workspace.units())
    unnamed: dict[str, None] = {}
    next_id = 1 + max(int(unit.id) for unit in units)
    for name in (name for row in rows if row.role in {LEADING, SUPPORTING} for name in row.names):
        text = name.strip()
        if not text or text.startswith(_NO_UNIT):
            unnamed[text] = None
        elif unit_named(units, text) is None:
            units.append(Unit(id=str(next_id), name=text, place=0))
            next_id += 1
    unnamed.pop("", None)
    return units, tuple(unnamed)


def _duties(rows: Iterable[DutyRow], units: list[Unit], year: int) -> list[Duty]:
    """One duty for each task: its first leading unit leads, the others support."""
    found: dict[str, Duty] = {}
    for row in rows:
        duty = found.get(row.subject_id, Duty(subject_id=row.subject_id, year=year))
        named = [unit_named(units, name) for name in row.names]
        ids = [unit.id for unit in named if unit is not None and unit.id != UNASSIGNED.id]
        if row.role in {LEADING, SUPPORTING}:
            lead = duty.lead_unit_id
            if row.role == LEADING and not lead and ids:
                lead = ids.pop(0)
            support = dict.fromkeys((*duty.supporting_unit_ids, *ids))
            support.pop(lead, None)
            duty = replace(duty, lead_unit_id=lead, supporting_unit_ids=tuple(support))
        elif row.role == LEADER:
            duty = replace(duty, leader=duty.leader or "、".join(row.names))
        else:
            duty = replace(duty, person=duty.person or "、".join(row.names))
        found[row.subject_id] = duty
    return list(found.values())


def next_version(now: Plan, plan: Plan, *, since: Period, reason: str = "", paper: str = "") -> Plan:
    """The plan as the version that will follow ``now`` from that month on; nothing is kept."""
    version = str(int(now.version) + 1)
    return replace(plan, version=version, earlier=now, since=since.last, reason=reason, paper=paper)


def adjust(
    workspace: Workspace,
    plan: Plan,
    *,
    since: Period,
    reason: str,
    paper: str = "",
    basis: Basis | None = None,
) -> Plan:
    """Let another version of the open plan hold from a month on; those before are judged as they were.

    ``basis`` has the shares of a figure from then on, where they change with it. CixiError, and nothing
    changed, if it says the same, begins before the version in force, or is no plan.
    """
    now = workspace.plan
    now.check_period(since)
    if not since.is_month:
        raise CixiError(f"“{since.label}”不是一个月。", "请写明从哪个月起，如2025-07。")
    if not reason.strip():
        raise CixiError("未写明调整的理由。", "请填写理由。")
    if since.last < now.since:
        raise CixiError(
            f"现行的第{now.version}版从{now.since}月起执行，新的目标不能更早。", f"请写{now.since}月或以后。"
        )
    text = plan_toml(plan)
    divided = () if basis is None else changes_to(workspace.content.records, [basis])
    if text == plan_toml(now) and not divided:
        raise CixiError("与现行计划相同，没有变动。")
    load_plan(text, now.document.title)
    check_measures(workspace.store, now, plan)
    kept = workspace.store.load(AdoptedPlan, year=now.year)
    first = () if kept else (Change(None, first_version(now)),)
    made = AdoptedPlan(
        year=now.year,
        version=1 + (len(kept) or 1),
        since=since.last,
        text=text,
        reason=reason.strip(),
        paper=paper.strip(),
    )
    label = f"目标调整（{since.label}起）：{reason.strip()}"
    workspace.perform(label, (*first, Change(None, made), *divided), is_barrier=True)
    adjusted = kept_plan(workspace.store.load(AdoptedPlan, year=now.year))
    assert adjusted is not None  # noqa: S101  it was kept
    workspace.open_plan(adjusted)
    return workspace.plan


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
