"""The sentences of reports on one item: its stage, its list, its count, by how much it is behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.values import ZERO, shown
from cixi_desktop.wording.report_sentences import named, short_name, span_words

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.assessment.assess import ItemAssessment


def item_stage(item: ItemAssessment) -> str:
    """产研院公司化改制处于报批阶段; a list by its ratio, what is only counted by its total."""
    name = named(item)
    if item.item.is_milestone:
        if item.light is Light.DONE:
            return f"{name}{done_word(item)}"
        if item.lacks_proof:
            return f"{name}已到{item.stage}阶段，依据待补"
        return f"{name}处于{item.stage}阶段" if item.stage else f"{name}{item.status}"
    if item.item.kind is ItemKind.LIST and item.numerator is not None and item.denominator is not None:
        return _list_words(item, item.numerator, item.denominator)
    return counted(item)


_DONE_WORDS = {
    "印发": "印发",
    "印发实施": "印发实施",
    "备案公开": "印发并备案公开",
    "登记挂牌": "完成登记挂牌",
}


def done_word(item: ItemAssessment) -> str:
    """What its last stage has brought: 印发实施; 完成 where the stage's own word says less."""
    return _DONE_WORDS.get(item.stage, "完成")


def counted(item: ItemAssessment) -> str:
    """6月开展院校对接3次，累计12次; of the months since January the total alone; “” without any."""
    if item.total is None:
        return ""
    unit, phrase = item.item.unit, fullwidth_punctuation(item.item.phrase)
    brought, total = (f"{shown(number or ZERO, 0)}{unit}" for number in (item.count, item.total))
    if item.period.first == 1 or not item.count:
        head = "" if item.period.first == 1 else "累计"
        return f"{head}{phrase.format(total)}" if phrase else f"{named(item)}累计{total}"
    span = span_words(item.period)
    if not phrase:
        return f"{named(item)}累计{total}（{span}{brought}）"
    told = f"{span}{phrase.format(brought)}"
    return told if item.count == item.total else f"{told}，累计{total}"


def _list_words(item: ItemAssessment, numerator: Decimal, denominator: Decimal) -> str:
    unit = item.item.unit
    head = f"{list_head(item)}{shown(denominator, 0)}{unit}"
    if item.light in {Light.DONE, Light.ATTAINED}:
        return f"{head}，全部办结"
    done = f"已办结{shown(numerator, 0)}{unit}，办结率{item.printed.completion}%" if numerator else "尚未办结"
    return f"{head}，{done}{list_pace(item)}"


def list_head(item: ItemAssessment) -> str:
    """How the sentence on a list begins: 企业诉求共."""
    kind = re.sub("[清名]单$", "", item.item.ledger.kind) if item.item.ledger else ""
    return f"{named(item).removesuffix(kind)}{kind}共"


def list_pace(item: ItemAssessment) -> str:
    """The list's pace as its light was judged by: ，快于序时进度6.7个百分点; “” for grey ones."""
    return "，" + item.reason.rstrip("。").rpartition("，")[2] if item.light in _PACED else ""


_PACED = frozenset({Light.ON_PACE, Light.BEHIND, Light.LATE})


def item_slowness(item: ItemAssessment) -> str:
    """By how many stages it is behind, where many are told together: …慢于计划1个阶段."""
    slow = item.due_number - item.stage_number
    if item.item.is_milestone and slow > 0:
        return f"{short_name(item)}慢于计划{slow}个阶段"
    return item_behind(item)


def item_behind(item: ItemAssessment) -> str:
    """…仍处于征求意见阶段，慢于计划1个阶段; past its day, that the day has passed."""
    name = named(item)
    if not item.item.is_milestone:
        return item_stage(item)
    slow = item.due_number - item.stage_number
    if slow > 0:
        due, month = item.item.stages[item.due_number - 1], item.planned[item.due_number - 1]
        return f"{name}{_where(item)}，按计划{month}月底应进入{due}阶段，慢{slow}个阶段"
    if item.lacks_proof:
        return f"{name}已到{item.stage}阶段，依据（文号、日期）待补，暂不计完成"
    deadline = item.responsibility.deadline
    return f"{name}应于{deadline.month}月{deadline.day}日前完成，目前{_where(item)}"


def _where(item: ItemAssessment) -> str:
    return f"处于{item.stage}阶段" if item.stage else "尚未启动"
