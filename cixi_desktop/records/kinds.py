"""Whatever is kept by revision and journaled, as one type."""

from __future__ import annotations

from cixi_desktop.records.acceptances import Acceptance
from cixi_desktop.records.choices import Choice
from cixi_desktop.records.decisions import Decision
from cixi_desktop.records.duties import Duty
from cixi_desktop.records.entries import Basis, Entry, Narrative, Rules, Unit
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.locks import Lock
from cixi_desktop.records.reviews import Contact, Review
from cixi_desktop.records.submissions import Submission

OfUnit = Entry | Narrative | LedgerRow | Lock | Submission | Acceptance | Review | Contact
"""What belongs to one unit and month."""

REPORTED = (Entry, Narrative, LedgerRow)
"""What a unit reports for a month, and what a lock protects."""

OfBureau = Basis | Unit | Rules | Duty | Decision | Choice
"""What holds for all units."""

Record = OfUnit | OfBureau
