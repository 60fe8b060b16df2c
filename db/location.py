"""Where a data file may lie: in a folder that can be written to, on this computer's own disks.

SQLite relies on the locks of the file system, and those of network shares do not hold: two computers that
write at once destroy the file.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.files import DRAFT_PREFIX, make_private
from cixi_desktop.maintenance.backups import SUFFIX
from db.datafile import BACKUP_FOLDER, FILE_NAME, UNFINISHED
from db.faults import translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.maintenance.diagnostics import FolderFacts

_NETWORK_TYPES = {
    "9p",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.cephfs",
    "fuse.curlftpfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.smbnetfs",
    "fuse.sshfs",
    "gfs2",
    "glusterfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "smb3",
    "smbfs",
}
_LOCAL_9P = {"trans=fd", "trans=virtio"}
"""9p as the host of a virtual machine or WSL uses it for its own disks."""
_DRIVE_REMOTE = 4
_MOUNTS = Path("/proc/self/mounts")

LEFT_OVER = (f"{DRAFT_PREFIX}*", f"*{SUFFIX}{UNFINISHED}*")
"""Names of what is only there while something is being made: drafts, probes, staged backups, half copies."""
ABANDONED_SECONDS = 3600
READ_BY_OTHERS = 0o077


def prepare_folder(folder: Path) -> None:
    """Make the folder if it is missing; CixiError if a data file must not or cannot be kept in it."""
    if is_remote(folder):
        raise CixiError(
            f"数据文件夹在网络位置：{folder}。",
            "几台电脑经网络同时读写会损坏数据，请改用本机硬盘或U盘上的文件夹。",
        )
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        require_writable(folder)
    except CixiError as error:
        if not (_is_full_disk(error) and (folder / FILE_NAME).exists()):
            raise  # what is there can still be read, and saved elsewhere


def _is_full_disk(error: CixiError) -> bool:
    return isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.ENOSPC


def require_writable(folder: Path) -> None:
    """Raise CixiError unless a file can be made in the folder: permissions alone do not tell."""
    probe = folder / f".cixi-{os.getpid()}-{time.time_ns()}"
    with translated(folder):
        try:
            probe.write_bytes(b"0")
        finally:
            with suppress(OSError):
                probe.unlink()


def tidy(folder: Path) -> None:
    """Clear what runs that were cut off have left, once it is nobody's, and let nobody else read the data.

    What is changed by somebody still is younger than an hour; what cannot be cleared now stays.
    """
    with suppress(OSError):
        for place in {folder, folder / BACKUP_FOLDER, Path(os.path.realpath(folder / FILE_NAME)).parent}:
            for path in (left for pattern in LEFT_OVER for left in place.glob(pattern)):
                if _last_change(path) < time.time() - ABANDONED_SECONDS:
                    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
        for path in (folder / FILE_NAME, *(folder / BACKUP_FOLDER).glob(f"*{SUFFIX}")):
            if path.stat().st_mode & READ_BY_OTHERS:
                make_private(path)


def _last_change(path: Path) -> float:
    return max(each.stat().st_mtime for each in (path, *path.glob("*")))


def survey(folder: Path) -> FolderFacts:
    """What there is to know of a folder for data, which need not exist yet. Leaves nothing behind."""
    from cixi_desktop.maintenance.diagnostics import FolderFacts

    place = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    fault = ""
    try:
        require_writable(place)
    except CixiError as error:
        fault = error.message
    try:
        free_bytes = shutil.disk_usage(place).free
    except OSError:
        free_bytes = None
    return FolderFacts(
        path=str(folder.absolute()),
        has_data=(folder / FILE_NAME).exists(),
        fault=fault,
        is_remote=is_remote(folder),
        free_bytes=free_bytes,
    )


def is_remote(folder: Path) -> bool:
    """Whether the folder, which need not exist, lies on another computer."""
    if sys.platform == "win32":  # pragma: no cover
        import ctypes

        return is_remote_on_windows(str(folder.absolute()), ctypes.windll.kernel32.GetDriveTypeW)
    try:
        mounts = _MOUNTS.read_text(errors="surrogateescape")
    except OSError:
        return False
    return is_remote_on_linux(folder.resolve(), mounts)


def is_remote_on_windows(path: str, drive_type: Callable[[str], int]) -> bool:
    r"""Whether an absolute path is \\server\share or on a drive letter that stands for one."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    plain = plain.removeprefix("\\\\?\\")
    return plain.startswith("\\\\") or drive_type(f"{plain[:2]}\\") == _DRIVE_REMOTE


def is_remote_on_linux(path: Path, mounts: str) -> bool:
    """Whether an absolute path is on a network file system, by the text of /proc/self/mounts."""
    best, is_network = -1, False
    for line in mounts.splitlines():
        _, point, kind, options, *_ = line.split(" ")
        place = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point))
        # Of mounts one over another, the later one counts.
        if path.is_relative_to(place) and len(place.parts) >= best:
            best = len(place.parts)
            is_network = kind in _NETWORK_TYPES and not (_LOCAL_9P & set(options.split(",")))
    return is_network
