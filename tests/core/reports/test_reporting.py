"""报送 in the bureau's month: who has handed in, who stands in for whom, what waits for a decision."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import SUM, Duty, FigureDecision
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Narrative
from cixi_desktop.records.handovers import Review, ReviewVerdict, Submission
from cixi_desktop.records.report_drafts import ReportDraft
from cixi_desktop.records.units import Unit
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.editing import added_after, edited
from cixi_desktop.reports.matters import requirements, to_coordinate
from cixi_desktop.reports.overall import reporting
from cixi_desktop.reports.remarks import checked
from tests.support.figures import YEAR, count, entry, item, level, plan_of
from tests.support.reports import bureau_of, material_of

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator
    from cixi_desktop.records.record import Record
    from cixi_desktop.reports.material import Material

JUNE = month(YEAR, 6)
SHARE = level("3.46", "3.36", name="占比")
WORK = item(ItemKind.SOFT, name="机制", id="M1-1")
PLAN = plan_of(SHARE, WORK)
FIRST, SECOND = Unit(id="1", name="甲科"), Unit(id="2", name="乙科")
LEAD = Duty(subject_id="1", lead_unit_id="1")
BOTH = Duty(subject_id="M1-1", lead_unit_id="2")


def content(unit: Unit, *records: Record) -> Content:
    shared: tuple[Record, ...] = (FIRST, SECOND, LEAD, BOTH)
    own = {record.key: record for record in (*shared, *records)}
    return Content(unit=unit, records=MappingProxyType(own))


def handed_in(unit: Unit) -> Submission:
    return Submission(unit_id=unit.id, period=JUNE, number=1, content_at=1, check_code="ACDE-3467")


def value(unit: Unit, number: str) -> Record:
    return replace(entry(SHARE, 6, value=number), unit_id=unit.id)


def words(material: Material) -> str:
    return "".join(sentence.words for sentence in reporting(material))


def test_that_all_in_time_are_told_as_such() -> None:
    found = bureau_of(
        PLAN, content(FIRST, value(FIRST, "3.40"), handed_in(FIRST)), content(SECOND, handed_in(SECOND))
    )
    assert words(found) == "本月应报送单位2个，均已按期报送。"
    made = compose(found)
    assert (made.addressee, made.marks) == ("〔请补充：主送〕：", ("草稿",))
    draft = ReportDraft(unit_id="", report="2025-06", addressee="各科室")
    sent = checked(edited(made, draft), found)
    assert (sent.addressee, sent.marks) == ("各科室：", ())
    more, _ = added_after(draft, None, "〔请补充：本段文字〕")
    assert checked(edited(made, more), found).marks == ("草稿",)


def test_that_a_plan_names_whom_it_goes_to_in_a_first_line_with_a_colon() -> None:
    def whom(foreword: str) -> str:
        document = replace(PLAN.document, foreword=foreword)
        return compose(bureau_of(replace(PLAN, document=document), content(FIRST))).addressee

    assert whom("各科室、局属单位:\n现印发给你们。") == "各科室、局属单位："
    assert whom("为做好全年工作，制定本要点。") == "〔请补充：主送〕："


def test_that_who_has_not_reported_is_named() -> None:
    found = bureau_of(PLAN, content(FIRST, value(FIRST, "3.40"), handed_in(FIRST)), content(SECOND))
    assert words(found) == "本月应报送单位2个，已报送1个，乙科尚未报送。"
    assert "草稿" in compose(found).marks


def test_that_what_was_given_back_is_told() -> None:
    back = Review(unit_id="2", period=JUNE, verdict=ReviewVerdict.RETURNED, number=1, check_code="ACDE-3467")
    found = bureau_of(PLAN, content(FIRST, handed_in(FIRST)), content(SECOND, handed_in(SECOND), back))
    assert words(found) == "本月应报送单位2个，已报送1个，退回修改的乙科尚未重新报送。"
    both = bureau_of(
        PLAN,
        content(FIRST, handed_in(FIRST), replace(back, unit_id="1")),
        content(SECOND, handed_in(SECOND), back),
    )
    assert words(both) == "本月应报送单位2个，退回修改的尚未重新报送2个（甲科、乙科）。"
    alone = bureau_of(PLAN, content(SECOND, handed_in(SECOND), back))
    assert words(alone) == "本月应报送单位1个，退回修改的乙科尚未重新报送。"
    assert "乙科核实数据后尽快报送。" in "".join(paragraph.text for paragraph in requirements(found))


def test_that_a_unit_that_fills_in_for_another_is_named() -> None:
    found = bureau_of(PLAN, content(FIRST), content(SECOND, value(SECOND, "3.40")), on=date(YEAR, 6, 30))
    assert words(found).endswith("甲科牵头的任务（第1项）数据由乙科代填，待核实。")


def test_that_a_figure_on_which_nothing_is_decided_is_told() -> None:
    plan = plan_of(SHARE)
    first = Content(unit=FIRST, records={r.key: r for r in (value(FIRST, "3.40"),)})
    second = Content(unit=SECOND, records={r.key: r for r in (value(SECOND, "3.42"),)})
    found = bureau_of(plan, first, second)
    assert words(found).endswith("占比甲科填报3.40%、乙科填报3.42%，尚未核定，本期不评判。")


def test_that_a_bureau_without_units_says_nothing_of_reports() -> None:
    assert words(bureau_of(PLAN, Content(unit=Unit(id="0", name="未分配"), records={}))) == ""


def test_that_the_same_request_of_two_months_is_told_with_both() -> None:
    texts = [
        Narrative(task_id="1", unit_id="1", period=month(YEAR, n), next_steps="请求协调用地指标。")
        for n in (5, 6)
    ]
    made = compose(bureau_of(PLAN, content(FIRST, value(FIRST, "3.40"), *texts), content(SECOND)))
    assert "甲科5月以来连续2个月提出：请求协调用地指标。" in made.text


def test_that_a_decided_figure_and_a_units_own_report_say_nothing_of_reports() -> None:
    counted = count("120", name="企业数")
    plan = plan_of(counted)
    decided = FigureDecision(target_id=counted.id, from_period=JUNE, whose=SUM, reason="各办各的")
    first = Content(unit=FIRST, records={r.key: r for r in (_counted(counted, FIRST, "3"), decided)})
    second = Content(unit=SECOND, records={r.key: r for r in (_counted(counted, SECOND, "4"),)})
    assert "尚未核定" not in words(bureau_of(plan, first, second))
    assert words(material_of(plan)) == ""


def _counted(figure: Indicator, unit: Unit, number: str) -> Record:
    return replace(entry(figure, 6, increment=number), unit_id=unit.id)


def test_that_a_request_under_its_own_head_is_told_once() -> None:
    asked = Narrative(
        task_id="1",
        unit_id="1",
        period=JUNE,
        next_steps="提请专题会议研究重组方案。完成审计。",
        requests="提请专题会议研究重组方案。协调落实用地指标。",
    )
    found = to_coordinate(bureau_of(PLAN, content(FIRST, asked), content(SECOND)))
    assert [paragraph.text for paragraph in found] == [
        "甲科提请专题会议研究重组方案。",
        "甲科提出：协调落实用地指标。",
    ]
