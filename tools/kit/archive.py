"""Archives that come out the same, byte for byte, whenever and wherever they are made of the same files."""

from __future__ import annotations

import io
import lzma
import tarfile
import time
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAIN, EXECUTABLE = 0o644, 0o755
_DICTIONARY = 64 << 20
_SMALLEST = 9


def write_tar(
    kit: Path, archive: Path, at: int, is_executable: Callable[[str], bool], *, is_x86: bool
) -> None:
    """All files of the folder below its name, in a .tar.xz; ``at`` is the time of every file."""
    x86: list[dict[str, Any]] = [{"id": lzma.FILTER_X86}] if is_x86 else []
    filters = [*x86, {"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": _DICTIONARY}]
    with (
        lzma.open(archive, "wb", format=lzma.FORMAT_XZ, filters=filters) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as tar,
    ):
        for path in _sorted(kit):
            name = path.relative_to(kit).as_posix()
            entry = tarfile.TarInfo(f"{kit.name}/{name}")
            entry.mtime = at
            entry.mode = EXECUTABLE if path.is_dir() or is_executable(name) else PLAIN
            if path.is_dir():
                entry.type = tarfile.DIRTYPE
                tar.addfile(entry)
            else:
                content = path.read_bytes()
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))


def write_zip(kit: Path, archive: Path, at: int) -> None:
    """All files of the folder below its name, in a .zip as Windows opens it."""
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (path for path in _sorted(kit) if path.is_file()):
            name = f"{kit.name}/{path.relative_to(kit).as_posix()}"
            entry = zipfile.ZipInfo(name, time.gmtime(at)[:6])
            entry.external_attr = PLAIN << 16
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, _SMALLEST)


def _sorted(kit: Path) -> list[Path]:
    """By folder and kind: like files lie close together, where they are packed better."""
    return sorted(kit.rglob("*"), key=lambda path: (path.parent.as_posix(), path.suffix, path.name))
