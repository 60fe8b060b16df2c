"""Columns → fields: what each column and each line of the register is for each kind of target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.records.entries import TEXT_LABELS
from cixi_desktop.records.fields import common_fields, figure_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.kinds import Traits
    from cixi_desktop.records.fields import Target

_FIELDS: dict[str, Callable[[Traits], str]] = {
    "本期完成": lambda traits: _asked(traits, "increment"),
    "累计完成": lambda traits: traits.total_field,
    "分子": lambda traits: _asked(traits, "cumulative" if traits.is_growth else "numerator"),
    "分母": lambda traits: _asked(traits, "last_year" if traits.is_growth else "denominator"),
    "阶段": lambda traits: _asked(traits, "stage"),
    "依据": lambda traits: _asked(traits, "proof"),
    "预计数": lambda traits: "is_estimate" if traits.is_published else "",
}
_OF_ALL = {"状态": "state", "说明": "reason", "截至日期": "as_of", "进展情况": "note"}
_BY_BUREAU = "分工由办公室设置，要改的请在“单位和分工”中改。"
NOT_READ_BACK = {
    **dict.fromkeys(("牵头科室", "责任人", "完成时限"), _BY_BUREAU),
    "年度目标": "年度目标以工作要点为准。",
    "上期累计": "以前月份的数请在那个月更正。",
}
"""Columns that are not for the unit to fill in but look as if they were; with what to do instead."""
TASK_FIELDS = {label: name for name, label in TEXT_LABELS.items()}
MEASURE_FIELDS = {
    "本月数": "increment",
    "累计数": "cumulative",
    "当期数": "value",
    "增速": "value",
    "本年累计": "cumulative",
    "上年同期": "last_year",
    "已覆盖": "numerator",
    "应覆盖": "denominator",
    "已办结": "numerator",
    "名单总数": "denominator",
    "阶段": "stage",
    "依据": "proof",
    "截至日期": "as_of",
}
"""Lines of 指标台账; 覆盖率 is calculated."""
ONLY_IN_LEDGER = {"本年累计", "上年同期", "已覆盖", "应覆盖", "名单总数", "依据", "截至日期"}
"""Lines that say what 进展情况表 does not, and that nothing else is calculated from."""


def field_under(target: Target, head: str) -> str:
    """The field that a column is for this target, “” where there is nothing to enter."""
    if head in _FIELDS:
        return _FIELDS[head](target.traits)
    return _OF_ALL.get(head, "")


def _asked(traits: Traits, name: str) -> str:
    return name if name in traits.names else ""


def field_in_ledger(target: Target, measure: str) -> str:
    """The field that a line of the register is, “” for what is calculated."""
    field = MEASURE_FIELDS.get(measure, "")
    asked = {each.name for each in (*figure_fields(target), *common_fields(target))}
    return field if field in asked else ""


def input_heads(target: Target) -> dict[str, str]:
    """The columns of the form for this target, each with its field; no field stands in two."""
    found: dict[str, str] = {}
    for head in (*_FIELDS, *_OF_ALL):
        field = field_under(target, head)
        if field:
            found = {other: name for other, name in found.items() if name != field} | {head: field}
    return found


def columns_of(target: Target) -> str:
    """The columns in which a target's figures are entered, for people."""
    found = [head for head in _FIELDS if field_under(target, head) and head != "预计数"]
    return "、".join(f"“{head}”" for head in found) if found else "“进展情况”"
