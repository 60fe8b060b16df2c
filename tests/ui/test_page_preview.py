from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMarginsF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.support import samples
from tests.support.pictures import is_like, painted
from ui.dialogs.file_dialog import SaveAs
from ui.dialogs.printing import adopt_a4
from ui.page.page_preview import MARGIN, PagePreview, PageView, pdf_name
from ui.page.page_sheet import HEIGHT, WIDTH
from ui.page.print_page import paint_page
from ui.style.fonts import fonts_used

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.reports.page import Page

NAME = "未分配—2025年6月工作要点进展一页纸.pdf"


@pytest.fixture(scope="module")
def june() -> Page:
    return samples.page(samples.sample_content(samples.plan()))


@pytest.fixture
def preview(qtbot: QtBot, june: Page, tmp_path: Path) -> PagePreview:
    preview = PagePreview(page=june, folder=tmp_path)
    qtbot.addWidget(preview)
    preview.show()
    return preview


def blue_buttons(preview: PagePreview) -> list[str]:
    """The words of the button that Enter presses, wherever the focus is."""
    children = (child for child in preview.children() if isinstance(child, QPushButton))
    return [child.text() for child in children if child.isDefault()]


def press(preview: PagePreview, words: str) -> None:
    buttons: dict[str, QPushButton] = {}
    for child in preview.children():
        if isinstance(child, QPushButton):
            buttons[child.text()] = child
    button = buttons[words]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_the_screen_shows_the_very_painting_of_the_page(qtbot: QtBot, june: Page) -> None:
    view = PageView(page=june)
    qtbot.addWidget(view)
    view.fit(QSize(632, 900), is_whole=False)
    shown = view.grab().toImage()
    page = view._page()
    size = page.size().toSize()

    def paint(painter: QPainter, rect: QRectF) -> None:
        paint_page(painter, rect, june)

    expected = painted(size.width(), size.height(), paint)
    places = [(x, y) for x in range(20, size.width() - 20, 7) for y in range(20, size.height() - 20, 7)]
    left = round(page.left())
    unlike = [
        (x, y) for x, y in places if not is_like(shown, left + x, MARGIN + y, expected.pixelColor(x, y))
    ]
    assert len(unlike) < len(places) / 100  # smoothed edges may differ by a shade


def test_that_characters_that_the_face_lacks_are_told(qtbot: QtBot) -> None:
    plan = samples.plan()
    common = PagePreview(page=samples.page(samples.wordy_content("喆、㛃", plan), of=plan))
    rare = PagePreview(page=samples.page(samples.wordy_content("吉、𠮷", plan), of=plan))
    for preview in (common, rare):
        qtbot.addWidget(preview)
    assert "“" not in common._fonts.text()
    assert "“𠮷”" in rare._fonts.text()


def test_that_the_page_is_as_wide_as_the_room_or_whole(qtbot: QtBot, june: Page) -> None:
    view = PageView(page=june)
    qtbot.addWidget(view)
    view.fit(QSize(800, 600), is_whole=False)
    assert view._page().width() == pytest.approx(800 - 2 * MARGIN, abs=1)
    view.fit(QSize(800, 600), is_whole=True)
    assert view.height() <= 600
    assert view._page().height() / view._page().width() == pytest.approx(HEIGHT / WIDTH, abs=0.01)


def test_that_around_the_page_there_is_no_paper(preview: PagePreview) -> None:
    view = preview._views[0].grab().toImage()
    assert view.pixelColor(3, 3) != QColor("white")
    assert view.pixelColor(view.width() // 2, MARGIN + 20) == QColor("white")


def test_that_the_whole_page_is_shown_on_demand(preview: PagePreview) -> None:
    before = preview._views[0].height()
    press(preview, "显示整页(&W)")
    assert preview._views[0].height() < before


def test_that_the_user_is_told_which_fonts_are_used(preview: PagePreview) -> None:
    assert preview._fonts.text() == f"所用字体：{fonts_used()}"


def test_that_escape_closes_it(preview: PagePreview) -> None:
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_that_the_offered_name_tells_unit_and_period(june: Page) -> None:
    assert pdf_name(june) == NAME


def test_that_the_page_is_saved_where_the_user_says(
    preview: PagePreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def ask(*, title: str, proposal: Path, kind: str, parent: QWidget) -> Path:
        asked.append(proposal)
        return tmp_path / "一页纸.pdf"

    monkeypatch.setattr(SaveAs, "ask", ask)
    saved: list[str] = []
    preview.saved.connect(saved.append)
    press(preview, "另存为PDF(&S)…")
    assert asked == [tmp_path / NAME]
    assert (tmp_path / "一页纸.pdf").read_bytes().startswith(b"%PDF")
    assert saved == [str(tmp_path / "一页纸.pdf")]
    assert preview.message == f"已保存：{tmp_path / '一页纸.pdf'}"
    assert blue_buttons(preview) == ["关闭(&C)"]


def test_that_nothing_is_saved_if_the_user_thinks_better_of_it(
    preview: PagePreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SaveAs, "ask", lambda **_: None)
    press(preview, "另存为PDF(&S)…")
    assert list(tmp_path.iterdir()) == []
    assert not preview.message
    assert blue_buttons(preview) == ["打印(&P)…"]


def test_that_a_page_that_cannot_be_saved_is_told_in_the_preview(
    preview: PagePreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SaveAs, "ask", lambda **_: tmp_path / "无此夹" / "一页纸.pdf")
    saved: list[str] = []
    preview.saved.connect(saved.append)
    press(preview, "另存为PDF(&S)…")
    assert "不存在" in preview.message
    assert saved == []


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    adopt_a4(printer)
    return printer


def test_that_the_page_is_printed_on_the_chosen_printer(
    preview: PagePreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(PagePreview, "ask_printer", lambda *_: pdf_printer(tmp_path / "纸.pdf"))
    with qtbot.waitSignal(preview.printed):
        press(preview, "打印(&P)…")
    assert (tmp_path / "纸.pdf").read_bytes().startswith(b"%PDF")
    assert preview.message == f"已保存：{tmp_path / '纸.pdf'}"


def test_that_another_paper_that_a_printer_prefers_is_not_taken(
    preview: PagePreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    printer = pdf_printer(tmp_path / "纸.pdf")
    letter = QPageLayout(
        QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Landscape, QMarginsF(10, 10, 10, 10)
    )
    printer.setPageLayout(letter)
    monkeypatch.setattr(PagePreview, "ask_printer", lambda *_: printer)
    with qtbot.waitSignal(preview.printed):
        press(preview, "打印(&P)…")
    (sheet,) = PdfReader(tmp_path / "纸.pdf").pages
    assert [round(side) for side in (sheet.mediabox.width, sheet.mediabox.height)] == [595, 842]
    assert printer.docName() == "未分配—2025年6月工作要点进展一页纸"


def test_that_nothing_is_said_to_be_printed_where_there_is_no_printer(
    preview: PagePreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = QPrinter()
    nowhere.setPrinterName("没有这台打印机")
    nowhere.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
    monkeypatch.setattr(PagePreview, "ask_printer", lambda *_: nowhere)
    press(preview, "打印(&P)…")
    assert preview.message.startswith("没有可用的打印机，未打印。")


def test_that_nothing_is_printed_if_the_user_thinks_better_of_it(
    preview: PagePreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PagePreview, "ask_printer", lambda *_: None)
    press(preview, "打印(&P)…")
    assert not preview.message


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_that_a_printer_that_does_not_start_is_told_in_the_preview(
    preview: PagePreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PagePreview, "ask_printer", lambda *_: pdf_printer(tmp_path / "no" / "such.pdf"))
    press(preview, "打印(&P)…")
    assert "打印机没有响应" in preview.message


@pytest.mark.parametrize(
    ("answer", "is_printed"),
    [(QPrintDialog.DialogCode.Accepted, True), (QPrintDialog.DialogCode.Rejected, False)],
)
def test_that_the_printer_is_asked_for_with_an_upright_a4_sheet(
    preview: PagePreview, monkeypatch: pytest.MonkeyPatch, answer: QPrintDialog.DialogCode, is_printed: bool
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: answer)
    printer = PagePreview.ask_printer(preview)
    assert (printer is not None) is is_printed
    if printer is not None:
        paper = printer.pageLayout().fullRectPoints()
        assert (paper.width(), paper.height()) == (595, 842)


@pytest.mark.parametrize("is_saved", [True, False])
def test_that_asking_shows_the_preview_and_says_whether_anything_left_it(
    june: Page, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_saved: bool
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(PagePreview, "ask_path", lambda *_: tmp_path / "六月.pdf")

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PagePreview)
        shown.append(dialog.windowTitle())
        if is_saved:
            dialog.save()
        dialog.reject()

    QTimer.singleShot(0, close)
    assert PagePreview.ask(page=june) is is_saved
    assert shown == ["打印一页纸：2025年6月"]
