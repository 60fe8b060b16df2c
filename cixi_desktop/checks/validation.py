"""Every validation of what people enter, as pure functions that return issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.completion import begins, latest_value
from cixi_desktop.assessment.counting import counted_fields, disagreement, frozen_list, namesakes, tally
from cixi_desktop.assessment.pace import due_stage
from cixi_desktop.assessment.responsibility import is_past_not_due, responsibility_of
from cixi_desktop.checks.bases import plan_doubts, shares_doubt
from cixi_desktop.checks.couplings import contradictions
from cixi_desktop.checks.issues import Issue, Severity
from cixi_desktop.checks.plausibility import implausible
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import day_words
from cixi_desktop.plan import Indicator, Item, Plan
from cixi_desktop.records.entries import State, measured, quarter
from cixi_desktop.records.fields import (
    NUMBERS,
    Target,
    entered_field,
    field_of,
    figure_fields,
    share_name,
    with_typed,
)
from cixi_desktop.records.proofs import day_in, is_paper, lacking, split_proof
from cixi_desktop.records.units import ALL_UNITS, UNASSIGNED
from cixi_desktop.values import HUNDRED, ZERO, is_whole, plain

__all__ = ["Issue", "Severity", "check_deadline", "check_entry", "check_month", "entry_errors", "errors"]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Entry, Series


def check_entry(target: Target, entry: Entry, series: Series) -> list[Issue]:
    """Everything that is wrong with one entry; ``series`` are the entries of the target's year, by month.

    Drafts count as errors, each with the reason why it could not be read.
    """
    others = (*series[: entry.period.last - 1], None, *series[entry.period.last :])
    found = list(_drafts(target, entry, others))
    found += _sizes(target, entry)
    found += _as_of(entry)
    found += _gone_back(target, entry, others)
    found += _proof(entry)
    found += _list_length(target, entry, others)
    found += _list_parts(target, entry, others)
    found += _reason(entry)
    found += _stage(target, entry)
    if isinstance(target, Indicator):
        found += _merged(target, entry)
        found += _order(target, entry, others)
    return found


def errors(issues: list[Issue]) -> list[Issue]:
    """The issues that keep an entry from counting."""
    return [issue for issue in issues if issue.severity is Severity.ERROR]


def entry_errors(plan: Plan, content: Content, target: Target, entry: Entry) -> list[Issue]:
    """What keeps the entry from counting beside everything that is held of its unit, however it came."""
    found = check_entry(target, entry, content.series(target.id, entry.period.year))
    return errors([*found, *check_deadline(plan, content, target, entry)])


def _error(where: str, message: str, hint: str) -> Issue:
    return Issue(Severity.ERROR, where, message, hint)


def _drafts(target: Target, entry: Entry, others: Series) -> Iterator[Issue]:
    for name, text in entry.drafts:
        try:
            read = with_typed(target, entry, name, text, is_begun=begins(target, others, entry.period.last))
        except CixiError as error:
            yield _error(name, error.message, error.hint)
            continue
        again = errors(check_entry(target, replace(read, drafts=()), others))
        yield from (replace(issue, where=name) for issue in again)
        if not again:
            yield Issue(Severity.WARNING, name, f"“{text}”尚未计入。", "请在该格按回车确认，或重新填写。")


def _sizes(target: Target, entry: Entry) -> Iterator[Issue]:
    """Each number by itself: whole where things are counted, not negative, not above what is possible."""
    for name in _IN_ORDER:
        number: Decimal | None = getattr(entry, name)
        if number is None:
            continue
        label = field_of(target, name).label
        if target.traits.is_whole and not is_whole(number):
            yield _error(name, f"“{label}”应是整数，现为{plain(number)}。", "请检查小数点。")
        if number < ZERO and not (target.traits.is_growth and name == "value"):
            hint = "要冲减的，请到原来填报的月份改小。" if name == "increment" else "请核对正负号。"
            yield _error(name, f"“{label}”不能填负数。", hint)
    yield from _limits(target, entry)


_IN_ORDER = tuple(sorted(NUMBERS))


def _limits(target: Target, entry: Entry) -> Iterator[Issue]:
    is_share = target.traits.is_from_baseline and isinstance(target, Indicator) and target.is_percentage
    if is_share and entry.value is not None and entry.value > HUNDRED:
        yield _error("value", f"比重{plain(entry.value)}%超过100%。", "请检查小数点。")
    if target.traits.is_growth and entry.last_year == ZERO:
        yield _error(
            "last_year",
            f"上年同期为0，不能计算{target.traits.label}。",
            f"请直接填写公布的{target.traits.label}。",
        )
    if target.traits.is_place and entry.value == ZERO:
        yield _error("value", "位次从1开始。", "还没有公布的，请选“待公布”。")


def _as_of(entry: Entry) -> Iterator[Issue]:
    if entry.as_of is not None and entry.as_of > entry.period.end:
        end = entry.period.end
        message = f"截至日期{day_words(entry.as_of)}晚于本期末。"
        yield _error("as_of", message, f"请填{end.month}月{end.day}日或更早的日期。")
    elif entry.as_of is not None and entry.as_of.year != entry.period.year:
        message = f"截至日期{day_words(entry.as_of)}不在{entry.period.year}年。"
        yield Issue(Severity.WARNING, "as_of", message, "请核对年份。")


def _gone_back(target: Target, entry: Entry, others: Series) -> Iterator[Issue]:
    """A 截至日期 before that of an earlier month's figure, and fewer of a list than were there before."""
    earlier = others[: entry.period.last - 1]
    source = latest_value(target, earlier, len(earlier)).source
    last_day = source and (source.as_of or source.period.end)
    if source and last_day and entry.as_of and entry.as_of < last_day:
        told = f"早于{source.period.last}月所填数据的{day_words(last_day)}"
        message = f"截至日期{day_words(entry.as_of)}{told}。"
        yield Issue(Severity.WARNING, "as_of", message, "请核对日期。")
    covered = [each for each in earlier if each and each.numerator is not None]
    before = covered[-1] if covered else None
    if before and before.numerator and entry.numerator is not None and entry.numerator < before.numerator:
        field = field_of(target, "numerator")
        now, was = (f"{plain(number)}{field.unit}" for number in (entry.numerator, before.numerator))
        message = f"“{field.label}”{now}少于{before.period.last}月的{was}。"
        yield Issue(Severity.WARNING, "numerator", message, "请核对；确有减少的，请在“补充说明”中写明原因。")


def _proof(entry: Entry) -> Iterator[Issue]:
    day, typed = day_in(entry.proof), split_proof(entry.proof).day
    missing = lacking(entry.proof)
    if entry.proof and not is_paper(entry.proof):
        message = f"依据“{entry.proof[:30]}”不是文号或材料名称，不作为完成依据。"
        yield Issue(Severity.WARNING, "proof", message, f"请写明文号和日期，{PROOF_LIKE}；尚无的，请清空。")
    elif missing:
        message = f"依据中的“{typed}”不是日期。" if typed and day is None else f"依据缺{missing}。"
        yield Issue(Severity.WARNING, "proof", message, f"请补全文号和日期，{PROOF_LIKE}。")
    if day is not None and day > entry.period.end:
        message = f"依据的日期{day_words(day)}晚于本期末。"
        yield Issue(Severity.WARNING, "proof", message, "请核对日期；本期以后印发的，请在印发当月填报。")


PROOF_LIKE = "如：慈科〔2025〕8号（2025年6月5日）"


def _list_length(target: Target, entry: Entry, others: Series) -> Iterator[Issue]:
    """A list that changes within a quarter (DOMAIN §9, reading 7)."""
    frozen = frozen_list(target, others, entry.period)
    if frozen and entry.denominator not in {None, frozen.length}:
        label = field_of(target, "denominator").label
        kept = f"{plain(frozen.length)}（{day_words(frozen.day)}的名单）"
        message = f"“{label}”{plain(entry.denominator or ZERO)}与本季度的{kept}不同。"
        hint = "请核对。名单在同一季度内保持不变，确需调整的，请在“补充说明”中写明原因，提醒不影响报送。"
        yield Issue(Severity.WARNING, "denominator", message, hint)


def _list_parts(target: Target, entry: Entry, others: Series) -> Iterator[Issue]:
    """A part larger than its list: the entry's own, and those of months that are measured by its list."""
    if not target.traits.is_ratio:
        return
    month = entry.period.last
    placed = measured((*others[: month - 1], entry, *others[month:]))
    for each in placed[quarter(month)]:
        covered, whole = (each.numerator, each.denominator) if each else (None, None)
        if each is None or covered is None or whole is None or covered <= whole:
            continue
        is_own = each.period == entry.period
        if is_own or entry.denominator is not None:
            place = "" if is_own else f"{each.period.last}月已填的"
            part, size = (field_of(target, name).label for name in ("numerator", "denominator"))
            message = f"{place}{part}{plain(covered)}大于{size}{plain(whole)}。"
            where = "numerator" if is_own else "denominator"
            yield _error(where, message, f"请核对名单，{share_name(target)}不能超过100%。")


def check_deadline(plan: Plan, content: Content, target: Target, entry: Entry) -> Iterator[Issue]:
    """未到节点 of an item whose deadline the entry's day has passed: it is past, whatever was entered."""
    if is_past_not_due(plan, content, target, entry):
        deadline = responsibility_of(plan, content, target).deadline_words
        message = f"{deadline}，已到期，不能填“{entry.state}”。"
        yield _error("state", message, "请填写所处阶段；时限有调整的，请先修改完成时限。")


def _reason(entry: Entry) -> Iterator[Issue]:
    """A grey state is said with its reason; without one it counts all the same."""
    if entry.state is not None and not entry.reason:
        message = f"本期状态为“{entry.state}”，未填原因。"
        yield Issue(Severity.WARNING, "reason", message, "请在“说明”中写明原因。")


def _stage(target: Target, entry: Entry) -> Iterator[Issue]:
    """A stage of before the bureau gave the item others."""
    if isinstance(target, Item) and entry.stage and entry.stage not in target.stages:
        message = f"“{entry.stage}”不是本事项的阶段（阶段可能已调整）。"
        yield Issue(Severity.WARNING, "stage", message, "请重新选择所处阶段。")


def _merged(indicator: Indicator, entry: Entry) -> Iterator[Issue]:
    if not indicator.is_merged(entry.period):
        return
    months = indicator.merged_months
    for name in ("value", "cumulative", "last_year"):
        if getattr(entry, name) is not None:
            message = f"“{indicator.name}”{entry.period.last}月不单独发布。"
            yield _error(name, message, f"请在{months}月填写1—{months}月合并数。")


def _order(indicator: Indicator, entry: Entry, others: Series) -> Iterator[Issue]:
    """A running total that is typed must not fall below the month before, unless its reason is given.

    An earlier month that is entered late may exceed a later one, which is then asked for the reason: so it
    does not matter in which order months are entered.
    """
    if not indicator.traits.is_flow:
        return
    unit = indicator.unit
    before = latest_value(indicator, others, entry.period.last - 1).value
    total = entry.cumulative
    if total is not None and before is not None and total < before and not entry.reason:
        message = f"累计{plain(total)}{unit}小于上期累计{plain(before)}{unit}。"
        yield _error("cumulative", message, _REVISED_HINT if indicator.traits.is_published else _FALL_HINT)
    own = entry.before
    if own is not None and total is not None and own < ZERO:
        yield _error(
            "cumulative", f"累计{plain(total)}{unit}小于本期{plain(total - own)}{unit}。", "请核对。"
        )
    elif own is not None and before is not None and own != before:
        message = f"累计减本期为{plain(own)}{unit}，与上期累计{plain(before)}{unit}不符。"
        yield Issue(Severity.WARNING, "cumulative", message, "请核对后只填其中一项。")


_FALL_HINT = "请核对各月的数，累计数不应小于上期；确需更正的，请先在“说明”中写明原因，再填写累计数。"
_REVISED_HINT = "请核对。统计部门修订数据的，请先在“说明”中写明原因，再填写累计数。"


def check_month(plan: Plan, content: Content, period: Period) -> dict[str, tuple[Issue, ...]]:
    """The issues of every entry of the month that ``period`` closes with, by target id.

    Targets without any left out.
    """
    found: dict[str, tuple[Issue, ...]] = {}
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    doubts = contradictions(plan, content, period)
    for target in targets:
        entry = content.entry(target.id, period)
        issues = check_entry(target, entry, content.series(target.id, period.year)) if entry else []
        for words in doubts.get(target.id, ()):
            issues.append(Issue(Severity.WARNING, entered_field(target, entry), words, "请核对后再报送。"))
        doubt = implausible(target, content, period) if entry else None
        issues += [doubt] if doubt else []
        issues += check_deadline(plan, content, target, entry) if entry else ()
        issues += _ledger(target, entry, content, period.closing)
        issues += _stage_plan(target, entry, content, period)
        issues += _division(target, content, period)
        if issues:
            found[target.id] = tuple(issues)
    return found


def _stage_plan(target: Target, entry: Entry | None, content: Content, period: Period) -> Iterator[Issue]:
    """未到节点 in a month by which the item's own plan has a stage due."""
    if not isinstance(target, Item) or entry is None or entry.state is not State.NOT_DUE:
        return
    number = min(due_stage(content.basis(target.id), period.last), len(target.stages))
    if number:
        message = f"按计划本期应达到第{number}阶段“{target.stages[number - 1]}”，现填“{entry.state}”。"
        yield Issue(
            Severity.WARNING, "state", message, "请填写所处阶段，或在“设置—指标和事项口径”中调整计划月份。"
        )


def _division(target: Target, content: Content, period: Period) -> Iterator[Issue]:
    """Shares of the units and a monthly plan that do not come to the target, told to the office."""
    if not isinstance(target, Indicator) or content.unit.id not in {UNASSIGNED.id, ALL_UNITS.id}:
        return
    where, basis = figure_fields(target)[0].name, content.basis(target.id)
    words = shares_doubt(target, basis, period.last)
    if words:
        hint = "请在“设置—口径问题和月度计划”中核对单位分解数。"
        yield Issue(Severity.WARNING, where, f"{words}。", hint)
    for _, told in plan_doubts(target, basis):
        hint = "请在“设置—口径问题和月度计划”中核对，各月计划填累计数。"
        yield Issue(Severity.WARNING, where, f"{told}。", hint)


ADOPT = "采用台账数"
"""The remedy of a figure that is not what its list comes to."""


def _ledger(target: Target, entry: Entry | None, content: Content, period: Period) -> Iterator[Issue]:
    """Where the figure is not what its list comes to, and names that stand twice in the list."""
    rows = content.ledger(target.id)
    if target.ledger is None or not rows:
        return
    names = counted_fields(target)
    where = next((name for name in names if entry and getattr(entry, name) is not None), names[0])
    words = disagreement(target, entry, tally(target, rows, period), period)
    if words:
        yield Issue(Severity.WARNING, where, f"{words}。", "请核对台账和填报数。", ADOPT)
    others = zip(rows, namesakes(target.ledger, rows), strict=True)
    repeated = [row.name for row, other in others if other is not None and row.period == period]
    if repeated:
        message = f"台账中“{repeated[0]}”{'等' if len(repeated) > 1 else ''}{len(repeated)}行重名。"
        yield Issue(Severity.WARNING, where, message, "请在台账中核对；确属两次的，不必修改。")
