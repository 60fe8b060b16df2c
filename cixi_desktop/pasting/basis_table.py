"""基数和月度计划表: what figures are measured by, as tables of texts, and the bases that they give."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.pace import pace
from cixi_desktop.assessment.phrases import shares_text, target_words
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import Column
from cixi_desktop.pasting.text_table import Place, Rows, TableLayout, TextRow
from cixi_desktop.periods import MONTHS
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.records.basis import Basis, Share
from cixi_desktop.records.units import unit_named
from cixi_desktop.values import Comparator, is_whole, plain, read_number, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cixi_desktop.plan import Indicator, Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.rules import Rules
    from cixi_desktop.records.units import Unit

BASELINE, NOTE, BAND = 0, 1, 2
"""The columns before the months, January first."""
SHARES = BAND + 1 + MONTHS
"""The column behind them."""
NAMING = ("target", "target_id")
_MONTHS = tuple(
    Column(field=f"month_{n}", head=f"{n}月", width=4, is_figure=True) for n in range(1, MONTHS + 1)
)
PLAN_COLUMNS = (
    Column(field="baseline", head="基数", width=9, is_figure=True),
    Column(field="baseline_note", head="基数说明", width=10),
    Column(field="band", head="“左右”幅度", width=6, is_figure=True),
    *_MONTHS,
    Column(field="shares", head="单位分解数", width=14),
)


def plan_rows(plan: Plan, content: Content) -> Rows:
    """基数, its note, the band of 左右 and the twelve months of the bureau's own plan, for every figure."""
    return tuple(
        _row(
            plan,
            indicator,
            (
                _text(basis.baseline),
                basis.baseline_note,
                _text(basis.band),
                *map(_text, basis.pace_plan),
                shares_text({unit.id: unit.name for unit in content.units}, basis.shares),
            ),
        )
        for indicator in plan.indicators
        for basis in [content.basis(indicator.id)]
    )


def last_year_rows(plan: Plan, content: Content) -> Rows:
    """Last year's running totals of the twelve months, for the figures that add up."""
    return tuple(
        _row(plan, indicator, tuple(map(_text, content.basis(indicator.id).last_year)))
        for indicator in plan.indicators
        if indicator.traits.is_flow
    )


def _row(plan: Plan, indicator: Indicator, cells: tuple[str, ...]) -> TextRow:
    names = [
        word for commitment in plan.commitments_of(indicator) for word in (commitment.id, commitment.name)
    ]
    title = f"{indicator.id} {fullwidth_punctuation(indicator.name)}（{target_words(indicator)}）"
    return TextRow(indicator.id, title, cells, names=(indicator.id, indicator.name, *names))


def plan_layout(plan: Plan, content: Content) -> TableLayout:
    """What the table of baselines, bands, shares and monthly plans asks for.

    The rules of ``content`` hold where it is blank, and its units are known.
    """
    units = content.units
    names = {unit.id: unit.name for unit in units}

    def read(row: TextRow, column: int, text: str) -> str:
        if column == NOTE:
            return " ".join(text.split())
        indicator = _indicator(plan, row)
        if column == BAND:
            return _positive(text, _band_unit(indicator))
        if column == SHARES:
            return shares_text(names, read_shares(units, indicator, text))
        return _number(indicator, text, is_baseline=column == BASELINE)

    def placeholders(rows: Rows) -> Mapping[Place, str]:
        found: dict[Place, str] = {}
        for number, row in enumerate(rows):
            for column, text in enumerate(row.cells):
                if not text:
                    indicator = _indicator(plan, row)
                    is_band = column == BAND
                    found[number, column] = (
                        _band_placeholder(indicator, content.rules)
                        if is_band
                        else _placeholder(indicator, row, column)
                    )
        return found

    return TableLayout(
        columns=PLAN_COLUMNS,
        read=read,
        naming=NAMING,
        placeholders=placeholders,
        readonly_reason=lambda row, column: _readonly_reason(_indicator(plan, row), column),
    )


def last_year_layout(plan: Plan) -> TableLayout:
    """What the table of last year's running totals asks for."""

    def read(row: TextRow, _column: int, text: str) -> str:
        return _number(_indicator(plan, row), text)

    return TableLayout(columns=_MONTHS, read=read, naming=NAMING)


def changed_bases(content: Content, planned: Rows, last_year: Rows) -> tuple[Basis, ...]:
    """The bases of both tables; to be asked where there are no faults."""
    bases = {row.key: _with_plan(content, row) for row in planned}
    for row in last_year:
        bases[row.key] = replace(bases[row.key], last_year=tuple(map(_value, row.cells)))
    return tuple(bases.values())


def _with_plan(content: Content, row: TextRow) -> Basis:
    baseline, note, band, *months, shares = row.cells
    return replace(
        content.basis(row.key),
        baseline=_value(baseline),
        baseline_note=note,
        band=_value(band),
        shares=tuple(_shares(content.units, unicodedata.normalize("NFKC", shares))),
        pace_plan=tuple(map(_value, months)),
    )


_SINCE = re.compile(r"[自从]?(\d{1,2})月份?起:?\s*(.*)")
_SHARE = re.compile(r"(.+?)[:\s]*(\d[\d.]*\D*)")


def read_shares(units: Sequence[Unit], indicator: Indicator, text: str) -> tuple[Share, ...]:
    """The share of each unit that the text names. CixiError where it names none, or one twice."""
    shares = tuple(_shares(units, unicodedata.normalize("NFKC", text), indicator.unit))
    places = {(each.unit_id, each.since) for each in shares}
    if len(places) < len(shares):
        raise CixiError(f"“{text}”中有单位重复。", "每个单位只写一次。")
    for each in shares:
        if indicator.traits.is_due_in_whole and not is_whole(each.amount):
            raise CixiError(f"“{plain(each.amount)}”不是整数。", f"{indicator.unit}数应为整数。")
    return shares


def divided_from(content: Content, indicator: Indicator, text: str, since: int) -> Basis:
    """The basis with the shares that the text names from that month on; what held before stays."""
    if reason := _readonly_reason(indicator, SHARES):
        raise CixiError(reason)
    basis = content.basis(indicator.id)
    before = (each for each in basis.shares if each.since < since)
    named = read_shares(content.units, indicator, text)
    return replace(basis, shares=(*before, *(replace(each, since=since) for each in named)))


def _shares(units: Sequence[Unit], text: str, measure: str = "") -> Iterator[Share]:
    """The shares that the text names; those behind 7月起 hold from that month on."""
    since = 1
    for part in filter(None, map(str.strip, re.split(r"[、，,；;\n]+", text))):
        begun = _SINCE.fullmatch(part)
        since, words = (int(begun[1]), begun[2]) if begun else (since, part)
        found = _SHARE.fullmatch(words)
        unit = unit_named(units, found[1]) if found else None
        if found is None or unit is None or not 1 <= since <= MONTHS:
            raise CixiError(
                f"“{part}”中未识别到单位和数。",
                "请写成“甲科40、乙科80”，年中有调整的接着写“；7月起：甲科50、乙科80”，单位写全称或简称。",
            )
        yield Share(unit_id=unit.id, amount=read_number(found[2], measure), since=since)


def _indicator(plan: Plan, row: TextRow) -> Indicator:
    return next(indicator for indicator in plan.indicators if indicator.id == row.key)


def _number(indicator: Indicator, text: str, *, is_baseline: bool = False) -> str:
    found = _positive(text, indicator.baseline.unit if is_baseline else indicator.unit)
    if indicator.traits.is_due_in_whole and not is_whole(Decimal(found)):
        raise CixiError(f"“{text}”不是整数。", f"{indicator.unit}数应为整数。")
    return found


def _readonly_reason(indicator: Indicator, column: int) -> str:
    """Why a cell of the plans takes nothing."""
    if column == BAND and indicator.comparator is not Comparator.ABOUT:
        return "目标不是“左右”的，没有幅度。"
    if indicator.traits.is_staged:
        return "争取类指标只看所处阶段，不设基数和月度计划。"
    if column == SHARES and not indicator.traits.is_flow:
        return "只有逐月累计的指标可以分解到单位。"
    if BAND < column < SHARES and indicator.traits.is_limit:
        return "控制类指标全年同一标准，不设月度计划。"
    is_measured = indicator.traits.is_from_baseline
    return "本指标不从基数起算。" if column in {BASELINE, NOTE} and not is_measured else ""


def _positive(text: str, unit: str) -> str:
    value = read_number(text, unit)
    if value < 0:
        raise CixiError(f"“{text}”是负数。", "请填写0或正数。")
    return plain(value)


def _band_unit(indicator: Indicator) -> str:
    return "个百分点" if indicator.is_percentage else "%"


def _band_placeholder(indicator: Indicator, rules: Rules) -> str:
    """How far 左右 reaches by the rules; “” for other targets."""
    if indicator.comparator is not Comparator.ABOUT:
        return ""
    band = rules.growth_band if indicator.is_percentage else rules.count_band
    return f"{plain(band)}{_band_unit(indicator)}"


def _placeholder(indicator: Indicator, row: TextRow, column: int) -> str:
    """The plan's own baseline; what is due by the rule in force while the bureau has no plan of its own."""
    if indicator.traits.is_staged or column in {NOTE, SHARES}:
        return ""
    baseline = indicator.baseline
    if column == BASELINE:
        is_known = indicator.traits.is_from_baseline and baseline.value is not None
        return (
            f"{plain(baseline.value)}（{baseline.status}）" if is_known and baseline.value is not None else ""
        )
    if any(row.cells[BAND + 1 : SHARES]):
        return ""
    try:
        basis = Basis(target_id=indicator.id, baseline=_value(row.cells[BASELINE]))
    except ArithmeticError:
        basis = Basis(target_id=indicator.id)
    due = pace(indicator, basis, column - BAND).due
    return "" if due is None else plain(rounded(due, indicator.decimals))


def _text(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _value(text: str) -> Decimal | None:
    return Decimal(text) if text else None
