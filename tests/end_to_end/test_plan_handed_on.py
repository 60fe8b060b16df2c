"""A plan on its way through the year at the command line: divided over units, changed, handed on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

DOCUMENT = """东山县水利局2026年工作要点

一、加快工程建设
1.推进水库除险加固。完成病险水库除险加固24座，开展大坝安全鉴定12座。
2.实施河道治理。治理中小河流36公里，编制水网建设规划。
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the data folder of that name; returns exit code, stdout and stderr.

    The office has adopted the plan and has two units.
    """

    def run_command(folder: str, *words: str) -> tuple[int, str, str]:
        code = main.main(["--data", str(tmp_path / folder), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    document, file = tmp_path / "要点.txt", tmp_path / "要点.json"
    document.write_text(DOCUMENT, encoding="utf-8")
    file.write_text(run_command("none", "plan", "read", str(document), "--json")[1], encoding="utf-8")
    assert run_command("office", "plan", "adopt", str(file))[0] == 0
    for name in ("建设科", "安全科"):
        run_command("office", "units", "add", name)
    return run_command


def figure(run: Run, folder: str, period: str, unit: str, own_id: str = "1-1") -> dict[str, Any]:
    """One figure as the unit, or the office over all units, sees it."""
    out = run(folder, "show", "--period", period, "--unit", unit, "--json")[1]
    return next(row for row in json.loads(out)["figures"] if row["id"] == own_id)


def test_that_a_divided_figure_is_judged_by_share_and_as_a_whole(run: Run, tmp_path: Path) -> None:
    """16 + 8 = 24. By June 建设科 has 10 of 16, 62.5 %; both have 13 of 24, 54.2 %; half is due."""
    file, table = tmp_path / "任务分解表.xlsx", tmp_path / "建设科.xlsx"
    code, out, _err = run("office", "plan", "share", "1-1", "建设科16、安全科6")
    assert (code, out) == (0, "1-1“病险水库除险加固”分解数合计22座，比年度目标少2座。\n")
    run("office", "duty", "1", "--lead", "建设科", "--support", "安全科")
    assert run("office", "plan", "export", str(file))[0] == 0
    book = load_workbook(file)
    sheet = book["任务分解表"]
    heads = [cell.value for cell in sheet[3]]
    (row,) = (row for row in sheet.iter_rows(min_row=4) if row[-1].value == "1-1")
    assert row[heads.index("单位分解数")].value == "建设科16、安全科6"
    row[heads.index("单位分解数")].value = "建设科16座；安全科8座"
    book.save(file)
    for folder in ("unit", "office"):
        assert run(folder, "plan", "import", str(file))[0] == 0
    listed = json.loads(run("unit", "plan", "show", "--json")[1])["targets"]
    assert listed[0]["shares"] == {"建设科": "16", "安全科": "8"}
    run("unit", "record", "1-1", "--period", "2026-06", "--cumulative", "10", "--unit", "建设科")
    own = figure(run, "unit", "2026-06", "建设科")
    assert (own["target"], own["completion"], own["remaining"]) == ("16", "62.5", "6")
    assert run("unit", "submit", "--period", "2026-06", "--unit", "建设科", "--out", str(table))[0] == 0
    assert "16" in {str(cell.value) for row in load_workbook(table).worksheets[0].iter_rows() for cell in row}
    assert run("office", "import", str(table), "--accept")[0] == 0
    run("office", "record", "1-1", "--period", "2026-06", "--cumulative", "3", "--unit", "安全科")
    whole = figure(run, "office", "2026-06", "全部单位")
    assert (whole["target"], whole["cumulative"], whole["completion"]) == ("24", "13", "54.2")
    assert figure(run, "office", "2026-06", "安全科")["light"] == "滞后"


def test_that_an_older_table_sets_nothing_back_and_asks_where_both_were_changed(
    run: Run, tmp_path: Path
) -> None:
    """Exported with 建设科 for task 1, which the office then makes 安全科."""
    file, kept = tmp_path / "任务分解表.xlsx", "牵头科室：表中是建设科，导出后在本机改为安全科"
    run("office", "duty", "1", "--lead", "建设科")
    run("office", "plan", "export", str(file))
    run("office", "duty", "1", "--lead", "安全科")
    book = load_workbook(file)
    heads = [cell.value for cell in book["任务分解表"][3]]
    (row,) = (row for row in book["任务分解表"].iter_rows(min_row=4) if row[-1].value == "1")
    row[heads.index("责任人")].value = "李四"
    book.save(file)
    for words, is_new in (("--dry-run", True), ("", True), ("", False)):
        code, out, _err = run("office", "plan", "import", str(file), *words.split())
        assert (code, kept in out, "责任人：（空） → 李四" in out) == (0, True, is_new)
        assert ("将接受" in out) == bool(words)
    row[heads.index("牵头科室")].value = "未分配"
    book.save(file)
    clash = "牵头科室：本机是安全科，表中是（空）"
    for words, done, way in (("", 2, "保留本机的"), ("--overwrite", 0, "改用表中的")):
        code, out, _err = run("office", "plan", "import", str(file), *words.split())
        assert (code, f"{way}　" in out, clash in out) == (done, True, True)
    file = tmp_path / "a.toml"
    file.write_text("", encoding="utf-8")
    assert "只用于任务分解表" in run("office", "plan", "import", str(file), "--dry-run")[2]


def test_that_a_table_is_told_as_json_by_sheet_and_cell(run: Run, tmp_path: Path) -> None:
    """16 + 6 of 24 and a plan that ends at 20; an unknown unit is not taken."""
    file = tmp_path / "任务分解表.xlsx"
    run("office", "plan", "export", str(file))
    book = load_workbook(file)
    sheet = book["任务分解表"]
    heads = [cell.value for cell in sheet[3]]
    (row,) = (row for row in sheet.iter_rows(min_row=4) if row[-1].value == "1-1")
    typed: dict[str, str | int] = {
        "单位分解数": "建设科16、安全科6",
        "12月计划": 20,
        "牵头科室": "无此科",
        "责任人": "李四",
    }
    places = {head: row[heads.index(head)].coordinate for head in typed}
    for head, value in typed.items():
        row[heads.index(head)].value = value
    book.save(file)
    code, out, _err = run("office", "plan", "import", str(file), "--dry-run", "--json")
    said = json.loads(out)
    assert (code, said["title"], said["accepted"]) == (2, "东山县水利局2026年工作要点", False)
    told = {
        name: [(each["sheet"], each["cell"], each["message"]) for each in said[name]]
        for name in ("changes", "findings", "refused")
    }
    table, subject = "任务分解表", "病险水库除险加固"
    assert sorted(told["changes"]) == sorted(
        [
            (table, places["单位分解数"], f"{subject} 单位分解数：（空） → 建设科16、安全科6"),
            (table, places["12月计划"], f"{subject} 月计划（12月）：（空） → 20"),
            (table, places["责任人"], f"{subject} 责任人：（空） → 李四"),
        ]
    )
    assert told["findings"] == [
        (
            table,
            places["单位分解数"],
            f"1-1“{subject}”分解数合计22座，比年度目标少2座。请核对单位分解数。",
        ),
        (
            table,
            places["12月计划"],
            f"1-1“{subject}”月度计划到12月为20座，低于年度目标24座。请核对，各月计划填累计数。",
        ),
    ]
    assert told["refused"] == [
        (table, places["牵头科室"], "没有名为“无此科”的单位。请改用已有的单位，或把它新增为单位。")
    ]


def test_that_an_adjusted_share_judges_from_its_month_on(run: Run, tmp_path: Path) -> None:
    """24 → 30 from July, 16 → 20 of them for 建设科: 10 of 16 in June, 12 of 20 (11 are due) in July."""
    run("office", "plan", "share", "1-1", "建设科16、安全科8")
    assert changed(run, "1-1", "--target", "30", "--shares", "建设科20、安全科8") == (
        "已调整1-1“病险水库除险加固”：7月起目标由24座调整为30座。\n"
        "1-1“病险水库除险加固”分解数合计28座，比年度目标少2座。\n"
    )
    changed(run, "1-1", "--shares", "建设科20、安全科10")
    handed_in(run, tmp_path, "2026-06", "1-1", "10")
    handed_in(run, tmp_path, "2026-07", "1-1", "12")
    june, july = (figure(run, "unit", f"2026-0{n}", "建设科") for n in (6, 7))
    assert (june["target"], june["completion"]) == ("16", "62.5")
    assert (july["target"], july["completion"], july["light"]) == ("20", "60.0", "达序时")
    shares = [
        json.loads(run("unit", "plan", "show", "--version", n, "--json")[1])["targets"][0]["shares"]
        for n in "13"
    ]
    assert shares == [{"建设科": "16", "安全科": "8"}, {"建设科": "20", "安全科": "10"}]
    code, _out, err = run(
        "office",
        *("plan", "adjust", "1-1", "--shares", "建设科20、安全科10"),
        *("--from", "2026-07", "--reason", "无"),
    )
    assert (code, "与现行计划相同" in err) == (2, True)
    run("office", "plan", "share", "1-1", "建设科20、安全科10；10月起建设科18、安全科12")
    listed = json.loads(run("office", "plan", "show", "--json")[1])["targets"]
    assert listed[0]["shares"] == {"建设科": "18", "安全科": "12"}
    words = ("plan", "adjust", "M2-1", "--shares", "建设科2", "--from", "2026-07", "--reason", "无")
    code, _out, err = run("office", *words)
    assert (code, "“M2-1”不是指标" in err) == (2, True)


def test_that_what_cannot_be_divided_is_refused(run: Run) -> None:
    for words, told in (
        (("M2-1", "建设科1"), "“M2-1”不是指标"),
        (("1-1", "财务科3"), "“财务科3”中未识别到单位和数"),
    ):
        code, _out, err = run("office", "plan", "share", *words)
        assert code == 2
        assert told in err
    run("office", "plan", "share", "1-1", "建设科24")
    assert run("office", "plan", "share", "1-1", "")[1] == "1-1“病险水库除险加固”不分解。\n"


def changed(run: Run, *words: str) -> str:
    """Adjust the office's plan from July on; returns what was said."""
    code, out, err = run("office", "plan", "adjust", *words, "--from", "2026-07", "--reason", "省里调整")
    assert (code, err) == (0, "")
    return out


def test_that_a_plan_is_changed_ended_merged_and_added_to(run: Run, tmp_path: Path) -> None:
    assert changed(run, "1-1", "--comparator", "超过", "--target", "30") == (
        "已调整1-1“病险水库除险加固”：7月起目标由不少于24座调整为超过30座。\n"
    )
    assert changed(run, "1-2", "--into", "1-1") == (
        "已调整1-2“大坝安全鉴定”：7月起并入1-1“病险水库除险加固”。\n"
    )
    assert changed(run, "2-1", "--end") == "已调整2-1“治理中小河流”：7月起不再列入。\n"
    assert changed(run, "2", "--add", "新建水闸3座以上") == "已调整2-2“新建水闸”：7月起列入。\n"
    listed = json.loads(run("office", "show", "--period", "2026-07", "--json")[1])["figures"]
    assert [row["id"] for row in listed] == ["1-1", "2-2"]
    assert figure(run, "office", "2026-06", "未分配", "2-1")["target"] == "36"
    code, _out, err = run("office", "record", "2-1", "--period", "2026-07", "--increment", "1")
    assert (code, "“治理中小河流”不在2026年7月的工作要点中" in err) == (2, True)
    table, report = tmp_path / "三季度.xlsx", tmp_path / "三季度.txt"
    assert run("office", "export", "--period", "2026-Q3", "--out", str(table))[0] == 0
    assert run("office", "report", "quarter", "--period", "2026-Q3", "--out", str(report))[0] == 0
    file = tmp_path / "计划.toml"
    run("office", "plan", "export", str(file))
    file.write_text(
        file.read_text(encoding="utf-8").replace('target = "3"', 'target = "5"'), encoding="utf-8"
    )
    assert changed(run, "--file", str(file)) == "已调整2-2“新建水闸”：7月起目标由3座调整为5座。\n"


def handed_in(run: Run, tmp_path: Path, period: str, own_id: str, total: str) -> Path:
    """A unit's workbook of that month; the unit knows the plan as the office hands it on now."""
    file, table = tmp_path / "任务分解表.xlsx", tmp_path / f"{period}.xlsx"
    if not (tmp_path / "unit").exists():
        run("office", "plan", "export", str(file))
        assert run("unit", "plan", "import", str(file))[0] == 0
    run("unit", "record", own_id, "--period", period, "--cumulative", total, "--unit", "建设科")
    assert run("unit", "submit", "--period", period, "--unit", "建设科", "--out", str(table))[0] == 0
    return table


def test_that_a_workbook_of_another_version_is_read_with_what_differs(run: Run, tmp_path: Path) -> None:
    """The unit does not know of July's adjustment, without task 2; what still has its place is taken."""
    june = handed_in(run, tmp_path, "2026-06", "1-1", "12")
    run("unit", "record", "2-1", "--period", "2026-07", "--cumulative", "9", "--unit", "建设科")
    july = handed_in(run, tmp_path, "2026-07", "1-1", "14")
    changed(run, "1-1", "--target", "30")
    file = tmp_path / "计划.toml"
    run("office", "plan", "export", str(file))
    text = file.read_text(encoding="utf-8")
    before, _, rest = text.partition('[[section.task]]\nid = "2"')
    _, head, behind = rest.partition("[[left_out]]")
    file.write_text(before + head + behind, encoding="utf-8")
    assert "2-1“治理中小河流”：7月起不再列入" in changed(run, "--file", str(file))
    assert run("office", "import", str(june), "--accept")[0] == 0
    _code, out, _err = run("office", "import", str(july), "--accept")
    assert "“病险水库除险加固”的目标表中为不少于24座（第1版），现为不少于30座。" in out
    assert "“治理中小河流”已不在工作要点中，未读入。" in out
    assert "任务“实施河道治理”已不在工作要点中，未读入。" in out
    assert figure(run, "office", "2026-07", "建设科")["cumulative"] == "14"
    newer = handed_in(run, tmp_path, "2026-08", "1-1", "15")
    book = load_workbook(newer)
    sheet = next(sheet for sheet in book if sheet.sheet_state != "visible")
    cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "plan_version")
    cell.value = "9"
    book.save(newer)
    _code, out, _err = run("office", "import", str(newer))
    assert "这是工作要点第9版的表，本机是第3版。请先接受最新的任务分解表，再接收这份表。" in out


def test_that_a_figure_in_another_measure_or_merged_since_is_not_taken_in(run: Run, tmp_path: Path) -> None:
    """36公里 are 36000米: 9 of the one are not 9 of the other."""
    handed_in(run, tmp_path, "2026-06", "1-1", "12")
    for own_id in ("1-2", "2-1"):
        run("unit", "record", own_id, "--period", "2026-07", "--cumulative", "9", "--unit", "建设科")
    july = handed_in(run, tmp_path, "2026-07", "1-1", "14")
    changed(run, "2-1", "--measure", "米", "--target", "36000")
    changed(run, "1-2", "--into", "1-1")
    _code, out, _err = run("office", "import", str(july), "--accept")
    assert "“治理中小河流”的计量单位表中为公里（第1版），现为米，未读入。请用新版的表填报。" in out
    assert "“大坝安全鉴定”已并入“病险水库除险加固”，未读入。请合并后填在“病险水库除险加固”中。" in out
    assert figure(run, "office", "2026-07", "建设科")["cumulative"] == "14"
    assert figure(run, "office", "2026-07", "建设科", "2-1")["cumulative"] is None


def test_that_a_workbook_of_the_old_year_goes_to_its_year(run: Run, tmp_path: Path) -> None:
    """December of 2026 arrives while the plan of 2027 is open; with and without the hidden sheet."""
    december = handed_in(run, tmp_path, "2026-12", "1-1", "24")
    document, file = tmp_path / "新.txt", tmp_path / "新.json"
    document.write_text(DOCUMENT.replace("2026", "2027"), encoding="utf-8")
    file.write_text(run("none", "plan", "read", str(document), "--json")[1], encoding="utf-8")
    assert run("office", "plan", "adopt", str(file))[0] == 0
    code, out, _err = run("office", "import", str(december), "--accept")
    assert code == 0
    assert "2026年12月" in out
    assert figure(run, "office", "2026-12", "建设科")["light"] == "已完成"
    assert run("office", "show", "--period", "2027-01", "--json")[0] == 0
