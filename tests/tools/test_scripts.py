"""A script that cannot go on says why."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from tools.kit.targets import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def said(*words: str | Path) -> str:
    done = subprocess.run(("bash", *words), check=False, capture_output=True, text=True)
    assert done.returncode in {1, 2}
    return done.stderr


def test_that_a_set_up_for_nothing_in_particular_is_refused() -> None:
    assert said(ROOT / "tools/bootstrap.sh") == "Usage: tools/bootstrap.sh run|test\n"


def test_that_the_archive_to_be_tried_is_named_if_it_is_not_there() -> None:
    assert said(ROOT / "tools/try_kit.sh", "gone.zip") == "tools/try_kit.sh: there is no gone.zip.\n"


def test_that_without_any_archive_the_way_to_make_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    shutil.copyfile(ROOT / "tools/try_kit.sh", tmp_path / "tools/try_kit.sh")
    assert "make one: bash tools/make_kit.sh linux-x64" in said(tmp_path / "tools/try_kit.sh")


def test_that_a_command_that_fails_without_a_word_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    shutil.copyfile(ROOT / "tools/test.sh", tmp_path / "tools/test.sh")
    (tmp_path / "tools/bootstrap.sh").write_text("exit 1\n", encoding="utf-8")
    line = (ROOT / "tools/test.sh").read_text(encoding="utf-8").split("bash tools/bootstrap.sh")[0].count(
        "\n"
    ) + 1
    told = f"tools/test.sh, line {line}: failed (1): bash tools/bootstrap.sh test\n"
    assert said(tmp_path / "tools/test.sh") == told
