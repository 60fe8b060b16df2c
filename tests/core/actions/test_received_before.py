"""Files of a unit and month of which another one was taken in before: which of them is newer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cixi_desktop.actions.compare import compare_files
from cixi_desktop.actions.inspect_files import ArrivalOutcome
from cixi_desktop.actions.receive import accept_all
from tests.core.actions.received import (
    AT,
    PLAN,
    content,
    entry,
    exported,
    file,
    looked_at,
    taken_in,
    workspace,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_that_a_form_exported_after_a_higher_revision_came_in_is_asked_about(tmp_path: Path) -> None:
    office = workspace()
    taken_in(office, file(tmp_path / "表.xlsx", revision=28))
    form = file(tmp_path / "填报表.xlsx")
    form.write_bytes(exported(content(entry("H-3", increment=30)), 1, AT + timedelta(minutes=5)))
    (arrival,) = looked_at(office, form)
    assert arrival.outcome is ArrivalOutcome.ACCEPTED
    (compared,) = compare_files(PLAN, office.store, [arrival])
    assert compared.arrival.outcome is ArrivalOutcome.DOUBTFUL
    assert [doubt.issue.message for doubt in compared.doubts if not doubt.key] == [
        "这份导出晚于已接收的“表.xlsx”，修订号却较小，应来自另一台电脑或填报表，不能判定哪份更新。"
    ]


def test_that_a_table_exported_before_a_form_came_in_is_asked_about(tmp_path: Path) -> None:
    office = workspace()
    taken_in(office, file(tmp_path / "填报表.xlsx", revision=1))
    older = file(tmp_path / "表.xlsx", content(entry("H-3", increment=25)), revision=28)
    (compared,) = compare_files(PLAN, office.store, looked_at(office, older))
    when = f"{AT:%Y-%m-%d %H:%M}"
    assert [doubt.issue.message for doubt in compared.doubts if not doubt.key] == [
        f"这份导出于2025-06-25 10:30，早于已接收的“填报表.xlsx”的接收时间（{when}），不能判定哪份更新。"
    ]
    later = file(tmp_path / "再报.xlsx")
    later.write_bytes(exported(content(entry("H-3", increment=25)), 29, AT + timedelta(minutes=5)))
    (compared,) = compare_files(PLAN, office.store, looked_at(office, later))
    assert [doubt for doubt in compared.doubts if not doubt.key] == []


def test_that_a_file_whose_place_another_one_took_says_so_when_it_comes_again(tmp_path: Path) -> None:
    office = workspace()
    first = file(tmp_path / "a.xlsx")
    taken_in(office, first)
    later = file(tmp_path / "b.xlsx", content(entry("H-3", increment=30)), revision=4)
    list(accept_all(office, looked_at(office, later), at=AT + timedelta(hours=1)))
    again, last = looked_at(office, first, later)
    assert again.outcome is last.outcome is ArrivalOutcome.ALREADY_IMPORTED
    assert [refused.reason for refused in again.refused] == [
        "这份以前接收过，其后又接收了“b.xlsx”，未再读入。要以这份为准的，请该单位重新导出。"
    ]
    assert last.refused == ()
