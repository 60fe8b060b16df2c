"""What came of reading one workbook, and whose it is: by the hidden sheet, else by the heading's words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import parse_period, period_labelled
from cixi_desktop.punctuation import narrow, seen
from cixi_desktop.records.units import ALL_UNITS, unit_named
from cixi_desktop.workbook.identity import FORMAT_VERSION
from cixi_desktop.workbook.reading.cells import place_name
from cixi_desktop.workbook.reading.package import WORKBOOK_HINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.entries import Entry, Narrative
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.records.units import Unit
    from cixi_desktop.workbook.reading.cells import ReadSheet, Spot


class Stamp(Struct, frozen=True, kw_only=True):
    """Whose workbook it is, by its own word. Units are known by name: numbers differ between data files.

    ``hand_in`` is its 第N次报送, 0 for a draft or a form. ``actor`` is who exported it, ``exported_at`` when
    (ISO, local). ``verdict`` and ``reasons`` (where, text) are there if it was given back, see ``reviews``.
    ``is_whole`` is False where the hidden sheet was lost, so that all of this comes from the heading and
    every figure from what is shown.
    """

    plan_version: str
    unit_name: str
    period: Period
    revision: int
    check_code: str
    hand_in: int = 0
    is_sample: bool = False
    actor: str = ""
    exported_at: str = ""
    verdict: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True


class Normalised(NamedTuple):
    """A cell whose writing was put right without changing what it means. ``key`` names the record."""

    sheet: str
    cell: str
    before: str
    after: str
    key: str


class Changed(NamedTuple):
    """A cell that people changed after it was written. ``key`` names the record, ``head`` the column."""

    sheet: str
    cell: str
    key: str
    head: str
    before: str
    after: str


class RefusedCell(NamedTuple):
    """A cell that cannot be taken, and why; its record (``key``, “” if it belongs to none) stays out.

    ``head`` is the column, where it is one to be filled in.
    Unless ``is_ignored_edit``: then the cell is no part of what is read, and the record comes in without it.
    """

    sheet: str
    cell: str
    reason: str
    key: str = ""
    is_ignored_edit: bool = False
    head: str = ""


class Reading(Struct, frozen=True, kw_only=True):
    """One workbook, read. A record's key is its figure's or item's id, or ``task:8`` for a text.

    Records bear the unit id “”: whoever takes them in knows the unit's own.

    ``covered`` names the records that the workbook speaks of; one that is covered and not there was left
    empty. ``earlier`` are the figures of the year before the period, as the unit had them; ``ledger`` has the
    rows behind counted figures, of the year up to the period; ``places`` tells in which sheet and row a
    record stands. ``written`` are the records of which people changed cells, as the program had written
    them; ``typed`` has what stands in their cells (by head of the column) where a record cannot be taken.
    """

    stamp: Stamp
    entries: tuple[Entry, ...]
    narratives: tuple[Narrative, ...]
    earlier: tuple[Entry, ...]
    ledger: tuple[LedgerRow, ...]
    covered: frozenset[str]
    normalised: tuple[Normalised, ...] = ()
    changed: tuple[Changed, ...] = ()
    places: Mapping[str, tuple[str, str]] = {}
    written: tuple[Entry | Narrative, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    typed: Mapping[str, Mapping[str, str]] = {}


READ_AS_BLANK = "空白（按未填写读入）"


def faulty(refused: Iterable[RefusedCell]) -> set[str]:
    """The records that stay out."""
    return {fault.key for fault in refused if not fault.is_ignored_edit}


def hidden_told(sheet: ReadSheet, at: Spot, text: str, key: str) -> Iterator[Normalised]:
    """That nobody sees a cell from which something was taken."""
    hiding = sheet.hiding(*at)
    if text and hiding:
        yield Normalised(sheet.name, place_name(*at), text, f"{text}（{hiding}，请核对）", key)


AS_EXPORTED = "仍按导出时的内容读入。"
EXPORT_HINT = "请在填报单位的程序中重新导出。"


def plan_meant(names: Mapping[str, str] | None, table: ReadSheet, plans: Sequence[Plan]) -> Plan:
    """The plan that the workbook is of by its own word: by id, or else by the year of its period.

    ``names`` is what its hidden sheet says of the file.
    """
    if names is not None:
        named = (plan for plan in plans if plan.id == names.get("plan"))
    else:
        period = period_labelled(_Heading.of(table).period, plans[0].year)
        named = (plan for plan in plans if period is not None and period.year == plan.year)
    return next(named, plans[0])


def stamp_of(
    names: Mapping[str, str] | None,
    table: ReadSheet,
    sheets: Iterable[ReadSheet],
    plan: Plan,
    units: Sequence[Unit] = (),
) -> Stamp:
    """The workbook's identity, fit for this plan; CixiError that says by name what does not fit.

    ``sheets`` are those that belong to the table. The heading may call its unit by any name that one of these
    ``units`` is known by.
    """
    if names is None:
        _check_headings(table, sheets, plan, units)
        return _checked(_Heading.of(table, *sheets).stamp(plan), plan)
    heading = _Heading.of(table)
    stamp = replace(_stamp(names, plan), hand_in=int(heading.hand_in or 0))
    for what, written, own in (
        ("填报单位", heading.unit, stamp.unit_name),
        ("数据所属期", heading.period, stamp.period.label),
    ):
        if written and not (_is_meant(written, own, stamp.period) or _is_known_as(written, own, units)):
            raise CixiError(
                f"表头的{what}是“{written}”，而这份工作簿是为“{own}”导出的。",
                f"请勿套用其他单位或其他月份的表；只是表头写错的，请改回“{own}”。",
            )
    return _checked(stamp, plan)


def _check_headings(table: ReadSheet, sheets: Iterable[ReadSheet], plan: Plan, units: Sequence[Unit]) -> None:
    """CixiError where the sheets' own headings do not name one unit and one month."""
    own = _Heading.of(table)
    for sheet in sheets:
        other = _Heading.of(sheet)
        is_one_period = period_labelled(own.period, plan.year) == period_labelled(other.period, plan.year)
        for what, first, second, is_one in (
            ("填报单位", own.unit, other.unit, _is_one_unit(own.unit, other.unit, units)),
            ("数据所属期", own.period, other.period, is_one_period),
        ):
            if first and second and not is_one:
                raise CixiError(
                    f"表头不一致：“{table.name}”的{what}是“{first}”，“{sheet.name}”的是“{second}”。",
                    f"请核对是哪一份的数，把表头改成一致，或{EXPORT_HINT.removeprefix('请')}",
                )
    period, month_of_day = period_labelled(own.period, plan.year), _MONTH_OF_DAY.search(narrow(own.as_of))
    if period and month_of_day and int(month_of_day[1]) != period.last:
        raise CixiError(
            f"表头不一致：数据所属期是“{own.period}”，截至日期却是“{own.as_of}”。",
            f"请核对是哪个月的数，把表头改成一致，或{EXPORT_HINT.removeprefix('请')}",
        )


def _stamp(names: Mapping[str, str], plan: Plan) -> Stamp:
    if names["format"] != FORMAT_VERSION:
        raise CixiError("导出此表的程序版本与本机不同。", "请统一版本后重新导出。")
    if names["plan"] != plan.id:
        raise CixiError(
            f"这是{names.get('year', '')}年{plan.document.called}（{names['plan']}）的表，"
            f"本机是{plan.year}年的（{plan.id}）。",
            EXPORT_HINT,
        )
    revision = names.get("revision", "")
    return Stamp(
        plan_version=names.get("plan_version", ""),
        unit_name=seen(names["unit_name"]).strip(),
        period=parse_period(names["period"]),
        revision=int(revision) if _REVISION.fullmatch(revision) else 0,
        check_code=names.get("check_code", ""),
        is_sample=names.get("is_sample") == "1",
        actor=names.get("actor", ""),
        exported_at=names.get("exported_at", ""),
        verdict=names.get("verdict", ""),
        reasons=_reasons(names.get("reasons", "")),
    )


def _reasons(text: str) -> tuple[tuple[str, str], ...]:
    """The reasons of a workbook that is given back; none where they cannot be read."""
    try:
        return tuple((str(place), str(words)) for place, words in json.loads(text))
    except (ValueError, TypeError):
        return ()


_REVISION = re.compile(r"\d{1,9}", re.ASCII)


def _checked(stamp: Stamp, plan: Plan) -> Stamp:
    period = stamp.period
    if period.year != plan.year:
        raise CixiError(
            f"这是{period.label}的表，本机的{plan.document.called}是{plan.year}年的。", EXPORT_HINT
        )
    if stamp.plan_version not in {version.version for version in plan.versions}:
        raise CixiError(
            f"这是{plan.document.called}第{stamp.plan_version or '？'}版的表，本机是第{plan.version}版。",
            "请先接受最新的任务分解表，再接收这份表。",
        )
    if not period.is_entered:
        raise CixiError(f"这是{period.label}的表。", "季度、年度数据由各月汇总，请接收各月的表。")
    if not stamp.unit_name or stamp.unit_name == ALL_UNITS.name:
        raise CixiError("这是全局汇总表（全部单位），不能作为单位报送的表接收。", WORKBOOK_HINT)
    return stamp


def of_another(sheet: ReadSheet, stamp: Stamp, units: Sequence[Unit]) -> str:
    """The unit and period in a sheet's own heading, where they are not the workbook's; else “”."""
    heading, period = _Heading.of(sheet), stamp.period
    is_other_unit = heading.unit and not _is_one_unit(heading.unit, stamp.unit_name, units)
    is_other_period = heading.period and period_labelled(heading.period, period.year) not in {None, period}
    return f"{heading.unit}{heading.period}" if is_other_unit or is_other_period else ""


class _Heading(NamedTuple):
    """What stands above a table: the line with unit, period, revision and check code; the plan's version."""

    unit: str = ""
    period: str = ""
    revision: str = ""
    hand_in: str = ""
    code: str = ""
    plan_version: str = ""
    as_of: str = ""
    is_sample: bool = False

    @classmethod
    def of(cls, *sheets: ReadSheet) -> _Heading:
        """The first word of each kind in the sheets' own lines."""
        texts = [
            found.text
            for sheet in sheets
            for found in sheet.cells.values()
            if HEADING_MARKS.search(found.text)
        ]
        line = "　　".join(texts)
        unit, period, revision, hand_in, code, version, as_of = (
            match[1].strip() if (match := pattern.search(line)) else "" for pattern in _WORDS
        )
        unit = ALL_UNITS.name if _OF_ALL in line else unit
        return cls(unit, period, revision, hand_in, code, version, as_of, is_sample="演示虚构" in line)

    def stamp(self, plan: Plan) -> Stamp:
        """The identity without the hidden sheet; CixiError if unit or period cannot be told."""
        period = period_labelled(self.period, plan.year) if self.period else None
        if not self.unit or period is None:
            lacking = [*(["填报单位"] if not self.unit else []), *(["数据所属期"] if period is None else [])]
            raise CixiError(
                f"无法识别{'和'.join(lacking)}（识别页和表头均已丢失）。", f"{EXPORT_HINT}请勿删改表头。"
            )
        return Stamp(
            plan_version=self.plan_version or plan.version,
            unit_name=_unit(self.unit),
            period=period,
            revision=int(self.revision or 0),
            hand_in=int(self.hand_in or 0),
            check_code=self.code,
            is_sample=self.is_sample,
            is_whole=False,
        )


_OF_ALL = "汇总单位："
"""The heading of 全局汇总表 names the bureau where that of a unit names the unit."""
HEADING_MARKS = re.compile("填报单位|数据所属期|演示虚构|印发），(?:数据版本|第.版)")
_NEXT = r"\s*(?:填报单位|数据所属期|截至日期|数据版本|修订号|第\d+次报送|草稿|校验码)"
_END = rf"(?=　|\s{{2}}|，|{_NEXT}|$)"
AS_OF = re.compile(rf"截至日期\s*[:：](?!{_NEXT})\s*(\d.*?){_END}")
"""截至日期 in a heading; the day is the first group."""
_WORDS = (
    re.compile(rf"填报单位(?:[(（](?:盖章|公章|签章|章)[)）])?\s*[:：](?!{_NEXT})\s*(.+?){_END}"),
    re.compile(rf"数据所属期\s*[:：](?!{_NEXT})\s*(.+?){_END}"),
    re.compile(r"(?:修订号|(?<!印发），)数据版本)\s*(\d{1,9})", re.ASCII),
    re.compile(r"第(\d{1,4})次报送", re.ASCII),
    re.compile(r"校验码[:：]\s*([0-9A-Z]{4}-[0-9A-Z]{4})"),
    re.compile(rf"印发），(?:数据版本|第)(\S+?)版?(?:。|{_END})"),
    AS_OF,
)
_MARKS = (
    re.compile(
        r"(?<!\S)(?:草稿|第\s*\d+\s*次报送(?:后有修改|[，,](?:已接收|退回))?|已接收|退回|(?:修订号|数据版本)\s*\d*|"
        r"共列\S*指标\d+项、事项\d+项|\S*印发），\S*|\S*演示虚构.*?(?:不得报送。?|(?=\s)|$))(?!\S)"
    ),
    *_WORDS,
    re.compile(r"校验码\s*[:：]?\s*[0-9A-Za-z-]*|(?:填报单位|数据所属期|截至日期)\s*[:：]?"),
)
"""What the heading says by itself, in any spelling."""


def beside_marks(line: str) -> str:
    """What stands in a heading beside its own marks: 计量单位：万元."""
    for marks in _MARKS:
        line = marks.sub("　", line)
    return " ".join(line.split())


_MONTH_OF_DAY = re.compile(r"20\d\d[-年./](\d{1,2})[-月./]", re.ASCII)


_SEAL = re.compile(r"[(（【\[](?:盖章|公章|签章|章)[)）】\]]$|(?:盖章|公章)$")
"""What people write behind a unit's name where it is stamped."""


def _unit(written: str) -> str:
    """A unit's name without what stands behind it for the stamp, and without signs that cannot be seen."""
    return _SEAL.sub("", seen(written).strip()).strip()


def _is_meant(written: str, own: str, period: Period) -> bool:
    """Whether the words of a heading, as people retype them, are the workbook's own unit or period."""
    if own == period.label and period_labelled(written, period.year) == period:
        return True
    return _folded(own).startswith(_folded(written))


def _folded(unit: str) -> str:
    return "".join(narrow(_unit(unit)).split())


def _is_one_unit(first: str, second: str, units: Sequence[Unit]) -> bool:
    """Whether two headings name the same unit."""
    return _folded(first) == _folded(second) or _is_known_as(first, _unit(second), units)


def _is_known_as(written: str, own: str, units: Sequence[Unit]) -> bool:
    """Whether the workbook's own unit is known by these words of its heading, too."""
    unit = unit_named(units, own)
    return unit is not None and unit_named(units, _unit(written)) == unit
