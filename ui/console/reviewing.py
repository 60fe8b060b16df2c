"""The coordinator's ``missing``, ``receipt``, ``return``, ``consolidate``, ``decide`` and ``decisions``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cixi_desktop.actions.export import Identity, export_text, export_workbook
from cixi_desktop.actions.inspect_files import kept_arrival
from cixi_desktop.actions.review import (
    bureau,
    decide_figure,
    lacking_months,
    own_value,
    receive,
    return_workbook,
    send_back,
    together,
)
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.checks.textchecks import misquoting
from cixi_desktop.clock import local_time
from cixi_desktop.consolidation.combine import counted_twice, outcome
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import LEAD, OWN, SUM, FigureDecision
from cixi_desktop.records.units import known_unit
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.coordinator import outcome_cells, twice_words
from cixi_desktop.wording.letters import receipt, reminder
from cixi_desktop.wording.listing import decision_json
from cixi_desktop.wording.record_texts import whose_words
from cixi_desktop.workspace import all_contents, known_units
from ui.console.console import say

if TYPE_CHECKING:
    import argparse

    from cixi_desktop.consolidation.month import Bureau, UnitStatus
    from cixi_desktop.periods import Period
    from cixi_desktop.workspace import Workspace
    from ui.console.console import Console


def _missing(console: Console, arguments: argparse.Namespace) -> None:
    """催报: every unit with its state, and the text to send; of a longer period the months it lacks."""
    period = console.period(arguments.period)
    if not period.is_entered:
        _missing_months(console, period, is_json=arguments.json)
        return
    _workspace, found = month_of(console, arguments.period)
    if arguments.json:
        told = [_standing_json(status) for status in found.statuses]
        say(json.dumps({"period": found.period.key, "units": told}, ensure_ascii=False, indent=2))
        return
    for status in found.statuses:
        words = (status.unit.name, status.state, status.late_words, status.check_code)
        say("　".join(filter(None, words)))
    letter = reminder(found, local_time().date())
    say(letter.text if letter else f"{found.period.label}应报送单位均已报送。")


def _missing_months(console: Console, period: Period, *, is_json: bool) -> None:
    contents = all_contents(console.plan, console.open())
    months = [month(period.year, number) for number in range(period.first, period.last + 1)]
    lacking = lacking_months(console.plan, contents, months, local_time().date())
    if is_json:
        units = [{"unit": name, "missing": [m.key for m in found]} for name, found in lacking.items()]
        say(json.dumps({"period": period.key, "units": units}, ensure_ascii=False, indent=2))
        return
    for name, found in lacking.items():
        told = "、".join(f"{each.last}月" for each in found)
        say(f"{name}　{f'{told}未报送' if found else '各月均已报送'}")
    if not any(lacking.values()):
        say(f"{period.label}应报送单位各月均已报送。")


def _standing_json(status: UnitStatus) -> dict[str, object]:
    contact = status.contact
    return {
        "unit": status.unit.name,
        "state": status.state,
        "revision": status.revision or None,
        "check_code": status.check_code or None,
        "at": status.at.isoformat() if status.at else None,
        "days_late": status.days_late,
        "last_contact": contact.day.isoformat() if contact and contact.day else None,
    }


def _receipt(console: Console, arguments: argparse.Namespace) -> None:
    """已接收, with the receipt as a text file."""
    workspace, found = month_of(console, arguments.period)
    unit_id = known_unit(workspace.units(), arguments.unit).id
    receive(workspace, found, unit_id)
    *_, found = month_of(console, arguments.period)
    letter = receipt(found, unit_id, local_time().date())
    words = f"{letter.title}\n{letter.text}"
    export_text(words, out=arguments.out)
    say(words)


def _return(console: Console, arguments: argparse.Namespace) -> None:
    """退回, with the workbook that the unit opens."""
    workspace, found = month_of(console, arguments.period)
    unit_id = known_unit(workspace.units(), arguments.unit).id
    reasons = tuple(map(_reason, arguments.reason))
    review = send_back(workspace, found, unit_id, reasons)
    arrival = kept_arrival(workspace.plan, workspace.store, console.folder, found.status(unit_id).file)
    return_workbook(workspace, review, _identity(console), out=arguments.out, arrival=arrival)
    say(f"已退回{arguments.unit}{found.period.label}，意见{len(reasons)}条：{arguments.out}")


def _reason(text: str) -> tuple[str, str]:
    place, equals, words = text.partition("=")
    if not equals:
        raise CixiError(f"“{text}”未写明意见。", "请写成：H-3=与名单不符。")
    return place.strip(), words.strip()


def _consolidate(console: Console, arguments: argparse.Namespace) -> None:
    """汇总: the bureau's workbook of a month, a quarter, a half-year or the year."""
    period = console.period(arguments.period)
    workspace, found = month_of(console, period.closing.key)
    assessment, content, version = together(workspace.store, found, period)
    path = export_workbook(
        assessment,
        content,
        _identity(console, version),
        out=arguments.out,
        pattern=console.settings.file_name_pattern,
        bureau=found,
    )
    undecided = [origin.target.name for origin in found.undecided]
    say(f"已汇总{len(found.statuses)}个单位：{path}　校验码{check_code(assessment)}")
    if undecided:
        say(f"有{len(undecided)}项各单位填报不一致，待核定：{'、'.join(undecided)}。")


def month_of(console: Console, text: str) -> tuple[Workspace, Bureau]:
    period = console.plan.check_entry_period(console.period(text))
    workspace = console.workspace(None)
    return workspace, bureau(console.plan, workspace.store, period, local_time().date())


def _identity(console: Console, version: int = 0) -> Identity:
    return Identity(revision=version, exported_at=local_time(), actor=console.signer)


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


COMMANDS = {
    "missing": _missing,
    "receipt": _receipt,
    "return": _return,
    "consolidate": _consolidate,
    "decide": _decide,
    "decisions": _decisions,
}
