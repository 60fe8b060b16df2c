"""报送: what is frozen, what it is called, and what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.configure import set_rules
from cixi_desktop.actions.record import note, record, type_field
from cixi_desktop.actions.submit import SubmittedError, changed_between, faults, handed_in, submit
from cixi_desktop.assessment.lights import PRESETS, Light
from cixi_desktop.errors import CixiError, StaleError
from cixi_desktop.periods import Period, month, parse_period
from cixi_desktop.records.handovers import Submission, edition_words
from cixi_desktop.wording.checkcode import check_code, edition_of, handed_in_code, is_handed_in
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import FIXED_TIME, MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.actions.submit import HandedIn

JUNE, MAY, JULY = month(2025, 6), month(2025, 5), month(2025, 7)


@pytest.fixture
def workspace() -> Workspace:
    """One figure of June: 70 of 120 new firms."""
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(), actor="王")
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    return workspace


def past(workspace: Workspace) -> tuple[HandedIn, ...]:
    return handed_in(workspace.plan, workspace.store, workspace.content, JUNE)


def test_that_a_month_is_handed_in_with_number_code_and_plan(workspace: Workspace) -> None:
    code = check_code(workspace.assess(JUNE))
    assert submit(workspace, JUNE) == Submission(
        unit_id="0", period=JUNE, number=1, content_at=1, check_code=code, plan_version="1"
    )
    assert check_code(workspace.assess(JUNE)) == code
    (operation,) = workspace.store.operations(limit=1)
    assert (operation.label, operation.actor) == (f"报送2025年6月（第1次，校验码{code}）", "王")


def test_that_a_hand_in_cannot_be_undone(workspace: Workspace) -> None:
    submit(workspace, JUNE)
    with pytest.raises(CixiError, match="没有可撤销的操作"):
        workspace.undo()


def test_that_what_was_handed_in_is_read_as_it_was(workspace: Workspace) -> None:
    submit(workspace, JUNE)
    record(workspace, "H-3", JUNE, {"cumulative": "50"})
    set_rules(workspace, PRESETS[1])
    submit(workspace, JUNE)
    first, second = past(workspace)
    assert [str(each.assessment.of("H-3").cumulative) for each in (first, second)] == ["70", "50"]  # type: ignore[union-attr]
    assert [each.submission.number for each in (first, second)] == [1, 2]
    assert [each.revision for each in (first, second)] == [1, 2]
    assert (first.at, first.actor, first.is_same) == (FIXED_TIME, "王", True)
    assert second.is_same


def test_that_a_light_stays_as_it_was_handed_in(workspace: Workspace) -> None:
    """50 of 120 is 41.7 %, 8.3 behind the 50 % that June asks for: yellow; under 10/30 it is on pace."""
    record(workspace, "H-3", JUNE, {"cumulative": "50"})
    submit(workspace, JUNE)
    set_rules(workspace, PRESETS[1])
    assert workspace.assess(JUNE).of("H-3").light is Light.ON_PACE
    (first,) = past(workspace)
    assert first.assessment.of("H-3").light is Light.BEHIND
    assert first.assessment.rules.name == "默认（0/10）"


def test_that_what_is_shown_of_an_old_hand_in_is_called_by_its_own_number(workspace: Workspace) -> None:
    submit(workspace, JUNE)
    record(workspace, "H-3", JUNE, {"cumulative": "71"})
    submit(workspace, JUNE)
    (first, _) = past(workspace)
    code = check_code(first.assessment)
    assert edition_words(first.assessment.submission, code=code) == "第1次报送"


def test_that_a_change_since_the_hand_in_shows_in_the_words(workspace: Workspace) -> None:
    def words() -> str:
        assessment = workspace.assess(JUNE)
        return edition_words(assessment.submission, code=check_code(assessment))

    assert words() == "草稿"
    submit(workspace, JUNE)
    assert words() == "第1次报送"
    note(workspace, "8", JUNE, {"problems": "申报材料不齐"})
    assert words() == "第1次报送后有修改"


def test_that_a_plan_that_reads_otherwise_today_is_noticed(workspace: Workspace) -> None:
    submit(workspace, JUNE)
    other = replace(workspace.plan, version="2")
    (first,) = handed_in(other, workspace.store, workspace.content, JUNE)
    assert not first.is_same


def test_that_a_month_that_was_not_handed_in_has_no_past(workspace: Workspace) -> None:
    assert past(workspace) == ()


def test_that_a_fault_keeps_a_month_from_being_handed_in(workspace: Workspace) -> None:
    type_field(workspace, "8-1", JUNE, name="increment", text="约20")
    assert faults(workspace, JUNE) == [
        "“新培育浙江省科技型中小企业”：“约20”不是准确数。请只填数字，不写“约”“左右”“以上”。"
    ]
    with pytest.raises(CixiError, match="2025年6月有1处错误，不能报送。“新培育浙江省科技型中小企业”"):
        submit(workspace, JUNE)
    assert workspace.content.submission(JUNE) is None


def test_that_an_empty_month_is_not_handed_in(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="2025年7月还没有填报，不能报送。"):
        submit(workspace, JULY)


def test_that_the_same_is_not_handed_in_twice(workspace: Workspace) -> None:
    code = submit(workspace, JUNE).check_code
    with pytest.raises(SubmittedError, match=r"已经报送，之后没有修改。") as caught:
        submit(workspace, JUNE)
    assert caught.value.hint == f"第1次报送，校验码{code}；需要进展情况表的，可以再次导出。"


def test_that_nothing_is_handed_in_that_another_program_has_changed_meanwhile(workspace: Workspace) -> None:
    """The check code would be of what the user saw, the content of what nobody has looked at."""
    other = Workspace(plan=workspace.plan, store=workspace.store, actor="李")
    record(other, "6-1", JUNE, {"increment": "1"})
    with pytest.raises(StaleError, match="已被其他程序改动"):
        submit(workspace, JUNE)
    assert workspace.content.submission(JUNE) is None
    workspace.refresh()
    assert submit(workspace, JUNE).content_at == 2
    (handed,) = past(workspace)
    assert (handed.is_same, handed.actor) == (True, "王")


def test_that_nothing_is_listed_where_nothing_changed_since(workspace: Workspace) -> None:
    """A later month does not count; an operation without changes would read as a restored file."""
    submit(workspace, JUNE)
    record(workspace, "6-1", JULY, {"increment": "1"})
    (first,) = past(workspace)
    assert changed_between(workspace.plan, workspace.store, first.content, workspace.content, JUNE) == ()


def test_that_what_changed_since_is_listed_up_to_the_month(workspace: Workspace) -> None:
    submit(workspace, JUNE)
    record(workspace, "H-3", JUNE, {"cumulative": "72"})
    record(workspace, "6-1", MAY, {"increment": "1"})
    record(workspace, "6-1", JULY, {"increment": "1"})
    set_rules(workspace, replace(PRESETS[0], due_day=20))
    (first,) = past(workspace)
    lines = changed_between(workspace.plan, workspace.store, first.content, workspace.content, JUNE)
    told = [(line.period, line.sentence) for line in lines]
    assert told[:2] == [
        ("2025年6月", "高新技术企业新增数 累计：70 → 72"),
        ("2025年5月", "“千企百校万里行”专题活动场次 本期新增：（空） → 1"),
    ]
    assert ("", "亮灯规则 报送截止日：（空） → 每月20日") in told
    assert not [period for period, _ in told if period == "2025年7月"]


def test_that_a_quarter_is_handed_in_with_its_last_month_once_the_others_are() -> None:
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(), actor="王")
    for number in (4, 5, 6):
        record(workspace, "H-3", month(2025, number), {"increment": str(number)})
    quarter = parse_period("2025-Q2")
    submit(workspace, month(2025, 4))
    with pytest.raises(CixiError, match="2025年第二季度中5月还没有报送"):
        submit(workspace, quarter)
    submit(workspace, month(2025, 5))
    done = submit(workspace, quarter)
    assert (done.period, done.number) == (month(2025, 6), 1)


def test_that_a_longer_period_counts_as_handed_in_while_its_closing_month_stands(
    workspace: Workspace,
) -> None:
    """Its own code is another than that of June, under which it was handed in."""
    half = parse_period("2025-H1")
    assert edition_of(workspace.assess(half)) == "草稿"
    done = submit(workspace, JUNE)
    assessment = workspace.assess(half)
    assert handed_in_code(assessment) == done.check_code != check_code(assessment)
    assert edition_of(assessment) == "第1次报送"
    assert is_handed_in(assessment)
    record(workspace, "H-3", JUNE, {"cumulative": "71"})
    assert edition_of(workspace.assess(half)) == "第1次报送后有修改"
    assert not is_handed_in(workspace.assess(half))


def test_that_january_and_february_together_are_handed_in_as_february() -> None:
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(), actor="王")
    record(workspace, "H-3", month(2025, 2), {"cumulative": "5"})
    done = submit(workspace, Period(2025, 1, 2))
    assert (done.period, done.check_code) == (month(2025, 2), check_code(workspace.assess(month(2025, 2))))
    assert is_handed_in(workspace.assess(Period(2025, 1, 2)))
