"""目标调整: another target for a figure from a month on, why, by which paper, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout

from cixi_desktop.actions.adopt import retargeted
from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import MONTHS, Period, month
from cixi_desktop.wording.figures import completion_words
from ui.style.choosers import ChoiceBox
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cixi_desktop.plan import Indicator, Plan
    from cixi_desktop.workspace import Workspace


class Adjustment(Struct, frozen=True, kw_only=True):
    """What the user wants: the plan from ``since`` on, and why."""

    plan: Plan
    since: Period
    reason: str
    paper: str


class AdjustDialog(QDialog):
    """One figure at a time; below, the light of the shown month by either target."""

    def __init__(
        self, *, workspace: Workspace, target_id: str, period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("目标调整")
        self._workspace, self._period = workspace, period
        self._figures = [
            each for each in workspace.plan.indicators if not (each.traits.is_staged or each.traits.is_ratio)
        ]
        self.figure, self.since = ChoiceBox(parent=self), ChoiceBox(parent=self)
        self.figure.addItems([f"{each.id} {each.name}" for each in self._figures])
        ids = [each.id for each in self._figures]
        self.figure.setCurrentIndex(ids.index(target_id) if target_id in ids else 0)
        self.since.addItems([f"{n}月" for n in range(1, MONTHS + 1)])
        self.since.setCurrentIndex(period.last - 1)
        self.now, self.outcome = QLabel(self), QLabel(self)
        self.outcome.setWordWrap(True)
        self.target, self.reason, self.paper = (QLineEdit(self) for _ in range(3))
        self.reason.setPlaceholderText("如：上级下达任务调整")
        self.paper.setPlaceholderText("文号，可不填")
        self._lay_out()
        self.figure.currentIndexChanged.connect(self._show)
        self.since.currentIndexChanged.connect(self._show)
        self.target.textChanged.connect(self._show)
        self.reason.textChanged.connect(self._show)
        self._show()
        self.target.setFocus()
        limit_to_screen(self, 620, 300)

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
        """What stands in the dialog; None while it is nothing."""
        indicator = self._indicator()
        if indicator is None or not self.target.text().strip():
            return None
        return Adjustment(
            plan=retargeted(self._workspace.plan, indicator.id, self.target.text()),
            since=month(self._workspace.plan.year, self.since.currentIndex() + 1),
            reason=self.reason.text().strip(),
            paper=self.paper.text().strip(),
        )

    def _indicator(self) -> Indicator | None:
        place = self.figure.currentIndex()
        return self._figures[place] if 0 <= place < len(self._figures) else None

    def _show(self) -> None:
        indicator = self._indicator()
        self.now.setText(target_words(indicator) if indicator else "")
        try:
            wanted = self.adjustment()
            words = self._words(wanted) if wanted else "填写新的目标值，即显示调整前后的亮灯。"
        except CixiError as error:
            wanted, words = None, str(error)
        self.outcome.setText(words)
        self._accept.setEnabled(wanted is not None and bool(wanted.reason))

    def _words(self, wanted: Adjustment) -> str:
        """The light of the shown month, or of the first that the new target judges, by either target."""
        indicator = self._indicator()
        assert indicator is not None  # noqa: S101  something is wanted of it
        plan, year = self._workspace.plan, self._workspace.plan.year
        when = max(month(year, self._period.last), wanted.since, key=lambda period: period.last)
        after = replace(wanted.plan, earlier=None, since=1)
        told = []
        for words, version in (("原目标", plan), ("新目标", after)):
            figure = assess(version, self._workspace.content_of(when), when).of(indicator.id)
            told.append(f"按{words}为{figure.light}（完成率{completion_words(figure) or '—'}）")
        before = f"{wanted.since.last}月以前各月不变。" if wanted.since.last > 1 else ""
        return f"{when.label}：{'，'.join(told)}。{before}"

    def _lay_out(self) -> None:
        form = QFormLayout()
        for label, widget in (
            ("指标", self.figure),
            ("现目标", self.now),
            ("新目标", self.target),
            ("从哪个月起", self.since),
            ("理由", self.reason),
            ("依据", self.paper),
            ("调整前后", self.outcome),
        ):
            form.addRow(label, widget)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self._accept = buttons.button(kinds.Ok)
        self._accept.setText("调整")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)
