"""What else is proposed of a figure: how often it is published, its standard sentence, its kind of ledger."""

from __future__ import annotations

import re

from cixi_desktop.kinds import Kind

_FREQUENCY = {
    Kind.GROWTH_RATE: "月、季",
    Kind.DECREASE_RATE: "月、季",
    Kind.LEVEL: "季、年",
    Kind.CAPPED_LEVEL: "月、季",
    Kind.STOCK_TOTAL: "季",
    Kind.COVERAGE_RATIO: "月、季",
    Kind.ASPIRATION: "年",
    Kind.RANK: "年",
}
_COUNTED = frozenset({Kind.CUMULATIVE_COUNT, Kind.CAPPED_COUNT, Kind.COVERAGE_RATIO})
_LEDGERS: tuple[tuple[str, str], ...] = (
    ("场馆参观", r"参观|接待|入馆"),
    ("场馆开放", r"开放(?:时间|天)"),
    ("活动", r"活动|培训|演出|讲座|赛事|比赛|会议|论坛|展览|宣讲|演练"),
    ("奖项", r"奖|荣誉"),
    ("人才", r"人才|博士|工程师|院士|教授|护理员|教师|医生"),
    ("项目", r"项目|专项|工程"),
    ("平台", r"平台|机构|中心|实验室|研究院|联合体|综合体|园区|基地|孵化器|空间"),
    ("企业", r"企业|公司|单位|主体|“小巨人”|冠军"),
)


def usual_frequency(kind: Kind) -> str:
    """How often such a figure is known, unless the document says."""
    return _FREQUENCY.get(kind, "月")


def ledger_of(name: str, kind: Kind, unit: str) -> str:
    """The kind of list that a count can be taken from, "" for what is no count of single things."""
    if kind not in _COUNTED or re.search(r"元|米|亩|吨|千瓦|公里|斤|顷", unit):
        return ""
    return next((ledger for ledger, pattern in _LEDGERS if re.search(pattern, name)), "")


def sentence_of(name: str, kind: Kind) -> str:
    """The standard sentence, with ``{}`` for value and unit."""
    match kind:
        case Kind.GROWTH_RATE:
            return f"{_without(name, '增长|增速|增幅')}同比增长{{}}"
        case Kind.DECREASE_RATE:
            return f"{_without(name, '下降|降低|降幅')}同比下降{{}}"
        case Kind.CUMULATIVE_COUNT | Kind.CAPPED_COUNT:
            return (
                f"{name}{{}}"
                if re.match("新|举办|开展|完成|建|改造|引进|培育|认定", name)
                else f"累计{name}{{}}"
            )
        case Kind.ASPIRATION:
            return f"{name}进展为{{}}"
    return f"{name}为{{}}"


def _without(name: str, words: str) -> str:
    return re.sub(f"(?:{words})$", "", name)
