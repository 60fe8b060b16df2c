"""The hidden sheet's records: JSON → entries and texts, believed as little as everything else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.forms import field_of, read_date, read_field
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.values import read_number

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.forms import Target

_TEXTS = frozenset({"progress_note", "problems", "next_steps"})
_ROW_TEXTS = frozenset({"id", "name", "place", "code", "note"})
_PAIR = 2


def decode_object(text: str) -> dict[str, Any]:
    """A JSON object; CixiError if it is anything else."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise _unknown() from error
    if not isinstance(found, dict):
        raise _unknown()
    return found


def decode_entry(target: Target, period: Period, text: str) -> Entry:
    """The entry of one target and month, of no unit yet; CixiError if it holds what cannot be entered."""
    values: dict[str, Any] = {}
    for name, value in decode_object(text).items():
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


def decode_narrative(task_id: str, period: Period, text: str) -> Narrative:
    """The text of one task and month, of no unit yet."""
    values = decode_object(text)
    outcomes = _pairs(values.pop("outcomes", []))
    _check_texts(values, _TEXTS)
    return Narrative(task_id=task_id, unit_id="", period=period, outcomes=outcomes, **values)


def decode_row(target_id: str, period: Period, text: str) -> LedgerRow:
    """One row of the list behind a figure, of no unit yet."""
    values = decode_object(text)
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


def _check_texts(values: dict[str, Any], names: frozenset[str]) -> None:
    if not values.keys() <= names or not all(isinstance(value, str) for value in values.values()):
        raise _unknown()


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    pairs: list[Any] = value if isinstance(value, list) else [None]
    if not all(isinstance(pair, list) and len(pair) == _PAIR for pair in pairs):
        raise _unknown()
    return tuple((str(first), str(second)) for first, second in pairs)


def _unknown() -> CixiError:
    return CixiError("系统识别页的内容无法识别。", "请让填报单位重新导出。")
