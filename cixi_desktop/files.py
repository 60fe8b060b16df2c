"""Putting a file in the place of another so that neither a crash nor a power cut leaves half of one."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from cixi_desktop.errors import CixiError

DRAFT_PREFIX, DRAFT_SUFFIX = ".cixi-", ".tmp"
"""Begin and end the name of a file that is still being written."""


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``. OSError leaves the old file as it was, and nothing beside it."""
    put_in_place(written_beside(path, data), path)


def written_beside(path: Path, data: bytes) -> Path:
    """A draft of ``path`` with ``data``, safely on its disk; none is left if that fails."""
    draft = draft_of(path)
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    return draft


def draft_of(path: Path) -> Path:
    """A name for a draft of ``path``, beside the file that it is, or that it is a link to."""
    return _real(path).with_name(f"{DRAFT_PREFIX}{os.urandom(6).hex()}{DRAFT_SUFFIX}")


def put_in_place(draft: Path, path: Path) -> None:
    """Let ``draft``, which is on the disk, take the place of ``path``, and have that on the disk, too.

    A symbolic link stays one. OSError if that cannot be; the draft is gone then.
    """
    real = _real(path)
    try:
        draft.replace(real)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    flush_folder(real.parent)


def flush_file(path: Path) -> None:
    """Have a file that another library wrote on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the names in ``folder`` written to the disk, where the system can do that."""
    if sys.platform == "win32":  # pragma: no cover
        return
    with suppress(OSError):  # what was renamed is in its place: some file systems flush no folders
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder. CixiError if its name is too long for any disk."""
    try:
        return path.exists()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise CixiError(f"文件名太长：{path.name[:20]}…。", "请改用100个字以内的文件名。") from error


def shown_name(path: Path) -> str:
    """A file's name for people: bytes that are no UTF-8 are the GBK that an archive of Windows meant."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return os.fsencode(path.name).decode("gb18030", errors="replace")
    return path.name


def make_private(path: Path) -> None:
    """Let nobody but its owner read a file, where the system and the disk know owners."""
    with suppress(OSError):
        path.chmod(0o600)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
