"""The bureau's own template of a report: headings, order, sentences with fields; what cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.report import Heading, Report, ReportKind
from cixi_desktop.reports.template import check_template, default_template, with_template
from tests.support.figures import content_of, count, entry, plan_of
from tests.support.reports import bureau_of, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.material import Material

FIGURE = count("120", name="企业新增数", phrase="新增企业{}")
MATERIAL = bureau_of(plan_of(FIGURE), content_of(entry(FIGURE, 6, cumulative="3")))


def made(text: str) -> Report:
    check_template(ReportKind.MONTH, text)
    return with_template(compose(MATERIAL), text, MATERIAL)


@pytest.mark.parametrize("kind", list(ReportKind))
def test_that_the_programs_own_template_can_be_imported(kind: ReportKind) -> None:
    check_template(kind, default_template(kind))


@pytest.mark.parametrize(
    ("kind", "key"),
    [*zip(ReportKind, ("2025-06", "2025-Q2", "2025-H1", "2025"), strict=True)],
)
def test_that_the_programs_own_template_leaves_the_report_as_it_is(
    material: Callable[..., Material], report: Callable[..., Report], kind: ReportKind, key: str
) -> None:
    """Every part that is written has its place in it."""
    assert with_template(report(key), default_template(kind), material(key)).text == report(key).text


def test_that_parts_are_moved_renamed_and_left_out() -> None:
    report = made("## 慢的指标\n{滞后和欠序时情况}\n## 总体情况\n{总体情况}\n")
    assert paragraphs(report, "慢的指标")[0].startswith("企业新增数")
    assert "一、慢的指标" in report.text
    assert "二、总体情况" in report.text
    assert "下一步工作要求" not in report.text


def test_that_sentences_of_the_bureau_are_filled_with_numbers() -> None:
    report = made("标题：{所属期}简报\n## 总体\n共评判{评判项数}项，滞后{滞后项数}项。\n{总体情况}\n")
    assert report.title == "2025年6月简报"
    assert paragraphs(report, "总体")[0] == "共评判1项，滞后1项。"


def test_that_lines_of_notes_are_not_written() -> None:
    assert "说明" not in made("# 说明一行\n{总体情况}\n").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{总体情况}\n{总数}\n", "模板第2行：没有{总数}。"),
        ("{总体情况}\n{总体情况}\n", "模板第2行：{总体情况}写了两次。"),
        ("共{总体情况}项。\n", "模板第1行：没有{总体情况}。"),
        ("只有一句话。\n", "模板里没有任何一部分正文。"),
    ],
)
def test_that_what_cannot_be_used_is_named_with_its_line(text: str, words: str) -> None:
    with pytest.raises(CixiError) as refused:
        check_template(ReportKind.MONTH, text)
    assert refused.value.message == words


def test_that_more_than_ten_headings_are_numbered_on() -> None:
    report = made("".join(f"## 附{n}\n说明。\n" for n in range(1, 12)) + "## 总体\n{总体情况}\n")
    heads = [block.words for block in report.blocks if isinstance(block, Heading)]
    assert heads[-2:] == ["十一、附11", "十二、总体"]
