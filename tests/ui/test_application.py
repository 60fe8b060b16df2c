"""The Qt application: how it starts, what it does with faults, and what it loads only when painted."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType
from PySide6.QtWidgets import QApplication

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.clock import local_time
from cixi_desktop.errors import CixiError, DamagedError
from cixi_desktop.maintenance.storage import Storage
from cixi_desktop.records.bureau import AdoptedPlan
from cixi_desktop.records.units import ALL_UNITS, UNASSIGNED
from cixi_desktop.settings import Settings
from cixi_desktop.workspace import Workspace
from resources import ROOT
from tests.support.data_folder import MemoryFolder
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore
from ui.dialogs.error_dialog import BugDialog, ErrorDialog, OtherUnitDialog, RecoverDialog
from ui.shell import application
from ui.shell.opening import Opened, opened

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import MakeWindow

PLAN = ROOT / "plans" / "2025.toml"

START = """
import json, sys
from pathlib import Path
from types import SimpleNamespace
from PySide6.QtWidgets import QApplication
from ui.shell import application

folder, plan, told = Path(sys.argv[1]), Path(sys.argv[2]), {}
open_plan = application.open_plan

def open_after_painting(window, plan_file):
    told["painted"] = sorted(sys.modules)
    window.opened.connect(lambda found: told.update(unit=found.workspace.content.unit.id))
    window.opened.connect(window.close)
    open_plan(window, plan_file)

def open_store(folder):
    import db.store
    return db.store.open_store(folder)

def data_folder(folder):
    import db.folder
    return db.folder.SqlFolder(folder)

application.open_plan = open_after_painting
told["code"] = application.run_window(
    plan_file=plan,
    folder=folder,
    storage=SimpleNamespace(open=open_store, folder=data_folder, plans=lambda _folder: ()),
    account="",
)
told["end"] = sorted(sys.modules)
print(json.dumps(told))
"""
HEAVY = {"sqlalchemy", "alembic", "openpyxl", "pyqtgraph", "numpy"}


def storage(store: MemoryStore) -> Storage:
    return Storage(
        open=lambda _folder: store,
        sample=lambda _folder: store,
        folder=lambda _folder: MemoryFolder(now=local_time),
        plans=lambda _folder: store.load(AdoptedPlan),
    )


def start(folder: Path) -> dict[str, object]:
    """Run the window in a process of its own until it has shown its figures; returns what it told."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder), str(PLAN)],
        cwd=ROOT.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_that_the_first_painting_waits_for_no_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "window.ini").touch()  # a first start would ask for the unit
    told = start(tmp_path)
    loaded = set(told["painted"])  # type: ignore[call-overload]
    assert loaded & HEAVY == set()
    assert "msgspec" not in loaded
    assert (told["unit"], told["code"]) == (UNASSIGNED.id, 0)
    assert "sqlalchemy" in told["end"]  # type: ignore[operator]


def test_that_fcitx_is_spoken_to_as_ibus() -> None:
    for environment in ({"XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "fcitx5"}):
        application.prepare_environment(environment)
        assert environment["QT_IM_MODULE"] == "ibus"
        assert environment["IBUS_USE_PORTAL"] == "1"
    untouched = {"XMODIFIERS": "@im=ibus"}
    application.prepare_environment(untouched)
    assert untouched == {"XMODIFIERS": "@im=ibus"}


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
    ],
)
def test_that_a_linux_without_a_display_has_no_screen(
    environment: dict[str, str], system: str, expected: bool
) -> None:
    assert application.has_screen(environment, system) is expected


def test_that_without_a_screen_the_user_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "has_screen", lambda _environment: False)
    with pytest.raises(CixiError, match="没有可以显示窗口的屏幕"):
        application.run_window(plan_file=PLAN, folder=tmp_path, storage=storage(MemoryStore()), account="")


def test_that_a_faulty_plan_is_refused_with_its_line(
    make_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    plan_file = tmp_path / "2025.toml"
    plan_file.write_text("[plan", encoding="utf-8")
    window = make_window(is_open=False)
    with qtbot.waitSignal(window.refused) as refused:
        application.open_plan(window, plan_file)
    assert "2025.toml" in refused.args[0].message
    assert "第1行" in refused.args[0].message


def test_that_the_folder_is_opened_with_its_settings_and_held(tmp_path: Path) -> None:
    store = MemoryStore()
    (tmp_path / "settings.json").write_text('{"version": 1, "actor": "张三"}', encoding="utf-8")
    found = opened(plan_2025(), tmp_path, storage(store), "账户")
    assert (found.workspace.actor, found.settings.actor) == ("张三", "张三")
    with pytest.raises(CixiError, match="已在另一个窗口中打开"):
        opened(plan_2025(), tmp_path, storage(store), "账户")
    assert found.lock is not None
    found.lock.unlock()
    (tmp_path / "settings.json").unlink()
    again = opened(plan_2025(), tmp_path, storage(store), "账户")
    assert again.workspace.actor == "账户"


def test_that_there_is_one_application_only(qapp: QApplication) -> None:
    assert application.make_application() is qapp


def test_that_messages_of_qt_go_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    context = QMessageLogContext()
    with caplog.at_level(logging.DEBUG, "qt"):
        application.log_message(QtMsgType.QtWarningMsg, context, "少了字体")
        application.log_message(QtMsgType.QtCriticalMsg, context, "没有内存")
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("WARNING", "少了字体"),
        ("ERROR", "没有内存"),
    ]


def fault() -> ZeroDivisionError:
    try:
        1 / 0  # noqa: B018  a traceback is wanted
    except ZeroDivisionError as error:
        return error
    raise AssertionError


def reports_shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the dialog for bugs will have been given."""
    shown: list[str] = []

    def show(report: str, *, parent: object) -> None:
        shown.append(report)

    monkeypatch.setattr(BugDialog, "ask", show)
    return shown


def test_that_a_bug_is_logged_and_shown_with_its_report(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown = reports_shown(monkeypatch)
    error = fault()
    application.report_bug(type(error), error, error.__traceback__)
    assert "ZeroDivisionError" in shown[0]
    assert caplog.records[0].exc_info


def test_that_a_bug_behind_an_open_dialog_is_only_logged(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown = reports_shown(monkeypatch)
    dialog = ErrorDialog(error=CixiError("无。"))
    qtbot.addWidget(dialog)
    dialog.open()
    error = fault()
    application.report_bug(type(error), error, error.__traceback__)
    assert shown == []
    assert len(caplog.records) == 1


def test_that_an_interrupt_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    passed_on: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *arguments: passed_on.append(arguments[0]))
    application.report_bug(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed_on == [KeyboardInterrupt]


@pytest.mark.parametrize("error", [CixiError("数据文件已损坏。"), ZeroDivisionError()])
def test_that_a_refused_file_is_said_and_the_window_closed(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    said: list[object] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda fault: said.append(fault.message))
    monkeypatch.setattr(BugDialog, "ask", lambda _report, **_named: said.append("bug"))
    monkeypatch.setattr(QApplication, "exit", said.append)
    window = make_window()
    application._on_refused(window, error)
    assert said == ["数据文件已损坏。" if isinstance(error, CixiError) else "bug", application.USERS_FAULT]
    assert not window.isVisible()


@pytest.mark.parametrize("is_recovered", [True, False])
def test_that_a_damaged_file_can_be_replaced_by_a_backup_and_is_read_again(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, is_recovered: bool
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(RecoverDialog, "ask", lambda *_arguments, **_named: True)
    monkeypatch.setattr(QApplication, "exit", ended.append)
    window = make_window()
    monkeypatch.setattr(window.maintenance, "recover", lambda _account: is_recovered)
    if is_recovered:
        with qtbot.waitSignal(window.opened):
            application._on_refused(window, DamagedError("数据文件已损坏。"))
    else:
        application._on_refused(window, DamagedError("数据文件已损坏。"))
    assert window.isVisible() is is_recovered
    assert ended == ([] if is_recovered else [application.USERS_FAULT])


class SlowStore(MemoryStore):
    """Has something to prepare, which may go wrong."""

    prepared = 0
    is_broken = False

    def prepare(self) -> None:
        self.prepared += 1
        if self.is_broken:
            raise OSError


@pytest.mark.parametrize("is_broken", [True, False])
def test_that_saving_is_prepared_once_the_figures_are_shown(
    make_window: MakeWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture, is_broken: bool
) -> None:
    window = make_window()
    store = SlowStore()
    store.is_broken = is_broken
    found = opened(plan_2025(), window._folder, storage(store), "")
    application._after_first_show(window, Opened(found.workspace, found.settings))
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert store.prepared == 1
    assert bool(caplog.records) is is_broken


@pytest.mark.parametrize("is_wanted", [True, False])
def test_that_damaged_settings_are_told_and_lead_to_the_choice_of_the_unit(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_wanted: bool
) -> None:
    window, said = make_window(), list[str]()

    def ask(error: CixiError, **_named: object) -> bool:
        said.append(error.message)
        return is_wanted

    monkeypatch.setattr(OtherUnitDialog, "ask", ask)
    monkeypatch.setattr(window.dialogs, "change_unit", lambda: said.append("单位和填报人"))
    (tmp_path / "settings.json").touch()
    found = opened(plan_2025(), tmp_path, storage(MemoryStore()), "账户")
    found.release()
    assert (found.settings, found.workspace.actor) == (Settings(), "账户")
    application._after_first_show(window, found)
    assert "settings.json已损坏。已改名为" in said[0]
    assert said[1:] == (["单位和填报人"] if is_wanted else [])


@pytest.mark.parametrize("is_wanted", [True, False])
def test_that_an_older_or_a_damaged_data_file_is_told_and_leads_to_the_backups(
    make_window: MakeWindow,
    data_folder: MemoryFolder,
    store: MemoryStore,
    monkeypatch: pytest.MonkeyPatch,
    is_wanted: bool,
) -> None:
    window, said = make_window(), []

    def ask(error: CixiError, **_named: object) -> bool:
        said.append(error.message)
        return is_wanted

    monkeypatch.setattr(RecoverDialog, "ask", ask)
    monkeypatch.setattr(window.maintenance, "show_backups", lambda: said.append("备份和恢复"))
    window.maintenance.tell_of_fault()
    assert said == []
    data_folder.is_set_back = CixiError("数据文件比上次在这里看到的旧。")
    window.maintenance.tell_of_fault()
    assert said == ["数据文件比上次在这里看到的旧。", *(["备份和恢复"] if is_wanted else [])]
    said.clear()
    store.damage = ("填报（H-3，科技科，2025年6月）第1次保存的内容已损坏。",)
    window.maintenance.tell_of_fault()
    told = f"数据文件有损坏，内容可能不全，恢复前不能保存：{store.damage[0]}"
    assert said == [told, *(["备份和恢复"] if is_wanted else [])]


@pytest.mark.usefixtures("qapp")
def test_that_qts_own_dialogs_speak_as_an_office_does() -> None:
    words = (
        ("QFileSystemModel", "Size"),
        ("QAbstractFileIconProvider", "Folder"),
        ("QFileDialog", "Look in:"),
    )
    assert [QCoreApplication.translate(*each) for each in words] == ["大小", "文件夹", "位置："]
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QCoreApplication.translate("QFileDialog", "No such words") == "No such words"


def test_that_a_window_in_place_of_another_shows_what_was_looked_at(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a target was adjusted all units are still shown, and a unit that was looked at."""
    monkeypatch.setattr(application, "_after_first_show", lambda *_args, **_named: None)
    store, plan = MemoryStore(), plan_2025()
    unit = add_unit(Workspace(plan=plan, store=store, actor="办公室"), "甲科")
    for looked_at in (ALL_UNITS.id, unit.id, ""):
        window = application.make_window(tmp_path, storage(store), "办公室", looked_at=looked_at)
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(window.opened):
            window.open_data(plan)
        assert window.session.looked_at_id == looked_at
        assert window.header.total.isChecked() == (looked_at == ALL_UNITS.id)
        window.close()
