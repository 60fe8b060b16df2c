"""Opening a data folder: its data file, its settings, and the lock on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QLockFile

    from cixi_desktop.errors import CixiError
    from cixi_desktop.maintenance.storage import Storage
    from cixi_desktop.plan import Plan
    from cixi_desktop.settings import Settings
    from cixi_desktop.workspace import Workspace


class Opened(NamedTuple):
    """An open data file, the settings of its folder, and the lock that keeps other windows out of it.

    ``damage`` is what to tell of settings that could not be read.
    """

    workspace: Workspace
    settings: Settings
    lock: QLockFile | None = None
    damage: CixiError | None = None

    def release(self) -> None:
        """Let other windows have the folder, whoever still holds what was opened."""
        if self.lock is not None:
            self.lock.unlock()


def opened(plan: Plan, folder: Path, storage: Storage, account: str) -> Opened:
    """Settings and data file of a folder; meant for the worker thread.

    An office that has no figures of its own sees all units. CixiError if another window holds the folder,
    or anything in it cannot be read.
    """
    from cixi_desktop.records.units import ALL_UNITS
    from cixi_desktop.settings import sound_settings
    from cixi_desktop.workspace import Workspace
    from ui.maintenance.folder_lock import lock_folder

    store = storage.open(folder)  # makes the folder, or says why it cannot be used
    lock = lock_folder(folder)
    settings, damage = sound_settings(folder)
    workspace = Workspace(plan=plan, store=store, actor=settings.signer(account), unit_id=settings.unit_id)
    if workspace.is_office:
        workspace.load(ALL_UNITS.id)
    return Opened(workspace, settings, lock, damage)
