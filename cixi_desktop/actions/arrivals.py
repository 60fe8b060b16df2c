"""What is said of files that have arrived, in the window and at the console."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from cixi_desktop.actions.compare import ComparedFile, Doubt
from cixi_desktop.actions.inspect_files import ArrivalOutcome, file_refused
from cixi_desktop.punctuation import quoted
from cixi_desktop.records.handovers import ReviewVerdict
from cixi_desktop.wording.journal import EMPTY
from cixi_desktop.workbook.reading import Changed, Normalised, RefusedCell
from cixi_desktop.workbook.reading.cells import spot

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cixi_desktop.actions.compare import RecordChange
    from cixi_desktop.actions.inspect_files import Arrival
    from cixi_desktop.periods import Period
    from cixi_desktop.wording.journal import JournalLine

_Thing = TypeVar("_Thing")
_Cell = TypeVar("_Cell", Changed, Normalised)
FILE_HEADS = ("文件", "填报单位", "数据所属期", "报送次数", "结果", "说明")
ROW_HEADS = ("处理", "指标、事项、任务", "工作表", "单元格", "内容")
ACCEPTED = "办公室修改过的项目默认不勾选；勾选后以单位重新报送的内容为准。"
WORDS = {
    ArrivalOutcome.ACCEPTED: "可以接收",
    ArrivalOutcome.NORMALISED: "可以接收（已规范）",
    ArrivalOutcome.DOUBTFUL: "可以接收（有疑问）",
    ArrivalOutcome.ROWS_REFUSED: "部分可以接收",
    ArrivalOutcome.UNKNOWN_UNIT: "单位待明确",
    ArrivalOutcome.ALREADY_IMPORTED: "已接收",
    ArrivalOutcome.PARTLY_IMPORTED: "部分接收",
    ArrivalOutcome.FILE_REFUSED: "不能接收",
    ArrivalOutcome.OLDER_REVISION: "旧版本，不接收",
}
COPY = "重复文件"
NEW = "（新单位）"


def outcome_words(arrival: Arrival) -> str:
    """What came of the file, in a word or two; how much of it stayed out."""
    untaken = arrival.acceptance.untaken if arrival.acceptance else 0
    return _kind(arrival) + (f"（{untaken}项未收）" if untaken else "")


def _kind(arrival: Arrival) -> str:
    if arrival.acceptance and arrival.acceptance.untaken:
        return WORDS[ArrivalOutcome.PARTLY_IMPORTED]
    is_copy = arrival.outcome is ArrivalOutcome.ALREADY_IMPORTED and any(
        not refused.cell for refused in arrival.refused
    )
    return COPY if is_copy else WORDS[arrival.outcome]


def seen_again(now: ComparedFile, before: ComparedFile, faults: Mapping[Path, str]) -> ComparedFile:
    """A file looked through again after files were taken in: its fault, or what was refused of it."""
    arrival = now.arrival
    if arrival.path in faults:
        return ComparedFile(file_refused(arrival, faults[arrival.path]))
    if arrival.outcome is ArrivalOutcome.ALREADY_IMPORTED and arrival.acceptance:
        return now._replace(arrival=replace(arrival, refused=before.arrival.refused))
    return now


def summary(looked: Sequence[ComparedFile], period: Period | None = None) -> str:
    """收到3个文件：可以接收2个、不能接收1个。 With how many are of another month than ``period``."""
    if not looked:
        return "没有找到进展情况表（.xlsx）。请选择各单位交来的.xlsx文件或其文件夹。"
    counts = Counter(_kind(one.arrival) for one in looked)
    told = "、".join(f"{each}{counts[each]}个" for each in (*WORDS.values(), COPY) if counts[each])
    others = sorted({each.label for one in looked if (each := _other_period(one.arrival, period))})
    ending = f"其中有{'、'.join(others)}的表，不是{period.closing.label}的。" if period and others else ""
    return f"收到{len(looked)}个文件：{told}。{ending}"


def _other_period(arrival: Arrival, period: Period | None) -> Period | None:
    """The month of a file that is not the one looked at."""
    found = arrival.period
    return found if found and period and found.closing != period.closing else None


def file_cells(one: ComparedFile, period: Period | None = None) -> tuple[str, ...]:
    """One file's row; the last cell says why it is refused, or how much it holds."""
    arrival = one.arrival
    when = arrival.period.label if arrival.period else ""
    return (
        arrival.name,
        f"{unit_words(arrival)}{NEW if is_new_unit(arrival) else ''}",
        f"{when}（非所选月份）" if _other_period(arrival, period) else when,
        f"第{arrival.hand_in}次" if arrival.hand_in else "",
        outcome_words(arrival),
        _told_of(one),
    )


def is_new_unit(arrival: Arrival) -> bool:
    """Whether taking the file in would make a unit that is not known and like none that is."""
    return arrival.reading is not None and arrival.unit is None and not arrival.may_be


def unit_words(arrival: Arrival) -> str:
    """Whose the file is, with the name that it has there if that is another one."""
    if arrival.unit is None or arrival.unit_name in {None, arrival.unit.name}:
        return arrival.unit_name or ""
    return f"{arrival.unit.name}（表中写“{arrival.unit_name}”）"


def _told_of(one: ComparedFile) -> str:
    arrival = one.arrival
    if arrival.outcome is ArrivalOutcome.ALREADY_IMPORTED and arrival.acceptance:
        return _taken_in(arrival)
    whole = [refused.reason for refused in arrival.refused if not refused.cell]
    if whole and not arrival.outcome.can_be_accepted:
        return "".join(whole)
    corrected, doubts = sum(row.is_corrected for row in one.rows), told_doubts(one)
    told = [
        *whole,
        _returned_words(one),
        _updates(one),
        f"其中清空{len(one.emptied)}项" if one.emptied else "",
        f"规范{len(arrival.normalised)}处" if arrival.normalised else "",
        *_untaken_words(arrival),
        _to_choose(one, corrected) if corrected else "",
        f"疑问{len(doubts)}条" if doubts else "",
    ]
    return "，".join(filter(None, told)) or "与现有内容相同"


def _returned_words(one: ComparedFile) -> str:
    """That it is a return, and where it is to be opened while nothing was mended in it."""
    reading = one.arrival.reading
    if reading is None or reading.stamp.verdict != ReviewVerdict.RETURNED:
        return ""
    return "退回表" if one.rows else "退回表，填报单位请用“文件—打开退回表”打开"


def _updates(one: ComparedFile) -> str:
    """将更新3项, and in how many places where that is more: the list below tells each."""
    return _counted("将更新", len(one.rows), sum(len(row.lines) for row in one.rows))


def _to_choose(one: ComparedFile, count: int) -> str:
    if one.arrival.acceptance:
        return f"上次未收{count}项，勾选即补收"
    whose = "已接收的" if any(row.is_same_hand_in for row in one.rows) else "办公室修改"
    return f"与{whose}不一致{count}项"


def _taken_in(arrival: Arrival) -> str:
    if any(not refused.cell for refused in arrival.refused):
        return "".join(refused.reason for refused in arrival.refused if not refused.cell)
    untaken = arrival.acceptance.untaken if arrival.acceptance else 0
    return f"有{untaken}项不能读入，退回时自动列入意见" if untaken else "已全部接收"


def detail_rows(one: ComparedFile, name_of: Callable[[str], str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Key (“” for what cannot be ticked) and cells of everything in a file, what needs a decision first.

    ``name_of`` names a record by its key. What a cell brings is told once, with its place.
    """
    arrival = one.arrival
    changed = list(arrival.reading.changed) if arrival.reading else []
    for alike in sorted(alike_refused(arrival), key=_is_aside):
        what = _names(alike, name_of)
        kind = "－ 未读入" if _is_aside(alike) else "× 不接收"
        yield "", (kind, what, alike[0].sheet, cells_of(alike), reason_of(alike))
    of_file = [each for each in one.doubts if not each.key]
    of_records = one._replace(doubts=tuple(each for each in one.doubts if each.key))
    for name, text in (*((each.name, each.issue.text) for each in of_file), *told_doubts(of_records)):
        yield "", ("？ 疑问", name, "", "", text)
    for row in sorted(one.rows, key=lambda row: not row.is_corrected):
        what = "△ 待选择" if row.is_corrected else "✓ 更新"
        for line in row.lines:
            cell = _cell_of(row, line, changed)
            changed = [each for each in changed if each is not cell]
            when = f"{line.period}　" if line.period else ""
            by_hand = "（导出后被修改，请核实）" if cell and cell.before else ""
            told = f"{when}{line.field}：{line.before} → {line.after}{by_hand}"
            yield row.key, (what, row.name, cell.sheet if cell else "", cell.cell if cell else "", told)
    for read in alike_normalised(arrival):
        first, (before, after) = read[0], normalised_words(read)
        told = f"{quoted(before)}读作{quoted(after)}"
        yield "", ("－ 规范", _names(read, name_of), first.sheet, cells_of(read), told)
    for edited in alike_changed(changed):
        cell = edited[0]
        told = f"{cell.head}：{cell.before or EMPTY} → {cell.after or EMPTY}（导出后被修改，请核实）"
        yield "", ("－ 改动", _names(edited, name_of), cell.sheet, cells_of(edited), told)


def _names(cells: Sequence[RefusedCell | Normalised | Changed], name_of: Callable[[str], str]) -> str:
    """The records that the cells belong to; of several the first and how many there are."""
    names = [*dict.fromkeys(name_of(each.key) for each in cells if each.key)]
    return f"{names[0]}等{len(names)}项" if len(names) > 1 else "".join(names)


def told_doubts(one: ComparedFile) -> list[tuple[str, str]]:
    """What is doubtful in a file, name and words each, what it takes away first."""
    alike = _together(one.doubts, lambda each: (bool(each.key), each.issue.text))
    return [*_told_emptied(one), *(each for doubts in alike for each in _told_alike(doubts))]


def _told_alike(doubts: Sequence[Doubt]) -> list[tuple[str, str]]:
    """What is doubtful in the same words of several records: of many in one line."""
    if len(doubts) <= _MOST_ALIKE:
        return [(each.name, each.issue.text) for each in doubts]
    names = "、".join(each.name for each in doubts[:_MOST_ALIKE])
    return [(f"{names}等{len(doubts)}项", doubts[0].issue.text)]


def _told_emptied(one: ComparedFile) -> list[tuple[str, str]]:
    """What a file takes away; many such things all in one."""
    if len(one.emptied) <= _MOST_EMPTIED:
        return [(each.name, each.issue.text) for each in one.emptied]
    first = "".join(f"“{each.name}”{each.issue.message}" for each in one.emptied[:_MOST_EMPTIED])
    return [(f"{one.emptied[0].name}等{len(one.emptied)}项", f"如{first}{one.emptied[0].issue.hint}")]


_MOST_EMPTIED = 3


def _is_aside(alike: Sequence[RefusedCell]) -> bool:
    """Whether the cells are no part of what is read, so that no record stays out for them."""
    return all(each.is_ignored_edit for each in alike)


def _untaken_words(arrival: Arrival) -> Iterator[str]:
    """How many records stay out, and in how many places; how many things are only beside what is read."""
    alike = [each for each in _of_one_reason(arrival) if each[0].cell]
    refused = [each for each in alike if not _is_aside(each)]
    records = len({cell.key for cells in refused for cell in cells if cell.key})
    yield _counted("不接收", records, len(refused))
    yield f"未读入{len(alike) - len(refused)}处" if len(alike) > len(refused) else ""


def _counted(what: str, records: int, places: int) -> str:
    """将更新3项（5处）: records, and the places where those are more; "" for nothing."""
    if not records:
        return f"{what}{places}处" if places else ""
    return f"{what}{records}项{f'（{places}处）' if places > records else ''}"


def cells_of(cells: Sequence[RefusedCell | Normalised | Changed]) -> str:
    """Their cells, of many the first and how many there are: C5、C6、C7等23格."""
    names = sorted((each.cell for each in cells), key=lambda name: (len(name), name))
    named = "、".join(names[:_MOST_CELLS])
    return f"{named}等{len(cells)}格" if len(cells) > _MOST_CELLS else named


_MOST_CELLS = 4


def reason_of(alike: Sequence[RefusedCell]) -> str:
    """Why they were refused; the reason of the first where each has its own of one kind."""
    first = alike[0]
    is_one = all(each.reason == first.reason for each in alike)
    return first.reason if is_one else f"如{first.cell}：{first.reason}"


def alike_refused(arrival: Arrival) -> list[list[RefusedCell]]:
    """What was refused, with one reason each: a column that is missing is told once for all of its rows.

    Many cells of one column are together, too, where their reasons differ in nothing but what they quote.
    """
    kinds = _together(_of_one_reason(arrival), lambda cells: _kind_of(cells[0]))
    joined = ([[*chain.from_iterable(kind)]] if len(kind) > _MOST_ALIKE else kind for kind in kinds)
    return [*chain.from_iterable(joined)]


def _of_one_reason(arrival: Arrival) -> list[list[RefusedCell]]:
    return _together(arrival.refused, lambda each: (each.sheet, each.reason))


def _kind_of(cell: RefusedCell) -> tuple[str, str, str, bool]:
    """Sheet, column and reason without what it quotes; whether the record stays out."""
    column, reason = cell.cell.rstrip(_DIGITS), _QUOTED.sub("“”", cell.reason)
    return cell.sheet, column, reason, cell.is_ignored_edit


def alike_normalised(arrival: Arrival) -> list[list[Normalised]]:
    """What was put right, many cells of one column together where they said the same.

    Together, too, where each was left as it was while another cell of its figure was changed.
    """
    return _of_columns(arrival.normalised, lambda each: _is_left(each) or (each.before, each.after))


def _is_left(cell: Normalised) -> bool:
    return cell.after.startswith("未读入（随")


def normalised_words(alike: Sequence[Normalised]) -> tuple[str, str]:
    """What stood there and what was read; of the first where each has its own."""
    first = alike[0]
    is_one = all(each.before == first.before for each in alike)
    return first.before if is_one else f"如{first.cell}：{first.before}", first.after


def alike_changed(changed: Sequence[Changed]) -> list[list[Changed]]:
    """What people changed, many cells of one column together where it is the same change."""
    return _of_columns(changed, lambda each: (each.before, each.after))


def _of_columns(cells: Sequence[_Cell], told: Callable[[_Cell], Hashable]) -> list[list[_Cell]]:
    """The cells from top to bottom of each sheet, those that say the same together if they are many."""
    sheets = [*dict.fromkeys(each.sheet for each in cells)]

    def place(cell: _Cell) -> tuple[int, tuple[int, int]]:
        return sheets.index(cell.sheet), spot(cell.cell) if cell.cell else (0, 0)

    placed = sorted(cells, key=place)
    apart: list[list[_Cell]] = []
    for alike in _together(placed, lambda each: (each.sheet, each.cell.rstrip(_DIGITS), told(each))):
        apart += [alike] if len(alike) > _MOST_ALIKE else [[each] for each in alike]
    return sorted(apart, key=lambda alike: place(alike[0]))


def _together(things: Iterable[_Thing], kind: Callable[[_Thing], Hashable]) -> list[list[_Thing]]:
    """The things of each kind, in the order of the first."""
    found: dict[Hashable, list[_Thing]] = {}
    for each in things:
        found.setdefault(kind(each), []).append(each)
    return [*found.values()]


_MOST_ALIKE = 3
"""Lines of a kind that are told one by one."""
_DIGITS = "0123456789"
_QUOTED = re.compile("“[^”]*”")


def _cell_of(row: RecordChange, line: JournalLine, changed: Sequence[Changed]) -> Changed | None:
    """The cell that people changed and that this line of the update tells of."""
    return next((each for each in changed if each.key == row.key and each.after == line.after), None)
