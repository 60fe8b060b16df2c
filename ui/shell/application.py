"""The Qt application: environment, look and language, what happens to faults, the life of the window."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError, DamagedError
from resources import ROOT
from ui.shell.main_window import MainWindow
from ui.shell.opening import opened
from ui.shell.window_state import has_state
from ui.style import spoken
from ui.style.fonts import screen_family
from ui.style.ime import INPUT_METHOD, ComposingWatch
from ui.style.style import POINT_SIZE, point_size, qt_palette, style_sheet
from ui.version import NAME, VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from cixi_desktop.maintenance.storage import Storage
    from ui.shell.opening import Opened

USERS_FAULT = 2
STYLE = "fusion"
WITHOUT_DESKTOP = "offscreen"


def run_window(*, plan_file: Path, folder: Path, storage: Storage, account: str) -> int:
    """Show the window over a data folder until it is closed; returns the exit code.

    The frame is painted first, then everything. ``account`` signs the journal while no 填报人 is set.
    A second start over a folder brings the first one's window to the front and ends. CixiError if there is
    no screen.
    """
    from ui.maintenance.folder_lock import call_to_front

    prepare_environment(os.environ)
    if not has_screen(os.environ):
        raise CixiError("没有可以显示窗口的屏幕。", "请在桌面环境中启动，或加参数--help查看命令行用法。")
    if call_to_front(folder):
        return 0
    application = make_application()
    watch_faults()
    find_input_method(application, os.environ)
    shown: list[tuple[Path, MainWindow]] = []

    def show(folder: Path, year: int = 0, looked_at: str = "") -> None:
        """A window over the folder, in place of the one before."""
        window = make_window(folder, storage, account, year, looked_at)
        window.painted.connect(lambda: open_plan(window, plan_file))
        window.reopen_asked.connect(reopen)
        shown.append((folder, window))
        window.show()

    def reopen(folder: Path, year: int) -> None:
        application.setQuitOnLastWindowClosed(False)
        place, before = shown[-1]
        looked_at = before.session.looked_at_id if place == folder else ""
        if before.close():
            shown.pop()
            before.deleteLater()
            show(folder, year, looked_at)
        application.setQuitOnLastWindowClosed(True)

    show(folder)
    return application.exec()


def make_window(
    folder: Path, storage: Storage, account: str, year: int = 0, looked_at: str = ""
) -> MainWindow:
    """The window over a data folder, not shown yet.

    ``year`` of its plan is 0 for the one last shown; ``looked_at`` is the unit that was looked at, if any.
    """
    window = MainWindow(
        folder=folder,
        account=account,
        open_file=lambda plan: opened(plan, folder, storage, account),
        data=lambda: storage.folder(folder),
        now=local_time,
        plans=lambda: storage.plans(folder),
        year=year,
    )
    window.refused.connect(lambda error: _on_refused(window, error, account))
    is_first_start = not has_state(folder)
    window.opened.connect(lambda found: _after_first_show(window, found, is_first_start=is_first_start))
    window.opened.connect(lambda _found: _offer_beginnings(window, folder, storage))
    window.opened.connect(lambda _found: _watch_calls(window, folder))
    if looked_at:
        window.opened.connect(lambda _found: window.session.look_at(looked_at))
    return window


def _watch_calls(window: MainWindow, folder: Path) -> None:
    """Come to the front when the program is started over the same folder once more."""
    from ui.maintenance.folder_lock import CallWatch

    watch = CallWatch(folder=folder, parent=window)
    watch.called.connect(window.come_to_front)
    watch.look()


def _offer_beginnings(window: MainWindow, folder: Path, storage: Storage) -> None:
    """What an empty folder may begin with besides the plans that are there."""
    window.planner.document_asked.connect(window.adopting.open)
    window.planner.sample_asked.connect(lambda: _show_sample(window, folder, storage))


def _show_sample(window: MainWindow, folder: Path, storage: Storage) -> None:
    """Enter the sample year into a folder of its own, in the background, and show it."""
    from cixi_desktop.actions.sample import enter_sample, load_sample
    from cixi_desktop.workspace import Workspace

    workspace, sample_folder = window.session.workspace, folder / "示例"
    if workspace is None:
        return
    plan = workspace.shipped

    def enter(_monitor: object) -> Path:
        sample = load_sample((ROOT / "samples" / f"{plan.year}.toml").read_text(encoding="utf-8"))
        made = Workspace(plan=plan, store=storage.sample(sample_folder), actor="示例")
        for _period in enter_sample(made, sample, tuple(plan.periods())):
            pass
        return sample_folder

    window.session.told.emit("正在准备示例数据…")
    window.tasks.run(
        enter,
        on_done=lambda made: window.reopen_asked.emit(made, 0),
        on_failed=lambda error: report_bug(type(error), error, error.__traceback__),
    )


def open_plan(window: MainWindow, plan_file: Path) -> None:
    """Show the folder's plan, or that of the plan file; a fault in it is refused with line and key."""
    from cixi_desktop.planfile import load_plan

    try:
        plan = load_plan(plan_file.read_text(encoding="utf-8"), plan_file.name)
    except CixiError as error:
        window.refused.emit(error)
    else:
        window.open_data(plan)


def make_application() -> QApplication:
    """The application in its look, fonts and language; the one that is there, if there is one."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application = QApplication([*sys.argv[:1], "-style", STYLE])
    application.setApplicationName(NAME)
    application.setApplicationVersion(VERSION)
    set_up(application)
    return application


def set_up(application: QApplication) -> None:
    """Give the application its look, Qt's own words in Chinese, and care for what is composed."""
    apply_theme(application)
    application.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    ComposingWatch(application=application)
    spoken.install()
    translator = QtWords(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


class QtWords(QTranslator):
    """Qt's own words, but for those that its Chinese lacks or says otherwise than an office does."""

    _better: ClassVar = {
        ("QFileDialog", "Look in:"): "位置：",
        ("QFileSystemModel", "Size"): "大小",
        ("QAbstractFileIconProvider", "Folder"): "文件夹",
        ("QFileDialog", "Size"): "大小",
    }

    def translate(  # type: ignore[override]  # the stubs have bytes, Qt gives words
        self, context: str, source: str, remark: str = "", number: int = -1
    ) -> str:
        """A word in Chinese; as it is where there is no Chinese for it."""
        found = self._better.get((context, source))
        return found or super().translate(context, source, remark, number) or source


def apply_theme(application: QApplication) -> None:
    """Give the application its colours, font and style sheet."""
    application.setPalette(qt_palette())
    font = QFont()
    font.setFamilies([screen_family()])
    desktop = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    font.setPointSizeF(POINT_SIZE if application.platformName() == WITHOUT_DESKTOP else point_size(desktop))
    application.setFont(font)
    application.setStyleSheet(style_sheet(font.pointSizeF()))


def prepare_environment(environment: MutableMapping[str, str]) -> None:
    """What Qt reads before it starts.

    The wheels carry no fcitx plug-in; fcitx 5 answers as ibus if both variables are set.
    """
    if _is_fcitx(environment):
        environment["QT_IM_MODULE"] = "ibus"
        environment["IBUS_USE_PORTAL"] = "1"


def find_input_method(application: QApplication, environment: Mapping[str, str]) -> None:
    """Connect to fcitx 4, where that is the input method of the session."""
    if _is_fcitx(environment):
        from ui.shell.fcitx import connect_fcitx

        application.setProperty(INPUT_METHOD, connect_fcitx(application, environment))


def _is_fcitx(environment: Mapping[str, str]) -> bool:
    method = environment.get("XMODIFIERS", "") + environment.get("QT_IM_MODULE", "")
    return "fcitx" in method.lower()


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
    """Log what nobody caught and show it; while a dialog is open, it is only logged."""
    import logging

    from ui.dialogs.error_dialog import BugDialog, ErrorDialog, bug_report

    if not issubclass(kind, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(__name__).error("unexpected fault", exc_info=(kind, error, trace))
    if QApplication.instance() is None or QApplication.activeModalWidget() is not None:
        return
    if isinstance(error, CixiError):  # met while painting or the like, where nobody waits for it
        ErrorDialog.ask(error, parent=QApplication.activeWindow())
    else:
        BugDialog.ask(bug_report(error, local_time()), parent=QApplication.activeWindow())


def _on_refused(window: MainWindow, error: Exception, account: str = "") -> None:
    """Plan or data file cannot be opened: say why, and end, unless a backup takes the place of the file."""
    from ui.dialogs.error_dialog import ErrorDialog, RecoverDialog
    from ui.maintenance.folder_lock import HeldElsewhereError

    if isinstance(error, DamagedError):
        if RecoverDialog.ask(error, parent=window) and window.maintenance.recover(account):
            window.read_data()
            return
    elif isinstance(error, HeldElsewhereError):
        if RecoverDialog.ask(error, way="仍然打开", parent=window):
            error.release()
            window.read_data()
            return
    elif isinstance(error, CixiError):
        ErrorDialog.ask(error)
    else:
        report_bug(type(error), error, error.__traceback__)
    window.close()
    QApplication.exit(USERS_FAULT)


def _after_first_show(window: MainWindow, found: Opened, *, is_first_start: bool = False) -> None:
    """Tell what was damaged, add icon and rare characters, load what the first save needs.

    At the very first start over a folder, the computer is looked at, too.
    """
    import logging

    from PySide6.QtGui import QIcon

    from ui.dialogs.error_dialog import OtherUnitDialog

    if found.damage and OtherUnitDialog.ask(found.damage, parent=window):
        window.dialogs.change_unit()
    window.maintenance.tell_of_fault()
    QApplication.setWindowIcon(QIcon(str(ROOT / "icons" / "cixi.svg")))
    log = logging.getLogger(__name__)
    window.tasks.run(
        lambda _monitor: found.workspace.store.prepare(),
        on_done=lambda _nothing: None,
        on_failed=lambda error: log.warning("saving not prepared", exc_info=error),
    )
    if is_first_start:
        window.maintenance.check_first(window.planner.show_machine)
        window.planner.begin()
