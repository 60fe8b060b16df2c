"""Tables that were pasted as one cell a line, from a web page: found by their heads and counted by their numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.plans.tables import ColumnContent, column_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plans.draft import Span

_FEWEST_HEADS = 3
_LONGEST_HEAD = 10


def heads_at(texts: list[str], index: int) -> list[int]:
    """The places of the heads of a stacked table that begins there; empty if none does.

    ``texts`` are the lines without blanks.
    """
    if column_of(texts[index]) is not ColumnContent.NUMBER:
        return []
    found = []
    for place in range(index, min(len(texts), index + 40)):
        text = texts[place]
        if not text:
            continue
        if len(text) > _LONGEST_HEAD or column_of(text) is None:
            break
        found.append(place)
    return found if len(found) >= _FEWEST_HEADS else []


def rows_after(
    texts: list[str], lines: list[Span], start: int, width: int
) -> Iterator[tuple[int, int, list[Span]]]:
    """The rows below the heads: first line, the line behind the last, and the cells.

    A row begins with the next number. A line between rows that begins as a heading does is no part of one.
    """
    place, expected = start, 1
    while place < len(texts):
        if texts[place] != str(expected):
            place += 1
            continue
        end = place + 1
        while end < len(texts) and texts[end] != str(expected + 1) and not _is_between(texts[end]):
            end += 1
        yield place, end, _cells(lines[place:end], texts[place:end], width)
        place, expected = end, expected + 1


def _is_between(text: str) -> bool:
    return (
        re.match(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|注:|附件?:|备注:", text)
        is not None
    )


def _cells(lines: list[Span], texts: list[str], width: int) -> list[Span]:
    """The cells of one row. Where empty lines part them, lines without one between them are one cell."""
    filled = [i for i, text in enumerate(texts) if text]
    is_spaced = len(filled) < len(texts[: filled[-1] + 1])
    cells: list[Span] = []
    last = -1
    for i in filled:
        gap = i - last - 1
        if is_spaced and gap == 0 and cells and i > 1:
            cells[-1] = (cells[-1][0], lines[i][1])
        else:
            empty = (gap - 1) // 2 if is_spaced and cells else 0
            cells += [(lines[i][0], lines[i][0])] * max(0, min(empty, width - len(cells) - 1))
            cells.append(lines[i])
        last = i
    return cells
