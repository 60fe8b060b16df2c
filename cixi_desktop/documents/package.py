"""The zip file that a Word document is, unpacked within limits, and the XML in it, without definitions."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Iterator

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 64 * MEBIBYTE
"""Documents with pictures are large; plans are not."""
LARGEST_PART = 10 * MEBIBYTE
"""Some 250,000 characters with all that Word writes around them."""
LONGEST_DIRECTORY = 4 * MEBIBYTE
MOST_PARTS = 10_000
SAVE_AGAIN_HINT = "请用WPS或Word打开，另存为“Word文档（.docx）”后再试；也可以全选、复制，粘贴到本程序。"
_END, _END_LENGTH, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    struct.error,
    OSError,
    RuntimeError,
    ValueError,
)
"""What ``zipfile`` raises over a damaged member, or one packed in a way that it does not know."""
DEEPEST = 150
"""Elements within elements; Word itself needs some 40."""


def damaged() -> CixiError:
    """The one word for all that a document can have wrong inside."""
    return CixiError("文件已损坏或不完整，不能读取。", SAVE_AGAIN_HINT)


class DocumentPackage:
    """The parts of a document by name; nothing is ever written to a folder."""

    def __init__(self, data: bytes) -> None:
        """CixiError in Chinese if this cannot be opened or should not be."""
        _check_outside(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise damaged() from error
        self.names = {info.filename.lower(): info for info in self._archive.infolist()}
        if any(_leads_outside(name) for name in self.names):
            raise CixiError("文件中有指向外部的路径，已拒绝打开。", SAVE_AGAIN_HINT)

    def part(self, name: str) -> bytes | None:
        """The part of that name, None if there is none; CixiError if it is damaged, locked or too large."""
        info = self.names.get(name.lower())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise CixiError("文件设有密码，不能读取。", "请取消密码，另存后再试。")
        try:
            with self._archive.open(info) as part:
                data = part.read(LARGEST_PART + 1)
        except _FAULTS as error:
            raise damaged() from error
        if len(data) > LARGEST_PART:
            raise CixiError("文件展开后过大，不像工作计划，已拒绝打开。", SAVE_AGAIN_HINT)
        return data


def _check_outside(data: bytes) -> None:
    """What can be told without unpacking: size, length of the directory."""
    if len(data) > LARGEST_FILE:
        raise CixiError(f"文件有{len(data) // MEBIBYTE}MB，过大。", "请删去图片，另存后再试。")
    end = data.rfind(_END, max(0, len(data) - _END_LENGTH - _LONGEST_COMMENT))
    if end < 0 or len(data) < end + _END_LENGTH:
        raise damaged()
    count, size = struct.unpack_from("<HL", data, end + 10)
    if count > MOST_PARTS or size > LONGEST_DIRECTORY:
        raise CixiError("文件中的部件过多，不像工作计划，已拒绝打开。", SAVE_AGAIN_HINT)


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name


def tree(data: bytes) -> Element:
    """The root of a part, all names without their prefix; CixiError if it is damaged or hostile."""
    builder, parser = TreeBuilder(), expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise damaged()
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error
    return builder.close()


def child(node: Element | None, *path: str) -> Element | None:
    """The first element down that path of names, None where it breaks off."""
    for name in path:
        if node is None:
            return None
        node = node.find(name)
    return node


def value(node: Element | None, *path: str) -> str | None:
    """The ``val`` of the element down that path; None if there is no such element, "" if it has none."""
    found = child(node, *path)
    return None if found is None else found.get("val", "")


def is_on(node: Element | None, *path: str) -> bool:
    """Whether a switch is there and not turned off (``<w:vanish/>``, ``<w:vanish w:val="0"/>``)."""
    found = value(node, *path)
    return found is not None and found not in {"0", "false", "off"}


def number(node: Element | None, *path: str) -> int | None:
    """The ``val`` of the element down that path as a whole number, None if it has none."""
    found = value(node, *path) or ""
    return int(found) if found.isascii() and found.isdigit() and len(found) < 10 else None  # noqa: PLR2004


def each(node: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return iter(()) if node is None else iter(node.findall(name))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> NoReturn:
    raise CixiError("文件中有文档不该有的定义（DTD），已拒绝打开。", SAVE_AGAIN_HINT)
