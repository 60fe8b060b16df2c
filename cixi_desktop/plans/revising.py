"""目标调整: a plan with one figure or item changed, ended, merged into another, or added to a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.dates import read_deadline
from cixi_desktop.errors import CixiError
from cixi_desktop.plan import HEADLINE, Citation, Indicator, Item, Plan, Section
from cixi_desktop.planfile import load_plan
from cixi_desktop.plans.checked import checked
from cixi_desktop.plans.draft_file import draft_file
from cixi_desktop.plans.reading import read_plan
from cixi_desktop.plantoml import plan_toml
from cixi_desktop.punctuation import narrow
from cixi_desktop.records.fields import percentage_meant
from cixi_desktop.values import Comparator, plain, read_figure

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.plan import Commitment, Task

ENDED = "目标调整后不再列入"
COMPARATORS = {
    "不少于": Comparator.AT_LEAST,
    "超过": Comparator.MORE_THAN,
    "不超过": Comparator.AT_MOST,
    "少于": Comparator.LESS_THAN,
    "左右": Comparator.ABOUT,
}
"""How a figure can be held against its target, by the words that name it."""


class Revision(Struct, frozen=True, kw_only=True):
    """What is to be otherwise of a figure or item, as it is typed; “” leaves it as it is.

    ``target`` and ``comparator`` are those of a figure, ``deadline`` that of an item; ``wording`` is its
    sentence in the document.
    """

    target: str = ""
    comparator: Comparator | None = None
    unit: str = ""
    name: str = ""
    wording: str = ""
    deadline: str = ""


def revised(plan: Plan, target_id: str, wanted: Revision) -> Plan:
    """The plan with a figure or item as it is wanted. CixiError if it cannot be so."""
    plan = plan.original or plan
    if not plan.has_target(target_id):
        raise CixiError(f"{plan.document.called}中没有编号“{target_id}”。", "请用plan show查看各项的编号。")
    plan = _reworded(plan, target_id, wanted.wording.strip())
    target = plan.target(target_id)
    changed = _item(plan, target, wanted) if isinstance(target, Item) else _figure(target, wanted)
    if wanted.name.strip():
        changed = replace(changed, name=wanted.name.strip())
    return _proved(_with(plan, target, changed))


def ended(plan: Plan, target_id: str) -> Plan:
    """The plan without a figure or item; the number is accounted for as one that is left out."""
    plan = plan.original or plan
    if not plan.has_target(target_id):
        raise CixiError(f"{plan.document.called}中没有编号“{target_id}”。", "请用plan show查看各项的编号。")
    target = plan.target(target_id)
    if isinstance(target, Item):
        return _proved(replace(plan, items=tuple(each for each in plan.items if each.id != target.id)))
    plan = _without(plan, target)
    number = (f"{plain(target.target)}{target.unit}", ENDED)
    commitments = tuple(each for each in plan.commitments if each.indicator_id != target.id)
    return _proved(replace(plan, commitments=commitments, left_out=(*plan.left_out, number)))


def merged(plan: Plan, target_id: str, into_id: str) -> Plan:
    """The plan with a figure that is only cited, as the same one as another."""
    plan = plan.original or plan
    target, into = plan.indicator(target_id), plan.indicator(into_id)
    if target is None or into is None or target.id == into.id:
        raise CixiError("只能把一个指标并入另一个指标。", "请写两个不同指标的编号。")
    plan = _without(plan, target)
    commitments = (
        replace(each, indicator_id=into.id) if each.indicator_id == target.id else each
        for each in plan.commitments
    )
    return _proved(replace(plan, commitments=tuple(commitments)))


def added(plan: Plan, task_id: str, wording: str) -> Plan:
    """The plan with a sentence more in a task, and the figures and items that it is read as.

    CixiError where it gives none, or a number in it is not accounted for.
    """
    plan = plan.original or plan
    task, words = plan.task(task_id), wording.strip().rstrip("。")
    read = read_plan(f"{plan.year}年工作要点\n一、{task.title}\n1.{task.title}。\n{words}。\n")
    found = checked(draft_file(read), plan.ledgers, plan.year)
    if found.plan is None:
        raise CixiError(f"“{words}”中未识别到指标或事项：{found.faults[0]}")
    own = found.plan
    ids = {each.id: _next_id(plan, task_id, each, number) for number, each in enumerate(own.indicators)}
    ids |= {each.id: _next_id(plan, task_id, each, number) for number, each in enumerate(own.items)}
    plan = _with_text(plan, task, f"{task.text}\n{words}。")
    return _proved(
        replace(
            plan,
            indicators=(*plan.indicators, *(replace(each, id=ids[each.id]) for each in own.indicators)),
            commitments=(
                *plan.commitments,
                *(
                    replace(each, id=ids[each.id], indicator_id=ids[each.indicator_id], task_id=task_id)
                    for each in own.commitments
                ),
            ),
            items=(*plan.items, *(replace(each, id=ids[each.id], task_id=task_id) for each in own.items)),
        )
    )


def _next_id(plan: Plan, task_id: str, target: Indicator | Item, number: int) -> str:
    """An id that no version has used, behind those of the task; ``number`` are made before it."""
    own = "H" if task_id == HEADLINE else task_id
    head = f"M{own}-" if isinstance(target, Item) else f"{own}-"
    used = [
        int(tail)
        for version in plan.versions
        for each in cast("tuple[Commitment | Item, ...]", (*version.commitments, *version.items))
        if (tail := each.id.removeprefix(head)).isdecimal()
    ]
    return f"{head}{max(used, default=0) + 1 + number}"


def _figure(indicator: Indicator, wanted: Revision) -> Indicator:
    unit = wanted.unit.strip() or indicator.unit
    changed = replace(indicator, unit=unit)
    if unit != indicator.unit:
        changed = replace(changed, baseline=replace(indicator.baseline, unit=unit))
    if wanted.comparator:
        changed = replace(changed, comparator=wanted.comparator)
    if wanted.target.strip():
        if not indicator.traits.comparators - {Comparator.YES_NO} or indicator.traits.is_ratio:
            raise CixiError(f"“{indicator.name}”的目标不是数字，不能调整。")
        changed = replace(changed, target=_target(indicator, wanted.target.strip(), unit))
    return changed


_JUMP = 10
"""From how many times as much, or as little, a target is asked about."""


def _target(indicator: Indicator, text: str, unit: str) -> Decimal:
    """The new target as it is typed; a bare number far from the old one is asked about."""
    value, is_bare = read_figure(text, unit), not narrow(text).endswith(narrow(unit))
    if unit != indicator.unit or not is_bare:
        return value
    if unit == "%":
        value = percentage_meant(value, indicator)
    old = indicator.target
    if old > 0 and value > 0 and not old / _JUMP < value < old * _JUMP:
        hint = f"确认无误的，请连同单位写成“{plain(value)}{unit}”。"
        raise CixiError(f"新目标{plain(value)}与原目标{plain(old)}{unit}相差{_JUMP}倍以上。", hint)
    return value


def _item(plan: Plan, item: Item, wanted: Revision) -> Item:
    if wanted.target.strip() or wanted.comparator or wanted.unit.strip():
        raise CixiError(f"“{item.id}”是事项，没有目标值。", "请写指标的编号。")
    if not wanted.deadline.strip():
        return item
    return replace(item, deadline=read_deadline(wanted.deadline, plan.year))


def _with(plan: Plan, before: Indicator | Item, after: Indicator | Item) -> Plan:
    """The plan with that one in place of the other; citations that bear its name follow it."""
    return replace(
        plan,
        indicators=tuple(after if each is before else each for each in plan.indicators),
        items=tuple(after if each is before else each for each in plan.items),
        commitments=tuple(
            replace(each, name=after.name)
            if each.indicator_id == before.id and (each.name == before.name or each.id == before.id)
            else each
            for each in plan.commitments
        ),
    )


def _reworded(plan: Plan, target_id: str, wording: str) -> Plan:
    """The plan with another sentence in its text, which the figure or item quotes then."""
    places: tuple[Commitment | Item, ...] = (*plan.commitments, *plan.items)
    place = next(each for each in places if each.id == target_id)
    if not wording or wording == place.citation.quote:
        return plan
    task = plan.task(place.task_id)
    plan = _with_text(plan, task, task.text.replace(place.citation.quote, wording, 1))
    cited = replace(place, citation=Citation(quote=wording, start=place.citation.start))
    return replace(
        plan,
        commitments=tuple(cited if each is place else each for each in plan.commitments),
        items=tuple(cited if each is place else each for each in plan.items),
    )


def _with_text(plan: Plan, task: Task, text: str) -> Plan:
    def changed(section: Section) -> Section:
        tasks = (replace(each, text=text) if each is task else each for each in section.tasks)
        return replace(section, tasks=tuple(tasks))

    headline = plan.headline and changed(plan.headline)
    return replace(plan, headline=headline, sections=tuple(map(changed, plan.sections)))


def _without(plan: Plan, target: Indicator) -> Plan:
    """The plan without the figure itself, and without what hangs on it."""
    return replace(
        plan,
        indicators=tuple(each for each in plan.indicators if each is not target),
        couplings=tuple(each for each in plan.couplings if target.id not in {each.first, each.second}),
        interpretations=tuple(
            replace(
                each, target_ids=tuple(own for own in each.target_ids if plan.indicator(own) is not target)
            )
            for each in plan.interpretations
        ),
    )


def _proved(plan: Plan) -> Plan:
    """The plan as its file would give it back, with the versions before it. CixiError if it is none."""
    read = load_plan(plan_toml(plan), f"《{plan.document.title}》")
    return replace(
        read,
        version=plan.version,
        since=plan.since,
        reason=plan.reason,
        paper=plan.paper,
        earlier=plan.earlier,
    )
