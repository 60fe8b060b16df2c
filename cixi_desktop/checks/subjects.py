"""Which figures and items a sentence speaks of, by what it has in common with their names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment
from cixi_desktop.assessment.lights import SLOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import Assessed

PLAIN, FAINT = 3, 2
"""Characters in common by which a sentence plainly speaks of a figure, or may."""


def spoken_of(assessed: Sequence[Assessed], words: str) -> tuple[str, ...]:
    """The figures and items of a task that a sentence speaks of; none where it is said of the task at large.

    By the longest words in common with their names; else what is slow, if the sentence fits one better than
    the others.
    """
    slow = [each for each in assessed if each.light in SLOW]
    plainly = closest(assessed, words, PLAIN)
    if plainly or len(slow) == 1:
        return plainly or (slow[0].id,)
    faintly = closest(slow, words, FAINT)
    return faintly if len(faintly) == 1 else ()


def closest(assessed: Sequence[Assessed], words: str, least: int) -> tuple[str, ...]:
    """Those whose names have the longest piece in common with the words, of ``least`` characters or more."""
    found = {each.id: max(_common(name, words) for name in _called(each)) for each in assessed}
    best = max(found.values(), default=0)
    return tuple(target_id for target_id, size in found.items() if size == best) if best >= least else ()


def _called(assessed: Assessed) -> tuple[str, ...]:
    if isinstance(assessed, FigureAssessment):
        return (assessed.name, *(commitment.name for commitment in assessed.commitments))
    return (assessed.name, assessed.item.citation.quote)


@lru_cache(maxsize=4096)
def _common(name: str, words: str) -> int:
    """How many characters the longest common piece of two texts has."""
    best, ends = 0, [0] * (len(words) + 1)
    for character in name:
        ends = [0, *(ends[place] + 1 if character == other else 0 for place, other in enumerate(words))]
        best = max(best, *ends)
    return best
