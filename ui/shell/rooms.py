"""The rooms of the window that are made when they are first entered: dialogs, outputs, hand-ins, the desk."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from ui.shell.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from cixi_desktop.maintenance.storage import DataFolder
    from cixi_desktop.outline import Outline
    from ui.coordinator.coordinator import Coordinator
    from ui.maintenance.maintenance import Maintenance
    from ui.shell.background import JobQueue
    from ui.shell.editing_session import EditingSession
    from ui.shell.outputs import Outputs
    from ui.shell.window_dialogs import WindowDialogs
    from ui.submissions.submitting import Submissions


class Rooms(Frame):
    """A frame that knows what its rooms need; ``session`` and ``tasks`` are there once it is furnished."""

    session: EditingSession
    tasks: JobQueue

    def __init__(
        self,
        *,
        outline: Outline,
        folder: Path,
        account: str,
        back_up: Callable[[Path], None],
        data: Callable[[], DataFolder],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(outline=outline)
        self._folder = folder
        self._account = account
        self._back_up = back_up
        self._data = data
        self._now = now

    @abstractmethod
    def go_to_place(self, place: str) -> None:
        """Show what a reason of a return speaks of."""

    @cached_property
    def dialogs(self) -> WindowDialogs:
        """The dialogs of the window."""
        from ui.shell.window_dialogs import WindowDialogs

        return WindowDialogs(
            folder=self._folder, account=self._account, session=self.session, now=self._now, window=self
        )

    @cached_property
    def hand_ins(self) -> Submissions:
        """报送."""
        from ui.submissions.submitting import Submissions

        hand_ins = Submissions(session=self.session, outputs=self.outputs, window=self)
        hand_ins.place_asked.connect(self.go_to_place)
        return hand_ins

    @cached_property
    def desk(self) -> Coordinator:
        """The coordinator's desk."""
        from ui.coordinator.coordinator import Coordinator

        return Coordinator(
            session=self.session,
            tasks=self.tasks,
            outputs=self.outputs,
            now=self._now,
            window=self,
        )

    @cached_property
    def outputs(self) -> Outputs:
        """The files that leave the program."""
        from ui.shell.outputs import Outputs

        return Outputs(
            session=self.session,
            tasks=self.tasks,
            settings=lambda: self.dialogs.settings,
            back_up=self._back_up,
            now=self._now,
            window=self,
        )

    @cached_property
    def care(self) -> Maintenance:
        """Backups, and the look at the computer."""
        from ui.maintenance.maintenance import Maintenance

        return Maintenance(
            session=self.session,
            tasks=self.tasks,
            data=self._data(),
            save_copy=lambda: self.outputs.back_up(),  # noqa: PLW0108  made when it is first used
            now=self._now,
            window=self,
        )
