"""填报表 with its instructions and options: what a unit without the program fills in and sends back."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from cixi_desktop.assessment.completion import latest_value
from cixi_desktop.periods import day_words, due_date
from cixi_desktop.plan import Indicator, Item
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import NUMBERS, field_of, field_text, is_entered
from cixi_desktop.values import ZERO
from cixi_desktop.workbook.columns import BY_HEAD, TEXT_HEADS, input_heads
from cixi_desktop.workbook.columns import FORM_COLUMNS as COLUMNS
from cixi_desktop.workbook.identity import FORM, INSTRUCTIONS, KEY_HEAD, OPTIONS, ORDER_HEAD, TASK_KEY
from cixi_desktop.workbook.metadata_sheet import ShownRow
from cixi_desktop.workbook.writing.progress import (
    HEAD_HEIGHT,
    SECTION_HEIGHT,
    SIGN_OFF_HEIGHT,
    SIGN_OFF_TEXT,
    shown_text,
)
from cixi_desktop.workbook.writing.rows import ProgressRow, RowKind
from cixi_desktop.workbook.writing.sheet import (
    BLOCK,
    EMPTY,
    HEAD,
    INPUT,
    INPUT_NUMBER,
    INPUT_SHORT,
    NOTE,
    NUMBER,
    PLAIN,
    SECTION,
    SHORT,
    SIGN_OFF,
    SUBTITLE,
    TASK_TITLE,
    TEXT,
    TITLE,
    Cell,
    CellValue,
    Hint,
    Number,
    Sheet,
    letters,
    number_cell,
    text_cell,
)
from cixi_desktop.workbook.writing.shown import amount, count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.identity import Identity

HEADS = tuple(column.head for column in COLUMNS)
FROZEN_COLUMNS = 3
SAME_FIGURE = "与“{}”为同一指标，请填在那一行"


def form_sheet(
    assessment: Assessment,
    content: Content,
    identity: Identity,
    rows: Sequence[ProgressRow],
    sources: Mapping[tuple[str, ...], str],
) -> Sheet:
    """The whole sheet; ``sources`` are the ranges that hold the lists to choose from."""
    sheet = Sheet(name=FORM, widths=tuple(column.form_width for column in COLUMNS), is_protected=True)
    sheet.hidden_columns = frozenset({len(COLUMNS)})
    sheet.add_across(text_cell(f"{assessment.plan.document.title}{FORM}", TITLE), 36)
    sheet.add_across(text_cell("　　".join(_identity_words(assessment, identity)), SUBTITLE))
    sheet.repeated = sheet.add([Cell(head, HEAD) for head in HEADS], HEAD_HEIGHT)
    sheet.frozen = f"{letters(FROZEN_COLUMNS + 1)}{sheet.repeated + 1}"
    for row in rows:
        inputs = _inputs(assessment, content, row)
        number = sheet.add(_cells(assessment, content, row, inputs), _height(row))
        sheet.hints += _hints(assessment, row, inputs, number, sources)
    sheet.add_across(Cell(SIGN_OFF_TEXT, SIGN_OFF), SIGN_OFF_HEIGHT)
    return sheet


def shown_form_rows(
    assessment: Assessment, content: Content, rows: Sequence[ProgressRow]
) -> Iterator[ShownRow]:
    """What each row holds when it is handed out, for the hidden sheet; texts are kept there."""
    for row in rows:
        if row.kind is not RowKind.SECTION:
            shown = {head: text for head, (field, text) in _inputs(assessment, content, row).items() if text}
            kept = {head: text for head, text in shown.items() if head not in TEXT_HEADS}
            if row.kind is RowKind.TARGET:
                before = _before(assessment.plan.target(row.key), content, assessment.period)
                kept |= {"年度目标": shown_text(row.target), "上期累计": shown_text(before)}
                kept |= {ORDER_HEAD: shown_text(Number(row.order, "0")), "单位": row.unit}
            yield ShownRow(row.key, _same_figure(assessment, row), kept)


def _identity_words(assessment: Assessment, identity: Identity) -> tuple[str, ...]:
    """Without a check code: what will be filled in is not known yet."""
    return (
        f"填报单位：{assessment.unit.name}",
        f"数据所属期：{assessment.period.label}",
        f"截至日期：{day_words(assessment.period.end)}",
        *([f"修订号{identity.revision}"] if identity.revision else ()),
    )


def _inputs(assessment: Assessment, content: Content, row: ProgressRow) -> dict[str, tuple[str, str]]:
    """The cells to be filled in, by head: their field, and what is known already."""
    if row.kind is RowKind.SECTION or _same_figure(assessment, row):
        return {}
    if row.kind is RowKind.TASK:
        narrative = content.narrative(row.key.removeprefix(TASK_KEY), assessment.period)
        return {head: (field, getattr(narrative, field)) for head, field in TEXT_HEADS.items()}
    target = assessment.plan.target(row.key)
    if not is_entered(target, assessment.period):
        return {}
    entry = content.entry(target.id, assessment.period)
    return {head: (field, field_text(entry, field)) for head, field in input_heads(target).items()}


def _same_figure(assessment: Assessment, row: ProgressRow) -> str:
    """Where a figure that the plan cites again is filled in; “” for all other rows."""
    found = assessment.plan.indicator(row.key)
    first = assessment.plan.commitments_of(found)[0] if found else None
    return SAME_FIGURE.format(first.name) if first and first.id != row.key else ""


def _cells(
    assessment: Assessment, content: Content, row: ProgressRow, inputs: Mapping[str, tuple[str, str]]
) -> list[Cell]:
    style = SECTION if row.kind is RowKind.SECTION else SHORT
    cells = [Cell(EMPTY, style)] * len(HEADS)
    fixed: dict[str, Cell] = {
        "重点任务": text_cell(
            row.title, {RowKind.SECTION: SECTION, RowKind.TASK: TASK_TITLE}.get(row.kind, TEXT)
        ),
        KEY_HEAD: text_cell(row.key, SHORT),
    }
    if row.kind is not RowKind.SECTION:
        fixed |= {"指标/事项": text_cell(row.name, TEXT), "单位": text_cell(row.unit, SHORT)}
    if row.kind is RowKind.TARGET:
        target = assessment.plan.target(row.key)
        fixed |= {ORDER_HEAD: _cell(Number(row.order, "0")), "年度目标": _cell(row.target)}
        fixed |= {"上期累计": _cell(_before(target, content, assessment.period))}
        fixed |= {"进展情况": text_cell(_same_figure(assessment, row), TEXT)}
    for head, cell in (*fixed.items(), *((head, _input(head, *inputs[head])) for head in inputs)):
        cells[HEADS.index(head)] = cell
    return cells


def _height(row: ProgressRow) -> float | None:
    return SECTION_HEIGHT if row.kind is RowKind.SECTION else None


def _input(head: str, field: str, text: str) -> Cell:
    """A cell to be filled in, with what is known already."""
    if field in NUMBERS:
        return Cell(text, INPUT_NUMBER) if _is_number(text) else text_cell(text, INPUT_SHORT)
    return text_cell(text, INPUT if BY_HEAD[head].style is TEXT else INPUT_SHORT)


def _is_number(text: str) -> bool:
    """A draft that could not be read stays text."""
    return not text or text.replace(".", "", 1).removeprefix("-").isdecimal()


def _cell(shown: CellValue) -> Cell:
    return number_cell(shown, NUMBER) if isinstance(shown, Number) else text_cell(shown, SHORT)


def _before(target: Target, content: Content, period: Period) -> CellValue:
    """The running figure before this month, to go on from."""
    series = content.series(target.id, period.year)
    if isinstance(target, Indicator):
        return amount(target, latest_value(target, series, period.first - 1).value)
    counts = [e.increment for e in series[: period.first - 1] if e and e.increment is not None]
    return count(sum(counts, ZERO) if counts and isinstance(target, Item) else None)


def _hints(
    assessment: Assessment,
    row: ProgressRow,
    inputs: Mapping[str, tuple[str, str]],
    number: int,
    sources: Mapping[tuple[str, ...], str],
) -> Iterator[Hint]:
    """Lists to choose from; and what a number is, where the head is the same for all."""
    if row.kind is not RowKind.TARGET:
        return
    target = assessment.plan.target(row.key)
    for head, (name, _) in inputs.items():
        field, cell = field_of(target, name), f"{letters(HEADS.index(head) + 1)}{number}"
        if field.choices:
            yield Hint(cell, source=sources[field.choices])
        elif name in NUMBERS:
            yield Hint(cell, prompt=f"{field.label}（{field.unit}）" if field.unit else field.label)


BLOCK_HEIGHT = 28.0
_WHAT_IS_ASKED = {
    True: "表中所列均为本单位承担的指标和事项，请逐行填写；有遗漏的请与办公室联系。",
    False: "只填写本单位承担的指标和事项，没有承担的留空。",
}
_WIDTHS = (20.0,) * 5


def instructions_sheet(assessment: Assessment) -> Sheet:
    """Title and numbered lines, under three heads."""
    sheet = Sheet(name=INSTRUCTIONS, widths=_WIDTHS, is_protected=True)
    sheet.add_across(Cell(INSTRUCTIONS, TITLE), 40)
    number = 0
    for block, lines in _blocks(assessment):
        sheet.add_across(Cell(block, BLOCK), BLOCK_HEIGHT)
        for line in lines:
            number += 1
            sheet.add_across(text_cell(f"{number}.{line}", NOTE))
    return sheet


def _blocks(assessment: Assessment) -> tuple[tuple[str, tuple[str, ...]], ...]:
    due = due_date(assessment.period, assessment.rules.due_day)
    return (
        (
            "一、填写方法",
            (_HOW, _WHAT_IS_ASKED[bool(assessment.own_ids)], _HAND_IN.format(due.month, due.day)),
        ),
        ("二、栏目说明", (*_COLUMN_WORDS, _AS_OF.format(day_words(assessment.period.end)), *_TEXT_WORDS)),
        ("三、注意事项", _CAUTIONS),
    )


_HOW = (
    "请用WPS表格或Excel打开，在“填报表”中填写淡黄色单元格。其他单元格已锁定（无密码），"
    "请不要改动表头和隐藏的行、列、工作表。"
)
_HAND_IN = "填写后按原格式（.xlsx）保存，并打印一份由填报人、审核人、负责人签字，于{}月{}日前一并交办公室。"
_COLUMN_WORDS = (
    "“本期完成”填本月新增数，“累计完成”填年初至本月末累计数，填其中一栏即可；两栏都填的，应与“上期累计”相符；没有“上期累计”的，请两栏都填。",
    "投资额、比重、总量、增速填“累计完成”；百分数填3.69或3.69%。",
    (
        "“分子”“分母”：覆盖率类填已覆盖数、应覆盖数，清单类填已办结数、清单总数，"
        "增速类可改填本年累计数、上年同期数。选中单元格会显示应填内容。"
    ),
    "“阶段”从列表中选择；完成最后一个阶段的，须在“依据”中写明文号和日期。",
    f"暂无数据的，在“状态”中选{'、'.join(f'“{state}”' for state in State)}，并在“说明”中写明原因。",
)
_AS_OF = "“截至日期”不填的，默认为{}。预计数在“预计数”中选“是”。"
_TEXT_WORDS = (
    "“进展情况”写本期开展的工作；“存在问题”“下一步打算”填在任务行（名称加粗的行），没有问题的填“无”。",
    "数字栏只填数字，不写“约”“左右”“以上”和计量单位。",
)
_CAUTIONS = (
    "“上期累计”为办公室已掌握的数，有出入的请与办公室联系，不在本表中更正。",
    "同一份表可修改后重新报送，以最后一次为准。",
    "不得填写涉密内容。",
)


def option_lists(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """Every list of states and stages that the plan's figures and items have, each once."""
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    fields = (field_of(target, name) for target in targets for name in input_heads(target).values())
    return tuple(dict.fromkeys(field.choices for field in fields if field.choices))


def options_sheet(lists: tuple[tuple[str, ...], ...]) -> Sheet:
    """A column for each list."""
    sheet = Sheet(name=OPTIONS, widths=(16.0,) * len(lists), is_hidden=True)
    for texts in zip_longest(*lists, fillvalue=""):
        sheet.add([Cell(text, PLAIN) for text in texts], 15)
    return sheet


def option_sources(lists: tuple[tuple[str, ...], ...]) -> dict[tuple[str, ...], str]:
    """The range of each list."""
    return {
        choices: f"{OPTIONS}!${letters(number)}$1:${letters(number)}${len(choices)}"
        for number, choices in enumerate(lists, 1)
    }
