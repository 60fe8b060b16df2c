"""An issue: one thing that is wrong, or doubtful, with what was entered."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """错误 keeps a figure from counting; 提醒 never blocks."""

    ERROR = "错误"
    WARNING = "提醒"


class Issue(Struct, frozen=True):
    """A fault in what was entered.

    ``where`` is the field's name, ``message`` what is wrong, ``hint`` what to do. ``remedy`` names what puts
    it right in one step, “” where only the user can.
    """

    severity: Severity
    where: str
    message: str
    hint: str = ""
    remedy: str = ""

    @property
    def text(self) -> str:
        """Message and hint as one."""
        return f"{self.message}{self.hint}"
