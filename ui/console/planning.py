"""``plan``: read a plan from its document, adopt it, show it, hand it on, adjust it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cixi_desktop.actions.adopt import Adoption, adjust, adopt, adopt_plan
from cixi_desktop.actions.breakdown import BreakdownOffer, export_breakdown, inspect_breakdown, take_breakdown
from cixi_desktop.actions.configure import set_basis
from cixi_desktop.actions.turn import TurnRow, turn, turn_rows
from cixi_desktop.assessment.phrases import shares_words
from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.files import write_whole
from cixi_desktop.pasting.basis_table import SHARES, changed_bases, divided_from, plan_layout, plan_rows
from cixi_desktop.periods import MONTHS, parse_period
from cixi_desktop.planfile import load_plan
from cixi_desktop.plans.checked import CheckedPlan
from cixi_desktop.plans.draft_file import read_draft
from cixi_desktop.plans.files import document_text
from cixi_desktop.plans.listing import draft_as_json, draft_lines, plan_as_json, plan_lines
from cixi_desktop.plans.reading import read_plan
from cixi_desktop.plans.revising import COMPARATORS, Revision, added, ended, merged, revised
from cixi_desktop.plans.succession import name_of
from cixi_desktop.plantoml import plan_toml
from cixi_desktop.values import plain
from cixi_desktop.wording.words import version_lines
from cixi_desktop.workspace import known_units, read_content
from cixi_desktop.years import plan_of_year, planned_years
from ui.console.console import DONE, LEFT_TO_DO, read_file, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from cixi_desktop.plan import Indicator, Plan
    from cixi_desktop.records.basis import Basis
    from ui.console.console import Console

SPREADSHEET = ".xlsx"


def _read(_console: Console, arguments: argparse.Namespace) -> None:
    """Print the draft that a document gives; no data file is opened."""
    draft = read_plan(document_text(*read_file(arguments.file)))
    if arguments.json:
        say(json.dumps(draft_as_json(draft), ensure_ascii=False, indent=1))
        return
    for line in draft_lines(draft):
        say(line)


def _adopt(console: Console, arguments: argparse.Namespace) -> None:
    """Make a draft the plan of its year."""
    draft = read_draft(*read_file(arguments.file))
    _tell(adopt(console.workspace(None), draft, year=arguments.year))


def _tell(adoption: Adoption) -> None:
    plan = adoption.plan
    first, *others = adoption.lines
    say(f"已采用《{plan.document.title}》（{plan.year}年，第{plan.version}版）：{first}")
    for line in others:
        say(line)


def _list(console: Console, arguments: argparse.Namespace) -> None:
    """Every plan of the file with its versions."""
    store = console.open()
    plans = [plan_of_year(store, console.shipped, year) for year in planned_years(store, console.shipped)]
    versions = [version for plan in plans for version in reversed(list(plan.versions))]
    if arguments.json:
        say(json.dumps([_version_json(version) for version in versions], ensure_ascii=False, indent=2))
        return
    for each in versions:
        told = f"　{each.since}月起：{each.reason}{f'（{each.paper}）' if each.paper else ''}"
        say(f"{each.year}年　第{each.version}版　《{each.document.title}》{told if each.reason else ''}")


def _version_json(plan: Plan) -> dict[str, object]:
    return {
        "year": plan.year,
        "version": int(plan.version),
        "title": plan.document.title,
        "issuer": plan.document.issuer,
        "number": plan.document.number,
        "since": f"{plan.year}-{plan.since:02}",
        "reason": plan.reason,
        "paper": plan.paper,
    }


def _show(console: Console, arguments: argparse.Namespace) -> None:
    plan = _version(console, arguments)
    store = console.open()
    content = read_content(plan, store, known_units(store)[0])
    if arguments.json:
        last = min((v.since - 1 for v in console.plan.versions if v.since > plan.since), default=MONTHS)
        say(json.dumps(plan_as_json(plan, content, last), ensure_ascii=False, indent=1))
        return
    for line in plan_lines(plan, content):
        say(line)


def _version(console: Console, arguments: argparse.Namespace) -> Plan:
    """The asked version of the asked year's plan; CixiError if there is none."""
    years = planned_years(console.open(), console.shipped)
    if arguments.year is not None and arguments.year not in years:
        told = "、".join(f"{year}年" for year in years)
        raise CixiError(f"没有{arguments.year}年的工作计划。", f"现有：{told}。")
    plan = console.plan
    if arguments.version is None:
        return plan
    for each in plan.versions:
        if each.version == str(arguments.version):
            return each
    raise CixiError(f"{plan.year}年的工作计划没有第{arguments.version}版。", f"最新是第{plan.version}版。")


def _export(console: Console, arguments: argparse.Namespace) -> None:
    plan, path = _version(console, arguments), arguments.file
    if path.suffix.lower() == SPREADSHEET:
        export_breakdown(console.workspace(None), path, local_time())
    elif path.suffix.lower() == ".toml":
        write_whole(path, plan_toml(plan).encode())
    else:
        raise CixiError(f"“{path.name}”的格式不支持。", "任务分解表请写成.xlsx，计划本身请写成.toml。")
    say(f"已导出：{path}")


def _import(console: Console, arguments: argparse.Namespace) -> int | None:
    data, name = read_file(arguments.file)
    if name.lower().endswith(SPREADSHEET):
        return _take(console, data, name, arguments)
    if arguments.dry_run or arguments.overwrite or arguments.json:
        raise CixiError("“--dry-run”“--overwrite”“--json”只用于任务分解表。", "请去掉后重试。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CixiError(f"“{name}”不是UTF-8文本。", "请用plan export导出的文件。") from error
    _tell(adopt_plan(console.workspace(None), CheckedPlan(plan=load_plan(text, name))))
    return None


def _take(console: Console, data: bytes, name: str, arguments: argparse.Namespace) -> int:
    """Accept a 任务分解表, or only look at it, and say what it changes and what is left out."""
    workspace = console.workspace(None)
    try:
        offer = inspect_breakdown(workspace, data)
        if not arguments.dry_run:
            take_breakdown(workspace, offer, offer.clashes if arguments.overwrite else ())
    except CixiError as error:
        raise CixiError(f"“{name}”：{error.message}", error.hint) from error
    is_open = bool(offer.clashes) and not arguments.overwrite
    lines = [_offer_json(offer, arguments)] if arguments.json else _offer_lines(offer, arguments)
    for line in lines:
        say(line)
    return LEFT_TO_DO if offer.left_out or is_open else DONE


def _offer_lines(offer: BreakdownOffer, arguments: argparse.Namespace) -> Iterator[str]:
    """All that is said of the table, and how much was changed."""
    clash_words = "改用表中的" if arguments.overwrite else "保留本机的"
    for words, remarks in (
        ("", offer.lines),
        ("疑问　", offer.doubts),
        ("核对　", offer.told),
        ("不改　", offer.kept),
        (f"{clash_words}　", [clash.remark for clash in offer.clashes]),
        ("未接受　", offer.left_out),
    ):
        for each in remarks:
            yield f"　{words}{each.text}"
    if offer.clashes and not arguments.overwrite:
        yield "本机和表中都改过的保留本机的；要改用表中的，请加“--overwrite”。"
    done = "将接受" if arguments.dry_run else "已接受"
    yield f"{done}《{offer.plan.document.title}》的任务分解表，改动{len(offer.lines)}处。"


def _offer_json(offer: BreakdownOffer, arguments: argparse.Namespace) -> str:
    """The same as one object."""
    said = {
        "changes": offer.lines,
        "findings": offer.doubts,
        "normalised": offer.told,
        "kept": offer.kept,
        "clashes": [clash.remark for clash in offer.clashes],
        "refused": offer.left_out,
    }
    listed = {
        name: [{"sheet": each.sheet, "cell": each.cell, "message": each.words} for each in remarks]
        for name, remarks in said.items()
    }
    plan, is_accepted = offer.plan, not arguments.dry_run
    head = {"title": plan.document.title, "year": plan.year, "version": plan.version, "accepted": is_accepted}
    return json.dumps(head | listed, ensure_ascii=False, indent=2)


def _adjust(console: Console, arguments: argparse.Namespace) -> None:
    workspace = console.workspace(None)
    since = console.plan.check_period(parse_period(arguments.from_period))
    paper = arguments.paper or ""
    wanted, basis = _wanted(workspace.plan, arguments), None
    if arguments.shares:
        indicator = _indicator(workspace.plan, arguments.target_id)
        basis = divided_from(workspace.content, indicator, arguments.shares, since.last)
    plan = adjust(workspace, wanted, since=since, reason=arguments.reason, paper=paper, basis=basis)
    for line in version_lines(plan):
        say(f"已调整{line}")
    if basis is not None:
        _tell_shares(plan, basis, since.last)


def _wanted(plan: Plan, arguments: argparse.Namespace) -> Plan:
    """The plan as it is to be from then on: of a file, or with one thing done to a figure, item or task."""
    own_id = arguments.target_id
    if arguments.file is not None:
        return load_plan(arguments.file.read_text(encoding="utf-8-sig"), arguments.file.name)
    if arguments.add is not None:
        return added(plan, own_id, arguments.add)
    if arguments.end:
        return ended(plan, own_id)
    if arguments.into is not None:
        return merged(plan, own_id, arguments.into)
    revision = Revision(
        target=arguments.target or "",
        comparator=COMPARATORS.get(arguments.comparator),
        unit=arguments.measure or "",
        name=arguments.name or "",
        wording=arguments.wording or "",
        deadline=arguments.deadline or "",
    )
    return revised(plan, own_id, revision)


def _share(console: Console, arguments: argparse.Namespace) -> None:
    """Divide a figure over units; what they come to beside the target is said."""
    workspace = console.workspace(None)
    indicator = _indicator(workspace.plan, arguments.target_id)
    row = next(each for each in plan_rows(workspace.plan, workspace.content) if each.key == indicator.id)
    text = plan_layout(workspace.plan, workspace.content).parse(row, SHARES, arguments.shares)
    (basis,) = changed_bases(workspace.content, (row.with_cell(SHARES, text),), ())
    set_basis(workspace, basis)
    _tell_shares(workspace.plan, basis, MONTHS)


def _indicator(plan: Plan, target_id: str) -> Indicator:
    """The figure of that id. CixiError if there is none."""
    indicator = plan.indicator(target_id)
    if indicator is None:
        raise CixiError(f"“{target_id}”不是指标。", "请写指标的编号。")
    return indicator


def _tell_shares(plan: Plan, basis: Basis, last: int) -> None:
    indicator = _indicator(plan, basis.target_id)
    say(f"{indicator.id}“{indicator.name}”{shares_words(indicator, basis.shares_in(last)) or '不分解'}。")


def _turn(console: Console, arguments: argparse.Namespace) -> None:
    """Let the year's plan take over from the year before what is the same, and what is named beside."""
    store, shipped, to = console.open(), console.shipped, arguments.year
    years = planned_years(store, shipped)
    if to not in years:
        raise CixiError(f"尚未采用{to}年的工作计划。", "请先用plan adopt采用。")
    earlier = [year for year in years if year < to]
    if not earlier:
        raise CixiError(f"{to}年以前没有工作计划可以承接。")
    old, workspace = plan_of_year(store, shipped, earlier[-1]), console.workspace(None)
    rows = turn_rows(workspace, old)
    known = {row.pair.new.id for row in rows}
    for own_id in {*arguments.also, *arguments.but} - known:
        raise CixiError(f"“{own_id}”没有可以承接的内容。", "请用--dry-run查看。")
    taken = [row for row in rows if _is_taken(row, arguments)]
    if not arguments.dry_run:
        turn(workspace, old, taken)
    if arguments.json:
        listed = [_turn_json(row, is_taken=row in taken) for row in rows]
        say(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for row in rows:
        likeness = "同一" if row.pair.is_same else "相近"
        before, after = (f"{each.id} {name_of(each)}" for each in (row.pair.old, row.pair.new))
        say(f"{'√' if row in taken else '　'} {before} → {after}（{likeness}）")
    done = "可以承接" if arguments.dry_run else "已承接"
    say(f"{to}年{done}{old.year}年的{len(taken)}项，共{len(rows)}项可选。")


def _is_taken(row: TurnRow, arguments: argparse.Namespace) -> bool:
    own_id = row.pair.new.id
    return (row.pair.is_same or own_id in arguments.also) and own_id not in arguments.but


def _turn_json(row: TurnRow, *, is_taken: bool) -> dict[str, object]:
    pair = row.pair
    return {
        "old": pair.old.id,
        "old_name": name_of(pair.old),
        "new": pair.new.id,
        "new_name": name_of(pair.new),
        "match": "同一" if pair.is_same else "相近",
        "accepted": is_taken,
        "baseline": None if row.baseline is None else plain(row.baseline),
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "last_year": [None if value is None else plain(value) for value in row.last_year],
        "duty": row.duty is not None,
    }


_STEPS: dict[str, Callable[[Console, argparse.Namespace], int | None]] = {
    "read": _read,
    "adopt": _adopt,
    "list": _list,
    "show": _show,
    "export": _export,
    "import": _import,
    "adjust": _adjust,
    "share": _share,
    "turn": _turn,
}


def _plan(console: Console, arguments: argparse.Namespace) -> int | None:
    return _STEPS[arguments.step](console, arguments)


COMMANDS = {"plan": _plan}
