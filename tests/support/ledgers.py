"""Lists behind figures, made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cixi_desktop.kinds import Ledger
from cixi_desktop.periods import month
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import UNASSIGNED
from tests.support.figures import YEAR

FIRMS = Ledger(
    kind="企业",
    labels=(
        ("name", "企业名称"),
        ("day", "认定日期"),
        ("place", "所在镇（街道）"),
        ("code", "文号、证书编号"),
        ("note", "备注"),
    ),
)
EVENTS = Ledger(
    kind="活动",
    labels=(("name", "活动名称"), ("day", "举办日期"), ("place", "地点"), ("number", "参加人数（人）")),
    can_repeat=True,
)
VISITS = Ledger(
    kind="场馆参观",
    labels=(("name", "参观团队"), ("day", "日期"), ("number", "人次")),
    is_summed=True,
    can_repeat=True,
)


def row(name: str, at: int = 6, /, *, target: str = "X-1", **said: object) -> LedgerRow:
    """A row that counts into month ``at``; ``id`` is its name unless said; days as (month, day)."""
    fields: dict[str, Any] = {"id": name, **said}
    if isinstance(fields.get("day"), tuple):
        fields["day"] = date(YEAR, *fields["day"])
    if isinstance(fields.get("number"), str):
        fields["number"] = Decimal(fields["number"])
    return LedgerRow(target_id=target, unit_id=UNASSIGNED.id, period=month(YEAR, at), name=name, **fields)
