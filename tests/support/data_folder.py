"""A data folder without a disk, for tests of the window."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cixi_desktop.maintenance.backups import Backup, Reason, name_of
from cixi_desktop.maintenance.diagnostics import FolderFacts
from cixi_desktop.maintenance.storage import untold
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cixi_desktop.errors import CixiError
    from cixi_desktop.maintenance.storage import Told
    from cixi_desktop.ports import Store


class MemoryFolder:
    """Implements ``ports.DataFolder``: backups are names, and ``stores`` what is found behind them."""

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        self._now = now
        self.made: list[Backup] = []
        self.stores: dict[Path, Store] = {}
        self.restored: list[tuple[Path, str]] = []
        self.fault: CixiError | None = None
        self.findings: list[str] = []
        self.lost: tuple[str, ...] = ()
        self.is_set_back: CixiError | None = None

    def survey(self) -> FolderFacts:
        return FolderFacts(path="/数据", has_data=True, free_bytes=2**34)

    def keep(self, reason: Reason) -> Backup:
        self._complain()
        path = Path("/数据/备份") / name_of(reason, self._now())
        made = Backup(path=path, at=self._now(), reason=reason, size=40_960)
        self.made.insert(0, made)
        return made

    def copy(self, target: Path, told: Told = untold) -> None:
        self._complain()
        told(0.5)
        target.write_bytes(b"copy")

    def check(self, told: Told = untold) -> list[str]:
        self._complain()
        told(0.5)
        return self.findings

    def salvage(self, told: Told = untold) -> tuple[Backup, tuple[str, ...]]:
        told(0.5)
        return self.keep(Reason.SALVAGED), self.lost

    def backups(self) -> tuple[Backup, ...]:
        self._complain()
        return tuple(self.made)

    def setback(self) -> CixiError | None:
        return self.is_set_back

    @contextmanager
    def peek(self, source: Path) -> Iterator[Store]:
        self._complain()
        yield self.stores.get(source, MemoryStore())

    def restore(self, source: Path, *, actor: str) -> Backup | None:
        self._complain()
        self.restored.append((source, actor))
        return self.keep(Reason.BEFORE_RESTORE)

    def _complain(self) -> None:
        if self.fault is not None:
            raise self.fault
