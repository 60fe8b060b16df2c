"""单位分解数: 120 new enterprises, of which 甲科 has to bring 40 and 乙科 80, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from cixi_desktop.assessment.assess import assess
from cixi_desktop.assessment.comparison import trend, unadjusted
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import shares_text
from cixi_desktop.checks.validation import check_month
from cixi_desktop.consolidation.combine import combined
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.basis_table import SHARES, changed_bases, divided_from, plan_layout, plan_rows
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.origins import Rule
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.wording.form import figure_target
from cixi_desktop.wording.record_texts import record_texts
from cixi_desktop.wording.sentences import judged_by
from tests.support.figures import count, entry, level, plan_of, share, twelve

if TYPE_CHECKING:
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.record import Record

FIRST, SECOND, THIRD = Unit(id="1", name="甲科"), Unit(id="2", name="乙科"), Unit(id="3", name="第3科")
NEW, RATE = count("120"), level("98", None, id="X-2")
PLAN = plan_of(NEW, RATE)
SHARED = Basis(target_id=NEW.id, shares=(share("1", "40"), share("2", "80")))
LEADS = Duty(subject_id="1", lead_unit_id="1")
JUNE = month(2025, 6)


def content(unit: Unit, total: str, *records: Record, basis: Basis = SHARED) -> Content:
    """What a unit has counted by June, with the records of the bureau."""
    own = replace(entry(NEW, 6, cumulative=total), unit_id=unit.id)
    kept = (own, basis, LEADS, FIRST, SECOND, THIRD, *records)
    return Content(unit=unit, records={record.key: record for record in kept})


def judged(found: Content) -> Any:  # noqa: ANN401  its figures are compared with whole numbers
    return assess(PLAN, found, JUNE).of(NEW.id)


def test_that_each_unit_is_judged_by_its_own_share() -> None:
    """By June half is due: 20 of 40, 40 of 80. 18 are 45 %, 5 points behind; 44 are 55 %."""
    first, second = judged(content(FIRST, "18")), judged(content(SECOND, "44"))
    assert (first.indicator.target, first.completion, first.light) == (40, 45, Light.BEHIND)
    assert (first.remaining, first.pace.due) == (22, 20)
    assert (second.indicator.target, second.completion, second.light) == (80, 55, Light.ON_PACE)
    assert figure_target(first) == "目标：不少于40家（本单位分解数，全局120家）"
    assert judged_by(first, content(FIRST, "18").rules).startswith(
        "目标：不少于40家（本单位分解数，全局120家）；"
    )


def test_that_the_bureau_is_judged_by_the_sum_and_the_whole() -> None:
    """18 + 44 = 62 of 120 are 51.7 %; no unit wins, as the bureau divided it."""
    contents = [content(FIRST, "18"), content(SECOND, "44")]
    whole = judged(combined(PLAN, contents, JUNE))
    assert (whole.cumulative, whole.indicator.target, f"{whole.completion:.1f}") == (62, 120, "51.7")
    assert (whole.light, whole.origin.rule) == (Light.ON_PACE, Rule.SUMMED)
    assert "（分解数合计120家，与年度目标一致）" in judged_by(whole, contents[0].rules)


def test_that_the_only_unit_that_reported_leaves_the_bureau_its_whole_target() -> None:
    whole = judged(combined(PLAN, [content(FIRST, "18")], JUNE))
    assert (whole.cumulative, whole.indicator.target, whole.completion) == (18, 120, 15)


def test_that_equal_reports_of_a_divided_figure_are_added_too() -> None:
    whole = judged(combined(PLAN, [content(FIRST, "20"), content(SECOND, "20")], JUNE))
    assert whole.cumulative == 40


def test_that_a_report_of_a_unit_without_a_share_is_not_added_in_silence() -> None:
    """What the third one reports may hold the others' already: the bureau has to say."""
    contents = [content(FIRST, "18"), content(SECOND, "44"), content(THIRD, "62")]
    whole = judged(combined(PLAN, contents, JUNE))
    assert (whole.cumulative, whole.origin.rule) == (18, Rule.OPEN)


def test_that_a_unit_without_a_share_gets_no_light_and_the_office_does() -> None:
    none = judged(content(THIRD, "62"))
    assert (none.light, none.reason) == (
        Light.NOT_APPLICABLE,
        "本指标已分解到各单位，本单位没有分解数，不亮灯。",
    )
    assert judged(content(UNASSIGNED, "62")).light is Light.ON_PACE


def test_that_a_monthly_plan_is_due_in_the_same_part() -> None:
    """The bureau plans 90 of 120 by June, three quarters: 30 of 40."""
    planned = replace(SHARED, pace_plan=twelve(m6="90"))
    pace = judged(content(FIRST, "18", basis=planned)).pace
    assert (pace.due, pace.percent, pace.rule) == (30, 75, "本单位月度计划按分解数折算")
    early = replace(SHARED, pace_plan=twelve(m9="90"))
    assert judged(content(FIRST, "18", basis=early)).pace.due == 0


def test_that_shares_that_miss_the_target_are_told_to_the_office_alone() -> None:
    few = replace(SHARED, shares=(share("1", "40"), share("2", "70")))
    contents = [content(FIRST, "18", basis=few), content(SECOND, "44", basis=few)]
    (issue,) = check_month(PLAN, combined(PLAN, contents, JUNE), JUNE)[NEW.id]
    assert issue.message == "分解数合计110家，比年度目标少10家。"
    assert not check_month(PLAN, contents[0], JUNE)
    many = replace(SHARED, shares=(share("1", "60"), share("2", "70")))
    office = content(UNASSIGNED, "62", basis=many)
    assert check_month(PLAN, office, JUNE)[NEW.id][0].message == "分解数合计130家，比年度目标多10家。"
    assert not check_month(PLAN, content(UNASSIGNED, "62"), JUNE)


ADJUSTED = replace(
    PLAN,
    version="2",
    since=7,
    earlier=PLAN,
    indicators=(replace(NEW, target=Decimal(140)), RATE),
)
MOVED = replace(SHARED, shares=(*SHARED.shares, share("1", "50", 7), share("3", "90", 7)))
"""From July on 140 are due: 50 of 甲科, and 90 of 第3科 in place of 乙科."""


def in_month(unit: Unit, number: int, total: str, plan: Plan = ADJUSTED) -> Any:  # noqa: ANN401  see judged
    counted = replace(entry(NEW, number, cumulative=total), unit_id=unit.id)
    return assess(plan, content(unit, "18", counted, basis=MOVED), month(2025, number)).of(NEW.id)


def test_that_every_month_is_judged_by_the_share_of_its_version() -> None:
    """甲科: 18 of 40 in June; in July 29 of 50 are due (29.2), 58 %, and 25 are 50 %: 8 points behind."""
    june, july = in_month(FIRST, 6, "18"), in_month(FIRST, 7, "25")
    assert (june.indicator.target, june.indicator.whole, june.completion) == (40, 120, 45)
    assert june.former is None
    assert (july.indicator.target, july.indicator.whole, july.completion) == (50, 140, 50)
    assert (july.pace.due, july.gap, july.light) == (29, -8, Light.BEHIND)
    assert (july.former[0].target, july.former[1]) == (40, 7)
    kept = content(FIRST, "18", basis=MOVED)
    months = trend(ADJUSTED, kept, NEW.id, 2025)
    assert months is not None
    assert [each.indicator.target for each in months.months] == [40] * 6 + [50] * 6
    before = unadjusted(ADJUSTED, kept, NEW.id, month(2025, 7))
    assert before is not None
    assert before.indicator.target == 40


def test_that_a_share_moves_to_another_unit_from_its_month_on() -> None:
    """乙科 has none from July on, 第3科 (40 of 90, 52 are due) none before; also where the plan stays."""
    for plan in (ADJUSTED, PLAN):
        lights = [in_month(unit, number, "40", plan).light for unit in (SECOND, THIRD) for number in (6, 7)]
        none = Light.NOT_APPLICABLE
        assert lights == [Light.ON_PACE, none, none, Light.LATE]
    july = month(2025, 7)
    contents = [content(unit, "18", basis=MOVED) for unit in (FIRST, THIRD)]
    whole: Any = assess(ADJUSTED, combined(ADJUSTED, contents, july), july).of(NEW.id)
    assert (whole.cumulative, whole.origin.rule, whole.indicator.target) == (36, Rule.SUMMED, 140)
    assert not check_month(ADJUSTED.at(july), combined(ADJUSTED, contents, july), july)


def test_that_shares_are_typed_in_one_cell() -> None:
    kept = content(UNASSIGNED, "0")
    layout, rows = plan_layout(PLAN, kept), plan_rows(PLAN, kept)
    assert rows[0].cells[SHARES] == "甲科40、乙科80"
    typed = rows[0].with_cell(SHARES, layout.parse(rows[0], SHARES, "甲科：50家，第3科 70"))
    assert typed.cells[SHARES] == "甲科50、第3科70"
    (basis,) = changed_bases(kept, (typed,), ())
    assert basis.shares == (share("1", "50"), share("3", "70"))
    assert record_texts(PLAN, basis, {"1": "甲科"})["单位分解数"] == "甲科50、370"
    assert shares_text({"1": "甲科"}, basis.shares) == "甲科50"
    text = "甲科40、乙科80；7月起：甲科50、第3科90"
    later = rows[0].with_cell(
        SHARES, layout.parse(rows[0], SHARES, "甲科40,乙科80; 自7月起 甲科50家、第3科90")
    )
    assert later.cells[SHARES] == text
    assert changed_bases(kept, (later,), ()) == (MOVED,)
    assert divided_from(content(UNASSIGNED, "0"), NEW, "甲科50、第3科90", 7) == MOVED
    assert divided_from(content(UNASSIGNED, "0", basis=MOVED), NEW, "乙科60", 7).shares == (
        *SHARED.shares,
        share("2", "60", 7),
    )
    with pytest.raises(CixiError, match="只有逐月累计的指标可以分解"):
        divided_from(kept, RATE, "甲科40", 7)


@pytest.mark.parametrize(
    ("row", "text", "told"),
    [
        (0, "甲科40、甲科80", "单位重复"),
        (0, "甲科40；13月起：甲科80", "“13月起:甲科80”中未识别到单位和数"),
        (0, "丙科40", "“丙科40”中未识别到单位和数"),
        (0, "甲科", "“甲科”中未识别到单位和数"),
        (0, "甲科4.5", "“4.5”不是整数"),
        (0, "甲科40人", "不是数字"),
        (1, "甲科40", "只有逐月累计的指标可以分解"),
    ],
)
def test_that_what_is_no_share_is_refused(row: int, text: str, told: str) -> None:
    kept = content(UNASSIGNED, "0")
    with pytest.raises(CixiError, match=told):
        plan_layout(PLAN, kept).parse(plan_rows(PLAN, kept)[row], SHARES, text)
