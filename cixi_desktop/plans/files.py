"""A document's text from its bytes; what cannot be read is refused by name, with the way out."""

from __future__ import annotations

from cixi_desktop.documents.word import is_word, word_text
from cixi_desktop.errors import CixiError
from cixi_desktop.plans.encodings import COPY_HINT, decode

LONGEST = 300_000
"""Characters. A provincial 政府工作报告 has 25,000, a five-year plan 80,000."""
LARGEST_TEXT_FILE = 4 * 1024 * 1024
_SAVE_HINT = "请用WPS或Word打开，另存为“Word文档（.docx）”；也可以全选、复制，再粘贴到本程序。"
_PICTURE_HINT = "请取得文件的电子版，或者用文字识别后粘贴文字。"
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
        raise CixiError(
            f"{shown}有{len(text) // 10_000}万字，超过{LONGEST // 10_000}万字，不像工作计划。",
            "请只保留工作计划的正文。",
        )
    return text


def _text(data: bytes, name: str) -> str:
    if name.startswith("~$"):
        raise CixiError("是文档打开时产生的临时文件。", "请选择不带“~$”的那个文件。")
    if not data:
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
        return word_text(data)
    for sign, kind in ((b"OFD.xml", "OFD版式文件"), (b"xl/workbook.xml", "工作簿")):
        if sign in data:
            raise CixiError(f"是{kind}，不能直接读取。", COPY_HINT)
    raise CixiError("不是Word文档。", _SAVE_HINT)
