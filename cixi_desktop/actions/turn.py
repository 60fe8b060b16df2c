"""The year turns: what the new year's plan takes over from the old year, in one step that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.comparison import monthly_totals
from cixi_desktop.history import Change, changes_to
from cixi_desktop.periods import MONTHS, month
from cixi_desktop.plan import Indicator, Task
from cixi_desktop.plans.succession import Succession, successions
from cixi_desktop.records.basis import NO_MONTHS, Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.rules import Rules
from cixi_desktop.workspace import reported_content

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.assessment.assess import FigureAssessment
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.workspace import Workspace

FLASH, FINAL = "上年末快报", "上年末最终数"
"""What a baseline is called that the old year's last figure gives, and one that corrected it later."""


class TurnRow(Struct, frozen=True, kw_only=True):
    """One pair of subjects, with what the new one would take over.

    ``baseline`` is the old year's last value where the kind begins at one; ``last_year`` are the old year's
    totals by month; ``duty`` is who answered for it, None where the new one has its own; ``own`` is what the
    bureau set of it over its plan, by the fields of ``Basis``; ``is_done`` that all of it stands in the new
    year already.
    """

    pair: Succession
    baseline: Decimal | None = None
    as_of: date | None = None
    last_year: tuple[Decimal | None, ...] = NO_MONTHS
    duty: Duty | None = None
    own: Mapping[str, Any] = {}
    is_done: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it would bring nothing; a task goes on with what was left open under the old one."""
        is_figure = self.baseline is not None or self.last_year != NO_MONTHS
        return not (isinstance(self.pair.new, Task) or self.duty or self.own or is_figure)


def turn_rows(workspace: Workspace, old: Plan) -> tuple[TurnRow, ...]:
    """What the open plan can take over from the old year's, row by row; nothing is changed."""
    store, new = workspace.store, workspace.plan
    december = month(old.year, MONTHS)
    content = reported_content(old, store, december)
    figures = {figure.id: figure for figure in assess(old, content, december).figures}
    duties = {duty.subject_id: duty for duty in store.load(Duty, year=old.year)}
    present = workspace.content
    own = {basis.target_id: basis.own_fields for basis in store.load(Basis, year=old.year)}
    rows = (
        replace(
            _row(pair, content, figures.get(pair.old.id), duties.get(pair.old.id), present),
            own=own.get(pair.old.id, {}),
        )
        for pair in successions(old, new)
    )
    return tuple(replace(row, is_done=_is_done(row, present)) for row in rows)


def _is_done(row: TurnRow, present: Content) -> bool:
    return not row.is_empty and not changes_to(present.records, _records(row, present))


def _row(
    pair: Succession,
    content: Content,
    figure: FigureAssessment | None,
    duty: Duty | None,
    present: Content,
) -> TurnRow:
    has_own = not present.duty(pair.new.id).is_empty
    taken = None if duty is None or has_own else replace(duty, subject_id=pair.new.id, year=present.year)
    if not isinstance(pair.old, Indicator) or figure is None:
        return TurnRow(pair=pair, duty=taken)
    totals = monthly_totals(pair.old, content.series(pair.old.id, content.year)).totals
    begins = pair.old.traits.is_from_baseline and any(total is not None for total in totals)
    return TurnRow(
        pair=pair,
        baseline=figure.cumulative if begins else None,
        as_of=figure.as_of if begins else None,
        last_year=totals if any(total is not None for total in totals) else NO_MONTHS,
        duty=taken,
    )


def turn(workspace: Workspace, old: Plan, rows: Collection[TurnRow]) -> int:
    """Take over these rows, and the old year's rules of lights; returns how many records changed.

    What was left open under a task is asked about in January under the one that goes on with it.

    Done again after the old year was corrected, it corrects the baselines and the figures of last year.
    """
    year, present = workspace.plan.year, workspace.content
    wanted = [record for row in rows for record in _records(row, present)]
    changes = [*changes_to(present.records, wanted), *_rules(workspace, old.year)]
    workspace.perform(f"{year}年承接{old.year}年：{len(rows)}项", tuple(changes))
    workspace.load(workspace.content.unit.id)
    return len(changes)


def _records(row: TurnRow, present: Content) -> Iterator[Duty | Basis]:
    if row.duty is not None:
        yield row.duty
    before = present.basis(row.pair.new.id)
    after = before
    if row.last_year != NO_MONTHS:
        after = replace(after, last_year=row.last_year)
    if row.baseline is not None and (before.baseline is None or before.baseline_note.startswith(FLASH[:3])):
        is_first = before.baseline is None
        is_same = before.baseline == row.baseline
        note = before.baseline_note if is_same else f"{FLASH if is_first else FINAL}（截至{row.as_of}）"
        after = replace(after, baseline=row.baseline, baseline_note=note)
    if isinstance(row.pair.new, Task):
        after = replace(after, follows=row.pair.old.id)
    kept = before.own_fields
    yield replace(after, **{name: value for name, value in row.own.items() if name not in kept})


def _rules(workspace: Workspace, old_year: int) -> Iterator[Change]:
    """The rules stay as they were, unless the new year has its own already."""
    year = workspace.plan.year
    if not workspace.store.load(Rules, year=year):
        for rules in workspace.store.load(Rules, year=old_year):
            yield Change(None, replace(rules, year=year))
