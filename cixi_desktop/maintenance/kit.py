"""The kit: the folder that is handed out, with the program, all that it runs on, and a list of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "MANIFEST.sha256"
"""Beside the start files; a line for each file of the kit, as ``sha256sum -c`` reads it."""
PROGRAM, RUNTIME, SITE, LICENCES = "program", "runtime", "site", "licences"
"""The folders of a kit: this program; Python and its libraries; the packages; the texts of their licences."""


def home_of(program: Path) -> Path:
    """The folder that a user takes for the program: the kit around it, else the folder itself."""
    return program.parent if (program.parent / MANIFEST).is_file() else program


def manifest_of(kit: Path) -> str:
    """The lines of a new list, sorted by name; the list itself and what is no file are left out."""
    names = sorted(name for name in _names(kit) if name != MANIFEST)
    return "".join(f"{_digest(kit / name)}  {name}\n" for name in names)


def faults_of(kit: Path) -> list[str]:
    """What differs from the kit's list, as clauses in Chinese: missing, changed, and added files.

    Only the kit's own folders are searched for added files: beside them a user may keep what he likes.
    OSError if the list, or a file in it, cannot be read.
    """
    listed = dict(_parsed(line) for line in (kit / MANIFEST).read_text(encoding="utf-8").splitlines())
    present = _names(kit)
    missing = [f"缺少{name}" for name in listed if name not in present]
    changed = [
        f"{name}的内容有变" for name in listed if name in present and _digest(kit / name) != listed[name]
    ]
    own = (PROGRAM, RUNTIME, SITE, LICENCES)
    added = [f"多出{name}" for name in sorted(present - set(listed)) if name.split("/")[0] in own]
    return missing + changed + added


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _parsed(line: str) -> tuple[str, str]:
    digest, _, name = line.partition("  ")
    return name, digest


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
