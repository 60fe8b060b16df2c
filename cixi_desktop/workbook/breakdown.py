"""任务分解表: the plan with who answers for what until when, to print, to edit, and to hand on whole.

What a person may change stands in the table; the plan itself, units, rules and answers stand on a hidden
sheet, and no unit's figures.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any
from zlib import crc32

from msgspec import Struct, to_builtins

from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.basis_table import BAND, BASELINE, SHARES, plan_rows
from cixi_desktop.pasting.duty_table import duty_rows
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.records.basis import Basis, Share
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit
from cixi_desktop.values import plain, written_number
from cixi_desktop.workbook.identity import KEY_HEAD, ORDER_HEAD
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.writing.package import pack
from cixi_desktop.workbook.writing.sheet import (
    HEAD,
    NOTE,
    PLAIN,
    SHORT,
    TASK_TITLE,
    TEXT,
    TITLE,
    Sheet,
    safe_text,
    text_cell,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from cixi_desktop.plan import Plan, Task
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.record import Record
    from cixi_desktop.workbook.reading.cells import ReadSheet

SHEET, KEPT = "任务分解表", "分解表识别页"
DEADLINE_HEAD = "完成时限"
DUTY_HEADS = ("牵头科室", "配合科室", "责任领导", "责任人", DEADLINE_HEAD)
MONTH_HEADS = tuple(f"{n}月计划" for n in range(1, MONTHS + 1))
BASELINE_HEAD, SHARES_HEAD = "基数", "单位分解数"
EDITED = (*DUTY_HEADS, BASELINE_HEAD, SHARES_HEAD, *MONTH_HEADS)
"""The heads of what is read back."""
TASK_HEAD, NAME_HEAD, TARGET_HEAD = "重点任务", "指标/事项", "年度目标"
_HEADS = (
    ORDER_HEAD,
    TASK_HEAD,
    NAME_HEAD,
    TARGET_HEAD,
    BASELINE_HEAD,
    SHARES_HEAD,
    *DUTY_HEADS,
    *MONTH_HEADS,
    KEY_HEAD,
)
_WIDTHS = (6.0, 24.0, 26.0, 14.0, 9.0, 16.0, 12.0, 14.0, 9.0, 9.0, 11.0, *[6.5] * MONTHS, 10.0)
GUIDE = (
    "可改：牵头科室、配合科室、责任领导、责任人、完成时限、基数、单位分解数（如“甲科40、乙科80”）、各月计划（累计）；其余各列不读回。"
    "科室写全称或简称，几个配合科室用“、”隔开。拖到各单位的窗口上即可接受。"
)
_FORMAT = "1"
_CHUNK = 30_000
"""Characters of a cell of the hidden sheet."""
_FIRST_ROW = 4


class BreakdownRow(Struct, frozen=True, kw_only=True):
    """A task, or a figure or item of it; ``edited`` are its texts by head, as they are written and read."""

    key: str
    task: str
    name: str
    target: str
    unit: str
    edited: Mapping[str, str]


class Breakdown(Struct, frozen=True, kw_only=True):
    """What a workbook holds: the records of the hidden sheet, and all other sheets as people left them.

    ``operation`` is the last one of the data file that it was written from; 0 where it does not say.
    """

    records: tuple[Record, ...]
    sheets: tuple[ReadSheet, ...]
    operation: int = 0


def breakdown_rows(plan: Plan, content: Content, units: Sequence[Unit]) -> tuple[BreakdownRow, ...]:
    """Every task with its own figures and items, in reading order."""
    duties = {row.key: row.cells for row in duty_rows(plan, content, units)}
    bases = {row.key: row.cells for row in plan_rows(plan, content)}
    return tuple(
        _row(subject, task, duties[subject.id], bases.get(subject.id))
        for task in plan.tasks
        for subject in _subjects(plan, task)
    )


def _subjects(plan: Plan, task: Task) -> Iterator[Task | Indicator | Item]:
    yield task
    for commitment in plan.commitments_in(task):
        indicator = plan.indicator(commitment.id)
        if indicator is not None and plan.home(indicator) is task:
            yield indicator
    yield from plan.items_in(task)


def _row(
    subject: Task | Indicator | Item,
    task: Task,
    duty: tuple[str, ...],
    basis: tuple[str, ...] | None,
) -> BreakdownRow:
    edited = dict(zip(DUTY_HEADS, duty, strict=True))
    if isinstance(subject, Indicator) and basis is not None:
        known = subject.baseline.value if subject.traits.is_from_baseline else None
        edited[BASELINE_HEAD] = basis[BASELINE] or ("" if known is None else plain(known))
        edited[SHARES_HEAD] = basis[SHARES]
        edited |= dict(zip(MONTH_HEADS, basis[BAND + 1 : SHARES], strict=True))
    if isinstance(subject, Item) and subject.deadline:
        edited[DEADLINE_HEAD] = edited[DEADLINE_HEAD] or str(subject.deadline)
    return BreakdownRow(
        key=subject.id,
        task=fullwidth_punctuation(task.heading) if subject is task else "",
        name="" if subject is task else fullwidth_punctuation(getattr(subject, "name", "")),
        target=target_words(subject) if isinstance(subject, Indicator) else "",
        unit=getattr(subject, "unit", ""),
        edited=edited,
    )


def title_of(plan: Plan) -> str:
    """What stands above the table."""
    return f"{plan.document.title}{SHEET}"


def breakdown_bytes(  # noqa: PLR0917 - the plan with all that is known of it
    plan: Plan,
    content: Content,
    units: Sequence[Unit],
    records: Sequence[Record],
    at: datetime,
    operation: int = 0,
) -> bytes:
    """The workbook as a file; ``records`` go on the hidden sheet, with the last operation before it."""
    sheet = Sheet(
        name=SHEET,
        widths=_WIDTHS,
        hidden_columns=frozenset({len(_HEADS)}),
        frozen=f"D{_FIRST_ROW}",
        repeated=_FIRST_ROW - 1,
    )
    title = title_of(plan)
    sheet.add_across(text_cell(title, TITLE), 36)
    sheet.add_across(text_cell(GUIDE, NOTE))
    sheet.add([text_cell(head, HEAD) for head in _HEADS])
    for number, row in enumerate(breakdown_rows(plan, content, units), 1):
        texts = (str(number), row.task, row.name, row.target)
        style = TASK_TITLE if row.task else TEXT
        edited = (
            row.edited.get(head, "") for head in (BASELINE_HEAD, SHARES_HEAD, *DUTY_HEADS, *MONTH_HEADS)
        )
        cells = [text_cell(text, style) for text in texts]
        sheet.add([*cells, *(text_cell(text, SHORT) for text in edited), text_cell(row.key, PLAIN)])
    author = safe_text(plan.document.issuer)
    return pack((sheet, _kept_sheet(records, operation)), title=safe_text(title), author=author, at=at)


def _kept_sheet(records: Sequence[Record], operation: int) -> Sheet:
    """The records as JSON, in as many cells as it takes, behind format, operation and checksum."""
    listed = [{"kind": _NAMES[type(record)], **to_builtins(record)} for record in records]
    text = json.dumps(listed)
    sheet = Sheet(name=KEPT, widths=(20.0, 40.0), is_hidden=True)
    sheet.add([text_cell("format", PLAIN), text_cell(_FORMAT, PLAIN)], 15)
    sheet.add([text_cell("operation", PLAIN), text_cell(str(operation), PLAIN)], 15)
    sheet.add([text_cell("crc", PLAIN), text_cell(str(crc32(text.encode())), PLAIN)], 15)
    for start in range(0, len(text), _CHUNK):
        sheet.add([text_cell("part", PLAIN), text_cell(text[start : start + _CHUNK], PLAIN)], 15)
    return sheet


def is_breakdown(data: bytes) -> bool:
    """Whether a file is such a workbook; False for whatever cannot be read."""
    try:
        return any(sheet.name == KEPT for sheet in read_sheets(data))
    except CixiError:
        return False


def read_breakdown(data: bytes) -> Breakdown:
    """What the workbook holds. CixiError, without its name, if it is no such workbook or was damaged."""
    sheets = read_sheets(data)
    kept = next((sheet for sheet in sheets if sheet.name == KEPT), None)
    if kept is None:
        raise CixiError("不是任务分解表。", "请选择用本程序导出的任务分解表。")
    others = tuple(sheet for sheet in sheets if sheet is not kept)
    lines = [(kept.at(row, 1).text, kept.at(row, 2).text) for row in range(1, 1 + len(kept.cells))]
    operation = dict(lines).get("operation", "")
    records = tuple(_records(lines))
    return Breakdown(records=records, sheets=others, operation=int(operation) if operation.isdecimal() else 0)


def _records(lines: Sequence[tuple[str, str]]) -> Iterator[Record]:
    named = dict(lines)
    text = "".join(part for name, part in lines if name == "part")
    if named.get("format") != _FORMAT:
        raise CixiError("导出任务分解表的程序版本与本机不同。", "请统一版本后重新导出。")
    if named.get("crc") != str(crc32(text.encode())):
        raise CixiError("任务分解表的识别页已损坏。", "请重新导出一份。")
    try:
        for row in json.loads(text):
            yield _record(row)
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
        raise CixiError("任务分解表的识别页已损坏。", "请重新导出一份。") from error


def _record(row: dict[str, Any]) -> Record:
    kind = _KINDS[row["kind"]]
    names = [name for name in kind.__struct_fields__ if name in row]
    fields = {name: _READERS[kind.__annotations__[name]](row[name]) for name in names}
    record: Record = kind(**fields)
    if isinstance(record, Basis) and {len(record.pace_plan), len(record.last_year)} != {MONTHS}:
        raise ValueError(record.target_id)
    return record


def _figure(value: str | None) -> Decimal | None:
    return None if value is None else _number(value)


def _number(value: str) -> Decimal:
    number = written_number(value)
    if number is None:
        raise ValueError(value)
    return number


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


_KINDS: dict[str, Any] = {
    "plan": AdoptedPlan,
    "unit": Unit,
    "duty": Duty,
    "basis": Basis,
    "rules": Rules,
    "decision": Decision,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_READERS: dict[str, Callable[[Any], object]] = {
    "str": str,
    "int": int,
    "bool": bool,
    "Decimal": _number,
    "Decimal | None": _figure,
    "date | None": _day,
    "tuple[Decimal | None, ...]": lambda value: tuple(map(_figure, value)),
    "tuple[str, ...]": lambda value: tuple(map(str, value)),
    "tuple[Share, ...]": lambda value: tuple(
        Share(unit_id=str(each["unit_id"]), amount=_number(each["amount"]), since=int(each["since"]))
        for each in value
    ),
}
