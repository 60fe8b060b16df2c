"""A dialog of tables under tabs: nothing faulty is taken over, and nothing typed is dropped by a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.style.dialog import Dialog
from ui.style.spoken import announce
from ui.style.style import limit_to_screen
from ui.table.text_table import HINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.pasting.text_table import Place
    from ui.table.text_table import TextTable


def lay_out_page(
    page: QWidget,
    words: str,
    table: TextTable,
    *,
    below: Sequence[QWidget] = (),
    buttons: Sequence[QWidget] = (),
) -> None:
    """Put a table between what it is for and the keys that it knows, which stand beside the buttons."""
    above, keys = QLabel(words, page), QLabel(HINT, page)
    for label in (above, keys):
        label.setObjectName("hint")
        label.setWordWrap(True)
    foot = QHBoxLayout()
    for button in buttons:
        foot.addWidget(button)
    foot.addWidget(keys, 1)
    column = QVBoxLayout(page)
    column.addWidget(above)
    column.addWidget(table, 1)
    for widget in below:
        column.addWidget(widget)
    column.addLayout(foot)


class DiscardDialog(QMessageBox):
    """Whether what was typed is to be dropped."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(QApplication.applicationName())
        self.setText("修改尚未保存，是否放弃？")
        self.setInformativeText("放弃后不能恢复。")
        self.drop = self.addButton("放弃修改", QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.addButton("继续填写", QMessageBox.ButtonRole.RejectRole))

    @classmethod
    def ask(cls, *, parent: QWidget | None = None) -> bool:
        """Whether the user gives it up."""
        dialog = cls(parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.clickedButton() is dialog.drop


class TableDialog(Dialog):
    """Pages with tables are added by ``add_page``; ``size`` is taken as far as the screen has room."""

    def __init__(self, *, title: str, size: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(f"{title}的各页")
        self.fault = QLabel(self)
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self._tables: list[tuple[int, TextTable]] = []
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self.buttons.button(kinds.Ok).setText("确定(&O)")
        self.buttons.button(kinds.Cancel).setText("取消(&C)")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.tabs, self.fault, self.buttons):
            column.addWidget(widget)
        limit_to_screen(self, *size)

    def add_page(self, title: str, page: QWidget, table: TextTable | None = None) -> None:
        """Add a tab; the faults of its table stand in the way of 确定."""
        number = self.tabs.addTab(page, title)
        if table is not None:
            self._tables.append((number, table))

    def setVisible(self, visible: bool) -> None:
        """The keyboard begins in the table that is shown, which shows its beginning as far as it can."""
        super().setVisible(visible)
        for page, table in self._tables:
            if visible and page == self.tabs.currentIndex():
                table.setFocus()
                table.horizontalScrollBar().setValue(0)
                table.scrollTo(table.currentIndex())

    @property
    def has_changes(self) -> bool:
        """Whether anything is other than it was."""
        return any(table.has_changes for _, table in self._tables)

    def _first_fault(self) -> tuple[int, TextTable, Place] | None:
        for page, table in self._tables:
            if table.texts.faults:
                return page, table, min(table.texts.faults)
        return None

    def accept(self) -> None:
        for _, table in self._tables:
            table.flush()
        found = self._first_fault()
        if found is None:
            super().accept()
            return
        page, table, place = found
        self.tabs.setCurrentIndex(page)
        table.go_to(place)
        words = table.fault_words(place)
        self.fault.setText(words)
        announce(self.fault, "有误", words)
        self.fault.show()

    def reject(self) -> None:
        for _, table in self._tables:
            table.flush()
        if not self.has_changes or DiscardDialog.ask(parent=self):
            super().reject()
