"""系统识别页: the hidden sheet by which the program knows a workbook and reads back what was entered."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from msgspec import to_builtins

from cixi_desktop.punctuation import narrow
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.values import plain
from cixi_desktop.workbook.identity import (
    FORMAT_VERSION,
    KEY_HEAD,
    LEDGER,
    LEDGER_KEY,
    METADATA,
    MONTH_KEY,
    SECTION_KEY,
    SHOWN_KEY,
    TASK_KEY,
    TEXTS_KEY,
)
from cixi_desktop.workbook.writing.sheet import LONGEST, PLAIN, Cell, Sheet, safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.handovers import Review
    from cixi_desktop.workbook.identity import Identity

HEADS = (KEY_HEAD, "月份", "内容")
_KEPT_ELSEWHERE = {"target_id", "task_id", "unit_id", "period"}
_CHUNK = LONGEST // 2
"""Characters of a content in one cell; the rest stands in the cells to the right."""
_HEIGHT = 15.0
_UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Kept = Entry | Narrative | LedgerRow


class ShownRow(NamedTuple):
    """What a row of the table shows: the program's words under 进展情况, and other cells by their head."""

    key: str = ""
    derived: str = ""
    cells: Mapping[str, str] = {}


def metadata_sheet(
    assessment: Assessment,
    content: Content,
    identity: Identity,
    code: str,
    *,
    rows: Iterable[ShownRow],
    sheets: Iterable[Sheet],
) -> Sheet:
    """Names and values of the workbook's identity, what the table shows, what was entered in each month.

    With what each row and the other ``sheets`` showed when they were written, a reader can tell what people
    changed since.
    """
    sheet = Sheet(name=METADATA, widths=(24, 10, 80), is_hidden=True)
    for name, value in _identity(assessment, identity, code).items():
        sheet.add([Cell(name, PLAIN), Cell(safe_text(value), PLAIN)], _HEIGHT)
    sheet.add([], _HEIGHT)
    sheet.add([Cell(head, PLAIN) for head in HEADS], _HEIGHT)
    shown = {row.key: (row.derived, row.cells) for row in rows}
    _add(sheet, SHOWN_KEY, assessment.period.last, shown)
    texts = {each.name: " ".join(sorted(set(map(digest, _unread(each))))) for each in sheets}
    _add(sheet, TEXTS_KEY, assessment.period.last, texts)
    for number, entered in _entered_by_month(content, assessment.plan, assessment.period).items():
        _add(sheet, MONTH_KEY, number, entered)
    return sheet


def digest(text: str) -> str:
    """A few characters by which a text is known again, however it was wrapped and widened."""
    return f"{crc32(''.join(narrow(text).split()).encode(errors='replace')):x}"


def _unread(sheet: Sheet) -> Iterator[str]:
    """What stands in a sheet beside the cells that are read back: those of rows with a key, and of months."""
    kept = _REGISTER_WORDS if sheet.name == LEDGER else 0
    for number, row in enumerate(sheet.rows, 1):
        is_keyed = number > sheet.repeated and len(row.cells) in sheet.hidden_columns
        key = row.cells[-1].value if is_keyed else ""
        cells = row.cells[:kept] if key and not key.startswith(SECTION_KEY) else row.cells
        yield from (cell.value for cell in cells if cell.value)


_REGISTER_WORDS = 3
"""The first cells of a row of 指标台账: name, unit and measure."""


def _add(sheet: Sheet, key: str, month: int, told: Mapping[str, object]) -> None:
    """A row whose content is JSON, as many cells of it as it needs."""
    content = _UNWRITABLE.sub(lambda character: f"\\u{ord(character[0]):04x}", _encode(told))
    texts = (key, str(month), *(content[place : place + _CHUNK] for place in range(0, len(content), _CHUNK)))
    sheet.add([Cell(text, PLAIN) for text in texts], _HEIGHT)


def _entered_by_month(content: Content, plan: Plan, period: Period) -> dict[int, dict[str, object]]:
    """The unit's entries, lists and, of the closing month, texts by key; the closing month is always there.

    Cumulative figures rest upon the months before.
    """
    months = defaultdict[int, dict[str, Any]](dict, {period.last: {}})
    for record in content.records.values():
        if isinstance(record, Entry) and _is_told(record, content, period):
            months[record.period.last][record.target_id] = _entered(record)
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    for target in targets:
        for row in content.ledger(target.id):
            if _is_told(row, content, period):
                months[row.period.last].setdefault(LEDGER_KEY + target.id, []).append(_entered(row))
    for task in plan.tasks:
        narrative = content.narrative(task.id, period)
        if not narrative.is_empty:
            months[period.last][TASK_KEY + task.id] = _entered(narrative)
    return {number: dict(sorted(months[number].items())) for number in sorted(months)}


def _is_told(record: Entry | LedgerRow, content: Content, period: Period) -> bool:
    """Whether it is the unit's, of the year up to the closing month."""
    when = record.period
    return record.unit_id == content.unit.id and when.year == period.year and when.last <= period.last


def _identity(assessment: Assessment, identity: Identity, code: str) -> dict[str, str]:
    plan, unit, rules = assessment.plan, assessment.unit, assessment.rules
    thresholds = (rules.behind_at, rules.late_beyond, rules.count_band, rules.growth_band)
    return {
        "format": FORMAT_VERSION,
        "plan": plan.id,
        "plan_version": plan.version,
        "year": str(plan.year),
        "unit": unit.id,
        "unit_name": unit.name,
        "period": assessment.period.key,
        "as_of": str(assessment.period.end),
        "revision": str(identity.revision),
        "check_code": code,
        "exported_at": identity.exported_at.isoformat(timespec="seconds"),
        "actor": identity.actor,
        **_review(identity.review),
        "is_sample": str(int(assessment.is_sample)),
        "rules": " ".join((*map(plain, thresholds), str(int(rules.is_behind_inclusive)), rules.name)),
    }


def _review(review: Review | None) -> dict[str, str]:
    """What the coordinator said, in a workbook that is given back."""
    if review is None:
        return {}
    return {"verdict": review.verdict, "reasons": json.dumps(review.reasons, ensure_ascii=False)}


def _entered(record: Kept) -> dict[str, object]:
    """The fields of a record that are not at their default; numbers and days are text."""
    names, defaults, values_of = _entered_fields(type(record))
    return {
        name: _plain(value)
        for name, default, value in zip(names, defaults, values_of(record), strict=True)
        if value is not default and value != default
    }


@cache
def _entered_fields(kind: type[Kept]) -> tuple[tuple[str, ...], tuple[object, ...], Callable[[Kept], Any]]:
    """The fields that no cell of their own tells, the default of each, and what reads them all."""
    optional = kind.__struct_fields__[-len(kind.__struct_defaults__) :]
    defaults = dict(zip(optional, kind.__struct_defaults__, strict=True))
    names = tuple(name for name in kind.__struct_fields__ if name not in _KEPT_ELSEWHERE)
    return names, tuple(defaults.get(name) for name in names), attrgetter(*names)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else to_builtins(value)
