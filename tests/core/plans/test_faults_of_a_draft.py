"""A draft is adopted whole or not at all: every fault of it is told at once, in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec import convert, to_builtins

from cixi_desktop.plans.checked import checked
from cixi_desktop.plans.draft_file import DraftFile, draft_file
from tests.support.plans import draft

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = ("一、建设", "1.新建水库。年内新建水库2座，供水企业达到12家以上。", "2.治理河道。治理河道9公里。")


def faults(change: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    """What keeps a sound draft from being adopted once it was changed."""
    tables = to_builtins(draft_file(draft(*LINES)))
    change(tables)
    return checked(convert(tables, DraftFile), {}, tables["year"] or 2026).faults


def first(table: str, **values: object) -> Callable[[dict[str, Any]], None]:
    return lambda tables: tables[table][0].update(values)


def whole(**values: object) -> Callable[[dict[str, Any]], None]:
    return lambda tables: tables.update(values)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (whole(title=" "), "草案没有标题"),
        (whole(year=3), "年度3有误"),
        (whole(homeless=["12家", "9公里"]), "还有2个数字没有归属：12家、9公里"),
        (whole(targets=[], items=[]), "草案里没有指标，也没有事项"),
        (first("targets", id="两 个"), "编号“两 个”有误"),
        (first("targets", task="9-9"), "在草案所没有的任务“9-9”里"),
        (first("targets", same_as="X-1"), "与草案所没有的指标“X-1”同一"),
        (first("tasks", section_id="Z"), "在草案所没有的部分“Z”里"),
        (first("targets", target="许多", value="许多", annual=None), "“许多”不是数字"),
        (first("targets", target="9" * 40, value="9" * 40, annual=None), "太大了"),
        (first("targets", target=None, value=None, annual=None), "没有目标值"),
        (first("targets", target=["1", "2", "3"], annual=None), "目标值的范围应有两个数"),
        (first("targets", kind="wish"), "wish"),
        (first("targets", comparator="~~"), "~~"),
        (first("targets", modality="大概"), "大概"),
    ],
)
def test_that_a_fault_is_told(change: Callable[[dict[str, Any]], object], words: str) -> None:
    assert any(words in fault for fault in faults(change))


def test_that_two_targets_of_one_id_and_a_bad_title_are_told_together() -> None:
    def change(tables: dict[str, Any]) -> None:
        tables["title"] = ""
        tables["targets"][1]["id"] = tables["targets"][0]["id"]

    found = faults(change)
    assert any("用了不止一次" in fault for fault in found)
    assert "草案没有标题。" in found


def test_that_a_sound_draft_has_no_fault() -> None:
    assert faults(lambda _tables: None) == ()


def test_that_counted_in_ten_thousands_is_counted_one_by_one() -> None:
    """A month may bring half a ten thousand, also where the target is a whole number of them."""
    read = draft("一、建设", "1.供水。新增受益人口6.3万人，受众超5万人次。")
    plan = checked(draft_file(read), {}, 2026).plan
    assert plan is not None
    told = [(str(each.target), each.unit, each.decimals) for each in plan.indicators]
    assert told == [("63000", "人", 0), ("50000", "人次", 0)]
