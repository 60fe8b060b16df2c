"""What the form says to the window, whichever of its parts says it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class FormSignals(QObject):
    """One for the whole form, so that nothing has to be handed on from part to part.

    ``field_edited(target id, field, text)`` and ``text_edited(task id, field, text)`` say what was typed;
    ``carried_answered(task id, field, words, outcome)`` what became of a line of an earlier month, “” to ask
    anew; ``unchanged_requested(task id)``, ``clear_requested(target id)``, ``basis_requested(target id)``,
    ``ledger_requested(target id)``, ``adoption_requested(target id)`` of what its list comes to;
    ``target_focused(id)`` with the id of the commitment or item whose inputs have got the focus (8-2, where
    the target is H-3).
    """

    field_edited = Signal(str, str, str)
    text_edited = Signal(str, str, str)
    carried_answered = Signal(str, str, str, str)
    unchanged_requested = Signal(str)
    clear_requested = Signal(str)
    basis_requested = Signal(str)
    ledger_requested = Signal(str)
    adoption_requested = Signal(str)
    target_focused = Signal(str)
