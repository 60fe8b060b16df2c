"""The pages of a report on the screen and on the printer."""

from __future__ import annotations

import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtPrintSupport import QPrinter

from cixi_desktop.periods import month
from cixi_desktop.reports.report import Chart, Line, Paragraph, Report, ReportKind, Sentence
from ui.dialogs.printing import Printer
from ui.reports.report_document import rare_of, set_out
from ui.reports.report_preview import PAGE_HEIGHT, PAGE_WIDTH, ReportPreview, strengthen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.reports.report import Block


def _report(*blocks: Block) -> Report:
    return Report(
        kind=ReportKind.MONTH,
        period=month(2025, 6),
        title="关于2025年6月工作要点进展情况的通报",
        marks=(),
        addressee="",
        blocks=blocks,
        annexes=(),
        signature="办公室",
        day="2025年7月　　日",
    )


@pytest.fixture
def preview(qtbot: QtBot) -> ReportPreview:
    """Of a report of two pages: 30 lines of 28 characters, 22 on a page."""
    made = ReportPreview(report=_report(Paragraph((Sentence("评" * 28 * 30),))))
    qtbot.addWidget(made)
    return made


def test_that_a_chart_is_no_sign_that_fonts_lack(qtbot: QtBot) -> None:
    lines = tuple(Line(name, (Decimal(1),) * 12) for name in ("累计完成", "序时进度", "所需"))
    report = _report(Chart(caption="图1", unit="家", lines=lines))
    made = ReportPreview(report=report)
    qtbot.addWidget(made)
    assert "图1" in made.view.words
    assert "不能复制" not in made.message.text()
    assert rare_of(report, ".pdf") == ""


def test_that_the_pages_are_laid_out_anew_once_for_their_thicker_strokes() -> None:
    document = set_out(_report(*(Paragraph((Sentence("评"),)) for _ in range(9))))
    changes: list[int] = []
    document.contentsChange.connect(lambda place, _removed, _added: changes.append(place))
    strengthen(document)
    assert len(changes) == 1


def test_that_all_pages_are_shown_as_they_are_printed(preview: ReportPreview) -> None:
    assert preview.view.page_count == 2
    assert preview.message.text().startswith("共2页。所用字体：")
    picture = preview.view.grab().toImage()
    assert picture.height() >= 2 * PAGE_HEIGHT

    def darkest(top: int) -> int:
        points = ((x, y) for x in range(100, PAGE_WIDTH, 7) for y in range(top + 120, top + 300, 3))
        return min(picture.pixelColor(x, y).value() for x, y in points)

    assert darkest(0) < 100
    assert darkest(PAGE_HEIGHT) < 100


def test_that_a_bold_title_is_drawn_bolder_than_the_text(preview: ReportPreview) -> None:
    document = preview.view.document
    cursors = [document.find(words) for words in ("情况的通报", "评评")]
    bold, plain = (
        cursor.charFormat().textOutline().widthF() / cursor.charFormat().font().pixelSize()
        for cursor in cursors
    )
    assert bold > plain > 0


def test_that_it_is_printed_page_by_page(
    preview: ReportPreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    monkeypatch.setattr(Printer, "ask", lambda _: printer)
    preview.print_out()
    told = subprocess.run(
        ["pdfinfo", tmp_path / "out.pdf"], capture_output=True, text=True, check=True
    ).stdout
    assert "Pages:           2" in told
    assert "A4" in told
    assert preview.message.text() == f"已保存：{tmp_path / 'out.pdf'}"


def test_that_a_printer_that_is_none_is_told(preview: ReportPreview, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = QPrinter()
    monkeypatch.setattr(Printer, "ask", lambda _: printer)
    preview.print_out()
    assert "没有可用的打印机，未打印。" in preview.message.text()


def test_that_nothing_is_printed_where_no_printer_is_chosen(
    preview: ReportPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Printer, "ask", lambda _: None)
    preview.print_out()
    assert preview.message.text().startswith("共2页")
