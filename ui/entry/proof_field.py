"""The input of a proof: the paper's number and its day side by side, kept as one text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cixi_desktop.records.proofs import COMMA, split_proof
from ui.entry.fields import GAP, Caption, EntryField, LineField
from ui.style.form_style import COMPACT_EMS, em

DAY_HINT = "如6月5日"


class ProofField(EntryField):
    """Says both parts as one text whenever one of them is typed."""

    def __init__(self, *, caption: Caption, parent: QWidget | None = None) -> None:
        super().__init__(caption=caption, parent=parent)
        number = Caption(owner=caption.owner, label="文号、材料", label_ems=0)
        day = Caption(owner=caption.owner, label="日期", label_ems=0, editor_ems=COMPACT_EMS + 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(em(self, caption.label_ems) + GAP, 0, 0, 0)
        self._column.setSpacing(2)
        self.number = LineField(caption=number, parent=self)
        self.day = LineField(caption=day, parent=self)
        self.editor = self.number.editor
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.number, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self.setFocusProxy(self.number)
        self._connect()

    def text(self) -> str:
        return COMMA.join(filter(None, (self.number.text().strip(), self.day.text().strip())))

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

    def _editor_place(self) -> QRect:
        return QRect(self.editor.mapTo(self, QPoint(0, 0)), self.editor.size())
