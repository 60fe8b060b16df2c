"""目标调整: a figure or item changed, ended, merged or added from a month on, why, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.actions.adopt import next_version
from cixi_desktop.assessment.assess import FigureAssessment, assess
from cixi_desktop.assessment.phrases import shares_text, shares_words, target_words
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.basis_table import divided_from
from cixi_desktop.periods import MONTHS, Period, month
from cixi_desktop.plan import Indicator
from cixi_desktop.plans.revising import COMPARATORS, Revision, added, ended, merged, revised
from cixi_desktop.wording.figures import NONE, completion_words
from cixi_desktop.wording.words import version_lines
from ui.dialogs.help_view import offer_help
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from cixi_desktop.plan import Commitment, Item, Plan
    from cixi_desktop.records.basis import Basis
    from cixi_desktop.records.content import Content
    from cixi_desktop.workspace import Workspace

CHANGE, END, MERGE, ADD = "改动", "不再列入", "并入另一个指标", "新增"
_SHOWN = {
    CHANGE: ("subject", "now", "comparator", "target", "shares", "unit", "name", "wording", "deadline"),
    END: ("subject", "now"),
    MERGE: ("subject", "now", "into"),
    ADD: ("task", "sentence"),
}
"""The rows of the form by what is done, besides those that are always there."""
_FIGURE_ROWS, _ITEM_ROWS = {"comparator", "target", "unit", "shares"}, {"deadline"}
_SAME = "不变"
OUTCOME_LINES = 5
"""Room for what is said below: buttons do not move while words come and go."""
LABEL_DROP = 7
"""Pixels by which a form sets a label lower than the first line of a text that takes several."""


class Adjustment(Struct, frozen=True, kw_only=True):
    """What the user wants: the plan from ``since`` on, and why; ``basis`` if shares change with it."""

    plan: Plan
    since: Period
    reason: str
    paper: str
    basis: Basis | None = None


class AdjustDialog(Dialog):
    """One figure or item at a time; below, what will be otherwise, and the light by either version."""

    def __init__(
        self, *, workspace: Workspace, target_id: str, period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("目标调整")
        self._workspace, self._period = workspace, period
        plan = workspace.plan
        self._targets: tuple[Indicator | Item, ...] = (*plan.indicators, *plan.items)
        self.what, self.subject, self.into = (ChoiceBox(parent=self) for _ in range(3))
        self.task, self.comparator, self.since = (ChoiceBox(parent=self) for _ in range(3))
        self.now, self.outcome = QLabel(self), QLabel(self)
        self.target, self.shares, self.unit, self.name, self.wording = (QLineEdit(self) for _ in range(5))
        self.deadline, self.sentence, self.reason, self.paper = (QLineEdit(self) for _ in range(4))
        self._fill(target_id)
        self._lay_out()
        self._show_subject()
        for box in (self.what, self.subject):
            box.currentIndexChanged.connect(self._show_subject)
        for box in (self.into, self.task, self.comparator, self.since):
            box.currentIndexChanged.connect(self._show)
        for line in (
            self.target,
            self.shares,
            self.unit,
            self.name,
            self.wording,
            self.deadline,
            self.sentence,
            self.reason,
        ):
            line.textChanged.connect(self._show)
        self.target.setFocus()
        limit_to_screen(self, 660, 620)
        offer_help(self, "目标调整")

    @classmethod
    def ask(
        cls, *, workspace: Workspace, target_id: str, period: Period, parent: QWidget | None = None
    ) -> Adjustment | None:
        """What is to hold from when on; None if the user leaves it as it is."""
        dialog = cls(workspace=workspace, target_id=target_id, period=period, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.adjustment() if is_accepted else None

    def adjustment(self) -> Adjustment | None:
        """What stands in the dialog; None while it is nothing. CixiError where it cannot be so."""
        now, last = self._workspace.plan, self.since.currentIndex() + 1
        plan, basis = self._wanted(), self._divided(last)
        if plan is None and basis is None:
            return None
        return Adjustment(
            plan=plan or now,
            since=month(now.year, last),
            reason=self.reason.text().strip(),
            paper=self.paper.text().strip(),
            basis=basis,
        )

    def _divided(self, since: int) -> Basis | None:
        subject, text = self._subject(), self.shares.text().strip()
        if "shares" not in self._rows() or not text or not isinstance(subject, Indicator):
            return None
        return divided_from(self._workspace.content, subject, text, since)

    def _wanted(self) -> Plan | None:
        plan, own_id = self._workspace.plan, self._subject().id
        match self.what.currentText():
            case str(what) if what == END:
                return ended(plan, own_id)
            case str(what) if what == MERGE:
                return merged(plan, own_id, self.into.currentText().partition(" ")[0])
            case str(what) if what == ADD:
                words = self.sentence.text().strip()
                return added(plan, plan.tasks[self.task.currentIndex()].id, words) if words else None
        wanted = self._revision()
        return None if wanted == Revision() else revised(plan, own_id, wanted)

    def _revision(self) -> Revision:
        """What differs from how it is; inputs that are not shown stay blank."""
        subject = self._subject()
        texts = {
            "target": (self.target, ""),
            "unit": (self.unit, subject.unit),
            "name": (self.name, subject.name),
            "wording": (self.wording, self._quote()),
            "deadline": (self.deadline, ""),
        }
        rows = self._rows()
        said = {
            name: text
            for name, (line, before) in texts.items()
            if name in rows and (text := line.text().strip()) != before
        }
        chosen = COMPARATORS.get(self.comparator.currentText()) if "comparator" in rows else None
        return Revision(comparator=chosen, **said)

    def _subject(self) -> Indicator | Item:
        return self._targets[max(self.subject.currentIndex(), 0)]

    def _quote(self) -> str:
        plan = self._workspace.plan
        places: tuple[Commitment | Item, ...] = (*plan.commitments, *plan.items)
        return next((each.citation.quote for each in places if each.id == self._subject().id), "")

    def _fill(self, target_id: str) -> None:
        plan = self._workspace.plan
        names = [f"{each.id} {each.name}" for each in self._targets]
        ids = [each.id for each in self._targets]
        self.what.addItems(list(_SHOWN))
        self.subject.addItems(names)
        self.subject.setCurrentIndex(ids.index(target_id) if target_id in ids else 0)
        self.into.addItems(names[: len(plan.indicators)])
        self.task.addItems([task.heading for task in plan.tasks])
        self.comparator.addItems([_SAME, *COMPARATORS])
        self.since.addItems([f"{n}月" for n in range(1, MONTHS + 1)])
        self.since.setCurrentIndex(self._period.last - 1)
        self.outcome.setWordWrap(True)
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.outcome.setMinimumHeight(OUTCOME_LINES * self.fontMetrics().lineSpacing())
        self.target.setPlaceholderText(_SAME)
        self.deadline.setPlaceholderText("不变；如：9月底")
        self.sentence.setPlaceholderText("如：新增瞪羚企业10家以上")
        self.reason.setPlaceholderText("如：上级下达任务调整")
        self.paper.setPlaceholderText("文号，可不填")

    def _rows(self) -> set[str]:
        """The rows of the form that are shown now."""
        subject = self._subject()
        left_out = _ITEM_ROWS if isinstance(subject, Indicator) else _FIGURE_ROWS
        if isinstance(subject, Indicator) and not subject.traits.is_flow:
            left_out = left_out | {"shares"}
        return {*_SHOWN[self.what.currentText()]} - left_out

    def _show_subject(self) -> None:
        """Another thing to do, or another figure or item to do it to."""
        subject = self._subject()
        self.now.setText(target_words(subject) if isinstance(subject, Indicator) else subject.traits.label)
        self.shares.clear()
        self.shares.setPlaceholderText(self._shares_now(subject))
        self.unit.setText(subject.unit)
        self.name.setText(subject.name)
        self.wording.setText(self._quote())
        for line in (self.name, self.wording):
            line.setCursorPosition(0)
        rows = self._rows()
        for name in {name for names in _SHOWN.values() for name in names}:
            self._form.setRowVisible(getattr(self, name), name in rows)
        self._show()

    def _shares_now(self, subject: Indicator | Item) -> str:
        content = self._workspace.content
        names = {unit.id: unit.name for unit in content.units}
        shares = shares_text(names, content.basis(subject.id).shares)
        return f"{_SAME}：{shares}" if shares else "不分解；如：甲科50、乙科80"

    def _show(self) -> None:
        try:
            wanted = self.adjustment()
            words = self._words(wanted) if wanted else "填写后，这里显示调整前后的变化和亮灯。"
        except CixiError as error:
            wanted, words = None, str(error)
        self.outcome.setText(words)
        self._accept.setEnabled(wanted is not None and bool(wanted.reason))

    def _words(self, wanted: Adjustment) -> str:
        """What will be otherwise; the light of the shown month, or of the first that it judges, by either."""
        now = self._workspace.plan
        after = next_version(now, wanted.plan, since=wanted.since, paper=wanted.paper)
        lines = version_lines(after)
        when = max(month(now.year, self._period.last), wanted.since, key=lambda period: period.last)
        before, own_id = self._workspace.content_of(when), self._subject().id
        content = before.with_records([(wanted.basis.key, wanted.basis)]) if wanted.basis else before
        lines += [f"{words}。" for words in [self._shares_words(after, content, when)] if words]
        told = []
        for words, version, held in (("调整前", now, before), ("调整后", after, content)):
            if version.has_target(own_id) and "subject" in self._rows():
                found = assess(version, held, when).of(own_id)
                done = completion_words(found) if isinstance(found, FigureAssessment) else ""
                told.append(f"{words}为{found.light}{f'（完成率{done}）' if done not in {'', NONE} else ''}")
        lines += [f"{when.label}：{'，'.join(told)}。"] if told else []
        lines += [f"{wanted.since.last}月以前各月不变。"] if wanted.since.last > 1 else []
        return "\n".join(lines)

    def _shares_words(self, after: Plan, content: Content, when: Period) -> str:
        indicator = after.indicator(self._subject().id) if "shares" in self._rows() else None
        if indicator is None:
            return ""
        return shares_words(indicator, content.basis(indicator.id).shares_in(when.last))

    def _lay_out(self) -> None:
        """The form scrolls where the screen is low, so that the buttons stay on it."""
        inputs = QWidget(self)
        self._form = QFormLayout(inputs)
        self._form.setContentsMargins(0, 0, 0, 0)
        for label, widget in (
            ("调整方式", self.what),
            ("指标、事项", self.subject),
            ("任务", self.task),
            ("现目标", self.now),
            ("并入", self.into),
            ("目标表述", self.comparator),
            ("新目标", self.target),
            ("单位分解数", self.shares),
            ("计量单位", self.unit),
            ("名称", self.name),
            ("原文", self.wording),
            ("完成时限", self.deadline),
            ("新增的内容", self.sentence),
            ("起始月份", self.since),
            ("理由", self.reason),
            ("依据", self.paper),
            ("调整前后", self.outcome),
        ):
            self._form.addRow(label, widget)
        self.outcome.setContentsMargins(0, LABEL_DROP, 0, 0)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self._accept = buttons.button(kinds.Ok)
        self._accept.setText("调整")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inputs)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
