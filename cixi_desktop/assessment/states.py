"""State and grey lights: what is said of a figure or item that brings nothing to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.lights import Light, Verdict
from cixi_desktop.plan import Indicator
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import figure_fields, is_incomplete
from cixi_desktop.values import ZERO

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target

REPORTED = "已填报"


def state_of(target: Target, entry: Entry | None, period: Period) -> str:
    """已填报, a grey state, or 未填报; January of a merged series has no data of its own."""
    if entry is not None and entry.state is not None:
        return entry.state.value
    if entry is not None and _answers(target, entry) and not is_incomplete(target, entry):
        return State.NOT_APPLICABLE.value if entry.denominator == ZERO else REPORTED
    if isinstance(target, Indicator) and target.is_january_merged and period.last == 1:
        return State.NO_DATA.value
    return Light.UNREPORTED.value


def _answers(target: Target, entry: Entry) -> bool:
    """Whether what is asked of the target is there; a remark or a proof alone leaves it 未填报."""
    asked = (getattr(entry, field.name) for field in figure_fields(target) if field.name != "proof")
    return any(value is not None and value != "" for value in asked)  # a set would work out hashes of numbers


def grey_verdict(entry: Entry | None, state: str, *, is_january_merged: bool = False) -> Verdict:
    """A grey light with the reason that was given, or what is missing."""
    light = Light.UNREPORTED if state == REPORTED else Light(state)
    if entry is not None and entry.drafts:
        return Verdict(light, "填写的内容有误，已作为草稿保留，未计入。")
    if entry is not None and _is_half(entry) and light is Light.UNREPORTED:
        is_list = entry.numerator is not None or entry.denominator is not None
        pair = "分子和分母" if is_list else "本年累计和上年同期"
        return Verdict(light, f"只填了一半：{pair}要同时填写。")
    if entry is not None and entry.reason:
        return Verdict(light, f"{light}：{entry.reason}。")
    if entry is not None and entry.state is None and light is Light.NOT_APPLICABLE:
        return Verdict(light, "名单为空（分母为0），不计算覆盖率。")
    if entry is None and light is Light.NO_DATA and is_january_merged:
        return Verdict(light, "1月不单独发布，与2月合并（1—2月）。")
    return Verdict(light, "本期尚未填报。" if light is Light.UNREPORTED else f"{light}。")


def _is_half(entry: Entry) -> bool:
    """Whether one of two numbers that belong together is there."""
    halves = (entry.cumulative, entry.last_year, entry.numerator, entry.denominator)
    return any(number is not None for number in halves)
