"""Fonts: the system's own Chinese faces where they are, else the two that are shipped.

Every question to the font system goes through ``has_family``, so that a test can play another machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QTextLayout

from cixi_desktop.errors import CixiError
from resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HasFamily = Callable[[str], bool]
"""Whether the machine has a font family of that name (also under its other names)."""

FOLDER = ROOT / "fonts"
BUILD = "tools/build_fonts.py"
SANS, SERIF = "NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf"

SCREEN_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "微软雅黑",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "思源黑体",
    "思源黑体 CN",
    "HarmonyOS Sans SC",
    "MiSans",
    "Sarasa UI SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "文泉驿微米黑",
)
"""Faces made for Chinese user interfaces, best first."""


class Role(StrEnum):
    """What a printed face is for; the value is what offices call it."""

    TITLE = "小标宋"
    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"


_PREFERRED = {
    Role.TITLE: (
        "方正小标宋简体",
        "方正小标宋_GBK",
        "方正小标宋_GB18030",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "CESI小标宋-GB2312",
        "宋体",
        "SimSun",
    ),
    Role.BODY: (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "仿宋",
        "FangSong",
        "方正仿宋_GBK",
        "方正仿宋简体",
        "FZFangSong-Z02S",
        "FZFangSong-Z02",
        "CESI仿宋-GB2312",
        "华文仿宋",
        "STFangsong",
    ),
    Role.KAI: (
        "楷体_GB2312",
        "KaiTi_GB2312",
        "楷体",
        "KaiTi",
        "方正楷体_GBK",
        "方正楷体简体",
        "FZKai-Z03S",
        "FZKai-Z03",
        "CESI楷体-GB2312",
        "华文楷体",
        "STKaiti",
    ),
    Role.HEI: (
        "黑体",
        "SimHei",
        "方正黑体_GBK",
        "方正黑体简体",
        "FZHei-B01S",
        "FZHei-B01",
        "CESI黑体-GB2312",
    ),
}
MOST_RARE = 8
"""Characters without a face that are named."""
_NEEDS_BOLD = {"宋体", "SimSun"}
"""Faces that stand in for 小标宋 and are too light for a title. The shipped one also is for 黑体."""


def is_installed(family: str) -> bool:
    """Whether this machine has that Chinese family; without any, it is not searched for each name."""
    simplified = QFontDatabase.WritingSystem.SimplifiedChinese
    return bool(QFontDatabase.families(simplified)) and QFontDatabase.hasFamily(family)


@cache
def shipped_family(file_name: str, folder: Path = FOLDER) -> str:
    """Load a shipped font (once) and return its family. CixiError if the file is missing or no font.

    WORKAROUND: under Windows, Qt without a screen finds no file whose path has characters that the code page
    of the system lacks; so there it is handed the content instead of the path.
    """
    path = folder / file_name
    if sys.platform == "win32" and path.is_file():
        number = QFontDatabase.addApplicationFontFromData(QByteArray(path.read_bytes()))
    else:
        number = QFontDatabase.addApplicationFont(str(path))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        is_source = (ROOT.parent / BUILD).is_file()  # an installed program comes without
        hint = f"请先生成字体：.venv/bin/python {BUILD}。" if is_source else "请重新安装程序。"
        raise CixiError(f"随程序提供的字体{file_name}缺失或已损坏。", hint)
    return families[0]


def screen_family(has_family: HasFamily = is_installed) -> str:
    """The family for the window: the machine's best Chinese one, else Noto Sans SC, loaded only then."""
    return _first(SCREEN_FAMILIES, has_family) or shipped_family(SANS)


def print_font(role: Role, pixel_size: int, has_family: HasFamily = is_installed) -> QFont:
    """The face of a printed role. Rare characters that it lacks come from the shipped one."""
    font = QFont()
    font.setFamilies(print_families(role, has_family))
    font.setPixelSize(pixel_size)
    font.setBold(_is_bold(role, has_family))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.ForceOutline)
    return font


def print_families(role: Role, has_family: HasFamily = is_installed) -> list[str]:
    """The faces of a printed role: the machine's own, if any, and the shipped one behind it."""
    return list(_families(role, has_family))


def font_used(role: Role, has_family: HasFamily = is_installed) -> str:
    """The family that a printed role really gets on this machine, with “（加粗）” where it is made bold."""
    return _families(role, has_family)[0] + ("（加粗）" if _is_bold(role, has_family) else "")


def is_own_face(role: Role, has_family: HasFamily = is_installed) -> bool:
    """Whether the machine has the face that offices mean by the role, and nothing stands in for it."""
    return bool(_first(_PREFERRED[role], has_family)) and not _is_bold(role, has_family)


def fonts_used(has_family: HasFamily = is_installed) -> str:
    """All printed roles with their faces, as one line for the user (小标宋：宋体（加粗）；仿宋：仿宋)."""
    return "；".join(f"{role}：{font_used(role, has_family)}" for role in Role)


def lacking(words: str) -> tuple[str, ...]:
    """The characters that neither the printed text face nor the shipped one has: they may not be copied."""
    faces = []
    for family in _families(Role.BODY, is_installed):
        font = QFont(family)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        faces.append(QFontMetrics(font))
    return tuple(
        each
        for each in dict.fromkeys(words)
        if each.isprintable() and not any(face.inFontUcs4(ord(each)) for face in faces)
    )


def undrawn_words(words: str) -> str:
    """What to say of the characters in a file that no face of this machine has; “” where there are none."""
    signs = [each for each in lacking(words) if not is_drawn(each)]
    return f"{_named(signs)}没有字体可以显示，换一台电脑也可能显示为方框" if signs else ""


def is_usual(words: str) -> bool:
    """Whether any Chinese face has all of the characters, so that none need be asked."""
    try:
        return bool(words.encode("gbk"))
    except UnicodeEncodeError:
        return False


def rare_words(words: str) -> str:
    """What to say of the characters that the printed faces lack; “” where they have all."""
    rare = lacking(words)
    boxes = [each for each in rare if not is_drawn(each)]
    others = [each for each in rare if each not in boxes]
    found = ((boxes, "没有字体可以显示，印成方框"), (others, "打印字体中没有或不常用，在PDF中不能复制"))
    return "".join(f"。{_named(signs)}{what}" for signs, what in found if signs)


def is_drawn(character: str) -> bool:
    """Whether any face of this machine has the character; else a crossed box stands for it."""
    layout = QTextLayout(character, print_font(Role.BODY, 90))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(0 not in run.glyphIndexes() for run in layout.glyphRuns())


def _named(signs: Sequence[str]) -> str:
    named = "、".join(f"“{each}”" for each in signs[:MOST_RARE])
    return f"{named}等{len(signs)}个字" if len(signs) > MOST_RARE else named


@cache
def _families(role: Role, has_family: HasFamily) -> tuple[str, ...]:
    """The face found on the machine, if any, and the shipped one behind it."""
    found = _first(_PREFERRED[role], has_family)
    shipped = shipped_family(SERIF)
    return (found, shipped) if found else (shipped,)


def _is_bold(role: Role, has_family: HasFamily) -> bool:
    family = _families(role, has_family)[0]
    return role in {Role.TITLE, Role.HEI} and (family in _NEEDS_BOLD or family == shipped_family(SERIF))


@cache
def _first(families: tuple[str, ...], has_family: HasFamily) -> str:
    return next((family for family in families if has_family(family)), "")
