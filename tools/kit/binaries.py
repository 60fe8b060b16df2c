"""What compiled files ask of the machine they run on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import lief

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

lief.logging.disable()  # it complains of remarks in files that do no harm
lief.disable_leak_warning()  # and of itself, when the program ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """A compiled file: what must be there to load it, and versions of symbols in it, as GLIBC_2.17."""

    path: Path
    needed: frozenset[str]
    versions: frozenset[str] = frozenset()

    def newest(self, family: str) -> tuple[int, ...]:
        """The newest version of a family of symbols, as ``GLIBC``; () if it asks for none."""
        found = (re.fullmatch(rf"{family}_([\d.]+)", version) for version in self.versions)
        return max((tuple(map(int, one[1].split("."))) for one in found if one), default=())


def binaries_in(folder: Path) -> list[Binary]:
    """All compiled files below a folder."""
    return binaries_among(sorted(path for path in folder.rglob("*") if path.is_file()))


def binaries_among(files: Iterable[Path]) -> list[Binary]:
    """The compiled ones of these files, be they programs or libraries of Linux or Windows."""
    return [found for path in files if (found := _read(path))]


def _read(path: Path) -> Binary | None:
    if lief.is_elf(path) and (library := lief.ELF.parse(path)):
        asked = library.symbols_version_requirement
        versions = frozenset(str(one.name) for part in asked for one in part.get_auxiliary_symbols())
        return Binary(path=path, needed=frozenset(map(str, library.libraries)), versions=versions)
    if lief.is_pe(path) and (program := lief.PE.parse(path)):
        return Binary(path=path, needed=frozenset(str(one.name) for one in program.imports))
    return None
