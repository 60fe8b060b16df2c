"""Names of files by pattern: safe, short and free."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month, parse_period
from cixi_desktop.settings import FILE_NAME_PATTERN
from cixi_desktop.wording.filenames import LONGEST, LONGEST_IN_BYTES, file_name, free_name

if TYPE_CHECKING:
    from pathlib import Path

JUNE, DAY = month(2025, 6), date(2025, 6, 25)


def named(unit: str, pattern: str = FILE_NAME_PATTERN) -> str:
    return file_name(pattern, unit=unit, period=JUNE, called="工作要点", on=DAY)


def test_that_the_usual_pattern_gives_the_customary_name() -> None:
    assert named("高新科") == "高新科—2025年6月工作要点进展情况表（20250625）.xlsx"


def test_that_the_fields_may_be_named_in_chinese_or_in_letters() -> None:
    assert named("高新科", "{单位}{所属期}{日期}") == "高新科2025年6月20250625.xlsx"
    assert named("高新科", "{unit}{period}{date}") == "高新科2025年6月20250625.xlsx"


def test_that_the_name_calls_the_work_as_the_plan_does() -> None:
    name = file_name(FILE_NAME_PATTERN, unit="流通科", period=JUNE, called="重点工作", on=DAY)
    assert name == "流通科—2025年6月重点工作进展情况表（20250625）.xlsx"


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("2025-01~02", "科—2025年1—2月.xlsx"),
        ("2025-Q2", "科—2025年第二季度.xlsx"),
        ("2025", "科—2025年.xlsx"),
    ],
)
def test_that_longer_periods_are_named_as_an_office_names_them(period: str, name: str) -> None:
    assert file_name("{unit}—{period}", unit="科", period=parse_period(period), called="", on=DAY) == name


@pytest.mark.parametrize(
    ("unit", "pattern", "name"),
    [
        ('a\\/:*?"<>|b', "{unit}", "ab.xlsx"),
        ("高新\r\n科\t\x00\x7f", "{unit}", "高新科.xlsx"),
        ("高新\u202e科\u200b\ufeff", "{unit}", "高新科.xlsx"),
        ("高新科", "../{unit}/{date}", "高新科20250625.xlsx"),
        ("高新科", "{unit}. . ", "高新科.xlsx"),
        ("高新科.", "{unit}.xlsx", "高新科.xlsx"),
        ("高新科", "{unit}.XLSX", "高新科.xlsx"),
        ("高新科", "{unit}.xls", "高新科.xls.xlsx"),
        ("", "{unit}", "进展情况表.xlsx"),
        ("???", "{unit}.xlsx", "进展情况表.xlsx"),
        ("x", "{{{unit}}}", "{x}.xlsx"),
        ("con", "{unit}", "_con.xlsx"),
        ("NUL", "{unit}.txt", "_NUL.txt.xlsx"),
        ("Com1", "{unit}.xlsx", "_Com1.xlsx"),
        ("LPT²", "{unit}", "_LPT².xlsx"),
        ("COM10", "{unit}", "COM10.xlsx"),
        ("console", "{unit}", "console.xlsx"),
    ],
)
def test_that_names_are_safe_on_every_system(unit: str, pattern: str, name: str) -> None:
    assert named(unit, pattern) == name


@pytest.mark.parametrize("pattern", ["{科室}.xlsx", "{}.xlsx", "{unit!r}", "{date:%d}", "{unit.name}", "{0}"])
def test_that_an_unknown_field_is_refused_with_the_known_ones(pattern: str) -> None:
    with pytest.raises(CixiError, match=r"不能识别.*可以用的是{单位}、{所属期}"):
        named("科", pattern)


@pytest.mark.parametrize("pattern", ["{unit", "unit}", "{unit}{"])
def test_that_a_lone_brace_is_refused(pattern: str) -> None:
    with pytest.raises(CixiError, match="花括号不成对"):
        named("科", pattern)


def test_that_a_long_unit_gives_way_to_period_and_date() -> None:
    name = named("慈溪市科学技术局" * 20)
    assert name.endswith("—2025年6月工作要点进展情况表（20250625）.xlsx")
    assert name.startswith("慈溪市科学技术局慈溪市")
    assert len(name) <= LONGEST
    assert len(name.encode()) <= LONGEST_IN_BYTES


def test_that_a_long_pattern_is_cut_at_its_end() -> None:
    name = named("科", "x" * 200)
    assert name == "x" * (LONGEST - 5) + ".xlsx"


@given(st.text(max_size=150), st.text(max_size=150))
def test_that_any_unit_and_pattern_give_a_name_that_every_system_takes(unit: str, pattern: str) -> None:
    name = named(unit, pattern.replace("{", "").replace("}", "") + "{unit}")
    assert name.endswith(".xlsx")
    assert len(name) <= LONGEST
    assert len(name.encode()) <= LONGEST_IN_BYTES
    assert not set(name) & set('\\/:*?"<>|\r\n\x00')
    assert not name.startswith((".", " "))


def test_that_the_first_free_number_is_offered(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.touch()
    assert free_name(path).name == "表（2）.xlsx"
    (tmp_path / "表（2）.xlsx").touch()
    assert free_name(path).name == "表（3）.xlsx"
    assert free_name(tmp_path / "表（2）.xlsx").name == "表（3）.xlsx"


def test_that_a_long_name_stays_short_with_its_number(tmp_path: Path) -> None:
    name = free_name(tmp_path / ("长" * 78 + ".xlsx")).name
    assert name.endswith("长（2）.xlsx")
    assert len(name.encode()) <= LONGEST_IN_BYTES


def test_that_hand_ins_after_the_first_have_names_of_their_own() -> None:
    def name(hand_in: int) -> str:
        return file_name(
            "{单位}—{所属期}（{日期}）",
            unit="甲科",
            period=month(2025, 6),
            called="工作要点",
            on=date(2025, 6, 25),
            hand_in=hand_in,
        )

    assert [name(number) for number in (0, 1, 2)] == [
        "甲科—2025年6月（20250625）.xlsx",
        "甲科—2025年6月（20250625）.xlsx",
        "甲科—2025年6月（20250625）（第2次报送）.xlsx",
    ]
