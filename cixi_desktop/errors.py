"""The one exception for faults that a user can mend."""

from __future__ import annotations


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
