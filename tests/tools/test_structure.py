"""What holds for all of the program: one name for one class, short functions, files of a few pages."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTION_LINES = 50
FILE_LINES = 450


@cache
def _modules() -> dict[str, ast.Module]:
    paths = [path for room in ("cixi_desktop", "db", "ui") for path in (ROOT / room).rglob("*.py")]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in paths}


def test_that_no_two_classes_have_one_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for name, module in _modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(name)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_that_no_function_is_longer_than_a_screen() -> None:
    assert [
        f"{name}: {node.name}"
        for name, module in _modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    ] == []


def test_that_no_module_is_longer_than_a_few_pages() -> None:
    lengths = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in _modules()}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}
