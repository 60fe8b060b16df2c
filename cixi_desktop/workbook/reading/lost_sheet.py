"""What a workbook that lost its hidden sheet is held to: what it shows is what its records come to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import assess
from cixi_desktop.punctuation import quoted
from cixi_desktop.records.content import Content
from cixi_desktop.records.units import Unit
from cixi_desktop.values import plain
from cixi_desktop.workbook.columns import asked_field, record_of
from cixi_desktop.workbook.identity import METADATA, TASK_KEY
from cixi_desktop.workbook.metadata_sheet import ShownRow
from cixi_desktop.workbook.reading.cells import spot
from cixi_desktop.workbook.reading.edits import SHOWN_UNDER, refusal, shown_at
from cixi_desktop.workbook.reading.ledger_edits import field_in, register_lines, shown_in_register
from cixi_desktop.workbook.reading.reading import Normalised, RefusedCell
from cixi_desktop.workbook.reading.tables import MONTH_HEADS, NAME_HEAD, Names
from cixi_desktop.workbook.reading.typed import is_as_exact, is_same, seen
from cixi_desktop.workbook.reading.unread import ignored_edits
from cixi_desktop.workbook.writing.progress import shown_rows
from cixi_desktop.workbook.writing.rows import progress_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cixi_desktop.records.entries import Entry, Narrative
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.edits import Edit, Findings
    from cixi_desktop.workbook.reading.metadata import ExportedRecords
    from cixi_desktop.workbook.reading.tables import FoundTable, TableRow
    from cixi_desktop.workbook.writing.rows import ProgressRow


def follow_total(table: FoundTable, row: int, target: Target, own: Findings) -> None:
    """Hold a running total to what a form says of the months before; find what of the two is missing."""
    edits = own.edits[target.id]
    given = {edit.field: edit for edit in edits if edit.text}
    before, place = table.at(row, "上期累计"), table.place(row, "上期累计")
    increment, total = given.get("increment"), given.get("cumulative")
    if not (before.is_number and asked_field(target, "cumulative")):
        return
    if increment is None:
        if total:
            _follow_before(target, own, total, before.text, place)
        return
    found = plain(Decimal(before.text) + Decimal(increment.text))
    if total is None:
        edits.append(increment._replace(field="cumulative", text=found, cell=place, head="上期累计"))
    elif not is_same(total.text, found):
        told = f"上期累计{before.text}加本期{increment.text}是{found}，与累计{total.text}不一致。请核对。"
        own.refused.append(refusal(total, told))


def _follow_before(target: Target, own: Findings, total: Edit, before: str, place: str) -> None:
    """Find a month's count beside a total alone; an amount has none, so what was before it is told."""
    if not asked_field(target, "increment"):
        told = "未读入（系统识别页已丢失，以前各月以本机已有的数为准）"
        own.normalised.append(Normalised(total.sheet, place, before, told, target.id))
    elif Decimal(total.text) >= Decimal(before):
        found = plain(Decimal(total.text) - Decimal(before))
        edit = total._replace(field="increment", text=found, cell=place, head="上期累计")
        own.edits[target.id].append(edit)


def printed_rows(exported: ExportedRecords, records: Iterable[Entry | Narrative] = ()) -> list[ProgressRow]:
    """The table as the program would write it of these records and the months before."""
    found = {record.key: record for record in (*exported.shared, *exported.earlier(), *records)}
    content = Content(unit=Unit(id="", name=""), year=exported.plan.year, records=found)
    return list(progress_rows(assess(exported.plan, content, exported.period)))


def carried_rows(exported: ExportedRecords) -> dict[str, ShownRow]:
    """What the rows would show of the months before alone: running figures, which go on until the next."""
    return {
        row.key: ShownRow(row.key, "", {"累计完成": row.cells.get("累计完成", "")})
        for row in shown_rows(printed_rows(exported))
        if not row.key.startswith(TASK_KEY)
        if exported.plan.target(row.key).id in exported.registered
    }


def unlike_printed(
    target: Target, months: Mapping[int, Entry], stood: Iterable[Edit], *, is_registered: bool
) -> Iterator[Normalised | RefusedCell]:
    """Where a workbook that has lost its hidden sheet shows another number than the record comes to.

    Without its lines in 指标台账 the months before are not known, on which a running total rests.
    """
    now = shown_at(target, months, max(months))
    is_carried = not months[max(months)].has_content or months[max(months)].state is not None
    for each in stood:
        printed = next((now[name] for name in SHOWN_UNDER[each.head] if name in now), "")
        if is_as_exact(each.text, printed) or (is_carried and is_same(each.text, each.before)):
            continue
        if printed and not is_registered:
            told = f"未读入（没有以前月份的数，按本月的数是{printed}）"
            yield Normalised(each.sheet, each.cell, each.text, told, each.key)
        else:
            found = f"按表中的数是{printed}" if printed else "而表中没有它所依据的数"
            yield refusal(
                each, f"“{each.head}”由程序得出，写的是“{each.text[:20]}”，{found}，未读入。请核对。"
            )


def unlike_register(
    table: FoundTable, exported: ExportedRecords, entries: Iterable[Entry], faulty: Collection[str]
) -> Iterator[RefusedCell]:
    """Where 指标台账 shows another number than the records come to, once nothing says what was written."""
    months = {key: dict(found) for key, found in exported.months.items()}
    for entry in entries:
        months.setdefault(entry.target_id, {})[entry.period.last] = entry
    expected = shown_in_register(exported.plan, months)
    for line in register_lines(table, exported.plan):
        for number in range(1, exported.period.last + 1) if line.target.id not in faulty else ():
            if MONTH_HEADS[number - 1] not in table.columns:
                continue
            found = table.at(line.row, MONTH_HEADS[number - 1])
            printed = expected.get((line.target.id, line.measure, number), "")
            name, text = field_in(line, found, ""), found.text.strip()
            is_default = name == "as_of" and not text
            if is_as_exact(text, printed) or is_default or (name and text):
                continue
            told = f"“{seen(found)[:20]}”" if text else "空白"
            reason = f"“{line.measure}”是{told}，按表中的数是“{printed or '空白'}”，未读入。请核对。"
            place = table.place(line.row, MONTH_HEADS[number - 1])
            is_aside = not (text and printed) or number == exported.period.last
            yield RefusedCell(table.sheet.name, place, reason, line.target.id, is_ignored_edit=is_aside)


def unlike_columns(
    table: FoundTable,
    rows: Iterable[TableRow],
    exported: ExportedRecords,
    printed: Iterable[ProgressRow],
    keys: tuple[Collection[str], Collection[str]],
) -> Iterator[RefusedCell]:
    """Where a column that only displays says another thing than the program would of these records.

    ``keys`` are those that stay out, of which nothing is told, and those that people changed, of which
    nothing is told that follows from their figures.
    """
    out, changed = keys
    shown = {}
    for row in shown_rows(printed):
        if not row.key.startswith(TASK_KEY):
            heads = _OF_PLAN if record_of(exported.plan, row.key) in changed else (*_OF_PLAN, *_OF_FIGURES)
            cells = {head: text for head, text in row.cells.items() if head in heads}
            shown[row.key] = ShownRow(row.key, "", cells)
    own = [row for row in rows if record_of(exported.plan, row.key) not in out]
    yield from ignored_edits(table, exported.plan, Names(exported.plan), own, shown, more=("状态",), how=_HOW)


_HOW = "是“{}”，与应有的不同"
_OF_PLAN, _OF_FIGURES = ("单位", "年度目标"), ("完成率", "序时进度", "状态")
"""What follows from the plan, and from the figures; the other columns are the bureau's."""


def without_rows(register: FoundTable, findings: Findings, places: Collection[str]) -> Iterator[RefusedCell]:
    """What 指标台账 shows of the period that has no row in the table."""
    for key in sorted(findings.edits.keys() - places):
        for edit in findings.edits[key][:1]:
            name = register.seen(spot(edit.cell)[0], NAME_HEAD)
            reason = f"{quoted(name)}{edit.head}有数，而进展情况表没有这一行，未读入。请核对。"
            yield RefusedCell(edit.sheet, edit.cell, reason, key)


LOST_SHEET = RefusedCell(
    METADATA,
    "",
    f"“{METADATA}”这张表已被删除，数和文字都按表上看得见的读入，以前月份的数按指标台账读入；任务的状态、牵头科室、"
    "责任领导、责任人、完成时限改过的，无法识别。请核对，并请填报单位重新导出。",
    is_ignored_edit=True,
)
"""What is said of a unit's own workbook once the sheet is gone; of a form, all can be seen that is read."""
