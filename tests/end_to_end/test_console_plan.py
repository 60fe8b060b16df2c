"""A plan read at the command line, without a data file."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

import main

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "东山县水利局2026年工作要点\n一、建设\n1.新建水库。新建水库2座以上。\n2.治理河道。治理河道9公里。\n"


def test_that_a_document_is_read_to_json_and_no_data_file_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "要点.txt", tmp_path / "data"
    file.write_text(PLAN, encoding="gb18030")
    assert main.main(["--data", str(folder), "plan", "read", str(file), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert (listed["title"], listed["issuer"], listed["year"]) == (
        "东山县水利局2026年工作要点",
        "东山县水利局",
        2026,
    )
    assert [(row["value"], row["unit"], row["comparator"], row["sure"]) for row in listed["targets"]] == [
        ("2", "座", "≥", True),
        ("9", "公里", "≥", True),
    ]
    assert not folder.exists()


def test_that_standard_input_is_read_and_listed_for_a_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode())))
    assert main.main(["plan", "read", "-"]) == 0
    assert capsys.readouterr().out.strip().endswith("指标2项，事项0项；每个数字都有归属。")


@pytest.mark.parametrize(
    ("words", "told"),
    [(["plan", "read", "/none/x.txt"], "无法打开"), (["plan"], "缺少参数"), (["plan", "eat"], "命令有误")],
)
def test_that_what_cannot_be_done_is_said(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(words) == 2
    assert told in capsys.readouterr().err
