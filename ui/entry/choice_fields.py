"""The inputs of the form that are chosen from a list or ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.entry.fields import Caption, EntryField
from ui.style.choosers import CheckEditor, ChoiceEditor
from ui.style.form_style import line_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class ChoiceField(EntryField):
    """A choice from a list; it speaks at once."""

    editor: ChoiceEditor

    def __init__(self, *, caption: Caption, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(caption=caption, parent=parent)
        self._shown = ""
        combo = ChoiceEditor(choices=choices, parent=self)
        self.hold(combo)
        combo.activated.connect(self._on_activated)
        combo.focused.connect(self._on_focused)
        combo.finished.connect(self._on_finished)

    def show_text(self, text: str) -> None:
        self._shown = text
        super().show_text(text)

    def show_hint(self, text: str) -> None:
        self.editor.set_none_words(text)

    def _frame(self, fault: str) -> None:
        self.editor.show_fault(fault)

    def _on_activated(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.edited.emit(self._shown)


class CheckField(EntryField):
    """A yes, written ``word``, or “”; it speaks at once."""

    editor: CheckEditor

    def __init__(self, *, caption: Caption, word: str, parent: QWidget | None = None) -> None:
        super().__init__(caption=caption, parent=parent)
        box = CheckEditor(label=caption.label, word=word, parent=self)
        box.setFixedHeight(line_height(box))
        self.hold(box)
        box.clicked.connect(self._on_clicked)
        box.focused.connect(self._on_focused)
        box.finished.connect(self._on_finished)

    def _on_clicked(self) -> None:
        self.edited.emit(self.text())
