"""Hand-made figures, items and plans for tests of the core, and short ways to have them judged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from msgspec.structs import replace

from cixi_desktop.assessment.assess import Assessment, FigureAssessment, ItemAssessment, assess
from cixi_desktop.assessment.figures import assess_figure
from cixi_desktop.assessment.items import assess_item
from cixi_desktop.kinds import ItemKind, Kind
from cixi_desktop.periods import Period, month
from cixi_desktop.plan import (
    Baseline,
    BaselineStatus,
    Citation,
    Commitment,
    Document,
    Indicator,
    Interpretation,
    Item,
    Modality,
    Plan,
    Section,
    Task,
)
from cixi_desktop.planfile import load_plan
from cixi_desktop.records.basis import Share
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.values import Comparator
from resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Collection

    from cixi_desktop.records.basis import Basis
    from cixi_desktop.records.record import Record
    from cixi_desktop.records.rules import Rules

YEAR = 2025
quick = settings(max_examples=25, deadline=None)
"""For property tests: enough examples to find a fault over many runs, few enough for the core's seconds."""
NUMBERS = ("increment", "cumulative", "value", "last_year", "numerator", "denominator")


@cache
def plan_2025() -> Plan:
    """The plan that is shipped; frozen, so that one is enough for all tests."""
    return load_plan((ROOT / "plans" / "2025.toml").read_text(encoding="utf-8"), "2025.toml")


@cache
def tasks_of_2025(*task_ids: str) -> Plan:
    """The shipped plan with these tasks alone: its workbook is made and read in a fraction of the time."""
    whole = plan_2025()
    kept = [replace(s, tasks=tuple(t for t in s.tasks if t.id in task_ids)) for s in whole.all_sections]
    commitments = tuple(each for each in whole.commitments if each.task_id in task_ids)
    figures = {each.indicator_id for each in commitments}
    return replace(
        whole,
        headline=next((s for s in kept if s.tasks and s.id == "总体"), None),
        sections=tuple(s for s in kept if s.tasks and s.id != "总体"),
        commitments=commitments,
        indicators=tuple(each for each in whole.indicators if each.id in figures),
        items=tuple(each for each in whole.items if each.task_id in task_ids),
        couplings=tuple(each for each in whole.couplings if {each.first, each.second} <= figures),
    )


def plan_with(target_ids: Collection[str]) -> Plan:
    """The shipped plan with all tasks, but these figures and items alone."""
    whole = plan_2025()
    return replace(
        whole,
        indicators=tuple(each for each in whole.indicators if each.id in target_ids),
        commitments=tuple(each for each in whole.commitments if each.indicator_id in target_ids),
        items=tuple(each for each in whole.items if each.id in target_ids),
    )


def indicator(kind: Kind, target: str, said: dict[str, object]) -> Indicator:
    """One figure; ``said`` names what differs from a plain count of 家. Numbers as text."""
    baseline = said.pop("baseline", "0")
    unit = str(said.get("unit", "家"))
    fields: dict[str, Any] = {
        "id": "X-1",
        "name": "指标",
        "comparator": Comparator.AT_LEAST,
        "unit": unit,
        "baseline": Baseline(
            value=None if baseline is None else Decimal(str(baseline)),
            unit=unit,
            status=BaselineStatus.MISSING if baseline is None else BaselineStatus.DEFINITION,
        ),
        "frequency": "月",
        "decimals": 0,
        "phrase": "完成{}",
        **said,
    }
    return Indicator(kind=kind, target=Decimal(target), **fields)


def count(target: str, **said: object) -> Indicator:
    return indicator(Kind.CUMULATIVE_COUNT, target, said)


def amount(target: str, **said: object) -> Indicator:
    return indicator(Kind.CUMULATIVE_AMOUNT, target, {"unit": "亿元", "decimals": 2, **said})


def level(target: str, baseline: str | None, **said: object) -> Indicator:
    return indicator(Kind.LEVEL, target, {"unit": "%", "decimals": 2, "baseline": baseline, **said})


def stock(target: str, baseline: str | None, **said: object) -> Indicator:
    return indicator(Kind.STOCK_TOTAL, target, {"baseline": baseline, **said})


def growth(target: str = "10", **said: object) -> Indicator:
    about = {"unit": "%", "decimals": 1, "comparator": Comparator.ABOUT}
    made = indicator(Kind.GROWTH_RATE, target, {**about, **said})
    return replace(made, baseline=replace(made.baseline, unit="亿元"))


def decrease(target: str = "2.8", **said: object) -> Indicator:
    return indicator(Kind.DECREASE_RATE, target, {"unit": "%", "decimals": 1, **said})


def capped(target: str, **said: object) -> Indicator:
    return indicator(Kind.CAPPED_COUNT, target, {"unit": "件", "comparator": Comparator.AT_MOST, **said})


def capped_level(target: str, **said: object) -> Indicator:
    about = {"unit": "%", "decimals": 1, "comparator": Comparator.AT_MOST}
    return indicator(Kind.CAPPED_LEVEL, target, {**about, **said})


def rank(target: str, **said: object) -> Indicator:
    return indicator(Kind.RANK, target, {"unit": "位", "comparator": Comparator.AT_MOST, **said})


def coverage(**said: object) -> Indicator:
    return indicator(Kind.COVERAGE_RATIO, "100", {"unit": "%", "decimals": 1, "counted": "家", **said})


def aspiration(**said: object) -> Indicator:
    return indicator(Kind.ASPIRATION, "1", {"unit": "项", "comparator": Comparator.YES_NO, **said})


STAGES = ("方案", "审议", "印发")


def item(kind: ItemKind, **said: object) -> Item:
    """One item without a target; milestones get three stages."""
    has_stages = kind in {ItemKind.HARD, ItemKind.SOFT}
    fields: dict[str, Any] = {
        "id": "M1-1",
        "task_id": "1",
        "name": "事项",
        "citation": Citation(quote="事项", start=0),
        "stages": STAGES if has_stages else (),
        **said,
    }
    return Item(kind=kind, **fields)


def plan_of(*targets: Indicator | Item, modality: Modality = Modality.BINDING) -> Plan:
    """A plan of one task that commits to exactly these targets."""
    headline = Task(id="总体", title="主要目标", text="主要目标", section_id="总体")
    task = Task(id="1", title="任务", text="任务的原文", section_id="一")
    figures = tuple(target for target in targets if isinstance(target, Indicator))
    return Plan(
        id="test",
        version="1",
        year=YEAR,
        document=Document(
            title="要点",
            issuer="科学技术局",
            number="1号",
            index_number="1",
            signed_on=date(YEAR, 4, 29),
            published_on=date(YEAR, 4, 30),
            disclosure="主动公开",
            foreword="",
            general="",
        ),
        headline=Section(id="总体", title="主要目标", tasks=(headline,)),
        sections=(Section(id="一", title="部分", tasks=(task,)),),
        indicators=figures,
        commitments=tuple(
            Commitment(
                id=figure.id,
                task_id="1",
                indicator_id=figure.id,
                name=figure.name,
                modality=modality,
                citation=Citation(quote="任务", start=0),
            )
            for figure in figures
        ),
        items=tuple(target for target in targets if isinstance(target, Item)),
        interpretations=(Interpretation(id="1", question="问", answer="答", effect="影响"),),
    )


def entry(target: Indicator | Item | str, number: int, **said: object) -> Entry:
    """What was entered for month ``number``; numbers as text."""
    target_id = target if isinstance(target, str) else target.id
    fields: dict[str, Any] = {
        name: Decimal(str(text)) if name in NUMBERS else text for name, text in said.items()
    }
    return Entry(target_id=target_id, unit_id=UNASSIGNED.id, period=month(YEAR, number), **fields)


def share(unit_id: str, number: str, since: int = 1) -> Share:
    """What a unit has to bring from a month on."""
    return Share(unit_id=unit_id, amount=Decimal(number), since=since)


def twelve(**months: str) -> tuple[Decimal | None, ...]:
    """A plan by month: ``twelve(m3="20", m12="120")``, the rest not given."""
    return tuple(Decimal(months[f"m{n}"]) if f"m{n}" in months else None for n in range(1, 13))


def content_of(*records: Record) -> Content:
    return Content(unit=UNASSIGNED, records={record.key: record for record in records})


def judged(
    figure: Indicator,
    *entries: Entry,
    at: int | Period = 6,
    modality: Modality = Modality.BINDING,
    basis: Basis | None = None,
    rules: Rules | None = None,
) -> FigureAssessment:
    """The figure's assessment at the end of month ``at`` (or of that period)."""
    settings = [record for record in (basis, rules) if record is not None]
    period = month(YEAR, at) if isinstance(at, int) else at
    return assess_figure(plan_of(figure, modality=modality), content_of(*entries, *settings), figure, period)


def valued(
    figure: Indicator,
    value: str,
    *,
    at: int = 6,
    modality: Modality = Modality.BINDING,
    basis: Basis | None = None,
    rules: Rules | None = None,
) -> FigureAssessment:
    """The assessment of a figure that stands at ``value`` in month ``at``, entered in that month."""
    name = "cumulative" if figure.traits.is_flow else "value"
    entered = entry(figure, at, **{name: value})
    return judged(figure, entered, at=at, modality=modality, basis=basis, rules=rules)


def judged_item(
    target: Item,
    *entries: Entry,
    at: int | Period = 6,
    basis: Basis | None = None,
    rules: Rules | None = None,
) -> ItemAssessment:
    settings = [record for record in (basis, rules) if record is not None]
    period = month(YEAR, at) if isinstance(at, int) else at
    return assess_item(plan_of(target), content_of(*entries, *settings), target, period)


def assessed(plan: Plan, *records: Record, at: int | Period = 6) -> Assessment:
    period = month(YEAR, at) if isinstance(at, int) else at
    return assess(plan, content_of(*records), period)
