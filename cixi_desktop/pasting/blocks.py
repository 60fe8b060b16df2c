"""A block of cells from the clipboard, which of its columns is which, and the plan of what it would do."""

from __future__ import annotations

import re
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS
from cixi_desktop.punctuation import PICTURE, narrow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Block = tuple[tuple[str, ...], ...]
T_co = TypeVar("T_co", covariant=True)
_FIGURE = re.compile(r"-?(0|[1-9]\d{0,14}|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?%?")
_AS_TEXT = " style='mso-number-format:\"\\@\"'"
_CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"(?=\t|\r?\n|\r|$)|(?P<bare>[^\t\r\n]*)')


class Fate(StrEnum):
    """What becomes of one pasted cell."""

    NEW = "写入"
    OVERWRITTEN = "改写"
    UNCHANGED = "不变"
    REFUSED = "不写入"


class PastedCell(Struct, frozen=True, kw_only=True):
    """One cell: where it goes, what was on the clipboard, what it is read as, what stands there now."""

    name: str
    label: str
    text: str
    read_as: str
    before: str
    fate: Fate
    reason: str = ""


class PastePlan(Struct, Generic[T_co], frozen=True, kw_only=True):
    """What a paste would do, before any of it is done.

    ``beyond`` says of each part that finds no place why. ``accepted`` is what comes of all that is not
    refused: the changes of figures, the rows of a table, the new rows of a list.
    """

    cells: tuple[PastedCell, ...] = ()
    beyond: tuple[str, ...] = ()
    accepted: tuple[T_co, ...] = ()

    def count(self, fate: Fate) -> int:
        """How many cells have that fate."""
        return sum(cell.fate is fate for cell in self.cells)

    @property
    def written(self) -> int:
        """How many cells would be written."""
        return self.count(Fate.NEW) + self.count(Fate.OVERWRITTEN)


def pasted_cell(
    name: str, label: str, text: str, *, read_as: str = "", before: str = "", reason: str = ""
) -> PastedCell:
    """A cell with the fate that follows; with a ``reason`` it is refused."""
    if reason:
        fate = Fate.REFUSED
    elif before == read_as:
        fate = Fate.UNCHANGED
    else:
        fate = Fate.OVERWRITTEN if before else Fate.NEW
    return PastedCell(
        name=name, label=label, text=text, read_as=read_as, before=before, fate=fate, reason=reason
    )


def parse_block(text: str) -> Block:
    """The cells of tab-separated text as WPS and Excel put it on the clipboard; ragged rows stay ragged.

    A cell in quotes may hold line breaks, tabs and doubled quotes. Blank rows at the end are left out.
    """
    text = text.rstrip("\t\r\n ")
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    place = 0
    while text:
        found = _CELL.match(text, place)
        quoted, bare = found.group("quoted", "bare") if found else (None, "")
        row.append(bare if quoted is None else quoted.replace('""', '"'))
        place = found.end() if found else len(text)
        if place >= len(text):
            break
        if text[place] != "\t":
            rows.append(tuple(row))
            row = []
            place += text.startswith("\r\n", place)
        place += 1
    return (*rows, tuple(row)) if row else tuple(rows)


def is_block(text: str) -> bool:
    """Whether the text holds more than one cell."""
    return sum(map(len, parse_block(text))) > 1


def write_block(rows: Block) -> str:
    """Cells as tab-separated text; those with tabs, line breaks or a quote at the beginning go in quotes."""
    return "\n".join("\t".join(map(_written, row)) for row in rows)


def _written(cell: str) -> str:
    if cell.startswith('"') or any(sign in cell for sign in "\t\r\n"):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def html_block(rows: Block) -> str:
    """The same as the table that WPS and Excel prefer: what is no figure is text there, also =1+1 and @a."""
    return f"<table>{''.join(f'<tr>{_html_row(row)}</tr>' for row in rows)}</table>"


def _html_row(row: tuple[str, ...]) -> str:
    return "".join(f"<td{'' if _FIGURE.fullmatch(cell) else _AS_TEXT}>{_html(cell)}</td>" for cell in row)


def _html(cell: str) -> str:
    return escape(cell).replace("\n", '<br style="mso-data-placement:same-cell">')


NOT_TAKEN = ""
"""Stands for the field of a column of a block that goes nowhere."""
HEADS = {
    "task": r"(重点|工作)?任务",
    "target": r"指标(名称)?|事项|指标/?事项|项目",
    "target_id": r"编号",
    "question": r"(口径)?问题",
    NOT_TAKEN: r"序号?|编号|no\.?",
    "period": r"(计入)?月份|.{0,4}所属期",
    "day": r".{0,4}(日期|时间)",
    "number": r".{0,6}(人数|人次|天数|数量|金额|经费|资金)(\(.+\))?",
    "code": r".{0,6}(文号|编号|证书|证书号|证件号?|代码)",
    "place": r"(所在|所属).{1,6}|.{0,4}(地点|地址|单位)|镇街道?|镇\(街道\)|街道|乡镇|属地|级别",
    "note": r"备注|说明|.{0,4}(等次|类别|情况)",
    "name": r".{0,6}(名称|全称|题目|标题|主题)|姓名|名单|企业|公司|项目|活动|会议|平台|机构|团队|问题",
    "unit": r"(单位|科室)?名称|单位|科室(\(单位\))?|部门",
    "short_name": r"(单位|科室)?简称",
    "former_names": r"曾用名|原名(称)?",
    "unit_leader": r"(科室|主要)?负责人|联系人|姓名",
    "phone": r"(联系|办公)?电话|手机|电话号码|短号",
    "lead": r"牵头(科室|单位)?|责任(科室|单位)|承办科室",
    "support": r"配合(科室|单位)?|协办科室|协同单位",
    "leader": r"(责任|分管|牵头)领导|责任局领导",
    "person": r"(具体)?责任人|经办人|联系人",
    "deadline": r"完成(时限|时间)|时限|时间节点",
    "state": r"状态",
    "answer": r"答复(意见)?|明确意见|口径",
    "effect": r"影响|处理办法",
    "decided_by": r"(答复|明确)人|谁定的|会议",
    "decided_on": r"(答复|明确)?日期",
    "baseline": r"(上年)?基数|上年底数",
    "baseline_note": r"基数(说明|来源)|说明",
    "band": r"(左右)?幅度",
    **{f"month_{n}": rf"{n}月底?|1[-—]{n}月" for n in range(1, MONTHS + 1)},
}
"""What sheets call a column, by the field that it holds, as ``normal`` writes it; the more telling first.

A table or list takes the first of its own fields whose words fit.
"""
_MARKS = re.compile(r"^[一二三四五六七八九十\d]+[、.．]|[\s,。、;:“”\"]")


class Column(Struct, frozen=True, kw_only=True):
    """One column: the field that it holds, and its own head; ``width`` in characters."""

    field: str
    head: str
    width: int = 8
    is_figure: bool = False


class BlockColumns(Struct, frozen=True):
    """Which field each column of a block holds, and how many lines of titles and heads stand above."""

    fields: tuple[str, ...]
    above: int = 0


def refuse_picture(text: str) -> None:
    """CixiError for a picture: the clipboard has nothing of it but the formula that WPS shows it by."""
    if PICTURE.match(text.strip()):
        raise CixiError("单元格里是图片，无法读取内容。", "请改填文字或数值。")


def normal(text: str) -> str:
    """A name as it is compared: without width, case, blanks, punctuation and a number before it."""
    return _MARKS.sub("", narrow(text).strip()).casefold()


def recognise(
    block: Block,
    columns: Sequence[Column],
    *,
    naming: Sequence[str] = (),
    guess: Callable[[Block], Sequence[str]],
) -> BlockColumns:
    """Which column is which: by the heads, else as guessed.

    The heads are a line of which more than half are words for columns, under titles at most, and the line
    below them where that has heads again. ``naming`` are the fields that are no columns but name the row.
    """
    own = {column.field for column in columns} | {*naming, NOT_TAKEN}
    place = _head_line(block, columns, own)
    if place is None:
        return BlockColumns(tuple(guess(block)))
    found = [_own_field(cell, columns, own) for cell in block[place]]
    found += [NOT_TAKEN] * (width(block) - len(found))
    below = block[place + 1] if len(block) > place + 1 else ()
    if not (_is_head(below, columns, own) or _is_units(below)):
        return BlockColumns(tuple(found), place + 1)
    for number, cell in enumerate(below):
        found[number] = _own_field(cell, columns, own) or found[number]
    return BlockColumns(tuple(found), place + 2)


_MOST_TITLES, _MOST_IN_TITLE = 5, 2
"""Lines of a title above the heads, and cells of such a line that say anything."""
_UNITS = re.compile(r"[(（].*[)）]")


def _head_line(block: Block, columns: Sequence[Column], own: set[str]) -> int | None:
    """The first line of heads; only titles may stand above it."""
    for place, line in enumerate(block[: _MOST_TITLES + 1]):
        if _is_head(line, columns, own):
            return place
        if width(block) <= _MOST_IN_TITLE or len(_filled(line)) > _MOST_IN_TITLE:
            return None
    return None


def _is_head(line: Sequence[str], columns: Sequence[Column], own: set[str]) -> bool:
    known = [_fields_of(cell, columns) for cell in line]
    has_own = any(own & set(fields) for fields in known)
    return has_own and 2 * sum(map(bool, known)) > len(_filled(line))


def _is_units(line: Sequence[str]) -> bool:
    """Whether a line only says what the heads above it are counted in."""
    return bool(_filled(line)) and all(_UNITS.fullmatch(cell) for cell in _filled(line))


def _filled(line: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in line if cell.strip()]


def _own_field(cell: str, columns: Sequence[Column], own: set[str]) -> str:
    return next((field for field in _fields_of(cell, columns) if field in own), NOT_TAKEN)


def width(block: Block) -> int:
    """How many cells its longest line has."""
    return max(map(len, block), default=0)


def _fields_of(cell: str, columns: Sequence[Column]) -> list[str]:
    """The fields that such a head may stand for; half of a double head (级别、备注) is enough."""
    words = normal(cell)
    exact = [c.field for c in columns if words in {normal(each) for each in (c.head, *c.head.split("、"))}]
    return exact + [field for field, pattern in HEADS.items() if re.fullmatch(pattern, words)]
