"""Edits: what people put into a cell, as a field that differs from what was written, and their record."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from cixi_desktop.assessment.completion import latest_value
from cixi_desktop.assessment.lights import Light
from cixi_desktop.checks.validation import check_entry, errors
from cixi_desktop.dates import read_day
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import narrow, quoted, says_nothing
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import (
    AS_OF,
    ESTIMATE,
    FIGURE_FIELDS,
    NUMBERS,
    SPOKEN_STATES,
    STATE,
    Target,
    field_of,
    field_text,
    with_text,
)
from cixi_desktop.values import HUNDRED, ZERO, plain, read_number, rounded
from cixi_desktop.workbook.columns import figure_heads
from cixi_desktop.workbook.reading.cells import spot
from cixi_desktop.workbook.reading.formats import DAY, PERCENT, TIME, day_of, shown_number, shown_text
from cixi_desktop.workbook.reading.reading import Changed, Normalised, RefusedCell
from cixi_desktop.workbook.writing.ledger import shown_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cixi_desktop.kinds import Field
    from cixi_desktop.records.entries import Entry, Narrative, Series
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.cells import Found

_ABOUT = re.compile(r"^(约|大约|共计?|[¥￥])|(左右|上下)$")
_SYMBOL = re.compile(r"^[^\w（(]+")
_POWER = re.compile(r"-?\d(\.\d+)?E[+-]\d{2,3}")
_MOST_DIGITS = 15
"""That a sheet keeps of a number: the others of a longer one are lost."""
_YES, _NO = (
    frozenset({"TRUE", "√", "✓", "✔", "预计", "预计数"}),
    frozenset({"FALSE", "否", "不是", "×", "无"}),
)
COMPUTED = frozenset({light.value for light in Light}) - {state.value for state in State}
"""Words of the column 状态 that the program finds itself."""


def typed_text(found: Found, field: Field, target: Target, year: int) -> str:
    """The cell as the field's plain text; “” for a blank. CixiError if it cannot be read.

    A day may lack the ``year``.
    """
    check_value(found)
    if not found.is_number and says_nothing(shown(found)):
        return ""
    if field.name in NUMBERS:
        return plain(_number(found, field, target))
    if field.name == AS_OF.name:
        return str(_day(found, year))
    if field.name == STATE.name:
        return state_word(shown(found))
    if field.choices:
        return _choice(shown(found), field.choices)
    return words_of(found)


def check_value(found: Found) -> None:
    """CixiError for what cannot be taken as it is seen, and for what nobody can see."""
    if found.doubt:
        raise CixiError(found.doubt)
    if found.is_number and shown_number(found.text, found.form) is None:
        form = f"“{found.form.code[:20]}”"
        raise CixiError(f"单元格里的“{found.text[:20]}”按格式{form}显示，看到的不是这个数。", _PLAIN_HINT)
    if found.text.strip() and not shown(found).strip():
        raise CixiError(f"单元格里有“{found.text[:20]}”，但按所设的格式不显示。", _PLAIN_HINT)


_PLAIN_HINT = "请改为“常规”格式后核对。"


def shown(found: Found) -> str:
    """The cell as people see it; its digits where nobody can say how its format shows them."""
    if not found.is_number:
        return shown_text(found.text, found.form) if found.form.shape else found.text
    told = shown_number(found.text, found.form)
    return found.text if told is None else told


def seen(found: Found) -> str:
    """The cell as it is told: a formula by its text, all else as people see it."""
    return found.formula or shown(found)


def words_of(found: Found) -> str:
    """A text as people see it. CixiError where a long number has lost its digits."""
    text = shown(found).strip()
    is_lost = found.is_number and len(found.text.lstrip("-").partition(".")[0]) > _MOST_DIGITS
    if is_lost or _POWER.fullmatch(text):
        raise CixiError(f"“{text}”是被当成数字的长号码，已看不全。", "请把单元格设为“文本”格式后重新填写。")
    return text


def state_word(text: str) -> str:
    """The column 状态 without its symbol, by its own name: ◎ 待公布 → 待公布, 无数据 → 本期无数据."""
    word = _SYMBOL.sub("", narrow(text).strip()).strip()
    return SPOKEN_STATES[word].value if word in SPOKEN_STATES else word


def _number(found: Found, field: Field, target: Target) -> Decimal:
    """The number that people see, with all its decimals."""
    told = shown(found)
    if found.is_number and found.form.shape in {DAY, TIME}:
        what = "日期" if found.form.shape == DAY else "时间"
        raise CixiError(f"“{told}”是{what}，不是数字。", "请把单元格设为“常规”格式后重新填写。")
    text = _ABOUT.sub("", told.strip()).strip()
    value = ZERO if found.is_number and text == "-" else read_number(text, field.unit)
    if found.is_number:
        value = _exact(found, value, text)
    is_bare = field.unit == "%" and "%" not in text
    return _percentage(value, target) if is_bare and isinstance(target, Indicator) else value


def _exact(found: Found, value: Decimal, text: str) -> Decimal:
    """The number in the cell, of which the format may show fewer decimals, but nothing else."""
    exact = Decimal(found.text) * (HUNDRED if found.form.shape == PERCENT else 1)
    decimals = len(plain(value).partition(".")[2])
    if value != exact and rounded(exact, max(decimals, _decimals(text))) != value:
        raise CixiError(f"单元格显示“{text}”，里面的数却是{plain(exact)}。", _PLAIN_HINT)
    return read_number(plain(exact))


def _decimals(text: str) -> int:
    found = re.search(r"\.(\d+)", text)
    return len(found[1]) if found else 0


def _percentage(value: Decimal, indicator: Indicator) -> Decimal:
    """A bare number under a percentage: 0.0369 is 3.69 % where that is near the target.

    One that is neither near it nor written as the figure is published could be either: CixiError.
    """
    if not 0 < abs(value) < 1:
        return value
    share = value * HUNDRED
    if indicator.target / 2 <= share <= indicator.target * 2:
        return share
    if value != round(value, indicator.decimals):
        raise CixiError(
            f"“{plain(value)}”是{plain(value)}%还是{plain(share)}%？", f"请写明百分号，如“{plain(share)}%”。"
        )
    return value


def _day(found: Found, year: int) -> date:
    """The day that people see; a bare number is one only near the ``year``."""
    if not found.is_number or not found.form.shape:
        return read_day(shown(found).strip(), year)
    day = day_of(found.text) if found.form.shape == DAY else None
    if day is None:
        raise CixiError(f"“{shown(found)}”不是日期。", "请写成2025-06-25。")
    return day


def _choice(text: str, choices: tuple[str, ...]) -> str:
    """The choice that is meant, whatever blanks and widths it was typed with; else the text as it stands."""
    wanted = _folded(text)
    if choices == ESTIMATE.choices and wanted in _YES | _NO:
        return choices[0] if wanted in _YES else ""
    return next((choice for choice in choices if _folded(choice) == wanted), text.strip())


def claims_nothing(text: str, head: str) -> bool:
    """Whether what stands under a head that is not asked for says no more than a blank."""
    return says_nothing(text) or (head == ESTIMATE.label and _folded(text) in _NO)


def _folded(text: str) -> str:
    return "".join(narrow(text).split())


def is_same(text: str, before: str) -> bool:
    """Whether a cell still says what was written: numbers by value, to the precision that cells keep."""
    if text.strip() == before.strip():
        return True
    try:
        return bool(text and before) and float(text) == float(before)
    except ValueError:
        return False


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


def edited_entry(
    target: Target, entry: Entry, edits: Sequence[Edit], series: Series, *, is_whole: bool
) -> tuple[Entry, list[RefusedCell]]:
    """The entry with its edits, or as it was with every reason why they cannot be taken."""
    faults = [*_contradictions(edits), *_state_beside_figure(target, entry, edits)]
    if faults or not edits:
        return entry, faults
    chosen = _without_doubles(target, {edit.field: edit for edit in edits}, series, is_whole=is_whole)
    if isinstance(chosen, list):
        return entry, chosen
    after = entry
    for edit in chosen.values():
        try:
            after = with_text(target, after, edit.field, edit.text)
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
            reason = f"同一项在{other.sheet}{other.cell}是“{other.text}”，在这里是“{edit.text}”，不一致。"
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


def copy_faults(own: Sequence[Edit], copied: Sequence[Edit]) -> Iterator[RefusedCell]:
    """Where a copy of a row, or of the whole sheet, does not say what the row says."""
    first, second = ({edit.field: edit for edit in edits} for edits in (own, copied))
    for name in sorted(first.keys() | second.keys()):
        edit, other = first.get(name), second.get(name)
        some = other or edit
        if some is None or (edit and other and edit.text == other.text):
            continue
        texts = (edit.text if edit else some.before, other.text if other else some.before)
        place = f"{some.sheet}{some.cell}"
        reason = f"同一行有两份，“{some.head}”一份是“{texts[0][:20]}”，另一份是“{texts[1][:20]}”，未读入。"
        yield refusal(some, f"{reason}请核对{place}，只留一份。")


def _without_doubles(
    target: Target, chosen: dict[str, Edit], series: Series, *, is_whole: bool
) -> dict[str, Edit] | list[RefusedCell]:
    """One way of giving the figure where there are two: increment and running total, rate and amounts.

    Both must agree. A workbook without its hidden sheet shows both always: the total says more, and the
    amounts do.
    """
    given = {name: edit for name, edit in chosen.items() if edit.text}
    fault = None
    if {"increment", "cumulative"} <= given.keys():
        if is_whole and not (
            _agree(target, given["increment"], given["cumulative"], series) or _begins(target, given, series)
        ):
            words = f"本期{given['increment'].text}与累计{given['cumulative'].text}不一致。"
            fault = refusal(given["cumulative"], f"{words}请核对，或只填其中一个。")
        chosen = _less(chosen, "increment")
    if {"value", "cumulative"} <= given.keys():
        if is_whole:
            fault = refusal(given["value"], "增速与本年累计、上年同期不能同时填写。请只填一种。")
        chosen = _less(chosen, "value")
    return [fault] if fault else chosen


def _less(chosen: dict[str, Edit], name: str) -> dict[str, Edit]:
    return {other: edit for other, edit in chosen.items() if other != name}


def not_asked(target: Target, head: str) -> str:
    """Why a number in a column that shows what the program finds is not taken."""
    return f"{quoted(target.name)}不填“{head}”，请填在{figure_heads(target)}。"


_SHOWN = {
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
    number = max(after)
    was, now = (_shown_at(target, months, number) for months in (before, after))
    for each in stood:
        if each.field == "proof":
            yield from _paper_told(before.get(number), after[number], each)
            continue
        measure = next((name for name in _SHOWN[each.head] if is_same(was.get(name, ""), each.before)), "")
        new = now.get(measure, "")
        if is_same(each.text, new):
            continue
        if each.text != each.before:
            is_ignored = is_same(each.text, "0")
            yield refusal(each, not_asked(target, each.head))._replace(is_ignored_edit=is_ignored)
        elif each.field and measure and edits:
            new = new or "空白"
            told = f"{new}（{each.head}随{_driver(each, edits)}改为{new}，表中仍为{each.text}）"
            yield Normalised(each.sheet, each.cell, each.text, told, each.key)


def _shown_at(target: Target, months: Mapping[int, Entry], number: int) -> dict[str, str]:
    shown = shown_months(target, dict(months))
    return {measure: text for (measure, at), text in shown.items() if at == number}


def _driver(each: Edit, edits: Sequence[Edit]) -> str:
    """What made a cell's number another: its own row's column, or the cell elsewhere."""
    row = spot(each.cell)[0]
    own = (edit.head for edit in edits if (edit.sheet, spot(edit.cell)[0]) == (each.sheet, row))
    return next(own, f"{edits[0].sheet}{edits[0].cell}")


def _paper_told(before: Entry | None, after: Entry, paper: Edit) -> Iterator[Normalised]:
    """That the paper in the remarks is of the stage before: each stage has its own."""
    if before and after.stage not in {"", before.stage} and after.proof != paper.text:
        told = f"未沿用（{paper.cell}的依据是“{before.stage}”阶段的，“{after.stage}”要另填依据）"
        yield Normalised(paper.sheet, paper.cell, paper.text, told, paper.key)


def totals_told(target: Target, edits: Sequence[Edit], series: Series) -> list[Normalised]:
    """That a running total was taken beside an increment that only earlier months would explain."""
    given = {edit.field: edit for edit in edits if edit.text}
    if not _begins(target, given, series) or _agree(target, given["increment"], given["cumulative"], series):
        return []
    total, increment = given["cumulative"], given["increment"]
    before = f"本期{increment.text}、累计{total.text}"
    after = f"累计{total.text}（没有以前月份的数，本期由累计得出）"
    return [Normalised(total.sheet, total.cell, before, after, total.key)]


def _begins(target: Target, given: Mapping[str, Edit], series: Series) -> bool:
    """Whether both are given, the total is no less, and no earlier month is known: a year begun late."""
    if not {"increment", "cumulative"} <= given.keys() or not isinstance(target, Indicator):
        return False
    if not target.traits.is_counted or latest_value(target, series, MONTHS).value is not None:
        return False
    try:
        return Decimal(given["increment"].text) <= Decimal(given["cumulative"].text)
    except ArithmeticError:
        return False


def _agree(target: Target, increment: Edit, cumulative: Edit, series: Series) -> bool:
    """Whether the increment leads from the months before to the total."""
    if not isinstance(target, Indicator) or not target.traits.is_counted:
        return False
    before = latest_value(target, series, MONTHS).value or ZERO
    try:
        return before + Decimal(increment.text) == Decimal(cumulative.text)
    except ArithmeticError:
        return False
