"""A workbook's bytes → a ``Reading``: what the program once wrote, and what people have made of it since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.plan import Indicator
from cixi_desktop.punctuation import quoted
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.fields import (
    common_fields,
    field_of,
    field_text,
    figure_fields,
    is_entered,
    not_entered_words,
)
from cixi_desktop.workbook.columns import BY_HEAD, record_of
from cixi_desktop.workbook.identity import LEDGER, TASK_KEY, reason_note
from cixi_desktop.workbook.reading.edits import (
    Findings,
    amounts_told,
    beside_told,
    changed,
    edited_entry,
    edited_narrative,
    refusal,
    totals_told,
)
from cixi_desktop.workbook.reading.ledger_edits import (
    clear_months,
    left_in_register,
    list_ignored_edits,
    read_ledger,
    read_months_before,
)
from cixi_desktop.workbook.reading.lost_sheet import (
    LOST_SHEET,
    carried_rows,
    printed_rows,
    unlike_columns,
    unlike_printed,
    unlike_register,
    without_rows,
)
from cixi_desktop.workbook.reading.metadata import ExportedRecords, metadata_of
from cixi_desktop.workbook.reading.outside import outside_lines, unread_marks, unread_sheets
from cixi_desktop.workbook.reading.own_words import sentences
from cixi_desktop.workbook.reading.reading import (
    AS_EXPORTED,
    Normalised,
    Reading,
    RefusedCell,
    faulty,
    of_another,
    plan_meant,
    stamp_of,
)
from cixi_desktop.workbook.reading.sheets import read_sheets
from cixi_desktop.workbook.reading.table_rows import read_tables
from cixi_desktop.workbook.reading.tables import (
    MEASURE_HEAD,
    NAME_HEAD,
    FoundTable,
    bare,
    is_form,
    ledger_table,
    progress_tables,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.record import Record
    from cixi_desktop.records.units import Unit
    from cixi_desktop.workbook.reading.cells import ReadSheet
    from cixi_desktop.workbook.reading.edits import Edit
    from cixi_desktop.workbook.reading.reading import Stamp
    from cixi_desktop.workbook.reading.tables import TableRow
    from cixi_desktop.workbook.writing.rows import ProgressRow

    Place = tuple[FoundTable, list[TableRow]]


def read_workbook(
    data: bytes,
    plan: Plan,
    others: Iterable[Plan] = (),
    units: Sequence[Unit] = (),
    shared: Sequence[Record] = (),
) -> Reading:
    """Read one workbook of this plan, or of one of the others that it names, in whichever version.

    Its heading may call its unit by any name that one of these ``units`` is known by; what ``shared`` says
    for the whole bureau holds for what it shows, too.

    CixiError, without the file's name, if it is no workbook of ours, not fit to be opened, of another plan
    or year, or names no single unit and month.
    """
    sheets = read_sheets(data)
    metadata = metadata_of(sheets)
    table, copies = progress_tables(sheets)
    names = metadata.names if metadata else None
    latest = plan_meant(names, table.sheet, (plan, *others))
    own = [sheet for sheet in sheets if sheet not in [copy.sheet for copy in copies]]
    stamp = stamp_of(names, table.sheet, own, latest, units)
    plan = next(each for each in latest.versions if each.version == stamp.plan_version)
    exported = ExportedRecords(plan=plan, period=stamp.period, metadata=metadata, shared=shared)
    findings = Findings()
    findings.refused += _of_other_version(exported, table.sheet.name, latest.at(stamp.period))
    findings.refused += exported.faults
    copies = [copy for copy in copies if not of_another(copy.sheet, stamp, units)]
    register = _register(sheets, stamp, units, findings)
    if register is not None and not stamp.is_whole:
        read_months_before(register, exported, findings)
        exported.carried = carried_rows(exported)
    notes = sorted((reason_note(text) for _, text in stamp.reasons), key=len, reverse=True)
    places, rows = read_tables([table, *copies], exported, notes, findings)
    _read_others(sheets, [table, *copies], register, exported, findings)
    known = places.keys() if is_form(table) else places.keys() | exported.keys
    return _applied(stamp, exported, findings, _Layout(places, frozenset(known), rows, register))


def _register(
    sheets: Iterable[ReadSheet], stamp: Stamp, units: Sequence[Unit], findings: Findings
) -> FoundTable | None:
    """指标台账, unless it is that of another unit or month, which is told."""
    found = ledger_table(sheets)
    if found is None:
        findings.refused += _unrecognised(sheets, AS_EXPORTED if stamp.is_whole else "未读入。")
        return None
    other = of_another(found.sheet, stamp, units)
    if not other:
        register, faults = clear_months(found, stamp.period)
        findings.refused += faults
        return register
    own = f"{stamp.unit_name}{stamp.period.label}"
    reason = f"这张表的表头是“{other}”，不是“{own}”，未读入；以前月份的数和名单{AS_EXPORTED}"
    findings.refused.append(RefusedCell(found.sheet.name, "A1", reason, is_ignored_edit=True))
    return None


def _unrecognised(sheets: Iterable[ReadSheet], what: str) -> Iterator[RefusedCell]:
    """That 指标台账 is there, and its table cannot be told any more; ``what`` comes of it."""
    for sheet in sheets:
        if sheet.name == LEDGER and sheet.cells:
            heads = f"“{NAME_HEAD}”“{MEASURE_HEAD}”和各月"
            reason = f"没有找到这张表的表头（须有{heads}），以前月份的数和名单{what}"
            yield RefusedCell(LEDGER, "A1", f"{reason}请把表头改回原来的。", is_ignored_edit=True)


def _read_others(
    sheets: Iterable[ReadSheet],
    tables: Sequence[FoundTable],
    register: FoundTable | None,
    exported: ExportedRecords,
    findings: Findings,
) -> None:
    """Add what the sheets behind the table say; those that are gone, and those of others, are named."""
    table, is_there = tables[0], any(each.name == LEDGER for each in sheets)
    if register is not None:
        read_ledger(register, exported, findings)
        findings.refused += list_ignored_edits(
            register, exported.plan, exported.ledger, is_whole=exported.is_whole
        )
        read = [edit for own in findings.edits.values() for edit in own]
        findings.refused += outside_lines(register, exported, [*findings.refused, *read])
        findings.refused += unread_marks(register.sheet)
    elif (exported.ledger or any(exported.earlier())) and not (is_form(table) or is_there):
        reason = f"“{LEDGER}”这张表已被删除，以前月份的数和名单{AS_EXPORTED}"
        findings.refused.append(RefusedCell(LEDGER, "", reason, is_ignored_edit=True))
    used = {LEDGER, *(each.sheet.name for each in (*tables, register) if each)}
    findings.refused += unread_sheets((each for each in sheets if each.name not in used), exported)
    if not (exported.is_whole or is_form(table)):
        findings.refused.append(LOST_SHEET)


class _Layout(NamedTuple):
    """Where the records stand, which are spoken of, and the rows and the register that were read."""

    places: Mapping[str, tuple[str, str]]
    covered: frozenset[str]
    rows: Sequence[Place]
    register: FoundTable | None


def _of_other_version(exported: ExportedRecords, sheet: str, judged: Plan) -> Iterator[RefusedCell]:
    """What the version that the month is judged by has no more, and which targets it has adjusted."""
    version = exported.plan.version
    for key in sorted(exported.keys) if version != judged.version else ():
        task_id = key.removeprefix(TASK_KEY)
        if task_id != key:
            if not judged.has_task(task_id):
                name = exported.plan.task(task_id).title
                yield RefusedCell(sheet, "", f"任务{quoted(name)}已不在工作要点中，未读入。", key)
            continue
        was, now = exported.plan.target(key), judged.indicator(key) or judged.item(key)
        if now is None:
            yield RefusedCell(sheet, "", f"{quoted(was.name)}已不在工作要点中，未读入。", key)
        elif now.id != was.id:
            told = f"{quoted(was.name)}已并入{quoted(now.name)}，未读入。请合并后填在{quoted(now.name)}中。"
            yield RefusedCell(sheet, "", told, key)
        elif was.unit != now.unit:
            told = f"表中为{was.unit}（第{version}版），现为{now.unit}，未读入。请用新版的表填报。"
            yield RefusedCell(sheet, "", f"{quoted(was.name)}的计量单位{told}", key)
        elif isinstance(was, Indicator) and isinstance(now, Indicator) and was.target != now.target:
            targets = f"表中为{target_words(was)}（第{version}版），现为{target_words(now)}。填报内容照收。"
            words = f"{quoted(was.name)}的目标{targets}"
            yield RefusedCell(sheet, "", words, key, is_ignored_edit=True)


def _applied(stamp: Stamp, exported: ExportedRecords, findings: Findings, layout: _Layout) -> Reading:
    """The records with their edits; those with a fault stay out."""
    out = faulty(findings.refused)
    edits = {key: findings.edits.get(key, []) for key in sorted(layout.covered - out)}
    records, faults = _edited(exported, edits, stamp.period)
    edited = [key for key, own in edits.items() if own]
    taken = {key: own for key, own in edits.items() if key not in faulty(faults)}
    beside = list(_beside(exported, findings, taken, records, layout.register))
    read = (*findings.refused, *faults, *(each for each in beside if isinstance(each, RefusedCell)))
    refused = (*read, *_unlike_shown(exported, findings, records, layout, faulty(read)))
    refused = (
        *_with_left_alone(exported, findings, layout, refused),
        *_kept_out(exported.plan, findings, refused),
    )
    kept = layout.covered - faulty(refused)
    is_known = exported.is_whole or is_form(layout.rows[0][0])
    return Reading(
        stamp=stamp,
        entries=tuple(each for each in records if isinstance(each, Entry) and each.target_id in kept),
        narratives=tuple(record for record in records if isinstance(record, Narrative)),
        earlier=tuple(exported.earlier()),
        ledger=tuple(exported.ledger),
        covered=kept,
        normalised=(
            *findings.normalised,
            *_figures_told(exported, edits, records, kept),
            *(each for each in beside if isinstance(each, Normalised) and each.key in kept),
        ),
        places=layout.places,
        changed=tuple(
            changed(edit)
            for key in sorted(kept)
            for edit in edits.get(key, ())
            if is_known and edit.text != edit.before
        ),
        written=tuple(_written(exported, key) for key in edited),
        refused=refused,
        typed={key: findings.typed[key] for key in faulty(refused) if key in findings.typed},
    )


def _kept_out(plan: Plan, findings: Findings, refused: Sequence[RefusedCell]) -> Iterator[RefusedCell]:
    """What else was filled in of a record that stays out because of some of its cells, told in one line.

    But for what the reasons name themselves: 本期22与累计75不一致.
    """
    for key in sorted(faulty(refused)):
        own = [each for each in refused if each.key == key]
        others = [edit for edit in findings.edits.get(key, ()) if not _is_named(plan, edit, own)]
        if others:
            told = [(edit.cell, " ".join(edit.text[:20].split()) or "（清空）") for edit in others]
            cells = "、".join(f"{cell}的“{text}”" for cell, text in told)
            is_of_cell = any(each.cell for each in own)
            why = "因同一项有单元格不能读，一并未读入；改好后一起接收。" if is_of_cell else "也未读入。"
            yield refusal(others[0], f"{cells}{why}")


def _with_left_alone(
    exported: ExportedRecords, findings: Findings, layout: _Layout, refused: Sequence[RefusedCell]
) -> Iterator[RefusedCell]:
    """The refused cells; the first of each record that stays out says what else was handed out of it.

    A row that is gone says nothing more, and what a form was handed out with, the bureau has.
    """
    is_of_unit = not is_form(layout.rows[0][0])
    silent = faulty(refused) & layout.places.keys() & exported.months.keys() if is_of_unit else set()
    for each in refused:
        if each.key in silent and not each.is_ignored_edit:
            silent.remove(each.key)
            is_input = is_entered(exported.plan.target(each.key), exported.period)
            own = [cell for cell in refused if cell.key == each.key] if is_input else []
            edited = {edit.field for edit in findings.edits.get(each.key, ()) if is_input}
            left = "、".join(_left_alone(exported, each.key, edited, own))
            yield each._replace(reason=f"{each.reason}同一项的{left}也未读入。") if left else each
        else:
            yield each


def _left_alone(
    exported: ExportedRecords, key: str, edited: Collection[str], own: Iterable[RefusedCell]
) -> Iterator[str]:
    """The fields of a figure or item that stand as they were handed out and are not spoken of yet."""
    target, entry = exported.plan.target(key), exported.entry(key)
    refused = {BY_HEAD[each.head].field_of(target) for each in own if each.head in BY_HEAD}
    for each in (*figure_fields(target), *common_fields(target)):
        text = field_text(entry, each.name)
        is_taken = each.name in {*edited, *refused} or bool(refused & {*each.exclusive_with})
        if text and not (is_taken or any(f"“{text}”" in cell.reason for cell in own)):
            yield f"{each.label}“{' '.join(text[:40].split())}”"
    listed = [row for row in exported.ledger if row.target_id == key]
    if listed:
        yield f"台账{len(listed)}行"


def _is_named(plan: Plan, edit: Edit, own: Iterable[RefusedCell]) -> bool:
    is_of_share = edit.field in {"numerator", "denominator"}
    label = field_of(plan.target(edit.key), edit.field).label if is_of_share else edit.head[:2]
    words = (edit.cell, f"“{edit.text}”", f"{label}{edit.text}")
    return any(
        (each.sheet, each.cell) == (edit.sheet, edit.cell) or any(word in each.reason for word in words)
        for each in own
    )


def _figures_told(
    exported: ExportedRecords,
    edits: Mapping[str, Sequence[Edit]],
    records: Iterable[Entry | Narrative],
    kept: frozenset[str],
) -> Iterator[Normalised]:
    """What figures that were edited say of others, and which they take the place of."""
    for entry in records:
        if isinstance(entry, Entry) and entry.target_id in kept & edits.keys():
            key = entry.target_id
            target, series = exported.plan.target(key), exported.series(key)
            yield from totals_told(target, edits[key], series, exported.period.last)
            yield from amounts_told(target, exported.entry(key), entry, edits[key])


def _beside(
    exported: ExportedRecords,
    findings: Findings,
    edits: Mapping[str, Sequence[Edit]],
    records: Iterable[Entry | Narrative],
    register: FoundTable | None,
) -> Iterator[Normalised | RefusedCell]:
    """What the cells beside the edited ones say that the records do not."""
    after = {record.target_id: record for record in records if isinstance(record, Entry)}
    if register is not None and exported.is_whole:
        yield from left_in_register(register, exported, after.values(), edits)
    for key in sorted(key for key in edits if findings.beside.get(key)):
        target, months, last = exported.plan.target(key), exported.months[key], exported.period.last
        now = after.get(key) or Entry(target_id=key, unit_id="", period=exported.period.closing)
        stood, after_all = findings.beside[key], {**months, last: now}
        if exported.is_whole:
            yield from beside_told(target, months, after_all, stood, edits[key])
        else:
            yield from unlike_printed(target, after_all, stood, is_registered=key in exported.registered)


def _unlike_shown(
    exported: ExportedRecords,
    findings: Findings,
    records: Sequence[Entry | Narrative],
    layout: _Layout,
    out: Collection[str],
) -> Iterator[RefusedCell]:
    """What the sheets say otherwise than the program would now write itself."""
    if exported.is_whole and not findings.sentences:
        return
    printed = printed_rows(exported, records)
    yield from _changed_sentences(exported, findings, printed, out)
    if exported.is_whole:
        return
    named = set[str]()
    if layout.register is not None:
        entries = [record for record in records if isinstance(record, Entry)]
        unlike = list(unlike_register(layout.register, exported, entries, out))
        yield from unlike
        yield from without_rows(layout.register, findings, layout.places.keys())
        told, sheet = (*findings.refused, *unlike), layout.register.sheet.name
        named = {each.key for each in told if each.sheet == sheet}
    for table, rows in layout.rows:
        yield from unlike_columns(table, rows, exported, printed, (out, named))


def _changed_sentences(
    exported: ExportedRecords,
    findings: Findings,
    printed: Iterable[ProgressRow],
    out: Collection[str],
) -> Iterator[RefusedCell]:
    """The program's sentences as people changed them, but for those that it would now write itself.

    Of a workbook that has lost its hidden sheet, one of each cell, and none of records that stay out: much of
    what was written is not known.
    """
    now = {record_of(exported.plan, row.key): row.derived for row in printed if row.derived}
    told = set[tuple[str, str]]()
    for sentence, cell in findings.sentences:
        is_ours = bare(sentence) in map(bare, sentences(now.get(cell.key, "")))
        is_told = cell.key in out or (cell.sheet, cell.cell) in told
        if not is_ours and (exported.is_whole or not is_told):
            told.add((cell.sheet, cell.cell))
            yield cell


def _written(exported: ExportedRecords, key: str) -> Entry | Narrative:
    """A record as the program wrote it into the workbook."""
    if key.startswith(TASK_KEY):
        return exported.narrative(key.removeprefix(TASK_KEY))
    return exported.entry(key)


def _edited(
    exported: ExportedRecords, edits: Mapping[str, Sequence[Edit]], period: Period
) -> tuple[list[Entry | Narrative], list[RefusedCell]]:
    """The records of these keys that are not empty, and what cannot be made of their edits."""
    records, faults = list[Entry | Narrative](), list[RefusedCell]()
    for key, own in edits.items():
        record: Entry | Narrative
        if key.startswith(TASK_KEY):
            record, wrong = edited_narrative(exported.narrative(key.removeprefix(TASK_KEY)), own)
        else:
            target, before = exported.plan.target(key), exported.entry(key)
            record, wrong = edited_entry(target, before, own, exported.series(key))
            if not is_entered(target, period):
                record, words = before, "".join(not_entered_words(target, period))
                wrong = [refusal(edit, words) for edit in own]
        faults += wrong
        if not (wrong or record.is_empty):
            records.append(record)
    return records, faults
