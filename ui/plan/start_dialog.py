"""开始使用: what an empty data folder begins with, and whose figures are entered."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from cixi_desktop.errors import CixiError
from cixi_desktop.records.units import UNASSIGNED
from ui.dialogs.unit_dialog import ACTOR_HINT, NAME_HINT, TASKS_HINT, UnitChoice
from ui.style.dialog import Dialog
from ui.style.form_style import style_anew
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

CHECKING = "正在检查本机…"
NAMELESS = "请填写单位名称。"


class Beginning(Enum):
    """What the user begins with."""

    SHIPPED = "shipped"
    BREAKDOWN = "breakdown"
    DOCUMENT = "document"
    SAMPLE = "sample"


_OTHERS = (
    (Beginning.BREAKDOWN, "接受任务分解表(&I)…", "办公室发来的Excel表，计划、单位和分工一次设好"),
    (Beginning.DOCUMENT, "从文件建立工作计划(&N)…", "读取本单位的工作要点等文件，逐项核对后采用"),
    (Beginning.SAMPLE, "打开示例(&D)", "一年的示例数据，放在另一个文件夹，可以随意试用"),
)


class StartDialog(Dialog):
    """The shipped plan with the unit that enters its figures, or one of three other ways to begin.

    ``read_tasks`` makes ids of the numbers of tasks. Esc begins with the shipped plan, the unit left open.
    What was found out about the computer is told in one line. Signals: ``machine_asked()`` for all of it.
    """

    machine_asked = Signal()

    def __init__(
        self,
        *,
        shipped_title: str,
        read_tasks: Callable[[str], tuple[str, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("开始使用")
        self.chosen = Beginning.SHIPPED
        self._read_tasks = read_tasks
        self.name, self.tasks, self.actor = (QLineEdit(self) for _ in range(3))
        self.name.setPlaceholderText(NAME_HINT)
        self.tasks.setPlaceholderText(TASKS_HINT)
        self.actor.setPlaceholderText(ACTOR_HINT)
        self.fault = QLabel(self)
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.begin = QPushButton("开始填报", self)
        self.begin.setDefault(True)
        self.begin.clicked.connect(self._begin)
        self.buttons = {way: self._way(way, title, words) for way, title, words in _OTHERS}
        self.machine = QLabel(CHECKING, self)
        self.machine.setObjectName("hint")
        self.machine.setWordWrap(True)
        self.details = QPushButton("查看…", self)
        self.details.setAccessibleName("查看本机检查结果")
        self.details.setEnabled(False)
        self.details.clicked.connect(self.machine_asked)
        self._lay_out(shipped_title)
        self.name.setFocus()
        limit_to_screen(self, 560, 0)

    def choice(self) -> UnitChoice | None:
        """Whose figures are entered; None where no unit was named.

        CixiError if what stands under tasks is none.
        """
        choice = UnitChoice(
            unit_id=UNASSIGNED.id,
            name=self.name.text().strip(),
            actor=self.actor.text().strip(),
            tasks=self._read_tasks(self.tasks.text()),
        )
        return choice if choice.name else None

    def show_machine(self, words: str, *, is_trouble: bool) -> None:
        """Tell how the computer was found."""
        self.machine.setText(f"本机检查：{words}")
        self.machine.setObjectName("fault" if is_trouble else "hint")
        style_anew(self.machine)
        self.details.setEnabled(True)

    def _lay_out(self, shipped_title: str) -> None:
        form = QFormLayout()
        form.addRow("单位名称(&U)", self.name)
        form.addRow("牵头的任务(&T)", self.tasks)
        form.addRow("填报人(&P)", self.actor)
        machine = QHBoxLayout()
        machine.addWidget(self.machine, 1)
        machine.addWidget(self.details)
        layout = self._layout = QVBoxLayout(self)
        layout.addWidget(self._hint(f"填报《{shipped_title}》："))
        layout.addLayout(form)
        layout.addWidget(self.fault)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.begin)
        layout.addLayout(row)
        layout.addWidget(self._hint("填报别的工作计划，或者先看示例："))
        for button in self.buttons.values():
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addLayout(machine)

    def _hint(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setObjectName("hint")
        label.setWordWrap(True)
        return label

    def _way(self, beginning: Beginning, title: str, words: str) -> QPushButton:
        button = QPushButton(f"{title}\n{words}", self)
        button.setObjectName("way")
        button.setAccessibleName(title.partition("(")[0])
        button.setAccessibleDescription(words)
        button.clicked.connect(partial(self._choose, beginning))
        return button

    def _choose(self, beginning: Beginning) -> None:
        self.chosen = beginning
        self.accept()

    def _begin(self) -> None:
        """Begin with the shipped plan, unless what was typed cannot be read."""
        fault = self._fault()
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self._layout.activate()
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        if not fault:
            self._choose(Beginning.SHIPPED)

    def _fault(self) -> str:
        """Why it cannot be begun so, with the keyboard where that is mended; “” if it can."""
        if not self.name.text().strip() and (self.tasks.text() + self.actor.text()).strip():
            self.name.setFocus()
            return NAMELESS
        try:
            self.choice()
        except CixiError as error:
            self.tasks.setFocus()
            return f"{error.message}{error.hint}"
        return ""
