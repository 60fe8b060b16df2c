"""What people wrote under 进展情况 of a figure or item, told apart from what the program wrote there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.punctuation import says_nothing
from cixi_desktop.records.fields import ESTIMATE, REASON
from cixi_desktop.workbook.columns import BY_HEAD
from cixi_desktop.workbook.reading.cells import Found
from cixi_desktop.workbook.reading.own_words import (
    is_like_any,
    is_like_ours,
    says_no_figure,
    sentences,
    stated,
)
from cixi_desktop.workbook.reading.reading import RefusedCell
from cixi_desktop.workbook.reading.tables import bare
from cixi_desktop.workbook.reading.typed import is_same, state_word
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.row_cells import RowCells

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
