"""Every bundled part with its version, its licence and the licence's text; and what the LGPL asks of us."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from typing import TYPE_CHECKING

from cixi_desktop.maintenance.kit import LICENCES, RUNTIME, SITE
from tools.kit import debian, wheels
from tools.kit.targets import FILES, LINUX_X64, KitError

if TYPE_CHECKING:
    from email.message import Message

    from tools.kit.targets import Target

OVERVIEW = "第三方软件许可.txt"
QT = {"PySide6_Essentials", "shiboken6"}
QT_LICENCE = "LGPL-3.0-only"
LONGEST_NAME = 40
"""Characters in the name of a licence."""
_COMMON = Path("usr/share/common-licenses")
_WORDS = {
    "MIT": r"permission is hereby granted|permission to use, copy, modify|\bMIT\b|\bX11\b",
    r"BSD-\d-Clause": r"redistributions? .{0,40}must retain|\bBSD\b",
    "LGPL": r"\bLGPL|Lesser General Public|Library General Public",
    r"GPL-\d": r"\bGPL|GNU General Public",
    "PSF": r"Python Software Foundation",
    "Zlib": r"altered source versions",
    "libpng": r"libpng",
    "bzip2": r"bzip2|altered source versions",
    "Apache": r"\bApache\b",
    "AFL": r"Academic Free License",
    "FTL": r"\bFTL\b|FreeType License|FreeType Project",
    "public domain": r"public domain",
}
"""By which words each licence is known."""
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One bundled part; ``text`` is the folder or file of its licence, below the folder of licences."""

    name: str
    version: str
    licence: str
    text: str


def lay_licences(kit: Path, target: Target, cache: Path, packages: list[Path]) -> None:
    """Gather the texts into the kit's folder of licences and write the overview beside the start file."""
    folder = kit / LICENCES
    root = debian.unpacked(LINUX_X64, cache)  # whose papers have the general licences
    for name in ("GPL-3", "LGPL-3"):
        copy = folder / "Qt" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / _COMMON / name, copy)
    parts = [wheel_part(wheel, folder) for wheel in packages]
    parts += [_font_part(kit, folder)]
    if target.is_windows:
        parts += _windows_parts(kit, folder)
    else:
        parts += _debian_parts(debian.unpacked(target, cache), target, folder)
    libraries = f"{SITE}/PySide6" if target.is_windows else f"{SITE}/PySide6/Qt/lib"
    (kit / OVERVIEW).write_text(overview(parts, libraries), encoding="utf-8")


def wheel_part(wheel: Path, folder: Path) -> Part:
    """The part that a wheel is, its licence texts copied; KitError if it carries none."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" in name and not name.endswith("/")]
        paper = HeaderParser().parsestr(
            archive.read(next(n for n in names if n.endswith("/METADATA"))).decode()
        )
        name, version = paper["Name"], paper["Version"]
        if name in QT:
            return Part(name=name, version=version, licence=QT_LICENCE, text="Qt")
        texts = [n for n in names if "/licenses/" in n or _TEXT.search(n.rsplit("/", 1)[-1])]
        if not texts:
            raise KitError(f"{wheel.name} carries no licence text.")
        target = folder / "Python" / name
        target.mkdir(parents=True, exist_ok=True)
        for text in texts:
            (target / text.rsplit("/", 1)[-1]).write_bytes(archive.read(text))
    return Part(name=name, version=version, licence=_licence(paper), text=f"Python/{name}")


def overview(parts: list[Part], libraries: str) -> str:
    """The overview in Chinese; ``libraries`` is where Qt's own lie in the kit."""
    lines = [f"{part.name}　{part.version}　{part.licence}　→ {LICENCES}/{part.text}" for part in parts]
    text = (FILES / "licences.txt").read_text(encoding="utf-8")
    qt = next(part.version for part in parts if part.name in QT)
    for name, value in (("parts", "\n".join(lines)), ("libraries", libraries), ("qt", qt)):
        text = text.replace(f"{{{name}}}", value)
    return text


def is_borne_out(licence: str, text: str) -> bool:
    """Whether the words that the licence is known by stand in the copyright file."""
    flat = " ".join(text.split())
    return all(
        re.search(words, flat, re.IGNORECASE)
        for name, words in _WORDS.items()
        if re.search(rf"\b{name}\b", licence)
    )


def _licence(paper: Message) -> str:
    stated = paper["License-Expression"] or paper["License"] or ""
    if not stated or len(stated) > LONGEST_NAME:  # some put the whole text there
        classifiers = paper.get_all("Classifier") or []
        stated = next((line for line in classifiers if line.startswith("License ::")), "见原文").split(
            " :: "
        )[-1]
    return str(stated).removesuffix(" License")


def _font_part(kit: Path, folder: Path) -> Part:
    (folder / "字体").mkdir(parents=True)
    shutil.copyfile(kit / "program/resources/fonts/OFL.txt", folder / "字体" / "OFL.txt")
    return Part(
        name="Noto Sans SC、Noto Serif SC（思源黑体、思源宋体）",
        version="已改字符映射",
        licence="OFL-1.1",
        text="字体/OFL.txt",
    )


def _windows_parts(kit: Path, folder: Path) -> list[Part]:
    python = folder / "Python" / "Python"
    python.mkdir(parents=True)
    (kit / RUNTIME / "LICENSE.txt").rename(python / "LICENSE.txt")
    launcher = folder / "Python" / "distlib"
    launcher.mkdir(parents=True)
    (launcher / "LICENSE.txt").write_bytes(wheels.read_part("distlib", "LICENSE.txt"))
    return [
        Part(name="Python", version="3.11.9", licence="PSF-2.0", text="Python/Python"),
        Part(name="distlib（启动文件）", version="0.4", licence="PSF-2.0", text="Python/distlib"),
        Part(
            name="Microsoft Visual C++ 运行库",
            version="14",
            licence="随Python和Qt分发的可再发行文件",
            text="Python/Python",
        ),
    ]


def _debian_parts(root: Path, target: Target, folder: Path) -> list[Part]:
    shutil.copytree(root / _COMMON, folder / "Debian" / "common-licenses", symlinks=False)
    named = debian.wanted_licences()
    parts = []
    for pin in debian.read_pins(debian.PINS.read_text(encoding="utf-8"), target.architecture):
        source, text = root / "usr/share/doc" / pin.name / "copyright", f"Debian/{pin.name}.txt"
        if not source.is_file():
            raise KitError(f"Debian's {pin.name} carries no copyright file.")
        shutil.copyfile(source, folder / text)
        if not is_borne_out(named[pin.name], source.read_text(encoding="utf-8", errors="replace")):
            raise KitError(f"{named[pin.name]} is not what the copyright file of {pin.name} says.")
        if named[pin.name]:
            parts.append(Part(name=pin.name, version=pin.version, licence=named[pin.name], text=text))
    return parts
