"""The computer's clock."""

from __future__ import annotations

from datetime import datetime, timedelta


def local_time() -> datetime:
    """The local time now, without its zone; the clock of a computer without a network may be wrong."""
    return datetime.now().astimezone().replace(tzinfo=None)


def utc_offset() -> timedelta:
    """How far the computer's local time is ahead of UTC."""
    return datetime.now().astimezone().utcoffset() or timedelta()
