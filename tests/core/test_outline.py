"""The outline shows the same plan that is loaded later."""

from __future__ import annotations

import re

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.outline import Place, read_outline
from cixi_desktop.planfile import load_plan
from resources import ROOT

TEXT = (ROOT / "plans" / "2025.toml").read_text(encoding="utf-8")


def test_that_the_outline_and_the_loaded_plan_have_the_same_rows() -> None:
    outline, plan = read_outline(TEXT), load_plan(TEXT)
    assert (outline.year, outline.title) == (plan.year, plan.document.title)
    assert [(s.id, s.title) for s in outline.sections] == [(s.id, s.title) for s in plan.all_sections]
    tasks = [task for section in outline.sections for task in section.tasks]
    assert [(task.id, task.title) for task in tasks] == [(task.id, task.title) for task in plan.tasks]
    for task in tasks:
        known = plan.task(task.id)
        assert list(task.places) == [
            *(Place(c.id, c.indicator_id, c.name, c.citation.quote) for c in plan.commitments_in(known)),
            *(Place(i.id, i.id, i.name, i.citation.quote) for i in plan.items_in(known)),
        ]


def test_that_the_headline_targets_are_shown_first() -> None:
    outline = read_outline(TEXT)
    assert outline.first_task_id == "总体"
    assert outline.has_task("12")
    assert not outline.has_task("13")


@pytest.mark.parametrize("text", ["[plan", "", "[plan]\nyear = 'x'\n", "plan = 1"])
def test_that_a_file_that_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(CixiError, match="工作要点文件有误"):
        read_outline(text)


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        ("^(id|name|title) = '([^']*)'", r'\1 = "\2"'),
        ("^(quote|indicator) = ", r'  "\1"=  '),
        (r"^\[\[section.task.(\w+)\]\]", r"  [[ section.task.\1 ]]  # 指标或事项"),
        (r"^\[\[section\]\]", '[["section"]]'),
        ("'''", '"""'),
    ],
)
def test_that_it_does_not_matter_how_a_plan_is_written(pattern: str, instead: str) -> None:
    written = re.sub(pattern, instead, TEXT, flags=re.MULTILINE)
    assert written != TEXT
    assert read_outline(written) == read_outline(TEXT)
