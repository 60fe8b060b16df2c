"""Units are known again: however their name is written, by short and by former names."""

from __future__ import annotations

import pytest

from cixi_desktop.records.units import UNASSIGNED, Unit, alike, renamed, unit_named

RESULTS = Unit(id="1", name="成果科（办公室）", short_name="成果科")
TECHNOLOGY = Unit(id="2", name="高新技术科")
PLATFORM = Unit(id="3", name="科技创新平台科", short_name="平台", former_names=("平台处",))
UNITS = (UNASSIGNED, RESULTS, TECHNOLOGY, PLATFORM)


@pytest.mark.parametrize(
    "written",
    [
        "成果科(办公室)",
        "成果科（办公室）",
        " 成果科 （办公室） ",
        "成果\u200b科（办公室\ufeff）",
        "成果\u3000科(办公室)",
        "成果科",
    ],
)
def test_that_a_unit_is_known_however_its_name_is_written(written: str) -> None:
    assert unit_named(UNITS, written) == RESULTS


@pytest.mark.parametrize("name", ["科技创新平台科", "平台", "平台处"])
def test_that_a_unit_is_known_by_short_and_former_names(name: str) -> None:
    assert unit_named(UNITS, name) == PLATFORM


@pytest.mark.parametrize("name", ["", "\u200b", "丙科"])
def test_that_no_name_and_an_unknown_one_mean_no_unit(name: str) -> None:
    assert unit_named(UNITS, name) is None


def test_that_a_name_means_the_unit_that_has_it_now_before_one_that_had_it() -> None:
    swapped = (renamed(RESULTS, "高新技术科"), renamed(TECHNOLOGY, "成果科（办公室）"))
    assert unit_named(swapped, "高新技术科") == swapped[0]
    assert unit_named(swapped, "成果科（办公室）") == swapped[1]


def test_that_a_unit_is_still_known_by_the_name_it_had() -> None:
    unit = renamed(renamed(TECHNOLOGY, "高企科"), "高新科")
    assert (unit.name, unit.former_names) == ("高新科", ("高新技术科", "高企科"))
    assert renamed(TECHNOLOGY, "高新 技术科").former_names == ()
    assert renamed(UNASSIGNED, "办公室").former_names == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("平台科", [PLATFORM]),
        ("高新科", [TECHNOLOGY]),
        ("高新技术处", [TECHNOLOGY]),
        ("成果科（办公室）二组", [RESULTS]),
        ("科", []),
        ("丙科", []),
        ("农业农村科", []),
    ],
)
def test_that_an_unknown_name_reminds_of_the_units_that_it_may_mean(name: str, meant: list[Unit]) -> None:
    assert list(alike(UNITS, name)) == meant
