"""What is not judged is told with its reason; what went beyond 左右 is left to be looked at."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.assess import assess
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.plan import Modality
from cixi_desktop.records.entries import State
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.overall import how_figures_stand
from cixi_desktop.values import Comparator
from tests.support.figures import YEAR, content_of, count, entry, item, level, plan_of
from tests.support.reports import bureau_of, material_of, paragraphs, tables

PROJECTS = count(
    "15", name="重点研发项目", comparator=Comparator.ABOUT, phrase="实施重点研发项目{}", unit="个"
)


def test_that_what_went_beyond_the_band_of_its_target_is_told() -> None:
    """15 and a tenth of it are 16.5: 16 lie within 左右, 17 do not."""
    for value, told in (
        ("16", []),
        ("17", ["实施重点研发项目17个，高于年度目标（15个左右）幅度，供研究是否调整安排。"]),
    ):
        for at, number, part in (("2025-Q2", 6, "分析和预判"), ("2025", 12, "问题和分析")):
            content = content_of(entry(PROJECTS, number, cumulative=value))
            found = paragraphs(compose(bureau_of(plan_of(PROJECTS), content, at=at)), part)
            assert [words.removeprefix("高于目标幅度。") for words in found] == told


@pytest.mark.parametrize(
    ("second", "third", "told"),
    [
        ("5", "10", "完成年度目标2项，未完成1项；其中约束性指标2项完成1项，力争、争取类1项完成。"),
        (
            "9",
            "5",
            "完成年度目标1项，基本完成1项，未完成1项；其中约束性指标2项均完成或基本完成，力争、争取类1项未完成。",
        ),
    ],
)
def test_that_binding_and_striving_figures_are_counted_apart_at_the_years_end(
    second: str, third: str, told: str
) -> None:
    """Two are binding, 10 and 10左右 (9 lie within a tenth of it), and one of 10 is 力争."""
    first, about, striving = (
        count("10", id="X-1"),
        count("10", id="X-2", comparator=Comparator.ABOUT),
        count("10", id="X-3"),
    )
    plan = plan_of(first, about, striving)
    plan = replace(
        plan,
        commitments=(*plan.commitments[:2], replace(plan.commitments[2], modality=Modality.STRIVING)),
    )
    content = content_of(
        entry(first, 12, cumulative="10"),
        entry(about, 12, cumulative=second),
        entry(striving, 12, cumulative=third),
    )
    december = how_figures_stand(assess(plan, content, month(YEAR, 12)))
    assert december.words == f"评判指标3项，{told}"


def test_that_grey_figures_are_told_with_reason_day_and_what_is_known() -> None:
    rate = level("3.69", "3.59", id="X-1", name="投入强度", phrase="投入强度为{}")
    days = count("50", id="X-2", name="开放天数", unit="天", phrase="开放{}")
    greys = (
        entry(rate, 6, state=State.PENDING, reason="统计部门次年公布"),
        entry(days, 5, cumulative="20", as_of=date(YEAR, 5, 31)),
        entry(days, 6, state=State.NO_DATA, reason="停馆检修"),
    )
    made = compose(material_of(plan_of(rate, days), *greys, at="2025-H1"))
    assert paragraphs(made, "重点任务进展") == [
        "任务。投入强度待公布（统计部门次年公布）。开放天数本期无数据（停馆检修，截至5月底为20天）。"
    ]


def test_that_an_open_item_gives_the_reason_of_its_grey_light() -> None:
    work = item(ItemKind.HARD, name="办法")
    known = entry(work, 12, state=State.NOT_DUE, reason="等待上位法")
    made = compose(bureau_of(plan_of(work), content_of(known), at="2025"))
    assert tables(made)["表3"].rows[0][:3] == ("办法", "◇未到节点", "等待上位法")
