"""A unit with duties by the command line: its workbook and page, taken in and consolidated."""

from __future__ import annotations

import json
import re
import subprocess
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

import main
from tests.support import sheets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

JUNE = ("--period", "2025-06")
OWN = ("--unit", "高新科")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a data folder named by its first word; exit code, stdout and stderr."""

    def run_command(folder: str, *words: str) -> tuple[int, str, str]:
        code = main.main(["--data", str(tmp_path / folder), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unit's folder and its workbook of June, made once."""
    folder = tmp_path_factory.mktemp("made") / "folder"
    for words in (
        ("record", "7-1", "--period", "2025-04", "--numerator", "100", "--denominator", "800", *OWN),
        ("record", "8-1", *JUNE, "--increment", "120", *OWN),
        ("note", "1", *JUNE, "--progress", "召开党员大会1次。", *OWN),
        ("record", "H-4", *JUNE, "--value", "1070", "--unit", "规划科"),
        ("duty", "8", "--lead", "高新科"),
        ("duty", "M8-3", "--lead", "规划科"),
        ("submit", *JUNE, *OWN, "--out", str(folder / "高新科.xlsx")),
    ):
        assert main.main(["--data", str(folder / "unit"), *words]) == 0
    return folder


@pytest.fixture
def handed_in(made: Path, tmp_path: Path) -> Path:
    """June of a unit that leads task 8 but for M8-3, and once reported a figure of another's."""
    copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "高新科.xlsx"


def heading(workbook: Path) -> str:
    """The line under the title of 进展情况表."""
    return str(load_workbook(workbook)["进展情况表"]["A2"].value)


def keys(workbook: Path) -> list[str]:
    return [key for key in sheets.keys(load_workbook(workbook)["进展情况表"]) if "section:" not in key]


TABLE = [
    *("task:总体", "H-3", "task:1", "task:7", "7-1"),
    *("task:8", "8-1", "8-2", "8-3", "D8-1", "M8-1", "D8-2", "M8-2", "D8-3"),
]


def test_that_workbook_and_page_show_the_unit_s_part_under_one_check_code(
    run: Run, handed_in: Path, tmp_path: Path
) -> None:
    assert keys(handed_in) == TABLE
    code = heading(handed_in).partition("校验码：")[2][:9]
    assert heading(handed_in).endswith("共列本单位承担和填报的指标4项、事项5项")
    page = tmp_path / "页.pdf"
    assert f"校验码{code}" in run("unit", "page", *JUNE, *OWN, "--out", str(page))[1]
    text = subprocess.run(["pdftotext", str(page), "-"], capture_output=True, check=True).stdout.decode()
    assert f"校验码：{code}" in text
    assert "本单位承担和填报的评判指标1项，" in text


def test_that_the_office_takes_it_in_gives_it_back_and_consolidates_the_whole_plan(
    run: Run, handed_in: Path, tmp_path: Path
) -> None:
    code, out, _ = run("office", "import", str(handed_in), "--accept")
    assert (code, "已接收" in out) == (0, True)
    shown = json.loads(run("office", "show", *JUNE, *OWN, "--json")[1])
    values = {each["id"]: each["cumulative"] for each in shown["figures"] if each["cumulative"] is not None}
    assert values == {"7-1": "12.5", "8-1": "120"}
    assert run("office", "duty", "8", "--lead", "高新科")[0] == 0
    back = tmp_path / "退回.xlsx"
    assert run("office", "return", *JUNE, *OWN, "--out", str(back), "--reason", "12-1=请补报")[0] == 0
    assert [key for key in keys(back) if key not in TABLE] == ["M8-3", "task:12", "12-1"]
    together = tmp_path / "全局.xlsx"
    assert run("office", "consolidate", *JUNE, "--out", str(together))[0] == 0
    assert len(keys(together)) == 13 + 25 + 76
    assert "本表列" not in heading(together)


def test_that_what_the_unit_takes_back_is_gone_at_the_office_too(
    run: Run, handed_in: Path, tmp_path: Path
) -> None:
    def taken_in(name: str) -> str | None:
        """The running total of 12-1 at the office, once the unit's workbook of now is taken in."""
        workbook = tmp_path / name
        assert run("unit", "export", *JUNE, *OWN, "--out", str(workbook))[0] == 0
        assert ("12-1" in keys(workbook)) is (name == "多报.xlsx")
        assert run("office", "import", str(workbook), "--accept")[0] == 0
        figures = json.loads(run("office", "show", *JUNE, *OWN, "--json")[1])["figures"]
        found: str | None = next(each for each in figures if each["id"] == "12-1")["cumulative"]
        return found

    assert handed_in.exists()
    assert run("unit", "record", "12-1", *JUNE, "--increment", "3", *OWN)[0] == 0
    assert taken_in("多报.xlsx") == "3"
    assert run("unit", "undo")[0] == 0
    assert taken_in("撤销后.xlsx") is None


def test_that_a_hand_in_that_was_cut_off_before_its_workbook_is_exported_again(
    run: Run, handed_in: Path
) -> None:
    was = keys(handed_in)
    handed_in.unlink()
    code, told, _ = run("unit", "submit", *JUNE, *OWN, "--out", str(handed_in))
    assert code == 0
    assert "2025年6月已经报送，之后没有修改。重新导出进展情况表。" in told
    assert keys(handed_in) == was


def test_that_a_month_is_handed_in_and_exported_under_one_check_code_where_no_unit_is_named(
    run: Run, tmp_path: Path
) -> None:
    """The folder's own unit hands in; what another unit reported belongs to the bureau's table."""
    workbook = tmp_path / "本单位.xlsx"
    assert run("own", "record", "8-1", *JUNE, "--increment", "12")[0] == 0
    assert run("own", "record", "H-4", *JUNE, "--value", "1070", "--unit", "规划科")[0] == 0
    code, told, _ = run("own", "submit", *JUNE, "--out", str(workbook))
    assert code == 0
    codes = re.findall("校验码(.{9})", told)
    assert len(codes) == 2
    assert len(set(codes)) == 1
    assert f"校验码：{codes[0]}" in heading(workbook)
    assert "未分配" in heading(workbook)
