"""Make a report, of the bureau or of one unit, keep what people make of it, and write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.actions.export import export_text
from cixi_desktop.actions.review import bureau
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.handovers import Submission
from cixi_desktop.records.report_drafts import ReportDraft, ReportTemplate
from cixi_desktop.records.units import known_unit
from cixi_desktop.reports.compose import check_kind, fitted
from cixi_desktop.reports.editing import edited
from cixi_desktop.reports.material import Restated, of_bureau, of_unit
from cixi_desktop.reports.remarks import checked
from cixi_desktop.reports.report import plain_text
from cixi_desktop.reports.template import check_template, default_template, with_template
from cixi_desktop.workbook.writing.writer import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from pathlib import Path

    from cixi_desktop.assessment.assess import Assessment, FigureAssessment
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Report, ReportKind
    from cixi_desktop.workspace import Workspace

WORD, TEXT, PDF = ".docx", ".txt", ".pdf"
LARGEST_TEMPLATE = 200_000
"""Bytes; more is no template."""


def make_report(
    plan: Plan, store: Store, kind: ReportKind, period: Period, *, unit_name: str | None, today: date
) -> Report:
    """The report of the bureau, or of the unit of that name or short name, as people have edited it.

    CixiError if the period is not one of ``kind``, or there is no such unit.
    """
    check_kind(kind, period)
    material = material_of(plan, store, period, unit_name=unit_name, today=today)
    return checked(edited(own_report(store, material), draft_of(store, material)), material)


def material_of(plan: Plan, store: Store, period: Period, *, unit_name: str | None, today: date) -> Material:
    """What the report is written from; CixiError if there is no such unit."""
    found = bureau(plan, store, period, today)
    if unit_name is None:
        material = of_bureau(found, period)
    else:
        unit = known_unit([content.unit for content in found.contents], unit_name)
        content = next(content for content in found.contents if content.unit == unit)
        material = of_unit(plan, content, period)
    return replace(material, revisions=tuple(_revisions(store, material.now)))


def _revisions(store: Store, now: Assessment) -> Iterator[Restated]:
    """What was revised of published figures in months from the last of the period before on."""
    published = [figure for figure in now.figures if figure.indicator.traits.is_published]
    for unit_id in dict.fromkeys(filter(None, map(_reporter, published))):
        own = [figure for figure in published if _reporter(figure) == unit_id]
        for number in range(max(1, now.period.first - 1), now.period.last):
            yield from _revised(store, own, unit_id, month(now.period.year, number))


def _reporter(figure: FigureAssessment) -> str:
    """The unit whose number it is; “” where none's is."""
    if figure.origin is not None:
        return figure.origin.winner.unit.id if figure.origin.winner else ""
    return figure.source.unit_id if figure.source else ""


def _revised(
    store: Store, figures: Sequence[FigureAssessment], unit_id: str, period: Period
) -> Iterator[Restated]:
    """Where the unit's month was handed in with other figures at first; nothing if it never was."""
    submissions = store.load(Submission, year=period.year, unit_id=unit_id)
    newest = next((each for each in submissions if each.period == period), None)
    if newest is None:
        return
    first = store.past(newest)[0].content_at
    then, now = (
        {
            each.target_id: each
            for each in store.load(Entry, year=period.year, unit_id=unit_id, as_of=at)
            if each.period == period
        }
        for at in (first, None)
    )
    for figure in figures:
        old, new = (_stated(figure, entries.get(figure.id)) for entries in (then, now))
        if old is not None and new is not None and old != new:
            reason = now[figure.id].reason
            yield Restated(target_id=figure.id, month=period.last, old=old, new=new, reason=reason)


def _stated(figure: FigureAssessment, entry: Entry | None) -> Decimal | None:
    """The published number of a month, as it was typed; None for none."""
    if entry is None:
        return None
    return entry.cumulative if figure.indicator.traits.is_flow else entry.value


def own_report(store: Store, material: Material) -> Report:
    """The program's own report, in the bureau's template where there is one."""
    report = fitted(material)
    template = template_of(store, report.kind) if material.bureau else None
    return with_template(report, template, material) if template else report


def draft_of(store: Store, material: Material) -> ReportDraft:
    """What people made of the report; an empty draft where nobody has touched it."""
    unit_id = "" if material.bureau else material.now.unit.id
    blank = ReportDraft(unit_id=unit_id, report=material.period.key)
    return next((draft for draft in store.load(ReportDraft) if draft.key == blank.key), blank)


def keep_draft(workspace: Workspace, draft: ReportDraft) -> None:
    """Keep a draft as a new revision; one that is empty again leaves the report as the program writes it."""
    before = next((each for each in workspace.store.load(ReportDraft) if each.key == draft.key), None)
    after = None if draft.is_empty else draft
    if before != after:
        workspace.perform("修改报告", (Change(before, after),))


def template_of(store: Store, kind: ReportKind) -> str:
    """The bureau's own template; “” while the program's stands."""
    kept = (each.words for each in store.load(ReportTemplate) if each.report == kind.value)
    return next(kept, "")


def export_template(store: Store, kind: ReportKind, *, out: Path) -> None:
    """Write the template in force, to be changed in any editor."""
    export_text((template_of(store, kind) or default_template(kind)).rstrip("\n"), out=out)


def import_template(workspace: Workspace, kind: ReportKind, data: bytes) -> None:
    """Put a template in force; CixiError if it is none. The program's own takes the bureau's back."""
    text = _decoded(data)
    check_template(kind, text)
    before = next((e for e in workspace.store.load(ReportTemplate) if e.report == kind.value), None)
    is_own = text.split() == default_template(kind).split()
    after = None if is_own else ReportTemplate(report=kind.value, words=text)
    if before != after:
        workspace.perform("更换报告模板", (Change(before, after),))


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST_TEMPLATE:
        raise CixiError("文件太大，不是报告模板。", "请选择导出的模板文件。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise CixiError("模板文件不是文本。", "请用记事本保存为文本文件。")


def write_report(report: Report, *, out: Path, at: datetime, draw: Callable[[Report], bytes]) -> None:
    """Write the report, made at ``at``, as the ending of ``out`` says: .docx, .txt, or .pdf by ``draw``.

    TargetInUseError if the file is open elsewhere, CixiError for another ending or if it cannot be written.
    """
    ending = out.suffix.lower()
    if ending == WORD:
        from cixi_desktop.documents.report_writing import word_bytes

        write_file(out, word_bytes(report, at))
    elif ending == PDF:
        write_file(out, draw(report))
    elif ending == TEXT:
        export_text(plain_text(report), out=out)
    else:
        raise CixiError(f"不能写成“{out.suffix}”文件。", "文件名请以.docx、.pdf或.txt结尾。")
