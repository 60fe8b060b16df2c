"""填报: the pane where figures, stages, states and texts of a task are entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui.entry.target_inputs import FormSignals
from ui.entry.task_page import TaskPage
from ui.style.form_style import style_sheet
from ui.style.palette import GROUND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.plan import Plan


class EntryPane(QWidget):
    """填报. One page a task, made when first asked for and kept."""

    def __init__(self, *, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signals = FormSignals(self)
        self._plan = plan
        self.pages: dict[str, TaskPage] = {}
        self._stale: set[str] = set()
        self._assessment: Assessment | None = None
        self._issues: Mapping[str, tuple[Issue, ...]] = {}
        self._stack = QStackedWidget(self)
        invitation = QLabel("请在左侧选择一项任务。", self)
        invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(invitation)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._font_key = self.font().key()
        self._paint_ground()
        self._add_shortcuts()

    @property
    def task_id(self) -> str:
        """The task that is shown; “” before the first."""
        page = self._page
        return page.task.id if page else ""

    @property
    def focused_target(self) -> str:
        """The figure or item whose inputs have the focus; “” if none has it."""
        return self._page.focused_target if self._page else ""

    @property
    def marked_target(self) -> str:
        """The figure or item that the user was at last, wherever the focus is now; “” for none."""
        return self._page.marked_target if self._page else ""

    def show_task(self, task_id: str, *, focus_target: str = "", field: str = "") -> None:
        """Show a task's form; what was typed in the form shown before is handed over first.

        ``focus_target`` (commitment, item or indicator) gets the focus, in ``field`` if that is named;
        ``field`` alone is one of the task's texts. CixiError if there is no such task.
        """
        self.flush()
        if task_id not in self.pages:
            self._add_page(task_id)
        page = self.pages[task_id]
        self._refresh(page)
        self._stack.setCurrentWidget(page)
        if focus_target:
            page.focus_target(focus_target, field)
        elif field:
            page.focus_text(field)

    def show_assessment(self, assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]]) -> None:
        """Show what is kept and judged now; what the user is typing stays.

        Before another period or unit is shown, the caller flushes what belongs to the old one.
        """
        before, self._assessment, self._issues = self._assessment, assessment, issues
        if before is not None and (before.period, before.unit) != (assessment.period, assessment.unit):
            for page in self.pages.values():
                page.forget()
        self._stale = set(self.pages)
        if self._page is not None:
            self._refresh(self._page)

    def flush(self) -> None:
        """Hand over all that is typed and not yet said, also what an input method is still composing."""
        if self._page is not None:
            self._page.flush()

    @property
    def _page(self) -> TaskPage | None:
        page = self._stack.currentWidget()
        return page if isinstance(page, TaskPage) else None

    def _refresh(self, page: TaskPage) -> None:
        if self._assessment is not None and page.task.id in self._stale:
            self._stale.discard(page.task.id)
            page.show_assessment(self._assessment, self._issues)

    def _add_page(self, task_id: str) -> None:
        task = self._plan.task(task_id)
        page = TaskPage(plan=self._plan, task=task, signals=self.signals, parent=self._stack)
        self.pages[task_id] = page
        self._stale.add(task_id)
        self._stack.addWidget(page)

    def _add_shortcuts(self) -> None:
        for keys, step in (
            ("Ctrl+Return", 1),
            ("Ctrl+Enter", 1),
            ("Ctrl+Shift+Return", -1),
            ("Ctrl+Shift+Enter", -1),
        ):
            shortcut = QShortcut(QKeySequence.fromString(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._go(step))

    def _go(self, step: int) -> None:
        if self._page is not None:
            self._page.go(step)

    def _paint_ground(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, GROUND)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.setStyleSheet(style_sheet())

    def _rebuild(self) -> None:
        """Make the pages anew: their sizes follow the font."""
        shown = self.task_id
        self.flush()
        for page in self.pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        if shown:
            self.show_task(shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.font().key() != self._font_key:
            self._font_key = self.font().key()
            self._rebuild()
