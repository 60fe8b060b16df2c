"""What people make of the program's reports: a draft with its edits, and the bureau's own template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from cixi_desktop.records import Key


class ParagraphEdit(Struct, frozen=True, kw_only=True):
    """What was made of one paragraph, table or chart of a report; ``key`` says which.

    ``words`` stand in place of ``basis``, which the program had written then. ``is_out`` leaves it out. One
    that was added has no basis, and stands behind the paragraph ``after`` (“” for the first place).
    """

    key: str
    basis: str = ""
    words: str = ""
    is_out: bool = False
    after: str = ""


class ReportDraft(Struct, frozen=True):
    """The draft of one report: who it goes to, who drafts and signs it, its day, and what was edited.

    ``unit_id`` is “” for the bureau's; ``report`` is the key of its period (2025-Q2). Each of the words is “”
    where the program's own stand. ``sequence`` holds the keys of the paragraphs where their order
    was changed.
    """

    unit_id: str
    report: str
    addressee: str = ""
    copies: str = ""
    drafter: str = ""
    signer: str = ""
    day: str = ""
    edits: tuple[ParagraphEdit, ...] = ()
    sequence: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("report_draft", self.unit_id, self.report)

    @property
    def is_empty(self) -> bool:
        """Whether the report stands as the program writes it."""
        return self == ReportDraft(unit_id=self.unit_id, report=self.report)


class ReportTemplate(Struct, frozen=True):
    """The bureau's own headings, order and sentences for one kind of report (``report``), with fields."""

    report: str
    words: str = ""

    @property
    def key(self) -> Key:
        """Identity over all revisions."""
        return ("report_template", self.report)

    @property
    def is_empty(self) -> bool:
        """Whether the program's own template stands."""
        return not self.words
