"""Any content of one unit's year, as the program could hold it, for properties of the workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.kinds import Kind
from cixi_desktop.periods import month
from cixi_desktop.plan import Indicator
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import TEXT_LABELS, Entry, Narrative, PlannedStep, State
from cixi_desktop.records.fields import NUMBERS, figure_fields
from cixi_desktop.records.ledgers import LedgerRow
from tests.support.figures import YEAR
from tests.support.strategies import records_of
from tests.workbook.june import PLAN, UNIT

if TYPE_CHECKING:
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.record import Record

TARGETS: tuple[Target, ...] = (*PLAN.indicators, *PLAN.items)
counts = st.integers(0, 10**6).map(Decimal)
shares = st.decimals(0, 100, places=2)
texts = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    (
        "=1+1",
        "+86 574",
        "-3家",
        "@全体",
        "'引号",
        "\t制表",
        "截至6月底，完成。",
        "_x0041_",
        " 前后有空格 ",
        "第一行\r\n第二行",
        "无",
        "𠮷田\x07",
        "长" * 2000,
    )
)
"""Whatever people type or paste, among it what a spreadsheet program would take for something else."""


@st.composite
def entries(draw: st.DrawFn, target: Target, number: int) -> Entry:
    """One entry with the fields of its kind, one of each group of conflicts."""
    entry = Entry(target_id=target.id, unit_id=UNIT.id, period=month(YEAR, number), note=draw(texts))
    if draw(st.integers(0, 5)) == 0:
        return replace(entry, state=draw(st.sampled_from(State)), reason=draw(texts).strip())
    is_share = isinstance(target, Indicator) and target.kind in {Kind.LEVEL, Kind.GROWTH_RATE}
    values: dict[str, Any] = {}
    for field in draw(st.permutations(figure_fields(target))):
        if field.name != "note" and not set(field.exclusive_with) & values.keys() and draw(st.booleans()):
            values[field.name] = draw(_value(field.name, field.choices, is_share=is_share))
    if {"numerator", "denominator"} <= values.keys():
        values["numerator"], values["denominator"] = sorted((values["numerator"], values["denominator"]))
    if draw(st.booleans()):
        values["as_of"] = draw(st.dates(month(YEAR, 1).end, entry.period.end))
    return replace(entry, **values)


def _value(name: str, choices: tuple[str, ...], *, is_share: bool) -> st.SearchStrategy[Any]:
    if name in NUMBERS:
        return shares if is_share else counts
    return st.sampled_from(choices) if choices else texts.map(str.strip)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Entries of some targets in some months up to June, texts of June, rows of a list."""
    found: list[Record] = []
    for target in draw(st.lists(st.sampled_from(TARGETS), max_size=8, unique_by=lambda target: target.id)):
        months = draw(st.lists(st.integers(1, 6), max_size=3, unique=True))
        found += [draw(entries(target, number)) for number in months]
    for task in draw(st.lists(st.sampled_from(PLAN.tasks), max_size=3, unique_by=lambda task: task.id)):
        words = {name: draw(texts) for name in TEXT_LABELS}
        outcomes = draw(st.lists(st.tuples(texts, st.just("已完成")), max_size=1).map(tuple))
        steps = draw(st.lists(_steps, max_size=1).map(tuple))
        blank = Narrative(task_id=task.id, unit_id=UNIT.id, period=month(YEAR, 6), steps=steps)
        found.append(replace(blank, outcomes=outcomes, **words))
    found += draw(st.lists(_rows, max_size=2, unique_by=lambda row: row.key))
    return Content(unit=UNIT, records={record.key: record for record in found if not record.is_empty})


_steps = records_of(PlannedStep, words=texts, due=texts, person=texts, partner=texts)
_rows = records_of(
    LedgerRow,
    id=st.integers(1, 99).map(str),
    target_id=st.just("H-3"),
    unit_id=st.just(UNIT.id),
    period=st.integers(1, 6).map(lambda number: month(YEAR, number)),
    name=texts.filter(bool),
    day=st.none() | st.dates(month(YEAR, 1).end, month(YEAR, 6).end),
    number=st.none() | counts,
    note=texts,
)
