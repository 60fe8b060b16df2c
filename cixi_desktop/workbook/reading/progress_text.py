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
from cixi_desktop.workbook.reading.row_cells import RowCells
from cixi_desktop.workbook.reading.tables import bare
from cixi_desktop.workbook.reading.typed import is_same, state_word
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from cixi_desktop.records.fields import Target

_ESTIMATED = "（预计数）"


class ProgressText(RowCells, frozen=True):
    """Reads 进展情况."""

    def _read_progress(self, target: Target, text: str | None) -> None:
        if text is not None:
            text = self._read_reason(text)
            self._read_note(text)
            if not self.is_whole:
                self._read_derived(target, text)
                self._name_unproved(text)

    def _read_reason(self, text: str) -> str:
        """The reason that the program gives after a state, as it is now; the text with what it was before.

        It is another reason only behind the state that the row is in.
        """
        now, was = stated(text), stated(as_given_back(self.shown.derived))
        if now and now == was and now[0] != REASON.label:
            self._stands("reason", "：".join(now), "：".join(now), "进展情况")
        if not now or (self.is_whole and not was) or now[1] == (was[1] if was else ""):
            return text
        word = state_word(self.table.at(self._first, "状态").text)
        if now[0] not in {REASON.label, word} and (word or self.is_whole):
            return text
        self._edit("reason", now[1], was[1] if was else "", "进展情况")
        return text.replace("：".join(now), "：".join(was), 1) if was else text

    def _read_note(self, text: str) -> None:
        """People's own words under 进展情况, without those that the program wrote before them."""
        note = self.exported("note")
        before = as_given_back("\n".join(part for part in (self.shown.derived, note) if part))
        if is_same(text, before):
            return
        self._name_changed(text)
        words = self._own_words(text)
        if says_nothing(words):
            self._tell_normalised("进展情况", Found(words), "")
            words = ""
        if words != as_given_back(note):
            self._edit("note", words, note, "进展情况")

    def _read_derived(self, target: Target, text: str) -> None:
        """What only the program's own words say once the hidden sheet is lost: an estimate."""
        first = text.partition("\n")[0]
        if _ESTIMATED in first and BY_HEAD["预计数"].field_of(target) and is_like_ours(first):
            self._edit("is_estimate", ESTIMATE.choices[0], "", "进展情况")

    def _own_words(self, text: str) -> str:
        """The text without the program's sentences, be they changed."""
        derived = as_given_back(self.shown.derived)
        if derived and text.startswith(derived):
            return text.removeprefix(derived).strip()
        first, _, rest = text.partition("\n")
        if not self.is_whole:
            return rest.strip() if is_like_ours(first) else text
        changed = self._changed_sentences(text)
        own = "".join(each for each in self._typed_sentences(text) if each not in changed)
        return "\n".join(part for part in (own, rest.strip()) if part)

    def _typed_sentences(self, text: str) -> list[str]:
        """The sentences of the first line that are not, word for word, the program's."""
        ours = {bare(sentence) for sentence in sentences(as_given_back(self.shown.derived))}
        return [each for each in sentences(text.partition("\n")[0]) if bare(each) not in ours]

    def _changed_sentences(self, text: str) -> list[str]:
        """Those of them that are like one of the program's."""
        ours = sentences(as_given_back(self.shown.derived)) if self.is_whole else []
        return [each for each in self._typed_sentences(text) if is_like_any(each, ours)]

    def _name_changed(self, text: str) -> None:
        for sentence in self._changed_sentences(text):
            self._keep_sentence(sentence, f"“{sentence[:60]}”是程序按数据写的句子，改动未读入。{_OWN_LINE}")

    def _name_unproved(self, text: str) -> None:
        """What reads like the program's words, and may be told if the program would not write it now."""
        first = text.partition("\n")[0]
        for sentence in sentences(first) if is_like_ours(first) else ():
            if not says_no_figure(sentence):
                reason = f"“{sentence[:60]}”像是程序写的句子，与按表中数据写的不同，未读入。{_OWN_LINE}"
                self._keep_sentence(sentence, reason)

    def _keep_sentence(self, sentence: str, reason: str) -> None:
        place = self.table.place(self._first, "进展情况")
        cell = RefusedCell(self.table.sheet.name, place, reason, self.record_key, is_ignored_edit=True)
        self.findings.sentences.append((sentence, cell))


_OWN_LINE = "数字有误的请改数字，要补充的请另起一行写。"


def as_given_back(text: str) -> str:
    """Text as a cell gives it back."""
    return safe_text(text).strip()
