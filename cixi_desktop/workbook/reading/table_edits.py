"""进展情况表, cell by cell: what differs from what the program wrote there, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import NO_PROBLEMS
from cixi_desktop.errors import CixiError
from cixi_desktop.punctuation import NONE_WORDS, narrow, says_nothing
from cixi_desktop.records.entries import STATES, State
from cixi_desktop.records.fields import (
    FIGURE_FIELDS,
    NUMBERS,
    UNREPORTED,
    choice_meant,
    field_of,
    spoken_state,
)
from cixi_desktop.workbook.columns import BY_HEAD, TEXT_HEADS
from cixi_desktop.workbook.reading.cells import Found
from cixi_desktop.workbook.reading.edits import not_asked
from cixi_desktop.workbook.reading.fonts import UNSEEN
from cixi_desktop.workbook.reading.own_words import (
    as_given_back,
    own_words,
    paper_in,
    read_progress,
    strange_remark,
)
from cixi_desktop.workbook.reading.row_cells import OTHER_COUNT
from cixi_desktop.workbook.reading.tables import INPUT_HEADS, bare, is_form
from cixi_desktop.workbook.reading.typed import (
    COMPUTED,
    claims_nothing,
    is_same,
    seen,
    state_word,
    typed_text,
)

if TYPE_CHECKING:
    from cixi_desktop.records.fields import Target
    from cixi_desktop.workbook.reading.row_cells import RowCells


def read_target(row: RowCells, target: Target) -> None:
    """The cells of a figure or item."""
    for head in _heads(row):
        if head == "备注":
            _read_proof(row, target)
        elif head == "进展情况":
            read_progress(row, target, row.joined(head, "note"))
        elif head in TEXT_HEADS:
            _name_filled(row, head, f"请写在所属任务那一行的“{head}”中。")
        else:
            _read_field(row, target, head)


def read_task(row: RowCells) -> None:
    """The texts of a task."""
    for head in _heads(row):
        name = TEXT_HEADS.get(head)
        if name:
            _read_text(row, head, name)
        elif head in {"状态", "备注"}:
            _name_own(row, head)
        else:
            _name_filled(row, head, "任务这一行只填文字，数据请填在各指标、事项的行。")


def _name_own(row: RowCells, head: str) -> None:
    """What was typed over the program's own words of a task."""
    found, before = row.at(head), row.shown.cells.get(head, "")
    if row.is_whole and found.text.strip() and bare(found.text) != bare(before):
        row.refuse(head, f"任务这一行的“{head}”由程序得出，“{found.text[:20]}”未读入。", is_ignored=True)


def _heads(row: RowCells) -> list[str]:
    return [head for head in INPUT_HEADS if head in row.table.columns]


def _read_field(row: RowCells, target: Target, head: str) -> None:
    found, before = row.at(head), row.shown.cells.get(head, "")
    name = BY_HEAD[head].field_of(target)
    is_plain = not (found.formula or found.form.shape or found.doubt)
    is_untouched = is_plain and is_same(found.text, before)
    if is_untouched:
        row.stands(name, before, before, head)
        return
    is_unclear = row.is_lost_in_merge(head, before) or row.is_shared(target, head)
    if is_unclear or _is_undated(row, target, head):
        return
    if not name:
        _read_beside(row, target, head, found, before)
    elif head == "状态":
        _read_state(row, target, found, before)
    else:
        _read_entered(row, target, head, name)


def _read_entered(row: RowCells, target: Target, head: str, name: str) -> None:
    """A cell in which people enter a field."""
    found, before = row.at(head), row.shown.cells.get(head, "")
    entered = field_of(target, name)
    state = spoken_state(state_word(found.text)) if name in NUMBERS else None
    if state:
        row.edit(name, "", before, head)
        row.edit("state", state.value, before, head)
        row.tell_normalised(head, found, state.value)
        _keep_other(row, target, head)
        return
    try:
        text = typed_text(found, entered, target, row.year)
    except CixiError as error:
        row.refuse(head, str(error))
        return
    is_kept = found.is_number and is_same(found.text, before)
    if not is_kept and (entered.name in NUMBERS or entered.choices or name == "as_of" or not text):
        row.tell_normalised(head, found, text)
    if not is_same(text, before):
        row.edit(name, text, before, head)
        if not text:
            _keep_other(row, target, head)
    else:
        row.stands(name, before, before, head)


def _is_undated(row: RowCells, target: Target, head: str) -> bool:
    """Whether a running figure may be the period's or that of a month before; refused then.

    What the period brought is always printed beside the running total of a flow.
    """
    if row.is_whole or row.shown.key or head != "累计完成" or is_form(row.table):
        return False
    word = state_word(row.at("状态").text)
    is_undated = word == UNREPORTED or (target.traits.is_flow and word in COMPUTED)
    if not is_undated or row.at("本期完成").text.strip():
        return False
    told = f"状态是“{word}”，“本期完成”没有数，“{head}”却有，分不清是本期的还是以前月份的，未读入。"
    row.refuse(head, f"{told}是本期的，请清空状态。")
    return True


def _read_beside(row: RowCells, target: Target, head: str, found: Found, before: str) -> None:
    """What the program prints of the record: another number there must be what it would print now."""
    if claims_nothing(found.text, head):
        return
    if not row.is_whole:
        row.findings.beside[row.record_key].append(row.made("", found.text, before, head))
        return
    if is_same(found.text, before) or (before and not (found.formula or found.form.shape or found.doubt)):
        row.stands("", found.text, before, head)
    else:
        row.refuse(head, not_asked(target, head), is_ignored=is_same(found.text, "0"))


def _keep_other(row: RowCells, target: Target, head: str) -> None:
    """Of increment and total one was cleared: the other, which the program may have found, stands."""
    other = OTHER_COUNT.get(head)
    if other is None:
        return
    name, shown = BY_HEAD[other].field_of(target), row.shown.cells.get(other, "")
    is_exclusive = name in field_of(target, BY_HEAD[head].field_of(target)).exclusive_with
    if is_exclusive and shown and is_same(row.at(other).text, shown):
        row.edit(name, shown, shown, other)


def _read_state(row: RowCells, target: Target, found: Found, before: str) -> None:
    word, was = state_word(found.text), state_word(before)
    is_ours = word in COMPUTED and word == was
    if not (is_ours or row.is_valued("状态", found)):
        return
    if not word:
        row.tell_normalised("状态", found, "")
    if word == was:
        row.stands("state", was, was, "状态")
        return
    if word in COMPUTED:
        if row.is_whole:
            reason = f"“状态”列的亮灯由程序判定，改为“{word}”未采用。请修改对应的数据。"
            row.refuse("状态", reason, is_ignored=was not in STATES)
    elif word and spoken_state(word) is None:
        is_ignored = was not in STATES and not _is_reasoned(row, target)
        row.refuse("状态", _no_state(row, target, word), is_ignored=is_ignored)
    else:
        before_state = was if was in STATES else ""
        if word != before_state:
            row.edit("state", word, was, "状态")
            if not seen(found).strip().endswith(word):
                row.tell_normalised("状态", found, word)


def _is_reasoned(row: RowCells, target: Target) -> bool:
    """Whether the row gives the reason of its state, and no figure."""
    is_figure = any(
        row.at(head).text.strip() for head in _heads(row) if BY_HEAD[head].field_of(target) in FIGURE_FIELDS
    )
    return bool(row.at("说明").text.strip()) and not is_figure


def _no_state(row: RowCells, target: Target, word: str) -> str:
    """What to do about a word that is no state: a stage belongs elsewhere, all else is for the text."""
    heads = [head for head in _heads(row) if BY_HEAD[head].field_of(target) == "stage"]
    if heads and choice_meant(stage := field_of(target, "stage"), word) in stage.choices:
        return f"“{word}”是阶段，不是状态，未读入。请填在“{heads[-1]}”中。"
    hint = "推进情况请写在“进展情况”中，没有数的请从"
    return f"“{word}”不是状态，未读入。{hint}{'、'.join(State)}中选择。"


def _read_proof(row: RowCells, target: Target) -> None:
    """The paper that stands among the remarks; the rest of the column is the program's own."""
    name = BY_HEAD["依据"].field_of(target)
    text, before = row.joined("备注", name), row.shown.cells.get("备注", "")
    was, now = paper_in(before), paper_in(text or "")
    if text and was == now:
        row.stands("proof", was, was, "备注")
    if text is None or is_same(narrow(text), narrow(before)):
        return
    if not name and now != was:
        row.refuse("备注", f"这一项不填依据，“{now[:20]}”未读入。", is_ignored=True)
    strange = strange_remark(text, before, is_whole=row.is_whole)
    if name and now != was and (now or not strange):
        row.edit("proof", now, was, "备注")
    if strange:
        kept = f"依据仍为“{was}”。" if was and not now else ""
        hint = "文字请写在“进展情况”中，依据写成“依据：文号”。"
        row.refuse("备注", f"“备注”由程序生成，“{strange[:20]}”未读入。{kept}{hint}", is_ignored=True)


def _read_text(row: RowCells, head: str, name: str) -> None:
    """A text of a task: one that cannot be read stays as it was written, one that is struck out is gone."""
    text, before = row.joined(head, name), row.exported(name)
    if text is None and row.at(head).doubt.startswith(UNSEEN):
        text = ""
    if text is None or is_same(text, as_given_back(before)):
        return
    if text == NO_PROBLEMS and not before and _shows_none(row, head):
        return
    if says_nothing(text):
        row.tell_normalised(head, Found(text), "")
        text = ""
    if text != as_given_back(before):
        row.edit(name, text, before, head)


def _shows_none(row: RowCells, head: str) -> bool:
    """Whether the program writes 无 where there is no text; a form leaves blanks to be filled in."""
    return row.is_whole and not is_form(row.table) and head not in row.shown.cells


def _name_filled(row: RowCells, head: str, hint: str) -> None:
    """What stands in a column that is none of the row's, which keeps out nothing else of it."""
    text = row.at(head).text.strip()
    text = text and own_words(row, text)
    if not (claims_nothing(text, head) or text in NONE_WORDS):
        row.refuse(head, f"“{text[:20]}”未读入。{hint}", is_ignored=True)
