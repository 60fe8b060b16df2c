"""文件名规则: the pattern of exported file names, with the name it gives now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from cixi_desktop.errors import CixiError
from cixi_desktop.settings import FILE_NAME_PATTERN
from cixi_desktop.wording.filenames import file_name

if TYPE_CHECKING:
    from datetime import date

    from cixi_desktop.periods import Period


class NamingDialog(QDialog):
    """The example shows ``unit``, ``period`` and the day ``on``."""

    def __init__(
        self, *, pattern: str, unit: str, period: Period, on: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("文件名规则")
        self._unit, self._period, self._on = unit, period, on
        hint = QLabel("{单位}、{所属期}、{日期}换成实际的单位、数据所属期和导出日期，其余照写。", self)
        hint.setObjectName("hint")
        self.pattern = QLineEdit(pattern, self)
        self.pattern.setAccessibleName("文件名规则")
        self.example = QLabel(self)
        self.example.setWordWrap(True)
        self.example.setAccessibleName("按规则得出的文件名")
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults, self)
        self.buttons.button(kinds.Ok).setText("确定")
        self.buttons.button(kinds.Cancel).setText("取消")
        self.buttons.button(kinds.RestoreDefaults).setText("恢复默认")
        self.buttons.button(kinds.RestoreDefaults).clicked.connect(
            lambda: self.pattern.setText(FILE_NAME_PATTERN)
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (hint, self.pattern, self.example, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(640)
        self.pattern.textChanged.connect(self._refresh)
        self._refresh()

    @classmethod
    def ask(
        cls, *, pattern: str, unit: str, period: Period, on: date, parent: QWidget | None = None
    ) -> str | None:
        """The pattern the user wants; None if it stays as it is."""
        dialog = cls(pattern=pattern, unit=unit, period=period, on=on, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.pattern.text().strip() if is_accepted else None

    def _refresh(self) -> None:
        try:
            name = file_name(self.pattern.text().strip(), unit=self._unit, period=self._period, on=self._on)
        except CixiError as error:
            self.example.setText(str(error))
            is_sound = False
        else:
            self.example.setText(f"例如：{name}")
            is_sound = True
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_sound)
