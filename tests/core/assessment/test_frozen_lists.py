"""固定名单: what a quarter's list is, taken over and held against, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.ledger import add_rows, blank_row
from cixi_desktop.actions.record import record, type_field
from cixi_desktop.assessment.counting import FrozenList, frozen_list, measured
from cixi_desktop.checks.validation import check_month
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.workspace import Workspace
from tests.support.figures import count, coverage, entry, item, plan_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.records.entries import Entry, Series

TRAINED, CHECKED = coverage(), item(ItemKind.LIST, unit="家")
APRIL, MAY, JUNE, JULY = (month(2025, number) for number in (4, 5, 6, 7))


def series(*entries: Entry) -> Series:
    by_month = {each.period.last: each for each in entries}
    return tuple(by_month.get(number) for number in range(1, 13))


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(plan=plan_2025(), store=MemoryStore(), actor="张三")


def test_that_the_first_list_of_a_quarter_is_kept_with_its_day() -> None:
    given = series(
        entry(TRAINED, 4, numerator="10", denominator="145", as_of=date(2025, 4, 20)),
        entry(TRAINED, 5, numerator="20", denominator="150"),
    )
    assert frozen_list(TRAINED, given, JUNE) == FrozenList(Decimal(145), date(2025, 4, 20))
    assert frozen_list(TRAINED, given, MAY) == FrozenList(Decimal(145), date(2025, 4, 20))


def test_that_a_new_quarter_has_a_new_list() -> None:
    given = series(entry(TRAINED, 6, numerator="10", denominator="145"))
    assert frozen_list(TRAINED, given, JULY) is None
    assert frozen_list(TRAINED, given, JUNE) is None
    assert frozen_list(TRAINED, given, month(2025, 8)) is None


def test_that_a_list_without_a_day_is_of_the_end_of_its_month() -> None:
    given = series(entry(CHECKED, 4, numerator="1", denominator="12"))
    assert frozen_list(CHECKED, given, JUNE) == FrozenList(Decimal(12), date(2025, 4, 30))


def test_that_what_is_no_ratio_has_no_list() -> None:
    assert frozen_list(count("120"), series(), JUNE) is None


def test_that_half_a_ratio_is_measured_by_the_quarter_s_list() -> None:
    given = series(entry(TRAINED, 4, numerator="10", denominator="145"))
    typed = entry(TRAINED, 6, numerator="30")
    assert measured(TRAINED, typed, given).denominator == 145
    whole = replace(typed, denominator=Decimal(150))
    assert measured(TRAINED, whole, given) is whole
    drafted = replace(typed, drafts=(("denominator", "约150"),))
    assert measured(TRAINED, drafted, given) is drafted
    empty = entry(TRAINED, 6)
    assert measured(TRAINED, empty, given) is empty
    assert measured(TRAINED, typed, series()) is typed


def test_that_typing_what_is_done_takes_over_the_list(workspace: Workspace) -> None:
    record(workspace, "7-1", APRIL, {"numerator": "10", "denominator": "145"})
    type_field(workspace, "7-1", JUNE, name="numerator", text="30")
    kept = workspace.content.entry("7-1", JUNE)
    assert kept is not None
    assert kept.denominator == 145
    type_field(workspace, "7-1", JUNE, name="denominator", text="")
    kept = workspace.content.entry("7-1", JUNE)
    assert kept is not None
    assert kept.denominator is None


def test_that_more_than_the_whole_list_is_kept_as_a_draft(workspace: Workspace) -> None:
    record(workspace, "7-1", APRIL, {"numerator": "10", "denominator": "145"})
    type_field(workspace, "7-1", JUNE, name="numerator", text="150")
    kept = workspace.content.entry("7-1", JUNE)
    assert kept is not None
    assert (kept.numerator, kept.drafts) == (None, (("numerator", "150"),))
    issues = check_month(workspace.plan, workspace.content, JUNE)["7-1"]
    assert [issue.where for issue in issues] == ["numerator"]


def test_that_a_ratio_recorded_at_once_takes_over_the_list(workspace: Workspace) -> None:
    record(workspace, "M7-2", APRIL, {"numerator": "10", "denominator": "40"})
    assert record(workspace, "M7-2", MAY, {"numerator": "12"}).denominator == 40
    assert record(workspace, "M7-2", JUNE, {"numerator": "12", "denominator": "44"}).denominator == 44


def test_that_names_counted_from_a_list_are_measured_by_it(workspace: Workspace) -> None:
    record(workspace, "7-1", APRIL, {"numerator": "0", "denominator": "145"})
    blank = blank_row(workspace, "7-1", JUNE)
    add_rows(workspace, "7-1", [replace(blank, name="甲"), replace(blank, name="乙")])
    kept = workspace.content.entry("7-1", JUNE)
    assert kept is not None
    assert [str(kept.numerator), str(kept.denominator)] == ["2", "145"]


def test_that_a_list_that_changes_within_a_quarter_is_told(workspace: Workspace) -> None:
    record(workspace, "M7-2", APRIL, {"numerator": "10", "denominator": "40"})
    record(workspace, "M7-2", JUNE, {"numerator": "12", "denominator": "44"})
    (issue,) = check_month(workspace.plan, workspace.content, JUNE)["M7-2"]
    assert (issue.where, issue.text) == (
        "denominator",
        "“名单总数”44与本季度的40（2025-04-30的名单）不同。名单一季度内不变；确需调整的，请在备注中说明。",
    )
    record(workspace, "M7-2", JULY, {"numerator": "12", "denominator": "44"})
    assert "M7-2" not in check_month(workspace.plan, workspace.content, JULY)
