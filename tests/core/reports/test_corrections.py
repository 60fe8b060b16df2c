"""数据修订: what was revised since it was handed in, months that a revision took back, lists that changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.record import record
from cixi_desktop.actions.report import make_report
from cixi_desktop.actions.submit import submit
from cixi_desktop.periods import month, parse_period
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.report import kind_of
from cixi_desktop.workspace import Workspace
from tests.support.figures import amount, content_of, count, coverage, entry, level, plan_of
from tests.support.memory_store import MemoryStore
from tests.support.reports import bureau_of, paragraphs

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.reports.report import Report

SALES = amount("50", id="X-1", name="投资额", phrase="投资额为{}")
SHARE = level("3.46", "3.36", id="X-2", name="占比", phrase="占比为{}")
FIRMS = count("120", id="X-3", name="企业数", phrase="新增企业{}")
VISITS = coverage(id="X-4", name="企业走访覆盖率", phrase="企业走访覆盖率为{}")
MAY, JUNE = month(2025, 5), month(2025, 6)
REVISED = "投资额1—5月数由报送时的16.10亿元调整为15.90亿元（统计部门修订）。"
UNMOVED = "已报送月份亮灯不变。"


@pytest.fixture
def workspace() -> Workspace:
    """May handed in and revised since, June entered."""
    made = Workspace(plan=plan_of(SALES, SHARE, FIRMS), store=MemoryStore(), actor="张三")
    for target_id, field, number in (
        ("X-1", "cumulative", "16.10"),
        ("X-2", "value", "3.40"),
        ("X-3", "cumulative", "50"),
    ):
        record(made, target_id, MAY, {field: number})
    submit(made, MAY)
    record(made, "X-1", MAY, {"cumulative": "15.90", "reason": "统计部门修订"})
    record(made, "X-3", MAY, {"cumulative": "49"})
    for target_id, field, number in (("X-1", "cumulative", "19.80"), ("X-2", "value", "3.41")):
        record(made, target_id, JUNE, {field: number})
    return made


def made(workspace: Workspace, at: str) -> Report:
    period, plan, store = parse_period(at), workspace.plan, workspace.store
    kind = kind_of(period)
    assert kind is not None
    return make_report(plan, store, kind, period, unit_name=None, today=date(2025, 7, 1))


def test_that_a_published_figure_that_was_revised_is_told_with_what_was_handed_in(
    workspace: Workspace,
) -> None:
    """The count of firms is the unit's own and no statistics'; the share stands as it was handed in."""
    assert paragraphs(made(workspace, "2025-06"), "总体情况")[1] == f"{REVISED}{UNMOVED}"
    record(workspace, "X-2", MAY, {"value": "3.39"})
    assert paragraphs(made(workspace, "2025-Q2"), "总体情况") == []
    assert f"{REVISED}占比5月数由报送时的3.40%调整为3.39%。{UNMOVED}" in made(workspace, "2025-Q2").text
    submit(workspace, MAY)
    assert REVISED in made(workspace, "2025-06").text


def test_that_the_bureaus_report_tells_what_the_unit_whose_number_counts_had_handed_in() -> None:
    """乙科 has its own number of June, so that nobody's counts until the bureau decides."""
    store = MemoryStore()
    first = Workspace(plan=plan_of(SALES), store=store, actor="张三")
    for name in ("甲科", "乙科"):
        first.load(add_unit(first, name).id)
    first.load("1")
    record(first, "X-1", MAY, {"cumulative": "16.10"})
    submit(first, MAY)
    record(first, "X-1", MAY, {"cumulative": "15.90"})
    record(first, "X-1", JUNE, {"cumulative": "19.80"})
    assert "投资额1—5月数由报送时的16.10亿元调整为15.90亿元。" in made(first, "2025-06").text
    first.load("2")
    record(first, "X-1", JUNE, {"cumulative": "20.00"})
    assert "报送时" not in made(first, "2025-06").text


def test_that_only_the_months_since_the_last_report_are_looked_at(workspace: Workspace) -> None:
    record(workspace, "X-1", month(2025, 7), {"cumulative": "23.00"})
    assert "报送时" not in made(workspace, "2025-07").text
    assert REVISED in made(workspace, "2025-H1").text
    assert "报送时" not in made(workspace, "2025-05").text


def test_that_what_was_never_handed_in_is_not_revised(workspace: Workspace) -> None:
    record(workspace, "X-1", month(2025, 4), {"cumulative": "12.60"})
    record(workspace, "X-1", month(2025, 4), {"cumulative": "12.50"})
    record(workspace, "X-2", MAY, {"value": ""})
    assert made(workspace, "2025-Q2").text.count("报送时") == 1


@pytest.mark.parametrize(
    ("reason", "why"), [("前期数据修订。", "，原因是前期数据修订"), ("", "〔请补充：原因〕")]
)
def test_that_a_month_that_a_revision_took_back_is_told_with_its_reason(reason: str, why: str) -> None:
    """16.10 to 15.90: June brings −0.20; the quarter 15.90 − 8.90."""
    entries = (
        entry(SALES, 3, cumulative="8.90"),
        entry(SALES, 5, cumulative="16.10"),
        entry(SALES, 6, cumulative="15.90", reason=reason),
    )
    june = compose(bureau_of(plan_of(SALES), content_of(*entries)))
    assert paragraphs(june, "总体情况")[1] == f"投资额6月当月数为−0.20亿元{why}。"
    quarter = compose(bureau_of(plan_of(SALES), content_of(*entries), at="2025-Q2"))
    assert "数为−" not in quarter.text


def listed_plan(plan: Plan, at: str) -> str:
    entries = (
        entry(VISITS, 6, numerator="40", denominator="86"),
        entry(VISITS, 7, numerator="45", denominator="80"),
    )
    return compose(bureau_of(plan, content_of(*entries), at=at)).text


def test_that_a_list_that_was_changed_is_told_from_its_month_on() -> None:
    plan = plan_of(VISITS)
    told = "企业走访名单由86家调整为80家，自7月起执行。以前月份不重算。"
    assert told in listed_plan(plan, "2025-07")
    assert told in listed_plan(plan, "2025-Q3")
    assert "名单由" not in listed_plan(plan, "2025-06")
    assert "名单由" not in listed_plan(plan, "2025-08")
