"""起草核对: what the drafter has to look at before the report goes out; never printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.checks.textchecks import disagreeing
from cixi_desktop.plan import Tie
from cixi_desktop.records.entries import Narrative
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.changes import LONG, is_honour, judged
from cixi_desktop.reports.length import PAGES
from cixi_desktop.reports.matters import problems_untold, without_cause
from cixi_desktop.reports.overall import task_words, waiting
from cixi_desktop.reports.report import GAP, TO_DECIDE
from cixi_desktop.reports.tables import names_of
from cixi_desktop.reports.unit_texts import contradicted, of_other_months, repeated
from cixi_desktop.values import plain
from cixi_desktop.wording.report_sentences import in_text, named
from cixi_desktop.wording.report_terse import short_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment.assess import FigureAssessment, TaskAssessment
    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Report, Sentence


SHOWN = 16
"""Characters of a sentence by which it is found again."""
STILL = "正文尚有"
"""How the line begins that counts what a person still has to write."""


def with_remarks(report: Report, material: Material) -> Report:
    """The report with its marks and with what is to be looked at."""
    return replace(_marked(report, material), remarks=tuple(_remarks(report, material)))


def _marked(report: Report, material: Material) -> Report:
    """示例数据 for invented figures; 草稿 while anything is to be added or units have not handed in."""
    is_unsent = material.bureau is None and material.now.submission is None
    is_draft = is_unsent or bool(waiting(material)) or any(word in report.text for word in (GAP, TO_DECIDE))
    marks = (("数据不全", material.now.damage), ("示例数据", material.now.is_sample), ("草稿", is_draft))
    return replace(report, marks=tuple(word for word, holds in marks if holds))


def _remarks(report: Report, material: Material) -> Iterator[str]:
    yield from _on_reporting(material)
    yield from _numbers(report, material)
    if material.brevity:
        yield f"正文超过{PAGES[report.kind]}页，已压缩：附件已有的数字、打算等未写，可用“加一段”补写。"
    untold = without_cause(material)
    if untold:
        yield f"未填报原因：{'、'.join(names_of(untold))}。"
    unsettled = [] if material.period.is_month else problems_untold(material)
    if unsettled:
        units = ("" if p.unit == UNASSIGNED.name else f"{p.unit}，" for p in unsettled)
        told = (f"{p.words}（{unit}{p.since}）" for p, unit in zip(unsettled, units, strict=True))
        yield f"未写明是否解决的问题：{'；'.join(told)}。"
    yield from _stocks(material)
    same = dict.fromkeys(said.task_id for said, _ in repeated(material, LONG))
    if same:
        yield f"进展情况连续{LONG}个月以上文字相同：{task_words(tuple(same))}。"
    for said in contradicted(material):
        yield f"{task_words((said.task_id,))}文字与阶段不一致，正文未引用：{said.words}。"
    for said in of_other_months(material):
        yield f"{task_words((said.task_id,))}文字不是说本期，正文未引用：{said.words}。"
    yield from _proofs(material)
    yield from _unwritten(report)


def _unwritten(report: Report) -> Iterator[str]:
    """How many places a person still has to fill in or decide."""
    gaps, decisions = report.text.count(GAP), report.text.count(TO_DECIDE)
    if gaps or decisions:
        yield f"{STILL}〔请补充〕{gaps}处、〔请核定〕{decisions}处。"


def _on_reporting(material: Material) -> Iterator[str]:
    absent = [f"{status.unit.name}（{status.state}）" for status in waiting(material)]
    if absent:
        yield f"依据的数据尚未正式报送：{'、'.join(absent)}，印发前须换为正式报送数。"
    found = judged(material.now)
    greys = sum(figure.light.is_grey for figure in material.now.figures)
    honours = sum(is_honour(figure) and not figure.light.is_grey for figure in material.now.figures)
    total = len(material.now.figures)
    yield f"指标{total}项＝评判{len(found)}项＋争取荣誉{honours}项＋不参加评判{greys}项。"


def _numbers(report: Report, material: Material) -> Iterator[str]:
    """What the check of texts against figures finds in the report's own sentences."""
    found = (
        f"{words.removesuffix('。')}（在“{_beginning(sentence.words)}”一句）。"
        for sentence in report.sentences
        for words in check_sentence(sentence, material)
    )
    yield from dict.fromkeys(found)


def _beginning(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def checked(report: Report, material: Material) -> Report:
    """An edited report with its marks and with what the check finds in it now, first among its remarks."""
    found = tuple(line for line in _numbers(report, material) if line not in report.remarks)
    kept = tuple(line for line in report.remarks if not line.startswith(STILL))
    return replace(_marked(report, material), remarks=(*found, *kept, *_unwritten(report)))


def check_sentence(sentence: Sentence, material: Material) -> Iterator[str]:
    """Where a sentence gives another number than the figures that it comes from; people's words, than any."""
    figures = tuple(f for f in material.now.figures if not sentence.ids or f.id in sentence.ids)
    if figures:
        task = material.now.tasks[0]
        said = Narrative(
            task_id=task.task.id,
            unit_id="",
            period=material.period,
            progress_note=_MOVED.sub("为", _in_full(sentence.words, figures)),
        )
        for issue in disagreeing(_as_task(task, figures, said)):
            yield issue.message


def _in_full(words: str, figures: tuple[FigureAssessment, ...]) -> str:
    """The words with the names that the check knows, where a number stands behind a short one."""
    for figure in figures:
        head = short_head(figure)
        if head and named(figure) not in words:
            words = re.sub(rf"{re.escape(head)}(?=为?\d|由|本)", named(figure), words)
    return words


_MOVED = re.compile("由[^，。]*?(?:升至|增至|降至)(?:1—\\d+月的)?")
"""What a figure was before; behind it stands what it is."""


def _as_task(
    task: TaskAssessment, figures: tuple[FigureAssessment, ...], narrative: Narrative
) -> TaskAssessment:
    return replace(task, figures=figures, items=(), narrative=narrative)


def _stocks(material: Material) -> Iterator[str]:
    """新增 and 净增 that differ: where the difference comes from is not in the data."""
    found = {figure.id: figure for figure in material.now.figures}
    for pair in material.plan.couplings:
        stock, new = found.get(pair.first), found.get(pair.second)
        if pair.tie is not Tie.STOCK or stock is None or new is None:
            continue
        if stock.cumulative is None or stock.start is None or new.cumulative is None:
            continue
        net = stock.cumulative - stock.start
        if net != new.cumulative:
            unit = new.indicator.unit
            counts = f"净增{plain(net)}{unit}，新增{plain(new.cumulative)}{unit}"
            yield f"{in_text(stock.name)}比年初{counts}，两数不同，请说明原因。"


def _proofs(material: Material) -> Iterator[str]:
    """Papers that prove more than one item."""
    papers: dict[str, list[str]] = {}
    for item in material.now.items:
        if item.proof:
            papers.setdefault(item.proof, []).append(in_text(item.name))
    for proof, names in papers.items():
        if len(names) > 1:
            yield f"同一依据“{proof}”用于{'、'.join(names)}，请核实。"
