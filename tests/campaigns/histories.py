"""Random histories of entries, put to the program's actions and to the oracle; every difference is told.

    .venv/bin/python -m tests.campaigns.histories 1 3000

A history: entries of ten figures and five items, one to seven months each in any order, with values at and
beside target, pace, pace less ten, band and baseline; some grey, some of another day, some 预计数, some
twice, some with a basis of the bureau's own. Compared are all months, 1—2月, quarters, half-year and year.
"""

from __future__ import annotations

import random
import sys
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cixi_desktop.actions.record import record
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, parse_period
from cixi_desktop.records.basis import NO_MONTHS, Basis
from cixi_desktop.wording.listing import as_json
from cixi_desktop.workspace import Workspace
from tests.campaigns import oracle
from tests.campaigns.oracle import Answer, Entry, Figure
from tests.support.figures import plan_with
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIGURES = oracle.figures_of((Path(__file__).parents[1] / "data/commitments.json").read_text(encoding="utf-8"))
REFORM = ("方案", "审计评估", "报批", "实施", "登记挂牌")
MECHANISM = ("调研起草", "征求意见", "审议", "印发实施")
RULES = ("调研起草", "征求意见", "合法性审查", "审议", "印发", "备案公开")
ITEMS = {
    "M4-4": Figure("hard", stages=REFORM),
    "M4-2": Figure("hard", stages=REFORM, deadline=date(2025, 6, 30)),
    "M8-2": Figure("hard", stages=RULES, deadline=date(2025, 9, 15)),
    "M4-1": Figure("soft", stages=MECHANISM, deadline=date(2025, 8, 20)),
    "M8-1": Figure("soft", stages=MECHANISM),
    "M2-3": Figure("list"),
    "M7-2": Figure("list"),
    "C3-1": Figure("counter"),
    "C7-1": Figure("counter"),
    "M1-2": Figure("recurring"),
    "D1-1": Figure("duty"),
}
GREYS = ("待公布", "本期无数据", "未到节点", "不适用")
LONGER = ("2025-01~02", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025-H1", "2025")
PERIODS = tuple(map(parse_period, (*(f"2025-{number:02}" for number in range(1, 13)), *LONGER)))
NAMES = {"estimate": "is_estimate"}
EDGES = (Decimal(0), oracle.LATE_BELOW)


class Typed(NamedTuple):
    """One entry as it was given to an action."""

    key: str
    period: Period
    fields: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.key} {self.period.key} " + " ".join(f"{n}={text}" for n, text in self.fields.items())


def typed(key: str, figure: Figure, entry: Entry) -> Typed:
    """The fields of an entry, as people type them."""
    given = {}
    for part in fields(Entry):
        value = getattr(entry, part.name)
        if part.name != "month" and value is not None and value is not False:
            given[NAMES.get(part.name, part.name)] = "是" if value is True else str(value)
    if "value" in given and (figure.kind in oracle.FLOWS or "last_year" in given):
        given["cumulative"] = given.pop("value")
    elif "value" in given and figure.kind in {oracle.LEVEL, oracle.GROWTH}:
        given["value"] += "%"  # a bare 0.13 under 10 % is taken for 13 %
    if figure.kind in oracle.FLOWS and entry.value is not None:
        given["reason"] = "数据修订"
    if figure.kind == "duty" and entry.state is None:
        given["note"] = "已开展"
    is_merged = figure.is_merged and entry.month == 2
    return Typed(key, parse_period("2025-01~02" if is_merged else f"2025-{entry.month:02}"), given)


def critical(luck: random.Random, figure: Figure, month: int) -> Decimal:
    """A cumulative figure where something changes: target, pace, pace less ten, band, baseline."""
    start = figure.baseline or Decimal(0)
    if figure.kind == oracle.GROWTH or not oracle.has_percentage(figure):
        return luck.choice([figure.target, figure.target - 10, figure.target - 1, figure.target + 1])
    due = oracle.pace(figure, month)
    percent = luck.choice([due, due - 10, Decimal(100), Decimal(90), Decimal(0), due / 2])
    return start + (figure.target - start) * percent / 100


def number_of(luck: random.Random, figure: Figure, month: int) -> Decimal:
    """At or just beside a critical one, else anything up to beyond the target."""
    is_whole = figure.kind in (oracle.COUNT, oracle.STOCK)
    step = Decimal(1) if is_whole else luck.choice([Decimal("0.1"), Decimal("0.01"), Decimal("0.001")])
    found = critical(luck, figure, month) + luck.choice((-2, -1, 0, 0, 1, 2)) * step
    if luck.random() < 0.3:
        start = figure.baseline or Decimal(0)
        found = start + (figure.target - start) * Decimal(luck.randint(0, 1300)) / 1000
    return found.quantize(step, ROUND_HALF_UP)


def figure_entry(luck: random.Random, figure: Figure, month: int) -> Entry:
    number = number_of(luck, figure, month)
    match figure.kind:
        case oracle.COUNT if luck.random() < 0.4:
            return Entry(month, value=max(number, Decimal(0)))
        case oracle.COUNT:
            part = max(number, Decimal(0)) / luck.choice([1, 2, 3, 6])
            return Entry(month, increment=part.quantize(Decimal(1)))
        case oracle.AMOUNT:
            return Entry(month, value=max(number, Decimal(0)))
        case oracle.GROWTH if luck.random() < 0.4:
            last = Decimal(luck.randint(400, 9000)) / 100
            now = max(last * (100 + number) / 100, Decimal(0)).quantize(Decimal("0.01"))
            return Entry(month, value=now, last_year=last)
    return Entry(month, value=number)


def entry_of(luck: random.Random, figure: Figure, month: int, sizes: list[int]) -> Entry:
    match figure.kind:
        case oracle.COVERAGE | "list":
            size = sizes[(month - 1) // 3]
            part = luck.choice([size, luck.randint(0, size), size * month // 12, max(size - 1, 0)])
            return Entry(
                month, numerator=Decimal(part), denominator=Decimal(size) if luck.random() < 0.6 else None
            )
        case oracle.ASPIRATION:
            return Entry(month, stage=luck.choice(["申报", "入围", "公示", "获得", "未获得"]))
        case "hard" | "soft":
            stage = luck.choice([figure.stages[-1], *figure.stages])
            return Entry(month, stage=stage, proof=f"慈科〔2025〕{month}号" if luck.random() < 0.5 else None)
        case "counter" | "recurring":
            return Entry(month, increment=Decimal(luck.randint(0, 9)))
        case "duty":
            return Entry(month)
    return figure_entry(luck, figure, month)


def entries_of(luck: random.Random, figure: Figure, *, again: bool) -> Iterator[Entry]:
    """Some months, in any order; some of them twice if ``again``."""
    months = luck.sample(range(2 if figure.is_merged else 1, 13), luck.randint(1, 7))
    if again:
        months += luck.sample(months, min(len(months), luck.randint(0, 2)))
    sizes = [luck.choice([0, 3, 7, 9, 12, 40, 1999]) for _ in range(4)]
    for month in months:
        entry = entry_of(luck, figure, month, sizes)
        if luck.random() < 0.2:
            entry = Entry(month, state=luck.choice(GREYS))
        day = oracle.dated(entry) - timedelta(luck.choice([1, 5, 15, 25, 40]))
        if luck.random() < 0.2 and day.year == oracle.YEAR:
            entry = replace(entry, as_of=day)
        if figure.kind in (oracle.LEVEL, oracle.AMOUNT, oracle.GROWTH) and luck.random() < 0.15:
            entry = replace(entry, estimate=entry.state is None)
        yield entry


def with_own_basis(luck: random.Random, figure: Figure) -> Figure:
    """The bureau's own baseline, monthly plan or last year's months, for some figures."""
    if figure.kind in (oracle.ASPIRATION, oracle.GROWTH, oracle.COVERAGE) or luck.random() < 0.3:
        return figure
    step = Decimal(1) if figure.kind in (oracle.COUNT, oracle.STOCK) else Decimal("0.1")
    changes: dict[str, Any] = {}
    if figure.kind in (oracle.STOCK, oracle.LEVEL) and luck.random() < 0.6:
        changes["baseline"] = (figure.target * luck.randint(70, 99) / 100).quantize(step, ROUND_DOWN)
    start = changes.get("baseline", figure.baseline) or Decimal(0)
    has_way = figure.kind != oracle.LEVEL or bool(start)
    if has_way and luck.random() < 0.5:
        months = sorted(luck.sample(range(1, 12), luck.randint(0, 4)))
        steps = {m: (start + (figure.target - start) * m / 12).quantize(step) for m in months}
        changes["plan"] = steps | {12: figure.target}
    elif figure.kind in oracle.FLOWS:
        running = [Decimal(0)]
        for _ in range(12):
            running.append(running[-1] + luck.randint(0, 9))
        changes["last_year"] = dict(enumerate(running[1:], 1)) if running[-1] else None
    return replace(figure, **changes)


def basis_of(key: str, figure: Figure) -> Basis:
    def months(numbers: Mapping[int, Decimal] | None) -> tuple[Decimal | None, ...]:
        return tuple(map(numbers.get, range(1, 13))) if numbers else NO_MONTHS

    usual = FIGURES.get(key)
    return Basis(
        target_id=key,
        baseline=figure.baseline if usual and figure.baseline != usual.baseline else None,
        pace_plan=months(figure.plan if usual and figure.plan != usual.plan else None),
        last_year=months(figure.last_year),
        deadline=figure.deadline,
    )


def decimals(text: str) -> int:
    return len(text.partition(".")[2])


def rounded(exact: Decimal, text: str) -> bool:
    return Decimal(text) == exact.quantize(Decimal(1).scaleb(-decimals(text)), ROUND_HALF_UP)


def printing_faults(figure: Figure, it: Answer, row: Mapping[str, Any]) -> Iterator[str]:
    """What §4 asks of printed numbers."""
    done, due, gap = row["completion"], row["pace"], row["gap"]
    if it.completion is not None and done is not None:
        is_unmet = it.cumulative is not None and not oracle.is_met(figure, it.cumulative)
        if not rounded(it.completion, done) or (is_unmet and Decimal(done) >= 100):
            yield f"completion {it.completion} is printed {done}"
    if it.pace is not None and due is not None and not rounded(it.pace, due):
        yield f"pace {it.pace} is printed {due}"
    if it.gap is None or gap is None:
        return
    printed, is_apart = Decimal(gap), figure.kind == oracle.GROWTH or done is None or due is None
    is_difference = not is_apart and printed == Decimal(done) - Decimal(due)
    if not (is_difference or (rounded(it.gap, gap) and (is_apart or decimals(gap) > 1))):
        yield f"gap {it.gap} of {done} − {due} is printed {gap}"
    if any(printed.compare(edge) != it.gap.compare(edge) for edge in EDGES):
        yield f"gap {it.gap} is printed {gap}, which hides its side"


def expected(figure: Figure, it: Answer, row: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """What the program's row has to say, by name; numbers exact."""
    is_item = "pace" not in row
    yield "status" if is_item else "light", it.light
    yield "as_of", str(oracle.dated(it.source)) if it.source else None
    if figure.kind != "list":
        yield "count" if is_item else "increment", it.increment
        yield "total" if is_item else "cumulative", it.cumulative


def differences(figure: Figure, it: Answer, row: Mapping[str, Any]) -> Iterator[str]:
    for name, right in expected(figure, it, row):
        shown = row[name]
        if isinstance(right, Decimal) and shown is not None:
            if abs(right - Decimal(shown)) > Decimal("0.000001"):
                yield f"{name}: {right}, shown {shown}"
        elif right != shown:
            yield f"{name}: {right}, shown {shown}"
    if "pace" in row:
        yield from figure_differences(figure, it, row)
    elif (it.completion is None) != (row["completion"] is None):
        yield f"completion: {it.completion}, shown {row['completion']}"


def figure_differences(figure: Figure, it: Answer, row: Mapping[str, Any]) -> Iterator[str]:
    is_hidden = it.completion == 100 and figure.comparator == ">"
    for name, number in {"completion": it.completion, "pace": it.pace, "gap": it.gap}.items():
        if (number is None or (name == "completion" and is_hidden)) != (row[name] is None):
            yield f"{name}: {number}, shown {row[name]}"
    if it.needed is not None:
        step = Decimal("0.01") if figure.kind == oracle.AMOUNT else Decimal(1)
        if it.needed.quantize(step, ROUND_CEILING) != Decimal(row["needed_per_month"] or 0):
            yield f"needed: {it.needed}, shown {row['needed_per_month']}"
    if it.source and it.source.estimate != ("预计数" in row["sentence"]):
        yield f"预计数: {it.source.estimate}, shown {row['sentence']}"
    yield from printing_faults(figure, it, row)


def compare(seed: int) -> Iterator[str]:
    """Every difference of one history, each with what repeats it."""
    luck = random.Random(seed)  # noqa: S311 - no secret
    chosen = dict(luck.sample([*FIGURES.items()], 10))
    if luck.random() < 0.3:
        chosen = {key: with_own_basis(luck, figure) for key, figure in chosen.items()}
    chosen |= dict(luck.sample([*ITEMS.items()], 5))
    again, kept = luck.random() < 0.3, dict[str, list[Entry]]()
    workspace = Workspace(plan=plan_with(chosen), store=MemoryStore(), actor="张三")
    bases = [basis_of(key, figure) for key, figure in chosen.items()]
    workspace.perform("口径", tuple(Change(None, basis) for basis in bases if not basis.is_empty))
    story = dict[str, list[str]]()
    for key, figure in chosen.items():
        kept[key], story[key] = [], [str(basis) for basis in bases if basis.target_id == key]
        for entry in entries_of(luck, figure, again=again):
            given = typed(key, figure, entry)
            try:
                record(workspace, key, given.period, given.fields)
            except CixiError as refused:
                story[key].append(f"refused: {given}: {refused}")
            else:
                kept[key].append(entry)
                story[key].append(str(given))
    for period in PERIODS:
        shown: Any = as_json(workspace.assess(period), revision=0)
        rows = {row["id"]: row for row in (*shown["figures"], *shown["items"])}
        for key, figure in chosen.items():
            ask = oracle.answer if key in FIGURES else oracle.item_answer
            it = ask(figure, kept[key], period.first, period.last)
            for told in differences(figure, it, rows[key]):
                yield "\n  ".join((f"history {seed}, {key}, {period.key}: {told}", *story[key]))


def main(first: int, number: int) -> int:
    """How many differences there are in so many histories; each is printed."""
    found = 0
    for seed in range(first, first + number):
        for told in compare(seed):
            found += 1
            sys.stdout.write(f"{told}\n")
    sys.stdout.write(f"{number} histories, {found} differences\n")
    return found


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
