"""Stories told through the command line, as scripts tell them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

import main
from cixi_desktop.maintenance.kit import MANIFEST, manifest_of
from ui.console import console, showing
from ui.console.console import say

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a data folder of its own; returns exit code, stdout and stderr."""

    def run_command(*words: str) -> tuple[int, str, str]:
        code = main.main(["--data", str(tmp_path / "data"), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


def figures(run: Run, period: str = "2025-06") -> dict[str, Any]:
    code, out, _err = run("show", "--period", period, "--json")
    assert code == 0
    listed = json.loads(out)
    return {row["id"]: row for row in (*listed["figures"], *listed["items"])}


def test_that_a_fresh_folder_shows_all_23_figures_and_76_items_in_grey(run: Run) -> None:
    rows = figures(run)
    assert len(rows) == 23 + 76
    assert {row["light"] for row in rows.values()} == {"未填报"}


def test_that_a_recorded_figure_is_shown_with_its_light_and_sentence(run: Run) -> None:
    code, out, _err = run("record", "H-3", "--period", "2025-06", "--cumulative", "70")
    said = "已填报H-3“高新技术企业新增数”（2025年6月）：累计70家。达序时。"
    assert (code, out.startswith(said)) == (0, True)
    figure = figures(run)["H-3"]
    assert (figure["light"], figure["completion"], figure["gap"]) == ("达序时", "58.3", "8.3")
    assert (
        figure["sentence"] == "截至6月底，新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点"
    )


def test_that_a_figure_cited_twice_is_one_figure(run: Run) -> None:
    run("record", "8-2", "--period", "2025-06", "--increment", "１２家")
    run("record", "7-5", "--period", "2025-06", "--value", "3.69％")
    assert (figures(run)["H-3"]["cumulative"], figures(run)["H-2"]["cumulative"]) == ("12", "3.69")


def test_that_every_kind_can_be_recorded(run: Run) -> None:
    period = ("--period", "2025-06")
    for words in (
        ("8-1", "--increment", "10"),
        ("H-6", "--cumulative", "25.5"),
        ("H-5", "--value", "77.9"),
        ("H-4", "--value", "1063"),
        ("7-3", "--cumulative", "44", "--last-year", "40"),
        ("7-1", "--numerator", "30", "--denominator", "60"),
        ("H-7", "--stage", "申报", "--proof", "申报材料"),
        ("H-1", "--state", "待公布", "--reason", "次年公布"),
        ("M8-2", "--stage", "审议"),
        ("C6-1", "--increment", "3"),
        ("M2-3", "--numerator", "3", "--denominator", "4"),
        ("D1-1", "--note", "召开会议1次。"),
    ):
        assert run("record", words[0], *period, *words[1:])[0] == 0, words
    rows = figures(run)
    # 44 over 40 is a growth of 10 %; 30 of 60 is half; June of 50 亿元 is 25.
    assert (rows["7-3"]["cumulative"], rows["7-3"]["light"]) == ("10", "当期达标")
    assert (rows["7-1"]["completion"], rows["H-6"]["light"]) == ("50.0", "达序时")
    assert (rows["H-1"]["light"], rows["H-1"]["reason"]) == ("待公布", "待公布：次年公布。")
    assert rows["M8-2"]["stage_number"] == 4


def test_that_texts_of_a_task_are_kept_one_by_one(run: Run) -> None:
    assert run("note", "8", "--period", "2025-06", "--progress", "已受理。")[0] == 0
    assert run("note", "8", "--period", "2025-06", "--problems", "人手不足。", "--next", "加派人手。")[0] == 0
    _code, out, _err = run("journal")
    assert "进展情况" in out
    assert "人手不足。" in out


def test_that_what_is_doubtful_of_a_recorded_figure_is_said_at_once(run: Run) -> None:
    words = ("record", "H-6", "--period", "2025-06", "--cumulative")
    code, out, _err = run(*words, "305,000")
    assert (code, len(out.splitlines())) == (0, 2)
    assert out.splitlines()[1].startswith("提醒：累计305000亿元，而年度目标50亿元")
    assert len(run(*words, "24.5")[1].splitlines()) == 1
    _code, out, _err = run(
        "record", "8-1", "--period", "2025-06", "--increment", "5", "--as-of", "2024-06-25"
    )
    assert out.splitlines()[1] == "提醒：截至日期2024年6月25日不在2025年。请核对年份。"


def test_that_rows_of_a_list_are_counted_into_their_figure(run: Run) -> None:
    words = ("ledger", "8-1", "--period", "2025-06", "--add")
    code, out, _err = run(
        *words, "慈溪甲公司", "--day", "2025-05-20", "--place", "周巷镇", "--code", "甬科1号"
    )
    assert (code, out.strip()) == (
        0,
        "已记入8-1“新培育浙江省科技型中小企业”的台账：慈溪甲公司（2025年5月）。",
    )
    run(*words, "慈溪乙公司", "--note", "首批")
    assert figures(run)["8-1"]["cumulative"] == "2"
    _code, out, _err = run("ledger", "8-1", "--period", "2025-06")
    assert out.splitlines() == [
        "8-1 新培育浙江省科技型中小企业（企业台账）：2025年6月1家，累计2家",
        "  5月　慈溪甲公司　2025-05-20　周巷镇　甬科1号",
        "  6月　慈溪乙公司　首批",
    ]
    _code, out, _err = run("ledger", "8-1", "--period", "2025-05", "--json")
    assert [row["name"] for row in json.loads(out)["rows"]] == ["慈溪甲公司"]
    code, _out, err = run("ledger", "12-2", "--period", "2025-06", "--add", "散客")
    assert (code, "“人次”不能为空。" in err) == (2, True)


def test_that_undo_takes_the_last_step_back_and_a_second_undo_the_one_before(run: Run) -> None:
    run("record", "8-1", "--period", "2025-05", "--increment", "10")
    run("record", "8-1", "--period", "2025-06", "--increment", "5")
    assert run("undo")[0] == 0
    assert figures(run)["8-1"]["cumulative"] == "10"
    assert run("undo")[0] == 0
    assert figures(run)["8-1"]["cumulative"] is None
    code, _out, err = run("undo")
    assert (code, "没有可撤销" in err) == (2, True)


def test_that_the_journal_says_who_changed_what_from_what_to_what(run: Run) -> None:
    run("record", "8-1", "--period", "2025-06", "--increment", "5")
    run("record", "8-1", "--period", "2025-06", "--increment", "6")
    lines = json.loads(run("journal", "--json")[1])
    assert [(line["before"], line["after"]) for line in lines] == [("（空）", "5"), ("5", "6")]
    assert all(line["actor"] and line["at"] for line in lines)


def test_that_a_long_journal_is_told_whole_and_in_order(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "PAGE", 2)
    for number in range(1, 6):
        run("record", "8-1", "--period", "2025-06", "--increment", str(number))
    lines = json.loads(run("journal", "--json")[1])
    assert [line["after"] for line in lines] == ["1", "2", "3", "4", "5"]


def test_that_figures_of_a_named_unit_are_shown_without_naming_it(run: Run) -> None:
    assert run("record", "8-1", "--period", "2025-06", "--increment", "5", "--unit", "高新科")[0] == 0
    assert figures(run)["8-1"]["cumulative"] == "5"
    code, out, _err = run("show", "--period", "2025-06", "--unit", "高新科")
    assert (code, "高新科" in out) == (0, True)
    run("record", "8-1", "--period", "2025-06", "--increment", "7", "--unit", "成果科")
    assert (figures(run)["8-1"]["cumulative"], figures(run)["8-1"]["undecided"]) == (None, True)
    run("decide", "8-1", "--from", "2025-06", "--sum", "--reason", "名单不重复")
    assert figures(run)["8-1"]["cumulative"] == "12"
    assert run("show", "--period", "2025-06", "--unit", "没有的科")[0] == 2


def test_that_a_unit_named_nearly_as_a_known_one_is_asked_about_and_what_is_stored_is_told(run: Run) -> None:
    words = ("record", "H-1", "--period", "2025-06", "--value", "0.0365", "--unit")
    assert "新增单位：高新技术科" in run(*words, "高新技术科")[1]
    code, _out, err = run(*words, "高薪技术科")
    assert (code, "相近的有“高新技术科”。确是新单位的，请加“--new-unit”。" in err) == (2, True)
    assert "：本期数值3.65%。" in run(*words, "甲科")[1]
    assert run(*words, "高薪技术科", "--new-unit")[0] == 0
    assert run("units")[1].splitlines() == ["未分配", "高新技术科", "甲科", "高薪技术科"]


def test_that_a_sound_file_passes_the_check_and_a_backup_opens_like_it(run: Run, tmp_path: Path) -> None:
    run("record", "8-1", "--period", "2025-06", "--increment", "5")
    assert run("check")[0] == 0
    copy = tmp_path / "copy" / "cixi.db"
    copy.parent.mkdir()
    assert run("backup", "--out", str(copy))[0] == 0
    assert main.main(["--data", str(copy.parent), "check"]) == 0


def test_that_long_work_tells_beside_its_result_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with console.watched("正在检查") as told:
        told(0.5)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(console, "PATIENCE_SECONDS", -1)
    with console.watched("正在检查") as told:
        for share in (0.1, 0.101, 0.5):
            told(share)
    assert capsys.readouterr() == ("", "正在检查10%\n正在检查50%\n")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with console.watched("正在检查") as told:
        told(0.5)
    assert capsys.readouterr() == ("", "\r正在检查50%\n")


def test_that_the_workbook_goes_into_a_folder_under_its_own_name_or_to_the_file_named(
    run: Run, tmp_path: Path
) -> None:
    run("record", "8-1", "--period", "2025-06", "--increment", "5", "--unit", "高新科")
    assert run("export", "--period", "2025-06", "--out", str(tmp_path))[0] == 0
    (named,) = tmp_path.glob("*.xlsx")
    assert named.name.startswith("高新科—2025年6月工作要点进展情况表（")
    assert run("export", "--period", "2025-06", "--out", str(tmp_path / "六月.xlsx"))[0] == 0
    assert (tmp_path / "六月.xlsx").stat().st_size > 10_000


def test_that_a_workbook_that_is_open_elsewhere_is_left_alone_and_another_name_is_offered(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "六月.xlsx"
    target.write_bytes(b"old")
    (tmp_path / "~$六月.xlsx").touch()
    code, _out, err = run("export", "--period", "2025-06", "--out", str(target))
    assert (code, "六月（2）.xlsx" in err) == (2, True)
    assert target.read_bytes() == b"old"


def test_that_a_picture_that_cannot_be_saved_is_said_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "x.png"
    code, _out, err = run("picture", "overview", "--period", "2025-06", "--out", str(out))
    assert (code, "图片无法保存" in err) == (2, True)
    assert not out.parent.exists()


WRONG = [
    (("record", "8-1", "--period", "2025-06", "--increment", "12a"), "不是数字"),
    (("record", "8-1", "--period", "2025-06", "--increment", "约100"), "不是准确数"),
    (("record", "8-1", "--period", "2025-06", "--increment", "-1"), "不能填负数"),
    (("record", "8-1", "--period", "2025-06", "--increment", "1.5"), "整数"),
    (("record", "8-1", "--period", "2025-06", "--increment", ""), "没有内容"),
    (("record", "8-1", "--period", "2024-06", "--increment", "5"), "不在"),
    (("record", "8-1", "--period", "2025-13", "--increment", "5"), "不是数据所属期"),
    (("record", "8-1", "--period", "2025-Q2", "--increment", "5"), "按月填报"),
    (("record", "99-9", "--period", "2025-06", "--increment", "5"), "99-9"),
    (("record", "8-1", "--period", "2025-06", "--value", "5"), "不填这一项"),
    (("record", "8-1", "--period", "2025-06"), "没有给出"),
    (("record", "8-1", "--period", "2025-06", "--cumulative", "9"), "小于上期累计10"),
    (
        ("record", "7-1", "--period", "2025-06", "--numerator", "5", "--denominator", "4"),
        "已覆盖5大于应覆盖4",
    ),
    (("record", "M8-2", "--period", "2025-06", "--stage", "开工"), "不是“所处阶段”的选项"),
    (("record", "8-1", "--period", "2025-06", "--state", "休假"), "休假"),
    (("record", "8-1", "--period", "2025-06", "--increment", "5", "--as-of", "2025-07-02"), "晚于"),
    (("record", "H-6", "--period", "2025-01", "--cumulative", "5"), "1月不单独发布"),
    (("note", "13", "--period", "2025-06", "--progress", "x"), "没有任务"),
    (("note", "8", "--period", "2025-06"), "没有给出"),
    (("note", "8", "--period", "2025-Q2", "--progress", "x"), "按月填报"),
    (("record", "8-1", "--period", "2025-06", "--increment", "5", "--cumulative", "15"), "不能同时填写"),
    (("record", "8-1", "--period", "2025-06", "--increment", "5", "--state", "待公布"), "不能再填"),
    (("show",), "缺少参数"),
    (("show", "--period", "2025-06", "--colour"), "不认识的参数"),
    (("paint",), "paint"),
    (("picture", "99-9", "--period", "2025-06", "--out", "x.png"), "99-9"),
    (("picture", "entry", "--period", "2025-06", "--out", "x.png", "--size", "9x9"), "--size"),
]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with ten firms by May, made once."""
    folder = tmp_path_factory.mktemp("made") / "data"
    words = ("record", "8-1", "--period", "2025-05", "--cumulative", "10")
    assert main.main(["--data", str(folder), *words]) == 0
    return folder


@pytest.mark.parametrize(("words", "message"), WRONG, ids=lambda value: " ".join(value) if value else "")
def test_that_wrong_input_gets_its_message_and_changes_nothing(
    run: Run, recorded: Path, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    copytree(recorded, tmp_path / "data")
    before = run("journal")[1]
    code, _out, err = run(*words)
    assert code == 2
    assert err.startswith("错误：")
    assert message in err
    assert run("journal")[1] == before


def test_that_a_file_that_is_no_database_is_refused_by_name_and_left_alone(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "cixi.db").write_text("这不是数据库", encoding="utf-8")
    code, _out, err = run("show", "--period", "2025-06")
    assert (code, "cixi.db" in err) == (2, True)
    assert (folder / "cixi.db").read_text(encoding="utf-8") == "这不是数据库"


def test_that_the_files_of_a_kit_can_be_checked_and_its_faults_are_counted(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _out, err = run("check-program")
    assert (code, "没有可以核对的文件清单" in err) == (2, True)
    program = tmp_path / "kit" / "program"
    program.mkdir(parents=True)
    for number in range(6):
        (program / f"{number}.py").write_bytes(b"")
    (tmp_path / "kit" / MANIFEST).write_text(manifest_of(tmp_path / "kit"), encoding="utf-8")
    monkeypatch.setattr("ui.console.maintenance.ROOT", program / "resources")
    assert run("check-program") == (0, "程序文件完整，与清单一致。\n", "")
    for number in range(5):
        (program / f"{number}.py").unlink()
    code, _out, err = run("check-program")
    assert (code, "缺少program/0.py；" in err, "等" in err) == (2, True, False)
    (program / "5.py").unlink()
    assert "；等6处。" in run("check-program")[2]


@pytest.mark.parametrize("words", [["--data", "一处"], ["--data=一处"]])
def test_that_a_folder_alone_asks_for_the_window_over_it(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "show_window", lambda folder: 7 if folder == Path("一处") else 1)
    assert main.main(words) == 7


def test_that_no_words_at_all_ask_for_the_window_over_the_usual_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(main, "data_folder", lambda _program: Path("常用"))
    monkeypatch.setattr(main, "show_window", lambda folder: 7 if folder == Path("常用") else 1)
    assert main.main([]) == 7


def test_that_data_are_kept_beside_a_program_that_has_a_folder_for_them_and_else_with_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    assert main.data_folder(tmp_path) == tmp_path / "user" / "慈溪科技填报"
    (tmp_path / "data").mkdir()
    assert main.data_folder(tmp_path) == tmp_path / "data"


def test_that_a_folder_that_looks_like_an_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--data", "--help-me"]) == 2
    assert "参数--data后面要有内容" in capsys.readouterr().err


def test_that_a_month_is_checked_worst_first_and_errors_are_left_to_do(run: Run) -> None:
    run("record", "8-3", "--period", "2025-06", "--increment", "2")
    code, out, _err = run("check-month", "--period", "2025-06")
    assert code == 0
    assert out.splitlines()[0] == (
        "未填 任务总体 H-1 全市R&D经费投入强度：本期尚未填报。"
        "请填报；暂无数据的，请选择“本期状态”并填写原因。"
    )
    assert out.splitlines()[-1] == "错误0项，未填98项，提醒3项。"
    run("record", "H-3", "--period", "2025-06", "--increment", "300")
    _code, out, _err = run("check-month", "--period", "2025-06", "--json")
    doubtful = [row for row in json.loads(out) if row["degree"] == "提醒"]
    assert [(row["place"], row["field"], row["message"]) for row in doubtful] == [
        ("H-3", "increment", "本期300家，是年度目标的2.5倍。"),
        ("H-3", "increment", "1—5月未填，累计只含6月。"),
        ("8-3", "reason", "滞后，未写明原因。"),
        ("8-3", "increment", "1—5月未填，累计只含6月。"),
        ("", "next_steps", "“新增宁波市级以上企业研发机构”慢于进度，未写明下一步打算。"),
    ]


def test_that_units_and_duties_are_told(run: Run) -> None:
    for name in ("高新科", "规划科"):
        run("record", "D1-1", "--period", "2025-06", "--note", "会议2次", "--unit", name)
    code, out, _err = run("duty", "8", "--lead", "高新科", "--support", "规划科", "--deadline", "11月底")
    assert (code, out) == (
        0,
        "8. 强化创新主体培育：牵头科室：高新科；配合科室：规划科；完成时限：2025-11-30。\n",
    )
    figure = figures(run)["H-3"]
    assert (figure["lead_unit"], figure["supporting_units"], figure["deadline"]) == (
        "高新科",
        ["规划科"],
        "2025-11-30",
    )
    assert run("duty", "8-2", "--person", "李某")[1] == "8-2 新认定高新技术企业：责任人：李某。\n"
    assert run("duty", "8-2", "--person", "")[1] == "8-2 新认定高新技术企业：随任务。\n"
    assert run("units")[1].splitlines() == ["未分配", "高新科", "规划科"]
    assert [unit["id"] for unit in json.loads(run("units", "--json")[1])] == ["0", "1", "2"]


def test_that_a_duty_of_nobody_and_of_an_unknown_unit_are_refused(run: Run) -> None:
    assert run("duty", "8")[0] == 2
    code, _out, err = run("duty", "8", "--lead", "甲科")
    assert (code, "没有名为“甲科”的单位" in err) == (2, True)


@pytest.mark.parametrize(
    ("encoding", "text"), [("gbk", "？科？已报送8家"), ("ascii", "??????8?"), ("cp1252", "??????8?")]
)
def test_that_a_terminal_gets_what_it_can_show(
    monkeypatch: pytest.MonkeyPatch, encoding: str, text: str
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding=encoding, write_through=True))
    say("𬭎科👍已报送8家")
    say('["𬭎科"]')
    plain, as_json = raw.getvalue().decode(encoding).splitlines()
    assert plain == text
    assert json.loads(as_json) == ["𬭎科"]


def test_that_a_terminal_without_chinese_gets_the_help(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="cp1252", write_through=True))
    with pytest.raises(SystemExit, match=r"^0$"):
        main.main(["record", "--help"])
    assert b"--increment" in raw.getvalue()


@pytest.mark.parametrize("command", [("export",), ("page",), ("report", "month")])
def test_that_a_name_too_long_for_the_disk_ends_in_words(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    run("record", "H-3", "--period", "2025-06", "--increment", "20", "--unit", "甲科")
    ending = {"export": ".xlsx", "page": ".pdf", "report": ".docx"}[command[0]]
    out = str(tmp_path / ("长" * 100 + ending))
    code, _out, err = run(*command, "--period", "2025-06", "--unit", "甲科", "--out", out)
    assert (code, "文件名太长" in err) == (2, True)


@pytest.mark.parametrize("name", ["e/", "e"])
def test_that_a_folder_that_is_not_there_is_no_name_of_a_file(run: Run, tmp_path: Path, name: str) -> None:
    code, _out, err = run("export", "--period", "2025-06", "--out", f"{tmp_path}/{name}")
    assert (code, f"没有文件夹“{tmp_path}/{name}”" in err, [*tmp_path.glob("e*")]) == (2, True, [])


@pytest.mark.parametrize("command", [("backup", "--out"), ("restore",)])
def test_that_a_backup_with_a_name_too_long_ends_in_words(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    run("record", "H-3", "--period", "2025-06", "--increment", "20", "--unit", "甲科")
    code, _out, err = run(*command, str(tmp_path / ("长" * 100 + ".db")))
    assert (code, "太长" in err) == (2, True)


def test_that_only_what_is_entered_adds_a_unit(run: Run, tmp_path: Path) -> None:
    assert run("record", "H-3", "--period", "2025-06", "--increment", "3", "--unit", "甲科")[1].startswith(
        "新增单位：甲科"
    )
    out = ("--period", "2025-06", "--out", str(tmp_path / "x.png"))
    for looked in (("picture", "overview"), ("submit",)):
        code, _out, err = run(*looked, *out, "--unit", "乙科")
        assert (code, "没有名为“乙科”的单位" in err) == (2, True)
    assert run("units")[1].splitlines() == ["未分配", "甲科"]
