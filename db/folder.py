"""The data folder as a whole behind ``ports.DataFolder``: its backups, and putting one of them back."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.files import put_in_place
from cixi_desktop.history import Operation
from cixi_desktop.maintenance.backups import SUFFIX, Backup, Reason, given_up, read_name
from cixi_desktop.maintenance.storage import untold
from db.backup import backup, keep_bytes, place_for, set_aside
from db.check import check
from db.datafile import (
    BACKUP_FOLDER,
    FILE_NAME,
    HEAD,
    FileState,
    connect,
    file_state,
    journal_of,
    remember,
    seen_beyond,
    verify,
)
from db.faults import is_busy, set_back, translated
from db.location import prepare_folder, survey
from db.store import SqlStore, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import BinaryIO

    from cixi_desktop.maintenance.diagnostics import FolderFacts
    from cixi_desktop.maintenance.storage import Told
    from cixi_desktop.ports import Clock, Store

STAGING = ".cixi-restore-"
"""Begins the name of the folder, on the disk of the data file, in which a backup is made ready."""
AS_IT_WAS = "原样"


class SqlFolder:
    """Implements ``ports.DataFolder``."""

    def __init__(self, folder: Path, clock: Clock = local_time) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._clock = clock

    def survey(self) -> FolderFacts:
        return survey(self._folder)

    def keep(self, reason: Reason) -> Backup:
        """See ``ports.DataFolder``. What cannot be deleted, because a program has it open, stays."""
        at = self._clock()
        target = place_for(self._path, reason, at)
        self._copy(self._path, target, at.date())
        made = _backup(target)
        for old in given_up(self.backups(), made):
            try:
                old.path.unlink()
            except OSError:
                continue
        return made

    def copy(self, target: Path, told: Told = untold) -> None:
        self._copy(open_store(self._folder, clock=self._clock).path, target, self._clock().date(), told)

    def check(self, told: Told = untold) -> list[str]:
        """See ``ports.DataFolder``. Looking rolls a journal back: what that undoes is kept before."""
        set_aside(self._path, self._clock())
        setback = None if (findings := check(self._folder, told)) else self.setback()
        return findings or ([str(setback)] if setback else [])

    def salvage(self, told: Told = untold) -> tuple[Backup, tuple[str, ...]]:
        """See ``ports.DataFolder``."""
        from db.salvage import salvage

        target = place_for(self._path, Reason.SALVAGED, self._clock())
        lost = salvage(self._path, target, self._clock, told)
        return _backup(target), lost

    def backups(self) -> tuple[Backup, ...]:
        folder = self._folder / BACKUP_FOLDER
        with translated(folder):
            found = [_backup(path) for path in folder.glob(f"*{SUFFIX}") if path.is_file()]
        return tuple(sorted(found, key=lambda each: (each.at, each.path.name), reverse=True))

    def _copy(self, source: Path, target: Path, today: date, told: Told = untold) -> None:
        """A backup that relies on the newest automatic one; the first of a day is looked over whole."""
        made = next((each for each in self.backups() if each.reason is Reason.AUTOMATIC), None)
        proven = made.path if made else None
        backup(source, target, told, proven, is_whole=made is None or made.at.date() != today)

    @contextmanager
    def peek(self, source: Path) -> Iterator[Store]:
        """See ``ports.DataFolder``. An older backup is looked at in a copy that has been upgraded."""
        if verify(source) == HEAD:
            yield SqlStore(source)
            return
        with TemporaryDirectory() as elsewhere:
            yield self._staged(source, Path(elsewhere))

    def restore(self, source: Path, *, actor: str) -> Backup | None:
        """See ``ports.DataFolder``. The new file is ready, and the old one backed up, before they change."""
        prepare_folder(self._folder)
        disk = Path(os.path.realpath(self._path)).parent  # the file may be a link to another disk
        with translated(self._folder), TemporaryDirectory(prefix=STAGING, dir=disk) as elsewhere:
            store = self._staged(source, Path(elsewhere))
            with store.unit_of_work() as work:
                work.apply(
                    Operation(label=f"从“{source.name}”恢复数据", changes=(), actor=actor, is_barrier=True)
                )
                work.commit()
            store.close()
            with ExitStack() as held:
                present = _hold(self._path, held) if self._path.exists() else None
                kept = self._keep_present(present) if present else None
                # Left by a crash, it would be rolled back into the restored file.
                journal_of(self._path).unlink(missing_ok=True)
                if sys.platform == "win32":  # pragma: no cover - an open file cannot be replaced there
                    held.close()
                put_in_place(store.path, self._path)
            remember(self._path, file_state(self._path, None))
        return kept

    def setback(self) -> CixiError | None:
        """See ``ports.DataFolder``. Backups of older schemas are not looked into."""
        seen = seen_beyond(self._path) if self._path.exists() else None
        if seen is None:
            return None
        found = file_state(self._path, None)
        known = found.newest if found.file_id == seen.file_id else 0
        states = [(each.path.name, _state(each.path)) for each in self.backups()]
        newer = [
            name for name, state in states if state and state.file_id == seen.file_id and state.newest > known
        ]
        return set_back(seen.at, found.at, newer, is_another=found.file_id != seen.file_id)

    def _staged(self, source: Path, elsewhere: Path) -> SqlStore:
        """A verified copy of ``source`` in the folder ``elsewhere``, of the newest schema."""
        version = verify(source)
        path = elsewhere / FILE_NAME
        backup(source, path)
        if version < HEAD:
            from db.upgrade import upgrade

            upgrade(path, version, self._clock())
        return SqlStore(path, self._clock)

    def _keep_present(self, present: BinaryIO) -> Backup:
        """A backup of the present file; of one that is damaged a plain copy, for somebody to look at."""
        try:
            return self.keep(Reason.BEFORE_RESTORE)
        except CixiError:
            target = place_for(self._path, Reason.BEFORE_RESTORE, self._clock(), AS_IT_WAS)
            keep_bytes(present, target)
            if journal_of(self._path).exists():
                with journal_of(self._path).open("rb") as journal:
                    keep_bytes(journal, journal_of(target))
            return _backup(target)


def _hold(path: Path, held: ExitStack) -> BinaryIO:
    """The bytes of the file, into which nobody can save until ``held`` ends. CixiError if somebody does now.

    They are closed after the lock has served: closing them takes it away.
    """
    present = held.enter_context(path.open("rb"))
    connection = held.enter_context(closing(connect(path, is_read_only=False)))
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:  # but for this, nobody else can save into it either
        if is_busy(error):
            with translated(path):
                raise
    return present


def _state(path: Path) -> FileState | None:
    try:
        return file_state(path, None)
    except (CixiError, sqlite3.Error):
        return None


def _backup(path: Path) -> Backup:
    """What a file in the backup folder is: by its name, else made by hand when it was last written."""
    facts = path.stat()
    written = datetime.fromtimestamp(facts.st_mtime).astimezone().replace(tzinfo=None)
    reason, at = read_name(path.name) or (Reason.BY_HAND, written)
    return Backup(path=path, at=at, reason=reason, size=facts.st_size)
