"""总体情况 and 报送: how many are judged, how they stand and have changed, and who has handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import SLOW, Light
from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.plan import HEADLINE
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.reports.changes import (
    better,
    first_judged,
    is_good,
    is_honour,
    judged,
    newly_done,
    staged,
    with_light,
    worse,
)
from cixi_desktop.reports.report import Sentence
from cixi_desktop.wording.report_sentences import honours_words, in_text, listed, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cixi_desktop.assessment.assess import Assessed, Assessment
    from cixi_desktop.consolidation.month import UnitStatus
    from cixi_desktop.reports.material import Material


_GREYS = (Light.PENDING, Light.NOT_DUE, Light.NO_DATA, Light.UNREPORTED, Light.NOT_APPLICABLE)
_SETTLED = frozenset({Light.ON_PACE, Light.NEARLY, Light.ATTAINED})


def ids_of(assessed: Iterable[Assessed]) -> tuple[str, ...]:
    """Their ids, for the sentence that counts them."""
    return tuple(each.id for each in assessed)


def addressees(material: Material) -> str:
    """Whom the plan goes to, by its own first line that ends with a colon; “” where it has none."""
    first = fullwidth_punctuation(material.plan.document.foreword.strip().partition("\n")[0])
    return first.rstrip("：") if first.endswith("：") else ""


def how_figures_stand(assessment: Assessment, *, apart: bool = True) -> Sentence:
    """评判指标19项，达到或快于序时进度11项，欠序时5项，滞后3项；其中约束性指标16项达到10项，….

    ``apart``: binding ones and those of 力争 and 争取 also apart.
    """
    found = judged(assessment)
    figures = assessment.figures
    if is_untold(assessment):
        return Sentence(f"{len(figures)}项指标均未填报。", ids_of(figures))
    if not found:
        return Sentence("本期没有参加评判的指标。")
    told = _by_modality(assessment) if apart else ""
    words = f"评判指标{len(found)}项，{_lights_words(assessment)}{told}。"
    return Sentence(words, ids_of(found))


def is_untold(assessment: Assessment) -> bool:
    """Whether there are figures and none was reported."""
    lights = {figure.light for figure in assessment.figures}
    return lights == {Light.UNREPORTED}


def _lights_words(assessment: Assessment) -> str:
    """达到或快于序时进度11项，欠序时5项，滞后3项; 完成年度目标7项，基本完成1项，未完成2项."""
    good, behind, late = tally(assessment)
    counts = [("达到或快于序时进度", good), ("欠序时", behind), ("滞后", late)]
    if assessment.period.is_year_end:
        near = _nearly(assessment)
        counts = [("完成年度目标", good - near), ("基本完成", near), ("未完成", behind + late)]
    kept = [(word, count) for word, count in counts if count]
    if len(kept) == 1 and kept[0] == counts[0]:
        return f"均{kept[0][0]}"
    is_spared = not (late or assessment.period.is_year_end)
    return _each(kept) + ("，无滞后指标" if is_spared else "")


def _nearly(assessment: Assessment) -> int:
    return len(with_light(judged(assessment), Light.NEARLY))


def tally(assessment: Assessment) -> tuple[int, int, int]:
    """How many of the judged figures are on pace or better, 欠序时 and 滞后."""
    found = judged(assessment)
    behind, late = (len(with_light(found, light)) for light in (Light.BEHIND, Light.LATE))
    return sum(map(is_good, found)), behind, late


def _by_modality(assessment: Assessment) -> str:
    summary = assessment.summary
    pairs = (
        ("约束性指标", summary.binding_judged, summary.binding_good),
        ("力争、争取类", summary.striving_judged, summary.striving_good),
    )
    if not all(count for _, count, _ in pairs) or all(count == good for _, count, good in pairs):
        return ""
    verb = "完成" if assessment.period.is_year_end else "达到"
    word = "完成或基本完成" if assessment.period.is_year_end and _nearly(assessment) else verb
    told = [
        f"{whose}{count}项{_part_words(word if good else f'未{verb}', count, good)}"
        for whose, count, good in pairs
    ]
    return f"；其中{'，'.join(told)}"


def _part_words(word: str, count: int, good: int) -> str:
    if good in {0, count}:
        return f"{'均' if count > 1 else ''}{word}"
    return f"{word}{good}项"


def not_judged(assessment: Assessment) -> Iterator[Sentence]:
    """另有争取荣誉1项处于申报阶段，待公布1项、未到节点2项，不参加评判; what is not reported by name."""
    honours = [f for f in assessment.figures if is_honour(f) and not f.light.is_grey]
    greys = [(light, with_light(assessment.figures, light)) for light in _GREYS]
    if is_untold(assessment):
        return
    told = [f"{light}{len(found)}项" for light, found in greys if found]
    parts = [honours_words(honours)] if honours else []
    parts += ["、".join(told)] if told else []
    if parts:
        grey = [figure for _, found in greys for figure in found]
        yield Sentence(f"另有{'，'.join(parts)}，不参加评判。", (*ids_of(honours), *ids_of(grey)))
    yield from not_reported(assessment)


def not_reported(assessment: Assessment) -> Iterator[Sentence]:
    """未填报的是…，请…补报; nothing where no figure is reported, which is said already."""
    missing = with_light(assessment.figures, Light.UNREPORTED)
    if missing and not is_untold(assessment):
        units = dict.fromkeys(figure.responsibility.lead_unit for figure in missing)
        asked = "、".join(unit for unit in units if unit != "未分配") or "牵头单位"
        words = f"未填报的是{listed(tuple(map(named, missing)))}，请{asked}补报。"
        yield Sentence(words, ids_of(missing))


def how_items_stand(assessment: Assessment, *, others: bool = False) -> Sentence | None:
    """阶段和清单类事项32项，完成4项，按计划推进27项，欠序时1项; None where there are none.

    ``others``: with the items that are only recorded.
    """
    found = staged(assessment)
    rest = len(assessment.items) - len(found)
    if not found:
        return Sentence(f"工作事项{rest}项，只作记录。", ids_of(assessment.items)) if rest else None
    counts = [
        ("完成", len(with_light(found, Light.DONE))),
        ("按计划推进", sum(item.light in _SETTLED for item in found)),
        *((light.value, len(with_light(found, light))) for light in (Light.BEHIND, Light.LATE, *_GREYS)),
    ]
    if assessment.period.is_year_end:
        greys = [(word, count) for word, count in counts if word in _GREYS]
        counts = [counts[0], ("未完成", sum(item.light in (*_SETTLED, *SLOW) for item in found)), *greys]
    kept = [(word, count) for word, count in counts if count]
    every = "均" if len(found) > 1 else ""
    words = f"{every}{'' if kept[0][0] in _VERBS else '为'}{kept[0][0]}" if len(kept) == 1 else _each(kept)
    tail = f"；其余{rest}项只作记录" if others and rest else ""
    return Sentence(f"阶段和清单类事项{len(found)}项，{words}{tail}。", ids_of(found))


_VERBS = frozenset({"完成", "未完成", "按计划推进", Light.UNREPORTED.value, Light.PENDING.value})


def _each(counts: Sequence[tuple[str, int]]) -> str:
    return "，".join(f"{word}{count}项" for word, count in counts)


def compared(material: Material, than: str) -> Iterator[Sentence]:
    """与5月相比，指标转好6项、转差2项; the year's first report has nothing before it.

    Nothing of figures of which none is reported, then or now.
    """
    if material.previous is None:
        yield Sentence(f"本期为{material.period.year}年首次填报，从年初起算。")
        return
    ups, downs = better(material), worse(material)
    firsts = [figure for figure in first_judged(material) if figure.light in SLOW]
    done = [each for each in newly_done(material) if each in material.now.items]
    parts = [f"{word}{len(found)}项" for word, found in (("转好", ups), ("转差", downs)) if found]
    told = [f"指标{'、'.join(parts)}"] if parts else []
    told += _first_words([figure.light for figure in firsts])
    is_silent = not material.now.figures or (is_untold(material.now) and is_untold(material.previous))
    figures = "，".join(told) or ("" if is_silent else "各项指标亮灯没有变化")
    words = "；".join(filter(None, (figures, f"新完成事项{len(done)}项" if done else "")))
    if words:
        yield Sentence(f"与{than}相比，{words}。", ids_of((*ups, *downs, *firsts, *done)))


def _first_words(lights: Sequence[Light]) -> list[str]:
    """首次填报即为滞后1项、欠序时2项."""
    counts = [f"{light}{lights.count(light)}项" for light in (Light.LATE, Light.BEHIND) if light in lights]
    return [f"首次填报即为{'、'.join(counts)}"] if counts else []


def task_words(task_ids: Sequence[str]) -> str:
    """The numbers of tasks in a text: 第1—3项、第11项; the headline targets by their name."""
    numbers = [int(task_id) for task_id in task_ids if task_id.isdecimal()]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"第{run[0]}项" if len(run) == 1 else f"第{run[0]}—{run[-1]}项" for run in runs]
    told += [f"第{task_id}项" for task_id in task_ids if not task_id.isdecimal() and task_id != HEADLINE]
    return "、".join((["主要目标"] if HEADLINE in task_ids else []) + told)


def waiting(material: Material) -> tuple[UnitStatus, ...]:
    """The units that have not handed in, or not again."""
    statuses = material.bureau.statuses if material.bureau else ()
    return tuple(status for status in statuses if status.state.is_waiting)


def reporting(material: Material) -> Iterator[Sentence]:
    """Who has handed in, who was given something back, who filled in for whom, what waits for a decision."""
    if material.bureau is None:
        return
    yield from _handed_in(material.bureau.statuses)
    for reporter in dict.fromkeys(each.reporter for each in material.stand_ins):
        found = [each for each in material.stand_ins if each.reporter == reporter]
        leads = "、".join(each.lead for each in found)
        tasks = task_words([task_id for each in found for task_id in each.task_ids])
        yield Sentence(f"{leads}牵头的任务（{tasks}）数据由{reporter}代填，待核实。")
    for origin in material.bureau.undecided:
        told = "、".join(f"{source.unit.name}填报{source.shown}" for source in origin.sources)
        until = f"暂以{origin.winner.unit.name}所报数为准" if origin.winner else "本期不评判"
        yield Sentence(f"{in_text(origin.target.name)}{told}，尚未核定，{until}。", (origin.target.id,))


def _handed_in(statuses: tuple[UnitStatus, ...]) -> Iterator[Sentence]:
    absent = [s.unit.name for s in statuses if s.state in _ABSENT]
    every = "均" if len(statuses) > 1 else ""
    returned = [s.unit.name for s in statuses if s.state is ReportingState.RETURNED]
    there = len(statuses) - len(absent) - len(returned)
    head = f"本月应报送单位{len(statuses)}个，"
    if not statuses:
        return
    if len(absent) == len(statuses):
        yield Sentence(f"{head}{every or '尚'}未正式报送。")
    elif absent or returned:
        parts = [f"已报送{there}个"] if there else []
        parts += [_who("尚未重新报送", returned, "退回修改的")] if returned else []
        parts += [_who("尚未报送", absent)] if absent else []
        yield Sentence(f"{head}{'，'.join(parts)}。")
    else:
        in_time = "" if any(s.days_late for s in statuses) else "按期"
        yield Sentence(f"{head}{every}已{in_time}报送。")


def _who(word: str, units: Sequence[str], which: str = "") -> str:
    """退回修改的乙科尚未重新报送; of several, how many and who: 尚未报送2个（乙科、丙科）."""
    if len(units) == 1:
        return f"{which}{units[0]}{word}"
    return f"{which}{word}{len(units)}个（{'、'.join(units)}）"


_ABSENT = frozenset({ReportingState.MISSING, ReportingState.DRAFT})
