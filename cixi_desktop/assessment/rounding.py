"""Percentages as they are printed: on their side of every line that matters, and with gaps that add up."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.values import DECIMALS_KEPT, DECIMALS_OF_QUOTIENTS, HUNDRED, plain

if TYPE_CHECKING:
    from collections.abc import Collection

FEWEST, MOST = 1, 4
"""Decimals of what is printed in percent or 个百分点."""


class Printed(Struct, frozen=True, kw_only=True):
    """Completion, pace and gap as every output prints them, and value less target in 个百分点.

    None: there is none; ``completion`` also where no decimal would keep an unmet target from 100%.
    """

    completion: Decimal | None = None
    pace: Decimal | None = None
    gap: Decimal | None = None
    to_target: Decimal | None = None


def printed_value(value: Decimal, lines: Collection[Decimal] = (), fewest: int = FEWEST) -> Decimal:
    """``value`` rounded half up, with as many decimals, up to four, as keep it on its side of every line.

    Where even the last of them does not, it is rounded away from the line.
    """
    for decimals in range(fewest, MOST + 1):
        found = _rounded(value, decimals)
        if _is_beside(found, value, lines):
            return found
    most = max(fewest, MOST)
    away = [_rounded(value, most, direction) for direction in (ROUND_FLOOR, ROUND_CEILING)]
    return next(found for found in away if _is_beside(found, value, lines))


def printed_distance(value: Decimal, lines: Collection[Decimal]) -> Decimal:
    """A difference of two percentages, as precise as they were entered; of a quotient, two decimals."""
    found = len(plain(value).partition(".")[2])
    return printed_value(
        value, lines, max(FEWEST, found if found <= DECIMALS_KEPT else DECIMALS_OF_QUOTIENTS)
    )


def printed_completion(completion: Decimal, lines: Collection[Decimal], *, is_met: bool) -> Decimal | None:
    """完成率; of an unmet target below 100%, and None where it is not: 1120 of “超过1120家”."""
    if is_met:
        return printed_value(completion, lines)
    return printed_value(completion, {*lines, HUNDRED}) if completion < HUNDRED else None


def steady(gap: Decimal) -> Decimal:
    """A difference of percentages without what thirds leave in its last digits: −10, not −9.99…97."""
    return _STEADY.plus(gap)


_STEADY = Context(prec=20)


def printed_gap(
    completion: Decimal, pace: Decimal, gap: Decimal, lines: Collection[Decimal], fewest: int
) -> tuple[Decimal, int]:
    """The gap as it is printed, and the decimals of the two percentages beside it, ``fewest`` or more.

    It is the difference of the two as they are printed, with two decimals where that is the gap itself,
    rounded. No decimal makes thirds agree: 16.7% less 58.3% is −41.6 on paper, too. Where a line would be
    hidden by that, the gap has more decimals than the two.
    """
    gap = steady(gap)
    differences = {
        decimals: _rounded(completion, decimals) - _rounded(pace, decimals)
        for decimals in range(fewest, max(fewest, DECIMALS_OF_QUOTIENTS) + 1)
    }
    on_its_side = [
        (found, decimals) for decimals, found in differences.items() if _is_beside(found, gap, lines)
    ]
    exact = [(found, decimals) for found, decimals in on_its_side if found == _rounded(gap, decimals)]
    for found in (*exact, *on_its_side):
        return found
    return printed_value(gap, lines, DECIMALS_OF_QUOTIENTS), fewest


def decimals_of(value: Decimal | None) -> int:
    """With how many decimals it is printed."""
    return FEWEST if value is None else len(format(value, "f").partition(".")[2])


def _is_beside(found: Decimal, value: Decimal, lines: Collection[Decimal]) -> bool:
    """Whether the rounded figure is on the same side of every line as the figure itself."""
    return all(found.compare(line) == value.compare(line) for line in lines)


def _rounded(value: Decimal, decimals: int, direction: str = ROUND_HALF_UP) -> Decimal:
    """Never “-0”."""
    found = value.quantize(Decimal(1).scaleb(-decimals), direction)
    return abs(found) if found == 0 else found
