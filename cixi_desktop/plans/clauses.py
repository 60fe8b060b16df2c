"""Sentences and clauses of a plain text, and the stretch of a clause that belongs to one quantity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.plans.quantities import Quantity

_OPAQUE = re.compile(r"“[^”。]{0,80}”|《[^》。]{0,80}》")
_PARENTHESES = re.compile(r"\(([^()。]{0,120})\)")
_BREAK = re.compile(r"[。！!?]|[;]|,(?!(?<=\d,)\d{3}(?!\d))|:(?!\d)|——|…")
_SENTENCE = frozenset("。！!?")
_PART = frozenset("。！!?;")


class Clause(Struct, frozen=True):
    """Some words between two commas; ``sentence`` and ``part`` count the sentences, and what ； parts in them."""

    start: int
    end: int
    sentence: int
    part: int
    is_aside: bool = False


def clauses(text: str, found: Sequence[Quantity]) -> list[Clause]:
    """The clauses in reading order. Parentheses with a quantity are clauses of their own, others are words."""
    hidden = _hidden(text)
    asides = [
        each.span(1)
        for each in _PARENTHESES.finditer(text)
        if any(each.start() < q.start < each.end() and q.unit for q in found)
    ]
    cuts: list[tuple[int, int, str]] = [
        (each.start(), each.end(), each[0]) for each in _BREAK.finditer(text) if not hidden[each.start()]
    ]
    for start, end in asides:
        cuts += [(start - 1, start, "("), (end, end + 1, ")")]
    cuts.sort()
    result: list[Clause] = []
    begun, sentence, part, is_aside = 0, 0, 0, False
    for start, end, sign in [*cuts, (len(text), len(text), "。")]:
        if start > begun:
            result.append(Clause(begun, start, sentence, part, is_aside))
        begun = max(begun, end)
        sentence += sign in _SENTENCE
        part += sign in _PART
        is_aside = sign == "(" or (is_aside and sign != ")")
    return result


def _hidden(text: str) -> bytearray:
    """Which characters stand in quotation marks, where a comma parts no clauses."""
    hidden = bytearray(len(text))
    for each in _OPAQUE.finditer(text):
        hidden[each.start() : each.end()] = b"\1" * (each.end() - each.start())
    for each in _PARENTHESES.finditer(text):
        if not re.search(r"\d", each[1]):
            hidden[each.start() : each.end()] = b"\1" * (each.end() - each.start())
    return hidden


_JOINT = re.compile(r"[、和及]|以及")


def stretches(text: str, clause: Clause, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """For each quantity of a clause the words that belong to it: 新增学位100个、改造学校5所 gives two stretches."""
    result: list[tuple[int, int]] = []
    begun = clause.start
    joint: tuple[int, int] | None = None
    for place, quantity in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if following is None:
            end = clause.end
        else:
            limit = following.outset
            joint = _joint(text, quantity.end, limit)
            end = joint[0] if joint else quantity.end
        result.append((begun, max(end, quantity.end)))
        if following is not None:
            begun = joint[1] if joint else quantity.end
    return result


def _joint(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Where the words of the next quantity begin: behind a 、 right there, else behind the first joint."""
    depth = 0
    for place in range(start, limit):
        sign = text[place]
        depth += (sign in "“(《") - (sign in "”)》")
        if depth <= 0:
            found = _JOINT.match(text, place, limit)
            if found and (sign == "、" or place == start or text[place + 1 : place + 2] not in "谐平睦解"):
                return found.span()
    return None
