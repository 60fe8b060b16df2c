"""The program's own sources, parsed once for all tests that look into them."""

from __future__ import annotations

import ast
import gc
from functools import cache
from typing import TYPE_CHECKING

from resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOUSE = ROOT.parent
ROOMS = ("cixi_desktop", "db", "resources", "ui")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path, as ``ui/version.py``; ``main.py`` comes last."""
    paths = (path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py")))
    found = {path.relative_to(HOUSE).as_posix(): parsed(path) for path in (*paths, HOUSE / "main.py")}
    gc.freeze()  # a million nodes, which are kept
    return found


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
