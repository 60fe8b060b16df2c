"""The menu of a cell of 表格: what can be done with its row, and with the selected cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ui.entry.ledger_link import KEY as LEDGER_KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.grid.grid_pane import GridPane


def grid_menu(pane: GridPane) -> QMenu:
    """The menu of the current cell; it goes away with itself."""
    menu = QMenu(pane)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    target_id = pane.current_target
    _add(menu, f"台账(&L)…\t{LEDGER_KEY}", lambda: pane.ledger_requested.emit(target_id), pane.has_ledger)
    _add(menu, "指标口径(&B)…\tCtrl+B", lambda: pane.basis_requested.emit(target_id))
    _add(menu, "在填报页打开(&1)\tCtrl+1", lambda: pane.form_requested.emit(target_id))
    menu.addSeparator()
    _add(menu, "复制(&C)\tCtrl+C", pane.view.copy)
    _add(menu, "粘贴(&P)\tCtrl+V", pane.view.paste, pane.model.is_open)
    _add(menu, "清空(&D)\tDelete", pane.view.erase, pane.model.is_open)
    return menu


def _add(menu: QMenu, words: str, slot: Callable[[], object], can_be: bool = True) -> None:  # noqa: FBT002
    action = menu.addAction(words)
    action.setEnabled(can_be)
    action.triggered.connect(lambda _is_checked: slot())
