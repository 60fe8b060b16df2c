"""草案 → 工作计划: what a draft comes to as a plan, with everything that is wrong in it at once."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize
from zlib import crc32

from msgspec import Struct

from cixi_desktop.dates import read_deadline
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind, Kind, Ledger, decimals_in
from cixi_desktop.plan import (
    HEADLINE,
    Baseline,
    BaselineStatus,
    Citation,
    Commitment,
    Document,
    Indicator,
    Item,
    Modality,
    Plan,
    Section,
    Task,
)
from cixi_desktop.planfile import load_plan, published_words, unmeant
from cixi_desktop.plans.draft_file import DraftFile, DraftItemRow, DutyRow, SectionRow, TargetRow, TaskRow
from cixi_desktop.plans.kinds import usual_unit
from cixi_desktop.plans.titles import without_number
from cixi_desktop.plantoml import plan_toml
from cixi_desktop.values import DECIMALS_KEPT, HUNDRED, LARGEST, ZERO, Comparator, written_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

MOST = 3000
"""Targets, items or tasks that one plan may have."""
YEARS = (2000, 2100)
_UNNUMBERED = "重点任务"
_TEN_THOUSAND = Decimal(10000)
_NUMERALS = "一二三四五六七八九十"
_T = TypeVar("_T", Kind, ItemKind, Modality)


class CheckedPlan(Struct, frozen=True, kw_only=True):
    """What a draft comes to. ``plan`` is None while there are faults.

    ``duties`` are the document's own words, by task and role; ``deadlines`` those of figures, by id.
    """

    plan: Plan | None
    duties: tuple[DutyRow, ...] = ()
    deadlines: Mapping[str, date] = {}
    faults: tuple[str, ...] = ()
    doubtful: int = 0


def checked(draft: DraftFile, ledgers: Mapping[str, Ledger], year: int | None = None) -> CheckedPlan:
    """The draft as a plan of ``year``, else of its own; ``ledgers`` are the kinds of list that are known."""
    return _Making(draft, ledgers, year or draft.year or 0).made()


class _Making:
    """One draft on its way to a plan; the faults gather in ``faults``."""

    def __init__(self, draft: DraftFile, ledgers: Mapping[str, Ledger], year: int) -> None:
        self._draft = draft
        self._ledgers = ledgers
        self._year = year
        self._faults: list[str] = []
        self._deadlines: dict[str, date] = {}
        self._rows = [row for row in draft.targets if not row.part_of]
        self._quotes: dict[str, list[str]] = {}
        for task_id, quote in (
            *((row.task, row.quote) for row in self._rows),
            *((row.task_id, row.quote) for row in draft.items),
        ):
            self._quotes.setdefault(task_id, []).append(quote)

    def made(self) -> CheckedPlan:
        self._check_whole()
        if self._faults:
            return CheckedPlan(plan=None, faults=tuple(self._faults))
        sections = self._sections()
        tasks = {task.id: task for section in sections for task in section.tasks}
        indicators = [each for row in self._rows if not row.same_as for each in self._indicator(row)]
        commitments = [each for row in self._rows for each in self._commitment(row, tasks)]
        items = [each for row in self._draft.items for each in self._item(row, tasks)]
        headline = next((section for section in sections if section.id == HEADLINE), None)
        named = f"{self._draft.title}\n{self._draft.issuer}"
        plan = Plan(
            id=f"{self._year}-{crc32(named.encode()):08x}",
            version="1",
            year=self._year,
            document=Document(
                title=self._draft.title.strip(),
                issuer=self._draft.issuer.strip(),
                number=self._draft.number.strip(),
                general=headline.tasks[0].text if headline else "",
            ),
            headline=headline,
            sections=tuple(section for section in sections if section.id != HEADLINE),
            indicators=tuple(indicators),
            commitments=tuple(commitments),
            items=tuple(items),
            interpretations=(),
            left_out=tuple(
                (each.text, each.reason)
                for each in self._draft.left_out
                if each.is_number and each.text.strip() and each.reason.strip()
            ),
        )
        return self._proved(plan)

    def _proved(self, plan: Plan) -> CheckedPlan:
        """The plan as the data file will give it back."""
        self._check_quotes(plan)
        if not self._faults:
            plan = load_plan(plan_toml(plan), self._draft.title)
        return CheckedPlan(
            plan=None if self._faults else plan,
            duties=tuple(self._duties(plan)),
            deadlines=self._deadlines,
            faults=tuple(self._faults),
            doubtful=sum(not row.sure for row in self._rows),
        )

    def _check_quotes(self, plan: Plan) -> None:
        """A quote must stand in the plan once only, in titles as they are now, too."""
        sections = (*((plan.headline,) if plan.headline else ()), *plan.sections)
        whole = "\n".join(published_words(plan.document, sections))
        for own_id, quote in (
            *((each.id, each.citation.quote) for each in plan.commitments),
            *((each.id, each.citation.quote) for each in plan.items),
        ):
            if whole.count(quote) > 1:
                self._faults.append(
                    f"{own_id}引用的“{quote}”在全文中不止一处。请多引几个字，使它只出现一次。"
                )

    def _check_whole(self) -> None:
        draft, fault = self._draft, self._faults.append
        if not draft.title.strip():
            fault("草案没有标题。")
        if not YEARS[0] <= self._year <= YEARS[1]:
            fault("草案未写明年度，请用--year写明。" if not self._year else f"年度{self._year}有误。")
        if draft.homeless:
            told = "、".join(draft.homeless[:5])
            fault(f"还有{len(draft.homeless)}个数字没有归属：{told}。")
        tasks = [*draft.tasks, *draft.paragraphs]
        if not (self._rows or draft.items):
            fault("草案里没有指标，也没有事项。")
        if max(len(tasks), len(self._rows), len(draft.items)) > MOST:
            fault(f"任务、指标或事项超过{MOST}个。")
            return
        sections = [*draft.sections, *draft.subsections]
        for what, ids in (
            ("部分", [row.id for row in sections]),
            ("任务", [row.id for row in tasks]),
            ("指标、事项", [*(row.id for row in self._rows), *(row.id for row in draft.items)]),
        ):
            self._check_ids(what, ids)
        self._check_places(
            {row.id for row in sections}, {row.id for row in tasks}, {row.id for row in self._rows}
        )

    def _check_ids(self, what: str, ids: Sequence[str]) -> None:
        seen: set[str] = set()
        for own_id in ids:
            if not re.fullmatch(r"[\w.+-]{1,40}", own_id):
                self._faults.append(f"{what}的编号“{own_id[:40]}”有误。编号用字母、数字，不超过40个字。")
            elif own_id in seen:
                self._faults.append(f"{what}的编号“{own_id}”用了不止一次，请改为不同的编号。")
            seen.add(own_id)

    def _check_places(self, sections: set[str], tasks: set[str], targets: set[str]) -> None:
        """What a row refers to must be there."""
        draft, fault = self._draft, self._faults.append
        for section in draft.subsections:
            if section.parent_id not in sections:
                fault(f"部分{section.id}在草案所没有的部分“{section.parent_id}”里。")
        for task in (*draft.tasks, *draft.paragraphs):
            if task.section_id and task.section_id not in sections:
                fault(f"任务{task.id}在草案所没有的部分“{task.section_id}”里。")
        for what, own_id, task_id in (
            *(("指标", row.id, row.task) for row in self._rows),
            *(("事项", row.id, row.task_id) for row in draft.items),
        ):
            if task_id not in tasks:
                fault(f"{what}{own_id}在草案所没有的任务“{task_id}”里。")
        own = {row.id for row in self._rows if not row.same_as}
        for row in self._rows:
            if row.same_as in targets - own:
                fault(f"指标{row.id}与“{row.same_as}”同一，“{row.same_as}”又与另一项同一。请写明最先的一项。")
            elif row.same_as and row.same_as not in targets:
                fault(f"指标{row.id}与草案所没有的指标“{row.same_as}”同一。")

    def _sections(self) -> list[Section]:
        """The sections in reading order, the headline targets first, each with its own tasks."""
        draft = self._draft
        rows = [*draft.sections, *draft.subsections]
        tops = {row.id for row in draft.sections}
        rows.sort(key=lambda row: (row.span[0], row.id not in tops))
        names: dict[str, str] = {}
        tasks = sorted((*draft.tasks, *draft.paragraphs), key=lambda row: row.span[0])
        found: list[Section] = []
        if any(row.id == HEADLINE for row in tasks):
            headline = next(row for row in tasks if row.id == HEADLINE)
            found.append(Section(id=HEADLINE, title=headline.title, tasks=(self._task(headline, HEADLINE),)))
        homeless = tuple(row for row in tasks if row.id != HEADLINE and not row.section_id)
        if homeless:
            own_id = "任务" if rows else "一"
            own = tuple(self._task(row, own_id) for row in homeless)
            found.append(Section(id=own_id, title=_UNNUMBERED, tasks=own))
            names[""] = own_id
        for row in rows:
            own_id = _section_id(row, names)
            names[row.id] = own_id
            own = tuple(self._task(task, own_id) for task in tasks if task.section_id == row.id)
            title = row.title.strip() or _UNNUMBERED
            found.append(
                Section(
                    id=own_id,
                    title=title,
                    tasks=own,
                    parent_id=names.get(row.parent_id, "") if row.parent_id else "",
                )
            )
        return found

    def _task(self, row: TaskRow, section_id: str) -> Task:
        """The task with its words as published, without number and title where no quote needs them."""
        title = row.title.strip() or f"任务{row.id}"
        words = self._draft.text[row.span[0] : row.span[1]].strip()
        words = without_number(words, row.number) or title
        quotes = self._quotes.get(row.id, [])
        if normalize("NFKC", words[: len(title)]) == normalize("NFKC", title):
            title = words[: len(title)]
            words = _without(words, title, quotes)
        words = _cell(words, quotes)
        missing = [quote for quote in dict.fromkeys(quotes) if quote not in words]
        return Task(id=row.id, title=title, text="\n".join((words, *missing)), section_id=section_id)

    def _indicator(self, row: TargetRow) -> Iterator[Indicator]:
        try:
            yield self._read_indicator(row)
        except CixiError as error:
            self._faults.append(f"指标{row.id}“{row.name}”：{error}")

    def _read_indicator(self, row: TargetRow) -> Indicator:
        kind = _word(Kind, row.kind, "类型")
        traits = kind.traits
        name, comparator = _named(row.name), _comparator(row.comparator, kind)
        value, upper = _target(row)
        note = "" if upper is None else f"原文写明为{value}—{upper}{row.unit}，按下限计。"
        unit = (row.target_unit if row.target is not None else "") or row.unit
        unit = unit if unit or value else usual_unit(row.name)  # 清零
        if traits.is_whole and unit.startswith("万"):
            value, unit = value * _TEN_THOUSAND, unit.removeprefix("万")
        if kind is Kind.ASPIRATION:
            value, unit = Decimal(1), unit or "项"
        counted = ""
        if traits.is_ratio:
            counted = unit if unit not in {"", "%"} else "个"
            value, unit = HUNDRED, "%"
        if wrong := unmeant(kind, comparator, value):
            raise CixiError(f"{traits.label}指标{wrong[1]}。", "请核对种类、比较方式和目标值。")
        if row.deadline:
            self._note_deadline(row.id, row.deadline)
        return Indicator(
            id=row.id,
            name=name,
            kind=kind,
            comparator=comparator,
            target=value,
            unit=unit if unit or traits.is_pure else "项",
            baseline=_baseline(row, kind, unit),
            frequency=row.frequency or "月",
            decimals=0 if traits.is_whole else _decimals(row, value, unit),
            phrase=row.sentence if row.sentence.count("{}") == 1 else f"{name}为{{}}",
            counted=counted,
            note=note,
            ledger=self._ledgers.get(row.ledger) if traits.is_countable else None,
        )

    def _commitment(self, row: TargetRow, tasks: Mapping[str, Task]) -> Iterator[Commitment]:
        try:
            modality = _word(Modality, row.modality, "约束性")
        except CixiError as error:
            self._faults.append(f"指标{row.id}“{row.name}”：{error}")
            return
        yield Commitment(
            id=row.id,
            task_id=row.task,
            indicator_id=row.same_as or row.id,
            name=row.name.strip(),
            modality=modality,
            citation=Citation(quote=row.quote, start=tasks[row.task].text.find(row.quote)),
        )

    def _item(self, row: DraftItemRow, tasks: Mapping[str, Task]) -> Iterator[Item]:
        try:
            kind, name = _word(ItemKind, row.kind, "类型"), _named(row.name)
        except CixiError as error:
            self._faults.append(f"事项{row.id}“{row.name}”：{error}")
            return
        traits = kind.traits
        stages = tuple(stage for stage in row.stages if stage.strip()) or ("启动", "推进", "完成")
        yield Item(
            id=row.id,
            task_id=row.task_id,
            name=name,
            kind=kind,
            citation=Citation(quote=row.quote, start=tasks[row.task_id].text.find(row.quote)),
            stages=stages if traits.is_staged else (),
            unit=(row.unit or "次") if traits.is_countable else "",
            proof=row.proof,
            deadline=self._deadline(row.deadline),
        )

    def _deadline(self, text: str) -> date | None:
        """The day that the words mean; None where they name none that a program can hold to."""
        try:
            return read_deadline(text, self._year) if text else None
        except CixiError:
            return None

    def _note_deadline(self, own_id: str, text: str) -> None:
        day = self._deadline(text)
        if day is not None:
            self._deadlines[own_id] = day

    def _duties(self, plan: Plan) -> Iterator[DutyRow]:
        """Those of tasks, and those of a section for each of its tasks; dates become deadlines."""
        by_section: dict[str, list[str]] = {}
        for row in (*self._draft.tasks, *self._draft.paragraphs):
            by_section.setdefault(row.section_id, []).append(row.id)
        for duty in self._draft.duties:
            for task_id in by_section.get(duty.subject_id, [duty.subject_id]):
                if duty.role == "完成时限":
                    self._note_deadline(task_id, "".join(duty.names))
                elif plan.has_task(task_id):
                    yield DutyRow(subject_id=task_id, role=duty.role, names=duty.names)


def _section_id(row: SectionRow, names: Mapping[str, str]) -> str:
    """The number of a section as its id: 一, or 一.（二） of one that stands in another."""
    number = row.number.strip().rstrip("、.．,，:： ").replace(".", "·").replace("(", "（").replace(")", "）")
    taken = set(names.values())
    parent = f"{names[row.parent_id]}." if row.parent_id in names and row.parent_id else ""
    place = 1 + sum(own_id.rpartition(".")[0] == parent.rstrip(".") for own_id in taken)
    ordinal = _NUMERALS[place - 1] if place <= len(_NUMERALS) else str(place)
    own_id = f"{parent}{number}"
    return own_id if number and own_id not in taken else f"{parent}{ordinal}"


def _without(words: str, title: str, quotes: Sequence[str]) -> str:
    """The words behind the title, unless they are nothing, or a quote begins within the title."""
    rest = words.removeprefix(title).lstrip("。.:： \n\u3000")
    is_apart = rest and not rest.startswith("\t") and all(quote in rest for quote in quotes)
    return rest if is_apart else words


def _cell(words: str, quotes: Sequence[str]) -> str:
    """The first cell of a row of a table, if all quotes stand in it: who is in charge stands in 分工."""
    first = words.partition("\t")[0].strip()
    return first if first and all(quote in first for quote in quotes) else words


_SIGNS = {
    "≥": Comparator.AT_LEAST,
    ">": Comparator.MORE_THAN,
    "≤": Comparator.AT_MOST,
    "≈": Comparator.ABOUT,
}


def _comparator(sign: str, kind: Kind) -> Comparator:
    """The comparator that a sign means for a figure of this kind; = and a range by its lower end."""
    known = kind.traits.comparators
    if known == {Comparator.YES_NO}:
        return Comparator.YES_NO
    named: dict[str, Comparator] = {**_SIGNS, **{str(each): each for each in Comparator}}
    if sign in named:
        return named[sign]
    if sign in {"=", "range"}:
        fitting: list[Comparator] = [each for each in (Comparator.AT_LEAST, *Comparator) if each in known]
        return fitting[0]
    raise CixiError(f"比较关系“{sign}”有误。", f"可以写：{'、'.join(_SIGNS)}、=、range。")


def _word(kind: type[_T], text: str, what: str) -> _T:
    try:
        return kind(text)
    except ValueError:
        raise CixiError(f"{what}“{text}”有误。", f"可以写：{'、'.join(kind)}。") from None


def _named(name: str) -> str:
    if not name.strip():
        raise CixiError("没有名称。", "请填写名称。")
    return name.strip()


def _target(row: TargetRow) -> tuple[Decimal, Decimal | None]:
    """The value that is to be reached, and the other end of a range."""
    given = next((each for each in (row.annual, row.target, row.value) if each is not None), None)
    if isinstance(given, list):
        if len(given) != len(("lower", "upper")):
            raise CixiError("目标值的范围应有两个数。", "请写明下限和上限。")
        return _number(given[0]), _number(given[1])
    if given is None:
        if row.kind in {Kind.ASPIRATION, Kind.COVERAGE_RATIO}:
            return HUNDRED, None
        raise CixiError("没有目标值。", "请填写目标值。")
    return _number(given), None


def _number(value: str | float) -> Decimal:
    number = written_number(str(value))
    if number is None:
        raise CixiError(f"“{value}”不是数字。", "请只填数字。")
    if abs(number) >= LARGEST:
        raise CixiError(f"数值“{value}”过大。", "请核对，必要时换用较大的单位。")
    return number


def _decimals(row: TargetRow, value: Decimal, unit: str) -> int:
    """Those of the draft, else of the number."""
    found = min(DECIMALS_KEPT, len(format(value, "f").partition(".")[2]))
    if row.decimals is not None and 0 <= row.decimals <= DECIMALS_KEPT:
        found = row.decimals
    return decimals_in(unit, found)


def _baseline(row: TargetRow, kind: Kind, unit: str) -> Baseline:
    """What the document gives or implies; 待填 where the kind needs one and it does not."""
    unit = row.baseline_unit or unit
    if not kind.traits.needs_baseline:
        return Baseline(value=ZERO, unit=unit, status=BaselineStatus.DEFINITION)
    if row.baseline is None:
        return Baseline(value=None, unit=unit, status=BaselineStatus.MISSING)
    known = [status.value for status in BaselineStatus if status is not BaselineStatus.MISSING]
    source = row.baseline_source if row.baseline_source in known else BaselineStatus.IMPLIED
    return Baseline(value=_number(row.baseline), unit=unit, status=BaselineStatus(source))
