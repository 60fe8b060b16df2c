"""What is told of a file that has arrived: many lines of one kind in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.arrivals import (
    alike_changed,
    alike_normalised,
    alike_refused,
    cells_of,
    detail_rows,
    file_cells,
    normalised_words,
    reason_of,
    summary,
    told_doubts,
    unit_words,
)
from cixi_desktop.actions.compare import ComparedFile, Doubt
from cixi_desktop.actions.inspect_files import Arrival, ArrivalOutcome, Normalised, RefusedCell
from cixi_desktop.checks.issues import Issue, Severity
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.units import Unit
from cixi_desktop.workbook.reading import Changed, Reading, Stamp


def arrival(*refused: RefusedCell, normalised: tuple[Normalised, ...] = ()) -> Arrival:
    stamp = Stamp(plan_version="1", unit_name="甲科", period=month(2025, 6), revision=1, check_code="")
    reading = Reading(
        stamp=stamp,
        entries=(),
        narratives=(),
        earlier=(),
        ledger=(),
        covered=frozenset(),
        normalised=normalised,
    )
    outcome = ArrivalOutcome.ROWS_REFUSED
    return Arrival(path=Path("甲.xlsx"), sha256="", outcome=outcome, reading=reading, refused=refused)


def cells(count: int, *, column: str = "G", is_aside: bool = False) -> list[RefusedCell]:
    """So many cells of one column from row 8 on, each refused for another name."""
    return [
        RefusedCell("表", f"{column}{row}", f"“{column}{row}{is_aside}”不填。", str(row), is_aside)
        for row in range(8, 8 + count)
    ]


def test_that_many_reasons_of_one_kind_and_column_are_told_together() -> None:
    others = [*cells(2, column="F"), *cells(1, is_aside=True)]
    found = alike_refused(arrival(*cells(5), *others))
    assert [(cells_of(alike), reason_of(alike)) for alike in found] == [
        ("G8、G9、G10、G11等5格", "如G8：“G8False”不填。"),
        ("F8", "“F8False”不填。"),
        ("F9", "“F9False”不填。"),
        ("G8", "“G8True”不填。"),
    ]


def test_that_four_cells_are_all_named() -> None:
    assert cells_of(cells(4)) == "G8、G9、G10、G11"


@pytest.mark.parametrize(
    ("unit", "name", "told"),
    [
        (None, "丙科", "丙科"),
        (None, None, ""),
        (Unit(id="1", name="甲科"), "甲科", "甲科"),
        (Unit(id="1", name="甲科"), "甲处", "甲科（表中写“甲处”）"),
    ],
)
def test_that_a_unit_is_told_by_its_name_in_the_file(unit: Unit | None, name: str | None, told: str) -> None:
    assert unit_words(replace(arrival(), unit=unit, unit_name=name)) == told


def test_that_three_reasons_of_one_kind_are_told_one_by_one() -> None:
    assert [cells_of(alike) for alike in alike_refused(arrival(*cells(3)))] == ["G8", "G9", "G10"]


@pytest.mark.parametrize(("count", "told"), [(3, ["M9", "M10", "M11"]), (5, ["M9、M10、M11、M12等5格"])])
def test_that_many_alike_changes_and_spellings_are_told_together(count: int, told: list[str]) -> None:
    places = [f"M{row}" for row in range(9, 9 + count)]
    changed = [Changed("表", place, "8", "下一步打算", "", "继续") for place in places]
    normalised = tuple(Normalised("表", place, "／", "空白", "8") for place in places)
    assert [cells_of(alike) for alike in alike_changed(changed)] == told
    assert [cells_of(alike) for alike in alike_normalised(arrival(normalised=normalised))] == told
    rows = [
        row for _, row in detail_rows(ComparedFile(arrival(normalised=normalised)), lambda key: f"任务{key}")
    ]
    assert rows == [("－ 规范", "任务8", "表", cell, "“／”读作“空白”") for cell in told]


def test_that_many_records_in_one_doubt_are_told_together() -> None:
    issue = Issue(Severity.WARNING, "proof", "依据缺日期。", "请补全。")
    doubts = tuple(Doubt(name, name, issue) for name in "甲乙丙丁")
    assert told_doubts(ComparedFile(arrival(), doubts=doubts)) == [
        ("甲、乙、丙等4项", "依据缺日期。请补全。")
    ]
    assert told_doubts(ComparedFile(arrival(), doubts=doubts[:3])) == [
        (name, "依据缺日期。请补全。") for name in "甲乙丙"
    ]


def test_that_what_was_refused_for_one_reason_is_told_once() -> None:
    missing = [RefusedCell("表", f"C{row}", "没有这一列。", f"8-{row}") for row in range(5, 10)]
    other = RefusedCell("表", "F5", "“许多”不是数字。", "8-5")
    aside = RefusedCell("表", "H8", "“完成率”改成了“9”，未读入。", "8-1", is_ignored_edit=True)
    refused = (aside, RefusedCell("表", "A3", "没有这一列。", is_ignored_edit=True), *missing, other)
    file = ComparedFile(arrival(*refused))
    told = [row for _, row in detail_rows(file, lambda key: f"指标{key}" if key else "")]
    assert told == [
        ("× 不接收", "指标8-5等5项", "表", "A3、C5、C6、C7等6格", "没有这一列。"),
        ("× 不接收", "指标8-5", "表", "F5", "“许多”不是数字。"),
        ("－ 未读入", "指标8-1", "表", "H8", "“完成率”改成了“9”，未读入。"),
    ]
    assert file_cells(file)[-1] == "不接收5项，未读入1处"


@pytest.mark.parametrize(
    ("keys", "told"),
    [(("8-5", "8-5"), "不接收1项（2处）"), (("8-5", "8-6"), "不接收2项"), (("", ""), "不接收2处")],
)
def test_that_what_stays_out_is_counted_as_the_desk_counts_it(keys: tuple[str, str], told: str) -> None:
    refused = tuple(
        RefusedCell("表", cell, f"“{cell}”不是数字。", key)
        for cell, key in zip(("F5", "G5"), keys, strict=True)
    )
    assert file_cells(ComparedFile(arrival(*refused)))[-1] == told


def test_that_a_file_beside_a_year_is_held_against_the_month_that_closes_it() -> None:
    june = ComparedFile(replace(arrival(), period=month(2025, 6)))
    assert summary([june], parse_period("2025")).endswith("其中有2025年6月的表，不是2025年12月的。")


def test_that_cells_are_told_from_top_to_bottom_of_each_sheet() -> None:
    found = [
        Changed("进展情况表", "F45", "8-3", "本期完成", "2", "3"),
        Changed("进展情况表", "F7", "5-1", "本期完成", "2", "3"),
        Changed("指标台账", "I9", "H-3", "6月", "70", "71"),
        Changed("进展情况表", "F9", "H-3", "本期完成", "25", "26"),
    ]
    assert [cells_of(alike) for alike in alike_changed(found)] == ["F7", "F9", "F45", "I9"]


def test_that_many_cells_left_alone_where_another_was_changed_are_told_together() -> None:
    """Four figures were changed in 进展情况表; three are told one by one."""

    def left(*rows: int) -> list[tuple[str, tuple[str, str]]]:
        cells = (
            Normalised("指标台账", f"I{row}", str(row), f"未读入（随进展情况表F{row}改动）", f"X-{row}")
            for row in rows
        )
        found = alike_normalised(arrival(normalised=tuple(cells)))
        return [(cells_of(alike), normalised_words(alike)) for alike in found]

    assert left(8, 11, 13, 15) == [("I8、I11、I13、I15", ("如I8：8", "未读入（随进展情况表F8改动）"))]
    assert left(8, 11) == [
        ("I8", ("8", "未读入（随进展情况表F8改动）")),
        ("I11", ("11", "未读入（随进展情况表F11改动）")),
    ]
