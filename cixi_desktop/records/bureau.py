"""What the bureau settles for all units: duties (分工), answers (口径), decisions on figures (核定)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.periods import FIRST_YEAR, signed

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.periods import Period
    from cixi_desktop.records import Key


class Duty(Struct, frozen=True):
    """Who answers for one subject: a task, or a figure or item of it that goes its own way.

    ``lead_unit_id`` (牵头科室), ``leader`` (责任领导) and ``person`` (责任人) are “” where a figure or item
    follows its task, and where nobody has been named yet (未分配). The deadline stands in ``Basis``.
    """

    subject_id: str
    lead_unit_id: str = ""
    supporting_unit_ids: tuple[str, ...] = ()
    leader: str = ""
    person: str = ""
    year: int = FIRST_YEAR

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("duty", self.subject_id, str(self.year))

    @property
    def is_empty(self) -> bool:
        """Whether nobody is named."""
        return not (self.lead_unit_id or self.supporting_unit_ids or self.leader or self.person)

    def within(self, above: Duty) -> Duty:
        """What holds in the end, where ``above`` is the task's duty.

        What is blank is the task's; but who leads in another unit's place does so with people of its own.
        """
        if above.is_empty or self.lead_unit_id not in {"", above.lead_unit_id}:
            return self
        return replace(
            self,
            lead_unit_id=above.lead_unit_id,
            supporting_unit_ids=self.supporting_unit_ids or above.supporting_unit_ids,
            leader=self.leader or above.leader,
            person=self.person or above.person,
        )


class Decision(Struct, frozen=True):
    """The answer to one interpretation, over the plan's provisional one; ``effect`` is what follows."""

    reading_id: str
    answer: str = ""
    effect: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    year: int = FIRST_YEAR

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("decision", self.reading_id, str(self.year))

    @property
    def words(self) -> str:
        """By whom and when: 局长办公会2025年5月12日明确; “” while the provisional answer stands."""
        return f"{signed(self.decided_by, self.decided_on)}明确" if self.answer else ""

    @property
    def is_empty(self) -> bool:
        """Whether the provisional answer stands."""
        return self == Decision(reading_id=self.reading_id, year=self.year)


LEAD, SUM, OWN = "lead", "+", "="
"""In place of a unit's id: the lead's value, the sum of what all report, a value of the bureau's own."""


class FigureDecision(Struct, frozen=True):
    """核定: whose value counts of one figure or item from a month on, until another decision, and why.

    ``whose`` is a unit's id, ``LEAD``, ``SUM`` or ``OWN``; ``value`` is there for ``OWN`` only: what the
    figure comes to at the end of ``from_period``, a running total where it is one.
    """

    target_id: str
    from_period: Period
    whose: str
    value: Decimal | None = None
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("figure_decision", self.target_id, self.from_period.key)

    @property
    def words(self) -> str:
        """Why, by whom, when and since when: 统计局口径；张三2025年6月28日核定，自2025年6月起."""
        by = signed(self.decided_by, self.decided_on)
        told = "，".join(filter(None, (f"{by}核定" if by else "", f"自{self.from_period.label}起")))
        return "；".join(filter(None, (self.reason, told)))

    @property
    def is_empty(self) -> bool:
        """A decision always says whose value counts."""
        return False


class AdoptedPlan(Struct, frozen=True):
    """One version of a year's plan. ``text`` is the plan itself, as ``planfile`` reads it.

    ``since`` is the first month (1–12) that is judged by it, until the next version. ``reason`` and ``paper``
    (文号) say why it took the place of the version before; “” for the first one.
    """

    year: int
    version: int
    since: int
    text: str
    reason: str = ""
    paper: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("plan", str(self.year), str(self.version))

    @property
    def is_empty(self) -> bool:
        """A plan always has its text."""
        return False
