"""The files that leave the program: named by the rule, written in the background, said to be there or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cixi_desktop.actions import export
from cixi_desktop.errors import CixiError
from ui.dialogs.file_dialog import DoneDialog, RetryDialog, SaveAs
from ui.page import page_preview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.reports.page import Page
    from ui.shell.main_window import MainWindow


class Answers:
    """Stands in for the user at the dialogs, and remembers what was asked."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.proposals: list[str] = []
        self.done: list[tuple[str, str, Path]] = []
        self.faults: list[str] = []
        self.tries_again = False
        self.gives_up_saving = False
        monkeypatch.setattr(SaveAs, "ask", self._save_as)
        monkeypatch.setattr(DoneDialog, "ask", self._done)
        monkeypatch.setattr(RetryDialog, "ask", self._retry)

    def _save_as(self, *, title: str, proposal: Path, kind: str, parent: object) -> Path | None:
        self.proposals.append(proposal.name)
        return None if self.gives_up_saving else self.folder / proposal.name

    def _done(self, *, words: str, details: str, path: Path, parent: object) -> None:
        self.done.append((words, details, path))

    def _retry(self, error: CixiError, *, parent: object) -> bool:
        self.faults.append(error.message)
        answer, self.tries_again = self.tries_again, False
        return answer


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answers:
    return Answers(tmp_path, monkeypatch)


def trigger(window: MainWindow, name: str, qtbot: QtBot) -> None:
    window.commands.action(name).trigger()
    qtbot.waitUntil(lambda: not window.tasks.is_busy)


NAME = "未分配—2025年6月工作要点进展情况表（20250619）.xlsx"


def test_that_the_workbook_gets_the_name_of_the_rule_and_its_check_code_is_said(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    window.session.type_field("H-3", "cumulative", "70")
    window.commands.action("export").trigger()
    trigger(window, "export", qtbot)  # pressed once more while it is being written
    assert answers.proposals == [NAME]
    words, details, path = answers.done[0]
    assert words == "已导出进展情况表。"
    assert details.startswith("草稿\n校验码：")
    assert path.read_bytes()[:2] == b"PK"


def test_that_nothing_is_written_if_the_user_thinks_better_of_it(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    answers.gives_up_saving = True
    trigger(window, "export", qtbot)
    assert answers.done == []
    assert not list(answers.folder.glob("*.xlsx"))


def test_that_another_name_is_offered_when_the_file_is_in_use(
    window: MainWindow, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = export.export_workbook
    refusals = [CixiError("文件正在其他程序中打开。")]
    refusals[0].free = answers.folder / "空闲.xlsx"  # type: ignore[attr-defined]

    def refuse_once(*arguments: object, **named: object) -> Path:
        if refusals:
            raise refusals.pop()
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(export, "export_workbook", refuse_once)
    answers.tries_again = True
    trigger(window, "export", qtbot)
    qtbot.waitUntil(lambda: bool(answers.done))
    assert answers.faults == ["文件正在其他程序中打开。"]
    assert answers.proposals == [NAME, "空闲.xlsx"]
    assert (answers.folder / "空闲.xlsx").is_file()


def test_that_a_refused_file_may_be_left_alone(
    window: MainWindow, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> Path:
        raise CixiError("磁盘已满。")

    monkeypatch.setattr(export, "export_workbook", refuse)
    trigger(window, "export", qtbot)
    assert (answers.faults, answers.done) == (["磁盘已满。"], [])


def test_that_a_bug_in_the_background_is_not_taken_for_the_users_fault(
    window: MainWindow, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_arguments: object, **_named: object) -> Path:
        raise ZeroDivisionError

    monkeypatch.setattr(export, "export_workbook", stumble)
    with qtbot.captureExceptions() as exceptions:
        trigger(window, "export", qtbot)
    assert [kind for kind, *_ in exceptions] == [ZeroDivisionError]
    assert answers.faults == []


def test_that_the_data_file_is_backed_up_under_a_name_with_date_and_time(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    trigger(window, "backup", qtbot)
    assert answers.proposals == ["数据备份20250619-1405.db"]
    assert answers.done[0][0] == "已备份数据。"
    assert answers.done[0][2].is_file()


def test_that_the_page_is_previewed_with_its_data_version(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown: list[Page] = []
    monkeypatch.setattr(page_preview.PagePreview, "ask", lambda **named: shown.append(named["page"]))
    window.session.type_field("H-3", "cumulative", "70")
    trigger(window, "print", qtbot)
    (page,) = shown
    assert (page.unit.name, page.period) == ("未分配", window.session.period)
    assert page.head[-1].startswith("草稿　　")


def test_that_the_suffix_is_added_where_the_system_forgets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(name: str) -> Path | None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (name, ""))
        return SaveAs.ask(title="导出", proposal=tmp_path / "表.xlsx", kind="Excel工作簿")

    assert ask("") is None
    assert ask(str(tmp_path / "六月")) == tmp_path / "六月.xlsx"
    assert ask(str(tmp_path / "2025.6")) == tmp_path / "2025.6.xlsx"
    assert ask(str(tmp_path / "六月.XLSX")) == tmp_path / "六月.XLSX"


@pytest.mark.parametrize(
    ("button", "opened"), [("show_file", "表.xlsx"), ("show_folder", "文档"), (None, None)]
)
def test_that_the_written_file_can_be_looked_at(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: str | None, opened: str | None
) -> None:
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.fileName()))

    def click(self: DoneDialog) -> None:
        (getattr(self, button) if button else self.defaultButton()).click()

    monkeypatch.setattr(DoneDialog, "exec", click)
    DoneDialog.ask(words="已导出。", details="", path=Path("/文档/表.xlsx"))
    assert urls == ([opened] if opened else [])


@pytest.mark.parametrize("again", [True, False])
def test_that_another_name_is_tried_only_if_wanted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    monkeypatch.setattr(RetryDialog, "exec", lambda self: self.buttons()[0 if again else 1].click())
    assert RetryDialog.ask(CixiError("文件正在使用。", "请换一个名称。")) is again


def test_that_a_form_for_a_unit_without_the_program_is_written(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    trigger(window, "template", qtbot)
    assert answers.proposals == ["未分配—2025年6月工作要点填报表（待填）.xlsx"]
    words, details, path = answers.done[0]
    assert (words, "填写说明" in details) == ("已导出填报表。", True)
    assert path.read_bytes()[:2] == b"PK"


def test_that_the_report_of_the_shown_month_is_edited_and_written_in_each_format(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    window.session.type_field("H-3", "cumulative", "70")
    dialog = window.reports.make_dialog()
    assert dialog is not None
    dialog.people["signer"].setText("王某")
    for ending in (".txt", ".docx", ".pdf"):
        dialog.wanted.emit(ending)
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert answers.proposals == [f"2025年6月工作要点进展情况{e}" for e in (".txt", ".docx", ".pdf")]
    written = answers.done[0][2].read_text(encoding="utf-8-sig")
    assert "高新技术企业70家" in written
    assert "签发：王某" in written
    assert [path.read_bytes()[:4] for _, _, path in answers.done[1:]] == [b"PK\x03\x04", b"%PDF"]
    dialog.close()
    dialog.deleteLater()
    again = window.reports.make_dialog()
    assert again is not None
    assert again.draft.signer == "王某"
    again.deleteLater()


def test_that_another_file_asked_for_while_one_is_written_is_written_next(
    window: MainWindow, qtbot: QtBot, answers: Answers
) -> None:
    """The same once more is a second press of one button."""
    for name in ("export", "export", "backup"):
        window.commands.action(name).trigger()
    qtbot.waitUntil(lambda: not window.tasks.is_busy)
    assert [words for words, *_rest in answers.done] == ["已导出进展情况表。", "已备份数据。"]
