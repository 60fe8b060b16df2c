"""The hidden sheet, read: whose records and shown rows it holds, believed as little as everything else."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, ValidationError, convert, field
from msgspec.structs import replace

from cixi_desktop.dates import read_date
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import LEDGER_WORDS
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.records.entries import TEXT_LABELS, Entry, Narrative, PlannedStep
from cixi_desktop.records.fields import field_of, read_field
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.values import read_number
from cixi_desktop.workbook.identity import KEY_HEAD, LEDGER_KEY, MONTH_KEY, SHOWN_KEY, TASK_KEY, TEXTS_KEY
from cixi_desktop.workbook.metadata_sheet import ShownRow
from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.reading import RefusedCell
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.entries import Series
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.record import Record
    from cixi_desktop.workbook.reading.cells import ReadSheet

CONTENT_COLUMN = 3
"""Where the content begins on the hidden sheet; a long one goes on to the right."""


class MetadataRow(NamedTuple):
    """A row of the hidden sheet, what ``key`` names for ``month``; ``cell`` is where the content begins."""

    key: str
    month: str
    content: str
    cell: str


class MetadataSheet(Struct, frozen=True):
    """The hidden sheet."""

    sheet: str
    names: Mapping[str, str]
    rows: tuple[MetadataRow, ...] = field(default=())


def metadata_of(sheets: Iterable[ReadSheet]) -> MetadataSheet | None:
    """The hidden sheet, or None where it is lost."""
    for sheet in sheets:
        keys = {sheet.at(row, 1).text for row in range(1, 40)}
        if {"format", "plan", "unit_name", "period", KEY_HEAD} <= keys:
            return _metadata(sheet)
    return None


def _metadata(sheet: ReadSheet) -> MetadataSheet:
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), found in sheet.cells.items():
        by_row.setdefault(row, {})[column] = found.text
    head = next(row for row in sorted(by_row) if by_row[row].get(1) == KEY_HEAD)
    names = {cells.get(1, ""): cells.get(2, "") for row, cells in by_row.items() if row < head}
    rows = [_metadata_row(row, by_row[row]) for row in sorted(by_row) if row > head]
    return MetadataSheet(sheet.name, names, tuple(rows))


def _metadata_row(row: int, cells: dict[int, str]) -> MetadataRow:
    content = "".join(cells[column] for column in sorted(cells) if column >= CONTENT_COLUMN)
    return MetadataRow(cells.get(1, ""), cells.get(2, ""), content, place_name(row, CONTENT_COLUMN))


class ExportedRecords:
    """Its records, what each row of the table showed, and digests of what stood elsewhere.

    ``shared`` is what holds for the whole bureau, as far as that is known here.
    Where the sheet is lost, only the months before as 指标台账 shows them, of those ``registered``; and what
    rows would show had nothing been entered for the period.
    """

    def __init__(
        self, *, plan: Plan, period: Period, metadata: MetadataSheet | None, shared: Sequence[Record]
    ) -> None:
        self.plan = plan
        self.shared = shared
        self.period = period
        self.is_whole = metadata is not None
        self.shown: dict[str, ShownRow] = {}
        self.carried: dict[str, ShownRow] = {}
        self.months: dict[str, dict[int, Entry]] = defaultdict(dict)
        self.narratives: dict[str, Narrative] = {}
        self.ledger: list[LedgerRow] = []
        self.texts: dict[str, frozenset[str]] = {}
        self.faults: list[RefusedCell] = []
        self.registered: set[str] = set()
        if metadata is not None:
            self._take(metadata)

    @property
    def keys(self) -> set[str]:
        """Figures, items and tasks that it speaks of."""
        targets = {self.plan.target(key).id for key in self.shown if not key.startswith(TASK_KEY)}
        return targets | {key for key in self.shown if key.startswith(TASK_KEY)}

    def entry(self, target_id: str) -> Entry:
        """The entry as it was handed out, or an empty one."""
        found = self.months[target_id].get(self.period.last)
        return found or Entry(target_id=target_id, unit_id="", period=self.period.closing)

    def narrative(self, task_id: str) -> Narrative:
        """The text as it was handed out, or an empty one."""
        found = self.narratives.get(task_id)
        return found or Narrative(task_id=task_id, unit_id="", period=self.period.closing)

    def series(self, target_id: str) -> Series:
        """The entries of the months before."""
        months = self.months[target_id]
        return tuple(months.get(n) if n < self.period.last else None for n in range(1, MONTHS + 1))

    def shown_at(self, key: str) -> ShownRow:
        """What a row showed before people changed it; nothing where nobody can say."""
        return self.shown.get(key) or self.carried.get(key) or ShownRow()

    def earlier(self) -> Iterator[Entry]:
        """The entries of the months before, of all targets."""
        for months in self.months.values():
            yield from (entry for number, entry in sorted(months.items()) if number < self.period.last)

    def texts_of(self, sheet: str) -> frozenset[str]:
        """Digests of what the sheet said beside its rows; of all sheets for one that was renamed."""
        return self.texts.get(sheet) or frozenset().union(*self.texts.values())

    def _take(self, metadata: MetadataSheet) -> None:
        """CixiError where a whole row is unreadable or lost: nobody can tell then what was entered."""
        for row in metadata.rows:
            if row.key == SHOWN_KEY:
                self._take_each(metadata, row, self._take_shown)
            elif row.key == TEXTS_KEY:
                told = decode_object(row.content)
                self.texts |= {name: frozenset(str(each).split()) for name, each in told.items()}
            elif row.key == MONTH_KEY:
                self._take_each(metadata, row, partial(self._take_entered, self._month(row)))
        if not any((row.key, row.month) == (MONTH_KEY, str(self.period.last)) for row in metadata.rows):
            raise CixiError(f"系统识别页缺少{self.period.last}月的内容。", ASK_ANEW)

    def _month(self, row: MetadataRow) -> Period:
        if not row.month.isdecimal() or not 1 <= int(row.month) <= self.period.last:
            raise CixiError(f"系统识别页的月份“{row.month[:9]}”无法识别。", ASK_ANEW)
        return month(self.plan.year, int(row.month))

    def _take_each(
        self, metadata: MetadataSheet, row: MetadataRow, take: Callable[[str, object], None]
    ) -> None:
        """Each key by itself; what is wrong with one is kept. A figure is not taken in without its list."""
        for key, value in decode_object(row.content).items():
            try:
                take(key, value)
            except CixiError as error:
                place = key.removeprefix(LEDGER_KEY)
                self.faults.append(RefusedCell(metadata.sheet, row.cell, str(error), place))

    def _take_shown(self, key: str, value: object) -> None:
        self._check_key(key)
        self.shown[key] = decode_shown(key, value)

    def _take_entered(self, period: Period, key: str, value: object) -> None:
        if key.startswith(LEDGER_KEY):
            target_id = self.plan.target(key.removeprefix(LEDGER_KEY)).id
            self.ledger += decode_rows(target_id, period, value)
        elif key.startswith(TASK_KEY):
            task_id = self.plan.task(key.removeprefix(TASK_KEY)).id
            self.narratives[task_id] = decode_narrative(task_id, period, value)
        else:
            target = self.plan.target(key)
            entry = decode_entry(target, period, value)
            if not entry.is_empty:
                self.months[target.id][period.last] = entry

    def _check_key(self, key: str) -> None:
        """CixiError if the plan has nothing of that key."""
        if key.startswith(TASK_KEY):
            self.plan.task(key.removeprefix(TASK_KEY))
        else:
            self.plan.target(key)


_TEXTS = frozenset(TEXT_LABELS)
_ROW_TEXTS = frozenset({"id", *LEDGER_WORDS})
_PAIR = 2
ASK_ANEW = "请让填报单位重新导出。"


def decode_object(text: str) -> dict[str, Any]:
    """A JSON object; CixiError if it is anything else.

    A line break in it was put there by a program that had it as .xls: what is written here has none.
    """
    try:
        return _named(json.loads("".join(text.splitlines())))
    except (ValueError, RecursionError) as error:
        raise _unknown() from error


def decode_shown(key: str, told: object) -> ShownRow:
    """What a row of the table showed; CixiError if it is anything else."""
    derived, cells = told if isinstance(told, list) and len(told) == _PAIR else (None, None)
    if not isinstance(derived, str):
        raise _unknown()
    return ShownRow(key, derived, {head: safe_text(str(text)) for head, text in _named(cells).items()})


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
    outcomes, steps = _pairs(values.pop("outcomes", [])), _steps(values.pop("steps", []))
    _check_texts(values, _TEXTS)
    return Narrative(task_id=task_id, unit_id="", period=period, outcomes=outcomes, steps=steps, **values)


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


def _steps(value: object) -> tuple[PlannedStep, ...]:
    try:
        return convert(value, tuple[PlannedStep, ...])
    except ValidationError as error:
        raise _unknown() from error


def _unknown() -> CixiError:
    return CixiError("系统识别页的内容无法识别。", ASK_ANEW)
