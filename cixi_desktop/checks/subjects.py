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

    Those that it names; else what is slow, if the sentence fits one better than the others.
    """
    slow = [each for each in assessed if each.light in SLOW]
    plainly = closest(assessed, words, PLAIN)
    if plainly or len(slow) == 1:
        return plainly or (slow[0].id,)
    faintly = closest(slow, words, FAINT)
    return faintly if len(faintly) == 1 else ()


def step_for(assessed: Sequence[Assessed], words: str, problems: Sequence[str]) -> tuple[str, ...]:
    """The figures and items of a task that a step is for: what it names, else what its one problem speaks of.

    ``problems`` are the sentences on the problems of the task.
    """
    if not closest(assessed, words, PLAIN):
        told = {target for each in problems for target in spoken_of(assessed, each)}
        if len(told) == 1:
            return tuple(told)
    return spoken_of(assessed, words)


def closest(assessed: Sequence[Assessed], words: str, least: int) -> tuple[str, ...]:
    """Those that the words name, by pieces of ``least`` characters or more.

    The longest piece goes first, and what it says names no other: 高新技术企业新增数偏慢 does not speak of
    高新技术企业总量, but 高新技术企业新增数、科技型中小企业偏慢 of both.
    """
    sizes = {each.id: max(len(in_common(name, words)) for name in _called(each)) for each in assessed}
    best = max(sizes.values(), default=0)
    if best < least:
        return ()
    named = [each for each in assessed if sizes[each.id] == best]
    rest = words
    for name in (name for each in named for name in _called(each)):
        rest = _without(name, rest)
    others = [each for each in assessed if each not in named]
    return (*(each.id for each in named), *closest(others, rest, least))


def _called(assessed: Assessed) -> tuple[str, ...]:
    if isinstance(assessed, FigureAssessment):
        return (assessed.name, *(commitment.name for commitment in assessed.commitments))
    return (assessed.name, assessed.item.citation.quote)


def _without(name: str, words: str) -> str:
    """The words without every piece that they have in common with the name."""
    while len(piece := in_common(name, words)) >= FAINT:
        words = words.replace(piece, "\n")
    return words


@lru_cache(maxsize=4096)
def in_common(name: str, words: str) -> str:
    """The longest common piece of two texts."""
    best, ends = "", [0] * (len(words) + 1)
    for number, character in enumerate(name, start=1):
        ends = [0, *(ends[place] + 1 if character == other else 0 for place, other in enumerate(words))]
        size = max(ends)
        best = name[number - size : number] if size > len(best) else best
    return best
