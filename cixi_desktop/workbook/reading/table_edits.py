"""进展情况表, cell by cell: what differs from what the program wrote there, and what cannot be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import NONE_WORDS, narrow, says_nothing
from cixi_desktop.records.entries import State
from cixi_desktop.records.fields import ESTIMATE, NUMBERS, REASON, UNREPORTED, field_of, spoken_state
from cixi_desktop.workbook.columns import BY_HEAD, TEXT_HEADS
from cixi_desktop.workbook.identity import TASK_KEY
from cixi_desktop.workbook.reading.cells import Found, place_name
from cixi_desktop.workbook.reading.edits import Edit, not_asked
from cixi_desktop.workbook.reading.own_words import (
    is_like_any,
    is_like_ours,
    paper_in,
    says_no_figure,
    sentences,
    stated,
    strange_remark,
)
from cixi_desktop.workbook.reading.reading import READ_AS_BLANK, Normalised, RefusedCell, hidden_told
from cixi_desktop.workbook.reading.tables import INPUT_HEADS, bare
from cixi_desktop.workbook.reading.typed import (
    COMPUTED,
    check_value,
    claims_nothing,
    is_same,
    seen,
    shown,
    state_word,
    typed_text,
    words_of,
)
from cixi_desktop.workbook.reading.unread import is_form
from cixi_desktop.workbook.writing.rows import NO_PROBLEMS
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.metadata_sheet import ShownRow
    from cixi_desktop.workbook.reading.edits import Findings
    from cixi_desktop.workbook.reading.tables import FoundTable, TableRow

_GROUPING = re.compile(r"[,\s]")
_OTHER = {"本期完成": "累计完成", "累计完成": "本期完成"}
_ESTIMATED = "（预计数）"


class RowReader(Struct, frozen=True):
    """Reads the rows of one record; ``record_key`` is the indicator's id where the row cites it again.

    ``exported`` gives the text of a field as it was handed out, “” for all where the hidden sheet is lost.
    """

    table: FoundTable
    rows: Sequence[TableRow]
    record_key: str
    shown: ShownRow
    exported: Callable[[str], str]
    year: int
    is_whole: bool
    findings: Findings

    def read_target(self, target: Target) -> None:
        """The cells of a figure or item."""
        for head in self._heads():
            if head == "备注":
                self._read_proof(target)
            elif head == "进展情况":
                self._read_progress(target, self._joined(head, "note"))
            elif head in TEXT_HEADS:
                self._name_filled(head, f"请写在所属任务那一行的“{head}”中。")
            else:
                self._read_field(target, head)

    def read_task(self) -> None:
        """The texts of a task."""
        for head in self._heads():
            name = TEXT_HEADS.get(head)
            if name:
                self._read_text(head, name)
            elif head in {"状态", "备注"}:
                self._name_own(head)
            else:
                self._name_filled(head, "任务这一行只填文字，数据请填在各指标、事项的行。")

    def _name_own(self, head: str) -> None:
        """What was typed over the program's own words of a task."""
        found, before = self.table.at(self._first, head), self.shown.cells.get(head, "")
        if self.is_whole and found.text.strip() and bare(found.text) != bare(before):
            self._refuse(
                head, f"任务这一行的“{head}”由程序得出，“{found.text[:20]}”未读入。", is_ignored=True
            )

    def _heads(self) -> list[str]:
        return [head for head in INPUT_HEADS if head in self.table.columns]

    def _read_field(self, target: Target, head: str) -> None:
        found, before = self.table.at(self._first, head), self.shown.cells.get(head, "")
        name = BY_HEAD[head].field_of(target)
        is_plain = not (found.formula or found.form.shape or found.doubt)
        is_untouched = is_plain and is_same(found.text, before)
        if is_untouched:
            self._stands(name, before, before, head)
            return
        is_unclear = self._is_lost_in_merge(head, before) or self._is_shared(target, head)
        if is_unclear or self._is_undated(target, head):
            return
        if not name:
            self._read_beside(target, head, found, before)
        elif head == "状态":
            self._read_state(found, before)
        else:
            self._read_entered(target, head, name)

    def _read_entered(self, target: Target, head: str, name: str) -> None:
        """A cell in which people enter a field."""
        found, before = self.table.at(self._first, head), self.shown.cells.get(head, "")
        entered = field_of(target, name)
        state = spoken_state(state_word(found.text)) if name in NUMBERS else None
        if state:
            self._edit(name, "", before, head)
            self._edit("state", state.value, before, head)
            self._tell_normalised(head, found, state.value)
            self._keep_other(target, head)
            return
        try:
            text = typed_text(found, entered, target, self.year)
        except CixiError as error:
            self._refuse(head, str(error))
            return
        is_kept = found.is_number and is_same(found.text, before)
        if not is_kept and (entered.name in NUMBERS or entered.choices or name == "as_of" or not text):
            self._tell_normalised(head, found, text)
        if not is_same(text, before):
            self._edit(name, text, before, head)
            if not text:
                self._keep_other(target, head)
        else:
            self._stands(name, before, before, head)

    def _is_undated(self, target: Target, head: str) -> bool:
        """Whether a running figure may be the period's or that of a month before; refused then.

        What the period brought is always printed beside the running total of a flow.
        """
        if self.is_whole or self.shown.key or head != "累计完成" or is_form(self.table):
            return False
        word = state_word(self.table.at(self._first, "状态").text)
        is_undated = word == UNREPORTED or (target.traits.is_flow and word in COMPUTED)
        if not is_undated or self.table.at(self._first, "本期完成").text.strip():
            return False
        told = f"状态是“{word}”，“本期完成”没有数，“{head}”却有，分不清是本期的还是以前月份的，未读入。"
        self._refuse(head, f"{told}是本期的，请清空状态。")
        return True

    def _read_beside(self, target: Target, head: str, found: Found, before: str) -> None:
        """What the program prints of the record: another number there must be what it would print now."""
        if claims_nothing(found.text, head):
            return
        if not self.is_whole:
            self.findings.beside[self.record_key].append(self._made("", found.text, before, head))
            return
        if is_same(found.text, before) or (before and not (found.formula or found.form.shape or found.doubt)):
            self._stands("", found.text, before, head)
        else:
            self._refuse(head, not_asked(target, head), is_ignored=is_same(found.text, "0"))

    def _stands(self, name: str, text: str, before: str, head: str) -> None:
        is_state = name == "reason" or (head == "状态" and state_word(before) in set(State))
        if before and (is_state or head in _OTHER.keys() | {"备注", "依据"}):
            self.findings.beside[self.record_key].append(self._made(name, text, before, head))

    def _keep_other(self, target: Target, head: str) -> None:
        """Of increment and total one was cleared: the other, which the program may have found, stands."""
        other = _OTHER.get(head)
        if other is None:
            return
        name, shown = BY_HEAD[other].field_of(target), self.shown.cells.get(other, "")
        is_exclusive = name in field_of(target, BY_HEAD[head].field_of(target)).exclusive_with
        if is_exclusive and shown and is_same(self.table.at(self._first, other).text, shown):
            self._edit(name, shown, shown, other)

    def _read_state(self, found: Found, before: str) -> None:
        word, was = state_word(found.text), state_word(before)
        if not word:
            self._tell_normalised("状态", found, "")
        if word == was:
            self._stands("state", was, was, "状态")
            return
        if word in COMPUTED:
            if self.is_whole:
                reason = f"“状态”列的亮灯由程序判定，改为“{word}”未采用。请修改对应的数据。"
                self._refuse("状态", reason, is_ignored=was not in set(State))
        elif word and spoken_state(word) is None:
            self._refuse("状态", f"“{word}”不是状态。请从{'、'.join(State)}中选择。")
        else:
            before_state = was if was in set(State) else ""
            if word != before_state:
                self._edit("state", word, was, "状态")

    def _read_proof(self, target: Target) -> None:
        """The paper that stands among the remarks; the rest of the column is the program's own."""
        name = BY_HEAD["依据"].field_of(target)
        text, before = self._joined("备注", name), self.shown.cells.get("备注", "")
        was, now = paper_in(before), paper_in(text or "")
        if text and was == now:
            self._stands("proof", was, was, "备注")
        if text is None or is_same(narrow(text), narrow(before)):
            return
        if not name and now != was:
            self._refuse("备注", f"这一项不填依据，“{now[:20]}”未读入。", is_ignored=True)
        strange = strange_remark(text, before)
        if name and now != was and (now or not strange):
            self._edit("proof", now, was, "备注")
        if strange:
            kept = f"依据仍为“{was}”。" if was and not now else ""
            hint = "文字请写在“进展情况”中，依据写成“依据：文号”。"
            self._refuse("备注", f"“备注”由程序生成，“{strange[:20]}”未读入。{kept}{hint}", is_ignored=True)

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
        now, was = stated(text), stated(_plain(self.shown.derived))
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
        before = _plain("\n".join(part for part in (self.shown.derived, note) if part))
        if is_same(text, before):
            return
        self._name_changed(text)
        words = self._own_words(text)
        if says_nothing(words):
            self._tell_normalised("进展情况", Found(words), "")
            words = ""
        if words != _plain(note):
            self._edit("note", words, note, "进展情况")

    def _read_derived(self, target: Target, text: str) -> None:
        """What only the program's own words say once the hidden sheet is lost: an estimate."""
        first = text.partition("\n")[0]
        if _ESTIMATED in first and BY_HEAD["预计数"].field_of(target) and is_like_ours(first):
            self._edit("is_estimate", ESTIMATE.choices[0], "", "进展情况")

    def _own_words(self, text: str) -> str:
        """The text without the program's sentences, be they changed."""
        derived = _plain(self.shown.derived)
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
        ours = {bare(sentence) for sentence in sentences(_plain(self.shown.derived))}
        return [each for each in sentences(text.partition("\n")[0]) if bare(each) not in ours]

    def _changed_sentences(self, text: str) -> list[str]:
        """Those of them that are like one of the program's."""
        ours = sentences(_plain(self.shown.derived)) if self.is_whole else []
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

    def _read_text(self, head: str, name: str) -> None:
        text, before = self._joined(head, name), self.exported(name)
        if text is None or is_same(text, _plain(before)):
            return
        if text == NO_PROBLEMS and not before and self._shows_none(head):
            return
        if says_nothing(text):
            self._tell_normalised(head, Found(text), "")
            text = ""
        if text != _plain(before):
            self._edit(name, text, before, head)

    def _shows_none(self, head: str) -> bool:
        """Whether the program writes 无 where there is no text; a form leaves blanks to be filled in."""
        return self.is_whole and not is_form(self.table) and head not in self.shown.cells

    def _joined(self, head: str, name: str) -> str | None:
        """A text over all rows that it goes on over; None if one of them is refused."""
        before = self.table.at(self._first, head).text or (self.exported(name) if name else "")
        if self._is_lost_in_merge(head, before) or not all(
            self._is_valued(head, self.table.at(row.number, head), row.number) for row in self.rows
        ):
            return None
        self._tell_merged(head)
        ordered = sorted(self.rows, key=lambda row: row.part)
        return "".join(shown(self.table.at(row.number, head)) for row in ordered).strip()

    def _tell_merged(self, head: str) -> None:
        """That a text in a merged cell is read for its first row alone, where others have one, too."""
        column, sheet = self.table.columns[head], self.table.sheet
        area = sheet.area(self._first, column)
        own = {row.number for row in self.rows}
        others = [
            row
            for row in self.table.rows
            if area.top < row <= area.bottom
            and row not in own
            and (head == "进展情况" or self.table.key(row).startswith(TASK_KEY))
        ]
        if others and head in TEXT_HEADS and self.table.at(self._first, head).text:
            places = [place_name(row, column) for row in (area.top, area.bottom, others[0], others[-1])]
            told = f"只作这一行的“{head}”（{places[2]}至{places[3]}各行按没有填写读入，请核对）"
            before = f"{places[0]}:{places[1]}合并"
            self.findings.normalised.append(Normalised(sheet.name, places[0], before, told, self.record_key))

    @property
    def _first(self) -> int:
        return min(self.rows, key=lambda row: row.part).number

    def _is_valued(self, head: str, found: Found, row: int = 0) -> bool:
        try:
            check_value(found)
            words_of(found)
        except CixiError as error:
            self._refuse(head, str(error), row)
            return False
        return True

    def _is_lost_in_merge(self, head: str, before: str) -> bool:
        """Whether the cell has vanished under another one; refused where something is lost by it."""
        text = self.table.at(self._first, head).text.strip()
        is_kept = bool(text) and is_same(text, before)
        if is_kept or not self.table.sheet.merged or not self.table.is_covered(self._first, head):
            return False
        hidden = text or before
        if hidden:
            self._refuse(head, f"该单元格已被合并，原有内容“{hidden[:20]}”不可见。请取消合并后重新填写。")
        return True

    def _is_shared(self, target: Target, head: str) -> bool:
        """Whether what stands in the cell is shown for another row or column, too; refused then."""
        area = self.table.sheet.area(self._first, self.table.columns[head])
        rows = {row for row in self.table.rows if area.top <= row <= area.bottom}
        columns = self.table.columns.items()
        heads = [other for other, column in columns if area.left <= column <= area.right]
        is_shared = not rows <= {row.number for row in self.rows} or any(
            other != head and BY_HEAD[other].field_of(target) for other in heads
        )
        if is_shared:
            self._refuse(head, "该单元格与别的填报栏合并，无法判断属于哪一栏。请取消合并后重新填写。")
        return is_shared

    def _name_filled(self, head: str, hint: str) -> None:
        """What stands in a column that is none of the row's, which keeps out nothing else of it."""
        text = self._own_words(self.table.at(self._first, head).text.strip())
        if not (claims_nothing(text, head) or text in NONE_WORDS):
            self._refuse(head, f"“{text[:20]}”未读入。{hint}", is_ignored=True)

    def _refuse(self, head: str, reason: str, row: int = 0, *, is_ignored: bool = False) -> None:
        place = self.table.place(row or self._first, head)
        self.findings.typed[self.record_key][head] = seen(self.table.at(row or self._first, head))
        cell = RefusedCell(self.table.sheet.name, place, reason, self.record_key, is_ignored, head)
        self.findings.refused.append(cell)

    def _edit(self, name: str, text: str, before: str, head: str) -> None:
        edit = self._made(name, text, before, head)
        self.findings.typed[self.record_key][head] = seen(self.table.at(self._first, head))
        self.findings.edits[self.record_key].append(edit)
        at = self._first, self.table.columns[head]
        self.findings.normalised += hidden_told(self.table.sheet, at, text, self.record_key)

    def _made(self, name: str, text: str, before: str, head: str) -> Edit:
        place = self.table.place(self._first, head)
        return Edit(self.record_key, name, text, before, self.table.sheet.name, place, head)

    def _tell_normalised(self, head: str, found: Found, text: str) -> None:
        raw = seen(found)
        is_number = found.is_number and not found.formula and raw[-1:] != "%"
        is_plain = is_number and is_same(_GROUPING.sub("", raw), text)
        if raw.strip() and raw != text and not is_plain:
            place, told = self.table.place(self._first, head), text or READ_AS_BLANK
            self.findings.normalised.append(
                Normalised(self.table.sheet.name, place, raw, told, self.record_key)
            )


_OWN_LINE = "数字有误的请改数字，要补充的请另起一行写。"


def _plain(text: str) -> str:
    """Text as a cell gives it back."""
    return safe_text(text).strip()
