"""示例数据: an invented year as steps, to be entered through the same actions as real figures."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cixi_desktop.actions.carry import answer
from cixi_desktop.actions.configure import assign, set_basis
from cixi_desktop.actions.ledger import add_rows, blank_row
from cixi_desktop.actions.record import note, record
from cixi_desktop.actions.review import bureau, send_back
from cixi_desktop.actions.submit import submit
from cixi_desktop.assessment.pace import stage_plan
from cixi_desktop.periods import MONTHS, due_date
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.entries import STATES, Outcome, State
from cixi_desktop.records.ledgers import with_cells
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.drafting import in_a_row
from cixi_desktop.wording.report_items import item_stage
from cixi_desktop.wording.sentences import progress_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from cixi_desktop.assessment.assess import TaskAssessment
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Item
    from cixi_desktop.workspace import Workspace


class Sample(Struct, frozen=True):
    """A sample file as read; ``months`` answers what to enter for each target in one month."""

    tables: Mapping[str, Any]

    def months(self, month: int) -> Iterator[tuple[str, dict[str, str]]]:
        """The fields to enter in that month (1–12), by target id."""
        for table in ("figures", "lists"):
            for target_id, fields in self.tables[table].items():
                yield target_id, self._figure(fields, month)
        for target_id, counts in self.tables["counts"].items():
            yield target_id, {"increment": counts[month - 1]}

    def milestone(self, item: Item, month: int) -> dict[str, str]:
        """The stage that a milestone has reached by that month, with a paper once it is done."""
        reached = self.tables["milestones"][item.id]
        number = sum(0 < each <= month for each in reached)
        if number == 0:
            return {"state": State.NOT_DUE.value, "reason": self.tables["reason"][State.NOT_DUE]}
        place = list(self.tables["milestones"]).index(item.id) + 1
        proof = {"proof": self.proof(place, reached[-1])} if number == len(item.stages) else {}
        return {"stage": item.stages[number - 1]} | proof

    def _figure(self, fields: Mapping[str, Any], month: int) -> dict[str, str]:
        typed = {name: text if isinstance(text, str) else text[month - 1] for name, text in fields.items()}
        state = next((text for text in typed.values() if text in STATES), None)
        if state is not None:
            return {"state": state, "reason": self.tables["reason"][state]}
        return typed if all(typed.values()) else {}

    def listed(self, target_id: str, month: int) -> Iterator[dict[str, str]]:
        """The rows of one list in that month, as typed: as many as its count says."""
        counts = self.tables["figures"][target_id]["increment"]
        first, last = (sum(int(n) for n in counts[:end] if n.isdigit()) for end in (month - 1, month))
        for number in range(first + 1, last + 1):
            texts = self.tables["ledgers"][target_id]
            day = {"day": f"{month}月{10 + number % 15}日"}
            yield day | {name: str(text).format(number=number) for name, text in texts.items()}

    def text(self, task_id: str, name: str, month: int) -> str:
        """One of a task's texts in the month."""
        return _in_month(self.tables["texts"][task_id][name], month)

    def duty(self, item_id: str, month: int) -> str:
        """What was done for a duty in the month."""
        return _in_month(self.tables["duties"][item_id], month).format(month=month)

    def proof(self, number: int, month: int) -> str:
        """An invented paper, marked as such: one for each item, of the month in which it was finished."""
        return str(self.tables["proof"]).format(number=number, month=month)


def _in_month(texts: Sequence[str], month: int) -> str:
    """That of a month, where one text is given for each quarter, or for each month."""
    return texts[(month - 1) * len(texts) // MONTHS]


def load_sample(text: str) -> Sample:
    """Read a sample file."""
    return Sample(tomllib.loads(text))


def enter_sample(workspace: Workspace, sample: Sample, periods: Sequence[Period]) -> Iterator[Period]:
    """Enter and hand in the sample unit by unit, month by month; the first unit is shown afterwards.

    Yields each month once it is done, for progress and cancel.
    """
    _enter_units(workspace, sample)
    _enter_plans(workspace, sample)
    first, *_ = units = tuple(sample.tables["units"])
    for period in periods:
        for unit_id in units:
            workspace.load(unit_id)
            _enter_month(workspace, sample, period)
        _send_back(workspace, sample, period)
        workspace.load(first)
        yield period


def _enter_month(workspace: Workspace, sample: Sample, period: Period) -> None:
    """What the open unit leads; handed in, unless the sample says that it is not."""
    unit_id, plan = workspace.content.unit.id, workspace.plan
    tasks = [plan.task(task_id) for task_id in sample.tables["assignments"][unit_id]["tasks"]]
    ids = {commitment.indicator_id for task in tasks for commitment in plan.commitments_in(task)}
    ids |= {item.id for task in tasks for item in plan.items_in(task)}
    _enter_figures(workspace, sample, period, ids)
    _enter_lists(workspace, sample, period, ids)
    _enter_texts(workspace, sample, period, {task.id for task in tasks})
    _enter_answers(workspace, sample, period, {task.id for task in tasks})
    if period.last not in sample.tables["not_handed_in"].get(unit_id, ()):
        submit(workspace, period)


def _send_back(workspace: Workspace, sample: Sample, period: Period) -> None:
    returns = [each for each in sample.tables["returns"] if each["month"] == period.last]
    if returns:
        found = bureau(
            workspace.plan, workspace.store, period, due_date(period, workspace.content.rules.due_day)
        )
        for each in returns:
            send_back(workspace, found, each["unit"], ((each["place"], each["words"]),))


def _enter_units(workspace: Workspace, sample: Sample) -> None:
    units = [Unit(id=unit_id, **words) for unit_id, words in sample.tables["units"].items()]
    duties = [
        Duty(subject_id=task_id, lead_unit_id=unit_id, leader=led["leader"], person=led["person"])
        for unit_id, led in sample.tables["assignments"].items()
        for task_id in led["tasks"]
    ]
    assign(workspace, units=units, duties=[(duty, None) for duty in duties])


def _enter_plans(workspace: Workspace, sample: Sample) -> None:
    for item in workspace.plan.items:
        months = sample.tables["stage_plans"].get(item.id)
        if months:
            set_basis(workspace, Basis(target_id=item.id, pace_plan=stage_plan(item, months)))


def _enter_figures(workspace: Workspace, sample: Sample, period: Period, ids: Collection[str]) -> None:
    for target_id, fields in sample.months(period.last):
        if fields and target_id in ids:
            record(workspace, target_id, period, fields)
    for item in workspace.plan.items:
        if item.is_milestone and item.id in ids:
            record(workspace, item.id, period, sample.milestone(item, period.last))
    for item in workspace.plan.items:
        if item.traits.is_text and item.id in ids:
            record(workspace, item.id, period, {"note": sample.duty(item.id, period.last)})


def _enter_lists(workspace: Workspace, sample: Sample, period: Period, ids: Collection[str]) -> None:
    for target_id in (each for each in sample.tables["ledgers"] if each in ids):
        blank = blank_row(workspace, target_id, period)
        typed = list(sample.listed(target_id, period.last))
        if typed:
            target = workspace.plan.target(target_id)
            add_rows(workspace, target_id, [with_cells(target, blank, texts) for texts in typed])


def _enter_texts(workspace: Workspace, sample: Sample, period: Period, ids: Collection[str]) -> None:
    """The tasks' texts: what a quarter has brought is told at its end, before the month's own sentences.

    It is told earlier where there are none.
    """
    for task in (each for each in workspace.assess(period).tasks if each.task.id in ids):
        is_told = period.last % 3 == 0 or not _sentences(task, is_told=False)
        told = sample.text(task.task.id, "progress", period.last) if is_told else ""
        texts = {name: sample.text(task.task.id, name, period.last) for name in ("problems", "next_steps")}
        texts["progress_note"] = told + _sentences(task, is_told=is_told)
        note(workspace, task.task.id, period, texts)


def _enter_answers(workspace: Workspace, sample: Sample, period: Period, ids: Collection[str]) -> None:
    """What became of the steps and problems of earlier months."""
    for each in sample.tables["answers"]:
        outcome = each["outcomes"].get(str(period.last))
        if outcome and each["task"] in ids:
            said = {"field": each["field"], "words": each["words"], "outcome": Outcome(outcome)}
            answer(workspace, each["task"], period, **said)


def _sentences(task: TaskAssessment, *, is_told: bool) -> str:
    """The standard sentences of the task's figures; where it has none and nothing is told, of its items."""
    found = [progress_sentence(figure) for figure in task.figures if figure.is_reported]
    if not any(found) and not is_told:
        found = [item_stage(item) for item in task.items if item.stage or item.total]
    return in_a_row(filter(None, found))
