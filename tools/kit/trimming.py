"""What is left out of a kit: a list of patterns, each with its reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path

from tools.kit.targets import KitError

TRIMS = Path(__file__).with_name("trims.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """Files that go, by patterns of their path in the kit, and those of them that stay; with the reason."""

    reason: str
    patterns: tuple[str, ...]
    but: tuple[str, ...] = ()

    def dropped(self, names: list[str]) -> set[str]:
        """Which of these files go; KitError if a pattern fits none of them, or an exception spares none."""
        fitting = {pattern: _fitting(pattern, names) for pattern in self.patterns}
        spared = {pattern: _fitting(pattern, names) for pattern in self.but}
        idle = [pattern for pattern, found in (fitting | spared).items() if not found]
        if idle:
            raise KitError(f"{TRIMS.name}: nothing fits {', '.join(idle)} ({self.reason}).")
        return set().union(*fitting.values()) - set().union(*spared.values())


def read_trims(text: str, kit: str) -> list[Trim]:
    """The list for one sort of kit: ``linux`` or ``windows``."""
    return [
        Trim(reason=drop["reason"], patterns=tuple(drop["patterns"]), but=tuple(drop.get("but", ())))
        for drop in tomllib.loads(text)["drop"]
        if kit in drop.get("kits", (kit,))
    ]


def trim(kit: Path, trims: list[Trim]) -> list[tuple[int, str]]:
    """Delete what the list names, and folders left empty; returns the bytes that each reason saved."""
    names = sorted(path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file())
    sizes = {name: (kit / name).stat().st_size for name in names}
    saved = []
    for rule in trims:
        gone = rule.dropped(names)
        saved.append((sum(sizes[name] for name in gone), rule.reason))
        for name in gone:
            (kit / name).unlink(missing_ok=True)
    _remove_empty_folders(kit)
    return saved


def size_of(folder: Path) -> int:
    """The bytes in all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _fitting(pattern: str, names: list[str]) -> set[str]:
    expression = re.compile(translate(pattern))
    return {name for name in names if expression.match(name)}


def _remove_empty_folders(kit: Path) -> None:
    for folder in sorted((path for path in kit.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
