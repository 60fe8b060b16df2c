"""A draft as JSON and as lines, and the plan of 2025 read anew from its own text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from cixi_desktop.planfile import load_plan
from cixi_desktop.plans.listing import draft_as_json, draft_lines
from cixi_desktop.plans.reading import read_plan
from resources import ROOT
from tests.support.plans import draft

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.plans.draft import Draft

SMALL = (
    "主要目标：城乡供水率提升2个百分点、达96%；投资完成110亿元，增长10%。",
    "一、建设",
    "1.新建水库。新建水库2至3座，修订《办法》。",
    "（1）建闸5座。",
    "二、管理",
    "全年巡查不少于8次，合格率达90%。",
    "城乡供水率提升2个百分点。",
)


def rows(found: Draft) -> list[dict[str, Any]]:
    listed: Any = draft_as_json(found)["targets"]
    return list(listed)


def test_that_each_quantity_is_a_row() -> None:
    found = draft(*SMALL)
    assert [(row["id"], row["comparator"], row["value"], row["unit"]) for row in rows(found)][:3] == [
        ("H-1", "≥", "96", "%"),
        ("H-1+", "≥", "2", "个百分点"),
        ("H-2", "≥", "110", "亿元"),
    ]
    assert (rows(found)[4]["comparator"], rows(found)[4]["value"]) == ("range", ["2", "3"])
    assert rows(found)[-1]["same_as"] == "H-1"
    assert (rows(found)[-1]["value"], rows(found)[-1]["target"], rows(found)[-1]["target_unit"]) == (
        "2",
        "96",
        "%",
    )


def test_that_only_numbered_tasks_are_listed_as_such() -> None:
    listed: Any = draft_as_json(draft(*SMALL))
    assert [task["title"] for task in listed["tasks"]] == ["新建水库"]
    assert [task["title"] for task in listed["paragraphs"]] == [
        "主要目标",
        "全年巡查不少于8次",
        "城乡供水率提升2个百分点",
    ]
    loose: Any = draft_as_json(draft("一是新建水库2座。", "二是治理河道9公里。"))
    assert len(loose["tasks"]) == 2


def test_that_a_person_can_read_it_and_sees_whether_every_number_has_a_home() -> None:
    lines = list(draft_lines(draft(*SMALL)))
    assert lines[:2] == ["东山县水利局2026年工作要点", "东山县水利局　2026年"]
    assert "　　● H-1 城乡供水率 ≥96%，水平，约束，基数94%，确定" in lines
    assert "　　○ 修订《办法》（硬任务）" in lines
    assert lines[-1].endswith("每个数字都有归属。")
    lost = replace(draft(*SMALL), homeless=((0, 2),))
    assert list(draft_lines(lost))[-1].endswith("还有1个数字没有归属。")
    assert next(draft_lines(draft("新建水库。", title=""))) == "（没有标题）"


@pytest.fixture(scope="module")
def plan() -> Plan:
    file = ROOT / "plans" / "2025.toml"
    return load_plan(file.read_text(encoding="utf-8"), file.name)


@pytest.fixture(scope="module")
def anew(plan: Plan) -> Draft:
    """The draft of the shipped plan, from its text as published."""
    lines = [plan.document.foreword, plan.document.title, plan.document.general]
    for number, section in enumerate(plan.sections):
        lines.append(f"{'一二三四'[number]}、{section.title}")
        lines += [f"{task.id}.{task.title}。{task.text}" for task in section.tasks]
    return read_plan("\n".join(lines))


def test_that_the_plan_of_2025_is_read_anew_with_all_its_figures(plan: Plan, anew: Draft) -> None:
    by_quote = {target.quote: target for target in anew.targets}
    assert len([target for target in anew.targets if not target.same_as]) == len(plan.indicators) == 23
    for commitment in plan.commitments:
        wanted = plan.indicator(commitment.indicator_id)
        assert wanted is not None
        quote = commitment.citation.quote
        found = max(
            by_quote.values(),
            key=lambda target: (
                (target.target == wanted.target) * len({*quote} & {*target.text}) / len(target.text) ** 0.5
            ),
        )
        assert (found.kind.value, found.target, found.unit) == (
            wanted.kind.value,
            wanted.target,
            wanted.unit,
        ), quote
        assert (found.relation.value, found.modality) == (wanted.comparator.value, commitment.modality), quote
        expected = wanted.baseline.value
        assert (found.baseline.value is None) == (expected is None), quote
        if expected is not None and found.baseline.value is not None:
            assert abs(found.baseline.value - expected) < Decimal("0.005"), quote


def test_that_nine_tenths_of_its_items_have_their_kind(plan: Plan, anew: Draft) -> None:
    right = 0
    for item in plan.items:
        found = [
            each
            for each in anew.items
            if item.citation.quote in each.quote or each.quote in item.citation.quote
        ]
        right += any(each.kind is item.kind for each in found)
    assert right * 10 >= len(plan.items) * 9


def test_that_every_number_of_the_plan_of_2025_has_a_home(anew: Draft) -> None:
    assert anew.homeless == ()
    assert [task.id for task in anew.tasks] == ["总体", *map(str, range(1, 13))]
