from __future__ import annotations

import re
import subprocess
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.reports.report import (
    Chart,
    Heading,
    Line,
    Paragraph,
    Report,
    ReportKind,
    Sentence,
    Table,
)
from ui.reports.report_chart import _scale, paint_chart
from ui.reports.report_document import pdf_bytes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TABLE = Table(
    caption="附表",
    columns=("序号", "指标"),
    widths=(1, 5),
    rows=tuple((str(number), f"第{number}项指标的名称比较长一些") for number in range(1, 61)),
    note="注：供研究。",
)
CHART = Chart(
    caption="图1　投资额（亿元）",
    unit="亿元",
    lines=(
        Line("累计完成", (None, Decimal("5.20"), Decimal("8.90"), *(None,) * 9)),
        Line("序时进度", tuple(Decimal(4 * n) for n in range(1, 13))),
        Line("完成目标所需", (None,) * 12),
    ),
)


def a_report(*, is_draft: bool = True) -> Report:
    return Report(
        kind=ReportKind.MONTH,
        period=month(2025, 6),
        title="关于2025年6月工作要点进展情况的通报",
        marks=("示例数据",) if is_draft else (),
        addressee="局机关各科室、局属单位：" if is_draft else "",
        blocks=(
            Heading("一、总体情况"),
            Heading("（一）党建", 2),
            Paragraph((Sentence("评判指标19项。"), Sentence("〔请补充：原因〕。")), "投资。"),
            CHART,
            Table(caption="", columns=("一",), widths=(1,), rows=(("二",),)),
        ),
        annexes=(TABLE, TABLE) if is_draft else (),
        signature="慈溪市科学技术局办公室",
        day="2025年7月　　日",
        foot=("填报人：",),
    )


def pages(report: Report) -> list[str]:
    """The text of each page as it is copied out, without blanks."""
    found = subprocess.run(["pdftotext", "-", "-"], input=pdf_bytes(report), capture_output=True, check=True)
    texts = found.stdout.decode().split("\f")[:-1]
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


@pytest.mark.usefixtures("qapp")
def test_that_the_text_can_be_read_out_of_the_pdf() -> None:
    text = "".join(pages(a_report()))
    for words in (
        "【示例数据】",
        "关于2025年6月工作要点进展情况的通报",
        "局机关各科室、局属单位:",
        "一、总体情况(一)党建投资。评判指标19项。〔请补充:原因〕。",
        "慈溪市科学技术局办公室",
        "填报人:",
        "—1—",
    ):
        assert words in text


@pytest.mark.usefixtures("qapp")
def test_that_annexes_begin_on_pages_of_their_own_and_tables_repeat_their_heads() -> None:
    found = pages(a_report())
    starts = [number for number, text in enumerate(found) if text.startswith("附件")]
    assert found[starts[0]].startswith("附件1附表序号指标1第1项")
    assert found[starts[0] + 1].startswith("序号指标")
    assert len(starts) == 2
    assert all(f"—{number}—" in text for number, text in enumerate(found, start=1))


@pytest.mark.usefixtures("qapp")
def test_that_no_row_is_parted_by_the_end_of_a_page() -> None:
    words = "进展情况和存在问题说得比较长，要占好几行，"
    rows = tuple(
        (str(number), f"起{number}、{words * (1 + number % 5)}止{number}、") for number in range(1, 41)
    )
    found = pages(replace(a_report(), annexes=(replace(TABLE, rows=rows),)))
    for number in range(1, 41):
        (page,) = [text for text in found if f"起{number}、" in text]
        assert f"止{number}、" in page
    assert sum("序号指标" in text for text in found) == sum("起" in text for text in found) > 1


@pytest.mark.usefixtures("qapp")
def test_that_a_heading_and_a_caption_stand_on_the_page_of_what_they_head() -> None:
    for lines in (17, 18, 19):
        text = Paragraph((Sentence("评" * 28 * lines),))
        blocks = (text, Heading("二、重点事项"), Paragraph((Sentence("阶段类事项。"),)), TABLE)
        found = pages(replace(a_report(is_draft=False), blocks=blocks))
        assert any("二、重点事项阶段类事项" in page for page in found), lines
        assert any("附表序号指标1第1项" in page for page in found), lines


@pytest.mark.usefixtures("qapp")
def test_that_headings_that_follow_each_other_go_to_the_next_page_together() -> None:
    for lines in range(14, 21):
        text = Paragraph((Sentence("评" * 28 * lines),))
        heads = (Heading("三、重点任务"), Heading("（一）党建", level=2))
        for rest, told in (
            (Paragraph((Sentence("阶段类事项。"),)), "阶段类事项"),
            (TABLE, "附表序号"),
        ):
            found = pages(replace(a_report(is_draft=False), blocks=(text, *heads, rest)))
            assert any(f"三、重点任务(一)党建{told}" in page for page in found), lines


@pytest.mark.usefixtures("qapp")
def test_that_who_signs_stands_below_text_on_the_same_page() -> None:
    for lines in (13, 15, 17, 19):
        blocks = (Paragraph((Sentence("评" * 28 * lines),)), Paragraph((Sentence("末段。"),)))
        found = pages(replace(a_report(is_draft=False), blocks=blocks))
        (page,) = [page for page in found if "2025年7月" in page]
        assert "末段。" in page, lines


@pytest.mark.usefixtures("qapp")
def test_that_of_a_long_last_paragraph_only_the_last_lines_go_along_with_who_signs() -> None:
    """28 characters a line: 20 lines and 8 more are 28 of the 22 that a page has with 3 of the title's."""
    for is_alone in (False, True):
        head = (Paragraph((Sentence("评" * 28 * 8),)), Heading("二、下一步"))
        last = Paragraph(
            (Sentence(f"{'首' * 28}{'中' * 28 * 4}{'末' * 28 * 2}。"),), "" if is_alone else "（一）"
        )
        report = replace(a_report(is_draft=False), blocks=(*head, last))
        (page,) = [page for page in pages(report) if "2025年7月" in page]
        assert page.startswith("末" * 20)
        assert "中" not in page
        assert "二、下一步" in pages(report)[0]


@pytest.mark.usefixtures("qapp")
def test_that_a_row_that_goes_to_the_next_page_as_a_whole_begins_a_part_with_a_head() -> None:
    rows = tuple((str(number), f"第{number}项" + "长" * (60 if number % 3 else 9)) for number in range(1, 41))
    found = pages(replace(a_report(), annexes=(replace(TABLE, rows=rows),)))
    told = [page for page in found if re.search("第[0-9]+项", page)]
    assert len(told) > 1
    assert all("序号指标" in page for page in told)


@pytest.mark.usefixtures("qapp")
def test_that_a_finished_report_has_neither_marks_nor_annexes() -> None:
    text = "".join(pages(a_report(is_draft=False)))
    assert text.startswith("关于2025年6月")
    assert "附件" not in text


def test_that_the_chart_is_drawn_in_black_and_grey(qapp: QApplication) -> None:
    image = QImage(900, 450, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_chart(painter, QRectF(image.rect()), CHART)
    painter.end()
    colours = [image.pixelColor(x, y) for x in range(0, 900, 3) for y in range(0, 450, 3)]
    assert any(colour.value() < 60 for colour in colours)
    assert all(colour.saturation() == 0 for colour in colours)


def test_that_an_empty_chart_is_drawn_too(qapp: QApplication) -> None:
    image = QImage(300, 150, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    empty = Chart(caption="", unit="家", lines=tuple(Line(name, (None,) * 12) for name in "一二三"))
    paint_chart(painter, QRectF(image.rect()), empty)
    assert painter.end()


@pytest.mark.usefixtures("qapp")
def test_that_a_fault_while_painting_a_report_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_font(*_arguments: object) -> None:
        raise CixiError("随程序提供的字体缺失或已损坏。")

    monkeypatch.setattr("ui.reports.report_document._paint_number", no_font)
    with pytest.raises(CixiError, match="缺失或已损坏"):
        pdf_bytes(a_report())


@pytest.mark.usefixtures("qapp")
def test_that_the_trends_are_the_last_annex() -> None:
    charts = (replace(CHART, caption="投资额（亿元）"),) * 3
    found = pages(replace(a_report(), annexes=(), charts=charts))
    assert found[-1].startswith("附件指标走势图")
    assert "附件:指标走势图" in "".join(found)


def test_that_values_that_lie_close_together_do_not_begin_at_0() -> None:
    """Lines at 0, 10 … 60, at 0, 1 … 6, from −5 to 15; (78.3−76.9)/3 = 0.47 makes 0.5."""
    assert _scale([0, 30, 50]) == (0, 10, 6)
    assert _scale([0, 1, 5]) == (0, 1, 6)
    assert _scale([-1.2, 8.5, 10]) == (-2.5, 2.5, 6)
    assert _scale([-3, -1]) == (-3, 1, 3)
    assert _scale([76.9, 77.2, 78.3]) == (76.5, 0.5, 5)
    assert _scale([100, 100]) == (100, 50, 5)
    assert _scale([]) == (0, 0.2, 6)
    assert _scale([0, 0]) == (0, 1, 1)
