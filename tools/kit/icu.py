"""The Unicode data among Qt's Linux libraries, less the languages that nobody reads here: a tenth.

``libicudata`` is an archive in the shape of a library. Sorting, converting and time zones stay, in Chinese
and English; Qt asks ICU for nothing else.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_UNUSED = re.compile(r"(brkitr|rbnf|translit|unit)/|(\w+/)?(?!zh|en)[a-z]{2,3}(_\w+)?\.res$")
"""Breaking of lines, numbers in words, other scripts, units of measure; and other languages."""
_MARK, _MARK_AT = b"CmnD", 12
_LARGEST_PAGE = 1 << 16
_LOADED = 1


def lighten(folder: Path) -> None:
    """Write the data library in this folder anew, without what is not used."""
    for path in folder.glob("libicudata.so.*"):
        path.write_bytes(without(path.read_bytes(), is_unused))


def is_unused(name: str) -> bool:
    """Whether an entry, by its full name, is left out."""
    return _UNUSED.match(name.split("/", 1)[1]) is not None


def without(library: bytes, is_left_out: Callable[[str], bool]) -> bytes:
    """The library with fewer entries. What is loaded keeps its address: only the file gets shorter."""
    made = bytearray(library)
    segments = _headers(library, place=32, size_and_count=54)
    sections = _headers(library, place=40, size_and_count=58)
    first, second, *_ = (at for at in segments if _number("<I", library, at) == _LOADED)
    old_end, tail = _number("<Q", library, first + 32), _number("<Q", library, second + 8)
    start = library.index(_MARK) - _MARK_AT
    data = pack(
        {n: c for n, c in entries(library[start:old_end]).items() if not is_left_out(n)}, library[start:]
    )
    end = start + len(data)
    gap = (tail - end) // _LARGEST_PAGE * _LARGEST_PAGE
    struct.pack_into("<QQ", made, first + 32, end, end)
    for at in (40, *(at + 8 for at in segments), *(at + 24 for at in sections)):
        offset = _number("<Q", library, at)
        if offset == start:  # the section that is the archive: its size follows its offset
            struct.pack_into("<Q", made, at + 8, len(data))
        elif offset >= old_end:
            struct.pack_into("<Q", made, at, offset - gap)
    return bytes(made[:start]) + data.ljust(tail - gap - start, b"\0") + bytes(made[tail:])


def entries(archive: bytes) -> dict[str, bytes]:
    """What an archive holds, by full name, in its order: sorted, as ICU searches it by halving."""
    table = archive[_number("<H", archive, 0) :]
    places = [struct.unpack_from("<II", table, 4 + 8 * i) for i in range(_number("<I", table, 0))]
    ends = [*(place for _, place in places[1:]), len(table)]
    return {
        table[name : table.index(b"\0", name)].decode(): table[place:end]
        for (name, place), end in zip(places, ends, strict=True)
    }


def pack(content: dict[str, bytes], archive: bytes) -> bytes:
    """An archive of these entries, with the head of that one."""
    head = archive[: _number("<H", archive, 0)]
    names = [name.encode() + b"\0" for name in content]
    name_at = 4 + 8 * len(names)
    place = _aligned(name_at + sum(map(len, names)))
    table, data = struct.pack("<I", len(names)), b""
    for name, one in zip(names, content.values(), strict=True):
        table += struct.pack("<II", name_at, place + len(data))
        name_at += len(name)
        data += one.ljust(_aligned(len(one)), b"\0")
    return head + (table + b"".join(names)).ljust(place, b"\0") + data


def _headers(library: bytes, *, place: int, size_and_count: int) -> list[int]:
    """Where the headers of one sort lie."""
    size, count = struct.unpack_from("<HH", library, size_and_count)
    return [_number("<Q", library, place) + size * number for number in range(count)]


def _number(form: str, content: bytes, at: int) -> int:
    return int(struct.unpack_from(form, content, at)[0])


def _aligned(size: int) -> int:
    return -(-size // 16) * 16
