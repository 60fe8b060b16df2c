"""What every store promises: one suite over the data file and over the memory store."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.errors import CixiError, StaleError
from cixi_desktop.history import Change, Operation, Step, inverse
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.record import OfBureau, OfUnit
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit
from tests.db import records
from tests.db.records import NOON, adding, changing, entry, narrative, save

if TYPE_CHECKING:
    from cixi_desktop.ports import Store
    from cixi_desktop.records.record import Record
    from tests.db.conftest import StoreMaker

KINDS: tuple[type[Any], ...] = (*get_args(OfUnit), *get_args(OfBureau))
RULES = Rules(name="默认", behind_at=Decimal(0), late_beyond=Decimal(10))

several_examples = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def everything(store: Store) -> dict[type[Any], tuple[Record, ...]]:
    return {kind: store.load(kind) for kind in KINDS}


def test_that_a_new_store_holds_nothing(store: Store) -> None:
    assert not any(everything(store).values())
    assert store.operations(limit=10) == ()
    assert store.revision(None, 2025, 6) == 0
    assert not store.is_sample()


def test_that_a_saved_entry_is_loaded_again(store: Store) -> None:
    save(store, adding(entry()))
    assert store.load(Entry) == (entry(),)


@several_examples
@given(record=records.records)
def test_that_every_record_comes_back_as_it_was(make_store: StoreMaker, record: Record) -> None:
    store = make_store()
    save(store, adding(record))
    assert store.load(type(record)) == (record,)
    assert store.operations(limit=1)[0].changes == (Change(None, record),)
    with store.unit_of_work() as work:
        assert work.current(record.key) == record


def test_that_nothing_is_kept_without_commit(store: Store) -> None:
    with store.unit_of_work() as work:
        work.apply(adding(entry()))
    assert store.load(Entry) == ()
    assert store.operations(limit=1) == ()


def interrupt(store: Store) -> None:
    with store.unit_of_work() as work:
        work.apply(adding(entry("1-1")))
        work.commit()
        work.apply(adding(entry("1-2")))
        raise KeyboardInterrupt


def test_that_an_exception_takes_back_what_was_not_committed(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupt(store)
    assert store.load(Entry) == (entry("1-1"),)
    save(store, adding(entry("1-3")))


def test_that_a_unit_of_work_sees_what_it_has_applied(store: Store) -> None:
    with store.unit_of_work() as work:
        assert work.current(entry().key) is None
        work.apply(adding(entry()))
        assert work.current(entry().key) == entry()
        assert store.load(Entry) == ()


def test_that_an_operation_gets_its_number_time_and_gesture(store: Store) -> None:
    first = save(store, adding(entry("1-1"), actor="王"))
    second = save(store, adding(entry("1-2"), gesture=first.id))
    assert (first.id, first.gesture, first.at) == (1, 1, NOON)
    assert (second.id, second.gesture, second.at) == (2, 1, NOON)


def test_that_the_journal_keeps_everything_of_an_operation(store: Store) -> None:
    given = [
        adding(entry(), label="填写H-2", actor="王"),
        changing(entry(), entry(increment=Decimal(13)), gesture=1),
        changing(entry(increment=Decimal(13)), None, reverts=1),
        Operation(label="报送", changes=(), is_barrier=True),
    ]
    saved = tuple(save(store, operation) for operation in given)
    assert store.operations(limit=10) == saved
    assert [replace(each, id=0, at=None, gesture=0) for each in saved] == [
        replace(g, gesture=0) for g in given
    ]
    assert [each.gesture for each in saved] == [1, 1, 3, 4]


def test_that_changes_of_several_kinds_keep_their_order(store: Store) -> None:
    changed = (
        narrative(),
        entry("9-9"),
        Unit(id="k", name="科技科"),
        RULES,
        entry("1-1"),
        Basis(target_id="H-2"),
    )
    save(store, adding(*changed))
    assert [change.after for change in store.operations(limit=1)[0].changes] == list(changed)


def test_that_the_time_of_an_operation_has_whole_seconds(
    make_store: StoreMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_store()
    monkeypatch.setattr(store, "_clock", lambda: datetime(2025, 6, 25, 12, 0, 30, 999999))  # noqa: DTZ001
    assert save(store, adding(entry())).at == NOON == store.operations(limit=1)[0].at


@pytest.mark.parametrize("before", [None, entry(increment=Decimal(11))])
def test_that_a_change_of_something_else_is_refused(store: Store, before: Entry | None) -> None:
    save(store, adding(entry()))
    with pytest.raises(CixiError, match="已被其他程序改动"):
        save(store, changing(before, entry(increment=Decimal(13))))
    assert store.load(Entry) == (entry(),)
    assert len(store.operations(limit=10)) == 1


def test_that_an_entry_that_is_not_there_cannot_be_changed(store: Store) -> None:
    with pytest.raises(StaleError, match="H-2（2025年6月）的填报已被其他程序改动"):
        save(store, changing(entry(), None))


def test_that_a_refused_operation_leaves_the_one_before_it_whole(store: Store) -> None:
    with store.unit_of_work() as work:
        work.apply(adding(entry("1-1")))
        with pytest.raises(CixiError):
            work.apply(Operation(label="", changes=(Change(None, entry("1-2")), Change(None, entry("1-1")))))
        work.commit()
    assert store.load(Entry) == (entry("1-1"),)


def test_that_a_removed_entry_is_gone_and_can_be_entered_again(store: Store) -> None:
    save(store, adding(entry()))
    save(store, changing(entry(), None))
    assert store.load(Entry) == ()
    with store.unit_of_work() as work:
        assert work.current(entry().key) is None
    save(store, changing(None, entry(increment=Decimal(1))))
    assert store.load(Entry) == (entry(increment=Decimal(1)),)
    assert [operation.changes[0].before for operation in store.operations(limit=9)] == [None, entry(), None]


def test_that_several_changes_of_one_record_count_as_one(store: Store) -> None:
    steps = (Change(None, entry()), Change(entry(), entry(increment=Decimal(13))))
    applied = save(store, Operation(label="填报", changes=steps))
    assert applied.changes == (Change(None, entry(increment=Decimal(13))),)
    assert store.operations(limit=1) == (applied,)


def test_that_year_and_unit_narrow_what_is_monthly(store: Store) -> None:
    old, other, mine = entry(year=2024), entry(unit_id="k"), entry()
    save(store, adding(old, other, mine, narrative(), narrative(year=2024), Unit(id="k", name="科技科")))
    assert store.load(Entry, year=2025) == (mine, other)
    assert store.load(Entry, unit_id="0") == (old, mine)
    assert store.load(Entry, year=2025, unit_id="0") == (mine,)
    assert store.load(Narrative, year=2025) == (narrative(),)
    assert store.load(Unit, year=2025, unit_id="0") == (Unit(id="k", name="科技科"),)


def test_that_records_come_in_the_order_of_their_keys(store: Store) -> None:
    saved = [entry("高", 1), entry("H-2", 10), entry("H-2", 9, unit_id="k"), entry("H-2", 9), entry("H-10")]
    save(store, adding(*saved))
    assert store.load(Entry) == (entry("H-10"), entry("H-2", 9), entry("H-2", 10), saved[2], saved[0])


def test_that_a_year_of_all_units_comes_unit_by_unit_and_month_by_month(store: Store) -> None:
    saved = [entry("H-1", 2, unit_id="k"), entry("H-2", 1, unit_id="k"), entry("H-2", 9), entry("H-1", 9)]
    save(store, adding(*saved, entry("H-3", 1, year=2024)))
    assert store.load(Entry, year=2025) == (saved[3], saved[2], saved[1], saved[0])


def test_that_the_journal_is_read_from_its_end(store: Store) -> None:
    saved = [save(store, adding(entry(f"1-{n}"))) for n in range(1, 6)]
    assert store.operations(limit=2) == tuple(saved[3:])
    assert store.operations(limit=2, before=4) == tuple(saved[1:3])
    assert store.operations(limit=9, before=1) == ()


def test_that_a_months_revision_counts_operations_of_its_entries_and_texts(store: Store) -> None:
    save(store, adding(entry("1-1"), entry("1-2"), narrative()))
    save(store, adding(narrative("9"), entry("1-1", 5)))
    save(store, changing(entry("1-1"), None))
    save(store, adding(entry("1-3", unit_id="k")))
    save(store, adding(Unit(id="k", name="科技科"), RULES))
    assert store.revision("0", 2025, 6) == 3
    assert store.revision("k", 2025, 6) == 1
    assert store.revision(None, 2025, 6) == 4
    assert store.revision(None, 2025, 5) == 1
    assert store.revision(None, 2024, 6) == 0


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (entry(value=Decimal("0.1234567")), "小数超过6位"),
        (entry(value=Decimal(1) / 3), "小数超过6位"),
        (Basis(target_id="H-2", baseline=Decimal(95) / Decimal("1.10")), "小数超过6位"),
        (entry(value=Decimal(10) ** 12), "太大"),
        (entry(value=Decimal("NaN")), "太大"),
        (entry(note="\ud800"), "不完整的字符"),
        (entry(drafts=(("value", "\udfff"),)), "不完整的字符"),
    ],
)
def test_that_what_cannot_be_kept_exactly_is_refused(store: Store, record: Record, message: str) -> None:
    with pytest.raises(CixiError, match=message):
        save(store, adding(record))
    assert store.load(type(record)) == ()
    assert store.operations(limit=1) == ()


_values = st.none() | st.integers(1, 3)
_gestures = st.lists(
    st.lists(st.tuples(st.sampled_from(["1-1", "1-2", "1-3"]), _values), max_size=3), max_size=8
)


def wanted(store: Store, gesture: list[tuple[str, int | None]]) -> Operation:
    """An operation that gives each target its value, or removes it."""
    now = {each.target_id: each for each in store.load(Entry)}
    changes = []
    for target, value in gesture:
        after = None if value is None else entry(target, increment=Decimal(value))
        if after != now.get(target):
            changes.append(Change(now.get(target), after))
        now = {name: each for name, each in now.items() if name != target} | (
            {target: after} if after else {}
        )
    return Operation(label="填报", changes=tuple(changes))


@several_examples
@given(gestures=_gestures)
def test_that_undoing_all_gestures_restores_every_earlier_state(
    make_store: StoreMaker, gestures: list[list[tuple[str, int | None]]]
) -> None:
    store = make_store()
    states, done = [everything(store)], []
    for gesture in gestures:
        done.append(save(store, wanted(store, gesture)))
        states.append(everything(store))
    for operation in reversed(done):
        assert everything(store) == states.pop()
        step = Step(operation.gesture, operation.label, operation.changes)
        save(store, Operation(label="撤销", changes=inverse(step), reverts=operation.gesture))
    assert everything(store) == states.pop()
    assert store.operations(limit=99)[: len(done)] == tuple(done)
    assert len(store.operations(limit=99)) == 2 * len(done)


def test_that_the_past_is_read_as_an_operation_left_it(store: Store) -> None:
    twelve, thirteen = entry(), entry(increment=Decimal(13))
    first = save(store, adding(twelve, entry("1-1", unit_id="k"), Unit(id="k", name="科技科")))
    second = save(store, changing(twelve, thirteen))
    third = save(store, changing(thirteen, None))
    assert [store.load(Entry, unit_id="0", as_of=each.id) for each in (first, second, third)] == [
        (twelve,),
        (thirteen,),
        (),
    ]
    assert store.load(Entry, as_of=0) == ()
    assert store.load(Entry, year=2024, as_of=second.id) == ()
    assert store.load(Unit, as_of=second.id) == (Unit(id="k", name="科技科"),)
    assert store.load(Rules, as_of=second.id) == ()


def test_that_every_revision_of_a_record_can_be_read_again(store: Store) -> None:
    twelve, thirteen = entry(), entry(increment=Decimal(13))
    save(store, adding(twelve, entry("1-1")))
    save(store, changing(twelve, thirteen))
    save(store, changing(thirteen, None))
    save(store, adding(thirteen))
    assert store.past(twelve) == (twelve, thirteen, thirteen)
    assert store.past(entry("1-2")) == ()


def test_that_rows_of_a_ledger_are_those_of_the_unit_and_year(store: Store) -> None:
    row = LedgerRow(id="1", target_id="H-3", unit_id="k", period=month(2025, 6), name="甲公司")
    save(store, adding(row, replace(row, unit_id="0"), replace(row, id="2", period=month(2024, 12))))
    assert store.load(LedgerRow, year=2025, unit_id="k") == (row,)


def test_that_all_reads_go_on_within_a_snapshot_and_writing_after_it(store: Store) -> None:
    save(store, adding(entry()))
    with store.snapshot(), store.snapshot():
        assert store.load(Entry) == (entry(),)
        assert [operation.id for operation in store.operations(limit=9)] == [1]
    save(store, adding(narrative()))
    assert store.load(Narrative) == (narrative(),)


def test_that_the_stamp_changes_with_every_commit_and_with_nothing_else(store: Store) -> None:
    stamps = [store.stamp()]
    for number in (5, 6):
        save(store, adding(entry(number=number)))
        stamps.append(store.stamp())
    with store.unit_of_work() as work:
        work.apply(adding(entry(number=7)))
    store.operations(limit=9)
    assert len(set(stamps)) == 3
    assert store.stamp() == stamps[-1]


def test_that_a_unit_of_work_knows_the_operation_that_goes_before_its_own(store: Store) -> None:
    with store.unit_of_work() as work:
        assert work.newest() == 0
        first = work.apply(adding(entry()))
        assert work.newest() == first.id == 1
        work.commit()
    with store.unit_of_work() as work:
        assert work.newest() == 1
    second = save(store, adding(narrative()))
    assert second.id == 2


def test_that_records_come_one_by_one_in_the_order_of_their_keys(store: Store) -> None:
    kept = [entry("H-2", 11), entry("H-10", 5), entry("H-2", 5, unit_id="k"), entry("H-2", 12, year=2024)]
    save(store, adding(*kept, narrative()))
    save(store, changing(kept[1], None))
    found = list(store.each(Entry))
    assert found == sorted([kept[0], *kept[2:]], key=lambda record: record.key)


def test_that_a_record_is_found_by_its_key_with_what_changed_it_last(store: Store) -> None:
    assert store.current(entry().key) is None
    assert store.changed_by(entry().key) == 0
    save(store, adding(entry(), narrative()))
    save(store, adding(entry("H-10")))
    save(store, changing(entry(), None))
    assert store.current(entry().key) is None
    assert store.current(narrative().key) == narrative()
    assert [store.changed_by(record.key) for record in (narrative(), entry("H-10"), entry())] == [1, 2, 3]
