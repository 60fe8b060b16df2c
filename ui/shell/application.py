"""The Qt application: environment, look and language, what happens to faults, the life of the window."""

from __future__ import annotations

from ui import quick_imports  # noqa: F401  first of all: the sooner, the more it saves

# isort: split
import gc
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError, DamagedError
from cixi_desktop.outline import read_outline
from resources import ROOT
from ui.shell.main_window import MainWindow
from ui.shell.window_state import has_state
from ui.style.fonts import screen_family
from ui.style.style import POINT_SIZE, qt_palette, style_sheet
from ui.version import NAME, VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from cixi_desktop.maintenance.storage import Storage
    from cixi_desktop.outline import Outline
    from ui.shell.opening import Opened

USERS_FAULT = 2
STYLE = "fusion"


def run_window(*, plan_text: str, plan_name: str, folder: Path, storage: Storage, account: str) -> int:
    """Show the window over a data folder until it is closed; returns the exit code.

    The plan file is only skimmed before the first painting; plan and data are read in the background.
    ``account`` signs the journal while no 填报人 is set. CixiError if there is no screen.
    """
    prepare_environment(os.environ)
    if not has_screen(os.environ):
        raise CixiError("没有可以显示窗口的屏幕。", "请在桌面环境中启动，或使用命令行：main.py --help。")
    application = make_application()
    watch_faults()
    try:
        outline = skimmed(plan_text, plan_name)
    except CixiError as error:
        return _refuse(error)
    window = MainWindow(
        outline=outline,
        folder=folder,
        account=account,
        open_file=lambda: opened(plan_text, plan_name, folder, storage, account),
        back_up=lambda path: storage.backup(folder, path),
        data=lambda: storage.folder(folder),
        now=local_time,
    )
    window.refused.connect(lambda error: _on_refused(window, error, account))
    is_first_start = not has_state(folder)
    window.opened.connect(lambda found: _after_first_show(window, found, is_first_start=is_first_start))
    window.painted.connect(lambda: dress_fully(application))
    window.painted.connect(window.open_data)
    window.show()
    return application.exec()


def skimmed(plan_text: str, plan_name: str) -> Outline:
    """The outline of the plan file; CixiError with line and key of a fault if it has one."""
    try:
        return read_outline(plan_text)
    except CixiError:
        from cixi_desktop.planfile import load_plan

        load_plan(plan_text, plan_name)
        raise


def opened(plan_text: str, plan_name: str, folder: Path, storage: Storage, account: str) -> Opened:
    """Settings, plan and data file of a folder; meant for the worker thread.

    CixiError if another window holds the folder, or anything in it cannot be read.
    """
    from cixi_desktop.planfile import load_plan
    from cixi_desktop.settings import load_settings
    from cixi_desktop.workspace import Workspace
    from ui.shell.instance import lock_folder
    from ui.shell.opening import Opened

    store = storage.open(folder)  # makes the folder, or says why it cannot be used
    lock = lock_folder(folder)
    settings = load_settings(folder)
    plan = load_plan(plan_text, plan_name)
    actor = settings.actor or account
    workspace = Workspace(plan=plan, store=store, actor=actor, unit_id=settings.unit_id)
    return Opened(workspace, settings, lock)


def make_application() -> QApplication:
    """The application in its look, fonts and language; the one that is there, if there is one."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application = QApplication([*sys.argv[:1], "-style", STYLE])
    application.setApplicationName(NAME)
    application.setApplicationVersion(VERSION)
    dress(application)
    return application


def dress(application: QApplication) -> None:
    """Give the application its colours and font: as much as the first painting needs."""
    application.setPalette(qt_palette())
    font = QFont()
    font.setFamilies([screen_family()])
    font.setPointSizeF(POINT_SIZE)
    application.setFont(font)


def dress_fully(application: QApplication) -> None:
    """Add style sheet, Qt's own words in Chinese, and care for what is composed."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    from ui.style.ime import ComposingWatch

    ComposingWatch(application=application)
    application.setStyleSheet(style_sheet())
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def prepare_environment(environment: MutableMapping[str, str]) -> None:
    """What Qt reads before it starts.

    The wheels carry no fcitx plug-in; fcitx5 answers as ibus if both variables are set.
    """
    method = environment.get("XMODIFIERS", "") + environment.get("QT_IM_MODULE", "")
    if "fcitx" in method.lower():
        environment["QT_IM_MODULE"] = "ibus"
        environment["IBUS_USE_PORTAL"] = "1"


def has_screen(environment: Mapping[str, str], system: str = sys.platform) -> bool:
    """Whether a window can be shown: Linux needs a display, or a Qt platform chosen by the user."""
    if not system.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def watch_faults() -> None:
    """Send Qt's messages to the log, and whatever nobody caught to the log and to a dialog."""
    qInstallMessageHandler(log_message)
    sys.excepthook = report_bug


def log_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """One message of Qt, in the log."""
    import logging

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    logging.getLogger("qt").log(levels.get(kind, logging.ERROR), text)


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a bug and show it; while a dialog is open, it is only logged."""
    import logging

    from ui.dialogs.error_dialog import BugDialog, bug_report

    if not issubclass(kind, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(__name__).error("unexpected fault", exc_info=(kind, error, trace))
    if QApplication.instance() is not None and QApplication.activeModalWidget() is None:
        BugDialog.ask(bug_report(error, local_time()), parent=QApplication.activeWindow())


def _refuse(error: CixiError) -> int:
    from ui.dialogs.error_dialog import ErrorDialog

    ErrorDialog.ask(error)
    return USERS_FAULT


def _on_refused(window: MainWindow, error: Exception, account: str = "") -> None:
    """Plan or data file cannot be opened: say why, and end, unless a backup takes the place of the file."""
    from ui.dialogs.error_dialog import RecoverDialog

    if isinstance(error, DamagedError):
        if RecoverDialog.ask(error, parent=window) and window.care.recover(account):
            window.read_data()
            return
    elif isinstance(error, CixiError):
        _refuse(error)
    else:
        report_bug(type(error), error, error.__traceback__)
    window.close()
    QApplication.exit(USERS_FAULT)


def _after_first_show(window: MainWindow, found: Opened, *, is_first_start: bool = False) -> None:
    """Collect garbage again, add the icon, load what the first save needs.

    At the very first start over a folder, the computer is looked at, too.
    """
    import logging

    from PySide6.QtGui import QIcon

    gc.freeze()
    gc.enable()
    QApplication.setWindowIcon(QIcon(str(ROOT / "icons" / "cixi.svg")))
    log = logging.getLogger(__name__)
    window.tasks.run(
        lambda _monitor: found.workspace.store.prepare(),
        on_done=lambda _nothing: None,
        on_failed=lambda error: log.warning("saving not prepared", exc_info=error),
    )
    if is_first_start:
        window.care.check_machine(is_first=True)
