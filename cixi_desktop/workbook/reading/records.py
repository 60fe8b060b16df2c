"""The hidden sheet's records: JSON → entries, texts and lists, believed as little as everything else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cixi_desktop.dates import read_date
from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.fields import field_of, read_field
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.values import read_number
from cixi_desktop.workbook.reading.table_edits import Shown
from cixi_desktop.workbook.writing.cells import safe_text

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.fields import Target

_TEXTS = frozenset({"progress_note", "problems", "next_steps"})
_ROW_TEXTS = frozenset({"id", "name", "place", "code", "note"})
_PAIR = 2
ASK_ANEW = "请让填报单位重新导出。"


def decode_object(text: str) -> dict[str, Any]:
    """A JSON object; CixiError if it is anything else."""
    try:
        return _named(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise _unknown() from error


def decode_shown(told: object) -> Shown:
    """What a row of the table showed; CixiError if it is anything else."""
    derived, cells = told if isinstance(told, list) and len(told) == _PAIR else (None, None)
    if not isinstance(derived, str):
        raise _unknown()
    return Shown(derived, {head: safe_text(str(text)) for head, text in _named(cells).items()})


def decode_entry(target: Target, period: Period, entered: object) -> Entry:
    """The entry of one target and month, of no unit yet; CixiError if it holds what cannot be entered."""
    values: dict[str, Any] = {}
    for name, value in _named(entered).items():
        if name == "drafts":
            values[name] = _pairs(value)
        elif name == "is_estimate":
            values[name] = value is True
        elif isinstance(value, str):
            values[name] = value if name in _FREE else read_field(field_of(target, name), value)
        else:
            raise _unknown()
    return replace(Entry(target_id=target.id, unit_id="", period=period), **values)


_FREE = frozenset({"note", "reason", "proof"})
"""Texts that are kept as they stand, blanks included."""


def decode_narrative(task_id: str, period: Period, entered: object) -> Narrative:
    """The text of one task and month, of no unit yet."""
    values = dict(_named(entered))
    outcomes = _pairs(values.pop("outcomes", []))
    _check_texts(values, _TEXTS)
    return Narrative(task_id=task_id, unit_id="", period=period, outcomes=outcomes, **values)


def decode_rows(target_id: str, period: Period, entered: object) -> list[LedgerRow]:
    """The rows of the list behind a figure, of no unit yet."""
    if not isinstance(entered, list):
        raise _unknown()
    return [_decode_row(target_id, period, row) for row in entered]


def _decode_row(target_id: str, period: Period, entered: object) -> LedgerRow:
    values = dict(_named(entered))
    day, number = values.pop("day", ""), values.pop("number", "")
    _check_texts(values, _ROW_TEXTS)
    if not values.get("id") or not values.get("name"):
        raise _unknown()
    return LedgerRow(
        target_id=target_id,
        unit_id="",
        period=period,
        day=read_date(str(day)) if day else None,
        number=read_number(str(number)) if number else None,
        **values,
    )


def _named(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _unknown()
    return value


def _check_texts(values: dict[str, Any], names: frozenset[str]) -> None:
    if not values.keys() <= names or not all(isinstance(value, str) for value in values.values()):
        raise _unknown()


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    pairs: list[Any] = value if isinstance(value, list) else [None]
    if not all(isinstance(pair, list) and len(pair) == _PAIR for pair in pairs):
        raise _unknown()
    return tuple((str(first), str(second)) for first, second in pairs)


def _unknown() -> CixiError:
    return CixiError("系统识别页的内容无法识别。", ASK_ANEW)
