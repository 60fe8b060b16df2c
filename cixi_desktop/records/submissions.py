"""报送: what a unit handed in for a month, frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Key


class Submission(Struct, frozen=True, kw_only=True):
    """The newest hand-in of a unit's month; earlier ones are its earlier revisions in the store.

    ``number`` counts from 1. What was handed in is not copied: it is the content of the file as operation
    ``content_at`` left it, which is never overwritten. ``check_code`` proves that it reads the same later.
    """

    unit_id: str
    period: Period
    number: int
    content_at: int
    check_code: str
    plan_version: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("submission", self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """What was handed in is never empty: its light rule and its grey states are content."""
        return False


def edition_words(submission: Submission | None, *, code: str, version: int, is_total: bool = False) -> str:
    """Which edition carries the check code ``code``: 第2次报送, what was changed since, or a draft.

    ``version`` is its 数据版本. ``is_total`` says that it is of all units, who hand it in to nobody.
    """
    if submission is None:
        words = "汇总" if is_total else "草稿"
    elif submission.check_code == code:
        words = f"第{submission.number}次报送"
    else:
        words = f"第{submission.number}次报送后有修改"
    return f"{words}（数据版本{version}）"
