"""A document's text from its bytes, in whatever encoding; what cannot be read is refused by name."""

from __future__ import annotations

import codecs
import re

from cixi_desktop.documents.word import is_word, word_text
from cixi_desktop.errors import CixiError

COPY_HINT = "请用WPS或记事本打开，全选、复制，再粘贴到本程序。"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON = re.compile(r"[\n，。、：；]")
_SAMPLE = 4096
_LARGEST_SHARE_OF_RARE = 0.02
_CUT_SIGNS = 3
"""A file that was cut off may end within a character, at most so many bytes."""


def decode(data: bytes) -> str:
    r"""The text, with line ends as ``\n``; CixiError in Chinese if this is no text.

    A byte order mark decides; else UTF-8, UTF-16 and GB18030 are tried, and where a file mixes UTF-8 and
    GB18030, each line by itself.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tidied(data[len(mark) :].decode(encoding, "replace"))
    wide = _wide(data)
    if wide is not None:
        return _tidied(wide)
    if b"\0" in data:
        raise _no_text()
    for encoding in ("utf-8", "gb18030"):
        text = _decoded(data, encoding)
        if text is not None and _is_likely(text):
            return _tidied(text)
    lines = (_decoded(line, "utf-8") or line.decode("gb18030", "replace") for line in data.split(b"\n"))
    text = "\n".join(lines)
    if not _is_likely(text):
        raise _no_text()
    return _tidied(text)


def _no_text() -> CixiError:
    return CixiError("不是文字文件，或者文字编码无法识别。", COPY_HINT)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the high bytes of Chinese text lie close together, those of ASCII are zero."""
    sample = data[: _SAMPLE * 2]
    if len(sample) < 4:  # noqa: PLR2004
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        has_zeros = high.count(0) > 0 and all(sign.isprintable() or sign.isspace() for sign in text)
        if has_zeros and _COMMON.search(text) and _is_likely(text):
            return data[: len(data) // 2 * 2].decode(encoding, "replace")
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    for cut in range(_CUT_SIGNS + 1):
        try:
            return data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(data) - _CUT_SIGNS - 1:
                return None
    return None


_RARE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\u0590-\\u1fff\\u3400-\\u4dff\\ua000-\\uf8ff\\ufff0-\\uffff\\U00010000-\\U0010ffff]"
)
"""Control characters, scripts that no plan is written in, private and unassigned characters."""


def _is_likely(text: str) -> bool:
    """Whether this reads like text: of what comes first, hardly a character is rare."""
    sample = text[: _SAMPLE * 4]
    return len(_RARE.findall(sample)) <= len(sample) * _LARGEST_SHARE_OF_RARE


def _tidied(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x0b", "\u2028")
    return text.replace("\u2029", "\n").replace("\x85", "\n").removeprefix("\ufeff")


LONGEST = 300_000
"""Characters. A provincial 政府工作报告 has 25,000, a five-year plan 80,000."""
LARGEST_TEXT_FILE = 4 * 1024 * 1024
_SAVE_HINT = "请用WPS或Word打开，另存为“Word文档（.docx）”；也可以全选、复制，再粘贴到本程序。"
_PICTURE_HINT = "请取得文件的电子版，或者用文字识别后粘贴文字。"
LOCKS = ("~$", ".~")
"""How files begin that WPS, Word and LibreOffice keep beside an open document."""
_REFUSED = (
    (b"%PDF", "PDF文件", COPY_HINT),
    (b"{\\rtf", "RTF文件", _SAVE_HINT),
    (b"\xd0\xcf\x11\xe0", "旧版的.doc、.wps文档，或者设有密码的文档", _SAVE_HINT),
    (b"\x89PNG", "图片", _PICTURE_HINT),
    (b"\xff\xd8\xff", "图片", _PICTURE_HINT),
    (b"GIF8", "图片", _PICTURE_HINT),
    (b"BM", "图片", _PICTURE_HINT),
    (b"II*\0", "图片", _PICTURE_HINT),
    (b"MM\0*", "图片", _PICTURE_HINT),
    (b"RIFF", "图片或多媒体文件", _PICTURE_HINT),
    (b"Rar!", "压缩包", "请先解压，再选择其中的文档。"),
    (b"7z\xbc\xaf", "压缩包", "请先解压，再选择其中的文档。"),
    (b"\x1f\x8b", "压缩包", "请先解压，再选择其中的文档。"),
    (b"SQLite format 3", "数据文件", "请选择.docx或.txt文件。"),
    (b"MZ", "程序", "请选择.docx或.txt文件。"),
    (b"\x7fELF", "程序", "请选择.docx或.txt文件。"),
)
"""How files begin that are no text, whatever their names say."""


def document_text(data: bytes, name: str = "") -> str:
    """The text of a document. ``name`` is that of its file, empty if it came by the clipboard.

    CixiError in Chinese if it is empty, too long, or of a kind that cannot be read.
    """
    shown = f"“{name}”" if name else "粘贴的内容"
    try:
        text = _text(data, name)
    except CixiError as error:
        raise CixiError(f"{shown}{error.message}", error.hint) from error
    if not text.strip():
        raise CixiError(f"{shown}没有文字。", "如果内容是图片，请取得电子版，或者用文字识别后粘贴文字。")
    if len(text) > LONGEST:
        raise CixiError(f"{shown}超过{LONGEST // 10_000}万字，不像工作计划。", "请只保留工作计划的正文。")
    return text


def _text(data: bytes, name: str) -> str:
    if name.startswith(LOCKS):
        raise CixiError("是文档打开时产生的临时文件。", "请选择不带“~”的那个文件。")
    if not data and name:
        raise CixiError("是空文件。", "请选择有内容的文件。")
    for beginning, kind, hint in _REFUSED:
        if data.startswith(beginning) and not (beginning == b"BM" and name.endswith(".txt")):
            raise CixiError(f"是{kind}，不能直接读取。", hint)
    if data.startswith(b"PK"):
        return _unpacked(data)
    if len(data) > LARGEST_TEXT_FILE:
        raise CixiError(f"有{len(data) // 1024 // 1024}MB，不像工作计划。", "请只保留工作计划的正文。")
    text = decode(data)
    if text[:1000].lstrip()[:9].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise CixiError(
            "是网页或XML文件，不能直接读取。", "请用浏览器或WPS打开，全选、复制，再粘贴到本程序。"
        )
    return text


def _unpacked(data: bytes) -> str:
    if is_word(data):
        return word_text(data, LONGEST)
    for sign, kind in ((b"OFD.xml", "OFD版式文件"), (b"xl/workbook.xml", "工作簿")):
        if sign in data:
            raise CixiError(f"是{kind}，不能直接读取。", COPY_HINT)
    raise CixiError("不是Word文档。", _SAVE_HINT)
