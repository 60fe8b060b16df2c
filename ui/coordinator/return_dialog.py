"""退回: what a unit is to mend, place by place, and the slip that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.records.handovers import TASK, place_words
from cixi_desktop.wording.filenames import safe_name
from ui.dialogs.file_dialog import OpenFolder
from ui.dialogs.help_view import offer_help
from ui.dialogs.printing import print_text, save_text, write_text
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog, close_button
from ui.style.style import limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from cixi_desktop.consolidation.month import UnitStatus
    from cixi_desktop.plan import Plan

Reasons = tuple[tuple[str, str], ...]
WHOLE = "（整项）"
COLUMNS = (WHOLE, "本期完成", "累计完成", "进展情况", "存在问题", "下一步打算", "备注")
HEADS = ("指标、事项、任务", "栏目", "修改意见")


class SlipDialog(Dialog):
    """Shows ``html``; ``words`` is what 复制 puts on the clipboard; ``note`` stands beneath, unprinted.

    ``each`` are file names with the page of each, where what is shown is of several units.
    """

    def __init__(
        self,
        *,
        title: str,
        html: str,
        words: str,
        proposal: Path,
        note: str = "",
        each: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._words, self._each = words, each
        self._proposal = proposal
        self.text = QTextBrowser(self)
        self.text.setHtml(html)
        self.text.setAccessibleName(title)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        for label, slot in (
            ("复制文字(&C)", self.copy),
            ("打印(&P)…", self.print_out),
            ("另存为PDF(&S)…", self.save),
        ):
            button = QPushButton(label, self)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        self.one_each = QPushButton("分单位存(&E)…", self)
        self.one_each.setVisible(len(each) > 1)
        self.one_each.clicked.connect(self.save_each)
        buttons.addWidget(self.one_each)
        buttons.addStretch(1)
        close = close_button(self)
        close.clicked.connect(self.reject)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        if note:
            layout.addWidget(QLabel(note, self))
        layout.addLayout(buttons)
        limit_to_screen(self, 760, 480)

    @classmethod
    def ask(
        cls,
        *,
        title: str,
        html: str,
        words: str,
        proposal: Path,
        note: str = "",
        each: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show it until it is closed; ``note`` is shown beneath and not printed."""
        dialog = cls(
            title=title, html=html, words=words, proposal=proposal, note=note, each=each, parent=parent
        )
        dialog.exec()
        dialog.deleteLater()

    def copy(self) -> None:
        """Put the words on the clipboard."""
        QGuiApplication.clipboard().setText(self._words)

    def save(self) -> None:
        """Ask where to, and write a PDF there."""
        save_text(self.text.document(), self._proposal, self)

    def save_each(self) -> None:
        """Ask for a folder, and write the page of each unit there."""
        folder = OpenFolder.ask(title="每个单位存一份", folder=self._proposal.parent, parent=self)
        if folder is None:
            return
        for name, html in self._each:
            document = QTextDocument()
            document.setHtml(html)
            write_text(document, folder / safe_name(name, ".pdf"))
        self.one_each.setText(f"已存{len(self._each)}份")

    def print_out(self) -> None:
        """Ask for a printer, and print."""
        print_text(self.text.document(), self)


class ReturnDialog(Dialog):
    """A list of reasons, made one by one: the place is chosen (or found by typing), the reason written.

    ``places`` are those that are offered: tasks, figures and items. ``proposed`` stands in it from the
    beginning: what was refused when the file was taken in.
    """

    def __init__(
        self,
        *,
        plan: Plan,
        status: UnitStatus,
        places: Collection[str],
        proposed: Reasons = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        offer_help(self, "各单位报送情况")
        self.setWindowTitle(f"退回：{status.unit.name}")
        self._plan = plan
        self._places: list[str] = []
        self.place = ChoiceBox(parent=self)
        self.place.setEditable(True)
        self.place.setMinimumContentsLength(8)
        self.place.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.place.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        self.place.setAccessibleName("指标、事项或任务")
        self.place.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.place.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        for key, words in _choices(plan):
            if key in places:
                self.place.addItem(words, key)
        self.place.setCurrentIndex(-1)
        self.place.lineEdit().setPlaceholderText("输入编号或名称查找")
        self.place.lineEdit().setAccessibleName("指标、事项或任务")
        self.column = ChoiceBox(parent=self)
        self.column.addItems(COLUMNS)
        self.column.setAccessibleName("栏目")
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("写明问题和修改要求")
        self.reason.setAccessibleName("退回意见")
        self.add = QPushButton("加入(&A)", self)
        self.remove = QPushButton("删除(&X)", self)
        self.table = self._make_table()
        self.buttons = self._make_buttons()
        self._lay_out()
        self.add.clicked.connect(self.take)
        self.remove.clicked.connect(self.drop)
        for place, text in proposed:
            self._append(place, text)
        self._refresh()

    @classmethod
    def ask(
        cls,
        *,
        plan: Plan,
        status: UnitStatus,
        places: Collection[str],
        proposed: Reasons = (),
        parent: QWidget | None = None,
    ) -> Reasons:
        """The reasons as (where, text); none if the unit is not to get its workbook back."""
        dialog = cls(plan=plan, status=status, places=places, proposed=proposed, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.reasons() if is_accepted else ()

    def reasons(self) -> Reasons:
        """What stands in the list."""
        rows = range(self.table.rowCount())
        return tuple((self._places[row], self.table.item(row, 2).text()) for row in rows)

    def take(self) -> None:
        """Put the chosen place with its reason into the list."""
        text, key = self.reason.text().strip(), self._key()
        if not text or not key:
            (self.reason if key else self.place).setFocus()
            if not key and self.place.currentText():
                self.place.completer().complete()  # what the words may mean
            return
        column = self.column.currentText()
        self._append(key if column == WHOLE else f"{key}:{column}", text)
        self.reason.clear()
        self._refresh()

    def _key(self) -> str:
        """The place that the words mean: an id, or what stands in only one of the list; “” for none."""
        words = self.place.currentText().strip()
        named = [row for row in range(self.place.count()) if words in self.place.itemText(row)]
        exact = [row for row in named if words in (self.place.itemText(row), self.place.itemData(row))]
        if not words or len(exact or named) != 1:
            return ""
        self.place.setCurrentIndex((exact or named)[0])
        return str(self.place.currentData())

    def _append(self, place: str, text: str) -> None:
        _, name, column = place_words(self._plan, place)
        row = self.table.rowCount()
        self.table.insertRow(row)
        self.table.put(row, (name, column or WHOLE, text))
        self._places.append(place)
        self.table.setCurrentCell(row, 0)

    def drop(self) -> None:
        """Take the chosen reason out of the list."""
        row = self.table.currentRow()
        if row >= 0:
            del self._places[row]
            self.table.removeRow(row)
            self._refresh()

    def _refresh(self) -> None:
        has_reasons = bool(self._places)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(has_reasons)
        self.remove.setEnabled(has_reasons)

    def _make_table(self) -> RowTable:
        empty = "尚无退回意见。请在上方选择栏目、填写意见后加入。"
        table = RowTable(name="退回意见", heads=HEADS, ems=(20, 8), empty_words=empty, parent=self)
        table.setWordWrap(True)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        ok = buttons.button(kinds.Ok)
        ok.setText("退回并导出…")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _lay_out(self) -> None:
        hint = QLabel("逐条选择栏目，填写修改意见，按回车加入；完成后导出退回表，交该单位打开。", self)
        hint.setObjectName("hint")
        line = QHBoxLayout()
        line.addWidget(self.place, 3)
        line.addWidget(self.column, 1)
        line.addWidget(self.reason, 4)
        self.add.setDefault(True)  # the button that Return presses: not the one that gives the workbook back
        line.addWidget(self.add)
        line.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        limit_to_screen(self, 900, 420)


def _choices(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every task with its figures and items, as (place, words)."""
    for task in plan.tasks:
        yield f"{TASK}{task.id}", "　".join(filter(None, place_words(plan, f"{TASK}{task.id}")))
        for commitment in plan.commitments_in(task):
            yield commitment.indicator_id, f"{commitment.id}　{commitment.name}"
        for item in plan.items_in(task):
            yield item.id, f"{item.id}　{item.name}"
