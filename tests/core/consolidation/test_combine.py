from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.carried import carried
from cixi_desktop.assessment.lights import Light
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.consolidation.settle import origins, sources
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import OWN, SUM, Duty, FigureDecision
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative, Outcome, State
from cixi_desktop.records.origins import Rule
from cixi_desktop.records.units import ALL_UNITS, Unit
from tests.support.figures import plan_2025

if TYPE_CHECKING:
    from cixi_desktop.periods import Period
    from cixi_desktop.records.record import Record

PLAN = plan_2025()
JUNE = month(2025, 6)
FIRST, SECOND = Unit(id="1", name="甲科"), Unit(id="2", name="乙科")


def _content(unit: Unit, *records: Record) -> Content:
    return Content(unit=unit, records=MappingProxyType({record.key: record for record in records}))


def _entry(unit: Unit, target_id: str, number: int = 6, **fields: object) -> Entry:
    values = {name: Decimal(v) if isinstance(v, str) and v.isdecimal() else v for name, v in fields.items()}
    return Entry(target_id=target_id, unit_id=unit.id, period=month(2025, number), **values)  # type: ignore[arg-type]


def decided(target_id: str, whose: str, reason: str, number: int = 6) -> FigureDecision:
    return FigureDecision(target_id=target_id, from_period=month(2025, number), whose=whose, reason=reason)


def test_that_the_content_of_one_unit_stays_its_own() -> None:
    content = _content(FIRST, _entry(FIRST, "8-1", increment="5"))
    alone = combined(PLAN, [content], JUNE)
    assert (alone.unit, alone.records) == (FIRST, content.records)
    assert {target_id: origin.rule for target_id, origin in alone.origins.items()} == {"8-1": Rule.ONLY}


def _text(unit: Unit, task_id: str, when: Period, **fields: object) -> Narrative:
    return Narrative(task_id=task_id, unit_id=unit.id, period=when, **fields)  # type: ignore[arg-type]


def test_that_what_the_old_year_left_open_is_carried_into_january_of_all_units() -> None:
    """甲科 has two problems and solves the second in January; 乙科 has a step. Task 8 goes on with 7."""
    december, january = month(2024, 12), month(2025, 1)
    first = _content(
        FIRST,
        Basis(target_id="8", follows="7"),
        _text(FIRST, "7", december, problems="资金不足。名单未定。"),
        _text(FIRST, "8", january, outcomes=(("名单未定", "已解决"),)),
    )
    second = _content(SECOND, _text(SECOND, "7", december, next_steps="走访企业。"))
    both = combined(PLAN, [first, second], january)
    assert [(line.words, line.since, line.outcome) for line in carried(both, "8", january)] == [
        ("【乙科】走访企业", december, None),
        ("【甲科】资金不足", december, None),
        ("名单未定", december, Outcome.SOLVED),
    ]


def test_that_a_unit_s_first_line_is_settled_among_those_of_all_units() -> None:
    may = month(2025, 5)
    first = _content(
        FIRST,
        _text(FIRST, "8", may, problems="资金不足。"),
        _text(FIRST, "8", JUNE, outcomes=(("资金不足", "已解决"),)),
    )
    second = _content(SECOND, _text(SECOND, "8", may, problems="人手不够。"))
    both = combined(PLAN, [first, second], JUNE)
    assert [(line.words, line.outcome) for line in carried(both, "8", JUNE)] == [
        ("【甲科】资金不足", Outcome.SOLVED),
        ("【乙科】人手不够", None),
    ]


def test_that_counts_that_are_added_are_summed_from_their_running_totals() -> None:
    # 甲 10 in May and 5 more in June; 乙 a running total of 20 in June: 15 + 20 = 35, May 10, so June 25.
    whole = decided("8-1", SUM, "分片负责")
    first = _content(
        FIRST, _entry(FIRST, "8-1", 5, increment="10"), _entry(FIRST, "8-1", increment="5"), whole
    )
    second = _content(SECOND, _entry(SECOND, "8-1", cumulative="20"))
    both = combined(PLAN, [first, second], JUNE)
    assert both.unit == ALL_UNITS
    figure = assess(PLAN, both, JUNE).of("8-1")
    assert (figure.cumulative, figure.increment) == (35, 25)  # type: ignore[union-attr]


def test_that_a_unit_that_begins_late_with_its_total_brings_its_own_month_alone() -> None:
    """甲 6 in June and 58 in all: 52 before. 乙 100 until May and 110 in June, or a first 3 of 9 in June."""
    begins = _entry(FIRST, "8-1", increment="6", cumulative="58")
    first = _content(FIRST, begins, decided("8-1", SUM, "分片负责"))
    known = _content(
        SECOND, _entry(SECOND, "8-1", 5, cumulative="100"), _entry(SECOND, "8-1", cumulative="110")
    )
    fresh = _content(SECOND, _entry(SECOND, "8-1", increment="3", cumulative="9"))
    for second, expected in ((known, (168, 16)), (fresh, (67, 9))):
        figure = assess(PLAN, combined(PLAN, [first, second], JUNE), JUNE).of("8-1")
        assert (figure.cumulative, figure.increment) == expected  # type: ignore[union-attr]


def test_that_a_unit_that_is_silent_this_month_still_counts_with_its_total() -> None:
    first = _content(FIRST, _entry(FIRST, "8-1", 5, increment="10"), decided("8-1", SUM, "分片负责"))
    second = _content(SECOND, _entry(SECOND, "8-1", cumulative="20"))
    both = combined(PLAN, [first, second], JUNE)
    assert assess(PLAN, both, JUNE).of("8-1").cumulative == 30  # type: ignore[union-attr]
    assert note_of(both, "8-1") == "合计：甲科10家（5月）、乙科20家（分片负责；自2025年6月起）"


def test_that_ratios_come_from_summed_lists_and_never_from_averages() -> None:
    # 30 of 60 and 90 of 140: 120 of 200 is 60 %, the average of 50 % and 64.3 % would be 57.1 %.
    whole = decided("7-1", SUM, "分片负责")
    first = _content(FIRST, _entry(FIRST, "7-1", numerator="30", denominator="60"), whole)
    second = _content(SECOND, _entry(SECOND, "7-1", numerator="90", denominator="140"))
    figure = assess(PLAN, combined(PLAN, [first, second], JUNE), JUNE).of("7-1")
    assert figure.completion == 60


def test_that_counters_are_summed() -> None:
    first = _content(FIRST, _entry(FIRST, "C6-1", increment="2"), decided("C6-1", SUM, "分片负责"))
    second = _content(SECOND, _entry(SECOND, "C6-1", increment="3"))
    both = combined(PLAN, [first, second], JUNE)
    assert assess(PLAN, both, JUNE).of("C6-1").total == 5  # type: ignore[union-attr]
    assert note_of(both, "C6-1") == "合计：甲科2次、乙科3次（分片负责；自2025年6月起）"


def note_of(content: Content, target_id: str) -> str:
    entry = content.entry(target_id, JUNE)
    return entry.note if entry else ""


STAGES = (_entry(FIRST, "M8-2", stage="审议"), _entry(SECOND, "M8-2", stage="征求意见"))


def combined_stages(*records: Record) -> Content:
    """Two units that say different things of one item; ``records`` are the bureau's."""
    first, second = STAGES
    return combined(PLAN, [_content(FIRST, first, *records), _content(SECOND, second)], JUNE)


def test_that_nobody_wins_in_silence() -> None:
    both = combined_stages()
    assessed = assess(PLAN, both, JUNE).of("M8-2")
    assert (assessed.stage, assessed.light) == ("", Light.UNREPORTED)
    assert note_of(both, "M8-2") == "待核定：甲科“审议”、乙科“征求意见”"


def test_that_the_lead_units_word_holds_until_it_is_decided_and_it_is_said() -> None:
    for subject in ("M8-2", "8"):
        both = combined_stages(Duty(subject_id=subject, lead_unit_id="2"))
        assessed = assess(PLAN, both, JUNE).of("M8-2")
        assert (assessed.stage, assessed.status[-5:]) == ("征求意见", "（待核定）")
        assert note_of(both, "M8-2") == "待核定：暂用牵头科室乙科“征求意见”，另有甲科“审议”"


def test_that_the_bureaus_decision_goes_before_the_lead_unit() -> None:
    both = combined_stages(Duty(subject_id="8", lead_unit_id="2"), decided("M8-2", "1", "已上会"))
    assert assess(PLAN, both, JUNE).of("M8-2").stage == "审议"
    assert note_of(both, "M8-2") == "核定采用甲科“审议”（已上会；自2025年6月起），未采用乙科“征求意见”"


def test_that_a_decision_for_a_unit_that_does_not_report_does_not_count() -> None:
    both = combined_stages(decided("M8-2", "9", "已上会"))
    assert note_of(both, "M8-2") == "待核定：甲科“审议”、乙科“征求意见”"


def test_that_units_that_agree_need_no_decision() -> None:
    first = _content(FIRST, _entry(FIRST, "H-5", value="79"))
    second = _content(SECOND, _entry(SECOND, "H-5", value="79"))
    both = combined(PLAN, [first, second], JUNE)
    assert assess(PLAN, both, JUNE).of("H-5").cumulative == 79  # type: ignore[union-attr]
    assert note_of(both, "H-5") == "一致：甲科79.0%、乙科79.0%"


def test_that_of_units_that_agree_the_newest_report_counts_and_among_these_the_leads() -> None:
    lead = Duty(subject_id="H-5", lead_unit_id="2")
    first = _content(FIRST, _entry(FIRST, "H-5", value="79"), lead)
    (found,) = origins(PLAN, [first, _content(SECOND, _entry(SECOND, "H-5", value="79"))], JUNE)
    assert (found.rule, found.winner and found.winner.unit) == (Rule.AGREED, SECOND)
    (found,) = origins(PLAN, [first, _content(SECOND, _entry(SECOND, "H-5", 5, value="79"))], JUNE)
    assert (found.rule, found.winner and found.winner.unit) == (Rule.AGREED, FIRST)


def test_that_a_figure_that_the_bureau_gives_needs_no_report() -> None:
    own = FigureDecision(target_id="H-5", from_period=JUNE, whose=OWN, value=Decimal(79))
    (found,) = origins(PLAN, [_content(FIRST, own), _content(SECOND)], JUNE)
    assert (found.rule, found.sources, found.decision, found.own) == (Rule.OWN, (), own, "79.0%")


def test_that_a_decision_waits_for_the_reports_that_it_is_on() -> None:
    for whose in (SUM, "2"):
        choice = decided("8-1", whose, "名单不重复")
        assert origins(PLAN, [_content(FIRST, choice), _content(SECOND)], JUNE) == ()
    alone = _content(FIRST, decided("8-1", "2", "名单不重复"), _entry(FIRST, "8-1", increment="5"))
    (found,) = origins(PLAN, [alone, _content(SECOND)], JUNE)
    assert (found.rule, found.decision) == (Rule.ONLY, None)


COUNTS = (
    _content(FIRST, _entry(FIRST, "8-1", 5, increment="10"), _entry(FIRST, "8-1", increment="5")),
    _content(SECOND, _entry(SECOND, "8-1", cumulative="20")),
)


def test_that_the_same_firms_reported_twice_can_be_counted_once() -> None:
    # 甲 10 + 5 = 15, 乙 20: by decision 15, and not 35.
    choice = decided("8-1", "1", "乙科含甲科名单")
    first, second = COUNTS
    both = combined(PLAN, [first.with_records([(choice.key, choice)]), second], JUNE)
    assert assess(PLAN, both, JUNE).of("8-1").cumulative == 15  # type: ignore[union-attr]
    assert note_of(both, "8-1") == "核定采用甲科15家（乙科含甲科名单；自2025年6月起），未采用乙科20家"


def test_that_nothing_is_added_until_it_is_decided() -> None:
    first, second = COUNTS
    both = combined(PLAN, [first, second], JUNE)
    figure = assess(PLAN, both, JUNE).of("8-1")
    assert (figure.cumulative, figure.status) == (None, "未填报（待核定）")  # type: ignore[union-attr]
    assert note_of(both, "8-1") == "待核定：甲科15家、乙科20家"


def test_that_what_the_only_source_remarked_is_kept() -> None:
    first = _content(FIRST, _entry(FIRST, "8-1", cumulative="20", note="第一批"))
    both = combined(PLAN, [first, _content(SECOND)], JUNE)
    assert note_of(both, "8-1") == "第一批"


def test_that_origins_are_listed_in_the_order_of_the_plan() -> None:
    first = _content(
        FIRST, *(_entry(FIRST, "8-1", increment="5"), STAGES[0], _entry(FIRST, "6-1", increment="1"))
    )
    second = _content(SECOND, _entry(SECOND, "8-1", cumulative="20"), STAGES[1])
    found = origins(PLAN, [first, second], JUNE)
    assert [(each.target.id, each.rule, each.is_disputed) for each in found] == [
        ("6-1", Rule.ONLY, False),
        ("8-1", Rule.OPEN, True),
        ("M8-2", Rule.OPEN, True),
    ]
    assert [source.shown for source in found[1].sources] == ["5家", "20家"]


def test_that_ratios_growth_and_plain_words_compete_as_they_are_read() -> None:
    ratio = sources(
        [_content(FIRST, _entry(FIRST, "7-1", numerator="30", denominator="60"))], PLAN.target("7-1"), JUNE
    )
    duty = sources([_content(FIRST, _entry(FIRST, "D1-1", note="已学习"))], PLAN.target("D1-1"), JUNE)
    assert [source.shown for source in (*ratio, *duty)] == ["30/60", "已学习"]


def test_that_a_figure_goes_before_another_units_grey_state() -> None:
    first = _content(FIRST, _entry(FIRST, "H-5", state=State.PENDING))
    second = _content(SECOND, _entry(SECOND, "H-5", value="79"))
    assert assess(PLAN, combined(PLAN, [first, second], JUNE), JUNE).of("H-5").state == "已填报"


def test_that_a_grey_state_of_all_units_stays() -> None:
    contents = [_content(unit, _entry(unit, "8-1", state=State.NO_DATA)) for unit in (FIRST, SECOND)]
    assert assess(PLAN, combined(PLAN, contents, JUNE), JUNE).of("8-1").light == "本期无数据"


def test_that_texts_stand_below_one_another_under_their_units_names() -> None:
    first = Narrative(task_id="8", unit_id="1", period=JUNE, progress_note="已受理。")
    second = Narrative(task_id="8", unit_id="2", period=JUNE, progress_note="已走访。", problems="人手不足。")
    both = combined(PLAN, [_content(FIRST, first), _content(SECOND, second)], JUNE).narrative("8", JUNE)
    assert both.progress_note == "【甲科】已受理。\n【乙科】已走访。"
    assert both.problems == "【乙科】人手不足。"
