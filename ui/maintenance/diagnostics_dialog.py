"""检查本机: the findings, a field to try the input method in, and the whole as text to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.maintenance.diagnostics import Diagnosis, Status, as_text, summary
from ui.style.dialog import Dialog, close_button
from ui.style.palette import TONES
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_WORDS = "这是第一次在本机使用，程序已检查了填报要用到的各项条件。以后可用“帮助—检查本机”再次检查。"
_MARKS = {
    Status.GOOD: ("✓", "green"),
    Status.CAUTION: ("△", "yellow"),
    Status.TROUBLE: ("×", "red"),
}


class DiagnosticsDialog(Dialog):
    """``is_first`` says why it opened by itself."""

    def __init__(
        self, *, findings: Sequence[Diagnosis], is_first: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("检查本机")
        self._findings = findings
        self.summary = QLabel(summary(findings), self)
        self.summary.setObjectName("heading")
        self.why = QLabel(FIRST_WORDS, self)
        self.why.setObjectName("hint")
        self.why.setWordWrap(True)
        self.why.setVisible(is_first)
        self.trial = QLineEdit(self)
        self.trial.setPlaceholderText("在这里试打几个汉字，看输入法能否使用")
        self.trial.setAccessibleName("试打汉字")
        self.copy = QPushButton("复制结果", self)
        self.copy.clicked.connect(self._copy)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        close = close_button(self)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.why)
        layout.addWidget(self._make_list(), 1)
        layout.addWidget(self.trial)
        layout.addWidget(buttons)
        limit_to_screen(self, 760, 560)
        close.setFocus()

    @classmethod
    def ask(
        cls, *, findings: Sequence[Diagnosis], is_first: bool = False, parent: QWidget | None = None
    ) -> None:
        """Show the findings until they are closed."""
        dialog = cls(findings=findings, is_first=is_first, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    def _make_list(self) -> QScrollArea:
        content = QWidget(self)
        grid = QGridLayout(content)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, finding in enumerate(self._findings):
            grid.addWidget(_status(finding.status, content), row, 0, top)
            subject = QLabel(finding.subject, content)
            subject.setStyleSheet("font-weight: bold;")
            grid.addWidget(subject, row, 1, top)
            grid.addWidget(_words(finding, content), row, 2, top)
        grid.setRowStretch(len(self._findings), 1)
        area = QScrollArea(self)
        area.setObjectName("reading")
        area.setAccessibleName("检查结果")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        return area

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._findings))
        self.copy.setText("已复制")


def _status(status: Status, parent: QWidget) -> QLabel:
    """Colour, shape and word."""
    shape, tone = _MARKS[status]
    label = QLabel(f"{shape} {status}", parent)
    label.setStyleSheet(f"color: {TONES[tone].text.name()};")
    return label


def _words(finding: Diagnosis, parent: QWidget) -> QLabel:
    advice = f"\n处理办法：{finding.advice}" if finding.advice else ""
    label = QLabel(finding.meaning + advice, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAccessibleName(f"{finding.subject}：{finding.status}")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
