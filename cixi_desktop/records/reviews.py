"""审核: what the coordinator says to a unit's month, and when the unit was last spoken to."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plan import HEADLINE

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.entries import Key


class Verdict(StrEnum):
    """What became of what a unit handed in."""

    RECEIVED = "已接收"
    RETURNED = "退回"


class Review(Struct, frozen=True, kw_only=True):
    """The verdict on the 数据版本 ``number`` of a unit's month, known by its check code.

    ``reasons`` say what to mend, as (where, text); where is a figure's or item's id or ``task:8``, followed
    by ``:列名`` if one column is meant.
    """

    unit_id: str
    period: Period
    verdict: str
    number: int
    check_code: str
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def edition(self) -> str:
        """退回（数据版本7）: what became of which edition, where it has a number: a form has none."""
        return f"{self.verdict}（数据版本{self.number}）" if self.number else self.verdict

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("review", self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """A review always has a verdict."""
        return False


class Contact(Struct, frozen=True, kw_only=True):
    """催报: when a unit was last spoken to about a month, and what was said."""

    unit_id: str
    period: Period
    day: date | None
    words: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("contact", self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """Whether nobody was spoken to."""
        return self.day is None and not self.words


TASK = "task:"


def place_words(plan: Plan, place: str) -> tuple[str, str, str]:
    """Number, name and column (“” for the whole) of a place; CixiError if the plan has none such.

    The headline targets have a name only.
    """
    if place.startswith(TASK):
        task_id, _, column = place.removeprefix(TASK).partition(":")
        number = "" if task_id == HEADLINE else f"任务{task_id}"
        return number, plan.task(task_id).title, column
    target_id, _, column = place.partition(":")
    return target_id, plan.target(target_id).name, column
