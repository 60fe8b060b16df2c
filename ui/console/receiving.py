"""``template`` and ``import``."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.actions.arrivals import (
    WORDS,
    alike_changed,
    alike_normalised,
    alike_refused,
    cells_of,
    is_new_unit,
    normalised_words,
    reason_of,
    told_doubts,
    unit_words,
)
from cixi_desktop.actions.compare import ComparedFile, compare_files
from cixi_desktop.actions.inspect_files import (
    NEW_UNIT,
    ArrivalOutcome,
    RefusedCell,
    files_in,
    inspect_files,
    keep_file,
    resolve_conflicts,
)
from cixi_desktop.actions.receive import accept_all
from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import narrow
from cixi_desktop.records.units import UNASSIGNED, Unit, known_unit, normal_name, unit_named
from cixi_desktop.wording.journal import EMPTY
from cixi_desktop.workspace import known_units, read_content
from ui.console.console import DONE, INTERRUPTED, LEFT_TO_DO, say, steps, stoppable, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    from cixi_desktop.actions.compare import RecordChange
    from cixi_desktop.actions.inspect_files import Arrival
    from cixi_desktop.workspace import Workspace
    from ui.console.console import Console

ACCEPTED_WORDS = {
    ArrivalOutcome.ACCEPTED: "已接收",
    ArrivalOutcome.NORMALISED: "已接收（已规范）",
    ArrivalOutcome.DOUBTFUL: "已接收（有疑问）",
    ArrivalOutcome.ROWS_REFUSED: "部分接收",
    ArrivalOutcome.PARTLY_IMPORTED: "部分接收",
}


def _template(console: Console, arguments: argparse.Namespace) -> None:
    """Write the form of a unit, known already or not, and month."""
    from cixi_desktop.actions.export import Identity, export_form
    from cixi_desktop.assessment.assess import assess

    period = console.plan.check_entry_period(console.period(arguments.period))
    name = arguments.unit.strip()
    if not name:
        raise CixiError("单位名称不能为空。", "请用--unit写明单位名称。")
    store = console.open()
    unit = unit_named(known_units(store), name) or Unit(id="", name=name)
    content = read_content(console.plan, store, unit)
    revision = store.revision(unit.id, period.year, period.last)
    identity = Identity(revision=revision, exported_at=local_time(), actor=console.signer)
    path = export_form(assess(console.plan, content, period), content, identity, out=arguments.out)
    say(f"已导出填报表：{path}")


def _import(console: Console, arguments: argparse.Namespace) -> int:
    """Look the files through, take them in if asked to, and tell; returns the exit code.

    Ctrl-C stops between two files: while they are read nothing is taken in, later those that are stay.
    """
    is_accepting = arguments.accept and not arguments.dry_run
    workspace = console.workspace(None)
    files = files_in(arguments.files)
    answers = _answers(workspace, arguments)
    with stoppable() as is_stopped:
        read = inspect_files(console.plan, workspace.store, files, answers)
        arrivals = resolve_conflicts(workspace.store, steps(read, len(files), "已读取", is_stopped))
        arrivals = tuple(_asked_first(workspace, arrivals, answers))
        if len(arrivals) < len(files):
            tell("已停止，未接收文件。")
            return INTERRUPTED
        looked = list(compare_files(console.plan, workspace.store, arrivals))
        if is_accepting:
            accepted = accept_all(workspace, (one.arrival for one in looked), at=local_time())
            done = steps(accepted, len(files), "已处理", is_stopped)
            looked = [one._replace(arrival=arrival) for one, arrival in zip(looked, done, strict=False)]
            for one in looked:
                keep_file(workspace.store, console.folder, one.arrival)
    lines = [_as_json(looked)] if arguments.json else _as_lines(looked, is_accepting=is_accepting)
    for line in lines:
        say(line)
    if len(looked) < len(files):
        tell(f"已停止，其余{len(files) - len(looked)}个文件未接收。")
        return INTERRUPTED
    is_all_good = all(one.arrival.outcome.is_good and not _untaken(one) for one in looked)
    return DONE if is_all_good else LEFT_TO_DO


def _answers(workspace: Workspace, arguments: argparse.Namespace) -> dict[str, str]:
    """Which unit is meant by an unknown name, as --same and --new-unit say; CixiError for two answers."""
    units = workspace.units()
    given = [(name, NEW_UNIT) for name in arguments.new_unit]
    for text in arguments.same:
        name, equals, known = narrow(text).partition("=")
        if not equals:
            raise CixiError(f"“{text}”未写明是哪个单位。", "请写成：平台科=科技创新平台科。")
        given.append((name, known_unit(units, known).id))
    found: dict[str, str] = {}
    for name, answer in given:
        unit = unit_named(units, name)
        if unit and answer not in {unit.id, NEW_UNIT}:
            raise CixiError(f"“{name}”就是已有的“{unit.name}”，不能当作别的单位。", "请去掉这个--same。")
        if found.setdefault(normal_name(name), answer) != answer:
            raise CixiError(f"“{name}”写了两个不同的单位。", "请只留一个--same或--new-unit。")
    return found


def _asked_first(
    workspace: Workspace, arrivals: Iterable[Arrival], answers: Mapping[str, str]
) -> Iterator[Arrival]:
    """A unit is not made unasked beside those that there are, as the window shows whom it would make."""
    is_first = all(unit == UNASSIGNED for unit in workspace.units())
    for arrival in arrivals:
        name = arrival.unit_name or ""
        is_known = is_first or arrival.unit is not None or normal_name(name) in answers
        is_asked = arrival.outcome is ArrivalOutcome.UNKNOWN_UNIT
        if not is_asked and (is_known or not arrival.outcome.can_be_accepted):
            yield arrival
            continue
        how = f"确是新单位的，请加“--new-unit {name}”；是已有单位的，请加“--same {name}=单位名称”。"
        reason = arrival.refused[0].reason if is_asked else f"没有名为“{name}”的单位。"
        others = arrival.refused[is_asked:]
        refused = (RefusedCell("", "", f"{reason}{how}"), *others)
        yield replace(arrival, outcome=ArrivalOutcome.UNKNOWN_UNIT, refused=refused)


def _untaken(one: ComparedFile) -> list[str]:
    """What the office has changed itself, which stays as it is."""
    return [row.key for row in one.rows if row.is_corrected]


def _as_json(looked: Iterable[ComparedFile]) -> str:
    """One object for each file."""
    return json.dumps([_object(one) for one in looked], ensure_ascii=False, indent=2)


def _object(one: ComparedFile) -> dict[str, object]:
    arrival = one.arrival
    return {
        "file": arrival.name,
        "outcome": arrival.outcome.value,
        "unit": arrival.unit_name,
        "period": arrival.period.key if arrival.period else None,
        "revision": arrival.revision,
        "normalised": [
            {"sheet": each.sheet, "cell": each.cell, "from": each.before, "to": each.after}
            for each in arrival.normalised
        ],
        "changed": [
            {"sheet": each.sheet, "cell": each.cell, "id": each.key, "from": each.before, "to": each.after}
            for each in (arrival.reading.changed if arrival.reading else ())
        ],
        "refused": [
            {
                "sheet": each.sheet,
                "cell": each.cell,
                "reason": each.reason,
                "id": each.key,
                "keeps_record_out": bool(each.key) and not each.is_ignored_edit,
            }
            for each in arrival.refused
        ],
        "changes": _changes(one),
        "known_as": arrival.unit.name if arrival.unit else None,
        "may_be": [unit.name for unit in arrival.may_be],
        "left_out": [
            {"id": row.key, "office": line.before, "unit": line.after}
            for row in one.rows
            if row.is_corrected
            for line in row.lines
        ],
        "findings": [
            {
                "id": doubt.key,
                "field": doubt.issue.where,
                "severity": doubt.issue.severity.value,
                "message": doubt.issue.message,
                "hint": doubt.issue.hint,
            }
            for doubt in (*one.emptied, *one.doubts)
        ],
    }


def _changes(one: ComparedFile) -> list[dict[str, str]]:
    """What would change of what is held, field by field; “” where there is nothing."""
    return [
        {
            "id": row.key,
            "period": line.period,
            "field": line.field,
            "old": "" if line.before == EMPTY else line.before,
            "new": "" if line.after == EMPTY else line.after,
        }
        for row in one.rows
        for line in row.lines
    ]


def _as_lines(looked: Iterable[ComparedFile], *, is_accepting: bool) -> Iterator[str]:
    """The same for people: a line for each file, and below it one for each cell."""
    for one in looked:
        arrival = one.arrival
        words = ACCEPTED_WORDS if is_accepting else {}
        whose = f"（{unit_words(arrival)}{arrival.period.label}）" if arrival.period else ""
        outcome = words.get(arrival.outcome, WORDS[arrival.outcome])
        yield f"{arrival.name}{whose}：{outcome}"
        yield from chain.from_iterable(map(_row_lines, one.rows))
        if is_new_unit(arrival) and arrival.outcome.can_be_accepted:
            yield f"　说明　{arrival.unit_name}是新单位，{'已新增' if is_accepting else '接收时新增'}"
        if arrival.outcome.can_be_accepted and not (one.rows or is_accepting):
            yield "　说明　与现有内容相同，没有新内容"
        for name, text in told_doubts(one):
            yield f"　疑问　{name}：{text}"
        for changed in alike_changed(arrival.reading.changed if arrival.reading else ()):
            told = f"{_shown(changed[0].before)} → {_shown(changed[0].after)}"
            yield f"　修改　{changed[0].sheet}{cells_of(changed)}　{told}"
        for read in alike_normalised(arrival):
            before, after = normalised_words(read)
            yield f"　规范　{read[0].sheet}{cells_of(read)}　{before} → {after}"
        for alike in alike_refused(arrival):
            place = f"{alike[0].sheet}{cells_of(alike)}　" if alike[0].cell else ""
            yield f"　不收　{place}{reason_of(alike)}"


def _row_lines(row: RecordChange) -> Iterator[str]:
    """What stays out of a record as the office has it, or is written over; not what was empty."""
    for line in row.lines:
        if row.is_corrected:
            whose = "已接收的是" if row.is_same_hand_in else "办公室改为"
            yield f"　未收　{row.name} {line.field}：{whose}{line.before}，单位报{line.after}"
        elif line.before != EMPTY:
            yield f"　更新　{row.name} {line.field}：{_shown(line.before)} → {_shown(line.after)}"


def _shown(text: str) -> str:
    return text.replace("\n", " ") or EMPTY


COMMANDS = {"template": _template, "import": _import}
