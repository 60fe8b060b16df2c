"""What the coordinator reads of a month: states of units, disputed figures, returns with their reasons."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.phrases import amount, shares_words, target_words
from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.periods import as_of_label
from cixi_desktop.plan import Indicator
from cixi_desktop.values import plain
from cixi_desktop.wording.figures import bracketed, completion_words, list_words, value_words
from cixi_desktop.wording.form import item_words
from cixi_desktop.wording.letters import contact_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.consolidation.combine import UnitPart
    from cixi_desktop.consolidation.month import Bureau, UnitStatus
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.origins import Origin

SYMBOLS = {
    ReportingState.MISSING: "×",
    ReportingState.DRAFT: "…",
    ReportingState.PARTLY: "◐",
    ReportingState.SUBMITTED: "↑",
    ReportingState.RECEIVED: "✓",
    ReportingState.RETURNED: "←",
}
"""A shape for each state, so that no state is told by colour alone; none is that of a light."""
TONES = {
    ReportingState.MISSING: "red",
    ReportingState.DRAFT: "grey",
    ReportingState.PARTLY: "yellow",
    ReportingState.SUBMITTED: "green",
    ReportingState.RECEIVED: "blue",
    ReportingState.RETURNED: "yellow",
}
UNIT_HEADS = ("填报单位", "报送状态", "待处理", "报送次数", "校验码", "接收时间", "逾期、迟报", "上次联系")
DISPUTED_HEADS = ("编号", "指标、事项", "各单位填报", "汇总办法")


def summary(found: Bureau) -> str:
    """应报3个单位：✓已接收1、↑已报送1、×未报1；待核定2项."""
    if not found.statuses:
        return "尚无应报送的单位。请在“设置—单位和分工”中添加单位，或直接接收各单位的表。"
    counts = Counter(status.state for status in found.statuses)
    told = "、".join(
        f"{SYMBOLS[state]}{state}{counts[state]}" for state in reversed(ReportingState) if counts[state]
    )
    ending = f"；待核定{len(found.undecided)}项" if found.undecided else ""
    return f"应报{len(found.statuses)}个单位：{told}{ending}。"


def lacking_words(lacking: Mapping[str, Sequence[Period]]) -> list[str]:
    """甲科4月、5月未报送, for each unit that lacks a month."""
    return [f"{unit}{_months(months)}未报送" for unit, months in lacking.items() if months]


def _months(months: Sequence[Period]) -> str:
    return "、".join(f"{each.last}月" for each in months)


def unit_cells(status: UnitStatus, doubts: int = 0) -> tuple[str, ...]:
    """One unit's row; ``doubts`` counts the findings on what it reported."""
    return (
        status.unit.name,
        f"{SYMBOLS[status.state]} {status.state_words}",
        open_words(status, doubts),
        f"第{status.hand_in}次" if status.hand_in else "",
        status.check_code,
        moment(status.at) if status.at else "",
        status.late_words,
        contact_words(status),
    )


def moment(at: datetime) -> str:
    """When something was taken in, in a list: 6月25日9:30."""
    return f"{at.month}月{at.day}日{at.hour}:{at:%M}"


def open_words(status: UnitStatus, doubts: int) -> str:
    """What is still to be done about a unit's month: 未收3项，疑问2条，待核定1项."""
    counts = (("未收", status.untaken, "项"), ("疑问", doubts, "条"), ("待核定", status.undecided, "项"))
    return "，".join(f"{what}{count}{measure}" for what, count, measure in counts if count)


class Show(StrEnum):
    """Which units the desk lists."""

    ALL = "全部单位"
    MISSING = "未报"
    UNTAKEN = "未收"
    RETURNED = "退回"
    DOUBTFUL = "有疑问"
    WAITING = "待确认接收"

    def has(self, status: UnitStatus, doubts: int) -> bool:
        """Whether a unit is listed."""
        return {
            Show.ALL: True,
            Show.MISSING: status.state in {ReportingState.MISSING, ReportingState.DRAFT},
            Show.UNTAKEN: bool(status.untaken),
            Show.RETURNED: status.state is ReportingState.RETURNED,
            Show.DOUBTFUL: bool(doubts),
            Show.WAITING: status.state in {ReportingState.SUBMITTED, ReportingState.PARTLY},
        }[self]


def disputed_cells(found: Bureau, origin: Origin) -> tuple[str, ...]:
    """One disputed figure's row; of one that is divided, with the shares."""
    shares = divided_words(origin.target, found.contents[0], found.period)
    told = f"{origin.outcome}（{shares}）" if shares else origin.outcome
    return (origin.target.id, origin.target.name, origin.told(origin.sources), told)


def divided_words(target: Target, content: Content, period: Period) -> str:
    """单位分解数：办公室40家、高新技术科80家，分解数合计120家，与年度目标一致; “” where it is not divided."""
    shares = content.basis(target.id).shares_in(period.last)
    if not shares or not isinstance(target, Indicator):
        return ""
    told = "、".join(f"{content.unit_name(each.unit_id)}{amount(target, each.amount)}" for each in shares)
    return f"单位分解数：{told}，{shares_words(target, shares)}"


MOST_NAMES = 3
"""Names that are counted twice that are told; how many there are is said."""


def twice_words(names: Sequence[str]) -> str:
    """What a sum of lists counts twice: “甲公司”“乙公司”在几个单位的台账中都有，…; “” if nothing."""
    if not names:
        return ""
    told = "".join(f"“{name}”" for name in names[:MOST_NAMES])
    more = f"等{len(names)}个名称" if len(names) > MOST_NAMES else ""
    return f"{told}{more}在几个单位的台账中都有，合计会重复计数；应剔除的，请另行核定。"


PART_HEADS = ("填报单位", "本期", "累计", "完成率", "截至", "亮灯", "是否计入")


def part_cells(part: UnitPart) -> tuple[str, ...]:
    """One unit's own figure behind that of all units."""
    value, completion, light = outcome_cells(part.assessed)
    assessed, share = part.assessed, ""
    if isinstance(assessed, FigureAssessment) and assessed.indicator.whole is not None:
        share = f"（分解数{amount(assessed.indicator, assessed.indicator.target)}）"
    return (
        f"{part.unit.name}{share}",
        _brought(part.assessed),
        value,
        completion,
        as_of_label(part.assessed.as_of) if part.assessed.as_of else "",
        light,
        "计入" if part.is_counted else "不计入",
    )


def _brought(assessed: Assessed) -> str:
    """What the period itself brought; “” for what is no sum."""
    if isinstance(assessed, FigureAssessment):
        return "" if assessed.increment is None else amount(assessed.indicator, assessed.increment)
    return "" if assessed.count is None else f"{plain(assessed.count)}{assessed.item.unit}"


OUTCOME_HEADS = ("采用", "数值", "完成率", "亮灯")


def outcome_cells(assessed: Assessed | None) -> tuple[str, ...]:
    """What a figure or item would come to, in a row of 核定 behind whose value that is."""
    if assessed is None:
        return ("", "", "")
    if isinstance(assessed, FigureAssessment):
        value = f"{value_words(assessed)}{bracketed(list_words(assessed))}"
    else:
        value = assessed.stage or item_words(assessed)
    return (value, completion_words(assessed), f"{assessed.light.symbol}{assessed.status}")


def standard_words(target: Target) -> str:
    """The id, the name and the target: H-3 高新技术企业新增数，年度目标不少于120家."""
    words = f"{target.id} {target.name}"
    return f"{words}，年度目标{target_words(target)}" if isinstance(target, Indicator) else words
