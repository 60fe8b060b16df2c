"""报送本月 in four steps: 检查, 报送, 导出, 打印; what is missing, and what was changed since last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from cixi_desktop.checks.findings import Degree, blocking, tally
from cixi_desktop.records.handovers import reason_words
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.wording.checkcode import handed_in_code, is_handed_in
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.findings import Finding
    from cixi_desktop.wording.journal import JournalLine

LAW = "报送即登记，不能撤销；以后如有修改，须重新报送。每次报送的内容、校验码和亮灯规则均留存备查。"
NAMELESS = "尚未选择单位，交出去的表和一页纸会写“未分配”。"
UNCHANGED = "没有修改，不需要重新报送。需要再要一份表的，请用“文件—报送记录”另存。"
RETURNED = "已被退回：请按意见修改后重新报送；认为不需要修改的，请告知办公室。"
CHECK, SUBMIT, EXPORT, PRINT = "检查", "报送", "导出", "打印"
_BUTTONS = {CHECK: "转到填写处", SUBMIT: "报送并导出…", EXPORT: "导出…", PRINT: "打印…"}
_DONE = "✓"


class MonthToSubmit(Struct, frozen=True, kw_only=True):
    """How the month stands: what was found in it, what of a return is still open, what changed since.

    ``is_exported`` and ``is_printed`` since the dialog was opened.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    changed: Sequence[JournalLine] = ()
    untouched: Sequence[tuple[str, str]] = ()
    is_exported: bool = False
    is_printed: bool = False

    @property
    def is_submitted(self) -> bool:
        """Whether it was handed in as it stands."""
        return is_handed_in(self.assessment)

    @property
    def has_unit(self) -> bool:
        """Whether somebody hands it in."""
        return self.assessment.unit != UNASSIGNED

    @property
    def next_step(self) -> str:
        """What is to be done next; “” once everything is. Something missing is looked at first."""
        counts = tally(self.findings)
        if not self.is_submitted:
            is_lacking = counts[Degree.ERROR] or counts[Degree.MISSING] or not self.has_unit
            return CHECK if is_lacking else SUBMIT
        if not self.is_exported:
            return EXPORT
        return "" if self.is_printed else PRINT


def check_words(month: MonthToSubmit) -> str:
    """已填45/48项，还有3项未填报；1处错误须更正，2条提醒."""
    reported, total = month.assessment.answered
    counts = tally(month.findings)
    filled = f"已填{reported}/{total}项"
    if reported < total:
        filled += f"，还有{total - reported}项未填报"
    told = [
        f"{counts[degree]}{words}"
        for degree, words in (
            (Degree.ERROR, "处错误，更正后才能报送"),
            (Degree.WARNING, "条提醒，不影响报送"),
        )
        if counts[degree]
    ]
    return "；".join([filled, *told]) if told else f"{filled}{'' if reported < total else '，没有发现问题'}"


class FindingsList(QListWidget):
    """Signals: ``chosen(row)`` by Enter or double click."""

    chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("检查结果")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self.chosen.emit(self.currentRow()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class ChangesList(QListWidget):
    """Lines of the journal: 2025年6月　高新技术企业新增数 累计：70 → 72."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("修改内容")
        self.setWordWrap(True)

    def show_lines(self, lines: Sequence[JournalLine]) -> None:
        """Show these lines instead of what is shown."""
        self.clear()
        self.addItems(["　".join(filter(None, (line.period, line.sentence))) for line in lines])


class SubmitDialog(Dialog):
    """Four steps, each with its button; that of the next step is the blue one.

    Signals: ``step_asked(step)`` for 报送, 导出 and 打印; ``unit_asked()`` to choose the unit. ``finding`` is
    what the user wants to go to, None unless the dialog was left for it.
    """

    step_asked = Signal(str)
    unit_asked = Signal()

    def __init__(self, *, month: MonthToSubmit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self._month = month
        self.setWindowTitle(f"报送{month.assessment.period.label}")
        self.marks = {step: QLabel(self) for step in _BUTTONS}
        self.words = {step: QLabel(self) for step in _BUTTONS}
        self.buttons = {step: self._button(step) for step in _BUTTONS}
        self.unit = QPushButton("选择单位…", self)
        self.unit.clicked.connect(self._ask_for_unit)
        self.findings = FindingsList(parent=self)
        self.findings.chosen.connect(self._go_to)
        self.changes, self.untouched = ChangesList(parent=self), QListWidget(self)
        self.untouched.setAccessibleName("还没有修改的退回意见")
        self.untouched.setWordWrap(True)
        self.close_button = QPushButton("关闭", self)
        self.close_button.clicked.connect(self.reject)
        self._lay_out(month)
        self.show_month(month)
        limit_to_screen(self, 760, 560 if month.findings or month.changed or month.untouched else 340)
        offer_help(self, "报送")

    def show_month(self, month: MonthToSubmit) -> None:
        """Show what is done and what comes next."""
        self._month = month
        number = month.assessment.submission.number if month.assessment.submission else 0
        period = month.assessment.period
        whose = "" if period.is_month else f"{period.last}月"
        which = f"{whose}第{number if month.is_submitted else number + 1}次报送"
        code = f"{which}，校验码{handed_in_code(month.assessment)}"
        self.buttons[SUBMIT].setText(f"报送{whose}并导出…")
        self.words[CHECK].setText(check_words(month))
        self.words[SUBMIT].setText(f"已报送：{code}" if month.is_submitted else code)
        is_faulty = bool(blocking(month.findings))
        can = {
            CHECK: bool(month.findings),
            SUBMIT: not (month.is_submitted or is_faulty),
            EXPORT: month.is_submitted,
            PRINT: month.is_submitted,
        }
        done = {
            CHECK: not month.findings,
            SUBMIT: month.is_submitted,
            EXPORT: month.is_exported,
            PRINT: month.is_printed,
        }
        for number, step in enumerate(_BUTTONS, 1):
            self.buttons[step].setEnabled(can[step])
            self.marks[step].setText(_DONE if done[step] else f"{number}")
        self._lead_on(month)

    def _lead_on(self, month: MonthToSubmit) -> None:
        """The button of the next step is the blue one, and has the keyboard."""
        needs_unit = month.next_step == CHECK and not (month.has_unit or blocking(month.findings))
        following = self.unit if needs_unit else self.buttons.get(month.next_step, self.close_button)
        for button in (*self.buttons.values(), self.unit, self.close_button):
            button.setDefault(button is following)
        following.setFocus()

    def _lay_out(self, month: MonthToSubmit) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        heading = QLabel(f"{month.assessment.unit.name}　{month.assessment.period.label}", self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setObjectName("heading")
        layout.addWidget(heading)
        layout.addLayout(self._steps())
        if not month.has_unit:
            self._add(layout, NAMELESS, "caution", self.unit)
        self.unit.setVisible(not month.has_unit)
        self.findings.addItems([_finding_words(finding) for finding in month.findings])
        self.changes.show_lines(month.changed)
        plan = month.assessment.plan
        self.untouched.addItems([reason_words(plan, reason) for reason in month.untouched])
        before = month.assessment.submission
        since = f"第{before.number}次报送后的修改：" if before else ""
        for widget, words, name in (
            (self.findings, "要看的地方（回车或双击转到填写处）：", "hint"),
            (self.untouched, f"有{len(month.untouched)}条退回意见所指的地方还没有修改：", "caution"),
            (self.changes, since, "hint"),
        ):
            widget.setVisible(bool(widget.count()))
            if widget.count():
                self._add(layout, words, name, widget)
        if before is not None and month.is_submitted:
            words = RETURNED if month.untouched else f"后{UNCHANGED}"
            self._add(layout, f"第{before.number}次报送{words}", "hint")
        self._add(layout, LAW, "hint")
        layout.addStretch()
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)

    def _steps(self) -> QGridLayout:
        """One line for each step: its mark, its name, what there is to say of it, its button."""
        self.words[EXPORT].setText("进展情况表（Excel），交办公室")
        self.words[PRINT].setText("一页纸，签字后与进展情况表一并交办公室")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(2, 1)
        for row, (step, button) in enumerate(self.buttons.items()):
            name = QLabel(f"<b>{step}</b>", self)
            words = self.words[step]
            words.setWordWrap(True)
            for column, widget in enumerate((self.marks[step], name, words, button)):
                grid.addWidget(widget, row, column)
        return grid

    def _button(self, step: str) -> QPushButton:
        button = QPushButton(_BUTTONS[step], self)
        button.setAccessibleName(f"{step}：{_BUTTONS[step].rstrip('…')}")
        if step == CHECK:
            button.clicked.connect(lambda: self._go_to(max(self.findings.currentRow(), 0)))
        else:
            button.clicked.connect(lambda: self.step_asked.emit(step))
        return button

    def _add(self, layout: QVBoxLayout, words: str, name: str, widget: QWidget | None = None) -> None:
        label = QLabel(words, self)
        label.setObjectName(name)
        label.setWordWrap(True)
        layout.addWidget(label)
        if widget is self.unit:
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        elif widget is not None:
            layout.addWidget(widget, 1)

    def _go_to(self, row: int) -> None:
        self.finding = self._month.findings[row]
        self.accept()

    def _ask_for_unit(self) -> None:
        self.reject()
        self.unit_asked.emit()


def _finding_words(finding: Finding) -> str:
    """What was found, in what; how to mend it is said where it is not plain."""
    hint = "" if finding.degree is Degree.MISSING else finding.hint
    return f"{finding.degree.marked}　{fullwidth_punctuation(finding.subject)}：{finding.message}{hint}"
