"""What comes back: files of units held against what is known, and returned files at the unit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from cixi_desktop.actions.arrivals import file_cells
from cixi_desktop.actions.compare import ComparedFile, compare_files
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.export import Identity, export_workbook
from cixi_desktop.actions.inspect_files import (
    KEPT,
    ArrivalOutcome,
    inspect_files,
    keep_file,
    kept_arrival,
    resolve_conflicts,
)
from cixi_desktop.actions.lock import lock
from cixi_desktop.actions.receive import accept, accept_all
from cixi_desktop.actions.record import correct, note, record
from cixi_desktop.actions.review import bureau, return_workbook, send_back, together
from cixi_desktop.actions.submit import submit, untouched
from cixi_desktop.actions.take_back import is_for, is_to_open, read_return, take_back, unit_error
from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.handovers import Acceptance, ReviewVerdict, reason_words
from cixi_desktop.workbook.reading.package import LARGEST_FILE
from cixi_desktop.workspace import Workspace, read_content
from tests.support.figures import tasks_of_2025
from tests.support.memory_store import FIXED_TIME, MemoryStore
from tests.support.sheets import cell_of

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.actions.inspect_files import Arrival

JUNE = month(2025, 6)
PLAN = tasks_of_2025("6", "8")


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


def looked(office: Workspace, arrival: Arrival) -> ComparedFile:
    (found,) = compare_files(PLAN, office.store, [arrival])
    return found


def told(office: Workspace, arrival: Arrival) -> list[tuple[str, str, bool]]:
    rows = looked(office, arrival).rows
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
    (row, _) = looked(office, arrived(office, exported(unit, tmp_path / "甲科.xlsx"))).rows
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


def test_that_what_was_left_out_stays_in_question_until_it_is_taken(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    """The office has 13 and keeps it: neither the same file again nor a newer one overwrites it by itself."""
    accept(office, arrived(office, exported(unit, tmp_path / "一.xlsx")), at=FIXED_TIME)
    office.load("1")
    record(office, "8-1", JUNE, {"increment": "13"})
    record(unit, "8-1", JUNE, {"increment": "16"})
    second = exported(unit, tmp_path / "二.xlsx")
    (accepted,) = accept_all(office, [arrived(office, second)], at=FIXED_TIME)
    assert accepted.outcome is ArrivalOutcome.PARTLY_IMPORTED
    assert increment(office) == "13"
    again = arrived(office, second)
    assert (again.outcome, again.takeable) == (ArrivalOutcome.PARTLY_IMPORTED, frozenset({"8-1"}))
    assert told(office, again) == [("8-1", "新培育浙江省科技型中小企业 本期新增：13 → 16", True)]
    note(unit, "8", JUNE, {"problems": "材料已补"})
    third = arrived(office, exported(unit, tmp_path / "三.xlsx"))
    assert [corrected for _, _, corrected in told(office, third)] == [True, False]
    accept(office, again, at=FIXED_TIME, keys={"8-1"})
    assert increment(office) == "16"
    assert arrived(office, second).outcome is ArrivalOutcome.ALREADY_IMPORTED
    newest = max(office.store.load(Acceptance), key=lambda each: each.file_name == "二.xlsx")
    assert newest.untaken == 0


def increment(office: Workspace) -> str:
    entry = read_content(PLAN, office.store, office.units()[1]).entry("8-1", JUNE)
    return str(entry.increment) if entry else ""


def test_that_what_the_office_entered_before_the_first_file_is_not_overwritten(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    office.load(add_unit(office, "甲科").id)
    record(office, "8-1", JUNE, {"increment": "13"})
    (accepted,) = accept_all(office, [arrived(office, exported(unit, tmp_path / "一.xlsx"))], at=FIXED_TIME)
    assert accepted.outcome is ArrivalOutcome.PARTLY_IMPORTED
    assert increment(office) == "13"
    assert read_content(PLAN, office.store, office.units()[1]).narrative("8", JUNE).problems == "材料不齐"


def test_that_months_filled_by_a_later_file_are_not_the_offices_own(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    """June's file brings May along; May's own file, handed in late, meets no correction."""
    may = month(2025, 5)
    record(unit, "8-1", may, {"increment": "7"})
    accept(office, arrived(office, exported(unit, tmp_path / "六月.xlsx")), at=FIXED_TIME)
    record(unit, "8-1", may, {"increment": "8"})
    path = tmp_path / "五月.xlsx"
    identity = Identity(revision=9, exported_at=FIXED_TIME)
    export_workbook(unit.assess(may), unit.content, identity, out=path, pattern="")
    assert told(office, arrived(office, path)) == [
        ("8-1", "新培育浙江省科技型中小企业 本期新增：7 → 8", False)
    ]


def test_that_a_file_of_which_nothing_is_taken_is_not_received(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    arrival = arrived(office, exported(unit, tmp_path / "一.xlsx"))
    with pytest.raises(CixiError, match="中没有要接收的内容"):
        accept(office, arrival, at=FIXED_TIME, keys={"H-3"})
    assert office.store.load(Acceptance) == ()
    assert [each.name for each in office.units()] == ["未分配"]


def test_that_a_file_that_cannot_be_read_brings_nothing(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_text("坏")
    assert looked(office, arrived(office, tmp_path / "坏.xlsx")).rows == ()


def test_that_a_change_is_found_behind_many_other_operations(
    unit: Workspace, office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(office, arrived(office, exported(unit, tmp_path / "一.xlsx")), at=FIXED_TIME)
    office.load("1")
    for number in range(5):
        record(office, "6-1", JUNE, {"increment": str(number)})
    record(unit, "8-1", JUNE, {"increment": "16"})
    newer = arrived(office, exported(unit, tmp_path / "二.xlsx"))
    assert [corrected for _, _, corrected in told(office, newer)] == [True, False]


def first_hand_in(arrival: Arrival) -> Arrival:
    """The file as if it were of the unit's first hand-in, whatever its revision."""
    assert arrival.reading is not None
    stamp = replace(arrival.reading.stamp, hand_in=1, revision=3)
    return replace(arrival, revision=3, reading=replace(arrival.reading, stamp=stamp))


def test_that_a_second_file_of_one_hand_in_waits_for_a_choice_where_it_says_otherwise(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    accept(office, first_hand_in(arrived(office, exported(unit, tmp_path / "一.xlsx"))), at=FIXED_TIME)
    record(unit, "8-1", JUNE, {"increment": "16"})
    record(unit, "6-1", JUNE, {"increment": "4"})
    one = looked(office, first_hand_in(arrived(office, exported(unit, tmp_path / "二.xlsx"))))
    assert [(row.key, row.is_corrected, row.is_same_hand_in) for row in one.rows] == [
        ("6-1", False, False),
        ("8-1", True, True),
    ]
    assert [doubt.issue.message for doubt in one.doubts if not doubt.key] == [
        "第1次报送已接收过，这份与它有1项不同，这些项按已接收的保留。"
    ]
    assert file_cells(one)[-1].startswith("将更新2项，与已接收的不一致1项")


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
    review = take_back(unit, read_return(unit, path))
    assert (review.verdict, review.number, review.period) == (ReviewVerdict.RETURNED, 2, JUNE)
    assert review.reasons == (("8-1:累计完成", "名单只有13家"), ("task:8", "请写明问题"))
    assert unit.content.review(JUNE) == review
    entry = unit.content.entry("8-1", JUNE)
    assert entry is not None
    assert str(entry.increment) == "14"


def test_that_reasons_are_marked_at_their_cells_and_read_as_no_remarks(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    """Mended in a spreadsheet program: 13 in the marked cell. A word added to a note is told."""
    path = returned(unit, office, tmp_path)
    book = load_workbook(path)
    sheet = book["进展情况表"]
    marked = [cell for cells in sheet.iter_rows() for cell in cells if cell.comment]
    total, task = cell_of(sheet, "8-1", "累计完成"), cell_of(sheet, "task:8", "指标/事项")
    assert [cell.coordinate for cell in marked] == [task.coordinate, total.coordinate]
    assert [cell.comment.text for cell in marked if cell.comment] == [
        "退回意见：请写明问题",
        "退回意见：名单只有13家",
    ]
    assert {cell.fill.fgColor.rgb for cell in marked} == {"FFFCD5B4"}
    total.value, task.comment.text = 13, "退回意见：请写明问题 已改"
    book.save(path)
    arrival = arrived(office, path)
    assert [cell.reason for cell in arrival.refused] == ["批注“已改”未读入。要报送的内容请写在单元格里。"]
    accept(office, arrival, at=FIXED_TIME + timedelta(minutes=1))
    entry = read_content(PLAN, office.store, office.unit("1")).entry("8-1", JUNE)
    assert entry is not None
    assert str(entry.cumulative) == "13"
    state = bureau(PLAN, office.store, JUNE, date(2025, 6, 26)).status("1").state
    assert state is ReportingState.SUBMITTED


def test_that_a_return_mended_without_the_program_is_taken_in_without_asking(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    """It says otherwise than the hand-in whose number it bears: that is what it was given back for."""
    submit(unit, JUNE)
    path = returned(unit, office, tmp_path)
    (untouched,) = compare_files(PLAN, office.store, [arrived(office, path)])
    assert file_cells(untouched)[-1] == "退回表，填报单位请用“文件—打开退回表”打开"
    book = load_workbook(path)
    cell_of(book["进展情况表"], "8-1", "累计完成").value = 13
    book.save(path)
    (one,) = compare_files(PLAN, office.store, [arrived(office, path)])
    assert [(row.key, row.is_corrected) for row in one.rows] == [("8-1", False)]
    assert (
        file_cells(one)[-1] == "退回表，将更新1项（2处），规范2处"
    )  # the register still shows the old total


def test_that_a_return_keeps_what_could_not_be_read_and_what_was_left_out(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    """“十几家” is no number; 6 of 8-2 were not ticked. Both stand in the return, the fault is told again."""
    record(unit, "8-2", JUNE, {"increment": "6"})
    record(unit, "6-1", JUNE, {"increment": "2"})
    path = exported(unit, tmp_path / "甲科.xlsx")
    book = load_workbook(path)
    cell_of(book["进展情况表"], "8-1", "本期完成").value = "十几家"
    cell_of(book["进展情况表"], "8-1", "进展情况").value = "走访企业。"
    book.save(path)
    accept(office, arrived(office, path), at=FIXED_TIME, keys={"6-1", "task:8"})
    keep_file(office.store, tmp_path, arrived(office, path))
    path.unlink()
    found = bureau(PLAN, office.store, JUNE, date(2025, 6, 26))
    arrival = kept_arrival(PLAN, office.store, tmp_path, found.status("1").file)
    assert arrival is not None
    faults = [("8-1", "本期完成"), ("8-1", "进展情况")]  # the text stays out with the figure
    assert [(cell.key, cell.head) for cell in arrival.refused] == faults
    review = send_back(office, found, "1", (("8-1:本期完成", "请填数字"),))
    out = tmp_path / "退回.xlsx"
    identity = Identity(revision=0, exported_at=FIXED_TIME)
    return_workbook(office, review, identity, out=out, arrival=arrival)
    sheet = load_workbook(out)["进展情况表"]
    assert cell_of(sheet, "8-1", "本期完成").value == "十几家"
    assert cell_of(sheet, "8-1", "进展情况").value == "走访企业。"
    assert cell_of(sheet, "8-2", "本期完成").value == 6
    again = arrived(office, out)
    assert [(cell.key, cell.head) for cell in again.refused] == faults


def test_that_only_files_of_which_something_stayed_out_are_kept_and_only_as_they_were(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    record(unit, "8-2", JUNE, {"increment": "6"})
    record(unit, "6-1", JUNE, {"increment": "2"})
    path = exported(unit, tmp_path / "甲科.xlsx")
    accept(office, arrived(office, path), at=FIXED_TIME, keys={"6-1"})
    arrival = arrived(office, path)
    kept = tmp_path / KEPT / f"{arrival.sha256}.xlsx"
    keep_file(office.store, path, arrival)  # where no folder can be made nothing is kept, and nothing fails
    assert kept_arrival(PLAN, office.store, path, arrival.sha256) is None
    keep_file(office.store, tmp_path, arrival)
    assert kept.read_bytes() == path.read_bytes()
    kept.write_bytes(b"")
    assert kept_arrival(PLAN, office.store, tmp_path, arrival.sha256) is None
    accept(office, arrived(office, path), at=FIXED_TIME, keys=arrival.takeable)
    keep_file(office.store, tmp_path, arrived(office, path))
    assert not kept.exists()
    assert kept_arrival(PLAN, office.store, tmp_path, arrival.sha256) is None
    assert kept_arrival(PLAN, office.store, tmp_path, "") is None


def test_that_a_returned_month_is_opened_again(unit: Workspace, office: Workspace, tmp_path: Path) -> None:
    path = returned(unit, office, tmp_path)
    lock(unit, JUNE, "已报送")
    take_back(unit, read_return(unit, path))
    assert not unit.content.lock(JUNE).is_locked
    assert unit.content.lock(JUNE).reason == "退回修改"


def test_that_a_plain_workbook_is_no_return(unit: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match=r"“甲科\.xlsx”不是退回表"):
        read_return(unit, exported(unit, tmp_path / "甲科.xlsx"))


def test_that_a_return_for_another_unit_is_refused(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    other, path = unit_workspace("乙科"), returned(unit, office, tmp_path)
    with pytest.raises(CixiError, match=r"^2025年6月退回表是退给“甲科”的，当前单位是“乙科”"):
        take_back(other, read_return(other, path))


def test_that_the_unit_is_asked_for_where_a_return_is_for_another(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    other, path = unit_workspace("乙科"), returned(unit, office, tmp_path)
    assert is_for(unit, read_return(unit, path))
    assert not is_for(other, read_return(other, path))
    assert "选择本单位" in unit_error(other, read_return(other, path)).hint


def test_that_a_missing_file_is_said(unit: Workspace, tmp_path: Path) -> None:
    with pytest.raises(CixiError, match=r"^文件不能读取"):
        read_return(unit, tmp_path / "无.xlsx")


def test_that_a_file_far_too_large_for_a_return_is_not_read(unit: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "退回.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(CixiError, match=r"^文件超过\d+ MB，远大于正常的进展情况表，未读取"):
        read_return(unit, path)


def test_that_what_is_mended_and_sent_again_is_submitted_anew(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    path = returned(unit, office, tmp_path)
    take_back(unit, read_return(unit, path))
    record(unit, "8-1", JUNE, {"increment": "13"})
    accept(office, arrived(office, exported(unit, tmp_path / "再报.xlsx")), at=FIXED_TIME)
    found = bureau(PLAN, office.store, JUNE, date(2025, 6, 26))
    assert found.status("1").state is ReportingState.SUBMITTED


def test_that_a_return_is_opened_at_its_unit_and_where_the_unit_is_not_chosen_yet(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    stamp = read_return(unit, returned(unit, office, tmp_path))
    assert is_to_open(unit, stamp)
    assert not is_to_open(office, stamp)  # which received files, and is not the unit meant
    assert is_to_open(unit_workspace("乙科"), stamp)  # which received none, and is asked for its unit


def test_that_reasons_of_a_return_that_nobody_has_touched_are_told_at_the_hand_in(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    review = take_back(unit, read_return(unit, returned(unit, office, tmp_path)))
    assert len(untouched(unit, JUNE)) == len(review.reasons)
    record(unit, "8-1", JUNE, {"increment": "14"})
    left = untouched(unit, JUNE)
    assert len(left) == sum(not place.startswith("8-1") for place, _ in review.reasons)
    assert not any("新培育浙江省科技型中小企业" in reason_words(unit.plan, reason) for reason in left)
    note(unit, "8", JUNE, {"problems": "材料缺两家的审计报告"})
    assert untouched(unit, JUNE) == []


def test_that_a_correction_shows_as_the_source_until_the_units_own_value_is_taken(
    unit: Workspace, office: Workspace, tmp_path: Path
) -> None:
    """15 were reported; the office struck two that stand in the list twice."""
    accept(office, arrived(office, exported(unit, tmp_path / "一.xlsx")), at=FIXED_TIME)
    office.load("1")
    with pytest.raises(CixiError, match="更正要写明理由"):
        correct(office, "8-1", JUNE, {"increment": "13"}, reason=" ", on=date(2025, 6, 28))
    correct(office, "8-1", JUNE, {"increment": "13"}, reason="名单重复2家", on=date(2025, 6, 28))
    assert source(office) == "甲科13家（办公室更正：名单重复2家；办公室2025年6月28日；单位填报15家）"
    correct(office, "8-1", JUNE, {"increment": "12"}, reason="又重复1家", on=date(2025, 6, 29))
    assert source(office) == "甲科12家（办公室更正：又重复1家；办公室2025年6月29日；单位填报15家）"
    whole = together(office.store, bureau(PLAN, office.store, JUNE, date(2025, 6, 30)))
    entry = whole.content.entry("8-1", JUNE)
    assert entry is not None
    assert entry.increment == 12
    office.undo()
    record(unit, "8-1", JUNE, {"increment": "14"})
    newer = arrived(office, exported(unit, tmp_path / "二.xlsx"))
    accept(office, newer, at=FIXED_TIME, keys={"8-1"})
    assert source(office) == "甲科14家"


def source(office: Workspace) -> str:
    found = bureau(PLAN, office.store, JUNE, date(2025, 6, 30)).origin(PLAN.target("8-1"))
    return found.told(found.sources)
