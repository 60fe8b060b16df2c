"""What is said of files that have arrived."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from cixi_desktop.actions.look_through import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.actions.compare import Row
    from cixi_desktop.actions.look_through import Arrival

FILE_HEADS = ("文件", "单位", "数据所属期", "数据版本", "结果", "说明")
ROW_HEADS = ("处理", "指标/事项/任务", "工作表", "单元格", "内容")
ACCEPTED = "办公室自己改过的默认不勾，勾上就以单位重报的为准。"
WORDS = {
    Outcome.ACCEPTED: "可以接收",
    Outcome.NORMALISED: "可以接收（已规范）",
    Outcome.ROWS_REFUSED: "部分可以接收",
    Outcome.FILE_REFUSED: "不能接收",
    Outcome.ALREADY_IMPORTED: "已接收过",
    Outcome.OLDER_REVISION: "有更新的版本",
}


class Looked(NamedTuple):
    """One file, and what taking it in would change."""

    arrival: Arrival
    rows: tuple[Row, ...]


def summary(looked: Sequence[Looked]) -> str:
    """收到3个文件：可以接收2、不能接收1。."""
    if not looked:
        return "没有找到进展情况表（.xlsx）。"
    counts = Counter(WORDS[one.arrival.outcome] for one in looked)
    told = "、".join(f"{words}{counts[words]}" for words in WORDS.values() if counts[words])
    return f"收到{len(looked)}个文件：{told}。"


def file_cells(one: Looked) -> tuple[str, ...]:
    """One file's row; the last cell says why it is refused, or how much it holds."""
    arrival = one.arrival
    whole = [refused.reason for refused in arrival.refused if not refused.cell]
    corrected = sum(row.is_corrected for row in one.rows)
    told = [
        *whole,
        f"将更新{len(one.rows)}项" if one.rows else "",
        f"规范{len(arrival.normalised)}处" if arrival.normalised else "",
        f"不接收{len(arrival.refused) - len(whole)}处" if len(arrival.refused) > len(whole) else "",
        f"与办公室修改不一致{corrected}项" if corrected else "",
    ]
    return (
        arrival.path.name,
        arrival.unit_name or "",
        arrival.period.label if arrival.period else "",
        str(arrival.revision) if arrival.revision is not None else "",
        WORDS[arrival.outcome],
        "，".join(filter(None, told)) or "与现有内容相同",
    )


def detail_rows(one: Looked) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Key (“” for what cannot be ticked) and cells of everything in a file, what needs a decision first."""
    arrival = one.arrival
    for refused in arrival.refused:
        yield "", ("× 不接收", "", refused.sheet, refused.cell, refused.reason)
    for row in sorted(one.rows, key=lambda row: not row.is_corrected):
        what = "▲ 待选择" if row.is_corrected else "✓ 更新"
        for line in row.lines:
            when = f"{line.period}　" if line.period else ""
            yield row.key, (what, row.name, "", "", f"{when}{line.field}：{line.before} → {line.after}")
    for normalised in arrival.normalised:
        told = f"“{normalised.before}”读作“{normalised.after}”"
        yield "", ("○ 规范", "", normalised.sheet, normalised.cell, told)
    for changed in arrival.reading.changed if arrival.reading else ():
        told = f"{changed.head}：{changed.before} → {changed.after}（导出后有人改过）"
        yield "", ("○ 改动", "", changed.sheet, changed.cell, told)
