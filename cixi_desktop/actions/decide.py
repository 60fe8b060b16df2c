"""Answer the interpretations, and set what figures are measured by: all that a dialog holds, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.history import changes_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.records.basis import Basis
    from cixi_desktop.records.bureau import Decision
    from cixi_desktop.workspace import Workspace


def decide(
    workspace: Workspace,
    *,
    decisions: Sequence[Decision],
    bases: Sequence[Basis],
) -> None:
    """Put the decisions and bases; what stays as it is is no change."""
    answered = changes_to(workspace.content.records, decisions)
    measured = changes_to(workspace.content.records, bases)
    parts = (
        f"口径答复{len(answered)}条" if answered else "",
        f"基数和月度计划{len(measured)}项" if measured else "",
    )
    label = f"设置{'、'.join(part for part in parts if part)}"
    workspace.perform(label, (*answered, *measured))
