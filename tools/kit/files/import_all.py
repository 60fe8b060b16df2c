"""Imports every module of a kit's program and what they import anywhere, with the kit's own Python.

Its argument is the kit.
"""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

RUN_BY_ALEMBIC = "db.migrations.env"

program = Path(sys.argv[1]) / "program"
sys.path[:0] = [str(program), str(program.parent / "site")]
own: set[str] = set()
named: set[str] = set()
for source in program.rglob("*.py"):
    own.add(".".join(source.relative_to(program).with_suffix("").parts).removesuffix(".__init__"))
    for node in ast.walk(ast.parse(source.read_bytes())):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named.add(node.module)
for name in [*sorted(own - {RUN_BY_ALEMBIC}), *sorted(named - own)]:
    import_module(name)  # the program's own modules first, as they prepare the ground for others
