"""分工: who answers for a task, a figure or an item. The plan names nobody: the bureau enters it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cixi_desktop.entries import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who answers for one subject: a task, or a figure or item of it that goes its own way.

    ``lead_unit_id`` (牵头科室), ``leader`` (责任领导) and ``person`` (责任人) are “” where a figure or item
    follows its task, and where nobody has been named yet (未分配). The deadline stands in ``Basis``.
    """

    subject_id: str
    lead_unit_id: str = ""
    supporting_unit_ids: tuple[str, ...] = ()
    leader: str = ""
    person: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("duty", self.subject_id)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is named."""
        return self == Duty(subject_id=self.subject_id)
