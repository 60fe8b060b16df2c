"""The sentences of reports on one item: its stage, its list, its count, by how much it is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.values import shown
from cixi_desktop.wording.report_sentences import named, span_words

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.assess import ItemAssessment


def item_stage(item: ItemAssessment) -> str:
    """产研院公司化改制处于报批阶段; a list by its ratio, what is only counted by its total."""
    name = named(item)
    if item.item.is_milestone:
        if item.light is Light.DONE:
            return f"{name}完成"
        return f"{name}处于{item.stage}阶段" if item.stage else f"{name}{item.status}"
    if item.item.kind is ItemKind.LIST and item.numerator is not None and item.denominator is not None:
        return _list_words(item, item.numerator, item.denominator)
    return counted(item)


def counted(item: ItemAssessment) -> str:
    """院校对接6月3次，累计12次; of the months since January, the total alone; “” without any."""
    if item.total is None:
        return ""
    unit, total = item.item.unit, f"累计{shown(item.total, 0)}{item.item.unit}"
    if item.period.first == 1 or not item.count:
        return f"{named(item)}{total}"
    return f"{named(item)}{span_words(item.period)}{shown(item.count, 0)}{unit}，{total}"


def _list_words(item: ItemAssessment, numerator: Decimal, denominator: Decimal) -> str:
    unit = item.item.unit
    if item.light in {Light.DONE, Light.ATTAINED}:
        return f"{named(item)}{shown(denominator, 0)}{unit}全部办结"
    words = f"{named(item)}{shown(denominator, 0)}{unit}，已办结{shown(numerator, 0)}{unit}"
    return f"{words}，办结率{item.printed.completion}%" + list_pace(item)


def list_pace(item: ItemAssessment) -> str:
    """The list's pace as its light was judged by: ，快于序时进度6.7个百分点; “” for grey ones."""
    return "，" + item.reason.rstrip("。").rpartition("，")[2] if item.light in _PACED else ""


_PACED = frozenset({Light.ON_PACE, Light.BEHIND, Light.LATE})


def item_behind(item: ItemAssessment) -> str:
    """…仍处于征求意见阶段，慢于计划1个阶段; past its day, that the day has passed."""
    name = named(item)
    if not item.item.is_milestone:
        return item_stage(item)
    slow = item.due_number - item.stage_number
    if slow > 0:
        due, month = item.item.stages[item.due_number - 1], item.planned[item.due_number - 1]
        return f"{name}处于{item.stage or '未启动'}阶段，按计划{month}月底应进入{due}阶段，慢{slow}个阶段"
    deadline = item.responsibility.deadline
    return f"{name}应于{deadline.month}月{deadline.day}日前完成，目前处于{item.stage or '未启动'}阶段"
