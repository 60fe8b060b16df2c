"""A slip of paper: 催报清单, 退回单, 回执: to read, copy, print, or save as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ui.dialogs.paper import print_text, save_text
from ui.style.screen import limit_to_screen

if TYPE_CHECKING:
    from pathlib import Path


class SlipDialog(QDialog):
    """Shows ``html``; ``words`` is what 复制 puts on the clipboard, to paste into a message."""

    def __init__(
        self, *, title: str, html: str, words: str, proposal: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._words = words
        self._proposal = proposal
        self.text = QTextBrowser(self)
        self.text.setHtml(html)
        self.text.setAccessibleName(title)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        for label, slot in (
            ("复制文字(&C)", self.copy),
            ("打印(&P)…", self.print_out),
            ("另存为PDF(&S)…", self.save),
        ):
            button = QPushButton(label, self)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        close = QPushButton("关闭", self)
        close.clicked.connect(self.reject)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        limit_to_screen(self, 760, 480)

    @classmethod
    def ask(cls, *, title: str, html: str, words: str, proposal: Path, parent: QWidget | None = None) -> None:
        """Show it until it is closed."""
        dialog = cls(title=title, html=html, words=words, proposal=proposal, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    def copy(self) -> None:
        """Put the words on the clipboard."""
        QGuiApplication.clipboard().setText(self._words)

    def save(self) -> None:
        """Ask where to, and write a PDF there."""
        save_text(self.text.document(), self._proposal, self)

    def print_out(self) -> None:
        """Ask for a printer, and print."""
        print_text(self.text.document(), self)
