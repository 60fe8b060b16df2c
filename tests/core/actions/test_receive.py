"""Workbooks arrive, many at once: what each is, which is the newest, and how they are taken in."""

from __future__ import annotations

import os
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.arrivals import detail_rows, file_cells, outcome_words, seen_again
from cixi_desktop.actions.compare import ComparedFile, compare_files, losses
from cixi_desktop.actions.inspect_files import (
    NEW_UNIT,
    Answers,
    Arrival,
    ArrivalOutcome,
    RefusedCell,
    files_in,
    inspect_files,
    resolve_conflicts,
)
from cixi_desktop.actions.receive import accept
from cixi_desktop.actions.review import bureau, doubts_of
from cixi_desktop.actions.units import new_unit
from cixi_desktop.assessment.assess import assess
from cixi_desktop.checks.findings import month_issues
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.handovers import Acceptance, Lock
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.workbook import Identity, workbook_bytes
from cixi_desktop.workbook.reading.reading import Changed, Normalised, Reading, Stamp
from tests.core.actions.received import (
    AT,
    JUNE,
    OFFICE,
    PLAN,
    RECORDS,
    TEXT,
    content,
    entry,
    exported,
    file,
    looked_at,
    outcomes,
    row,
    stored,
    taken_in,
    usual,
    workspace,
)
from tests.support.figures import YEAR
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from cixi_desktop.workspace import Workspace


def test_that_a_file_is_taken_in_whole_with_its_name_and_hash_in_the_journal(tmp_path: Path) -> None:
    office = workspace()
    (arrival,) = taken_in(office, file(tmp_path / "高新科.xlsx"))
    assert (arrival.outcome, arrival.label, arrival.revision) == (
        ArrivalOutcome.ACCEPTED,
        "高新科2025年6月",
        3,
    )
    assert arrival.outcome.is_good
    got = stored(office)
    assert got.unit == Unit(id="1", name="高新科")
    assert got.entry("H-3", JUNE) == replace(entry("H-3", increment=20), unit_id="1")
    assert got.entry("H-3", month(YEAR, 5)) == replace(entry("H-3", 5, increment=50), unit_id="1")
    assert got.narrative("8", JUNE).progress_note == "新增70家。"
    assert got.ledger("H-3") == (replace(row("1"), unit_id="1"),)
    (acceptance,) = office.store.load(Acceptance)
    assert acceptance == Acceptance(
        sha256=arrival.sha256,
        unit_id="1",
        period=JUNE,
        number=3,
        check_code=check_code(assess(PLAN, content(), JUNE)),
        file_name="高新科.xlsx",
        at=AT.replace(microsecond=0),
        accepted_by="李四",
    )
    (operation,) = office.store.operations(limit=9)
    assert (operation.label, operation.is_barrier) == ("接收高新科2025年6月的“高新科.xlsx”", True)
    assert not office.history.undo


def test_that_the_same_code_stands_on_both_sides(tmp_path: Path) -> None:
    office = workspace()
    taken_in(office, file(tmp_path / "a.xlsx"))
    assert check_code(assess(PLAN, stored(office), JUNE)) == check_code(assess(PLAN, content(), JUNE))


def test_that_looking_changes_nothing(tmp_path: Path) -> None:
    office = workspace()
    assert outcomes(looked_at(office, file(tmp_path / "a.xlsx"))) == [("a.xlsx", "accepted")]
    assert office.store.operations(limit=9) == ()


def test_that_a_file_taken_in_before_costs_its_hash_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, path = workspace(), file(tmp_path / "a.xlsx")
    taken_in(office, path)
    monkeypatch.delattr("cixi_desktop.actions.inspect_files.read_workbook")
    (again,) = taken_in(office, path)
    assert (again.outcome, again.label, again.revision) == (
        ArrivalOutcome.ALREADY_IMPORTED,
        "高新科2025年6月",
        3,
    )
    assert again.reading is None
    assert len(office.store.operations(limit=9)) == 1


def test_that_a_newer_revision_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    office = workspace()
    taken_in(office, file(tmp_path / "a.xlsx"))
    newer = content(entry("H-3", 5, increment=50), entry("H-4", note="x"))
    (arrival,) = taken_in(office, file(tmp_path / "b.xlsx", newer, revision=4))
    assert arrival.outcome is ArrivalOutcome.ACCEPTED
    got = stored(office)
    assert got.entry("H-3", JUNE) is None
    assert got.entry("H-4", JUNE) is not None
    assert got.narrative("8", JUNE).is_empty
    assert got.ledger("H-3") == ()


def test_that_an_older_revision_is_refused_by_name(tmp_path: Path) -> None:
    office = workspace()
    taken_in(office, file(tmp_path / "new.xlsx", revision=5))
    (arrival,) = taken_in(office, file(tmp_path / "old.xlsx", revision=4))
    assert arrival.outcome is ArrivalOutcome.OLDER_REVISION
    (refused,) = arrival.refused
    assert refused.reason == "高新科2025年6月已有更新的表（new.xlsx），这份较早。"


def test_that_of_several_files_the_newest_of_each_unit_is_taken(tmp_path: Path) -> None:
    office, folder = workspace(), tmp_path / "in"
    file(folder / "1.xlsx", revision=2)
    file(folder / "2.xlsx", revision=7)
    file(folder / "3.xlsx", revision=3)
    file(folder / "4.xlsx", Content(unit=Unit(id="9", name="办公室")), revision=1)
    assert outcomes(taken_in(office, folder)) == [
        ("1.xlsx", "older revision"),
        ("2.xlsx", "accepted"),
        ("3.xlsx", "older revision"),
        ("4.xlsx", "accepted"),
    ]
    assert [unit.name for unit in office.units()] == ["未分配", "高新科", "办公室"]


def test_that_one_file_under_two_names_is_one(tmp_path: Path) -> None:
    path = file(tmp_path / "in" / "a.xlsx")
    (tmp_path / "in" / "b.xlsx").write_bytes(path.read_bytes())
    first, second = looked_at(workspace(), tmp_path / "in")
    assert (first.outcome, second.outcome) == (ArrivalOutcome.ACCEPTED, ArrivalOutcome.ALREADY_IMPORTED)
    assert second.refused[0].reason == "与“a.xlsx”是同一份文件。"


def test_that_two_different_files_of_one_revision_are_both_left_to_people(tmp_path: Path) -> None:
    office = workspace()
    file(tmp_path / "in" / "a.xlsx")
    file(tmp_path / "in" / "b.xlsx", content(entry("H-3", increment=21)))
    arrivals = taken_in(office, tmp_path / "in")
    assert [arrival.outcome for arrival in arrivals] == [ArrivalOutcome.FILE_REFUSED] * 2
    assert arrivals[0].refused[0].reason == (
        "与“b.xlsx”同为高新科2025年6月的表，而内容不同：进展情况表第8行一份是“20”、一份是“21”，"
        "进展情况表第14行一份是“新增70家。”、一份是“”。请确认后只保留应接收的一份，再次接收。"
    )
    assert office.store.operations(limit=9) == ()


def test_that_two_different_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    office = workspace()
    for folder, value in (("甲", 20), ("乙", 99)):
        file(tmp_path / folder / "填报表.xlsx", content(entry("H-3", increment=value)))
    arrivals = taken_in(office, tmp_path / "甲", tmp_path / "乙")
    assert [arrival.outcome for arrival in arrivals] == [ArrivalOutcome.FILE_REFUSED] * 2
    assert arrivals[0].refused[0].reason.startswith("与“乙/填报表.xlsx”同为高新科2025年6月的表，而内容不同")
    assert office.store.operations(limit=9) == ()


def test_that_of_two_different_files_only_what_differs_is_told(tmp_path: Path) -> None:
    file(tmp_path / "in" / "a.xlsx")
    file(tmp_path / "in" / "b.xlsx", content(*RECORDS[:2], replace(TEXT, problems="材料不齐"), row("1")))
    first, _ = looked_at(workspace(), tmp_path / "in")
    assert "而内容不同：进展情况表第14行一份是“”、一份是“材料不齐”。" in first.refused[0].reason


def test_that_files_of_nameless_units_are_not_taken_for_one_another(tmp_path: Path) -> None:
    nameless = Unit(id="0", name="未分配")
    for name, number in (("a.xlsx", 1), ("b.xlsx", 2)):
        own = replace(entry("H-3", increment=number), unit_id=nameless.id)
        file(tmp_path / "in" / name, content(own, unit=nameless))
    arrivals = looked_at(workspace(), tmp_path / "in")
    assert {arrival.outcome for arrival in arrivals} == {ArrivalOutcome.FILE_REFUSED}
    assert "均未填写单位名称，无法区分" in arrivals[0].refused[0].reason


def test_that_a_re_saved_copy_that_says_the_same_is_no_rival(tmp_path: Path) -> None:
    path = file(tmp_path / "in" / "a.xlsx")
    (tmp_path / "in" / "b.xlsx").write_bytes(path.read_bytes() + b"\0")
    office = workspace()
    assert [arrival.outcome for arrival in taken_in(office, tmp_path / "in")] == [ArrivalOutcome.ACCEPTED] * 2
    assert stored(office).entry("H-3", JUNE) is not None


def test_that_earlier_months_are_filled_where_nothing_is_known_and_else_left(tmp_path: Path) -> None:
    office = workspace()
    may = content(entry("H-3", 4, increment=7), entry("H-3", 5, increment=40))
    used = may
    identity = Identity(revision=1, exported_at=AT)
    path = tmp_path / "5月.xlsx"
    path.write_bytes(workbook_bytes(assess(PLAN, used, month(YEAR, 5)), used, identity))
    taken_in(office, path)
    june = file(tmp_path / "6月.xlsx")
    (arrival,) = looked_at(office, june)
    assert arrival.reading is not None
    assert [each.increment for each in arrival.reading.earlier if each.target_id == "H-3"] == [Decimal(50)]
    accept(office, arrival, at=AT)
    kept = stored(office).entry("H-3", month(YEAR, 5))
    assert kept is not None
    assert kept.increment == Decimal(40)


def test_that_what_can_be_read_of_a_file_is_taken_in_without_what_cannot(tmp_path: Path) -> None:
    office, path = workspace(), file(tmp_path / "a.xlsx")
    spoil(path, '"increment":"20"', '"increment":"很多"')
    (arrival,) = taken_in(office, path)
    assert arrival.outcome is ArrivalOutcome.ROWS_REFUSED
    assert [(refused.sheet, refused.key) for refused in arrival.refused] == [
        ("系统识别页", "H-3"),
        ("指标台账", "H-3"),  # what it shows of the record stays out with it
    ]
    got = stored(office)
    assert got.entry("H-3", JUNE) is None
    assert got.narrative("8", JUNE).progress_note == "新增70家。"


def spoil(path: Path, old: str, new: str) -> None:
    """Replace some characters of the hidden sheet."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    hidden = "xl/worksheets/sheet4.xml"
    assert old.encode() in parts[hidden]
    parts[hidden] = parts[hidden].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)


def test_that_rows_of_a_list_follow_the_months_workbook(tmp_path: Path) -> None:
    office = workspace()
    taken_in(office, file(tmp_path / "a.xlsx", content(entry("H-3", increment=2), row("1"), row("2", 4))))
    changed = content(entry("H-3", increment=2), row("3"), row("2", 4, "改名"), row("5", 3))
    taken_in(office, file(tmp_path / "b.xlsx", changed, revision=4))
    assert {(each.id, each.name) for each in stored(office).ledger("H-3")} == {
        ("3", "慈溪某公司"),
        ("2", "慈溪某公司"),
        ("5", "慈溪某公司"),
    }


def test_that_single_records_can_be_taken(tmp_path: Path) -> None:
    office = workspace()
    (arrival,) = looked_at(office, file(tmp_path / "a.xlsx"))
    accept(office, arrival, at=AT, keys={"task:8", "M1-1"})
    got = stored(office)
    assert got.narrative("8", JUNE).progress_note == "新增70家。"
    assert got.entry("H-3", JUNE) is None


def test_that_a_file_taken_in_part_keeps_the_code_that_its_unit_has_before_it(tmp_path: Path) -> None:
    """Over the telephone both read the same; what is still out is told beside it."""
    office = workspace()
    for keys in ({"task:8"}, {"H-3"}):
        (arrival,) = looked_at(office, file(tmp_path / "a.xlsx"))
        accept(office, arrival, at=AT, keys=keys)
        (acceptance,) = office.store.load(Acceptance)
        assert acceptance.check_code == check_code(assess(PLAN, content(), JUNE))
        assert acceptance.left_out == (("H-3",) if keys == {"task:8"} else ())


def test_that_a_locked_month_is_not_changed(tmp_path: Path) -> None:
    office = workspace()
    unit = Unit(id="1", name="高新科")
    lock = Lock(unit_id="1", period=JUNE, is_locked=True)
    office.perform("锁定", (Change(None, unit), Change(None, lock)))
    (arrival,) = taken_in(office, file(tmp_path / "a.xlsx"))
    assert arrival.outcome is ArrivalOutcome.FILE_REFUSED
    assert arrival.refused[0].reason == "高新科2025年6月已锁定，“a.xlsx”未接收。请先解锁。"


def test_that_an_earlier_month_that_is_locked_is_not_filled_by_a_later_workbook(tmp_path: Path) -> None:
    office = workspace()
    lock = Lock(unit_id="1", period=month(YEAR, 5), is_locked=True, reason="5月已汇总")
    office.perform("锁定", (Change(None, Unit(id="1", name="高新科")), Change(None, lock)))
    months = content(entry("H-3", 4, increment=30), entry("H-3", 5, increment=50), entry("H-3", increment=20))
    (arrival,) = taken_in(office, file(tmp_path / "6月.xlsx", months))
    assert arrival.outcome is ArrivalOutcome.ACCEPTED
    got = {each.period.last: each.increment for each in office.store.load(Entry) if each.target_id == "H-3"}
    assert got == {4: Decimal(30), 6: Decimal(20)}


def test_that_a_row_of_a_locked_earlier_month_is_not_added_to_its_list(tmp_path: Path) -> None:
    office = workspace()
    lock = Lock(unit_id="1", period=month(YEAR, 5), is_locked=True, reason="5月已汇总")
    office.perform("锁定", (Change(None, Unit(id="1", name="高新科")), Change(None, lock)))
    rows = (row("1", 4), row("2", 5), row("3"))
    taken_in(office, file(tmp_path / "6月.xlsx", content(entry("H-3", increment=1), *rows)))
    assert {each.id for each in stored(office).ledger("H-3")} == {"1", "3"}


def test_that_a_file_that_was_refused_cannot_be_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK")
    office = workspace()
    (arrival,) = taken_in(office, path)
    assert not arrival.outcome.is_good
    assert (arrival.label, arrival.normalised, arrival.whose) == ("", (), ("", ""))
    with pytest.raises(CixiError, match=r"“坏\.xlsx”未接收。文件已损坏"):
        accept(office, arrival, at=AT)


def test_that_sample_figures_stay_out_of_real_ones(tmp_path: Path) -> None:
    path = file(tmp_path / "a.xlsx", content(is_sample=True))
    (arrival,) = looked_at(workspace(), path)
    assert arrival.refused[0].reason.startswith("这是示例数据，不是单位的实际情况。")
    assert looked_at(workspace(MemoryStore(is_sample=True)), path)[0].outcome is ArrivalOutcome.ACCEPTED


def test_that_folders_are_searched_for_workbooks_alone(tmp_path: Path) -> None:
    for name in ("a.xlsx", "~$a.xlsx", ".~lock.a.xlsx", "b.xls", "c.pdf", "deep/d.XLSX"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    named = tmp_path / "c.pdf"
    assert [path.name for path in files_in([tmp_path])] == ["a.xlsx", "b.xls", "d.XLSX"]
    assert files_in([named, named]) == (named,)
    with pytest.raises(CixiError, match="没有这个文件或文件夹"):
        files_in([tmp_path / "nothing"])


def test_that_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, path = workspace(), file(tmp_path / "a.xlsx")
    monkeypatch.setattr("cixi_desktop.actions.inspect_files.LARGEST_FILE", 10)
    assert looked_at(office, path)[0].refused[0].reason.startswith("文件超过0 MB")
    path.unlink()
    (arrival,) = inspect_files(PLAN, office.store, [path])
    assert arrival.refused[0].reason.startswith("文件不能读取")


def test_that_a_file_killed_half_way_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, store = workspace(), MemoryStore()
    office = workspace(store)
    (arrival,) = looked_at(office, file(tmp_path / "a.xlsx"))
    monkeypatch.setattr("tests.support.memory_store.MemoryUnitOfWork.commit", _killed)
    with pytest.raises(KeyboardInterrupt):
        accept(office, arrival, at=AT)
    assert store.load(Entry) == ()
    assert store.load(Acceptance) == ()


def _killed(_work: object) -> None:
    raise KeyboardInterrupt


def named(name: str, path: Path) -> Path:
    """The usual month of a unit that calls itself so."""
    return file(path, content(unit=Unit(id=OFFICE.id, name=name)))


def asked(into: Workspace, path: Path, answers: Answers) -> Arrival:
    (arrival,) = resolve_conflicts(into.store, inspect_files(PLAN, into.store, [path], answers))
    return arrival


def test_that_one_unit_under_four_ways_to_write_its_name_is_counted_once(tmp_path: Path) -> None:
    office = workspace()
    ways = (
        "成果科（办公室）",
        "成果科(办公室)",
        "成果科 （办公室）",
        "成果\u200b科（办公室）",
        "成果科（办公室）\u3000",
    )
    for number, name in enumerate(ways):
        path = file(tmp_path / f"{number}.xlsx", content(unit=Unit(id=OFFICE.id, name=name)), revision=number)
        taken_in(office, path)
    assert [unit.name for unit in office.units()] == ["未分配", "成果科（办公室）"]


def test_that_an_unknown_name_that_reminds_of_a_unit_asks_which_it_is(tmp_path: Path) -> None:
    office = workspace()
    new_unit(office, "科技创新平台科")
    path = named("平台科", tmp_path / "a.xlsx")
    (arrival,) = taken_in(office, path)
    assert arrival.outcome is ArrivalOutcome.UNKNOWN_UNIT
    assert arrival.refused[0].reason == ("没有名为“平台科”的单位，请先明确它是“科技创新平台科”，还是新单位。")
    assert office.store.load(Entry) == ()

    accept(office, asked(office, path, {"平台科": "1"}), at=AT)
    assert [unit.name for unit in office.units()] == ["未分配", "科技创新平台科"]
    assert stored(office, "科技创新平台科").entry("H-3", JUNE) is not None
    next_month = asked(office, named("平台 科", tmp_path / "b.xlsx"), {})
    assert next_month.unit is not None
    assert next_month.unit.name == "科技创新平台科"


def test_that_the_answer_may_be_that_it_is_a_new_unit(tmp_path: Path) -> None:
    office = workspace()
    new_unit(office, "科技创新平台科")
    accept(office, asked(office, named("平台科", tmp_path / "a.xlsx"), {"平台科": NEW_UNIT}), at=AT)
    assert [unit.name for unit in office.units()] == ["未分配", "科技创新平台科", "平台科"]


def test_that_a_file_name_in_gbk_is_shown_and_kept_as_it_was_meant(tmp_path: Path) -> None:
    """As an archive made on Windows leaves it on Linux: bytes that are no UTF-8."""
    raw = os.fsencode(tmp_path) + "/高新科6月.xlsx".encode("gbk")
    path = Path(os.fsdecode(raw))
    path.write_bytes(usual(3))
    office = workspace()
    (arrival,) = taken_in(office, path)
    assert (arrival.name, arrival.outcome) == ("高新科6月.xlsx", ArrivalOutcome.ACCEPTED)
    assert office.store.load(Acceptance)[0].file_name == "高新科6月.xlsx"


def test_that_a_name_too_long_for_the_disk_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CixiError, match="文件名太长"):
        files_in([tmp_path / ("长" * 100 + ".xlsx")])


def test_that_what_a_file_brings_is_doubted_as_if_it_were_typed(tmp_path: Path) -> None:
    """300 firms in a month are more than twice the 120 of the year."""
    office = workspace()
    months = tuple(entry("H-3", number, increment=5) for number in range(1, 6))
    brought = content(*months, entry("H-3", increment=300))
    arrivals = looked_at(office, file(tmp_path / "a.xlsx", brought))
    (looked,) = compare_files(PLAN, office.store, arrivals)
    own = content(*months, entry("H-3", increment=300))
    typed = month_issues(assess(PLAN, own, JUNE), own)["H-3"]
    assert [doubt.issue for doubt in looked.doubts if doubt.key == "H-3"] == list(typed) != []
    assert looked.arrival.outcome is ArrivalOutcome.DOUBTFUL
    assert looked.arrival.outcome.can_be_accepted


def test_that_a_month_that_the_file_s_total_does_without_is_named(tmp_path: Path) -> None:
    """The office knows of 50 new firms in May; the workbook of June has no May, and a total of 20."""
    office = workspace()
    taken_in(office, file(tmp_path / "a" / "1.xlsx", revision=1))
    path = file(tmp_path / "b" / "2.xlsx", content(entry("H-3", increment=20)))
    (looked,) = compare_files(PLAN, office.store, looked_at(office, path))
    assert [doubt.issue.message for doubt in looked.doubts if doubt.issue.message.startswith("5月")] == [
        "5月的“本期新增”这里是50，表中没有，仍按这里的。"
    ]


def test_that_what_was_put_right_and_what_was_changed_by_hand_is_told_with_its_cell() -> None:
    stamp = Stamp(plan_version="1", unit_name="高新科", period=JUNE, revision=1, check_code="")
    reading = Reading(
        stamp=stamp,
        entries=(),
        narratives=(),
        earlier=(),
        ledger=(),
        covered=frozenset(),
        normalised=(Normalised("表", "E5", "２０家", "20", "H-3"),),
        changed=(
            Changed("表", "F5", "H-3", "累计完成", "70", "90"),
            Changed("表", "G5", "8", "问题", "慢", ""),
        ),
    )
    arrival = Arrival(path=Path("a.xlsx"), sha256="", outcome=ArrivalOutcome.NORMALISED, reading=reading)
    assert [cells for _, cells in detail_rows(ComparedFile(arrival), lambda key: f"指标{key}")] == [
        ("－ 规范", "指标H-3", "表", "E5", "“２０家”读作“20”"),
        ("－ 改动", "指标H-3", "表", "F5", "累计完成：70 → 90（导出后被修改，请核实）"),
        ("－ 改动", "指标8", "表", "G5", "问题：慢 → （空）（导出后被修改，请核实）"),
    ]


def test_that_a_copy_is_still_told_as_one_after_its_file_was_taken_in() -> None:
    new = ComparedFile(Arrival(path=Path("b.xlsx"), sha256="1", outcome=ArrivalOutcome.ACCEPTED))
    assert seen_again(new, new, {}) is new
    same = (RefusedCell("", "", "与“a.xlsx”是同一份文件。"),)
    copy = new._replace(arrival=replace(new.arrival, outcome=ArrivalOutcome.ALREADY_IMPORTED, refused=same))
    taken = Acceptance(
        sha256="1", unit_id="1", period=JUNE, number=1, check_code="", file_name="a.xlsx", at=AT
    )
    now = new._replace(
        arrival=replace(new.arrival, outcome=ArrivalOutcome.ALREADY_IMPORTED, acceptance=taken)
    )
    again = seen_again(now, copy, {})
    assert outcome_words(again.arrival) == "重复文件"
    assert file_cells(again)[-1] == "与“a.xlsx”是同一份文件。"
    assert file_cells(now)[-1] == "已全部接收"


def test_that_an_earlier_month_that_says_something_else_is_named_and_stays(tmp_path: Path) -> None:
    """The office knows of 50 new firms in May; the unit's next workbook of June has 55."""
    office = workspace()
    taken_in(office, file(tmp_path / "a" / "1.xlsx", revision=1))
    path = file(tmp_path / "b" / "2.xlsx", content(entry("H-3", 5, increment=55), entry("H-3", increment=20)))
    (looked,) = compare_files(PLAN, office.store, looked_at(office, path))
    assert [doubt.issue.message for doubt in looked.doubts if doubt.issue.message.startswith("5月")] == [
        "5月的“本期新增”这里是50，表中是55，仍按这里的。"
    ]
    assert looked.arrival.outcome is ArrivalOutcome.DOUBTFUL


def emptied(into: Workspace, path: Path) -> list[tuple[str, str]]:
    """What the office would lose by a file, by record."""
    (looked,) = compare_files(PLAN, into.store, looked_at(into, path))
    return [(doubt.key, doubt.issue.message) for doubt in looked.emptied]


def test_that_what_a_newer_file_takes_away_is_named_with_what_was_held(tmp_path: Path) -> None:
    """Held of June: 20 firms with one row of the list, 新增70家。; the newer file has neither."""
    office = workspace()
    taken_in(office, file(tmp_path / "a.xlsx"))
    newer = file(
        tmp_path / "b.xlsx", content(entry("H-3", 5, increment=50), entry("H-4", value=1070)), revision=4
    )
    assert emptied(office, newer) == [
        ("H-3", "原已接收“本期新增”20家、名单中的“慈溪某公司”，这份表中未填，接收即清空。"),
        ("task:8", "原已接收“进展情况”新增70家。，这份表中未填，接收即清空。"),
    ]
    (looked,) = compare_files(PLAN, office.store, looked_at(office, newer))
    assert looked.arrival.outcome is ArrivalOutcome.DOUBTFUL
    told = [cells[1:] for _, cells in detail_rows(looked, str) if "清空" in cells[-1]]
    assert [name for name, *_ in told] == ["高新技术企业新增数", "强化创新主体培育"]
    assert taken_in(office, newer)[0].outcome.is_good
    assert stored(office).entry("H-3", JUNE) is None


def test_that_what_a_file_took_away_is_counted_at_the_desk_until_it_is_there_again(tmp_path: Path) -> None:
    """The newer file has taken 20 firms and a text; the text comes again, then the firms."""
    office = workspace()

    def counted() -> int:
        found = bureau(PLAN, office.store, JUNE, AT.date())
        return doubts_of(found, office.store, lambda: False)["1"]

    taken_in(office, file(tmp_path / "a.xlsx", content(entry("H-3", increment=20), TEXT)))
    before = counted()
    taken_in(office, file(tmp_path / "b.xlsx", content(entry("H-4", value=1010)), revision=4))
    here = [replace(each, unit_id="1") for each in (TEXT, entry("H-3", increment=20))]
    assert counted() == before + 2
    office.perform("补录", (Change(None, here[0]),))
    assert counted() == before + 1
    office.perform("补录", (Change(None, here[1]),))
    assert counted() == before


def test_that_nothing_is_lost_of_what_the_plan_no_longer_has() -> None:
    assert losses(PLAN, [Change(entry("99-1", value=3), None), Change(None, TEXT)]) == ()


def test_that_what_is_said_in_another_way_is_not_taken_away(tmp_path: Path) -> None:
    """70 in all for 20 more, a figure for its absence, a text for another; a long text that goes is cut."""
    office = workspace()
    long = replace(TEXT, problems="材料不齐，" * 5)
    known = (
        entry("H-3", increment=20),
        replace(entry("H-1"), state=State.PENDING, reason="未公布"),
        long,
        row("1"),
    )
    taken_in(office, file(tmp_path / "a.xlsx", content(*known)))
    newer = (entry("H-3", cumulative=70), entry("H-1", value=3.43), replace(TEXT, progress_note="新增71家。"))
    path = file(tmp_path / "b.xlsx", content(*newer, row("1", name="慈溪另一公司")), revision=4)
    assert emptied(office, path) == [
        (
            "task:8",
            "原已接收“存在问题”材料不齐，材料不齐，材料不齐，材料不齐，…，这份表中未填，接收即清空。",
        )
    ]


def test_that_much_that_is_taken_away_is_told_in_one_line(tmp_path: Path) -> None:
    office = workspace()
    held = tuple(entry(f"H-{number}", value=number) for number in (1, 2, 4, 5))
    taken_in(office, file(tmp_path / "a.xlsx", content(*held)))
    path = tmp_path / "b.xlsx"
    path.write_bytes(exported(content(entry("H-3", increment=20)), 4, AT))
    (looked,) = compare_files(PLAN, office.store, looked_at(office, path))
    assert [doubt.key for doubt in looked.emptied] == ["H-1", "H-2", "H-4", "H-5"]
    (told,) = [cells for _, cells in detail_rows(looked, str) if "清空" in cells[-1]]
    assert told[:2] == ("？ 疑问", f"{PLAN.target('H-1').name}等4项")
    assert [f"“{PLAN.target(key).name}”原已接收" in told[-1] for key in ("H-1", "H-2", "H-4", "H-5")] == [
        True
    ] * 3 + [False]
    assert file_cells(looked)[-1].startswith("将更新5项，其中清空4项，疑问1条")
    assert [cells[0] for _, cells in detail_rows(looked, str)] == ["？ 疑问", *["✓ 更新"] * 5]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("高新科—2025年6月.xlsx", []),
        ("高新科6月表（7月3日报）.xlsx", []),
        ("1—6月汇总.xlsx", []),
        ("新建文件.xlsx", []),
        ("高新科2024年6月.xlsx", ["文件名写的是2024年6月，表中是2025年6月，按表中的接收。"]),
        ("高新科5月.xlsx", ["文件名写的是5月，表中是2025年6月，按表中的接收。"]),
        ("2024年.xlsx", ["文件名写的是2024年，表中是2025年6月，按表中的接收。"]),
        ("平台科—6月.xlsx", ["文件名写的是“平台科”，表中的填报单位是“高新科”，按表中的接收。"]),
        ("6月成果科.xlsx", ["文件名写的是“成果科”，表中的填报单位是“高新科”，按表中的接收。"]),
    ],
)
def test_that_a_file_named_after_another_month_or_unit_is_told(
    name: str, told: list[str], tmp_path: Path
) -> None:
    office = workspace()
    office.perform(
        "单位", (Change(None, Unit(id="7", name="成果科")), Change(None, Unit(id="8", name="高新科")))
    )
    (looked,) = compare_files(PLAN, office.store, looked_at(office, file(tmp_path / name)))
    assert [doubt.issue.message for doubt in looked.doubts if "文件名" in doubt.issue.message] == told
    first = [cells[1] for _, cells in detail_rows(looked, str)][: len(told)]
    assert first == ["文件"] * len(told)


def test_that_a_file_that_only_contradicts_the_office_is_said_to_bring_nothing(tmp_path: Path) -> None:
    """The office has entered 22 firms, the unit's file says 20."""
    office = workspace()
    own = replace(entry("H-3", increment=22), unit_id="1")
    office.perform("补录", (Change(None, replace(OFFICE, id="1")), Change(None, own)))
    path = file(tmp_path / "a.xlsx", content(entry("H-3", increment=20)))
    (looked,) = compare_files(PLAN, office.store, looked_at(office, path))
    assert [doubt.issue.text for doubt in looked.doubts if not doubt.key] == [
        "表中没有可以直接接收的内容。请勾选要接收的行，或者退回该单位。"
    ]
    assert taken_in(office, path)[0].outcome is ArrivalOutcome.FILE_REFUSED
