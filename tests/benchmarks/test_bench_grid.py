"""How long the grid of 60 figures × 12 months takes to scroll, move, edit and change its month.

Run with --benchmark-enable. Times include the painting that follows. They are processor time, and the
shortest round is held against the limit, so that other work of the machine disturbs least.
"""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication

from cixi_desktop.assessment.assess import assess
from cixi_desktop.checks.validation import check_month
from cixi_desktop.pasting.figure_paste import plan_figures
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Entry
from tests.support.figures import YEAR, content_of, count, entry, plan_of
from ui.grid.grid_pane import GridPane
from ui.grid.grid_rows import GridColumn
from ui.shell.application import dress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QApplication
    from pytest_benchmark.fixture import BenchmarkFixture
    from pytestqt.qtbot import QtBot

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.validation import Issue
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content

    Shown = tuple[Assessment, Mapping[str, tuple[Issue, ...]], Content]

FIGURES = 60
SIZE = (1040, 600)
FRAME = 0.016
EDIT_LIMIT = 0.030
PERIOD_LIMIT = 0.060
PASTE_LIMIT = 0.050
ROUNDS = 20
pytestmark = pytest.mark.benchmark(timer=time.process_time)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(*(count("120", id=f"X-{n}", name=f"合成指标{n}") for n in range(FIGURES)))


@pytest.fixture(scope="module")
def content(plan: Plan) -> Content:
    """Every month of every figure, this year and last."""
    last_year = tuple(Decimal(9 * n) for n in range(1, MONTHS + 1))
    return content_of(
        *(entry(f, n, increment=n + 3) for f in plan.indicators for n in range(1, MONTHS + 1)),
        *(Basis(target_id=figure.id, last_year=last_year) for figure in plan.indicators),
    )


def judged(plan: Plan, content: Content, number: int) -> Shown:
    period = month(YEAR, number)
    return assess(plan, content, period), check_month(plan, content, period), content


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication, plan: Plan, content: Content) -> GridPane:
    """A shown pane with June, so that fonts and styles are loaded."""
    dress(qapp)
    pane = GridPane(plan=plan)
    qtbot.addWidget(pane)
    pane.resize(*SIZE)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_assessment(*judged(plan, content, 6))
    QCoreApplication.processEvents()
    return pane


def measure(benchmark: BenchmarkFixture, act: Callable[[], object], *, limit: float) -> None:
    """Time an act and its painting; the shortest round must take no longer than ``limit`` seconds."""

    def acted_and_painted() -> None:
        act()
        QCoreApplication.processEvents()

    benchmark.pedantic(  # type: ignore[no-untyped-call]
        acted_and_painted, setup=QCoreApplication.processEvents, rounds=ROUNDS
    )
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min <= limit


def test_that_the_grid_scrolls_by_a_page_within_two_frames(
    benchmark: BenchmarkFixture, pane: GridPane
) -> None:
    bar = pane.view.verticalScrollBar()
    places = cycle([bar.maximum(), 0, bar.maximum() // 2])
    measure(benchmark, lambda: bar.setValue(next(places)), limit=2 * FRAME)


def test_that_the_next_cell_is_reached_within_a_frame(benchmark: BenchmarkFixture, pane: GridPane) -> None:
    steps = cycle(["down"] * 15 + ["up"] * 15)
    measure(benchmark, lambda: pane.view.step(next(steps)), limit=FRAME)


def test_that_a_typed_figure_is_seen_in_time(
    benchmark: BenchmarkFixture, pane: GridPane, plan: Plan, content: Content
) -> None:
    changed = [
        Entry(target_id="X-30", unit_id=content.unit.id, period=month(YEAR, 6), increment=Decimal(number))
        for number in (8, 9)
    ]
    shown = cycle([judged(plan, content.with_records([(e.key, e)]), 6) for e in changed])
    pane.view.setCurrentIndex(pane.model.index(pane.model.row_of("X-30"), GridColumn.INCREMENT))
    measure(benchmark, lambda: pane.show_assessment(*next(shown)), limit=EDIT_LIMIT)


def test_that_another_month_is_shown_in_time(
    benchmark: BenchmarkFixture, pane: GridPane, plan: Plan, content: Content
) -> None:
    shown = cycle([judged(plan, content, number) for number in (5, 6)])
    measure(benchmark, lambda: pane.show_assessment(*next(shown)), limit=PERIOD_LIMIT)


def test_that_a_column_of_sixty_is_understood_in_time(
    benchmark: BenchmarkFixture, plan: Plan, content: Content
) -> None:
    slots = [[(figure.id, "increment")] for figure in plan.indicators]
    block = tuple((f"{number}家",) for number in range(FIGURES))
    measure(benchmark, lambda: plan_figures(plan, content, month(YEAR, 6), slots, block), limit=PASTE_LIMIT)
