"""The bureau's own headings, order and sentences for one kind of report: a text with fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.lights import Light
from cixi_desktop.errors import CixiError
from cixi_desktop.reports.changes import staged, with_light
from cixi_desktop.reports.editing import bare, part_name, renumbered
from cixi_desktop.reports.overall import tally
from cixi_desktop.reports.report import Heading, Paragraph, ReportKind, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Block, Report

OPENING, TITLE = "导语", "标题："
HEAD, NOTE = "## ", "# "
_FIELD = re.compile(r"\{([^{}]*)\}")
_PARTS = {
    ReportKind.MONTH: ("总体情况", "主要进展", "滞后和欠序时情况", "需研究协调的事项", "下一步工作要求"),
    ReportKind.QUARTER: ("指标执行情况", "重点事项推进情况", "分析和预判", "下一步建议"),
    ReportKind.HALF: (
        *("主要目标完成情况", "重点工作推进情况", "存在的主要问题"),
        *("前期打算落实情况", "下半年工作安排"),
    ),
    ReportKind.YEAR: (
        *("总体评价", "主要目标完成情况", "重点任务完成情况", "未完成和结转事项"),
        *("前期打算落实情况", "问题和分析", "下年工作建议"),
    ),
}
"""The parts of the bureau's reports in the program's own order."""
_FIELDS = ("所属期", "年份", "局名", "评判项数", "达到项数", "欠序时项数", "滞后项数", "事项数", "完成事项数")


def default_template(kind: ReportKind) -> str:
    """The program's own template, to be changed: what may stand in it is said at its head."""
    notes = (
        "本模板用于报告的正文。以“# ”开头的行是说明，不写入报告。",
        "“标题：”后面是标题；“## ”后面是一级标题，序号由程序编排；其余每行一段。",
        f"单独一行的{{{OPENING}}}、{{{_PARTS[kind][0]}}}等，由程序写出该部分；可以移动、删去、改标题。",
        f"句子中可用：{'、'.join(f'{{{name}}}' for name in _FIELDS)}。",
    )
    parts = (line for name in _PARTS[kind] for line in (f"{HEAD}{name}", f"{{{name}}}"))
    head = (*(NOTE + note for note in notes), f"{TITLE}{{标题}}", f"{{{OPENING}}}")
    return "\n".join((*head, *parts)) + "\n"


def check_template(kind: ReportKind, text: str) -> None:
    """CixiError naming the first line that cannot be used, and what can."""
    parts, seen = {OPENING, *_PARTS[kind]}, set[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(NOTE):
            continue
        for name in _FIELD.findall(line):
            is_part = line.strip() == f"{{{name}}}"
            if is_part and name in parts and name in seen:
                raise CixiError(f"模板第{number}行：{{{name}}}写了两次。", "每一部分只能写一次。")
            if not (is_part and name in parts) and name not in {*_FIELDS, "标题"}:
                known = "、".join((OPENING, *_PARTS[kind], *_FIELDS))
                raise CixiError(f"模板第{number}行：没有{{{name}}}。", f"可以用的是：{known}。")
            seen.add(name)
    if not seen & parts:
        raise CixiError("模板里没有任何一部分正文。", f"至少写一行，如{{{_PARTS[kind][0]}}}。")


def with_template(report: Report, text: str, material: Material) -> Report:
    """The report in the template's order, under its headings, with its own sentences between."""
    fields = {**_fields(material), "标题": report.title}
    parts, heads = _split(report.blocks)
    blocks: list[Block] = []
    title = report.title
    for line in filter(None, map(str.strip, text.splitlines())):
        field = _FIELD.fullmatch(line)
        if line.startswith(HEAD.strip()):
            words = line.removeprefix(HEAD.strip()).strip()
            blocks.append(Heading(_filled(heads.get(words, words), fields)))
        elif line.startswith(TITLE):
            title = _filled(line.removeprefix(TITLE), fields)
        elif field and (field[1] in parts or field[1] not in fields):
            blocks += parts.get(field[1], ())
        elif not line.startswith(NOTE.strip()):
            blocks.append(Paragraph((Sentence(_filled(line, fields)),)))
    return replace(report, title=title, blocks=renumbered(blocks))


def _split(blocks: tuple[Block, ...]) -> tuple[dict[str, list[Block]], dict[str, str]]:
    """The blocks of each part, and the heading that it has now."""
    parts: dict[str, list[Block]] = {OPENING: []}
    heads: dict[str, str] = {}
    name = OPENING
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            name = part_name(block.words)
            heads[name], parts[name] = bare(block.words), []
        else:
            parts[name].append(block)
    return parts, heads


def _fields(material: Material) -> Mapping[str, str]:
    now = material.now
    good, behind, late = tally(now)
    items = staged(now)
    values: Iterator[object] = iter(
        (
            material.period.label,
            material.period.year,
            material.plan.document.issuer,
            good + behind + late,
            good,
            behind,
            late,
            len(items),
            len(with_light(items, Light.DONE)),
        )
    )
    return dict(zip(_FIELDS, map(str, values), strict=True))


def _filled(line: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: fields.get(found[1], found[0]), line)
