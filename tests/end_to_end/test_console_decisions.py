"""One figure of two units by the command line: decided once, shown the same in month, quarter and year."""

from __future__ import annotations

import json
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the office's data folder; exit code, stdout and stderr."""

    def run_command(*words: str) -> tuple[int, str, str]:
        code = main.main(["--data", str(tmp_path / "office"), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office where two units have reported, made once."""
    folder = tmp_path_factory.mktemp("made") / "office"

    def run(*words: str) -> None:
        assert main.main(["--data", str(folder), *words]) == 0

    run("units", "add", "办公室")
    run("units", "add", "高新技术科", "--short", "高新科")
    run("duty", "H-3", "--lead", "办公室")
    for unit, counts in (("办公室", ("13", "45", "66")), ("高新技术科", ("13", "45", "72"))):
        for period, count in zip(("2025-03", "2025-05", "2025-06"), counts, strict=True):
            run("record", "H-3", "--period", period, "--cumulative", count, "--unit", unit)
    text = "截至6月底，新增高新技术企业66家。"
    run("note", "8", "--period", "2025-06", "--progress", text, "--unit", "办公室")
    return folder


@pytest.fixture
def reported(office: Path, tmp_path: Path) -> None:
    """办公室 leads with 13, 45 and 66 firms; 高新技术科 says 13, 45 and 72."""
    copytree(office, tmp_path / "office")


def figure(run: Run, period: str) -> dict[str, Any]:
    shown = json.loads(run("show", "--period", period, "--json")[1])
    found: dict[str, Any] = next(each for each in shown["figures"] if each["id"] == "H-3")
    return found


def numbers(run: Run, period: str) -> tuple[str, str]:
    found = figure(run, period)
    return found["increment"], found["cumulative"]


@pytest.mark.usefixtures("reported")
def test_that_values_of_several_units_wait_for_a_decision_in_every_output(run: Run, tmp_path: Path) -> None:
    """66 − 45 = 21 of the lead, and not 138."""
    found = figure(run, "2025-06")
    assert (found["undecided"], found["rule"], found["increment"], found["cumulative"]) == (
        True,
        "待核定",
        "21",
        "66",
    )
    assert found["sources"] == [
        {"unit": "办公室", "value": "66家", "period": "2025-06", "counts": True},
        {"unit": "高新技术科", "value": "72家", "period": "2025-06", "counts": False},
    ]
    assert "●达序时（待核定） H-3" in run("show", "--period", "2025-06")[1]
    out = run("consolidate", "--period", "2025-06", "--out", str(tmp_path / "全局.xlsx"))[1]
    assert "有1项各单位填报不一致，待核定：高新技术企业新增数。" in out
    table = load_workbook(tmp_path / "全局.xlsx")["进展情况表"]
    cells = [str(cell.value) for row in table.iter_rows() for cell in row]
    assert "● 达序时（待核定）" in cells


@pytest.mark.usefixtures("reported")
def test_that_a_decision_holds_for_month_quarter_and_year(run: Run, tmp_path: Path) -> None:
    """72 − 45 = 27, 72 − 13 = 59."""
    code, out, _ = run("decide", "H-3", "--from", "2025-06", "--unit", "高新科", "--reason", "统计局口径")
    assert code == 0
    assert out.splitlines() == [
        "已核定H-3“高新技术企业新增数”：高新技术科（自2025年6月起）。",
        "2025年6月：72家　60.0%　●达序时",
        "需请单位改写：办公室任务8：“高新技术企业新增数”：文中66家，表内累计72家（核定）。",
    ]
    assert (numbers(run, "2025-06"), numbers(run, "2025-Q2")) == (("27", "72"), ("59", "72"))
    found = figure(run, "2025-06")
    assert (found["undecided"], found["decision"]["whose"], found["decision"]["unit"]) == (
        False,
        "unit",
        "高新技术科",
    )
    (kept,) = json.loads(run("decisions", "--json")[1])
    assert (kept["id"], kept["from"], kept["unit"], kept["reason"]) == (
        "H-3",
        "2025-06",
        "高新技术科",
        "统计局口径",
    )
    run("consolidate", "--period", "2025-06", "--out", str(tmp_path / "全局.xlsx"))
    book = load_workbook(tmp_path / "全局.xlsx")
    readings = [str(row[0].value) for row in book["口径说明"].iter_rows()]
    assert "三、指标和事项的核定" in readings
    assert "四、本工作簿" in readings
    assert any(
        line.startswith("H-3 高新技术企业新增数：核定采用高新技术科72家（统计局口径；") for line in readings
    )
    assert run("undo")[1] == "已撤销：核定“高新技术企业新增数”（自2025年6月起）。\n"
    assert figure(run, "2025-06")["undecided"]
    assert run("decisions")[1] == "没有核定过指标和事项。\n"


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(
    ("choice", "whose", "numbers_of_june"),
    [
        (("--sum",), "sum", ("48", "138")),
        (("--lead",), "lead", ("21", "66")),
        (("--value", "70家"), "value", ("25", "70")),
    ],
)
def test_that_the_sum_the_lead_or_an_own_value_can_be_decided(
    run: Run, choice: tuple[str, ...], whose: str, numbers_of_june: tuple[str, str]
) -> None:
    """138 − 90 = 48; 66 − 45 = 21; 70 − 45 = 25."""
    assert run("decide", "H-3", "--from", "2025-06", *choice, "--reason", "核对名单")[0] == 0
    assert numbers(run, "2025-06") == numbers_of_june
    (kept,) = json.loads(run("decisions", "--json")[1])
    assert kept["whose"] == whose
    assert "（核对名单；" in run("decisions")[1]


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("H-3", "--from", "2025-06", "--reason", "理由"), "至少要有其中一项"),
        (("H-3", "--from", "2025-06", "--sum", "--lead", "--reason", "理由"), "不能同时使用"),
        (("H-3", "--from", "2025-Q2", "--sum", "--reason", "理由"), "2025年第二季度"),
        (("H-3", "--from", "2025-06", "--unit", "丙科", "--reason", "理由"), "没有名为“丙科”的单位"),
        (("H-3", "--from", "2025-06", "--value", "许多", "--reason", "理由"), "许多"),
    ],
)
def test_that_a_decision_that_cannot_be_read_is_refused(
    run: Run, words: tuple[str, ...], message: str
) -> None:
    code, _, err = run("decide", *words)
    assert code == 2
    assert message in err


@pytest.mark.usefixtures("reported")
def test_that_items_are_decided_too(run: Run) -> None:
    for unit, stage in (("办公室", "审议"), ("高新技术科", "征求意见")):
        run("record", "M8-2", "--period", "2025-06", "--stage", stage, "--unit", unit)
    out = run("decide", "M8-2", "--from", "2025-06", "--unit", "高新科", "--reason", "已核实")[1]
    assert "2025年6月：征求意见" in out


@pytest.mark.usefixtures("reported")
def test_that_units_are_merged_unless_they_differ(run: Run) -> None:
    code, _, err = run("units", "merge", "办公室", "高新技术科")
    assert code == 2
    assert "2025年6月H-3“高新技术企业新增数”" in err
    run("record", "H-3", "--period", "2025-06", "--cumulative", "66", "--unit", "高新技术科")
    out = run("units", "merge", "办公室", "高新科")[1]
    assert out == "已把“办公室”并入“高新技术科”：数据4条，可以撤销。\n"
    assert run("units")[1] == "未分配\n高新技术科　高新科\n"
    assert run("show", "--period", "2025-06", "--json", "--unit", "高新技术科")[0] == 0


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("name", ["全部", "全部单位"])
def test_that_all_units_are_shown_by_name_and_take_no_entry(run: Run, name: str) -> None:
    """The same figures and check code as without a unit: 66 of the lead."""
    shown = json.loads(run("show", "--period", "2025-06", "--unit", name, "--json")[1])
    plain = json.loads(run("show", "--period", "2025-06", "--json")[1])
    assert shown["figures"] == plain["figures"]
    assert shown["check_code"] == plain["check_code"]
    code, _, error = run("record", "H-3", "--period", "2025-06", "--cumulative", "70", "--unit", name)
    assert code != 0
    assert "全部单位的汇总只供查看" in error
    assert name not in run("units")[1]


def test_that_a_unit_that_is_none_is_deleted_with_what_it_has(run: Run) -> None:
    run("units", "add", "误写的科")
    out = run("units", "delete", "误写的科")[1]
    assert out == "已删除“误写的科”：数据0条，可以撤销。\n"
    assert "误写的科" not in run("units")[1]


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize(
    ("own_id", "value", "words"),
    [
        ("H-3", "-3", "“累计”不能填负数。请核对正负号。"),
        ("H-3", "33.5", "“累计”应是整数，现为33.5。"),
        ("7-3", "0.1", "“0.1”是0.1%还是10%？"),
        ("7-1", "5", "不能直接核定一个数。"),
    ],
)
def test_that_a_decided_value_obeys_the_rules_of_what_is_entered(
    run: Run, own_id: str, value: str, words: str
) -> None:
    asked = ("--from", "2025-06", f"--value={value}", "--reason", "核对")
    code, out, err = run("decide", own_id, *asked)
    assert (code, out) == (2, "")
    assert words in err
    assert run("decisions")[1] == "没有核定过指标和事项。\n"


@pytest.mark.usefixtures("reported")
def test_that_a_decided_share_is_the_percentage_that_is_meant(run: Run) -> None:
    out = run("decide", "H-2", "--from", "2025-06", "--value", "0.0341", "--reason", "核对")[1]
    assert "核定数3.41（自2025年6月起）" in out


def test_that_a_row_of_a_list_that_stands_there_is_told_of(run: Run) -> None:
    words = ("ledger", "12-3", "--period", "2025-06", "--add", "讲堂", "--number")
    assert run(*words, "80")[1].endswith("的台账：讲堂（2025年6月）。\n")
    told = run(*words, "80")[1]
    assert told.endswith("讲堂（2025年6月）。与6月“讲堂”重名，请核对；重复记入的，请用undo撤销。\n")
    code, _out, err = run(*words, "8.5")
    assert (code, err) == (2, "错误：“参加人数（人）”应是整数，现为8.5。请检查小数点。\n")
