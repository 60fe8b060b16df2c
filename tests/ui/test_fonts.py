from __future__ import annotations

import ast
import subprocess
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics, QRawFont, QTextDocument

from cixi_desktop.assessment.lights import Light
from cixi_desktop.errors import CixiError
from tests.support.sources import modules
from ui.dialogs.printing import write_text
from ui.style import fonts
from ui.style.copied import with_rare_characters
from ui.style.fonts import (
    FOLDER,
    SANS,
    SERIF,
    Role,
    font_used,
    fonts_used,
    is_drawn,
    is_usual,
    print_font,
    rare_words,
    screen_family,
    shipped_family,
    undrawn_words,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ui.style.fonts import HasFamily

pytestmark = pytest.mark.usefixtures("qapp")
RARE = "㛃䶮喆堃犇祎翀彧婳玥"
"""Rare characters of people's names."""
PUNCTUATION = "，。；：“”（）《》、—…％·～"


def machine(*families: str) -> HasFamily:
    """A machine that has exactly these families."""

    def has_family(name: str) -> bool:
        return name in families

    return has_family


BARE = machine()


def test_that_a_good_font_of_the_system_is_taken_for_the_window() -> None:
    assert screen_family(machine("Microsoft YaHei", "SimSun")) == "Microsoft YaHei"
    assert screen_family(machine("WenQuanYi Micro Hei", "Noto Sans CJK SC")) == "Noto Sans CJK SC"


def test_that_a_machine_without_one_gets_the_shipped_font() -> None:
    assert screen_family(machine("DejaVu Sans", "Droid Sans Fallback")) == shipped_family(SANS)


@pytest.mark.parametrize(
    ("family", "role"),
    [
        ("方正小标宋简体", Role.TITLE),
        ("方正小标宋_GBK", Role.TITLE),
        ("仿宋_GB2312", Role.BODY),
        ("FangSong", Role.BODY),
        ("楷体_GB2312", Role.KAI),
        ("KaiTi", Role.KAI),
        ("黑体", Role.HEI),
        ("SimHei", Role.HEI),
    ],
)
def test_that_the_customary_face_is_printed_with_where_the_machine_has_it(family: str, role: Role) -> None:
    has_family = machine(family)
    font = print_font(role, 80, has_family)
    assert font.families()[0] == family
    assert not font.bold()
    assert font_used(role, has_family) == family


def test_that_the_song_face_is_made_bold_for_a_title() -> None:
    has_family = machine("宋体")
    assert print_font(Role.TITLE, 220, has_family).bold()
    assert font_used(Role.TITLE, has_family) == "宋体（加粗）"


@pytest.mark.parametrize("role", Role)
def test_that_a_bare_machine_prints_with_the_shipped_face_and_its_heads_bold(role: Role) -> None:
    assert print_font(role, 80, BARE).families() == [shipped_family(SERIF)]
    assert print_font(role, 80, BARE).bold() is (role in {Role.TITLE, Role.HEI})


def test_that_the_shipped_face_stands_behind_the_systems_own() -> None:
    assert print_font(Role.BODY, 80, machine("仿宋")).families() == ["仿宋", shipped_family(SERIF)]


def test_that_the_user_is_told_every_face() -> None:
    bold = f"{shipped_family(SERIF)}（加粗）"
    assert fonts_used(machine("仿宋", "楷体")) == f"小标宋：{bold}；仿宋：仿宋；楷体：楷体；黑体：{bold}"


def test_that_printed_faces_are_set_in_page_units_without_hinting() -> None:
    font = print_font(Role.BODY, 80, BARE)
    assert font.pixelSize() == 80
    assert font.hintingPreference() is QFont.HintingPreference.PreferNoHinting


@pytest.mark.parametrize("name", [SANS, SERIF])
def test_that_a_shipped_font_has_the_rare_characters_of_names_and_their_outlines(name: str) -> None:
    font = QRawFont(str(FOLDER / name), 20)
    assert [letter for letter in RARE if not font.supportsCharacter(ord(letter))] == []
    numbers = font.glyphIndexesForString(RARE)
    assert [number for number in numbers if font.pathForGlyph(number).isEmpty()] == []


@pytest.mark.parametrize("name", [SANS, SERIF])
def test_that_no_code_point_that_nobody_types_leads_to_a_character_of_a_text(name: str) -> None:
    font = QRawFont(str(FOLDER / name), 20)
    hiding = {*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)}
    assert [code for code in hiding if font.supportsCharacter(code)] == []


@pytest.mark.parametrize("name", [SANS, SERIF])
def test_that_a_shipped_font_has_punctuation_and_the_shapes_of_all_lights(name: str) -> None:
    font = QRawFont(str(FOLDER / name), 20)
    wanted = PUNCTUATION + "".join(light.symbol for light in Light)
    assert [letter for letter in wanted if not font.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("name", [SANS, SERIF])
def test_that_a_shipped_font_draws_chinese_without_help_of_other_fonts(name: str) -> None:
    font = QFont()
    font.setFamilies([shipped_family(name)])
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    assert QFontInfo(font).family() == shipped_family(name)
    assert QFontMetrics(font).inFontUcs4(ord("慈"))


def test_that_a_missing_font_is_told_to_the_user(tmp_path: Path) -> None:
    with pytest.raises(CixiError, match="缺失或已损坏"):
        shipped_family(SANS, tmp_path)


def test_that_a_broken_font_is_told_to_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / SERIF).write_bytes(b"no font")
    monkeypatch.setattr("ui.style.fonts.ROOT", tmp_path / "resources")
    with pytest.raises(CixiError, match="重新安装"):
        shipped_family(SERIF, tmp_path)


def test_that_in_the_sources_the_command_that_makes_the_fonts_is_named(tmp_path: Path) -> None:
    with pytest.raises(CixiError, match=r"请先生成字体：\.venv/bin/python tools/build_fonts\.py。"):
        shipped_family(SERIF, tmp_path)


def test_that_this_machine_is_asked_unless_another_is_named() -> None:
    assert screen_family() == screen_family(QFontDatabase.hasFamily)
    assert font_used(Role.BODY) == font_used(Role.BODY, QFontDatabase.hasFamily)


def test_that_the_shipped_font_has_every_character_that_the_window_writes_itself() -> None:
    font = QRawFont(str(FOLDER / SANS), 10)
    lacking = {
        (place, character)
        for place, module in modules().items()
        if place.startswith("ui/")
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for character in node.value
        if character.isprintable() and not font.supportsCharacter(ord(character))
    }
    assert lacking == set()


def test_that_a_character_that_no_face_has_is_told_apart_from_one_that_is_not_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert is_drawn("慈")
    assert is_drawn("𬭎")
    assert not is_drawn("\U000323ae")  # nobody's face goes as far
    monkeypatch.setattr(fonts, "is_drawn", lambda character: character != "𠮷")
    assert rare_words("慈溪、王喆、张𬭎") == ""
    words = "。“𠮷”没有字体可以显示，印成方框。“𠂤”打印字体中没有或不常用，在PDF中不能复制"
    assert rare_words("张𬭎、李𠮷、张𠂤") == words
    assert undrawn_words("张𬭎、李𠮷、张𠂤") == "“𠮷”没有字体可以显示，换一台电脑也可能显示为方框"
    assert (is_usual("慈溪—2025·①"), is_usual("张𬭎"), is_usual("👍")) == (True, False, False)
    many = "".join(chr(0x20100 + number) for number in range(10))
    assert "“𠄇”等10个字打印字体中没有" in rare_words(many)


def test_that_rare_characters_are_copied_out_of_a_pdf_as_they_were_typed(tmp_path: Path) -> None:
    """Those of the shipped face beyond U+FFFF, in body and heading, beside common ones."""
    document, paper = QTextDocument(), tmp_path / "名单.pdf"
    document.setDefaultFont(print_font(Role.BODY, 90, BARE))
    document.setHtml("<h1>𬭎水公司</h1><p>张𬭎、李𫘝、王𬴂、周𫗧、吴𬹼、郑𬍛，12家。</p>")
    write_text(document, paper)
    found = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True)
    assert "".join(found.stdout.split()) == "𬭎水公司张𬭎、李𫘝、王𬴂、周𫗧、吴𬹼、郑𬍛，12家。1"
    assert found.stderr == ""


def test_that_a_pdf_without_rare_characters_or_without_fonts_stays_as_it_is() -> None:
    for pdf in (
        b"",
        b"%PDF-1.4\n",
        b"/Subtype /Type0\n/BaseFont /SimSun\n/DescendantFonts [5 0 R]\n/ToUnicode 6 0 R",
    ):
        assert with_rare_characters(pdf) == pdf
