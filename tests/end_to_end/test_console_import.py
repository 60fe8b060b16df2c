"""Workbooks that arrive, looked through and taken in by the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

import main
from cixi_desktop.workbook import read_workbook
from db.writer import SqlUnitOfWork
from tests.support.sheets import by_key, cell_of
from tests.workbook.handled import REGISTER, TABLE, handled, place, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cixi_desktop.workbook.reading import Reading
    from tests.support.sheets import Opened

    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a data folder of its own, unless it names one; exit code, stdout and stderr."""

    def run_command(*words: str) -> tuple[int, str, str]:
        code = main.main(["--data", str(tmp_path / "data"), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


def imported(out: str) -> dict[str, Any]:
    (found,) = json.loads(out)
    assert list(found) == [
        *("file", "outcome", "unit", "period", "revision", "normalised", "changed", "refused"),
        *("changes", "known_as", "may_be", "left_out", "findings"),
    ]
    return dict(found)


def test_that_a_workbook_is_looked_through_and_then_taken_in(run: Run, tmp_path: Path) -> None:
    unit, office = tmp_path / "unit", tmp_path / "office"
    for words in (
        ("record", "H-3", "--period", "2025-06", "--increment", "20", "--unit", "高新科"),
        ("export", "--period", "2025-06", "--unit", "高新科", "--out", str(tmp_path / "高新科.xlsx")),
    ):
        assert run("--data", str(unit), *words)[0] == 0
    file = ("--data", str(office), "import", str(tmp_path / "高新科.xlsx"))
    looked = imported(run(*file, "--json")[1])
    assert (looked["outcome"], looked["unit"], looked["period"]) == ("accepted", "高新科", "2025-06")
    assert (looked["revision"], looked["normalised"], looked["refused"]) == (1, [], [])
    assert imported(run(*file, "--accept", "--dry-run", "--json")[1])["outcome"] == "accepted"
    code, out, _err = run(*file, "--accept")
    assert (code, out) == (
        0,
        "高新科.xlsx（高新科2025年6月）：已接收\n　说明　高新科是新单位，已新增\n",
    )
    assert imported(run(*file, "--accept", "--json")[1])["outcome"] == "already imported"
    code, out, _err = run("--data", str(office), "show", "--period", "2025-06", "--unit", "高新科", "--json")
    assert next(row for row in json.loads(out)["figures"] if row["id"] == "H-3")["increment"] == "20"


def test_that_what_is_refused_or_put_right_is_listed_by_cell(run: Run, tmp_path: Path) -> None:
    """No month before is known, so that 20 of June may stand beside a running total of 22."""
    out = tmp_path / "高新科.xlsx"
    run("record", "H-3", "--period", "2025-06", "--increment", "20", "--unit", "高新科")
    run("record", "H-4", "--period", "2025-06", "--value", "1070", "--unit", "高新科")
    run("export", "--period", "2025-06", "--unit", "高新科", "--out", str(out))
    workbook = load_workbook(out)
    firms, total = (cell_of(workbook["进展情况表"], key, "累计完成") for key in ("H-3", "H-4"))
    firms.value, total.value = "２２家", "不详"
    workbook.save(out)
    code, listed, _err = run("import", str(out))
    assert code == 2
    left = f"未读入（随进展情况表{firms.coordinate}改动，指标台账I7仍为20）"
    assert listed.splitlines() == [
        "高新科.xlsx（高新科2025年6月）：部分可以接收",
        f"　修改　进展情况表{firms.coordinate}　20 → 22",
        f"　规范　进展情况表{firms.coordinate}　２２家 → 22",
        f"　规范　指标台账I7　20 → {left}",
        f"　不收　进展情况表{total.coordinate}　“不详”不是数字。请只填数字，单位是家。",
    ]
    found = imported(run("import", str(out), "--json")[1])
    assert found["normalised"] == [
        {"sheet": "进展情况表", "cell": firms.coordinate, "from": "２２家", "to": "22"},
        {"sheet": "指标台账", "cell": "I7", "from": "20", "to": left},
    ]
    assert found["refused"] == [
        {
            "sheet": "进展情况表",
            "cell": total.coordinate,
            "reason": "“不详”不是数字。请只填数字，单位是家。",
            "id": "H-4",
            "keeps_record_out": True,
        }
    ]
    assert found["outcome"] == "rows refused"


def test_that_each_kind_of_what_is_not_taken_in_is_named_for_programs_too(run: Run, tmp_path: Path) -> None:
    """One workbook with one edit of each kind: in a cell that is read, one that displays, and beside them."""

    def change(workbook: Opened) -> None:
        table, register = workbook[TABLE], workbook[REGISTER]
        cell_of(table, "8-1", "本期完成").comment = Comment("应为22", "张三")
        cell_of(table, "9-5", "本期完成").font = Font(strike=True)
        table.merge_cells(f"{place('9-4', '本期完成')}:{place('9-4', '累计完成')}")
        table["C131"], table["H4"], table["W7"] = "另有3家", 5, 6
        table["A1"] = "慈溪市科学技术局2024年工作要点进展情况表"
        register["T6"] = 20
        workbook["口径说明"]["C9"] = 99
        workbook.create_sheet("补充")["A1"] = "120家"
        cell_of(register, "12-1", "1月", "本月数").value = 9
        row = by_key(table)["12-2"]
        for head, value in (("重点任务", 7), ("累计完成", "#N/A")):
            row[head].value = value

    typed = (
        put("H-3", "累计完成", "许多"),
        put("H-4", "完成率", 0.9),
        put("H-5", "单位", "家"),
        put("H-6", "本期完成", 3),
        put("7-1", "状态", "已完成"),
        put("M8-3", "备注", "已阅"),
        put("task:8", "累计完成", 5),
        put("C3-1", "序号", 5),
    )
    path = tmp_path / "高新科.xlsx"
    path.write_bytes(handled(change, *typed))
    found = imported(run("import", str(path), "--json")[1])
    named = {
        f"{each['sheet']}!{each['cell']}": (each["id"], each["keeps_record_out"]) for each in found["refused"]
    }
    assert named == {
        f"{TABLE}!{place('H-3', '累计完成')}": ("H-3", True),
        f"{TABLE}!{place('H-6', '本期完成')}": ("H-6", True),
        f"{TABLE}!{place('H-5', '单位')}": ("H-5", True),
        f"{TABLE}!{place('12-2', '累计完成')}": ("12-2", True),
        f"{TABLE}!{place('9-5', '本期完成')}": ("9-5", True),
        f"{TABLE}!{place('9-4', '累计完成')}": ("9-4", True),
        f"{TABLE}!{place('task:8', '累计完成')}": ("task:8", False),
        f"{REGISTER}!{place('12-1', '1月', REGISTER, '本月数')}": ("12-1", False),
        f"{TABLE}!{place('H-4', '完成率')}": ("H-4", False),
        f"{TABLE}!{place('7-1', '状态')}": ("7-1", False),
        f"{TABLE}!{place('M8-3', '备注')}": ("M8-3", False),
        f"{TABLE}!{place('C3-1', '序号')}": ("C3-1", False),
        f"{TABLE}!{place('12-2', '重点任务')}": ("12-2", False),
        **dict.fromkeys((f"{TABLE}!{cell}" for cell in ("A1", "C131", "H4", "W7")), ("", False)),
        f"{TABLE}!{place('8-1', '本期完成')}": ("", False),
        f"{REGISTER}!T6": ("", False),
        "口径说明!C9": ("", False),
        "补充!A1": ("", False),
    }
    assert all(each["reason"].endswith("。") for each in found["refused"])


def test_that_a_file_that_is_no_workbook_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "说明.docx"
    path.write_bytes(b"PK\x03\x04")
    code, out, _err = run("import", str(path), "--accept", "--json")
    found = imported(out)
    assert (code, found["outcome"], found["unit"]) == (2, "file refused", None)
    assert run("import", str(path))[1].startswith("说明.docx：不能接收\n　不收　文件已损坏")
    assert run("import", str(tmp_path / "没有"))[0] == 2


def test_that_a_form_is_sent_out_filled_in_and_taken_in(run: Run, tmp_path: Path) -> None:
    form = tmp_path / "人才科.xlsx"
    code, out, _err = run("template", "--unit", "人才科", "--period", "2025-06", "--out", str(form))
    assert (code, out) == (0, f"已导出填报表：{form}\n")
    workbook = load_workbook(form)
    row = by_key(workbook["填报表"])["8-1"]
    increment = row["本期完成"]
    assert (increment.protection.locked, row["单位"].protection.locked) == (False, True)
    increment.value = "３０家"
    workbook.save(form)
    found = imported(run("import", str(form), "--accept", "--json")[1])
    assert (found["outcome"], found["unit"], found["revision"]) == ("normalised", "人才科", 0)
    assert found["normalised"] == [
        {"sheet": "填报表", "cell": increment.coordinate, "from": "３０家", "to": "30"}
    ]
    again = tmp_path / "forms"
    again.mkdir()
    run("template", "--unit", "人才科", "--period", "2025-07", "--out", str(again))
    (path,) = again.iterdir()
    assert path.name == "人才科—2025年7月工作要点填报表（待填）.xlsx"
    july = load_workbook(path)["填报表"]
    assert cell_of(july, "8-1", "上期累计").value == 30


def scraps(folder: Path, count: int) -> Path:
    """So many files that are no workbooks."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02}.xlsx").write_text("坏")
    return folder


def test_that_the_progress_of_many_files_is_told_beside_the_result(run: Run, tmp_path: Path) -> None:
    code, out, err = run("import", str(scraps(tmp_path / "in", 45)), "--json")
    assert (code, len(json.loads(out))) == (2, 45)
    assert err.splitlines() == ["已读取20/45", "已读取40/45"]
    assert run("import", str(scraps(tmp_path / "few", 3)))[2] == ""


def test_that_a_terminal_sees_every_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run("import", str(scraps(tmp_path / "in", 2)))[2] == "\r已读取1/2\r已读取2/2\n"


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of two units, made once."""
    made = tmp_path_factory.mktemp("made")
    (made / "in").mkdir()
    for name, firms in (("甲科", "20"), ("乙科", "30")):
        for words in (
            ("record", "H-3", "--increment", firms),
            ("export", "--out", str(made / "in" / f"{firms}{name}.xlsx")),
        ):
            own = ("--period", "2025-06", "--unit", name)
            assert main.main(["--data", str(made / name), *words, *own]) == 0
    return made / "in"


@pytest.fixture
def two_units(workbooks: Path, tmp_path: Path) -> Path:
    """A folder with the workbooks of two units, 甲科's first."""
    return copytree(workbooks, tmp_path / "in")


def test_that_ctrl_c_while_reading_takes_nothing_in(
    run: Run, two_units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*given: Any) -> Reading:  # noqa: ANN401 - whatever is read, it is handed on
        os.kill(os.getpid(), signal.SIGINT)
        return read_workbook(*given)

    with monkeypatch.context() as patch:
        patch.setattr("cixi_desktop.actions.inspect_files.read_workbook", interrupted)
        code, out, err = run("import", str(two_units), "--accept")
    assert (code, out, err) == (130, "", "已停止，未接收文件。\n")
    assert [one["outcome"] for one in json.loads(run("import", str(two_units), "--json")[1])] == [
        "accepted"
    ] * 2


def test_that_a_fault_in_one_file_refuses_that_file_alone(
    run: Run, two_units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[bytes]()

    def faulty(data: bytes, *given: Any) -> Reading:  # noqa: ANN401 - whatever is read, it is handed on
        read.append(data)
        if len(read) == 1:
            raise ZeroDivisionError
        return read_workbook(data, *given)

    with monkeypatch.context() as patch:
        patch.setattr("cixi_desktop.actions.inspect_files.read_workbook", faulty)
        found = json.loads(run("import", str(two_units), "--json")[1])
    assert [one["outcome"] for one in found] == ["file refused", "accepted"]
    assert found[0]["refused"][0]["reason"].startswith("读取这份文件时程序出错，未读入。")


def test_that_ctrl_c_while_taking_in_stops_after_the_file(
    run: Run, two_units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = SqlUnitOfWork.commit

    def interrupted(work: SqlUnitOfWork) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        commit(work)

    with monkeypatch.context() as patch:
        patch.setattr(SqlUnitOfWork, "commit", interrupted)
        code, out, err = run("import", str(two_units), "--accept")
    assert (code, err) == (130, "已停止，其余1个文件未接收。\n")
    assert out == "20甲科.xlsx（甲科2025年6月）：已接收\n　说明　甲科是新单位，已新增\n"
    again = run("import", str(two_units), "--new-unit", "乙科", "--json")[1]
    outcomes = [one["outcome"] for one in json.loads(again)]
    assert outcomes == ["already imported", "accepted"]


KILLED = """
import os, signal, sys
import main
from db import writer
writer.PRAGMAS += ("PRAGMA cache_size = 1",)  # let the file itself be written to before the commit
commit, seen = writer.SqlUnitOfWork.commit, []
def killed(work):
    seen.append(work)
    if len(seen) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    commit(work)
writer.SqlUnitOfWork.commit = killed
main.main(sys.argv[1:])
"""


def test_that_a_process_killed_in_the_second_file_leaves_the_first_whole(
    run: Run, two_units: Path, tmp_path: Path
) -> None:
    office = ("--data", str(tmp_path / "office"))
    assert run(*office, "units")[0] == 0
    words = [sys.executable, "-c", KILLED, *office, "import", str(two_units), "--accept"]
    crash = subprocess.run(words, cwd=main.PLAN.parents[2], capture_output=True, check=False)
    assert crash.returncode == -signal.SIGKILL
    assert run(*office, "check")[1] == "数据文件完好。\n"
    assert run(*office, "units")[1].splitlines() == ["未分配", "甲科"]
    shown = run(*office, "show", "--period", "2025-06", "--unit", "甲科", "--json")[1]
    assert next(row for row in json.loads(shown)["figures"] if row["id"] == "H-3")["increment"] == "20"
    again = run(*office, "import", str(two_units), "--accept", "--new-unit", "乙科", "--json")[1]
    outcomes = [one["outcome"] for one in json.loads(again)]
    assert outcomes == ["already imported", "accepted"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--unit", " ", "--period", "2025-06"), "单位名称不能为空。"),
        (("--unit", "人才科", "--period", "2025-Q2"), "2025年第二季度不能直接填报。"),
    ],
)
def test_that_a_form_is_for_one_unit_and_month(
    run: Run, tmp_path: Path, words: tuple[str, ...], fault: str
) -> None:
    code, _out, err = run("template", *words, "--out", str(tmp_path / "x.xlsx"))
    assert (code, fault in err) == (2, True)


def test_that_a_form_that_takes_away_what_another_one_brought_says_so(run: Run, tmp_path: Path) -> None:
    """Two people fill half of one form each: 20 and 3.43 by the first, only 1070 by the second."""
    form = tmp_path / "空.xlsx"
    run("template", "--unit", "高新科", "--period", "2025-06", "--out", str(form))
    for name, typed in (
        ("甲", {"H-3": ("本期完成", 20), "H-1": ("累计完成", 3.43)}),
        ("乙", {"H-4": ("累计完成", 1070)}),
    ):
        workbook = load_workbook(form)
        for key, (head, value) in typed.items():
            cell_of(workbook.worksheets[0], key, head).value = value
        workbook.save(tmp_path / f"{name}.xlsx")
    assert run("import", str(tmp_path / "甲.xlsx"), "--accept")[0] == 0
    found = imported(run("import", str(tmp_path / "乙.xlsx"), "--json")[1])
    assert found["outcome"] == "doubtful"
    assert {(each["id"], each["message"]) for each in found["findings"] if "清空" in each["message"]} == {
        ("H-1", "原已接收“本期数值”3.43%，这份表中未填，接收即清空。"),
        ("H-3", "原已接收“本期新增”20家，这份表中未填，接收即清空。"),
    }
    assert [(each["id"], each["field"], each["old"], each["new"]) for each in found["changes"]] == [
        ("H-1", "本期数值", "3.43", ""),
        ("H-3", "本期新增", "20", ""),
        ("H-4", "期末总量", "", "1070"),
    ]
    code, out, _err = run("import", str(tmp_path / "乙.xlsx"), "--accept")
    assert code == 0
    assert "乙.xlsx（高新科2025年6月）：已接收（有疑问）\n" in out
    held = "　疑问　高新技术企业新增数：原已接收“本期新增”20家，这份表中未填，接收即清空。"
    assert f"{held}如系漏填，请与该单位核对。\n" in out


def test_that_a_file_with_nothing_new_says_so_before_it_is_taken_in(run: Run, tmp_path: Path) -> None:
    """What the office has entered itself comes as a file that says the same, named after another month."""
    run("record", "H-3", "--period", "2025-05", "--increment", "20", "--unit", "高新科")
    path = tmp_path / "办公室—2025年6月工作要点进展情况表.xlsx"
    run("export", "--period", "2025-05", "--unit", "高新科", "--out", str(path))
    told = [
        "　疑问　文件：文件名写的是2025年6月，表中是2025年5月，按表中的接收。请核对是否选错了文件。",
        "　疑问　文件：文件名写的是“办公室”，表中的填报单位是“高新科”，按表中的接收。请核对是否选错了文件。",
    ]
    code, out, _err = run("import", str(path))
    assert code == 0
    assert out.splitlines() == [
        f"{path.name}（高新科2025年5月）：可以接收（有疑问）",
        "　说明　与现有内容相同，没有新内容",
        *told,
    ]
    assert imported(run("import", str(path), "--json")[1])["changes"] == []
    code, out, _err = run("import", str(path), "--accept")
    assert (code, out.splitlines()) == (0, [f"{path.name}（高新科2025年5月）：已接收（有疑问）", *told])
    assert run("import", str(path))[1].splitlines()[1:] == told


def test_that_a_file_that_only_contradicts_the_office_says_so_before_it_is_refused(
    run: Run, tmp_path: Path
) -> None:
    """The office has entered 22, the unit's workbook says 20 and nothing else."""
    unit, path = ("--data", str(tmp_path / "unit")), str(tmp_path / "高新科.xlsx")
    run(*unit, "record", "H-3", "--period", "2025-06", "--increment", "20", "--unit", "高新科")
    run(*unit, "export", "--period", "2025-06", "--unit", "高新科", "--out", path)
    run("record", "H-3", "--period", "2025-06", "--increment", "22", "--unit", "高新科")
    code, out, _err = run("import", path)
    assert code == 2
    assert out.splitlines() == [
        "高新科.xlsx（高新科2025年6月）：可以接收（有疑问）",
        "　未收　高新技术企业新增数 本期新增：办公室改为22，单位报20",
        "　疑问　文件：表中没有可以直接接收的内容。请勾选要接收的行，或者退回该单位。",
    ]
    assert run("import", path, "--accept")[0] == 2


def test_that_a_unit_is_not_made_unasked_beside_those_there_are(run: Run, two_units: Path) -> None:
    run("units", "add", "农社科")
    code, out, _err = run("import", str(two_units / "20甲科.xlsx"), "--accept")
    how = "确是新单位的，请加“--new-unit 甲科”；是已有单位的，请加“--same 甲科=单位名称”。"
    told = ["20甲科.xlsx（甲科2025年6月）：单位待明确", f"　不收　没有名为“甲科”的单位。{how}"]
    assert (code, out.splitlines()) == (2, told)
    assert imported(run("import", str(two_units / "20甲科.xlsx"), "--json")[1])["outcome"] == "unknown unit"
    assert run("units")[1].splitlines() == ["未分配", "农社科"]
    code, out, _err = run("import", str(two_units / "20甲科.xlsx"), "--accept", "--new-unit", "甲科")
    assert (code, out.splitlines()[1]) == (0, "　说明　甲科是新单位，已新增")
    assert run("units")[1].splitlines() == ["未分配", "农社科", "甲科"]
    run("import", str(two_units / "30乙科.xlsx"), "--accept", "--same", "乙科=农社科")
    shown = run("show", "--period", "2025-06", "--unit", "农社科", "--json")[1]
    assert next(row for row in json.loads(shown)["figures"] if row["id"] == "H-3")["increment"] == "30"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--same", "甲科=农社科", "--same", "甲科=成果科"), "“甲科”写了两个不同的单位。"),
        (("--same", "甲科=农社科", "--new-unit", "甲科"), "“甲科”写了两个不同的单位。"),
        (("--same", "成果科=农社科"), "“成果科”就是已有的“成果科”，不能当作别的单位。"),
    ],
)
def test_that_answers_that_contradict_each_other_or_what_is_known_are_refused(
    run: Run, two_units: Path, words: tuple[str, ...], told: str
) -> None:
    run("units", "add", "农社科")
    run("units", "add", "成果科")
    code, _out, err = run("import", str(two_units), "--accept", *words)
    assert code == 2
    assert told in err
    assert run("units")[1].splitlines() == ["未分配", "农社科", "成果科"]


def test_that_what_to_add_is_said_of_a_name_that_is_like_a_known_one_too(run: Run, tmp_path: Path) -> None:
    """A full-width sign is as good as the other."""
    path, unit = str(tmp_path / "a.xlsx"), ("--unit", "高新科")
    run("--data", str(tmp_path / "unit"), "record", "H-3", "--period", "2025-06", "--increment", "20", *unit)
    run("--data", str(tmp_path / "unit"), "export", "--period", "2025-06", *unit, "--out", path)
    run("units", "add", "高新技术科")
    assert run("import", path)[1].splitlines()[1] == (
        "　不收　没有名为“高新科”的单位，请先明确它是“高新技术科”，还是新单位。"
        "确是新单位的，请加“--new-unit 高新科”；是已有单位的，请加“--same 高新科=单位名称”。"
    )
    assert "高新技术科（表中写“高新科”）2025年6月" in run("import", path, "--same", "高新科＝高新技术科")[1]


def test_that_every_cell_is_named_of_a_file_of_which_nothing_can_be_taken_in(
    run: Run, tmp_path: Path
) -> None:
    run("template", "--unit", "人才科", "--period", "2025-06", "--out", str(tmp_path))
    (form,) = tmp_path.glob("*.xlsx")
    workbook = load_workbook(form)
    typed = cell_of(workbook["填报表"], "7-1", "分子")
    typed.value = "60%"
    workbook.save(form)
    before = imported(run("import", str(form), "--json")[1])["refused"]
    code, out, _err = run("import", str(form), "--accept", "--json")
    whole, *cells = imported(out)["refused"]
    assert (code, cells) == (2, before)
    assert whole["reason"] == f"“{form.name}”中没有要接收的内容，未接收。请勾选要接收的行，或者退回该单位。"
    assert [each["cell"] for each in before] == [typed.coordinate]


def handed_in(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """A workbook of the first hand-in with 20 firms, and a copy in which people made 25 of them."""
    own, path = ("--data", str(tmp_path / "own")), tmp_path / "甲科.xlsx"
    run(*own, "record", "H-3", "--period", "2025-06", "--increment", "20", "--unit", "甲科")
    run(*own, "record", "H-2", "--period", "2025-06", "--value", "3.45", "--unit", "甲科")
    assert run(*own, "submit", "--period", "2025-06", "--unit", "甲科", "--out", str(path))[0] == 0
    workbook, copy = load_workbook(path), tmp_path / "甲科改.xlsx"
    for head in ("本期完成", "累计完成"):
        cell_of(workbook["进展情况表"], "H-3", head).value = 25
    workbook.save(copy)
    return path, copy


@pytest.mark.parametrize("is_reversed", [False, True])
def test_that_another_file_of_one_hand_in_does_not_take_its_place_unasked(
    run: Run, tmp_path: Path, *, is_reversed: bool
) -> None:
    first, second = handed_in(run, tmp_path)[:: -1 if is_reversed else 1]
    (was, comes) = ("25", "20") if is_reversed else ("20", "25")
    assert run("import", str(first), "--accept")[0] == 0
    code, out, _err = run("import", str(second), "--accept")
    told = out.splitlines()
    assert (code, told[0]) == (2, f"{second.name}（甲科2025年6月）：部分接收")
    assert (
        "　疑问　文件：第1次报送已接收过，这份与它有1项不同，这些项按已接收的保留。"
        "请与该单位核对；以这份为准的，请在接收窗口中勾选这些项。"
    ) in told
    assert f"　未收　高新技术企业新增数 本期新增：已接收的是{was}，单位报{comes}" in told
    shown = run("show", "--period", "2025-06", "--unit", "甲科", "--json")[1]
    assert next(row for row in json.loads(shown)["figures"] if row["id"] == "H-3")["increment"] == was
