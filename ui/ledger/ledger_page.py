"""The list behind one figure: its table, the line for new rows, what they come to, what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.actions.ledger import add_rows, adopt_count, blank_row, change_row, remove_rows
from cixi_desktop.assessment.counting import disagreement, tally, tally_words
from cixi_desktop.checks.validation import ADOPT
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import LEDGER_FIELDS
from cixi_desktop.pasting.blocks import parse_block
from cixi_desktop.periods import MONTHS
from cixi_desktop.records.ledgers import cell_text, ledger_of, with_cell
from ui.ledger.ledger_table import FoundRows, LedgerModel, LedgerTable
from ui.ledger.list_preview import ListPreview
from ui.style.choosers import ChoiceBox
from ui.style.editors import SearchField
from ui.style.form_style import style_anew
from ui.table.editable_table import BlockWatch, copy_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.records.fields import Target
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.workspace import Workspace
    from ui.shell.editing_session import EditingSession

_EXAMPLES = {"day": "如6月18日"}
NOTHING_YET = "尚无登记。在下面一行填写后按回车，或从WPS、Excel复制名单后按Ctrl+V粘贴。"
NOTHING_FOUND = "没有符合条件的行。"
KEYS = "F2修改，Delete删除，Ctrl+V从表格粘贴，Ctrl+C复制，Insert新增，Ctrl+Z撤销。"


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
            grid.setColumnStretch(column, LEDGER_FIELDS[name].width)
        self.button = QPushButton("新增", self)
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

    @property
    def is_typed(self) -> bool:
        """Whether anything stands in it that is not added yet."""
        return any(field.text().strip() for field in self.fields.values())

    def clear(self) -> None:
        """Ready for the next row."""
        for field in self.fields.values():
            field.clear()
        self.fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)


class LedgerPage(QWidget):
    """Shows what the session's workspace keeps for ``target``, and changes it through the session."""

    def __init__(
        self, *, session: EditingSession, workspace: Workspace, target: Target, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._workspace, self.target = session, workspace, target
        self.model = LedgerModel(target=target, rows=self._rows(), parent=self)
        self.found = FoundRows(model=self.model, parent=self)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.difference = QLabel(self)
        self.difference.setObjectName("caution")
        self.adopt = QPushButton(ADOPT, self)
        self.search = SearchField(words="在台账中查找", name="在台账中查找", parent=self)
        self.month = ChoiceBox(parent=self)
        self.doubled = QCheckBox("只看重名", self)
        self.table = self._make_table()
        self.line = RowLine(target=target, parent=self)
        self.status = QLabel(self)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.paste_button = QPushButton("粘贴名单…", self)
        self.remove_button = QPushButton("删除所选", self)
        self._lay_out()
        self._connect()
        if session.is_looked_at:
            self._close()
        self.refresh()

    def _close(self) -> None:
        """Another unit's list is only looked at."""
        self.model.is_open = False
        for widget in (self.line, self.paste_button, self.remove_button):
            widget.hide()
        for asked in (self.table.paste_asked, self.table.erase_asked):
            asked.disconnect()
        self._show_status("其他单位的台账只供查看；Ctrl+C复制所选的行。", "hint")

    def refresh(self) -> None:
        """Show what is kept now, with the same rows selected."""
        selected = {row.key for row in self.selected_rows()}
        self.model.show(self._rows())
        self.table.empty_words = NOTHING_FOUND if self.model.rows else NOTHING_YET
        self._select(selected)
        period = self._session.period.closing
        count = tally(self.target, self.model.rows, period)
        entry = self._workspace.content.entry(self.target.id, period)
        words = disagreement(self.target, entry, count, period)
        self.words.setText(f"台账：{tally_words(self.target, count, period)}。")
        self.difference.setText(f"△ {words}" if words else "")
        self.adopt.setVisible(bool(words) and self.model.is_open)
        self.line.set_blank(blank_row(self._workspace, self.target.id, period))
        doubled = sum(other is not None for other in self.model.others)
        self.doubled.setText(f"只看重名（{doubled}）")
        self.doubled.setEnabled(bool(doubled) or self.doubled.isChecked())

    def selected_rows(self) -> list[LedgerRow]:
        """The rows that are selected, from the top."""
        places = self.table.selectionModel().selectedRows()
        return [self.found.row_at(place) for place in sorted(places, key=QModelIndex.row)]

    def add(self, row: LedgerRow) -> None:
        """Keep a new row."""
        if self._add((row,)):
            self.line.clear()
            self._say(f"已新增“{row.name}”，计入{row.period.last}月。")

    def paste(self) -> None:
        """Show what would come of the clipboard, and keep what the user agrees to."""
        block = parse_block(QGuiApplication.clipboard().text())
        if not block:
            self._say("没有可粘贴的内容。请先在WPS或Excel中复制名单。")
            return
        blank = blank_row(self._workspace, self.target.id, self._session.period)
        rows = ListPreview.ask(
            target=self.target, block=block, blank=blank, kept=self.model.rows, parent=self
        )
        if rows and self._add(rows):
            self._say(f"已导入{len(rows)}行，按Ctrl+Z可一次撤销。")

    def remove(self) -> None:
        """Take the selected rows out."""
        rows = self.selected_rows()
        if rows and self._session.perform(lambda workspace: remove_rows(workspace, rows)):
            self._say(f"已删除{len(rows)}行，按Ctrl+Z可恢复。")

    def copy(self) -> None:
        """Put the selected rows on the clipboard, with the heads of their columns."""
        names = [name for name, _ in self.model.columns]
        rows = [tuple(cell_text(row, name) for name in names) for row in self.selected_rows()]
        heads = tuple(label for _, label in self.model.columns)
        if rows:
            copy_block((heads, *rows))
            self._say(f"已复制{len(rows)}行。")

    def _rows(self) -> tuple[LedgerRow, ...]:
        return self._workspace.content.ledger(self.target.id)

    def _add(self, rows: Sequence[LedgerRow]) -> bool:
        return self._session.perform(lambda workspace: add_rows(workspace, self.target.id, rows))

    def _change(self, row: LedgerRow) -> None:
        if self._session.perform(lambda workspace: change_row(workspace, row)):
            self._say("")

    def _adopt(self) -> None:
        period = self._session.period
        self._session.perform(lambda workspace: adopt_count(workspace, self.target.id, period))

    def _say(self, words: str) -> None:
        self._show_status(words or KEYS, "hint")

    def _refuse(self, error: CixiError) -> None:
        self._show_status(str(error), "fault")

    def _show_status(self, words: str, look: str) -> None:
        self.status.setText(words)
        if self.status.objectName() != look:
            self.status.setObjectName(look)
            style_anew(self.status)

    def _narrow(self) -> None:
        self.found.narrow(
            words=self.search.text(), month=self.month.currentIndex(), is_doubled=self.doubled.isChecked()
        )

    def _select(self, keys: set[tuple[str, ...]]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        for place in range(self.found.rowCount()):
            index = self.found.index(place, 0)
            if self.found.row_at(index).key in keys:
                self.table.selectionModel().select(index, flags.Select | flags.Rows)

    def _make_table(self) -> LedgerTable:
        table = LedgerTable(name="台账", model=self.found, columns=self.model.columns, parent=self)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        return table

    def _lay_out(self) -> None:
        self.month.setAccessibleName("计入月份")
        self.month.addItems(["全年", *(f"{number}月" for number in range(1, MONTHS + 1))])
        count, tools = QHBoxLayout(), QHBoxLayout()
        for part in (self.words, self.difference, self.adopt):
            count.addWidget(part)
        count.addStretch(1)
        tools.addWidget(self.search, 1)
        for widget in (self.month, self.doubled, self.paste_button, self.remove_button):
            tools.addWidget(widget)
        self.status.setWordWrap(True)
        self._say("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(count)
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.line)
        layout.addWidget(self.status)

    def _connect(self) -> None:
        self.model.changed.connect(self._change)
        self.model.refused.connect(self._refuse)
        self.table.held.connect(self._session.show_typing)
        for field in self.line.fields.values():
            field.textChanged.connect(lambda: self._session.show_typing(self.line.is_typed))
        self.line.added.connect(self.add)
        self.line.refused.connect(self._refuse)
        self.line.block_pasted.connect(self.paste)
        self.adopt.clicked.connect(self._adopt)
        self.paste_button.clicked.connect(self.paste)
        self.remove_button.clicked.connect(self.remove)
        self.search.textChanged.connect(self._narrow)
        self.search.left.connect(self.table.setFocus)
        self.month.currentIndexChanged.connect(self._narrow)
        self.doubled.toggled.connect(self._narrow)
        self.table.copy_asked.connect(self.copy)
        self.table.paste_asked.connect(self.paste)
        self.table.erase_asked.connect(self.remove)
        adding = QShortcut(QKeySequence(Qt.Key.Key_Insert), self)
        adding.activated.connect(self.line.clear)
