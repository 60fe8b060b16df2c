"""The current records of one unit."""

from __future__ import annotations

from msgspec.structs import replace

from cixi_desktop.assessment.lights import PRESETS
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.rules import DEFAULT_RULES
from cixi_desktop.records.units import UNASSIGNED
from tests.support.figures import content_of, entry, twelve

JUNE = month(2025, 6)
TEXT = Narrative(task_id="8", unit_id="0", period=JUNE, problems="无")


def test_that_an_empty_year_has_default_rules_and_nothing_else() -> None:
    empty = Content(unit=UNASSIGNED)
    assert empty.rules is DEFAULT_RULES
    assert empty.entry("H-3", JUNE) is None
    assert empty.series("H-3", 2025) == (None,) * 12
    assert empty.basis("H-3") == Basis(target_id="H-3")
    assert empty.narrative("8", JUNE) == Narrative(task_id="8", unit_id="0", period=JUNE)


def test_that_records_are_found_by_what_they_stand_for() -> None:
    june, basis = entry("H-3", 6, cumulative="70"), Basis(target_id="H-3", last_year=twelve(m6="1"))
    found = content_of(june, TEXT, basis, PRESETS[1])
    assert found.entry("H-3", JUNE) is june
    assert found.entry("H-3", month(2025, 7)) is None
    assert found.entry("H-4", JUNE) is None
    assert found.narrative("8", JUNE) is TEXT
    assert found.basis("H-3") is basis
    assert found.rules is PRESETS[1]


def test_that_a_longer_period_shows_the_month_it_closes_with() -> None:
    june = entry("H-3", 6, cumulative="70")
    found = content_of(june, TEXT)
    for key in ("2025-Q2", "2025-H1"):
        assert found.entry("H-3", parse_period(key)) is june
        assert found.narrative("8", parse_period(key)) is TEXT
    assert found.entry("H-3", parse_period("2025")) is None


def test_that_the_series_holds_its_twelve_months_in_order() -> None:
    entries = [entry("H-3", n, increment="1") for n in (12, 1, 6)]
    series = content_of(*entries).series("H-3", 2025)
    assert [n for n, found in enumerate(series, 1) if found] == [1, 6, 12]
    assert content_of(*entries).series("H-3", 2024) == (None,) * 12


def test_that_entries_of_another_unit_are_not_seen() -> None:
    other = Entry(target_id="H-3", unit_id="1", period=JUNE, note="注")
    assert content_of(other).entry("H-3", JUNE) is None


def test_that_records_are_put_and_taken_out_without_touching_the_old_content() -> None:
    june, july = entry("H-3", 6, cumulative="70"), entry("H-3", 7, cumulative="83")
    before = content_of(june)
    after = before.with_records([(july.key, july), (june.key, None)])
    assert (after.entry("H-3", JUNE), after.entry("H-3", month(2025, 7))) == (None, july)
    assert before.entry("H-3", JUNE) is june
    assert after.with_records([(june.key, None)]).records == after.records


def test_that_the_sample_mark_survives_a_change() -> None:
    sample = replace(content_of(), is_sample=True)
    assert sample.with_records([(TEXT.key, TEXT)]).is_sample
