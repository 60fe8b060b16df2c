from __future__ import annotations

import gc
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest

from cixi_desktop.assessment.comparison import Trend, trend
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from cixi_desktop.wording.figures import month_words, trend_words
from tests.support.figures import (
    YEAR,
    amount,
    aspiration,
    content_of,
    count,
    entry,
    growth,
    level,
    plan_of,
    twelve,
)
from tests.support.pictures import count_like
from ui.overview.charts import ACTUAL, LAST_YEAR, LINES, PLANNED_LINE, TARGET, TrendChart
from ui.style.palette import ACCENT, PACE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Indicator
    from cixi_desktop.records.record import Record

REPAINTS = 300


def trend_of(figure: Indicator, *records: Record) -> Trend:
    found = trend(plan_of(figure), content_of(*records), figure.id, YEAR)
    assert found is not None
    return found


def firms() -> Trend:
    figure = count("120", name="高新技术企业新增数")
    return trend_of(figure, entry(figure, 3, increment="30"), entry(figure, 6, increment="40"))


@pytest.fixture
def chart(qtbot: QtBot) -> TrendChart:
    chart = TrendChart()
    qtbot.addWidget(chart)
    chart.resize(320, 260)
    chart.show_trend(firms(), 6)
    chart.show()
    return chart


def reading(chart: TrendChart) -> str:
    return chart._reading.text()


@pytest.mark.parametrize("width", [160, 320, 500])
def test_that_no_name_of_a_line_is_cut(chart: TrendChart, qtbot: QtBot, width: int) -> None:
    chart.resize(width, 260)
    names = [name for name in chart._legend.names.values() if not name.isHidden()]
    qtbot.waitUntil(lambda: all(name.width() >= name.sizeHint().width() for name in names))
    assert chart._legend.rect().contains(names[-1].geometry())


def test_that_the_current_month_is_read_first(chart: TrendChart) -> None:
    assert reading(chart) == "6月：实际70家，序时60家，目标不少于120家"


def test_that_arrow_keys_read_the_months(chart: TrendChart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert reading(chart) == "5月：未填报，序时50家，目标不少于120家"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert reading(chart).startswith("1月：")
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert reading(chart).startswith("1月：")
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert reading(chart).startswith("12月：")
    QTest.keyClick(chart, Qt.Key.Key_A)
    assert reading(chart).startswith("12月：")


def test_that_the_pointer_reads_the_month_it_is_over(chart: TrendChart, qtbot: QtBot) -> None:
    plot = chart._plot
    qtbot.waitExposed(chart)
    view = plot._box
    for month in (3, 9):
        place = plot.mapFromScene(view.mapViewToScene(QPointF(month, 10)))
        QTest.mouseMove(plot.viewport(), place)
        assert reading(chart).startswith(f"{month}月：")


def test_that_the_whole_chart_is_told_in_words(chart: TrendChart) -> None:
    words = "高新技术企业新增数2025年各月累计：3月30家、6月70家；目标不少于120家"
    assert chart.accessibleDescription() == words


def test_that_an_empty_year_is_told_as_such() -> None:
    assert trend_words(trend_of(count("5", name="活动"))) == "活动2025年各月累计：尚无数据；目标不少于5家"


def test_that_a_month_tells_why_it_has_no_value() -> None:
    figure = amount("50")
    found = trend_of(figure, entry(figure, 6, state=State.PENDING))
    assert month_words(found, found.months[5]) == "6月：待公布，序时25.00亿元，目标不少于50亿元"


def test_that_a_month_before_an_adjustment_keeps_the_target_that_it_was_judged_by(chart: TrendChart) -> None:
    plan = replace(plan_of(count("240")), since=7, earlier=plan_of(count("120")))
    found = trend(plan, content_of(), count("240").id, YEAR)
    assert found is not None
    assert month_words(found, found.months[5]) == "6月：未填报，序时60家，目标不少于120家"
    assert month_words(found, found.months[6]) == "7月：未填报，序时140家，目标不少于240家"
    chart.show_trend(found, 7)
    assert chart._plot.lines[TARGET].getData()[1].tolist() == [120.0] * 12 + [240.0] * 12


def test_that_the_lines_differ_without_colour() -> None:
    looks = [(line.pen.style(), line.marker) for line in LINES.values()]
    assert len(set(looks)) == len(looks)


def test_that_actual_and_planned_values_are_drawn(chart: TrendChart, qtbot: QtBot) -> None:
    qtbot.waitExposed(chart)
    picture = chart._plot.grab().toImage()
    assert count_like(picture, ACCENT) > 60
    assert count_like(picture, PACE, 60) > 30


def test_that_the_actual_line_leads_only_through_months_with_a_value(chart: TrendChart) -> None:
    months, values = chart._plot.lines[ACTUAL].getData()
    assert list(months) == [3, 6]
    assert list(values) == [30, 70]


def test_that_the_planned_line_leads_through_the_year(chart: TrendChart) -> None:
    months, values = chart._plot.lines[PLANNED_LINE].getData()
    assert list(months) == list(range(1, 13))
    assert list(values) == list(range(10, 130, 10))


def test_that_last_year_is_a_line_of_its_own_told_at_each_month(chart: TrendChart) -> None:
    """Last year 20 firms by March and 100 by December; other months are not known."""
    figure = count("120", name="高新技术企业新增数")
    ago = Basis(target_id=figure.id, last_year=twelve(m3="20", m12="100"))
    chart.show_trend(trend_of(figure, entry(figure, 3, increment="30"), ago), 3)
    assert chart._plot.lines[LAST_YEAR].getData()[0].tolist() == [3, 12]
    assert chart._plot.lines[LAST_YEAR].getData()[1].tolist() == [20, 100]
    assert "上年同期20家" in reading(chart)
    assert not chart._legend.names["上年同期"].isHidden()
    assert chart._legend.names["上年同期"].text() == "上年", "four names share a narrow pane"
    chart.show_trend(firms(), 6)
    assert chart._legend.names["上年同期"].isHidden()


def test_that_a_plan_of_the_bureaus_own_is_named_so(chart: TrendChart) -> None:
    figure = count("120", name="高新技术企业新增数")
    planned = Basis(target_id=figure.id, pace_plan=twelve(m6="50", m12="120"))
    chart.show_trend(trend_of(figure, entry(figure, 6, increment="30"), planned), 6)
    assert chart._legend.names["序时"].text() == "月度计划"
    assert "计划50家" in reading(chart)


@pytest.mark.parametrize("name", ["序时", "上年同期", "目标"])
def test_that_lines_are_switched_off_and_on_in_the_legend(chart: TrendChart, name: str) -> None:
    drawn, switch = chart._plot.lines[name], chart._legend.names[name]
    switch.click()
    assert not drawn.isVisible()
    switch.click()
    assert drawn.isVisible()
    on, off = (
        switch.icon().pixmap(switch.iconSize(), QIcon.Mode.Normal, state).toImage()
        for state in (QIcon.State.On, QIcon.State.Off)
    )
    assert on != off, "what is off looks it"


def test_that_months_up_to_the_current_one_show_the_shape_of_their_grey_state(chart: TrendChart) -> None:
    shapes = [(item.pos().x(), item.toPlainText()) for item in chart._plot._greys if item.isVisible()]
    assert shapes == [(1, "○"), (2, "○"), (4, "○"), (5, "○")]


def shown_range(chart: TrendChart) -> tuple[float, float]:
    """The lowest and the highest value that fit."""
    low, high = chart._plot._box.viewRange()[1]
    return low, high


def test_that_a_level_is_shown_close_up_and_a_count_from_zero(chart: TrendChart) -> None:
    chart.show_trend(trend_of(level("3.69", "3.59")), 1)
    low, high = shown_range(chart)
    assert low > 3.5
    assert high > 3.69
    chart.show_trend(trend_of(count("120"), *(entry(count("120"), n, increment="5") for n in (1, 2))), 2)
    assert shown_range(chart)[0] == 0


def test_that_grey_states_stand_below_the_lines(chart: TrendChart) -> None:
    """Lines from 10 to 120 take 0 to 120 and 12 % of 110 more; 15 % of that below zero are for ○."""
    low, high = shown_range(chart)
    assert high == pytest.approx(133.2)
    assert low == pytest.approx(-19.98)
    greys = [item for item in chart._plot._greys if item.isVisible()]
    assert {item.pos().y() for item in greys} == {low}


def test_that_a_falling_growth_rate_is_shown_below_zero(chart: TrendChart) -> None:
    figure = growth("10")
    chart.show_trend(trend_of(figure, entry(figure, 6, value="-4")), 6)
    assert shown_range(chart)[0] < -4


def test_that_an_aspiration_is_told_in_stages_in_place_of_a_chart(chart: TrendChart) -> None:
    figure = aspiration()
    chart.show_trend(trend_of(figure, entry(figure, 3, stage="申报"), entry(figure, 6, stage="入围")), 6)
    assert "3月 申报；6月 入围" in chart._stages.text()
    assert not chart._reading.isVisible()
    chart.show_trend(trend_of(figure), 6)
    assert "尚未填报阶段" in chart._stages.text()
    chart.show_trend(firms(), 6)
    assert chart._reading.isVisible()


def test_that_a_chart_without_a_trend_ignores_keys(qtbot: QtBot) -> None:
    chart = TrendChart()
    qtbot.addWidget(chart)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert not reading(chart)


def test_that_the_chart_follows_a_larger_font(chart: TrendChart) -> None:
    before = chart._reading.minimumHeight()
    font = chart.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    chart.setFont(font)
    assert chart._reading.minimumHeight() > before


def test_that_repainting_three_hundred_times_loses_no_reference_to_none(chart: TrendChart) -> None:
    chart.grab()
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(REPAINTS):
        chart.grab()
    gc.collect()
    assert abs(sys.getrefcount(None) - before) < REPAINTS


def test_that_a_chart_needs_no_opengl() -> None:
    words = "import sys, ui.overview.charts; print(hasattr(sys.modules['PySide6.QtOpenGL'], '__file__'))"
    done = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
