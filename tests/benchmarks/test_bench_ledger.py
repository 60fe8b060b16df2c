"""Pasting 500 rows into a list: read, compared, kept and undone; run with --benchmark-enable."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cixi_desktop.actions.ledger import add_rows, blank_row
from cixi_desktop.assessment.counting import name_key, namesakes
from cixi_desktop.checks.validation import check_month
from cixi_desktop.pasting.blocks import parse_block
from cixi_desktop.pasting.ledger_paste import list_columns, plan_list
from cixi_desktop.periods import month
from cixi_desktop.workspace import Workspace
from db.store import open_store
from tests.support.figures import plan_2025

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

ROWS = 500
MOST_SECONDS = 1.0
JUNE = month(2025, 6)
LIST = "企业名称\t认定日期\t所在镇\t证书编号\n" + "\n".join(
    f"慈溪示例{number}科技有限公司\t2025/6/{1 + number % 30}\t周巷镇\tGR{number:08}" for number in range(ROWS)
)


def paste(workspace: Workspace) -> None:
    """Everything that happens between Ctrl+V and the figure that has followed."""
    target = workspace.plan.target("8-1")
    block = parse_block(LIST)
    blank = blank_row(workspace, target.id, JUNE)
    pasted = plan_list(target, block, list_columns(target, block, JUNE.year), blank)
    if target.ledger is not None:
        namesakes(target.ledger, pasted.accepted)
    add_rows(workspace, target.id, pasted.accepted)
    workspace.assess(JUNE)
    check_month(workspace.plan, workspace.content, JUNE)


def test_that_500_pasted_rows_take_less_than_a_second(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.prepare()
    workspace = Workspace(plan=plan_2025(), store=store, actor="张三")

    def paste_and_undo() -> float:
        name_key.cache_clear()
        start = time.perf_counter()
        paste(workspace)
        taken = time.perf_counter() - start
        workspace.undo()
        return taken

    taken = benchmark(paste_and_undo)
    store.close()
    assert taken < MOST_SECONDS or not benchmark.enabled
