"""上期打算和问题: what earlier months wrote down and is not settled, line by line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.periods import MONTHS, month
from cixi_desktop.records.entries import Outcome

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.entries import Narrative

STEPS, PROBLEMS = "next_steps", "problems"
OUTCOMES = {
    STEPS: (Outcome.DONE, Outcome.CONTINUES, Outcome.DROPPED),
    PROBLEMS: (Outcome.SOLVED, Outcome.PERSISTS),
}
"""What can be said of a line, by the text that it stood in."""
_GOES_ON = frozenset({Outcome.CONTINUES, Outcome.PERSISTS})
_SETTLED = frozenset({Outcome.DONE, Outcome.DROPPED, Outcome.SOLVED})
_BREAK = re.compile(r"[。；;！!？?\n]+")
_NUMBERED = re.compile(
    r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）、]|\d{1,2}[.．](?!\d)|[①-⑳])\s*"
)
_NOTHING = frozenset({"", "无", "暂无", "没有", "无问题", "暂无问题", "无存在问题", "/", "-", "—", "——"})


class Carried(Struct, frozen=True):
    """One line of an earlier month's text ``field``, without its full stop; ``since`` wrote it down first.

    ``outcome`` is what this month says of it, None while it is open.
    """

    field: str
    words: str
    since: Period
    outcome: Outcome | None = None


@lru_cache(maxsize=2048)
def lines_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, each once, without numbers in front and stops behind; 无 is no line."""
    found = (_NUMBERED.sub("", part.strip()).strip() for part in _BREAK.split(text))
    return tuple(dict.fromkeys(line for line in found if line not in _NOTHING))


def gathered(content: Content, task_id: str, period: Period) -> Narrative:
    """A task's text for the period: of a month as written; of a longer one what its months said, each once.

    What is going to be done, and what is asked for, are those of the closing month.
    """
    closing = content.narrative(task_id, period)
    if period.is_entered:
        return closing
    months = [content.narrative(task_id, month(period.year, n)) for n in range(period.first, period.last + 1)]
    progress, problems = (_by_month(months, name) for name in ("progress_note", PROBLEMS))
    return replace(closing, progress_note=progress, problems=problems)


def _by_month(months: list[Narrative], name: str) -> str:
    told: dict[int, list[str]] = {}
    seen = set[str]()
    for narrative in months:
        for part in getattr(narrative, name).split("\n"):
            if lines_of(part) and part not in seen:
                seen.add(part)
                told.setdefault(narrative.period.last, []).append(part)
    if len(told) <= 1:
        return "\n".join(part for parts in told.values() for part in parts)
    return "\n".join(f"{number}月：{part}" for number, parts in told.items() for part in parts)


def carried(content: Content, task_id: str, period: Period) -> tuple[Carried, ...]:
    """What is carried into the month that ``period`` closes with, steps before problems.

    Also from the year before, where the task goes on with one of its tasks.
    """
    before = content.basis(task_id).follows
    earlier = [content.narrative(before, month(period.year - 1, n)) for n in range(1, MONTHS + 1) if before]
    earlier += [content.narrative(task_id, month(period.year, n)) for n in range(1, period.last)]
    said = content.narrative(task_id, period).outcomes
    open_lines = [(STEPS, words, since) for words, since in _open_steps(earlier).items()]
    open_lines += [(PROBLEMS, words, since) for words, since in _open_problems(earlier).items()]
    return tuple(
        Carried(field, words, since, _outcome(said, field, words)) for field, words, since in open_lines
    )


def since_words(since: Period, year: int) -> str:
    """The month that a line comes from, for one who looks at ``year``: 5月, 上年12月."""
    return f"{'上年' if since.year < year else ''}{since.last}月"


def _open_steps(earlier: list[Narrative]) -> dict[str, Period]:
    """The steps of the latest month that wrote any, less those settled since then."""
    found: dict[str, Period] = {}
    for narrative in earlier:
        steps = lines_of(narrative.next_steps)
        if steps:
            found = {words: found.get(words, narrative.period) for words in steps}
        else:
            _settle(found, narrative, STEPS)
    return found


def _open_problems(earlier: list[Narrative]) -> dict[str, Period]:
    """Every problem that was written down and not solved since, oldest first."""
    found: dict[str, Period] = {}
    for narrative in earlier:
        _settle(found, narrative, PROBLEMS)
        for words in lines_of(narrative.problems):
            found.setdefault(words, narrative.period)
    return found


def _settle(found: dict[str, Period], narrative: Narrative, field: str) -> None:
    for words in tuple(found):
        if _outcome(narrative.outcomes, field, words) in _SETTLED:
            del found[words]


def _outcome(said: tuple[tuple[str, str], ...], field: str, words: str) -> Outcome | None:
    """What is said of a line; the same words may be a step and a problem, and have an outcome as each."""
    return next((o for o in OUTCOMES[field] if (words, o.value) in said), None)


def answered(narrative: Narrative, line: Carried, outcome: Outcome | None) -> Narrative:
    """``narrative`` with what became of a line; None opens it again.

    What goes on stands in this month's text again; a line put there so goes when it is settled after all.
    """
    before = _outcome(narrative.outcomes, line.field, line.words)
    said = tuple(pair for pair in narrative.outcomes if pair != (line.words, before))
    said += ((line.words, outcome.value),) if outcome else ()
    text: str = getattr(narrative, line.field)
    if outcome in _GOES_ON:
        text = with_line(text, line.words)
    elif before in _GOES_ON:
        text = _without_line(text, line.words)
    changed: dict[str, Any] = {"outcomes": said, line.field: text}
    return replace(narrative, **changed)


def with_line(text: str, words: str) -> str:
    """``text`` with the sentence at its end, on a line of its own, unless it holds it already."""
    if words in lines_of(text):
        return text
    return f"{text}\n{words}。" if text.strip() else f"{words}。"


def _without_line(text: str, words: str) -> str:
    """``text`` without the paragraph that says just this."""
    return "\n".join(part for part in text.split("\n") if lines_of(part) != (words,))


def progress_line(line: Carried) -> str:
    """How 进展情况 says that a step was done."""
    return f"已完成：{line.words}"
