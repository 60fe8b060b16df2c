"""What the header says about the shown month: when it is due, and how much of it is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.checks.issues import Severity
from cixi_desktop.periods import day_words, due_date, month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.handovers import ReviewVerdict, Submission
from cixi_desktop.records.units import UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Task
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.handovers import Review

SAMPLE = "示例数据：仅供演示，不是本单位的实际数据。"
DAMAGED = "数据文件有损坏，内容可能不全，恢复前不能保存："
DAMAGED_HINT = "其余内容可以查看和导出；请恢复一份完好的备份，再继续填报。"
LOCKED = "已锁定"
TOTAL = "只供查看"
LONGER_PERIOD = "季度、半年、全年数据由各月汇总，只供查看；填报请先选择月份。"


def due_words(assessment: Assessment, today: date) -> str:
    """When the report of the shown period is due, and how many days are left; 补录 before the plan."""
    signed = assessment.plan.document.signed_on
    if signed is not None and is_late_entry(assessment):
        issued = f"{assessment.plan.document.called}{signed.month}月{signed.day}日印发"
        return f"补录月份：{issued}，1—{signed.month}月随时可补录"
    due = due_date(assessment.period, assessment.rules.due_day)
    words = f"报送截止日{due.month}月{due.day}日"
    if due.year != today.year:
        words = f"报送截止日{day_words(due)}"
    days = (due - today).days
    if _is_settled(assessment):
        return words
    if days > 0:
        return f"{words}，还剩{days}天"
    return f"{words}，今天截止" if days == 0 else f"{words}，已逾期{-days}天，仍可填报和报送"


def is_late_entry(assessment: Assessment) -> bool:
    """补录: whether the period was over, or closing, when the plan was signed."""
    signed = assessment.plan.document.signed_on
    return signed is not None and (assessment.period.year, assessment.period.last) <= (
        signed.year,
        signed.month,
    )


def _is_settled(assessment: Assessment) -> bool:
    """Whether nothing is left to hand in here: others do, it is locked, or it was handed in."""
    is_of_others = assessment.is_total or assessment.is_looked_at
    return is_of_others or assessment.lock.is_locked or assessment.submission is not None


def is_overdue(assessment: Assessment, today: date) -> bool:
    """Whether the due day has passed: not for months before the plan, and for what is locked or handed in."""
    is_due = not (is_late_entry(assessment) or _is_settled(assessment))
    return is_due and due_date(assessment.period, assessment.rules.due_day) < today


def month_state(assessment: Assessment, review: Review | None = None) -> str:
    """未填报, 填报中 or 已填齐; once it was handed in, whether that still holds; 已锁定 with the reason.

    只供查看 of all units. ``review`` is what the bureau said of it, where that is known.
    """
    if assessment.is_total:
        return TOTAL
    if assessment.lock.is_locked:
        return f"{LOCKED}：{assessment.lock.reason}"
    if assessment.period.is_month and assessment.submission is not None:
        from cixi_desktop.wording.checkcode import is_handed_in

        code = assessment.submission.check_code
        if not is_handed_in(assessment):
            return "报送后有修改"
        is_returned = review is not None and (review.verdict, review.check_code) == (
            ReviewVerdict.RETURNED,
            code,
        )
        return "退回待修改" if is_returned else "已报送"
    reported, total = assessment.answered
    if not reported:
        return "未填报"
    return "已填齐" if reported == total else "填报中"


def month_words(assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]]) -> str:
    """How much of the shown period is filled in, how much must be corrected, and how much is doubtful."""
    reported, total = assessment.answered
    found = [issue.severity for issues_there in issues.values() for issue in issues_there]
    faulty, doubtful = found.count(Severity.ERROR), found.count(Severity.WARNING)
    when = "本月" if assessment.period.is_month else "期末月"
    open_count = sum(1 for each in assessment.assessed if each.origin and each.origin.is_open)
    undecided = f"，待核定{open_count}项" if open_count else ""
    words = f"{when}已填{reported}/{total}项" + _told(faulty, "需更正")
    return words + _told(doubtful, "提醒") + undecided


def _told(count: int, what: str) -> str:
    return f"，{count}处{what}" if count else ""


def next_month_words(assessment: Assessment, content: Content, today: date) -> tuple[str, str]:
    """The way to a month after the shown one that is due, while nothing stands in it, and why; else “”."""
    period = assessment.period
    if not period.is_month or period.year != today.year or period.last >= today.month:
        return "", ""
    marks = month_marks(content)
    if today.month in marks or period.last not in marks:
        return "", ""
    due = due_date(month(today.year, today.month), assessment.rules.due_day)
    way = f"今天{today.month}月{today.day}日，转到{today.month}月"
    return way, f"{today.month}月的报送截止日为{due.month}月{due.day}日。"


class NextStep(Struct, frozen=True):
    """What comes next on the way to the signed page, and the command that does it."""

    words: str
    button: str
    command: str


def next_step(assessment: Assessment, content: Content, years: Sequence[int] = ()) -> NextStep | None:
    """单位, 填报, 进展情况, 报送 in turn until the first hand-in; then what follows one that stands.

    None where nothing can be typed, and once the office has answered.

    Where a plan of ``years`` is of an earlier one, and nothing was taken over from it, that comes first.
    """
    has_handed_in = any(isinstance(record, Submission) for record in content.records.values())
    if has_handed_in or not assessment.is_open:
        return _after_hand_in(assessment, content)
    if assessment.unit == UNASSIGNED:
        return NextStep("选择本单位，填写填报人。", "选择单位…", "unit")
    reported, total = assessment.answered
    if not reported and _is_turn_due(content, years):
        return NextStep("接过上年的分工、基数和各月数，或者接受办公室的任务分解表。", "承接上年…", "turn")
    if not reported and not assessment.own_task_id:
        return NextStep("确定本单位承担哪些任务；全部填报的，直接填写。", "单位和分工…", "bureau")
    if reported < total:
        return NextStep(f"填写本月的数和阶段，还有{total - reported}项。", "下一项待填报", "next_open")
    return _next_text(assessment) or NextStep("检查、报送、导出、打印。", "报送…", "submit")


def _after_hand_in(assessment: Assessment, content: Content) -> NextStep | None:
    """The page is signed and goes to the office with the table, as long as the office has not answered."""
    from cixi_desktop.wording.checkcode import is_handed_in

    is_over = not assessment.is_open or assessment.is_total or content.review(assessment.period) is not None
    if is_over or not is_handed_in(assessment):
        return None
    words = "已报送。打印一页纸签字，连同导出的进展情况表交办公室。"
    return NextStep(words, "打印一页纸…", "print")


def _is_turn_due(content: Content, years: Sequence[int]) -> bool:
    """Whether there was a year before, and neither duties nor anything of the figures stands in this one."""
    is_begun = any(isinstance(record, Duty | Basis) for record in content.records.values())
    return not is_begun and min(years, default=content.year) < content.year


def untold_tasks(assessment: Assessment) -> tuple[Task, ...]:
    """The tasks that the unit answers for and has not told the 进展情况 of."""
    asked = (task for task in assessment.tasks if task.only(assessment.asked_ids).assessed)
    return tuple(task.task for task in asked if not task.narrative.progress_note.strip())


def _next_text(assessment: Assessment) -> NextStep | None:
    """What 进展情况 still needs: drafts, then what nothing can be drafted for."""
    untold = untold_tasks(assessment)
    if not untold:
        return None
    from cixi_desktop.wording.drafting import drafts

    if any(task in untold for task, _ in drafts(assessment)):
        return NextStep("写各任务的进展情况，可由数据起草。", "按数据起草…", "drafts")
    return NextStep(f"还有{len(untold)}项任务未写进展情况，检查时逐项列出。", "检查本月填报", "checks")


FILLING, HANDED_IN, RETURNED = "填报中", "已报送", "已退回"


def month_marks(content: Content) -> dict[int, str]:
    """How far each month (1–12) has come in which anything was reported: 填报中, 已报送, 已退回, 已锁定."""
    entries = (record for record in content.records.values() if isinstance(record, Entry))
    periods = {entry.period.closing for entry in entries if entry.has_content}
    return {period.last: _mark(content, period) for period in periods}


def _mark(content: Content, period: Period) -> str:
    submission, review = content.submission(period), content.review(period)
    if content.lock(period).is_locked:
        return LOCKED
    if submission is None:
        return FILLING
    is_returned = review is not None and review.verdict == ReviewVerdict.RETURNED
    is_same = review is not None and review.check_code == submission.check_code
    return RETURNED if is_returned and is_same else HANDED_IN


def clock_words(newest: datetime | None, now: datetime) -> str:
    """A warning if the clock stands before what was last saved; “” if all is well."""
    if newest is None or newest.date() <= now.date():
        return ""
    return f"电脑日期（{day_words(now)}）早于上次保存的日期（{day_words(newest)}），请核对电脑时间。"


def notices(assessment: Assessment, clock_warning: str) -> list[str]:
    """What must not be overlooked: damage, sample figures, a wrong clock, a period only looked at."""
    damage = damage_words(assessment.damage)
    sample = SAMPLE if assessment.is_sample else ""
    longer = "" if assessment.period.is_month or assessment.is_total else LONGER_PERIOD
    return [words for words in (damage, sample, clock_warning, longer) if words]


def damage_words(damage: Sequence[str]) -> str:
    """What could not be read, the first by name; “” if all was."""
    if not damage:
        return ""
    return f"{DAMAGED}{damage[0]}" + (f"另有{len(damage) - 1}处。" if damage[1:] else "")
