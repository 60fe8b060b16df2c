"""A kit, put together from its parts; and the archive made of it."""

from __future__ import annotations

import re
import shutil
import tomllib
from typing import TYPE_CHECKING

from cixi_desktop.maintenance.kit import MANIFEST, PROGRAM, SITE, manifest_of
from tools.kit import archive, checks, guide, licences, linux, program, trimming, wheels, windows
from tools.kit.targets import FILES, ROOT, KitError

if TYPE_CHECKING:
    from pathlib import Path

    from tools.kit.targets import Target

NAME = "慈溪科技填报"
GUIDE, PRINTED_GUIDE, CHANGES = "安装使用说明.txt", "安装使用说明.pdf", "更新说明.txt"
MEBIBYTE = 1 << 20


def make_kit(target: Target, out: Path) -> Path:
    """The folder of a kit, made anew, with its list of files."""
    kit, cache = out / f"{NAME}-{program.version()}-{target.name}", out / "cache"
    shutil.rmtree(kit, ignore_errors=True)
    program.copy_program(kit)
    packages = wheels.fetch_wheels(target, cache)
    wheels.unpack(packages, kit / SITE)
    if target.is_windows:
        windows.lay_python(kit, cache)
    else:
        linux.lay_python(kit, target, cache)
    licences.lay_licences(kit, target, cache, packages)
    _trim(kit, "windows" if target.is_windows else "linux")
    if target.is_windows:
        windows.remove_hints(kit / PROGRAM / "resources" / "fonts")
        windows.pack_library(kit, program.commit_time())
        windows.lay_start_files(kit, program.commit_time())
    else:
        linux.strip_packages(kit, target)
        linux.lay_libraries(kit, target, cache)
        linux.lay_start_files(kit, target)
    program.compile_all(kit, cache)
    write_papers(kit, target, "windows" if target.is_windows else "linux")
    finish(kit)
    checks.check_kit(kit, target, packages)
    return kit


def pack(kit: Path, target: Target) -> Path:
    """The archive of a kit, beside it; KitError if it has become too large."""
    if target.is_windows:
        packed = kit.with_name(f"{kit.name}.zip")
        archive.write_zip(kit, packed, program.commit_time())
    else:
        packed = kit.with_name(f"{kit.name}.tar.xz")
        is_x86 = target.architecture == "amd64"
        archive.write_tar(kit, packed, program.commit_time(), linux.is_executable, is_x86=is_x86)
    size = packed.stat().st_size
    if size > target.largest:
        raise KitError(f"{packed.name} has {size:,} bytes instead of at most {target.largest:,}.")
    return packed


def write_papers(kit: Path, target: Target, sort: str) -> None:
    """The page for the user, also to print, and what is new; with a mark that old editors know UTF-8 by."""
    words = tomllib.loads((FILES / "guide.toml").read_text(encoding="utf-8"))[sort]
    text = (FILES / "guide.txt").read_text(encoding="utf-8")
    start = windows.START.removesuffix(".exe") if target.is_windows else linux.START
    for name, value in {**words, "version": program.version(), "title": target.title, "start": start}.items():
        text = text.replace(f"{{{name}}}", value.strip("\n"))
    changes = plain((ROOT / "resources" / "help" / "changes.md").read_text(encoding="utf-8"))
    for name, content in ((GUIDE, text), (CHANGES, changes)):
        (kit / name).write_text(content, encoding="utf-8-sig" if target.is_windows else "utf-8")
    guide.write_pdf(text, kit / PRINTED_GUIDE, program.commit_time())


def plain(markdown: str) -> str:
    """Heads and lists as the guide has them, for whoever has never seen Markdown."""
    return re.sub(r"(?m)^- ", "\u3000\u3000· ", re.sub(r"(?m)^#+ ", "", markdown))


def finish(kit: Path) -> None:
    """Give every file the rights it needs, and write the list of files."""
    for path in kit.rglob("*"):
        name = path.relative_to(kit).as_posix()
        may_run = path.is_dir() or linux.is_executable(name)
        path.chmod(archive.EXECUTABLE if may_run else archive.PLAIN)
    (kit / MANIFEST).write_text(manifest_of(kit), encoding="utf-8")


def _trim(kit: Path, sort: str) -> None:
    before = trimming.size_of(kit)
    trims = trimming.read_trims(trimming.TRIMS.read_text(encoding="utf-8"), sort)
    saved = trimming.trim(kit, trims)
    for size, reason in saved:
        print(f"  − {size / MEBIBYTE:6.1f} MiB  {reason}")
    after = trimming.size_of(kit)
    print(f"  {before / MEBIBYTE:.0f} MiB of Python and packages, {after / MEBIBYTE:.0f} MiB kept")
