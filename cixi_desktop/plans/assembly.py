"""Targets, items, duties and what is left out of all parts put together into one draft."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import Kind
from cixi_desktop.plan import Modality
from cixi_desktop.plans.conduct import Conduct
from cixi_desktop.plans.draft import (
    BaselineSource,
    DraftBaseline,
    DraftDuty,
    DraftItem,
    DraftTarget,
    LeftOut,
    Relation,
    Rise,
)
from cixi_desktop.plans.figures import read_figure
from cixi_desktop.plans.items import name_of, read_honours, read_items, stages_of
from cixi_desktop.plans.kinds import ledger_of, sentence_of, usual_frequency, usual_unit
from cixi_desktop.plans.pairs import join_pairs, with_twins
from cixi_desktop.plans.parts import HEADLINE
from cixi_desktop.plans.quantities import quantities
from cixi_desktop.plans.targets import deadline_in, read_targets
from cixi_desktop.plans.titles import RESPONSIBLE, asides, duties_in, names_of, without
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from cixi_desktop.plans.draft import Span
    from cixi_desktop.plans.lines import View
    from cixi_desktop.plans.parts import Part
    from cixi_desktop.plans.scope import Scope
    from cixi_desktop.plans.targets import FoundTarget, Stretch

ZERO = Decimal(0)
_FROM_ZERO = frozenset(
    {
        Kind.CUMULATIVE_COUNT,
        Kind.CUMULATIVE_AMOUNT,
        Kind.CAPPED_COUNT,
        Kind.COVERAGE_RATIO,
        Kind.ASPIRATION,
    }
)
MOST_TARGETS = 3_000
"""The largest plans of provinces have some 300."""
MOST_ITEMS = 3_000
_LONGEST_QUOTE = 200
_BREAKS = "，。；：、,;:"


class Contents(TypedDict):
    """The parts of a draft that are put together here."""

    targets: tuple[DraftTarget, ...]
    items: tuple[DraftItem, ...]
    left_out: tuple[LeftOut, ...]
    duties: tuple[DraftDuty, ...]
    homeless: tuple[Span, ...]


class Assembly:
    """Takes the parts of a plan one by one."""

    def __init__(self, text: str, year: int | None) -> None:
        self._text, self._year = text, year
        self._targets: list[DraftTarget] = []
        self._items: list[DraftItem] = []
        self._left_out: list[LeftOut] = []
        self._duties: list[DraftDuty] = []
        self._target_counts: Counter[str] = Counter()
        self._item_counts: Counter[str] = Counter()

    def add(self, part: Part) -> None:
        """Read all that belongs to one section or task."""
        for reason, views in (
            ("编号", part.marks),
            ("标题", part.titles),
            (part.conduct.value if part.conduct else "说明", part.asides),
            ("分期安排", part.stages),
        ):
            for view in views:
                self._leave_out_numbers(view, reason)
        for role, view in part.duties:
            self._add_duty(part.id, role, view)
        for body in part.bodies:
            if part.conduct is Conduct.STEPS:
                self._leave_out_numbers(body, Conduct.STEPS.value)
            else:
                self._add_body(part, body)
        for figure in part.figures:
            target = read_figure(figure, self._text)
            if target is not None:
                self._targets.append(replace(target, id=self._next_target(part.id), task_id=part.id))

    def _add_body(self, part: Part, body: View) -> None:
        spans = list(asides(body.text))
        for start, end in spans:
            self._add_duty(part.id, "", body.part(start, end))
        view = without(body, spans)
        reading = read_targets(view, self._year, is_demand=part.conduct is Conduct.DEMANDS)
        join_pairs(reading)
        self._left_out += [
            LeftOut(
                text=view.text[quantity.number_start : quantity.end],
                span=view.span(quantity.start, quantity.end),
                reason=reason,
            )
            for quantity, reason in reading.left_out
        ]
        for found in (*reading.found, *read_honours(reading, is_headline=part.id == HEADLINE)):
            self._targets.append(self._target(part, reading, found))
        if part.id != HEADLINE:
            self._add_items(part, reading)

    def _add_items(self, part: Part, reading: Stretch) -> None:
        for number, words in enumerate(read_items(reading), self._item_counts[part.id] + 1):
            text = reading.view.text[words.start : words.end]
            start, end = reading.view.span(words.start, words.end)
            stages, proof = stages_of(text, words.kind)
            self._items.append(
                DraftItem(
                    id=f"M{part.id}-{number}",
                    task_id=part.id,
                    quote=self._text[start:end],
                    start=start,
                    name=name_of(text),
                    kind=words.kind,
                    stages=stages,
                    proof=proof,
                    deadline=deadline_in(text),
                )
            )
            self._item_counts[part.id] = number
        if len(self._items) > MOST_ITEMS:
            raise CixiError(f"文件中的事项超过{MOST_ITEMS}项，不像工作计划。", "请只保留工作计划的正文。")

    def _target(self, part: Part, reading: Stretch, found: FoundTarget) -> DraftTarget:
        view, quantity = reading.view, found.quantity
        quote, start = self._quote(view.span(found.start, found.end))
        step = found.rise
        unit = quantity.unit or _unwritten_unit(found)
        return DraftTarget(
            id=self._next_target(part.id),
            task_id=part.id,
            text=view.text[found.start : found.end],
            quote=quote,
            start=start,
            span=view.span(quantity.start, quantity.end),
            spans=tuple(view.span(each.start, each.end) for each in found.used),
            name=found.name or part.title,
            kind=found.kind,
            relation=quantity.relation,
            modality=found.modality,
            target=quantity.value,
            upper=quantity.upper,
            unit=unit,
            decimals=quantity.decimals,
            baseline=_baseline(found, unit),
            rise=None
            if step is None
            else Rise(value=step.value, unit=step.unit, span=view.span(step.start, step.end)),
            annual=found.annual,
            frequency=found.frequency or usual_frequency(found.kind),
            sentence=sentence_of(found.name, found.kind),
            ledger=ledger_of(found.name, found.kind, quantity.unit),
            deadline=found.deadline,
            doubt=found.doubt or _doubt(found, view.text[: quantity.start]),
        )

    def _next_target(self, task: str) -> str:
        if len(self._targets) == MOST_TARGETS:
            raise CixiError(f"文件中的指标超过{MOST_TARGETS}个，不像工作计划。", "请只保留工作计划的正文。")
        self._target_counts[task] += 1
        return f"{'H' if task == HEADLINE else task}-{self._target_counts[task]}"

    def _quote(self, span: Span) -> tuple[str, int]:
        """The words as they stand, extended to the left and then to the right until nothing else says the same.

        They stay within their line; a sentence that is repeated word for word has no quote of its own.
        """
        start, end = span
        left = max(
            self._text.rfind("\n", max(0, start - _LONGEST_QUOTE), start) + 1, start - _LONGEST_QUOTE, 0
        )
        right = self._text.find("\n", end, end + _LONGEST_QUOTE)
        right = min(end + _LONGEST_QUOTE, len(self._text)) if right < 0 else right
        while self._is_repeated(start, end) and (start > left or end < right):
            if start > left:
                start = max(left, *(self._text.rfind(sign, left, start - 1) + 1 for sign in _BREAKS))
            else:
                ends = (self._text.find(sign, end + 1, right) for sign in _BREAKS)
                end = min((place for place in ends if place >= 0), default=right)
        return self._text[start:end], start

    def _is_repeated(self, start: int, end: int) -> bool:
        words = self._text[start:end]
        first = self._text.find(words)
        return first < start or self._text.find(words, start + 1) >= 0

    def _leave_out_numbers(self, view: View, reason: str) -> None:
        self._left_out += [
            LeftOut(text=view.text[q.number_start : q.end], span=view.span(q.start, q.end), reason=reason)
            for q in quantities(view.text)
            if not (q.is_chinese and q.value <= 1)
        ]

    def _add_duty(self, subject: str, role: str, view: View) -> None:
        start, end = view.places[0], view.places[-1] + 1
        if role:
            self._duties.append(
                DraftDuty(subject_id=subject, role=role, names=names_of(self._text[start:end]))
            )
        else:
            for each_role, names in duties_in(view.text.strip("()[]")):
                self._duties.append(DraftDuty(subject_id=subject, role=each_role, names=names_of(names)))
        self._leave_out_numbers(view, "分工")

    def found(self) -> tuple[list[DraftTarget], list[DraftItem]]:
        """What was proposed so far."""
        return self._targets, self._items

    def finished(self, scope: Scope) -> Contents:
        """Everything, with the numbers of the plan's own part that have no home."""
        targets = _told_apart(with_twins(self._targets))
        taken = sorted(
            [span for target in targets for span in (target.span, *target.spans)]
            + [each.span for each in self._left_out]
        )
        return Contents(
            targets=tuple(targets),
            items=tuple(self._items),
            left_out=tuple(sorted(self._left_out, key=lambda each: each.span)),
            duties=tuple(_settled(self._duties)),
            homeless=tuple(unaccounted(scope, taken)),
        )


def _settled(duties: list[DraftDuty]) -> list[DraftDuty]:
    """责任单位 as what they are: those of a subject that names a 牵头单位 support it, others lead."""
    led = {each.subject_id for each in duties if each.role == "牵头单位"}
    return [
        replace(each, role="配合单位" if each.subject_id in led else "牵头单位")
        if each.role == RESPONSIBLE
        else each
        for each in duties
    ]


def _told_apart(targets: list[DraftTarget]) -> list[DraftTarget]:
    """Names of their own for figures of one subject: 收入 and 收入增速, 搬迁(户) and 搬迁(人), 资金 and 资金(力争)."""
    names = Counter((target.task_id, target.name) for target in targets)
    sums = Counter((target.task_id, target.name) for target in targets if _is_sum(target))
    units = Counter((target.task_id, target.name, target.unit) for target in targets)
    result: list[DraftTarget] = []
    for target in targets:
        key, mark = (target.task_id, target.name), ""
        if target.kind is Kind.GROWTH_RATE:
            is_named = target.name.endswith(("增速", "增幅"))
            mark = "" if names[key] == 1 else _striving(target) if is_named else "增速"
        elif sums[key] > 1 and _is_sum(target):
            mark = f"({target.unit})" if units[*key, target.unit] == 1 else _striving(target)
        name = target.name + mark
        result.append(replace(target, name=name, sentence=sentence_of(name, target.kind)) if mark else target)
    return result


def _is_sum(target: DraftTarget) -> bool:
    return target.kind is not Kind.GROWTH_RATE and target.unit not in {"", "%", "‰"}


def _striving(target: DraftTarget) -> str:
    return "" if target.modality is Modality.BINDING else f"({target.modality})"


def unaccounted(scope: Scope, taken: list[Span]) -> list[Span]:
    """Digits of the plan's own part that neither a target nor the list of those left out accounts for."""
    found: list[Span] = []
    place = 0
    for entry in scope.entries:
        view = entry.paragraph.view
        for digits in re.finditer(r"\d+(?:[.,]\d+)*", view.text):
            start, end = view.span(*digits.span())
            while place < len(taken) and taken[place][1] <= start:
                place += 1
            if place == len(taken) or taken[place][0] >= end:
                found.append((start, end))
    return found


def _unwritten_unit(found: FoundTarget) -> str:
    """The unit of 零的突破 and 清零, which name none."""
    if found.quantity.word not in {"first", "zero"}:
        return ""
    return usual_unit(found.name) or ("个" if found.quantity.word == "first" else "")


def _baseline(found: FoundTarget, unit: str) -> DraftBaseline:
    if found.baseline is not None:
        is_stated = len(found.used) > 1 and found.rise is None
        source = BaselineSource.STATED if is_stated else BaselineSource.IMPLIED
        return DraftBaseline(value=found.baseline, unit=found.baseline_unit, source=source)
    if found.kind in _FROM_ZERO:
        return DraftBaseline(value=ZERO, unit=unit, source=BaselineSource.DEFINITION)
    return DraftBaseline(value=None, unit="", source=BaselineSource.MISSING)


_TOGETHER = re.compile(r"[、和及与][^、和及与,。;]{1,30}均[^,。;\d]{0,8}$")
"""群众安全感和满意度均不低于98.5%."""
_LOWER = re.compile(
    r"(?:失业率|不良率|死亡率|发病率|感染率|发案率|发案数|投诉率|差错率|漏损率|超限率|不合格率|辍学率|逾期率|近视率|返贫率|事故率|违约率|失信率|能耗|排放量)$"
)


def _doubt(found: FoundTarget, before: str) -> str:
    """Why a person should look at it; "" if the program is sure. ``before`` are all words before its number."""
    quantity = found.quantity
    doubts = (
        (before.rfind("(") > before.rfind(")"), "括号里的数，多是其中的一部分"),
        (quantity.unit == "个百分点", "文件只写了变化幅度，目标值要由基数算出"),
        (found.kind is Kind.RANK, "名次越小越好，请核对"),
        (quantity.relation is Relation.BETWEEN, "目标是一个区间，暂按下限判断"),
        (quantity.is_part, f"分数折合{plain(quantity.value)}%，请核对"),
        (quantity.is_chinese, "中文数词，请核对"),
        (quantity.is_vague, "约数，请核对"),
        (quantity.is_parted, "数字中有空格，请核对"),
        (quantity.unit == quantity.scale and not quantity.word, "没有写单位"),
        (_TOGETHER.search(found.before) is not None, "“均”字前的几个指标共用这个数，请看是否要分开"),
        (
            found.kind is Kind.LEVEL and _LOWER.search(found.name) is not None,
            "多是越低越好的指标，请核对“不低于”对不对",
        ),
        (found.kind is Kind.STOCK_TOTAL and found.baseline is None, "按时点总量理解，需要填基数"),
    )
    return next((words for applies, words in doubts if applies), "")
