"""The program's own words in a cell, told apart from those that people wrote beside or over them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from cixi_desktop.punctuation import says_nothing
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import ESTIMATE, REASON
from cixi_desktop.workbook.columns import BY_HEAD
from cixi_desktop.workbook.reading.cells import Found
from cixi_desktop.workbook.reading.reading import RefusedCell
from cixi_desktop.workbook.reading.tables import bare
from cixi_desktop.workbook.reading.typed import is_same, state_word
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.row_cells import RowCells

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
_ESTIMATED = "（预计数）"


def read_progress(row: RowCells, target: Target, text: str | None) -> None:
    """The cell, whose text is None where it was refused."""
    if text is not None:
        text = _read_reason(row, text)
        _read_note(row, text)
        if not row.is_whole:
            _read_derived(row, target, text)
            _name_unproved(row, text)


def _read_reason(row: RowCells, text: str) -> str:
    """The reason that the program gives after a state, as it is now; the text with what it was before.

    It is another reason only behind the state that the row is in.
    """
    now, was = stated(text), stated(as_given_back(row.shown.derived))
    if now and now == was and now[0] != REASON.label:
        row.stands("reason", "：".join(now), "：".join(now), "进展情况")
    if not now or (row.is_whole and not was) or now[1] == (was[1] if was else ""):
        return text
    word = state_word(row.at("状态").text)
    if now[0] not in {REASON.label, word} and (word or row.is_whole):
        return text
    row.edit("reason", now[1], was[1] if was else "", "进展情况")
    return text.replace("：".join(now), "：".join(was), 1) if was else text


def _read_note(row: RowCells, text: str) -> None:
    """People's own words under 进展情况, without those that the program wrote before them."""
    note = row.exported("note")
    before = as_given_back("\n".join(part for part in (row.shown.derived, note) if part))
    if is_same(text, before):
        return
    _name_changed(row, text)
    words = own_words(row, text)
    if says_nothing(words):
        row.tell_normalised("进展情况", Found(words), "")
        words = ""
    if words != as_given_back(note):
        row.edit("note", words, note, "进展情况")


def _read_derived(row: RowCells, target: Target, text: str) -> None:
    """What only the program's own words say once the hidden sheet is lost: an estimate."""
    first = text.partition("\n")[0]
    if _ESTIMATED in first and BY_HEAD["预计数"].field_of(target) and is_like_ours(first):
        row.edit("is_estimate", ESTIMATE.choices[0], "", "进展情况")


def own_words(row: RowCells, text: str) -> str:
    """The text without the program's sentences, be they changed."""
    derived = as_given_back(row.shown.derived)
    if derived and text.startswith(derived):
        return text.removeprefix(derived).strip()
    first, _, rest = text.partition("\n")
    if not row.is_whole:
        return rest.strip() if is_like_ours(first) else text
    changed = _changed_sentences(row, text)
    own = "".join(each for each in _typed_sentences(row, text) if each not in changed)
    return "\n".join(part for part in (own, rest.strip()) if part)


def _typed_sentences(row: RowCells, text: str) -> list[str]:
    """The sentences of the first line that are not, word for word, the program's."""
    ours = {bare(sentence) for sentence in sentences(as_given_back(row.shown.derived))}
    return [each for each in sentences(text.partition("\n")[0]) if bare(each) not in ours]


def _changed_sentences(row: RowCells, text: str) -> list[str]:
    """Those of them that are like one of the program's."""
    ours = sentences(as_given_back(row.shown.derived)) if row.is_whole else []
    return [each for each in _typed_sentences(row, text) if is_like_any(each, ours)]


def _name_changed(row: RowCells, text: str) -> None:
    for sentence in _changed_sentences(row, text):
        _keep_sentence(row, sentence, f"“{sentence[:60]}”是程序按数据写的句子，改动未读入。{_OWN_LINE}")


def _name_unproved(row: RowCells, text: str) -> None:
    """What reads like the program's words, and may be told if the program would not write it now."""
    first = text.partition("\n")[0]
    for sentence in sentences(first) if is_like_ours(first) else ():
        if not says_no_figure(sentence):
            reason = f"“{sentence[:60]}”像是程序写的句子，与按表中数据写的不同，未读入。{_OWN_LINE}"
            _keep_sentence(row, sentence, reason)


def _keep_sentence(row: RowCells, sentence: str, reason: str) -> None:
    place = row.place("进展情况")
    cell = RefusedCell(row.table.sheet.name, place, reason, row.record_key, is_ignored_edit=True)
    row.findings.sentences.append((sentence, cell))


_OWN_LINE = "数字有误的请改数字，要补充的请另起一行写。"


def as_given_back(text: str) -> str:
    """Text as a cell gives it back."""
    return safe_text(text).strip()


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
