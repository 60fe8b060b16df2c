"""Titles of paragraphs, and lines that name who answers for a task."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.plans.quantities import quantities
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from cixi_desktop.plans.view import View

LONGEST_TITLE = 40
LONGEST_HEADING = 60
_LONGEST_BEFORE_COLON = 20
_TITLE_END = re.compile(r"[。:]|(?<=.{4})[!?]")


def split_title(view: View, outset: int = 0, *, is_section: bool = False) -> tuple[View, View | None]:
    """Title and text of a paragraph, behind its number; no text if all of it is the title.

    A title ends with 。 or the line, and bears no quantity: 8.强化创新主体培育。完善… Where there is none, the first
    clause stands for it, and the text is all of the paragraph.
    """
    rest = view.part(outset, len(view.text))
    ends = (each.span() for each in _TITLE_END.finditer(rest.text) if not _is_inside(rest.text, each.start()))
    end, behind = next(ends, (len(rest.text), len(rest.text)))
    head = rest.part(0, end)
    if behind >= len(rest.text):
        is_title = _is_whole_title(rest.text, head.text, is_section=is_section)
        return (head, None) if is_title else (first_clause(rest), rest)
    is_short = len(head.text) <= (_LONGEST_BEFORE_COLON if rest.text[end] == ":" else LONGEST_TITLE)
    if head.text and is_short and not has_quantity(head.text):
        return head, rest.part(behind, len(rest.text))
    return first_clause(rest), rest


def _is_whole_title(text: str, head: str, *, is_section: bool) -> bool:
    """Whether a paragraph of one sentence is a heading: 改造学校10所。 is none, nor is 完善机制，提升质效。 of a task."""
    if text == head:  # no stop at its end
        return len(head) <= LONGEST_HEADING and text[-1:] not in ";,"
    return len(head) <= LONGEST_TITLE and (is_section or "," not in head) and not has_quantity(head)


def has_quantity(text: str) -> bool:
    """Whether some number with a unit stands in it, other than a date."""
    return any(each.measure is not UnitKind.TIME and (each.unit or each.word) for each in quantities(text))


def _is_inside(text: str, place: int) -> bool:
    """Whether a place lies within parentheses or quotation marks."""
    before = text[:place]
    return before.count("(") > before.count(")") or before.count("“") > before.count("”")


def first_clause(view: View) -> View:
    """What stands for the title of a paragraph without one."""
    found = re.search(r"[,;。:]", view.text[4:])
    return view.part(0, min(LONGEST_TITLE, found.start() + 4 if found else len(view.text)))


def is_sentence(text: str) -> bool:
    """Whether a line is more than a heading."""
    return text[-1:] in "。;:!" or "," in text or len(text) > LONGEST_TITLE


_DUTY_LINE = re.compile(
    r"[(\[]?(?:牵头|主办|责任|配合|协办|承办|实施|落实|参与|主管|包保|分管|联系|挂钩|完成|主责|督导|督办)(?:责任)?"
    r"(?:单位|部门|领导|科室|处室|人|主体|时限|时间|期限|股室|县领导|市领导|区领导)\w{0,6}:"
)


def is_duty(text: str) -> bool:
    """Whether a line names units, leaders or dates: 主办单位：县住建局，协办单位：县城投公司."""
    return _DUTY_LINE.match(text) is not None
