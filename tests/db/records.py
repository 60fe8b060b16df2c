"""Records and operations for tests of the stores: by hand, and any at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from cixi_desktop.history import Change, Operation
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis, Share
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative, PlannedStep, State
from cixi_desktop.records.handovers import Acceptance, Contact, Correction, Lock, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.report_drafts import ParagraphEdit, ReportDraft, ReportTemplate
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit
from cixi_desktop.values import DECIMALS_KEPT, LARGEST
from tests.support.strategies import records_of

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.ports import Store
    from cixi_desktop.records.record import Record

NOON = datetime(2025, 6, 25, 12, 0, 30)  # noqa: DTZ001 - the store keeps local time without its zone


def identity(path: Path) -> str:
    """The UUID that the file at ``path`` was given when it was made; copies of the file share it."""
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT value FROM properties WHERE key = 'id'").fetchone()
    return str(found)


def pretend_version(path: Path, version: int) -> None:
    """Make the file one of another schema, as far as it says so itself."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"PRAGMA user_version = {version}; UPDATE alembic_version SET version_num = '{version:04}'"  # noqa: S608
        )


def saving_elsewhere(path: Path) -> str:
    """What a program beside this one meets when it begins to save into the file."""
    code = (
        "import sqlite3, sys; connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try: connection.execute('BEGIN IMMEDIATE'); print('saving')\n"
        "except sqlite3.OperationalError as error: print(error)"
    )
    ended = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    return ended.stdout.strip()


def noon() -> datetime:
    return NOON


def entry(
    target_id: str = "H-2",
    number: int = 6,
    *,
    unit_id: str = "0",
    year: int = 2025,
    **fields: Any,  # noqa: ANN401
) -> Entry:
    if not fields:
        fields = {"increment": Decimal(12)}
    return Entry(target_id=target_id, unit_id=unit_id, period=month(year, number), **fields)


def narrative(task_id: str = "8", number: int = 6, *, unit_id: str = "0", year: int = 2025) -> Narrative:
    return Narrative(task_id=task_id, unit_id=unit_id, period=month(year, number), progress_note="新增12家。")


def adding(*records: Record, **fields: Any) -> Operation:  # noqa: ANN401
    return Operation(**{"label": "填报", **fields}, changes=tuple(Change(None, record) for record in records))


def changing(before: Record | None, after: Record | None, **fields: Any) -> Operation:  # noqa: ANN401
    return Operation(**{"label": "填报", **fields}, changes=(Change(before, after),))


def save(store: Store, operation: Operation) -> Operation:
    with store.unit_of_work() as work:
        applied = work.apply(operation)
        work.commit()
    return applied


_PLACES = Decimal(1).scaleb(-DECIMALS_KEPT)
figures = st.decimals(-LARGEST + 1, LARGEST - 1, places=DECIMALS_KEPT) | st.integers(-9, 9).map(Decimal)
texts = st.text(st.characters(codec="utf-8"), max_size=40)
_optional_figures = st.none() | figures
_dozens = st.lists(_optional_figures, min_size=12, max_size=12).map(tuple)
_months = st.builds(month, st.integers(2020, 2035), st.integers(1, 12))
_dates = st.none() | st.dates(date(2020, 1, 1), date(2035, 12, 31))

entries = records_of(
    Entry,
    target_id=texts,
    unit_id=texts,
    period=_months,
    increment=_optional_figures,
    cumulative=_optional_figures,
    value=_optional_figures,
    last_year=_optional_figures,
    numerator=_optional_figures,
    denominator=_optional_figures,
    stage=texts,
    proof=texts,
    state=st.none() | st.sampled_from(State),
    reason=texts,
    as_of=_dates,
    is_estimate=st.booleans(),
    note=texts,
    drafts=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
)
narratives = records_of(
    Narrative,
    task_id=texts,
    unit_id=texts,
    period=_months,
    progress_note=texts,
    problems=texts,
    next_steps=texts,
    outcomes=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    requests=texts,
    steps=st.lists(
        records_of(PlannedStep, words=texts, due=texts, person=texts, partner=texts), max_size=2
    ).map(tuple),
)
bases = records_of(
    Basis,
    target_id=texts,
    baseline=_optional_figures,
    baseline_note=texts,
    pace_plan=_dozens,
    last_year=_dozens,
    deadline=_dates,
    stages=st.lists(texts, max_size=4).map(tuple),
    band=_optional_figures,
    published=texts,
    follows=texts,
    short=texts,
    phrase=texts,
    shares=st.lists(
        records_of(Share, unit_id=texts, amount=figures, since=st.integers(1, 12)), max_size=3
    ).map(tuple),
)
_texts = st.lists(texts, max_size=3).map(tuple)
units = records_of(
    Unit,
    id=texts,
    name=texts,
    short_name=texts,
    leader=texts,
    phone=texts,
    place=st.integers(0, 200),
    former_names=_texts,
)
rules = records_of(
    Rules,
    name=texts,
    behind_at=figures,
    late_beyond=figures,
    is_behind_inclusive=st.booleans(),
    count_band=figures,
    growth_band=figures,
    due_day=st.integers(1, 31),
)
duties = records_of(
    Duty,
    subject_id=texts,
    lead_unit_id=texts,
    supporting_unit_ids=st.lists(texts, max_size=3).map(tuple),
    leader=texts,
    person=texts,
)
ledger_rows = records_of(
    LedgerRow,
    id=texts,
    target_id=texts,
    unit_id=texts,
    period=_months,
    name=texts,
    day=_dates,
    place=texts,
    number=_optional_figures,
    code=texts,
    note=texts,
)
report_drafts = records_of(
    ReportDraft,
    unit_id=texts,
    report=texts,
    addressee=texts,
    copies=texts,
    drafter=texts,
    signer=texts,
    day=texts,
    edits=st.lists(
        records_of(ParagraphEdit, key=texts, basis=texts, words=texts, is_out=st.booleans(), after=texts),
        max_size=2,
    ).map(tuple),
    sequence=st.lists(texts, max_size=3).map(tuple),
)
report_templates = records_of(ReportTemplate, report=texts, words=texts)
locks = records_of(Lock, unit_id=texts, period=_months, is_locked=st.booleans(), reason=texts)
decisions = records_of(
    Decision, reading_id=texts, answer=texts, effect=texts, decided_by=texts, decided_on=_dates
)
_numbers = st.integers(0, 2**31)
submissions = records_of(
    Submission,
    unit_id=texts,
    period=_months,
    number=_numbers,
    content_at=_numbers,
    check_code=texts,
    plan_version=texts,
)
acceptances = records_of(
    Acceptance,
    sha256=texts,
    unit_id=texts,
    period=_months,
    number=_numbers,
    check_code=texts,
    file_name=texts,
    at=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)),  # noqa: DTZ001 - local time, see above
    accepted_by=texts,
    hand_in=_numbers,
    left_out=_texts,
    refused=_texts,
)
reviews = records_of(
    Review,
    unit_id=texts,
    period=_months,
    verdict=texts,
    number=_numbers,
    check_code=texts,
    reasons=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    hand_in=_numbers,
)
corrections = records_of(
    Correction,
    target_id=texts,
    unit_id=texts,
    period=_months,
    reason=texts,
    reported=texts,
    corrected_by=texts,
    corrected_on=_dates,
)
contacts = records_of(Contact, unit_id=texts, period=_months, day=_dates, words=texts)
figure_decisions = records_of(
    FigureDecision,
    target_id=texts,
    from_period=_months,
    whose=texts,
    value=_optional_figures,
    reason=texts,
    decided_by=texts,
    decided_on=_dates,
)
adopted_plans = records_of(
    AdoptedPlan,
    year=st.integers(2020, 2035),
    version=st.integers(1, 99),
    since=st.integers(1, 12),
    text=texts,
    reason=texts,
    paper=texts,
)
records: st.SearchStrategy[Record] = st.one_of(
    entries,
    narratives,
    bases,
    units,
    rules,
    duties,
    ledger_rows,
    locks,
    decisions,
    submissions,
    acceptances,
    reviews,
    contacts,
    corrections,
    figure_decisions,
    report_drafts,
    report_templates,
    adopted_plans,
)
