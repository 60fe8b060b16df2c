"""Tables of tasks and of figures: what their columns hold, and rows that were pasted one cell a line."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.plans.draft import Span


class ColumnContent(Enum):
    """What a column of a table holds."""

    NUMBER = auto()
    GROUP = auto()
    TASK = auto()
    CONTENT = auto()
    FIGURE = auto()
    UNIT = auto()
    BASE = auto()
    VALUE = auto()
    LEAD = auto()
    SUPPORT = auto()
    LEADER = auto()
    PERSON = auto()
    DEADLINE = auto()
    STAGE = auto()
    DONE = auto()
    NOTE = auto()


DUTIES = {
    ColumnContent.LEAD: "牵头单位",
    ColumnContent.SUPPORT: "配合单位",
    ColumnContent.LEADER: "责任领导",
    ColumnContent.PERSON: "责任人",
    ColumnContent.DEADLINE: "完成时限",
}
_HEADS: tuple[tuple[ColumnContent, str], ...] = (
    (ColumnContent.NUMBER, r"序号?|编号|号"),
    (
        ColumnContent.DEADLINE,
        r"(完成|办结|截止|推进)?(时限|期限)|完成(时间|日期|节点)|时间(节点|安排|要求)|进度要求|计划完成时间",
    ),
    (
        ColumnContent.DONE,
        r".*(完成情况|完成率|进展情况|进展|进度|已完成|完成值|完成数|实绩|一季度完成|累计完成|是否完成|得分).*",
    ),
    (ColumnContent.STAGE, r".*(季度|上半年|下半年|\d+月|月份|阶段|节点|进度安排|分月|分季).*"),
    (
        ColumnContent.LEAD,
        r"(牵头|主办|责任|承办|落实|实施|主要责任|主责|主管|牵头责任|第一责任)(单位|部门|科室|处室|主体|股室|机构|镇街)(\(.*\))?",
    ),
    (
        ColumnContent.SUPPORT,
        r"(配合|协办|参与|协助|协同|配合责任|会办|支持)(单位|部门|科室|处室|股室)?(\(.*\))?",
    ),
    (ColumnContent.LEADER, r".*(领导|县长|市长|区长|镇长|局长)"),
    (ColumnContent.PERSON, r"(具体|直接|第一|主要)?(责任人|负责人|联系人|承办人|经办人|责任人员)(及电话)?"),
    (ColumnContent.UNIT, r"(计量)?单位"),
    (ColumnContent.FIGURE, r"(主要|发展|考核|评价)?(二级|三级)?指标(名称|内容)?"),
    (ColumnContent.BASE, r"(基数|基期(值|数)?|现状(值)?|上年(度)?(基数|完成|实际|值|数)?)"),
    (
        ColumnContent.VALUE,
        r"(年度|全年|计划|预期)?目标值?(数|任务)?|目标(值|数)|计划(数|值)|任务(数|量)|年度(计划|目标值|任务数)",
    ),
    (
        ColumnContent.GROUP,
        r"(类别|类型|板块|领域|分类|大类|一级指标|工程(名称)?|专项|项目类别|工作类别|重点领域|方面)",
    ),
    (
        ColumnContent.TASK,
        r"(年度|主要|重点|具体)?(工作|目标)?(目标)?任务(名称|事项|清单)?|(重点)?(工作|实事)(事项|名称|内容)?|(实事|建设)?(项目|事项)(名称)?"
        r"|任务名称|名称|目标任务内容|工作目标任务|主要目标任务|内容|工作要点|任务分解",
    ),
    (
        ColumnContent.CONTENT,
        r"(主要|建设|具体|年度|目标|任务)?(内容|措施|举措|目标|要求|标准|计划)(及规模|及要求)?|(年度|全年|具体|主要)(工作)?(目标|任务|计划)(任务|内容|安排)?"
        r"|工作(措施|举措|标准|目标|要求|成效|计划)|完成标准|具体举措|量化目标|建设规模|预期(目标|成效)|目标要求|主要建设内容.*|实施内容|(建设|项目)内容及.*",
    ),
    (ColumnContent.NOTE, r"备注|说明|属性|指标属性|类型属性|指标性质|性质"),
)
_HEAD_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _HEADS)
_AND = re.compile("[和及与、/]|以及")
_YEAR = re.compile(r"(20\d\d)年?(年度|度)?(.*)")


def column_of(head: str, year: int | None = None) -> ColumnContent | None:
    """What the column under that head holds, None if the head is no known one."""
    found = _YEAR.fullmatch(head)
    if found and (rest := found[3]) is not None:
        is_past = year is not None and int(found[1]) < year
        if is_past or re.search("完成|实际|现状|基数", rest):
            return ColumnContent.BASE
        if not rest or re.search("目标值|计划值|预期|目标|计划", rest):
            return ColumnContent.VALUE
        head = rest
    parts = (head, *_AND.split(head))  # 年度目标和工作内容 holds what either of them does
    return next((column for part in parts if (column := _known_column(part)) is not None), None)


def _known_column(head: str) -> ColumnContent | None:
    return next((column for column, pattern in _HEAD_PATTERNS if pattern.fullmatch(head)), None)


def columns_of(heads: Sequence[str], year: int | None = None) -> tuple[ColumnContent | None, ...] | None:
    """The columns of a table if these cells are its heads, else None."""
    filled = [head for head in heads if head]
    found = tuple(column_of(head, year) for head in heads)
    known = [column for column in found if column is not None]
    if len(known) < 2 or len(known) * 2 < len(filled):  # noqa: PLR2004
        return None
    return _settled(found)


def _settled(found: tuple[ColumnContent | None, ...]) -> tuple[ColumnContent | None, ...]:
    """Words that mean one thing alone and another beside others: 责任单位 beside 牵头单位 is the supporting one."""
    columns = list(found)
    leads = [i for i, column in enumerate(columns) if column is ColumnContent.LEAD]
    for i in leads[1:]:
        columns[i] = ColumnContent.SUPPORT
    if (
        ColumnContent.FIGURE in columns
        and ColumnContent.VALUE not in columns
        and ColumnContent.CONTENT not in columns
    ):
        columns = [ColumnContent.TASK if column is ColumnContent.FIGURE else column for column in columns]
    if ColumnContent.TASK not in columns and ColumnContent.FIGURE not in columns:
        for column in (ColumnContent.CONTENT, ColumnContent.VALUE, ColumnContent.GROUP):
            if column in columns:
                columns[columns.index(column)] = ColumnContent.TASK
                break
    if ColumnContent.FIGURE not in columns:  # without figures there is no unit of measure and no bare value
        swap = {ColumnContent.UNIT: ColumnContent.LEAD, ColumnContent.VALUE: ColumnContent.CONTENT}
        columns = [swap.get(column, column) if column else column for column in columns]
    if columns.count(ColumnContent.LEAD) > 1:
        first = columns.index(ColumnContent.LEAD)
        columns = [
            ColumnContent.SUPPORT if column is ColumnContent.LEAD and i > first else column
            for i, column in enumerate(columns)
        ]
    return tuple(columns)


_FEWEST_HEADS = 3
_LONGEST_HEAD = 10


def heads_at(texts: list[str], index: int) -> list[int]:
    """The places of the heads of a stacked table that begins there; empty if none does.

    ``texts`` are the lines without blanks.
    """
    if column_of(texts[index]) is not ColumnContent.NUMBER:
        return []
    found = []
    for place in range(index, min(len(texts), index + 40)):
        text = texts[place]
        if not text:
            continue
        if len(text) > _LONGEST_HEAD or column_of(text) is None:
            break
        found.append(place)
    return found if len(found) >= _FEWEST_HEADS else []


def rows_after(
    texts: list[str], lines: list[Span], start: int, width: int
) -> Iterator[tuple[int, int, list[Span]]]:
    """The rows below the heads: first line, the line behind the last, and the cells.

    A row begins with the next number. A line between rows that begins as a heading does is no part of one.
    """
    place, expected = start, 1
    while place < len(texts):
        if texts[place] != str(expected):
            place += 1
            continue
        end = place + 1
        while end < len(texts) and texts[end] != str(expected + 1) and not _is_between(texts[end]):
            end += 1
        yield place, end, _cells(lines[place:end], texts[place:end], width)
        place, expected = end, expected + 1


def _is_between(text: str) -> bool:
    return (
        re.match(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|注:|附件?:|备注:", text)
        is not None
    )


def _cells(lines: list[Span], texts: list[str], width: int) -> list[Span]:
    """The cells of one row. Where empty lines part them, lines without one between them are one cell."""
    filled = [i for i, text in enumerate(texts) if text]
    is_spaced = len(filled) < len(texts[: filled[-1] + 1])
    cells: list[Span] = []
    last = -1
    for i in filled:
        gap = i - last - 1
        if is_spaced and gap == 0 and cells and i > 1:
            cells[-1] = (cells[-1][0], lines[i][1])
        else:
            empty = (gap - 1) // 2 if is_spaced and cells else 0
            cells += [(lines[i][0], lines[i][0])] * max(0, min(empty, width - len(cells) - 1))
            cells.append(lines[i])
        last = i
    return cells
