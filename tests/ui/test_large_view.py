"""会议大屏: what is slow first, in letters for three metres, moved through by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from cixi_desktop.periods import month
from tests.support import samples
from ui.overview.large_view import LINES, ROWS, LargeView, counts_of, rows_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.shell.main_window import MainWindow


@pytest.fixture
def view(qtbot: QtBot) -> LargeView:
    view = LargeView()
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show_page(samples.page(samples.sample_content(samples.plan())))
    view.show()
    return view


def current(view: LargeView) -> str:
    assert view.current is not None
    return view.current.assessed.id


def test_that_what_is_slow_comes_first_red_before_yellow() -> None:
    """Two figures 滞后; two headline targets, one 争取 and a list 欠序时; then the eighteen others."""
    rows = rows_of(samples.page(samples.sample_content(samples.plan())))
    assert [row.assessed.id for row in rows[:6]] == ["6-2", "8-3", "H-2", "H-6", "9-4", "M2-3"]
    assert len(rows) == 24
    assert rows[1].told[0] == ("差距", "慢25.0个百分点，还差15家，月均2.5家")


def test_that_the_counts_come_to_all_figures() -> None:
    """Of 23, five are 滞后 or 欠序时 and thirteen stand well: the other five are told in one."""
    (head, lights, rest), *_ = counts_of(samples.page(samples.sample_content(samples.plan())).counted)
    assert (head, sum(count for _, count in lights), rest) == ("指标", 18, "未评判5")


def test_that_every_figure_with_a_percentage_shows_it() -> None:
    """70 of 120; 68 above the 1000 of 120; 38 of 45. None while it waits, nor of an old value."""
    rows = {row.assessed.id: row for row in rows_of(samples.page(samples.sample_content(samples.plan())))}
    assert {each: rows[each].standing for each in ("H-1", "H-3", "H-4", "7-1", "7-3")} == {
        "H-1": "目标3.69%",
        "H-3": "70／120家　58.3%",
        "H-4": "1068／超1120家（6月25日）　56.7%",
        "7-1": "38／45家　84.4%",
        "7-3": "8.3%（5月）",
    }


def test_that_keys_move_through_it(view: LargeView, qtbot: QtBot) -> None:
    for key, place in (
        (Qt.Key.Key_Down, "8-3"),
        (Qt.Key.Key_Up, "6-2"),
        (Qt.Key.Key_Up, "6-2"),
        (
            Qt.Key.Key_PageDown,
            rows_of(samples.page(samples.sample_content(samples.plan())))[ROWS].assessed.id,
        ),
        (Qt.Key.Key_End, "12-3"),
        (Qt.Key.Key_Home, "6-2"),
    ):
        QTest.keyClick(view, key)
        assert current(view) == place
    with qtbot.waitSignal(view.stepped) as stepped:
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert stepped.args == [1]
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view, Qt.Key.Key_Escape)


def test_that_numbers_are_not_cut_and_the_name_makes_way(view: LargeView) -> None:
    row = replace(
        rows_of(samples.page(samples.sample_content(samples.plan())))[0], standing="23000／超50000人次　46.0%"
    )
    name, standing, *_ = view.cells_of(row, QRectF(0, 0, 1310, 45))
    letters = QFontMetricsF(view._font(0.85))
    assert standing.width() >= letters.horizontalAdvance(row.standing)
    assert name.right() < standing.left()


def test_that_the_stage_that_is_due_is_not_cut(view: LargeView) -> None:
    view.resize(1366, 768)
    *_, distance = view.cells_of(view._rows[0], QRectF(0, 0, 1310, 45))
    letters = QFontMetricsF(view._font(0.85))
    assert distance.width() >= letters.horizontalAdvance("计划6月到“合法性审查”")


def test_that_who_has_not_reported_takes_two_lines_before_it_is_cut(view: LargeView) -> None:
    words = "6月应报送单位7个，已报送6个，尚未报送1个（办公室）。覆盖企业规划科填报240家次、中心填报260家次。"
    lines = view._in_lines(words, 1000)
    assert len(lines) == 2
    assert "".join(lines) == words
    assert view._in_lines("6月7个单位均已报送。", 1000) == ("6月7个单位均已报送。",)


def test_that_a_click_goes_on_and_the_choice_is_told(view: LargeView) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    assert view.accessibleDescription().startswith("滞后，新增宁波市级以上企业研发机构")


def test_that_letters_are_large_enough_for_three_metres(view: LargeView) -> None:
    """15 mm at 68 cm are 2.2 % of the height."""
    assert view._line / 768 >= 0.022
    assert LINES <= 1 / 0.022
    assert view._font(0.85).pixelSize() >= 0.022 * 768


def test_that_f11_opens_it_over_the_window_and_follows_the_period(window: MainWindow) -> None:
    window.commands.action("large").trigger()
    view = next(child for child in window.children() if isinstance(child, LargeView))
    assert view.isFullScreen()
    view.stepped.emit(1)
    assert window.session.period == month(2025, 7)
    assert view._page is not None
    assert view._page.period == month(2025, 7)
    view.left.emit()
    window.session.set_period(month(2025, 6))


def test_that_a_plan_without_anything_slow_and_an_empty_view_are_painted(qtbot: QtBot) -> None:
    view = LargeView()
    qtbot.addWidget(view)
    view.resize(800, 460)
    view.grab()
    view.move_by(1)
    january = samples.page(samples.empty_content(), month(2025, 1))
    view.show_page(january)
    view.grab()
    assert view.current is not None
    assert view.current.assessed.id == "H-1"
