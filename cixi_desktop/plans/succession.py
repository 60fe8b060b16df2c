"""承接: which task, figure or item of a new year's plan goes on with one of the old year's."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plan import HEADLINE, Indicator, Item, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cixi_desktop.plan import Plan

Subject = Task | Indicator | Item
SAME, NEAR = 0.92, 0.6
"""How alike two names are, from which on they mean the same, and from which on they may (0–1)."""
_SCOPE = re.compile(r"^(?:全市|全县|全区|全省|我市|我县|市级?|县级?)")


class Succession(Struct, frozen=True):
    """Two subjects of one kind; ``likeness`` of their names is 1 where they are the same."""

    old: Subject
    new: Subject
    likeness: float

    @property
    def is_same(self) -> bool:
        """同一, or only 相近."""
        return self.likeness >= SAME


def name_of(subject: Subject) -> str:
    """The title of a task, the name of a figure or item."""
    return subject.title if isinstance(subject, Task) else subject.name


def successions(old: Plan, new: Plan) -> tuple[Succession, ...]:
    """The pairs in the order of the new plan: tasks, figures and items, each used once, the likest first."""
    pairs = (
        *_pairs(old.tasks, new.tasks),
        *_pairs(old.indicators, new.indicators),
        *_pairs(old.items, new.items),
    )
    place = {each: n for n, each in enumerate((*new.tasks, *new.indicators, *new.items))}
    return tuple(sorted(pairs, key=lambda pair: place[pair.new]))


def _pairs(olds: Sequence[Subject], news: Sequence[Subject]) -> Iterable[Succession]:
    found = [
        Succession(old, new, likeness)
        for new in news
        for old in olds
        if _can_follow(old, new) and (likeness := _likeness(old, new)) >= NEAR
    ]
    found.sort(key=lambda pair: -pair.likeness)
    used: set[tuple[str, str]] = set()
    for pair in found:
        ends = {("old", pair.old.id), ("new", pair.new.id)}
        if not used & ends:
            used |= ends
            yield pair


def _can_follow(old: Subject, new: Subject) -> bool:
    """Whether figures of the two mean the same sort of thing: of one kind, in one unit."""
    if isinstance(old, Task) or isinstance(new, Task):
        return True
    return old.kind == new.kind and old.unit == new.unit


def _likeness(old: Subject, new: Subject) -> float:
    if HEADLINE in {old.id, new.id}:
        return float(old.id == new.id)
    a, b = _bare(name_of(old)), _bare(name_of(new))
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def _bare(name: str) -> str:
    """The words of a name, without numbers, signs and whose they are."""
    wide = unicodedata.normalize("NFKC", name)
    words = "".join(sign for sign in wide if unicodedata.category(sign)[0] == "L")
    return _SCOPE.sub("", words)
