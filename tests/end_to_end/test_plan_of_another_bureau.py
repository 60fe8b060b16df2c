"""Another bureau's plan, told at the command line: adopted, reported on, handed in, adjusted."""

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

2026年，全县水利工作的主要目标是：完成水利投资12亿元；农村自来水普及率提高0.5个百分点、达到96.5%。
一、加快工程建设
1.推进水库除险加固。完成病险水库除险加固24座，开展大坝安全鉴定12座。
2.实施河道治理。治理中小河流36公里，编制水网建设规划。
二、提升服务水平
（一）供水
3.建设供水工程。新建规模化供水工程2处。
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the data folder of that name; returns exit code, stdout and stderr."""

    def run_command(folder: str, *words: str) -> tuple[int, str, str]:
        code = main.main(["--data", str(tmp_path / folder), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


@pytest.fixture
def draft(tmp_path: Path, run: Run) -> Path:
    """The draft that the document gives."""
    document, file = tmp_path / "要点.txt", tmp_path / "要点.json"
    document.write_text(DOCUMENT, encoding="utf-8")
    code, out, _err = run("none", "plan", "read", str(document), "--json")
    assert code == 0
    file.write_text(out, encoding="utf-8")
    return file


def targets(listed: dict[str, Any]) -> dict[str, str]:
    return {row["name"]: f"{row['comparator']}{row['value']}{row['unit']}" for row in listed["targets"]}


def shown(run: Run, folder: str, period: str) -> dict[str, Any]:
    code, out, _err = run(folder, "show", "--period", period, "--json")
    assert code == 0
    return {row["name"]: row for row in json.loads(out)["figures"]}


def test_that_the_document_becomes_the_plan_of_its_year(run: Run, draft: Path) -> None:
    code, out, _err = run("office", "plan", "adopt", str(draft))
    assert code == 0
    assert out.startswith(
        "已采用《东山县水利局2026年工作要点》（2026年，第1版）：任务3项，指标6个，事项1项。"
    )
    listed = json.loads(run("office", "plan", "show", "--json")[1])
    assert (listed["issuer"], listed["year"], listed["version"]) == ("东山县水利局", 2026, 1)
    assert [section["id"] for section in listed["sections"]] == ["一", "二", "二.（一）"]
    assert targets(listed) == {
        "水利投资": "≥12亿元",
        "农村自来水普及率": "≥96.5%",
        "病险水库除险加固": "≥24座",
        "大坝安全鉴定": "≥12座",
        "治理中小河流": "≥36公里",
        "新建规模化供水工程": "≥2处",
    }
    assert "2026年" in {row["text"] for row in listed["left_out"]}
    assert run("office", "plan", "list")[1] == "2026年　第1版　《东山县水利局2026年工作要点》\n"


def test_that_what_was_adopted_is_not_adopted_again_and_not_replaced_once_anything_was_entered(
    run: Run, draft: Path
) -> None:
    run("office", "plan", "adopt", str(draft))
    code, _out, err = run("office", "plan", "adopt", str(draft))
    assert (code, err) == (2, "错误：2026年的工作计划已经采用，与这份相同，没有变动。\n")
    run("office", "record", "1-1", "--period", "2026-03", "--increment", "6")
    other = json.loads(draft.read_text(encoding="utf-8")) | {"title": "东山县水利局2026年重点工作"}
    draft.write_text(json.dumps(other), encoding="utf-8")
    code, _out, err = run("office", "plan", "adopt", str(draft))
    assert (code, err) == (
        2,
        "错误：2026年的工作计划已经采用，并且已有填报。目标有变动的，请用“计划—目标调整”。\n",
    )


def test_that_a_month_under_it_is_entered_handed_in_and_consolidated(
    run: Run, draft: Path, tmp_path: Path
) -> None:
    for folder in ("office", "unit"):
        run(folder, "plan", "adopt", str(draft))
        run(folder, "units", "add", "建设科")
    run("unit", "record", "1-1", "--period", "2026-03", "--increment", "6", "--unit", "建设科")
    table, total = tmp_path / "表.xlsx", tmp_path / "汇总.xlsx"
    code, _out, _err = run("unit", "submit", "--period", "2026-03", "--unit", "建设科", "--out", str(table))
    assert code == 0
    assert run("office", "import", str(table), "--accept")[0] == 0
    assert run("office", "consolidate", "--period", "2026-03", "--out", str(total))[0] == 0
    assert load_workbook(total).worksheets[0]["A1"].value == "东山县水利局2026年工作要点进展情况表"
    figure = shown(run, "office", "2026-03")["病险水库除险加固"]
    assert (figure["cumulative"], figure["completion"], figure["light"]) == ("6", "25.0", "达序时")
    page, report = tmp_path / "一页.pdf", tmp_path / "通报.txt"
    assert run("office", "page", "--period", "2026-03", "--out", str(page))[0] == 0
    assert page.read_bytes().startswith(b"%PDF")
    assert run("office", "report", "month", "--period", "2026-03", "--out", str(report))[0] == 0
    told = report.read_text(encoding="utf-8")
    assert "东山县水利局" in told
    assert "慈溪" not in told


def test_that_a_target_adjusted_in_july_judges_july_and_leaves_june_as_it_was(
    run: Run, draft: Path, tmp_path: Path
) -> None:
    """12 of 24 by June are 50 %, on pace; of 36 from July they are 33.3 %, 25 points behind 58.3 %: late."""
    run("office", "plan", "adopt", str(draft))
    run("office", "record", "1-1", "--period", "2026-06", "--cumulative", "12")
    run("office", "record", "1-1", "--period", "2026-07", "--cumulative", "12")
    words = ("--from", "2026-07", "--target", "36", "--reason", "省里加任务", "--paper", "东水〔2026〕15号")
    code, out, _err = run("office", "plan", "adjust", "1-1", *words)
    assert (code, out) == (
        0,
        "已调整1-1“病险水库除险加固”：7月起目标由24座调整为36座（东水〔2026〕15号）。\n",
    )
    june, july = (shown(run, "office", period)["病险水库除险加固"] for period in ("2026-06", "2026-07"))
    assert (june["target"], june["completion"], june["light"]) == ("24", "50.0", "达序时")
    assert (july["target"], july["completion"], july["light"]) == ("36", "33.3", "滞后")
    assert july["adjusted"] == ["7月起目标由24座调整为36座（东水〔2026〕15号）"]
    assert july["unadjusted"] == {"target": "24", "completion": "50.0", "light": "欠序时"}
    assert (june["adjusted"], june["unadjusted"]) == ([], None)
    table = tmp_path / "表.xlsx"
    run("office", "export", "--period", "2026-07", "--out", str(table))
    told = [str(cell.value) for row in load_workbook(table)["口径说明"].iter_rows() for cell in row]
    assert any("7月起目标由24座调整为36座（东水〔2026〕15号）。" in words for words in told)
    first = json.loads(run("office", "plan", "show", "--version", "1", "--json")[1])
    assert targets(first)["病险水库除险加固"] == "≥24座"
    listed = json.loads(run("office", "plan", "list", "--json")[1])
    assert [(row["version"], row["since"], row["paper"]) for row in listed] == [
        (1, "2026-01", ""),
        (2, "2026-07", "东水〔2026〕15号"),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("1-1", "--from", "2026-07", "--target", "24", "--reason", "同"), "与现行计划相同"),
        (
            ("1-1", "--from", "2025-07", "--target", "30", "--reason", "同"),
            "不在《东山县水利局2026年工作要点》",
        ),
        (("1-1", "--from", "2026-07", "--target", "若干", "--reason", "同"), "不是数字"),
        (("1-1", "--from", "2026-07", "--target", "30", "--reason", " "), "未写明调整的理由"),
        (("9-9", "--from", "2026-07", "--target", "30", "--reason", "同"), "没有编号“9-9”"),
        (("M2-1", "--from", "2026-07", "--target", "30", "--reason", "同"), "是事项，没有目标值"),
        (("1-1", "--from", "2026-07", "--target", "-3", "--reason", "同"), "目标值应大于0"),
    ],
)
def test_that_an_adjustment_that_cannot_be_is_refused_and_nothing_changed(
    run: Run, draft: Path, words: tuple[str, ...], told: str
) -> None:
    run("office", "plan", "adopt", str(draft))
    code, _out, err = run("office", "plan", "adjust", *words)
    assert code == 2
    assert told in err
    assert run("office", "plan", "list")[1].count("第") == 1


def test_that_a_plan_is_exported_and_taken_in_elsewhere(run: Run, draft: Path, tmp_path: Path) -> None:
    run("office", "plan", "adopt", str(draft))
    file = tmp_path / "计划.toml"
    assert run("office", "plan", "export", str(file))[0] == 0
    assert run("unit", "plan", "import", str(file))[0] == 0
    ours, theirs = (json.loads(run(folder, "plan", "show", "--json")[1]) for folder in ("office", "unit"))
    assert ours == theirs


def test_that_the_plan_of_2025_stays_beside_that_of_2026_where_it_was_reported_on(
    run: Run, draft: Path
) -> None:
    run("office", "record", "H-3", "--period", "2025-06", "--cumulative", "70")
    run("office", "plan", "adopt", str(draft))
    assert [line[:5] for line in run("office", "plan", "list")[1].splitlines()] == ["2025年", "2026年"]
    assert shown(run, "office", "2025-06")["高新技术企业新增数"]["cumulative"] == "70"
    assert "水利投资" in shown(run, "office", "2026-06")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "不是计划草案"),
        (b"\xff\xfe\x00", "不是计划草案"),
        (b"[" * 100_000, "不是计划草案"),
        (b'{"title": 3}', "不是计划草案（$.title处）"),
        ('{"title": "某局2026年工作要点", "year": 2026}'.encode(), "没有指标，也没有事项"),
        (b'{"title": ""}', "草案没有标题"),
    ],
)
def test_that_what_is_no_draft_is_refused_by_name_and_nothing_changed(
    run: Run, tmp_path: Path, data: bytes, told: str
) -> None:
    file = tmp_path / "草案.json"
    file.write_bytes(data)
    code, _out, err = run("office", "plan", "adopt", str(file))
    assert code == 2
    assert told in err
    assert "Traceback" not in err
    assert run("office", "plan", "list")[1].startswith("2025年　第1版")


def test_that_everything_wrong_in_a_draft_is_said_at_once(run: Run, draft: Path) -> None:
    listed = json.loads(draft.read_text(encoding="utf-8"))
    first, second = listed["targets"][-2:]
    first["kind"], second["value"] = "magic", "许多"
    listed["homeless"] = []
    draft.write_text(json.dumps(listed), encoding="utf-8")
    code, _out, err = run("office", "plan", "adopt", str(draft))
    assert code == 2
    assert "类型“magic”有误" in err
    assert "“许多”不是数字" in err


LAST_YEAR = """东山县水利局2025年工作要点

2025年，全县水利工作的主要目标是：完成水利投资10亿元；农村自来水普及率提高0.5个百分点、达到96%。
一、加快工程建设
1.推进水库除险加固。完成病险水库除险加固20座。
"""


def adopted(run: Run, tmp_path: Path, text: str) -> None:
    document, file = tmp_path / "上年.txt", tmp_path / "上年.json"
    document.write_text(text, encoding="utf-8")
    file.write_text(run("none", "plan", "read", str(document), "--json")[1], encoding="utf-8")
    assert run("office", "plan", "adopt", str(file))[0] == 0


def test_that_the_year_turns_with_its_comparisons(run: Run, draft: Path, tmp_path: Path) -> None:
    """Investment: 0.5 by January 2025, 9 by November, 10 by December; 0.6 by January 2026.

    0.6 is 20 % more than 0.5, and 40 % less than the 10 − 9 = 1 of December. The rate begins at 96.2, as it
    was at the end of 2025: 96.3 of 96.5 is a third of the way.
    """
    adopted(run, tmp_path, LAST_YEAR)
    for period, amount in (("2025-01", "0.5"), ("2025-11", "9"), ("2025-12", "10")):
        assert run("office", "record", "H-1", "--period", period, "--cumulative", amount)[0] == 0
    run("office", "record", "H-2", "--period", "2025-12", "--value", "96.2")
    run("office", "units", "add", "建设科")
    run("office", "duty", "1", "--lead", "建设科", "--year", "2025")
    run("office", "plan", "adopt", str(draft))
    code, out, _err = run("office", "plan", "turn", "--to", "2026", "--json")
    assert code == 0
    rows = {row["new"]: row for row in json.loads(out)}
    assert (rows["H-1"]["match"], rows["H-1"]["accepted"], rows["H-1"]["last_year"][0]) == (
        "同一",
        True,
        "0.5",
    )
    assert (rows["H-2"]["baseline"], rows["H-2"]["as_of"]) == ("96.2", "2025-12-31")
    run("office", "record", "H-1", "--period", "2026-01", "--cumulative", "0.6")
    run("office", "record", "H-2", "--period", "2026-01", "--value", "96.3")
    january = shown(run, "office", "2026-01")
    investment, rate = january["水利投资"], january["农村自来水普及率"]
    assert (investment["last_year"], investment["year_on_year"]) == ("0.5", "+20.0%")
    assert investment["period_on_period"] == "−40.0%"
    assert (rate["baseline"], rate["completion"], rate["year_on_year"]) == ("96.2", "33.3", None)
    assert rate["period_on_period"] == "+0.1个百分点"
    listed = json.loads(run("office", "plan", "show", "--json")[1])
    assert {"subject_id": "1", "role": "牵头单位", "names": ["建设科"]} in listed["duties"]
    assert shown(run, "office", "2025-12")["水利投资"]["cumulative"] == "10"


def test_that_a_correction_of_the_old_year_corrects_the_baseline(
    run: Run, draft: Path, tmp_path: Path
) -> None:
    adopted(run, tmp_path, LAST_YEAR)
    run("office", "record", "H-2", "--period", "2025-12", "--value", "96.2")
    run("office", "plan", "adopt", str(draft))
    run("office", "plan", "turn", "--to", "2026")
    run("office", "record", "H-2", "--period", "2025-12", "--value", "96.1")
    run("office", "plan", "turn", "--to", "2026")
    assert shown(run, "office", "2026-01")["农村自来水普及率"]["baseline"] == "96.1"


def test_that_only_a_look_at_the_turn_changes_nothing(run: Run, draft: Path, tmp_path: Path) -> None:
    adopted(run, tmp_path, LAST_YEAR)
    run("office", "record", "H-2", "--period", "2025-12", "--value", "96.2")
    run("office", "plan", "adopt", str(draft))
    code, out, _err = run("office", "plan", "turn", "--to", "2026", "--dry-run")
    assert code == 0
    assert "√ H-2 农村自来水普及率 → H-2 农村自来水普及率（同一）" in out
    assert out.splitlines()[-1].startswith("2026年可以承接2025年的")
    assert shown(run, "office", "2026-01")["农村自来水普及率"]["baseline"] == "96"


def test_that_a_year_without_a_plan_does_not_turn(run: Run, draft: Path) -> None:
    code, _out, err = run("office", "plan", "turn", "--to", "2026")
    assert (code, err) == (2, "错误：尚未采用2026年的工作计划。请先用plan adopt采用。\n")
    run("office", "plan", "adopt", str(draft))
    code, _out, err = run("office", "plan", "turn", "--to", "2026")
    assert (code, err) == (2, "错误：2026年以前没有工作计划可以承接。\n")


def breakdown(run: Run, draft: Path, tmp_path: Path) -> Path:
    """The office's 任务分解表: a unit, a duty, a deadline and a baseline were set."""
    run("office", "plan", "adopt", str(draft))
    run("office", "units", "add", "建设科")
    run("office", "units", "add", "供水科")
    run("office", "duty", "1", "--lead", "建设科", "--person", "李工", "--deadline", "9月底")
    file = tmp_path / "任务分解表.xlsx"
    assert run("office", "plan", "export", str(file))[0] == 0
    return file


def test_that_a_task_breakdown_sets_up_a_fresh_unit_in_one_step(
    run: Run, draft: Path, tmp_path: Path
) -> None:
    file = breakdown(run, draft, tmp_path)
    code, out, _err = run("unit", "plan", "import", str(file))
    assert code == 0
    assert out.splitlines()[-1].startswith("已接受《东山县水利局2026年工作要点》的任务分解表，改动")
    ours, theirs = (json.loads(run(folder, "plan", "show", "--json")[1]) for folder in ("office", "unit"))
    assert ours == theirs
    assert [unit["name"] for unit in json.loads(run("unit", "units", "--json")[1])][1:] == [
        "建设科",
        "供水科",
    ]
    assert run("unit", "plan", "import", str(file))[1].endswith("改动0处。\n")
    assert run("unit", "undo")[0] == 0
    assert run("unit", "plan", "list")[1].startswith("2025年")


def test_that_what_was_typed_into_the_breakdown_is_read_back(run: Run, draft: Path, tmp_path: Path) -> None:
    file = breakdown(run, draft, tmp_path)
    book = load_workbook(file)
    sheet = book["任务分解表"]
    heads = [cell.value for cell in sheet[3]]
    rows = {row[-1].value: row for row in sheet.iter_rows(min_row=4)}
    for key, head, value in (
        ("2", "牵头科室", "供水科"),
        ("2", "完成时限", "11月底"),
        ("1-1", "6月计划", 10),
        ("H-2", "基数", "95.9"),
    ):
        rows[key][heads.index(head)].value = value
    book.save(file)
    assert run("office", "plan", "import", str(file))[0] == 0
    listed = json.loads(run("office", "plan", "show", "--json")[1])
    assert {"subject_id": "2", "role": "牵头单位", "names": ["供水科"]} in listed["duties"]
    assert {row["id"]: row["baseline"] for row in listed["targets"]}["H-2"] == "95.9"
    run("office", "record", "1-1", "--period", "2026-06", "--cumulative", "10")
    figure = shown(run, "office", "2026-06")["病险水库除险加固"]
    assert (figure["pace"], figure["gap"]) == ("41.7", "0.0")


def test_that_cells_of_a_breakdown_that_cannot_be_read_are_named_and_all_others_are_taken(
    run: Run, draft: Path, tmp_path: Path
) -> None:
    file = breakdown(run, draft, tmp_path)
    book = load_workbook(file)
    sheet = book["任务分解表"]
    heads = [cell.value for cell in sheet[3]]
    rows = {row[-1].value: row for row in sheet.iter_rows(min_row=4)}
    rows["2"][heads.index("牵头科室")].value = "无此科"
    rows["1-1"][heads.index("6月计划")].value = "很多"
    rows["1"][heads.index("基数")].value = "5"
    rows["1"][heads.index("责任人")].value = "王工"
    book.save(file)
    code, out, _err = run("office", "plan", "import", str(file))
    assert code == 2
    for words in ("没有名为“无此科”的单位", "“很多”", "任务和事项没有基数"):
        assert words in out
    duties = json.loads(run("office", "plan", "show", "--json")[1])["duties"]
    assert [duty["names"] for duty in duties if duty["subject_id"] == "1"] == [["建设科"], ["王工"]]
    assert not [duty for duty in duties if duty["subject_id"] == "2"]


@pytest.mark.parametrize("folder", ["office", "unit"])
def test_that_a_damaged_breakdown_is_refused_by_name(
    run: Run, draft: Path, tmp_path: Path, folder: str
) -> None:
    file = breakdown(run, draft, tmp_path)
    book = load_workbook(file)
    book["分解表识别页"]["B3"].value = str(book["分解表识别页"]["B3"].value)[:-9]
    book.save(file)
    code, _out, err = run(folder, "plan", "import", str(file))
    assert (code, err) == (2, "错误：“任务分解表.xlsx”：任务分解表的识别页已损坏。请重新导出一份。\n")
    file.write_bytes(b"PK\x03\x04" + b"x" * 99)
    assert run(folder, "plan", "import", str(file))[0] == 2


def test_that_a_year_with_figures_keeps_its_plan(run: Run, draft: Path, tmp_path: Path) -> None:
    file = breakdown(run, draft, tmp_path)
    adopted_elsewhere = tmp_path / "另.txt"
    adopted_elsewhere.write_text(DOCUMENT.replace("东山县水利局", "西山县水利局"), encoding="utf-8")
    other = tmp_path / "另.json"
    other.write_text(run("none", "plan", "read", str(adopted_elsewhere), "--json")[1], encoding="utf-8")
    run("unit", "plan", "adopt", str(other))
    run("unit", "record", "1-1", "--period", "2026-03", "--increment", "1")
    code, _out, err = run("unit", "plan", "import", str(file))
    assert code == 2
    assert "本机2026年填报的是《西山县水利局2026年工作要点》" in err
