"""What cannot be kept or done, and how it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cixi_desktop.errors import DamagedError, StaleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.errors import CixiError
    from ui.header.header import Header
    from ui.shell.editing_session import EditingSession
    from ui.shell.panes import Panes


class SaveErrorPresenter(QObject):
    """Listens to the session, shows in the header what is not kept, and asks over ``window`` what to do.

    What is damaged leads to ``show_backups``.
    """

    def __init__(
        self,
        *,
        session: EditingSession,
        header: Header,
        panes: Panes,
        show_backups: Callable[[], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._show_backups = show_backups
        self._session = session
        self._header = header
        self._panes = panes
        self._window = window
        self._has_complained = False
        session.saved.connect(self._rest)
        session.failed.connect(self._on_failed)
        session.told.connect(header.show_told)

    def _rest(self) -> None:
        self._has_complained = False

    def _on_failed(self, error: CixiError) -> None:
        """Say it at once where the user waits for it; while typing once, when the key is done with."""
        from ui.dialogs.error_dialog import ErrorDialog, RecoverDialog

        if isinstance(error, StaleError):
            QTimer.singleShot(0, self, lambda: self._show_newer(error))
            return
        if not self._session.has_unsaved:
            if not isinstance(error, DamagedError):
                ErrorDialog.ask(error, parent=self._window)
            elif RecoverDialog.ask(error, parent=self._window):
                self._show_backups()
            return
        self._header.show_unsaved(error)
        if self._session.is_committing:
            self._complain(error)
        elif not self._has_complained:
            QTimer.singleShot(0, self, lambda: self._complain_later(error))
        self._has_complained = True

    def _show_newer(self, error: StaleError) -> None:
        """The form is made anew only when the key is done with, which may still be in one of its inputs."""
        from ui.dialogs.error_dialog import ErrorDialog

        self._panes.remake_entry()
        ErrorDialog.ask(error, parent=self._window)

    def _complain_later(self, error: CixiError) -> None:
        """Unless it has been kept or given up meanwhile."""
        if self._session.has_unsaved:
            self._complain(error)

    def _complain(self, error: CixiError) -> None:
        from ui.dialogs.error_dialog import Unsaved, UnsavedDialog

        answer = UnsavedDialog.ask(error, parent=self._window)
        if answer is Unsaved.GIVEN_UP:
            self._session.forget_unsaved()
            self._panes.remake_entry()
        elif answer is Unsaved.RESTORED:  # once whatever asked for the text to be kept has come to its end
            QTimer.singleShot(0, self, self._show_backups)
