"""The plan file: the 2025 plan against the acceptance data, and every fault with its table, key and line."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from msgspec.structs import replace

from cixi_desktop.kinds import ItemKind
from cixi_desktop.plan import BaselineStatus, Indicator, Plan
from cixi_desktop.planfile import load_plan
from cixi_desktop.plantoml import plan_toml
from cixi_desktop.values import rounded
from resources import ROOT

DATA = Path(__file__).parents[1] / "data"
TEXT = (ROOT / "plans" / "2025.toml").read_text(encoding="utf-8")
PUBLISHED = (DATA / "plan_text.txt").read_text(encoding="utf-8")
ACCEPTED = json.loads((DATA / "commitments.json").read_text(encoding="utf-8"))
TARGETS: list[dict[str, str]] = ACCEPTED["targets"]
ITEMS: list[dict[str, str]] = ACCEPTED["items"]
CITED_TWICE = {"7-5": "H-2", "8-2": "H-3"}
STATUSES = {
    "definition": BaselineStatus.DEFINITION,
    "implied": BaselineStatus.IMPLIED,
    "conditional": BaselineStatus.IMPLIED,
    "none": BaselineStatus.MISSING,
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(TEXT, "2025.toml")


def cited(plan: Plan, target_id: str) -> Indicator:
    indicator = plan.indicator(target_id)
    assert indicator is not None
    return indicator


def test_that_the_plan_has_4_sections_12_tasks_25_commitments_23_indicators_and_76_items(plan: Plan) -> None:
    tasks = [task for section in plan.sections for task in section.tasks]
    counts = (len(plan.sections), len(tasks), len(plan.commitments), len(plan.indicators), len(plan.items))
    assert counts == (4, 12, 25, 23, 76)


def test_that_the_document_data_are_those_of_the_publication(plan: Plan) -> None:
    document = plan.document
    lines = PUBLISHED.split("\n")
    assert (plan.id, plan.version, plan.year) == ("cixi-kjj-2025", "1", 2025)
    assert document.title == lines[12]
    assert document.issuer == lines[10]
    assert document.index_number == lines[0] == "113302820029365B/2025-188639"
    assert document.disclosure == lines[2]
    assert [str(document.published_on), str(document.signed_on)] == lines[5:7]
    assert document.foreword == "\n".join(lines[8:12])
    assert document.general == lines[13] == plan.all_sections[0].tasks[0].text


def test_that_no_document_number_is_invented(plan: Plan) -> None:
    assert plan.document.number == ""


def test_that_sections_and_tasks_make_up_the_published_text_line_by_line(plan: Plan) -> None:
    lines = [plan.document.general]
    for section in plan.sections:
        lines.append(f"{section.id}、{section.title}")
        lines += [f"{task.id}.{task.title}。{task.text}" for task in section.tasks]
    assert lines == [
        line.removesuffix("。") if line[1] == "、" else line for line in PUBLISHED.split("\n")[13:]
    ]


def test_that_every_task_text_and_the_general_paragraph_are_parts_of_the_published_text(plan: Plan) -> None:
    assert all(task.text in PUBLISHED for task in plan.tasks)


def test_that_the_commitments_are_those_of_the_acceptance_data_in_their_order(plan: Plan) -> None:
    found = [(c.id, c.task_id, c.name, c.citation.quote, c.modality) for c in plan.commitments]
    assert found == [(t["id"], t["task"], t["name"], t["quote"], t["modality"]) for t in TARGETS]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target["id"])
def test_that_each_figure_is_read_as_accepted(plan: Plan, target: dict[str, str]) -> None:
    indicator = cited(plan, target["id"])
    assert indicator.id == CITED_TWICE.get(target["id"], target["id"])
    assert (indicator.kind, indicator.comparator) == (target["kind"], target["cmp"])
    assert (str(indicator.target), indicator.unit) == (target["target"], target["unit"])


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target["id"])
def test_that_each_baseline_is_the_accepted_one(plan: Plan, target: dict[str, str]) -> None:
    baseline = cited(plan, target["id"]).baseline
    assert baseline.status is STATUSES[target["baseline_status"]]
    if target["baseline"]:
        assert baseline.value is not None
        assert rounded(baseline.value, 2) == Decimal(target["baseline"])
        assert baseline.unit == target["baseline_unit"]
    else:
        assert baseline.value is None


def test_that_last_years_amount_is_derived_at_full_precision_in_any_context() -> None:
    with localcontext() as context:
        context.prec = 4
        plan = load_plan(TEXT)
    for target_id in ("7-3", "7-4"):
        baseline = cited(plan, target_id).baseline
        assert baseline.value == Decimal("86.36363636363636363636363636")
        assert (baseline.unit, "推算" in baseline.note) == ("亿元", True)


def test_that_a_conditional_baseline_says_on_what_it_depends(plan: Plan) -> None:
    assert "净增" in cited(plan, "H-4").baseline.note


def test_that_only_figures_without_a_january_publication_are_merged(plan: Plan) -> None:
    assert {i.id for i in plan.indicators if i.merged_months} == {"H-2", "H-5", "H-6", "7-3", "7-4"}


def test_that_a_plan_of_before_the_number_of_merged_months_means_two() -> None:
    before = TEXT.replace("merged_months = 2", "is_january_merged = true")
    assert load_plan(before) == load_plan(TEXT)


def test_that_only_the_batch_of_9_1_has_a_pace_plan_of_its_own(plan: Plan) -> None:
    assert {i.id: i.pace_plan for i in plan.indicators if i.pace_plan} == {"9-1": ((12, Decimal(8)),)}


def test_that_counts_are_published_whole_and_other_figures_at_their_own_decimals(plan: Plan) -> None:
    decimals = {i.id: i.decimals for i in plan.indicators if i.decimals}
    assert decimals == {"H-1": 2, "H-2": 2, "H-5": 1, "H-6": 2, "7-1": 1, "7-2": 1, "7-3": 1, "7-4": 2}


def test_that_a_plan_of_before_has_two_decimals_for_hundred_millions_too() -> None:
    before = TEXT.replace("unit = '亿元'\ndecimals = 2", "unit = '亿元'\ndecimals = 0")
    assert before != TEXT
    assert load_plan(before) == load_plan(TEXT)


def test_that_coverage_ratios_name_what_they_count(plan: Plan) -> None:
    assert {i.id: i.counted for i in plan.indicators if i.counted} == {"7-1": "家", "7-2": "家"}


def test_that_every_figure_has_a_sentence_a_frequency_and_a_note(plan: Plan) -> None:
    assert all(i.phrase.count("{}") == 1 and i.frequency and i.note for i in plan.indicators)
    assert cited(plan, "8-2").phrase.format("70家") == "新增高新技术企业70家"


def test_that_a_second_citation_has_a_note_of_its_own(plan: Plan) -> None:
    assert {c.id for c in plan.commitments if c.note} == set(CITED_TWICE)


def test_that_the_items_are_those_of_the_acceptance_data_in_their_order(plan: Plan) -> None:
    found = [(i.id, i.task_id, i.kind, i.citation.quote, i.name) for i in plan.items]
    assert found == [(i["id"], i["task"], i["type"], i["quote"], i["name"]) for i in ITEMS]


def test_that_items_carry_what_their_kind_needs(plan: Plan) -> None:
    for item in plan.items:
        is_counted = item.kind in {ItemKind.COUNTER, ItemKind.RECURRING, ItemKind.LIST}
        assert (bool(item.stages), bool(item.unit)) == (item.is_milestone, is_counted), item.id
        assert bool(item.proof) == (item.kind is not ItemKind.DUTY), item.id


def test_that_the_plan_names_no_deadline(plan: Plan) -> None:
    assert all(item.deadline is None for item in plan.items)


def test_that_every_quote_is_an_exact_and_unique_substring_of_the_plan(plan: Plan) -> None:
    quotes = [(commitment.citation, commitment.task_id) for commitment in plan.commitments]
    quotes += [(item.citation, item.task_id) for item in plan.items]
    for citation, task_id in quotes:
        text = plan.task(task_id).text
        assert PUBLISHED.count(citation.quote) == 1
        assert text[citation.start : citation.start + len(citation.quote)] == citation.quote


def test_that_the_twelve_open_readings_cite_what_the_plan_has(plan: Plan) -> None:
    assert [reading.id for reading in plan.interpretations] == [str(n) for n in range(1, 13)]
    assert all(reading.question and reading.answer and reading.effect for reading in plan.interpretations)
    assert all(plan.target(target_id) for reading in plan.interpretations for target_id in reading.target_ids)


def test_that_texts_for_people_have_full_width_punctuation(plan: Plan) -> None:
    indicators = [text for i in plan.indicators for text in (i.note, i.phrase, i.frequency, i.baseline.note)]
    readings = [text for r in plan.interpretations for text in (r.question, r.answer, r.effect)]
    texts = [*indicators, *readings, *(i.proof for i in plan.items), *(c.note for c in plan.commitments)]
    assert not [text for text in texts if set(text) & set(",;:()?!\"'")]


def test_that_a_plan_is_written_with_everything_that_it_says(plan: Plan) -> None:
    """A field that is read but not written would be lost with the next version; none is without example."""
    figure, item = plan.indicators[0], plan.items[0]
    said = replace(figure, every=3, short="企业", pace_plan=((6, Decimal(50)), (12, Decimal(120))))
    full = replace(
        plan,
        document=replace(plan.document, number="慈科〔2025〕1号"),
        indicators=(said, *plan.indicators[1:]),
        items=(replace(item, every=6, phrase="开展{}", deadline=date(2025, 9, 30)), *plan.items[1:]),
    )
    assert load_plan(plan_toml(full)) == full
    for parts in ([full.document], full.indicators, full.items, full.interpretations, full.couplings):
        fields, defaults = parts[0].__struct_fields__, parts[0].__struct_defaults__
        for name, usual in zip(reversed(fields), reversed(defaults), strict=False):
            is_said = any(getattr(part, name) != usual for part in parts)
            assert is_said or name in SET_OVER_IT, f"{type(parts[0]).__name__}.{name}"


SET_OVER_IT = {"band", "whole"}
"""What the bureau decides beside the plan, see ``Basis``."""
