"""Text from bytes whose encoding nobody has noted."""

from __future__ import annotations

import codecs
import re

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
    return CixiError("这不是文字文件，或者文字编码认不出来。", COPY_HINT)


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
