"""File names by pattern, such as 高新科—2025年6月工作要点进展情况表（20250625）.xlsx, safe everywhere."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cixi_desktop.periods import Period

SUFFIX = ".xlsx"
LONGEST = 99
"""Characters in a name, the suffix included."""
LONGEST_IN_BYTES = 240
"""The same in UTF-8: Linux ends at 255, and （2） must still fit."""
UNIT, PERIOD, WORK, DATE = "单位", "所属期", "工作", "日期"
_FIELDS = {"unit": UNIT, "period": PERIOD, "work": WORK, "date": DATE}
"""The fields in the letters that a pattern may also name them by."""

_FORBIDDEN = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]'
)
"""Not allowed on Windows, or not seen: line breaks, control characters, marks that turn the direction."""
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)
"""Names of devices on Windows, with or without a suffix."""
_NUMBERED = re.compile(r"（\d+）$")
_NAMELESS = "进展情况表"


def file_name(pattern: str, *, unit: str, period: Period, called: str, on: date, hand_in: int = 0) -> str:
    """The name that ``pattern`` gives, cleaned and shortened (the unit first); always with the suffix .xlsx.

    From the second hand-in on (``hand_in``) it ends with （第2次报送）: revisions have names that differ.
    ``called`` is what the plan calls the work, 工作要点 or 重点工作.
    CixiError if the pattern has a field other than {单位}, {所属期}, {工作}, {日期}, or {unit}, {period},
    {work}, {date}.
    """
    fields = {UNIT: unit, PERIOD: period.label, WORK: called, DATE: f"{on:%Y%m%d}"}
    parts = _parts(pattern, fields)
    ending = f"（第{hand_in}次报送）{SUFFIX}" if hand_in > 1 else SUFFIX
    name = _cleaned(parts, fields)
    while _is_too_long(name) and fields[UNIT]:
        fields[UNIT] = fields[UNIT][:-1]
        name = _cleaned(parts, fields)
    return _fitted(name.removesuffix(SUFFIX), ending)


def safe_name(stem: str, suffix: str) -> str:
    """A name that any system takes: ``stem``, cleaned and shortened, with its suffix."""
    cleaned = _FORBIDDEN.sub("", stem).strip(". ") or _NAMELESS
    return _fitted(f"{'_' if _RESERVED.fullmatch(cleaned) else ''}{cleaned}", suffix)


def free_name(path: Path) -> Path:
    """``path`` with （2）, （3）… before its suffix: the first that does not exist."""
    stem, number = _NUMBERED.sub("", path.stem), 2
    while (candidate := path.with_name(_fitted(stem, f"（{number}）{path.suffix}"))).exists():
        number += 1
    return candidate


def _parts(pattern: str, fields: dict[str, str]) -> list[tuple[str, str | None]]:
    """The pattern as pairs of text and the field that follows it."""
    hint = "可以用的是{单位}、{所属期}（数据所属期）、{工作}（工作要点或重点工作）和{日期}（导出日期）。"
    try:
        parts = [
            (text, _FIELDS.get(field or "", field), spec, conversion)
            for text, field, spec, conversion in Formatter().parse(pattern)
        ]
    except ValueError:
        raise CixiError(f"文件名格式“{pattern}”里的花括号不成对。", hint) from None
    for _, field, spec, conversion in parts:
        if field is not None and (field not in fields or spec or conversion):
            raise CixiError(f"文件名格式“{pattern}”里的“{{{field}}}”不能识别。", hint)
    return [(text, field) for text, field, _, _ in parts]


def _cleaned(parts: list[tuple[str, str | None]], fields: dict[str, str]) -> str:
    text = "".join(text + (fields[field] if field else "") for text, field in parts)
    name = _FORBIDDEN.sub("", text)
    stem = name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name
    stem = stem.strip(". ") or _NAMELESS
    return f"{'_' if _RESERVED.fullmatch(stem) else ''}{stem}{SUFFIX}"


def _is_too_long(name: str) -> bool:
    return len(name) > LONGEST or len(name.encode()) > LONGEST_IN_BYTES


def _fitted(stem: str, ending: str) -> str:
    """Both together, the stem cut at its end where that would be too long."""
    while _is_too_long(stem + ending):
        stem = stem[:-1].rstrip(". ")
    return stem + ending
