"""Where something stands in the plan, as the tree and the form name it: task, and commitment or item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.ledgers import LedgerRow

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.record import Record


def place_of(plan: Plan, target_id: str, task_id: str) -> tuple[str, str]:
    """Task and place of a figure or item; in ``task_id`` if a figure that is cited twice stands there."""
    item = plan.item(target_id)
    if item is not None:
        return item.task_id, item.id
    indicator = plan.indicator(target_id)
    if indicator is None:
        return task_id, ""
    places = {commitment.task_id: commitment.id for commitment in plan.commitments_of(indicator)}
    chosen = task_id if task_id in places else plan.home(indicator).id
    return chosen, places[chosen]


def place_of_reason(plan: Plan, place: str, task_id: str) -> tuple[str, str]:
    """Task and place that a reason of a return speaks of: ``task:`` with its id, else a figure or item."""
    head, _, rest = place.partition(":")
    return (rest.partition(":")[0], "") if head == "task" else place_of(plan, head, task_id)


def place_of_record(plan: Plan, record: Record | None, task_id: str) -> tuple[str, str] | None:
    """Task and place that an entry, a row of a list or a text belongs to; None for everything else."""
    if isinstance(record, Entry | LedgerRow):
        return place_of(plan, record.target_id, task_id)
    if isinstance(record, Narrative):
        return record.task_id, ""
    return None
