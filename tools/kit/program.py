"""The program itself in a kit, and everything that is Python, compiled."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from cixi_desktop.maintenance.kit import PROGRAM, RUNTIME, SITE
from tools.kit import debian
from tools.kit.shell import call
from tools.kit.targets import FILES, LINUX_X64, PYTHON, ROOT, KitError
from ui.style.fonts import SANS, SERIF

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ("main.py", "cixi_desktop", "db", "ui", "resources")
READABLE = (f"{PROGRAM}/", f"{RUNTIME}/start.py", f"{SITE}/PySide6/", f"{SITE}/shiboken6/")
FONTS = (SANS, SERIF, "OFL.txt")


def copy_program(kit: Path) -> None:
    """Copy what git knows of the program, and the fonts that tools/build_fonts.py made."""
    names = call("git", "-c", "core.quotePath=false", "ls-files", *SOURCES, cwd=ROOT).splitlines()
    names += [f"resources/fonts/{name}" for name in FONTS]
    for name in names:
        source, copy = ROOT / name, kit / PROGRAM / name
        if not source.is_file():
            raise KitError(f"{name} is missing. Fonts are made by: bash tools/bootstrap.sh run")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)


def compile_all(kit: Path, cache: Path) -> None:
    """Compile every module with the Python of the Linux kit, for the same result on every machine.

    What others wrote is kept compiled only, a tenth of the kit less; ours and Qt's in both forms.
    """
    root = debian.unpacked(LINUX_X64, cache)
    libraries = [root / place / LINUX_X64.triplet for place in ("lib", "usr/lib")]
    python = (
        *(libraries[0] / LINUX_X64.loader, "--library-path", ":".join(map(str, libraries))),
        *(root / "usr/bin" / PYTHON, "-s", "-S"),
    )
    settings = os.environ | {"PYTHONHOME": str(root / "usr"), "PYTHONHASHSEED": "0"}
    call(*python, FILES / "compile_all.py", kit, *READABLE, env=settings)


def commit_time() -> int:
    """When the commit was made, in seconds since 1970: the time of every file in a kit."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or call("git", "log", "-1", "--format=%ct", cwd=ROOT))


def version() -> str:
    """The program's version."""
    from ui.version import VERSION

    return VERSION
