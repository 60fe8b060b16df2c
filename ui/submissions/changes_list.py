"""A list of what was changed, one field a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.wording.journal import JournalLine


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
