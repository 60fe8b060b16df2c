"""The columns of 进展情况表: one line for each, with its head, its width and what it shows of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.workbook.identity import KEY_HEAD
from cixi_desktop.workbook.writing.cell_styles import SHORT, TEXT, UNSEEN, CellStyle
from cixi_desktop.workbook.writing.cells import Number, Shown
from cixi_desktop.workbook.writing.rows import ProgressRow, RowKind

if TYPE_CHECKING:
    from collections.abc import Callable


class SheetColumn(Struct, frozen=True):
    """One column; ``width`` in half-width characters of the body. A tall column is cut into further rows."""

    head: str
    width: float
    look: CellStyle
    show: Callable[[ProgressRow], Shown]
    is_hidden: bool = False


def _number(row: ProgressRow) -> Shown:
    """Numbered are the targets; the rows between them carry a number that sorts but does not show."""
    return Number(row.order, "0" if row.kind is RowKind.TARGET else UNSEEN)


def _status(row: ProgressRow) -> str:
    return f"{row.light.symbol} {row.status}" if row.light else ""


COLUMNS = (
    SheetColumn("序号", 4.4, SHORT, _number),
    SheetColumn("重点任务", 12.6, TEXT, lambda row: row.title),
    SheetColumn("指标/事项", 17.4, TEXT, lambda row: row.name),
    SheetColumn("单位", 5.4, SHORT, lambda row: row.unit),
    SheetColumn("年度目标", 8.6, SHORT, lambda row: row.target),
    SheetColumn("本期完成", 8.6, SHORT, lambda row: row.increment),
    SheetColumn("累计完成", 8.6, SHORT, lambda row: row.cumulative),
    SheetColumn("完成率", 7.4, SHORT, lambda row: row.completion),
    SheetColumn("序时进度", 8.6, SHORT, lambda row: row.pace),
    SheetColumn("状态", 11.4, SHORT, _status),
    SheetColumn("进展情况", 27, TEXT, lambda row: row.progress_note),
    SheetColumn("存在问题", 16, TEXT, lambda row: row.problems),
    SheetColumn("下一步打算", 16, TEXT, lambda row: row.next_steps),
    SheetColumn("牵头科室", 8.6, SHORT, lambda row: row.lead_unit),
    SheetColumn("责任人", 6.6, SHORT, lambda row: row.person),
    SheetColumn("完成时限", 13, SHORT, lambda row: row.deadline),
    SheetColumn("备注", 12.4, TEXT, lambda row: row.remark),
    SheetColumn(KEY_HEAD, 10, SHORT, lambda row: row.key, is_hidden=True),
)
