"""争取获得的荣誉: aims that are won or not, without a number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.kinds import Kind
from cixi_desktop.plan import Modality
from cixi_desktop.plans.draft import Relation
from cixi_desktop.plans.quantities import Quantity
from cixi_desktop.plans.targets import FoundTarget
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plans.targets import Stretch

UNIT = "项（荣誉）"
_HONOUR = re.compile(
    r"(?P<aim>力争|争取|努力|冲刺|全力争取)(?:再)?(?P<name>(?:获得?|荣获|夺取|捧得|摘得|蝉联|捧回).{2,40}(?:鼎|奖|杯|称号|荣誉|金牌|先进))$"
)


def read_honours(reading: Stretch, *, is_headline: bool) -> Iterator[FoundTarget]:
    """争取获省科技创新鼎: an honour, where the headline targets name it; elsewhere it is an item."""
    for number, clause in enumerate(reading.clauses if is_headline else ()):
        found = _HONOUR.search(reading.view.text[clause.start : clause.end])
        if found is None or number in reading.spent:
            continue
        reading.spent.add(number)
        start, end = clause.start + found.start(), clause.end
        yield FoundTarget(
            quantity=Quantity(
                outset=start,
                start=start,
                end=end,
                number_start=start,
                number_end=end,
                value=Decimal(1),
                unit=UNIT,
                measure=UnitKind.NONE,
                relation=Relation.YES_NO,
                word="honour",
            ),
            clause=number,
            start=start,
            end=end,
            before="",
            behind="",
            own="",
            name=found["name"],
            kind=Kind.ASPIRATION,
            modality=Modality.STRIVING if found["aim"] == "力争" else Modality.CONTENDING,
        )
