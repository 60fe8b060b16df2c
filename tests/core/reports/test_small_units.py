"""A unit's report over a few figures: why each is slow, and what is going to be done by whom."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.plan import HEADLINE
from cixi_desktop.records.entries import Narrative, PlannedStep
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.report import Table
from cixi_desktop.values import Comparator
from tests.support.figures import amount, content_of, count, entry, item, plan_2025, plan_of
from tests.support.reports import bureau_of, material_of

SALES = amount("50", id="X-1", name="投资额", phrase="投资额为{}")
FIRMS = count("120", id="X-2", name="企业数", phrase="新增企业{}", short="企业")
STEP = PlannedStep(words="排查在建项目", due="8月底", person="张三", partner="市经信局")


def said(**texts: object) -> Narrative:
    return Narrative(task_id="1", unit_id=UNASSIGNED.id, period=month(2025, 6), **texts)  # type: ignore[arg-type]


def test_that_a_units_table_has_the_causes_of_single_figures_and_who_does_what_with_whom() -> None:
    text = said(problems="投资额偏慢，新开工项目不足。", next_steps="排查在建项目。", steps=(STEP,))
    entries = (entry(SALES, 6, cumulative="5"), entry(FIRMS, 6, cumulative="6", reason="申报批次推迟。"))
    made = compose(material_of(plan_of(SALES, FIRMS), *entries, text))
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    assert table.rows[0][1:] == (
        "投资额偏慢，新开工项目不足；企业：申报批次推迟",
        "会同市经信局排查在建项目（责任人：张三）",
        "8月底",
    )


def test_that_several_causes_that_were_not_told_are_asked_for_together() -> None:
    entries = (entry(SALES, 6, cumulative="5"), entry(FIRMS, 6, cumulative="6"))
    plan = plan_of(SALES, FIRMS)
    quarter = compose(bureau_of(plan, content_of(*entries), at="2025-Q2"))
    assert quarter.text.count("原因未填报") == 1
    assert "。以上各项原因未填报。" in quarter.text
    third = count("20", id="X-3", name="机构数", phrase="新增机构{}")
    told = (*entries, entry(third, 6, cumulative="1", reason="申报不足"))
    others = compose(bureau_of(plan_of(SALES, FIRMS, third), content_of(*told), at="2025-Q2"))
    assert "原因是申报不足。" in others.text
    assert "企业、投资额原因未填报。" in others.text


def test_that_what_was_not_reported_at_the_years_end_is_to_be_reported_and_nothing_else_is_asked() -> None:
    made = compose(bureau_of(plan_of(SALES, FIRMS), content_of(entry(SALES, 12, cumulative="51")), at="2025"))
    (table,) = (each for each in made.blocks if isinstance(each, Table) and each.caption.startswith("表3"))
    assert table.rows == (("企业数", "○未填报", "—", "补报", "未分配"),)


def test_that_first_reports_that_are_slow_are_told_together() -> None:
    """5 of 50 in June are 10.0 %, far behind the half; 58 of 120 are 48.3 %."""
    entries = (entry(SALES, 6, cumulative="5"), entry(FIRMS, 6, cumulative="58"))
    june = compose(bureau_of(plan_of(SALES, FIRMS), content_of(*entries)))
    assert "与5月相比，首次填报即为滞后1项、欠序时1项。" in june.text


def test_that_headline_targets_of_which_none_was_reported_are_not_counted_one_by_one() -> None:
    year = compose(bureau_of(plan_2025(), content_of(), at="2025"))
    assert "工作要点确定的7项主要目标均未填报。各项情况见表2。" in year.text


def test_that_a_headline_target_that_is_nearly_met_is_not_counted_as_met() -> None:
    """14 of 15 左右 are within a tenth of it; 30 of 20 are beyond."""
    nearly = count("15", id="X-1", name="项目数", phrase="实施项目{}", comparator=Comparator.ABOUT)
    met = count("20", id="X-2", name="机构数", phrase="新增机构{}")
    plan = plan_of(nearly, met)
    plan = replace(plan, commitments=tuple(replace(each, task_id=HEADLINE) for each in plan.commitments))
    entries = (entry(nearly, 12, cumulative="14"), entry(met, 12, cumulative="30"))
    year = compose(bureau_of(plan, content_of(*entries), at="2025"))
    assert "工作要点确定的2项主要目标中，1项完成，1项基本完成。" in year.text
    assert "应评判的2项指标中，完成年度目标1项，基本完成1项；完成的1项高于目标值。" in year.text


def test_that_no_figure_is_late_is_said_and_what_was_not_reported_is_asked_for() -> None:
    """23 of 50 are 4 points behind the half."""
    june = compose(bureau_of(plan_of(SALES, FIRMS), content_of(entry(SALES, 6, cumulative="23"))))
    assert "评判指标1项，欠序时1项，无滞后指标。" in june.text
    assert "另有未填报1项，不参加评判。未填报的是企业数，请牵头单位补报。" in june.text


def test_that_how_far_figures_went_is_told_of_those_that_are_met() -> None:
    targets = [count("20", id=f"X-{n}", name=f"第{n}数", phrase="新增{}") for n in range(1, 4)]

    def told(*totals: str) -> str:
        entries = (entry(each, 12, cumulative=total) for each, total in zip(targets, totals, strict=True))
        return compose(bureau_of(plan_of(*targets), content_of(*entries), at="2025")).text

    assert "完成年度目标2项，未完成1项；完成的2项均与目标值持平。" in told("20", "20", "9")
    assert "；完成的2项中，1项高于目标值，1项与目标值持平。" in told("30", "20", "9")
    assert "应评判的3项指标全部完成年度目标；均高于目标值。" in told("30", "30", "30")


def test_that_a_distance_has_the_decimals_that_it_has_everywhere() -> None:
    """2.42 of 12.08 are 20.03 % of 25; 4.83 are 39.98 % of 50, more than 10 points behind."""
    income = amount("12.08", id="X-1", name="收入", phrase="收入为{}")
    entries = (entry(income, 3, cumulative="2.42"), entry(income, 6, cumulative="4.83"))
    half = compose(bureau_of(plan_of(income), content_of(*entries), at="2025-H1"))
    assert "收入与序时进度的差距由5.0个百分点扩大到10.02个百分点" in half.text


def test_that_a_milestone_goes_without_the_verb_that_its_stages_say() -> None:
    week = item(ItemKind.HARD, id="M-1", name="办好科技活动周")
    june = compose(material_of(plan_of(week), entry(week, 6, stage="审议")))
    assert "科技活动周进入审议阶段。" in june.text
    assert "办好" not in june.text


def test_that_a_unit_that_reported_no_figure_is_told_so_once() -> None:
    both = compose(material_of(plan_of(SALES, FIRMS), at="2025-H1"))
    assert "本单位牵头指标2项，均未填报。" in both.text
    assert "表1" not in both.text
    work = item(ItemKind.HARD, id="M-1", name="管理办法")
    mixed = compose(material_of(plan_of(SALES, work), entry(work, 6, stage="审议")))
    assert "本单位牵头指标1项、事项1项，指标均未填报。阶段和清单类事项1项，按计划推进。" in mixed.text


@pytest.mark.parametrize(
    ("issuer", "office"),
    [("慈溪市科学技术局", "局办公室："), ("石桥县人民政府", "政府办公室："), ("集团公司", "办公室：")],
)
def test_that_a_unit_writes_to_the_office_of_who_issued_the_plan(issuer: str, office: str) -> None:
    plan = plan_of(SALES)
    plan = replace(plan, document=replace(plan.document, issuer=issuer))
    assert compose(material_of(plan)).addressee == office
