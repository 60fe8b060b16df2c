"""Reports by the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from pypdf import PdfReader

import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

JUNE = ("--period", "2025-06")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a data folder of its own; exit code, stdout and stderr."""

    def run_command(*words: str) -> tuple[int, str, str]:
        code = main.main(["--data", str(tmp_path / "data"), *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    assert run_command("record", "H-6", *JUNE, "--cumulative", "19.80", "--unit", "甲科")[0] == 0
    assert run_command("note", "总体", *JUNE, "--problems", "新开工项目不足。", "--unit", "甲科")[0] == 0
    return run_command


def test_that_a_month_is_written_as_word_text_and_pdf(run: Run, tmp_path: Path) -> None:
    for ending, *unit in (("docx",), ("txt", "--unit", "全部单位"), ("pdf",)):
        code, out, _ = run("report", "month", *JUNE, *unit, "--out", str(tmp_path / f"六月.{ending}"))
        assert code == 0
        assert out.startswith(
            f"已输出：{tmp_path / f'六月.{ending}'}　关于2025年6月工作要点进展情况的通报\n核对　"
        )
    sentence = "1—6月累计19.80亿元，完成年度目标的39.6%，慢于序时进度10.4个百分点"
    document = docx.Document(str(tmp_path / "六月.docx"))
    assert any(sentence in paragraph.text for paragraph in document.paragraphs)
    assert sentence in (tmp_path / "六月.txt").read_text(encoding="utf-8-sig")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "六月.pdf").pages)
    assert "19.80亿元" in "".join(text.split())


@pytest.mark.parametrize(
    ("kind", "period", "title"),
    [
        ("quarter", "2025-Q2", "2025年第二季度工作要点执行情况分析"),
        ("half", "2025-H1", "慈溪市科学技术局2025年上半年工作总结和下半年工作安排"),
        ("year", "2025", "慈溪市科学技术局2025年工作要点完成情况评价报告"),
    ],
)
def test_that_longer_periods_have_reports_of_their_own(
    run: Run, tmp_path: Path, kind: str, period: str, title: str
) -> None:
    path = tmp_path / "报告.txt"
    assert run("report", kind, "--period", period, "--out", str(path))[0] == 0
    assert title in path.read_text(encoding="utf-8-sig").splitlines()


def test_that_a_unit_has_its_own(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "甲科.txt"
    assert run("report", "month", *JUNE, "--unit", "甲科", "--out", str(path))[0] == 0
    assert "甲科2025年6月工作要点进展情况" in path.read_text(encoding="utf-8-sig").splitlines()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("quarter", *JUNE, "--out", "a.txt"), "2025年6月不能出这种报告。"),
        (("month", *JUNE, "--out", "a.odt"), "不能写成“.odt”文件。"),
        (("month", *JUNE, "--out", "a.txt", "--unit", "丙科"), "没有名为“丙科”的单位。"),
        (("week", *JUNE, "--out", "a.txt"), "没有“week”这一项"),
    ],
)
def test_that_what_cannot_be_written_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], fault: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("report", *words)
    assert code == 2
    assert fault in err
    assert not list(tmp_path.glob("a.*"))


def test_that_a_template_is_exported_and_imported(run: Run, tmp_path: Path) -> None:
    file, text = tmp_path / "模板.txt", tmp_path / "六月.txt"
    assert run("report-template", "month", "--out", str(file)) == (0, f"已导出：{file}\n", "")
    words = file.read_text(encoding="utf-8-sig").replace(
        "## 总体情况", "## 基本情况\n全局共评判{评判项数}项。"
    )
    file.write_text(words, encoding="utf-8")
    assert run("report-template", "month", "--from", str(file))[:2] == (0, "已采用这份模板。\n")
    assert run("report", "month", *JUNE, "--out", str(text))[0] == 0
    assert "一、基本情况\n　　全局共评判1项。\n" in text.read_text(encoding="utf-8-sig")
    file.write_text("{没有的部分}", encoding="utf-8")
    code, _, err = run("report-template", "month", "--from", str(file))
    assert (code, err.startswith("错误：模板第1行：没有{没有的部分}。")) == (2, True)
    assert run("report-template", "month", "--from", str(tmp_path / "无.txt"))[0] == 2
