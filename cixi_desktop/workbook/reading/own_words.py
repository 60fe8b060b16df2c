"""The program's own words in a cell, told apart from those that people wrote beside or over them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import REASON
from cixi_desktop.workbook.reading.tables import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROOF = re.compile(r"依据[：:](.*?)(?:[；;]与“.*)?", re.DOTALL)
_STATES = "|".join((*State, REASON.label))
_LIKE_DERIVED = re.compile(
    r"(截至\d{1,2}月(底|\d{1,2}日)|1(—\d{1,2})?月)，|第\d+阶段（共\d+阶段）：|处于“.*”阶段（|尚未填报阶段|"
    rf"办结率[\d.]+%|本期\d+.*，累计|({_STATES}|未填报)[。：]|本期尚未填报。|与“.*”为同一指标，请填在那一行"
)
"""How they begin, for workbooks that have lost the sheet that keeps them."""
_SAYS_NOTHING = re.compile("与“.*”为同一指标，请填在那一行|本期尚未填报。")
"""Those of them that say nothing of a figure."""
_LIKENESS = 0.6
_STATED = re.compile(rf"(?:.*。)?({_STATES})：(.+)。")
_PAPER = re.compile("依据[:：]")
_OWN_REMARK = re.compile("依据[:：]|力争类$|争取类$|配合：|与“.*”为同一指标，只填一处$")
"""How the parts of the remarks read that the program writes, where the sheet that keeps them is lost."""


def is_like_ours(sentence: str) -> bool:
    """Whether it begins as the program's sentences do."""
    return _LIKE_DERIVED.match(sentence) is not None


def says_no_figure(sentence: str) -> bool:
    """Whether it is one of the program's that tells nothing of the record."""
    return _SAYS_NOTHING.match(sentence) is not None


def sentences(text: str) -> list[str]:
    """Its sentences, each with its full stop."""
    return re.findall(r"[^。]*。|[^。]+$", text)


def is_like_any(sentence: str, ours: Sequence[str]) -> bool:
    return any(SequenceMatcher(None, own, sentence, autojunk=False).ratio() > _LIKENESS for own in ours)


def paper_in(remark: str) -> str:
    found = re.search(_PROOF.pattern + r"$", remark, re.DOTALL)
    return found[1].strip() if found else ""


def stated(text: str) -> tuple[str, str] | None:
    """The state, or 说明 where there is a figure, and its reason that the program's sentences end with."""
    found = _STATED.fullmatch(text.partition("\n")[0])
    return (found[1], found[2]) if found else None


def strange_remark(text: str, before: str, *, is_whole: bool) -> str:
    """What stands among the remarks that the program did not write there, and that is no paper.

    ``before`` is what it wrote, if the workbook ``is_whole``.
    """
    is_own = _PAPER if is_whole else _OWN_REMARK
    own = [part for part in re.split("[；;]", before) if bare(part)]
    parts = [_beyond(part.strip(), own) for part in re.split("[；;]", text)]
    return "；".join(part for part in parts if bare(part) and not is_own.match(part))


def _beyond(part: str, own: Sequence[str]) -> str:
    """What was written behind one of the program's ``own`` parts; “” where nothing was added."""
    if bare(part) in map(bare, own):
        return ""
    return next((part.removeprefix(each).lstrip("，。、 ") for each in own if part.startswith(each)), part)
