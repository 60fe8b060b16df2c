"""固定名单: what a quarter's list is, taken over and held against, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.ledger import add_rows, blank_row
from cixi_desktop.actions.record import record, type_field
from cixi_desktop.assessment.counting import FrozenList, frozen_list
from cixi_desktop.checks.validation import check_month
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.records.entries import Entry, measured
from cixi_desktop.workspace import Workspace
from tests.support.figures import count, coverage, entry, item, plan_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Series

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


def length(*entries: Entry, at: int = 6) -> Decimal | None:
    """What a month is measured by."""
    found = measured(series(*entries))[at - 1]
    assert found is not None
    return found.denominator


def test_that_half_a_ratio_is_measured_by_the_quarter_s_list() -> None:
    april, half = entry(TRAINED, 4, numerator="10", denominator="145"), entry(TRAINED, 6, numerator="30")
    assert length(april, half) == 145
    assert length(april, replace(half, denominator=Decimal(150))) == 150
    assert length(april, replace(half, drafts=(("denominator", "约150"),))) is None
    assert length(april, entry(TRAINED, 6)) is None
    assert length(half) is None


def test_that_it_makes_no_difference_in_which_month_of_the_quarter_the_list_was_given() -> None:
    half = entry(TRAINED, 4, numerator="5")
    assert length(half, entry(TRAINED, 6, numerator="6", denominator="9"), at=4) == 9
    assert length(half, entry(TRAINED, 5, denominator="9"), entry(TRAINED, 6, denominator="12"), at=4) == 9
    assert length(half, entry(TRAINED, 7, numerator="6", denominator="9"), at=4) is None


def completed(workspace: Workspace, target_id: str, period: Period) -> list[str | None]:
    """完成率 as printed, the light's word and 截至日期."""
    shown = workspace.assess(period).of(target_id)
    done = shown.printed.completion
    return [None if done is None else str(done), shown.status, str(shown.as_of)]


@pytest.mark.parametrize("target_id", ["7-1", "M2-3"])
def test_that_the_order_of_entry_makes_no_difference(workspace: Workspace, target_id: str) -> None:
    record(workspace, target_id, MAY, {"numerator": "5"})
    assert completed(workspace, target_id, MAY) == [None, "未填报", "None"]
    record(workspace, target_id, APRIL, {"numerator": "3", "denominator": "9"})
    assert completed(workspace, target_id, MAY) == ["55.6", "达序时", "2025-05-31"]
    record(workspace, target_id, APRIL, {"numerator": "3", "denominator": "10"})
    assert completed(workspace, target_id, MAY) == ["50.0", "达序时", "2025-05-31"]


@pytest.mark.parametrize("target_id", ["7-2", "M2-3"])
def test_that_an_empty_list_shows_the_latest_figure_with_its_own_day(
    workspace: Workspace, target_id: str
) -> None:
    record(workspace, target_id, MAY, {"numerator": "3", "denominator": "9"})
    record(workspace, target_id, JULY, {"numerator": "0", "denominator": "0"})
    assert completed(workspace, target_id, JULY) == ["33.3", "不适用", "2025-05-31"]
    record(workspace, target_id, month(2025, 8), {"numerator": "0"})
    assert completed(workspace, target_id, month(2025, 8)) == ["33.3", "不适用", "2025-05-31"]


def test_that_what_is_done_alone_is_kept_as_it_was_typed(workspace: Workspace) -> None:
    record(workspace, "7-1", APRIL, {"numerator": "10", "denominator": "145"})
    type_field(workspace, "7-1", JUNE, name="numerator", text="30")
    kept, used = workspace.content.entry("7-1", JUNE), workspace.content.series("7-1", 2025)[5]
    assert kept is not None
    assert used is not None
    assert kept.denominator is None
    assert used.denominator == 145


def test_that_neither_order_lets_a_part_exceed_its_list(workspace: Workspace) -> None:
    record(workspace, "7-1", MAY, {"numerator": "6"})
    with pytest.raises(CixiError, match="5月已填的已覆盖6大于应覆盖5"):
        record(workspace, "7-1", APRIL, {"numerator": "3", "denominator": "5"})
    record(workspace, "7-1", APRIL, {"numerator": "3", "denominator": "6"})
    with pytest.raises(CixiError, match="已覆盖7大于应覆盖6"):
        record(workspace, "7-1", JUNE, {"numerator": "7"})


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
    record(workspace, "M7-2", MAY, {"numerator": "12"})
    record(workspace, "M7-2", JUNE, {"numerator": "12", "denominator": "44"})
    lists = [each.denominator for each in workspace.content.series("M7-2", 2025)[3:6] if each]
    assert lists == [40, 40, 44]


def test_that_names_counted_from_a_list_are_measured_by_it(workspace: Workspace) -> None:
    record(workspace, "7-1", APRIL, {"numerator": "0", "denominator": "145"})
    blank = blank_row(workspace, "7-1", JUNE)
    add_rows(workspace, "7-1", [replace(blank, name="甲"), replace(blank, name="乙")])
    kept = workspace.content.series("7-1", 2025)[5]
    assert kept is not None
    assert [str(kept.numerator), str(kept.denominator)] == ["2", "145"]


def test_that_a_list_that_changes_within_a_quarter_is_told(workspace: Workspace) -> None:
    record(workspace, "M7-2", APRIL, {"numerator": "10", "denominator": "40"})
    record(workspace, "M7-2", JUNE, {"numerator": "12", "denominator": "44"})
    (issue,) = check_month(workspace.plan, workspace.content, JUNE)["M7-2"]
    assert (issue.where, issue.text) == (
        "denominator",
        "“清单总数”44与本季度的40（2025年4月30日的名单）不同。请核对。名单在同一季度内保持不变，确需调整的，请在“补充说明”中写明原因，提醒不影响报送。",
    )
    record(workspace, "M7-2", JULY, {"numerator": "12", "denominator": "44"})
    assert "M7-2" not in check_month(workspace.plan, workspace.content, JULY)
