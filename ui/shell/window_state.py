"""How the window was left: its place, what was open, chosen and filtered; kept in ``window.ini``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QObject, QSettings, QTimer

from cixi_desktop.files import flush_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from cixi_desktop.periods import Period


FILE_NAME = "window.ini"
_BETWEEN = "|"
ALL = "all"


class WindowState(NamedTuple):
    """Qt's own bytes for geometry and splitter; keys and words for the rest, “” where nothing was kept.

    ``welcomed`` is the unit that was last offered its own tasks; ``within`` is ``all`` where 总览 and 表格
    show more than a unit's own. ``recent`` are the data folders that were opened before, the last first.
    """

    geometry: QByteArray = QByteArray()
    splitter: QByteArray = QByteArray()
    expanded: tuple[str, ...] = ()
    current: str = ""
    task: str = ""
    search: str = ""
    narrowing: str = ""
    view: str = ""
    period: str = ""
    welcomed: str = ""
    within: str = ""
    recent: tuple[str, ...] = ()


def has_state(folder: Path) -> bool:
    """Whether a window was ever left over this folder."""
    return (folder / FILE_NAME).exists()


def load_state(folder: Path) -> WindowState:
    """The state kept in the folder; a fresh one where there is none. Unreadable values are passed over."""
    settings = _settings(folder)
    values: dict[str, object] = {}
    for name in WindowState._fields:
        value = settings.value(f"window/{name}")
        if name in {"geometry", "splitter"}:
            values[name] = value if isinstance(value, QByteArray) else QByteArray()
        elif name in {"expanded", "recent"}:
            values[name] = tuple(filter(None, str(value or "").split(_BETWEEN)))
        else:
            values[name] = str(value or "")
    return WindowState(**values)  # type: ignore[arg-type]


def save_state(folder: Path, state: WindowState) -> None:
    """Keep the state; where the folder cannot be written, it is not kept."""
    settings = _settings(folder)
    for name, value in state._asdict().items():
        settings.setValue(f"window/{name}", _BETWEEN.join(value) if isinstance(value, tuple) else value)
    settings.sync()  # flushes the file itself
    flush_folder(folder)


def _settings(folder: Path) -> QSettings:
    return QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)


def first_period(year: int, kept: str, now: datetime) -> Period:
    """The period of the plan's year that was left, else this month, else the nearer end of the year."""
    from cixi_desktop.errors import CixiError
    from cixi_desktop.periods import MONTHS, month, parse_period

    nearest = month(year, now.month if now.year == year else 1 if now.year < year else MONTHS)
    try:
        period = parse_period(kept)
    except CixiError:
        return nearest
    return period if period.year == year else nearest


RECENT = 9
"""So many data folders are remembered."""
KEEPING_MS = 500
"""After so long in one place, it is the place to come back to."""


class StateKeeper(QObject):
    """``state`` is what the folder keeps; ``present`` says how the window stands now."""

    def __init__(self, *, folder: Path, present: Callable[[], WindowState], parent: QObject) -> None:
        super().__init__(parent)
        self.state = load_state(folder)
        self._folder = folder
        self._present = present
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)

    def keep_soon(self, task_id: str, period_key: str) -> None:
        """Keep the state soon, if another period or task is shown than was kept."""
        if (self.state.task, self.state.period) != (task_id, period_key):
            self._timer.start(KEEPING_MS)

    def keep(self) -> None:
        """Keep the state now."""
        self._timer.stop()
        self.state = self._present()
        save_state(self._folder, self.state)

    def hand_on(self, folder: Path) -> None:
        """Let the folder that takes this one's place know which ones were opened before it."""
        opened, present = str(folder.resolve()), str(self._folder.resolve())
        known = dict.fromkeys((present, *self.state.recent))
        recent = tuple(each for each in known if each != opened)[:RECENT]
        save_state(folder, load_state(folder)._replace(recent=recent))
