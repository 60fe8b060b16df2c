"""Imports what the program of a kit imports anywhere, with the kit's own Python. Its argument is the kit."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

program = Path(sys.argv[1]) / "program"
sys.path[:0] = [str(program), str(program.parent / "site")]
names: set[str] = set()
for source in program.rglob("*.py"):
    for node in ast.walk(ast.parse(source.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
for name in sorted(names, key=lambda name: (not (program / name.split(".")[0]).exists(), name)):
    import_module(name)  # the program's own modules first, as they prepare the ground for others
