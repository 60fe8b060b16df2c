"""Set what figures are judged by (light rules, bases, answers to interpretations) and units are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change, changes_to
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.records.units import Unit
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cixi_desktop.records.basis import Basis
    from cixi_desktop.records.bureau import Decision
    from cixi_desktop.workspace import Workspace

LATEST_DUE_DAY = 31


def set_rules(workspace: Workspace, rules: Rules) -> None:
    """Put the light rules in force; CixiError if they contradict themselves."""
    if rules.behind_at < ZERO or rules.late_beyond < rules.behind_at:
        raise CixiError("亮灯界限有误。", "“滞后”的界限不能小于“欠序时”的界限，且都不能是负数。")
    if rules.count_band < ZERO or rules.growth_band < ZERO:
        raise CixiError("“左右”的幅度不能是负数。", "请填写0或正数。")
    if not 1 <= rules.due_day <= LATEST_DUE_DAY:
        raise CixiError(f"报送日“{rules.due_day}”有误。", "请填写1至31。")
    stored = next(iter(workspace.store.load(Rules)), None)
    if rules != (stored or DEFAULT_RULES):
        workspace.perform(f"亮灯规则改为“{rules.name}”", (Change(stored, rules),))


def set_basis(workspace: Workspace, basis: Basis) -> None:
    """Put the bureau's own baseline, monthly plan, last year's figures or deadline for one target."""
    target = workspace.plan.target(basis.target_id)
    basis = replace(basis, target_id=target.id)
    before = workspace.content.basis(target.id)
    change = Change(None if before.is_empty else before, None if basis.is_empty else basis)
    workspace.perform(f"设置“{target.name}”的口径", (change,))


def set_unit_names(workspace: Workspace, renamed: Iterable[Unit]) -> None:
    """Give known units other names, in one step, so that two may swap theirs.

    CixiError if a name is empty or would be that of two units.
    """
    before = {unit.id: unit for unit in workspace.units()}
    stored = {unit.id: unit for unit in workspace.store.load(Unit)}
    after = before | {u.id: replace(before.get(u.id, u), name=u.name.strip()) for u in renamed}
    changed = [unit for unit in after.values() if unit != before[unit.id]]
    names = [unit.name for unit in after.values()]
    for unit in changed:
        if not unit.name:
            raise CixiError("单位名称不能为空。", "请填写科室或单位名称。")
        if names.count(unit.name) > 1:
            raise CixiError(f"已有名为“{unit.name}”的单位。", "请在单位列表中选择它。")
    label = f"单位名称改为{'、'.join(f'“{unit.name}”' for unit in changed)}"
    changes = tuple(Change(stored.get(unit.id), unit) for unit in changed)
    workspace.perform(label, changes)


def add_unit(workspace: Workspace, name: str) -> Unit:
    """The unit of that name, made if there is none yet."""
    name = name.strip()
    if not name:
        raise CixiError("单位名称不能为空。", "请填写科室或单位名称。")
    units = workspace.units()
    found = next((unit for unit in units if unit.name == name), None)
    if found is not None:
        return found
    unit = Unit(id=str(max(int(unit.id) for unit in units) + 1), name=name)
    workspace.perform(f"新增单位“{name}”", (Change(None, unit),))
    return unit


def decide(
    workspace: Workspace,
    *,
    decisions: Sequence[Decision],
    bases: Sequence[Basis],
) -> None:
    """Put the decisions and bases; what stays as it is is no change."""
    answered = changes_to(workspace.content.records, decisions)
    measured = changes_to(workspace.content.records, bases)
    parts = (
        f"口径答复{len(answered)}条" if answered else "",
        f"基数和月度计划{len(measured)}项" if measured else "",
    )
    label = f"设置{'、'.join(part for part in parts if part)}"
    workspace.perform(label, (*answered, *measured))
