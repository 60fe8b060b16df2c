"""A draft as a person settles it: accepted, corrected, added to, left out; every number stays accounted for."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind
from cixi_desktop.plan import Modality
from cixi_desktop.plans.assembly import Assembly
from cixi_desktop.plans.draft import (
    BaselineSource,
    Draft,
    DraftBaseline,
    DraftDuty,
    DraftItem,
    DraftTarget,
    LeftOut,
)
from cixi_desktop.plans.items import name_of, stages_of
from cixi_desktop.plans.kinds import kind_of, sentence_of, usual_frequency
from cixi_desktop.plans.lines import view
from cixi_desktop.plans.parts import HEADLINE, Part
from cixi_desktop.plans.quantities import quantities
from cixi_desktop.plans.titles import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plans.draft import DraftTask, Span

ROLES = ("牵头单位", "配合单位", "责任领导", "责任人", "完成时限")
REASONS = ("以往的结果", "名称", "口径", "对象个数", "时限", "年度目标的分解", "不作为目标")
"""Reasons for leaving a number out that people mostly have."""
NO_ITEM = "不作为事项"
OWN_WORDS = "自行添加，请核对"


class Standing(StrEnum):
    """What has become of a stretch of the document."""

    SURE = "已采用"
    DOUBTFUL = "请看一眼"
    CHANGED = "与文件不同"
    ITEM = "事项"
    LEFT_OUT = "未采用"
    OPEN = "未定"


class Mark(Struct, frozen=True):
    """A stretch of the document with its standing; ``id`` is that of the target or item, “” for other numbers."""

    span: Span
    standing: Standing
    id: str
    words: str


class Account(Struct, frozen=True, kw_only=True):
    """How many numbers of the plan's own part are in targets, left out, and undecided; and what else waits."""

    taken: int
    left_out: int
    undecided: int
    doubtful: int

    @property
    def waiting(self) -> int:
        """What must be settled before the plan can be adopted."""
        return self.undecided + self.doubtful

    def words(self, faults: int) -> str:
        """The count as it stands below the document; ``faults`` is how much else is wrong."""
        told = f"采用{self.taken}个数字，未采用{self.left_out}个"
        if not self.waiting:
            outcome = f"还有{faults}处待处理" if faults else "可以采用"
            return f"{told}。每个数字都有归属，{outcome}。"
        open_words = f"还有{self.undecided}个数字没有归属" if self.undecided else ""
        doubt = f"{self.doubtful}项请看一眼" if self.doubtful else ""
        return f"{told}；{'，'.join(filter(None, (open_words, doubt)))}。"


def account(draft: Draft) -> Account:
    """Every number of the plan counted once."""
    return Account(
        taken=len({span for target in draft.targets for span in _spans(target)}),
        left_out=sum(each.is_number for each in draft.left_out),
        undecided=len(draft.homeless),
        doubtful=sum(not target.is_sure for target in draft.targets),
    )


def marks(draft: Draft) -> Iterator[Mark]:
    """What is to be seen in the document: the words of items, then the numbers."""
    for item in draft.items:
        yield Mark((item.start, item.start + len(item.quote)), Standing.ITEM, item.id, f"事项：{item.name}")
    for target in draft.targets:
        why = f"请看一眼：{target.doubt}" if target.doubt else difference(target)
        words = f"指标：{target.name}" + (f"（{why}）" if why else "")
        for span in _spans(target):
            yield Mark(span, standing_of(target), target.id, words)
    for each in draft.left_out:
        if each.is_number:
            yield Mark(each.span, Standing.LEFT_OUT, "", f"未采用：{each.reason}")
    for span in draft.homeless:
        yield Mark(span, Standing.OPEN, "", "没有归属，请定为指标或写明不采用的原因")


def standing_of(target: DraftTarget) -> Standing:
    """Sure, in doubt, or other than the document says."""
    if target.doubt:
        return Standing.DOUBTFUL
    return Standing.CHANGED if target.said else Standing.SURE


def difference(target: DraftTarget) -> str:
    """文件为≥8场，已改为≥10场; “” where nothing was typed over what the document says."""
    return f"文件为{target.said}，已改为{target.shown}" if target.said else ""


def differences(draft: Draft) -> Iterator[str]:
    """A line for each target that is other than the document says: “培训”：文件为≥8场，已改为≥10场."""
    return (f"“{each.name}”：{difference(each)}" for each in draft.targets if each.said)


def _spans(target: DraftTarget) -> tuple[Span, ...]:
    step = (target.rise.span,) if target.rise else ()
    return tuple(dict.fromkeys((*(target.spans or (target.span,)), *step)))


def find(draft: Draft, own_id: str) -> DraftTarget | DraftItem | None:
    """The target or item of that id."""
    rows: tuple[DraftTarget | DraftItem, ...] = (*draft.targets, *draft.items)
    return next((each for each in rows if each.id == own_id), None)


def accept(draft: Draft, own_id: str) -> Draft:
    """A person has looked at it."""
    return change(draft, own_id, doubt="") if isinstance(find(draft, own_id), DraftTarget) else draft


def change(draft: Draft, own_id: str, **fields: Any) -> Draft:  # noqa: ANN401 - the fields of either
    """One target or item with other values; a target that a person has changed is no longer in doubt."""

    def changed(row: Any) -> Any:  # noqa: ANN401
        if row.id != own_id:
            return row
        return _retyped(row, fields) if isinstance(row, DraftTarget) else replace(row, **fields)

    return replace(draft, targets=tuple(map(changed, draft.targets)), items=tuple(map(changed, draft.items)))


def _retyped(target: DraftTarget, fields: dict[str, Any]) -> DraftTarget:
    """With what a person typed; another target than the document has keeps what that is."""
    now = replace(target, **({"doubt": ""} | fields))
    said = target.said or target.shown
    return replace(now, said="" if said == now.shown else said)


def leave_out(draft: Draft, own_id: str, reason: str) -> Draft:
    """Take a target or item out; its numbers are left out with that reason. A second citation takes its place."""
    row = find(draft, own_id)
    if isinstance(row, DraftItem):
        words = LeftOut(
            text=row.quote, span=(row.start, row.start + len(row.quote)), reason=reason, is_number=False
        )
        kept = tuple(each for each in draft.items if each.id != own_id)
        return replace(draft, items=kept, left_out=_sorted((*draft.left_out, words)))
    if row is None:
        return draft
    out = [
        LeftOut(text=draft.text[start:end], span=(start, end), reason=reason) for start, end in _spans(row)
    ]
    heir = next((each.id for each in draft.targets if each.same_as == own_id), "")
    targets = tuple(
        replace(each, same_as="" if each.id == heir else heir) if each.same_as == own_id else each
        for each in draft.targets
        if each.id != own_id
    )
    return replace(draft, targets=targets, left_out=_sorted((*draft.left_out, *out)))


def leave_out_number(draft: Draft, span: Span, reason: str) -> Draft:
    """Give an undecided number a reason, or one that is left out another."""
    rest = tuple(each for each in draft.left_out if each.span != span)
    out = LeftOut(text=draft.text[slice(*span)], span=span, reason=reason)
    homeless = tuple(each for each in draft.homeless if each != span)
    return replace(draft, left_out=_sorted((*rest, out)), homeless=homeless)


def _sorted(rows: tuple[LeftOut, ...]) -> tuple[LeftOut, ...]:
    return tuple(sorted(rows, key=lambda each: each.span))


def add(draft: Draft, span: Span) -> tuple[Draft, str]:
    """Make a target of the words, or an item where they have no number; also the id of what was made.

    Words of one item part it, those of several join them. CixiError if they are in no task, or say nothing new.
    """
    span = _trimmed(draft.text, span)
    task = task_at(draft, span)
    if task is None or span[0] >= span[1]:
        raise CixiError("选中的文字不在任何任务里。", "请在任务的原文中选中指标或事项的文字。")
    words = view(draft.text, [span])
    numbers = [
        each for each in quantities(words.text) if not _is_in_target(draft, words.span(each.start, each.end))
    ]
    if not numbers and any(True for _ in quantities(words.text)):
        raise CixiError("选中的数字已经在指标里了。", "请在右侧选中该指标修改。")
    if not numbers:
        return _with_item(draft, task, span)
    assembly = Assembly(draft.text, draft.year)
    assembly.add(Part(task.id, task.number, task.title, *span, is_task=True, bodies=[words]))
    proposed = [each for each in assembly.found()[0] if not _is_in_target(draft, each.span)]
    made = proposed[0] if proposed else _plain_target(draft, task, span)
    made = replace(made, id=_next_id(draft, task.id), task_id=task.id, doubt=OWN_WORDS, same_as="")
    taken = _spans(made)
    left_out = tuple(each for each in draft.left_out if not _overlaps(each.span, taken))
    homeless = tuple(each for each in draft.homeless if not _overlaps(each, taken))
    targets = tuple(sorted((*draft.targets, made), key=lambda each: each.span))
    items = tuple(each for each in draft.items if not span[0] <= each.start < span[1])
    return replace(draft, targets=targets, items=items, left_out=left_out, homeless=homeless), made.id


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in "，。；、,;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，。；、,;"):
        end -= 1
    return start, end


def task_at(draft: Draft, span: Span) -> DraftTask | None:
    """The task that the words stand in, the last of those that begin before them."""
    found = [task for task in draft.tasks if task.span[0] <= span[0]]
    return found[-1] if found else None


def _overlaps(span: Span, others: tuple[Span, ...]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _is_in_target(draft: Draft, span: Span) -> bool:
    return any(_overlaps(span, _spans(target)) for target in draft.targets)


def _plain_target(draft: Draft, task: DraftTask, span: Span) -> DraftTarget:
    """A number that the rules would have left out, as the target that a person sees in it."""
    words = view(draft.text, [span])
    quantity = next(
        each for each in quantities(words.text) if not _is_in_target(draft, words.span(each.start, each.end))
    )
    before, behind = words.text[: quantity.outset], words.text[quantity.end :]
    name = (before or behind).strip("的，。、,") or task.title
    kind = kind_of(quantity, before, behind, name)
    place = words.span(quantity.start, quantity.end)
    return DraftTarget(
        id="",
        task_id=task.id,
        text=words.text,
        quote=draft.text[slice(*span)],
        start=span[0],
        span=place,
        spans=(place,),
        name=name,
        kind=kind,
        relation=quantity.relation,
        modality=Modality.BINDING,
        target=quantity.value,
        upper=quantity.upper,
        unit=quantity.unit,
        decimals=quantity.decimals,
        baseline=DraftBaseline(value=None, unit="", source=BaselineSource.MISSING)
        if kind.traits.needs_baseline
        else DraftBaseline(value=Decimal(0), unit=quantity.unit, source=BaselineSource.DEFINITION),
        frequency=usual_frequency(kind),
        sentence=sentence_of(name, kind),
    )


def _with_item(draft: Draft, task: DraftTask, span: Span) -> tuple[Draft, str]:
    touched = [each for each in draft.items if _overlaps(span, (_words_of(each),))]
    starts, ends = zip(span, *map(_words_of, touched), strict=True)
    whole = (min(starts), max(ends))
    if touched and span == _words_of(touched[0]):
        raise CixiError("选中的文字已经是事项了。", "请在右侧选中该事项修改；要拆分的，只选其中一部分。")
    is_parted = len(touched) == 1 and whole == _words_of(touched[0])
    spans = [(whole[0], span[0]), span, (span[1], whole[1])] if is_parted else [whole]
    items = [each for each in draft.items if each not in touched]
    own_id = ""
    for place in (_trimmed(draft.text, each) for each in spans):
        if place[0] < place[1]:
            made = _item(draft.text, task.id, place, _after([each.id for each in (*items, *touched)]))
            items.append(made)
            own_id = made.id if place == span or not is_parted else own_id
    left_out = tuple(each for each in draft.left_out if each.is_number or not _overlaps(each.span, (span,)))
    in_order = tuple(sorted(items, key=lambda each: each.start))
    return replace(draft, items=in_order, left_out=left_out), own_id


def _words_of(item: DraftItem) -> Span:
    return item.start, item.start + len(item.quote)


def _item(text: str, task_id: str, span: Span, number: int) -> DraftItem:
    quote, kind = text[slice(*span)], ItemKind.SOFT
    stages, proof = stages_of(quote, kind)
    return DraftItem(
        id=f"M{task_id}-{number}",
        task_id=task_id,
        quote=quote,
        start=span[0],
        name=name_of(quote),
        kind=kind,
        stages=stages,
        proof=proof,
    )


def _next_id(draft: Draft, task_id: str) -> str:
    own = "H" if task_id == HEADLINE else task_id
    return f"{own}-{_after([each.id for each in draft.targets if each.id.startswith(f'{own}-')])}"


def _after(ids: list[str]) -> int:
    numbers = [int(tail) for each in ids if (tail := each.rpartition("-")[2]).isdigit()]
    return max(numbers, default=0) + 1


def names(draft: Draft, subject_id: str, role: str) -> str:
    """Who answers for a task or section in that role, as one text."""
    found = (duty for duty in draft.duties if duty.subject_id == subject_id and duty.role == role)
    return "、".join(name for duty in found for name in duty.names)


def with_names(draft: Draft, subject_id: str, role: str, text: str) -> Draft:
    """Name who answers for a task or section; blank for nobody."""
    if text.strip() == names(draft, subject_id, role):
        return draft
    rest = tuple(duty for duty in draft.duties if (duty.subject_id, duty.role) != (subject_id, role))
    named = names_of(text)
    made = (DraftDuty(subject_id=subject_id, role=role, names=named),) if named else ()
    return replace(draft, duties=(*rest, *made))


def title_of(draft: Draft, own_id: str) -> str | None:
    """The title of a task or section."""
    titles = {section.id: section.title for section in draft.sections}
    return {**titles, **{task.id: task.title for task in draft.tasks}}.get(own_id)


def renamed(draft: Draft, own_id: str, title: str) -> Draft:
    """A section or task under another title."""
    return replace(
        draft,
        sections=tuple(replace(s, title=title) if s.id == own_id else s for s in draft.sections),
        tasks=tuple(replace(t, title=title) if t.id == own_id else t for t in draft.tasks),
    )


def renumbered(draft: Draft, task_id: str, number: str) -> Draft:
    """A task under another number, with its figures and items. CixiError if that is none, or is another's."""
    if number == task_id:
        return draft
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){0,3}", number):
        raise CixiError(f"“{number}”不是任务编号。", "请写数字，如13或3.2。")
    if any(task.id == number for task in draft.tasks):
        raise CixiError(f"编号“{number}”已经有任务用了。", "请换一个编号，或先改那个任务的编号。")
    new = {task_id: number, f"M{task_id}": f"M{number}"}

    def moved(own_id: str) -> str:
        head, _, tail = own_id.rpartition("-")
        return f"{new[head]}-{tail}" if head in new else own_id

    def task(own_id: str) -> str:
        return number if own_id == task_id else own_id

    return replace(
        draft,
        tasks=tuple(replace(each, id=task(each.id)) for each in draft.tasks),
        targets=tuple(
            replace(each, id=moved(each.id), task_id=task(each.task_id), same_as=moved(each.same_as))
            for each in draft.targets
        ),
        items=tuple(replace(each, id=moved(each.id), task_id=task(each.task_id)) for each in draft.items),
        duties=tuple(replace(each, subject_id=task(each.subject_id)) for each in draft.duties),
    )


def written(draft: Draft) -> bytes:
    """The draft as it is put aside."""
    return json.encode(draft)


def read_written(data: bytes) -> Draft:
    """A draft that was put aside; CixiError if it cannot be read any more."""
    try:
        return json.decode(data, type=Draft)
    except DecodeError as error:
        raise CixiError("上次未采用的草案无法读取。", "请从原文件重新建立。") from error
