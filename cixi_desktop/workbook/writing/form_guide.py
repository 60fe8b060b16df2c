"""What helps to fill in the form: 填写说明, and the lists to choose from on the hidden sheet 选项."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from cixi_desktop.periods import due_date
from cixi_desktop.records.fields import field_of
from cixi_desktop.workbook.columns import input_heads
from cixi_desktop.workbook.identity import INSTRUCTIONS, OPTIONS
from cixi_desktop.workbook.writing.cell_styles import BLOCK, NOTE, PLAIN, TITLE
from cixi_desktop.workbook.writing.sheet import Cell, Sheet, letters, text_cell

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.fields import Target

BLOCK_HEIGHT = 28.0
_WHAT_IS_ASKED = {
    True: "表中只列本单位牵头、配合和本年填报过的指标、事项，请逐行填写；有遗漏的请与办公室联系。",
    False: "一行只填与本单位有关的；没有承担的指标、事项留空即可。",
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
            sheet.add_across(text_cell(f"{number}. {line}", NOTE))
    return sheet


def _blocks(assessment: Assessment) -> tuple[tuple[str, tuple[str, ...]], ...]:
    due = due_date(assessment.period, assessment.rules.due_day)
    end = assessment.period.end
    return (
        (
            "一、怎样填",
            (
                (
                    "用WPS表格或Excel打开，在“填报表”中填写淡黄色的格子；其他格子由程序生成，已锁定，不用填。"
                    "本表没有密码，请不要改动表头、行标识和隐藏的工作表。"
                ),
                _WHAT_IS_ASKED[bool(assessment.own_ids)],
                (
                    f"填完直接保存（格式仍为.xlsx），于{due.month}月{due.day}日前交办公室；"
                    "另打印一份，由填报人、审核人、负责人签字。"
                ),
            ),
        ),
        (
            "二、各列的含义",
            (
                "“本期完成”填本月新增数，“累计完成”填1月至本月的累计数，两个只填一个即可；都填的，应与“上期累计”相符。",
                "公布累计数的指标（如投资额）、比重、总量、增速，填在“累计完成”。百分数写成3.69或3.69%。",
                (
                    "“分子”“分母”：覆盖率填已覆盖数、应覆盖数，清单类事项填已办结数、名单总数；"
                    "增速可以改填本年累计数和上年同期数。选中格子时会提示应填什么。"
                ),
                "“阶段”从下拉列表中选择；“依据”写文号和日期，没有依据的不算完成。",
                "没有数字可填的，在“状态”中选“待公布”“本期无数据”“未到节点”或“不适用”，在“说明”中写明原因，不要留空。",
                f"“截至日期”写成{end}；不填即为{end}。数字是预计的，在“预计数”中选“是”。",
                "“进展情况”写做了什么；存在的问题和下一步打算写在任务那一行（任务名称为黑体），没有问题写“无”。",
                "数字只填数，不写“约”“左右”“以上”；计量单位见“单位”栏，不用重复填写。",
            ),
        ),
        (
            "三、注意",
            (
                "“上期累计”是办公室已经掌握的数，有出入的请与办公室联系，不要在本表中更正以前月份的数。",
                "同一份表可以多次修改后重新报送，以最后一次为准。",
                "本表不得填写涉密内容。",
            ),
        ),
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
