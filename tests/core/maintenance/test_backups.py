"""Names of backups, and which of them the rotation keeps."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cixi_desktop.maintenance.backups import Backup, Reason, given_up, kept_times, name_of, read_name

NOON = datetime(2025, 6, 25, 12, 30, 30)  # noqa: DTZ001  local time, as everywhere
seconds = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)


def day(number: int, hour: int = 12) -> datetime:
    """So many days before the 25th of June 2025."""
    return NOON.replace(hour=hour) - timedelta(days=number)


def backup(at: datetime, reason: Reason = Reason.AUTOMATIC) -> Backup:
    return Backup(path=Path("备份") / name_of(reason, at), at=at, reason=reason, size=1)


def test_that_a_name_tells_reason_and_time() -> None:
    assert name_of(Reason.AUTOMATIC, NOON) == "cixi-自动-20250625-123030.db"
    assert name_of(Reason.BEFORE_UPGRADE, NOON, "版本1") == "cixi-升级前-版本1-20250625-123030.db"
    assert read_name("cixi-升级前-版本1-20250625-123030.db") == (Reason.BEFORE_UPGRADE, NOON)


def test_that_other_names_tell_nothing() -> None:
    for name in (
        "数据备份20250625-1230.db",
        "cixi-自动-20251325-123030.db",
        "cixi-自动-20250625-123030.db.new",
    ):
        assert read_name(name) is None


@given(seconds, st.sampled_from(Reason), st.sampled_from(["", "版本12", "原样"]))
def test_that_every_name_is_read_back(at: datetime, reason: Reason, remark: str) -> None:
    assert read_name(name_of(reason, at, remark)) == (reason, at)


def test_that_seven_days_are_kept_with_the_last_of_each() -> None:
    times = {day(number, hour) for number in range(10) for hour in (9, 17)}
    kept = kept_times(times)
    # All of the newest day, and the evenings of the six days before. 25 June 2025 is a Wednesday: the last
    # days of the two weeks, the 25th and the 22nd, are among them.
    assert kept == {day(0, 9), *(day(number, 17) for number in range(7))}


def test_that_four_weeks_and_twelve_months_are_kept() -> None:
    kept = kept_times({day(number) for number in range(800)})
    assert {at.date().isoformat() for at in kept} == {
        *("2025-06-25", "2025-06-24", "2025-06-23", "2025-06-22", "2025-06-21", "2025-06-20", "2025-06-19"),
        *("2025-06-15", "2025-06-08"),  # Sundays; those of the newest two weeks are among the days
        *("2025-05-31", "2025-04-30", "2025-03-31", "2025-02-28", "2025-01-31"),
        *("2024-12-31", "2024-11-30", "2024-10-31", "2024-09-30", "2024-08-31", "2024-07-31"),
    }


def test_that_days_without_work_use_nothing_up() -> None:
    rare = {day(number) for number in range(0, 70, 10)}
    assert kept_times(rare) == rare


def test_that_nothing_is_kept_of_nothing() -> None:
    assert kept_times(()) == set()


@given(st.sets(seconds, min_size=1))
def test_that_the_newest_is_kept_and_keeping_twice_gives_up_no_more(times: set[datetime]) -> None:
    kept = kept_times(times)
    assert max(times) in kept
    assert kept <= times
    assert kept_times(kept) == kept
    newest_day = max(times).date()
    assert len([at for at in kept if at.date() != newest_day]) <= 6 + 4 + 12


@settings(deadline=None)  # years of backups, one by one
@given(st.integers(1, 500), st.integers(1, 3))
def test_that_daily_rotation_ends_where_keeping_at_once_does(days: int, step: int) -> None:
    made: set[datetime] = set()
    for number in range(days, -1, -step):
        made = kept_times({*made, day(number)})
    assert made == kept_times({day(number) for number in range(days, -1, -step)})


def test_that_reasons_do_not_push_each_other_out_and_hands_are_left_alone() -> None:
    evening = backup(day(0, 17))
    before = [backup(day(0, 10), Reason.BEFORE_RESTORE), backup(day(300), Reason.BEFORE_UPGRADE)]
    own = [backup(day(number), Reason.BY_HAND) for number in range(30)]
    old = [backup(day(1, 9)), backup(day(1, 17))]
    assert given_up([evening, *before, *own, *old], evening) == [old[0]]


def test_that_what_was_just_made_stays_though_the_clock_was_set_back() -> None:
    later = [backup(day(number)) for number in range(800)]
    made = backup(datetime(1990, 1, 1))  # noqa: DTZ001
    assert made not in given_up([*later, made], made)
    assert made in given_up([*later, made], later[0])


def test_that_copies_made_by_hand_at_the_same_moment_all_stay() -> None:
    copies = [
        Backup(path=Path(name), at=day(3), reason=Reason.BY_HAND, size=1) for name in ("一.db", "二.db")
    ]
    assert given_up([*copies, backup(NOON)], backup(NOON)) == []


def test_that_a_clock_set_back_costs_no_backup() -> None:
    future = [backup(day(-400 - number)) for number in range(9)]
    past = [backup(day(number)) for number in range(1, 4)]
    assert given_up([*future, *past, backup(NOON)], backup(NOON)) == []


def test_that_the_oldest_go_when_there_is_no_more_room() -> None:
    gigabyte = 2**30
    kept = [Backup(path=Path(f"{n}.db"), at=day(n), reason=Reason.AUTOMATIC, size=gigabyte) for n in range(6)]
    # Four gigabytes are kept: the newest, and three more.
    assert given_up(kept, kept[0]) == kept[4:]


def test_that_the_newest_is_kept_however_large() -> None:
    huge = Backup(path=Path("0.db"), at=NOON, reason=Reason.AUTOMATIC, size=9 * 2**30)
    assert given_up([huge, backup(day(1))], huge) == [backup(day(1))]
