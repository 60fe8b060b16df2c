"""系统识别页: the hidden sheet by which the program knows a workbook and reads back what was entered."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from cixi_desktop.excel.cells import LONGEST, Cell, safe_text
from cixi_desktop.excel.identity import FORMAT_VERSION, KEY_HEAD, LEDGER_KEY, MACHINE, TASK_KEY
from cixi_desktop.excel.looks import PLAIN
from cixi_desktop.excel.sheet import Sheet
from cixi_desktop.plan import Item
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cixi_desktop.excel.identity import Identity
    from cixi_desktop.judgement.assessment import Assessment
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.reviews import Review

HEADS = (KEY_HEAD, "月份", "派生文字", "表内显示", "填报内容")
_KEPT_ELSEWHERE = {"target_id", "task_id", "unit_id", "period"}
_CHUNK = LONGEST // 2
"""Characters of a long content in one cell; the rest stands in the cells to the right."""
_UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_BLANK = Cell("", PLAIN)

Kept = Entry | Narrative | LedgerRow


class Written(NamedTuple):
    """What a row of the table shows where it comes back: the program's own words, and cells by their head."""

    key: str
    derived: str
    cells: Mapping[str, str]


def machine_sheet(
    assessment: Assessment, content: Content, identity: Identity, code: str, written: Iterable[Written]
) -> Sheet:
    """Names and values of the workbook's identity, a row for each row of the table, the months before.

    With what each row showed when it was written, a reader can tell what people changed since.
    """
    sheet = Sheet(name=MACHINE, widths=(24, 10, 40, 40, 80), is_hidden=True)
    for name, value in _identity(assessment, identity, code).items():
        sheet.add([Cell(name, PLAIN), Cell(safe_text(value), PLAIN)], 15)
    sheet.add([], 15)
    sheet.add([Cell(head, PLAIN) for head in HEADS], 15)
    closing = assessment.period.last
    for shown in written:
        record = _record(assessment, content, shown.key)
        _add(sheet, (shown.key, str(closing), shown.derived, _json(shown.cells)), record)
    for entry in _earlier(content, assessment.period):
        _add(sheet, (entry.target_id, str(entry.period.last), "", ""), entry)
    for row in _ledger(content, assessment.period):
        _add(sheet, (LEDGER_KEY + row.target_id, str(row.period.last), "", ""), row)
    return sheet


def _add(sheet: Sheet, texts: tuple[str, str, str, str], record: Kept | None) -> None:
    content = record_json(record)
    chunks = [content[place : place + _CHUNK] for place in range(0, len(content), _CHUNK)]
    told = [Cell(safe_text(text), PLAIN) if text else _BLANK for text in texts]
    sheet.add([*told, *(Cell(chunk, PLAIN) for chunk in chunks)], 15)


def _record(assessment: Assessment, content: Content, key: str) -> Entry | Narrative | None:
    """What was entered for a row of the table; a figure that is cited again has it at its first row only."""
    if key.startswith(TASK_KEY):
        return content.narrative(key.removeprefix(TASK_KEY), assessment.period)
    target = assessment.plan.target(key)
    is_first = isinstance(target, Item) or assessment.plan.commitments_of(target)[0].id == key
    return content.entry(target.id, assessment.period) if is_first else None


def _earlier(content: Content, period: Period) -> list[Entry]:
    """The unit's entries of the year before the closing month, which cumulative figures rest upon."""
    found = [
        record
        for record in content.records.values()
        if isinstance(record, Entry)
        and record.unit_id == content.unit.id
        and record.period.year == period.year
        and record.period.last < period.last
    ]
    return sorted(found, key=lambda entry: (entry.period.last, entry.target_id))


def _ledger(content: Content, period: Period) -> list[LedgerRow]:
    """The unit's rows of the year up to the closing month, as they were entered."""
    rows = [record for record in content.records.values() if isinstance(record, LedgerRow)]
    own = [row for row in rows if row.unit_id == content.unit.id and row.period.year == period.year]
    return sorted((row for row in own if row.period.last <= period.last), key=lambda row: row.key)


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


def record_json(record: Kept | None) -> str:
    """The fields of a record that are not at their default, as JSON in which numbers and days are text."""
    if record is None:
        return "{}"
    names, defaults, values_of = _entered_fields(type(record))
    entered = {
        name: _plain(value)
        for name, default, value in zip(names, defaults, values_of(record), strict=True)
        if value is not default and value != default
    }
    return _json(entered)


@cache
def _entered_fields(kind: type[Kept]) -> tuple[tuple[str, ...], tuple[object, ...], Callable[[Kept], Any]]:
    """The fields that no cell of their own tells, the default of each, and what reads them all."""
    optional = kind.__struct_fields__[-len(kind.__struct_defaults__) :]
    defaults = dict(zip(optional, kind.__struct_defaults__, strict=True))
    names = tuple(name for name in kind.__struct_fields__ if name not in _KEPT_ELSEWHERE)
    return names, tuple(defaults.get(name) for name in names), attrgetter(*names)


def _json(value: Mapping[str, object]) -> str:
    return _UNWRITABLE.sub(lambda character: f"\\u{ord(character[0]):04x}", _encode(value))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
