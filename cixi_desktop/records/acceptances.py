"""接收记录: which workbook was taken in for a unit's month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import datetime

    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Key


class Acceptance(Struct, frozen=True, kw_only=True):
    """One file that was taken in. ``sha256`` (of its bytes, in hexadecimal) tells whether it comes again.

    ``number`` is the workbook's own 数据版本. ``check_code`` is its own 校验码, or, where people had changed
    cells by hand, that of what was taken in. ``at`` is local time.
    """

    sha256: str
    unit_id: str
    period: Period
    number: int
    check_code: str
    file_name: str
    at: datetime
    accepted_by: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("acceptance", self.sha256)

    @property
    def is_empty(self) -> bool:
        """A file that was taken in stays so."""
        return False
