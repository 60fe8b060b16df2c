"""The Linux kit: Debian's Python with its own C library, which no library of the machine gets in between."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from cixi_desktop.maintenance.kit import RUNTIME, SITE
from tools.kit import debian
from tools.kit.binaries import binaries_in
from tools.kit.shell import call
from tools.kit.targets import FILES, PYTHON, KitError

if TYPE_CHECKING:
    from pathlib import Path

    from tools.kit.targets import Target

START = "启动填报程序.sh"
ADD_TO_MENU = "添加到开始菜单.sh"


def lay_python(kit: Path, target: Target, cache: Path) -> None:
    """Put Debian's Python and its standard library into the kit."""
    root = debian.unpacked(target, cache)
    runtime = kit / RUNTIME
    (runtime / "bin").mkdir(parents=True)
    shutil.copyfile(root / "usr/bin" / PYTHON, runtime / "bin" / PYTHON)
    library = runtime / "lib" / PYTHON
    shutil.copytree(root / "usr/lib" / PYTHON, library, ignore_dangling_symlinks=True)


def strip_packages(kit: Path, target: Target) -> None:
    """Take from SQLAlchemy's compiled parts what only a debugger reads; the strip of a PC knows PCs only."""
    if target.architecture == "amd64":
        call("strip", "--strip-unneeded", *sorted((kit / SITE / "sqlalchemy").rglob("*.so")))


def lay_libraries(kit: Path, target: Target, cache: Path) -> None:
    """Add the libraries that files of the kit, and these in turn, are linked with; KitError if one lacks."""
    root = debian.unpacked(target, cache)
    folders = [root / place / target.triplet for place in ("lib", "usr/lib")]
    present = {path.name for path in kit.rglob("*") if path.is_file()}
    asking = binaries_in(kit)
    library = kit / RUNTIME / "lib"
    while asking:
        needed = {name: one.path for one in asking for name in one.needed if name not in present}
        for name, asker in sorted(needed.items()):
            source = next((folder / name for folder in folders if (folder / name).exists()), None)
            if source is None:
                raise KitError(f"{asker.relative_to(kit)} needs {name}, which no package of the kit brings.")
            shutil.copyfile(source, library / name)
        present |= set(needed)
        asking = [one for one in binaries_in(library) if one.path.name in needed]


def lay_start_files(kit: Path, target: Target) -> None:
    """The scripts that a user sees, and what they need."""
    names = {"loader": target.loader, "python": PYTHON, "start": START}
    for name, source in ((START, "start.sh"), (ADD_TO_MENU, "add_to_menu.sh")):
        text = (FILES / source).read_text(encoding="utf-8")
        for word, value in names.items():
            text = text.replace(f"{{{word}}}", value)
        (kit / name).write_text(text, encoding="utf-8")
    for name in ("start.py", "fonts.conf", "cixi-desktop.desktop"):
        shutil.copyfile(FILES / name, kit / RUNTIME / name)


def is_executable(name: str) -> bool:
    """Whether a file of the kit, by its path, can be started."""
    return name.endswith(".sh") or name.startswith((f"{RUNTIME}/bin/", f"{RUNTIME}/lib/ld-linux"))
