"""Printers and papers that are not as they should be, copies, and files that cannot be written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMarginsF, QTimer
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from cixi_desktop.errors import CixiError
from tests.support import samples
from ui.dialogs import printing
from ui.dialogs.error_dialog import ErrorDialog
from ui.dialogs.file_dialog import SaveAs
from ui.dialogs.printing import check_paper, is_refusing, paper_words, save_text, sent_words, write_text
from ui.page.print_page import print_on

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")
SIZE, TURN = QPageSize.PageSizeId, QPageLayout.Orientation


def printer(
    path: Path, size: QPageSize.PageSizeId = SIZE.A4, turn: QPageLayout.Orientation = TURN.Portrait
) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setPageLayout(QPageLayout(QPageSize(size), turn, QMarginsF()))
    return made


@pytest.mark.parametrize(
    ("size", "turn", "words"),
    [
        (SIZE.A4, TURN.Portrait, ""),
        (SIZE.A4, TURN.Landscape, "所选纸张为A4横向，"),
        (SIZE.A3, TURN.Portrait, "所选纸张为A3，"),
        (SIZE.Letter, TURN.Portrait, "所选纸张为Letter"),
    ],
)
def test_that_another_paper_than_a4_is_asked_about(
    tmp_path: Path, size: QPageSize.PageSizeId, turn: QPageLayout.Orientation, words: str
) -> None:
    asked = paper_words(printer(tmp_path / "纸.pdf", size, turn))
    assert asked.startswith(words)
    assert bool(asked) == bool(words)


def test_that_a_printer_without_a4_is_refused_and_one_that_does_not_tell_is_not() -> None:
    check_paper("小票机", [])
    check_paper("激光", [QPageSize(SIZE.Letter), QPageSize(SIZE.A4)])
    with pytest.raises(CixiError, match="“小票机”不支持A4纸，未打印"):
        check_paper("小票机", [QPageSize(SIZE.A6)])


def test_that_several_pages_are_printed_as_often_as_was_asked(tmp_path: Path) -> None:
    page = samples.page(samples.empty_content())
    made = printer(tmp_path / "纸.pdf", SIZE.A3, TURN.Landscape)
    made.setCopyCount(2)
    print_on(made, [page, page, page])
    sheets = PdfReader(tmp_path / "纸.pdf").pages
    assert len(sheets) == 6
    assert {(round(s.mediabox.width), round(s.mediabox.height)) for s in sheets} == {(595, 842)}


def test_that_a_text_that_cannot_be_saved_is_told_and_the_old_file_stays(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[CixiError] = []
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_: told.append(error))
    monkeypatch.setattr(SaveAs, "ask", lambda **_: tmp_path / "无此夹" / "说明.pdf")
    save_text(QTextDocument("说明"), tmp_path / "说明.pdf", None)  # type: ignore[arg-type]
    assert [error.message.startswith("文件夹“") for error in told] == [True]


def test_that_a_text_is_an_a4_paper_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "使用说明.pdf"
    write_text(QTextDocument("每月十分钟"), path)
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == "使用说明"
    (sheet,) = reader.pages
    assert [round(side) for side in (sheet.mediabox.width, sheet.mediabox.height)] == [595, 842]
    assert "每月十分钟" in sheet.extract_text()


@pytest.mark.parametrize(
    ("told", "is_refused"),
    [("高新科 not accepting requests since", True), ("高新科 accepting requests since", False), ("", False)],
)
def test_that_a_queue_that_takes_no_jobs_is_told_from_one_that_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, *, is_refused: bool
) -> None:
    """“” stands for a computer where nobody can be asked."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin" if told else str(tmp_path))
    if told:
        asked = tmp_path / "lpstat"
        asked.write_text(f'#!/bin/sh\n[ "$1 $2" = "-a 高新科" ] && echo "{told}"\n', encoding="utf-8")
        asked.chmod(0o755)
    assert is_refusing("高新科") is is_refused


def test_that_a_print_server_that_does_not_answer_keeps_the_window_alive_and_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "PATIENCE_MS", 300)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    asked = tmp_path / "lpstat"
    asked.write_text("#!/bin/sh\nexec sleep 600\n", encoding="utf-8")
    asked.chmod(0o755)
    alive: list[bool] = []
    QTimer.singleShot(0, lambda: alive.append(True))
    assert not is_refusing("高新科")
    assert alive


def test_that_a_printer_is_named_by_its_name() -> None:
    laser = SimpleNamespace(outputFileName=lambda: "", printerName=lambda: "一楼打印机")
    assert sent_words(cast("QPrinter", laser)) == "已发送到打印机“一楼打印机”。"
