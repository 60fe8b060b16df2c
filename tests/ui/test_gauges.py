from __future__ import annotations

from decimal import Decimal
from math import cos, pi, sin
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from cixi_desktop.assessment.lights import Light
from cixi_desktop.kinds import ItemKind
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from cixi_desktop.values import Comparator
from cixi_desktop.wording.figures import (
    completion_words,
    gauge_sentence,
    last_known_words,
    list_words,
    pace_words,
    value_words,
)
from tests.support.figures import (
    aspiration,
    count,
    coverage,
    entry,
    growth,
    item,
    judged,
    judged_item,
    level,
    stock,
    twelve,
    valued,
)
from tests.support.pictures import black_and_white, count_like, is_like, painted
from ui.style.gauges import Arc, Dial, Form, dial_note, dial_of, paint_bar, paint_gauge
from ui.style.palette import INK, TRACK, tone_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from cixi_desktop.assessment.assess import Assessed, FigureAssessment

pytestmark = pytest.mark.usefixtures("qapp")
LENGTH, HEIGHT = 240, 20
MIDDLE = HEIGHT // 2


def bar(assessed: Assessed) -> QImage:
    return painted(LENGTH, HEIGHT, lambda painter, rect: paint_bar(painter, rect, assessed))


def arc(assessed: Assessed, *, is_print: bool = False) -> QImage:
    return painted(220, 110, lambda painter, rect: paint_gauge(painter, rect, assessed, is_print=is_print))


def at(picture: QImage, place: float) -> tuple[int, int]:
    """The middle of the arc's track at that part of it."""
    track = Arc(QRectF(0, 0, picture.width(), picture.height()))
    radius, angle = track.radius - track.thickness / 2, pi * (1 - place)
    return round(track.centre.x() + radius * cos(angle)), round(track.centre.y() - radius * sin(angle))


def filled_pixels(assessed: Assessed) -> int:
    """Pixels of the light's colour along the middle of the bar."""
    picture, colour = bar(assessed), tone_of(assessed.light).strong
    return sum(is_fill(picture, x, colour) for x in range(LENGTH))


def is_fill(picture: QImage, x: int, colour: QColor) -> bool:
    return is_like(picture, x, MIDDLE, colour, 25)


def dial(assessed: Assessed) -> Dial:
    found = dial_of(assessed)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("increment", "pixels"),
    [("0", 0), ("15", 30), ("30", 60), ("54", 108)],  # of 120, on 240 pixels
)
def test_that_the_fill_is_as_long_as_the_completion(increment: str, pixels: int) -> None:
    figure = count("120")
    assessed = judged(figure, entry(figure, 6, increment=increment))
    assert filled_pixels(assessed) == pytest.approx(pixels, abs=1)


def test_that_the_fill_ends_at_the_full_length() -> None:
    figure = count("120")
    assessed = judged(figure, entry(figure, 6, increment="125"))
    assert completion_words(assessed) == "104.2%"
    assert dial(assessed).filled == (0.0, 1.0)
    assert dial(assessed).is_over
    assert is_fill(bar(assessed), LENGTH - 2, tone_of(Light.DONE).strong)


def test_that_a_full_dial_is_not_told_to_go_on() -> None:
    figure = count("120")
    assert not dial(judged(figure, entry(figure, 6, increment="120"))).is_over


def test_that_the_mark_stands_where_the_pace_is() -> None:
    figure = count("120")
    picture = bar(judged(figure, entry(figure, 3, increment="10"), at=3))  # due: 30 of 120, a quarter
    dark = [x for x in range(LENGTH) if is_like(picture, x, 2, INK, 60)]
    assert dark
    assert sum(dark) / len(dark) == pytest.approx(LENGTH / 4, abs=1)


def test_that_the_mark_on_the_fill_has_a_white_edge_to_be_seen_in_black_and_white() -> None:
    figure = count("120")
    picture = bar(judged(figure, entry(figure, 6, increment="110")))
    copied = black_and_white(picture)[MIDDLE * LENGTH : (MIDDLE + 1) * LENGTH]
    near_mark = copied[LENGTH // 2 - 5 : LENGTH // 2 + 5]
    assert any(near_mark), "no black mark"
    assert not all(near_mark), "no white edge"


def test_that_an_arc_is_filled_up_to_its_part() -> None:
    figure = count("120")
    assessed = judged(figure, entry(figure, 6, increment="90"))  # three quarters
    picture, colour = arc(assessed), tone_of(assessed.light).strong
    assert is_like(picture, *at(picture, 0.05), colour)
    assert is_like(picture, *at(picture, 0.72), colour)
    assert is_like(picture, *at(picture, 0.78), TRACK)
    assert is_like(picture, *at(picture, 0.95), TRACK)


def test_that_an_arc_says_its_completion_in_the_colour_of_its_light() -> None:
    figure = count("120")
    late = judged(figure, entry(figure, 6, increment="0"))  # no fill: all red is words
    assert count_like(arc(late), tone_of(Light.LATE).text) > 30


def test_that_paper_gets_outlines_in_place_of_tinted_grounds() -> None:
    figure = count("120")
    assessed = judged(figure, entry(figure, 6, increment="30"))
    assert count_like(arc(assessed), TRACK, 6) > 500
    assert count_like(arc(assessed, is_print=True), TRACK, 6) < 60


def test_that_a_last_known_value_is_drawn_grey_and_thin() -> None:
    figure = count("120")
    pending = judged(figure, entry(figure, 5, increment="90"), entry(figure, 6, state=State.PENDING))
    picture = bar(pending)
    grey = tone_of(Light.PENDING).strong
    assert is_like(picture, 20, MIDDLE, grey)
    assert is_like(picture, 20, 5, TRACK)
    assert last_known_words(pending) == "截至5月底"


def test_that_a_figure_without_any_value_leaves_the_dial_empty() -> None:
    assessed = judged(count("120"))
    assert dial(assessed).filled == (0.0, 0.0)
    assert dial(assessed).words == "—"
    assert filled_pixels(assessed) == 0


def test_that_a_stock_is_measured_from_its_baseline() -> None:
    assessed = valued(stock("1120", "1000"), "1090")
    assert dial(assessed).filled == (0.0, 0.75)


def test_that_a_value_below_its_baseline_is_shown_as_a_fall() -> None:
    assessed = valued(level("3.69", "3.59"), "3.50")
    assert dial(assessed).filled == (0.0, 0.0)
    assert dial(assessed).is_below
    assert count_like(bar(assessed), tone_of(assessed.light).strong) > 10


def test_that_a_value_above_the_baseline_of_a_falling_target_is_shown_as_the_wrong_way() -> None:
    falling = level("2.00", "3.00", comparator=Comparator.AT_MOST)
    assert dial(valued(falling, "3.20")).is_below
    assert not dial(valued(falling, "2.50")).is_below


def test_that_a_level_without_a_baseline_shows_the_distance_to_its_target_and_no_percentage() -> None:
    above = dial(valued(level("78.3", None), "79.3"))  # a point above, on two points to each side
    assert (above.target, above.filled, above.words) == (0.5, (0.5, 0.75), "达标")
    below = dial(valued(level("78.3", None), "77.8"))
    assert (below.filled, below.words) == ((0.375, 0.5), "未达标")


def test_that_a_two_sided_dial_stops_at_its_ends() -> None:
    assert dial(valued(level("78.3", None), "90")).is_over
    far_below = dial(valued(level("78.3", None), "60"))
    assert far_below.is_below
    assert far_below.filled == (0.0, 0.5)


def test_that_a_monthly_plan_without_a_baseline_is_marked_on_the_two_sided_dial() -> None:
    figure = level("78.3", None)
    basis = Basis(target_id=figure.id, pace_plan=twelve(m6="77.3", m12="78.3"))
    marked = dial(valued(figure, "77.8", basis=basis))
    assert marked.due == 0.25
    assert dial(valued(figure, "77.8")).due is None


def test_that_a_stock_without_a_baseline_has_a_scale_of_a_tenth_of_its_target() -> None:
    assert dial(valued(stock("1000", None), "1050")).filled == (0.5, 0.75)


def test_that_a_target_of_zero_without_a_baseline_has_a_dial_all_the_same() -> None:
    assert dial(valued(stock("0", None), "5")).filled == (0.5, 0.5)


def test_that_a_target_that_equals_its_baseline_is_met_or_not() -> None:
    assert dial(valued(stock("1000", "1000"), "1000")).words == "达标"
    assert dial(valued(stock("1000", "1000"), "990")).words == "未达标"


def test_that_a_two_sided_picture_is_filled_on_the_right_side_of_the_target() -> None:
    above, below = valued(level("78.3", None), "79.3"), valued(level("78.3", None), "77.3")
    right, left = int(LENGTH * 0.68), int(LENGTH * 0.32)
    assert is_fill(bar(above), right, tone_of(above.light).strong)
    assert is_like(bar(above), left, MIDDLE, TRACK)
    assert is_fill(bar(below), left, tone_of(below.light).strong)
    assert is_like(bar(below), right, MIDDLE, TRACK)


@pytest.mark.parametrize(
    ("stage", "reached"), [("申报", 0.25), ("入围", 0.5), ("公示", 0.75), ("获得", 1.0), ("未获得", 0.0)]
)
def test_that_an_aspiration_shows_its_stage(stage: str, reached: float) -> None:
    figure = aspiration()
    shown = dial(judged(figure, entry(figure, 6, stage=stage)))
    assert (shown.segments, shown.filled, shown.words) == (4, (0.0, reached), stage)
    assert shown.due is None


def test_that_stages_are_drawn_apart() -> None:
    figure = aspiration()
    picture = bar(judged(figure, entry(figure, 6, stage="公示")))
    for part in (0.25, 0.5, 0.75):
        column = [is_like(picture, int(LENGTH * part) + d, MIDDLE, QColor("white"), 60) for d in (-1, 0, 1)]
        assert any(column), f"no gap at {part}"


def test_that_a_milestone_shows_its_stage_of_so_many() -> None:
    milestone = item(ItemKind.HARD)  # 方案, 审议, 印发
    shown = dial(judged_item(milestone, entry(milestone, 6, stage="审议")))
    assert (shown.segments, shown.words) == (3, "2/3")
    assert shown.filled[1] == pytest.approx(2 / 3)
    assert dial(judged_item(milestone)).words == "—"


def test_that_a_closed_list_shows_its_ratio() -> None:
    closed = item(ItemKind.LIST)
    shown = dial(judged_item(closed, entry(closed, 6, numerator="4", denominator="10")))
    assert (shown.filled, shown.words) == ((0.0, 0.4), "40.0%")
    assert dial(judged_item(closed)).words == "—"


@pytest.mark.parametrize("kind", [ItemKind.DUTY, ItemKind.COUNTER, ItemKind.RECURRING])
def test_that_an_item_without_a_target_has_no_dial(kind: ItemKind) -> None:
    assessed = judged_item(item(kind))
    assert dial_of(assessed) is None
    assert count_like(bar(assessed), QColor("white"), 0) == LENGTH * HEIGHT


def test_that_the_strokes_of_an_over_full_dial_are_explained() -> None:
    figure = count("120")
    over = judged(figure, entry(figure, 6, cumulative="130"))
    assert dial_note(over) == "末端两道白线表示超过100%。"
    assert not dial_note(judged(figure, entry(figure, 6, cumulative="120")))
    below = judged(stock("1120", "1000"), entry(stock("1120", "1000"), 6, value="990"))
    assert dial_note(below) == "起点两道白线表示低于基数。"


def test_that_numbers_over_a_hundred_percent_keep_clear_of_the_arc() -> None:
    """In a row of pixels where the number stands, ground lies between it and the ring on both sides."""
    figure = count("120")
    picture = arc(judged(figure, entry(figure, 6, cumulative="1250")))
    track = Arc(QRectF(0, 0, picture.width(), picture.height()))
    y = round(track.centre.y() - track.radius * 0.12)
    left = round(track.centre.x() - track.radius + track.thickness)
    for x in (*range(left + 2, left + 5), *range(picture.width() - left - 5, picture.width() - left - 2)):
        assert is_like(picture, x, y, QColor("white"), 40), x


def test_that_words_too_wide_for_the_arc_are_set_smaller() -> None:
    figure = count("1")
    huge = judged(figure, entry(figure, 6, increment="123456789"))
    picture = arc(huge)
    column = [is_like(picture, *at(picture, place), tone_of(Light.DONE).strong) for place in (0.06, 0.85)]
    assert column == [True, True]


def test_that_values_are_told_with_their_unit_and_an_estimate_as_such() -> None:
    figure = level("3.69", "3.59")
    assert value_words(valued(figure, "3.62")) == "3.62%"
    estimated = judged(figure, entry(figure, 6, value="3.62", is_estimate=True))
    assert value_words(estimated) == "3.62%（预计）"
    assert value_words(judged(figure)) == "—"


def test_that_coverage_is_told_in_members() -> None:
    figure = coverage()
    assert list_words(judged(figure, entry(figure, 6, numerator="38", denominator="45"))) == "38/45家"
    assert not list_words(judged(figure))


def test_that_the_pace_is_told_in_percent_or_as_it_is_due() -> None:
    assert pace_words(judged(count("120"))) == "50.0%"
    assert pace_words(judged(level("78.3", None, decimals=1))) == "78.3%"
    assert pace_words(judged(aspiration())) == "—"
    assert pace_words(judged(growth())) == "100.0%"


def test_that_a_gauge_is_told_in_one_sentence() -> None:
    figure = count("120", name="高新技术企业新增数")
    assessed = judged(figure, entry(figure, 6, increment="70"))
    assert gauge_sentence(assessed) == (
        "高新技术企业新增数，达序时，累计70家，目标不少于120家，完成率58.3%，序时进度50.0%"
    )


def test_that_an_empty_gauge_is_told_without_dashes() -> None:
    figure = count("120", name="高新技术企业新增数")
    assert gauge_sentence(judged(figure)) == "高新技术企业新增数，未填报，目标不少于120家，序时进度50.0%"


def test_that_a_judged_figure_has_no_last_known_day() -> None:
    figure = count("120")
    assert not last_known_words(judged(figure, entry(figure, 6, increment="70")))
    assert not last_known_words(judged(figure))


def test_that_a_dial_never_leaves_its_rectangle() -> None:
    figure = count("120")
    assessed: FigureAssessment = judged(figure, entry(figure, 6, increment="125"))

    def paint_inside(painter: object, rect: QRectF) -> None:
        for form, place in ((Form.ARC, QRectF(20, 20, 60, 30)), (Form.BAR, QRectF(100, 20, 60, 30))):
            paint_gauge(painter, place, assessed, form=form)  # type: ignore[arg-type]

    picture = painted(180, 70, paint_inside)
    outside = [
        (x, y)
        for y in range(70)
        for x in range(180)
        if not (19 <= y <= 51 and (19 <= x <= 81 or 99 <= x <= 161))
    ]
    assert all(is_like(picture, x, y, QColor("white"), 3) for x, y in outside)


def test_that_decimals_reach_the_dial_unrounded() -> None:
    figure = count("3")
    assert dial(judged(figure, entry(figure, 6, increment="1"))).filled[1] == pytest.approx(
        float(Decimal(1) / 3)
    )
