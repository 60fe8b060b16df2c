"""What is made smaller for a kit is what it was, less what nobody asks it for."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import PySide6
import pytest
from fontTools.ttLib import TTFont

from tools.kit import fonts, icu, windows
from tools.kit.binaries import binaries_in
from tools.kit.targets import FILES
from ui.style.fonts import FOLDER, RARE_SANS, SANS, SERIF

AT = 1_750_000_000
LIBRARY = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))


@pytest.mark.parametrize(
    ("name", "is_unused"),
    [
        ("icudt73l/zh_Hans_CN.res", False),
        ("icudt73l/en.res", False),
        ("icudt73l/root.res", False),
        ("icudt73l/zoneinfo64.res", False),
        ("icudt73l/gb18030.cnv", False),
        ("icudt73l/coll/zh.res", False),
        ("icudt73l/coll/ucadata.icu", False),
        ("icudt73l/fr.res", True),
        ("icudt73l/coll/tr.res", True),
        ("icudt73l/curr/de_CH.res", True),
        ("icudt73l/brkitr/thaidict.dict", True),
        ("icudt73l/translit/root.res", True),
    ],
)
def test_that_chinese_english_and_what_no_language_owns_stay(name: str, is_unused: bool) -> None:
    assert icu.is_unused(name) is is_unused


def test_that_an_archive_holds_what_was_packed_into_it_in_its_order() -> None:
    head = b"\x10\x00".ljust(16, b"\0")
    content = {"a/b.res": b"one".ljust(16, b"\0"), "a/c.res": b"two".ljust(32, b"\0")}
    made = icu.pack(content, head)
    assert icu.entries(made) == content
    assert list(icu.entries(made)) == ["a/b.res", "a/c.res"]


def test_that_the_shorter_library_still_loads_with_its_data_at_their_place(tmp_path: Path) -> None:
    copy = tmp_path / LIBRARY.name
    copy.write_bytes(LIBRARY.read_bytes())
    icu.lighten(tmp_path)
    assert copy.stat().st_size < LIBRARY.stat().st_size / 3
    symbol = f"icudt{LIBRARY.suffix[1:]}_dat"
    data = ctypes.string_at(ctypes.addressof(ctypes.c_char.in_dll(ctypes.CDLL(str(copy)), symbol)), 16)
    assert data[12:16] == b"CmnD"
    left = icu.entries(copy.read_bytes()[copy.read_bytes().index(b"CmnD") - 12 :])
    assert left.keys() == {name for name in icu.entries(_archive()) if not icu.is_unused(name)}
    assert [one.path.name for one in binaries_in(tmp_path)] == [LIBRARY.name]


def _archive() -> bytes:
    library = LIBRARY.read_bytes()
    return library[library.index(b"CmnD") - 12 :]


def test_that_a_smaller_font_draws_the_same_characters_as_wide_as_before(tmp_path: Path) -> None:
    folder, cache = tmp_path / "fonts", tmp_path / "cache"
    folder.mkdir()
    cache.mkdir()
    (folder / SANS).write_bytes((FOLDER / SANS).read_bytes())
    fonts.lighten(folder, cache, has_rare_hints=True)
    assert (folder / SANS).stat().st_size < (FOLDER / SANS).stat().st_size
    with TTFont(FOLDER / SANS, lazy=True) as before, TTFont(folder / SANS, lazy=True) as after:
        assert after.getBestCmap() == before.getBestCmap()
        assert after.reader["hmtx"] == before.reader["hmtx"]
        assert _outline(after) == _outline(before)


def test_that_rare_characters_keep_their_hints_where_there_is_room(tmp_path: Path) -> None:
    (tmp_path / RARE_SANS).write_bytes(b"as it was")
    fonts.lighten(tmp_path, tmp_path, has_rare_hints=True)
    assert (tmp_path / RARE_SANS).read_bytes() == b"as it was"


def test_that_quadratic_fonts_have_nothing_to_lose(tmp_path: Path) -> None:
    shutil.copyfile(FOLDER / SERIF, tmp_path / SERIF)
    fonts.lighten(tmp_path, tmp_path, has_rare_hints=False)
    assert (tmp_path / SERIF).read_bytes() == (FOLDER / SERIF).read_bytes()


def _outline(font: TTFont) -> list[object]:
    from fontTools.pens.recordingPen import RecordingPen

    pen = RecordingPen()
    font.getGlyphSet()[font.getBestCmap()[ord("慈")]].draw(pen)
    return list(pen.value)


def test_that_the_library_of_windows_is_packed_again_without_what_was_left_out(tmp_path: Path) -> None:
    folder = tmp_path / windows.LIBRARY
    (folder / "json").mkdir(parents=True)
    (folder / "os.pyc").write_bytes(b"os")
    (folder / "json" / "decoder.pyc").write_bytes(b"decoder")
    windows.pack_library(tmp_path, AT)
    assert not folder.exists()
    with zipfile.ZipFile(folder.with_suffix(".zip")) as packed:
        assert packed.namelist() == ["json/decoder.pyc", "os.pyc"]
        assert packed.read("json/decoder.pyc") == b"decoder"


MODULE = """\
\"\"\"What it is.\"\"\"
from __future__ import annotations

def checked(value: int) -> int:
    \"\"\"What it does.\"\"\"
    assert value, "no value"
    return value

class Empty:
    \"\"\"Nothing but words.\"\"\"
"""


LOOK = """
import sys
sys.path[:0] = sys.argv[1:]
import ours, theirs
print([words for one in (ours, theirs) for words in (one.__doc__, one.checked.__doc__, one.Empty.__doc__)])
theirs.checked(0)
"""


def test_that_modules_are_compiled_without_docstrings_and_those_of_others_not_kept_otherwise(
    tmp_path: Path,
) -> None:
    for name in ("program/ours.py", "site/theirs.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(MODULE, encoding="utf-8")
    subprocess.run((sys.executable, FILES / "compile_all.py", tmp_path, "program/"), check=True)
    kept = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    cached = f"program/__pycache__/ours.{sys.implementation.cache_tag}.pyc"
    assert kept == {"program/ours.py", cached, "site/theirs.pyc"}
    words = (sys.executable, "-I", "-c", LOOK, tmp_path / "program", tmp_path / "site")
    seen = subprocess.run(words, check=False, capture_output=True, text=True)
    assert seen.stdout == "['', '', '', '', '', '']\n"
    assert "AssertionError: no value" in seen.stderr
    assert str(tmp_path).encode() not in (tmp_path / "site/theirs.pyc").read_bytes()
