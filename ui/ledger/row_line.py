"""One line of inputs for a new row; Enter adds it, and the next can be typed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from cixi_desktop.errors import CixiError
from cixi_desktop.records.ledgers import ledger_of, with_cell
from ui.table.editable_table import BlockWatch

if TYPE_CHECKING:
    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow

SHARES = {"name": 5, "day": 2, "place": 3, "number": 2, "code": 3, "note": 3}
"""How the inputs share the width."""
_EXAMPLES = {"day": "如6月18日"}


class RowLine(QWidget):
    """The inputs of the list behind ``target``.

    Signals: ``added(LedgerRow)`` with what was typed over the blank row; ``refused(CixiError)`` for what
    cannot be read, which stays as typed; ``block_pasted()`` when a whole list is put into one of them.
    """

    added = Signal(object)
    refused = Signal(object)
    block_pasted = Signal()

    def __init__(self, *, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = target
        self._blank: LedgerRow | None = None
        self.fields: dict[str, QLineEdit] = {}
        watch = BlockWatch(self)
        watch.pasted.connect(self.block_pasted)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for column, (name, label) in enumerate(ledger_of(target).labels):
            caption = QLabel(label, self)
            caption.setObjectName("hint")
            field = self.fields[name] = QLineEdit(self)
            field.setAccessibleName(f"新增：{label}")
            field.setPlaceholderText(_EXAMPLES.get(name, ""))
            field.returnPressed.connect(self.add)
            field.installEventFilter(watch)
            caption.setBuddy(field)
            grid.addWidget(caption, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, SHARES[name])
        self.button = QPushButton("新增", self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.add)
        grid.addWidget(self.button, 1, len(self.fields))

    def set_blank(self, blank: LedgerRow) -> None:
        """What a new row begins as: its month, unless a day says another."""
        self._blank = blank

    def add(self) -> None:
        """Read the line; what can be read is said, and the line cleared for the next."""
        row = self._blank
        if row is None:
            return
        for name, field in self.fields.items():
            try:
                row = with_cell(self._target, row, name, field.text())
            except CixiError as error:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                self.refused.emit(error)
                return
        self.added.emit(row)

    def clear(self) -> None:
        """Ready for the next row."""
        for field in self.fields.values():
            field.clear()
        self.fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)
