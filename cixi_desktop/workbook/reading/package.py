"""The zip file that a workbook is and the XML in it, read with suspicion and within limits."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 20 * MEBIBYTE
LARGEST_DIRECTORY = MEBIBYTE
"""The list of a zip file's parts, in bytes."""
MOST_PARTS = 2_000
MOST_BYTES = 48 * MEBIBYTE
"""Of all parts that are read, unpacked."""
MOST_CELLS = 400_000
"""Cells and rows with and without content, of all sheets."""
MOST_CHARACTERS = 16 * MEBIBYTE
MOST_SHEETS = 200
MOST_MERGES = 2_000
DEEPEST = 64
"""Elements within one another."""
LAST_ROW, LAST_COLUMN = 20_000, 500
"""Content beyond is none of ours."""
LARGEST_MERGE = 100_000
"""Cells of one merged range that has content beside it."""

TOO_LARGE_HINT = "请在WPS或Excel中删除多余的工作表、行和列，另存后重试。"


class Budget:
    """What is left of the limits while one workbook is read; CixiError as soon as one is passed."""

    def __init__(self) -> None:
        self._bytes, self._cells, self._characters = MOST_BYTES, MOST_CELLS, MOST_CHARACTERS

    def spend_bytes(self, count: int) -> None:
        """Unpacked bytes."""
        self._bytes -= count
        if self._bytes < 0:
            raise CixiError(f"展开后超过{MOST_BYTES // MEBIBYTE}MB，不像正常的工作簿。", TOO_LARGE_HINT)

    def spend_cell(self) -> None:
        """A cell or row, whatever is in it."""
        self._cells -= 1
        if self._cells < 0:
            raise CixiError(f"单元格超过{MOST_CELLS}个，远多于正常的进展情况表，未读取。", TOO_LARGE_HINT)

    def spend_characters(self, count: int) -> None:
        """Characters of text."""
        self._characters -= count
        if self._characters < 0:
            raise CixiError("文字远多于正常的进展情况表，未读取。", TOO_LARGE_HINT)


CHUNK = 64 * 1024
WORKBOOK_HINT = "请选择本程序导出的进展情况表（.xlsx）。"
SAVE_AGAIN_HINT = "请在WPS或Excel中打开，另存为“Excel工作簿（.xlsx）”后再试。"
DAMAGED_HINT = "请让填报单位重新发送一份。"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the old Office begin, and workbooks with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_END, _END_LENGTH, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_UNFIT = (
    ("vbaproject.bin", "含有宏", "请另存为不含宏的“Excel工作簿（.xlsx）”后再试。"),
    ("xl/externallinks/", "含有指向其他文件的链接", "请在“数据—编辑链接”中断开链接，另存后再试。"),
    ("xl/connections.xml", "含有外部数据连接", "请删除数据连接，另存后再试。"),
    ("xl/activex/", "含有控件", "请删除控件，另存后再试。"),
)
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError, RuntimeError)
"""What ``zipfile`` raises over a damaged member, or one packed in a way that it does not know."""


class Package:
    """The parts of a workbook by name, unpacked piece by piece within the budget."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        """CixiError in Chinese, without the file's name, if this is no workbook or should not be opened."""
        check_outside(data)
        self._budget = budget
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (*_FAULTS, ValueError) as error:
            raise damaged() from error
        self._members = _members(self._archive.infolist())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part, unpacked piece by piece; CixiError if it is missing, damaged or too large."""
        member = self._members.get(name.lower())
        if member is None:
            raise damaged()
        try:
            with self._archive.open(member) as part:
                while piece := part.read(CHUNK):
                    self._budget.spend_bytes(len(piece))
                    yield piece
        except _FAULTS as error:
            raise damaged() from error


def damaged() -> CixiError:
    """The one word for all that a workbook can have wrong inside."""
    return CixiError("文件已损坏，无法读取。", DAMAGED_HINT)


def check_outside(data: bytes) -> None:
    """What can be told without unpacking: size, kind, length of the directory. CixiError if it is unfit."""
    if len(data) > LARGEST_FILE:
        raise CixiError(
            f"文件有{len(data) // MEBIBYTE}MB，超过{LARGEST_FILE // MEBIBYTE}MB。", TOO_LARGE_HINT
        )
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise CixiError("工作簿设有打开密码，不能读取。", "请取消密码，另存后再试。")
        raise CixiError("不是.xlsx格式，可能是.xls、.et或其他格式。", SAVE_AGAIN_HINT)
    if data and not data.startswith(b"PK") and b"\0" not in data:
        raise CixiError("这是文本文件（如.csv），不是Excel工作簿。", SAVE_AGAIN_HINT)
    if not data.startswith(b"PK"):
        raise CixiError("不是Excel工作簿。" if data else "文件是空的。", WORKBOOK_HINT)
    end = data.rfind(_END, max(0, len(data) - _END_LENGTH - _LONGEST_COMMENT))
    if end < 0 or len(data) < end + _END_LENGTH:
        raise damaged()
    count, size = struct.unpack_from("<HL", data, end + 10)
    if count > MOST_PARTS or size > LARGEST_DIRECTORY:
        raise CixiError("文件中的部件过多，不像正常的工作簿。", SAVE_AGAIN_HINT)


def _members(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.lower().replace("\\", "/").lstrip("/")  # as some programs write them
        if ".." in name.split("/") or ":" in name or "\0" in name:
            raise CixiError("文件中有指向外部的路径，已拒绝打开。", DAMAGED_HINT)
        if name in found:
            raise CixiError("文件中有重名的部件，已拒绝打开。", SAVE_AGAIN_HINT)
        if info.flag_bits & 1:
            raise CixiError("文件设有密码，不能读取。", "请取消密码，另存后再试。")
        for part, words, hint in _UNFIT:
            if part in name:
                raise CixiError(f"工作簿{words}，已拒绝打开。", hint)
        found[name] = info
    if "xl/workbook.bin" in found:
        raise CixiError("这是.xlsb工作簿，不能读取。", SAVE_AGAIN_HINT)
    if "mimetype" in found and "content.xml" in found:
        raise CixiError("这是.ods表格，不能读取。", SAVE_AGAIN_HINT)
    if "[content_types].xml" not in found or "xl/workbook.xml" not in found:
        raise CixiError("不是Excel工作簿。", WORKBOOK_HINT)
    return found


Attributes = dict[str, str]


class Listener:
    """What is told of a part: ``started`` and ``ended`` elements by their local names, and ``told`` text."""

    def started(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def ended(self, name: str) -> None:
        """An element ends."""

    def told(self, text: str) -> None:
        """Text, perhaps in several pieces."""


def listen(pieces: Iterable[bytes], listener: Listener) -> None:
    """Read a part; CixiError if it is damaged or tries something that no workbook needs."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = _elements(listener)
    parser.CharacterDataHandler = listener.told
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error


def _elements(listener: Listener) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
    """Handlers that leave prefixes off (programs choose their own) and watch the depth."""
    depth, started, ended = 0, listener.started, listener.ended

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise damaged()
        started(name.rpartition(":")[2] if ":" in name else name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        ended(name.rpartition(":")[2] if ":" in name else name)

    return start, end


def _refuse(*_: object) -> NoReturn:
    raise CixiError("文件中有工作簿不该有的定义（DTD），已拒绝打开。", DAMAGED_HINT)
