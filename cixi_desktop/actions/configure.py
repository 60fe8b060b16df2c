"""Set what the bureau sets: rules, bases, answers, units, and who answers for what until when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.actions.units import next_unit, reassigned
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change, changes_to
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records import units
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance, Contact, Correction, Lock, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.report_drafts import ReportDraft
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.records.units import Unit, normal_name, unit_named
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from cixi_desktop.plan import Plan
    from cixi_desktop.records import Key
    from cixi_desktop.records.bureau import Decision
    from cixi_desktop.records.record import OfUnit
    from cixi_desktop.workspace import Workspace

LATEST_DUE_DAY = 31
_BETWEEN = re.compile(r"[、，,；;\s]+")
_FROM_TO = re.compile(r"[-－–—~～至]+")


def set_rules(workspace: Workspace, rules: Rules) -> None:
    """Put the light rules in force; CixiError if they contradict themselves."""
    if rules.behind_at < ZERO or rules.late_beyond < rules.behind_at:
        raise CixiError("亮灯界限有误。", "“滞后”的界限不能小于“欠序时”的界限，且都不能是负数。")
    if rules.count_band < ZERO or rules.growth_band < ZERO:
        raise CixiError("“左右”的幅度不能是负数。", "请填写0或正数。")
    if not 1 <= rules.due_day <= LATEST_DUE_DAY:
        raise CixiError(f"报送截止日“{rules.due_day}”有误。", "请填写1至31。")
    year = workspace.plan.year
    rules = replace(rules, year=year)
    stored = next(iter(workspace.store.load(Rules, year=year)), None)
    if rules != (stored or replace(DEFAULT_RULES, year=year)):
        workspace.perform(f"亮灯规则改为“{rules.name}”", (Change(stored, rules),))


def set_basis(workspace: Workspace, basis: Basis) -> None:
    """Put the bureau's own baseline, monthly plan, last year's figures or deadline for one target."""
    target = workspace.plan.target(basis.target_id)
    basis = replace(basis, target_id=target.id, year=workspace.plan.year)
    before = workspace.content.basis(target.id)
    change = Change(None if before.is_empty else before, None if basis.is_empty else basis)
    workspace.perform(f"设置“{target.name}”的口径", (change,))


def set_unit_names(workspace: Workspace, renamed: Iterable[Unit]) -> None:
    """Give known units other names, in one step, so that two may swap theirs.

    CixiError if a name is empty or would be that of two units.
    """
    before = {unit.id: unit for unit in workspace.units()}
    stored = {unit.id: unit for unit in workspace.store.load(Unit)}
    after = before | {u.id: units.renamed(before.get(u.id, u), u.name.strip()) for u in renamed}
    changed = [unit for unit in after.values() if unit != before[unit.id]]
    names = [normal_name(unit.name) for unit in after.values()]
    for unit in changed:
        if not unit.name:
            raise CixiError("单位名称不能为空。", "请填写科室或单位名称。")
        if names.count(normal_name(unit.name)) > 1:
            raise CixiError(f"已有名为“{unit.name}”的单位。", "请在单位列表中选择它。")
    label = f"单位名称改为{'、'.join(f'“{unit.name}”' for unit in changed)}"
    changes = tuple(Change(stored.get(unit.id), unit) for unit in changed)
    workspace.perform(label, changes)


def add_unit(workspace: Workspace, name: str) -> Unit:
    """The unit of that name, made if there is none yet."""
    name = name.strip()
    if not name:
        raise CixiError("单位名称不能为空。", "请填写科室或单位名称。")
    found = unit_named(workspace.units(), name)
    if found is not None:
        return found
    unit = next_unit(workspace, name)
    workspace.perform(f"新增单位“{name}”", (Change(None, unit),))
    return unit


def decide(
    workspace: Workspace,
    *,
    decisions: Sequence[Decision],
    bases: Sequence[Basis],
) -> None:
    """Put the decisions and bases; what stays as it is is no change."""
    year, records = workspace.plan.year, workspace.content.records
    answered = changes_to(records, [replace(each, year=year) for each in decisions])
    measured = changes_to(records, [replace(each, year=year) for each in bases])
    parts = (
        f"口径答复{len(answered)}条" if answered else "",
        f"基数和月度计划{len(measured)}项" if measured else "",
    )
    label = f"设置{'、'.join(part for part in parts if part)}"
    workspace.perform(label, (*answered, *measured))


UNIT_KINDS: dict[type[OfUnit], str] = {
    Entry: "填报",
    Narrative: "文字说明",
    LedgerRow: "台账",
    Lock: "锁定",
    Submission: "报送",
    Acceptance: "接收记录",
    Review: "退回、接收意见",
    Contact: "催报记录",
    Correction: "更正",
}
"""What a unit has of its own, by what it is called."""


def unit_use(workspace: Workspace, unit_id: str) -> str:
    """What is kept of a unit, for which it cannot be deleted: 填报12条、报送1条; “” if nothing."""
    store = workspace.store
    counts = {name: len(store.load(kind, unit_id=unit_id)) for kind, name in UNIT_KINDS.items()}
    counts["报告稿"] = sum(draft.unit_id == unit_id for draft in store.load(ReportDraft))
    shares = [share for basis in store.load(Basis) for share in basis.shares]
    counts["分解数"] = sum(share.unit_id == unit_id for share in shares)
    counts["核定"] = sum(decision.whose == unit_id for decision in store.load(FigureDecision))
    return "、".join(f"{name}{count}条" for name, count in counts.items() if count)


def assign(
    workspace: Workspace,
    *,
    units: Sequence[Unit],
    duties: Sequence[tuple[Duty, date | None]],
) -> None:
    """Put the units as they are given, and duty and deadline of each subject, in one step.

    Units left out are deleted, and named in no duty of any year. CixiError if anything is kept of one.
    """
    gone = {unit.id for unit in workspace.units()} - {unit.id for unit in units}
    changes = [*_unit_changes(workspace, units), *_duty_changes(workspace, duties, gone)]
    workspace.perform(_label(changes), tuple(changes))


def _unit_changes(workspace: Workspace, units: Sequence[Unit]) -> Iterator[Change]:
    known = {unit.id: unit for unit in workspace.units()}
    stored = {unit.id: unit for unit in workspace.store.load(Unit)}
    given = {unit.id: unit for unit in units}
    for unit_id, unit in known.items():
        if unit_id not in given:
            check_deletable(workspace, unit)
            yield Change(stored.get(unit_id), None)
    for unit in units:
        if unit != known.get(unit.id):
            yield Change(stored.get(unit.id), unit)


def check_deletable(workspace: Workspace, unit: Unit) -> None:
    """CixiError naming the unit and why, if it cannot be deleted: it is the shown one, or has been used."""
    if unit.id == workspace.content.unit.id:
        raise CixiError(f"“{unit.name}”是当前单位，不能删除。", "请先在“设置—单位和填报人”中选择其他单位。")
    use = unit_use(workspace, unit.id)
    if use:
        raise CixiError(f"“{unit.name}”已有{use}，不能删除。", "如单位已撤并，可以改名，原有数据随之保留。")


def _duty_changes(
    workspace: Workspace, duties: Sequence[tuple[Duty, date | None]], gone: Iterable[str]
) -> tuple[Change, ...]:
    content = workspace.content
    kept: dict[Key, Duty] = {duty.key: duty for duty in workspace.store.load(Duty)}
    given = [replace(duty, year=content.year) for duty, _ in duties]
    wanted = kept | {duty.key: duty for duty in given}
    nobody = dict.fromkeys(gone, "")
    bases = [replace(content.basis(duty.subject_id), deadline=deadline) for duty, deadline in duties]
    return (
        *changes_to(kept, (reassigned(duty, nobody) for duty in wanted.values())),
        *changes_to(content.records, bases),
    )


def _label(changes: Sequence[Change]) -> str:
    """单位：新增3个、修改1个；分工：修改12项."""
    units = [change for change in changes if _kind(change.key) == "unit"]
    counts = (
        ("新增", sum(change.before is None for change in units)),
        ("修改", sum(None not in {change.before, change.after} for change in units)),
        ("删除", sum(change.after is None for change in units)),
    )
    told = "、".join(f"{verb}{count}个" for verb, count in counts if count)
    subjects = {change.key[1] for change in changes if _kind(change.key) != "unit"}
    parts = (f"单位：{told}" if told else "", f"分工：修改{len(subjects)}项" if subjects else "")
    return "；".join(part for part in parts if part)


def _kind(key: Key) -> str:
    return key[0]


def tasks_named(plan: Plan, text: str) -> tuple[str, ...]:
    """The ids of the tasks that a text names, in the plan's order; CixiError naming what is none of them.

    Named are they by their numbers or titles: the headline targets have no number.
    """
    ids = [task.id for task in plan.tasks]
    titles = {task.title: task.id for task in plan.tasks}
    parts = [titles.get(part, part) for part in _BETWEEN.split(text) if part]
    named = {each for part in parts for each in _part_of(ids, part)}
    return tuple(each for each in ids if each in named)


def _part_of(ids: list[str], part: str) -> list[str]:
    """One task, or all from one number to another."""
    if part == HEADLINE and part in ids:
        return [part]
    numbers = [each for each in ids if each != HEADLINE]
    ends = [part] if part in numbers else _FROM_TO.split(part)
    known = len(ends) <= 2 and set(ends) <= set(numbers)  # noqa: PLR2004
    first, last = (numbers.index(end) for end in (ends[0], ends[-1])) if known else (0, -1)
    if first > last:
        raise CixiError(f"没有序号为“{part}”的任务。", f"请填写任务的序号，如“{numbers[0]}—{numbers[-1]}”。")
    return numbers[first : last + 1]


def lead(workspace: Workspace, task_ids: tuple[str, ...]) -> None:
    """The shown unit leads these tasks; CixiError if another one leads one of them."""
    content = workspace.content
    duties = [content.duty(task_id) for task_id in task_ids]
    others = [duty for duty in duties if duty.lead_unit_id not in {"", content.unit.id}]
    if others:
        leader = workspace.unit(others[0].lead_unit_id).name
        raise CixiError(
            f"任务{others[0].subject_id}已由“{leader}”牵头。", "请在“设置—单位和分工”中核对分工。"
        )
    led = [replace(duty, lead_unit_id=content.unit.id) for duty in duties]
    workspace.perform(f"分工：本单位牵头{len(led)}项任务", changes_to(content.records, led))
