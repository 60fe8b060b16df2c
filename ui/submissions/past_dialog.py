"""报送记录: every hand-in of a month, what each changed, and the papers as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog, close_button
from ui.style.style import limit_to_screen
from ui.submissions.submit_dialog import ChangesList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.actions.submit import HandedIn
    from cixi_desktop.periods import Period
    from cixi_desktop.wording.journal import JournalLine

FIRST = "第一次报送。"
OTHERWISE = "工作要点或程序版本已更新，现在生成的内容与当时不完全相同，请以当时签字的纸质件为准。"


def hand_in_words(one: HandedIn) -> str:
    """第2次报送　2025-06-25 09:30　王某　校验码 ACDE-3467."""
    time = f"{one.at:%Y-%m-%d %H:%M}" if one.at else ""
    number, code = one.submission.number, one.submission.check_code
    return "　".join(filter(None, (f"第{number}次报送", time, one.actor, f"校验码 {code}")))


class PastDialog(Dialog):
    """``changed`` holds what each hand-in but the first changed of the one before; ``since`` what came after.

    ``show_page`` and ``save`` show the page and write the workbook of one hand-in.
    """

    def __init__(
        self,
        *,
        period: Period,
        past: Sequence[HandedIn],
        changed: Sequence[Sequence[JournalLine]],
        since: Sequence[JournalLine],
        show_page: Callable[[HandedIn], None],
        save: Callable[[HandedIn], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        offer_help(self, "报送")
        self.setWindowTitle(f"{period.label}报送记录")
        self._past = past
        self._changed = ((), *changed)
        self.list = QListWidget(self)
        self.list.setAccessibleName("报送记录")
        self.list.addItems([hand_in_words(one) for one in past])
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.changes = ChangesList(parent=self)
        self.changes.hide()
        self.page = QPushButton("查看…", self)
        self.page.setToolTip("查看当时的一页纸")
        self.page.clicked.connect(lambda: show_page(self._chosen()))
        self.save = QPushButton("另存…", self)
        self.save.setToolTip("另存当时的进展情况表")
        self.save.clicked.connect(lambda: save(self._chosen()))
        self._lay_out(_status_words(past, since))
        self.list.currentRowChanged.connect(self._show)
        for button in (self.page, self.save):
            button.setEnabled(bool(past))
        self.list.setCurrentRow(len(past) - 1)
        for widget in (self.list, self.words, self.page, self.save):
            widget.setVisible(bool(past))
        limit_to_screen(self, 640, 460 if past else 0)

    @classmethod
    def ask(
        cls,
        *,
        period: Period,
        past: Sequence[HandedIn],
        changed: Sequence[Sequence[JournalLine]],
        since: Sequence[JournalLine],
        show_page: Callable[[HandedIn], None],
        save: Callable[[HandedIn], None],
        parent: QWidget | None = None,
    ) -> None:
        """Show it until it is closed."""
        dialog = cls(
            period=period,
            past=past,
            changed=changed,
            since=since,
            show_page=show_page,
            save=save,
            parent=parent,
        )
        dialog.exec()
        dialog.deleteLater()

    def _chosen(self) -> HandedIn:
        return self._past[self.list.currentRow()]

    def _show(self, row: int) -> None:
        """What the chosen hand-in changed, and whether it still reads the same."""
        lines = self._changed[row]
        words = f"与上一次相比修改了{len(lines)}处：" if row else FIRST
        self.words.setText(words if self._past[row].is_same else f"{words}{OTHERWISE}")
        self.changes.show_lines(lines)
        self.changes.setVisible(bool(lines))

    def _lay_out(self, status: str) -> None:
        now = QLabel(status, self)
        now.setObjectName("hint")
        now.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.page)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        close = close_button(self)
        close.clicked.connect(self.reject)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(now)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.changes, 2)
        layout.addLayout(buttons)


def _status_words(past: Sequence[HandedIn], since: Sequence[JournalLine]) -> str:
    if not past:
        return "这个月还没有报送过。"
    if not since:
        return "最近一次报送之后没有修改。"
    return f"最近一次报送后又修改了{len(since)}处，尚未报送。"
