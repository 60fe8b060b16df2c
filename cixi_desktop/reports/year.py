"""年度评价: met or not met, each with its reason; the course of the year; what next year starts from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.figures import FAILED, FULFILLED
from cixi_desktop.assessment.lights import SLOW, Light
from cixi_desktop.assessment.phrases import amount
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.adjustments import adjusted, corrected
from cixi_desktop.reports.analysis import beyond_band, few_months
from cixi_desktop.reports.changes import (
    LONG,
    is_good,
    is_honour,
    judged,
    month_reached,
    months_at_stage,
    quarter_increment,
    staged,
)
from cixi_desktop.reports.half import main_targets
from cixi_desktop.reports.matters import problems_solved, promises_kept
from cixi_desktop.reports.overall import ids_of, is_untold, tally
from cixi_desktop.reports.report import GAP, TO_DECIDE, Paragraph, Sentence, Table, led, numbered
from cixi_desktop.reports.sections import expected, sections, why_grey
from cixi_desktop.reports.tables import (
    figure_table,
    lights_of_sections,
    lights_table,
    marked_name,
    names_of,
    readings_table,
    sample_mark,
)
from cixi_desktop.reports.unit_texts import cause, earlier_cause, own_reason, step_words, steps
from cixi_desktop.values import HUNDRED, ZERO, percent, shown
from cixi_desktop.wording.figures import NONE, bracketed, value_words
from cixi_desktop.wording.report_sentences import (
    FEW,
    brief,
    honour,
    light_cell,
    listed,
    named,
    older_day,
    rate_words,
    short_name,
)
from cixi_desktop.wording.sentences import told_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed, ItemAssessment
    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Block


MID_YEAR = 6
MUCH = Decimal(40)
"""Percent of the year's total that its last quarter brought, from which on it is told."""
NARROW = Decimal(1)
"""Percent above the target up to which it was only just met."""


def year_title(material: Material) -> str:
    """The title."""
    return f"{material.plan.document.title}完成情况评价报告"


def year_blocks(material: Material) -> tuple[Block, ...]:
    """The whole text."""
    parts = (
        ("总体评价", _overall(material)),
        ("主要目标完成情况", main_targets(material, 2)),
        ("重点任务完成情况", sections(material)),
        ("未完成和结转事项", open_table(material)),
        ("前期打算落实情况", promises_kept(material)),
        ("问题和分析", _analysis(material)),
        ("下年工作建议", _advice(material)),
    )
    return (_opening(material), *numbered(parts))


def year_annexes(material: Material) -> tuple[Table, ...]:
    """All figures, all items that are judged, the lights by section, and how each figure is judged."""
    items = staged(material.now)
    told = (item_table(material, items),) if items else ()
    return (figure_table(material), *told, *lights_of_sections(material), *readings_table(material))


def _opening(material: Material) -> Paragraph:
    title = material.plan.document.title
    words = (
        f"根据《{title}》和月监测、季分析、年评价工作安排，依据各单位填报数据，"
        f"对{material.plan.document.called}完成情况进行了评价。现报告如下。"
    )
    return Paragraph((Sentence(words),))


def _overall(material: Material) -> tuple[Block, ...]:
    now = material.now
    told = ((now.figures, "量化指标"), (now.items, "工作事项"))
    listed = "、".join(f"{word}{len(found)}项" for found, word in told if found)
    counts = f"{material.plan.document.called}分解为{listed}。"
    items = tuple(_items(material))
    first = Paragraph((Sentence(counts), *_met(material), *_undecided(material)))
    others = (Paragraph(sentences) for sentences in (items, tuple(_course(material))) if sentences)
    table = () if is_untold(now) else (lights_table(material, 1),)
    return (first, *adjusted(material), *corrected(material), *others, *table)


def _met(material: Material) -> Iterator[Sentence]:
    """应评判的21项指标全部完成年度目标; which were passed and which just met; which were not met."""
    found = judged(material.now)
    end = f"截至{material.period.year}年12月底，"
    if is_untold(material.now):
        yield Sentence(f"{end}各项指标均未填报。", ids_of(material.now.figures))
        return
    if not found:
        yield Sentence(f"{end}没有可评判的指标。")
        return
    done, near = ([f for f in found if f.light is light] for light in (Light.DONE, Light.NEARLY))
    missed = [f for f in found if f.light not in {Light.DONE, Light.NEARLY}]
    summary = material.now.summary
    whole = f"应评判的{len(found)}项指标"
    if len(done) == len(found):
        kinds = f"约束性指标{summary.binding_judged}项、力争和争取类指标{summary.striving_judged}项"
        head = f"{end}{whole}全部完成年度目标" + (f"，其中{kinds}" if summary.striving_judged else "")
    else:
        counts = (("完成年度目标", done), ("基本完成", near), ("未完成", missed))
        head = f"{end}{whole}中，{'，'.join(f'{word}{len(each)}项' for word, each in counts if each)}"
    if done:
        head += f"；{_how_far(done, is_all=len(done) == len(found))}"
    yield Sentence(f"{head}。", ids_of(found))
    if near:
        yield Sentence(f"基本完成的是：{'；'.join(map(brief, near))}。", ids_of(near))
    if len(missed) > FEW:
        yield Sentence(f"未完成的{len(missed)}项指标见表3。", ids_of(missed))
    elif missed:
        yield Sentence(f"未完成的是：{'；'.join(map(_missed_words, missed))}。", ids_of(missed))


def _how_far(done: Sequence[FigureAssessment], *, is_all: bool) -> str:
    """12项高于目标值，9项与目标值持平; of some 完成的11项中，…, on one side only 完成的11项均与目标值持平."""
    above = sum(map(_is_above, done))
    than = "优" if any(f.indicator.traits.is_limit for f in done) else "高"
    sides = [(f"{than}于目标值", above), ("与目标值持平", len(done) - above)]
    kept = [(word, count) for word, count in sides if count]
    whose = "" if is_all else f"完成的{len(done)}项"
    if len(kept) == 1:
        return f"{whose}{'均' if len(done) > 1 else ''}{kept[0][0]}"
    return f"{whose}{'中，' if whose else ''}{'，'.join(f'{count}项{word}' for word, count in kept)}"


def _is_above(figure: FigureAssessment) -> bool:
    """Whether the value of a figure that has met its target is beyond it."""
    return figure.cumulative != figure.indicator.target


def _missed_words(figure: FigureAssessment) -> str:
    """力争 that was not reached is said so."""
    words = brief(figure)
    return (
        words.replace("未达到年度目标", f"未达到{figure.modality}目标")
        if figure.modality.is_striving
        else words
    )


def _undecided(material: Material) -> Iterator[Sentence]:
    """What is grey, and honours on their way: no conclusion yet; those that are decided."""
    honours = [f for f in material.now.figures if has_stage(f)]
    decided = [f for f in honours if f.stage in {FULFILLED, FAILED}]
    open_ = [f for f in material.now.figures if f.light.is_grey or (f in honours and f not in decided)]
    if open_ and not is_untold(material.now):
        told: dict[str, list[FigureAssessment]] = {}
        for figure in open_:
            state = f"{figure.status}{bracketed(expected(figure))}"
            told.setdefault("" if has_stage(figure) else state, []).append(figure)
        words = [honour(figure) for figure in told.pop("", [])]
        words = [*(f"{listed([named(f) for f in group])}{state}" for state, group in told.items()), *words]
        rest = f"其余{len(open_)}项中，" if judged(material.now) else ""
        yield Sentence(f"{rest}{'，'.join(words)}，暂不作完成结论。", ids_of(open_))
    if decided:
        yield Sentence(f"争取荣誉{len(decided)}项，{'；'.join(map(honour, decided))}。", ids_of(decided))


def _items(material: Material) -> Iterator[Sentence]:
    found = staged(material.now)
    rest = len(material.now.items) - len(found)
    if not found:
        return
    left = [item for item in found if item.light is not Light.DONE]
    head, names = f"按阶段或清单推进的{len(found)}项事项", listed([named(item) for item in left])
    done = f"完成{len(found) - len(left)}项，{names}未完成" if left else "全部完成"
    if len(left) == len(found):
        every, state = "均" if len(left) > 1 else f"（{names}）", "完成"
        if all(item.light is Light.UNREPORTED for item in found):
            state = "填报"
        done = f"{every}未{state}"
    tail = f"；其余{rest}项只作记录，不评定完成与否" if rest else ""
    yield Sentence(f"{head}{done}{tail}。", ids_of(found))


def _course(material: Material) -> Iterator[Sentence]:
    """From the first quarter's end to now, and what was 滞后 at mid-year: when each came right."""
    first, last = (tally(material.months[n - 1]) for n in (3, 12))
    good = f"达到或快于序时进度（含完成）的评判指标{_moved(first[0], last[0])}"
    slow = f"滞后指标{_moved(first[2], last[2])}" if first[2] or last[2] else "没有滞后指标"
    if sum(first) or sum(last):
        yield Sentence(f"年末与一季度末相比，{good}，{slow}（表1）。", ids_of(judged(material.now)))
    was_late = [f for f in judged(material.months[MID_YEAR - 1]) if f.light is Light.LATE]
    reached = [(f, month_reached(material, f.id)) for f in was_late]
    came = sorted(((month, f) for f, month in reached if month), key=lambda pair: pair[0])
    if was_late:
        told = _reached_words(came)
        missing = [f for f, month in reached if not month]
        head = f"上半年滞后的{len(was_late)}项指标"
        rest = f"{len(came)}项年内补齐（{told}），" if came else ""
        names = "、".join(map(named, missing)) if len(missing) <= FEW else f"{len(missing)}项"
        words = f"{head}中，{rest}{names}未补齐"
        words = f"{head}均未补齐" if not came and len(missing) > 1 else words
        words = words if missing else f"{head}均在年内补齐：{told}"
        if len(was_late) == 1:
            words = f"上半年滞后的{told or f'{names}未补齐'}"
        yield Sentence(f"{words}。", ids_of(was_late))


def _reached_words(came: Sequence[tuple[int, FigureAssessment]]) -> str:
    """甲8月达到序时进度; of several, 甲、乙分别于8月、10月达到序时进度."""
    if not came:
        return ""
    names, months = ("、".join(words) for words in zip(*((named(f), f"{n}月") for n, f in came), strict=True))
    return f"{names}{'分别于' if len(came) > 1 else ''}{months}达到序时进度"


def _moved(was: int, now: int) -> str:
    """由3项增至21项, 均为3项."""
    if was == now:
        return f"均为{now}项"
    return f"由{was}项{'增' if now > was else '减'}至{now}项"


def _analysis(material: Material) -> tuple[Paragraph, ...]:
    """What the course of the year shows: late starts, narrow margins, long shortfalls, and problems named."""
    parts = (
        ("前低后高。", tuple(_slow_start(material))),
        ("余量偏小。", tuple(_narrow(material))),
        ("高于目标幅度。", tuple(beyond_band(material))),
        ("部分指标补短较晚。", tuple(_long_slow(material))),
        ("单位反映的问题。", problems_solved(material)),
    )
    return led(parts)


def _slow_start(material: Material) -> Iterator[Sentence]:
    good, behind, late = tally(material.months[2])
    now, *slow = tally(material.now)
    if behind + late > good and now > sum(slow):
        yield Sentence(f"一季度末有{behind + late}项评判指标慢于序时进度。", ids_of(judged(material.now)))


def _narrow(material: Material) -> Iterator[Sentence]:
    found = [(figure, margin) for figure in judged(material.now) if (margin := _margin(figure))]
    if found:
        names, margins = (
            "、".join(words) for words in zip(*((short_name(f), m) for f, m in found), strict=True)
        )
        each = "分别" if len(found) > 1 else ""
        yield Sentence(f"{names}年末{each}仅高于目标{margins}。", tuple(f.id for f, _ in found))


def _margin(figure: FigureAssessment) -> str:
    """By how much its target was only just passed; “” where it was not, or by more."""
    value, target, traits = figure.cumulative, figure.indicator.target, figure.indicator.traits
    if value is None or traits.is_ratio or not traits.is_gained:
        return ""
    is_narrow = ZERO < value - target <= target * NARROW / HUNDRED
    return amount(figure.indicator, value - target) if is_narrow else ""


def _long_slow(material: Material) -> Iterator[Sentence]:
    """The binding figures that were slow for most of the year and came right in the end."""
    for figure in filter(is_good, judged(material.now)):
        slow = [each.period.last for each in material.course(figure.id) if each.light in SLOW]
        first, last = (slow[0], slow[-1]) if slow else (0, 0)
        is_unbroken = slow == list(range(first, last + 1))
        if len(slow) > MID_YEAR and is_unbroken and not figure.modality.is_striving:
            state = "慢于序时进度" if figure.completion is not None else "未达到目标"
            words = f"{named(figure)}{first}—{last}月连续{len(slow)}个月{state}"
            yield Sentence(f"{words}{_at_last(material, figure)}。", (figure.id,))


def _at_last(material: Material, figure: FigureAssessment) -> str:
    """，四季度完成10家，占全年的47.6%, where much of the year came in its last quarter; “” else."""
    brought = quarter_increment(material, figure.id, 4)
    if not figure.indicator.traits.is_flow or brought is None or not figure.cumulative:
        return ""
    share = brought / figure.cumulative * HUNDRED
    if share < MUCH:
        return ""
    return f"，四季度完成{amount(figure.indicator, brought)}，占全年的{percent(share)}"


def _advice(material: Material) -> tuple[Paragraph, ...]:
    """What is carried over, batches to be planned, and what only people can say."""
    gap = Sentence(f"{GAP}：下年主要目标和工作重点〕。")
    return led((("", _carried_over(material)), ("", _batches(material)), ("", (gap,))))


def _carried_over(material: Material) -> Iterator[Sentence]:
    """What is left, by the unit that leads it."""
    led_by: dict[str, list[ItemAssessment]] = {}
    for item in staged(material.now):
        if item.light not in {Light.DONE, Light.UNREPORTED}:
            led_by.setdefault(item.responsibility.lead_unit, []).append(item)
    for unit, items in led_by.items():
        whose = "" if unit == UNASSIGNED.name else f"{unit}牵头的"
        words = f"{whose}{listed(names_of(items))}结转下年，列入一季度重点跟踪{TO_DECIDE}〕"
        yield Sentence(f"{words}。", ids_of(items))


def _batches(material: Material) -> Iterator[Sentence]:
    found = [f for f in judged(material.now) if few_months(material, f)]
    if found:
        words = f"{listed([short_name(f) for f in found])}按批次设定序时计划{TO_DECIDE}〕"
        yield Sentence(f"{words}。", ids_of(found))


def open_table(material: Material) -> tuple[Table, ...]:
    """表3: what was not met or has no result yet, with its state, reason, steps and who leads.

    None where nothing of it was reported, which is said already.
    """
    known: tuple[Assessed, ...] = (*material.now.figures, *staged(material.now))
    found = [each for each in known if each.light not in {Light.DONE, Light.NEARLY}]
    if not found or all(each.light is Light.UNREPORTED for each in known):
        return ()
    return (
        Table(
            caption=f"表3　未完成和结转事项{sample_mark(material)}",
            columns=("指标、事项", "年末状态", "原因", "后续安排", "牵头单位"),
            widths=(28, 26, 24, 24, 14),
            rows=tuple(_open_row(material, each) for each in found),
        ),
    )


def _open_row(material: Material, assessed: Assessed) -> tuple[str, ...]:
    if assessed.light is Light.UNREPORTED:
        return (marked_name(assessed), light_cell(assessed), NONE, "补报", assessed.responsibility.lead_unit)
    why = cause(material, assessed) or _grey_reason(assessed) or _last_told(material, assessed)
    step = step_words(steps(material, assessed)) or _awaited(assessed) or "〔请补充〕"
    state = _year_end_state(material, assessed)
    return (marked_name(assessed), state, why or "〔请补充〕", step, assessed.responsibility.lead_unit)


def _last_told(material: Material, assessed: Assessed) -> str:
    """What was told earlier in the year, and that the year's end is to be told."""
    told = earlier_cause(material, assessed)
    return f"{told}{GAP}：年末原因〕" if told else ""


def _grey_reason(assessed: Assessed) -> str:
    """What was given as the reason of a grey light, and that an honour is decided later."""
    if isinstance(assessed, FigureAssessment) and has_stage(assessed):
        return "结果以正式公布为准"
    if isinstance(assessed, FigureAssessment):
        return why_grey(assessed)
    return own_reason(assessed) if assessed.light.is_grey else ""


def _awaited(assessed: Assessed) -> str:
    """What follows where only the result is still to come."""
    if not isinstance(assessed, FigureAssessment):
        return ""
    is_honoured = has_stage(assessed) and assessed.stage != FAILED
    return "公布后补充评价" if is_honoured or assessed.light is Light.PENDING else ""


def _year_end_state(material: Material, assessed: Assessed) -> str:
    if isinstance(assessed, FigureAssessment):
        if has_stage(assessed):
            return f"{assessed.stage}阶段"
        value = told_share(assessed) or rate_words(assessed) or value_words(assessed)
        told = f"，{value}" if assessed.cumulative is not None else ""
        return f"{light_cell(assessed)}{told}{bracketed(older_day(assessed))}"
    months = months_at_stage(material, assessed)
    since = f"，{material.period.last - months + 1}月以来未变" if months >= LONG else ""
    light = "未完成" if assessed.light is Light.ON_PACE else light_cell(assessed)
    return f"{light}，处于{assessed.stage}阶段{since}" if assessed.stage else light


def has_stage(figure: FigureAssessment) -> bool:
    """Whether it is an honour that has come to a stage."""
    return is_honour(figure) and not figure.light.is_grey


def item_table(material: Material, items: tuple[ItemAssessment, ...]) -> Table:
    """附件2: every judged item with its stage and its paper."""
    rows = tuple(
        (
            str(n),
            named(item),
            _reached(item),
            light_cell(item),
            item.proof or "—",
            item.responsibility.lead_unit,
        )
        for n, item in enumerate(items, start=1)
    )
    return Table(
        caption=f"阶段和清单类事项完成情况表{sample_mark(material)}",
        columns=("序号", "事项", "进展", "亮灯", "依据", "牵头单位"),
        widths=(5, 28, 16, 13, 36, 16),
        rows=rows,
    )


def _reached(item: ItemAssessment) -> str:
    if item.numerator is not None and item.denominator is not None:
        return f"{shown(item.numerator, 0)}/{shown(item.denominator, 0)}{item.item.unit}"
    return item.stage or "—"
