"""Every kind of figure and item × everything that is said and shown of one: nothing is forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.assessment.unchanged import unchanged
from cixi_desktop.checks.findings import findings, month_issues
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.kinds import TRAITS, ItemKind, Kind
from cixi_desktop.periods import month
from cixi_desktop.plan import Indicator
from cixi_desktop.records.fields import common_fields, figure_fields, with_text
from cixi_desktop.records.units import Unit
from cixi_desktop.values import Comparator
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.figures import completion_words, gauge_sentence
from cixi_desktop.wording.form import hint, item_words, shown_text, stats
from cixi_desktop.wording.listing import as_json
from cixi_desktop.wording.page import figure_rows, task_rows
from cixi_desktop.wording.sentences import judged_by, progress_sentence
from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.columns import BY_HEAD, input_heads
from cixi_desktop.workbook.identity import Identity
from cixi_desktop.workbook.writing.ledger import MEASURES
from cixi_desktop.workbook.writing.shown import target as shown_target
from cixi_desktop.workbook.writing.writer import workbook_bytes
from tests.support.figures import (
    YEAR,
    amount,
    aspiration,
    capped,
    capped_level,
    content_of,
    count,
    coverage,
    decrease,
    entry,
    growth,
    item,
    level,
    plan_of,
    rank,
    stock,
)

if TYPE_CHECKING:
    from cixi_desktop.records.fields import Target

KINDS: tuple[Kind | ItemKind, ...] = (*Kind, *ItemKind)
FIGURES: dict[Kind, Indicator] = {
    Kind.CUMULATIVE_COUNT: count("12"),
    Kind.CUMULATIVE_AMOUNT: amount("12"),
    Kind.LEVEL: level("3.69", "3.59"),
    Kind.STOCK_TOTAL: stock("1120", "1000"),
    Kind.GROWTH_RATE: growth(),
    Kind.DECREASE_RATE: decrease(),
    Kind.CAPPED_COUNT: capped("30"),
    Kind.CAPPED_LEVEL: capped_level("4"),
    Kind.RANK: rank("10"),
    Kind.COVERAGE_RATIO: coverage(),
    Kind.ASPIRATION: aspiration(),
}
TYPED = {
    "increment": "2",
    "cumulative": "4",
    "value": "3",
    "last_year": "2",
    "numerator": "2",
    "denominator": "4",
    "note": "开了会",
    "proof": "慈科〔2025〕8号，2025-06-05",
}
JUNE = month(YEAR, 6)


def example(kind: Kind | ItemKind) -> Target:
    return FIGURES[kind] if isinstance(kind, Kind) else item(kind, unit="次")


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest) -> Target:
    return example(request.param)


def test_that_every_kind_has_its_traits() -> None:
    assert set(TRAITS) == set(KINDS)
    assert set(FIGURES) == set(Kind)
    labels = [traits.label for traits in TRAITS.values()]
    assert len(set(labels)) == len(KINDS)


def test_that_the_traits_of_a_kind_fit_one_another(target: Target) -> None:
    traits = target.traits
    assert traits.fields
    assert not (traits.is_flow and traits.is_from_baseline)
    assert traits.is_whole or not traits.is_countable
    assert traits.needs_baseline or not traits.is_from_baseline
    assert traits.total_field in {"", *traits.names}
    assert [traits.is_text, traits.is_staged, bool({*traits.names} & {"note", "stage"})].count(True) in {0, 2}
    if isinstance(target, Indicator):
        assert traits.value_label
        assert traits.comparators
        assert target.comparator in traits.comparators


def test_that_every_line_of_the_register_is_shown_and_read_back_or_calculated(target: Target) -> None:
    for name in target.traits.measures:
        assert MEASURES[name].name == name
        assert MEASURES[name].field or name == "覆盖率"


def test_that_every_column_of_the_form_fills_a_field_that_is_asked(target: Target) -> None:
    fields = {field.name for field in (*figure_fields(target), *common_fields(target))}
    heads = input_heads(target)
    assert set(heads.values()) <= fields
    assert set(target.traits.names) <= set(heads.values())
    assert BY_HEAD["累计完成"].field_of(target) == target.traits.total_field


@pytest.mark.parametrize("comparator", Comparator)
@pytest.mark.parametrize("kind", Kind)
def test_that_every_target_that_a_kind_can_have_is_worded(kind: Kind, comparator: Comparator) -> None:
    if comparator in kind.traits.comparators:
        indicator = replace(FIGURES[kind], comparator=comparator)
        (figure,) = assess(plan_of(indicator), content_of(), JUNE).figures
        assert target_words(indicator)
        assert f"目标{target_words(indicator)}" in gauge_sentence(figure)
        assert shown_target(indicator)


@pytest.mark.parametrize("is_reported", [True, False])
def test_that_everything_is_said_and_shown_of_every_kind(target: Target, *, is_reported: bool) -> None:
    """From the input to the workbook: a kind that a table has forgotten raises an exception on the way."""
    plan, content = plan_of(target), content_of()
    if is_reported:
        reported = entry(target, 6)
        for field in figure_fields(target):
            if not any(getattr(reported, other) is not None for other in field.exclusive_with):
                text = (
                    field.choices[0]
                    if field.choices
                    else TYPED.get(field.name, "慈科〔2025〕8号，2025-06-05")
                )
                reported = with_text(target, reported, field.name, text)
        content = content_of(reported)
    assessment = assess(plan, content, JUNE)
    (assessed,) = assessment.assessed
    assert assessed.is_reported is is_reported
    assert (assessed.light is Light.UNREPORTED) is not is_reported
    assert findings(assessment, month_issues(assessment, content)) is not None
    assert completion_words(assessed)
    for field in (*figure_fields(target), *common_fields(target)):
        assert shown_text(assessed, field.name) == "" or is_reported
        assert hint(assessed, field.name) is not None
    for figure in assessment.figures:
        assert stats(figure)
        assert judged_by(figure, assessment.rules)
        assert bool(progress_sentence(figure)) is is_reported
    for each in assessment.items:
        assert (item_words(each) != "") is (is_reported and each.item.traits.is_countable)
    assert len(figure_rows(plan, assessment.figures)) == len(plan.indicators)
    assert task_rows(assessment)
    assert as_json(assessment, revision=1)
    assert len(check_code(assessment)) == len("ABCD-EFGH")
    at = datetime(2025, 6, 25, 9, 30)  # noqa: DTZ001 - local time without its zone
    made = workbook_bytes(assessment, content, Identity(revision=1, exported_at=at))
    reading = read_workbook(made, plan)
    assert (reading.refused, reading.changed) == ((), ())
    assert any(each.target_id == target.id for each in reading.entries) is is_reported


def test_that_a_month_without_change_is_filled_for_every_kind(target: Target) -> None:
    """Of a count the running total of an earlier month is known."""
    content = content_of(entry(target, 5, increment="1", value="3", numerator="1", denominator="2"))
    assessment = assess(plan_of(target), content, JUNE)
    (filling,) = unchanged(assessment, content, ["1"])
    assert len(filling.changes) == 1


def test_that_two_units_reports_of_every_kind_become_one(target: Target) -> None:
    plan = plan_of(target)
    first = content_of(entry(target, 6, increment="1", value="3", numerator="1", denominator="2"))
    both = [first, type(first)(unit=Unit(id="1", name="乙科"), records={})]
    assert combined(plan, both, JUNE).entry(target.id, JUNE) is not None
