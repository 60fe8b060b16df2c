"""口径问题: the interpretations of the plan, each with its provisional answer or the bureau's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cixi_desktop.pasting.decision_table import ANSWER, decision_layout, decision_rows
from ui.table.text_table import HINT, TextTable

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content

WORDS = (
    "工作要点没有写明的口径。灰字是暂定答复，局里明确后在这里填写答复、谁明确的、哪天明确的，导出的口径说明随之更改；"
    "清空一行即恢复暂定答复。已经报送的不变。"
)
TITLE_EMS = 20


class AnswersTab(QWidget):
    """The table, and below it the current question in full."""

    def __init__(self, *, plan: Plan, content: Content, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readings = plan.interpretations
        self.table = TextTable(
            name="口径问题",
            layout=decision_layout(plan),
            rows=decision_rows(plan, content),
            title_ems=TITLE_EMS,
            parent=self,
        )
        self.table.horizontalHeader().setStretchLastSection(True)
        self.question = QLabel(self)
        self.question.setWordWrap(True)
        self.question.setAccessibleName("当前口径问题")
        words, keys = QLabel(WORDS, self), QLabel(HINT, self)
        for label in (words, keys):
            label.setObjectName("hint")
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(self.question)
        column.addWidget(keys)
        self.table.selectionModel().currentChanged.connect(lambda now, _before: self._show(now.row()))
        self.table.go_to((0, ANSWER))
        self._show(0)

    def _show(self, row: int) -> None:
        reading = self._readings[row]
        cited = f"（涉及{'、'.join(reading.target_ids)}）" if reading.target_ids else ""
        lines = (
            f"<b>{reading.id}. {reading.question}</b>{cited}",
            f"暂定答复：{reading.answer}",
            f"影响：{reading.effect}",
        )
        self.question.setText("<br>".join(lines))
