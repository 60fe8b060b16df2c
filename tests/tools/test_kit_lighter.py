"""What is made smaller for a kit is what it was, less what nobody asks it for."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from tools.kit import windows
from tools.kit.targets import FILES
from ui.style.fonts import FOLDER, SERIF

if TYPE_CHECKING:
    from pathlib import Path

AT = 1_750_000_000


def test_that_a_font_without_hints_draws_the_same_characters_as_wide_as_before(tmp_path: Path) -> None:
    few, smaller = tmp_path / "few.otf", tmp_path / "kit" / "few.otf"
    smaller.parent.mkdir()
    options = ("--unicodes=U+6148,U+6EAA", f"--output-file={few}")
    subprocess.run((sys.executable, "-m", "fontTools.subset", FOLDER / SERIF, *options), check=True)
    shutil.copyfile(few, smaller)
    windows.remove_hints(smaller.parent)
    assert [path.name for path in smaller.parent.iterdir()] == ["few.otf"]
    assert smaller.stat().st_size < few.stat().st_size
    with TTFont(few) as before, TTFont(smaller) as after:
        assert after.getBestCmap() == before.getBestCmap()
        assert after["hmtx"].metrics == before["hmtx"].metrics
        assert _outline(after) == _outline(before)


def _outline(font: TTFont) -> list[object]:
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
