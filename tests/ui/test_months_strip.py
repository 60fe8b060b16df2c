"""The last twelve months below the grid: painted, written, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect

from cixi_desktop.assessment.comparison import recent
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.records.entries import State
from tests.support.figures import YEAR, content_of, count, entry, item, level
from tests.support.pictures import count_like
from ui.grid.months_strip import MonthsStrip
from ui.style.palette import ACCENT

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from cixi_desktop.records.entries import Entry
    from cixi_desktop.records.fields import Target

WIDTH = 900


@pytest.fixture
def strip(qtbot: QtBot) -> MonthsStrip:
    strip = MonthsStrip()
    qtbot.addWidget(strip)
    strip.resize(WIDTH, strip.sizeHint().height())
    return strip


def show(strip: MonthsStrip, target: Target, *entries: Entry) -> QImage:
    strip.show_months(target, recent(content_of(*entries), target, month(YEAR, 6)))
    return strip.grab().toImage()


def marks(picture: QImage) -> int:
    """Pixels of the shown month's bar or point, which alone are in the accent."""
    return count_like(picture.copy(QRect(WIDTH - 90, 0, 90, picture.height() // 2)), ACCENT, 10)


def test_that_a_flow_has_bars_as_high_as_its_months(strip: MonthsStrip) -> None:
    figure = count("120")
    low = marks(show(strip, figure, entry(figure, 5, increment="40"), entry(figure, 6, increment="10")))
    high = marks(show(strip, figure, entry(figure, 5, increment="10"), entry(figure, 6, increment="40")))
    assert 0 < low < high / 2


def test_that_a_month_that_fell_has_a_bar_below_the_line(strip: MonthsStrip) -> None:
    """10 until May, revised to 6 in June: −4."""
    figure = count("120")
    picture = show(strip, figure, entry(figure, 5, cumulative="10"), entry(figure, 6, cumulative="6"))
    assert marks(picture) > 0
    assert strip.accessibleDescription().endswith("本期：6月-4；累计：5月10、6月6")


def test_that_a_value_has_a_line_that_ends_in_the_shown_month(strip: MonthsStrip) -> None:
    figure = level("78.3", "77.5", decimals=1)
    values = [entry(figure, n, value=value) for n, value in ((4, "78.1"), (5, "78.3"), (6, "78.3"))]
    assert marks(show(strip, figure, *values)) > 0
    assert marks(show(strip, figure, *values[:2])) == 0
    assert strip.accessibleDescription() == "指标。数值：4月78.1、5月78.3"


def test_that_one_value_alone_is_drawn_too(strip: MonthsStrip) -> None:
    figure = level("78.3", "77.5")
    assert marks(show(strip, figure, entry(figure, 6, value="78"))) > 0


def test_that_states_and_stages_are_written_where_there_is_no_number(strip: MonthsStrip) -> None:
    milestone = item(ItemKind.HARD)
    show(strip, milestone, entry(milestone, 5, stage="审议"), entry(milestone, 6, state=State.NOT_DUE))
    assert strip.accessibleDescription() == "事项。阶段：5月审议、6月未到节点"
    show(strip, milestone)
    assert strip.accessibleDescription() == "事项。阶段：尚无数据"


def test_that_nothing_is_drawn_before_there_is_a_target(strip: MonthsStrip) -> None:
    assert marks(strip.grab().toImage()) == 0


def test_that_the_bars_are_as_high_as_the_pane_allows(strip: MonthsStrip) -> None:
    heights = []
    for room in (300, 600, 1000):
        strip.adopt_room(room)
        heights.append(strip.sizeHint().height())
    assert heights[0] < heights[1] < heights[2]
    strip.adopt_room(300)
    figure = count("120")
    strip.resize(WIDTH, strip.sizeHint().height())
    assert marks(show(strip, figure, entry(figure, 6, increment="40"))) == 0


def test_that_a_milestone_rises_by_its_stages(strip: MonthsStrip) -> None:
    hard = item(ItemKind.HARD)  # 方案, 审议, 印发

    def height(stage: str) -> int:
        picture = show(strip, hard, entry(hard, 6, stage=stage)).copy(QRect(WIDTH - 90, 0, 90, 60))
        return next(y for y in range(60) if count_like(picture.copy(QRect(0, y, 90, 1)), ACCENT, 10))

    assert height("方案") > height("审议") > height("印发")
