"""What DOMAIN.md §3 to §5 say about a plan's figures and items: exact numbers from a history of entries."""

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

YEAR, MONTHS, NOTHING, ALL, LATE_BELOW = 2025, 12, Decimal(0), Decimal(100), Decimal(-10)
DONE, MET_NOW, ON_PACE, NEARLY, BEHIND, LATE = "已完成", "当期达标", "达序时", "基本完成", "欠序时", "滞后"
UNREPORTED, NO_DATA, NOT_APPLICABLE, REPORTED = "未填报", "本期无数据", "不适用", "已填报"
FLOWS = COUNT, AMOUNT = ("cumulative_count", "cumulative_amount")
LEVEL, STOCK, GROWTH, COVERAGE = "level", "stock_total", "growth_rate", "coverage_ratio"
WON, LOST, FINAL = "获得", "未获得", (*FLOWS, ASPIRATION := "aspiration")
MERGED = ("H-2", "H-5", "H-6", "7-3", "7-4")  # published industrial statistics: no January figure


@dataclass(frozen=True)
class Figure:
    kind: str  # a figure's, or an item's: hard, soft, list, recurring, counter, duty
    target: Decimal = ALL
    comparator: str = ">="
    baseline: Decimal | None = None
    is_striving: bool = False
    is_merged: bool = False
    plan: Mapping[int, Decimal] | None = None  # month → what is due at its end
    last_year: Mapping[int, Decimal] | None = None  # month → last year's running total
    stages: tuple[str, ...] = ()
    deadline: date | None = None  # an own one: the default ends with the year, so judges nothing in it


@dataclass(frozen=True)
class Entry:
    month: int
    increment: Decimal | None = None
    value: Decimal | None = None  # running total, level, rate, or this year's amount beside last year's
    last_year: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    stage: str | None = None
    proof: str | None = None
    state: str | None = None
    estimate: bool = False
    as_of: date | None = None


@dataclass(frozen=True)
class Answer:
    light: str
    source: Entry | None = None  # the entry of the figure that is shown
    increment: Decimal | None = None
    cumulative: Decimal | None = None
    completion: Decimal | None = None
    pace: Decimal | None = None
    gap: Decimal | None = None
    needed: Decimal | None = None  # a month, after the figure's own date


def figures_of(commitments: str) -> dict[str, Figure]:
    found = {}
    for row in json.loads(commitments)["targets"]:
        key, kind, target = row["id"], row["kind"], Decimal(row["target"])
        baseline = Decimal(row["baseline"]) if kind in (LEVEL, STOCK) and row["baseline"] else None
        strives, plan = row["modality"] != "约束", {MONTHS: target} if key == "9-1" else None  # one batch
        found[key] = Figure(kind, target, row["cmp"], baseline, strives, key in MERGED, plan)
    return {key: figure for key, figure in found.items() if key not in ("7-5", "8-2")}  # second citations


def dated(entry: Entry) -> date:
    return entry.as_of or date(YEAR, entry.month, monthrange(YEAR, entry.month)[1])


def by_month(history: Iterable[Entry]) -> dict[int, Entry]:
    """A month entered twice equals its last entry, with the length of a list that was entered before."""
    found: dict[int, Entry] = {}
    for entry in history:
        is_half = entry.numerator is not None and entry.denominator is None
        old = found.get(entry.month, entry) if is_half else entry
        found[entry.month] = replace(entry, denominator=old.denominator)
    return dict(sorted(found.items()))  # the order of the months never matters


def length(entries: Mapping[int, Entry], month: int) -> Decimal | None:
    """The list of a month: frozen for its quarter."""
    lists = [entry.denominator for at, entry in entries.items() if (at - 1) // 3 == (month - 1) // 3]
    return next((size for size in lists if size is not None), None)


def series(entries: Mapping[int, Entry]) -> dict[int, Decimal]:
    """Month → cumulative figure, for the months that have one."""
    found, running = {}, NOTHING
    for month, entry in entries.items():
        value, size = entry.value, length(entries, month)
        if entry.increment is not None:
            value = running + entry.increment
        elif entry.numerator is not None:
            value = entry.numerator / size * ALL if size else None
        elif entry.value is not None and entry.last_year:
            value = (entry.value / entry.last_year - 1) * ALL
        elif entry.stage is not None:
            value = Decimal(entry.stage == WON)
        if value is not None and entry.state is None:
            found[month] = running = value
    return found


def has_percentage(figure: Figure) -> bool:
    return figure.kind != ASPIRATION and (figure.kind != LEVEL or figure.baseline is not None)


def completion(figure: Figure, value: Decimal) -> Decimal:
    start = figure.baseline or NOTHING
    return max(NOTHING, (value - start) / (figure.target - start) * ALL)


def pace(figure: Figure, month: int) -> Decimal:
    """What is due at the end of a month, in percent of the way to the target."""
    start = figure.baseline or NOTHING
    share = figure.last_year if figure.kind in FLOWS else None
    part, whole = (share[month], share[MONTHS]) if share else (Decimal(month), Decimal(MONTHS))
    due = (figure.target - start) * part / whole
    if figure.kind == GROWTH:
        due = figure.target
    elif figure.plan:
        due = next((due - start for at, due in sorted(figure.plan.items())[::-1] if at <= month), NOTHING)
    elif figure.kind in (COUNT, STOCK):
        due = due // 1
    return due / (figure.target - start) * ALL


def gap(figure: Figure, value: Decimal, month: int) -> Decimal:
    """In 百分点: of two percentages, or of a rate (or a ratio without a baseline) and its target."""
    if figure.kind == GROWTH or not has_percentage(figure):
        return value - figure.target
    return round(completion(figure, value) - pace(figure, month), 20)  # thirds must not leave a trace


def is_met(figure: Figure, value: Decimal) -> bool:
    return value > figure.target if figure.comparator == ">" else value >= figure.target


def light(figure: Figure, value: Decimal, month: int, source: Entry) -> str:
    if is_met(figure, value):
        return DONE if not source.estimate and (figure.kind in FINAL or month == MONTHS) else MET_NOW
    if figure.kind == ASPIRATION:
        return BEHIND if source.stage == LOST else ON_PACE
    width = 1 if figure.kind == GROWTH else figure.target / 10
    if figure.comparator == "~" and value >= figure.target - width:
        return NEARLY
    ahead = gap(figure, value, month)
    if ahead < LATE_BELOW and not figure.is_striving:
        return LATE
    return BEHIND if ahead < 0 or value < (figure.baseline or value) or month == MONTHS else ON_PACE


def opening(
    figure: Figure, entries: Mapping[int, Entry], values: Mapping[int, Decimal], first: int
) -> Decimal | None:
    """What stood before the first figure; unknown in a total that takes in months nobody reported."""
    begun = min(values)
    is_known = first == 1 or begun <= (2 if figure.is_merged else 1) or entries[begun].increment is not None
    return NOTHING if is_known or not values[begun] else None


def answer(figure: Figure, history: Iterable[Entry], first: int, last: int) -> Answer:
    """The latest figure known, judged if the last month brought it. June is (6, 6), a quarter (4, 6)."""
    entries = by_month(history)
    values = {month: value for month, value in series(entries).items() if month <= last}
    grey, shown = NO_DATA if figure.is_merged and last == 1 else UNREPORTED, max(values, default=0)
    if entry := entries.get(last):
        grey = entry.state or (NOT_APPLICABLE if length(entries, last) == 0 else UNREPORTED)
    due = pace(figure, last) if has_percentage(figure) else None
    if not shown:
        return Answer(grey, pace=due)
    value, source, month = values[shown], entries[shown], dated(entries[shown]).month
    start = next(
        (values[at] for at in reversed(values) if at < first), opening(figure, entries, values, first)
    )
    new = value - start if figure.kind in FLOWS and shown >= first and start is not None else None
    is_kept = figure.kind in (COUNT, ASPIRATION) and is_met(figure, value) and grey != NOT_APPLICABLE
    colour = light(figure, value, last, source) if shown == last or is_kept else grey
    if figure.kind == ASPIRATION:
        return Answer(colour, source)
    done, needed = completion(figure, value) if has_percentage(figure) else None, None
    ahead = gap(figure, value, last) if shown == last else None
    if figure.kind in (*FLOWS, STOCK) and month < MONTHS and not is_met(figure, value):
        needed = (figure.target + (figure.comparator == ">") - value) / (MONTHS - month)
    return Answer(colour, source, new, value, done, due, ahead, needed)


def item_answer(item: Figure, history: Iterable[Entry], first: int, last: int) -> Answer:
    """What an item shows: a list is a coverage, a count a sum; a last stage is done with its own paper."""
    entries = by_month(history)
    if item.kind == "list":
        return answer(Figure(COVERAGE), entries.values(), first, last)
    known = [month for month, entry in entries.items() if month <= last and entry.state is None]
    entry, source = entries.get(last), entries[known[-1]] if known else None
    word = (entry.state or REPORTED) if entry else UNREPORTED
    if not item.stages:
        counts = {month: count for month in known if (count := entries[month].increment) is not None}
        new = [count for month, count in counts.items() if month >= first]
        total = sum(counts.values(), NOTHING) if counts else None
        return Answer(word, source, sum(new, NOTHING) if new else None, total)
    has_paper = source and any(e.proof for e in map(entries.get, known) if e and e.stage == source.stage)
    if source and source.stage == item.stages[-1] and has_paper and word != NOT_APPLICABLE:
        word = DONE
    elif item.deadline and dated(entry or Entry(last)) > item.deadline and word in (REPORTED, UNREPORTED):
        word = BEHIND if item.kind == "soft" else LATE
    return Answer(ON_PACE if word == REPORTED else word, source)
