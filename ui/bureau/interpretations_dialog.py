"""口径问题和月度计划: the bureau's answers to interpretations, and what all figures are measured by."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from cixi_desktop.pasting.basis_table import (
    changed_bases,
    last_year_layout,
    last_year_rows,
    plan_layout,
    plan_rows,
)
from cixi_desktop.pasting.decision_table import ANSWER, decision_layout, decision_rows, decisions
from ui.dialogs.help_view import offer_help
from ui.table.table_dialog import TableDialog, lay_out_page
from ui.table.text_table import TextTable

if TYPE_CHECKING:
    from cixi_desktop.pasting.text_table import Rows, TableLayout
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.basis import Basis
    from cixi_desktop.records.bureau import Decision
    from cixi_desktop.records.content import Content

ANSWERS_WORDS = (
    "工作要点未写明的口径，暂按灰字执行。局里明确后，请填写答复、答复人和日期，导出的口径说明随之更新；"
    "清空即恢复暂定答复。已报送的月份不受影响。"
)
QUESTION_EMS = 20
FIGURE_EMS = 22
SIZE = (1180, 660)
PLAN_WORDS = (
    "灰字为默认值（原文基数、按月均分的应完成数）。月度计划填累计数，空月沿用上一个已填月份。"
    "“左右”幅度指低于目标多少仍算基本完成，不填的按亮灯规则。单位分解数写成“一科40、二科80”：各单位按自己的分解数亮灯，全局按总数，各单位的数自动合计。从WPS或Excel复制时可带“指标”列和月份表头，也可只复制数字。"
)
LAST_YEAR_WORDS = "上年各月的累计数。12月和当月都有数的，没有月度计划时按上年同期比重计算序时进度。"


class AnswersTab(QWidget):
    """The table, and below it the current question in full."""

    def __init__(self, *, plan: Plan, content: Content, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._interpretations = plan.interpretations
        self.table = TextTable(
            name="口径问题",
            layout=decision_layout(plan),
            rows=decision_rows(plan, content),
            title_ems=QUESTION_EMS,
            parent=self,
        )
        self.table.horizontalHeader().setStretchLastSection(True)
        self.question = QLabel(self)
        self.question.setWordWrap(True)
        self.question.setTextFormat(Qt.TextFormat.RichText)
        self.question.setAccessibleName("当前口径问题")
        lay_out_page(self, ANSWERS_WORDS, self.table, below=(self.question,))
        self.table.selectionModel().currentChanged.connect(lambda now, _before: self._show(now.row()))
        self.table.go_to((0, ANSWER))
        self._show(0)

    def _show(self, row: int) -> None:
        asked = self._interpretations[row]
        cited = f"（涉及{'、'.join(asked.target_ids)}）" if asked.target_ids else ""
        lines = (
            f"<b>{escape(f'{asked.id}. {asked.question}')}</b>{escape(cited)}",
            escape(f"暂定答复：{asked.answer}"),
            escape(f"影响：{asked.effect}"),
        )
        self.question.setText("<br>".join(lines))


class FiguresTab(QWidget):
    """A table of figures by month."""

    def __init__(
        self, *, name: str, words: str, layout: TableLayout, rows: Rows, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table = TextTable(name=name, layout=layout, rows=rows, title_ems=FIGURE_EMS, parent=self)
        lay_out_page(self, words, self.table)


class InterpretationsChoice(Struct, frozen=True, kw_only=True):
    """The decision on every interpretation, and the basis of every figure."""

    decisions: tuple[Decision, ...]
    bases: tuple[Basis, ...]


class InterpretationsDialog(TableDialog):
    """Three tabs: answers, monthly plans, last year."""

    def __init__(self, *, plan: Plan, content: Content, parent: QWidget | None = None) -> None:
        super().__init__(title="口径问题和月度计划", size=SIZE, parent=parent)
        offer_help(self, "口径问题和月度计划")
        self._content = content
        self.answers = AnswersTab(plan=plan, content=content, parent=self)
        self.plans = FiguresTab(
            name="基数和月度计划",
            words=PLAN_WORDS,
            layout=plan_layout(plan, content),
            rows=plan_rows(plan, content),
            parent=self,
        )
        self.last_year = FiguresTab(
            name="上年累计",
            words=LAST_YEAR_WORDS,
            layout=last_year_layout(plan),
            rows=last_year_rows(plan, content),
            parent=self,
        )
        self.add_page("口径问题(&1)", self.answers, self.answers.table)
        self.add_page("基数和月度计划(&2)", self.plans, self.plans.table)
        self.add_page("上年累计(&3)", self.last_year, self.last_year.table)

    @classmethod
    def ask(
        cls, *, plan: Plan, content: Content, parent: QWidget | None = None
    ) -> InterpretationsChoice | None:
        """What the user decided; None if all stays as it is."""
        dialog = cls(plan=plan, content=content, parent=parent)
        is_accepted = dialog.exec() == cls.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.choice() if is_accepted else None

    def choice(self) -> InterpretationsChoice:
        """Decisions and bases as they stand in the tables."""
        plans, last_year = self.plans.table.texts.rows, self.last_year.table.texts.rows
        return InterpretationsChoice(
            decisions=decisions(self.answers.table.texts.rows),
            bases=changed_bases(self._content, plans, last_year),
        )
