"""单位和填报人: choose the unit, add one, give it its name; who signs the journal."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.errors import CixiError
from cixi_desktop.records.units import UNASSIGNED, Unit
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAME_HINT = "科室或局属单位的名称"
TASKS_HINT = "选填，写任务的序号，如5—10、12；主要目标没有序号，写名称"
ACTOR_HINT = "选填，记入修改记录"
NAMELESS = "请选择或填写本科室（单位）名称，填写前显示为“未分配”。"
NAMED = "请选中本次填报的单位。修改下面的名称即为该单位更名；如要换单位，请在列表中另选。"


class UnitChoice(Struct, frozen=True, kw_only=True):
    """What the user decided: the unit by id (“” for one yet to be made), its name, and who fills in.

    ``others`` are the units not chosen that were given another name, and perhaps one yet to be made;
    ``tasks`` those that the unit leads, by id, where that was asked.
    """

    unit_id: str
    name: str
    actor: str
    others: tuple[Unit, ...] = ()
    tasks: tuple[str, ...] = ()


class UnitDialog(Dialog):
    """Lists the units; the chosen one's name can be changed.

    ``read_tasks`` makes ids of the numbers of tasks; where there is none, no tasks are asked for.
    """

    def __init__(
        self,
        *,
        units: Sequence[Unit],
        current: Unit,
        actor: str,
        read_tasks: Callable[[str], tuple[str, ...]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("单位和填报人")
        self._ids = [unit.id for unit in units]
        self._names = {unit.id: unit.name for unit in units}
        self.list = QListWidget(self)
        self.list.setAccessibleName("填报单位")
        self.list.addItems([unit.name for unit in units])
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(NAME_HINT)
        self.tasks = QLineEdit(self)
        self.tasks.setPlaceholderText(TASKS_HINT)
        self._read_tasks = read_tasks
        self.actor = QLineEdit(actor, self)
        self.actor.setPlaceholderText(ACTOR_HINT)
        self.add = QPushButton("新增单位(&N)", self)
        self.all = QPushButton("单位分工(&A)…", self)
        self.wants_all = False
        self.fault = QLabel(self)
        self.fault.setObjectName("fault")
        self.fault.hide()
        self._lay_out(NAMELESS if UNASSIGNED in units else NAMED)
        self.list.currentRowChanged.connect(self._show_name)
        self.name.textChanged.connect(self._take_name)
        self.add.clicked.connect(self._add)
        self.all.clicked.connect(self._leave_for_all)
        self.list.setCurrentRow(self._ids.index(current.id))
        if current == UNASSIGNED:
            self.name.setFocus()
            self.name.selectAll()

    @classmethod
    def ask(
        cls,
        *,
        units: Sequence[Unit],
        current: Unit,
        actor: str,
        show_all: Callable[[], object],
        read_tasks: Callable[[str], tuple[str, ...]] | None = None,
        parent: QWidget | None = None,
    ) -> UnitChoice | None:
        """What the user decided; None if all stays as it is, or ``show_all`` was called instead."""
        dialog = cls(units=units, current=current, actor=actor, read_tasks=read_tasks, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if dialog.wants_all:
            show_all()
        return dialog.choice() if is_accepted else None

    def choice(self) -> UnitChoice:
        """The unit chosen, with the name and the person as they stand in the dialog."""
        names, row = self._shown_names(), self.list.currentRow()
        others = tuple(
            Unit(id=unit_id, name=name)
            for number, (unit_id, name) in enumerate(zip(self._ids, names, strict=True))
            if number != row and name != self._names.get(unit_id, "")
        )
        return UnitChoice(
            unit_id=self._ids[row],
            name=names[row],
            actor=self.actor.text().strip(),
            others=others,
            tasks=self._read_tasks(self.tasks.text()) if self._read_tasks else (),
        )

    def _shown_names(self) -> list[str]:
        """The names as they stand in the list, edited or not."""
        return [self.list.item(row).text().strip() for row in range(self.list.count())]

    def _lay_out(self, advice: str) -> None:
        hint = QLabel(advice, self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        form = QFormLayout()
        form.addRow("单位名称(&U)", self.name)
        form.addRow("牵头的任务(&T)", self.tasks)
        form.setRowVisible(self.tasks, self._read_tasks is not None)
        form.addRow("填报人(&P)", self.actor)
        adding = QHBoxLayout()
        adding.addWidget(self.add)
        adding.addWidget(self.all)
        adding.addStretch(1)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.button(kinds.Ok).setText("确定")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(adding)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        for before, after in pairwise(
            (self.list, self.add, self.all, self.name, self.tasks, self.actor, buttons)
        ):
            self.setTabOrder(before, after)
        limit_to_screen(self, 440, 420)
        offer_help(self, "一台电脑多个单位、换填报人")

    def _show_name(self, row: int) -> None:
        self.name.setText(self.list.item(row).text())

    def _take_name(self, name: str) -> None:
        self.list.currentItem().setText(name)

    def _add(self) -> None:
        """A line for a new unit, ready to be named; one at a time."""
        if "" not in self._ids:
            self._ids.append("")
            self.list.addItem("")
        self.list.setCurrentRow(self._ids.index(""))
        self.name.setFocus()

    def _leave_for_all(self) -> None:
        """Go to the dialog of all units; what was changed here is dropped."""
        self.wants_all = True
        self.reject()

    def _fault_of(self, row: int) -> str:
        """Why a name cannot stand; “” if it can. A new line left empty asks for no unit."""
        names = self._shown_names()
        if not names[row]:
            is_unused = not self._ids[row] and row != self.list.currentRow()
            return "" if is_unused else "单位名称不能为空。"
        is_taken = names.count(names[row]) > 1
        return f"已有名为“{names[row]}”的单位，请在列表中选择它。" if is_taken else ""

    def _take_fault(self) -> str:
        """The first fault, that of the chosen line before others; its line is chosen. “” if there is none."""
        for row in (self.list.currentRow(), *range(self.list.count())):
            fault = self._fault_of(row)
            if fault:
                self.list.setCurrentRow(row)
                return fault
        return ""

    def _fault_of_tasks(self) -> str:
        """Why the tasks cannot be read, and what to do; “” if they can."""
        try:
            self.choice()
        except CixiError as error:
            self.tasks.setFocus()
            return f"{error.message}{error.hint}"
        return ""

    def _choose_known(self) -> None:
        """Choose the unit whose name was typed where no unit had one: a 任务分解表 brings all units along."""
        names, row = self._shown_names(), self.list.currentRow()
        own_id = self._ids[row]
        known = [n for n, name in enumerate(names) if name == names[row] and n != row]
        if own_id in {"", UNASSIGNED.id} and known:
            self.list.item(row).setText(self._names.get(own_id, ""))
            self.list.setCurrentRow(known[0])

    def accept(self) -> None:
        self._choose_known()
        fault = self._take_fault() or self._fault_of_tasks()
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        if not fault:
            super().accept()


class CarryDialog(QMessageBox):
    """Whether what was entered while no unit was chosen goes to the one that is chosen now."""

    def __init__(self, *, count: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(QApplication.applicationName())
        self.setText(f"是否把已填的{count}项转到“{name}”？")
        self.setInformativeText("选择单位之前填写的内容记在“未分配”名下，不随单位报送。转入后可以撤销。")
        self.carry = self.addButton("转入", QMessageBox.ButtonRole.AcceptRole)
        self.setEscapeButton(self.addButton("不转入", QMessageBox.ButtonRole.RejectRole))
        self.setDefaultButton(self.carry)

    @classmethod
    def ask(cls, *, count: int, name: str, parent: QWidget | None = None) -> bool:
        """Whether it goes there."""
        dialog = cls(count=count, name=name, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.clickedButton() is dialog.carry
