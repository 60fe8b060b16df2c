"""台账: the lists behind figures, one at a time, over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.wording.words import fullwidth_punctuation
from ui.dialogs.help_view import offer_help
from ui.ledger.ledger_page import LedgerPage
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog, close_button
from ui.style.style import limit_to_screen
from ui.table.table_dialog import DiscardDialog

if TYPE_CHECKING:
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workspace import Workspace
    from ui.shell.editing_session import EditingSession

SIZE = (1200, 660)


class LedgerDialog(Dialog):
    """The lists of the shown unit. Every change is kept at once, as everywhere in the program."""

    def __init__(
        self,
        *,
        session: EditingSession,
        workspace: Workspace,
        target_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Opens with the list of ``target_id``; with the first one if it keeps none."""
        super().__init__(parent)
        self.setWindowTitle("台账")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._session, self._workspace = session, workspace
        plan = workspace.plan
        targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
        self.targets = [target for target in targets if target.ledger is not None]
        self.choice = ChoiceBox(parent=self)
        self.choice.setAccessibleName("指标、事项")
        self.choice.addItems([self._words(target) for target in self.targets])
        self._pages = QStackedWidget(self)
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._open)
        self._connect()
        ids = [target.id for target in self.targets]
        wanted = ids.index(target_id) if target_id in ids else 0
        self.choice.setCurrentIndex(wanted)
        self._open(wanted)
        limit_to_screen(self, *SIZE)
        offer_help(self, "台账")

    @classmethod
    def ask(
        cls,
        *,
        session: EditingSession,
        workspace: Workspace,
        target_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show the lists until they are closed."""
        dialog = cls(session=session, workspace=workspace, target_id=target_id, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    @property
    def page(self) -> LedgerPage:
        """The list that is open."""
        page = self._pages.currentWidget()
        assert isinstance(page, LedgerPage)  # noqa: S101  one is opened by the constructor
        return page

    def _open(self, place: int) -> None:
        target = self.targets[place]
        page = LedgerPage(session=self._session, workspace=self._workspace, target=target, parent=self._pages)
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        page.line.fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """A row that was typed and not added is not dropped unasked."""
        if not self.page.line.is_typed or DiscardDialog.ask(parent=self):
            self._session.show_typing(is_typing=False)
            super().reject()

    def _refresh(self) -> None:
        self.page.refresh()
        for place, target in enumerate(self.targets):
            self.choice.setItemText(place, self._words(target))

    def _words(self, target: Target) -> str:
        """A target with how many rows its list has: 8-3 新增宁波市级以上企业研发机构（7行）."""
        count = len(self._workspace.content.ledger(target.id))
        return f"{target.id}　{fullwidth_punctuation(target.name)}{f'（{count}行）' if count else ''}"

    def _connect(self) -> None:
        self._session.shown.connect(self._refresh)
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, self._session.undo),
            (QKeySequence.StandardKey.Redo, self._session.redo),
        ):
            QShortcut(keys, self).activated.connect(slot)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.choice, 1)
        period = QLabel(f"{self._workspace.content.unit.name}　{self._session.period.closing.label}", self)
        period.setTextFormat(Qt.TextFormat.PlainText)
        period.setObjectName("heading")
        above.addWidget(period)
        buttons = QDialogButtonBox(self)
        buttons.addButton(close_button(self), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(above)
        layout.addWidget(self._pages, 1)
        layout.addWidget(buttons)
