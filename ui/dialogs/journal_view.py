"""修改记录: who changed what, when, from what to what; newest first, older ones read when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.wording.journal import JournalLine, all_lines
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog, close_button
from ui.style.editors import SearchField
from ui.style.style import as_typed, limit_to_screen
from ui.table.row_table import show_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records.units import Unit

BATCH = 100
"""Operations read at a time."""
TITLES = ("时间", "填报人", "填报单位", "数据所属期", "指标、事项、任务", "内容", "修改前", "修改后")
EMS = (11.5, 6, 8, 7, 17, 8.5, 14.5)
Index = QModelIndex | QPersistentModelIndex


class JournalModel(QAbstractTableModel):
    """One row for each changed field, newest first."""

    def __init__(
        self, *, plan: Plan, store: Store, units: Sequence[Unit], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._store = store
        self._units = units
        self._lines: list[JournalLine] = []
        self._oldest: int | None = None
        self._is_complete = False
        self.fetchMore(QModelIndex())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(line)[index.column()].replace("\n", " ")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[index.column()]}：{_cells(line)[index.column()] or '空'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_typed(f"{line.label}\n{_cells(line)[index.column()]}")
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_complete

    def fetchMore(self, parent: Index) -> None:
        operations = self._store.operations(limit=BATCH, before=self._oldest)
        self._is_complete = len(operations) < BATCH
        if not operations:
            return
        self._oldest = operations[0].id
        lines = all_lines(self._plan, reversed(operations), self._units)
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()


class JournalView(Dialog):
    """The journal as a table with a search field over what has been read."""

    def __init__(
        self, *, plan: Plan, store: Store, units: Sequence[Unit], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.model = JournalModel(plan=plan, store=store, units=units, parent=self)
        self.found = QSortFilterProxyModel(self)
        self.found.setSourceModel(self.model)
        self.found.setFilterKeyColumn(-1)
        self.found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = SearchField(words="查找填报人、指标、内容", name="查找修改记录", parent=self)
        self.table = self._make_table()
        self.search.left.connect(self.table.setFocus)
        self.empty = QLabel("还没有修改记录。", self)
        self.empty.setVisible(self.model.rowCount() == 0)
        self._lay_out()
        self.search.textChanged.connect(self.found.setFilterFixedString)
        limit_to_screen(self, 1180, 620)
        offer_help(self, "撤销和修改记录")

    @classmethod
    def ask(cls, *, plan: Plan, store: Store, units: Sequence[Unit], parent: QWidget | None = None) -> None:
        """Show the journal until it is closed."""
        dialog = cls(plan=plan, store=store, units=units, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self.found)
        table.setAccessibleName("修改记录")
        show_rows(table, EMS)
        return table

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.search)
        above.addWidget(self.empty)
        buttons = QDialogButtonBox(self)
        buttons.addButton(close_button(self), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)


def _cells(line: JournalLine) -> tuple[str, ...]:
    return (
        line.time,
        line.actor,
        line.unit,
        line.period,
        line.subject,
        line.field,
        line.before,
        line.after,
    )
