"""What is said of files that have arrived."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from cixi_desktop.actions.inspect_files import ArrivalOutcome, file_refused
from cixi_desktop.records.handovers import ReviewVerdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cixi_desktop.actions.compare import RecordChange
    from cixi_desktop.actions.inspect_files import Arrival

FILE_HEADS = ("文件", "单位", "数据所属期", "数据版本", "结果", "说明")
ROW_HEADS = ("处理", "指标/事项/任务", "工作表", "单元格", "内容")
ACCEPTED = "办公室自己改过的默认不勾，勾上就以单位重报的为准。"
WORDS = {
    ArrivalOutcome.ACCEPTED: "可以接收",
    ArrivalOutcome.NORMALISED: "可以接收（已规范）",
    ArrivalOutcome.ROWS_REFUSED: "部分可以接收",
    ArrivalOutcome.FILE_REFUSED: "不能接收",
    ArrivalOutcome.ALREADY_IMPORTED: "已接收",
    ArrivalOutcome.OLDER_REVISION: "有更新的版本",
}
COPY = "重复文件"


class Looked(NamedTuple):
    """One file, and what taking it in would change."""

    arrival: Arrival
    rows: tuple[RecordChange, ...]
    is_taken_in: bool = False

    @property
    def outcome(self) -> str:
        """What came of the file, in a word or two."""
        is_copy = self.arrival.outcome is ArrivalOutcome.ALREADY_IMPORTED and any(
            not refused.cell for refused in self.arrival.refused
        )
        return COPY if is_copy else WORDS[self.arrival.outcome]

    def after(self, before: Looked, faults: Mapping[Path, str]) -> Looked:
        """The file looked through again: taken in, with what was refused ``before``, or its fault."""
        if self.arrival.path in faults:
            return Looked(file_refused(self.arrival, faults[self.arrival.path]), ())
        is_taken_in = before.arrival.outcome.can_be_accepted and not self.arrival.outcome.can_be_accepted
        if not is_taken_in:
            return self
        return Looked(replace(self.arrival, refused=before.arrival.refused), (), is_taken_in=True)


def summary(looked: Sequence[Looked]) -> str:
    """收到3个文件：可以接收2、不能接收1。."""
    if not looked:
        return "没有找到进展情况表（.xlsx）。"
    counts = Counter(one.outcome for one in looked)
    told = "、".join(f"{words}{counts[words]}" for words in (*WORDS.values(), COPY) if counts[words])
    return f"收到{len(looked)}个文件：{told}。"


def file_cells(one: Looked) -> tuple[str, ...]:
    """One file's row; the last cell says why it is refused, or how much it holds."""
    arrival = one.arrival
    return (
        arrival.path.name,
        arrival.unit_name or "",
        arrival.period.label if arrival.period else "",
        str(arrival.revision or ""),
        one.outcome,
        _told_of(one),
    )


def _told_of(one: Looked) -> str:
    arrival = one.arrival
    if one.is_taken_in:
        left_out = len(arrival.refused)
        return f"未接收{left_out}处，退回时自动列入意见" if left_out else "已全部接收"
    whole = [refused.reason for refused in arrival.refused if not refused.cell]
    if whole and not arrival.outcome.can_be_accepted:
        return "".join(whole)
    corrected = sum(row.is_corrected for row in one.rows)
    is_returned = arrival.reading is not None and arrival.reading.stamp.verdict == ReviewVerdict.RETURNED
    told = [
        *whole,
        "退回表，填报单位请用“文件—打开退回表”打开" if is_returned else "",
        f"将更新{len(one.rows)}项" if one.rows else "",
        f"规范{len(arrival.normalised)}处" if arrival.normalised else "",
        f"不接收{len(arrival.refused) - len(whole)}处" if len(arrival.refused) > len(whole) else "",
        f"与办公室修改不一致{corrected}项" if corrected else "",
    ]
    known = "以前已接收" if arrival.outcome is ArrivalOutcome.ALREADY_IMPORTED else "与现有内容相同"
    return "，".join(filter(None, told)) or known


def detail_rows(one: Looked, name_of: Callable[[str], str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Key (“” for what cannot be ticked) and cells of everything in a file, what needs a decision first.

    ``name_of`` names a record by its key.
    """
    arrival = one.arrival
    for refused in arrival.refused:
        yield "", ("× 不接收", name_of(refused.key), refused.sheet, refused.cell, refused.reason)
    for row in sorted(one.rows, key=lambda row: not row.is_corrected):
        what = "▲ 待选择" if row.is_corrected else "✓ 更新"
        for line in row.lines:
            when = f"{line.period}　" if line.period else ""
            yield row.key, (what, row.name, "", "", f"{when}{line.field}：{line.before} → {line.after}")
    for normalised in arrival.normalised:
        told = f"“{normalised.before}”读作“{normalised.after}”"
        yield "", ("○ 规范", name_of(normalised.key), normalised.sheet, normalised.cell, told)
    for changed in arrival.reading.changed if arrival.reading else ():
        told = f"{changed.head}：{changed.before} → {changed.after}（导出后有人改过）"
        yield "", ("○ 改动", name_of(changed.key), changed.sheet, changed.cell, told)
