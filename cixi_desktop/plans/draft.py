"""草案: what the program proposes of a document, and what it leaves out and why."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - a kept draft is read by these types
from enum import StrEnum

from msgspec import Struct

from cixi_desktop.kinds import ItemKind, Kind  # noqa: TC001
from cixi_desktop.plan import Modality  # noqa: TC001
from cixi_desktop.values import plain

Span = tuple[int, int]
"""Where something stands in the text of the draft: its first character, and the one behind its last."""


class Relation(StrEnum):
    """How a value is held against its target; the words of ``Comparator``, and three that plans also use."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    ABOUT = "~"
    EXACTLY = "="
    BETWEEN = "range"
    YES_NO = "bool"


RELATION_WORDS = {
    Relation.AT_LEAST: "不少于（≥）",
    Relation.MORE_THAN: "超过（>）",
    Relation.AT_MOST: "不超过（≤）",
    Relation.LESS_THAN: "低于（<）",
    Relation.ABOUT: "左右",
    Relation.EXACTLY: "等于（=）",
    Relation.BETWEEN: "区间",
    Relation.YES_NO: "是否获得",
}


class BaselineSource(StrEnum):
    """Where a proposed baseline comes from; the words of ``BaselineStatus``."""

    DEFINITION = "定义"
    IMPLIED = "按原文推算"
    STATED = "原文写明"
    MISSING = "待填"


class DraftBaseline(Struct, frozen=True, kw_only=True):
    """基数: ``value`` is None while it is 待填."""

    value: Decimal | None
    unit: str
    source: BaselineSource


class Rise(Struct, frozen=True, kw_only=True):
    """The step that a level is to take, where the document gives it beside the level or alone (提升0.1个百分点)."""

    value: Decimal
    unit: str
    span: Span


class DraftTarget(Struct, frozen=True, kw_only=True):
    """A quantified statement, proposed as a figure.

    ``quote`` is unique in the text. ``phrase`` of the document that holds the quantity alone is ``text``; the
    quantity's own place is ``span``. ``target`` is the lower end where ``upper`` is the other end of a range.
    ``same_as`` is the id of the statement that cites the same figure first. ``doubt`` says why a person should
    look; empty if the program is sure. ``annual`` is the target of the year where the document gives one of a
    shorter time (每季度不少于1次). ``spans`` are the places of all numbers that it accounts for. ``said`` is the
    target as the document has it where a person typed another.
    """

    id: str
    task_id: str
    text: str
    quote: str
    start: int
    span: Span
    spans: tuple[Span, ...]
    name: str
    kind: Kind
    relation: Relation
    modality: Modality
    target: Decimal
    unit: str
    decimals: int
    baseline: DraftBaseline
    upper: Decimal | None = None
    rise: Rise | None = None
    annual: Decimal | None = None
    frequency: str = ""
    sentence: str = ""
    ledger: str = ""
    deadline: str = ""
    same_as: str = ""
    doubt: str = ""
    said: str = ""

    @property
    def shown(self) -> str:
        """The target of the year as a cell shows it: ≥80家, 5—5.5%."""
        if self.kind.traits.is_staged:
            return "争取获得"
        words = RELATION_WORDS[self.relation]
        sign, tail = words.partition("（")[2].removesuffix("）"), "左右" if words == "左右" else ""
        upper = f"—{plain(self.upper)}" if self.upper is not None else ""
        value = self.target if self.annual is None else self.annual
        return f"{sign}{plain(value)}{upper}{self.unit}{tail}"

    @property
    def is_sure(self) -> bool:
        """确定, or 请看一眼."""
        return not self.doubt


class DraftItem(Struct, frozen=True, kw_only=True):
    """A clause without a number, proposed as an item (事项)."""

    id: str
    task_id: str
    quote: str
    start: int
    name: str
    kind: ItemKind
    stages: tuple[str, ...] = ()
    proof: str = ""
    deadline: str = ""


class LeftOut(Struct, frozen=True, kw_only=True):
    """A number, or words, that no target or item is made of, with the reason."""

    text: str
    span: Span
    reason: str
    is_number: bool = True


class DraftDuty(Struct, frozen=True, kw_only=True):
    """分工: who answers for a task or section, as the document names them."""

    subject_id: str
    role: str
    names: tuple[str, ...]


class DraftTask(Struct, frozen=True, kw_only=True):
    """A task. ``number`` is the one the document gives it, empty where it gives none."""

    id: str
    section_id: str
    number: str
    title: str
    span: Span


class DraftSection(Struct, frozen=True, kw_only=True):
    """A section; ``parent_id`` is empty at the top."""

    id: str
    parent_id: str
    number: str
    title: str
    span: Span


class Draft(Struct, frozen=True, kw_only=True):
    """What one document holds of a plan. ``scope`` is the plan's own part of ``text``."""

    text: str
    title: str
    issuer: str
    number: str
    year: int | None
    scope: Span
    sections: tuple[DraftSection, ...]
    tasks: tuple[DraftTask, ...]
    targets: tuple[DraftTarget, ...]
    items: tuple[DraftItem, ...]
    left_out: tuple[LeftOut, ...]
    duties: tuple[DraftDuty, ...]
    homeless: tuple[Span, ...]
    """Numbers of the plan's own part without a home: in no target and not left out. Empty in a full draft."""
