"""A plan as lines for reading: sections, tasks with their leads, and what each commits to."""

from __future__ import annotations

from cixi_desktop.plans.listing import plan_lines
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.units import Unit
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
