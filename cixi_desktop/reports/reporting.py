"""报送: which units have handed in, whose figures others filled in, and what is not decided yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.reports.overall import task_words
from cixi_desktop.reports.report import Sentence
from cixi_desktop.wording.report_sentences import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.consolidation.month import UnitStatus
    from cixi_desktop.reports.material import Material


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
    returned = [s.unit.name for s in statuses if s.state is ReportingState.RETURNED]
    there = len(statuses) - len(absent)
    head = f"本月应报送单位{len(statuses)}个，"
    if not statuses:
        return
    if not there:
        yield Sentence(f"{head}均未正式报送。")
    elif absent:
        yield Sentence(f"{head}已报送{there}个，{'、'.join(absent)}尚未报送。")
    else:
        in_time = "" if returned or any(s.days_late for s in statuses) else "按期"
        yield Sentence(f"{head}均已{in_time}报送。")
    if returned:
        yield Sentence(f"{'、'.join(returned)}的进展情况表已退回修改，尚未重新报送。")


_ABSENT = frozenset({ReportingState.MISSING, ReportingState.DRAFT})
