"""Record ↔ row: which table keeps which kind of record.

Pure functions over the records of ``cixi_desktop.records``, and the one definition of the revision
tables: the reader's SQL and the writer's schema both come from the layouts here. The period of a record is
always a month and takes two columns, ``year`` and ``month``; every other field takes one of its own name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import Period, month, parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance, Contact, Correction, Lock, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.report_drafts import ReportDraft, ReportTemplate
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit
from db.codecs import CODECS, Codec, SqlType, SqlValue
from db.seals import BOUND, SEAL, UnreadableError, is_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.ports import R
    from cixi_desktop.records import Key
    from cixi_desktop.records.record import Record

Row = dict[str, SqlValue]

_MONTH_COLUMNS = ("year", "month")
_MONTHLY = ("period", "from_period")
_NUMBERED = ("year", "version")
"""The fields that are a month (a record has one at most), and those of keys that are a number."""
_REMOVED_AT = BOUND.index("is_removed") - len((*BOUND, SEAL))


class ColumnMap(Struct, frozen=True):
    """One column of a revision table."""

    name: str
    sql_type: SqlType
    is_nullable: bool


class FieldMap(Struct, frozen=True):
    """One field of a record."""

    name: str
    codec: Codec

    @property
    def columns(self) -> tuple[ColumnMap, ...]:
        """Its one column, or two for a month."""
        names = _column_names(self.name)
        return tuple(ColumnMap(name, self.codec.sql_type, self.codec.is_nullable) for name in names)


class RecordMap(Struct, frozen=True, eq=False):
    """Where one kind of record is kept. ``name`` begins its keys; ``key_fields`` follow in their order.

    ``columns`` hold the record, in the order that ``from_row`` expects; ``stored`` are all columns of a
    revision that are sealed, and the seal; ``decoders`` are for those columns, by place, that are not read as
    they are kept; ``month_at`` is the place of the two columns that are one field, None for none.
    """

    kind: type[Record]
    name: str
    table: str
    label: str
    key_fields: tuple[str, ...]
    fields: tuple[FieldMap, ...]
    columns: tuple[ColumnMap, ...]
    names: tuple[str, ...]
    stored: tuple[str, ...]
    decoders: tuple[tuple[int, Callable[[Any], object]], ...]
    month_at: int | None

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The columns that identify the record over all its revisions."""
        return tuple(name for field in self.key_fields for name in _column_names(field))

    @property
    def is_of_year(self) -> bool:
        """Whether it belongs to a year that its key does not name."""
        return "year" in self.names and "year" not in self.key_columns


def layout_of(kind: type[R]) -> RecordMap:
    """The layout of one kind of record."""
    return _BY_KIND[kind]


def to_row(record: Record) -> Row:
    """The record's columns. CixiError for a figure or text that cannot be kept exactly as it is."""
    row: Row = {}
    for field in _BY_KIND[type(record)].fields:
        value = getattr(record, field.name)
        if isinstance(value, Period):
            row |= _month_row(value)
        else:
            row[field.name] = None if value is None else field.codec.encode(value)
    return row


def from_row(layout: RecordMap, row: Sequence[SqlValue]) -> Record:
    """The record whose ``layout.columns`` begin ``row``. ValueError if they hold what is never written.

    By place: a name for each field took as long again as all the rest.
    """
    values: list[Any] = [*row[: len(layout.names)]]
    for place, decode in layout.decoders:
        value = values[place]
        if value is not None:
            values[place] = decode(value)
    at = layout.month_at
    if at is not None:
        values[at : at + 2] = [_month(*values[at : at + 2])]
    return layout.kind(*values)


def record_of(layout: RecordMap, row: Sequence[SqlValue]) -> Record:
    """The record whose ``layout.stored`` are ``row``. UnreadableError if it is not as it was written."""
    if not is_sealed(row):
        raise UnreadableError
    try:
        return from_row(layout, row)
    except (ValueError, TypeError, ArithmeticError, CixiError) as error:
        raise UnreadableError from error


def is_removed(row: Sequence[SqlValue]) -> bool:
    """Whether the revision whose ``RecordMap.stored`` are ``row`` removed the record."""
    return row[_REMOVED_AT] == 1


def locate(key: Key) -> tuple[RecordMap, Row]:
    """The layout and the key columns of the record that has this key."""
    layout = _BY_NAME[key[0]]
    row: Row = {}
    for field, value in zip(layout.key_fields, key[1:], strict=True):
        if field in _MONTHLY:
            row |= _month_row(parse_period(value))
        else:
            row[field] = int(value) if field in _NUMBERED else value
    return layout, row


def describe(key: Key) -> str:
    """The record for people: “H-2（2025年6月）的填报”. Units have numbers that nobody knows."""
    layout = _BY_NAME[key[0]]
    named = dict(zip(layout.key_fields, key[1:], strict=True))
    if "period" not in named:
        return f"{named['target_id']}的{layout.label}" if "target_id" in named else layout.label
    owner = named.get("target_id") or (f"任务“{named['task_id']}”" if "task_id" in named else "本单位")
    return f"{owner}（{parse_period(named['period']).label}）的{layout.label}"


def _column_names(field: str) -> tuple[str, ...]:
    return _MONTH_COLUMNS if field in _MONTHLY else (field,)


def _month_row(period: Period) -> Row:
    if not period.is_month:
        msg = f"records are kept by month, not for {period.key}"
        raise ValueError(msg)
    return {"year": period.year, "month": period.first}


@cache
def _month(year: int, number: int) -> Period:
    return month(year, number)


def _layout(kind: type[Record], name: str, table: str, label: str, *key_fields: str) -> RecordMap:
    kept = tuple(FieldMap(name, CODECS[kind.__annotations__[name]]) for name in kind.__struct_fields__)
    columns = tuple(column for field in kept for column in field.columns)
    names = tuple(column.name for column in columns)
    return RecordMap(
        kind=kind,
        name=name,
        table=table,
        label=label,
        key_fields=key_fields,
        fields=kept,
        columns=columns,
        names=names,
        stored=(*names, *BOUND, SEAL),
        decoders=tuple((names.index(field.name), decode) for field in kept if (decode := field.codec.decode)),
        month_at=names.index("month") - 1 if "month" in names else None,
    )


LAYOUTS = (
    _layout(Entry, "entry", "entries", "填报", "target_id", "unit_id", "period"),
    _layout(Narrative, "narrative", "narratives", "文字说明", "task_id", "unit_id", "period"),
    _layout(Basis, "basis", "bases", "基数与计划", "target_id", "year"),
    _layout(Unit, "unit", "units", "单位", "id"),
    _layout(Rules, "rules", "rules", "亮灯规则", "year"),
    _layout(Duty, "duty", "duties", "分工", "subject_id", "year"),
    _layout(LedgerRow, "ledger", "ledger_rows", "台账", "unit_id", "id"),
    _layout(Lock, "lock", "locks", "锁定", "unit_id", "period"),
    _layout(Decision, "decision", "decisions", "口径答复", "reading_id", "year"),
    _layout(Submission, "submission", "submissions", "报送", "unit_id", "period"),
    _layout(Acceptance, "acceptance", "acceptances", "接收记录", "sha256"),
    _layout(Review, "review", "reviews", "审核", "unit_id", "period"),
    _layout(Contact, "contact", "contacts", "催报", "unit_id", "period"),
    _layout(Correction, "correction", "corrections", "更正", "target_id", "unit_id", "period"),
    _layout(AdoptedPlan, "plan", "plans", "工作计划", "year", "version"),
    _layout(FigureDecision, "figure_decision", "figure_decisions", "核定", "target_id", "from_period"),
    _layout(ReportDraft, "report_draft", "report_drafts", "报告稿", "unit_id", "report"),
    _layout(ReportTemplate, "report_template", "report_templates", "报告模板", "report"),
)
_BY_KIND: dict[type, RecordMap] = {layout.kind: layout for layout in LAYOUTS}
_BY_NAME = {layout.name: layout for layout in LAYOUTS}
