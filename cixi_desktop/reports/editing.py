"""What people make of a report: each paragraph as it stands, marked where its figures have changed since."""

from __future__ import annotations

import re
from contextlib import suppress
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.dates import read_date
from cixi_desktop.errors import CixiError
from cixi_desktop.records.report_drafts import ParagraphEdit, ReportDraft
from cixi_desktop.reports.report import Heading, Paragraph, Sentence, Table, numeral, ordinal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cixi_desktop.reports.report import Block, Report

ADDED = "+"
"""Begins the keys of paragraphs that people have added."""
_NUMBERED_HEAD = re.compile("^[一二三四五六七八九十]{1,3}、")
_NUMBERED_LEAD = re.compile(r"^(?:（[一二三四五六七八九十]{1,3}）|\d{1,2}\.(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:个百分点|亿元|人次|[%倍家项个次场天件篇月])?")


class PartStanding(StrEnum):
    """How a part of the report stands; the value is what the window says of it."""

    OWN = ""
    EDITED = "已修改"
    CHANGED = "数据有变"
    ADDED = "新增"
    OUT = "不写"
    GONE = "原段已无"


class ReportPart(Struct, frozen=True, kw_only=True):
    """One paragraph, heading, table or chart of a report: ``words`` as they go out, ``basis`` the program's.

    ``changes`` are the numbers that people's words still have and the program's no longer: (old, new).
    ``fresh`` are the program's sentences that people's words do not have, or of what has changed since those
    that were others before.
    """

    key: str
    block: Block
    basis: str
    words: str
    standing: PartStanding
    changes: tuple[tuple[str, str], ...] = ()
    fresh: str = ""

    @property
    def is_text(self) -> bool:
        """Whether its words can be changed: tables and charts are only kept or left out."""
        return isinstance(self.block, Heading | Paragraph)

    @property
    def ids(self) -> tuple[str, ...]:
        """The figures and items that it speaks of."""
        sentences = self.block.sentences if isinstance(self.block, Paragraph) else ()
        return tuple(dict.fromkeys(each for sentence in sentences for each in sentence.ids))


def parts_of(report: Report, draft: ReportDraft) -> tuple[ReportPart, ...]:
    """Everything of the report's text in the order in which it goes out, also what is left out of it."""
    edits = {edit.key: edit for edit in draft.edits}
    own = [_part(key, block, edits.get(key)) for key, block in _keyed(report.blocks)]
    known = {part.key for part in own}
    strays = [edit for edit in draft.edits if edit.key not in known and not edit.is_out]
    return _in_order(_with_strays(own, strays), draft.sequence)


def edited(report: Report, draft: ReportDraft) -> Report:
    """The report as people want it, with what still has to be looked at among its remarks."""
    parts = parts_of(report, draft)
    kept = [part for part in parts if part.standing is not PartStanding.OUT]
    changed = [part for part in kept if part.changes or part.standing is PartStanding.GONE]
    notes = tuple(f"修改过的段落{_about(part)}：{_short(part.words)}" for part in changed)
    people = (("抄送", draft.copies), ("拟稿", draft.drafter), ("签发", draft.signer))
    told = "　　".join(f"{label}：{name}" for label, name in people if name)
    return replace(
        report,
        blocks=renumbered(_written(part) for part in kept),
        addressee=_addressed(draft.addressee) or report.addressee,
        day=_in_full(draft.day) or report.day,
        foot=(*report.foot, told) if told else report.foot,
        remarks=(*notes, *report.remarks),
    )


def _addressed(words: str) -> str:
    """Whom it goes to, with the colon behind; “” for nobody."""
    return f"{words.rstrip('：:')}：" if words else ""


def _in_full(day: str) -> str:
    """2025年7月8日, also of 2025-7-8; what is no whole date as it was typed."""
    with suppress(CixiError):
        known = read_date(day)
        return f"{known.year}年{known.month}月{known.day}日"
    return day


def _about(part: ReportPart) -> str:
    if part.standing is PartStanding.GONE:
        return "现在已没有对应的内容"
    told = "，".join(f"{old or '无'}现为{new or '无'}" for old, new in part.changes)
    return f"数据有变（{told}）"


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}……"


_SHORT = 30


def _keyed(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with a key that stays while the figures change: its part, and what it speaks of."""
    heading, seen = "", dict[str, int]()
    for block in blocks:
        if isinstance(block, Heading):
            words = part_name(block.words)
            heading, name = (words if block.level == 1 else heading), f"#{words}"
        elif isinstance(block, Paragraph):
            name = f"{heading}/{_spoken_of(block)}"
        else:
            name = f"{heading}/{block.caption.partition('　')[0]}"
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}/{seen[name]}"), block


def part_name(heading: str) -> str:
    """What a part is called, however much there is to tell under its heading."""
    words = bare(heading)
    return _OTHERWISE.get(words, words)


_OTHERWISE = {
    "进展情况": "主要进展",
    "滞后情况": "滞后和欠序时情况",
    "欠序时情况": "滞后和欠序时情况",
    "问题和打算": "重点事项推进情况",
}
"""Headings that a part has where there is less to tell."""


def _spoken_of(paragraph: Paragraph) -> str:
    """The one figure or item that it is about, else its lead without what that counts."""
    lead = bare(paragraph.lead)
    ids = {each for sentence in paragraph.sentences for each in sentence.ids}
    is_of_one = len(ids) == 1 and (not lead or lead.endswith("（滞后）。"))
    return ids.pop() if is_of_one else _COUNTED.sub("", lead)


_COUNTED = re.compile(r"指标和事项|指标|事项|\d+项.*")


def bare(words: str) -> str:
    """A heading or lead without its number."""
    return _NUMBERED_LEAD.sub("", _NUMBERED_HEAD.sub("", words))


def words_of(block: Block) -> str:
    """A block's words: a paragraph without its number, a table or chart by its caption, else by its heads."""
    if isinstance(block, Heading):
        return bare(block.words)
    if isinstance(block, Table) and not block.caption:
        return f"表：{'、'.join(block.columns)}"
    return bare(block.text) if isinstance(block, Paragraph) else block.caption


def _part(key: str, block: Block, edit: ParagraphEdit | None) -> ReportPart:
    now = words_of(block)
    if edit is None:
        return ReportPart(key=key, block=block, basis=now, words=now, standing=PartStanding.OWN)
    if edit.is_out:
        words = edit.words or now
        return ReportPart(key=key, block=block, basis=now, words=words, standing=PartStanding.OUT)
    changes = tuple(dict.fromkeys(_changes(edit.basis, now)))
    is_changed = edit.basis != now
    return ReportPart(
        key=key,
        block=block,
        basis=now,
        words=edit.words,
        standing=PartStanding.CHANGED if is_changed else PartStanding.EDITED,
        changes=changes,
        fresh=_fresh(edit.basis if is_changed else edit.words, now),
    )


def _fresh(old: str, new: str) -> str:
    """The sentences that were not there before."""
    before = set(_SENTENCE.findall(old))
    return "".join(sentence for sentence in _SENTENCE.findall(new) if sentence not in before)


_SENTENCE = re.compile("[^。]+。?")


def _changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The numbers that are no longer those of the paragraph that was edited, each with the new one."""
    before, after = _NUMBER.findall(old), _NUMBER.findall(new)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            yield from zip(before[i1:i2], after[j1:j2], strict=True)
        elif tag != "equal":
            yield "、".join(before[i1:i2]), "、".join(after[j1:j2])


def _with_strays(own: list[ReportPart], strays: Iterable[ParagraphEdit]) -> list[ReportPart]:
    """What was added behind its place, and at the end what people wrote of a paragraph that is no more."""
    found = list(own)
    for edit in strays:
        standing = PartStanding.ADDED if edit.key.startswith(ADDED) else PartStanding.GONE
        block = Paragraph((Sentence(edit.words),))
        part = ReportPart(key=edit.key, block=block, basis="", words=edit.words, standing=standing)
        place = next((n for n, other in enumerate(found, 1) if other.key == edit.after), None)
        if place is None:
            place = 0 if not edit.after and standing is PartStanding.ADDED else len(found)
        found.insert(place, part)
    return found


def _in_order(parts: list[ReportPart], sequence: tuple[str, ...]) -> tuple[ReportPart, ...]:
    """The parts as people put them; what is new since then follows what it follows in the program's order."""
    if not sequence:
        return tuple(parts)
    by_key = {part.key: part for part in parts}
    found = [by_key[key] for key in sequence if key in by_key]
    placed = {part.key for part in found}
    for before, part in zip((None, *parts), parts, strict=False):
        if part.key not in placed:
            place = 0 if before is None else next(n for n, p in enumerate(found, 1) if p.key == before.key)
            found.insert(place, part)
            placed.add(part.key)
    return tuple(found)


def _written(part: ReportPart) -> Block:
    """The block with people's words in it; a lead stays one where they have left it."""
    block = part.block
    if part.standing in {PartStanding.OWN, PartStanding.OUT} or not part.is_text:
        return block
    if isinstance(block, Heading):
        return Heading(part.words, block.level)
    lead = bare(block.lead) if isinstance(block, Paragraph) else ""
    is_led = bool(lead) and part.words.startswith(lead)
    number = block.lead.removesuffix(lead) if isinstance(block, Paragraph) else ""
    words = part.words.removeprefix(lead) if is_led else part.words
    return Paragraph((Sentence(words, part.ids),), f"{number}{lead if is_led else ''}")


def renumbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Headings without anything below them dropped, and all numbers counted anew."""
    kept = _without_empty(list(blocks))
    found: list[Block] = []
    heads = leads = seconds = 0
    for block in kept:
        if isinstance(block, Heading) and block.level == 1:
            heads, leads, seconds = heads + 1, 0, 0
            found.append(Heading(f"{numeral(heads)}、{bare(block.words)}"))
        elif isinstance(block, Heading):
            seconds, leads = seconds + 1, 0
            found.append(Heading(f"{ordinal(seconds)}{bare(block.words)}", block.level))
        elif isinstance(block, Paragraph) and _NUMBERED_LEAD.match(block.lead):
            leads += 1
            number = ordinal(leads) if block.lead.startswith("（") else f"{leads}."
            found.append(replace(block, lead=number + bare(block.lead)))
        else:
            found.append(block)
    return tuple(found)


def _without_empty(blocks: list[Block]) -> Iterator[Block]:
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        is_over = following is None or (isinstance(following, Heading) and following.level == 1)
        if not (isinstance(block, Heading) and is_over):
            yield block


def with_words(draft: ReportDraft, part: ReportPart, words: str) -> ReportDraft:
    """The draft with other words for one part; the program's own words take the edit back."""
    if part.key.startswith(ADDED):
        return _put(draft, replace(_edit(draft, part), words=words))
    if words == part.basis or not words.strip():
        return without_edit(draft, part)
    return _put(draft, ParagraphEdit(key=part.key, basis=part.basis, words=words))


def left_out(draft: ReportDraft, part: ReportPart) -> ReportDraft:
    """The draft without the part, whose words are kept; one that was added goes for good."""
    if part.key.startswith(ADDED) or part.standing is PartStanding.GONE:
        return without_edit(draft, part)
    edit = _kept(draft, part) or ParagraphEdit(key=part.key, basis=part.basis)
    return _put(draft, replace(edit, is_out=True))


def put_back(draft: ReportDraft, part: ReportPart) -> ReportDraft:
    """The draft with the part again, in the words in which it was left out."""
    edit = _edit(draft, part)
    return _put(draft, replace(edit, is_out=False)) if edit.words else without_edit(draft, part)


def without_edit(draft: ReportDraft, part: ReportPart) -> ReportDraft:
    """The draft with the program's own words for the part again."""
    return replace(draft, edits=tuple(edit for edit in draft.edits if edit.key != part.key))


def accepted(draft: ReportDraft, part: ReportPart) -> ReportDraft:
    """The draft with people's words kept although the figures have changed: they have been looked at."""
    return _put(draft, replace(_edit(draft, part), basis=part.basis))


def added_after(draft: ReportDraft, part: ReportPart | None, words: str) -> tuple[ReportDraft, str]:
    """The draft with a paragraph of people's own behind ``part``, and its key."""
    numbers = [int(edit.key[1:]) for edit in draft.edits if edit.key.startswith(ADDED)]
    key = f"{ADDED}{max(numbers, default=0) + 1}"
    behind = part.key if part else ""
    sequence = draft.sequence
    if behind in sequence:
        place = sequence.index(behind) + 1
        sequence = (*sequence[:place], key, *sequence[place:])
    edits = (*draft.edits, ParagraphEdit(key=key, words=words, after=behind))
    return replace(draft, edits=edits, sequence=sequence), key


def moved(draft: ReportDraft, parts: Sequence[ReportPart], part: ReportPart, by: int) -> ReportDraft:
    """The draft with the part ``by`` places further; as it is where there is no such place."""
    keys = [each.key for each in parts]
    place = keys.index(part.key)
    if not 0 <= place + by < len(keys):
        return draft
    keys.insert(place + by, keys.pop(place))
    return replace(draft, sequence=tuple(keys))


def _edit(draft: ReportDraft, part: ReportPart) -> ParagraphEdit:
    return _kept(draft, part) or ParagraphEdit(key=part.key, basis=part.basis, words=part.words)


def _kept(draft: ReportDraft, part: ReportPart) -> ParagraphEdit | None:
    return next((edit for edit in draft.edits if edit.key == part.key), None)


def _put(draft: ReportDraft, edit: ParagraphEdit) -> ReportDraft:
    """The draft with this edit in the place of an earlier one of its part."""
    keys = [each.key for each in draft.edits]
    if edit.key not in keys:
        return replace(draft, edits=(*draft.edits, edit))
    return replace(draft, edits=tuple(edit if each.key == edit.key else each for each in draft.edits))
