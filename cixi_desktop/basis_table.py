"""基数和月度计划表: what figures are measured by, as tables of texts, and the bases that they give."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.completion import FLOWS, MEASURED_FROM_BASELINE, WHOLE
from cixi_desktop.entries import Basis
from cixi_desktop.errors import CixiError
from cixi_desktop.lights import target_words
from cixi_desktop.pace import pace
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import Indicator, Kind
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.tables import Column, Layout, Place, Row, Rows
from cixi_desktop.values import is_whole, plain, read_number, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cixi_desktop.content import Content
    from cixi_desktop.plan import Plan

BASELINE, NOTE = 0, 1
NAMING = ("指标", "指标名称", "编号", "项目")
_MONTHS = tuple(
    Column(head=f"{n}月", aliases=(f"{n}月底", f"1-{n}月", f"1—{n}月"), width=4, is_figure=True)
    for n in range(1, MONTHS + 1)
)
PLAN_COLUMNS = (
    Column(head="基数", aliases=("上年基数", "上年底数"), width=9, is_figure=True),
    Column(head="基数说明", aliases=("基数来源", "说明"), width=10),
    *_MONTHS,
)


def plan_rows(plan: Plan, content: Content) -> Rows:
    """基数, its note and the twelve months of the bureau's own plan, for every figure."""
    return tuple(
        _row(plan, indicator, (_text(basis.baseline), basis.baseline_note, *map(_text, basis.pace_plan)))
        for indicator in plan.indicators
        for basis in [content.basis(indicator.id)]
    )


def last_year_rows(plan: Plan, content: Content) -> Rows:
    """Last year's running totals of the twelve months, for the figures that add up."""
    return tuple(
        _row(plan, indicator, tuple(map(_text, content.basis(indicator.id).last_year)))
        for indicator in plan.indicators
        if indicator.kind in FLOWS
    )


def _row(plan: Plan, indicator: Indicator, cells: tuple[str, ...]) -> Row:
    names = [
        word for commitment in plan.commitments_of(indicator) for word in (commitment.id, commitment.name)
    ]
    title = f"{indicator.id} {fullwidth_punctuation(indicator.name)}（{target_words(indicator)}）"
    return Row(indicator.id, title, cells, names=(indicator.id, indicator.name, *names))


def plan_layout(plan: Plan) -> Layout:
    """What the table of baselines and monthly plans asks for."""

    def read(row: Row, column: int, text: str) -> str:
        if column == NOTE:
            return " ".join(text.split())
        return _number(_indicator(plan, row), text, is_baseline=column == BASELINE)

    def ghosts(rows: Rows) -> Mapping[Place, str]:
        found: dict[Place, str] = {}
        for number, row in enumerate(rows):
            for column, text in enumerate(row.cells):
                if not text:
                    found[number, column] = _ghost(_indicator(plan, row), row, column)
        return found

    def closed(row: Row, column: int) -> str:
        kind = _indicator(plan, row).kind
        if kind is Kind.ASPIRATION:
            return "争取类指标只看进度，不设基数和月度计划。"
        is_measured = kind in MEASURED_FROM_BASELINE
        return "本指标不从基数起算。" if column in {BASELINE, NOTE} and not is_measured else ""

    return Layout(columns=PLAN_COLUMNS, read=read, naming=NAMING, ghosts=ghosts, closed=closed)


def last_year_layout(plan: Plan) -> Layout:
    """What the table of last year's running totals asks for."""

    def read(row: Row, _column: int, text: str) -> str:
        return _number(_indicator(plan, row), text)

    return Layout(columns=_MONTHS, read=read, naming=NAMING)


def changed_bases(content: Content, planned: Rows, last_year: Rows) -> tuple[Basis, ...]:
    """The bases of both tables; to be asked where there are no faults."""
    bases = {row.key: _with_plan(content.basis(row.key), row.cells) for row in planned}
    for row in last_year:
        bases[row.key] = replace(bases[row.key], last_year=tuple(map(_value, row.cells)))
    return tuple(bases.values())


def _with_plan(basis: Basis, cells: tuple[str, ...]) -> Basis:
    baseline, note, *months = cells
    return replace(basis, baseline=_value(baseline), baseline_note=note, pace_plan=tuple(map(_value, months)))


def _indicator(plan: Plan, row: Row) -> Indicator:
    return next(indicator for indicator in plan.indicators if indicator.id == row.key)


def _number(indicator: Indicator, text: str, *, is_baseline: bool = False) -> str:
    value = read_number(text, indicator.baseline.unit if is_baseline else indicator.unit)
    if value < 0:
        raise CixiError(f"“{text}”是负数。", "请填写0或正数。")
    if indicator.kind in WHOLE and not is_whole(value):
        raise CixiError(f"“{text}”不是整数。", f"{indicator.unit}数应为整数。")
    return plain(value)


def _ghost(indicator: Indicator, row: Row, column: int) -> str:
    """The plan's own baseline; what is due by the rule in force while the bureau has no plan of its own."""
    if indicator.kind is Kind.ASPIRATION or column == NOTE:
        return ""
    baseline = indicator.baseline
    if column == BASELINE:
        is_known = indicator.kind in MEASURED_FROM_BASELINE and baseline.value is not None
        return (
            f"{plain(baseline.value)}（{baseline.status}）" if is_known and baseline.value is not None else ""
        )
    if any(row.cells[NOTE + 1 :]):
        return ""
    try:
        basis = Basis(target_id=indicator.id, baseline=_value(row.cells[BASELINE]))
    except ArithmeticError:
        basis = Basis(target_id=indicator.id)
    due = pace(indicator, basis, column - NOTE).due
    return "" if due is None else plain(rounded(due, indicator.decimals))


def _text(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _value(text: str) -> Decimal | None:
    return Decimal(text) if text else None
