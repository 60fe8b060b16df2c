"""What earlier months had come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.actions.record import record

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.workspace import Workspace


def tell_totals(workspace: Workspace, period: Period) -> None:
    """Say that every count whose running total is asked for has come to nothing by then."""
    for indicator in workspace.plan.indicators:
        if {"increment", "cumulative"} <= {*indicator.traits.names}:
            record(workspace, indicator.id, period, {"cumulative": "0"})
