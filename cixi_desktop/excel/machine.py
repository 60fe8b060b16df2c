"""系统识别页: the hidden sheet by which the program knows a workbook and reads back what was entered."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.excel.cells import LONGEST, Cell, safe_text
from cixi_desktop.excel.identity import FORMAT_VERSION, KEY_HEAD, MACHINE, TASK_KEY
from cixi_desktop.excel.looks import PLAIN
from cixi_desktop.excel.sheet import Sheet
from cixi_desktop.excel.statements import figure_words, item_words
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment import Assessment
    from cixi_desktop.entries import Entry, Narrative
    from cixi_desktop.excel.identity import Identity

HEADS = (KEY_HEAD, "派生文字", "填报内容")
_KEPT_ELSEWHERE = {"target_id", "task_id", "unit_id", "period"}
_CHUNK = LONGEST // 2
"""Characters of a long content in one cell; the rest stands in the cells to the right."""
_UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def machine_sheet(assessment: Assessment, identity: Identity, code: str) -> Sheet:
    """Names and values of the workbook's identity, then a row for each figure, item and task."""
    sheet = Sheet(name=MACHINE, widths=(24, 40, 80), is_hidden=True)
    for name, value in _identity(assessment, identity, code).items():
        sheet.add([Cell(name, PLAIN), Cell(safe_text(value), PLAIN)], 15)
    sheet.add([], 15)
    sheet.add([Cell(head, PLAIN) for head in HEADS], 15)
    for key, derived, content in _contents(assessment):
        chunks = [content[place : place + _CHUNK] for place in range(0, len(content), _CHUNK)]
        sheet.add([Cell(safe_text(text), PLAIN) for text in (key, derived, *chunks)], 15)
    return sheet


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
        "is_sample": str(int(assessment.is_sample)),
        "rules": " ".join((*map(plain, thresholds), str(int(rules.is_behind_inclusive)), rules.name)),
    }


def _contents(assessment: Assessment) -> Iterator[tuple[str, str, str]]:
    """Key, the program's own words under 进展情况 and the entered fields, of all that can be entered."""
    for figure in assessment.figures:
        yield figure.id, figure_words(figure), record_json(figure.entry)
    for item in assessment.items:
        yield item.id, item_words(item), record_json(item.entry)
    for task in assessment.tasks:
        yield TASK_KEY + task.task.id, "", record_json(task.narrative)


def record_json(record: Entry | Narrative | None) -> str:
    """The fields of a record that are not at their default, as JSON in which numbers and days are text."""
    if record is None:
        return "{}"
    entered = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name not in _KEPT_ELSEWHERE and value != field.default:
            entered[field.name] = _plain(value)
    text = json.dumps(entered, ensure_ascii=False, separators=(",", ":"))
    return _UNWRITABLE.sub(lambda character: f"\\u{ord(character[0]):04x}", text)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
