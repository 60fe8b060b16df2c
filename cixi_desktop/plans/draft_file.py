"""A draft as a file: the shape that ``plan read --json`` prints, read back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct, json

from cixi_desktop.errors import CixiError
from cixi_desktop.plan import Modality
from cixi_desktop.plans.listing import draft_as_json

if TYPE_CHECKING:
    from cixi_desktop.plans.draft import Draft

LARGEST_FILE = 8 * 2**20
"""Bytes of a draft; one of 50,000 tasks is refused as it is read."""


class SectionRow(Struct, frozen=True, kw_only=True):
    """One section of a draft; ``parent_id`` is “” at the top."""

    id: str
    title: str
    number: str = ""
    parent_id: str = ""
    span: tuple[int, int] = (0, 0)


class TaskRow(Struct, frozen=True, kw_only=True):
    """One task of a draft, and where it stands in the text."""

    id: str
    title: str
    number: str = ""
    section_id: str = ""
    span: tuple[int, int] = (0, 0)


class TargetRow(Struct, frozen=True, kw_only=True):
    """One quantity of a draft. ``part_of`` names the row whose step it is; ``target`` is there where it has none."""

    id: str
    task: str
    quote: str
    name: str
    kind: str
    value: str | int | float | list[str | int | float] | None = None
    comparator: str = ">="
    modality: str = Modality.BINDING
    unit: str = ""
    decimals: int | None = None
    baseline: str | int | float | None = None
    baseline_unit: str = ""
    baseline_source: str = ""
    annual: str | int | float | None = None
    target: str | int | float | list[str | int | float] | None = None
    target_unit: str = ""
    frequency: str = ""
    sentence: str = ""
    ledger: str = ""
    deadline: str = ""
    same_as: str = ""
    part_of: str = ""
    sure: bool = True


class DraftItemRow(Struct, frozen=True, kw_only=True):
    """One item of a draft."""

    id: str
    task_id: str
    quote: str
    name: str
    kind: str
    stages: list[str] = []
    unit: str = ""
    proof: str = ""
    deadline: str = ""


class DutyRow(Struct, frozen=True, kw_only=True):
    """Who answers for a task, or for all tasks of a section."""

    subject_id: str
    role: str
    names: list[str] = []


class LeftOutRow(Struct, frozen=True, kw_only=True):
    """A number, or words, that no target is made of."""

    text: str
    reason: str
    is_number: bool = True


class DraftFile(Struct, frozen=True, kw_only=True):
    """A draft as ``plan read --json`` prints it; what else stands in it is not looked at."""

    title: str
    issuer: str = ""
    number: str = ""
    year: int | None = None
    text: str = ""
    sections: list[SectionRow] = []
    subsections: list[SectionRow] = []
    tasks: list[TaskRow] = []
    paragraphs: list[TaskRow] = []
    targets: list[TargetRow] = []
    items: list[DraftItemRow] = []
    duties: list[DutyRow] = []
    homeless: list[str] = []
    left_out: list[LeftOutRow] = []


def draft_file(draft: Draft) -> DraftFile:
    """A draft as it is adopted."""
    return json.decode(json.encode(draft_as_json(draft)), type=DraftFile)


def read_draft(data: bytes, name: str) -> DraftFile:
    """The draft in a file. CixiError if it holds anything else."""
    if len(data) > LARGEST_FILE:
        raise CixiError(f"“{name}”过大，不像是计划草案。", "请用plan read --json得到草案。")
    try:
        return json.decode(data, type=DraftFile)
    except (MsgspecError, UnicodeDecodeError, RecursionError) as error:
        where = re.search(r"`(\$.*?)`", str(error))
        place = f"（{where[1]}处）" if where else ""
        raise CixiError(f"“{name}”不是计划草案{place}。", "请用plan read --json得到草案。") from error
