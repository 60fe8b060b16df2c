"""Drafts and templates of reports as they are kept, and what a report is made of with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.breakdown import export_breakdown, inspect_breakdown, take_breakdown
from cixi_desktop.actions.record import record
from cixi_desktop.actions.report import (
    export_template,
    import_template,
    keep_draft,
    make_report,
    template_of,
)
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.report_drafts import ReportDraft
from cixi_desktop.reports.report import Report, ReportKind
from cixi_desktop.reports.template import default_template
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

JUNE = month(2025, 6)
DRAFT = ReportDraft(unit_id="", report="2025-06", signer="王某")


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(plan=plan_2025(), store=MemoryStore(), actor="张三")
    record(made, "H-3", JUNE, {"cumulative": "70"})
    return made


def report(workspace: Workspace) -> Report:
    day = date(2025, 7, 1)
    return make_report(workspace.plan, workspace.store, ReportKind.MONTH, JUNE, unit_name=None, today=day)


def test_that_a_draft_is_kept_by_revision_and_taken_back(workspace: Workspace) -> None:
    keep_draft(workspace, DRAFT)
    assert report(workspace).foot == ("签发：王某",)
    keep_draft(workspace, ReportDraft(unit_id="", report="2025-06", signer="李某"))
    keep_draft(workspace, ReportDraft(unit_id="", report="2025-06", signer="李某"))
    assert [each.signer for each in workspace.store.past(DRAFT)] == ["王某", "李某"]
    keep_draft(workspace, ReportDraft(unit_id="", report="2025-06"))
    assert report(workspace).foot == ()


def test_that_a_change_of_a_draft_can_be_undone(workspace: Workspace) -> None:
    keep_draft(workspace, DRAFT)
    workspace.undo()
    assert report(workspace).foot == ()


def test_that_a_template_goes_out_and_comes_back_changed(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "模板.txt"
    export_template(workspace.store, ReportKind.MONTH, out=path)
    changed = path.read_text(encoding="utf-8-sig").replace("## 总体情况", "## 基本情况")
    import_template(workspace, ReportKind.MONTH, changed.encode("gb18030"))
    assert "一、基本情况" in report(workspace).text
    assert template_of(workspace.store, ReportKind.QUARTER) == ""
    import_template(workspace, ReportKind.MONTH, default_template(ReportKind.MONTH).encode())
    assert template_of(workspace.store, ReportKind.MONTH) == ""
    before = workspace.store.operations(limit=9)
    import_template(workspace, ReportKind.MONTH, default_template(ReportKind.MONTH).encode())
    assert workspace.store.operations(limit=9) == before


@pytest.mark.parametrize("data", [b"\xff\xff", b"x" * 200_001], ids=["no text", "too large"])
def test_that_a_file_that_is_no_template_is_refused(workspace: Workspace, data: bytes) -> None:
    with pytest.raises(CixiError):
        import_template(workspace, ReportKind.MONTH, data)


WORDS = Basis(target_id="H-3", short="高企", phrase="净增高企{}", every=3, published="2026年3月")


def test_that_a_figure_is_told_in_the_bureaus_own_words(workspace: Workspace) -> None:
    assert "新增高新技术企业70家" in report(workspace).text
    workspace.perform("改口径", (Change(None, WORDS),))
    assert "净增高企70家" in report(workspace).text
    figure = workspace.plan.indicator("H-3")
    assert figure is not None
    assert (figure.short, figure.every) == ("高企", 3)


def test_that_a_breakdown_carries_what_texts_call_a_figure(workspace: Workspace, tmp_path: Path) -> None:
    workspace.perform("改口径", (Change(None, WORDS),))
    out = tmp_path / "任务分解表.xlsx"
    export_breakdown(workspace, out, datetime(2025, 7, 1))  # noqa: DTZ001
    other = Workspace(plan=plan_2025(), store=MemoryStore(), actor="李四")
    take_breakdown(other, inspect_breakdown(other, out.read_bytes()))
    assert [*other.store.load(Basis)] == [WORDS]
