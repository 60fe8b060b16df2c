"""What passes between a unit and the office: submissions, acceptances, reviews, contacts, locks."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.errors import LockedError
from cixi_desktop.periods import signed
from cixi_desktop.plan import HEADLINE

if TYPE_CHECKING:
    from datetime import date, datetime

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records import Key


class Submission(Struct, frozen=True):
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
    def operation_id(self) -> int:
        """The operation that handed it in: it follows at once, in the unit of work that froze the content."""
        return self.content_at + 1

    @property
    def is_empty(self) -> bool:
        """What was handed in is never empty: its light rule and its grey states are content."""
        return False


def edition_words(submission: Submission | None, *, code: str, is_total: bool = False) -> str:
    """Which edition carries the check code ``code``: 第2次报送, what was changed since, or a draft.

    ``is_total`` says that it is of all units, who hand it in to nobody.
    """
    if submission is None:
        return "汇总" if is_total else "草稿"
    is_same = submission.check_code == code
    return f"第{submission.number}次报送{'' if is_same else '后有修改'}"


class Acceptance(Struct, frozen=True):
    """One file that was taken in. ``sha256`` (of its bytes, in hexadecimal) tells whether it comes again.

    ``number`` is the workbook's own 修订号, ``hand_in`` its 第N次报送 (0 for a draft or a form).
    ``check_code`` is its own 校验码, however much of it was taken in, or, where people had changed cells by
    hand, that of what was.
    ``at`` is local time. ``left_out`` are the keys of the records that the office left out and may take up
    again, ``refused`` those that could not be read.
    """

    sha256: str
    unit_id: str
    period: Period
    number: int
    check_code: str
    file_name: str
    at: datetime
    accepted_by: str = ""
    hand_in: int = 0
    left_out: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("acceptance", self.sha256)

    @property
    def untaken(self) -> int:
        """How many of its records stayed out."""
        return len({*self.left_out, *self.refused})

    @property
    def is_empty(self) -> bool:
        """A file that was taken in stays so."""
        return False


class ReviewVerdict(StrEnum):
    """What became of what a unit handed in."""

    RECEIVED = "已接收"
    RETURNED = "退回"


class Review(Struct, frozen=True):
    """The verdict on the 修订号 ``number`` of a unit's month, known by its check code.

    ``reasons`` say what to mend, as (where, text); where is a figure's or item's id or ``task:8``, followed
    by ``:列名`` if one column is meant.
    """

    unit_id: str
    period: Period
    verdict: str
    number: int
    check_code: str
    reasons: tuple[tuple[str, str], ...] = ()
    hand_in: int = 0

    @property
    def edition(self) -> str:
        """第2次报送，退回: what became of which edition, where it has a number: a form has none."""
        return f"第{self.hand_in}次报送，{self.verdict}" if self.hand_in else self.verdict

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("review", self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """A review always has a verdict."""
        return False


class Correction(Struct, frozen=True):
    """更正: the office changed a figure or item of a unit's month itself, and why.

    ``reported`` is the unit's own value then, in words; “” if it had none.
    """

    target_id: str
    unit_id: str
    period: Period
    reason: str
    reported: str = ""
    corrected_by: str = ""
    corrected_on: date | None = None

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("correction", self.target_id, self.unit_id, self.period.key)

    @property
    def words(self) -> str:
        """办公室更正：名单重复2家；张三2025年6月28日；单位填报170家."""
        by = signed(self.corrected_by, self.corrected_on)
        own = f"单位填报{self.reported}" if self.reported else "单位未填报"
        return f"办公室更正：{'；'.join(filter(None, (self.reason, by, own)))}"

    @property
    def is_empty(self) -> bool:
        """A correction always has a reason."""
        return False


class Contact(Struct, frozen=True):
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


def reason_words(plan: Plan, reason: tuple[str, str]) -> str:
    """A reason of a return behind what it is about: H-3　高新技术企业新增数　累计完成：请核对."""
    place, text = reason
    return f"{'　'.join(filter(None, place_words(plan, place)))}：{text}"


class Lock(Struct, frozen=True):
    """Whether a unit's month is closed, and why it was closed or opened again."""

    unit_id: str
    period: Period
    is_locked: bool
    reason: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("lock", self.unit_id, self.period.key)

    @property
    def is_empty(self) -> bool:
        """Whether the month is open as if it had never been locked."""
        return not (self.is_locked or self.reason)


def locked_error(lock: Lock, unit_name: str) -> LockedError:
    """Why nothing of a locked month can be changed, and what to do."""
    return LockedError(
        f"{unit_name}{lock.period.label}的数据已锁定，不能修改。锁定理由：{lock.reason}。",
        "确需修改的，请选“文件—解锁本月”，写明理由后再改。",
    )
