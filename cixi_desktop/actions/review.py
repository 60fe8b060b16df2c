"""The coordinator's part: receive or return a unit's month, note a contact, decide between units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.consolidation.month import Bureau, look_over
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.records.bureau import SUM, Choice
from cixi_desktop.records.handovers import Acceptance, Contact, Review, ReviewVerdict, place_words
from cixi_desktop.records.units import ALL_UNITS
from cixi_desktop.workbook import write_workbook
from cixi_desktop.workspace import all_contents, read_content

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records.content import Content
    from cixi_desktop.workbook import Identity
    from cixi_desktop.workspace import Workspace


def bureau(plan: Plan, store: Store, period: Period, today: date) -> Bureau:
    """Read one month of all units."""
    return look_over(plan, all_contents(plan, store), store.load(Acceptance), period, today)


def receive(workspace: Workspace, found: Bureau, unit_id: str) -> Review:
    """已接收: confirm what the unit handed in last. CixiError if it handed nothing in."""
    return _review(workspace, found, unit_id, ReviewVerdict.RECEIVED, ())


def send_back(
    workspace: Workspace, found: Bureau, unit_id: str, reasons: tuple[tuple[str, str], ...]
) -> Review:
    """退回: give what the unit handed in last back, with what to mend (where, text).

    CixiError if it handed nothing in, if no reason is given, or if a place is not in the plan.
    """
    if not reasons or not all(text.strip() for _, text in reasons):
        raise CixiError("退回要写明意见。", "请逐条写明要修改的地方和原因。")
    for place, _ in reasons:
        place_words(workspace.plan, place)
    return _review(workspace, found, unit_id, ReviewVerdict.RETURNED, reasons)


def returned(workspace: Workspace, found: Bureau, unit_id: str) -> Review:
    """What the unit's workbook was given back with. CixiError if it was not."""
    (unit,) = (unit for unit in workspace.units() if unit.id == unit_id)
    review = read_content(workspace.plan, workspace.store, unit).review(found.period)
    if review is None or review.verdict != ReviewVerdict.RETURNED:
        raise CixiError(f"{unit.name}{found.period.label}没有退回。")
    return review


def return_workbook(workspace: Workspace, review: Review, identity: Identity, *, out: Path) -> None:
    """Write the unit's workbook as it was received, with the reasons in front, for the unit to open."""
    plan, store = workspace.plan, workspace.store
    unit = next(unit for unit in workspace.units() if unit.id == review.unit_id)
    content = read_content(plan, store, unit)
    identity = replace(identity, revision=review.number, review=review)
    write_workbook(assess(plan, content, review.period), content, out, identity)


def _review(
    workspace: Workspace,
    found: Bureau,
    unit_id: str,
    verdict: ReviewVerdict,
    reasons: tuple[tuple[str, str], ...],
) -> Review:
    status = found.status(unit_id)
    if not status.check_code:
        raise CixiError(f"{status.unit.name}还没有报送{found.period.label}。", "请先接收该单位的表。")
    review = Review(
        unit_id=unit_id,
        period=found.period.closing,
        verdict=verdict.value,
        number=status.number,
        check_code=status.check_code,
        reasons=reasons,
    )
    label = f"{verdict}：{status.unit.name}{found.period.label}（数据版本{status.number}）"
    workspace.perform(label, (Change(status.review, review),))
    return review


def note_contact(workspace: Workspace, found: Bureau, unit_id: str, day: date, words: str) -> Contact:
    """Note that a unit was spoken to about the month."""
    status = found.status(unit_id)
    contact = Contact(unit_id=unit_id, period=found.period.closing, day=day, words=words.strip())
    label = f"催报：{status.unit.name}{found.period.label}"
    workspace.perform(label, (Change(status.contact, contact),))
    return contact


def choose(workspace: Workspace, found: Bureau, target_id: str, unit_id: str, reason: str) -> Choice:
    """核定 which unit's value counts, or the sum (``SUM``) where the figure is one.

    CixiError without a reason, or where there is nothing to choose.
    """
    target = workspace.plan.target(target_id)
    conflict = found.conflict(target.id)
    if conflict is None:
        raise CixiError(f"“{target.name}”只有一个单位填报，不需要核定。")
    if not reason.strip():
        raise CixiError("核定要写明理由。", "请写明为什么采用这个数。")
    if unit_id == SUM and not target.traits.is_countable:
        raise CixiError(f"“{target.name}”不能相加。", "请选择一个单位的数。")
    if unit_id not in {SUM, *(source.unit.id for source in conflict.sources)}:
        raise CixiError(f"这个单位没有填报“{target.name}”。", "请从已填报的单位中选择。")
    before = found.contents[0].choice(target.id, found.period)
    choice = Choice(target_id=target.id, period=found.period.closing, unit_id=unit_id, reason=reason.strip())
    workspace.perform(f"核定“{target.name}”（{found.period.label}）", (Change(before, choice),))
    return choice


class Together(NamedTuple):
    """All units as one: what is made of it, its content, and its 数据版本."""

    assessment: Assessment
    content: Content
    version: int


def together(store: Store, found: Bureau) -> Together:
    """The month of all units as one, each figure by its own rule or as the bureau decided."""
    content = combined(found.plan, found.contents)
    period = found.period
    unit_id = None if content.unit.id == ALL_UNITS.id else content.unit.id
    version = store.revision(unit_id, period.year, period.last)
    return Together(assess(found.plan, content, period), content, version)
