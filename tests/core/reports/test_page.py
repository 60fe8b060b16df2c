"""一页纸 of the bureau: who has not reported, what is asked, units by short names, each period by its title.

高新科 leads the investment and the new firms, 人才科 the visits; 办公室 reports the firms too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.actions.export import make_page
from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.lights import Light
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.consolidation.month import look_over
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Narrative
from cixi_desktop.records.units import Unit
from tests.support import samples
from tests.support.figures import amount, count, entry, item, plan_of

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.record import Record
    from cixi_desktop.reports.page import Page

FIRST = Unit(id="1", name="高新技术与产业化科", short_name="高新科")
SECOND = Unit(id="2", name="科技人才科", short_name="人才科")
THIRD = Unit(id="3", name="办公室")
JUNE = month(2025, 6)
PLAN = plan_of(
    amount("50", id="I-1", name="投资额"),
    count("120", id="F-1", name="企业新增数"),
    count("10", id="V-1", name="走访数"),
)
DUTIES = [
    Duty(subject_id=target_id, lead_unit_id=unit)
    for target_id, unit in (("I-1", "1"), ("F-1", "1"), ("V-1", "2"))
]


def content_of(unit: Unit, *records: Record) -> Content:
    whole = [*DUTIES, FIRST, SECOND, THIRD, *records]
    return Content(unit=unit, records={record.key: record for record in whole})


def told(unit: Unit, target_id: str, number: int, total: str) -> Record:
    return replace(entry(target_id, number, cumulative=total), unit_id=unit.id)


def printed(period: Period = JUNE) -> Page:
    """19.80 of 50 by June (39.6 %, 10.4 behind 50 %): 30.20 in six months are 5.04 a month, rounded up."""
    said = Narrative(
        task_id="1",
        unit_id="1",
        period=JUNE,
        problems="投资额因新开工项目不足而下降。",
        next_steps="会同高新技术与产业化科排查投资额在建项目。",
        requests="提请召开投资额调度会议。",
    )
    contents = [
        content_of(
            FIRST,
            told(FIRST, "I-1", 5, "25"),
            told(FIRST, "I-1", 6, "19.80"),
            told(FIRST, "F-1", 6, "60"),
            said,
        ),
        content_of(SECOND),
        content_of(THIRD, told(THIRD, "F-1", 6, "72")),
    ]
    found = look_over(PLAN, contents, (), period, date(2025, 7, 1))
    content = combined(PLAN, contents, period)
    whole = assess(PLAN, content, period)
    return make_page(whole, content, printed_at=datetime(2025, 7, 1), found=found)  # noqa: DTZ001


def test_that_what_is_slow_tells_value_distance_need_cause_and_step_by_short_names() -> None:
    (row,) = printed().slow
    assert (row.name, row.unit) == ("投资额", "高新科")
    assert (row.standing, row.distance) == (
        ("19.80／50亿元", "39.6%"),
        ("慢10.4", "还差30.20亿元，月均5.04亿元"),
    )
    assert row.cause == "投资额因新开工项目不足而下降"
    assert row.step == "会同高新科排查投资额在建项目"


def test_that_what_people_wrote_on_the_page_can_be_looked_at_as_one_text() -> None:
    page = printed()
    for said in (
        page.unit.name,
        "投资额因新开工项目不足而下降",
        "会同高新科排查投资额在建项目",
        "提请召开投资额调度会议",
    ):
        assert said in page.words


def test_that_what_was_written_to_a_task_at_large_stands_with_each_slow_figure_of_it() -> None:
    """Two of its figures are slow, and neither text says of which it speaks."""
    said = Narrative(
        task_id="1", unit_id="1", period=JUNE, problems="人手不足。", next_steps="7月底前增派人员。"
    )
    material = content_of(FIRST, told(FIRST, "I-1", 6, "19.80"), told(FIRST, "F-1", 6, "40"), said)
    page = make_page(assess(PLAN, material, JUNE), material, printed_at=datetime(2025, 7, 1))  # noqa: DTZ001
    assert [(row.name, row.cause, row.step) for row in page.slow] == [
        ("企业新增数", "人手不足", "7月底前增派人员"),
        ("投资额", "人手不足", "7月底前增派人员"),
    ]
    assert "与5月相比" not in page.summary  # in May nothing was reported


def test_that_the_summary_has_the_signs_of_what_is_slow_but_of_no_change() -> None:
    """40 firms of the 60 that are due, of which May told nothing; 25 of 50, on pace as it was in May."""
    material = content_of(
        FIRST, told(FIRST, "I-1", 5, "25"), told(FIRST, "I-1", 6, "25"), told(FIRST, "F-1", 6, "40")
    )
    page = make_page(assess(PLAN, material, JUNE), material, printed_at=datetime(2025, 7, 1))  # noqa: DTZ001
    assert "达到或快于序时进度1项，■滞后1项" in page.summary
    assert "首次填报即为滞后1项" in page.summary


def test_that_the_summary_says_how_many_figures_nobody_has_reported() -> None:
    """Of the unit's two figures one is reported: what is on pace is said of that one alone."""
    material = content_of(FIRST, told(FIRST, "F-1", 6, "60"))
    page = make_page(assess(PLAN, material, JUNE), material, printed_at=datetime(2025, 7, 1))  # noqa: DTZ001
    assert "评判指标1项，均达到或快于序时进度。另有1项指标未填报。" in page.summary


def test_that_a_task_of_which_nothing_is_reported_says_so() -> None:
    rules = item(ItemKind.HARD, name="管理办法")
    content = content_of(FIRST)
    page = make_page(assess(plan_of(rules), content, JUNE), content, printed_at=datetime(2025, 7, 1))  # noqa: DTZ001
    assert [task.said for task in page.briefs] == [("未填报",)]


@pytest.mark.parametrize(
    ("total", "problems", "shown"),
    [
        ("60", "", "—"),
        ("60", "暂无", "暂无"),
        ("40", "", "—"),
        ("40", "无", "无"),
        ("40", "人手不足。", "人手不足。"),
    ],
)
def test_that_blank_problems_of_an_unreported_task_are_a_dash_and_causes_are_not_told_twice(
    total: str, problems: str, shown: str
) -> None:
    """60 of 120 firms are due in June; the task waits for more: what was not written is a dash."""
    said = Narrative(task_id="1", unit_id="1", period=JUNE, problems=problems)
    material = content_of(FIRST, told(FIRST, "F-1", 6, total), said)
    page = make_page(assess(PLAN, material, JUNE), material, printed_at=datetime(2025, 7, 1))  # noqa: DTZ001
    (task,) = (task for task in page.tasks if task.title.startswith("1."))
    assert task.texts[1:] == (shown, "—")
    untold = [row.cause for row in page.slow if row.cause.startswith("未填报")]
    assert bool(untold) == (total == "40" and shown in {"—", "无"})


def test_that_it_tells_who_has_not_reported_and_what_waits_for_a_decision() -> None:
    page = printed()
    assert page.is_total
    assert page.head[2].startswith("2025年7月1日打印　　校验码：")
    assert page.reporting.startswith("本月应报送单位3个，均未正式报送。")
    assert "企业新增数高新科填报60家、办公室填报72家，尚未核定，暂以高新科所报数为准。" in page.reporting
    assert page.summary.endswith("待核定1项。")
    assert [row.distance for row in page.shorts if row.figure.id == "F-1"] == ["待核定"]


def test_that_it_tells_what_is_asked_of_the_leaders() -> None:
    (asked,) = printed().requests
    assert asked.endswith("高新科提请召开投资额调度会议。")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2025-06", "2025年6月工作要点进展情况"),
        ("2025-Q2", "2025年第二季度工作要点进展分析"),
        ("2025-H1", "2025年上半年工作要点完成情况"),
        ("2025", "2025年工作要点完成情况"),
    ],
)
def test_that_each_period_has_its_title(key: str, words: str) -> None:
    assert printed(parse_period(key)).title.endswith(words)


def test_that_a_longer_period_names_what_turned_and_what_was_solved() -> None:
    """At the end of May the investment was half done, five twelfths were due; in June it is 滞后."""
    quarter = printed(parse_period("2025-Q2"))
    assert "二季度新反映问题1个，尚待解决。" in quarter.summary
    assert quarter.reporting.startswith("6月应报送单位3个")
    assert "与5月相比，指标转差1项" in printed().summary


def test_that_a_half_years_page_tells_of_a_task_what_the_closing_month_told_else_its_stage() -> None:
    """What March told of getting under way stays for the report, which has the room and names the month."""
    rules = item(ItemKind.HARD, name="管理办法")
    plan = plan_of(rules)
    staged = replace(entry(rules, 6, stage="方案"), unit_id="1")

    def said(number: int, words: str) -> Narrative:
        return Narrative(task_id="1", unit_id="1", period=month(2025, number), progress_note=words)

    def briefs(*texts: Narrative) -> list[tuple[str, ...]]:
        content, half = content_of(FIRST, staged, *texts), parse_period("2025-H1")
        made = make_page(assess(plan, content, half), content, printed_at=datetime(2025, 7, 1))  # noqa: DTZ001
        return [task.said for task in made.briefs]

    assert briefs(said(3, "赴外地调研。")) == [("管理办法处于方案阶段",)]
    assert briefs(said(3, "赴外地调研。"), said(6, "召开座谈会。")) == [("召开座谈会",)]


def test_that_a_figure_has_the_short_name_of_the_plan_with_what_it_strives_for() -> None:
    plan = samples.plan()
    page = samples.page(samples.sample_content(plan), of=plan)
    shorts = {row.figure.id: (row.name, row.short) for row in page.shorts}
    assert shorts["7-1"] == ("规上工业企业研发费用归集业务培训覆盖率", "归集培训")
    assert shorts["7-3"] == ("规上工业企业研发费用增速（力争）", "研发费用增速（力争）")


def test_that_the_page_of_a_unit_counts_its_own_figures_alone() -> None:
    """Two of the three figures are led by the first unit: of 50 and 120 by June it has told 60 of the 120."""
    content = content_of(FIRST, told(FIRST, "F-1", 6, "60"))
    page = make_page(assess(PLAN, content, JUNE), content, printed_at=datetime(2025, 6, 25, 10))  # noqa: DTZ001
    lights = {light: number for light, number in page.counted.figure_lights.items() if number}
    assert lights == {Light.ON_PACE: 1, Light.UNREPORTED: 1}
    assert [row.figure.id for row in page.shorts] == ["I-1", "F-1"]
