"""Single bits flipped in a data file: each is found, named, and never read as what was not saved."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING, get_args

from cixi_desktop.errors import CixiError
from cixi_desktop.records.record import Record
from db.check import check
from db.datafile import FILE_NAME
from db.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.ports import Store


def content_of(store: Store) -> tuple[object, ...]:
    """Everything that anybody can read of a file."""
    kinds: tuple[type[Record], ...] = get_args(Record)
    with store.snapshot():
        return (store.is_sample(), store.operations(limit=10**6), *(store.load(kind) for kind in kinds))


def try_flips(folder: Path, count: int, seed: int) -> dict[str, int]:
    """How often a flipped bit was refused at reading or made no difference, and by ``check`` found or not.

    ``silent`` are those that changed what was read although nothing was said, ``lost`` those that ``check``
    overlooked although something was wrong; any exception but CixiError passes.
    """
    path = folder / FILE_NAME
    whole = path.read_bytes()
    expected = content_of(open_store(folder))
    chance = random.Random(seed)  # noqa: S311  a campaign, no secret
    tally = {"flips": count, "refused": 0, "same": 0, "silent": 0, "found": 0, "overlooked": 0}
    for _ in range(count):
        bit = chance.randrange(len(whole) * 8)
        broken = bytearray(whole)
        broken[bit // 8] ^= 1 << bit % 8
        path.write_bytes(broken)
        findings = check(folder)
        tally["found"] += bool(findings)
        read = None
        with suppress(CixiError):
            read = content_of(open_store(folder))
        verdict = "refused" if read is None else "same" if read == expected else "silent"
        tally[verdict] += 1
        tally["overlooked"] += verdict != "same" and not findings
        for left in folder.iterdir():
            if left.name.startswith(f"{FILE_NAME}-"):
                left.unlink()
    path.write_bytes(whole)
    return tally
