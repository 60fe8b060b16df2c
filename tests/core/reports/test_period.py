"""本期对照: a quarter beside the one before and last year's, worked out by hand; what became of plans."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.carried import gathered
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Narrative, Outcome
from cixi_desktop.reports.material import of_share
from cixi_desktop.reports.period import PeriodLine, PlannedLine, period_lines, planned_lines
from tests.support.figures import YEAR, content_of, count, entry, level, plan_of

if TYPE_CHECKING:
    from cixi_desktop.records.content import Content

COUNT = count("120", name="企业新增数", phrase="新增企业{}")
SHARE = level("3.46", "3.36", id="X-2", name="占比")
PLAN = plan_of(COUNT, SHARE)
ENTRIES = (
    *(entry(COUNT, n, increment=typed) for n, typed in enumerate(("0", "5", "8", "10", "22", "25"), start=1)),
    entry(SHARE, 3, value="3.38"),
    entry(SHARE, 6, value="3.41"),
)
LAST_YEAR = Basis(
    target_id="X-1", last_year=tuple(map(Decimal, (4, 9, 20, 28, 40, 60, 70, 80, 90, 100, 110, 120)))
)
SECOND = parse_period("2025-Q2")


def said(number: int, **texts: object) -> Narrative:
    return Narrative(task_id="1", unit_id="0", period=month(YEAR, number), **texts)  # type: ignore[arg-type]


def lines(content: Content, at: str) -> dict[str, PeriodLine]:
    assessment = assess(PLAN, content, parse_period(at))
    return {line.id: line for line in period_lines(of_share(content, assessment), content)}


def test_that_a_quarter_stands_beside_the_one_before_and_last_years() -> None:
    """13 in the first quarter, 57 in the second: 44 more; last year 60 - 20 = 40.

    By last year's course 16.7 % were due in March (10.8 % were there), 33.3 % in May (37.5 %).
    """
    line = lines(content_of(*ENTRIES, LAST_YEAR), "2025-Q2")["X-1"]
    assert (line.now, line.before, line.change, line.last_year) == ("57家", "13家", "+44家", "40家")
    assert line.way == "5月转为达序时"


def test_that_a_share_stands_beside_its_value_at_the_quarters_end_before() -> None:
    line = lines(content_of(*ENTRIES), "2025-Q2")["X-2"]
    assert (line.now, line.before, line.last_year) == ("3.41%", "3.38%", "—")
    assert line.change == "+0.03个百分点"


def test_that_the_first_quarter_and_the_half_year_have_nothing_before() -> None:
    first = lines(content_of(*ENTRIES), "2025-Q1")["X-1"]
    assert (first.now, first.before, first.change) == ("13家", "—", "—")
    half = lines(content_of(*ENTRIES), "2025-H1")["X-1"]
    assert (half.now, half.before) == ("70家", "—")


def test_that_steps_and_problems_of_the_quarter_are_listed_with_what_became_of_them() -> None:
    content = content_of(
        *ENTRIES,
        said(3, next_steps="走访企业。", problems="企业不足。"),
        said(4, outcomes=(("走访企业", Outcome.DONE), ("企业不足", Outcome.SOLVED)), problems="场地不足。"),
        said(5, problems="场地不足。"),
    )
    material = of_share(content, assess(PLAN, content, SECOND))
    found = {(line.kind, line.words, line.since, line.outcome) for line in planned_lines(material)}
    assert found == {
        ("打算", "走访企业", "3月", "已完成"),
        ("问题", "企业不足", "3月", "已解决"),
        ("问题", "场地不足", "4月", "仍存在"),
    }
    assert all(isinstance(line, PlannedLine) for line in planned_lines(material))


def test_that_a_problem_named_in_the_closing_month_is_open_since_then() -> None:
    """No later month could tell of it; that of May is named in June again, and listed once."""
    content = content_of(
        *ENTRIES,
        said(5, problems="场地不足。"),
        said(6, problems="场地不足。\n经费不足。"),
    )
    found = planned_lines(of_share(content, assess(PLAN, content, SECOND)))
    assert [(line.words, line.since, line.outcome) for line in found] == [
        ("场地不足", "5月", "仍存在"),
        ("经费不足", "6月", "仍存在"),
    ]


def test_that_the_texts_of_the_months_are_gathered_each_once() -> None:
    content = content_of(
        said(4, progress_note="走访10家。", next_steps="开会。"),
        said(5, progress_note="走访10家。\n举办培训。"),
        said(6, progress_note="完成申报。", next_steps="组织评审。"),
        said(7, progress_note="公布名单。"),
    )
    found = gathered(content, "1", SECOND)
    assert found.progress_note == "4月：走访10家。\n5月：举办培训。\n6月：完成申报。"
    assert found.next_steps == "组织评审。"
    assert gathered(content, "1", month(YEAR, 5)).progress_note == "走访10家。\n举办培训。"


def test_that_texts_of_one_month_alone_stand_without_it() -> None:
    content = content_of(said(5, progress_note="举办培训。"))
    assert gathered(content, "1", SECOND).progress_note == "举办培训。"
