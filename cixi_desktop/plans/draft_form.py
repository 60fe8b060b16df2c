"""The inputs for each row of a draft, what typing in them makes of it, and all that keeps it from being adopted."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind, Kind
from cixi_desktop.plan import Modality
from cixi_desktop.plans.draft import (
    RELATION_WORDS,
    BaselineSource,
    Draft,
    DraftBaseline,
    DraftItem,
    DraftTarget,
    Relation,
)
from cixi_desktop.plans.editing import (
    ROLES,
    change,
    find,
    names,
    renamed,
    renumbered,
    title_of,
    with_names,
)
from cixi_desktop.plans.kinds import sentence_of, usual_frequency
from cixi_desktop.plans.parts import HEADLINE
from cixi_desktop.values import Comparator, plain, read_figure, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plans.draft import Span

_SHOWN_DECIMALS = 4


class DraftField(Struct, frozen=True):
    """One input for a row of the draft: what it is called, what it says, and its choices where it has some."""

    name: str
    label: str
    text: str
    choices: tuple[str, ...] = ()


NUMBER = "number"
"""The input with the number of a task, which is its id."""
_ARROW = "→"
_WHOLE = ("title", "issuer", "number", "year")
_WHOLE_LABELS = ("标题", "发文单位", "文号", "年份")


def draft_fields(draft: Draft, own_id: str) -> tuple[DraftField, ...]:
    """The inputs of a target, an item, a task or a section; of the whole document for “”."""
    row = find(draft, own_id)
    if isinstance(row, DraftTarget):
        return _target_fields(draft, row)
    if isinstance(row, DraftItem):
        return _item_fields(draft, row)
    if not own_id:
        texts = (str(getattr(draft, name) or "") for name in _WHOLE)
        return tuple(map(DraftField, _WHOLE, _WHOLE_LABELS, texts))
    title = title_of(draft, own_id)
    if title is None:
        return ()
    numbers = [task.id for task in draft.tasks if task.id == own_id != HEADLINE]
    return (
        DraftField("title", "标题", title),
        *(DraftField(NUMBER, "编号", number) for number in numbers),
        *(DraftField(role, role, names(draft, own_id, role)) for role in ROLES),
    )


def _target_fields(draft: Draft, target: DraftTarget) -> tuple[DraftField, ...]:
    kinds = tuple(kind.traits.label for kind in Kind)
    known = {each.value for each in target.kind.traits.comparators} | {target.relation.value}
    relations = tuple(words for relation, words in RELATION_WORDS.items() if relation.value in known)
    value = "" if target.relation is Relation.YES_NO else plain(target.target)
    baseline = target.baseline.value
    others = tuple(_cited(each) for each in draft.targets if not each.same_as and each.id != target.id)
    same = find(draft, target.same_as)
    return (
        DraftField("name", "名称", target.name),
        DraftField("kind", "种类", target.kind.traits.label, kinds),
        DraftField("relation", "比较", RELATION_WORDS[target.relation], relations),
        DraftField("target", "目标值", value),
        DraftField("unit", "单位", target.unit),
        DraftField("baseline", "基数", "" if baseline is None else plain(rounded(baseline, _SHOWN_DECIMALS))),
        DraftField("modality", "约束性", target.modality.value, tuple(each.value for each in Modality)),
        DraftField("deadline", "完成时限", target.deadline),
        DraftField("task_id", "所属任务", _task_words(draft, target.task_id), _all_tasks(draft)),
        DraftField(
            "same_as", "与……同一", _cited(same) if isinstance(same, DraftTarget) else "", ("", *others)
        ),
    )


def _item_fields(draft: Draft, item: DraftItem) -> tuple[DraftField, ...]:
    return (
        DraftField("name", "名称", item.name),
        DraftField("kind", "种类", item.kind.traits.label, tuple(kind.traits.label for kind in ItemKind)),
        DraftField("stages", "阶段", _ARROW.join(item.stages)),
        DraftField("proof", "依据", item.proof),
        DraftField("deadline", "完成时限", item.deadline),
        DraftField("task_id", "所属任务", _task_words(draft, item.task_id), _all_tasks(draft)),
    )


def _cited(target: DraftTarget) -> str:
    return f"{target.id} {target.name}"


def _task_words(draft: Draft, task_id: str) -> str:
    return next((f"{task.id} {task.title}" for task in draft.tasks if task.id == task_id), "")


def _all_tasks(draft: Draft) -> tuple[str, ...]:
    return tuple(f"{task.id} {task.title}" for task in draft.tasks)


def with_text(draft: Draft, own_id: str, name: str, text: str) -> Draft:
    """The draft with one input as typed or chosen. CixiError if it cannot be read."""
    row, words = find(draft, own_id), text.strip()
    if isinstance(row, DraftTarget):
        return _with_target_text(draft, row, name, words)
    if isinstance(row, DraftItem):
        return change(draft, own_id, **{name: _item_value(row, name, words)})
    if not own_id:
        return _with_whole(draft, name, words)
    if name == NUMBER:
        return renumbered(draft, own_id, words)
    return renamed(draft, own_id, words) if name == "title" else with_names(draft, own_id, name, words)


def _with_target_text(draft: Draft, target: DraftTarget, name: str, words: str) -> Draft:
    if name in _SPECIAL:
        return _SPECIAL[name](draft, target, words)
    if name in {"task_id", "same_as"}:
        words = words.partition(" ")[0]
    return change(draft, target.id, **{name: Modality(words) if name == "modality" else words})


def _with_whole(draft: Draft, name: str, words: str) -> Draft:
    fields: dict[str, Any] = {name: words}
    if name == "year":
        if not re.fullmatch(r"20\d\d", words):
            fault = f"“{words}”不是年份。" if words else "未写年份。"
            raise CixiError(fault, "请写四位数字，如2026。")
        fields = {name: int(words)}
    return replace(draft, **fields)


def _item_value(item: DraftItem, name: str, words: str) -> object:
    if name == "kind":
        return next((kind for kind in ItemKind if kind.traits.label == words), item.kind)
    if name == "task_id":
        return words.partition(" ")[0]
    if name == "stages":
        return tuple(part for each in re.split(r"→|->|、|，|,", words) if (part := each.strip()))
    return words


def _with_target(draft: Draft, target: DraftTarget, words: str) -> Draft:
    value = read_figure(words, target.unit)
    decimals = max(target.decimals, len(plain(value).partition(".")[2]))
    return change(draft, target.id, target=value, upper=None, annual=None, decimals=decimals)


def _with_baseline(draft: Draft, target: DraftTarget, words: str) -> Draft:
    """The baseline as typed; blank where it is 待填."""
    unit = target.baseline.unit or target.unit
    value = read_figure(words, unit) if words else None
    source = BaselineSource.MISSING if value is None else BaselineSource.STATED
    return change(draft, target.id, baseline=DraftBaseline(value=value, unit=unit, source=source))


def _with_kind(draft: Draft, target: DraftTarget, words: str) -> Draft:
    """Another kind, with the comparator and baseline that it can have."""
    kind = next(kind for kind in Kind if kind.traits.label == words)
    known = [Relation(each.value) for each in Comparator if each in kind.traits.comparators]
    relation = target.relation if target.relation in {*known, Relation.BETWEEN} else known[0]
    baseline = target.baseline
    if not kind.traits.needs_baseline:
        baseline = DraftBaseline(value=Decimal(0), unit=target.unit, source=BaselineSource.DEFINITION)
    elif baseline.source is BaselineSource.DEFINITION:
        baseline = DraftBaseline(value=None, unit="", source=BaselineSource.MISSING)
    return change(
        draft,
        target.id,
        kind=kind,
        relation=relation,
        baseline=baseline,
        frequency=usual_frequency(kind),
        sentence=sentence_of(target.name, kind),
    )


def _with_relation(draft: Draft, target: DraftTarget, words: str) -> Draft:
    relation = next(each for each, told in RELATION_WORDS.items() if told == words)
    upper = target.upper if relation is Relation.BETWEEN else None
    return change(draft, target.id, relation=relation, upper=upper)


_SPECIAL = {
    "target": _with_target,
    "baseline": _with_baseline,
    "kind": _with_kind,
    "relation": _with_relation,
}


class Fault(Struct, frozen=True):
    """What must be settled before adopting: where it leads (an id, “” for the document, or a number's place)."""

    id: str
    words: str
    span: Span | None = None


def faults(draft: Draft) -> tuple[Fault, ...]:
    """Everything at once that keeps the draft from being adopted."""
    found = [
        Fault("", f"没有{label}")
        for name, label in (("title", "标题"), ("year", "年份"))
        if not getattr(draft, name)
    ]
    found += [Fault("", f"数字“{_around(draft.text, span)}”没有归属", span) for span in draft.homeless]
    for target in draft.targets:
        found += [Fault(target.id, f"{_cited(target)}：{words}") for words in _target_faults(target)]
    found += [Fault(item.id, f"事项{item.id}没有名称") for item in draft.items if not item.name]
    if not draft.targets and not draft.items:
        found.append(Fault("", "没有指标，也没有事项"))
    return tuple(found)


def _around(text: str, span: Span) -> str:
    return text[max(0, span[0] - 6) : span[1] + 6].replace("\n", " ")


def _target_faults(target: DraftTarget) -> Iterator[str]:
    traits = target.kind.traits
    if not target.name:
        yield "没有名称"
    known = {each.value for each in traits.comparators}
    is_loose = target.relation in {Relation.EXACTLY, Relation.BETWEEN}
    if not is_loose and target.relation.value not in known:
        yield f"{traits.label}不能是“{RELATION_WORDS[target.relation]}”"
    if not target.unit and not (traits.is_staged or traits.is_limit or traits.is_pure):
        yield "没有单位"
    if target.doubt:
        yield f"请看一眼：{target.doubt}"
