"""Rows of tables of figures: name, unit, base and target each in a cell of its own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.kinds import Kind
from cixi_desktop.plan import Modality
from cixi_desktop.plans.draft import BaselineSource, DraftBaseline, DraftTarget, Relation
from cixi_desktop.plans.kinds import kind_of, sentence_of, usual_frequency
from cixi_desktop.plans.quantities import Quantity, quantities
from cixi_desktop.plans.units import UNIT, measure_of

if TYPE_CHECKING:
    from cixi_desktop.plans.parts import FigureRow

_UNIT = re.compile(rf"(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千(?!瓦|米|克|伏))?(?P<unit>{UNIT})")
_IN_NAME = re.compile(r"[(\[]([^()\[\]]{1,10})[)\]]$")
_RATE = re.compile(r"增长|增速|增幅|涨幅")


def read_figure(figure: FigureRow, text: str) -> DraftTarget | None:
    """The target in a row; None if its cell holds no number."""
    found = next(quantities(figure.value.text), None)
    if found is None or found.word:
        return None
    named = _IN_NAME.search(figure.name.text)
    unit_text = (
        figure.unit.text
        if figure.unit and figure.unit.text not in {"-", "—", "/"}
        else named[1]
        if named
        else ""
    )
    unit = found.unit or unit_text
    match = _UNIT.fullmatch(unit)
    name = figure.name.text[: named.start()] if named and match else figure.name.text
    quantity = _with_unit(found, unit, match)
    start, end = figure.name.places[0], figure.value.places[-1] + 1
    words = figure.value.text[: found.start]
    is_rate = _RATE.search(name + words) is not None and unit == "%"
    kind = Kind.GROWTH_RATE if is_rate else kind_of(quantity, name, "", name)
    base = _base(figure, unit, kind)
    is_falling = base.value is not None and base.value > quantity.value
    if is_falling and kind is Kind.LEVEL and quantity.relation is Relation.AT_LEAST:
        kind, quantity = Kind.CAPPED_LEVEL, replace(quantity, relation=Relation.AT_MOST)
    quote = text[min(start, end - 1) : end] if start < end else figure.value.text
    return DraftTarget(
        id="",
        task_id="",
        text=f"{figure.name.text} {figure.value.text}{unit_text if not found.unit else ''}",
        quote=quote,
        start=start,
        span=figure.value.span(found.start, found.end),
        spans=(figure.value.span(found.start, found.end),),
        name=name.strip("★▲*"),
        kind=kind,
        relation=quantity.relation,
        modality=Modality.STRIVING if figure.is_striving else Modality.BINDING,
        target=quantity.value,
        upper=quantity.upper,
        unit=unit,
        decimals=quantity.decimals,
        baseline=base,
        frequency=usual_frequency(kind),
        sentence=sentence_of(name, kind),
    )


def _with_unit(found: Quantity, unit: str, match: re.Match[str] | None) -> Quantity:
    if found.unit or match is None:
        return found
    return replace(found, unit=unit, scale=match["scale"] or "", measure=measure_of(match["unit"]))


def _base(figure: FigureRow, unit: str, kind: Kind) -> DraftBaseline:
    found = next(quantities(figure.base.text), None) if figure.base else None
    if kind in {Kind.CUMULATIVE_COUNT, Kind.CUMULATIVE_AMOUNT}:
        return DraftBaseline(value=Decimal(0), unit=unit, source=BaselineSource.DEFINITION)
    if found is None or found.word:
        return DraftBaseline(value=None, unit="", source=BaselineSource.MISSING)
    return DraftBaseline(value=found.value, unit=found.unit or unit, source=BaselineSource.STATED)
