"""In which rows files of one unit, month and revision do not say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cixi_desktop.records.entries import Entry, Narrative
    from cixi_desktop.workbook.reading import Reading

_WHOSE = frozenset({"target_id", "task_id", "unit_id", "period"})
_MOST_DIFFERENCES = 3
"""Rows that are told of two files."""


def differences(first: Reading, others: Iterable[Reading]) -> str:
    """The rows of the table in which the files do not say the same, with what they say."""
    own, found = _records(first), dict[str, str]()
    for theirs in map(_records, others):
        for key in sorted(own.keys() | theirs.keys()):
            words = _difference(own.get(key), theirs.get(key))
            if words:
                found.setdefault(key, f"{''.join(first.places.get(key, (key,)))}{words}")
    told = "，".join([*found.values()][:_MOST_DIFFERENCES])
    return f"：{told}{f'等{len(found)}行' if len(found) > _MOST_DIFFERENCES else ''}" if told else ""


def _records(reading: Reading) -> dict[str, Entry | Narrative]:
    entries = {entry.target_id: entry for entry in reading.entries}
    return entries | {f"task:{text.task_id}": text for text in reading.narratives}


def _difference(one: Entry | Narrative | None, other: Entry | Narrative | None) -> str:
    some = one or other
    fields = some.__struct_fields__ if some and one != other else ()
    for name in (name for name in fields if name not in _WHOSE):
        mine, theirs = (_told(each, name) for each in (one, other))
        if mine != theirs:
            return f"一份是“{mine[:20]}”、一份是“{theirs[:20]}”"
    return ""


def _told(record: Entry | Narrative | None, name: str) -> str:
    value = getattr(record, name, None)
    return "" if value is None else str(value)
