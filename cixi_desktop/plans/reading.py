"""A draft from the text of a document: no network, no chance, in linear time."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.plans.assembly import Assembly
from cixi_desktop.plans.draft import Draft
from cixi_desktop.plans.lines import paragraphs
from cixi_desktop.plans.outline import outline
from cixi_desktop.plans.parts import HEADLINE, sections_of, tasks_of
from cixi_desktop.plans.scope import is_title, scope_of, year_of
from cixi_desktop.plans.structure import structure

if TYPE_CHECKING:
    from cixi_desktop.plans.lines import TextParagraph
    from cixi_desktop.plans.outline import OutlineEntry
    from cixi_desktop.plans.scope import Scope

_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}(?:\[|\()20\d\d(?:\]|\))\d+号")
_BODY = r"[\u4e00-\u9fff]{2,20}?(?:人民政府办公室|人民政府|政府办公室|委员会|办公室|局|委|办|厅|部|院|中心|集团|公司|街道办事处|街道|党组|党委|学校|医院|大学|学院|支队|大队|公安局|管委会|协会|联合会|科协|妇联|总工会|团委|省委|市委|县委|区委|政府)"
_ISSUER = re.compile(
    rf"^(?!根据|按照|依据)(?:中共)?({_BODY})(?:关于)?(?:20\d\d年|《|印发|下达|分解|做好|贯彻|落实|年度|机关)"
)
_PLACE = re.compile(
    r"^(?:20\d\d年)?([\u4e00-\u9fff]{2,10}?[省市县区州旗])(?:20\d\d年)?(?:政府工作报告|为民|民生|政府工作)"
)
_NOTICED = re.compile(r"关于(?:印发|下达|分解|公布)?《?([^《》,。;]{4,60}?)》?的通知$")
"""What a notice without a plan of its own title sets: 关于下达2026年度教育工作目标任务的通知."""
_CONGRESS = re.compile(r"在([\u4e00-\u9fff]{1,10}?[省市县区州旗镇乡])第.{1,8}届人民代表大会")
_SIGNATURE = re.compile(rf"(?:中共)?{_BODY}")


MOST_CHARACTERS = 300_000
"""The five-year plans of provinces have some 60,000."""


def read_plan(text: str) -> Draft:
    """The draft of the plan that a text holds; CixiError in Chinese if it holds none."""
    if len(text) > MOST_CHARACTERS:
        raise CixiError(
            f"文件超过{MOST_CHARACTERS // 10_000}万字，不像工作计划。", "请只保留工作计划的正文。"
        )
    found = paragraphs(text)
    if not found:
        raise CixiError("文件没有文字。", "请选择有正文的文件。")
    year = _year(found)
    entries = outline(found, text, year)
    scope = scope_of(entries, year)
    parts = structure(scope)
    assembly = Assembly(text, year)
    for part in parts:
        assembly.add(part)
    title = _title(entries, scope)
    contents = assembly.finished(scope)
    named = {each.task_id for each in contents["targets"]} | {each.task_id for each in contents["items"]}
    return Draft(
        text=text,
        title=title,
        issuer=_issuer(entries, title),
        number=_document_number(entries),
        year=year,
        scope=_span(scope),
        sections=sections_of(parts),
        tasks=tuple(task for task in tasks_of(parts) if task.id != HEADLINE or task.id in named),
        **contents,
    )


def _year(found: list[TextParagraph]) -> int | None:
    """The year that the first title names, else the first line that names one with 年."""
    lines = [each.text for each in found if not each.is_row][:200]
    titled = next((year for text in lines if is_title(text) and (year := year_of(text))), None)
    return titled or next((year for each in found[:400] if (year := year_of(each.text[:200]))), None)


def _title(entries: list[OutlineEntry], scope: Scope) -> str:
    if scope.title is None:
        noticed = (_NOTICED.search(entry.text) for entry in entries[:10])
        return next((found[1] for found in noticed if found), "")
    text = re.sub(r"^附件?\d*:", "", entries[scope.title].text)
    above = entries[scope.title - 1].text if scope.title else ""
    is_split = re.match(r"20\d\d|关于", text) and re.fullmatch(_BODY, above)
    return above + text if is_split and not re.search(_BODY, text[:20]) else text


def _issuer(entries: list[OutlineEntry], title: str) -> str:
    found = _ISSUER.match(title)
    if found:
        return found[1]
    place = _PLACE.match(title)
    if place and "工作报告" in title:
        return f"{place[1]}人民政府"
    spoken = _CONGRESS.search("\n".join(entry.text for entry in entries[:10]))
    if spoken and "工作报告" in title:
        return f"{spoken[1]}人民政府"
    for entry, below in pairwise(entries[:30]):
        match = _ISSUER.match(entry.text)
        if match and not entry.is_heading:
            return match[1]
        if _SIGNATURE.fullmatch(entry.text) and below.text.startswith("关于"):
            return entry.text
    signed = (entry.text for entry in reversed(entries[-12:]) if _SIGNATURE.fullmatch(entry.text))
    return next(signed, f"{place[1]}人民政府" if place else "")


def _document_number(entries: list[OutlineEntry]) -> str:
    for entry in entries[:40]:
        found = _NUMBER.search(entry.text)
        if found and len(entry.text) < 40:  # noqa: PLR2004
            return found[0].replace("[", "〔").replace("]", "〕").replace("(", "〔").replace(")", "〕")
    return ""


def _span(scope: Scope) -> tuple[int, int]:
    if not scope.entries:
        return (0, 0)
    return scope.entries[0].paragraph.view.places[0], scope.entries[-1].paragraph.view.places[-1] + 1
