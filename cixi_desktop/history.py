"""Changes and operations: what one gesture did, how it is undone, and what may be undone next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.records.handovers import Lock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record

STEPS_KEPT = 200
"""How many gestures can be undone."""


class Change(Struct, frozen=True):
    """One record before and after; None where it does not exist."""

    before: Record | None
    after: Record | None

    @property
    def key(self) -> Key:
        """Key of the record concerned."""
        record = self.after or self.before
        if record is None:
            raise ValueError("a change concerns a record")
        return record.key

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


def changes_to(kept: Mapping[Key, Record], wanted: Iterable[Record]) -> tuple[Change, ...]:
    """From what is kept to what is wanted; an empty record is none, and what stays is no change."""
    changes = (Change(kept.get(record.key), None if record.is_empty else record) for record in wanted)
    return tuple(change for change in changes if change.before != change.after)


class Operation(Struct, frozen=True, kw_only=True):
    """What one user gesture changed: the unit of the journal.

    ``id`` and ``at`` are given by the store. Operations of one ``gesture`` (the id of its first operation,
    own id if alone) are undone together: typing in one field is one step. ``reverts`` names the gesture
    that this operation takes back. A barrier cannot be undone, nor anything before it.
    """

    label: str
    changes: tuple[Change, ...]
    actor: str = ""
    id: int = 0
    at: datetime | None = None
    gesture: int = 0
    reverts: int = 0
    is_barrier: bool = False


class Step(Struct, frozen=True):
    """One gesture that can be undone or redone; ``changes`` are merged, one for each record."""

    gesture: int
    label: str
    changes: tuple[Change, ...]


class History(Struct, frozen=True):
    """What can be undone and redone now, newest last."""

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()

    def after(self, operation: Operation, kept: int = STEPS_KEPT) -> History:
        """The history once ``operation`` (with its id) has been committed, of ``kept`` steps at most.

        A lock is no step: it is taken back by unlocking, with a reason.
        """
        if operation.is_barrier:
            return History()
        if all(isinstance(change.after, Lock) for change in operation.changes):
            return self
        step = Step(operation.gesture or operation.id, operation.label, operation.changes)
        if operation.reverts and self.undo and self.undo[-1].gesture == operation.reverts:
            return History(self.undo[:-1], (*self.redo, step))
        if operation.reverts and self.redo and self.redo[-1].gesture == operation.reverts:
            return History((*self.undo, step), self.redo[:-1])
        if self.undo and self.undo[-1].gesture == step.gesture:
            changes = merge(self.undo[-1].changes, step.changes)
            merged = (Step(step.gesture, step.label, changes),) if changes else ()
            return History((*self.undo[:-1], *merged))
        return History((*self.undo, step)[-kept:])


def replay(operations: Sequence[Operation]) -> History:
    """The history that a run of committed operations, oldest first, leaves behind, with all its steps."""
    history = History()
    for operation in operations:
        history = history.after(operation, len(operations))
    return history


def merge(earlier: tuple[Change, ...], later: tuple[Change, ...]) -> tuple[Change, ...]:
    """Both runs of changes as one: for each record its first ``before`` and last ``after``."""
    merged = {change.key: change for change in earlier}
    for change in later:
        first = merged.get(change.key)
        merged[change.key] = Change(first.before, change.after) if first else change
    return tuple(change for change in merged.values() if change.before != change.after)


def inverse(step: Step) -> tuple[Change, ...]:
    """The changes that take a step back, last first."""
    return tuple(change.inverse for change in reversed(step.changes))
