"""口径问题表: the interpretations of the plan and the bureau's answers to them, as a table of texts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cixi_desktop.dates import read_date
from cixi_desktop.pasting.blocks import Column
from cixi_desktop.pasting.text_table import Place, Rows, TableLayout, TextRow
from cixi_desktop.records.bureau import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content

STATE, ANSWER, EFFECT, DECIDED_BY, DECIDED_ON = range(5)
COLUMNS = (
    Column(field="state", head="状态", width=4),
    Column(field="answer", head="答复", width=22),
    Column(field="effect", head="影响", width=16),
    Column(field="decided_by", head="答复人", width=7),
    Column(field="decided_on", head="答复日期", width=7),
)
PROVISIONAL, DECIDED = "暂定", "已明确"


def decision_rows(plan: Plan, content: Content) -> Rows:
    """A row for each interpretation of the plan."""
    return tuple(
        TextRow(
            each.id,
            f"{each.id}. {each.question}",
            ("", decision.answer, decision.effect, decision.decided_by, str(decision.decided_on or "")),
            names=(each.id, each.question),
        )
        for each in plan.interpretations
        for decision in [content.decision(each.id)]
    )


def decision_layout(plan: Plan) -> TableLayout:
    """What the table asks for; the provisional answer is grey where there is no other."""
    interpretations = {each.id: each for each in plan.interpretations}

    def read(_row: TextRow, column: int, text: str) -> str:
        return str(read_date(text)) if column == DECIDED_ON else " ".join(text.split())

    def placeholders(rows: Rows) -> Mapping[Place, str]:
        found: dict[Place, str] = {}
        for number, row in enumerate(rows):
            each = interpretations[row.key]
            found[number, STATE] = DECIDED if row.cells[ANSWER] else PROVISIONAL
            found[number, ANSWER], found[number, EFFECT] = each.answer, each.effect
        return found

    return TableLayout(
        columns=COLUMNS,
        read=read,
        naming=("target_id", "question"),
        check=_check,
        placeholders=placeholders,
        readonly_reason=lambda _row, column: "填写答复后自动变为“已明确”。" if column == STATE else "",
    )


def decisions(rows: Rows) -> tuple[Decision, ...]:
    """The decision of every row; to be asked where there are no faults."""
    return tuple(
        Decision(
            reading_id=row.key,
            answer=row.cells[ANSWER],
            effect=row.cells[EFFECT],
            decided_by=row.cells[DECIDED_BY],
            decided_on=date.fromisoformat(row.cells[DECIDED_ON]) if row.cells[DECIDED_ON] else None,
        )
        for row in rows
    )


def _check(rows: Rows) -> Mapping[Place, str]:
    """An answer has to be there where it is said who gave it, and when."""
    return {
        (number, ANSWER): "请填写答复；仍按暂定答复执行的，请清空这一行。"
        for number, row in enumerate(rows)
        if any(row.cells) and not row.cells[ANSWER]
    }
