"""Undo and redo as a fold over the journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.history import STEPS_KEPT, Change, History, Operation, Step, inverse, merge, replay
from cixi_desktop.records.units import Unit
from tests.support.figures import quick

if TYPE_CHECKING:
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record


def unit(name: str, number: int = 1) -> Unit:
    return Unit(id=str(number), name=name)


def change(before: str, after: str, number: int = 1) -> Change:
    return Change(unit(before, number) if before else None, unit(after, number) if after else None)


@dataclass
class Journal:
    """Records and operations kept as a data file would keep them, with the history that grows beside them."""

    operations: list[Operation] = field(default_factory=list)
    history: History = field(default_factory=History)
    records: dict[Key, Record | None] = field(default_factory=dict)

    def commit(
        self, changes: tuple[Change, ...], *, gesture: int = 0, reverts: int = 0, barrier: bool = False
    ) -> int:
        number = len(self.operations) + 1
        for made in changes:
            assert self.records.get(made.key) == made.before
            self.records[made.key] = made.after
        operation = Operation(
            label=f"第{number}步",
            changes=changes,
            id=number,
            gesture=gesture or number,
            reverts=reverts,
            is_barrier=barrier,
        )
        self.operations.append(operation)
        self.history = self.history.after(operation)
        return operation.gesture

    def put(self, name: str, number: int = 1, *, gesture: int = 0) -> int:
        before = self.records.get(unit("", number).key)
        return self.commit((Change(before, unit(name, number) if name else None),), gesture=gesture)

    def undo(self) -> None:
        step = self.history.undo[-1]
        self.commit(inverse(step), reverts=step.gesture)

    def redo(self) -> None:
        step = self.history.redo[-1]
        self.commit(inverse(step), reverts=step.gesture)

    def name(self, number: int = 1) -> str:
        found = self.records.get(unit("", number).key)
        return found.name if isinstance(found, Unit) else ""


def test_that_a_change_knows_its_record_and_its_way_back() -> None:
    made = change("", "甲")
    assert made.key == unit("甲").key
    assert made.inverse == change("甲", "")
    assert made.inverse.key == made.key
    assert change("甲", "乙").inverse.inverse == change("甲", "乙")


def test_that_150_steps_are_undone_and_redone_one_by_one() -> None:
    journal = Journal()
    for number in range(150):
        journal.put(f"名{number}")
    for number in reversed(range(149)):
        journal.undo()
        assert journal.name() == f"名{number}"
    journal.undo()
    assert (journal.name(), journal.history.undo) == ("", ())
    for number in range(150):
        journal.redo()
        assert journal.name() == f"名{number}"
    assert journal.history.redo == ()
    assert len(journal.history.undo) == 150


def test_that_two_hundred_steps_are_kept() -> None:
    journal = Journal()
    for number in range(STEPS_KEPT + 30):
        journal.put(f"名{number}")
    assert len(journal.history.undo) == STEPS_KEPT == 200
    assert journal.history.undo[0].label == "第31步"


def test_that_typing_in_one_field_is_one_step() -> None:
    journal = Journal()
    journal.put("旧")
    gesture = journal.put("高")
    for text in ("高新", "高新科"):
        journal.put(text, gesture=gesture)
    assert len(journal.history.undo) == 2
    journal.undo()
    assert journal.name() == "旧"
    journal.redo()
    assert journal.name() == "高新科"


def test_that_what_was_typed_and_deleted_again_leaves_no_step() -> None:
    journal = Journal()
    journal.put("旧", 2)
    gesture = journal.put("高")
    journal.put("", gesture=gesture)
    assert [step.label for step in journal.history.undo] == ["第1步"]
    journal.undo()
    assert journal.name(2) == ""


def test_that_typing_may_go_on_after_everything_was_deleted() -> None:
    journal = Journal()
    gesture = journal.put("高")
    journal.put("", gesture=gesture)
    journal.put("新", gesture=gesture)
    journal.undo()
    assert journal.name() == ""


def test_that_a_new_operation_clears_what_could_be_redone() -> None:
    journal = Journal()
    journal.put("甲")
    journal.put("乙")
    journal.undo()
    assert len(journal.history.redo) == 1
    journal.put("丙")
    assert not journal.history.redo
    journal.undo()
    assert journal.name() == "甲"


def test_that_nothing_before_a_barrier_is_undone() -> None:
    journal = Journal()
    journal.put("甲")
    journal.put("乙")
    journal.undo()
    journal.commit((change("甲", "报送"),), barrier=True)
    assert journal.history == History()
    journal.put("丙")
    journal.undo()
    assert journal.name() == "报送"
    assert journal.history.undo == ()


def test_that_a_gesture_interrupted_by_another_is_two_steps() -> None:
    journal = Journal()
    gesture = journal.put("高")
    journal.put("他", 2)
    journal.put("高新", gesture=gesture)
    assert len(journal.history.undo) == 3


def test_that_an_operation_that_reverts_what_is_no_longer_known_can_itself_be_undone() -> None:
    later = Operation(label="撤销", changes=(change("甲", ""),), id=9, gesture=9, reverts=3)
    assert History().after(later).undo == (Step(9, "撤销", later.changes),)


def test_that_an_operation_without_a_gesture_stands_alone() -> None:
    made = Operation(label="填报", changes=(change("", "甲"),), id=7)
    assert History().after(made).undo[0].gesture == 7


def test_that_several_records_of_one_gesture_go_back_together_last_first() -> None:
    made = (change("", "甲", 1), change("", "乙", 2))
    assert inverse(Step(1, "", made)) == (change("乙", "", 2), change("甲", "", 1))


def test_that_a_change_of_nothing_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="concerns a record"):
        _ = Change(None, None).key


@pytest.mark.parametrize(
    ("earlier", "later", "merged"),
    [
        ((change("", "甲"),), (change("甲", "乙"),), (change("", "乙"),)),
        ((change("", "甲"),), (change("甲", ""),), ()),
        ((change("", "甲"),), (change("", "乙", 2),), (change("", "甲"), change("", "乙", 2))),
        ((), (change("甲", "甲"),), ()),
        ((), (), ()),
    ],
)
def test_that_changes_merge_to_their_first_before_and_last_after(
    earlier: tuple[Change, ...], later: tuple[Change, ...], merged: tuple[Change, ...]
) -> None:
    assert merge(earlier, later) == merged


STEP = st.tuples(
    st.sampled_from(["put", "go on", "undo", "redo", "barrier"]),
    st.integers(1, 3),
    st.text("甲乙丙", max_size=2),
)


@quick
@given(steps=st.lists(STEP, max_size=40))
def test_that_replaying_the_journal_gives_the_same_history(steps: list[tuple[str, int, str]]) -> None:
    journal, gesture = Journal(), 0
    for verb, number, name in steps:
        if verb == "undo" and journal.history.undo:
            journal.undo()
        elif verb == "redo" and journal.history.redo:
            journal.redo()
        elif verb == "barrier":
            journal.commit((), barrier=True)
        elif verb in {"put", "go on"} and name != journal.name(number):
            gesture = journal.put(name, number, gesture=gesture if verb == "go on" else 0)
    assert replay(journal.operations) == journal.history
    for step in (*journal.history.undo, *journal.history.redo):
        assert step.changes


@quick
@given(steps=st.lists(st.tuples(st.integers(1, 3), st.text("甲乙丙", min_size=1, max_size=2)), max_size=30))
def test_that_undoing_everything_leads_back_to_the_start_and_redoing_to_the_end(
    steps: list[tuple[int, str]],
) -> None:
    journal = Journal()
    for number, name in steps:
        if name != journal.name(number):
            journal.put(name, number)
    end = dict(journal.records)
    while journal.history.undo:
        journal.undo()
    assert set(journal.records.values()) <= {None}
    while journal.history.redo:
        journal.redo()
    assert journal.records == end
    assert replay(journal.operations) == journal.history
