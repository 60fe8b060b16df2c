"""Archives that come out the same, byte for byte, whenever and wherever they are made of the same files."""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import time
import zlib
from typing import TYPE_CHECKING, Any

from deflate import deflate_compress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAIN, EXECUTABLE = 0o644, 0o755
_DICTIONARY = 64 << 20
_SMALLEST = 12
"""The highest level of libdeflate."""
_HEAD, _ENTRY, _END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
_ZIP_VERSION, _BY_UNIX, _UTF_8, _DEFLATED = 20, 3 << 8 | 20, 1 << 11, 8


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
    """All files of the folder below its name, in a .zip as Windows opens it.

    Written by hand, as zipfile packs with zlib alone: a fortieth more, for which there is no room.
    """
    year, *rest = time.gmtime(at)[:6]
    month, day, hour, minute, second = rest
    moment = hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
    entries, place = b"", 0
    files = [path for path in _sorted(kit) if path.is_file()]
    with archive.open("wb") as file:
        for path in files:
            name = f"{kit.name}/{path.relative_to(kit).as_posix()}".encode()
            content = path.read_bytes()
            packed = deflate_compress(content, _SMALLEST)
            sizes = zlib.crc32(content), len(packed), len(content), len(name)
            common = (_ZIP_VERSION, _UTF_8, _DEFLATED, *moment, *sizes, 0)
            entries += _ENTRY.pack(b"PK\1\2", _BY_UNIX, *common, 0, 0, 0, PLAIN << 16, place) + name
            place += file.write(_HEAD.pack(b"PK\3\4", *common) + name + packed)
        count = len(files)
        file.write(entries + _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), place, 0))


def _sorted(kit: Path) -> list[Path]:
    """By folder and kind: like files lie close together, where they are packed better."""
    return sorted(kit.rglob("*"), key=lambda path: (path.parent.as_posix(), path.suffix, path.name))
