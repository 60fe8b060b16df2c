"""Tables that are pasted into: where each cell of a block goes, and how it is understood."""

from __future__ import annotations

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import Column, Fate, PastePlan, normal
from cixi_desktop.pasting.text_table import Rows, TableLayout, TextRow, plan_table

ROWS = (
    TextRow("8", "8. 强化创新主体培育", ("", ""), names=("8", "强化创新主体培育")),
    TextRow("8-1", "8-1 新培育", ("乙", ""), names=("8-1", "新培育")),
    TextRow("9", "9. 攻关", ("", ""), names=("9", "攻关")),
)


def read(_row: TextRow, _column: int, text: str) -> str:
    if text == "坏":
        raise CixiError("看不懂。")
    return text.removesuffix("科")


LAYOUT = TableLayout(
    columns=(Column(field="lead", head="牵头科室"), Column(field="person", head="责任人")),
    read=read,
    naming=("task", "target"),
    readonly_reason=lambda row, column: "本项不填。" if (row.key, column) == ("9", 1) else "",
)


def pasted(
    *lines: str, at: tuple[int, int] = (0, 0), shown: tuple[int, ...] = (0, 1, 2)
) -> PastePlan[TextRow]:
    return plan_table(LAYOUT, ROWS, tuple(tuple(line.split("|")) for line in lines), at=at, shown=shown)


def texts(rows: Rows) -> list[tuple[str, ...]]:
    return [row.cells for row in rows]


def told(found: PastePlan[TextRow]) -> list[tuple[str, str, str, Fate]]:
    return [(cell.name, cell.label, cell.read_as, cell.fate) for cell in found.cells]


def test_that_a_block_without_heads_goes_down_from_the_current_cell() -> None:
    found = pasted("甲科|张三", "丙科|", at=(1, 0))
    assert texts(found.accepted) == [("", ""), ("甲", "张三"), ("丙", "")]
    assert told(found) == [
        ("8-1 新培育", "牵头科室", "甲", Fate.OVERWRITTEN),
        ("8-1 新培育", "责任人", "张三", Fate.NEW),
        ("9. 攻关", "牵头科室", "丙", Fate.NEW),
    ]


def test_that_hidden_rows_are_passed_over() -> None:
    assert texts(pasted("甲", "丙", shown=(0, 2)).accepted) == [("甲", ""), ("乙", ""), ("丙", "")]


def test_that_blank_cells_leave_what_stands_and_equal_ones_are_unchanged() -> None:
    found = pasted("", "乙科")
    assert found.accepted == ROWS
    assert told(found) == [("8-1 新培育", "牵头科室", "乙", Fate.UNCHANGED)]
    assert found.count(Fate.UNCHANGED) == 1


def test_that_what_lies_beyond_the_table_is_refused_or_named() -> None:
    found = pasted("甲|张三|多", "丙", "丁", at=(1, 0))
    assert [(cell.text, cell.reason) for cell in found.cells if cell.fate is Fate.REFUSED] == [
        ("丁", "超出表格末行。")
    ]
    assert pasted("/", "—", at=(7, 0)).cells == ()
    assert pasted('=DISPIMG("ID_1",1)').cells[0].reason.startswith("单元格里是图片")
    assert pasted("甲", at=(7, 0)).count(Fate.REFUSED) == 1
    assert pasted().cells == ()


def test_that_with_heads_each_line_goes_to_the_row_it_names() -> None:
    found = pasted(
        "序号|任务|事项|责任人|责任单位", "1|9.攻关||李四|甲科", "2|强化 创新主体培育|新培育|王五|"
    )
    assert texts(found.accepted) == [("", ""), ("乙", "王五"), ("甲", "")]
    assert found.beyond == ("“序号”：表中没有这些栏。",)
    assert [(cell.text, cell.reason) for cell in found.cells if cell.reason] == [("李四", "本项不填。")]


def test_that_a_line_that_names_no_row_or_one_named_before_is_refused() -> None:
    found = pasted("任务|责任人", "十三、没有|张三", "|李四", "9|", "攻关|王五", "8|坏")
    assert [cell.reason for cell in found.cells] == [
        "表中没有“十三、没有”。",
        "未注明行名，无法对应。",
        "与前面的行重复。",
        "看不懂。",
    ]
    assert found.accepted == ROWS


def test_that_a_first_line_with_few_heads_among_it_is_none() -> None:
    assert texts(pasted("责任人|甲|乙").accepted)[0] == ("责任人", "甲")


def test_that_faults_are_those_of_cells_and_those_of_the_whole() -> None:
    layout = TableLayout(columns=LAYOUT.columns, read=read, check=lambda _rows: {(2, 1): "整表有误。"})
    rows = (ROWS[0].with_cell(1, "坏"), *ROWS[1:])
    assert layout.faults(rows) == {(0, 1): "看不懂。", (2, 1): "整表有误。"}
    assert LAYOUT.faults(ROWS) == {}


def test_that_names_are_compared_without_width_blanks_marks_and_numbers() -> None:
    assert normal(" 8．强化　创新，主体 ") == normal("强化创新主体")
    assert normal("ＲＤ") == normal("rd")
    assert normal("8-1") != normal("8-2")
