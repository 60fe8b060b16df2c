"""What is a jump against the periods before, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cixi_desktop.checks.issues import Severity
from cixi_desktop.checks.plausibility import implausible
from cixi_desktop.checks.validation import check_month
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import Period, month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import State
from tests.support.figures import (
    amount,
    aspiration,
    capped,
    capped_level,
    content_of,
    count,
    coverage,
    entry,
    growth,
    item,
    level,
    plan_of,
    rank,
    stock,
    twelve,
)

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator, Item
    from cixi_desktop.records.entries import Entry

COUNTER = item(ItemKind.COUNTER, unit="次")
MILESTONE = item(ItemKind.HARD)


def year(target: Indicator | Item, name: str, values: str) -> list[Entry]:
    """Entries from January on; “-” leaves a month out."""
    return [
        entry(target, number, **{name: text}) for number, text in enumerate(values.split(), 1) if text != "-"
    ]


def doubt(target: Indicator | Item, name: str, values: str, basis: Basis | None = None) -> str:
    """What is said of the last month."""
    entries = year(target, name, values)
    content = content_of(*entries, *([basis] if basis else []))
    found = implausible(target, content, month(2025, len(values.split())))
    return found.message if found else ""


@pytest.mark.parametrize(
    ("target", "name", "values", "expected"),
    [
        # 120 a year are 10 a month: more than 3 × max(15, 10) = 45 is a jump.
        (count("120"), "increment", "10 15 12 46", "本期46家，明显多于以前各期（最多15家）。"),
        (count("120"), "increment", "10 15 12 45", ""),
        (count("120"), "cumulative", "10 25 37 83", "本期46家，明显多于以前各期（最多15家）。"),
        (count("120"), "increment", "1 2 1 30", ""),
        (count("120"), "increment", "1 2 1 31", "本期31家，明显多于以前各期（最多2家）。"),
        # Nothing to compare with: a first batch, or one month only.
        (count("8"), "increment", "0 0 0 0 8", ""),
        (count("120"), "increment", "10 0 100", ""),
        (count("120"), "increment", "100", ""),
        # More than twice the year's target is told from the first month on.
        (count("120"), "increment", "241", "本期241家，是年度目标的2倍。"),
        (count("120"), "increment", "10 1500", "本期1500家，是年度目标的12.5倍。"),
        (count("120"), "increment", "240", ""),
        # 48 a year are 4 a month.
        (amount("48"), "cumulative", "- 4 8 13 28.5", "本期15.5亿元，明显多于以前各期（最多5亿元）。"),
        (amount("48"), "cumulative", "- 4 8 13 28", ""),
        (amount("48"), "cumulative", "- 4 8 13 -3.5", "本期16.5亿元，明显多于以前各期（最多5亿元）。"),
        # A level moves by 0.5 个百分点 at most, usually: 1.5 are still believed.
        (
            level("3.69", "3.59"),
            "value",
            "3.4 3.42 3.45 4.96",
            "比上期增加1.51个百分点，明显多于以前各期（最多变动0.03个百分点）。",
        ),
        (level("3.69", "3.59"), "value", "3.4 3.42 3.45 4.95", ""),
        (
            level("78", None),
            "value",
            "77.6 77.8 78.1 7.83",
            "比上期减少70.27个百分点，明显多于以前各期（最多变动0.3个百分点）。",
        ),
        (
            level("78", None),
            "value",
            "77.6 - 77.8 78.1 80.0",
            "比上期增加1.9个百分点，明显多于以前各期（最多变动0.3个百分点）。",
        ),
        # Another order of magnitude: more than five times from target, baseline and last value.
        (
            level("78", None),
            "value",
            "77.6 7.83",
            "本期7.83%，而年度目标78%、上期77.6%，相差5倍以上。",
        ),
        (
            level("3.46", "3.3"),
            "value",
            "0.34",
            "本期0.34%，而年度目标3.46%、基数3.3%，相差5倍以上。",
        ),
        (level("3.46", "3.3"), "value", "0.7", ""),
        (
            stock("1120", "1000"),
            "value",
            "10700",
            "本期10700家，而年度目标1120家、基数1000家，相差5倍以上。",
        ),
        (
            amount("50"),
            "cumulative",
            "305000",
            "累计305000亿元，而年度目标50亿元，相差5倍以上。",
        ),
        (amount("50"), "cumulative", "2", ""),
        (growth(), "value", "95", "本期95%，而年度目标10%，相差5倍以上。"),
        (growth(), "value", "0.1", "本期0.1%，而年度目标10%，相差5倍以上。"),
        (growth(), "value", "0.2", ""),  # a fiftieth
        (growth(), "value", "-3", ""),
        (growth(), "value", "0", ""),
        (growth(), "value", "50", ""),  # five times
        (growth(), "value", "51", "本期51%，而年度目标10%，相差5倍以上。"),
        (capped_level("4"), "value", "0.3", ""),
        (capped_level("4"), "value", "0.05", ""),  # the less, the better
        (rank("10"), "value", "60", ""),
        (capped("10"), "cumulative", "25", ""),  # the light tells that it is beyond the limit
        (capped_level("4"), "value", "38", "本期38%，而年度目标4%，相差5倍以上。"),
        (COUNTER, "increment", "3 41", "本期41次，而上期只有3次。"),
        (COUNTER, "increment", "3 40", ""),
        (COUNTER, "increment", "3 0 41", ""),  # 上期 had none, not three
        # A total of 1120: a hundredth is 11.2, so that 33.6 are believed.
        (
            stock("1120", "1000"),
            "value",
            "1000 1010 1015 1050",
            "比上期增加35家，明显多于以前各期（最多变动10家）。",
        ),
        (stock("1120", "1000"), "value", "1000 1010 1015 1048", ""),
        (
            level("1000", None, unit="件"),
            "value",
            "1000 1001 1002 1033",
            "比上期增加31件，明显多于以前各期（最多变动1件）。",
        ),
        (level("1000", None, unit="件"), "value", "1000 1001 1002 1032", ""),
        # A rate moves by 2 个百分点, usually.
        (growth(), "value", "6 7 8 14.1", "比上期增加6.1个百分点，明显多于以前各期（最多变动1个百分点）。"),
        (growth(), "value", "6 7 8 14", ""),
        # An item has no target: more than 12 is a jump, if it is three times the most there was.
        (COUNTER, "increment", "2 3 1 13", "本期13次，明显多于以前各期（最多3次）。"),
        (COUNTER, "increment", "2 3 1 12", ""),
        (COUNTER, "increment", "2 3 5 16", "本期16次，明显多于以前各期（最多5次）。"),
        # January to March have 31 + 28 + 31 = 90 days.
        (count("50", unit="天"), "increment", "10 11 70", "累计91天，而今年到3月底只有90天。"),
        (count("50", unit="天"), "increment", "- 21 69", ""),
        # What has no such changes
        (coverage(), "numerator", "1 1 1 50", ""),
        (aspiration(), "stage", "申报 申报 公示", ""),
        (MILESTONE, "stage", "方案 方案 审议", ""),
        (MILESTONE, "stage", "方案 审议 审议", ""),
        (MILESTONE, "stage", "方案 印发 审议", "所处阶段由“印发”退回到“审议”。"),
        (MILESTONE, "stage", "审议 - 方案", "所处阶段由“审议”退回到“方案”。"),
        (MILESTONE, "proof", "1号 2号", ""),
    ],
)
def test_what_is_a_jump(target: Indicator | Item, name: str, values: str, expected: str) -> None:
    assert doubt(target, name, values) == expected


def test_that_a_month_without_a_stage_hides_no_step_back() -> None:
    staged = [entry(MILESTONE, number, stage=stage) for number, stage in ((4, "印发"), (6, "审议"))]
    content = content_of(*staged, entry(MILESTONE, 5, state=State.NO_DATA, reason="未开会"))
    found = implausible(MILESTONE, content, month(2025, 6))
    assert found is not None
    assert found.message == "所处阶段由“印发”退回到“审议”。"


def test_that_last_years_months_count_among_the_last_twelve() -> None:
    # Last year 11 in each month from April on; this January and February 9 and 11; March 34 > 3 × 11.
    months = {f"m{number}": str(11 * number) for number in range(3, 13)}
    basis = Basis(target_id="X-1", last_year=twelve(**months))
    assert doubt(count("120"), "increment", "9 10 34", basis) == "本期34家，明显多于以前各期（最多11家）。"
    assert doubt(count("120"), "increment", "34", Basis(target_id="X-1", last_year=twelve(m1="1"))) == ""
    whole = Basis(target_id="X-1", last_year=twelve(**{f"m{n}": str(11 * n) for n in range(1, 13)}))
    assert doubt(count("120"), "increment", "34", whole) == "本期34家，明显多于以前各期（最多11家）。"


def test_that_the_oldest_of_the_twelve_months_counts() -> None:
    """Eleven months lie between this March and last April, which had 40: 34 are no jump."""
    reached = {"m3": "1"} | {f"m{n}": str(41 + 2 * (n - 4)) for n in range(4, 13)}
    basis = Basis(target_id="X-1", last_year=twelve(**reached))
    assert doubt(count("120"), "increment", "2 2 34", basis) == ""


def test_that_a_month_is_not_judged_by_the_one_before_it() -> None:
    """A first report in June is 100 in all; last December, which brought 140 after tens, is not in doubt."""
    reached = {f"m{n}": str(10 * (n - 5)) for n in range(6, 12)} | {"m12": "200"}
    basis = Basis(target_id="X-1", last_year=twelve(**reached))
    assert doubt(count("120"), "cumulative", "- - - - - 100", basis) == ""


def test_that_only_the_twelve_periods_before_count() -> None:
    # 40 in February of last year lies too far back for this March.
    reached = {"m1": "1", "m2": "41"} | {f"m{n}": str(41 + 2 * (n - 2)) for n in range(3, 13)}
    basis = Basis(target_id="X-1", last_year=twelve(**reached))
    assert doubt(count("120"), "increment", "2 2 31", basis) == "本期31家，明显多于以前各期（最多2家）。"


def test_that_a_state_or_nothing_is_not_judged() -> None:
    target = count("120")
    past = year(target, "increment", "10 15 12")
    assert implausible(target, content_of(*past), month(2025, 4)) is None
    rate = level("3.69", "3.59")
    jumped = year(rate, "value", "3.4 3.42 3.45 4.96")
    waiting = entry(rate, 5, state=State.PENDING, reason="月底公布")
    assert implausible(rate, content_of(*jumped), month(2025, 4)) is not None
    assert implausible(rate, content_of(*jumped, waiting), month(2025, 5)) is None


def test_that_a_paper_alone_is_no_step_back() -> None:
    """In May nothing but a paper was typed; the stage stays that of April."""
    content = content_of(entry(MILESTONE, 4, stage="印发"), entry(MILESTONE, 5, proof="2号"))
    assert implausible(MILESTONE, content, month(2025, 5)) is None


def test_that_a_ratio_moves_with_its_list() -> None:
    """3 of 100 firms in May, 50 in June: they were covered all at once."""
    covered = [
        entry(coverage(), number, numerator=text, denominator="100")
        for number, text in enumerate(("1", "2", "2", "3", "3", "50"), 1)
    ]
    assert implausible(coverage(), content_of(*covered), month(2025, 6)) is None


@pytest.mark.parametrize(("name", "values"), [("increment", "10 15 12 46"), ("cumulative", "10 25 37 83")])
def test_that_the_month_warns_at_the_input_that_was_typed(name: str, values: str) -> None:
    target = count("120")
    content = content_of(*year(target, name, values))
    (issue,) = check_month(plan_of(target), content, month(2025, 4))["X-1"]
    assert (issue.severity, issue.where) == (Severity.WARNING, name)
    assert issue.hint == "请核对；数字无误的，不必改动。"


def test_that_the_input_of_this_month_is_warned_at_not_that_of_the_last() -> None:
    target = count("120")
    content = content_of(*year(target, "increment", "10 15 12"), entry(target, 4, cumulative="83"))
    found = implausible(target, content, month(2025, 4))
    assert found is not None
    assert (found.where, found.message[:5]) == ("cumulative", "本期46家")


def test_that_later_months_are_not_looked_at() -> None:
    target = count("120")
    entries: list[Any] = year(target, "increment", "10 15 12 40 1")
    assert implausible(target, content_of(*entries), month(2025, 4)) is None


def test_that_a_list_ten_times_as_long_as_before_is_doubted() -> None:
    """Of 800 firms 100 were covered in May; 8000 are a nought too many."""
    may, june = (
        entry(coverage(), n, numerator="100", denominator=text) for n, text in ((5, "800"), (6, "8000"))
    )
    found = implausible(coverage(), content_of(may, june), month(2025, 6))
    assert found is not None
    assert found.message == "本期8000家，而上期名单800家，相差5倍以上。"


def test_that_what_stood_before_the_first_month_is_no_jump_of_it() -> None:
    """6 in June and 250 in all: June brought 6, not twice the year's target; of 250 alone nobody knows."""
    target = count("120")
    both = content_of(entry(target, 6, increment="6", cumulative="250"))
    assert implausible(target, both, month(2025, 6)) is None
    assert implausible(target, content_of(entry(target, 6, cumulative="250")), month(2025, 6)) is None
    typed = implausible(target, content_of(entry(target, 6, increment="250")), month(2025, 6))
    assert typed is not None
    assert typed.message == "本期250家，是年度目标的2.1倍。"


def test_that_a_first_total_of_a_multiple_of_the_target_is_doubted_where_it_was_typed() -> None:
    """Two slips of a nought: 20 and 20 of 5, of which the count alone was put right. 15 are three times 5."""
    target = count("5")
    for total, said in (("20", "累计20家，是年度目标的4倍。"), ("15", "")):
        content = content_of(entry(target, 6, increment="2", cumulative=total))
        found = implausible(target, content, month(2025, 6))
        assert (found.message if found else "") == said
        assert found is None or found.where == "cumulative"
    later = content_of(entry(target, 5, cumulative="14"), entry(target, 6, increment="2", cumulative="16"))
    assert implausible(target, later, month(2025, 6)) is None


def test_that_beside_a_quarter_the_month_in_doubt_is_named() -> None:
    """46 are April to June's last month, not the 73 of the quarter."""
    content = content_of(*year(count("120"), "increment", "10 15 12 12 15 46"))
    found = implausible(count("120"), content, Period(2025, 4, 6))
    assert found is not None
    assert found.message == "6月：本期46家，明显多于以前各期（最多15家）。"
