"""备份: what the backups in a data folder are called, and which of them are kept as they grow in number."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT = 7, 4, 12
SPACE_KEPT = 4 * 2**30
"""Bytes that the program's own backups may take together; the newest is kept, however large."""
SUFFIX = ".db"
_TIME = "%Y%m%d-%H%M%S"


class Reason(StrEnum):
    """Why a backup was made; the value stands in its name."""

    AUTOMATIC = "自动"
    BEFORE_UPGRADE = "升级前"
    BEFORE_RESTORE = "恢复前"
    BEFORE_ROLLBACK = "回退前"
    SALVAGED = "抢救"
    BY_HAND = "手动"


class Backup(Struct, frozen=True, kw_only=True):
    """A copy of the data file; ``size`` in bytes."""

    path: Path
    at: datetime
    reason: Reason
    size: int


def name_of(reason: Reason, at: datetime, remark: str = "") -> str:
    """The file name of a backup: cixi-升级前-版本1-20250625-123030.db."""
    return "-".join(filter(None, ("cixi", reason.value, remark, f"{at:{_TIME}}"))) + SUFFIX


_NAME = re.compile(rf"cixi-({'|'.join(Reason)})(?:-[^-]+)?-(\d{{8}}-\d{{6}}){re.escape(SUFFIX)}")


def read_name(name: str) -> tuple[Reason, datetime] | None:
    """Reason and time by the file name; None for a file that ``name_of`` has not named."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return Reason(found[1]), datetime.strptime(found[2], _TIME)  # noqa: DTZ007  local time, as everywhere
    except ValueError:
        return None


def given_up(backups: Iterable[Backup], made: Backup) -> list[Backup]:
    """The backups to delete now that ``made`` is there: of each reason by itself, and never ``made``.

    Those made by hand stay until people delete them, and so do those that a clock since set back has dated
    later than ``made``: they count for nothing. Of all others the oldest go while there is more than fits.
    """
    own = [backup for backup in backups if backup.reason is not Reason.BY_HAND and backup.path != made.path]
    past = [backup for backup in own if backup.at <= made.at]
    lasting: list[Backup] = []
    for reason in Reason:
        of_reason = [backup for backup in (*past, made) if backup.reason is reason]
        times = kept_times(backup.at for backup in of_reason)
        lasting += [backup for backup in of_reason if backup.at in times and backup.path != made.path]
    fitting = _fitting(lasting, SPACE_KEPT - made.size)
    return [backup for backup in past if backup not in fitting]


def _fitting(backups: Iterable[Backup], space: int) -> list[Backup]:
    """The newest that fit into so many bytes, without a gap."""
    fitting = []
    for backup in sorted(backups, key=lambda each: each.at, reverse=True):
        space -= backup.size
        if space < 0:
            break
        fitting.append(backup)
    return fitting


def kept_times(times: Iterable[datetime]) -> set[datetime]:
    """Which of the times are kept: all of the newest day, and the last of each day, week and month.

    Of days, weeks and months with a backup, the newest 7, 4 and 12 count: a holiday uses none up.
    """
    newest_first = sorted(times, reverse=True)
    kept = {at for at in newest_first if at.date() == newest_first[0].date()}
    for span, count in ((_day, DAYS_KEPT), (_week, WEEKS_KEPT), (_month, MONTHS_KEPT)):
        kept |= _last_of_each(newest_first, span, count)
    return kept


_Span = tuple[int, ...]


def _last_of_each(
    newest_first: list[datetime], span: Callable[[datetime], _Span], count: int
) -> set[datetime]:
    last: dict[_Span, datetime] = {}
    for at in newest_first:
        last.setdefault(span(at), at)
    return set(list(last.values())[:count])


def _day(at: datetime) -> _Span:
    return (at.toordinal(),)


def _week(at: datetime) -> _Span:
    return at.isocalendar()[:2]


def _month(at: datetime) -> _Span:
    return (at.year, at.month)
