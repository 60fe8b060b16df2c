"""A disk that kills, fills up or is cut off: what ``disk.c`` puts between a program and its folder."""

from __future__ import annotations

import ctypes
import os
import struct
import subprocess
import sys
import tempfile
from copy import deepcopy
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

SOURCE = Path(__file__).with_name("disk.c")
_HEAD = struct.Struct("=6Q")
SECTOR = 512
HALF, TORN = 0.5, 0.2
"""The share of names that are kept, and of writes that are cut off within."""


class Mode(IntEnum):
    """What befalls the program: nothing; its end, or a full disk, at one operation; a log of them all."""

    OFF = 0
    KILL = 1
    FULL = 2
    LOG = 3


def load_first() -> None:
    """Start this program anew with the library loaded before all others, unless it is."""
    if "disk.so" in os.environ.get("LD_PRELOAD", ""):
        return
    library = Path(tempfile.mkdtemp(prefix="cixi-disk-")) / "disk.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    environment = {**os.environ, "LD_PRELOAD": str(library)}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606  itself


def arm(mode: Mode, folder: Path, *, at: int = 0, log: int = -1) -> None:
    """From now on, whatever changes ``folder`` counts: operation ``at`` is the one that something befalls."""
    ctypes.CDLL(None).disk_arm(int(mode), ctypes.c_long(at), os.fsencode(folder), log)


def counted() -> int:
    """How many operations there were since."""
    library = ctypes.CDLL(None)
    library.disk_count.restype = ctypes.c_long
    return int(library.disk_count())


def mark() -> None:
    """Note in the log that something was reported as done."""
    ctypes.CDLL(None).disk_mark()


class Step(Struct, frozen=True):
    """One operation of the log.

    ``kind`` as in ``disk.c``: Create, Write, Truncate, Sync, sYnc a folder, Rename, Link, Unlink, Ack.
    """

    kind: str
    inode: int
    offset: int
    path: str
    other: str
    data: bytes


def read_log(log: Path) -> Iterator[Step]:
    """The operations of a log, in their order."""
    content = log.read_bytes()
    place = 0
    while place < len(content):
        kind, inode, offset, *sizes = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        parts = []
        for size in sizes:
            parts.append(content[place : place + size])
            place += size
        yield Step(chr(kind), inode, offset, os.fsdecode(parts[0]), os.fsdecode(parts[1]), parts[2])


class Disk:
    """What is on the disk for certain, and what only may be, while the steps of a log go by.

    Until a file is synced, any of its writes may be on the disk, whole or in part; until its folder is, any
    of the names: in their order where the file system keeps a journal, else (FAT) in none.
    """

    def __init__(self, folder: Path) -> None:
        self.names = {str(path): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}
        self.contents = {inode: Path(path).read_bytes() for path, inode in self.names.items()}
        self.writes: dict[int, list[Step]] = {}
        self.renames: list[Step] = []

    def copy(self) -> Disk:
        """The same disk, which goes its own way."""
        return deepcopy(self)

    def take_in(self, step: Step) -> None:
        """Go on by one step."""
        if step.kind in "WT":
            self.writes.setdefault(step.inode, []).append(step)
        elif step.kind == "S":
            content = self.contents.get(step.inode, b"")
            for write in self.writes.pop(step.inode, []):
                content = _changed(content, write)
            self.contents[step.inode] = content
        elif step.kind == "Y":
            here = [each for each in self.renames if str(Path(each.other or each.path).parent) == step.path]
            for each in here:
                _rename(self.names, each)
            self.renames = [each for each in self.renames if each not in here]
        elif step.kind in "CRLU":
            self.renames.append(step)

    def cut(self, chance: Random, *, is_ordered: bool) -> dict[str, bytes]:
        """The files that may be found after a cut of the power at this moment."""
        names = dict(self.names)
        count = chance.randint(0, len(self.renames))
        any_of_them = [each for each in self.renames if chance.random() < HALF]
        for each in self.renames[:count] if is_ordered else any_of_them:
            _rename(names, each)
        return {path: self._content(inode, chance) for path, inode in names.items()}

    def _content(self, inode: int, chance: Random) -> bytes:
        content = self.contents.get(inode, b"")
        share = chance.choice((0.0, 0.5, 1.0))
        for write in self.writes.get(inode, []):
            if chance.random() < share:
                content = _changed(content, write, chance)
        return content


def _changed(content: bytes, step: Step, chance: Random | None = None) -> bytes:
    """The content after a write, or with ``chance`` after some first sectors of it, or a truncation."""
    if step.kind == "T":
        return content[: step.offset].ljust(step.offset, b"\0")
    data = step.data
    if chance is not None and len(data) > SECTOR and chance.random() < 0.2:
        data = data[: SECTOR * chance.randrange(len(data) // SECTOR)]
    return content[: step.offset].ljust(step.offset, b"\0") + data + content[step.offset + len(data) :]


def _rename(names: dict[str, int], step: Step) -> None:
    if step.kind == "U":
        names.pop(step.path, None)
    elif step.kind == "C":
        names[step.path] = step.inode
    else:
        names[step.other] = step.inode
        if step.kind == "R":
            names.pop(step.path, None)
