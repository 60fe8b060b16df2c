"""报送: what will be handed in, what is in the way, and what has changed since the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.checks.issues import Severity
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.wording.checkcode import check_code
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.wording.journal import JournalLine

LAW = "报送后仍可修改，修改后须再次报送；每次报送的内容、校验码和亮灯规则都原样保存，不能撤销。"
NAMELESS = "单位还是“未分配”：请先在“设置—单位和填报人”中填写本单位名称，再报送。"


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


class SubmitDialog(QDialog):
    """Facts and hindrances; handing in is possible where there is nothing in the way and something new."""

    def __init__(
        self,
        *,
        assessment: Assessment,
        faults: Sequence[str],
        reminders: Mapping[str, tuple[Issue, ...]],
        changed: Sequence[JournalLine],
        untouched: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"报送{assessment.period.label}")
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(10)
        self._layout.addLayout(self._facts(assessment, reminders))
        self.faults = QListWidget(self)
        self.faults.setAccessibleName("须更正的错误")
        self.faults.setWordWrap(True)
        self.faults.addItems(list(faults))
        self.changes = ChangesList(parent=self)
        self.changes.show_lines(changed)
        self.untouched = QListWidget(self)
        self.untouched.setAccessibleName("还没有修改的退回意见")
        self.untouched.setWordWrap(True)
        self.untouched.addItems(list(untouched))
        for widget in (self.faults, self.changes, self.untouched):
            widget.hide()
        before = assessment.submission
        self._is_new = before is None or before.check_code != check_code(assessment)
        if faults:
            self._add(self.faults, f"有{len(faults)}处错误，更正后才能报送：", "fault")
        if untouched:
            self._add(self.untouched, f"有{len(untouched)}条退回意见所指的地方还没有修改：", "caution")
        if before is not None and self._is_new:
            self._add(self.changes, f"第{before.number}次报送后的修改：", "hint")
        elif before is not None:
            self._say(f"第{before.number}次报送之后没有修改，不需要再次报送。", "hint")
        if assessment.unit == UNASSIGNED:
            self._say(NAMELESS, "caution")
        self._say(LAW, "hint")
        self.submit = self._add_buttons(is_possible=self._is_new and not faults)
        limit_to_screen(self, 600, 300 if not (faults or changed) else 480)

    @classmethod
    def ask(
        cls,
        *,
        assessment: Assessment,
        faults: Sequence[str],
        reminders: Mapping[str, tuple[Issue, ...]],
        changed: Sequence[JournalLine],
        untouched: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> bool:
        """Whether the month is to be handed in."""
        dialog = cls(
            assessment=assessment,
            faults=faults,
            reminders=reminders,
            changed=changed,
            untouched=untouched,
            parent=parent,
        )
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return is_accepted

    def _facts(self, assessment: Assessment, reminders: Mapping[str, tuple[Issue, ...]]) -> QFormLayout:
        reported, total = assessment.answered
        left = f"，还有{total - reported}项未填报" if reported < total else ""
        warned = sum(issue.severity is Severity.WARNING for found in reminders.values() for issue in found)
        before = assessment.submission
        facts = {
            "填报单位": assessment.unit.name,
            "数据所属期": assessment.period.label,
            "填报情况": f"已填{reported}/{total}项{left}",
            "提醒": f"{warned}条，不影响报送" if warned else "无",
            "报送次数": f"第{before.number + 1 if before else 1}次",
            "校验码": check_code(assessment),
        }
        form = QFormLayout()
        for name, words in facts.items():
            label = QLabel(words, self)
            label.setAccessibleName(f"{name}：{words}")
            label.setWordWrap(True)
            form.addRow(name, label)
            if name == "数据所属期":
                label.setObjectName("heading")
        return form

    def _add(self, widget: QWidget, words: str, name: str) -> None:
        self._say(words, name)
        self._layout.addWidget(widget, 1)
        widget.show()

    def _say(self, words: str, name: str) -> None:
        label = QLabel(words, self)
        label.setObjectName(name)
        label.setWordWrap(True)
        self._layout.addWidget(label)

    def _add_buttons(self, *, is_possible: bool) -> QWidget:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        submit = buttons.button(kinds.Ok)
        submit.setText("报送并导出…")
        submit.setEnabled(is_possible)
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._layout.addWidget(buttons)
        return submit
