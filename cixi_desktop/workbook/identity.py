"""What a workbook says of itself besides its content, and the names by which it is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cixi_desktop.records.handovers import Review

ORDER_HEAD = "序号"
"""Head of the column that brings the rows back into the plan's order."""

FORMAT_VERSION = "2"
"""Raised whenever a reader of the old one would misread the new one."""

PROGRESS, LEDGER, INTERPRETATIONS, METADATA = "进展情况表", "指标台账", "口径说明", "系统识别页"
"""The sheets, in their order; the last is hidden."""

FORM, INSTRUCTIONS, OPTIONS = "填报表", "填写说明", "选项"
"""The sheets of a workbook to be filled in without the program, before the hidden one; the last is hidden."""

KEY_HEAD = "行标识"
"""Head of the hidden column that says which row is which, wherever sorting moves it."""

RETURNED = "退回意见"
"""The sheet in front of a workbook that is given back, and how a note on one of its cells begins."""


def reason_note(text: str) -> str:
    """A reason as the note on its cell."""
    return f"{RETURNED}：{text}"


SECTION_KEY, TASK_KEY, LEDGER_KEY, CONTINUED_KEY = "section:", "task:", "ledger:", "#"
"""Keys: ``section:一``, ``task:8``; commitments and items by their ids; ``#2`` where a row goes on.

On the hidden sheet also ``ledger:8-1`` for the list behind a figure.
"""

SHOWN_KEY, MONTH_KEY, TEXTS_KEY = "shown", "month", "texts"
"""The rows of the hidden sheet: what the table shows by key, what was entered in a month by key, and digests
of what stands in each sheet where nothing is read back."""


class Identity(Struct, frozen=True, kw_only=True):
    """修订号 (``revision``, from 1), when it was written (local time) and by whom (“” if nobody is named).

    ``review`` is there if the workbook is given back with reasons, ``typed`` then with what the unit had put
    into cells that could not be read, by record and head of the column. Plan, unit, period, sample mark and
    check code come from the assessment itself.
    """

    revision: int
    exported_at: datetime
    actor: str = ""
    review: Review | None = None
    typed: Mapping[str, Mapping[str, str]] = {}
