"""检查: everything that is missing, wrong or doubtful in a month, as one list, worst first."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.assess import target_of
from cixi_desktop.assessment.carried import lines_of
from cixi_desktop.assessment.completion import brought
from cixi_desktop.assessment.lights import SLOW, is_half
from cixi_desktop.checks.issues import Issue, Severity
from cixi_desktop.checks.subjects import spoken_of, step_for
from cixi_desktop.checks.textchecks import check_text
from cixi_desktop.checks.validation import PROOF_LIKE, check_month
from cixi_desktop.records.fields import figure_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.assessment.assess import Assessed, Assessment, TaskAssessment
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry, Series
    from cixi_desktop.records.fields import Target


class Degree(StrEnum):
    """How much a finding matters, worst first: 错误 blocks the hand-in, the others only remind."""

    ERROR = "错误"
    MISSING = "未填"
    WARNING = "提醒"

    @property
    def marked(self) -> str:
        """The word with its sign, which is none of a light."""
        return f"{_SIGNS[self]} {self}"


_SIGNS = {Degree.ERROR: "×", Degree.MISSING: "－", Degree.WARNING: "△"}

_DEGREES = {Severity.ERROR: Degree.ERROR, Severity.WARNING: Degree.WARNING}
_ORDER = tuple(Degree)
_HOW_TO_FILL = "请填报；暂无数据的，请选择“本期状态”并填写原因。"
_OTHER_HALF = "请补填另一个数；暂无该数的，请清空已填的数，选择“本期状态”并填写原因。"


class Finding(Struct, frozen=True, kw_only=True):
    """One finding, and where it is mended.

    ``place_id`` is the commitment or item in the task's form, “” for the task's text; ``field`` the input.
    ``subject`` names the figure, item or task. ``remedy`` names what puts it right in one step, “” for none.
    """

    degree: Degree
    task_id: str
    place_id: str
    field: str
    subject: str
    message: str
    hint: str
    remedy: str = ""


def month_issues(assessment: Assessment, content: Content) -> dict[str, tuple[Issue, ...]]:
    """The issues of every entry by target id, those of every text by task id, and what lacks its words."""
    found = entered_issues(assessment, content)
    for place, issue in _without_cause(assessment):
        found[place] = (*found.get(place, ()), issue)
    for place, issue in _without_step(assessment):
        found[place] = (*found.get(place, ()), issue)
    for task in assessment.tasks:
        lacking = ((task.task.id, issue) for issue in _without_progress(task))
        blank = (
            (figure.id, issue)
            for figure in task.figures
            for issue in _blank_before(
                figure.indicator, content.series(figure.id, assessment.period.year), assessment.period
            )
        )
        for place, issue in (*blank, *lacking):
            if issue not in found.get(place, ()):  # a figure may stand in several tasks
                found[place] = (*found.get(place, ()), issue)
    return found


def _blank_before(target: Target, series: Series, period: Period) -> Iterator[Issue]:
    """Earlier months without a word: what the month's running total lacks of them, or its own count has."""
    entry, before = series[period.last - 1], series[: period.last - 1]
    if entry is None or not target.traits.is_flow:
        return
    if entry.cumulative is not None and brought(target, series, period.closing) is None:
        yield _unknown(target, before)
    if entry.increment is None or entry.cumulative is not None:
        return
    told = [number for number, each in enumerate(before, 1) if each and each.cumulative is not None]
    first = max(told, default=0)
    blank = [n for n, each in enumerate(before, 1) if n > first and not (each and each.has_content)]
    if blank and "cumulative" in target.traits.names:
        is_first = len(blank) == len(before)
        total, how = (f"只含{period.last}月", "请同时填写") if is_first else ("不含其中的数", "可直接填")
        message = f"{_months_words(blank)}未填，累计{total}。"
        yield Issue(Severity.WARNING, "increment", message, f"{how}累计，或补填以前各月。")


def _unknown(target: Target, before: Series) -> Issue:
    """That nobody can know what the month brought itself; told where that can be mended."""
    why = "无数据" if any(each and each.has_content for each in before) else "未填"
    message = f"{_months_words(range(1, len(before) + 1))}{why}，无法计算本期数。"
    if target.traits.is_counted:
        return Issue(Severity.WARNING, "increment", message, "请同时填写本期，或补填以前各月。")
    return Issue(Severity.WARNING, "cumulative", message, f"请补填{len(before)}月的累计数。")


def _months_words(months: Sequence[int]) -> str:
    """Months as offices write them: 1—5月 where they follow one another, else 1月、3月."""
    if len(months) > 1 and months[-1] - months[0] == len(months) - 1:
        return f"{months[0]}—{months[-1]}月"
    return "、".join(f"{number}月" for number in months)


def entered_issues(assessment: Assessment, content: Content) -> dict[str, tuple[Issue, ...]]:
    """What is wrong or doubtful with what was entered: entries by target id, texts by task id.

    The texts of a longer period are those of its months, and are held against their figures there.
    """
    told = assessment.tasks if assessment.period.is_entered else ()
    texts = ((task.task.id, check_text(task)) for task in told)
    found = check_month(assessment.plan, content, assessment.period)
    for item_id, issue in _without_proof(assessment):
        found[item_id] = (*found.get(item_id, ()), issue)
    return found | {task_id: tuple(issues) for task_id, issues in texts if issues}


def _without_proof(assessment: Assessment) -> Iterator[tuple[str, Issue]]:
    """Milestones that came to their last stage this month without any paper; one that is none is told of."""
    for item in assessment.items:
        if item.entry and item.entry.stage and item.lacks_proof and not item.proof:
            message = f"已到最后阶段“{item.stage}”，尚缺依据，暂不计为完成。"
            yield item.id, Issue(Severity.WARNING, "proof", message, f"请填写文号和日期，{PROOF_LIKE}。")


def received_issues(assessment: Assessment, content: Content) -> dict[str, tuple[Issue, ...]]:
    """The same of what another unit has sent, with the figures of which only one half is there."""
    found = entered_issues(assessment, content)
    for each in assessment.assessed:
        if is_half(each.entry) and not each.is_reported:
            field = _field_to_fill(target_of(each), each.entry)
            issue = Issue(Severity.WARNING, field, each.reason, "请与该单位核对，或退回补填。")
            found[each.id] = (*found.get(each.id, ()), issue)
    return found


def _without_cause(assessment: Assessment) -> Iterator[tuple[str, Issue]]:
    """What is slow and has no reason of its own, and no problem of its tasks speaks of it or of all."""
    problems = [
        (task.assessed, spoken_of(task.assessed, words))
        for task in assessment.tasks
        for words in lines_of(task.narrative.problems)
    ]
    for each in assessment.assessed:
        is_told = any(each in there and (not ids or each.id in ids) for there, ids in problems)
        if each.light in SLOW and not is_told and not (each.entry and each.entry.reason):
            yield each.id, Issue(Severity.WARNING, "reason", f"{each.light}，未写明原因。", _WHERE_TO_SAY_WHY)


_WHERE_TO_SAY_WHY = "请写入“存在问题”，或者在“说明”中写明。"


def _without_step(assessment: Assessment) -> Iterator[tuple[str, Issue]]:
    """What is slow of which no next step is told in any of its tasks, each where the plan cites it first."""
    known = {each for task in assessment.tasks for each in _stepped(task)}
    for task in assessment.tasks:
        slow = [each for each in task.assessed if each.light in SLOW and each.id in assessment.asked_ids]
        lacking = [each for each in slow if each.id not in known]
        known |= {each.id for each in lacking}
        if lacking:
            names = "、".join(f"“{each.name}”" for each in lacking[:_FEW])
            many = f"等{len(lacking)}项" if len(lacking) > _FEW else ""
            message = f"{names}{many}慢于进度，未写明下一步打算。"
            yield task.task.id, Issue(Severity.WARNING, "next_steps", message, _WHERE_TO_SAY_WHAT)


_FEW = 3
_WHERE_TO_SAY_WHAT = "请写入“下一步打算”，不写的，一页纸上写“未填报”。"


def _stepped(task: TaskAssessment) -> set[str]:
    """The figures and items of the task that its 下一步打算 speaks of; all where it is said at large."""
    problems = lines_of(task.narrative.problems)
    told = [step_for(task.assessed, words, problems) for words in lines_of(task.narrative.next_steps)]
    return {each.id for each in task.assessed if any(not ids or each.id in ids for ids in told)}


def _without_progress(task: TaskAssessment) -> Iterator[Issue]:
    """A task of which everything was answered this month, without a word on its progress."""
    is_answered = task.open_count == 0 and any(each.entry is not None for each in task.assessed)
    if is_answered and not task.narrative.progress_note.strip():
        yield Issue(Severity.WARNING, "progress_note", "未填写进展情况。", "可以先按数据起草，再改。")


def findings(assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]]) -> tuple[Finding, ...]:
    """Everything that was found, worst first, then in the plan's order.

    A figure that two tasks cite is told once, where the plan cites it first. What is not asked of the unit
    is not missing.
    """
    found: list[Finding] = []
    told: set[str] = set()
    asked = assessment.asked_ids
    for task in assessment.tasks:
        for place_id, assessed in _places(task):
            if assessed.id not in told:
                told.add(assessed.id)
                found += [
                    _finding(task.task.id, place_id, assessed.name, issue)
                    for issue in issues.get(assessed.id, ())
                ]
                found += _missing(task.task.id, place_id, assessed) if assessed.id in asked else ()
        found += _of_text(task, issues.get(task.task.id, ()))
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.degree)))


def blocking(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What must be mended before the month is handed in."""
    return tuple(finding for finding in found if finding.degree is Degree.ERROR)


def tally(found: Iterable[Finding]) -> dict[Degree, int]:
    """How many there are of each degree."""
    counts = dict.fromkeys(Degree, 0)
    for finding in found:
        counts[finding.degree] += 1
    return counts


def as_json(found: Iterable[Finding]) -> list[dict[str, str]]:
    """The findings for scripts."""
    return [
        {
            "degree": finding.degree.value,
            "task": finding.task_id,
            "place": finding.place_id,
            "field": finding.field,
            "subject": finding.subject,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in found
    ]


def as_lines(found: Iterable[Finding]) -> Iterator[str]:
    """The findings for a terminal, one line each."""
    for finding in found:
        place = f"任务{finding.task_id} {finding.place_id}".rstrip()
        yield f"{finding.degree} {place} {finding.subject}：{finding.message}{finding.hint}"


def _places(task: TaskAssessment) -> Iterator[tuple[str, Assessed]]:
    """The figures and items of a task with the commitment or item that stands in its form."""
    for figure in task.figures:
        yield next(c.id for c in figure.commitments if c.task_id == task.task.id), figure
    for item in task.items:
        yield item.id, item


def _missing(task_id: str, place_id: str, assessed: Assessed) -> Iterator[Finding]:
    """What is not answered; a draft is told of as the error that it is."""
    if not assessed.is_reported and not (assessed.entry and assessed.entry.drafts):
        target = target_of(assessed)
        yield Finding(
            degree=Degree.MISSING,
            task_id=task_id,
            place_id=place_id,
            field=_field_to_fill(target, assessed.entry),
            subject=assessed.name,
            message=assessed.reason,
            hint=_OTHER_HALF if is_half(assessed.entry) else _HOW_TO_FILL,
        )


def _field_to_fill(target: Target, entry: Entry | None) -> str:
    """The first input that is empty and does not follow from another: of half a ratio, its other half."""
    fields = figure_fields(target)
    filled = {each.name for each in fields if entry and getattr(entry, each.name) not in {None, ""}}
    lacking = (
        field.name for field in fields if field.name not in filled and not filled & {*field.exclusive_with}
    )
    return next(lacking, fields[0].name)


def _of_text(task: TaskAssessment, issues: Iterable[Issue]) -> list[Finding]:
    return [_finding(task.task.id, "", f"{task.task.title}：文字说明", issue) for issue in issues]


def _finding(task_id: str, place_id: str, subject: str, issue: Issue) -> Finding:
    return Finding(
        degree=_DEGREES[issue.severity],
        task_id=task_id,
        place_id=place_id,
        field=issue.where,
        subject=subject,
        message=issue.message,
        hint=issue.hint,
        remedy=issue.remedy,
    )
