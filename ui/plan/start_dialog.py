"""开始使用: what an empty data folder begins with."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Beginning(Enum):
    """What the user begins with."""

    BREAKDOWN = "breakdown"
    DOCUMENT = "document"
    SHIPPED = "shipped"
    SAMPLE = "sample"


class StartDialog(Dialog):
    """Four ways to begin, the most usual first; Esc begins with the plan that comes with the program."""

    def __init__(self, *, shipped_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("开始使用")
        self.chosen = Beginning.SHIPPED
        layout = QVBoxLayout(self)
        question = QLabel("这个数据文件夹还是空的。请选择填报哪一份工作计划：", self)
        question.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout.addWidget(question)
        self.buttons: dict[Beginning, QPushButton] = {}
        for beginning, title, words in (
            (Beginning.BREAKDOWN, "接受任务分解表(&I)…", "办公室发来的Excel表，计划、单位和分工一次设好"),
            (Beginning.DOCUMENT, "从文件建立工作计划(&N)…", "读取本单位的工作要点等文件，逐项核对后采用"),
            (Beginning.SHIPPED, "使用随程序的计划(&U)", f"《{shipped_title}》"),
            (Beginning.SAMPLE, "打开示例(&D)", "一年的示例数据，放在另一个文件夹，可以随意试用"),
        ):
            button = QPushButton(f"{title}\n{words}", self)
            button.setObjectName("way")
            button.setAccessibleName(title.partition("(")[0])
            button.setAccessibleDescription(words)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            button.clicked.connect(partial(self._choose, beginning))
            self.buttons[beginning] = button
            layout.addWidget(button)
        limit_to_screen(self, 520, 380)

    @classmethod
    def ask(cls, *, shipped_title: str, parent: QWidget | None = None) -> Beginning:
        """What to begin with."""
        dialog = cls(shipped_title=shipped_title, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def _choose(self, beginning: Beginning) -> None:
        self.chosen = beginning
        self.accept()
