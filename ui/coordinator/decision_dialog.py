"""核定: whose value counts of a figure, what each comes to, and why; 数据来源: what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.actions.review import own_value
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.checks.textchecks import misquoting
from cixi_desktop.consolidation.combine import counted_twice, outcome, possible
from cixi_desktop.consolidation.settle import lead_id
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import LEAD, OWN, SUM, FigureDecision
from cixi_desktop.wording.coordinator import (
    OUTCOME_HEADS,
    PART_HEADS,
    divided_words,
    outcome_cells,
    part_cells,
    standard_words,
    twice_words,
)
from ui.coordinator.answers import Question
from ui.dialogs.help_view import offer_help
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog, close_button
from ui.style.form_style import mark
from ui.style.palette import MUTED, tone_of
from ui.style.style import as_typed, limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.consolidation.combine import UnitPart
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.records.origins import Origin

_EMS = (21.5, 11.5, 7)
"""Pixels of the columns but the last, which takes the rest."""
_WORDS = {LEAD: "以牵头科室为准", SUM: "各单位合计", OWN: "另行核定"}
NOTHING = "请先选择采用哪个数。"
_MOST_OF_IT = 9
"""Of the height that is left, the part of the table."""
MOST_QUOTED = 3
"""Texts that are named; how many more there are is said."""
NAME, LIGHT = 0, 5
_SOURCE_EMS = (17, *[7.5] * 5)
"""Widths of the columns; the last takes the rest."""


class DecisionDialog(Question):
    """Shows every choice with what the figure would then be; arrow keys choose, Enter decides."""

    def __init__(
        self, *, found: Bureau, target_id: str, actor: str, today: date, parent: QWidget | None = None
    ) -> None:
        target = found.plan.target(target_id)
        super().__init__(title=f"核定：{target.name}", parent=parent)
        self._found, self._actor, self._today = found, actor, today
        self._origin = found.origin(target)
        self._fault = ""
        self._whose = possible(found, self._origin)
        self.choices = self._make_table()
        self.value = QLineEdit(self)
        self.value.setPlaceholderText("只在“另行核定”时填写")
        self.since = ChoiceBox(parent=self)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("必填，如：以统计局公布数为准")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setObjectName("hint")
        self._lay_out()
        self.ok = self.add_buttons("核定")
        self._show_decided()
        self.choices.itemSelectionChanged.connect(self._refresh)
        self.value.textEdited.connect(self._choose_own)
        self.reason.textChanged.connect(lambda _text: self._refresh())
        self.since.currentIndexChanged.connect(lambda _index: self._refresh())
        self._fill()
        self._refresh()
        limit_to_screen(self, 760, 520)
        self.choices.setFocus()

    @classmethod
    def ask(
        cls, *, found: Bureau, target_id: str, actor: str, today: date, parent: QWidget | None = None
    ) -> FigureDecision | None:
        """The decision; None if nothing is decided."""
        dialog = cls(found=found, target_id=target_id, actor=actor, today=today, parent=parent)
        return dialog.decision() if dialog.is_confirmed() else None

    def decision(self) -> FigureDecision | None:
        """What is decided as the dialog stands; None if nothing is chosen, or no reason is given."""
        row, reason = self.choices.currentRow(), self.reason.text().strip()
        whose = self._whose[row] if row >= 0 else ""
        value = self._value() if whose == OWN else None
        if not whose or not reason or (whose == OWN and value is None):
            return None
        return self._made(whose, value, reason)

    def _made(self, whose: str, value: Decimal | None, reason: str = "") -> FigureDecision:
        return FigureDecision(
            target_id=self._origin.target.id,
            from_period=month(self._found.period.year, self.since.currentIndex() + 1),
            whose=whose,
            value=value,
            reason=reason,
            decided_by=self._actor,
            decided_on=self._today,
        )

    def _value(self) -> Decimal | None:
        self._fault, text = "", self.value.text().strip()
        try:
            return own_value(self._origin.target, text)
        except CixiError as error:
            self._fault = str(error) if text else ""
            return None

    def _outcome(self, whose: str) -> Assessed | None:
        """What the figure would be; None while the own value is not typed."""
        value = self._value() if whose == OWN else None
        if whose == OWN and value is None:
            return None
        return outcome(self._found, self._made(whose, value))

    def _show_decided(self) -> None:
        """Begin with what was decided last, else with the month that is shown."""
        decided = self._origin.decision
        last = self._found.period.last
        self.since.addItems([month(self._found.period.year, number).label for number in range(1, last + 1)])
        self.since.setCurrentIndex((decided.from_period.last if decided else last) - 1)
        if decided:
            self.reason.setText(decided.reason)
            self.value.setText("" if decided.value is None else f"{decided.value.normalize():f}")
        chosen = decided.whose if decided else ""
        self.choices.setRowCount(len(self._whose))
        self.choices.setCurrentCell(self._whose.index(chosen) if chosen in self._whose else -1, 0)

    def _fill(self) -> None:
        for row, whose in enumerate(self._whose):
            self._fill_row(row, whose)

    def _fill_row(self, row: int, whose: str) -> None:
        found = self._outcome(whose)
        texts = (self._whose_words(whose), *outcome_cells(found))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(as_typed(text))
            if found and column == len(texts) - 1:
                item.setForeground(tone_of(found.light).text)
            self.choices.setItem(row, column, item)

    def _whose_words(self, whose: str) -> str:
        names = {source.unit.id: source.unit.name for source in self._origin.sources}
        is_lead = whose == lead_id(self._found.plan, self._found.contents[0], self._origin.target)
        return _WORDS.get(whose) or f"采用{names[whose]}{'（牵头科室）' if is_lead else ''}"

    def _choose_own(self, _text: str) -> None:
        """Typing a value of the bureau's own chooses it, and shows what would become of it."""
        row = self._whose.index(OWN)
        self._fill_row(row, OWN)
        self.choices.setCurrentCell(row, 0)
        self._refresh()

    def _refresh(self) -> None:
        row = self.choices.currentRow()
        self.ok.setEnabled(self.decision() is not None)
        is_fault = row >= 0 and self._whose[row] == OWN and bool(self._fault)
        mark(self.told, "mood", "bad" if is_fault else "")
        self.told.setText(self._consequences(self._whose[row]) if row >= 0 else NOTHING)

    def _consequences(self, whose: str) -> str:
        """Which later decision stays in force, what is counted twice, and what texts quote another number."""
        if whose == OWN and self._fault:
            return self._fault
        made = self._made(whose, None)
        in_force = self._found.contents[0].figure_decision(made.target_id, self._found.period)
        told = []
        if in_force and in_force.from_period > made.from_period:
            told.append(f"自{in_force.from_period.label}起另有核定，仍然有效；要一并改变，请从该月起核定。")
        twice = twice_words(counted_twice(self._found, made))
        told += [twice] if twice else []
        figure = self._outcome(whose)
        if isinstance(figure, FigureAssessment):
            quoted = list(misquoting(self._found.contents, figure))
            told += [f"需请单位改写：{words}" for words in quoted[:MOST_QUOTED]]
            if len(quoted) > MOST_QUOTED:
                told.append(f"另有{len(quoted) - MOST_QUOTED}处文字引用了别的数。")
        return "\n".join(told)

    def _make_table(self) -> QTableWidget:
        table = RowTable(name="采用哪个数", heads=OUTCOME_HEADS, ems=_EMS, parent=self)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def _lay_out(self) -> None:
        target = self._origin.target
        divided = divided_words(target, self._found.contents[0], self._found.period)
        standard = QLabel("\n".join(filter(None, (standard_words(target), divided))), self)
        standard.setWordWrap(True)
        self.box.insertWidget(0, standard)
        self.box.insertWidget(1, self.choices, _MOST_OF_IT)
        if OWN in self._whose:
            self.form.addRow("核定数(&V)", self.value)
        self.value.setVisible(OWN in self._whose)
        self.form.addRow("起始月份(&M)", self.since)
        self.form.addRow("理由(&R)", self.reason)
        self.form.addRow(self.told)


class SourcesDialog(Dialog):
    """One line a unit. Signals: ``unit_asked(id)`` for the unit's own figures, ``decision_asked()``."""

    unit_asked = Signal(str)
    decision_asked = Signal()

    def __init__(
        self, *, whole: Assessed, origin: Origin, parts: Sequence[UnitPart], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        offer_help(self, "各单位报送情况")
        self.setWindowTitle(f"数据来源：{origin.target.name}（{whole.period.label}）")
        self._parts = parts
        self.standard = QLabel(standard_words(origin.target), self)
        self.standing = QLabel(_standing(whole, origin), self)
        for label in (self.standard, self.standing):
            label.setWordWrap(True)
        self.table = RowTable(name="各单位填报的数", heads=PART_HEADS, ems=_SOURCE_EMS, parent=self)
        self.decide = QPushButton("核定(&D)…", self)
        self.decide.setEnabled(len(parts) > 1 or origin.decision is not None)
        self.unit = QPushButton("查看该单位(&V)", self)
        self.unit.setEnabled(bool(parts))
        self.leave = close_button(self)
        self._lay_out()
        self._fill()
        self.decide.clicked.connect(self.decision_asked)
        self.unit.clicked.connect(self._ask_for_unit)
        self.table.activated.connect(lambda _index: self._ask_for_unit())
        self.leave.clicked.connect(self.accept)
        limit_to_screen(self, 860, 460)
        self.table.setFocus()

    def show_parts(self, whole: Assessed, origin: Origin, parts: Sequence[UnitPart]) -> None:
        """Show what has become of it by a decision."""
        self._parts = parts
        self.standing.setText(_standing(whole, origin))
        self._fill()

    def _ask_for_unit(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.unit_asked.emit(self._parts[row].unit.id)
            self.accept()

    def _fill(self) -> None:
        self.table.setRowCount(len(self._parts))
        for row, part in enumerate(self._parts):
            for column, item in enumerate(self.table.put(row, part_cells(part))):
                if column == LIGHT:
                    item.setForeground(tone_of(part.assessed.light).text)
                elif not part.is_counted:
                    item.setForeground(MUTED)
        if self._parts and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.decide)
        buttons.addWidget(self.unit)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.addWidget(self.standard)
        layout.addWidget(self.standing)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.standing.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


def _standing(whole: Assessed, origin: Origin) -> str:
    """How all units together stand, and by which rule."""
    light = f"{whole.light.symbol}{whole.status}"
    words = origin.words if origin.sources or origin.own else "还没有单位填报"
    return f"全部单位：{light}。{whole.reason}\n以哪个数为准：{words}。"
