"""What all commands work with, data folder, content and lines to the user, and how one is carried out."""

from __future__ import annotations

import json
import re
import signal
import sys
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.errors import CixiError
from cixi_desktop.periods import parse_period
from cixi_desktop.planfile import load_plan
from cixi_desktop.records.units import ALL_UNITS, known_unit, near_units, unit_named
from cixi_desktop.settings import sound_settings
from cixi_desktop.wording.header import DAMAGED_HINT, damage_words
from cixi_desktop.workspace import Workspace, all_contents, known_units, read_content, reported_content
from cixi_desktop.years import plan_of_year
from ui.console.arguments import MODULES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.maintenance.storage import DataFolder, Storage, Told
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.ports import Store
    from cixi_desktop.records.content import Content
    from cixi_desktop.settings import Settings

    Command = Callable[["Console", argparse.Namespace], int | None]


DONE, LEFT_TO_DO = 0, 2
ALL = {ALL_UNITS.name, "全部"}
"""What stands for all units where a unit is asked for."""


class Console(Struct, frozen=True, kw_only=True, dict=True):
    """What a command works with. ``actor`` signs the journal while no 填报人 is set.

    ``year`` is that of the plan which is asked for; None means the newest.
    """

    plan_file: Path
    folder: Path
    storage: Storage
    actor: str
    year: int | None = None

    @cached_property
    def shipped(self) -> Plan:
        """The plan that comes with the program; CixiError with line and key if its file has a fault."""
        return load_plan(self.plan_file.read_text(encoding="utf-8"), self.plan_file.name)

    @cached_property
    def plan(self) -> Plan:
        """The data file's plan of the year, the shipped one while there is no file."""
        return plan_of_year(self.open(), self.shipped, self.year) if self.folder.is_dir() else self.shipped

    def open(self) -> Store:
        """The folder's data file, made if there is none."""
        return self._store

    @property
    def data(self) -> DataFolder:
        """The data folder as a whole."""
        return self.storage.folder(self.folder)

    @cached_property
    def _store(self) -> Store:
        store = self.storage.open(self.folder)
        if setback := self.data.setback():
            tell(f"注意：{setback}")
        return store

    @property
    def damage(self) -> tuple[str, ...]:
        """What of the data file could not be read, as far as it was opened."""
        return self._store.damage if "_store" in vars(self) else ()

    @property
    def settings(self) -> Settings:
        """The folder's settings."""
        settings, damage = sound_settings(self.folder)
        if damage:
            tell(f"注意：{damage}")
        return settings

    @property
    def signer(self) -> str:
        """The 填报人 of the folder, else the account."""
        return self.settings.signer(self.actor)

    def workspace(self, unit_name: str | None, *, may_add: bool = False, is_new: bool = False) -> Workspace:
        """The workspace of the named unit, else of the folder's own unit.

        A unit that is not there yet is added if it ``may_add`` one and none has nearly its name, or if it
        ``is_new``; else CixiError.
        """
        store = self.open()
        workspace = Workspace(
            plan=self.plan,
            store=store,
            actor=self.signer,
            unit_id=self.settings.unit_id,
            shipped=self.shipped,
        )
        if unit_name in ALL:
            workspace.load(ALL_UNITS.id)
        elif unit_name is not None:
            units = workspace.units()
            is_added = is_new or (may_add and not near_units(units, unit_name))
            if is_added and unit_named(units, unit_name) is None:
                say(f"新增单位：{unit_name}")
                add_unit(workspace, unit_name)
            try:
                workspace.load(known_unit(workspace.units(), unit_name).id)
            except CixiError as error:
                how = "确是新单位的，请加“--new-unit”。" if may_add else ""
                raise CixiError(error.message, f"{error.hint}{how}") from error
        return workspace

    def content(self, store: Store, unit_name: str | None, period: Period) -> Content:
        """The named unit's content or that of all units, else of all that have reported, by ``period``."""
        if unit_name is None:
            return reported_content(self.plan, store, period)
        if unit_name in ALL:
            return combined(self.plan, all_contents(self.plan, store), period)
        return read_content(self.plan, store, known_unit(known_units(store), unit_name))

    def period(self, text: str) -> Period:
        """The period of that key, within the plan."""
        return self.plan.check_period(parse_period(text))

    def assessed(self, unit_name: str | None, period: str) -> tuple[Content, Assessment, int]:
        """The content of ``content``, judged at the period of that key, with its 修订号."""
        asked = self.period(period)
        store = self.open()
        content = self.content(store, unit_name, asked)
        return content, *judged(self.plan, store, content, asked)


def judged(plan: Plan, store: Store, content: Content, period: Period) -> tuple[Assessment, int]:
    """The content as of the end of ``period``, and its 修订号."""
    from cixi_desktop.assessment.assess import assess
    from cixi_desktop.records.units import ALL_UNITS

    unit_id = None if content.unit.id == ALL_UNITS.id else content.unit.id
    return assess(plan, content, period), store.revision(unit_id, period.year, period.last)


def run(console: Console, arguments: argparse.Namespace) -> int:
    """Carry out one command; returns the exit code: 0 done, 2 something is left to do.

    CixiError if the user can mend what is wrong; whatever else is raised is a bug.
    """
    asked = replace(console, year=_asked_year(arguments))
    code = command(arguments.command)(asked, arguments) or DONE
    if asked.damage:
        tell(f"注意：{damage_words(asked.damage)}{DAMAGED_HINT}")
        return LEFT_TO_DO
    return code


def _asked_year(arguments: argparse.Namespace) -> int | None:
    """The year that the words name by themselves or by a period; None where they name none."""
    named = vars(arguments)
    if named.get("year") is not None:
        return int(named["year"])
    found = re.match(r"\d{4}", named.get("period") or named.get("from_period") or "")
    return int(found[0]) if found else None


def command(name: str) -> Command:
    """The function of that command."""
    module = next(module for module, names in MODULES.items() if name in names)
    commands: dict[str, Command] = import_module(f"ui.console.{module}").COMMANDS
    return commands[name]


def say(text: str) -> None:
    """One line for the user; where the terminal lacks a character, ？ stands for it, in JSON its number."""
    encoding = sys.stdout.encoding if sys.stdout else None
    print(text if encoding is None else _fit(text, encoding))


def _fit(text: str, encoding: str) -> str:
    """The text as far as an encoding such as GBK can say it."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        is_json, mark = text.startswith(("[", "{")), "？" if _fits("？", encoding) else "?"
        return "".join(
            each if _fits(each, encoding) else json.dumps(each)[1:-1] if is_json else mark for each in text
        )
    return text


def _fits(sign: str, encoding: str) -> bool:
    return sign.encode(encoding, errors="ignore") != b""


T = TypeVar("T")
INTERRUPTED = 130
"""Exit code of a command that was stopped by Ctrl-C, as shells have it."""
PATIENCE_SECONDS = 1.0
"""What takes no longer needs no progress."""
MANY = 20
"""Files from which on progress is told also where nobody may be looking, once for so many."""


@contextmanager
def stoppable() -> Iterator[Event]:
    """Ctrl-C sets the event instead of breaking off what is under way."""
    is_stopped = Event()
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: is_stopped.set())
    try:
        yield is_stopped
    finally:
        signal.signal(signal.SIGINT, before)


def steps(items: Iterable[T], total: int, what: str, is_stopped: Event) -> Iterator[T]:
    """The items, with the progress on stderr, until they end or somebody stops; ``what`` is done to each."""
    is_terminal = sys.stderr.isatty()
    number = 0
    for number, item in enumerate(items, 1):
        if is_terminal:
            sys.stderr.write(f"\r{what}{number}/{total}")
            sys.stderr.flush()
        elif total > MANY and number % MANY == 0:
            tell(f"{what}{number}/{total}")
        yield item
        if is_stopped.is_set():
            break
    if is_terminal and number:
        tell("")


@contextmanager
def watched(what: str) -> Iterator[Told]:
    """Tells on stderr which share of ``what`` is done, once it has taken some time."""
    begun, shown = monotonic(), ""

    def told(share: float) -> None:
        nonlocal shown
        now = f"{what}{share:.0%}"
        if monotonic() - begun > PATIENCE_SECONDS and now != shown:
            shown = now
            sys.stderr.write(f"\r{now}" if sys.stderr.isatty() else f"{now}\n")
            sys.stderr.flush()

    yield told
    if shown and sys.stderr.isatty():
        tell("")


def tell(line: str) -> None:
    """A line beside the result, on stderr."""
    sys.stderr.write(f"{line}\n")


def read_file(file: str) -> tuple[bytes, str]:
    """A file that the user names, or the standard input, with its name; CixiError if it is not there."""
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(), ""
    path = Path(file)
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise CixiError(f"“{path.name}”无法打开：{error.strerror}。", "请检查文件是否存在。") from error


STANDARD_INPUT = "-"
