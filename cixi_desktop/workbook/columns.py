"""The columns of 进展情况表 and 填报表, each with all that is known of it."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.pasting.blocks import HEADS, normal
from cixi_desktop.punctuation import narrow
from cixi_desktop.records.fields import FIGURE_FIELDS, common_fields, figure_fields
from cixi_desktop.workbook.identity import KEY_HEAD, ORDER_HEAD, TASK_KEY
from cixi_desktop.workbook.writing.rows import ProgressRow, RowKind
from cixi_desktop.workbook.writing.sheet import SHORT, TEXT, UNSEEN, CellStyle, CellValue, Number

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.kinds import Traits
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.fields import Target


class ColumnRole(Enum):
    """What becomes of a column when the workbook comes back."""

    NAMING = auto()
    """Says which row it is."""
    READ = auto()
    """What differs from what was written is an entry."""
    TOLD = auto()
    """Not for the unit to fill in, but looks as if it were: what differs is told."""


class SheetColumn(Struct, frozen=True):
    """One column, in each of the two tables where it has a width: in half-width characters of the body.

    ``show`` gives what a row of 进展情况表 has in it. ``field`` is what it is of an entry, ``by_traits``
    where that depends on the kind; ``text`` what it is of a task's texts. Of what is TOLD, ``hint`` says what
    to do instead. A long text goes on in further rows if ``long`` names the row's part that is cut.
    """

    head: str
    width: float = 0.0
    form_width: float = 0.0
    style: CellStyle = SHORT
    show: Callable[[ProgressRow], CellValue] = lambda _: ""
    role: ColumnRole = ColumnRole.TOLD
    field: str = ""
    by_traits: Callable[[Traits], str] | None = None
    text: str = ""
    long: str = ""
    hint: str = ""
    is_hidden: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the hidden sheet keeps what is shown; texts are kept there as records."""
        return self.role is ColumnRole.TOLD or (self.role is ColumnRole.READ and not self.text)

    def field_of(self, target: Target) -> str:
        """The field of the target's entry that the column is, “” where there is nothing to enter."""
        field = self.by_traits(target.traits) if self.by_traits else self.field
        return asked_field(target, field)


def asked_field(target: Target, name: str) -> str:
    """The name of the field if the target asks for such a thing, else “”."""
    return (
        name if any(field.name == name for field in (*figure_fields(target), *common_fields(target))) else ""
    )


def _number(row: ProgressRow) -> CellValue:
    """Numbered are the targets; the rows between them carry a number that sorts but does not show."""
    return Number(row.order, "0" if row.kind is RowKind.TARGET else UNSEEN)


def _status(row: ProgressRow) -> str:
    return f"{row.light.symbol} {row.status}" if row.light else ""


_BY_BUREAU = "分工由办公室设置，要改的请在“设置—单位和分工”中改。"
_BY_PLAN = "年度目标以工作要点为准。"
_BY_PROGRAM = "这一列由程序得出，要改的请改它所依据的数。"
_AS_IN_PLAN = "这一列以工作要点为准；要填的数请填在对应的栏。"
_BEFORE = "以前月份的数请在那个月更正。"
_NAMING, _READ, _TOLD = ColumnRole.NAMING, ColumnRole.READ, ColumnRole.TOLD

COLUMNS = (
    SheetColumn(ORDER_HEAD, 4.4, 4.4, SHORT, _number, role=_TOLD, hint=_AS_IN_PLAN),
    SheetColumn("重点任务", 12.6, 13, TEXT, lambda row: row.title, role=_NAMING),
    SheetColumn("指标/事项", 17.4, 20, TEXT, lambda row: row.name, role=_NAMING),
    SheetColumn("单位", 5.4, 5.4, SHORT, lambda row: row.unit, role=_TOLD, hint=_AS_IN_PLAN),
    SheetColumn("年度目标", 8.6, 8.6, SHORT, lambda row: row.target, role=_TOLD, hint=_BY_PLAN),
    SheetColumn("上期累计", 0, 8.6, role=_TOLD, hint=_BEFORE),
    SheetColumn("本期完成", 8.6, 8.6, SHORT, lambda row: row.increment, role=_READ, field="increment"),
    SheetColumn(
        "累计完成",
        8.6,
        8.6,
        SHORT,
        lambda row: row.cumulative,
        role=_READ,
        by_traits=lambda traits: traits.total_field,
    ),
    SheetColumn("完成率", 7.4, 0, SHORT, lambda row: row.completion, role=_TOLD, hint=_BY_PROGRAM),
    SheetColumn("序时进度", 8.6, 0, SHORT, lambda row: row.pace, role=_TOLD, hint=_BY_PROGRAM),
    SheetColumn(
        "分子", 0, 8, role=_READ, by_traits=lambda traits: "cumulative" if traits.is_growth else "numerator"
    ),
    SheetColumn(
        "分母", 0, 8, role=_READ, by_traits=lambda traits: "last_year" if traits.is_growth else "denominator"
    ),
    SheetColumn("阶段", 0, 10, role=_READ, field="stage"),
    SheetColumn("依据", 0, 15, TEXT, role=_READ, field="proof"),
    SheetColumn("状态", 11.4, 10.4, SHORT, _status, role=_READ, field="state", hint=_BY_PROGRAM),
    SheetColumn("说明", 0, 14, TEXT, role=_READ, field="reason"),
    SheetColumn("截至日期", 0, 11, role=_READ, field="as_of"),
    SheetColumn("预计数", 0, 6.6, role=_READ, field="is_estimate"),
    SheetColumn(
        "进展情况",
        27,
        28,
        TEXT,
        lambda row: row.progress_note,
        role=_READ,
        field="note",
        text="progress_note",
        long="note",
    ),
    SheetColumn(
        "存在问题", 16, 17, TEXT, lambda row: row.problems, role=_READ, text="problems", long="problems"
    ),
    SheetColumn(
        "下一步打算",
        16,
        17,
        TEXT,
        lambda row: row.next_steps,
        role=_READ,
        text="next_steps",
        long="next_steps",
    ),
    SheetColumn("牵头科室", 8.6, 0, SHORT, lambda row: row.lead_unit, role=_TOLD, hint=_BY_BUREAU),
    SheetColumn("责任领导", 8.6, 0, SHORT, lambda row: row.leader, role=_TOLD, hint=_BY_BUREAU),
    SheetColumn("责任人", 6.6, 0, SHORT, lambda row: row.person, role=_TOLD, hint=_BY_BUREAU),
    SheetColumn("完成时限", 13, 0, SHORT, lambda row: row.deadline, role=_TOLD, hint=_BY_BUREAU),
    SheetColumn("备注", 10.4, 0, TEXT, lambda row: row.remark, role=_READ, long="remark"),
    SheetColumn(KEY_HEAD, 10, 10, SHORT, lambda row: row.key, role=_NAMING, is_hidden=True),
)
"""In the order of both tables. Of 备注 a paper's name is read; its other words are the program's."""
BY_HEAD = {column.head: column for column in COLUMNS}
PROGRESS_COLUMNS = tuple(column for column in COLUMNS if column.width)
FORM_COLUMNS = tuple(column for column in COLUMNS if column.form_width)
TEXT_HEADS = {column.head: column.text for column in COLUMNS if column.text}
"""Columns of a task's texts, each with its field."""


OTHER_WORDS = {
    "重点任务": HEADS["task"],
    "指标/事项": HEADS["target"],
    "单位": "计量单位",
    "年度目标": "(|年度|年)目标(|值|任务)",
    "本期完成": r"((本期|本月|当月|当期)(|完成|新增|实际)|\d{1,2}月(|份)(完成|新增|实际))(|数|值|量|情况)",
    "累计完成": r"(|本年|年度|全年|年初以来|截至目前|(|截至|1[-—–~至])\d{1,2}月(|底|末))"
    "累计(|完成|实际)(|数|值|量|情况)",
    "阶段": "(所处|当前|目前)阶段",
    "依据": "依据(\\(.*\\)|文号.*)|文号(|日期)",
    "状态": "(本期|进度|亮灯|填报)状态|亮灯",
    "说明": "(情况|原因)说明|原因",
    "截至日期": "(|数据)截[至止](日期|时间)",
    "预计数": "是否(|为)预计(|数)",
    "进展情况": "(|工作|目前|主要)(进展|推进|完成)(|情况)",
    "存在问题": "(|主要|存在)(|的)(问题|困难)(|和|与|及)(|困难|问题)",
    "下一步打算": "(下步|下一步|下阶段)(|工作)(|打算|计划|安排|举措|措施|思路)",
    "牵头科室": HEADS["lead"],
    "责任领导": HEADS["leader"],
    "责任人": HEADS["person"],
    "完成时限": HEADS["deadline"],
}
"""What sheets call a column besides its own head, as ``normal`` writes it."""
_UNIT = re.compile(r"\((单位:)?(%|亿元|[人批]次|[家个项次场人天件篇期条名]|必填|选填|填数字)\)$")
"""Behind a head: 本期完成（家）. Other words there say what else the column is: 累计完成（上年同期）."""


@lru_cache(maxsize=2048)
def head_meant(text: str) -> str:
    """The head that a sheet's own word for a column stands for; “” if nobody knows it."""
    words = normal(_UNIT.sub("", narrow(text).strip()))
    own = next((column.head for column in COLUMNS if normal(column.head) == words), "")
    return own or next((head for head, also in OTHER_WORDS.items() if re.fullmatch(also, words)), "")


def heads_of(role: ColumnRole) -> tuple[str, ...]:
    """The heads of the columns that have this role."""
    return tuple(column.head for column in COLUMNS if column.role is role)


def record_of(plan: Plan, key: str) -> str:
    """The record that a row's key belongs to: the figure's own id where the row cites it again."""
    return key if key.startswith(TASK_KEY) else plan.target(key).id


def input_heads(target: Target) -> dict[str, str]:
    """The columns of the form for this target, each with its field; no field stands in two."""
    found: dict[str, str] = {}
    for column in FORM_COLUMNS:
        field = column.field_of(target)
        if field:
            found = {other: name for other, name in found.items() if name != field} | {column.head: field}
    return found


def figure_heads(target: Target) -> str:
    """The columns in which a target's figures are entered, for people."""
    found = [column.head for column in COLUMNS if column.field_of(target) in FIGURE_FIELDS]
    return "、".join(f"“{head}”" for head in found) if found else "“进展情况”"
