"""What holds for all of the program: one name for one class, short functions, files of a few pages."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from tests.support.sources import HOUSE, modules, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

FUNCTION_LINES = 50
FILE_LINES = 450


def test_that_no_two_classes_have_one_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for name, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(name)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_that_no_function_is_longer_than_a_screen() -> None:
    assert [
        f"{name}: {node.name}"
        for name, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    ] == []


def test_that_no_module_is_longer_than_a_few_pages() -> None:
    lengths = {name: len((HOUSE / name).read_text("utf-8").splitlines()) for name in modules()}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_that_nothing_is_named_that_the_program_does_not_use() -> None:
    """What only tests use counts for nothing; what begins with _ at the top is used in its own module."""
    used = {name: _used(module) for name, module in modules().items()}
    tools = map(parsed, (HOUSE / "tools").rglob("*.py"))
    anywhere = set().union(*used.values(), *map(_used, tools))
    assert [
        f"{place}: {name}"
        for place, module in modules().items()
        if "migrations/" not in place
        for names, known in ((_of_module(module), used[place]), (_of_classes(module), anywhere))
        for name in names
        if name not in (known if name.startswith("_") else anywhere)
    ] == []


def _of_module(module: ast.Module) -> Iterator[str]:
    """Functions, classes and constants."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            names = [each.id for each in node.targets if isinstance(each, ast.Name)]
            yield from (name for name in names if not name.startswith("__"))


def _of_classes(module: ast.Module) -> Iterator[str]:
    """Methods, but for those that Python (__) and Qt (in its own spelling) call."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            names = [each.name for each in node.body if isinstance(each, ast.FunctionDef)]
            yield from (name for name in names if name.islower() and not name.startswith("__"))


def _used(module: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(module):
        match node:
            case ast.Attribute(attr=name) | ast.alias(name=name) | ast.Name(id=name, ctx=ast.Load()):
                found.add(name)
            case ast.Constant(value=str(words)) if words.isidentifier():
                found.add(words)
    return found


def test_that_every_file_that_the_readme_names_is_there() -> None:
    rooms = ("cixi_desktop", "db", "ui", "tests", "tools")
    kept = [f"/{path.relative_to(HOUSE)}" for room in rooms for path in (HOUSE / room).rglob("*.py")]
    kept.append("/main.py")
    named = re.findall(r"`([\w/]+\.py)`", (HOUSE / "README.md").read_text("utf-8"))
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in kept)] == []
