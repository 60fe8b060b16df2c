"""Edits: what people put into a cell, as a field that differs from what was written, and their record."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from cixi_desktop.assessment.completion import begins, entered_value, latest_value
from cixi_desktop.checks.validation import check_entry, errors
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import quoted
from cixi_desktop.records.fields import (
    FIGURE_FIELDS,
    Target,
    field_of,
    field_text,
    figure_fields,
    with_text,
)
from cixi_desktop.values import ZERO, plain, shown
from cixi_desktop.workbook.columns import figure_heads
from cixi_desktop.workbook.reading.cells import spot
from cixi_desktop.workbook.reading.reading import Changed, Normalised, RefusedCell
from cixi_desktop.workbook.reading.typed import is_same, state_word
from cixi_desktop.workbook.writing.ledger import shown_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.records.entries import Entry, Narrative, Series
    from cixi_desktop.records.fields import Target

_FIGURES = FIGURE_FIELDS - {"proof"}


class Edit(NamedTuple):
    """One field of a record as a cell now gives it; ``before`` is what the program wrote there."""

    key: str
    field: str
    text: str
    before: str
    sheet: str
    cell: str
    head: str


class Findings(Struct):
    """What is gathered from the cells of a workbook."""

    edits: dict[str, list[Edit]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, list[Edit]] = field(default_factory=lambda: defaultdict(list))
    """What the cells say that were left as they were, or show what the program finds."""
    sentences: list[tuple[str, RefusedCell]] = field(default_factory=list)
    """The program's own that were changed, each with what is said if it would not write them now."""
    normalised: list[Normalised] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    typed: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def add_beside(self, edit: Edit) -> None:
        """Add what is shown of a field unless it was read in another place, where it counts."""
        self.refused += another_told(self.edits[edit.key], edit)
        if edit.field not in {each.field for each in self.edits[edit.key]}:
            self.edits[edit.key].append(edit)


def edited_entry(
    target: Target, entry: Entry, edits: Sequence[Edit], series: Series
) -> tuple[Entry, list[RefusedCell]]:
    """The entry with its edits, or as it was with every reason why they cannot be taken."""
    faults = [
        *_contradictions(edits),
        *_state_beside_figure(target, entry, edits),
        *_emptied_rate(target, entry, edits),
    ]
    if faults or not edits:
        return entry, faults
    given = {edit.field: edit for edit in edits}
    texts = {name: field_text(entry, name) for name in _COUNTED} | {n: edit.text for n, edit in given.items()}
    is_begun = _begins(target, texts, series, entry.period.last)
    chosen = given if is_begun else _without_doubles(target, entry, given, series)
    if isinstance(chosen, list):
        return entry, chosen
    after = entry
    for edit in chosen.values():
        try:
            after = with_text(target, after, edit.field, edit.text, is_begun=is_begun)
        except CixiError as error:
            faults.append(refusal(edit, str(error)))
    if not faults:
        faults = _checked(target, after, series, chosen)
    return (entry, faults) if faults else (after, [])


def _checked(target: Target, entry: Entry, series: Series, chosen: dict[str, Edit]) -> list[RefusedCell]:
    """What is wrong with the edited entry, once for each cell."""
    by_field: dict[str, str] = {}
    for issue in errors(check_entry(target, replace(entry, drafts=()), series)):
        where = issue.where if issue.where in chosen else next(iter(chosen))
        by_field[where] = by_field.get(where, "") + issue.text
    return [refusal(chosen[where], reason) for where, reason in by_field.items()]


def edited_narrative(narrative: Narrative, edits: Sequence[Edit]) -> tuple[Narrative, list[RefusedCell]]:
    """The same of a task's text."""
    faults = list(_contradictions(edits))
    values: dict[str, Any] = {edit.field: edit.text for edit in edits}
    return (narrative, faults) if faults else (replace(narrative, **values), [])


def refusal(edit: Edit, reason: str) -> RefusedCell:
    """The edit's cell, refused."""
    return RefusedCell(edit.sheet, edit.cell, reason, edit.key, head=edit.head)


def changed(edit: Edit) -> Changed:
    """The edit as it is told."""
    return Changed(edit.sheet, edit.cell, edit.key, edit.head, edit.before, edit.text)


def _contradictions(edits: Sequence[Edit]) -> list[RefusedCell]:
    """Cells that give one field different values: the same figure, changed in one place and in another."""
    first: dict[str, Edit] = {}
    found = []
    for edit in edits:
        other = first.setdefault(edit.field, edit)
        if other.text != edit.text:
            here, there = (f"“{each.text}”" if each.text else "空的" for each in (edit, other))
            reason = f"同一项在{other.sheet}{other.cell}是{there}，在这里是{here}，不一致。"
            found.append(refusal(edit, f"{reason}请核对后只保留一个。"))
    return found


def _state_beside_figure(target: Target, entry: Entry, edits: Sequence[Edit]) -> Iterator[RefusedCell]:
    """A state that says there is no figure, and a figure beside it, whichever of them is new."""
    given = {edit.field: edit for edit in edits}
    state = given.get("state")
    word = state.text if state else entry.state.value if entry.state else ""
    if not word:
        return
    new = [edit for edit in edits if edit.field in _FIGURES and edit.text]
    for edit in new:
        if state is None and edit.head.endswith("月"):
            continue  # typed over the state in 指标台账
        reason = f"“{edit.head}”是“{edit.text}”，状态却是“{word}”，两样只能有一样。"
        yield refusal(edit, f"{reason}有数的请清空状态，没有数的请清空数字。")
    if state and state.text and not state.head.endswith("月") and not new:
        for name in target.traits.names:
            told = field_text(entry, name)
            is_cleared = name in given or (target.traits.is_growth and "value" in given)
            if name in _FIGURES and told and not is_cleared:
                reason = f"状态写了“{word}”，“{field_of(target, name).label}”却仍是“{told}”，两样只能有一样。"
                yield refusal(state, f"{reason}有数的请改回状态，没有数的请清空数字。")
                return


def _emptied_rate(target: Target, entry: Entry, edits: Sequence[Edit]) -> Iterator[RefusedCell]:
    """A rate that was emptied while both amounts stand from which it would come again."""
    given = {edit.field: edit for edit in edits}
    rate = given.get("value")
    exclusive = [field for field in figure_fields(target) if "value" in field.exclusive_with]
    left = [f"{field.label}{text}" for field in exclusive if (text := field_text(entry, field.name))]
    is_whole = len(left) > 1 and not given.keys() & {"state", *(field.name for field in exclusive)}
    if rate and not rate.text and is_whole:
        told = f"“{rate.head}”清空了，指标台账的{'、'.join(left)}却还在，仍得出{rate.before}。"
        yield refusal(rate, f"{told}不报的请一并清空，要报的请改回{rate.before}。")


def another_told(own: Iterable[Edit], edit: Edit) -> Iterator[RefusedCell]:
    """That a cell does not say what counts, which is said elsewhere of the same field."""
    other = next((each for each in own if each.field == edit.field), edit)
    if not is_same(other.text, edit.text):
        texts = f"这一格是“{edit.text[:20]}”，{other.sheet}{other.cell}是“{other.text[:20]}”"
        yield refusal(edit, f"{texts}，未读入。请核对。")._replace(is_ignored_edit=True)


def copy_faults(own: Sequence[Edit], copied: Sequence[Edit]) -> Iterator[RefusedCell]:
    """Where a copy of a row, or of the whole sheet, does not say what the row says."""
    first, second = ({edit.field: edit for edit in edits} for edits in (own, copied))
    for name in sorted(first.keys() | second.keys()):
        edit, other = first.get(name), second.get(name)
        some = other or first[name]
        if edit and other and edit.text == other.text:
            continue
        texts = (edit.text if edit else some.before, other.text if other else some.before)
        place = f"{some.sheet}{some.cell}"
        reason = f"同一行有两份，“{some.head}”一份是“{texts[0][:20]}”，另一份是“{texts[1][:20]}”，未读入。"
        yield refusal(some, f"{reason}请核对{place}，只留一份。")


def _without_doubles(
    target: Target, entry: Entry, chosen: dict[str, Edit], series: Series
) -> dict[str, Edit] | list[RefusedCell]:
    """One way of giving the figure where there are two: increment and running total, rate and amounts.

    Both must agree: the total says more then, and the amounts do.
    """
    given = {name: edit for name, edit in chosen.items() if edit.text}
    fault = None
    if {"increment", "cumulative"} <= given.keys():
        if not _agree(target, given["increment"], given["cumulative"], series):
            words = f"本期{given['increment'].text}与累计{given['cumulative'].text}不一致。"
            fault = refusal(given["cumulative"], f"{words}请核对，或只填其中一个。")
        chosen = _less(chosen, "increment")
    if {"value", "cumulative"} <= given.keys():
        if not _is_rate_of(target, entry, given):
            fault = refusal(given["value"], "增速与本年累计、上年同期不能同时填写。请只填一种。")
        chosen = _less(chosen, "value")
    return [fault] if fault else chosen


def _is_rate_of(target: Target, entry: Entry, given: Mapping[str, Edit]) -> bool:
    """Whether a growth rate is what the two amounts beside it come to, as it is shown."""
    if not (isinstance(target, Indicator) and {"cumulative", "last_year"} <= given.keys()):
        return False
    now, before = (Decimal(given[name].text) for name in ("cumulative", "last_year"))
    amounts = replace(entry, value=None, cumulative=now, last_year=before)
    rate = entered_value(target.kind, amounts, None)
    return rate is not None and is_same(shown(rate, target.decimals), given["value"].text)


def _less(chosen: dict[str, Edit], name: str) -> dict[str, Edit]:
    return {other: edit for other, edit in chosen.items() if other != name}


def not_asked(target: Target, head: str) -> str:
    """Why a number in a column that shows what the program finds is not taken."""
    return f"{quoted(target.name)}不填“{head}”，请填在{figure_heads(target)}。"


SHOWN_UNDER = {
    "本期完成": ("本月数",),
    "累计完成": ("累计数", "当期数", "增速", "降幅", "覆盖率", "已办结", "阶段"),
}
"""Which of 指标台账's measures a column of the table can show."""


def beside_told(
    target: Target,
    before: Mapping[int, Entry],
    after: Mapping[int, Entry],
    stood: Iterable[Edit],
    edits: Sequence[Edit],
) -> Iterator[Normalised | RefusedCell]:
    """What cells beside the edited ones say that the record, by its months before and after, does not.

    One that was left as it was is told; one that was typed over without being the record's is refused.
    """
    stood = [each for each in stood if edits or each.text != each.before]
    if not stood:
        return
    number = max(after)
    was, now = (shown_at(target, months, number) for months in (before, after))
    for each in stood:
        if each.field == "proof":
            yield from _paper_told(before.get(number), after[number], each, edits)
            continue
        if each.field in {"state", "reason"}:
            yield from _state_told(after[number], each, edits)
            continue
        measure = next(
            (name for name in SHOWN_UNDER[each.head] if is_same(was.get(name, ""), each.before)), ""
        )
        new = now.get(measure, "")
        if is_same(each.text, new):
            continue
        if each.text != each.before:
            is_ignored = is_same(each.text, "0")
            yield refusal(each, not_asked(target, each.head))._replace(is_ignored_edit=is_ignored)
        elif measure and edits:
            new = new or "空白"
            told = f"{new}（{each.head}随{_driver(each, edits)}改为{new}，表中仍为{each.text}）"
            yield Normalised(each.sheet, each.cell, each.text, told, each.key)


def shown_at(target: Target, months: Mapping[int, Entry], number: int) -> dict[str, str]:
    shown = shown_months(target, dict(months))
    return {measure: text for (measure, at), text in shown.items() if at == number}


def _driver(each: Edit, edits: Sequence[Edit]) -> str:
    """What made a cell's number another: its own row's column, or the cell elsewhere."""
    row = spot(each.cell)[0]
    own = (edit.head for edit in edits if (edit.sheet, spot(edit.cell)[0]) == (each.sheet, row))
    return next(own, f"{edits[0].sheet}{edits[0].cell}")


def _paper_told(
    before: Entry | None, after: Entry, paper: Edit, edits: Sequence[Edit]
) -> Iterator[Normalised]:
    """That the paper in the remarks is of the stage before, as each has its own, or not the record's now."""
    if after.proof == paper.text or not edits:
        return
    told = f"{after.proof}（依据随{_driver(paper, edits)}改动，表中仍为{paper.text}）"
    if before and after.stage not in {"", before.stage}:
        told = f"未沿用（{paper.cell}的依据是“{before.stage}”阶段的，“{after.stage}”要另填依据）"
    yield Normalised(paper.sheet, paper.cell, paper.text, told, paper.key)


def _state_told(after: Entry, stood: Edit, edits: Sequence[Edit]) -> Iterator[Normalised]:
    """That a cell names a state which the record, as another cell now has it, is not in any more."""
    was = state_word(stood.text).partition(":")[0]
    if stood.field == "reason" and stood.text == after.reason:
        return  # 说明 of a form, which stays beside the figure
    if edits and (not after.state or after.state.value != was):
        word = after.state.value if after.state else after.stage or "没有状态"
        driver = f"{edits[0].sheet}{edits[0].cell}"
        told = f"{word}（随{driver}改动，表中仍为{stood.text if stood.field == 'reason' else was}）"
        yield Normalised(stood.sheet, stood.cell, stood.text, told, stood.key)


def totals_told(target: Target, edits: Sequence[Edit], series: Series, month: int) -> list[Normalised]:
    """What a count and a running total given together say of the months before, of which none is known."""
    given = {edit.field: edit for edit in edits if edit.text}
    texts = {name: edit.text for name, edit in given.items()}
    if not _begins(target, texts, series, month) or texts["increment"] == texts["cumulative"]:
        return []
    total, told = given["cumulative"], f"本期{texts['increment']}、累计{texts['cumulative']}"
    before = plain(Decimal(texts["cumulative"]) - Decimal(texts["increment"]))
    after = f"{told}（以前各月没有数，由此得出累计{before}）"
    return [Normalised(total.sheet, total.cell, told, after, total.key)]


def amounts_told(target: Target, before: Entry, after: Entry, edits: Sequence[Edit]) -> Iterator[Normalised]:
    """That a rate which was typed takes the place of the amounts it came from, where these still stand."""
    cells = {edit.field for edit in edits}
    left = (field for field in figure_fields(target) if field.name not in cells)
    gone = [field for field in left if field_text(before, field.name) and not field_text(after, field.name)]
    was = "、".join(f"{field.label}{field_text(before, field.name)}" for field in gone)
    for rate in edits:
        if was and rate.field == "value" and rate.text:
            told = f"未沿用（改填了{rate.text}，表中仍有{'这两个数' if len(gone) > 1 else '这个数'}）"
            yield Normalised(rate.sheet, rate.cell, was, told, rate.key)


_COUNTED = ("increment", "cumulative")


def _begins(target: Target, texts: Mapping[str, str], series: Series, month: int) -> bool:
    """Whether both are given, the total is no less, and no earlier month is known: a year begun late."""
    increment, total = (texts.get(name, "") for name in _COUNTED)
    is_known = not begins(target, series, month) or not increment or not total
    return not is_known and Decimal(increment) <= Decimal(total)


def _agree(target: Target, increment: Edit, cumulative: Edit, series: Series) -> bool:
    """Whether the increment leads from the months before to the total."""
    before = latest_value(target, series, MONTHS).value or ZERO
    return before + Decimal(increment.text) == Decimal(cumulative.text)
