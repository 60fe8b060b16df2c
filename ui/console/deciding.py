"""The coordinator's ``decide`` and ``decisions``: whose value counts of a figure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cixi_desktop.actions.review import decide_figure, own_value
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.checks.textchecks import misquoting
from cixi_desktop.clock import local_time
from cixi_desktop.consolidation.outcomes import counted_twice, outcome
from cixi_desktop.records.bureau import LEAD, OWN, SUM, FigureDecision
from cixi_desktop.records.units import known_unit
from cixi_desktop.wording.coordinator import outcome_cells, twice_words
from cixi_desktop.wording.listing import decision_json
from cixi_desktop.wording.record_texts import whose_words
from cixi_desktop.workspace import known_units
from ui.console.console import say
from ui.console.reviewing import month_of

if TYPE_CHECKING:
    import argparse

    from cixi_desktop.workspace import Workspace
    from ui.console.console import Console


def _decide(console: Console, arguments: argparse.Namespace) -> None:
    """核定, what the figure comes to, and the texts that quote another number."""
    workspace, found = month_of(console, arguments.from_period)
    target = console.plan.target(arguments.target)
    value = None if arguments.value is None else own_value(target, arguments.value)
    asked = FigureDecision(
        target_id=target.id,
        from_period=found.period,
        whose=_whose(workspace, arguments),
        value=value,
        reason=arguments.reason,
        decided_by=console.signer,
        decided_on=local_time().date(),
    )
    decision = decide_figure(workspace, found, asked)
    names = {unit.id: unit.name for unit in workspace.units()}
    say(f"已核定{target.id}“{target.name}”：{whose_words(decision, names)}（自{found.period.label}起）。")
    figure = outcome(found, decision)
    say(f"{found.period.label}：{'　'.join(filter(None, outcome_cells(figure)))}")
    twice = twice_words(counted_twice(found, decision))
    if twice:
        say(twice)
    if isinstance(figure, FigureAssessment):
        for words in misquoting(found.contents, figure):
            say(f"需请单位改写：{words}")


def _whose(workspace: Workspace, arguments: argparse.Namespace) -> str:
    if arguments.unit is not None:
        return known_unit(workspace.units(), arguments.unit).id
    return SUM if arguments.sum else LEAD if arguments.lead else OWN


def _decisions(console: Console, arguments: argparse.Namespace) -> None:
    """Every decision on a figure of the plan's year, by figure and month."""
    store, plan = console.open(), console.plan
    names = {unit.id: unit.name for unit in known_units(store)}
    kept = [each for each in store.load(FigureDecision) if each.from_period.year == plan.year]
    if arguments.json:
        say(json.dumps([decision_json(each, names) for each in kept], ensure_ascii=False, indent=2))
        return
    for each in kept:
        name = plan.target(each.target_id).name
        say(f"{each.target_id} {name}：{whose_words(each, names)}（{each.words}）")
    if not kept:
        say("没有核定过指标和事项。")


COMMANDS = {"decide": _decide, "decisions": _decisions}
