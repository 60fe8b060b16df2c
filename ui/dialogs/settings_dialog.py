"""选项: the day that reports are due, and the file name pattern with an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.errors import CixiError
from cixi_desktop.records.rules import DEFAULT_RULES
from cixi_desktop.settings import Settings
from ui.style.choosers import NumberBox
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable


LAST_DAY = 31
_PATTERN_HINT = (
    "{单位}、{所属期}、{工作}、{日期}换成实际的单位、数据所属期、工作要点（或重点工作）和导出日期，其余照写。"
)


class SettingsDialog(Dialog):
    """A row for each setting; unit and 填报人 are chosen in 单位和填报人, and stay as they are here.

    ``name_by`` gives the file name by a pattern, for the example; CixiError where the pattern is none.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        due_day: int,
        name_by: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("选项")
        self.due_day = NumberBox(parent=self)
        self.due_day.setRange(1, LAST_DAY)
        self.due_day.setValue(due_day)
        self.due_day.setAccessibleName("报送截止日：每月几日")
        self._settings = settings
        self._name_by = name_by
        self.pattern = QLineEdit(settings.file_name_pattern, self)
        self.pattern.setAccessibleName("文件名规则")
        self.pattern.textChanged.connect(self._refresh)
        self.example = QLabel(self)
        self.example.setWordWrap(True)
        self.example.setAccessibleName("按规则得出的文件名")
        hint = QLabel(_PATTERN_HINT, self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        day = QHBoxLayout()
        for part in (
            QLabel("每月", self),
            self.due_day,
            QLabel("日（当月没有该日的，为当月最后一天）", self),
        ):
            day.addWidget(part)
        day.addStretch(1)
        rows = QFormLayout()
        rows.addRow("报送截止日", day)
        rows.addRow("文件名规则", self.pattern)
        rows.addRow("", hint)
        rows.addRow("", self.example)
        self.buttons = self._make_buttons()
        layout = QVBoxLayout(self)
        layout.addLayout(rows)
        layout.addWidget(self.buttons)
        self._refresh()
        limit_to_screen(self, 640, 0)

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults, self)
        buttons.button(kinds.Ok).setText("确定")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.button(kinds.RestoreDefaults).setText("恢复默认")
        buttons.button(kinds.RestoreDefaults).clicked.connect(self._restore_defaults)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    @property
    def chosen(self) -> Settings:
        """The settings as the dialog has them."""
        return replace(self._settings, file_name_pattern=self.pattern.text().strip())

    @classmethod
    def ask(
        cls,
        *,
        settings: Settings,
        due_day: int,
        name_by: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> tuple[Settings, int] | None:
        """The settings and the day that the user wants; None if they stay as they are."""
        dialog = cls(settings=settings, due_day=due_day, name_by=name_by, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return (dialog.chosen, dialog.due_day.value()) if is_accepted else None

    def _restore_defaults(self) -> None:
        self.pattern.setText(Settings().file_name_pattern)
        self.due_day.setValue(DEFAULT_RULES.due_day)

    def _refresh(self) -> None:
        pattern = self.chosen.file_name_pattern
        try:
            name = self._name_by(pattern)
        except CixiError as error:
            self.example.setText(str(error))
            is_sound = False
        else:
            self.example.setText(f"例如：{name}")
            is_sound = True
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_sound)
