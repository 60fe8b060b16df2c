"""A picture of the real window, taken without a screen."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from cixi_desktop.periods import Period
    from cixi_desktop.workspace import Workspace
    from ui.console.console import Console
    from ui.shell.main_window import MainWindow

ENTRY, OVERVIEW, GRID = "entry", "overview", "grid"
VIEWS = {ENTRY, OVERVIEW, GRID}
SETTLED_MS = 100


def prepare_offscreen(scale: str = "1") -> None:
    """Let Qt paint without a screen, at ``scale``; before the application is made."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = scale


def take_picture(
    console: Console, workspace: Workspace, period: Period, *, view: str, size: tuple[int, int], out: Path
) -> None:
    """Save the window at ``size`` (device-independent pixels) as it shows ``period``.

    ``view`` is entry, overview, grid, or the id of a figure or item whose form is shown. CixiError if the
    file cannot be written.
    """
    from ui.shell.application import make_application

    make_application()
    with TemporaryDirectory() as nowhere:
        window = _opened_window(console, workspace, Path(nowhere))
        window.take_size(*size)
        window.session.set_period(period)
        if view in {OVERVIEW, GRID}:
            window.way.show_view(view)
        elif view == ENTRY:
            window.way.go_to(workspace.plan.tasks[0].id)
        else:
            window.way.go_to(_task_of(workspace, view), view, is_to_type=True)
        _let_follow()
        picture = window.grab()
        window.close()
    _save(picture, out)


def _let_follow() -> None:
    """Wait for what comes a picture or two after the figures, and until it has its place."""
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(SETTLED_MS, loop.quit)
    loop.exec()
    for _ in range(3):
        QCoreApplication.processEvents()


def _save(picture: QPixmap, out: Path) -> None:
    """Write the picture whole or not at all; an older file stays if that fails."""
    from PySide6.QtCore import QIODevice, QSaveFile

    file = QSaveFile(str(out))
    is_open = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (is_open and picture.save(file, "PNG") and file.commit()):
        raise CixiError(f"图片无法保存到{out}。", "请检查文件夹是否存在、能否写入，磁盘是否已满。")


def _opened_window(console: Console, workspace: Workspace, folder: Path) -> MainWindow:
    """The real window over an open workspace; what it keeps of itself goes into ``folder``."""
    from PySide6.QtCore import QEventLoop

    from ui.shell.main_window import MainWindow
    from ui.shell.opening import Opened

    settings = console.settings
    window = MainWindow(
        folder=folder,
        account=console.actor,
        open_file=lambda _plan: Opened(workspace, settings),
        data=lambda: console.data,
        now=local_time,
    )
    loop = QEventLoop()
    window.opened.connect(lambda _opened: loop.quit())
    window.show()
    window.open_data(workspace.plan)
    loop.exec()
    return window


def _task_of(workspace: Workspace, target_id: str) -> str:
    """The task in which the target of that id stands; for a commitment the one that cites it."""
    for commitment in workspace.plan.commitments:
        if commitment.id == target_id:
            return commitment.task_id
    item = workspace.plan.item(target_id)
    if item is None:
        raise CixiError(f"工作要点中没有编号“{target_id}”。")
    return item.task_id
