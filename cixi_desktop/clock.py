"""The computer's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta


def local_time() -> datetime:
    """The local time now, without its zone; the clock of a computer without a network may be wrong."""
    from datetime import datetime

    return datetime.now().astimezone().replace(tzinfo=None)


def utc_offset() -> timedelta:
    """How far the computer's local time is ahead of UTC."""
    from datetime import datetime, timedelta

    return datetime.now().astimezone().utcoffset() or timedelta()
