"""What the bureau adds: values by unit, by light and by source, and the reasons for what is given back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.consolidation.combine import judge
from cixi_desktop.records.handovers import place_words
from cixi_desktop.records.origins import Rule
from cixi_desktop.wording.letters import contact_words
from cixi_desktop.workbook.identity import RETURNED
from cixi_desktop.workbook.writing.heading import add_heading, foot, header
from cixi_desktop.workbook.writing.sheet import HEAD, NOTE, SHORT, STATUS, TEXT, Cell, Sheet, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed, Assessment
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.handovers import Review
    from cixi_desktop.workbook.identity import Identity

BY_UNIT, BY_LIGHT, SOURCES = "按单位", "按亮灯", "数据来源"
HEAD_HEIGHT = 22.0
NARROWEST_TEXT = 20.0
"""Width of the columns whose text begins at the left."""
_LIGHTS = tuple(light for light in Light if not light.is_grey)
_UNIT_COLUMNS = (
    ("填报单位", 20.0),
    ("报送状态", 9.0),
    ("报送次数", 9.0),
    ("校验码", 12.0),
    ("接收时间", 17.0),
    ("逾期、迟报", 11.0),
    *((f"{light.symbol}{light}", 9.0) for light in _LIGHTS),
    ("灰灯", 7.0),
    ("上次联系", 22.0),
)
_LIGHT_COLUMNS = (
    ("亮灯", 11.0),
    ("编号", 7.0),
    ("指标、事项", 30.0),
    ("理由", 60.0),
    ("来源", 34.0),
)
_SOURCE_COLUMNS = (
    ("编号", 7.0),
    ("指标、事项", 30.0),
    ("填报单位", 18.0),
    ("填报值", 18.0),
    ("报送次数", 9.0),
    ("校验码", 12.0),
    ("汇总办法", 58.0),
)


def bureau_sheets(bureau: Bureau, assessment: Assessment, identity: Identity, code: str) -> tuple[Sheet, ...]:
    """The three sheets; ``assessment`` is that of all units together."""
    contents = (
        (BY_UNIT, _UNIT_COLUMNS, _unit_rows(bureau)),
        (BY_LIGHT, _LIGHT_COLUMNS, _light_rows(bureau, assessment)),
        (SOURCES, _SOURCE_COLUMNS, _source_rows(bureau)),
    )
    sheets = []
    for name, columns, rows in contents:
        sheet = Sheet(name=name, widths=tuple(width for _, width in columns))
        sheet.header, sheet.foot = header(assessment), foot(assessment, code)
        add_heading(sheet, assessment, identity, code, f"进展情况（{name}）")
        sheet.repeated = sheet.add([Cell(head, HEAD) for head, _ in columns], HEAD_HEIGHT)
        sheet.frozen = f"A{sheet.repeated + 1}"
        for cells in rows:
            sheet.add(cells)
        sheets.append(sheet)
    return tuple(sheets)


def _unit_rows(bureau: Bureau) -> Iterator[list[Cell]]:
    contents = {content.unit.id: content for content in bureau.contents}
    for status in bureau.statuses:
        lights = _lights_of(bureau, contents[status.unit.id])
        grey = sum(count for light, count in lights.items() if light.is_grey)
        yield _cells(
            _UNIT_COLUMNS,
            status.unit.name,
            status.state,
            f"第{status.hand_in}次" if status.hand_in else "",
            status.check_code,
            f"{status.at:%Y-%m-%d %H:%M}" if status.at else "",
            status.late_words,
            *(str(lights[light]) for light in _LIGHTS),
            str(grey),
            contact_words(status),
        )


def _lights_of(bureau: Bureau, content: Content) -> Counter[Light]:
    """The lights of what the unit itself answered this month."""
    targets: tuple[Target, ...] = (*bureau.plan.indicators, *bureau.plan.items)
    answered = (target.id for target in targets if content.entry(target.id, bureau.period))
    return Counter(judge(bureau.plan, content, target_id, bureau.period).light for target_id in answered)


def _light_rows(bureau: Bureau, assessment: Assessment) -> Iterator[list[Cell]]:
    """Worst first, each in the order of the plan."""
    ordered = sorted(assessment.assessed, key=lambda each: -each.light.urgency)
    for each in ordered:
        style = STATUS[each.light.tone]
        texts = (each.id, each.name, each.reason, _from_whom(bureau, each))
        yield [Cell(f"{each.light.symbol}{each.status}", style), *_cells(_LIGHT_COLUMNS[1:], *texts)]


def _from_whom(bureau: Bureau, assessed: Assessed) -> str:
    found = bureau.origin(bureau.plan.target(assessed.id))
    if found.rule is Rule.OWN:
        return found.outcome
    counted = [source for source in found.sources if found.counts(source)]
    return "、".join(source.unit.name for source in counted or found.sources)


_RULE_WORDS = {Rule.ONLY: "只有这一个单位填报", Rule.LISTED: "各单位的文字分别列出"}


def _source_rows(bureau: Bureau) -> Iterator[list[Cell]]:
    statuses = {status.unit.id: status for status in bureau.statuses}
    for origin in bureau.origins:
        target, words = origin.target, origin.words if origin.is_disputed else _RULE_WORDS[origin.rule]
        for source in origin.sources:
            status = statuses[source.unit.id]
            yield _cells(
                _SOURCE_COLUMNS,
                target.id,
                target.name,
                source.unit.name,
                f"{source.shown}{source.corrected}",
                f"第{status.hand_in}次" if status.hand_in else "",
                status.check_code,
                words,
            )
        if not origin.sources:
            yield _cells(_SOURCE_COLUMNS, target.id, target.name, "", origin.own, "", "", words)


def _cells(columns: Sequence[tuple[str, float]], *texts: str) -> list[Cell]:
    """A row; what is short stands in the middle of its column."""
    styles = (SHORT if width < NARROWEST_TEXT else TEXT for _, width in columns)
    return [text_cell(text, style) for text, style in zip(texts, styles, strict=True)]


_COLUMNS = (("序号", 6.0), ("编号", 10.0), ("指标、事项、任务", 40.0), ("栏目", 16.0), ("退回意见", 90.0))
_USE = (
    "办理办法：在本单位程序中用“文件—打开退回表”打开本文件，按意见逐条修改后重新报送；"
    "未安装程序的，在“进展情况表”中修改后交办公室，要修改的单元格有底色和批注。"
)


def returned_sheet(assessment: Assessment, review: Review, identity: Identity, code: str) -> Sheet:
    """The reasons, one a row."""
    sheet = Sheet(name=RETURNED, widths=tuple(width for _, width in _COLUMNS))
    sheet.header, sheet.foot = header(assessment), foot(assessment, code)
    add_heading(sheet, assessment, identity, code, RETURNED)
    sheet.add_across(Cell(_USE, NOTE))
    sheet.repeated = sheet.add([Cell(head, HEAD) for head, _ in _COLUMNS], HEAD_HEIGHT)
    for number, (place, text) in enumerate(review.reasons, 1):
        texts = (str(number), *place_words(assessment.plan, place))
        cells = [text_cell(words, TEXT if column == 2 else SHORT) for column, words in enumerate(texts)]  # noqa: PLR2004  the name
        sheet.add([*cells, text_cell(text, TEXT)])
    return sheet
