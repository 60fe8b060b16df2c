"""Backups by themselves, 备份和恢复, and what another program saved meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from cixi_desktop.actions.record import record
from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.errors import CixiError, DamagedError
from cixi_desktop.maintenance.backups import Backup, Reason, name_of
from cixi_desktop.maintenance.diagnostics import FolderFacts
from cixi_desktop.periods import month
from cixi_desktop.workspace import Workspace
from tests.support.memory_store import MemoryStore
from ui.dialogs.error_dialog import ErrorDialog, Unsaved, UnsavedDialog
from ui.dialogs.file_dialog import OpenFile, SaveAs
from ui.maintenance.backups_dialog import (
    BackupAnswer,
    BackupsDialog,
    ConfirmRestore,
    RestoredDialog,
    SalvagedDialog,
    Waiting,
)
from ui.maintenance.folder_lock import lock_folder
from ui.shell.background import JobQueue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from decimal import Decimal

    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Plan
    from tests.support.data_folder import MemoryFolder
    from tests.support.memory_store import MemoryUnitOfWork
    from tests.ui.conftest import MakeWindow
    from ui.shell.main_window import MainWindow

NOW = datetime(2025, 6, 19, 14, 5)  # noqa: DTZ001  the clock of the computer
JUNE = month(2025, 6)
FULL = CixiError("磁盘已满。", "请清理。")


def reasons(data_folder: MemoryFolder) -> list[Reason]:
    return [backup.reason for backup in data_folder.made]


def type_figure(window: MainWindow, text: str) -> None:
    window.session.type_field("8-1", "increment", text)


def total(window: MainWindow, target_id: str) -> Decimal | None:
    """The running total of June, as typed or derived."""
    assert window.session.assessment is not None
    assessed = window.session.assessment.of(target_id)
    assert isinstance(assessed, FigureAssessment)
    return assessed.cumulative


def quiet(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.tasks.is_busy)


def test_that_the_first_change_of_a_day_makes_a_backup_and_the_next_does_not(
    window: MainWindow, data_folder: MemoryFolder, qtbot: QtBot
) -> None:
    type_figure(window, "7")
    quiet(window, qtbot)
    type_figure(window, "71")
    quiet(window, qtbot)
    assert reasons(data_folder) == [Reason.AUTOMATIC]


def test_that_a_backup_made_earlier_in_the_day_is_enough(
    make_window: MakeWindow, data_folder: MemoryFolder, qtbot: QtBot
) -> None:
    data_folder.keep(Reason.AUTOMATIC)
    window = make_window()
    type_figure(window, "7")
    quiet(window, qtbot)
    assert reasons(data_folder) == [Reason.AUTOMATIC]


def test_that_a_backup_of_yesterday_or_for_another_reason_is_not(
    make_window: MakeWindow, data_folder: MemoryFolder, qtbot: QtBot
) -> None:
    data_folder.keep(Reason.BEFORE_UPGRADE)
    yesterday = NOW - timedelta(days=1)
    data_folder.made.append(
        Backup(path=Path(name_of(Reason.AUTOMATIC, yesterday)), at=yesterday, reason=Reason.AUTOMATIC, size=1)
    )
    window = make_window()
    type_figure(window, "7")
    quiet(window, qtbot)
    assert reasons(data_folder) == [Reason.AUTOMATIC, Reason.BEFORE_UPGRADE, Reason.AUTOMATIC]


def test_that_a_backup_that_cannot_be_made_is_told_once_and_logged(
    make_window: MakeWindow,
    data_folder: MemoryFolder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[CixiError] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_asked: told.append(error))
    window = make_window()
    data_folder.fault = FULL
    type_figure(window, "7")
    quiet(window, qtbot)
    qtbot.waitUntil(lambda: bool(told))
    assert window.close()
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    (error,) = told
    assert error.message == "自动备份未完成，刚才的修改已经保存。磁盘已满。"
    assert error.hint == "请清理。排除后，可用“文件—备份数据”另存一份。"


def test_that_closing_backs_up_what_was_changed_and_only_that(
    make_window: MakeWindow, data_folder: MemoryFolder, qtbot: QtBot
) -> None:
    window = make_window()
    window.close()
    assert reasons(data_folder) == []
    window = make_window()
    type_figure(window, "7")
    quiet(window, qtbot)
    window.close()
    assert reasons(data_folder) == [Reason.AUTOMATIC, Reason.AUTOMATIC]


def test_that_coming_back_to_the_window_shows_what_another_program_saved(
    window: MainWindow, plan: Plan, store: MemoryStore
) -> None:
    record(Workspace(plan=plan, store=store, actor="李四"), "H-3", JUNE, {"cumulative": "80"})
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert window.session.assessment is not None
    assert window.session.assessment.of("H-3").light.value == "达序时"  # 80 of 120 by June, 60 being due
    assert window.header.kept.text() == "✓ 已载入其他程序保存的修改"


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[JobQueue]:
    tasks = JobQueue()
    yield tasks
    tasks.close()


def backup_store(plan: Plan) -> MemoryStore:
    """70 companies in June, saved the day before."""
    store = MemoryStore(clock=lambda: NOW - timedelta(days=1))
    record(Workspace(plan=plan, store=store, actor="李四"), "H-3", JUNE, {"cumulative": "70"})
    return store


@pytest.fixture
def dialog(
    qtbot: QtBot, data_folder: MemoryFolder, store: MemoryStore, tasks: JobQueue, plan: Plan
) -> BackupsDialog:
    """Two backups, the newer of which differs from the present data."""
    older = data_folder.keep(Reason.BY_HAND)
    newer = data_folder.keep(Reason.AUTOMATIC)
    data_folder.stores = {newer.path: backup_store(plan), older.path: MemoryStore()}
    dialog = BackupsDialog(data=data_folder, store=store, tasks=tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    return dialog


def cells(dialog: BackupsDialog, row: int) -> list[str]:
    return [dialog.table.item(row, column).text() for column in range(4)]


def test_that_backups_are_listed_with_time_reason_and_size(dialog: BackupsDialog) -> None:
    assert cells(dialog, 0) == ["2025-06-19 14:05", "自动备份", "40 KB", "cixi-自动-20250619-140500.db"]
    assert cells(dialog, 1)[1] == "手动备份"


def test_that_what_would_change_is_shown_of_the_chosen_one(
    dialog: BackupsDialog, tasks: JobQueue, qtbot: QtBot
) -> None:
    lines = dialog.details.toPlainText().splitlines()
    assert lines[0] == "备份比现有数据新。"
    assert lines[1] == "现有数据：共0条记录；无修改记录"
    assert lines[2].startswith("备　　份：共1条记录；最近修改 2025-06-18 14:05　李四")
    assert lines[-1] == "　未分配 2025年6月：增加1条"
    assert dialog.restore.isEnabled()
    dialog.table.selectRow(1)
    assert not dialog.restore.isEnabled()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.details.toPlainText().splitlines()[0] == "备份与现有数据的内容相同。"


def test_that_two_clicks_restore(dialog: BackupsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def agree(*, name: str, verdict: str, parent: object) -> bool:
        asked.append(f"{name}：{verdict}")
        return True

    monkeypatch.setattr(ConfirmRestore, "ask", agree)
    dialog.restore.click()
    assert asked == ["cixi-自动-20250619-140500.db：备份比现有数据新。"]
    assert dialog.answer.source is not None
    assert dialog.answer.source.name == "cixi-自动-20250619-140500.db"
    assert not dialog.isVisible()


def test_that_a_refusal_leaves_the_dialog_open(
    dialog: BackupsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConfirmRestore, "ask", lambda **_named: False)
    dialog.restore.click()
    assert (dialog.isVisible(), dialog.answer) == (True, BackupAnswer())


def test_that_any_other_file_can_be_looked_at_and_restored(
    dialog: BackupsDialog,
    data_folder: MemoryFolder,
    tasks: JobQueue,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = Path("/U盘/数据备份.db")
    data_folder.stores[stick] = next(iter(data_folder.stores.values()))
    answers = iter([None, stick])
    monkeypatch.setattr(OpenFile, "ask", lambda **_named: next(answers))
    monkeypatch.setattr(ConfirmRestore, "ask", lambda **_named: True)
    dialog.elsewhere.click()
    assert dialog.table.rowCount() == 2
    dialog.elsewhere.click()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert cells(dialog, 0) == ["", "其他文件", "", str(stick)]
    dialog.restore.click()
    assert dialog.answer.source == stick


def test_that_a_damaged_backup_is_explained_and_cannot_be_restored(
    dialog: BackupsDialog, data_folder: MemoryFolder, tasks: JobQueue, qtbot: QtBot
) -> None:
    data_folder.fault = CixiError("数据文件已损坏。", "请换一份。")
    dialog.table.selectRow(1)
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.details.toPlainText() == "该文件不能用于恢复。\n数据文件已损坏。请换一份。"
    assert not dialog.restore.isEnabled()
    QTest.mouseDClick(dialog.table.viewport(), Qt.MouseButton.LeftButton)
    assert dialog.answer == BackupAnswer()


def test_that_only_the_chosen_backup_is_told_of(dialog: BackupsDialog, tasks: JobQueue, qtbot: QtBot) -> None:
    dialog.table.selectRow(1)
    dialog.table.selectRow(0)
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.details.toPlainText().startswith("备份比现有数据新。")
    dialog.table.clearSelection()
    assert dialog.details.toPlainText() == ""


def test_that_a_backup_elsewhere_is_asked_for(dialog: BackupsDialog) -> None:
    dialog.copy.click()
    assert dialog.answer == BackupAnswer(is_to_copy=True)


def test_that_a_list_without_backups_says_why(
    qtbot: QtBot, data_folder: MemoryFolder, store: MemoryStore, tasks: JobQueue
) -> None:
    for fault, words in ((None, ""), (FULL, "磁盘已满。请清理。")):
        data_folder.fault = fault
        dialog = BackupsDialog(data=data_folder, store=store, tasks=tasks)
        qtbot.addWidget(dialog)
        assert dialog.details.toPlainText() == words
        assert not dialog.restore.isEnabled()


@pytest.mark.parametrize("reason", list(Reason))
def test_that_every_reason_of_a_backup_has_its_words(
    qtbot: QtBot, data_folder: MemoryFolder, tasks: JobQueue, store: MemoryStore, reason: Reason
) -> None:
    data_folder.keep(reason)
    dialog = BackupsDialog(data=data_folder, store=store, tasks=tasks)
    qtbot.addWidget(dialog)
    assert cells(dialog, 0)[1]


def test_that_the_data_file_is_checked_where_its_backups_are(
    qtbot: QtBot, dialog: BackupsDialog, data_folder: MemoryFolder, tasks: JobQueue
) -> None:
    data_folder.findings = []
    dialog.check.click()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.details.toPlainText() == "数据文件完好。"
    data_folder.findings = ["填报（H-2，高新科，2025年6月）第2次保存的内容已损坏。"]
    dialog.check.click()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.details.toPlainText() == (
        "数据文件有问题，请在上面选择一份备份恢复：\n填报（H-2，高新科，2025年6月）第2次保存的内容已损坏。"
    )
    assert not dialog.restore.isEnabled()
    dialog.table.selectRow(1)
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.restore.isEnabled()
    data_folder.fault = FULL
    dialog.check.click()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.details.toPlainText() == "磁盘已满。请清理。"


def test_that_what_can_still_be_read_of_a_damaged_file_becomes_a_backup(
    qtbot: QtBot,
    dialog: BackupsDialog,
    data_folder: MemoryFolder,
    tasks: JobQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(SalvagedDialog, "ask", lambda *, lost, **_named: told.append(lost))
    assert not dialog.salvage.isVisible()
    data_folder.findings = ["文件结构有误：Tree 5 page 12: btreeInitPage() returns error code 11。"]
    data_folder.lost = ("填报（H-2，高新科，2025年6月）不能读取。",)
    dialog.check.click()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.salvage.isVisible()
    dialog.salvage.click()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert told == [data_folder.lost]
    assert cells(dialog, 0)[1] == "抢救所得"
    assert dialog.restore.isEnabled()
    data_folder.fault = CixiError("数据文件里没有能读出的内容。", "请用备份恢复。")
    dialog.salvage.click()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert dialog.details.toPlainText() == "数据文件里没有能读出的内容。请用备份恢复。"
    data_folder.fault = None
    dialog.table.selectRow(0)
    qtbot.waitUntil(dialog.restore.isEnabled)


def test_that_salvaging_is_offered_for_a_file_that_cannot_be_opened(
    qtbot: QtBot, data_folder: MemoryFolder, tasks: JobQueue
) -> None:
    dialog = BackupsDialog(data=data_folder, store=None, tasks=tasks)
    qtbot.addWidget(dialog)
    assert not dialog.salvage.isHidden()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "没有发现不能读取的记录。"),
        (2, "以下内容不能读取，恢复后需要重新填报：\n第1条。\n第2条。"),
        (14, "第12条。\n另有2处。"),
    ],
)
def test_that_it_is_said_what_could_not_be_salvaged(qtbot: QtBot, count: int, words: str) -> None:
    shown = SalvagedDialog(lost=[f"第{number}条。" for number in range(1, count + 1)])
    qtbot.addWidget(shown)
    assert shown.informativeText().endswith(words)


def test_that_work_is_waited_for_and_its_outcome_returned(tasks: JobQueue, qtbot: QtBot) -> None:
    def fail() -> int:
        raise FULL

    assert Waiting.ask(words="正在恢复数据…", work=lambda: 7, tasks=tasks) == 7
    assert Waiting.ask(words="正在恢复数据…", work=fail, tasks=tasks) is FULL


def test_that_esc_does_not_end_the_waiting(qtbot: QtBot) -> None:
    waiting = Waiting(words="正在恢复数据…")
    qtbot.addWidget(waiting)
    waiting.show()
    QTest.keyClick(waiting, Qt.Key.Key_Escape)
    assert waiting.isVisible()
    waiting.end()
    assert not waiting.isVisible()
    waiting.reject()


def test_that_the_question_names_file_and_consequence(qtbot: QtBot) -> None:
    question = ConfirmRestore(name="备份.db", verdict="备份比现有数据旧。")
    qtbot.addWidget(question)
    assert "备份.db" in question.text()
    assert question.informativeText().startswith("备份比现有数据旧。\n恢复前会自动备份现有数据")
    assert question.defaultButton() is not question.go_on


@pytest.mark.parametrize("is_agreed", [True, False])
def test_that_the_question_is_answered_by_its_button(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_agreed: bool
) -> None:
    def press(question: QMessageBox) -> None:
        assert isinstance(question, ConfirmRestore)
        question.show()
        (question.go_on if is_agreed else question.defaultButton()).click()

    monkeypatch.setattr(ConfirmRestore, "exec", press)
    assert ConfirmRestore.ask(name="备份.db", verdict="") is is_agreed


def answer_with(monkeypatch: pytest.MonkeyPatch, answer: BackupAnswer) -> list[str]:
    """Let the user give that answer; what is said afterwards."""
    said: list[str] = []
    monkeypatch.setattr(BackupsDialog, "ask", lambda **_named: answer)
    monkeypatch.setattr(RestoredDialog, "ask", lambda **given: said.append(given["kept"].path.name))
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_named: said.append(error.message))
    return said


def test_that_the_window_shows_what_was_restored(
    window: MainWindow,
    data_folder: MemoryFolder,
    store: MemoryStore,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = answer_with(monkeypatch, BackupAnswer(source=Path("备份.db")))
    type_figure(window, "7")
    quiet(window, qtbot)
    assert window.session.workspace is not None
    backup, restore = backup_store(window.session.workspace.plan), data_folder.restore

    def replace_store(source: Path, *, actor: str) -> Backup | None:
        store._kept = backup._kept
        return restore(source, actor=actor)

    monkeypatch.setattr(data_folder, "restore", replace_store)
    window.commands.action("restore").trigger()
    assert data_folder.restored == [(Path("备份.db"), "张三")]
    assert said == ["cixi-恢复前-20250619-140500.db"]
    assert total(window, "H-3") == 70
    assert total(window, "8-1") is None
    assert window.header.kept.text() == "✓ 已从“备份.db”恢复数据"


def test_that_what_damaged_data_did_not_take_is_kept_in_what_was_restored(
    window: MainWindow,
    data_folder: MemoryFolder,
    store: MemoryStore,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert window.session.workspace is not None
    answer_with(monkeypatch, BackupAnswer(source=Path("备份.db")))
    asked, damage = list[str](), ["数据文件有损坏，未保存。"]
    backup, restore = backup_store(window.session.workspace.plan), data_folder.restore
    begin = store.unit_of_work

    def unit_of_work() -> AbstractContextManager[MemoryUnitOfWork]:
        if damage:
            raise DamagedError(*damage)
        return begin()

    def choose(error: CixiError, **_named: object) -> Unsaved:
        asked.append(error.message)
        return Unsaved.RESTORED

    def replace_store(source: Path, *, actor: str) -> Backup | None:
        store._kept = backup._kept
        damage.clear()
        return restore(source, actor=actor)

    monkeypatch.setattr(UnsavedDialog, "ask", choose)
    monkeypatch.setattr(store, "unit_of_work", unit_of_work)
    monkeypatch.setattr(data_folder, "restore", replace_store)
    type_figure(window, "7")
    qtbot.waitUntil(lambda: total(window, "H-3") == 70)
    assert asked == ["数据文件有损坏，未保存。"]
    assert not window.session.has_unsaved
    assert total(window, "8-1") == 7
    assert window.header.kept.text() == "✓ 已从“备份.db”恢复数据"


def test_that_restored_data_are_not_taken_for_another_program_s(
    window: MainWindow, plan: Plan, data_folder: MemoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window becomes the active one again when the dialogs over it close."""
    answer_with(monkeypatch, BackupAnswer(source=Path("备份.db")))
    told: list[str] = []
    window.session.told.connect(told.append)
    assert window.session.workspace is not None
    store = window.session.workspace.store

    def come_back(**_named: object) -> None:
        record(Workspace(plan=plan, store=store, actor="李四"), "H-3", JUNE, {"cumulative": "80"})
        QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))

    monkeypatch.setattr(RestoredDialog, "ask", come_back)
    window.commands.action("restore").trigger()
    assert len(data_folder.restored) == 1
    assert told == ["已从“备份.db”恢复数据"]


def test_that_a_restoring_that_fails_says_why_and_changes_nothing(
    window: MainWindow, data_folder: MemoryFolder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answer_with(monkeypatch, BackupAnswer(source=Path("备份.db")))
    type_figure(window, "7")
    quiet(window, qtbot)
    data_folder.fault = FULL
    window.commands.action("restore").trigger()
    assert said == ["磁盘已满。"]
    assert total(window, "8-1") == 7
    data_folder.fault = None


def test_that_a_backup_elsewhere_is_made_by_the_other_command(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    answer_with(monkeypatch, BackupAnswer(is_to_copy=True))
    monkeypatch.setattr(SaveAs, "ask", lambda *, title, **_named: made.append(title))
    window.commands.action("restore").trigger()
    answer_with(monkeypatch, BackupAnswer())
    window.commands.action("restore").trigger()
    assert made == ["备份数据"]


def test_that_a_bug_is_no_complaint(window: MainWindow) -> None:
    with pytest.raises(ZeroDivisionError):
        window.maintenance._complain(ZeroDivisionError())


def test_that_the_end_says_where_the_former_data_are(qtbot: QtBot) -> None:
    kept = Backup(path=Path("备份/a.db"), at=NOW, reason=Reason.BEFORE_RESTORE, size=1)
    told = RestoredDialog(kept=kept)
    qtbot.addWidget(told)
    assert kept.path.name in told.informativeText()
    alone = RestoredDialog(kept=None)
    qtbot.addWidget(alone)
    assert alone.informativeText() == ""


def test_that_a_backup_can_take_the_place_of_a_file_that_cannot_be_opened(
    window: MainWindow, data_folder: MemoryFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answer_with(monkeypatch, BackupAnswer(source=Path("备份.db")))
    monkeypatch.setattr(data_folder, "survey", lambda: FolderFacts(path=str(tmp_path)))
    assert window.maintenance.recover("账户")
    assert data_folder.restored == [(Path("备份.db"), "账户")]
    assert said == ["cixi-恢复前-20250619-140500.db"]
    lock = lock_folder(tmp_path)
    assert not window.maintenance.recover("账户")
    assert said[-1].startswith("这个数据文件夹已在另一个窗口中打开")
    lock.unlock()
    answer_with(monkeypatch, BackupAnswer())
    assert not window.maintenance.recover("账户")


def test_that_a_backup_of_what_cannot_be_read_is_not_offered(
    qtbot: QtBot, data_folder: MemoryFolder, tasks: JobQueue
) -> None:
    dialog = BackupsDialog(data=data_folder, store=None, tasks=tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.copy.isVisible()
