"""The package for Kylin and UOS: the Linux kit below /opt, an entry in the menu, and an icon."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from cixi_desktop.maintenance.kit import RUNTIME
from tools.kit import assembly, licences, linux, program, trimming
from tools.kit.shell import call
from tools.kit.targets import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from tools.kit.targets import Target

NAME = "cixi-desktop"


def make_package(target: Target, kit: Path) -> Path:
    """The .deb, beside the folder of the Linux kit that it is made of."""
    out = kit.parent
    tree = out / f"deb-{target.architecture}"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "opt" / NAME
    shutil.copytree(kit, home)
    (home / linux.ADD_TO_MENU).unlink()
    assembly.write_papers(home, target, "deb")
    assembly.finish(home)
    _lay_entries(tree)
    _write_control(tree, target, trimming.size_of(tree))
    _set_times(tree, program.commit_time())
    package = out / f"{NAME}_{program.version()}_{target.architecture}.deb"
    words = ("--root-owner-group", "-Zxz", "-z9", "--threads-max=1", "--build")
    call(
        "dpkg-deb", *words, tree, package, env=os.environ | {"SOURCE_DATE_EPOCH": str(program.commit_time())}
    )
    shutil.rmtree(tree)
    return package


def _lay_entries(tree: Path) -> None:
    """The command, the entry in the menu, the icon, and the licences where Debian looks for them."""
    command = tree / "usr" / "bin" / NAME
    entry = tree / "usr" / "share" / "applications" / f"{NAME}.desktop"
    icon = tree / "usr" / "share" / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"
    papers = tree / "usr" / "share" / "doc" / NAME / "copyright"
    for path in (command, entry, icon, papers):
        path.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/{NAME}/{linux.START}")
    shutil.copyfile(tree / "opt" / NAME / RUNTIME / f"{NAME}.desktop", entry)
    shutil.copyfile(tree / "opt" / NAME / "program" / "resources" / "icons" / "cixi.svg", icon)
    shutil.copyfile(tree / "opt" / NAME / licences.OVERVIEW, papers)


def _write_control(tree: Path, target: Target, size: int) -> None:
    text = (FILES / "control.txt").read_text(encoding="utf-8")
    values = {"version": program.version(), "architecture": target.architecture, "size": str(size // 1024)}
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(text, encoding="utf-8")


def _set_times(tree: Path, at: int) -> None:
    for path in [tree, *tree.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        elif not path.is_symlink() and "opt" not in path.parts:
            path.chmod(0o644)
        os.utime(path, (at, at), follow_symlinks=False)
