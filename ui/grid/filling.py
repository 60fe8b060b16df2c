"""Many cells of the grid at once: what is asked first, and which action does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.actions.record import erase, paste
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.figure_paste import plan_figures
from ui.table.paste_preview import PastePreview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.pasting.figure_paste import Slot, Slots
    from ui.shell.editing_session import EditingSession


def paste_block(session: EditingSession, slots: Slots, block: Block, *, parent: QWidget) -> None:
    """Show what a block from the clipboard would do, and write what the user accepts of it.

    A single cell is taken as if it had been typed.
    """
    workspace = session.workspace
    if workspace is None or not session.commit_pending():
        return
    first = slots[0][0]
    if len(block) == 1 and len(block[0]) == 1 and first is not None:
        session.type_field(*first, block[0][0].strip())
        return
    period = session.period
    try:
        planned = plan_figures(workspace.plan, workspace.content, period, slots, block)
    except CixiError as error:
        session.failed.emit(error)
        return
    if PastePreview.ask(planned=planned, parent=parent):
        session.perform(lambda workspace: paste(workspace, planned, period))


def erase_cells(session: EditingSession, slots: Sequence[Slot]) -> None:
    """Empty cells; one alone as if it had been emptied by typing."""
    if len(slots) == 1:
        session.type_field(*slots[0], "")
    else:
        session.perform(lambda workspace: erase(workspace, slots, session.period))
