"""Compiles every module of a kit, with the Python that runs this.

Its arguments are the kit, and the beginnings of names of modules that stay readable; of the others, only the
compiled form is kept. Docstrings in it are empty: NumPy wants to have some. Files are not compared with their
sources at each start: a kit can be read-only, and does not change.
"""

from __future__ import annotations

import ast
import marshal
import sys
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path

NEVER_COMPARED = (1).to_bytes(4, "little")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

sys.pycache_prefix = None  # compiled modules lie in the kit, whatever the machine that makes it is set to
kit, readable = Path(sys.argv[1]), tuple(sys.argv[2:])
for source in sorted(kit.rglob("*.py")):
    name, text = source.relative_to(kit).as_posix(), source.read_bytes()
    tree = ast.parse(text)
    for node in ast.walk(tree):
        match node.body if isinstance(node, DOCUMENTED) else []:
            case [ast.Expr(value=ast.Constant(value=str()) as docstring), *_]:
                docstring.value = ""
    is_readable = name.startswith(readable)
    compiled = Path(cache_from_source(str(source))) if is_readable else source.with_suffix(".pyc")
    compiled.parent.mkdir(exist_ok=True)
    code = marshal.dumps(compile(tree, name, "exec", dont_inherit=True))
    compiled.write_bytes(MAGIC_NUMBER + NEVER_COMPARED + source_hash(text) + code)
    if not is_readable:
        source.unlink()
