"""The kinds of figure, item and list; and one table of what is true of each kind of figure and item."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from cixi_desktop.values import Comparator, Sense


class Kind(StrEnum):
    """How a figure is entered, accumulated and completed."""

    CUMULATIVE_COUNT = "cumulative_count"
    CUMULATIVE_AMOUNT = "cumulative_amount"
    LEVEL = "level"
    STOCK_TOTAL = "stock_total"
    GROWTH_RATE = "growth_rate"
    DECREASE_RATE = "decrease_rate"
    CAPPED_COUNT = "capped_count"
    CAPPED_LEVEL = "capped_level"
    RANK = "rank"
    COVERAGE_RATIO = "coverage_ratio"
    ASPIRATION = "aspiration"

    @property
    def traits(self) -> Traits:
        """What is true of every figure of this kind."""
        return TRAITS[self]


class ItemKind(StrEnum):
    """事项类型: what proves a non-numeric item."""

    HARD = "hard"
    SOFT = "soft"
    RECURRING = "recurring"
    LIST = "list"
    COUNTER = "counter"
    DUTY = "duty"

    @property
    def traits(self) -> Traits:
        """What is true of every item of this kind."""
        return TRAITS[self]


ASPIRATION_STAGES = ("申报", "入围", "公示", "获得", "未获得")
"""Stages of a figure under 争取获…; only 获得 fulfils it."""


class Field(Struct, frozen=True):
    """One input: the Entry field it fills, its label, the unit beside it, and its choices where it is a list.

    ``exclusive_with`` names the inputs that typing this one clears. ``sense`` is that of a rate: 1 where a
    rise is positive, -1 where a fall is, 0 of all other inputs. In the table of traits ``{unit}``,
    ``{counted}``, ``{amount}`` (the unit of what a rate compares) and ``{how_many}`` (次数 or 数量) stand for
    what the figure or item brings.
    """

    name: str
    label: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    exclusive_with: tuple[str, ...] = ()
    sense: Sense = Sense.PLAIN


class Traits(Struct, frozen=True, kw_only=True, dict=True):
    """What is true of every figure or item of one kind.

    ``label`` names the kind, ``value_label`` its figure. ``fields`` are its inputs, ``total_field`` the one
    under 累计完成 in the workbook (“” where that is calculated), ``measures`` its lines in 指标台账.
    ``comparators`` are those that its target can mean, ``target_words`` the target where it is no number.

    ``is_flow``: its months add up to a running total. ``is_whole``: what is entered counts things.
    ``is_ratio``: it is the part of a list, in percent. ``is_staged``: it goes by stages, and is no number.
    ``is_from_baseline``: progress begins at the baseline, not at 0. ``needs_baseline``: the plan must name
    one. ``is_published``: statistics publish it, so there may be a 预计数. ``is_growth``: a rate against the
    same months a year ago, which may be negative and is due in full all year; ``is_decrease``: one that
    counts downwards, so that a rise is negative. ``is_final``: a target that is met is 已完成 at once, not in
    December only. ``is_limit``: the target is not to be passed all year; nothing is due by the month, and of
    a flow the 完成率 is the part used up. ``is_place``: a place among many, the smaller the better.
    ``usual_points``: of percentages a change that nobody doubts, in 个百分点; None for what is none.
    """

    label: str
    value_label: str = ""
    fields: tuple[Field, ...]
    total_field: str = ""
    measures: tuple[str, ...] = ()
    comparators: frozenset[Comparator] = frozenset()
    target_words: str = ""
    is_flow: bool = False
    is_whole: bool = False
    is_ratio: bool = False
    is_staged: bool = False
    is_from_baseline: bool = False
    needs_baseline: bool = False
    is_published: bool = False
    is_growth: bool = False
    is_decrease: bool = False
    is_limit: bool = False
    is_place: bool = False
    is_final: bool = False
    usual_points: Decimal | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The Entry fields that its inputs fill."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def is_counted(self) -> bool:
        """Whether the count of a month can be entered by itself."""
        return "increment" in self.names

    @cached_property
    def is_countable(self) -> bool:
        """Whether single things are counted, which can stand in a ledger."""
        return self.is_counted or self.is_ratio

    @cached_property
    def is_additive(self) -> bool:
        """Whether figures of several units can add up: flows, counts and lists, never rates and stages."""
        return self.is_flow or (self.is_whole and not self.is_place)

    @cached_property
    def is_stock(self) -> bool:
        """Whether so many there are, of which there were some at the beginning."""
        return self.is_whole and self.is_from_baseline

    @cached_property
    def is_gained(self) -> bool:
        """Whether it is reached piece by piece, so that so many are still missing."""
        return self.is_additive and not self.is_limit

    @cached_property
    def own_field(self) -> str:
        """The input that holds where it stands as one number; “” for ratios, stages and texts."""
        names = ("cumulative", "increment") if self.is_flow else ("value",)
        return next((name for name in names if name in self.names), "")

    @cached_property
    def is_due_in_whole(self) -> bool:
        """Whether nothing is due before a whole one is: the figure itself is a number of things."""
        return self.is_whole and not self.is_ratio

    @cached_property
    def is_rate(self) -> bool:
        """Whether it is a state or a rate, which no month adds to; a ratio is told in members of its list."""
        return self.usual_points is not None

    @cached_property
    def is_pure(self) -> bool:
        """Whether it can be a number without a unit: a coefficient, an index."""
        return self.is_rate and not self.is_growth

    @cached_property
    def is_text(self) -> bool:
        """Whether only text is asked for."""
        return self.names == ("note",)


_RISING = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOUT})
_LIMITS = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
_EITHER_WAY = _RISING | _LIMITS
_PROOF = Field("proof", "依据（文号、日期）")
_COUNT = (Field("increment", "本期{how_many}", "{unit}"),)
_SUM = (
    Field("increment", "本期新增", "{unit}", exclusive_with=("cumulative",)),
    Field("cumulative", "累计", "{unit}", exclusive_with=("increment",)),
)
_AMOUNTS = (
    Field("cumulative", "本年累计", "{amount}", exclusive_with=("value",)),
    Field("last_year", "上年同期", "{amount}", exclusive_with=("value",)),
)
_STAGE = (Field("stage", "所处阶段"), _PROOF)
"""The choices of the stage are the item's own."""

TRAITS: dict[Kind | ItemKind, Traits] = {
    Kind.CUMULATIVE_COUNT: Traits(
        label="累计数",
        value_label="累计",
        fields=_SUM,
        total_field="cumulative",
        measures=("本月数", "累计数", "截至日期"),
        comparators=_RISING,
        is_flow=True,
        is_whole=True,
        is_final=True,
    ),
    Kind.CUMULATIVE_AMOUNT: Traits(
        label="累计额",
        value_label="累计",
        fields=(Field("cumulative", "公布累计数", "{unit}"),),
        total_field="cumulative",
        measures=("本月数", "累计数", "截至日期"),
        comparators=_RISING,
        is_flow=True,
        is_published=True,
        is_final=True,
    ),
    Kind.LEVEL: Traits(
        label="水平",
        value_label="数值",
        fields=(Field("value", "本期数值", "{unit}"),),
        total_field="value",
        measures=("当期数", "截至日期"),
        comparators=_EITHER_WAY,
        is_from_baseline=True,
        needs_baseline=True,
        is_published=True,
        usual_points=Decimal("0.5"),
    ),
    Kind.STOCK_TOTAL: Traits(
        label="时点总量",
        value_label="总量",
        fields=(Field("value", "期末总量", "{unit}"),),
        total_field="value",
        measures=("当期数", "截至日期"),
        comparators=_EITHER_WAY,
        is_whole=True,
        is_from_baseline=True,
        needs_baseline=True,
        is_published=True,
    ),
    Kind.GROWTH_RATE: Traits(
        label="增速",
        value_label="增速",
        fields=(
            Field(
                "value", "累计增速", "{unit}", exclusive_with=("cumulative", "last_year"), sense=Sense.RISE
            ),
            *_AMOUNTS,
        ),
        total_field="value",
        measures=("增速", "本年累计", "上年同期", "截至日期"),
        comparators=_RISING,
        needs_baseline=True,
        is_published=True,
        is_growth=True,
        usual_points=Decimal(2),
    ),
    Kind.DECREASE_RATE: Traits(
        label="降幅",
        value_label="降幅",
        fields=(
            Field(
                "value", "累计降幅", "{unit}", exclusive_with=("cumulative", "last_year"), sense=Sense.FALL
            ),
            *_AMOUNTS,
        ),
        total_field="value",
        measures=("降幅", "本年累计", "上年同期", "截至日期"),
        comparators=_RISING,
        is_published=True,
        is_growth=True,
        is_decrease=True,
        usual_points=Decimal(2),
    ),
    Kind.CAPPED_COUNT: Traits(
        label="控制数",
        value_label="累计",
        fields=_SUM,
        total_field="cumulative",
        measures=("本月数", "累计数", "截至日期"),
        comparators=_LIMITS,
        is_flow=True,
        is_whole=True,
        is_limit=True,
    ),
    Kind.CAPPED_LEVEL: Traits(
        label="控制水平",
        value_label="数值",
        fields=(Field("value", "本期数值", "{unit}"),),
        total_field="value",
        measures=("当期数", "截至日期"),
        comparators=_LIMITS,
        is_published=True,
        is_limit=True,
        usual_points=Decimal("0.5"),
    ),
    Kind.RANK: Traits(
        label="位次",
        value_label="位次",
        fields=(Field("value", "公布的位次", "{unit}", sense=Sense.PLACE),),
        total_field="value",
        measures=("当期数", "截至日期"),
        comparators=frozenset({Comparator.AT_MOST}),
        is_whole=True,
        is_published=True,
        is_limit=True,
        is_place=True,
    ),
    Kind.COVERAGE_RATIO: Traits(
        label="覆盖率",
        value_label="已覆盖",
        fields=(
            Field("numerator", "已覆盖", "{counted}"),
            Field("denominator", "应覆盖", "{counted}"),
        ),
        measures=("覆盖率", "已覆盖", "应覆盖", "截至日期"),
        comparators=frozenset({Comparator.AT_LEAST}),
        target_words="全覆盖",
        is_whole=True,
        is_ratio=True,
    ),
    Kind.ASPIRATION: Traits(
        label="争创",
        value_label="所处阶段",
        fields=(Field("stage", "所处阶段", choices=ASPIRATION_STAGES), _PROOF),
        total_field="stage",
        measures=("阶段", "依据", "截至日期"),
        comparators=frozenset({Comparator.YES_NO}),
        target_words="争取获得",
        is_staged=True,
    ),
    ItemKind.HARD: Traits(
        label="硬任务", fields=_STAGE, total_field="stage", measures=("阶段", "依据"), is_staged=True
    ),
    ItemKind.SOFT: Traits(
        label="机制类", fields=_STAGE, total_field="stage", measures=("阶段", "依据"), is_staged=True
    ),
    ItemKind.RECURRING: Traits(
        label="经常性", fields=_COUNT, measures=("本月数", "累计数"), is_flow=True, is_whole=True
    ),
    ItemKind.LIST: Traits(
        label="清单类",
        fields=(Field("numerator", "已办结", "{unit}"), Field("denominator", "清单总数", "{unit}")),
        total_field="numerator",
        measures=("已办结", "清单总数"),
        is_whole=True,
        is_ratio=True,
    ),
    ItemKind.COUNTER: Traits(
        label="只计数", fields=_COUNT, measures=("本月数", "累计数"), is_flow=True, is_whole=True
    ),
    ItemKind.DUTY: Traits(label="持续性", fields=(Field("note", "开展情况"),)),
}


class Ledger(Struct, frozen=True, kw_only=True):
    """What kind of list stands behind a figure, and how it counts.

    ``labels`` are the heads of its columns by the field of ``LedgerRow``, in their order; it has no other
    columns. ``is_summed``: the figure is the sum of ``number`` (人次, 天), not how many rows there are.
    ``can_repeat``: a name may stand in it again for another day, as that of an event may.
    """

    kind: str
    labels: tuple[tuple[str, str], ...]
    is_summed: bool = False
    can_repeat: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a row that it has columns for."""
        return tuple(name for name, _ in self.labels)

    def label(self, name: str) -> str:
        """The head of the column of one field."""
        return dict(self.labels)[name]


class LedgerField(Struct, frozen=True, kw_only=True):
    """What a list can have a column for: what it is in any list, and its ``width`` in pixels at 100 %.

    ``is_words``: any words, which take more room on paper than a day or a number.
    """

    label: str
    width: int
    is_words: bool = False


LEDGER_FIELDS = {
    "name": LedgerField(label="名称", width=230, is_words=True),
    "day": LedgerField(label="日期", width=100),
    "place": LedgerField(label="地点", width=130, is_words=True),
    "number": LedgerField(label="数量", width=120),
    "code": LedgerField(label="文号、编号", width=150, is_words=True),
    "note": LedgerField(label="备注", width=130, is_words=True),
}
"""By the field of ``LedgerRow``, in their order; the month that a row counts into stands beside them."""
LEDGER_WORDS = tuple(name for name, field in LEDGER_FIELDS.items() if field.is_words)


def decimals_in(unit: str, told: int) -> int:
    """The decimals that a plan tells; 亿元 have two at least: 12亿元 is reached by way of 3.10亿元."""
    return max(told, 2) if unit == "亿元" else told
