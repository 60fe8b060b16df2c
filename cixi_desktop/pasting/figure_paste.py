"""What a pasted block would do to the figures of a month, cell by cell, before anything is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.completion import begins, latest_value
from cixi_desktop.checks.validation import Issue, entry_errors
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.pasting.blocks import (
    Block,
    Fate,
    PastedCell,
    PastePlan,
    normal,
    pasted_cell,
    refuse_picture,
)
from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import says_nothing
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.fields import (
    NUMBERS,
    STATE,
    Target,
    field_of,
    field_text,
    is_entered,
    not_entered_words,
    spoken_state,
    with_text,
    with_typed,
)
from cixi_desktop.values import ZERO, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cixi_desktop.kinds import Field
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Series

    Slots = Sequence[Sequence["Slot | None"]]

Slot = tuple[str, str]
"""Where a cell of a grid is kept: target id and field."""
_HEAD = re.compile(
    r"指标/?(事项|名称)?|事项|年度目标|计量(单位)?|单位|本[期月](完成|新增)?|累计(完成|数值)?|上期累计|完成率|序时(进度)?|备注"
)
"""What stands above the columns of the grid and of the workbook's table, as ``normal`` leaves it."""
FOLLOWS = "与本期新增一致，由程序累计。"
"""Why a running total that agrees with the increment beside it is not written."""


def plan_figures(
    plan: Plan, content: Content, period: Period, slots: Slots, block: Block
) -> PastePlan[Change]:
    """What becomes of a block laid over ``slots``, from its first cell on; None is no cell to fill in.

    Blank cells leave what stands. CixiError unless figures can be entered for ``period``, and for a block
    with heads, or with names of other figures than those of the rows: it is not laid where these say.
    """
    plan.check_entry_period(period)
    _refuse_labelled(plan, slots, block)
    texts: dict[str, dict[str, str]] = {}
    for (target_id, name), text in _laid(slots, block):
        texts.setdefault(target_id, {})[name] = text
    cells: list[PastedCell] = []
    changes: list[Change] = []
    for target_id, fields in texts.items():
        target = plan.target(target_id)
        kept = content.entry(target.id, period)
        before = kept or Entry(target_id=target.id, unit_id=content.unit.id, period=period.closing)
        if is_entered(target, period):
            after, refused = _filled(plan, content, before, fields)
        else:
            after, refused = before, dict.fromkeys(fields, "".join(not_entered_words(target, period)))
        cells += [_cell(target, before, name, text, refused.get(name, "")) for name, text in fields.items()]
        if after != before:
            changes.append(Change(kept, after))
    return PastePlan(cells=tuple(cells), beyond=tuple(_beyond(plan, slots, block)), accepted=tuple(changes))


def _refuse_labelled(plan: Plan, slots: Slots, block: Block) -> None:
    """CixiError for a block that says itself what its columns and rows are, and says otherwise."""
    hint = "表格按位置粘贴：请只复制要填的数，不带表头和名称，选中第一个填写格再粘贴。"
    heads = [text.strip() for text in block[0] if _HEAD.fullmatch(normal(text))] if block else []
    if len(heads) > 1:
        raise CixiError(f"粘贴的内容带有表头“{'”“'.join(heads)}”，未写入。", hint)
    for number, (row, texts) in enumerate(zip(slots, block, strict=False), 1):
        ids = {slot[0] for slot in row if slot is not None}
        words = {normal(text) for text in texts if normal(text)}
        targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
        named = [each for each in targets if normal(each.name) in words]
        if ids and named and not ids & {each.id for each in named}:
            own = plan.target(min(ids)).name
            raise CixiError(f"第{number}行写的是“{named[0].name}”，粘贴处是“{own}”，未写入。", hint)


def _laid(slots: Slots, block: Block) -> Iterator[tuple[Slot, str]]:
    """The cells that have both a text and a place."""
    for row, texts in zip(slots, block, strict=False):
        for slot, text in zip(row, texts, strict=False):
            if slot is not None and not says_nothing(text):
                yield slot, text.strip()


def _beyond(plan: Plan, slots: Slots, block: Block) -> Iterator[str]:
    """What has a text and no place, row by row, and which input of the row is the right one."""
    for number, texts in enumerate(block, 1):
        row = slots[number - 1] if number <= len(slots) else ()
        lost = [
            text.strip()
            for place, text in enumerate(texts)
            if not says_nothing(text) and not any(row[place : place + 1])
        ]
        if lost:
            is_missed = not list(_laid((row,), (texts,)))
            words = _right_place(plan, row) if is_missed else "这些格不填数。"
            where = words if number <= len(slots) else "超出表格。"
            yield f"第{number}行“{'”“'.join(lost)}”：{where}"


def _right_place(plan: Plan, row: Sequence[Slot | None]) -> str:
    """Where the row is filled in, as seen from a cell that is no input."""
    inputs = [slot for slot in row if slot is not None]
    if not inputs:
        return "这些格不填数，请选中左边的填写格再粘贴。"
    target_id, name = inputs[0]
    return f"这些格不填数，请选中“{field_of(plan.target(target_id), name).label}”一格再粘贴。"


def _filled(
    plan: Plan, content: Content, before: Entry, fields: Mapping[str, str]
) -> tuple[Entry, dict[str, str]]:
    """``before`` with all fields that can be taken in, and why the others are refused, by name.

    The fields are checked together, so that neither half of a ratio is held against the old other half.
    """
    target, series = plan.target(before.target_id), content.series(before.target_id, before.period.year)
    refused = dict(_unreadable(target, before, fields))
    refused |= _beside_a_state(fields)
    refused |= _contradicting(target, before, series, {n: fields[n] for n in fields if n not in refused})
    known = set(entry_errors(plan, content, target, before))
    is_begun = begins(target, series, before.period.last) and {"increment", "cumulative"} <= {*fields}
    while True:
        names = [name for name in fields if name not in refused]
        after = before
        for name in names:
            after = _put(target, after, name, fields[name], is_begun=is_begun)
        found = [issue for issue in entry_errors(plan, content, target, after) if issue not in known]
        if not found:
            return after, refused
        refused |= _blamed(found, names)


def _blamed(found: list[Issue], names: Sequence[str]) -> dict[str, str]:
    """Which of the fields the faults are laid to: those they name, else all."""
    named = {issue.where: issue.text for issue in found if issue.where in names}
    return named or dict.fromkeys(names, found[0].text)


def _unreadable(target: Target, entry: Entry, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in fields.items():
        try:
            _put(target, entry, name, text)
        except CixiError as error:
            yield name, str(error)


def _put(target: Target, entry: Entry, name: str, text: str, *, is_begun: bool = False) -> Entry:
    """The entry with one cell of the block; a grey state may stand in the place of a figure."""
    refuse_picture(text)
    state = spoken_state(text) if name in NUMBERS else None
    if state:
        return with_text(target, entry, STATE.name, state.value)
    return with_typed(target, entry, name, text, is_begun=is_begun)


def _beside_a_state(fields: Mapping[str, str]) -> dict[str, str]:
    """A state and a figure for the same target: both are refused."""
    said = [text for name, text in fields.items() if name in NUMBERS and spoken_state(text)]
    figures = [text for name, text in fields.items() if name in NUMBERS and not spoken_state(text)]
    if not said or not figures:
        return {}
    words = f"“{said[0]}”和“{figures[0]}”只能有一样，请核对后只填其中一项。"
    return dict.fromkeys((name for name in fields if name in NUMBERS), words)


def _contradicting(target: Target, entry: Entry, series: Series, fields: Mapping[str, str]) -> dict[str, str]:
    """An increment and a running total given together: one follows from the other, or both are refused."""
    both = {"increment", "cumulative"}
    is_said = any(spoken_state(fields.get(name, "")) for name in both)
    is_begun = begins(target, series, entry.period.last)
    if not both <= fields.keys() or is_said or is_begun or not isinstance(target, Indicator):
        return {}
    increment, total = (
        getattr(with_typed(target, entry, name, fields[name]), name) for name in ("increment", "cumulative")
    )
    before = latest_value(target, series, entry.period.last - 1).value or ZERO
    if before + increment == total:
        return {"cumulative": FOLLOWS}
    words = f"上期累计{plain(before)}加本期{plain(increment)}，不等于累计{plain(total)}。"
    return dict.fromkeys(("increment", "cumulative"), f"{words}请核对后只填其中一项。")


def _cell(target: Target, before: Entry, name: str, text: str, reason: str) -> PastedCell:
    field = field_of(target, name)
    follows = reason == FOLLOWS
    is_state = name in NUMBERS and spoken_state(text) is not None
    shown = STATE.name if is_state else name
    read_as = field_text(_put(target, before, name, text), shown) if follows or not reason else ""
    replaced = field_text(before, name) or _replaced(target, before, field)
    cell = pasted_cell(target.name, field.label, text, read_as=read_as, before=replaced, reason=reason)
    return replace(cell, fate=Fate.UNCHANGED) if follows else cell


def _replaced(target: Target, entry: Entry, field: Field) -> str:
    """What gives way to the field besides its own text: a rival, or a grey state."""
    for rival in field.exclusive_with:
        text = field_text(entry, rival)
        if text:
            return f"{field_of(target, rival).label}{text}"
    return entry.state.value if entry.state else ""
