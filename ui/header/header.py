"""The top of the window: unit, period, due day, state of the month, and whether everything is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.periods import month
from ui.header.period_picker import MonthStrip, PeriodTitle, stepped
from ui.style.form_style import ShortLabel, mark
from ui.style.spoken import announce
from ui.style.style import as_typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from PySide6.QtGui import QResizeEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.errors import CixiError
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.units import Unit

GAP = 18
"""Pixels between the period and the months beside it."""


class Header(QFrame):
    """Whose figures are shown, of which period.

    Signals: ``period_picked(Period)``; ``year_picked(int)`` for the plan of another year;
    ``unit_asked()`` when the user wants another unit or name;
    ``total_asked()`` when all units are wanted as one, or no longer.
    """

    period_picked = Signal(object)
    year_picked = Signal(int)
    unit_asked = Signal()
    total_asked = Signal()

    def __init__(self, *, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._period = period
        self._content: Content | None = None
        self._next_month = 0
        self.unit = self._make_unit_button()
        self.total = self._make_total_button()
        self.title = PeriodTitle(parent=self)
        self.years = self._make_years_button()
        self.strip = MonthStrip(year=period.year, parent=self)
        self.due = self._label("due", "报送截止")
        self.state = self._label("state", "本月状态")
        self.progress = self._label("progress", "本月填报进度")
        self.kept = self._label("kept", "保存状态")
        self.band = LookBand(parent=self)
        self.notice = self._label("banner", "提示")
        self.notice.setWordWrap(True)
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.next_month = self._make_next_month_button()
        self._is_stacked = False
        self._rows, self._months, self._whose, self._facts = (
            QGridLayout(),
            QHBoxLayout(),
            QHBoxLayout(),
            QHBoxLayout(),
        )
        self._lay_out()
        self.title.stepped.connect(self.step)
        self.strip.picked.connect(self.period_picked)
        self.show_period(period)

    def show_period(self, period: Period) -> None:
        """Show which period is chosen; its figures follow."""
        self._period = period
        self.title.show_period(period)
        self.strip.show_period(period)

    def show_years(self, years: Sequence[int], shown: int) -> None:
        """Offer the years that have a plan, where there are several."""
        self.years.setVisible(len(years) > 1)
        self.years.setText(f"{shown}年 ▼")
        menu = QMenu(self.years)
        for year in years:
            action = menu.addAction(f"{year}年")
            action.triggered.connect(partial(self._pick_year, year, shown))
        self.years.setMenu(menu)

    def _pick_year(self, year: int, shown: int) -> None:
        if year != shown:
            self.year_picked.emit(year)

    def step(self, step: int) -> None:
        """Ask for the period before (-1) or after (1) this one."""
        target = stepped(self._period, step)
        if target is not None:
            self.period_picked.emit(target)

    def has_focus_within(self) -> bool:
        """Whether something of it has the focus."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        """Put the focus on the month that is shown, or that a longer period closes with."""
        self.strip.button(self._period.last).setFocus(Qt.FocusReason.TabFocusReason)

    def show_unit(self, unit: Unit) -> None:
        """Show whose figures these are; that nobody was chosen yet is not to be overlooked.

        The unit stays beside 全部单位, to come back to.
        """
        from cixi_desktop.records.units import ALL_UNITS, UNASSIGNED

        self.total.setChecked(unit == ALL_UNITS)
        if unit == ALL_UNITS:
            mark(self.unit, "mood", "past")
            return
        words = f"单位：{'未选择' if unit == UNASSIGNED else unit.name}"
        self.unit.setText(words)
        mark(self.unit, "mood", "late" if unit == UNASSIGNED else "")
        self.unit.setAccessibleName(words)

    def show_assessment(
        self, assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]], content: Content, today: date
    ) -> None:
        """Show what the period holds, and when it is due."""
        from cixi_desktop.wording import header as words

        if content is not self._content:
            self._content = content
            self.strip.show_marks(words.month_marks(content))
        _put(
            self.due,
            words.due_words(assessment, today),
            mood="late" if words.is_overdue(assessment, today) else "",
        )
        state = words.month_state(assessment, content.review(assessment.period))
        _put(self.state, state, mood=_MOODS.get(state, "locked"))
        _put(self.progress, words.month_words(assessment, issues))

    def show_typing(self, is_draft: bool) -> None:
        """What is being typed is not kept yet, or only as a draft."""
        _put(self.kept, "正在输入，已暂存" if is_draft else "正在输入，尚未保存")

    def show_saving(self) -> None:
        """Something is being kept."""
        self._say_kept("正在保存…")

    def show_saved(self, at: datetime | None) -> None:
        """Everything is kept."""
        self._say_kept(f"✓ 已保存 {at:%H:%M}" if at else "✓ 已自动保存", mood="good")

    def show_told(self, words: str) -> None:
        """Say what a command wrote, until the next change."""
        self._say_kept(f"✓ {words}", mood="good")

    def show_unsaved(self, error: CixiError) -> None:
        """Something could not be kept."""
        self._say_kept(f"未保存：{error.message.rstrip('。')}（排除故障后按Ctrl+S）", mood="bad")
        self.kept.setToolTip(as_typed(str(error)))

    def _say_kept(self, words: str, mood: str = "") -> None:
        """Show it, and have it said; the sign before it is for the eye."""
        _put(self.kept, words, mood)
        announce(self.kept, "保存状态", words.removeprefix("✓ "))

    def show_notices(self, notices: list[str]) -> None:
        """Lines that must not be overlooked, above everything; none hides them."""
        _put(self.notice, "　".join(notices))

    def show_next_month(self, way: str, why: str, number: int) -> None:
        """Lead to the month (1–12) that is due; “” leads nowhere. It stands where nothing moves for it."""
        self._next_month = number
        self.next_month.setText(way)
        self.next_month.setToolTip(why)
        self.next_month.setVisible(bool(way))

    def _pick_month(self) -> None:
        """Go there, and leave the keyboard with the months: the button will be gone."""
        self.period_picked.emit(month(self._period.year, self._next_month))
        self.take_focus()

    def _make_unit_button(self) -> QPushButton:
        button = QPushButton("单位：未选择", self)
        button.setObjectName("unit")
        button.setToolTip("选择单位、修改单位名称、填写填报人")
        button.clicked.connect(self.unit_asked)
        return button

    def _make_next_month_button(self) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("next_month")
        button.clicked.connect(self._pick_month)
        button.hide()
        return button

    def _make_years_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("month")
        button.setAccessibleName("查看另一年的工作计划")
        button.setToolTip("查看另一年的工作计划")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.hide()
        return button

    def _make_total_button(self) -> QPushButton:
        button = QPushButton("全部单位", self)
        button.setObjectName("total")
        button.setCheckable(True)
        button.setToolTip("查看全部单位的汇总，再按一次回到本单位（Ctrl+5）")
        button.clicked.connect(self._ask_for_total)
        return button

    def _ask_for_total(self, is_checked: bool) -> None:
        """Ask for it; the button shows what is there once it is there."""
        self.total.setChecked(not is_checked)
        self.total_asked.emit()

    def _label(self, object_name: str, accessible_name: str) -> QLabel:
        label = ShortLabel(self) if object_name in _GIVE_WAY else QLabel(self)
        label.setObjectName(object_name)
        label.setAccessibleName(accessible_name)
        label.hide()
        return label

    def _lay_out(self) -> None:
        for label in (self.state, self.progress, self.due):
            self._facts.addWidget(label)
        self._facts.setSpacing(14)
        self._facts.addWidget(self.next_month)
        self._facts.addStretch(1)
        self._facts.addWidget(self.kept)
        self._months.addWidget(self.years)
        self._months.addWidget(self.strip)
        self._months.addStretch(1)
        self._whose.setSpacing(6)
        self._whose.addWidget(self.unit, 1)
        self._whose.addWidget(self.total)
        self._rows.setContentsMargins(12, 6, 12, 8)
        self._rows.setHorizontalSpacing(GAP)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(1, 1)
        self._rows.addWidget(self.title, 0, 0)
        self._place_rows()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._rows)
        layout.addWidget(self.band)
        layout.addWidget(self.notice)

    def _place_rows(self) -> None:
        """The months beside the period; where they have no room there, below it, and the facts below them."""
        for each in (self._months, self._whose, self._facts):
            self._rows.removeItem(each)
        if self._is_stacked:
            self._rows.addLayout(self._whose, 0, 1)
            self._rows.addLayout(self._months, 1, 0, 1, 2)
            self._rows.addLayout(self._facts, 2, 0, 1, 2)
        else:
            self._rows.addLayout(self._months, 0, 1)
            self._rows.addLayout(self._whose, 1, 0)
            self._rows.addLayout(self._facts, 1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        first = max(self.title.minimumSizeHint().width(), self._whose.minimumSize().width())
        is_stacked = self._rows.contentsRect().width() < first + GAP + self._months.minimumSize().width()
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            self._place_rows()


class LookBand(QFrame):
    """Says that another unit is only looked at. Signals: ``correction_asked()``, ``back_asked()``."""

    correction_asked = Signal()
    back_asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("look_band")
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.correct = QPushButton("更正…", self)
        self.correct.setToolTip("改所选指标或事项的数，写明理由")
        self.back = QPushButton("返回", self)
        self.correct.clicked.connect(self.correction_asked)
        self.back.clicked.connect(self.back_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.words, 1)
        for button in (self.correct, self.back):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.hide()

    def show_looked_at(self, assessment: Assessment) -> None:
        """Show whose figures are looked at; nothing where they are the own ones."""
        self.words.setText(f"正在查看：{assessment.unit.name}（只供查看，不是本单位的填报）")
        self.correct.setEnabled(assessment.period.is_month)
        self.setVisible(assessment.is_looked_at)


_GIVE_WAY = {"due", "kept", "progress"}
_MOODS = {
    "未填报": "",
    "只供查看": "",
    "填报中": "busy",
    "已填齐": "good",
    "已报送": "good",
    "报送后有修改": "late",
    "退回待修改": "late",
}


def _put(label: QLabel, text: str, mood: str = "") -> None:
    """Show a text in a mood of the style sheet; nothing is done where nothing changes.

    The label is hidden until there is a text: styled anew for its first mood, it would take much longer.
    """
    if label.text() != text:
        label.setText(text)
        label.setAccessibleName(f"{label.accessibleName().partition('：')[0]}：{text}")
        label.setToolTip(as_typed(text))
    mark(label, "mood", mood)
    label.setVisible(bool(text))
