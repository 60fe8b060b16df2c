"""Look through workbooks that have arrived, changing nothing: what each is, and which is the newest."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.actions.file_differences import differences
from cixi_desktop.errors import CixiError
from cixi_desktop.files import is_there, shown_name, write_whole
from cixi_desktop.records.handovers import Acceptance
from cixi_desktop.records.units import UNASSIGNED, Unit, alike, normal_name, unit_named
from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.breakdown import is_breakdown
from cixi_desktop.workbook.reading import Normalised, Reading, RefusedCell
from cixi_desktop.workbook.reading.package import LARGEST_FILE, MEBIBYTE, TOO_LARGE_HINT
from cixi_desktop.workspace import known_units, shared_records
from cixi_desktop.years import plans_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records.record import Record

__all__ = [
    "Arrival",
    "ArrivalOutcome",
    "Normalised",
    "Reading",
    "RefusedCell",
    "file_bytes",
    "files_in",
    "inspect_files",
    "keep_file",
    "kept_arrival",
    "resolve_conflicts",
]

LOG = logging.getLogger(__name__)
SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xlsb", ".xltx", ".xls", ".et", ".ett", ".ods", ".csv"}
    | {".doc", ".docx", ".wps", ".rtf", ".zip", ".rar", ".7z"}
)
"""What is looked at in a folder: as what a unit may send its table. Only the first can be read, the others
are refused by name; pictures and scanned pages lie there for other reasons."""
_LOCK_FILES = ("~$", ".~", ".")


class ArrivalOutcome(StrEnum):
    """What came of one file."""

    ACCEPTED = "accepted"
    NORMALISED = "normalised"
    ROWS_REFUSED = "rows refused"
    DOUBTFUL = "doubtful"
    UNKNOWN_UNIT = "unknown unit"
    PARTLY_IMPORTED = "partly imported"
    FILE_REFUSED = "file refused"
    ALREADY_IMPORTED = "already imported"
    OLDER_REVISION = "older revision"

    @property
    def can_be_accepted(self) -> bool:
        """Whether the file, or some of it, can be taken in."""
        return self in {
            ArrivalOutcome.ACCEPTED,
            ArrivalOutcome.NORMALISED,
            ArrivalOutcome.ROWS_REFUSED,
            ArrivalOutcome.DOUBTFUL,
            ArrivalOutcome.PARTLY_IMPORTED,
        }

    @property
    def is_good(self) -> bool:
        """Whether nothing is left to be done about the file."""
        return self in {
            ArrivalOutcome.ACCEPTED,
            ArrivalOutcome.NORMALISED,
            ArrivalOutcome.DOUBTFUL,
            ArrivalOutcome.ALREADY_IMPORTED,
        }


class Arrival(Struct, frozen=True, kw_only=True):
    """One file and what came of it. Unit, period and revision are as the file says, None where it cannot.

    ``unit`` is the known one that its name means, None for one yet to be made; ``may_be`` are those that it
    may mean, of which one must be chosen. ``reading`` is None where the file could not be read, or was known
    by its hash (then without cells). ``acceptance`` is there if it was taken in before, in whole or in part.
    """

    path: Path
    sha256: str
    outcome: ArrivalOutcome
    unit_name: str | None = None
    unit: Unit | None = None
    may_be: tuple[Unit, ...] = ()
    period: Period | None = None
    revision: int | None = None
    reading: Reading | None = None
    refused: tuple[RefusedCell, ...] = ()
    acceptance: Acceptance | None = None

    @property
    def name(self) -> str:
        """The file's name for people."""
        return shown_name(self.path)

    @property
    def hand_in(self) -> int:
        """Its 第N次报送; 0 for a draft or a form, and where that is not known."""
        if self.reading is not None:
            return self.reading.stamp.hand_in
        return self.acceptance.hand_in if self.acceptance else 0

    @property
    def takeable(self) -> frozenset[str]:
        """The keys of the records that can be taken in: all that were read, or those left out before."""
        if self.reading is None or not self.outcome.can_be_accepted:
            return frozenset()
        covered = self.reading.covered
        return covered & frozenset(self.acceptance.left_out) if self.acceptance else covered

    @property
    def normalised(self) -> tuple[Normalised, ...]:
        """What was put right in its cells."""
        return self.reading.normalised if self.reading else ()

    @property
    def whose(self) -> tuple[str, str]:
        """Unit and period, by which revisions are held against one another."""
        unit = self.unit.id if self.unit else normal_name(self.unit_name or "")
        return unit, self.period.key if self.period else ""

    @property
    def label(self) -> str:
        """Unit and period for people."""
        name = self.unit.name if self.unit else self.unit_name
        return f"{name}{self.period.label}" if name and self.period else ""


def file_refused(arrival: Arrival, reason: str) -> Arrival:
    """The whole file, refused; what is refused of its cells is named all the same."""
    refused = (RefusedCell("", "", reason), *arrival.refused)
    return replace(arrival, outcome=ArrivalOutcome.FILE_REFUSED, refused=refused)


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are meant, those of folders (at any depth) by name; CixiError if one is not there."""
    found: dict[Path, None] = {}
    for path in paths:
        if not is_there(path):
            raise CixiError(f"没有这个文件或文件夹：{path}。", "请检查路径。")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file == path or _is_workbook(file):
                found[file] = None
    return tuple(found)


def _is_workbook(path: Path) -> bool:
    is_named = path.suffix.lower() in SUFFIXES and not path.name.startswith(_LOCK_FILES)
    return is_named and path.is_file()


NEW_UNIT = "+"
"""In place of a unit's id: the name that is not known is that of a new unit."""

Answers = Mapping[str, str]
"""Which unit is meant by a name that is not known: its id, or ``NEW_UNIT``, by the name's normal form."""


def inspect_files(
    plan: Plan, store: Store, files: Iterable[Path], answers: Answers = MappingProxyType({})
) -> Iterator[Arrival]:
    """Read the files one by one, changing nothing; ``resolve_conflicts`` then holds them against one another.

    A file of another year is read by its plan; one that was taken in whole before costs its hash only.
    """
    others = plans_beside(store, plan)
    units, shared = known_units(store), shared_records(store)
    is_sample = store.is_sample()
    for path in files:
        arrival = Arrival(path=path, sha256="", outcome=ArrivalOutcome.ACCEPTED)
        try:
            data = file_bytes(path)
            arrival = replace(arrival, sha256=hashlib.sha256(data).hexdigest())
            acceptance = _acceptance(store, arrival.sha256)
            if acceptance and not acceptance.left_out:
                yield _known(arrival, acceptance, units)
                continue
            reading = _reading(data, plan, others, units, shared)
            read = _of_unit(_read(arrival, reading, is_sample=is_sample), units, answers)
            yield _taken_up(read, acceptance, units) if acceptance else read
        except CixiError as error:
            yield file_refused(arrival, str(error))


def _reading(
    data: bytes, plan: Plan, others: Sequence[Plan], units: Sequence[Unit], shared: Sequence[Record]
) -> Reading:
    """What the file says. CixiError, too, for a fault of the program, which no other file should feel."""
    try:
        return read_workbook(data, plan, others, units, shared)
    except CixiError:
        if is_breakdown(data):
            hint = "请用“计划—接受任务分解表”接受，或用plan import命令。"
            raise CixiError("这是任务分解表，不是报送的表。", hint) from None
        raise
    except Exception as fault:
        LOG.exception("unexpected fault in a workbook")
        hint = "请让单位用模板重新填写一份；原文件和日志请留给维护人员。"
        raise CixiError("读取这份文件时程序出错，未读入。", hint) from fault


KEPT = "收件"
"""The folder beside the data file with the files of which something stayed out, by their hashes."""


def keep_file(store: Store, folder: Path, arrival: Arrival) -> None:
    """Keep a copy of a file of which something stayed out, for its return; of others none (any more)."""
    acceptance, kept = _acceptance(store, arrival.sha256), _kept(folder, arrival.sha256)
    with suppress(OSError):  # without it the return has what was taken in, as it always has
        if acceptance and acceptance.untaken:
            kept.parent.mkdir(exist_ok=True)
            write_whole(kept, arrival.path.read_bytes())
        else:
            kept.unlink(missing_ok=True)


def kept_arrival(plan: Plan, store: Store, folder: Path, sha256: str) -> Arrival | None:
    """A file that was taken in, read anew from its copy with all that stayed out; None if none is kept."""
    acceptance, kept = _acceptance(store, sha256), _kept(folder, sha256)
    if acceptance is None or not kept.is_file():
        return None
    data = kept.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return None
    units = known_units(store)
    reading = read_workbook(data, plan, plans_beside(store, plan), units, shared_records(store))
    arrival = Arrival(path=kept, sha256=sha256, outcome=ArrivalOutcome.ACCEPTED)
    known = _known(arrival, acceptance, units)
    return replace(known, reading=reading, refused=reading.refused)


def _kept(folder: Path, sha256: str) -> Path:
    return folder / KEPT / f"{sha256}.xlsx"


def _acceptance(store: Store, sha256: str) -> Acceptance | None:
    found = store.current(("acceptance", sha256))
    return found if isinstance(found, Acceptance) else None


def _known(arrival: Arrival, acceptance: Acceptance, units: Iterable[Unit]) -> Arrival:
    unit = next((unit for unit in units if unit.id == acceptance.unit_id), UNASSIGNED)
    return replace(
        arrival,
        outcome=ArrivalOutcome.ALREADY_IMPORTED,
        unit_name=unit.name,
        unit=unit,
        period=acceptance.period,
        revision=acceptance.number,
        acceptance=acceptance,
    )


def _taken_up(read: Arrival, acceptance: Acceptance, units: Iterable[Unit]) -> Arrival:
    """A file of which parts were left out: what they are, for the unit that it was taken in for."""
    known = _known(read, acceptance, units)
    return replace(known, outcome=ArrivalOutcome.PARTLY_IMPORTED)


def _of_unit(read: Arrival, units: tuple[Unit, ...], answers: Answers) -> Arrival:
    """Whose the file is: the unit that is known by its name, or as it was answered."""
    name = read.unit_name or ""
    answer = answers.get(normal_name(name), "")
    answered = next((unit for unit in units if unit.id == answer), None)
    unit = unit_named(units, name) or answered
    may_be = () if unit or answer == NEW_UNIT else alike(units, name)
    read = replace(read, unit=unit, may_be=may_be)
    if not may_be or not read.outcome.can_be_accepted:
        return read
    named = "、".join(f"“{each.name}”" for each in may_be)
    asked = RefusedCell("", "", f"没有名为“{name}”的单位，请先明确它是{named}，还是新单位。")
    return replace(read, outcome=ArrivalOutcome.UNKNOWN_UNIT, refused=(asked, *read.refused))


def _read(arrival: Arrival, reading: Reading, *, is_sample: bool) -> Arrival:
    stamp = reading.stamp
    read = replace(
        arrival,
        outcome=ArrivalOutcome.NORMALISED if reading.normalised else ArrivalOutcome.ACCEPTED,
        unit_name=stamp.unit_name,
        period=stamp.period,
        revision=stamp.revision,
        reading=reading,
    )
    if stamp.is_sample and not is_sample:
        return file_refused(read, "这是示例数据，不是单位的实际情况。请让填报单位用自己的数据导出。")
    if reading.refused:
        return replace(read, outcome=ArrivalOutcome.ROWS_REFUSED, refused=reading.refused)
    return read


def file_bytes(path: Path) -> bytes:
    """What is in a file that has arrived. CixiError if it cannot be read, or is too large for a table."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CixiError(
                f"文件超过{LARGEST_FILE // MEBIBYTE} MB，远大于正常的进展情况表，未读取。", TOO_LARGE_HINT
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CixiError(f"文件不能读取（{reason}）。", "请检查文件是否还在、有没有权限。") from error


def resolve_conflicts(store: Store, arrivals: Iterable[Arrival]) -> tuple[Arrival, ...]:
    """The files as they can be taken in: of each unit and month the newest revision, none twice.

    Different files of one revision are all refused: which is right, nobody can tell from outside. What was
    exported after a higher revision had been taken in comes from another data file, as a form does, and is
    not older; ``compare_files`` asks about it.
    """
    arrivals = tuple(arrivals)
    newest = _newest(store, arrivals)
    conflicting_files = _conflicting_files(arrivals, newest)
    done: list[Arrival] = []
    seen: dict[str, str] = {}
    for arrival in arrivals:
        is_open = arrival.outcome.can_be_accepted
        done.append(
            _held_against(arrival, newest, conflicting_files, seen) if is_open else _replaced(store, arrival)
        )
        seen.setdefault(arrival.sha256, arrival.name)
    return tuple(done)


_NOTHING = (-1, 0, "", "")
_NEVER = "9"
"""Later than every date."""
Whose = tuple[str, str]
Newest = dict[Whose, tuple[int, int, str, str]]


def _newest(store: Store, arrivals: tuple[Arrival, ...]) -> Newest:
    """The highest revision of each unit and month, taken in or just arrived, its 第N次报送 and its file.

    At the end stands since when (ISO, local) it is held here.
    """
    newest: Newest = {}
    for acceptance in _earlier(store, arrivals):
        whose = (acceptance.unit_id, acceptance.period.key)
        since = acceptance.at.isoformat()
        reached = (acceptance.number, acceptance.hand_in, acceptance.file_name, since)
        newest[whose] = max(newest.get(whose, _NOTHING), reached)
    for arrival in arrivals:
        if arrival.outcome.can_be_accepted:
            reached = (arrival.revision or 0, arrival.hand_in, arrival.name, _NEVER)
            newest[arrival.whose] = max(newest.get(arrival.whose, _NOTHING), reached)
    return newest


def _earlier(store: Store, arrivals: Iterable[Arrival]) -> Iterator[Acceptance]:
    """What was taken in before of the units and years of the files."""
    found = {(each.unit.id, each.period.year) for each in arrivals if each.unit and each.period}
    for unit_id, year in sorted(found):
        yield from store.load(Acceptance, year=year, unit_id=unit_id)


def _held_against(
    arrival: Arrival,
    newest: Newest,
    conflicting_files: dict[Whose, tuple[Arrival, ...]],
    seen: dict[str, str],
) -> Arrival:
    if arrival.sha256 in seen:
        refused = RefusedCell("", "", f"与“{seen[arrival.sha256]}”是同一份文件。")
        return replace(arrival, outcome=ArrivalOutcome.ALREADY_IMPORTED, refused=(refused,))
    highest, hand_in, name, since = newest[arrival.whose]
    exported_at = arrival.reading.stamp.exported_at if arrival.reading else ""
    if (arrival.revision or 0) < highest and exported_at <= since:
        newer = f"第{hand_in}次报送" if hand_in else "表"
        own = f"是第{arrival.hand_in}次报送" if arrival.hand_in else "较早"
        reason = f"{arrival.label}已有更新的{newer}（{name}），这份{own}。"
        return replace(arrival, outcome=ArrivalOutcome.OLDER_REVISION, refused=(RefusedCell("", "", reason),))
    alike = [other for other in conflicting_files.get(arrival.whose, ()) if other.sha256 != arrival.sha256]
    if not alike:
        return arrival
    others = "、".join(f"“{_told_apart(other, arrival)}”" for other in alike)
    is_nameless = arrival.unit_name == UNASSIGNED.name
    why = "均未填写单位名称，无法区分" if is_nameless else "而内容不同"
    edition = f"第{arrival.hand_in}次报送" if arrival.hand_in else "的表"
    same = f"与{others}同为{arrival.label}{edition}，{why}{_differences(arrival, alike)}。"
    return file_refused(arrival, f"{same}请确认后只保留应接收的一份，再次接收。")


def _replaced(store: Store, arrival: Arrival) -> Arrival:
    """A file that was taken in before says so, where another one has taken its place since."""
    own = arrival.acceptance
    taken = _earlier(store, [arrival]) if own else ()
    later = [each for each in taken if own and each.period == own.period and each.at > own.at]
    if not later:
        return arrival
    name = max(later, key=lambda each: each.at).file_name
    reason = f"这份以前接收过，其后又接收了“{name}”，未再读入。要以这份为准的，请该单位重新导出。"
    return replace(arrival, refused=(RefusedCell("", "", reason),))


def _told_apart(other: Arrival, arrival: Arrival) -> str:
    """The name of another file, with its folder where both are called the same."""
    return f"{other.path.parent.name}/{other.name}" if other.name == arrival.name else other.name


def _conflicting_files(arrivals: tuple[Arrival, ...], newest: Newest) -> dict[Whose, tuple[Arrival, ...]]:
    """Files of one unit, month and newest revision that do not say the same."""
    alike: dict[Whose, list[Arrival]] = {}
    for arrival in arrivals:
        if arrival.outcome.can_be_accepted and arrival.revision == newest[arrival.whose][0]:
            alike.setdefault(arrival.whose, []).append(arrival)
    return {
        whose: tuple(found)
        for whose, found in alike.items()
        if any(_said(arrival) != _said(found[0]) for arrival in found)
    }


def _differences(arrival: Arrival, others: Iterable[Arrival]) -> str:
    first, *more = (each.reading for each in (arrival, *others) if each.reading)
    return differences(first, more)


def _said(arrival: Arrival) -> object:
    reading = arrival.reading
    return reading and (reading.entries, reading.narratives, reading.ledger, reading.covered)
