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


def test_that_what_cannot_be_divided_is_refused(run: Run) -> None:
    for words, told in (
        (("M2-1", "建设科1"), "“M2-1”不是指标"),
        (("1-1", "财务科3"), "“财务科3”读不出单位和数"),
    ):
        code, _out, err = run("office", "plan", "share", *words)
        assert code == 2
        assert told in err
    run("office", "plan", "share", "1-1", "建设科24")
    assert run("office", "plan", "share", "1-1", "")[1] == "1-1“病险水库除险加固”不分解。\n"
