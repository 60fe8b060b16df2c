"""A plan as lines for reading: sections, tasks with their leads, and what each commits to."""

from __future__ import annotations

from msgspec.structs import replace

from cixi_desktop.plans.listing import plan_lines
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.units import UNASSIGNED, Unit
from tests.support.figures import plan_2025


def test_that_a_plan_is_listed_with_its_tasks_figures_items_and_leads() -> None:
    unit, duty = Unit(id="1", name="高新科"), Duty(subject_id="8", lead_unit_id="1")
    content = Content(unit=Unit(id="0", name="未分配"), records={each.key: each for each in (unit, duty)})
    lines = list(plan_lines(plan_2025(), content))
    assert lines[0].startswith("《")
    assert sum(line.startswith("　　○") for line in lines) == 76
    assert len({line.split()[1] for line in lines if line.startswith("　　●")}) >= 23
    assert [line for line in lines if line.endswith("（高新科）")] == [
        line for line in lines if line.startswith("　") and "（高新科）" in line
    ]
    assert any(line.endswith("（高新科）") for line in lines)


def test_that_an_adjusted_plan_says_from_when_why_and_by_which_paper() -> None:
    plan = replace(plan_2025(), version="2", since=7, reason="省里调整", paper="5号")
    lines = list(plan_lines(plan, Content(unit=UNASSIGNED)))
    assert lines[1].endswith("第2版")
    assert lines[2] == "7月起：省里调整（5号）"
