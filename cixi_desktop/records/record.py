"""Every type of record that is kept by revision and journaled."""

from __future__ import annotations

from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import AdoptedPlan, Decision, Duty, FigureDecision
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Acceptance, Contact, Correction, Lock, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.report_drafts import ReportDraft, ReportTemplate
from cixi_desktop.records.rules import Rules
from cixi_desktop.records.units import Unit

OfUnit = Entry | Narrative | LedgerRow | Lock | Submission | Acceptance | Review | Contact | Correction
"""What belongs to one unit and month."""

REPORTED = (Entry, Narrative, LedgerRow)
"""What a unit reports for a month, and what a lock protects."""

OfBureau = Basis | Unit | Rules | Duty | Decision | FigureDecision | ReportDraft | ReportTemplate
"""What holds for all units."""

Record = OfUnit | OfBureau | AdoptedPlan


def year_of(record: Record) -> int | None:
    """The year of the plan that the record belongs to; None for what outlasts plans."""
    match record:
        case Unit() | ReportDraft() | ReportTemplate():
            return None
        case FigureDecision():
            return record.from_period.year
        case Basis() | Rules() | Duty() | Decision() | AdoptedPlan():
            return record.year
    return record.period.year
