"""How a data folder is opened, checked and saved. SQL is imported when a file is opened, not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.maintenance.log import start_log
from cixi_desktop.maintenance.storage import Storage

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.maintenance.storage import DataFolder
    from cixi_desktop.ports import Store
    from cixi_desktop.records.bureau import AdoptedPlan


def _open(folder: Path) -> Store:
    """The folder's data file, in a folder that was tidied; the log of what happens to it begins here."""
    from db.location import tidy
    from db.store import open_store

    tidy(folder)
    _set_aside(folder)
    store = open_store(folder)
    start_log(folder / "log")
    return store


def _sample(folder: Path) -> Store:
    from db.store import renew_sample

    return renew_sample(folder)


def _set_aside(folder: Path) -> None:
    from db.backup import set_aside
    from db.datafile import FILE_NAME

    set_aside(folder / FILE_NAME, local_time())


def _plans(folder: Path) -> tuple[AdoptedPlan, ...]:
    """Read as they are, without opening the folder; none where that cannot be done (yet)."""
    from cixi_desktop.records.bureau import AdoptedPlan
    from db.datafile import FILE_NAME
    from db.store import SqlStore

    path = folder / FILE_NAME
    _set_aside(folder)
    try:
        return SqlStore(path).load(AdoptedPlan) if path.exists() else ()
    except CixiError:  # opening the folder says why, or makes the file one of this program's schema
        return ()


def _folder(folder: Path) -> DataFolder:
    from db.folder import SqlFolder

    return SqlFolder(folder)


STORAGE = Storage(open=_open, sample=_sample, folder=_folder, plans=_plans)
