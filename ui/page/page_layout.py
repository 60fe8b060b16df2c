"""The layout of the page: every block set and measured, so that painting it can no longer go wrong.

What matters least is told shorter first, until all has room: the texts of the tasks, then the figures that
are well, then the causes of what is 欠序时. What is slow, who has not reported and what is
asked of the leaders is never left out without saying so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.assessment.lights import Light
from cixi_desktop.wording.page import NOTHING, RULE_OF_SHORTENING
from ui.page.page_blocks import (
    GUTTER,
    HALF,
    Block,
    beside,
    heading,
    paragraph,
    short_figures,
    slow_table,
    task_counts,
    task_halves,
    task_lines,
)
from ui.page.page_plan import TASK_HEAD_HEIGHT, TASK_TEXT_WIDTH, TaskTable, paint_tasks, plan_tasks
from ui.page.page_rows import figure_table, item_table
from ui.page.page_sheet import TYPE_AREA, UNITS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.reports.page import Page, ShortFigure, ShortTask, SlowRow

GAP = 3.0 * UNITS_PER_POINT
SLOW_FIRST = (Light.LATE, Light.BEHIND)
MOST_AIR = 6.0 * UNITS_PER_POINT
"""More that is put between two blocks where room is left."""
TITLE_HEIGHT, LINE_HEIGHT, SIGN_HEIGHT = (points * UNITS_PER_POINT for points in (27.0, 14.0, 18.0))
BODY_TOP = TYPE_AREA.top() + TITLE_HEIGHT + LINE_HEIGHT
BODY_HEIGHT = TYPE_AREA.bottom() - SIGN_HEIGHT - BODY_TOP
"""What lies between head and sign-off."""
LEAST_TASK_LINES = 3
"""Lines of a task's texts below which one sentence tells more."""
MOST_LINES = 60
"""More than the page could ever hold."""
NUMERALS = "一二三四五六"


class Telling(Struct, frozen=True):
    """How much is told: of the tasks, the figures that are well, the causes, and in lines of a paragraph.

    ``tasks`` is texts, cut (shortened texts), lines, halves (a sentence each in two columns), counts, row
    (counts in running text); ``figures`` is table, wrapped (short, with long names in two lines), short,
    judged, names.
    ``late`` and ``behind`` are lines of a cause; 0: one line for all of the row; −1: names alone.
    """

    tasks: str
    figures: str
    late: int = 3
    behind: int = 3
    paragraphs: int = 12


TELLINGS = (
    Telling("texts", "table"),
    Telling("texts", "wrapped"),
    Telling("texts", "short"),
    Telling("cut", "short"),
    Telling("lines", "table"),
    Telling("lines", "wrapped"),
    Telling("lines", "short"),
    Telling("halves", "short"),
    Telling("halves", "short", 2, 2, 8),
    Telling("halves", "judged", 2, 2, 8),
    Telling("counts", "judged", 2, 2, 8),
    Telling("counts", "judged", 2, 1, 6),
    Telling("row", "judged", 2, 1, 6),
    Telling("row", "names", 2, 1, 6),
    Telling("row", "names", 1, 1, 4),
    Telling("row", "names", 1, 0, 4),
    Telling("row", "names", 1, -1, 4),
    Telling("row", "names", 0, -1, 3),
    Telling("row", "names", -1, -1, 3),
)


class PageLayout(Struct, frozen=True, kw_only=True):
    """The blocks between the head of the page and the sign-off, and the air between two of them.

    ``foot``, the rules, stands below the type area, where a page number would.
    """

    blocks: tuple[Block, ...]
    foot: Block = Block(0.0, lambda _sheet, _top: None)
    air: float = 0.0

    @property
    def height(self) -> float:
        """All blocks and the gaps between them."""
        return sum(block.height for block in self.blocks) + (len(self.blocks) - 1) * (GAP + self.air)

    @property
    def scale(self) -> float:
        """1, or less for a plan with so many tasks that not even a line for two has room."""
        return min(1.0, BODY_HEIGHT / self.height)


@lru_cache(maxsize=2)
def lay_out(page: Page) -> PageLayout:
    """Set the page. Kept, as what the preview shows is then printed."""
    layout = PageLayout(blocks=())
    for level in TELLINGS:
        layout = _laid(page, level)
        if layout.blocks and layout.height <= BODY_HEIGHT:
            break
    spare = max(0.0, BODY_HEIGHT - layout.height) / max(1, len(layout.blocks) - 1)
    return PageLayout(blocks=layout.blocks, foot=layout.foot, air=min(MOST_AIR, spare))


def _laid(page: Page, level: Telling) -> PageLayout:
    """The page at one level; without blocks where the texts of the tasks have no room."""
    top = [paragraph(page.summary, level.paragraphs), *_slow(page, level), _asked(page, level)]
    middle = _figures(page, level)
    room = BODY_HEIGHT - PageLayout(blocks=(*top, *middle)).height - GAP
    tasks = _tasks(page, level, room)
    if tasks is None:
        return PageLayout(blocks=())
    blocks = (*top, *middle, *tasks)
    is_whole = all(block.is_whole for block in blocks)
    foot = paragraph(page.rules + ("" if is_whole else RULE_OF_SHORTENING), 4)
    return _with_items(page, PageLayout(blocks=blocks, foot=foot))


def _with_items(page: Page, layout: PageLayout) -> PageLayout:
    """The items by name at the end, where all have room."""
    if not page.items:
        return layout
    more = PageLayout(blocks=(*layout.blocks, item_table(page.items)), foot=layout.foot)
    return more if more.height <= BODY_HEIGHT else layout


def _slow(page: Page, level: Telling) -> list[Block]:
    """一、滞后、欠序时和原因: a table as far as the level goes, the rest by name."""
    count = len(page.slow)
    if not count:
        return [heading("一、滞后、欠序时：无")]
    limits = {Light.LATE: level.late, Light.BEHIND: level.behind}
    told = [row for row in page.slow if limits[row.assessed.light] >= 0]
    named = [row for row in page.slow if row not in told]
    blocks = [heading(f"一、滞后、欠序时和原因（{count}项）", "“还差”“月均”为完成年度目标所需")]
    if told:
        blocks.append(slow_table(told, level.late, level.behind))
    if named:
        blocks.append(_names(named))
    return blocks


def _names(rows: Sequence[SlowRow]) -> Block:
    """What is slow by name, with how far it is; in the end counted."""
    words = [f"{row.assessed.light.symbol}{row.name}（{''.join(row.standing)}）" for row in rows]
    for kept in range(len(words), 0, -max(1, len(words) // 40)):
        rest = f"；另有{len(words) - kept}项，见进展情况表" if kept < len(words) else ""
        block = paragraph(f"{'；'.join(words[:kept])}{rest}。", MOST_LINES)
        if block.height <= BODY_HEIGHT / 2:
            return block
    return paragraph(f"{len(words)}项，见进展情况表。", 1)


def _asked(page: Page, level: Telling) -> Block:
    """二、报送情况 beside 三、提请局领导事项; of one unit the second alone."""
    asked = "；".join(each.removesuffix("。") for each in page.requests)
    count = f"（{len(page.requests)}项）" if page.requests else "：无"
    title = "提请局领导协调事项" if page.is_total else "需协调事项"
    if not page.is_total:
        parts = [heading(f"二、{title}{count}")]
        return _column([*parts, *([paragraph(f"{asked}。", level.paragraphs)] if asked else [])])
    right = TYPE_AREA.left() + HALF + GUTTER
    left = [heading("二、报送情况", "", HALF), paragraph(page.reporting, level.paragraphs, HALF)]
    column = [heading(f"三、{title}{count}", "", HALF, right)]
    column += [paragraph(f"{asked}。", level.paragraphs, HALF, right)] if asked else []
    return beside(left, column)


def _column(blocks: Sequence[Block]) -> Block:
    return beside(blocks, ())


def _numeral(page: Page, number: int) -> str:
    """The number of a section, which is one less on the page of a unit."""
    return NUMERALS[number - 1 if page.is_total else number - 2]


def _figures(page: Page, level: Telling) -> list[Block]:
    """四、其他指标: at length, short, the judged ones short, or by name."""
    if not page.figures:
        return []
    head = f"{_numeral(page, 4)}、其他指标（{len(page.figures)}项）"
    days = [paragraph(page.other_days, 2)] if page.other_days and level.figures != "names" else []
    if level.figures == "table":
        return [heading(head), figure_table(page.figures), *days]
    if level.figures == "names":
        return [heading(head), _figure_names(page.shorts)]
    note = "累计完成／年度目标，与序时进度的差距"
    if level.figures in {"wrapped", "short"}:
        return [
            heading(head, note),
            short_figures(page.shorts, 2 if level.figures == "wrapped" else 1),
            *days,
        ]
    judged = [row for row in page.shorts if not row.figure.light.is_grey]
    grey = [row for row in page.shorts if row.figure.light.is_grey]
    table = [short_figures(judged, 1)] if judged else []
    return [heading(head, note), *table, *([_figure_names(grey)] if grey else [])]


def _figure_names(rows: Sequence[ShortFigure]) -> Block:
    """Figures in running text, by their lights."""
    by_light: dict[Light, list[str]] = {}
    for row in rows:
        by_light.setdefault(row.figure.light, []).append(row.name)
    words = "；".join(
        f"{light.symbol}{light}{len(names)}项：{'、'.join(names)}" for light, names in by_light.items()
    )
    return paragraph(f"{words}。", 4)


def _tasks(page: Page, level: Telling, room: float) -> list[Block] | None:
    """五、重点任务: their texts, a line for each, or their lights; None where the texts have no room."""
    if not page.briefs:
        return []
    number = _numeral(page, 5 if page.figures else 4)
    if level.tasks in {"texts", "cut"}:
        head = heading(f"{number}、重点任务", "符号后为事项数，“·”只作记录")
        table = plan_tasks(page.tasks, TASK_TEXT_WIDTH, room - head.height - GAP - TASK_HEAD_HEIGHT)
        is_enough = table.is_whole or sum(table.lines) >= LEAST_TASK_LINES * len(table.lines)
        has_room = table.height <= room - head.height - GAP - TASK_HEAD_HEIGHT
        is_fit = has_room and (is_enough if level.tasks == "cut" else table.is_whole)
        return [head, _task_table(page, table)] if is_fit else None
    title = f"{number}、重点任务（{len(page.briefs)}项）"
    if level.tasks == "halves":
        return [heading(title, "符号后为评判的事项数；各述一句，全文见进展情况表"), task_halves(page.briefs)]
    if level.tasks == "lines":
        head = heading(title, "符号后为事项数，“·”只作记录")
        return [head, task_lines(page.briefs, room - head.height - GAP)]
    for count in range(len(page.briefs) - 1, 0, -1):
        told, rest = parted(page.briefs, count)
        head, counts = heading(title, "符号后为事项数；后列各项文字见进展情况表"), _counts(rest, level)
        left = room - PageLayout(blocks=(head, counts)).height - GAP
        if task_lines(told, 0).height <= left:
            return [head, task_lines(told, left), counts]
    return [heading(title, "只列事项亮灯，文字见进展情况表"), _counts(page.briefs, level)]


def parted(briefs: Sequence[ShortTask], count: int) -> tuple[list[ShortTask], list[ShortTask]]:
    """The ``count`` tasks of which most is to be told, and the others.

    What is slow comes before what is not, and that of which nothing was said last.
    """
    ranked = sorted(
        briefs,
        key=lambda row: [*(light.symbol not in row.lights for light in SLOW_FIRST), row.said == (NOTHING,)],
    )
    told = ranked[:count]
    return [row for row in briefs if row in told], [row for row in briefs if row not in told]


def _counts(rows: Sequence[ShortTask], level: Telling) -> Block:
    """The lights of tasks in two columns, or in running text."""
    if level.tasks == "counts":
        return task_counts(rows)
    return paragraph("；".join(f"{row.title} {row.lights}" for row in rows) + "。", 6)


def _task_table(page: Page, table: TaskTable) -> Block:
    height = TASK_HEAD_HEIGHT + table.height
    return Block(height, lambda sheet, top: paint_tasks(sheet, page.tasks, table, top), table.is_whole)


__all__ = ["BODY_TOP", "LINE_HEIGHT", "SIGN_HEIGHT", "TITLE_HEIGHT", "PageLayout", "lay_out", "parted"]
