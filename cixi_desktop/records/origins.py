"""数据来源: what each unit says of one figure of all units together, and whose value counts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.records.bureau import FigureDecision
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.handovers import Correction
    from cixi_desktop.records.units import Unit

MOST_TOLD = 8
"""Units that are told by name and value; there may be two hundred."""


class ValueSource(Struct, frozen=True):
    """One unit's latest report of a figure or item; ``shown`` is its value for people."""

    unit: Unit
    entry: Entry
    shown: str
    correction: Correction | None = None

    @property
    def corrected(self) -> str:
        """（办公室更正：…） where the office changed it in the unit's place."""
        return f"（{self.correction.words}）" if self.correction else ""


class Rule(StrEnum):
    """By which rule the reports of several units become one."""

    ONLY = "单独填报"
    LISTED = "分别填报"
    AGREED = "一致"
    CHOSEN = "核定"
    SUMMED = "合计"
    OWN = "核定数"
    OPEN = "待核定"


class Origin(Struct, frozen=True, kw_only=True):
    """Where one figure comes from in the month ``period``.

    ``winner`` is the source whose figures count, provisionally where nothing is decided yet; None where they
    are summed, where the bureau's ``own`` value stands, or where there is none to count.
    """

    target: Target
    period: Period
    sources: tuple[ValueSource, ...]
    rule: Rule
    winner: ValueSource | None = None
    decision: FigureDecision | None = None
    own: str = ""

    @property
    def is_open(self) -> bool:
        """Whether values of several units wait for a decision."""
        return self.rule is Rule.OPEN

    @property
    def is_disputed(self) -> bool:
        """Whether there is anything to decide, or decided."""
        return self.rule not in {Rule.ONLY, Rule.LISTED}

    def counts(self, source: ValueSource) -> bool:
        """Whether a source makes the figure, by itself or as a part of it."""
        return source is self.winner or self.rule in {Rule.SUMMED, Rule.LISTED}

    @property
    def outcome(self) -> str:
        """What became of it: 待核定（暂用牵头科室甲科）, 核定：乙科（统计局口径；…）, 合计, 一致."""
        winner, why = self.winner, self._why
        if self.is_open:
            return f"{self.rule}（暂用牵头科室{winner.unit.name}）" if winner else self.rule.value
        if self.rule is Rule.OWN:
            return f"{self.rule}{self.own}{why}"
        return (
            f"{self.rule}：{winner.unit.name}{why}"
            if winner and self.rule is Rule.CHOSEN
            else self.rule + why
        )

    @property
    def words(self) -> str:
        """合计：甲科15家、乙科20家; 核定采用甲科3.4%（统计局口径；…），未采用乙科3.5%."""
        winner, why = self.winner, self._why
        others = self.told([source for source in self.sources if source is not winner])
        if self.rule is Rule.OWN:
            return f"核定为{self.own}{why}" + (f"，单位填报{others}" if others else "")
        if winner is None or self.rule in {Rule.AGREED, Rule.ONLY}:
            return f"{self.rule}：{self.told(self.sources)}{why}"
        if self.is_open:
            return f"{self.rule}：暂用牵头科室{self.told([winner])}，另有{others}"
        return f"{self.rule}采用{self.told([winner])}{why}" + (f"，未采用{others}" if others else "")

    @property
    def _why(self) -> str:
        return f"（{self.decision.words}）" if self.decision and not self.is_open else ""

    def told(self, sources: Sequence[ValueSource]) -> str:
        """甲科15家、乙科20家（5月）; of very many the first."""
        told = "、".join(
            f"{each.unit.name}{each.shown}{self._since(each)}{each.corrected}" for each in sources[:MOST_TOLD]
        )
        return f"{told}等{len(sources)}个单位" if len(sources) > MOST_TOLD else told

    def _since(self, source: ValueSource) -> str:
        """The month of a value that the month of the origin did not bring."""
        return "" if source.entry.period == self.period else f"（{source.entry.period.last}月）"


def undecided_mark(origin: Origin | None) -> str:
    """What stands behind a word or a name while values of several units wait for a decision."""
    return f"（{Rule.OPEN}）" if origin and origin.is_open else ""
