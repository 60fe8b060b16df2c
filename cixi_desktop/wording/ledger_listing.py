"""One list as JSON and as lines of text, for scripts and terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.counting import namesake_words, namesakes, tally, tally_words
from cixi_desktop.records.ledgers import cell_text, columns, ledger_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow


def list_json(target: Target, rows: Sequence[LedgerRow], period: Period) -> dict[str, object]:
    """The list up to the end of ``period`` with what it comes to; every field as text, “” where empty."""
    ledger, found = ledger_of(target), tally(target, rows, period)
    names = [name for name, _ in columns(ledger)]
    return {
        "id": target.id,
        "name": target.name,
        "ledger": ledger.kind,
        "period": period.key,
        "count": str(found.increment),
        "total": str(found.total),
        "rows": [{name: cell_text(row, name) for name in names} for row in found.rows],
    }


def list_lines(target: Target, rows: Sequence[LedgerRow], period: Period) -> Iterator[str]:
    """The list up to the end of ``period`` for a terminal, one line for each row."""
    ledger, found = ledger_of(target), tally(target, rows, period)
    yield f"{target.id} {target.name}（{ledger.kind}台账）：{tally_words(target, found, period)}"
    names = [name for name, _ in columns(ledger)]
    for row, other in zip(found.rows, namesakes(ledger, found.rows), strict=True):
        texts = [text for name in names if (text := cell_text(row, name))]
        yield "　".join(("  " + texts[0], *texts[1:], *([namesake_words(other)] if other else ())))
