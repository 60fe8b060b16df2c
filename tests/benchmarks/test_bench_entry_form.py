"""How long the form takes to show a task, a saved entry and another period; run with --benchmark-enable.

Times include the painting that follows. They are processor time, and the shortest round is held against the
limit, so that other work of the machine disturbs least.
"""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from cixi_desktop.assessment.assess import assess
from cixi_desktop.checks.validation import check_month
from cixi_desktop.periods import month
from cixi_desktop.records.entries import Entry
from tests.support.entry_form_support import SIZE
from tests.support.figures import plan_2025
from tests.support.samples import sample_content
from ui.entry.entry_form import EntryPane
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

    Shown = tuple[Assessment, Mapping[str, tuple[Issue, ...]]]

TASK_LIMIT = 0.050
ENTRY_LIMIT = 0.050
PERIOD_LIMIT = 0.016
LARGEST = ("总体", "4", "7", "9")
"""The tasks with most inputs: seven figures, ten items, five of each."""
ROUNDS = 20
pytestmark = pytest.mark.benchmark(timer=time.process_time)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_2025()


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication, plan: Plan) -> EntryPane:
    """A shown pane with the sample's June and a form open, so that fonts and styles are loaded."""
    dress(qapp)
    pane = EntryPane(plan=plan)
    qtbot.addWidget(pane)
    pane.resize(*SIZE)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.show_assessment(*judged(plan, sample_content(plan), 6))
    pane.show_task("12")
    QCoreApplication.processEvents()
    return pane


def judged(plan: Plan, content: Content, number: int) -> Shown:
    period = month(plan.year, number)
    return assess(plan, content, period), check_month(plan, content, period)


def measure(
    benchmark: BenchmarkFixture,
    show: Callable[[], None],
    *,
    limit: float,
    before: Callable[[], None] = QCoreApplication.processEvents,
) -> None:
    """Time ``show`` and its painting; the shortest round must take no longer than ``limit`` seconds."""

    def shown_and_painted() -> None:
        show()
        QCoreApplication.processEvents()

    benchmark.pedantic(shown_and_painted, setup=before, rounds=ROUNDS)  # type: ignore[no-untyped-call]
    if benchmark.stats is not None:
        assert benchmark.stats.stats.min <= limit


@pytest.mark.parametrize("task_id", LARGEST)
def test_that_a_task_opens_in_time_the_first_time(
    benchmark: BenchmarkFixture, pane: EntryPane, task_id: str
) -> None:
    def drop() -> None:
        page = pane.pages.pop(task_id, None)
        if page is not None:
            page.deleteLater()
        pane.show_task("12")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()

    measure(benchmark, lambda: pane.show_task(task_id), limit=TASK_LIMIT, before=drop)


def test_that_a_task_opens_in_time_again(benchmark: BenchmarkFixture, pane: EntryPane) -> None:
    for task_id in LARGEST:
        pane.show_task(task_id)
    tasks = cycle(LARGEST)
    measure(benchmark, lambda: pane.show_task(next(tasks)), limit=TASK_LIMIT)


def test_that_a_saved_entry_is_seen_in_time(benchmark: BenchmarkFixture, pane: EntryPane, plan: Plan) -> None:
    pane.show_task("7")
    content = sample_content(plan)
    june = month(plan.year, 6)
    entries = [
        Entry(
            target_id="7-1", unit_id=content.unit.id, period=june, numerator=covered, denominator=Decimal(45)
        )
        for covered in (Decimal(39), Decimal(40))
    ]
    shown = cycle([judged(plan, content.with_records([(e.key, e)]), 6) for e in entries])
    measure(benchmark, lambda: pane.show_assessment(*next(shown)), limit=ENTRY_LIMIT)


@pytest.mark.parametrize("task_id", LARGEST)
def test_that_another_period_is_shown_within_a_frame(
    benchmark: BenchmarkFixture, pane: EntryPane, plan: Plan, task_id: str
) -> None:
    pane.show_task(task_id)
    shown = cycle([judged(plan, sample_content(plan), number) for number in (5, 6)])
    pane.show_assessment(*next(shown))
    measure(benchmark, lambda: pane.show_assessment(*next(shown)), limit=PERIOD_LIMIT)
