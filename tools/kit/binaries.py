"""What compiled files ask of the machine they run on, as objdump tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.kit.shell import call

if TYPE_CHECKING:
    from pathlib import Path

ELF, PE = b"\x7fELF", b"MZ"
_CHUNK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """A compiled file: what it is linked with, and the versions of symbols it asks for, as GLIBC_2.17."""

    path: Path
    needed: frozenset[str]
    versions: frozenset[str]

    def newest(self, family: str) -> tuple[int, ...]:
        """The newest version of a family of symbols, as ``GLIBC``; () if it asks for none."""
        found = (re.fullmatch(rf"{family}_([\d.]+)", version) for version in self.versions)
        return max((tuple(map(int, one[1].split("."))) for one in found if one), default=())


def binaries_in(folder: Path) -> list[Binary]:
    """All compiled files below a folder."""
    return binaries_among(sorted(path for path in folder.rglob("*") if path.is_file()))


def binaries_among(files: list[Path]) -> list[Binary]:
    """The compiled ones of these files."""
    paths = [path for path in files if is_binary(path)]
    found: list[Binary] = []
    for start in range(0, len(paths), _CHUNK):
        text = call("env", "LC_ALL=C", "objdump", "-p", *paths[start : start + _CHUNK])
        found += parse(text, {str(path): path for path in paths})
    return found


def is_binary(path: Path) -> bool:
    """Whether it is a program or library of Linux or Windows."""
    with path.open("rb") as file:
        head = file.read(4)
    return head == ELF or head[:2] == PE


def parse(text: str, paths: dict[str, Path]) -> list[Binary]:
    """What ``objdump -p`` printed, for files by the names it was given."""
    parts = re.split(r"^(\S.*):\s+file format \S+$", text, flags=re.MULTILINE)[1:]
    return [
        Binary(
            path=paths[name],
            needed=frozenset(re.findall(r"^\s+(?:NEEDED\s+|DLL Name: )(\S+)", part, re.MULTILINE)),
            versions=frozenset(re.findall(r"^\s+0x[0-9a-f]+ 0x[0-9a-f]+ \d+ (\S+)", part, re.MULTILINE)),
        )
        for name, part in zip(parts[::2], parts[1::2], strict=True)
    ]
