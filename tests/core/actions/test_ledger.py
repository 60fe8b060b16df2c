"""The lists behind figures, kept through the action: rows, the figures that follow, one step to undo."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.ledger import add_rows, adopt_count, blank_row, change_row, remove_rows
from cixi_desktop.actions.record import record
from cixi_desktop.checks.validation import ADOPT, Severity, check_month
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.handovers import Lock
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.records.ledgers import LedgerRow

MAY, JUNE, JULY = (month(2025, number) for number in (5, 6, 7))
FIRMS, VISITS, TRAINED, EVENTS = "8-1", "12-2", "7-1", "C3-1"


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(plan=plan_2025(), store=MemoryStore(), actor="张三")


def rows(workspace: Workspace, *names: str, target_id: str = FIRMS, **fields: object) -> list[LedgerRow]:
    blank = blank_row(workspace, target_id, JUNE)
    return [replace(blank, name=name, **fields) for name in names]


def increment(workspace: Workspace, number: int = 6, target_id: str = FIRMS) -> Decimal | None:
    entry = workspace.content.entry(target_id, month(2025, number))
    return entry.increment if entry else None


def increments(workspace: Workspace, *numbers: int) -> list[str]:
    return [str(increment(workspace, number)) for number in numbers]


def lock(workspace: Workspace, number: int) -> None:
    locked = Lock(unit_id="0", period=month(2025, number), is_locked=True, reason="已报送")
    workspace.perform("锁定", (Change(None, locked),))


def issues(workspace: Workspace, target_id: str = FIRMS, number: int = 6) -> list[str]:
    found = check_month(workspace.plan, workspace.content, month(2025, number))
    return [issue.text for issue in found.get(target_id, ())]


def test_that_rows_are_numbered_through_the_unit_and_counted_into_the_month(workspace: Workspace) -> None:
    added = add_rows(workspace, FIRMS, rows(workspace, "甲", "乙"))
    also = add_rows(workspace, EVENTS, rows(workspace, "思享汇", target_id=EVENTS))
    assert [row.id for row in (*added, *also)] == ["1", "2", "3"]
    assert workspace.content.ledger(FIRMS) == added
    assert increment(workspace) == 2
    assert increment(workspace, target_id=EVENTS) == 1
    assert workspace.assess(JUNE).of(FIRMS).ledger == workspace.assess(JUNE).of("8-1").ledger


def test_that_ids_of_other_programs_do_not_stand_in_the_way(workspace: Workspace) -> None:
    foreign = replace(rows(workspace, "甲")[0], id="a7")
    workspace.perform("导入", (Change(None, foreign),))
    assert add_rows(workspace, FIRMS, rows(workspace, "乙"))[0].id == "1"


def test_that_a_paste_is_one_step_with_its_figures(workspace: Workspace) -> None:
    add_rows(workspace, FIRMS, [*rows(workspace, "甲", "乙"), *rows(workspace, "丙", period=MAY)])
    assert increments(workspace, 5, 6) == ["1", "2"]
    assert workspace.history.undo[-1].label == "“新培育浙江省科技型中小企业”台账新增3行"
    workspace.undo()
    assert workspace.content.records == {}
    workspace.redo()
    assert increments(workspace, 5, 6) == ["1", "2"]


def test_that_a_figure_typed_otherwise_is_left_and_the_difference_shown(workspace: Workspace) -> None:
    record(workspace, FIRMS, JUNE, {"increment": "10"})
    add_rows(workspace, FIRMS, rows(workspace, *"甲乙丙丁戊己庚辛壬癸子丑"))
    assert increment(workspace) == 10
    assert issues(workspace) == ["台账12家，本期填报10家。请核对台账和填报数。"]
    (issue,) = check_month(workspace.plan, workspace.content, JUNE)[FIRMS]
    assert (issue.severity, issue.where, issue.remedy) == (Severity.WARNING, "increment", ADOPT)


def test_that_the_count_is_adopted_in_one_step(workspace: Workspace) -> None:
    record(workspace, FIRMS, JUNE, {"increment": "10"})
    add_rows(workspace, FIRMS, rows(workspace, "甲", "乙"))
    adopt_count(workspace, FIRMS, JUNE)
    assert increment(workspace) == 2
    assert issues(workspace) == []
    assert workspace.history.undo[-1].label == "“新培育浙江省科技型中小企业”采用台账数（2025年6月）"
    workspace.undo()
    assert increment(workspace) == 10


def test_that_the_count_is_adopted_into_an_empty_month(workspace: Workspace) -> None:
    add_rows(workspace, FIRMS, rows(workspace, "甲"))
    workspace.perform("清除", (Change(workspace.content.entry(FIRMS, JUNE), None),))
    assert issues(workspace) == ["台账1家，本期尚未填报。请核对台账和填报数。"]
    adopt_count(workspace, FIRMS, JUNE)
    assert increment(workspace) == 1


def test_that_a_changed_row_moves_its_count_from_month_to_month(workspace: Workspace) -> None:
    _first, second = add_rows(workspace, FIRMS, rows(workspace, "甲", "乙"))
    change_row(workspace, replace(second, period=JULY, day=date(2025, 7, 1)))
    assert increments(workspace, 6, 7) == ["1", "1"]
    assert workspace.history.undo[-1].label == "“新培育浙江省科技型中小企业”台账修改“乙”"


def test_that_the_figure_goes_with_the_last_row_counted_into_it(workspace: Workspace) -> None:
    added = add_rows(workspace, FIRMS, rows(workspace, "甲", "乙"))
    remove_rows(workspace, added[:1])
    assert increment(workspace) == 1
    assert workspace.history.undo[-1].label == "“新培育浙江省科技型中小企业”台账删除“甲”"
    remove_rows(workspace, added[1:])
    assert workspace.content.records == {}
    workspace.undo()
    workspace.undo()
    remove_rows(workspace, added)
    assert workspace.history.undo[-1].label == "“新培育浙江省科技型中小企业”台账删除2行"


def test_that_visits_are_summed_into_the_figure(workspace: Workspace) -> None:
    visits = rows(workspace, "甲小学", "散客", target_id=VISITS, number=Decimal(40))
    add_rows(workspace, VISITS, visits)
    assert increment(workspace, target_id=VISITS) == 80


def test_that_a_ratio_s_later_months_follow_what_was_added_to_an_earlier_one(workspace: Workspace) -> None:
    add_rows(workspace, TRAINED, rows(workspace, "甲", target_id=TRAINED))
    record(workspace, TRAINED, JULY, {"numerator": "1", "denominator": "40"})
    add_rows(workspace, TRAINED, rows(workspace, "乙", "甲公司", target_id=TRAINED))
    june, july = (workspace.content.entry(TRAINED, period) for period in (JUNE, JULY))
    assert june is not None
    assert july is not None
    assert [str(june.numerator), str(july.numerator)] == ["3", "3"]
    add_rows(workspace, TRAINED, rows(workspace, "乙有限公司", target_id=TRAINED))
    assert workspace.content.entry(TRAINED, JULY) == july


def test_that_a_locked_month_takes_no_rows_and_a_later_locked_one_stays_as_it_is(
    workspace: Workspace,
) -> None:
    record(workspace, FIRMS, JULY, {"cumulative": "0"})
    lock(workspace, 7)
    before = workspace.content
    with pytest.raises(CixiError, match="未分配2025年7月的数据已锁定，不能修改。"):
        add_rows(workspace, FIRMS, rows(workspace, "甲", period=JULY))
    assert workspace.content is before
    add_rows(workspace, FIRMS, rows(workspace, "甲"))
    with pytest.raises(CixiError, match="2025年7月的数据已锁定"):
        adopt_count(workspace, FIRMS, JULY)
    july = workspace.content.entry(FIRMS, JULY)
    assert july is not None
    assert [str(increment(workspace)), str(july.cumulative)] == ["1", "0"]
    assert "台账累计1家，累计填报0家。请核对台账和填报数。" in issues(workspace, number=7)


def test_that_a_row_is_not_moved_out_of_a_locked_month(workspace: Workspace) -> None:
    (row,) = add_rows(workspace, FIRMS, rows(workspace, "甲"))
    lock(workspace, 6)
    with pytest.raises(CixiError, match="2025年6月的数据已锁定"):
        change_row(workspace, replace(row, period=JULY))
    with pytest.raises(CixiError, match="2025年6月的数据已锁定"):
        remove_rows(workspace, [row])


def test_that_a_figure_without_a_list_takes_no_rows(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match=r"“全市R&D经费投入强度”没有台账。"):
        blank_row(workspace, "H-1", JUNE)
    with pytest.raises(CixiError, match="没有台账"):
        add_rows(workspace, "H-1", rows(workspace, "甲"))


def test_that_namesakes_of_the_month_are_told(workspace: Workspace) -> None:
    add_rows(workspace, FIRMS, rows(workspace, "甲有限公司", period=MAY))
    add_rows(workspace, FIRMS, rows(workspace, "甲"))
    assert issues(workspace) == ["台账中“甲”1行重名。请在台账中核对；确属两次的，不必修改。"]
    add_rows(workspace, FIRMS, rows(workspace, "甲公司有限公司", "（甲）公司"))
    assert issues(workspace) == ["台账中“甲”等3行重名。请在台账中核对；确属两次的，不必修改。"]


def test_that_a_quarter_looks_at_its_last_month(workspace: Workspace) -> None:
    add_rows(workspace, FIRMS, rows(workspace, "甲"))
    record(workspace, FIRMS, JUNE, {"increment": "5"})
    found = check_month(workspace.plan, workspace.content, parse_period("2025-Q2"))
    assert [issue.message for issue in found[FIRMS]] == ["台账1家，本期填报5家。"]
    ledger = workspace.assess(parse_period("2025-Q2")).of(FIRMS).ledger
    assert ledger is not None
    assert ledger.increment == 1
