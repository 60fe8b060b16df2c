"""What comes back: files of units held against what is known, and returned files at the unit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.compare import rows_of
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.export import Identity, export_workbook
from cixi_desktop.actions.inspect_files import inspect_files, resolve_conflicts
from cixi_desktop.actions.lock import lock
from cixi_desktop.actions.receive import accept
from cixi_desktop.actions.record import note, record
from cixi_desktop.actions.review import bureau, return_workbook, send_back
from cixi_desktop.actions.take_back import take_back
from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.handovers import ReviewVerdict
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import FIXED_TIME, MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.actions.inspect_files import Arrival

JUNE = month(2025, 6)
PLAN = plan_2025()


def unit_workspace(name: str = "甲科") -> Workspace:
    """A unit's own data file: 15 firms and a problem in June."""
    workspace = Workspace(plan=PLAN, store=MemoryStore(), actor="王")
    workspace.load(add_unit(workspace, name).id)
    record(workspace, "8-1", JUNE, {"increment": "15"})
    note(workspace, "8", JUNE, {"problems": "材料不齐"})
    return workspace


def exported(workspace: Workspace, path: Path) -> Path:
    identity = Identity(revision=workspace.revision(JUNE), exported_at=FIXED_TIME)
    content = workspace.content
    return export_workbook(workspace.assess(JUNE), content, identity, out=path, pattern="{unit}.xlsx")


def arrived(office: Workspace, path: Path) -> Arrival:
    (arrival,) = resolve_conflicts(office.store, inspect_files(PLAN, office.store, [path]))
    return arrival


@pytest.fixture
def unit() -> Workspace:
    return unit_workspace()


@pytest.fixture
def office() -> Workspace:
    return Workspace(plan=PLAN, store=MemoryStore(), actor="办公室")


def told(office: Workspace, arrival: Arrival) -> list[tuple[str, str, bool]]:
    rows = rows_of(PLAN, office.store, arrival)
    return [(row.key, line.sentence, row.is_corrected) for row in rows for line in row.lines]


def test_that_a_file_of_a_new_unit_shows_all_it_brings(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    arrival = arrived(office, exported(unit, tmp_path / "甲科.xlsx"))
    assert told(office, arrival) == [
        ("8-1", "新培育浙江省科技型中小企业 本期新增：（空） → 15", False),
        ("task:8", "强化创新主体培育 存在问题：（空） → 材料不齐", False),
    ]


def test_that_the_months_of_a_figure_are_told_in_their_order(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    record(unit, "8-1", month(2025, 5), {"increment": "7"})
    record(unit, "8-1", month(2025, 2), {"increment": "3"})
    (row, _) = rows_of(PLAN, office.store, arrived(office, exported(unit, tmp_path / "甲科.xlsx")))
    assert [(line.period, line.after) for line in row.lines] == [
        ("2025年2月", "3"),
        ("2025年5月", "7"),
        ("2025年6月", "15"),
    ]


def test_that_a_correction_of_the_bureau_is_set_against_the_units_newer_file(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    accept(office, arrived(office, exported(unit, tmp_path / "一.xlsx")), at=FIXED_TIME)
    office.load("1")
    record(office, "8-1", JUNE, {"increment": "13"})
    record(unit, "8-1", JUNE, {"increment": "16"})
    note(unit, "8", JUNE, {"problems": "材料已补"})
    newer = arrived(office, exported(unit, tmp_path / "二.xlsx"))
    assert told(office, newer) == [
        ("8-1", "新培育浙江省科技型中小企业 本期新增：13 → 16", True),
        ("task:8", "强化创新主体培育 存在问题：材料不齐 → 材料已补", False),
    ]
    accept(office, newer, at=FIXED_TIME, keys={"task:8"})
    office.load("1")
    entry = office.content.entry("8-1", JUNE)
    assert entry is not None
    assert str(entry.increment) == "13"
    assert office.content.narrative("8", JUNE).problems == "材料已补"


def test_that_a_file_that_cannot_be_read_brings_nothing(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_text("坏")
    assert rows_of(PLAN, office.store, arrived(office, tmp_path / "坏.xlsx")) == ()


def test_that_a_change_is_found_behind_many_other_operations(
    unit: Workspace, office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cixi_desktop.actions.compare.BATCH", 2)
    accept(office, arrived(office, exported(unit, tmp_path / "一.xlsx")), at=FIXED_TIME)
    office.load("1")
    for number in range(5):
        record(office, "6-1", JUNE, {"increment": str(number)})
    record(unit, "8-1", JUNE, {"increment": "16"})
    newer = arrived(office, exported(unit, tmp_path / "二.xlsx"))
    assert [corrected for _, _, corrected in told(office, newer)] == [True, False]


def returned(unit: Workspace, office: Workspace, tmp_path: Path) -> Path:
    """The unit's workbook as the bureau gives it back."""
    accept(office, arrived(office, exported(unit, tmp_path / "甲科.xlsx")), at=FIXED_TIME)
    found = bureau(PLAN, office.store, JUNE, date(2025, 6, 26))
    reasons = (("8-1:累计完成", "名单只有13家"), ("task:8", "请写明问题"))
    review = send_back(office, found, "1", reasons)
    out = tmp_path / "退回.xlsx"
    return_workbook(office, review, Identity(revision=0, exported_at=FIXED_TIME), out=out)
    return out


def test_that_a_returned_file_brings_its_reasons_and_no_figures(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    path = returned(unit, office, tmp_path)
    record(unit, "8-1", JUNE, {"increment": "14"})
    review = take_back(unit, path)
    assert (review.verdict, review.number, review.period) == (ReviewVerdict.RETURNED, 2, JUNE)
    assert review.reasons == (("8-1:累计完成", "名单只有13家"), ("task:8", "请写明问题"))
    assert unit.content.review(JUNE) == review
    entry = unit.content.entry("8-1", JUNE)
    assert entry is not None
    assert str(entry.increment) == "14"


def test_that_a_returned_month_is_opened_again(unit: Workspace, office: Workspace, tmp_path: Path) -> None:
    path = returned(unit, office, tmp_path)
    lock(unit, JUNE, "已报送")
    take_back(unit, path)
    assert not unit.content.lock(JUNE).is_locked
    assert unit.content.lock(JUNE).reason == "退回修改"


def test_that_a_plain_workbook_is_no_return(unit: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match=r"“甲科\.xlsx”不是退回表"):
        take_back(unit, exported(unit, tmp_path / "甲科.xlsx"))


def test_that_a_return_for_another_unit_is_refused(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    path = returned(unit, office, tmp_path)
    with pytest.raises(CixiError, match="是退给“甲科”的，当前单位是“乙科”"):
        take_back(unit_workspace("乙科"), path)


def test_that_a_missing_file_is_said(unit: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match=r"文件不能读取：无\.xlsx"):
        take_back(unit, tmp_path / "无.xlsx")


def test_that_what_is_mended_and_sent_again_is_submitted_anew(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    path = returned(unit, office, tmp_path)
    take_back(unit, path)
    record(unit, "8-1", JUNE, {"increment": "13"})
    accept(office, arrived(office, exported(unit, tmp_path / "再报.xlsx")), at=FIXED_TIME)
    found = bureau(PLAN, office.store, JUNE, date(2025, 6, 26))
    assert found.status("1").state is ReportingState.SUBMITTED
