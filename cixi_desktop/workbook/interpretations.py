"""口径说明: how every statement of the plan is judged, the interpretations, and what this workbook is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.completion import baseline_of
from cixi_desktop.assessment.lights import band_words
from cixi_desktop.assessment.phrases import share_words, shares_words, target_words
from cixi_desktop.periods import day_words
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.values import Comparator, rounded
from cixi_desktop.wording.sentences import baseline_words
from cixi_desktop.wording.words import adjustment_words, rules_words
from cixi_desktop.workbook.identity import INTERPRETATIONS
from cixi_desktop.workbook.writing.heading import add_heading, foot, header, identity_words
from cixi_desktop.workbook.writing.sheet import BLOCK, HEAD, NOTE, SHORT, TEXT, Cell, Sheet, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.assessment.assess import Assessment, FigureAssessment, ItemAssessment, TaskAssessment
    from cixi_desktop.plan import Commitment, Item
    from cixi_desktop.records.content import Content
    from cixi_desktop.workbook.identity import Identity

BLOCK_HEIGHT, HEAD_HEIGHT = 26.0, 22.0
_COLUMNS = (
    ("编号", 6.6),
    ("指标/事项", 20.0),
    ("原文依据", 34.0),
    ("年度目标", 14.0),
    ("比较方式", 14.0),
    ("类别", 7.4),
    ("基数", 22.0),
    ("序时规则", 12.0),
    ("“左右”幅度", 12.4),
    ("口径", 34.0),
)
_SPANS = (("编号", 1), ("问题", 2), ("答复", 4), ("影响", 3))
COMPARATOR_WORDS = {
    Comparator.AT_LEAST: "≥（含本数）",
    Comparator.MORE_THAN: ">（不含本数）",
    Comparator.AT_MOST: "≤（含本数）",
    Comparator.LESS_THAN: "<（不含本数）",
    Comparator.ABOUT: "左右",
    Comparator.YES_NO: "是否获得",
}
_UNJUDGED = "工作要点未定目标值，只作记录，不亮灯。"
_USE = (
    "使用说明：进展情况表可以筛选、排序；排序后按“序号”升序即恢复原次序（部分、任务的标题行也随之归位）。",
    "表中均为数值和文字，没有公式；“状态”用符号、文字和底色三种方式表示，复印后仍可辨认。",
    "本工作簿另有隐藏的行标识列和系统识别页，内容与各表一致，供程序读回时核对，请勿删改。本程序不用于处理涉密材料。",
)


def interpretations_sheet(assessment: Assessment, content: Content, identity: Identity, code: str) -> Sheet:
    """The rule of the lights, every commitment and item, the interpretations, the workbook's own words."""
    sheet = Sheet(name=INTERPRETATIONS, widths=tuple(width for _, width in _COLUMNS))
    sheet.header, sheet.foot = header(assessment), foot(assessment, code)
    add_heading(sheet, assessment, identity, code, INTERPRETATIONS)
    sheet.add_across(Cell(rules_words(assessment.rules), NOTE))
    sheet.add_across(Cell("一、指标和事项的口径", BLOCK), BLOCK_HEIGHT)
    sheet.add([Cell(head, HEAD) for head, _ in _COLUMNS], HEAD_HEIGHT)
    for task in assessment.tasks:
        for texts in _task_texts(assessment, content, task):
            sheet.add(
                [text_cell(text, TEXT if place in _LONG else SHORT) for place, text in enumerate(texts)]
            )
    _add_interpretations(sheet, assessment)
    blocks = [("本工作簿", (*_identity_lines(assessment, identity, code), *_USE))]
    decided = tuple(_decided_lines(assessment))
    if decided:
        blocks.insert(0, ("指标和事项的核定", decided))
    for number, (title, lines) in zip("三四", blocks, strict=False):
        sheet.add_across(Cell(f"{number}、{title}", BLOCK), BLOCK_HEIGHT)
        for line in lines:
            sheet.add_across(text_cell(line, NOTE))
    return sheet


def _decided_lines(assessment: Assessment) -> Iterator[str]:
    """The decisions in force on figures of several units."""
    for each in assessment.assessed:
        if each.origin is not None and each.origin.decision is not None:
            yield f"{each.id} {fullwidth_punctuation(each.name)}：{each.origin.words}。"


_LONG = {1, 2, 6, 9}
"""Columns with text; the others are centred."""


def _task_texts(assessment: Assessment, content: Content, task: TaskAssessment) -> Iterator[tuple[str, ...]]:
    for commitment, figure in assessment.cited(task):
        yield _commitment_texts(assessment, content, commitment, figure)
    for assessed in task.items:
        yield _item_texts(assessed)


def _commitment_texts(
    assessment: Assessment, content: Content, commitment: Commitment, figure: FigureAssessment
) -> tuple[str, ...]:
    indicator = figure.indicator
    is_about = indicator.comparator is Comparator.ABOUT
    return (
        commitment.id,
        fullwidth_punctuation(commitment.name),
        fullwidth_punctuation(commitment.citation.quote),
        target_words(indicator),
        COMPARATOR_WORDS[indicator.comparator],
        commitment.modality.value,
        _baseline(content, figure),
        figure.pace.rule or "只看阶段",
        band_words(indicator, assessment.rules) if is_about else "",
        _note(assessment, commitment, figure),
    )


def _note(assessment: Assessment, commitment: Commitment, figure: FigureAssessment) -> str:
    """How its target was adjusted or divided, and how it is read; a second citation points to the first."""
    if commitment is figure.commitments[0]:
        adjusted = "".join(f"{words}。" for words in adjustment_words(assessment.plan, figure.id))
        divided = share_words(figure.indicator) or shares_words(figure.indicator, figure.shares)
        return f"{adjusted}{f'{divided}。' if divided else ''}{figure.indicator.note}"
    first = figure.commitments[0]
    return f"{commitment.note}与{first.id}“{first.name}”为同一指标，只填一处。"


def _baseline(content: Content, figure: FigureAssessment) -> str:
    """The baseline in force and where it comes from; for growth and amounts last year's figure."""
    indicator, basis = figure.indicator, content.basis(figure.id)
    own_note, value = basis.baseline_note or indicator.baseline.note, baseline_of(indicator, basis)
    if indicator.traits.is_from_baseline:
        words = baseline_words(figure)
    elif indicator.traits.is_staged:
        return ""
    elif value:
        words = f"上年{rounded(value, 2)}{indicator.baseline.unit}（{indicator.baseline.status}）"
    else:
        words = "从0起算（定义）"
    return f"{words}。{fullwidth_punctuation(own_note)}"


def _item_texts(assessed: ItemAssessment) -> tuple[str, ...]:
    item = assessed.item
    stages = f"阶段：{'→'.join(_planned_stages(assessed))}。" if item.stages else ""
    proof = f"依据：{item.proof}。" if item.proof else ""
    return (
        item.id,
        fullwidth_punctuation(item.name),
        fullwidth_punctuation(item.citation.quote),
        item.stages[-1] if item.is_milestone else "",
        "按阶段，凭依据" if item.is_milestone else _compared(item),
        item.traits.label,
        "",
        "",
        "",
        f"{stages}{proof}" or _UNJUDGED,
    )


def _planned_stages(assessed: ItemAssessment) -> Iterator[str]:
    """Each stage, with the month it is planned for."""
    for stage, month in zip(assessed.item.stages, assessed.planned, strict=True):
        yield f"{stage}（{month}月）" if month else stage


def _compared(item: Item) -> str:
    return "办结率" if item.traits.is_ratio else "只作记录"


def _add_interpretations(sheet: Sheet, assessment: Assessment) -> None:
    sheet.add_across(Cell("二、口径问题（未明确的按暂定答复执行）", BLOCK), BLOCK_HEIGHT)
    sheet.add_spans([(Cell(head, HEAD), span) for head, span in _SPANS], HEAD_HEIGHT)
    for asked, decision in zip(assessment.plan.interpretations, assessment.decisions, strict=True):
        cited = f"（{'、'.join(asked.target_ids)}）" if asked.target_ids else ""
        answer = f"【已明确】{decision.answer}（{decision.words}）" if decision.answer else asked.answer
        texts = (asked.id, asked.question, answer, f"{decision.effect or asked.effect}{cited}")
        styles = (SHORT, TEXT, TEXT, TEXT)
        sheet.add_spans(
            [
                (text_cell(text, style), span)
                for text, style, (_, span) in zip(texts, styles, _SPANS, strict=True)
            ]
        )


def _identity_lines(assessment: Assessment, identity: Identity, code: str) -> Iterator[str]:
    document, plan = assessment.plan.document, assessment.plan
    signed = f"{day_words(document.signed_on)}印发" if document.signed_on else document.number
    issued = "，".join(filter(None, (document.issuer, signed)))
    yield f"{document.called}：《{document.title}》{f'（{issued}）' if issued else ''}，第{plan.version}版。"
    actor = f"，导出人：{identity.actor}" if identity.actor else ""
    words = "，".join(identity_words(assessment, identity, code))
    yield f"{words}，修订号{identity.revision}，导出时间：{identity.exported_at:%Y-%m-%d %H:%M}{actor}。"
