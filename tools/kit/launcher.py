"""The file that a user double-clicks under Windows: a small ready-made program, with our icon and script.

No compiler takes part. The resources of the program are written anew into a section of their own at its end.
"""

from __future__ import annotations

import io
import struct
import time
import zipfile

from tools.kit.icons import icon_group

Tree = dict[int, dict[int, dict[int, bytes]]]
"""Resources by type, number and language."""
ICON, GROUP_ICON = 3, 14
_SUBFOLDER = 1 << 31
_SECTION = 40
_READABLE_DATA = 0x40000040
_SCRIPT = "import sys\n\nimport start\n\nsys.exit(start.run(sys.argv[1:]))\n"


def start_file(launcher: bytes, pictures: list[tuple[int, bytes]], interpreter: str, at: int) -> bytes:
    """The launcher with icon and script; ``interpreter`` is the path from its folder to Python."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py", time.gmtime(at)[:6]), _SCRIPT)
    return with_icon(launcher, pictures) + f"#!<launcher_dir>\\{interpreter}\r\n".encode() + packed.getvalue()


def with_icon(program: bytes, pictures: list[tuple[int, bytes]]) -> bytes:
    """A 64-bit program with these pictures for its icon; its other resources stay."""
    header = struct.unpack_from("<I", program, 0x3C)[0]
    count, option_size = (
        struct.unpack_from("<H", program, header + 6)[0],
        struct.unpack_from("<H", program, header + 20)[0],
    )
    options = header + 24
    sections = options + option_size
    section_step, file_step = struct.unpack_from("<II", program, options + 32)
    last = struct.unpack_from("<IIII", program, sections + (count - 1) * _SECTION + 8)
    place = _round_up(last[1] + max(last[0], last[2]), section_step)
    tree = read_resources(program)
    group = next(iter(tree[GROUP_ICON]))
    language = next(iter(tree[GROUP_ICON][group]))
    tree[ICON] = {number: {language: content} for number, (_size, content) in enumerate(pictures, start=1)}
    tree[GROUP_ICON] = {group: {language: icon_group(pictures)}}
    content = resource_section(tree, place)
    body = bytearray(program.ljust(_round_up(len(program), file_step), b"\0"))
    size_in_file = _round_up(len(content), file_step)
    entry = struct.pack(
        "<8sIIIIIIHHI", b".icons", len(content), place, size_in_file, len(body), 0, 0, 0, 0, _READABLE_DATA
    )
    body[sections + count * _SECTION : sections + (count + 1) * _SECTION] = entry
    struct.pack_into("<H", body, header + 6, count + 1)
    struct.pack_into(
        "<I", body, options + 56, _round_up(place + len(content), section_step)
    )  # size in memory
    struct.pack_into("<I", body, options + 64, 0)  # no check sum: programs need none
    struct.pack_into("<II", body, options + 112 + 2 * 8, place, len(content))
    return bytes(body) + content.ljust(size_in_file, b"\0")


def read_resources(program: bytes) -> Tree:
    """The resources of a 64-bit program, all of them numbered."""
    header = struct.unpack_from("<I", program, 0x3C)[0]
    place = struct.unpack_from("<I", program, header + 24 + 112 + 2 * 8)[0]
    base = _offset(program, place)

    def entries(at: int) -> list[tuple[int, int]]:
        named, numbered = struct.unpack_from("<HH", program, base + at + 12)
        return [struct.unpack_from("<II", program, base + at + 16 + 8 * i) for i in range(named + numbered)]

    def leaf(at: int) -> bytes:
        where, size = struct.unpack_from("<II", program, base + at)
        start = _offset(program, where)
        return program[start : start + size]

    return {
        kind: {
            number: {language: leaf(found) for language, found in entries(languages - _SUBFOLDER)}
            for number, languages in entries(numbers - _SUBFOLDER)
        }
        for kind, numbers in entries(0)
    }


def resource_section(tree: Tree, place: int) -> bytes:
    """The section that holds the resources, for the address ``place`` in memory."""
    kinds = sorted(tree)
    numbers = [(kind, number) for kind in kinds for number in sorted(tree[kind])]
    leaves = [(*path, language) for path in numbers for language in sorted(tree[path[0]][path[1]])]
    kinds_at = _table_size(len(kinds))
    numbers_at = kinds_at + sum(_table_size(len(tree[kind])) for kind in kinds)
    leaves_at = numbers_at + sum(_table_size(len(tree[kind][number])) for kind, number in numbers)
    data_at = leaves_at + 16 * len(leaves)
    descriptions, data = b"", b""
    tables = [_table(_linked(kinds, [len(tree[kind]) for kind in kinds], kinds_at))]
    at = numbers_at
    for kind in kinds:
        lengths = [len(tree[kind][number]) for number in sorted(tree[kind])]
        tables.append(_table(_linked(sorted(tree[kind]), lengths, at)))
        at += sum(map(_table_size, lengths))
    at = leaves_at
    for kind, number in numbers:
        languages = sorted(tree[kind][number])
        tables.append(_table([(language, at + 16 * i) for i, language in enumerate(languages)]))
        at += 16 * len(languages)
    for kind, number, language in leaves:
        content = tree[kind][number][language]
        descriptions += struct.pack("<IIII", place + data_at + len(data), len(content), 0, 0)
        data += content.ljust(_round_up(len(content), 8), b"\0")
    return b"".join(tables) + descriptions + data


def _linked(names: list[int], lengths: list[int], at: int) -> list[tuple[int, int]]:
    """Names with the places of their tables, which follow one another from ``at``."""
    places = [at + sum(map(_table_size, lengths[:i])) for i in range(len(lengths))]
    return [(name, place + _SUBFOLDER) for name, place in zip(names, places, strict=True)]


def _table(entries: list[tuple[int, int]]) -> bytes:
    head = struct.pack("<IIHHHH", 0, 0, 4, 0, 0, len(entries))
    return head + b"".join(struct.pack("<II", *entry) for entry in entries)


def _table_size(entries: int) -> int:
    return 16 + 8 * entries


def _offset(program: bytes, place: int) -> int:
    """Where an address in memory lies in the file."""
    header = struct.unpack_from("<I", program, 0x3C)[0]
    count, option_size = (
        struct.unpack_from("<H", program, header + 6)[0],
        struct.unpack_from("<H", program, header + 20)[0],
    )
    for i in range(count):
        size, start, in_file, offset = struct.unpack_from(
            "<IIII", program, header + 24 + option_size + i * _SECTION + 8
        )
        if start <= place < start + max(size, in_file):
            return int(offset + place - start)
    message = f"no section holds {place:#x}"
    raise ValueError(message)


def _round_up(size: int, step: int) -> int:
    return -(-size // step) * step
