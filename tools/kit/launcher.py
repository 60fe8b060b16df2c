"""The file that a user double-clicks under Windows: a small ready-made program, with our icon and script."""

from __future__ import annotations

import io
import time
import zipfile

import lief

from tools.kit.icons import icon_group
from tools.kit.targets import KitError

ICON, GROUP_ICON = 3, 14
"""Kinds of resources."""
_SCRIPT = "import sys\n\nimport start\n\nsys.exit(start.run(sys.argv[1:]))\n"


def start_file(launcher: bytes, pictures: list[tuple[int, bytes]], interpreter: str, at: int) -> bytes:
    """The launcher with icon and script; ``interpreter`` is the path from its folder to Python."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py", time.gmtime(at)[:6]), _SCRIPT)
    return with_icon(launcher, pictures) + f"#!<launcher_dir>\\{interpreter}\r\n".encode() + packed.getvalue()


def with_icon(launcher: bytes, pictures: list[tuple[int, bytes]]) -> bytes:
    """A program with these pictures for its icon; its other resources stay."""
    program = lief.PE.parse(launcher)
    if program is None or program.resources is None:
        raise KitError("The launcher is no program with an icon.")
    kinds = {kind.id: kind for kind in program.resources.childs}
    icons, group = kinds[ICON], kinds[GROUP_ICON].childs[0]
    for node in (icons, group):
        for old in list(node.childs):
            node.delete_child(old)
    for number, (_size, content) in enumerate(pictures, start=1):
        icons.add_child(lief.PE.ResourceDirectory(number)).add_child(lief.PE.ResourceData(list(content)))
    group.add_child(lief.PE.ResourceData(list(icon_group(pictures))))
    settings = lief.PE.Builder.config_t()
    settings.resources = True
    return program.write_to_bytes(settings)
