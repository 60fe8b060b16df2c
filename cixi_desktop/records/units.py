"""科室和局属单位: the units of the bureau, how they are known again, and the two for none and for all."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cixi_desktop.records import Key


class Unit(Struct, frozen=True):
    """科室或局属单位. The plan names none; ``UNASSIGNED`` stands until the bureau enters its own.

    ``place`` is its place in the bureau's own order; units of one place follow one another by id.
    ``former_names`` (曾用名) are those by which its files may still come.
    """

    id: str
    name: str
    short_name: str = ""
    leader: str = ""
    phone: str = ""
    place: int = 0
    former_names: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("unit", self.id)

    @property
    def is_empty(self) -> bool:
        """A unit always has a name."""
        return False

    @property
    def names(self) -> tuple[str, ...]:
        """Whatever it is known by."""
        return tuple(name for name in (self.name, self.short_name, *self.former_names) if name)


UNASSIGNED = Unit(id="0", name="未分配")

ALL_UNITS = Unit(id="*", name="全部单位")
"""Whose the content is that was put together from several units."""


_UNSEEN = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})
"""Categories of signs that nobody sees in a name: joiners and marks of direction, blanks of any width."""
_KINDS = ("办公室", "中心", "科", "处", "室", "股", "办")
"""How names of units end; 高新处 may be 高新科."""
_SHORTEST_STEM = 2


def normal_name(name: str) -> str:
    """A unit's name as it is compared: NFKC, without blanks, signs that cannot be seen, and case."""
    wide = unicodedata.normalize("NFKC", name)
    return "".join(sign for sign in wide if unicodedata.category(sign) not in _UNSEEN).casefold()


def unit_named(units: Iterable[Unit], name: str) -> Unit | None:
    """The unit of that name, short name or, where nobody else has it now, former name; None for none."""
    units, wanted = tuple(units), normal_name(name)
    present = (unit for unit in units if wanted in map(normal_name, (unit.name, unit.short_name)))
    former = (unit for unit in units if wanted in map(normal_name, unit.former_names))
    return next(present, None) or next(former, None) if wanted else None


def known_unit(units: Iterable[Unit], name: str) -> Unit:
    """The unit that is known by that name; CixiError that says which are named like it, if there is none."""
    units = tuple(units)
    found = unit_named(units, name)
    if found is None:
        near = "、".join(f"“{unit.name}”" for unit in near_units(units, name))
        raise CixiError(f"没有名为“{name}”的单位。", f"请检查单位名称{f'，相近的有{near}' if near else ''}。")
    return found


_CLOSE = 0.75
"""高薪技术科 is 高新技术科 with one sign mistyped, 科技合作科 is not 科技人才科."""


def near_units(units: Iterable[Unit], name: str) -> tuple[Unit, ...]:
    """The units that an unknown name may mean, also where it was mistyped: 高薪技术科."""
    from difflib import get_close_matches

    units = tuple(units)
    names = {normal_name(each): unit for unit in units for each in unit.names}
    close = [names[each] for each in get_close_matches(normal_name(name), names, cutoff=_CLOSE)]
    return tuple(dict.fromkeys((*alike(units, name), *close)))


def alike(units: Iterable[Unit], name: str) -> tuple[Unit, ...]:
    """The units that an unknown name may mean: 高新科 is made of signs of 高新技术科, in their order."""
    return tuple(unit for unit in units if any(_is_alike(normal_name(name), each) for each in unit.names))


def _is_alike(name: str, known: str) -> bool:
    short, long = sorted((_stem(name), _stem(normal_name(known))), key=len)
    return len(short) >= _SHORTEST_STEM and is_part(short, long)


def _stem(name: str) -> str:
    ending = next((kind for kind in _KINDS if name.endswith(kind)), "")
    return name.removesuffix(ending)


def is_part(text: str, name: str) -> bool:
    """Whether the text is made of signs of the name in their order."""
    signs = iter(name)
    return all(sign in signs for sign in text)


def renamed(unit: Unit, name: str) -> Unit:
    """The unit under another name, still known by the one it had."""
    if normal_name(name) == normal_name(unit.name) or unit == UNASSIGNED:
        return replace(unit, name=name)
    return also_known(replace(unit, name=name), (unit.name,))


def also_known(unit: Unit, names: Iterable[str]) -> Unit:
    """The unit, known by these names, too."""
    known = {normal_name(name) for name in unit.names}
    added = {normal_name(name): name for name in names if normal_name(name) not in known}
    return replace(unit, former_names=(*unit.former_names, *added.values())) if added else unit
