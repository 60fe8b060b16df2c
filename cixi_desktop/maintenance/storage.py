"""A data folder as a whole, and how it is opened, checked and saved; both are composed in ``db``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from cixi_desktop.errors import CixiError
    from cixi_desktop.maintenance.backups import Backup, Reason
    from cixi_desktop.maintenance.diagnostics import FolderFacts
    from cixi_desktop.ports import Store
    from cixi_desktop.records.bureau import AdoptedPlan


Told = Callable[[float], object]
"""Hears from time to time which share of a work is done, from 0 to 1; StoppedError from it ends the work."""


def untold(_share: float) -> None:
    """Where nobody waits for the end."""


class DataFolder(Protocol):
    """A data folder as a whole: looked over, backed up, restored. Any of it may take seconds."""

    def survey(self) -> FolderFacts:
        """What there is to know of the folder itself, which need not exist yet; leaves nothing behind."""
        ...

    def keep(self, reason: Reason) -> Backup:
        """Back up into the folder's own backups, verified, and let go of those that the rotation gives up."""
        ...

    def copy(self, target: Path, told: Told = untold) -> None:
        """Write a verified copy of the data file to ``target``; an older ``target`` is replaced."""
        ...

    def check(self, told: Told = untold) -> list[str]:
        """What is wrong with the data file, in Chinese; nothing if all is well. Changes nothing."""
        ...

    def salvage(self, told: Told = untold) -> tuple[Backup, tuple[str, ...]]:
        """A backup of what can still be read of a damaged data file, and what is lost, in Chinese.

        CixiError if that is nothing. The data file stays as it is.
        """
        ...

    def backups(self) -> tuple[Backup, ...]:
        """The folder's own backups, newest first."""
        ...

    def setback(self) -> CixiError | None:
        """What to tell of a data file older than it was seen here, with the backups that are newer."""
        ...

    def peek(self, source: Path) -> AbstractContextManager[Store]:
        """A backup, to be read only. CixiError if it is damaged, foreign, or made by a newer program."""
        ...

    def restore(self, source: Path, *, actor: str) -> Backup | None:
        """Put a backup in the place of the data file; returns the backup of the latter, None without one.

        CixiError, with nothing changed, for what ``peek`` refuses or if the disk is full.
        """
        ...


class Storage(NamedTuple):
    """How a data folder is opened, checked and saved; composed in ``db.storage``, handed on by ``main``.

    ``open`` opens the folder's file or makes one; ``sample`` makes a new one for sample figures, in place of
    an earlier sample; ``folder`` looks after the folder as a whole; ``plans`` are those that were adopted in
    it.
    """

    open: Callable[[Path], Store]
    sample: Callable[[Path], Store]
    folder: Callable[[Path], DataFolder]
    plans: Callable[[Path], tuple[AdoptedPlan, ...]]
