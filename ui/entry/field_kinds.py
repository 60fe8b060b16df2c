"""The kinds of inputs beside typed lines: choice, tick and proof; and which kind a field gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cixi_desktop.records.fields import AS_OF, ESTIMATE, NOTE, NUMBERS, STATE
from cixi_desktop.records.proofs import is_about_day, joined, split_proof
from ui.entry.fields import GAP, LEAST_EMS, Caption, EntryField, LineField, TextField
from ui.style.choosers import CheckEditor, ChoiceEditor
from ui.style.form_style import COMPACT_EMS, LABEL_EMS, NUMBER_EMS, em, line_height, mark
from ui.style.style import explained_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.kinds import Field

DAY_HINT = "如6月5日"
CHOICE_EMS = 11
"""Of a stage with the words that it is carried over: 沿用：合法性审查."""
_NARROW = {STATE.name, AS_OF.name, ESTIMATE.name}
"""The inputs of the fold that are no wider than a number."""


class ProofField(EntryField):
    """Says both parts as one text whenever one of them is typed."""

    def __init__(self, *, caption: Caption, parent: QWidget | None = None) -> None:
        super().__init__(caption=caption, parent=parent)
        number = Caption(owner=caption.owner, label="文号、材料", label_ems=0)
        day = Caption(
            owner=caption.owner, label="日期", label_ems=0, editor_ems=COMPACT_EMS + 1, least_ems=COMPACT_EMS
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(em(self, caption.label_ems) + GAP, 0, 0, 0)
        column.setSpacing(2)
        self.number = LineField(caption=number, parent=self)
        self.number.setMinimumWidth(em(self, COMPACT_EMS + 1))
        self.day = LineField(caption=day, parent=self)
        self.editor = self.number.editor
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.number, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.setFocusProxy(self.number)
        self._connect()

    def text(self) -> str:
        return joined(self.number.text().strip(), self.day.text().strip())

    def begin(self) -> None:
        """Take the focus where what is wrong can be put right."""
        if self.issue is not None and is_about_day(self.text()):
            self.day.begin()
        else:
            super().begin()

    def show_text(self, text: str) -> None:
        parts = split_proof(text)
        self.number.show_text(parts.number)
        self.day.show_text(parts.day)

    def show_hint(self, text: str) -> None:
        self.number.show_hint(text)
        self.day.show_hint(DAY_HINT)

    def set_read_only(self, is_read_only: bool) -> None:
        self.number.set_read_only(is_read_only)
        self.day.set_read_only(is_read_only)

    def flush(self) -> None:
        self.number.flush()
        self.day.flush()

    def forget(self) -> None:
        self.number.forget()
        self.day.forget()

    def _connect(self) -> None:
        for part in (self.number, self.day):
            part.edited.connect(self._say)
            part.entered.connect(self._on_focused)
        self.number.finished.connect(self._go_to_day)
        self.day.finished.connect(self._on_finished)

    def _say(self) -> None:
        self.edited.emit(self.text())

    def _go_to_day(self) -> None:
        self.day.setFocus(Qt.FocusReason.TabFocusReason)

    def _frame(self, fault: str) -> None:
        """Around the part that is wrong."""
        is_day = is_about_day(self.text())
        mark(self.number.editor, "fault", "" if is_day else fault)
        mark(self.day.editor, "fault", fault if is_day else "")

    def _describe(self) -> None:
        super()._describe()
        self.day.editor.setAccessibleDescription(self.editor.accessibleDescription())

    def _editor_place(self) -> QRect:
        return QRect(self.editor.mapTo(self, QPoint(0, 0)), self.editor.size())


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


def main_field(spec: Field, *, owner: str, parent: QWidget, is_compact: bool = False) -> EntryField:
    """The input of a figure: narrow for numbers and choices, as wide as there is room for text.

    A compact one takes no more room for label and number than they need.
    """
    label = spec.label.partition("（")[0]
    is_narrow = bool(spec.choices) or spec.name in NUMBERS
    caption = Caption(
        owner=owner,
        label=label,
        unit=spec.unit,
        label_ems=len(label) if is_compact else LABEL_EMS,
        editor_ems=_width_of(spec, is_compact=is_compact) if is_narrow else 0,
        least_ems=CHOICE_EMS - 1 if spec.choices else LEAST_EMS,
    )
    if spec.choices:
        return ChoiceField(caption=caption, choices=spec.choices, parent=parent)
    if spec.name == NOTE.name:
        return TextField(caption=caption, rows=1, is_paragraph=True, parent=parent)
    if spec.name == "proof":
        field = ProofField(caption=caption, parent=parent)
        explained_by(field, "阶段和依据")
        return field
    return LineField(caption=caption, is_number=is_narrow, parent=parent)


def _width_of(spec: Field, *, is_compact: bool) -> float:
    if spec.choices:
        return CHOICE_EMS
    return COMPACT_EMS if is_compact else NUMBER_EMS


def rare_field(spec: Field, *, owner: str, parent: QWidget) -> EntryField:
    """An input of the fold."""
    if spec.name == ESTIMATE.name:
        caption = Caption(owner=owner, label=spec.label, label_ems=0)
        return CheckField(caption=caption, word=spec.choices[0], parent=parent)
    is_narrow = spec.name in _NARROW
    caption = Caption(
        owner=owner,
        label=spec.label,
        label_ems=LABEL_EMS if is_narrow else len(spec.label),
        editor_ems=NUMBER_EMS if is_narrow else 0,
    )
    if spec.choices:
        return ChoiceField(caption=caption, choices=spec.choices, parent=parent)
    return LineField(caption=caption, parent=parent)
