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


def content_of(store: Store) -> tuple[tuple[object, ...], ...]:
    """Everything that anybody can read of a file."""
    kinds: tuple[type[Record], ...] = get_args(Record)
    with store.snapshot():
        return ((store.is_sample(),), store.operations(limit=10**6), *(store.load(kind) for kind in kinds))


def judged(
    read: tuple[tuple[object, ...], ...], expected: tuple[tuple[object, ...], ...], damage: tuple[str, ...]
) -> str:
    """Of a file with a flipped bit: as it was; or what is left of it, where damage is told; or changed."""
    if not damage:
        return "same" if read == expected else "silent"
    is_part = all(each in whole for part, whole in zip(read, expected, strict=True) for each in part)
    return "told" if is_part else "silent"


def try_flips(folder: Path, count: int, seed: int) -> dict[str, int]:
    """How often a flipped bit was refused or told at reading or made no difference, and by ``check`` found.

    ``silent`` are those that changed what was read although nothing was said, or beside what was told;
    ``overlooked`` those that ``check`` did not find although something was wrong; any exception but CixiError
    passes.
    """
    path = folder / FILE_NAME
    whole = path.read_bytes()
    expected = content_of(open_store(folder))
    chance = random.Random(seed)  # noqa: S311  a campaign, no secret
    tally = {"flips": count, "refused": 0, "told": 0, "same": 0, "silent": 0, "found": 0, "overlooked": 0}
    for _ in range(count):
        bit = chance.randrange(len(whole) * 8)
        broken = bytearray(whole)
        broken[bit // 8] ^= 1 << bit % 8
        path.write_bytes(broken)
        findings = check(folder)
        tally["found"] += bool(findings)
        verdict = "refused"
        with suppress(CixiError):
            store = open_store(folder)
            verdict = judged(content_of(store), expected, store.damage)
        tally[verdict] += 1
        tally["overlooked"] += verdict != "same" and not findings
        for left in folder.iterdir():
            if left.name.startswith(f"{FILE_NAME}-"):
                left.unlink()
    path.write_bytes(whole)
    return tally
