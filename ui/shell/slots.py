"""What each command of the table does in the window."""

# The dialogs and outputs of the window are made when they are first used.
# ruff: noqa: PLW0108

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.shell.main_window import MainWindow


def command_slots(window: MainWindow) -> Mapping[str, Callable[[], object]]:
    """The slot of each command by its name. Dialogs and outputs are made when they are first used."""
    session, header, tree = window.session, window.header, window.tree
    return {
        "save": session.commit_pending,
        "submit": lambda: window.hand_ins.submit(),
        "handed_in": lambda: window.hand_ins.show_past(),
        "export": lambda: window.outputs.export(),
        "template": lambda: window.outputs.export_form(),
        "print": lambda: window.outputs.print_page(),
        "lock": lambda: window.dialogs.change_lock(),
        "backup": lambda: window.outputs.back_up(),
        "restore": lambda: window.care.show_backups(),
        "quit": window.close,
        "undo": lambda: window.own_undo.undo(session.undo, warn=session.name_undo),
        "redo": lambda: window.own_undo.redo(session.redo),
        "find": tree.focus_search,
        "next_open": tree.open_next,
        "checks": window.checked_panes.toggle,
        "unchanged": lambda: window.dialogs.fill_unchanged(),
        "entry": lambda: window.show_view("entry"),
        "overview": lambda: window.show_view("overview"),
        "grid": lambda: window.show_view("grid"),
        "back": lambda: header.step(-1),
        "forth": lambda: header.step(1),
        "next_pane": lambda: _focus_next_pane(window),
        "adopt_count": lambda: session.adopt_count(_front_target(window)),
        "ledger": lambda: window.dialogs.show_ledger(_front_target(window)),
        "journal": lambda: window.dialogs.show_journal(),
        "desk": lambda: window.desk.open(),
        "import": lambda: window.desk.receive(()),
        "returned": lambda: window.hand_ins.open_returned(),
        "reasons": lambda: window.hand_ins.show_reasons(),
        "unit": lambda: window.dialogs.change_unit(),
        "bureau": lambda: window.dialogs.change_bureau(),
        "rules": lambda: window.dialogs.change_rules(),
        "basis": lambda: window.dialogs.change_basis(_front_target(window)),
        "interpretations": lambda: window.dialogs.change_interpretations(),
        "settings": lambda: window.dialogs.change_settings(),
        "help": lambda: window.dialogs.show_help(window.panes.help_topic),
        "machine": lambda: window.care.check_machine(),
        "about": lambda: window.dialogs.show_about(),
    }


def _front_target(window: MainWindow) -> str:
    """The figure or item worked on in the open pane, else that chosen in the tree; “” for none."""
    is_of_task = window.tree.chosen_task == window.panes.task_id
    return window.panes.focused_target or (window.tree.chosen_target if is_of_task else "")


def _focus_next_pane(window: MainWindow) -> None:
    """From the header to the tree to the open pane and round again."""
    if window.header.has_focus_within():
        window.tree.view.setFocus()
    elif window.tree.has_focus_within():
        window.panes.take_focus()
    else:
        window.header.take_focus()
