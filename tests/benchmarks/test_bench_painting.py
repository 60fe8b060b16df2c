"""How long gauges and page take, as ratios to what Qt itself needs on the same machine in the same run."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QPointF, QRectF
from PySide6.QtGui import QFont, QImage, QPainter, QPdfWriter

from tests.support import samples
from ui.overview.gauge_wall import GaugeWall
from ui.page.page_layout import lay_out
from ui.page.page_sheet import HEIGHT, WIDTH, face
from ui.page.print_page import RESOLUTION, adopt_a4, paint_page
from ui.style.fonts import Role, screen_family
from ui.style.gauges import paint_gauge

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from cixi_desktop.assessment.assess import Assessment

pytestmark = pytest.mark.usefixtures("qapp")
MOST_TIMES_THE_WORDS = 8
"""2 to 3 on a quiet machine; Python is slower while its coverage is taken."""
ROUNDS = 12
"""Enough for the quickest of them to be undisturbed."""
PRINTED_AT = datetime(2025, 6, 25, 10)  # noqa: DTZ001 - the clock of the computer


@pytest.fixture(scope="module")
def june() -> Assessment:
    return samples.june()


def quickest(*works: Callable[[], object]) -> list[float]:
    """Milliseconds of the quickest round of each, in turn: what else the machine does strikes all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append((time.perf_counter() - start) * 1000)
    return [min(taken) for taken in times]


def written_pdf(paint: Callable[[QPainter], object]) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    adopt_a4(writer)
    painter = QPainter(writer)
    paint(painter)
    painter.end()
    del painter, writer
    return bytes(buffer.data().data())


def page(assessment: Assessment) -> bytes:
    def paint(painter: QPainter) -> None:
        paint_page(painter, QRectF(0, 0, WIDTH, HEIGHT), assessment, revision=3, printed_at=PRINTED_AT)

    return written_pdf(paint)


def bare_pdf(letters: str) -> bytes:
    """A PDF that says the same letters once, by one plain call: what Qt needs for the fonts alone."""

    def paint(painter: QPainter) -> None:
        painter.setFont(face(Role.BODY, 8.0))
        painter.drawText(QPointF(0, 800), letters)

    return written_pdf(paint)


def letters_of(assessment: Assessment) -> str:
    layout = lay_out(assessment)
    words = [setting.layout.text() for setting in (layout.summary, *layout.notes, layout.rules)]
    words += [row.name + row.target + row.value + row.figure.status for row in layout.figures]
    words += [row.title + row.lights + "".join(row.texts) for row in layout.tasks]
    return "".join(sorted(set("".join(words))))


def test_that_the_page_costs_little_more_than_its_fonts(june: Assessment) -> None:
    letters = letters_of(june)
    whole, fonts = quickest(lambda: page(june), lambda: bare_pdf(letters))
    assert whole <= 4 * fonts, f"{whole:.1f} ms against {fonts:.1f} ms"


def test_that_long_texts_make_the_page_at_most_three_times_as_slow(june: Assessment) -> None:
    wordy = samples.wordy(("截至本月底，全市新增高新技术企业若干家；" * 100)[:2000])
    long, short = quickest(lambda: page(wordy), lambda: page(june))
    assert long <= 3 * short, f"{long:.1f} ms against {short:.1f} ms"


def window_font() -> QFont:
    font = QFont()
    font.setFamilies([screen_family()])
    font.setPointSizeF(10)
    return font


def dressed_wall(qtbot: QtBot) -> GaugeWall:
    wall = GaugeWall()
    qtbot.addWidget(wall)
    wall.setFont(window_font())
    wall.resize(1240, 900)
    return wall


def plain_cards(picture: QImage) -> None:
    """As many frames and words as the overview has, without dials, by plain calls."""
    painter = QPainter(picture)
    painter.setFont(window_font())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in range(23):
        painter.drawRoundedRect(QRectF(400 * (number % 3), 60 * (number // 3), 380, 56), 5, 5)
        for line in range(6):
            painter.drawText(
                QPointF(400 * (number % 3), 60 * (number // 3) + 8 * line), f"高新技术企业{number}"
            )
    painter.end()


def test_that_switching_all_gauges_costs_little_more_than_their_words(qtbot: QtBot, june: Assessment) -> None:
    wall = dressed_wall(qtbot)
    picture = QImage(1240, 900, QImage.Format.Format_RGB32)
    january = samples.new_year()
    shown = [june, january]

    def switch() -> None:
        shown.reverse()
        wall.show_assessment(shown[0])
        wall.render(picture)

    switch()
    gauges, words = quickest(switch, lambda: plain_cards(picture))
    assert gauges <= MOST_TIMES_THE_WORDS * words, f"{gauges:.1f} ms against {words:.1f} ms"


@pytest.mark.benchmark(group="painting")
def test_bench_all_dials(benchmark: BenchmarkFixture, june: Assessment) -> None:
    picture = QImage(1240, 100, QImage.Format.Format_RGB32)

    def paint() -> None:
        painter = QPainter(picture)
        for number, figure in enumerate(june.figures):
            paint_gauge(painter, QRectF(50 * number, 0, 80, 40), figure)
        painter.end()

    benchmark(paint)


@pytest.mark.benchmark(group="painting")
def test_bench_building_the_overview(benchmark: BenchmarkFixture, qtbot: QtBot, june: Assessment) -> None:
    picture = QImage(1240, 900, QImage.Format.Format_RGB32)

    def build() -> None:
        wall = GaugeWall()
        wall.setFont(window_font())
        wall.resize(1240, 900)
        wall.show_assessment(june)
        wall.render(picture)
        wall.deleteLater()

    benchmark(build)


@pytest.mark.benchmark(group="painting")
def test_bench_overview_switch(benchmark: BenchmarkFixture, qtbot: QtBot, june: Assessment) -> None:
    wall = dressed_wall(qtbot)
    picture = QImage(1240, 900, QImage.Format.Format_RGB32)

    def switch() -> None:
        wall.show_assessment(june)
        wall.render(picture)

    benchmark(switch)


@pytest.mark.benchmark(group="painting")
def test_bench_page_layout(benchmark: BenchmarkFixture, june: Assessment) -> None:
    benchmark(lay_out, june)


@pytest.mark.benchmark(group="painting")
def test_bench_page(benchmark: BenchmarkFixture, june: Assessment) -> None:
    benchmark(page, june)


@pytest.mark.benchmark(group="painting")
def test_bench_fonts_of_the_page_alone(benchmark: BenchmarkFixture, june: Assessment) -> None:
    benchmark(bare_pdf, letters_of(june))
