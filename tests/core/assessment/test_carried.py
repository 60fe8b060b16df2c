"""Steps and problems of earlier months: ticked off, carried on, solved."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cixi_desktop.actions import carry
from cixi_desktop.actions.record import note
from cixi_desktop.actions.turn import turn, turn_rows
from cixi_desktop.assessment.carried import (
    PROBLEMS,
    STEPS,
    carried,
    lines_of,
    progress_line,
    since_words,
    with_line,
)
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Outcome
from cixi_desktop.records.rules import Rules
from cixi_desktop.workspace import Workspace, all_contents
from tests.support.figures import assessed, plan_2025, quick, tasks_of_2025
from tests.support.memory_store import MemoryStore

PLAN = plan_2025()
JUNE, JULY, AUGUST = (month(2025, n) for n in range(6, 9))
VISIT, TRAIN = "走访企业40家", "办好培训2场"
SLOW = "培育入库进度偏慢"


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(plan=PLAN, store=MemoryStore(), actor="张三")
    note(workspace, "8", JUNE, {"problems": f"{SLOW}。", "next_steps": f"{VISIT}；{TRAIN}。"})
    return workspace


def shown(workspace: Workspace, at: Period = JULY, task_id: str = "8") -> list[tuple[str, str, str, str]]:
    return [
        (line.field, line.words, line.since.key, line.outcome.value if line.outcome else "")
        for line in carried(workspace.content, task_id, at)
    ]


def answer(workspace: Workspace, words: str, outcome: Outcome | None) -> None:
    """Say in July what became of a line."""
    field = PROBLEMS if words == SLOW else STEPS
    carry.answer(workspace, "8", JULY, field=field, words=words, outcome=outcome)


# Lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("无", ()),
        ("暂无。", ()),
        ("走访企业40家。", (VISIT,)),
        ("走访企业40家，送政策上门。", ("走访企业40家，送政策上门",)),
        ("走访企业40家；办好培训2场。", (VISIT, TRAIN)),
        ("走访企业40家\n办好培训2场", (VISIT, TRAIN)),
        ("1. 走访企业40家；2. 办好培训2场。", (VISIT, TRAIN)),
        ("（一）走访企业40家\n（二）办好培训2场", (VISIT, TRAIN)),
        ("1、走访企业40家。2、办好培训2场。", (VISIT, TRAIN)),
        ("①走访企业40家②", ("走访企业40家②",)),
        ("走访企业40家。走访企业40家。", (VISIT,)),
        ("3.69%的目标分解到企业。", ("3.69%的目标分解到企业",)),
        ("2025年完成验收。", ("2025年完成验收",)),
        ("7月组织第二批申报！", ("7月组织第二批申报",)),
    ],
)
def test_that_a_text_falls_into_its_sentences(text: str, lines: tuple[str, ...]) -> None:
    assert lines_of(text) == lines


@quick
@given(
    st.text(alphabet="一走访。；\n1.（）、 ", max_size=30),
    st.text(alphabet="走访企业", min_size=1, max_size=6),
)
def test_that_a_line_put_into_a_text_is_one_of_its_lines_and_put_once(text: str, words: str) -> None:
    put = with_line(text, words)
    assert words in lines_of(put)
    assert with_line(put, words) == put
    assert put.startswith(text) or not text.strip()


# What is carried


def test_that_last_months_steps_and_problems_are_carried_into_this_month(workspace: Workspace) -> None:
    assert shown(workspace) == [
        (STEPS, VISIT, "2025-06", ""),
        (STEPS, TRAIN, "2025-06", ""),
        (PROBLEMS, SLOW, "2025-06", ""),
    ]
    assert shown(workspace, JUNE) == []
    assert shown(workspace, JULY, "9") == []


def test_that_the_assessment_of_the_task_carries_them_too(workspace: Workspace) -> None:
    found = assessed(PLAN, *workspace.content.records.values(), at=7).task("8").carried
    assert [line.words for line in found] == [VISIT, TRAIN, SLOW]


def test_that_months_without_text_are_passed_over(workspace: Workspace) -> None:
    assert [words for _, words, _, _ in shown(workspace, month(2025, 12))] == [VISIT, TRAIN, SLOW]


def test_that_new_steps_take_the_place_of_older_ones(workspace: Workspace) -> None:
    note(workspace, "8", JULY, {"next_steps": "验收项目。"})
    assert shown(workspace, AUGUST)[0] == (STEPS, "验收项目", "2025-07", "")
    assert [field for field, *_ in shown(workspace, AUGUST)] == [STEPS, PROBLEMS]


def test_that_an_unsolved_problem_stays_beside_newer_ones(workspace: Workspace) -> None:
    note(workspace, "8", JULY, {"problems": "经费不足。"})
    problems = [(words, since) for field, words, since, _ in shown(workspace, AUGUST) if field == PROBLEMS]
    assert problems == [(SLOW, "2025-06"), ("经费不足", "2025-07")]


def test_that_january_and_february_together_carry_what_january_wrote(workspace: Workspace) -> None:
    note(workspace, "8", month(2025, 1), {"next_steps": "报计划。"})
    assert shown(workspace, Period(2025, 1, 2)) == [(STEPS, "报计划", "2025-01", "")]


# What became of it


def test_that_a_step_that_goes_on_stands_in_this_months_steps_again(workspace: Workspace) -> None:
    note(workspace, "8", JULY, {"next_steps": "验收项目。"})
    answer(workspace, VISIT, Outcome.CONTINUES)
    found = workspace.content.narrative("8", JULY)
    assert found.next_steps == "验收项目。\n走访企业40家。"
    assert found.outcomes == ((VISIT, "继续推进"),)
    assert (STEPS, VISIT, "2025-06", "继续推进") in shown(workspace)
    assert (STEPS, VISIT, "2025-06", "") in shown(workspace, AUGUST)


def test_that_a_problem_that_persists_stands_in_this_months_problems_again(workspace: Workspace) -> None:
    answer(workspace, SLOW, Outcome.PERSISTS)
    assert workspace.content.narrative("8", JULY).problems == f"{SLOW}。"
    assert (PROBLEMS, SLOW, "2025-06", "") in shown(workspace, AUGUST)


def test_that_what_is_done_dropped_or_solved_is_carried_no_further(workspace: Workspace) -> None:
    answer(workspace, VISIT, Outcome.DONE)
    answer(workspace, TRAIN, Outcome.DROPPED)
    answer(workspace, SLOW, Outcome.SOLVED)
    assert [outcome for *_, outcome in shown(workspace)] == ["已完成", "不再开展", "已解决"]
    assert shown(workspace, AUGUST) == []
    assert workspace.content.narrative("8", JULY).next_steps == ""


def test_that_a_line_put_into_the_text_leaves_it_when_it_is_settled_after_all(workspace: Workspace) -> None:
    note(workspace, "8", JULY, {"next_steps": "验收项目。"})
    answer(workspace, VISIT, Outcome.CONTINUES)
    answer(workspace, VISIT, Outcome.DONE)
    assert workspace.content.narrative("8", JULY).next_steps == "验收项目。"


def test_that_a_line_typed_by_hand_stays_when_it_is_settled(workspace: Workspace) -> None:
    note(workspace, "8", JULY, {"next_steps": f"{VISIT}。"})
    answer(workspace, VISIT, Outcome.DONE)
    assert workspace.content.narrative("8", JULY).next_steps == f"{VISIT}。"


def test_that_an_answer_can_be_taken_back_and_is_one_step_of_undo(workspace: Workspace) -> None:
    before = workspace.content
    answer(workspace, VISIT, Outcome.CONTINUES)
    workspace.undo()
    assert workspace.content.records == before.records
    answer(workspace, VISIT, Outcome.CONTINUES)
    answer(workspace, VISIT, None)
    assert workspace.content.records == before.records
    assert workspace.history.undo[-1].label == "“走访企业40家”：未选（2025年7月）"


def test_that_the_same_words_can_be_a_step_and_a_problem(workspace: Workspace) -> None:
    note(workspace, "8", JUNE, {"problems": f"{VISIT}。"})
    answer(workspace, VISIT, Outcome.DONE)
    assert [(field, outcome) for field, words, _, outcome in shown(workspace) if words == VISIT] == [
        (STEPS, "已完成"),
        (PROBLEMS, ""),
    ]


def test_that_what_no_month_wrote_cannot_be_answered(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="没有“放假”这一条"):
        answer(workspace, "放假", Outcome.DONE)
    with pytest.raises(CixiError, match="不能直接填报"):
        carry.answer(workspace, "8", Period(2025, 7, 9), field=STEPS, words=VISIT, outcome=Outcome.DONE)


def test_how_a_step_that_was_done_is_told(workspace: Workspace) -> None:
    line = carried(workspace.content, "8", JULY)[0]
    assert progress_line(line) == "已完成：走访企业40家"


# The year before


def test_that_january_asks_about_what_the_year_before_left_open(workspace: Workspace) -> None:
    """One of the two steps was done in July; the problem is solved in January, and gone in February."""
    january, february = month(2026, 1), month(2026, 2)
    answer(workspace, TRAIN, Outcome.DONE)
    new = Workspace(plan=replace(PLAN, year=2026), store=workspace.store, actor="张三", shipped=PLAN)
    assert shown(new, january) == []
    turn(new, PLAN, turn_rows(new, PLAN))
    assert shown(new, january) == [(STEPS, VISIT, "2025-06", ""), (PROBLEMS, SLOW, "2025-06", "")]
    assert [since_words(line.since, 2026) for line in carried(new.content, "8", january)] == ["上年6月"] * 2
    assert [len(carried(each, "8", january)) for each in all_contents(new.plan, new.store)] == [2]
    carry.answer(new, "8", january, field=PROBLEMS, words=SLOW, outcome=Outcome.SOLVED)
    assert shown(new, february) == [(STEPS, VISIT, "2025-06", "")]
    assert not new.is_office
    assert shown(new, january, "9") == []


def test_that_january_asks_about_what_december_planned_too(workspace: Workspace) -> None:
    note(workspace, "8", month(2025, 12), {"next_steps": "谋划新一批培育库。"})
    new = Workspace(plan=replace(PLAN, year=2026), store=workspace.store, actor="张三", shipped=PLAN)
    turn(new, PLAN, turn_rows(new, PLAN))
    assert (STEPS, "谋划新一批培育库", "2025-12", "") in shown(new, month(2026, 1))


def test_that_an_answer_is_journaled_and_so_is_its_taking_back(workspace: Workspace) -> None:
    answer(workspace, VISIT, Outcome.DONE)
    answer(workspace, VISIT, None)
    assert [each.label for each in workspace.store.operations(limit=2)] == [
        f"“{VISIT}”：已完成（2025年7月）",
        f"“{VISIT}”：未选（2025年7月）",
    ]


def test_that_the_new_year_takes_over_rules_and_stages_unless_it_has_its_own() -> None:
    """M8-1 was given two stages; behind from 5 points on instead of the plan's own."""
    old = tasks_of_2025("8")
    item = next(each for each in old.items if each.is_milestone)
    stages = Basis(target_id=item.id, stages=("起草", "印发"))
    told = Basis(target_id="8-1", every=3, short="高企", band=Decimal(5))
    rules = Rules(name="从严", behind_at=Decimal(5), late_beyond=Decimal(10))
    store = MemoryStore()
    before = Workspace(plan=old, store=store, actor="张三")
    before.perform("规则", (Change(None, rules), Change(None, stages), Change(None, told)))
    new = Workspace(plan=replace(old, year=2026), store=store, actor="张三", shipped=old)
    new.perform("口径", (Change(None, Basis(target_id="8-1", short="高新企业", year=2026)),))
    for _ in range(2):
        turn(new, old, turn_rows(new, old))
        assert store.load(Rules, year=2026) == (replace(rules, year=2026),)
        assert new.content.basis(item.id).stages == ("起草", "印发")
        basis = new.content.basis("8-1")
        assert (basis.every, basis.short, basis.band) == (3, "高新企业", Decimal(5))
    own = replace(rules, name="从宽", year=2026)
    new.perform("规则", (Change(store.load(Rules, year=2026)[0], own),))
    turn(new, old, turn_rows(new, old))
    assert store.load(Rules, year=2026) == (own,)
