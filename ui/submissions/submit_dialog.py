"""报送本月 in four steps: 检查, 报送, 导出, 打印; what is missing, and what was changed since last time.

One press of the blue button hands in, exports and prints, to the places that the dialog names.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.checks.findings import Degree, blocking, tally
from cixi_desktop.records.handovers import reason_words
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.wording.checkcode import handed_in_code, is_handed_in
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.dialogs.help_view import offer_help
from ui.dialogs.month_dialogs import preview_table
from ui.dialogs.printing import AS_PDF, NO_PAPER
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.findings import Finding
    from cixi_desktop.plan import Task
    from cixi_desktop.wording.journal import JournalLine

LAW = "报送即登记，不能撤销；以后如有修改，须重新报送。每次报送的内容、校验码和亮灯规则均留存备查。"
NEXT = "请将进展情况表和签字的一页纸一并交办公室。"
NAMELESS = "尚未选择单位，交出去的表和一页纸会写“未分配”。"
UNCHANGED = "没有修改，不需要重新报送。需要再要一份表的，请用“文件—报送记录”另存。"
RETURNED = "已被退回：请按意见修改后重新报送；认为不需要修改的，请告知办公室。"
CHECK, SUBMIT, EXPORT, PRINT = "检查", "报送", "导出", "打印"
WORDS = "补齐文字"
WHAT_WORDS = "“补齐文字”将写入以下内容，可以撤销，也可以先逐项填写："
SEARCHING = "正在查找打印机…"
_BUTTONS = {CHECK: "转到填写处", SUBMIT: "报送", EXPORT: "导出", PRINT: "打印"}
_OPEN_FOLDER = "打开文件夹"
_DONE = "✓"


class MonthToSubmit(Struct, frozen=True, kw_only=True):
    """How the month stands: what was found in it, what of a return is still open, what changed since.

    ``words`` are what 补齐文字 would write: a task, what is told, and the words. ``folder`` is where the
    workbook goes; ``exported`` is where it went, and ``printed`` what is to be said of the page, since the
    dialog was opened.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    words: Sequence[tuple[Task, str, str]] = ()
    changed: Sequence[JournalLine] = ()
    untouched: Sequence[tuple[str, str]] = ()
    folder: str = ""
    exported: str = ""
    printed: str = ""

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
            if self.words and self.has_unit and not counts[Degree.ERROR]:
                return WORDS
            is_lacking = counts[Degree.ERROR] or counts[Degree.MISSING] or not self.has_unit
            return CHECK if is_lacking else SUBMIT
        if not self.exported:
            return EXPORT
        return "" if self.printed else PRINT


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

    Signals: ``step_asked(step)`` for 补齐文字, 报送, 导出 and 打印; ``unit_asked()`` to choose the unit,
    ``folder_asked()`` another place for the workbook, ``preview_asked()`` the page on the screen.
    ``finding`` is what the user wants to go to, None unless the dialog was left for it.
    """

    step_asked = Signal(str)
    unit_asked = Signal()
    folder_asked = Signal()
    preview_asked = Signal()

    def __init__(self, *, month: MonthToSubmit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self._month = month
        self.setWindowTitle(f"报送{month.assessment.period.label}")
        self.marks = {step: QLabel(self) for step in _BUTTONS}
        self.words = {step: QLabel(self) for step in _BUTTONS}
        self.buttons = {step: self._button(step) for step in _BUTTONS}
        self.unit = self._side_button("选择单位…", self._ask_for_unit)
        self.write = self._side_button(WORDS, lambda: self.step_asked.emit(WORDS))
        self.place = self._side_button("更改位置…", self.folder_asked)
        self.preview = self._side_button("预览…", self.preview_asked)
        self.paper = ChoiceBox(parent=self)
        self.paper.setAccessibleName("打印到")
        self.paper.addItem(SEARCHING)
        self.paper.currentIndexChanged.connect(lambda _index: self._name_steps())
        self.missing = preview_table(("任务", "内容", "将要写入"), month.words, self, ems=(12, 10))
        self.findings = FindingsList(parent=self)
        self.findings.chosen.connect(self._go_to)
        self.changes, self.untouched = ChangesList(parent=self), QListWidget(self)
        self.untouched.setAccessibleName("还没有修改的退回意见")
        self.untouched.setWordWrap(True)
        self.next = self._hint(NEXT, "heading")
        self.close_button = self._side_button("关闭", self.reject)
        self._lists: dict[QWidget, tuple[QWidget, ...]] = {}
        self._lay_out(month)
        self.show_month(month)
        has_lists = month.findings or month.changed or month.untouched or month.words
        limit_to_screen(self, 800, 600 if has_lists else 340)
        offer_help(self, "报送")

    @property
    def printer(self) -> str:
        """The name of the printer, 存为PDF文件 or 暂不打印; “” while printers are still looked for."""
        return self.paper.currentText() if self.paper.count() > 1 else ""

    def show_printers(self, names: Sequence[str], chosen: str) -> None:
        """Offer these printers, a PDF file, and nothing; the first of them unless one was ``chosen``."""
        self.paper.clear()
        self.paper.addItems([*names, AS_PDF, NO_PAPER])
        self.paper.setCurrentIndex(max(self.paper.findText(chosen), 0))

    def show_month(self, month: MonthToSubmit) -> None:
        """Show what is done and what comes next."""
        self._month = month
        number = month.assessment.submission.number if month.assessment.submission else 0
        which = f"{self._whose}第{number if month.is_submitted else number + 1}次报送"
        code = f"{which}，校验码{handed_in_code(month.assessment)}"
        self.words[CHECK].setText(check_words(month))
        self.words[SUBMIT].setText(f"已报送：{code}" if month.is_submitted else code)
        table = f"进展情况表（Excel），存到“{month.folder}”"
        self.words[EXPORT].setText(f"已导出：{month.exported}" if month.exported else table)
        self.words[PRINT].setText(month.printed or "一页纸，签字用")
        is_faulty = bool(blocking(month.findings))
        can = (bool(month.findings), not (month.is_submitted or is_faulty), *(month.is_submitted,) * 2)
        done = (not month.findings, month.is_submitted, month.exported, month.printed)
        for number, (step, button) in enumerate(self.buttons.items()):
            button.setEnabled(can[number])
            self.marks[step].setText(_DONE if done[number] else f"{number + 1}")
        self._name_steps()
        self._show_lists(month)
        self._lead_on(month)

    @property
    def _whose(self) -> str:
        """Of a longer period the month that it closes with, which is handed in: 6月."""
        period = self._month.assessment.period
        return "" if period.is_month else f"{period.last}月"

    def _name_steps(self) -> None:
        """What one press of 报送 does, and where 打印 goes."""
        onward = {NO_PAPER: "并导出", AS_PDF: "、导出并存PDF"}.get(self.printer, "、导出并打印")
        self.buttons[SUBMIT].setText(f"报送{self._whose}{onward}")
        self.buttons[EXPORT].setText(_OPEN_FOLDER if self._month.exported else EXPORT)
        self.buttons[PRINT].setText("存PDF" if self.printer == AS_PDF else PRINT)
        self.buttons[PRINT].setEnabled(self._month.is_submitted and self.printer not in {"", NO_PAPER})

    def _lead_on(self, month: MonthToSubmit) -> None:
        """The button of the next step is the blue one, and has the keyboard."""
        step = month.next_step
        is_over = step == PRINT and self.printer == NO_PAPER
        needs_unit = step == CHECK and not (month.has_unit or blocking(month.findings))
        steps = {**self.buttons, WORDS: self.write, "": self.close_button}
        following = self.unit if needs_unit else steps["" if is_over else step]
        for button in (*self.buttons.values(), self.unit, self.write, self.close_button):
            button.setDefault(button is following)
        self.next.setVisible(following is self.close_button and bool(month.exported))
        following.setFocus()

    def _lay_out(self, month: MonthToSubmit) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        heading = self._hint(f"{month.assessment.unit.name}　{month.assessment.period.label}", "heading")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(heading)
        layout.addLayout(self._steps())
        if not month.has_unit:
            layout.addWidget(self._hint(NAMELESS, "caution"))
            layout.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignLeft)
        self.unit.setVisible(not month.has_unit)
        before = month.assessment.submission
        since = f"第{before.number}次报送后的修改：" if before else ""
        self._add(layout, self.missing, self._hint(WHAT_WORDS), self.write)
        self._add(layout, self.findings, self._hint("要看的地方（回车或双击转到填写处）："))
        open_words = f"有{len(month.untouched)}条退回意见所指的地方还没有修改："
        self._add(layout, self.untouched, self._hint(open_words, "caution"))
        self._add(layout, self.changes, self._hint(since))
        if before is not None and month.is_submitted:
            words = RETURNED if month.untouched else f"后{UNCHANGED}"
            layout.addWidget(self._hint(f"第{before.number}次报送{words}"))
        layout.addWidget(self._hint(LAW))
        layout.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(self.next, 1)
        foot.addStretch()
        foot.addWidget(self.close_button)
        layout.addLayout(foot)

    def _steps(self) -> QGridLayout:
        """One line for each step: its mark, its name, what there is to say of it, its button."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(2, 1)
        beside: dict[str, tuple[QWidget, ...]] = {EXPORT: (self.place,), PRINT: (self.paper, self.preview)}
        for row, (step, button) in enumerate(self.buttons.items()):
            words = self.words[step]
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(words, 1)
            for widget in beside.get(step, ()):
                line.addWidget(widget)
            grid.addWidget(self.marks[step], row, 0)
            grid.addWidget(QLabel(f"<b>{step}</b>", self), row, 1)
            grid.addLayout(line, row, 2)
            grid.addWidget(button, row, 3)
        return grid

    def _show_lists(self, month: MonthToSubmit) -> None:
        """The lists as they stand now; one that is empty is not there."""
        plan = month.assessment.plan
        self.findings.clear()
        self.findings.addItems([_finding_words(finding) for finding in month.findings])
        self.untouched.clear()
        self.untouched.addItems([reason_words(plan, reason) for reason in month.untouched])
        self.changes.show_lines(month.changed)
        is_filled = {
            self.missing: bool(month.words),
            self.findings: bool(month.findings) and not month.words,
            self.untouched: bool(month.untouched),
            self.changes: bool(month.changed),
        }
        for widget, parts in self._lists.items():
            for part in (widget, *parts):
                part.setVisible(is_filled[widget])  # type: ignore[index]
        self.place.setVisible(not month.exported)

    def _button(self, step: str) -> QPushButton:
        button = QPushButton(_BUTTONS[step], self)
        button.setAccessibleName(f"{step}：{_BUTTONS[step]}")
        if step == CHECK:
            button.clicked.connect(lambda: self._go_to(max(self.findings.currentRow(), 0)))
        elif step == EXPORT:
            button.clicked.connect(self._export)
        else:
            button.clicked.connect(lambda: self.step_asked.emit(step))
        return button

    def _export(self) -> None:
        """Write the workbook; once it is written, show where."""
        if self._month.exported:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._month.exported).parent)))
        else:
            self.step_asked.emit(EXPORT)

    def _side_button(self, words: str, slot: Callable[..., object] | SignalInstance) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(slot)
        return button

    def _hint(self, words: str, name: str = "hint") -> QLabel:
        label = QLabel(words, self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _add(self, layout: QVBoxLayout, widget: QWidget, label: QLabel, *beside: QWidget) -> None:
        """A list below its label."""
        row = QHBoxLayout()
        row.addWidget(label, 1)
        for each in beside:
            row.addWidget(each)
        layout.addLayout(row)
        layout.addWidget(widget, 1)
        self._lists[widget] = (label, *beside)

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
