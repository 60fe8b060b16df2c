"""Plan ↔ TOML: one year's plan as the bureau can read and edit it.

A commitment stands under the task whose text it quotes and brings its indicator with it; where the plan cites
the same figure again, the second commitment only names that indicator. Every fault is a CixiError that names
file, line, table and key.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from cixi_desktop.kinds import LEDGER_FIELDS, ItemKind, Kind, Ledger, decimals_in
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import (
    FREQUENCIES,
    HEADLINE,
    Baseline,
    BaselineStatus,
    Citation,
    Commitment,
    Coupling,
    Document,
    Indicator,
    Interpretation,
    Item,
    Modality,
    Plan,
    Section,
    Task,
    Tie,
)
from cixi_desktop.standard_sentences import NO_PHRASE, PHRASE_HINT, is_phrase
from cixi_desktop.tomlfile import TomlTable, read_toml
from cixi_desktop.values import HUNDRED, ZERO, Comparator, is_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from decimal import Decimal

_FILE = {"plan", "document", "stages", "ledgers", "section", "reading", "coupling", "left_out"}
_PLAN = {"id", "version", "year"}
_DATES = {"signed_on", "published_on"}
_DOCUMENT = {"title", "issuer", "number", "index_number", "disclosure", "foreword"} | _DATES
_SECTION = {"id", "title", "parent", "task"}
_TASK = {"id", "title", "text", "commitment", "item"}
_QUOTED = {"id", "name", "quote"}
_CITING = _QUOTED | {"modality", "indicator", "note"}
_JUDGED = {"kind", "comparator", "target", "unit", "decimals", "counted", "baseline"}
_REPORTED = {
    "frequency",
    "short",
    "every",
    "merged_months",
    "is_january_merged",
    "pace_plan",
    "phrase",
    "ledger",
}
_DEFINING = _QUOTED | {"modality", "note"} | _JUDGED | _REPORTED
_BASELINE = {"value", "derived", "unit", "status", "note"}
_ITEM = _QUOTED | {"kind", "phrase", "every", "stages", "unit", "proof", "deadline", "ledger"}
_LEDGER = {*LEDGER_FIELDS, "is_summed", "can_repeat"}
_READING = {"id", "question", "answer", "effect", "target_ids"}
_LEFT_OUT = {"text", "reason"}
_COUPLING = {"tie", "first", "second", "limit"}


@lru_cache(maxsize=8)
def load_plan(text: str, name: str = "工作要点.toml") -> Plan:
    """Read a plan, the same text once; ``name`` is what faults call the file."""
    root = read_toml(text, name)
    root.allow(_FILE)
    section_rows = _unique(root.tables("section"))
    task_rows = _unique(row for section in section_rows for row in section.tables("task"))
    sections = tuple(map(_section, section_rows))
    _check_parents(section_rows)
    headline = _headline(root, section_rows, sections)
    document = _document(root.table("document"), headline.tasks[0].text if headline else "")
    tasks = tuple(task for section in sections for task in section.tasks)
    figures, items = (_rows_of(tasks, task_rows, key) for key in ("commitment", "item"))
    ledgers = _ledgers(root)
    indicators = tuple(_indicator(row, ledgers) for _, row in figures if not row.has("indicator"))
    indicator_ids = {indicator.id for indicator in indicators}
    target_ids = {row.text("id") for row in _unique(row for _, row in (*figures, *items))}
    whole = "\n".join(published_words(document, sections))
    stages = _named_stages(root)
    identity = root.table("plan")
    identity.allow(_PLAN)
    return Plan(
        id=identity.text("id"),
        version=identity.text("version"),
        year=identity.whole("year"),
        document=document,
        headline=headline,
        sections=sections[1:] if headline else sections,
        indicators=indicators,
        commitments=tuple(_commitment(row, task, whole, indicator_ids) for task, row in figures),
        items=tuple(_item(row, task, whole, stages, ledgers) for task, row in items),
        interpretations=tuple(_reading(row, target_ids) for row in _unique(root.tables("reading"))),
        couplings=tuple(_coupling(row, indicator_ids) for row in root.tables("coupling")),
        left_out=tuple(map(_left_out, root.tables("left_out"))),
    )


def _unique(rows: Iterable[TomlTable]) -> tuple[TomlTable, ...]:
    """The rows; each must have an ``id`` of its own."""
    found = tuple(rows)
    seen: set[str] = set()
    for row in found:
        if row.text("id") in seen:
            raise row.fault("id", f"编号“{row.text('id')}”已经用过", "每个编号只能用一次。")
        seen.add(row.text("id"))
    return found


def _rows_of(tasks: Iterable[Task], rows: Iterable[TomlTable], key: str) -> list[tuple[Task, TomlTable]]:
    return [(task, row) for task, place in zip(tasks, rows, strict=True) for row in place.tables(key)]


def _section(row: TomlTable) -> Section:
    row.allow(_SECTION)
    own_id = row.text("id")
    tasks = tuple(_task(task, own_id) for task in row.tables("task"))
    return Section(id=own_id, title=row.text("title"), tasks=tasks, parent_id=row.text_or_blank("parent"))


def _check_parents(rows: Iterable[TomlTable]) -> None:
    """A section stands in one that comes before it."""
    known: set[str] = set()
    for row in rows:
        if row.has("parent") and row.text("parent") not in known:
            raise row.fault("parent", f"前面没有编号为“{row.text('parent')}”的部分")
        known.add(row.text("id"))


def _task(row: TomlTable, section_id: str) -> Task:
    row.allow(_TASK)
    return Task(id=row.text("id"), title=row.text("title"), text=row.text("text"), section_id=section_id)


def _headline(root: TomlTable, rows: tuple[TomlTable, ...], sections: tuple[Section, ...]) -> Section | None:
    """The section of the headline targets: the first, with one task of the same id; None without any."""
    if not any(section.tasks for section in sections):
        raise root.missing("section")
    for place, section in enumerate(sections):
        is_headline = section.id == HEADLINE
        tasks = [task.id for task in section.tasks]
        if (is_headline and (place or tasks != [HEADLINE])) or (not is_headline and HEADLINE in tasks):
            raise rows[place].fault("id", f"主要目标应是第一个部分和它唯一的任务，编号都是“{HEADLINE}”")
    return sections[0] if sections[0].id == HEADLINE else None


def _document(row: TomlTable, general: str) -> Document:
    row.allow(_DOCUMENT)
    return Document(
        title=row.text("title"),
        issuer=row.text_or_blank("issuer"),
        number=row.text_or_blank("number"),
        index_number=row.text_or_blank("index_number"),
        signed_on=row.day("signed_on") if row.has("signed_on") else None,
        published_on=row.day("published_on") if row.has("published_on") else None,
        disclosure=row.text_or_blank("disclosure"),
        foreword=row.text_or_blank("foreword"),
        general=general,
    )


def published_words(document: Document, sections: tuple[Section, ...]) -> Iterator[str]:
    """All words of the plan as published, in which a quote must be found once only."""
    yield from (document.foreword, document.title)
    for section in sections:
        title = normalize("NFKC", section.title)  # 四、加强党建，开展活动12次。
        if not any(normalize("NFKC", task.text).startswith(title) for task in section.tasks):
            yield section.title
        for task in section.tasks:
            if not task.text.startswith(task.title):
                yield task.title
            yield task.text


def _citation(row: TomlTable, task: Task, whole: str) -> Citation:
    quote = row.text("quote")
    start = task.text.find(quote)
    if start < 0:
        raise row.fault(
            "quote", f"任务{task.id}的原文里没有“{quote}”", "请与原文逐字核对，标点用原文的半角。"
        )
    if whole.count(quote) > 1:
        raise row.fault("quote", f"“{quote}”在全文中不止一处", "请多引几个字，使它只出现一次。")
    return Citation(quote=quote, start=start)


def _indicator(row: TomlTable, ledgers: Mapping[str, Ledger]) -> Indicator:
    row.allow(_DEFINING)
    kind = row.word("kind", Kind)
    unit = row.text_or_blank("unit") if kind.traits.is_pure else row.text("unit")
    if kind.traits.is_ratio and not row.has("counted"):
        raise row.missing("counted")
    comparator, target = _meant_target(row, kind)
    return Indicator(
        id=row.text("id"),
        name=row.text("name"),
        kind=kind,
        comparator=comparator,
        target=target,
        unit=unit,
        baseline=_baseline(row, kind, unit),
        frequency=row.text("frequency"),
        every=_every(row),
        short=row.text_or_blank("short"),
        decimals=decimals_in(unit, row.whole("decimals") if row.has("decimals") else 0),
        phrase=_phrase(row),
        merged_months=_merged_months(row),
        pace_plan=_pace_plan(row, kind),
        counted=row.text_or_blank("counted"),
        note=row.text_or_blank("note"),
        ledger=_ledger_of(row, kind, ledgers),
    )


def _meant_target(row: TomlTable, kind: Kind) -> tuple[Comparator, Decimal]:
    """Comparator and target, if a figure of this kind can mean them."""
    comparator, target = row.word("comparator", Comparator), row.number("target")
    fault = unmeant(kind, comparator, target)
    if fault:
        key, words = fault
        known = "、".join(each for each in Comparator if each in kind.traits.comparators)
        hint = f"可以写：{known}。" if key == "comparator" else ""
        raise row.fault(key, f"{kind.traits.label}指标（{kind}）{words}", hint)
    return comparator, target


def unmeant(kind: Kind, comparator: Comparator, target: Decimal) -> tuple[str, str] | None:
    """Why a figure of this kind cannot mean such a target: the key at fault, and what is said of it."""
    traits = kind.traits
    if comparator not in traits.comparators:
        return "comparator", f"不能写“{comparator}”"
    if traits.is_ratio and target != HUNDRED:
        return "target", f"的目标值是{HUNDRED}"
    least = "不能小于0" if traits.is_limit and not traits.is_place else "应大于0"
    is_too_small = target < ZERO if least == "不能小于0" else target <= ZERO
    if is_too_small and not traits.is_from_baseline:
        return "target", f"的目标值{least}"
    if traits.is_whole and not is_whole(target):
        return "target", "的目标值应是整数"
    return None


def _phrase(row: TomlTable) -> str:
    phrase = row.text("phrase")
    if not is_phrase(phrase):
        raise row.fault("phrase", NO_PHRASE, PHRASE_HINT)
    return phrase


def _baseline(row: TomlTable, kind: Kind, unit: str) -> Baseline:
    if not row.has("baseline"):
        if not kind.traits.needs_baseline:
            return Baseline(value=ZERO, unit=unit, status=BaselineStatus.DEFINITION)
        raise row.missing("baseline")
    part = row.part("baseline")
    part.allow(_BASELINE)
    status, value = part.word("status", BaselineStatus), _baseline_value(part)
    if (value is None) != (status is BaselineStatus.MISSING):
        raise part.fault("status", f"只有没写value和derived的基数才是“{BaselineStatus.MISSING}”")
    own_unit = part.text_or_blank("unit") or unit
    return Baseline(value=value, unit=own_unit, status=status, note=part.text_or_blank("note"))


def _baseline_value(part: TomlTable) -> Decimal | None:
    if part.has("value") and part.has("derived"):
        raise part.fault("derived", "value和derived只能写一个")
    if part.has("derived"):
        return part.quotient("derived")
    return part.number("value") if part.has("value") else None


def _pace_plan(row: TomlTable, kind: Kind) -> tuple[tuple[int, Decimal], ...]:
    """Cumulative values by closing month: months ascend, values never fall."""
    if not row.has("pace_plan"):
        return ()
    if kind.traits.is_staged or kind.traits.is_limit:
        why = "按阶段填报" if kind.traits.is_staged else "全年同一标准"
        raise row.fault("pace_plan", f"{kind.traits.label}指标（{kind}）{why}，没有月度计划")
    part = row.part("pace_plan")
    steps: list[tuple[int, Decimal]] = []
    for key in part.values:
        if not re.fullmatch(r"0?[1-9]|1[0-2]", key):
            raise part.fault(key, f"“{key}”不是月份", f"请写1—{MONTHS}。")
        step = (int(key), part.number(key))
        if steps and (step[0] <= steps[-1][0] or step[1] < steps[-1][1]):
            raise part.fault(key, "月份应从小到大，累计数不能变小")
        steps.append(step)
    return tuple(steps)


def _commitment(row: TomlTable, task: Task, whole: str, indicator_ids: Collection[str]) -> Commitment:
    is_citing = row.has("indicator")
    if is_citing:
        row.allow(_CITING)
    indicator_id = row.text("indicator" if is_citing else "id")
    if indicator_id not in indicator_ids:
        raise row.fault("indicator", f"没有编号为“{indicator_id}”的指标")
    return Commitment(
        id=row.text("id"),
        task_id=task.id,
        indicator_id=indicator_id,
        name=row.text("name"),
        modality=row.word("modality", Modality),
        citation=_citation(row, task, whole),
        note=row.text_or_blank("note") if is_citing else "",
    )


def _named_stages(root: TomlTable) -> dict[str, tuple[str, ...]]:
    if not root.has("stages"):
        return {}
    table = root.table("stages")
    return {name: table.texts(name) for name in table.values}


def _ledgers(root: TomlTable) -> dict[str, Ledger]:
    """The kinds of list that ``[ledgers]`` describes, by name."""
    table = root.table("ledgers") if root.has("ledgers") else None
    return {kind: _ledger(table.part(kind), kind) for kind in table.values} if table else {}


def _ledger(part: TomlTable, kind: str) -> Ledger:
    part.allow(_LEDGER)
    labels = {name: part.text(name) for name in LEDGER_FIELDS if name == "name" or part.has(name)}
    is_summed = part.flag("is_summed")
    if is_summed and "number" not in labels:
        raise part.fault("is_summed", "按数量求和的台账要有数量一列（number）")
    return Ledger(
        kind=kind, labels=tuple(labels.items()), is_summed=is_summed, can_repeat=part.flag("can_repeat")
    )


def _ledger_of(row: TomlTable, kind: Kind | ItemKind, ledgers: Mapping[str, Ledger]) -> Ledger | None:
    """The list that the row names; only what is counted has one."""
    if not row.has("ledger"):
        return None
    name = row.text("ledger")
    if not kind.traits.is_countable:
        raise row.fault("ledger", "只有按数量填报的指标和事项有台账")
    if name not in ledgers:
        known = f"可以写：{'、'.join(ledgers)}。" if ledgers else "请先在[ledgers]里写明它的各列。"
        raise row.fault("ledger", f"[ledgers]里没有“{name}”", known)
    return ledgers[name]


def _item(
    row: TomlTable,
    task: Task,
    whole: str,
    named_stages: Mapping[str, tuple[str, ...]],
    ledgers: Mapping[str, Ledger],
) -> Item:
    row.allow(_ITEM)
    kind = row.word("kind", ItemKind)
    return Item(
        id=row.text("id"),
        task_id=task.id,
        name=row.text("name"),
        kind=kind,
        citation=_citation(row, task, whole),
        stages=_stages(row, kind, named_stages),
        unit=row.text("unit") if kind.traits.is_countable else "",
        proof=row.text_or_blank("proof"),
        deadline=row.day("deadline") if row.has("deadline") else None,
        ledger=_ledger_of(row, kind, ledgers),
        every=_every(row),
        phrase=_phrase(row) if row.has("phrase") else "",
    )


def _merged_months(row: TomlTable) -> int:
    """How many months its first figure covers; files of before said only whether January was merged."""
    if not row.has("merged_months"):
        return 2 if row.flag("is_january_merged") else 0
    months = row.whole("merged_months")
    if not 1 < months < MONTHS:
        raise row.fault(
            "merged_months", f"合并月数不能写{months}", f"可以写2（1—2月合并）至{MONTHS - 1}；不合并的不写。"
        )
    return months


def _every(row: TomlTable) -> int:
    """How many months apart it is asked for."""
    months = row.whole("every") if row.has("every") else 1
    if months not in FREQUENCIES:
        raise row.fault(
            "every", f"填报频次不能写{months}", "可以写1（按月）、3（按季）、6（按半年）或12（按年）。"
        )
    return months


def _stages(row: TomlTable, kind: ItemKind, named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The item's own list, or the list of ``[stages]`` that it names; only milestones have one."""
    if not kind.traits.is_staged:
        if row.has("stages"):
            raise row.fault("stages", "只有硬任务和机制类事项（hard、soft）写阶段")
        return ()
    if not isinstance(row.values.get("stages"), str):
        return row.texts("stages")
    name = row.text("stages")
    if name not in named:
        raise row.fault("stages", f"[stages]里没有“{name}”", f"可以写：{'、'.join(named)}。")
    return named[name]


def _reading(row: TomlTable, target_ids: Collection[str]) -> Interpretation:
    row.allow(_READING)
    cited = row.texts("target_ids") if row.has("target_ids") else ()
    for target_id in cited:
        if target_id not in target_ids:
            raise row.fault("target_ids", f"没有编号为“{target_id}”的指标或事项")
    return Interpretation(
        id=row.text("id"),
        question=row.text("question"),
        answer=row.text("answer"),
        effect=row.text("effect"),
        target_ids=cited,
    )


def _left_out(row: TomlTable) -> tuple[str, str]:
    row.allow(_LEFT_OUT)
    return row.text("text"), row.text("reason")


def _coupling(row: TomlTable, indicator_ids: Collection[str]) -> Coupling:
    row.allow(_COUPLING)
    for key in ("first", "second"):
        if row.text(key) not in indicator_ids:
            raise row.fault(key, f"没有编号为“{row.text(key)}”的指标")
    tie = row.word("tie", Tie)
    if row.has("limit") and not tie.has_limit:
        limited = "、".join(f"“{each}”" for each in Tie if each.has_limit)
        raise row.fault("limit", f"只有{limited}写limit")
    return Coupling(
        tie=tie,
        first=row.text("first"),
        second=row.text("second"),
        limit=row.number("limit") if tie.has_limit else None,
    )
