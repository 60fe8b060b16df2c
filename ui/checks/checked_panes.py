"""The open pane, and 检查 beneath it while it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from ui.style.style import explained_by

if TYPE_CHECKING:
    from ui.checks.check_panel import CheckPanel
    from ui.shell.editing_session import EditingSession

SHARE = 0.36
"""Part of the height that the list takes when it opens."""


class CheckedPanes(QSplitter):
    """``panes`` above, the list below.

    Signals: ``chosen(Finding)`` when the user goes to one, ``left()`` when the list is closed.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, *, session: EditingSession, panes: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._session = session
        self._panel: CheckPanel | None = None
        self.addWidget(panes)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        session.shown.connect(self._refresh)

    @property
    def panel(self) -> CheckPanel:
        """The list, made when it is first wanted."""
        if self._panel is None:
            self._panel = self._make_panel()
        return self._panel

    def toggle(self) -> None:
        """Open the list or go to it; from the list, close it."""
        focused = QApplication.focusWidget()
        if self.panel.isVisible() and focused is not None and self.panel.isAncestorOf(focused):
            self.close_list()
            return
        self.panel.show()
        self._refresh()
        self.panel.take_focus()

    def close_list(self) -> None:
        """Close the list; the keyboard goes on in the pane above."""
        self.panel.hide()
        self.left.emit()

    def _make_panel(self) -> CheckPanel:
        from ui.checks.check_panel import CheckPanel

        panel = CheckPanel(parent=self)
        explained_by(panel, "检查")
        panel.chosen.connect(self.chosen)
        panel.remedied.connect(lambda finding: self._session.adopt_count(finding.place_id))
        panel.closed.connect(self.close_list)
        panel.hide()
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        height = panel.height_for(round(self.height() * SHARE))
        self.setSizes([self.height() - height, height])
        return panel

    def _refresh(self) -> None:
        """Keep the list up to date while it is open."""
        assessment = self._session.assessment
        if self._panel is not None and not self._panel.isHidden() and assessment is not None:
            from cixi_desktop.checks.findings import findings

            self._panel.show_findings(findings(assessment, self._session.issues))
