"""补齐文字: what is told in words once all figures and stages are there."""

from __future__ import annotations

import pytest

from cixi_desktop.actions.carry import missing_words, word_lines, write_missing_words
from cixi_desktop.actions.lock import lock
from cixi_desktop.actions.record import note, record
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month, parse_period
from cixi_desktop.workspace import Workspace
from tests.support.figures import count, item, plan_of
from tests.support.memory_store import MemoryStore

JUNE = month(2025, 6)
FIRMS = count("120", name="高企数", phrase="新增高企{}")
DUTY = item(ItemKind.DUTY, name="企业走访", id="D-2")
DRAFT = "截至6月底，新增高企70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
"""70 of 120 are 58.33 %; half is due by the end of June."""


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(plan=plan_of(FIRMS, DUTY), store=MemoryStore(), actor="王")


def lines(workspace: Workspace) -> list[tuple[str, str]]:
    return [(what, words) for _, what, words in word_lines(workspace.plan, missing_words(workspace, JUNE))]


def test_that_figures_come_before_words(workspace: Workspace) -> None:
    assert lines(workspace) == []
    record(workspace, FIRMS.id, JUNE, {"increment": "25", "cumulative": "70"})
    assert lines(workspace) == [("企业走访", "本月未开展。"), ("进展情况", DRAFT)]


def test_that_a_duty_that_was_told_of_before_reads_as_unchanged(workspace: Workspace) -> None:
    record(workspace, DUTY.id, month(2025, 5), {"note": "走访12家。"})
    record(workspace, FIRMS.id, JUNE, {"increment": "25", "cumulative": "70"})
    assert lines(workspace)[0] == ("企业走访", "本月无变化。")


def test_that_words_that_lack_are_written_as_one_step(workspace: Workspace) -> None:
    record(workspace, FIRMS.id, JUNE, {"increment": "25", "cumulative": "70"})
    write_missing_words(workspace, JUNE)
    assert workspace.content.narrative("1", JUNE).progress_note == DRAFT
    assert lines(workspace) == []
    write_missing_words(workspace, JUNE)
    workspace.undo()
    assert lines(workspace) == [("企业走访", "本月未开展。"), ("进展情况", DRAFT)]


def test_that_what_people_wrote_stays(workspace: Workspace) -> None:
    record(workspace, FIRMS.id, JUNE, {"increment": "25", "cumulative": "70"})
    record(workspace, DUTY.id, JUNE, {"note": "走访12家。"})
    note(workspace, "1", JUNE, {"progress_note": "正在申报。"})
    assert lines(workspace) == []


def test_that_the_text_of_the_month_before_goes_on_with_the_figures_of_this_one(workspace: Workspace) -> None:
    note(workspace, "1", month(2025, 5), {"progress_note": "正在申报。"})
    record(workspace, FIRMS.id, JUNE, {"increment": "25", "cumulative": "70"})
    assert lines(workspace)[-1] == ("进展情况", f"正在申报。\n{DRAFT}")


def test_that_a_draft_follows_a_figure_that_was_mended(workspace: Workspace) -> None:
    """72 of 120 are 60 %."""
    record(workspace, FIRMS.id, JUNE, {"increment": "25", "cumulative": "70"})
    record(workspace, DUTY.id, JUNE, {"note": "走访12家。"})
    note(workspace, "1", JUNE, {"progress_note": f"正在申报。\n{DRAFT}"})
    assert lines(workspace) == []
    record(workspace, FIRMS.id, JUNE, {"increment": "27", "cumulative": "72"})
    mended = "截至6月底，新增高企72家，完成年度目标的60.0%，快于序时进度10.0个百分点。"
    assert lines(workspace) == [("进展情况", f"正在申报。\n{mended}")]


def test_that_nothing_is_written_where_nothing_can_be_entered(workspace: Workspace) -> None:
    record(workspace, FIRMS.id, JUNE, {"increment": "25", "cumulative": "70"})
    assert missing_words(workspace, parse_period("2025-Q2")) == ()
    lock(workspace, JUNE, "已报送办公室")
    assert missing_words(workspace, JUNE) == ()
