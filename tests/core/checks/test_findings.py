"""Everything that is found in a month, as one list."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from cixi_desktop.checks.findings import (
    Degree,
    Finding,
    as_json,
    as_lines,
    blocking,
    findings,
    month_issues,
    received_issues,
    tally,
)
from cixi_desktop.checks.issues import Issue, Severity
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import Period, month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.units import UNASSIGNED
from tests.support.figures import (
    amount,
    assessed,
    content_of,
    count,
    coverage,
    entry,
    growth,
    item,
    level,
    plan_2025,
    plan_of,
)

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.plan import Plan

COUNT, LEVEL = count("120", name="高企数"), level("3.69", "3.59", id="X-2", name="强度")
COUNTER = item(ItemKind.COUNTER, unit="次", name="对接")


def found(plan: Plan, *records: Entry | Narrative | Duty, at: int = 6) -> tuple[Finding, ...]:
    assessment = assessed(plan, *records, at=at)
    return findings(assessment, month_issues(assessment, content_of(*records)))


def brief(found: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(finding.degree.value, finding.place_id, finding.field) for finding in found]


def test_that_the_worst_comes_first_and_then_the_plans_order() -> None:
    plan = plan_of(COUNT, LEVEL, COUNTER)
    typed = entry(LEVEL, 6, drafts=(("value", "约3.6"),))
    past = [entry(COUNT, number, increment="2") for number in range(1, 6)]
    jump = entry(COUNT, 6, increment="90")
    assert brief(found(plan, *past, jump, typed)) == [
        ("错误", "X-2", "value"),
        ("未填", "M1-1", "increment"),
        ("提醒", "X-1", "increment"),
    ]


@pytest.mark.parametrize(
    ("months", "told"),
    [
        ({6: {"stage": "印发"}}, True),
        ({5: {"stage": "印发", "proof": "慈科〔2025〕8号，2025-05-20"}, 6: {"stage": "印发"}}, False),
        ({6: {"stage": "印发", "proof": "慈科〔2025〕8号，2025-06-05"}}, False),
        ({6: {"stage": "起草"}}, False),
        ({5: {"stage": "印发"}, 6: {"note": "无变化"}}, False),
    ],
)
def test_that_a_last_stage_without_its_paper_is_told_of_what_is_typed_and_received_alike(
    months: dict[int, dict[str, str]], told: bool
) -> None:
    """At 印发 an item counts as done by the paper alone, given with the stage in this month or before."""
    rules = item(ItemKind.HARD, stages=("起草", "印发"), name="办法")
    records = [entry(rules, number, **fields) for number, fields in months.items()]
    assessment, own = assessed(plan_of(rules), *records), content_of(*records)
    message = "已到最后阶段“印发”，尚缺依据，暂不计为完成。"
    for issues in (month_issues(assessment, own), received_issues(assessment, own)):
        here = [each for each in issues.get(rules.id, ()) if each.where == "proof"]
        assert [each.message for each in here if "尚缺依据" in each.message] == [message] * told


def test_that_half_a_figure_that_was_received_is_doubtful_and_whole_ones_are_not() -> None:
    """6 covered of nobody knows how many; 95 of this year without last year's; 6 of 12."""
    half, rate, whole = coverage(), growth(id="X-5"), coverage(id="X-6")
    records = (
        entry(half, 6, numerator="6"),
        entry(rate, 6, cumulative="95"),
        entry(whole, 6, numerator="6", denominator="12"),
    )
    issues = received_issues(assessed(plan_of(half, rate, whole), *records), content_of(*records))
    hint = "请与该单位核对，或退回补填。"
    assert [(key, each.where) for key in issues for each in issues[key] if each.hint == hint] == [
        (half.id, "denominator"),
        (rate.id, "last_year"),
    ]


def test_what_a_finding_says() -> None:
    plan = plan_of(COUNT)
    (missing,) = found(plan)
    assert missing == Finding(
        degree=Degree.MISSING,
        task_id="1",
        place_id="X-1",
        field="increment",
        subject="高企数",
        message="本期尚未填报。",
        hint="请填报；暂无数据的，请选择“本期状态”并填写原因。",
    )
    (error,) = found(plan, entry(COUNT, 6, drafts=(("cumulative", "十几"),)))
    assert (error.degree, error.field) == (Degree.ERROR, "cumulative")
    assert error.message == "“十几”不是数字。"


def test_that_half_a_ratio_is_missing_its_other_half() -> None:
    (finding,) = found(plan_of(coverage()), entry("X-1", 6, numerator="38"))
    assert finding.message == "只填了一半：已覆盖和应覆盖要同时填写。"
    assert finding.field == "denominator"
    assert finding.hint == "请补填另一个数；暂无该数的，请清空已填的数，选择“本期状态”并填写原因。"
    (finding,) = found(plan_of(coverage()), entry("X-1", 6, denominator="38"))
    assert finding.field == "numerator"
    (finding,) = found(plan_of(growth()), entry("X-1", 6, cumulative="50"))
    assert finding.field == "last_year"


def test_that_an_answered_month_has_no_finding() -> None:
    plan = plan_of(COUNT, LEVEL, COUNTER)
    entries = (
        entry(COUNT, 6, cumulative="0"),
        entry(LEVEL, 6, state=State.PENDING, reason="次年公布"),
        entry(COUNTER, 6, increment="3"),
    )
    told = said(progress_note="本月没有新增。", problems="申报批次在三季度。", next_steps="按批次申报。")
    assert found(plan, *entries, told) == ()


def test_that_a_task_without_a_word_on_its_progress_is_asked_for_one_once_all_is_answered() -> None:
    plan = plan_of(COUNTER, item(ItemKind.COUNTER, unit="场", name="活动", id="C-2"))
    first, second = entry(COUNTER, 6, increment="3"), entry(plan.items[1], 6, increment="1")
    assert [each.degree for each in found(plan, first)] == [Degree.MISSING]
    (finding,) = found(plan, first, second)
    assert (finding.degree, finding.place_id, finding.field) == (Degree.WARNING, "", "progress_note")
    assert finding.message == "未填写进展情况。"
    assert found(plan, first, second, said(progress_note="按计划开展。")) == ()


def test_that_what_is_late_is_asked_for_its_cause() -> None:
    plan = plan_of(COUNT)
    progress = said(progress_note="正在申报。", next_steps="补报一批。")
    (finding,) = found(plan, entry(COUNT, 6, increment="3", cumulative="3"), progress)
    assert (finding.degree, finding.task_id, finding.field) == (Degree.WARNING, "1", "reason")
    assert finding.message == "滞后，未写明原因。"
    with_reason = entry(COUNT, 6, increment="3", cumulative="3", reason="申报批次推迟")
    assert found(plan, with_reason, progress) == ()
    with_problem = said(progress_note="正在申报。", next_steps="补报一批。", problems="申报批次推迟。")
    assert found(plan, entry(COUNT, 6, increment="3", cumulative="3"), with_problem) == ()


def test_that_what_is_slow_is_asked_for_its_next_step_as_the_page_has_it() -> None:
    """8.3 and 12.5 个百分点 behind: a step for one of them leaves the other without."""
    visits = count("120", id="X-2", name="走访次数")
    plan = plan_of(count("120", name="新增高企数"), visits)
    entries = (
        entry(COUNT, 6, increment="8", cumulative="50"),
        entry(visits, 6, increment="7", cumulative="45"),
    )
    texts = {"progress_note": "正在申报。", "problems": "人手不足。"}
    (finding,) = found(plan, *entries, said(**texts))
    assert (finding.degree, finding.task_id, finding.field) == (Degree.WARNING, "1", "next_steps")
    assert finding.message == "“新增高企数”、“走访次数”慢于进度，未写明下一步打算。"
    (finding,) = found(plan, *entries, said(**texts, next_steps="7月新增高企数补报一批。"))
    assert finding.message == "“走访次数”慢于进度，未写明下一步打算。"
    assert found(plan, *entries, said(**texts, next_steps="增派人手。")) == ()


@pytest.mark.parametrize(
    ("problems", "asked"),
    [
        ("", ["X-1", "X-2"]),
        ("无", ["X-1", "X-2"]),
        ("新增高企数申报批次推迟。", ["X-2"]),
        ("新增高企数申报批次推迟；走访次数因防汛减少。", []),
        ("人手不足。", []),  # of the task at large
        ("次数不足。", ["X-1"]),  # faintly, of the only one that it can mean
    ],
)
def test_that_what_is_behind_is_asked_for_a_cause_unless_a_problem_speaks_of_it(
    problems: str, asked: list[str]
) -> None:
    """50 of 120 in June is 41.7 %, 8.3 个百分点 behind 50 %; 45 is 37.5 %, 12.5 behind."""
    visits = count("120", id="X-2", name="走访次数")
    plan = plan_of(count("120", name="新增高企数"), visits)
    entries = (
        entry(COUNT, 6, increment="8", cumulative="50"),
        entry(visits, 6, increment="7", cumulative="45"),
    )
    steps = "新增高企数、走访次数按月推进。"
    told = found(plan, *entries, said(progress_note="正在申报。", problems=problems, next_steps=steps))
    assert [finding.place_id for finding in told] == [
        plan.commitments[int(each[-1]) - 1].id for each in asked
    ]
    assert {finding.message for finding in told} <= {"欠序时，未写明原因。", "滞后，未写明原因。"}
    assert {finding.field for finding in told} <= {"reason"}


def test_that_a_cause_written_to_one_task_is_the_figures_in_every_other() -> None:
    plan = plan_2025()
    text = Narrative(
        task_id="8", unit_id=UNASSIGNED.id, period=month(2025, 6), problems="高新技术企业申报批次推迟。"
    )
    few = Entry(
        target_id="H-3",
        unit_id=UNASSIGNED.id,
        period=month(2025, 6),
        increment=Decimal(1),
        cumulative=Decimal(3),
    )
    issues = month_issues(assessed(plan, few, text), content_of(few, text))
    assert "H-3" not in issues
    assert [issue.message for issue in month_issues(assessed(plan, few), content_of(few))["H-3"]] == [
        "滞后，未写明原因。"
    ]


def said(**texts: str) -> Narrative:
    blank = Narrative(task_id="1", unit_id=UNASSIGNED.id, period=month(2025, 6))
    changed: dict[str, Any] = dict(texts)
    return replace(blank, **changed)


def test_that_a_doubtful_text_leads_to_the_text_of_its_task() -> None:
    plan = plan_of(count("120", name="新增高新技术企业数", phrase="新增高新技术企业{}"))
    text = Narrative(
        task_id="1",
        unit_id=UNASSIGNED.id,
        period=month(2025, 6),
        progress_note="新增高新技术企业12家。",
        problems="申报批次推迟。",
        next_steps="补报一批。",
    )
    may = entry("X-1", 5, cumulative="0")
    (finding,) = found(plan, may, entry("X-1", 6, increment="10"), text)
    assert (finding.degree, finding.task_id, finding.place_id) == (Degree.WARNING, "1", "")
    assert (finding.field, finding.subject) == ("progress_note", "任务：文字说明")
    assert finding.message == "“新增高新技术企业数”：文中12家，表内本期10家、累计10家。"


def test_that_the_texts_of_a_quarters_months_are_not_held_against_its_figures() -> None:
    """June's 10 are not the 12 of May and June together, and “截至5月底” is no slip of the quarter's."""
    plan = plan_of(count("120", name="新增高新技术企业数", phrase="新增高新技术企业{}"))
    figures = (entry("X-1", 5, increment="2", cumulative="2"), entry("X-1", 6, increment="10"))
    texts = {"problems": "申报批次推迟。", "next_steps": "补报一批。"}
    june = said(progress_note="6月新增高新技术企业10家。", **texts)
    may = replace(june, period=month(2025, 5), progress_note="截至5月底，新增高新技术企业2家。")
    quarter = assessed(plan, *figures, may, june, at=Period(2025, 4, 6))
    assert "截至5月底" in quarter.task("1").narrative.progress_note
    assert findings(quarter, month_issues(quarter, content_of(*figures, may, june))) == ()


def test_that_a_figure_of_two_tasks_is_told_once_at_its_first_place() -> None:
    plan = plan_2025()
    places = [finding.place_id for finding in found(plan)]
    assert "H-3" in places
    assert "8-2" not in places
    assert len(places) == len(set(places)) == 99


@pytest.mark.parametrize("severity", list(Severity))
def test_that_only_errors_block_the_hand_in(severity: Severity) -> None:
    plan = plan_of(COUNT)
    assessment: Assessment = assessed(plan, entry(COUNT, 6, increment="1"))
    listed = findings(assessment, {"X-1": (Issue(severity, "increment", "有疑问。"),)})
    assert len(blocking(listed)) == (severity is Severity.ERROR)
    assert len(listed) == 1


def test_how_findings_are_told_to_scripts_and_terminals() -> None:
    listed = found(plan_of(COUNT), entry(COUNT, 6, drafts=(("increment", "十几"),)))
    assert as_json(listed) == [
        {
            "degree": "错误",
            "task": "1",
            "place": "X-1",
            "field": "increment",
            "subject": "高企数",
            "message": "“十几”不是数字。",
            "hint": "请只填数字，单位是家。",
        }
    ]
    assert list(as_lines(listed)) == ["错误 任务1 X-1 高企数：“十几”不是数字。请只填数字，单位是家。"]


def test_that_findings_are_counted_by_degree() -> None:
    plan = plan_of(COUNT, LEVEL, COUNTER)
    counts = tally(found(plan, entry(LEVEL, 6, drafts=(("value", "约3.6"),))))
    assert counts == {Degree.ERROR: 1, Degree.MISSING: 2, Degree.WARNING: 0}


def test_that_what_other_units_answer_for_is_not_missing() -> None:
    plan = plan_of(COUNT, LEVEL, COUNTER)
    own = Duty(subject_id="X-2", lead_unit_id=UNASSIGNED.id)
    others = Duty(subject_id="1", lead_unit_id="7")
    typed = entry(COUNT, 6, drafts=(("increment", "十几"),))
    assert brief(found(plan, own, others, typed)) == [
        ("错误", "X-1", "increment"),
        ("未填", "X-2", "value"),
    ]


def blank_months(*entries: Entry) -> list[str]:
    plan = plan_of(COUNT, COUNTER)
    return [each.message + each.hint for each in found(plan, *entries) if "累计" in each.message]


def test_that_a_first_count_in_june_says_which_months_its_running_total_lacks() -> None:
    words = "1—5月未填，累计只含6月。请同时填写累计，或补填以前各月。"
    assert blank_months(entry(COUNT, 6, increment="10")) == [words]


def test_that_a_first_running_total_says_why_its_own_count_is_not_known() -> None:
    """70 by the end of June are not what June brought, where nobody has told of the months before."""
    plan = plan_of(COUNT)
    progress = said(progress_note="正在申报。")
    (finding,) = found(plan, entry(COUNT, 6, cumulative="70"), progress)
    assert (finding.degree, finding.field) == (Degree.WARNING, "increment")
    assert finding.message + finding.hint == "1—5月未填，无法计算本期数。请同时填写本期，或补填以前各月。"
    told = entry(COUNT, 6, increment="25", cumulative="70")
    assert found(plan, told, progress) == ()
    assert found(plan, entry(COUNT, 5, cumulative="45"), entry(COUNT, 6, cumulative="70"), progress) == ()
    assert [each.message for each in found(plan, entry(COUNT, 1, cumulative="10"), at=1)] == [
        "未填写进展情况。"
    ]


def test_that_an_amount_begun_late_says_which_month_its_own_needs() -> None:
    """5 for 1—2月 are all there is; 18 by June's end want May's total, though May is said to have none."""
    figure = replace(amount("50"), merged_months=2)
    plan, progress = plan_of(figure), said(progress_note="按月推进。")
    none = entry(figure, 5, state=State.NO_DATA, reason="未统计")
    (finding,) = found(plan, none, entry(figure, 6, cumulative="30"), progress)
    assert (finding.degree, finding.field) == (Degree.WARNING, "cumulative")
    assert finding.message + finding.hint == "1—5月无数据，无法计算本期数。请补填5月的累计数。"
    begun = (entry(figure, 2, cumulative="5"), entry(figure, 6, cumulative="30"))
    assert found(plan, *begun, progress) == ()


def test_that_nothing_in_all_months_is_nothing_in_this_one() -> None:
    nothing = entry(COUNT, 6, cumulative="0", reason="尚未开展")
    assert found(plan_of(COUNT), nothing, said(progress_note="尚未开展。", next_steps="下月开展。")) == ()


def test_that_months_between_that_are_blank_are_named_one_by_one() -> None:
    january, march, june = (entry(COUNT, number, increment="5") for number in (1, 3, 6))
    may = entry(COUNT, 5, state=State.NO_DATA, reason="无")
    words = "2月、4月未填，累计不含其中的数。可直接填累计，或补填以前各月。"
    assert blank_months(january, march, may, june) == [words]


def test_that_a_running_total_makes_good_what_was_not_typed_before_it() -> None:
    assert blank_months(entry(COUNT, 6, cumulative="70")) == []
    assert blank_months(entry(COUNT, 5, cumulative="60"), entry(COUNT, 6, increment="10")) == []
    assert blank_months(entry(COUNTER, 6, increment="1")) == []
