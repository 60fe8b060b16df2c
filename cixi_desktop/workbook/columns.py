"""The columns of 进展情况表: one line for each, with its head, its width and what it shows of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.workbook.identity import KEY_HEAD
from cixi_desktop.workbook.writing.cells import Number, Shown
from cixi_desktop.workbook.writing.looks import SHORT, TEXT, UNSEEN, Look
from cixi_desktop.workbook.writing.rows import Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Callable


class Column(Struct, frozen=True):
    """One column; ``width`` in half-width characters of the body. A tall column is cut into further rows."""

    head: str
    width: float
    look: Look
    show: Callable[[Row], Shown]
    is_hidden: bool = False


def _number(row: Row) -> Shown:
    """Numbered are the targets; the rows between them carry a number that sorts but does not show."""
    return Number(row.order, "0" if row.kind is RowKind.TARGET else UNSEEN)


def _status(row: Row) -> str:
    return f"{row.light.symbol} {row.status}" if row.light else ""


COLUMNS = (
    Column("序号", 4.4, SHORT, _number),
    Column("重点任务", 12.6, TEXT, lambda row: row.title),
    Column("指标/事项", 17.4, TEXT, lambda row: row.name),
    Column("单位", 5.4, SHORT, lambda row: row.unit),
    Column("年度目标", 8.6, SHORT, lambda row: row.target),
    Column("本期完成", 8.6, SHORT, lambda row: row.increment),
    Column("累计完成", 8.6, SHORT, lambda row: row.cumulative),
    Column("完成率", 7.4, SHORT, lambda row: row.completion),
    Column("序时进度", 8.6, SHORT, lambda row: row.pace),
    Column("状态", 11.4, SHORT, _status),
    Column("进展情况", 27, TEXT, lambda row: row.progress_note),
    Column("存在问题", 16, TEXT, lambda row: row.problems),
    Column("下一步打算", 16, TEXT, lambda row: row.next_steps),
    Column("牵头科室", 8.6, SHORT, lambda row: row.lead_unit),
    Column("责任人", 6.6, SHORT, lambda row: row.person),
    Column("完成时限", 13, SHORT, lambda row: row.deadline),
    Column("备注", 12.4, TEXT, lambda row: row.remark),
    Column(KEY_HEAD, 10, SHORT, lambda row: row.key, is_hidden=True),
)
