"""季度分析: what the quarter brought against the one before, where the rest of the year leads, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import SLOW
from cixi_desktop.assessment.phrases import points
from cixi_desktop.reports.adjustments import adjusted, corrected
from cixi_desktop.reports.analysis import analysis, forecast_table, worst_chart, worst_figure
from cixi_desktop.reports.changes import (
    before_of,
    furthest,
    is_good,
    judged,
    newly_done,
    not_begun,
    ratio_needed,
    staged,
    stuck,
)
from cixi_desktop.reports.length import Brevity, shortened
from cixi_desktop.reports.matters import figures_in, problems_solved, promises_kept, suggestions
from cixi_desktop.reports.movement import average_words, falling, moved
from cixi_desktop.reports.overall import how_figures_stand, how_items_stand, ids_of, not_reported, tally
from cixi_desktop.reports.progress import (
    MANY,
    MOST_FIGURES,
    UNTOLD,
    also_on_pace,
    behind,
    behind_sentences,
    came_about,
    counted_names,
    kinds_words,
    late,
    why_words,
)
from cixi_desktop.reports.report import Paragraph, Sentence, joined, led, measured_once, numbered, said_once
from cixi_desktop.reports.tables import (
    changes_table,
    closing_words,
    figure_table,
    headline,
    lights_of_sections,
    lights_table,
    names_of,
    readings_table,
    slow_table,
)
from cixi_desktop.reports.unit_texts import cause
from cixi_desktop.values import ZERO
from cixi_desktop.wording.report_items import item_behind, item_stage
from cixi_desktop.wording.report_sentences import (
    against_pace,
    brief,
    is_small,
    listed,
    named,
    needed,
    short_name,
    span_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Block, Table


def quarter_title(material: Material) -> str:
    """The title."""
    return f"{material.period.label}{material.plan.document.called}执行情况分析"


def quarter_blocks(material: Material) -> tuple[Block, ...]:
    """The whole text."""
    parts = (
        ("指标执行情况", _figures(material)),
        ("重点事项推进情况" if material.now.items else "问题和打算", _items(material)),
        ("分析和预判", _outlook(material)),
        ("下一步建议", _advice(material)),
    )
    return (opening(material), *adjusted(material), *corrected(material), *numbered(parts))


def quarter_annexes(material: Material) -> tuple[Table, ...]:
    """All figures, what is slow, whose light has changed, the lights by section, and how each is judged."""
    found = (figure_table(material), slow_table(material), changes_table(material))
    told = (table for table in found if table)
    return (*told, *lights_of_sections(material), *readings_table(material))


def opening(material: Material) -> Paragraph:
    """How fast, what was done, and where it is stuck."""
    span = span_words(material.period)
    found = (
        _speed(material, span),
        _stand(material),
        *not_reported(material.now),
        *_items_since(material),
        tension(material),
    )
    return Paragraph(tuple(each for each in found if each))


def _speed(material: Material, span: str) -> Sentence | None:
    """二季度工作要点执行进度加快; None for the first quarter, and where as many are on pace as before."""
    before = material.previous
    if before is None or not judged(before) or not judged(material.now):
        return None
    change = tally(material.now)[0] - tally(before)[0]
    words = f"{span}{material.plan.document.called}执行进度{'加快' if change > 0 else '放慢'}。"
    return Sentence(words, ids_of(judged(material.now))) if change else None


def _stand(material: Material) -> Sentence:
    """季末评判指标19项，达到或快于序时进度11项，比一季度末增加8项；欠序时5项，减少5项；….

    Where nothing was judged before or now, the counts alone; so at the year's end.
    """
    before, now = material.previous, material.now
    if before is None or not judged(before) or not judged(now) or material.period.is_year_end:
        return how_figures_stand(now)
    rows = [
        row
        for row in zip(("达到或快于序时进度", "欠序时", "滞后"), tally(now), tally(before), strict=True)
        if any(row[1:])
    ]
    when = (closing_words(before), *("" for _ in rows[1:]))
    told = [_count_words(*row, than) for row, than in zip(rows, when, strict=True)]
    words = f"季末评判指标{len(judged(now))}项，{'；'.join(told)}"
    return Sentence(f"{words}。", ids_of(judged(now)))


def _count_words(word: str, count: int, was: int, than: str) -> str:
    """达到…11项，比一季度末增加8项; 欠序时5项，减少5项; 滞后的由2项减至0项."""
    if count == was:
        return f"{word}{count}项，{f'与{than}' if than else ''}持平"
    if not count:
        return f"{word}的由{f'{than}的' if than else ''}{was}项减至0项"
    side = "增加" if count > was else "减少"
    return f"{word}{count}项，{f'比{than}' if than else ''}{side}{abs(count - was)}项"


def _items_since(material: Material) -> Iterator[Sentence]:
    """Which items were done or begun since the quarter before."""
    before = material.previous
    if before is None:
        return
    when = closing_words(before)
    done = [each for each in newly_done(material) if each in material.now.items]
    waiting = not_begun(before)
    begun = [item for item in waiting if (now := material.now.find(item.id)) and now.light is not item.light]
    parts = [f"新完成{len(done)}项"] if done else []
    if begun:
        which = "全部" if len(begun) == len(waiting) else f"有{len(begun)}项"
        parts.append(f"{when}尚未启动的{len(waiting)}项{which}启动")
    if parts:
        yield Sentence(f"工作事项{'，'.join(parts)}。", ids_of((*done, *begun)))


def tension(material: Material) -> Sentence | None:
    """主要矛盾: the binding figure whose distance has grown most, else what must keep its pace."""
    slow = [
        f for f in figures_in((*late(material), *behind(material))) if f.gap is not None and not is_small(f)
    ]
    lates = [f for f in slow if f in late(material)]
    found = lates or slow
    if not found:
        return _to_keep(material)
    worst = min(found, key=lambda figure: _widened(material, figure))
    return Sentence(f"主要矛盾是{named(worst)}，{gap_words(material, worst)}。", (worst.id,))


def _widened(material: Material, figure: FigureAssessment) -> Decimal:
    before = before_of(material, figure)
    was = before.gap if isinstance(before, FigureAssessment) and before.gap is not None else ZERO
    return (figure.gap or ZERO) - was


def gap_words(material: Material, figure: FigureAssessment) -> str:
    """与序时进度的差距由7.2个百分点扩大到10.4个百分点; without an earlier one, the distance alone."""
    before = before_of(material, figure)
    was = before.printed.gap if isinstance(before, FigureAssessment) else None
    gap = figure.printed.gap
    if is_small(figure) or was is None or was >= ZERO or gap is None or figure.completion is None:
        return against_pace(figure)
    old, new = points(was), points(gap)
    if old == new:
        return f"与序时进度的差距仍为{new}"
    return f"与序时进度的差距由{old}{'扩大' if gap < was else '缩小'}到{new}"


def _to_keep(material: Material) -> Sentence | None:
    found = [(ratio, f) for f in judged(material.now) if (ratio := ratio_needed(f)) and not is_small(f)]
    if not found:
        return None
    _ratio, figure = max(found, key=lambda pair: pair[0])
    return Sentence(f"当前需保持{named(figure)}的进度，{needed(figure)}。", (figure.id,))


def _figures(material: Material) -> tuple[Block, ...]:
    """表1, then what is faster, what is 滞后 with its chart, and what is 欠序时."""
    lagging = _lagging(material, late(material))
    told = led(
        (
            *_faster(material),
            (f"滞后的{kinds_words(late(material))}。", lagging),
            (f"欠序时的{kinds_words(behind(material))}。", _slow(material)),
        )
    )
    faster = sum(bool(sentences) for _, sentences in _faster(material))
    told = (*measured_once(*told[:faster]), *measured_once(*told[faster:]))
    chart = worst_chart(material, "图1　")
    return (lights_table(material, 1), *told, *((chart,) if chart else ()))


def _faster(material: Material) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    """What was slow at the quarter's beginning and is not now: the headline targets, then the others."""
    found = [f for f in judged(material.now) if is_good(f) and not _was_good(material, f)]
    ids = ids_of(headline(material.now))
    main, others = ([f for f in found if (f.id in ids) is is_main] for is_main in (True, False))
    heads = ("主要目标", "其他指标") if main else ("指标", "指标")
    groups = zip(heads, (main, others), strict=True)
    for word, chosen in (("指标", found),) if material.brevity >= Brevity.ONE_A_TASK else groups:
        first, rest = furthest(material, chosen, MOST_FIGURES)
        told = shortened(material, (Sentence(f"{moved(material, f)}。", (f.id,)) for f in first))
        yield f"进度加快的{word}。", tuple(said_once((*told, *also_on_pace(material, rest))))


def _was_good(material: Material, figure: FigureAssessment) -> bool:
    before = before_of(material, figure)
    return not isinstance(before, FigureAssessment) or is_good(before) or before.light.is_grey


def _lagging(material: Material, found: tuple[Assessed, ...]) -> Iterator[Sentence]:
    """Each that is 滞后; of many only where they stand, and the causes that were told."""
    if len(found) < MANY:
        untold = [each for each in found if not cause(material, each)]
        together = untold if len(untold) > 1 else []
        for each in found:
            yield from _lag(material, each, "" if each in together else why_words(material, each))
        if together:
            whose = "以上各项" if together == list(found) else "、".join(map(short_name, together))
            yield Sentence(f"{whose}{UNTOLD}。", ids_of(together))
        return
    for each in found:
        words = brief(each) if isinstance(each, FigureAssessment) else item_behind(each)
        why = cause(material, each)
        yield Sentence(f"{words}{_drawn(material, each)}{f'，原因是{why}' if why else ''}。", (each.id,))


def _drawn(material: Material, assessed: Assessed) -> str:
    """（图1） behind the figure that has the chart."""
    return "（图1）" if assessed == worst_figure(material) else ""


def _lag(material: Material, assessed: Assessed, why: str) -> Iterator[Sentence]:
    """One that is 滞后: the quarter's average against the last one's and the pace, and why."""
    ids = (assessed.id,)
    if isinstance(assessed, ItemAssessment):
        yield Sentence(f"{_and(_and(item_behind(assessed), _late_since(material, assessed)), why)}。", ids)
        return
    averages = "" if is_small(assessed) else average_words(material, assessed)
    stand = _and(f"{brief(assessed)}{_drawn(material, assessed)}", _late_since(material, assessed))
    if not averages:
        yield Sentence(f"{_and(stand, why)}。", ids)
        return
    yield Sentence(f"{stand}。", ids)
    yield Sentence(f"{averages}。", ids)
    if why:
        yield Sentence(f"{why}。", ids)


def _late_since(material: Material, assessed: Assessed) -> str:
    """由欠序时转为滞后, 连续5个月滞后; “” for less."""
    words = came_about(material, assessed)
    return words if words.endswith("滞后") else ""


def _and(words: str, more: str) -> str:
    return "，".join(filter(None, (words, more)))


def _slow(material: Material) -> Iterator[Sentence]:
    found = behind(material)
    yield from behind_sentences(found)
    if material.brevity >= Brevity.BEHIND:
        return
    for figure in figures_in(found):
        yield from falling(material, figure)


def _items(material: Material) -> tuple[Block, ...]:
    """Counts; what was done, how lists stand, what is behind, what has not moved."""
    now = material.now
    head = how_items_stand(now)
    done = [each for each in newly_done(material) if each in now.items]
    sentences = [head] if head else []
    if done:
        sentences.append(Sentence(f"{span_words(material.period)}完成{counted_names(done)}。", ids_of(done)))
    lists = [item for item in staged(now) if not item.item.is_milestone and item.completion is not None]
    is_whole = material.brevity < Brevity.ITEMS
    lists = [item for item in lists if item not in done and (is_whole or item.light in SLOW)]
    sentences += [Sentence(f"{item_stage(item)}。", (item.id,)) for item in lists]
    still = stuck(material)
    if still and is_whole:
        names = listed(names_of(still))
        sentences.append(Sentence(f"{names}在同一阶段停留3个月以上。", ids_of(still)))
    sentences += problems_solved(material)
    told = (Paragraph(tuple(said_once(sentences))),) if sentences else ()
    return (*told, *promises_kept(material))


def _advice(material: Material) -> tuple[Paragraph, ...]:
    """What is to come next; in a shortened report in one paragraph."""
    told = led(suggestions(material))
    return joined(told) if material.brevity >= Brevity.ONE_A_TASK else told


def _outlook(material: Material) -> tuple[Block, ...]:
    """What can be worked out of the figures, and the forecast of the year."""
    table = forecast_table(material, 2)
    told = led(("", (sentence,)) for sentence in analysis(material))
    told = joined(told) if material.brevity >= Brevity.ONE_A_TASK else told
    return (*told, table) if table else told
