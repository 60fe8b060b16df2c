"""Whatever cuts a run off: nothing that was reported is lost, nothing is torn, nothing ends in a traceback.

Each blow falls on one step of work in a folder prepared for it, at one operation of the disk; what is found
afterwards must be what was there before or after the step, and after it if the step had reported its end.
Usage: python -m tests.campaigns.durability kills|full|cuts|flips|bases|writers SEED COUNT, as often as wanted
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter
from contextlib import closing, suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.maintenance.backups import Reason
from cixi_desktop.periods import month
from cixi_desktop.planfile import load_plan
from cixi_desktop.settings import FILE_NAME as SETTINGS
from cixi_desktop.settings import FILE_NAME_PATTERN, Settings, load_settings, save_settings
from cixi_desktop.workbook import Identity, write_workbook
from cixi_desktop.workspace import Workspace
from db.check import check, check_file
from db.datafile import BACKUP_FOLDER, FILE_NAME
from db.folder import SqlFolder
from db.store import SqlStore, open_store
from resources import ROOT
from tests.campaigns.disk import Disk, Mode, Step, arm, counted, load_first, mark, read_log
from tests.campaigns.flips import content_of, try_flips
from tests.db.records import NOON, adding, entry, narrative, noon, save

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

JUNE = month(2025, 6)
PLAN = load_plan((ROOT / "plans" / "2025.toml").read_text(encoding="utf-8"), "2025.toml")
OLDER = Path(__file__).parents[1] / "data" / "schema_0005.sql"
DONE, REFUSED, FAILED = 0, 3, 4


def workspace(folder: Path) -> Workspace:
    return Workspace(plan=PLAN, store=open_store(folder, clock=noon), actor="张三")


def fill(folder: Path) -> None:
    """A file with a history: thirty saves, a backup, settings, a workbook."""
    store = open_store(folder, clock=noon)
    for number in range(1, 13):
        save(store, adding(entry("8-1", number), narrative("8", number)))
    store.close()
    SqlFolder(folder, clock=noon).keep(Reason.AUTOMATIC)
    save(store, adding(entry("8-3")))
    store.close()
    save_settings(folder, Settings(actor="李四"))
    export(folder)


def fill_older(folder: Path) -> None:
    """A file of an earlier schema."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript(OLDER.read_text(encoding="utf-8"))


def leave_empty(_folder: Path) -> None:
    """Nothing."""


def save_one(folder: Path) -> None:
    save(open_store(folder, clock=noon), adding(entry("8-2")))


def undo(folder: Path) -> None:
    workspace(folder).undo()


def receive(folder: Path) -> None:
    """As much as a workbook brings, in one operation."""
    records = [entry(f"X-{number}", 6, unit_id="k", note="报送" * 40) for number in range(150)]
    save(open_store(folder, clock=noon), adding(*records, label="导入"))


def backup(folder: Path) -> None:
    SqlFolder(folder, clock=noon).keep(Reason.BY_HAND)


def backup_later(folder: Path) -> None:
    """One of the same day, which relies on that of before."""
    SqlFolder(folder, clock=lambda: NOON + timedelta(hours=1)).keep(Reason.AUTOMATIC)


def restore(folder: Path) -> None:
    data = SqlFolder(folder, clock=noon)
    kept = next(each for each in data.backups() if each.reason is Reason.AUTOMATIC)
    data.restore(kept.path, actor="张三")


def upgrade(folder: Path) -> None:
    open_store(folder, clock=noon)


def export(folder: Path) -> None:
    shown = workspace(folder)
    identity = Identity(revision=shown.revision(JUNE), exported_at=NOON, actor="张三")
    write_workbook(shown.assess(JUNE), shown.content, folder / "汇总.xlsx", identity, None)


def change_settings(folder: Path) -> None:
    save_settings(folder, Settings(actor="王五", file_name_pattern=FILE_NAME_PATTERN))


STEPS: dict[str, tuple[Callable[[Path], None], Callable[[Path], None]]] = {
    "save": (fill, save_one),
    "undo": (fill, undo),
    "import": (fill, receive),
    "backup": (fill, backup),
    "later backup": (fill, backup_later),
    "restore": (fill, restore),
    "upgrade": (fill_older, upgrade),
    "creation": (leave_empty, upgrade),
    "export": (fill, export),
    "settings": (fill, change_settings),
}
"""What is prepared, and what is then done to it."""


def state_of(folder: Path) -> str:
    """What the program finds in the folder, in short; AssertionError if anything of it is torn."""
    content = content_of(open_store(folder, clock=noon))
    findings = check(folder)
    assert not findings, findings
    for path in (folder / BACKUP_FOLDER).glob("*.db"):
        require_sound(path.read_bytes(), path)
    for path in folder.glob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
    settings = load_settings(folder)
    assert (folder / SETTINGS).stat().st_size if (folder / SETTINGS).exists() else True
    return hashlib.sha256(repr((content, settings)).encode()).hexdigest()[:16]


_SOUND: set[bytes] = set()
"""Digests of the backups that were looked at."""


def require_sound(content: bytes, path: Path) -> None:
    """AssertionError if the backup at ``path`` is torn; the same bytes are looked at once."""
    digest = hashlib.sha256(content).digest()
    if digest not in _SOUND:
        assert all("旧版本" in finding for finding in check_file(path)), path
        _SOUND.add(digest)


class Trial:
    """One step of work, what it is done to, and what may be found when it is cut off."""

    def __init__(self, name: str, place: Path) -> None:
        prepare, self.work = STEPS[name]
        self.name, self.template, self.folder = name, place / prepare.__name__, place / "data"
        if not self.template.exists():
            self.template.mkdir()
            prepare(self.template)
        self.renew()
        self.before = "" if name == "creation" else state_of(self.folder)
        self.renew()
        self.count = self._counted()
        self.after = state_of(self.folder)

    def renew(self) -> None:
        """Bring the folder back to how it was prepared."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.template, self.folder)

    def _counted(self) -> int:
        """How many operations of the disk the step takes."""
        receiver, sender = os.pipe()
        if os.fork() == 0:
            arm(Mode.KILL, self.folder, at=10**9)
            self.work(self.folder)
            os.write(sender, str(counted()).encode())
            os._exit(DONE)
        os.wait()
        return int(os.read(receiver, 20))

    def strike(self, mode: Mode, at: int) -> int:
        """Do the step in another process, which something befalls; returns its exit code, or -signal."""
        self.renew()
        child = os.fork()
        if child == 0:
            arm(mode, self.folder, at=at)
            os._exit(self._outcome())
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _outcome(self) -> int:
        try:
            self.work(self.folder)
        except CixiError:
            return REFUSED
        except BaseException as error:  # noqa: BLE001  that is what is looked for
            print(f"{self.name}: {error!r}", file=sys.stderr)
            return FAILED
        return DONE

    def verdict(self, *, is_reported: bool) -> str:
        """“” if what is found may be found, else what is wrong with it."""
        try:
            found = state_of(self.folder)
        except BaseException as error:  # noqa: BLE001  that is what is looked for
            return f"torn: {error!r}"
        if found == self.after:
            return ""
        if is_reported:
            return "lost"
        return "" if found == self.before or not self.before else "neither before nor after"


@cache
def trials(place: Path) -> tuple[Trial, ...]:
    """One trial of each step; they are prepared once."""
    place.mkdir()
    return tuple(Trial(name, place) for name in STEPS)


def kills(tried: Sequence[Trial], seed: int, count: int) -> Counter[str]:
    """Ends of the process at any operation of any step; the write it falls upon is done by half."""
    chance, tally = random.Random(seed), Counter[str]()  # noqa: S311
    for _ in range(count):
        trial = chance.choice(tried)
        at = chance.randint(1, trial.count + 1)
        code = trial.strike(Mode.KILL, at)
        tell(tally, trial, at, trial.verdict(is_reported=code == DONE))
        tally["killed" if code == -signal.SIGKILL else "ended"] += 1
    return tally


def full(tried: Sequence[Trial], seed: int, count: int) -> Counter[str]:
    """A disk that is full from one operation on: each in turn, or ``count`` of each step by chance."""
    chance, tally = random.Random(seed), Counter[str]()  # noqa: S311
    for trial in tried:
        every = range(1, trial.count + 1)
        for at in every if count >= trial.count else sorted(chance.sample(every, count)):
            code = trial.strike(Mode.FULL, at)
            fault = "a raw fault" if code not in {DONE, REFUSED} else trial.verdict(is_reported=code == DONE)
            tell(tally, trial, at, fault)
            tally["refused" if code == REFUSED else "done"] += 1
    return tally


def cuts(tried: Sequence[Trial], seed: int, count: int) -> Counter[str]:
    """Cuts of the power after any operation of any step, half of them on a disk that orders no names."""
    chance, tally = random.Random(seed), Counter[str]()  # noqa: S311
    recordings = {trial.name: record(trial) for trial in tried}
    for number in range(count):
        trial = chance.choice(tried)
        before, steps = recordings[trial.name]
        at, is_ordered = chance.randint(0, len(steps)), bool(number % 2)
        disk = before.copy()
        for step in steps[:at]:
            disk.take_in(step)
        lay_out(trial.folder, disk.cut(chance, is_ordered=is_ordered))
        is_reported = any(step.kind == "A" for step in steps[:at])
        tell(tally, trial, at, trial.verdict(is_reported=is_reported))
        tally["ordered" if is_ordered else "unordered"] += 1
    return tally


def record(trial: Trial) -> tuple[Disk, list[Step]]:
    """The disk before the step, and what the step does to it; its last mark is the report of its end."""
    trial.renew()
    before, log = Disk(trial.folder), trial.folder.with_name(f"{trial.name}.log")
    if os.fork() == 0:
        arm(Mode.LOG, trial.folder, log=os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        trial.work(trial.folder)
        mark()
        os._exit(DONE)
    os.wait()
    return before, list(read_log(log))


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Let the folder hold these files and no others."""
    shutil.rmtree(folder)
    folder.mkdir()
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)


def flips(place: Path, seed: int, count: int) -> Counter[str]:
    """Flipped bits, one at a time, and files cut short."""
    fill(place)
    tally = Counter(try_flips(place, count, seed))
    chance, whole = random.Random(seed), (place / FILE_NAME).read_bytes()  # noqa: S311
    for _ in range(count // 10):
        (place / FILE_NAME).write_bytes(whole[: chance.randrange(len(whole))])
        tally["truncations"] += 1
        with suppress(CixiError):
            content_of(open_store(place))
            tally["WRONG: a short file is read"] += not check(place)
    tally["WRONG: silent"] += tally.pop("silent")
    tally["WRONG: overlooked"] += tally.pop("overlooked")
    return tally


CLOCKS = {
    "later": timedelta(hours=1),
    "next day": timedelta(1),
    "back": -timedelta(hours=1),
    "day back": -timedelta(1),
}


def bases(place: Path, seed: int, count: int) -> Counter[str]:
    """Backups that rely on an earlier one: that, or the file itself, is damaged, cut short or gone.

    What is kept is whole; and what is wrong with an earlier backup keeps nobody from the next.
    """
    fill(place)
    data, (base,) = place / FILE_NAME, (place / BACKUP_FOLDER).glob("*.db")
    expected, whole = content_of(open_store(place)), {path: path.read_bytes() for path in (data, base)}
    chance, tally = random.Random(seed), Counter[str]()  # noqa: S311
    for _ in range(count):
        shutil.rmtree(place / BACKUP_FOLDER)
        (place / BACKUP_FOLDER).mkdir()
        for path, content in whole.items():
            path.write_bytes(content)
        struck = chance.choice([data, base])
        blow = chance.choice(["flip", "flip", "cut", "gone"] if struck == base else ["flip", "cut"])
        harm(struck, blow, chance)
        when = chance.choice([*CLOCKS])
        verdict = kept_beside(place, CLOCKS[when], expected)
        is_wrong = verdict not in {"kept", "refused"} or (verdict == "refused" and struck == base)
        tally[f"WRONG: {struck.name} {blow} {when}: {verdict}" if is_wrong else verdict] += 1
    return tally


def harm(path: Path, blow: str, chance: random.Random) -> None:
    """Flip one bit of what a file holds (most of it is empty), cut it short, or take it away."""
    content = bytearray(path.read_bytes())
    if blow == "gone":
        path.unlink()
    elif blow == "cut":
        path.write_bytes(content[: chance.randrange(len(content))])
    else:
        at = chance.choice([place for place, byte in enumerate(content) if byte])
        content[at] ^= 1 << chance.randrange(8)
        path.write_bytes(content)


def kept_beside(folder: Path, after: timedelta, expected: object) -> str:
    """What becomes of a backup that is made so long after the earlier one."""
    try:
        kept = SqlFolder(folder, clock=lambda: NOON + after).keep(Reason.AUTOMATIC)
    except CixiError:
        return "refused"
    try:
        return "kept" if content_of(SqlStore(kept.path)) == expected else "other content"
    except CixiError as error:
        return f"unreadable, {error}"


WRITERS = 3


def writers(place: Path, seed: int, count: int) -> Counter[str]:
    """Programs that save into one file at once; each save that was reported must be there once."""
    store = open_store(place, clock=noon)
    receiver, sender = os.pipe()
    for writer in range(WRITERS):
        if os.fork() == 0:
            with os.fdopen(sender, "w", buffering=1) as reports:
                save_all(place, f"{seed}-{writer}", count, reports.write)
            os._exit(DONE)
    os.close(sender)
    with os.fdopen(receiver) as told:
        reported = Counter(told.read().split())
    for _ in range(WRITERS):
        os.wait()
    kept = Counter(operation.label for operation in store.operations(limit=10**6))
    tally = Counter({"saved": kept.total(), "writers": WRITERS})
    tally["WRONG: lost or doubled"] = (reported - kept).total() + (kept - reported).total()
    tally["WRONG: findings"] = len(check(place))
    return tally


def save_all(place: Path, name: str, count: int, report: Callable[[str], object]) -> None:
    """Save until it was done ``count`` times; who finds the file busy tries again."""
    shown = Workspace(plan=PLAN, store=open_store(place, clock=noon), actor=name)
    done = 0
    while done < count:
        with suppress(CixiError):
            label = f"{name}-{done}"
            shown.perform(label, (Change(None, entry(f"{name}-{done}")),))
            done += 1
            report(f"{label}\n")


def tell(tally: Counter[str], trial: Trial, at: int, fault: str) -> None:
    """Count a blow, and say where the fault is if there is one."""
    tally[trial.name] += 1
    if fault:
        tally[f"WRONG: {fault.partition(':')[0]}"] += 1
        print(f"{trial.name} at operation {at} of {trial.count}: {fault}", file=sys.stderr)


STRIKES = {"kills": kills, "full": full, "cuts": cuts}
DAMAGES = {"flips": flips, "bases": bases, "writers": writers}


def run(name: str, seed: int, count: int, root: Path) -> Counter[str]:
    """One campaign: over the trials, or in a folder of its own."""
    if name in STRIKES:
        return STRIKES[name](trials(root / "trials"), seed, count)
    return DAMAGES[name](Path(tempfile.mkdtemp(dir=root)), seed, count)


def main(words: Sequence[str]) -> int:
    """Run the campaigns (of each name, seed, count) in memory where there is such a disk; 1 if any failed."""
    memory, wrong = Path("/dev/shm"), 0  # noqa: S108  a folder of our own in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as root:
        for campaign, seed, count in zip(words[::3], words[1::3], words[2::3], strict=True):
            found = run(campaign, int(seed), int(count), Path(root))
            print(json.dumps({"campaign": campaign, "seed": int(seed), **+found}, ensure_ascii=False))
            wrong += any(what.startswith("WRONG") for what in +found)
    return min(wrong, 1)


if __name__ == "__main__":
    load_first()
    sys.exit(main(sys.argv[1:]))
