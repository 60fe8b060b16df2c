"""科室和局属单位: the units of the bureau, and the two that stand for none and for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from cixi_desktop.records.record import Key


class Unit(Struct, frozen=True, kw_only=True):
    """科室或局属单位. The plan names none; ``UNASSIGNED`` stands until the bureau enters its own.

    ``place`` is its place in the bureau's own order; units of one place follow one another by id.
    """

    id: str
    name: str
    short_name: str = ""
    leader: str = ""
    phone: str = ""
    place: int = 0

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("unit", self.id)

    @property
    def is_empty(self) -> bool:
        """A unit always has a name."""
        return False


UNASSIGNED = Unit(id="0", name="未分配")

ALL_UNITS = Unit(id="*", name="全部单位")
"""Whose the content is that was put together from several units."""
