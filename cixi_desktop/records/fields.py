"""What is asked for each figure and item, how text becomes a field of an entry, what an entry answers."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cixi_desktop.dates import read_as_of, read_date
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import Field
from cixi_desktop.plan import FREQUENCIES, Indicator, Item
from cixi_desktop.punctuation import narrow
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.proofs import tidied
from cixi_desktop.values import HUNDRED, ZERO, plain, read_number, read_reported

if TYPE_CHECKING:
    from collections.abc import Collection

    from cixi_desktop.kinds import ItemKind, Kind
    from cixi_desktop.periods import Period

Target = Indicator | Item

REPORTED, UNREPORTED = "已填报", "未填报"
"""What is said of a figure or item besides the grey states of ``State``."""
NUMBERS = frozenset({"increment", "cumulative", "value", "last_year", "numerator", "denominator"})
FIGURE_FIELDS = NUMBERS | {"stage", "proof"}
STATE = Field("state", "本期状态", choices=tuple(state.value for state in State))
_SPOKEN_STATES = {
    **{state.value: state for state in State},
    **dict.fromkeys(("无数据", "暂无数据"), State.NO_DATA),
    **dict.fromkeys(
        ("未公布", "尚未公布", "暂未公布", "待发布", "未发布", "尚未发布", "暂未发布"), State.PENDING
    ),
}
_STOPS = ".。,;、!"
REASON = Field("reason", "说明")
AS_OF = Field("as_of", "截至日期")
NOTE = Field("note", "补充说明")
ESTIMATE = Field("is_estimate", "预计数", choices=("是",))
_ABOUT_STAGES = re.compile("^(已|正在|处于)|(阶段|中)$")
"""What is written around the name of a stage."""
_YES, _NO = (
    frozenset({"TRUE", "√", "✓", "✔", "预计", "预计数"}),
    frozenset({"FALSE", "否", "不是", "×", "无"}),
)


def figure_fields(target: Target) -> tuple[Field, ...]:
    """The inputs that fit the kind of the target, in the order they are asked for."""
    if isinstance(target, Item):
        return _fields(target.kind, (target.unit, "", ""), target.stages)
    amount = target.baseline.unit if target.baseline.unit != target.unit else ""
    return _fields(target.kind, (target.unit, target.counted, amount), ())


def common_fields(target: Target) -> tuple[Field, ...]:
    """The inputs that every target has besides its figures: a grey state with its reason, 截至日期, 备注."""
    estimate = (ESTIMATE,) if target.traits.is_published else ()
    note = () if target.traits.is_text else (NOTE,)
    return (STATE, REASON, AS_OF, *estimate, *note)


@cache
def _fields(kind: Kind | ItemKind, units: tuple[str, str, str], stages: tuple[str, ...]) -> tuple[Field, ...]:
    """The inputs of a kind, with the words and stages of one figure or item.

    Its ``units`` are its own, that of its list, and that of the amounts it compares.
    """
    unit, counted, amount = units
    how_many = "次数" if unit in {"次", "场"} else "数量"
    return tuple(
        replace(
            field,
            label=field.label.format(how_many=how_many),
            unit=field.unit.format(unit=unit, counted=counted, amount=amount),
            choices=field.choices or (stages if field.name == "stage" else ()),
        )
        for field in kind.traits.fields
    )


def entered_field(target: Target, entry: Entry | None) -> str:
    """The input that was filled in, read or not; the first one where none was."""
    names = [field.name for field in figure_fields(target)]
    return next((name for name in names if field_text(entry, name)), names[0])


def field_of_column(target: Target, entry: Entry | None, column: str) -> str:
    """The input in which a column of 进展情况表 is mended; where it derives, the one it derives from."""
    if column == "进展情况":
        return NOTE.name
    if column == "备注" and target.traits.is_staged:
        return "proof"
    own = {"本期完成": "increment", "累计完成": "cumulative"}.get(column, "")
    return own if own and field_text(entry, own) else entered_field(target, entry)


def field_of(target: Target, name: str) -> Field:
    """The input ``name`` of the target; CixiError naming the inputs it has, if it has no such one."""
    asked = figure_fields(target)
    for field in (*asked, *common_fields(target)):
        if field.name == name:
            return field
    labels = "、".join(field.label for field in asked)
    raise CixiError(f"“{target.name}”不填这一项。", f"这一项填写的是：{labels}。")


def share_name(target: Target) -> str:
    """What the part of a list is called."""
    return "覆盖率" if isinstance(target, Indicator) else "办结率"


def with_text(target: Target, entry: Entry, name: str, text: str, *, is_begun: bool = False) -> Entry:
    """``entry`` with one field as typed; blank text clears it. CixiError if the text cannot be read.

    A figure takes the place of a grey state and of its exclusive_with, unless the year ``is_begun`` with
    both, and a grey state that of all figures. A stage that takes the place of another one does not inherit
    its paper.
    """
    field = field_of(target, name)
    value = _read(field, text, entry.period.year)
    changed = _put(without_draft(entry, name), {name: value})
    if value in (None, ""):
        return changed
    if name == STATE.name:
        return _cleared(changed, FIGURE_FIELDS | {ESTIMATE.name})
    if name == "stage" and entry.stage not in {"", value}:
        changed = _cleared(changed, ("proof",))
    if name in FIGURE_FIELDS:
        return _cleared(
            _put(changed, {"state": None, "reason": "" if entry.state else entry.reason}),
            () if is_begun else field.exclusive_with,
        )
    return changed


def with_typed(target: Target, entry: Entry, name: str, text: str, *, is_begun: bool = False) -> Entry:
    """The same of what people type: 第7名, 增长9.1%, and 0.0365 for 3.65 % where that is near the target."""
    field = field_of(target, name)
    if name in NUMBERS and text.strip():
        text = plain(typed_number(target, field, text.strip()))
    return with_text(target, entry, name, text, is_begun=is_begun)


def typed_number(target: Target, field: Field, text: str) -> Decimal:
    """The number that people mean who type it into a field of the target."""
    value = read_reported(text, field.unit, field.sense)
    is_bare = field.unit == "%" and "%" not in narrow(text)
    return percentage_meant(value, target) if is_bare and isinstance(target, Indicator) else value


def percentage_meant(value: Decimal, indicator: Indicator) -> Decimal:
    """A bare number under a percentage: 0.0369 is 3.69 % where that is near the target.

    One that is written as percentages are and a hundred times of which is near the target, as 0.1 and 0.09
    where 10 % is wanted, could be either, and so could one of which neither is true: CixiError.
    """
    if not 0 < abs(value) < 1:
        return value
    share = value * HUNDRED
    is_near = indicator.target / 2 <= share <= indicator.target * 2
    usual = max(indicator.decimals, _USUAL_DECIMALS) if is_near else indicator.decimals
    if is_near == (value == round(value, usual)):
        raise CixiError(
            f"“{plain(value)}”是{plain(value)}%还是{plain(share)}%？", f"请写明百分号，如“{plain(share)}%”。"
        )
    return share if is_near else value


_USUAL_DECIMALS = 2
"""That a percentage may have, whatever its target is written with."""


def _read(field: Field, text: str, year: int) -> object:
    """The typed text as the value of a field of an entry of ``year``, which a day or paper need not name."""
    if field.name == "proof":
        return tidied(text, year)
    if field.name == AS_OF.name and text.strip():
        return read_as_of(text.strip(), year)
    return read_field(field, text)


def begun_anew(target: Target, entry: Entry, names: Collection[str]) -> Entry:
    """What a new figure, stage or state is put into, where those of ``names`` are to be entered at once.

    A month entered twice equals its last entry: state, reason, 截至日期, 预计数 and paper were of the old
    figure. What stays is the other half of a list or of two amounts, since halves are entered one by one, and
    a remark beside the figure. A paper alone goes with the stage that stands, and so does all else that is
    no figure.
    """
    is_new = any(name in names for name in (STATE.name, *target.traits.names) if name != "proof")
    is_again = STATE.name in names or any(getattr(entry, name) is not None for name in NUMBERS & set(names))
    is_other_half = is_incomplete(target, entry) and not is_again
    if not is_new or is_other_half:
        return entry
    return _cleared(entry, ("state", "reason", "as_of", "proof", ESTIMATE.name))


def with_draft(target: Target, entry: Entry, name: str, text: str) -> Entry:
    """``entry`` with text that could not be read kept as it was typed.

    The field itself is emptied; a stage stands, with its paper, until another one takes its place.
    """
    field, kept = field_of(target, name), without_draft(entry, name)
    if not field.choices:
        kept = _put(kept, {name: read_field(field, "")})
    return replace(kept, drafts=(*kept.drafts, (name, text)))


def without_draft(entry: Entry, name: str) -> Entry:
    """``entry`` without a draft for that field."""
    return replace(entry, drafts=tuple(draft for draft in entry.drafts if draft[0] != name))


def field_text(entry: Entry | None, name: str) -> str:
    """A field as its input shows it: the draft if there is one, else the value."""
    if entry is None:
        return ""
    for drafted, text in entry.drafts:
        if drafted == name:
            return text
    value = getattr(entry, name)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, bool):
        return "是" if value else ""
    return "" if value is None else str(value)


def read_field(field: Field, text: str) -> object:
    """The typed text as the value of an Entry field."""
    stripped = text.strip()
    if field.name in NUMBERS:
        return read_number(stripped, field.unit) if stripped else None
    if field.name == AS_OF.name:
        return read_date(stripped) if stripped else None
    stripped = choice_meant(field, stripped)
    if field.choices and stripped and stripped not in field.choices:
        raise CixiError(
            f"“{stripped}”不是“{field.label}”的选项。", f"请从中选择：{'、'.join(field.choices)}。"
        )
    if field.name == STATE.name:
        return State(stripped) if stripped else None
    if field.name == ESTIMATE.name:
        return bool(stripped)
    return text if field.name == NOTE.name else stripped


def entry_words(target: Target, entry: Entry) -> str:
    """What an entry holds, each field by its label: 本期新增3家，截至日期“2025-06-20”."""
    fields = (*figure_fields(target), *common_fields(target))
    found = ((field, field_text(entry, field.name)) for field in fields)
    return "，".join(
        f"{field.label}{text}{field.unit}"
        if field.name in NUMBERS
        else f"{field.label.partition('（')[0]}“{text}”"
        for field, text in found
        if text
    )


def spoken_state(text: str) -> State | None:
    """The state that is written where a figure is asked for, to say that there is none; None for all else."""
    return _SPOKEN_STATES.get(_folded(text))


def choice_meant(field: Field, text: str) -> str:
    """The choice that is meant, whatever blanks, widths and stops it was typed with; else the text."""
    wanted = _folded(text)
    if field.name == STATE.name and wanted in _SPOKEN_STATES:
        return _SPOKEN_STATES[wanted].value
    if field.name == ESTIMATE.name and wanted in _YES | _NO:
        return field.choices[0] if wanted in _YES else ""
    meant = {_folded(choice): choice for choice in field.choices}
    bare = _ABOUT_STAGES.sub("", wanted) if field.name == "stage" else wanted
    return meant.get(wanted) or meant.get(bare) or text.strip()


def numbered_choice(field: Field, text: str) -> str:
    """The choice that is meant by its words or by its number in the list; else the text."""
    meant = choice_meant(field, text)
    by_number = {str(number): choice for number, choice in enumerate(field.choices, 1)}
    return meant if meant in field.choices else by_number.get(_folded(text), text)


def denies(field: Field, text: str) -> bool:
    """Whether it says no where a yes is asked for."""
    return field.name == ESTIMATE.name and _folded(text) in _NO


def _folded(text: str) -> str:
    return "".join(narrow(text).split()).rstrip(_STOPS)


def is_entered(target: Target, period: Period) -> bool:
    """Whether the target is entered for the period: a month, or 1—2月 where that is its first figure.

    For all others 1—2月 is the sum of its two months.
    """
    return period.is_month or (period.is_entered and merged_months(target) == period.last)


def merged_months(target: Target) -> int:
    """How many months the year's first figure covers; 0 where every month has its own."""
    return target.merged_months if isinstance(target, Indicator) else 0


def not_entered_words(target: Target, period: Period) -> tuple[str, str]:
    """That nothing is entered for the period, and what to do instead."""
    months = merged_months(target)
    hint = f"请在{months}月填写1—{months}月合并数。" if months else "请分别填1月和2月，程序自动合计。"
    return f"“{target.name}”不按{period.label}填报。", hint


def is_incomplete(target: Target, entry: Entry) -> bool:
    """Whether only one half of a ratio, or of the two amounts of a growth rate, is there.

    No figure results yet.
    """
    if target.traits.is_growth:
        return entry.value is None and (entry.cumulative is None) != (entry.last_year is None)
    return (entry.numerator is None) != (entry.denominator is None)


def state_of(target: Target, entry: Entry | None, period: Period) -> str:
    """已填报, a grey state, or 未填报; what is not asked for this month need not be answered.

    Months before the first figure of a merged series have no data of their own.
    """
    if entry is not None and entry.state is not None:
        return entry.state.value
    if entry is not None and _answers(target, entry) and not is_incomplete(target, entry):
        return State.NOT_APPLICABLE.value if entry.denominator == ZERO else REPORTED
    if isinstance(target, Indicator) and target.is_merged(period):
        return State.NO_DATA.value
    return State.NOT_DUE.value if entry is None and unasked_words(target, period) else UNREPORTED


def unasked_words(target: Target, period: Period) -> str:
    """When the target is asked for, if not in the period's last month; “” where it is."""
    waits = -period.last % target.every
    return f"{FREQUENCIES[target.every]}填报，{period.last + waits}月填。" if waits else ""


def _answers(target: Target, entry: Entry) -> bool:
    """Whether what is asked of the target is there; a remark or a proof alone leaves it 未填报."""
    asked = (getattr(entry, field.name) for field in figure_fields(target) if field.name != "proof")
    return any(value is not None and value != "" for value in asked)  # a set would work out hashes of numbers


def _put(entry: Entry, values: dict[str, Any]) -> Entry:
    return replace(entry, **values)


def _cleared(entry: Entry, names: frozenset[str] | tuple[str, ...]) -> Entry:
    empty = Entry(target_id=entry.target_id, unit_id=entry.unit_id, period=entry.period)
    blank = {name: getattr(empty, name) for name in names}
    kept = tuple(draft for draft in entry.drafts if draft[0] not in blank)
    return replace(_put(entry, blank), drafts=kept)
