"""A trap of Windows: its strftime takes no characters outside the code page, and often no Chinese at all."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for folder in ("cixi_desktop", "db", "ui") for path in (ROOT / folder).rglob("*.py")]


def chinese_formats(source: str) -> list[str]:
    """Formats of times in f-strings and calls of strftime that are not plain ASCII."""
    if ":%" not in source and "strftime" not in source:
        return []
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            found += node.format_spec.values
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("strftime"):
            found += node.args
    texts = [str(part.value) for part in found if isinstance(part, ast.Constant)]
    return [text for text in texts if "%" in text and not text.isascii()]


@pytest.mark.parametrize("line", ['f"{at:%Y年%m月}"', 'at.strftime("%m月")'])
def test_that_a_chinese_format_is_seen(line: str) -> None:
    assert len(chinese_formats(line)) == 1


def test_that_no_time_is_written_with_a_chinese_format() -> None:
    assert [
        (path.name, found) for path in SOURCES if (found := chinese_formats(path.read_text("utf-8")))
    ] == []
