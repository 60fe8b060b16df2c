"""The coordinator's month by the command line: receive, return, remind, consolidate."""

from __future__ import annotations

import json
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

JUNE = ("--period", "2025-06")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the office's data folder, unless it names one; exit code, stdout and stderr."""

    def run_command(*words: str) -> tuple[int, str, str]:
        code = main.main(["--data", str(tmp_path / "office"), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of two units and of the office that took in their workbooks, made once."""
    made = tmp_path_factory.mktemp("made") / "folders"

    def run(folder: str, *words: str) -> None:
        assert main.main(["--data", str(made / folder), *words]) == 0

    for unit, share, firms in (("甲科", "3.40", "15"), ("乙科", "3.45", "20")):
        workbook = str(made / f"{unit}.xlsx")
        run(unit, "record", "H-2", *JUNE, "--value", share, "--unit", unit)
        run(unit, "record", "8-1", *JUNE, "--increment", firms, "--unit", unit)
        run(unit, "submit", *JUNE, "--unit", unit, "--out", workbook)
        run("office", "import", workbook, "--accept", "--new-unit", unit)
    return made


@pytest.fixture
def received(folders: Path, tmp_path: Path) -> None:
    """Two units' workbooks, handed in and taken in: 3.40 % and 3.45 % of one figure, 15 and 20 firms."""
    copytree(folders, tmp_path, dirs_exist_ok=True)


def states(run: Run) -> dict[str, str]:
    found = json.loads(run("missing", *JUNE, "--json")[1])
    return {each["unit"]: each["state"] for each in found["units"]}


@pytest.mark.usefixtures("received")
def test_that_a_month_is_received_returned_and_consolidated(run: Run, tmp_path: Path) -> None:
    assert states(run) == {"甲科": "已报送", "乙科": "已报送"}
    code, out, _ = run("receipt", *JUNE, "--unit", "甲科", "--out", str(tmp_path / "回执.txt"))
    assert code == 0
    assert out.startswith("回　执\n甲科：\n　　你单位报送的2025年6月工作要点进展情况表（第1次报送，校验码：")
    assert (tmp_path / "回执.txt").read_text(encoding="utf-8-sig") == out
    back = tmp_path / "退回.xlsx"
    reasons = ("--reason", "8-1:累计完成=名单只有18家", "--reason", "task:8=请写明问题")
    code, out, _ = run("return", *JUNE, "--unit", "乙科", "--out", str(back), *reasons)
    assert (code, out) == (0, f"已退回乙科2025年6月，意见2条：{back}\n")
    assert load_workbook(back).sheetnames[0] == "退回意见"
    assert states(run) == {"甲科": "已接收", "乙科": "退回"}
    code, out, _ = run("missing", *JUNE)
    assert "退回修改的乙科尚未重新报送" in out
    code, out, _ = run("consolidate", *JUNE, "--out", str(tmp_path / "全局.xlsx"))
    assert code == 0
    assert out.startswith("已汇总2个单位：")
    assert (
        "有2项各单位填报不一致，待核定：规上工业企业研发费用占营业收入比重、新培育浙江省科技型中小企业。"
        in out
    )
    book = load_workbook(tmp_path / "全局.xlsx")
    sources = [[cell.value for cell in row] for row in book["数据来源"].iter_rows()]
    assert ["8-1", "甲科", "15家"] in [[row[0], row[2], row[3]] for row in sources]


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--unit", "丙科", "--reason", "8-1=少报"), "没有名为“丙科”的单位"),
        (("--unit", "甲科", "--reason", "少报"), "“少报”未写明意见"),
        (("--unit", "甲科", "--reason", "Z-9=少报"), "工作要点中没有编号“Z-9”"),
    ],
)
def test_that_a_return_that_says_too_little_is_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    code, _, err = run("return", *JUNE, "--out", str(tmp_path / "退回.xlsx"), *words)
    assert code == 2
    assert message in err
    assert not (tmp_path / "退回.xlsx").exists()
    assert states(run)["甲科"] == "已报送"


def test_that_nobody_is_missing_where_nobody_is_asked(run: Run) -> None:
    assert run("missing", *JUNE)[1] == "2025年6月应报送单位均已报送。\n"


@pytest.mark.usefixtures("received")
def test_that_a_quarter_is_consolidated_as_a_quarter(run: Run, tmp_path: Path) -> None:
    run("record", "8-1", "--period", "2025-05", "--increment", "7", "--unit", "甲科")
    run("decide", "8-1", "--from", "2025-05", "--sum", "--reason", "名单不重复")
    for key in ("2025-06", "2025-Q2"):
        assert run("consolidate", "--period", key, "--out", str(tmp_path / f"{key}.xlsx"))[0] == 0
    # 15 of 甲科 and 20 of 乙科 in June, 7 of 甲科 in May.
    assert _brought(tmp_path / "2025-06.xlsx") == "35"
    assert _brought(tmp_path / "2025-Q2.xlsx") == "42"
    compared = load_workbook(tmp_path / "2025-Q2.xlsx")["本期对照"]
    rows = [[cell.value for cell in row] for row in compared.iter_rows()]
    (row,) = [row for row in rows if row[0] == "8-1"]
    assert row[2:4] == ["42家", "0家"] or row[2:4] == ["42家", "—"]
    assert "本期对照" not in load_workbook(tmp_path / "2025-06.xlsx").sheetnames


@pytest.mark.usefixtures("received")
def test_that_the_months_of_a_quarter_that_are_missing_are_told(run: Run) -> None:
    told = run("missing", "--period", "2025-Q2")[1].splitlines()
    assert told[0] == "甲科　4月、5月未报送"
    listed = json.loads(run("missing", "--period", "2025-Q2", "--json")[1])
    assert listed["units"][0] == {"unit": "甲科", "missing": ["2025-04", "2025-05"]}


def _brought(path: Path) -> str:
    """本期完成 of the figure 8-1."""
    sheet = load_workbook(path)["进展情况表"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "本期完成" in row)
    row = next(row for row in rows if any("科技型中小企业" in cell for cell in row[1:4]))
    return row[head.index("本期完成")]
