from __future__ import annotations

import subprocess
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.comparison import Trend, trend
from cixi_desktop.assessment.lights import Light
from cixi_desktop.periods import month, parse_period
from tests.support import samples
from tests.support.figures import YEAR
from tests.support.pictures import count_like
from ui.overview.figure_details import Fact, facts, hover_card
from ui.overview.gauge_cards import brought_words
from ui.overview.overview import OverviewPane
from ui.overview.summary_strip import Picked, SummaryStrip
from ui.style.palette import ACCENT_SOFT, FOCUS, tone_of

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cixi_desktop.assessment.assess import Assessment, FigureAssessment
    from cixi_desktop.plan import Plan
    from ui.overview.gauge_wall import GaugeWall

SMALL, LARGE = (1040, 600), (1590, 900)
"""The pane in a window of 1366×768 and of 1920×1080."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return samples.plan()


@pytest.fixture(scope="module")
def june(plan: Plan) -> Assessment:
    return samples.june(plan)


def make_pane(
    qtbot: QtBot, plan: Plan, assessment: Assessment, size: tuple[int, int] = SMALL
) -> OverviewPane:
    content = samples.sample_content(plan)

    def trend_of(target_id: str) -> Trend | None:
        return trend(plan, content, target_id, plan.year)

    pane = OverviewPane(trend_of=trend_of)
    qtbot.addWidget(pane)
    pane.resize(*size)
    pane.show_assessment(assessment)
    pane.show()
    qtbot.waitUntil(lambda: pane.details.chart is not None)
    return pane


@pytest.fixture
def pane(qtbot: QtBot, plan: Plan, june: Assessment) -> OverviewPane:
    return make_pane(qtbot, plan, june)


def figure(assessment: Assessment, target_id: str) -> FigureAssessment:
    return next(figure for figure in assessment.figures if figure.id == target_id)


def card_rect(wall: GaugeWall, target_id: str) -> QRect:
    """Where the gauge of that id is drawn."""
    ids = [each.id for each in wall._shown]
    return wall._cards[ids.index(target_id)].toAlignedRect()


def test_that_cards_have_all_the_width_where_there_is_too_little_for_both(
    pane: OverviewPane, june: Assessment
) -> None:
    """The pane of a window of 800 pixels, and one of 1366."""
    for width, is_beside in ((525, False), (1030, True)):
        pane.resize(width, 500)
        assert pane.details.isVisible() is is_beside
        assert pane.wall.width() >= max(card_rect(pane.wall, each.id).right() for each in june.figures)


def test_that_every_figure_has_a_gauge_of_its_own(pane: OverviewPane, june: Assessment) -> None:
    rects = [card_rect(pane.wall, figure.id) for figure in june.figures]
    assert len(rects) == 23
    for number, rect in enumerate(rects):
        assert rect.isValid()
        assert not any(rect.intersects(other) for other in rects[number + 1 :])


def test_that_gauges_are_grouped_by_section_headline_first(pane: OverviewPane) -> None:
    titles = [heading.group.title for heading in pane.wall._headings]
    assert titles == [
        "主要目标",
        "一、强化政治领航，推进党建与业务融合发展",
        "二、开展教科人一体改革行动，构建区域创新支撑体系",
        "三、开展两新深度融合行动，构建全领域创新赋能体系",
        "四、开展创新生态优化行动，构建开放融通保障体系",
    ]
    assert [len(heading.group.figures) for heading in pane.wall._headings] == [7, 0, 2, 11, 3]


def test_that_a_heading_accounts_for_the_items_of_its_section(pane: OverviewPane) -> None:
    notes = [heading.group.note for heading in pane.wall._headings]
    assert [note.split("，")[0] for note in notes] == ["", "事项21项", "事项21项", "事项16项", "事项18项"]
    strips = [len(heading.group.items) for heading in pane.wall._headings]
    assert strips == [0, 3, 13, 7, 9]
    assert [note.partition("其中")[2] for note in notes[1:]] == [
        "18项只作记录",
        "8项只作记录",
        "9项只作记录",
        "9项只作记录",
    ]


def test_that_an_item_is_a_strip_that_can_be_chosen(pane: OverviewPane) -> None:
    """修订孵化器众创空间办法 stands at 征求意见, the second of six stages."""
    pane.select("M8-2")
    assert pane.wall.current_id == "M8-2"
    assert "征求意见" in pane.wall.accessibleDescription()
    assert "任务8：" in pane.details._facts.text()
    assert pane.details.chart is not None
    assert pane.details.chart.isHidden()
    pane.select("H-3")
    assert not pane.details.chart.isHidden()


def test_that_a_section_without_gauges_and_strips_is_no_empty_heading(
    pane: OverviewPane, june: Assessment
) -> None:
    pane._summary.pick(Picked(is_item=False, light=Light.LATE))
    assert [each.id for each in pane.wall._shown] == ["6-2", "8-3"]
    assert len(pane.wall._headings) == 2
    assert len([f for f in june.figures if f.light is Light.LATE]) == 2


def test_that_counts_are_filters_by_mouse_and_keyboard(pane: OverviewPane) -> None:
    strip = pane._summary
    place = next(place for place in strip._places if place.chip.picks == Picked(False, Light.BEHIND))
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=(place.start + QPointF(20, -5)).toPoint())
    assert [each.id for each in pane.wall._shown] == ["H-2", "H-6", "9-4"]
    assert strip.accessibleDescription().endswith("只看欠序时3")
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert len(pane.wall._shown) > 23
    for _ in range(20):
        QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert strip.chosen is not None
    assert strip.chosen.is_item


def test_that_what_is_picked_and_where_the_keyboard_is_can_be_seen(qtbot: QtBot, june: Assessment) -> None:
    strip = SummaryStrip()
    qtbot.addWidget(strip)
    strip.show_summary(june.summary)
    strip.show()
    assert not has_colour(strip, ACCENT_SOFT)
    strip.pick(Picked(is_item=False, light=Light.BEHIND))
    assert has_colour(strip, ACCENT_SOFT)
    assert not has_colour(strip, FOCUS)
    strip.activateWindow()
    strip.setFocus()
    qtbot.waitUntil(strip.hasFocus)
    assert has_colour(strip, FOCUS)


def has_colour(widget: QWidget, colour: QColor) -> bool:
    return count_like(widget.grab().toImage(), colour, 3) > 20


def test_that_what_is_looked_for_is_shown_although_its_light_was_not_picked(pane: OverviewPane) -> None:
    pane._summary.pick(Picked(is_item=False, light=Light.LATE))
    pane.select("H-3")
    assert pane.wall.current_id == "H-3"
    assert pane._summary.chosen is None


def test_that_a_quarter_tells_what_it_brought_itself(plan: Plan) -> None:
    """None in April, 25 in May and 15 in June."""
    quarter = assess(plan, samples.sample_content(plan), parse_period("2025-Q2"))
    assert brought_words(figure(quarter, "H-3")).strip() == "二季度+40"
    assert not brought_words(figure(assess(plan, samples.sample_content(plan), month(YEAR, 6)), "H-3"))


def test_that_the_chart_is_in_sight_on_a_small_screen(pane: OverviewPane) -> None:
    chart = pane.details.chart
    assert chart is not None
    assert pane.details.rect().contains(chart.geometry())
    assert chart.height() >= 150


def test_that_in_a_low_window_the_chart_is_whole_below_what_is_said(pane: OverviewPane) -> None:
    chart = pane.details.chart
    assert chart is not None
    height = pane.height()
    pane.resize(pane.width(), 330)
    assert pane.details._scroll.isAncestorOf(chart)
    assert chart.height() >= chart.minimumHeight()
    assert pane.details._scroll.verticalScrollBar().maximum() > 0
    pane.resize(pane.width(), height)
    assert not pane.details._scroll.isAncestorOf(chart)


@pytest.mark.parametrize(("size", "columns"), [(SMALL, 2), (LARGE, 3)])
def test_that_the_gauges_fill_the_width_in_columns(
    qtbot: QtBot, plan: Plan, june: Assessment, size: tuple[int, int], columns: int
) -> None:
    pane = make_pane(qtbot, plan, june, size)
    first_row = pane.wall._rows[0]
    assert len(first_row) == columns
    assert card_rect(pane.wall, june.figures[columns - 1].id).right() <= pane.wall.width()


def test_that_arrow_keys_walk_from_gauge_to_gauge(pane: OverviewPane, qtbot: QtBot) -> None:
    wall = pane.wall
    walked: list[str] = []
    pane.focused.connect(walked.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(wall, key)
    assert walked == ["H-2", "H-4", "H-3", "H-1", "H-1"]
    QTest.keyClick(wall, Qt.Key.Key_End)
    QTest.keyClick(wall, Qt.Key.Key_Down)
    QTest.keyClick(wall, Qt.Key.Key_Right)
    assert wall.current_id == wall._shown[-1].id == "M12-2"
    QTest.keyClick(wall, Qt.Key.Key_Home)
    assert wall.current_id == "H-1"


def test_that_going_down_keeps_the_column_as_far_as_there_is_one(pane: OverviewPane) -> None:
    pane.select("H-6")  # second column, the row below has one gauge only
    QTest.keyClick(pane.wall, Qt.Key.Key_Down)
    assert pane.wall.current_id == "H-7"
    QTest.keyClick(pane.wall, Qt.Key.Key_Down)
    assert pane.wall.current_id == "M1-1"


def test_that_enter_and_a_double_click_choose_a_figure(pane: OverviewPane) -> None:
    chosen: list[str] = []
    pane.chosen.connect(chosen.append)
    pane.select("8-1")
    QTest.keyClick(pane.wall, Qt.Key.Key_Return)
    QTest.mouseDClick(pane.wall, Qt.MouseButton.LeftButton, pos=card_rect(pane.wall, "H-3").center())
    assert chosen[0] == "8-1"
    assert chosen[-1] == pane.wall.current_id


def test_that_a_click_makes_a_gauge_the_current_one(pane: OverviewPane) -> None:
    QTest.mouseClick(pane.wall, Qt.MouseButton.LeftButton, pos=card_rect(pane.wall, "H-3").center())
    assert pane.wall.current_id == "H-3"
    QTest.mouseClick(pane.wall, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert pane.wall.current_id == "H-3"


def test_that_a_double_click_beside_the_gauges_chooses_nothing(pane: OverviewPane) -> None:
    chosen: list[str] = []
    pane.chosen.connect(chosen.append)
    QTest.mouseDClick(pane.wall, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert chosen == []


def test_that_other_keys_are_left_to_the_window(pane: OverviewPane) -> None:
    before = pane.wall.current_id
    QTest.keyClick(pane.wall, Qt.Key.Key_A)
    assert pane.wall.current_id == before


def test_that_the_second_place_that_cites_a_figure_selects_it_too(pane: OverviewPane) -> None:
    pane.select("7-5")
    assert pane.wall.current_id == "H-2"


def test_that_selecting_an_item_that_is_only_recorded_changes_nothing(pane: OverviewPane) -> None:
    pane.select("H-3")
    pane.select("D8-1")
    assert pane.wall.current_id == "H-3"


def test_that_the_current_gauge_is_scrolled_into_sight(pane: OverviewPane) -> None:
    pane.select("12-3")
    visible = pane.wall.visibleRegion().boundingRect()
    assert visible.contains(card_rect(pane.wall, "12-3"))


def test_that_the_current_gauge_survives_a_new_assessment(pane: OverviewPane, plan: Plan) -> None:
    pane.select("8-1")
    pane.show_assessment(samples.new_year(plan))
    assert pane.wall.current_id == "8-1"


def test_that_the_current_gauge_is_described_for_screen_readers(pane: OverviewPane) -> None:
    pane.select("H-3")
    assert pane.wall.accessibleDescription() == (
        "高新技术企业新增数，达序时，累计70家，目标不少于120家，完成率58.3%，序时进度50.0%"
    )


def test_that_the_focused_gauge_has_a_frame_of_its_own(pane: OverviewPane, qtbot: QtBot) -> None:
    pane.select("H-3")
    pane.activateWindow()
    pane.wall.setFocus()
    qtbot.waitUntil(pane.wall.hasFocus)
    card = pane.wall.grab(card_rect(pane.wall, "H-3")).toImage()
    assert count_like(card, FOCUS) > 200


def test_that_a_gauge_shows_the_colour_of_its_light(pane: OverviewPane, june: Assessment) -> None:
    card = pane.wall.grab(card_rect(pane.wall, "8-3")).toImage()  # 5 of 20: 滞后
    assert count_like(card, tone_of(figure(june, "8-3").light).strong) > 60


def test_that_hovering_changes_the_ground_of_a_card_and_leaving_restores_it(pane: OverviewPane) -> None:
    pane.select("H-1")
    rect = card_rect(pane.wall, "H-3")
    before = pane.wall.grab(rect).toImage()
    QTest.mouseMove(pane.wall, rect.center())
    assert pane.wall.grab(rect).toImage() != before
    QApplication.sendEvent(pane.wall, QEvent(QEvent.Type.Leave))
    assert pane.wall.grab(rect).toImage() == before


def test_that_resting_on_a_gauge_shows_its_card(pane: OverviewPane) -> None:
    place = card_rect(pane.wall, "H-3").center()
    QApplication.sendEvent(pane.wall, QHelpEvent(QEvent.Type.ToolTip, place, pane.wall.mapToGlobal(place)))
    assert "高新技术企业新增120家" in QToolTip.text()
    QApplication.sendEvent(pane.wall, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))


def test_that_the_card_has_the_plans_sentence_how_it_is_judged_why_and_what_remains(
    june: Assessment,
) -> None:
    assert facts(figure(june, "H-3"), june.rules)[:3] == (
        Fact("进展", "截至6月底，新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"),
        Fact("亮灯", "完成率58.3%，序时进度50.0%（按月均分），快于序时进度8.3个百分点。"),
        Fact("差距", "还差50家，后6个月月均需完成8.4家。"),
    )
    card = hover_card(figure(june, "H-2"), june.rules)
    assert "主要目标：“市级规上工业企业研发费用占营业收入比重提升0.1个百分点、达3.46%”" in card
    assert "任务7：“总量达95亿元，占营业收入比重提升0.1个百分点”" in card
    assert "目标：不低于3.46%" in card


def test_that_a_figure_without_data_has_a_card_without_empty_paragraphs(plan: Plan) -> None:
    january = samples.new_year(plan)
    labels = [fact.label for fact in facts(figure(january, "H-3"), january.rules)]
    assert labels == ["亮灯", "口径", "原文"]


def test_that_coverage_is_told_with_its_members(june: Assessment) -> None:
    assert "（38/45家）" in facts(figure(june, "7-1"), june.rules)[0].text


def test_that_the_sheet_beside_shows_the_current_figure(pane: OverviewPane) -> None:
    pane.select("8-3")
    text = pane.details._facts.text()
    assert "新增宁波市级以上企业研发机构" in text
    assert "■滞后" in text


def test_that_the_sheet_of_the_same_figure_follows_the_gauges_into_another_period(
    pane: OverviewPane, plan: Plan
) -> None:
    pane.select("H-3")
    before = pane.details._facts.text()
    march = assess(plan, samples.sample_content(plan), month(plan.year, 3))
    reason = escape(figure(march, "H-3").reason)
    assert reason not in before
    pane.show_assessment(march)
    assert reason in pane.details._facts.text()


def charted(pane: OverviewPane) -> str:
    chart = pane.details.chart
    return chart.accessibleDescription() if chart is not None else ""


def test_that_the_chart_follows_to_the_current_figure(pane: OverviewPane, qtbot: QtBot) -> None:
    pane.select("H-3")
    qtbot.waitUntil(lambda: charted(pane).startswith("高新技术企业新增数2025年"))
    pane.select("8-3")
    pane.select("H-4")
    qtbot.waitUntil(lambda: charted(pane).startswith("高新技术企业总量2025年"))


def test_that_the_chart_is_read_at_the_month_that_is_shown(
    pane: OverviewPane, qtbot: QtBot, plan: Plan
) -> None:
    pane.select("H-3")
    pane.show_assessment(assess(plan, samples.sample_content(plan), month(plan.year, 3)))
    chart = pane.details.chart
    assert chart is not None
    qtbot.waitUntil(lambda: chart._reading.text().startswith("3月："))


def test_that_the_summary_tells_lights_and_rates(pane: OverviewPane) -> None:
    words = pane._summary.accessibleDescription()
    assert words.startswith("指标，已完成2，当期达标2，达序时8，基本完成1，欠序时3，滞后2，")
    assert "约束性指标达到或快于序时12/16" in words
    assert "力争、争取类0/1" in words


def test_that_a_summary_without_judged_figures_tells_no_rates(qtbot: QtBot, plan: Plan) -> None:
    strip = SummaryStrip()
    qtbot.addWidget(strip)
    strip.show_summary(samples.new_year(plan).summary)
    assert strip.accessibleDescription() == "指标，本期无数据5，未填报18，事项，未填报76"


def test_that_the_summary_wraps_where_it_is_narrow(qtbot: QtBot, june: Assessment) -> None:
    strip = SummaryStrip()
    qtbot.addWidget(strip)
    strip.resize(1500, 30)
    strip.show_summary(june.summary)
    strip.show()
    one_row = strip.height()
    strip.resize(400, one_row)
    assert strip.height() > 1.5 * one_row
    strip.grab()


def test_that_everything_grows_with_the_font_of_the_application(
    qtbot: QtBot, plan: Plan, june: Assessment, qapp: QApplication, request: pytest.FixtureRequest
) -> None:
    usual = make_pane(qtbot, plan, june)
    card, side, strip = card_rect(usual.wall, "H-1").height(), usual._side.width(), usual._summary.height()
    usual_font, font = qapp.font(), qapp.font()
    request.addfinalizer(lambda: qapp.setFont(usual_font))
    font.setPointSizeF(font.pointSizeF() * 1.5)
    qapp.setFont(font)
    large = make_pane(qtbot, plan, june)
    assert card_rect(large.wall, "H-1").height() == pytest.approx(card * 1.5, abs=3)
    assert large._side.width() > side
    assert large._summary.height() > strip


def test_that_the_gauges_adopt_another_font_at_once(pane: OverviewPane) -> None:
    height, strip = card_rect(pane.wall, "H-1").height(), pane._summary.height()
    for widget in (pane, pane.wall, pane._summary):
        font = widget.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        widget.setFont(font)
    assert card_rect(pane.wall, "H-1").height() == pytest.approx(height * 1.5, abs=3)
    assert pane._summary.height() > strip


def test_that_a_pane_without_an_assessment_can_be_painted_and_typed_at(qtbot: QtBot) -> None:
    pane = OverviewPane(trend_of=lambda _: None)
    qtbot.addWidget(pane)
    pane.select("H-1")
    pane.grab()
    QTest.keyClick(pane.wall, Qt.Key.Key_Return)
    place = QPoint(5, 5)
    QApplication.sendEvent(pane.wall, QHelpEvent(QEvent.Type.ToolTip, place, place))
    assert not pane.wall.current_id
    assert pane.wall.current_rect().isEmpty()


def test_that_the_first_picture_of_the_gauges_needs_neither_numpy_nor_pyqtgraph() -> None:
    script = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.support import samples
from ui.overview.overview import OverviewPane
pane = OverviewPane(trend_of=lambda target_id: None)
pane.show_assessment(samples.june())
pane.grab()
sys.exit(bool({"numpy", "pyqtgraph"} & set(sys.modules)))
"""
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True)
