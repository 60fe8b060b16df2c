"""The exceptions for faults that a user can mend; whatever else is raised is a bug."""

from __future__ import annotations

STALE_HINT = "请按最新内容核对后重新填写。"


class CixiError(Exception):
    """A fault the user can act on: ``message`` says what and where, ``hint`` what to do; both in Chinese.

    Anything else that is raised is a bug.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"


class StaleError(CixiError):
    """What was to be changed has become something else meanwhile, in another program or window."""


class StoppedError(CixiError):
    """The user stopped what was under way; nothing of it is kept."""

    def __init__(self) -> None:
        super().__init__("已取消，没有改动。")


class DamagedError(CixiError):
    """The data file is no data file any more: a backup may take its place."""


class LockedError(CixiError):
    """The month is locked (锁定): what was to be changed stays as it is."""
