"""口径答复: what the bureau has decided on an open reading of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.records.entries import Key


class Decision(Struct, frozen=True, kw_only=True):
    """The answer to one open reading, over the plan's provisional one; ``effect`` is what follows from it."""

    reading_id: str
    answer: str = ""
    effect: str = ""
    decided_by: str = ""
    decided_on: date | None = None

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("decision", self.reading_id)

    @property
    def words(self) -> str:
        """By whom and when: 局长办公会，2025-05-12明确; “” while the provisional answer stands."""
        told = "，".join(filter(None, (self.decided_by, str(self.decided_on or ""))))
        return f"{told}明确" if self.answer else ""

    @property
    def is_empty(self) -> bool:
        """Whether the provisional answer stands."""
        return self == Decision(reading_id=self.reading_id)
