"""The layout of the page: every block set and measured, so that painting it can no longer go wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.wording import page as page_text
from cixi_desktop.wording.words import rules_words
from ui.page import page_rows
from ui.page.page_plan import (
    FLOOR,
    MOST_LINES,
    PITCH,
    TASK_HEAD_HEIGHT,
    TASK_TEXT_WIDTH,
    TaskTable,
    paragraph,
    plan_tasks,
    set_concerns,
)
from ui.page.page_sheet import TYPE_AREA, UNITS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.wording.page import PageFigure, PageItem, PageTask
    from ui.page.page_sheet import Setting

GAP = 3.0 * UNITS_PER_POINT
TITLE_HEIGHT, LINE_HEIGHT, SIGN_HEIGHT = (points * UNITS_PER_POINT for points in (27.0, 14.0, 16.0))
BODY_TOP = TYPE_AREA.top() + TITLE_HEIGHT + LINE_HEIGHT
BODY_HEIGHT = TYPE_AREA.bottom() - SIGN_HEIGHT - BODY_TOP
"""What lies between head and sign-off."""
SMALL_PITCH = FLOOR * UNITS_PER_POINT * PITCH
FIRST_CONCERN_LINES = 3
"""Lines of 需关注 that go before the texts of the tasks; more only where these are whole all the same."""
MOST_FIGURE_AIR, MOST_TASK_AIR = 2.5 * UNITS_PER_POINT, 9.0 * UNITS_PER_POINT
NO_TABLE = TaskTable(points=FLOOR, widths=(0.0, 0.0, 0.0), lines=(), is_whole=True)


class PageLayout(Struct, frozen=True, kw_only=True):
    """Everything between the head of the page and the sign-off, in reading order."""

    summary: Setting
    figures: tuple[PageFigure, ...]
    figure_height: float
    notes: tuple[Setting, ...]
    tasks: tuple[PageTask, ...]
    table: TaskTable
    items: tuple[PageItem, ...] = ()
    item_height: float = page_rows.ROW_HEIGHT
    rules: Setting

    @property
    def figures_height(self) -> float:
        """The table of the figures; a unit may have none."""
        rows = len(self.figures) * self.figure_height
        return page_rows.HEAD_HEIGHT + rows if rows else 0.0

    @property
    def items_height(self) -> float:
        """The table of the items with the gap below it; most pages have none."""
        return _items_height(len(self.items), self.item_height) if self.items else 0.0

    @property
    def height(self) -> float:
        """All blocks and the gaps between them."""
        lines = sum(setting.lines for setting in (self.summary, *self.notes, self.rules))
        tasks = TASK_HEAD_HEIGHT + self.table.height
        return lines * SMALL_PITCH + self.figures_height + tasks + self.items_height + 4 * GAP

    @property
    def scale(self) -> float:
        """1, or less for a plan with so many figures and tasks that not even a line for each has room."""
        return min(1.0, BODY_HEIGHT / self.height)


@lru_cache(maxsize=2)
def lay_out(assessment: Assessment) -> PageLayout:
    """Set the page, of what the unit hands in. Kept, as what the preview shows is then printed.

    需关注 gets all its lines if the texts of the tasks are whole beside it, else three at most; the texts get
    what is left, first in shares, then each shortened to its share. Where all items have room after that,
    they are named; what still remains goes into the rows.
    """
    assessment = assessment.own_share()
    days = page_text.other_days(assessment)
    layout = PageLayout(
        summary=paragraph(page_text.summary(assessment), 4),
        figures=page_text.figure_rows(assessment),
        figure_height=page_rows.ROW_HEIGHT,
        notes=(paragraph(days, 2),) if days else (),
        tasks=page_text.task_rows(assessment),
        table=NO_TABLE,
        rules=paragraph(rules_words(assessment.rules) + page_text.RULE_OF_SHORTENING, 6),
    )
    layout = _with_texts(layout, page_text.concerns(assessment))
    if layout.height + _items_height(len(assessment.items)) <= BODY_HEIGHT:
        layout = replace(layout, items=page_text.item_rows(assessment))
    return _with_air(layout)


def _items_height(rows: int, row_height: float = page_rows.ROW_HEIGHT) -> float:
    return page_rows.HEAD_HEIGHT + rows * row_height + GAP


def _with_texts(layout: PageLayout, concerns: Sequence[str]) -> PageLayout:
    """Add 需关注 and the texts of the tasks."""
    whole = set_concerns(concerns, MOST_LINES)
    tried = _with_tasks(replace(layout, notes=(*layout.notes, whole)))
    if tried.table.is_whole or whole.lines <= FIRST_CONCERN_LINES:
        return tried
    short = set_concerns(concerns, FIRST_CONCERN_LINES)
    return _with_tasks(replace(layout, notes=(*layout.notes, short)))


def _with_tasks(layout: PageLayout) -> PageLayout:
    """Give the tasks what is left."""
    table = plan_tasks(layout.tasks, TASK_TEXT_WIDTH, BODY_HEIGHT - layout.height)
    return replace(layout, table=table)


def _with_air(layout: PageLayout) -> PageLayout:
    """Spread what is left over, first half into the rows of the figures and items."""
    spare = max(0.0, BODY_HEIGHT - layout.height)
    air = min(MOST_FIGURE_AIR, spare / 2 / max(1, len(layout.figures) + len(layout.items)))
    layout = replace(layout, figure_height=layout.figure_height + air, item_height=layout.item_height + air)
    room = BODY_HEIGHT - layout.height + layout.table.height
    return replace(layout, table=layout.table.with_air(room, MOST_TASK_AIR))
