"""目标调整 in reports: told in the period in which it began, to all units and to the one concerned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import parse_period
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.units import Unit
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.material import of_unit
from cixi_desktop.values import Comparator
from tests.support.figures import YEAR, content_of, count, entry, item, plan_of
from tests.support.reports import bureau_of, paragraphs

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator, Item, Plan
    from cixi_desktop.reports.report import Report

FIRMS = count("120", id="X-1", name="企业新增数", phrase="新增企业{}")
DAMS = count("12", id="X-2", name="鉴定大坝", phrase="鉴定大坝{}")
RULES = item(ItemKind.HARD, id="M-1", name="管理办法", deadline=date(YEAR, 12, 31))
PLAN = plan_of(FIRMS, DAMS, RULES)
ENTRIES = (
    entry(FIRMS, 6, cumulative="70"),
    entry(FIRMS, 7, cumulative="82"),
    entry(DAMS, 6, cumulative="6"),
    entry(RULES, 6, stage="审议"),
)
MORE = replace(FIRMS, target=Decimal(130))
RAISED = "根据慈科〔2025〕15号，企业新增数年度目标由120家调整为130家，自7月起执行。以前月份不重算。"


def next_of(
    before: Plan, *targets: Indicator | Item, since: int = 7, reason: str = "追加", paper: str = ""
) -> Plan:
    """The version with these targets alone that follows from that month on."""
    version = str(int(before.version) + 1)
    made = replace(plan_of(*targets), version=version, earlier=before)
    return replace(made, since=since, reason=reason, paper=paper)


ADJUSTED = next_of(PLAN, MORE, DAMS, RULES, paper="慈科〔2025〕15号")


def report(plan: Plan, at: str) -> Report:
    return compose(bureau_of(plan, content_of(*ENTRIES), at=at))


def told(plan: Plan, at: str = "2025-07") -> str:
    """What the report says of adjustments."""
    found = [s.words for s in report(plan, at).sentences if s.words.endswith(("起执行。", "不重算。"))]
    return "".join(found)


def test_that_an_adjusted_target_is_told_in_every_period_in_which_it_began() -> None:
    assert {at: told(ADJUSTED, at) for at in ("2025-07", "2025-Q3", "2025")} == {
        "2025-07": RAISED,
        "2025-Q3": RAISED,
        "2025": RAISED,
    }
    assert [told(ADJUSTED, at) for at in ("2025-06", "2025-Q2", "2025-H1", "2025-08", "2025-Q4")] == [""] * 5
    early = next_of(PLAN, MORE, DAMS, RULES, since=5)
    assert told(early, "2025-H1") == (
        "企业新增数年度目标由120家调整为130家（追加），自5月起执行。以前月份不重算。"
    )


def test_that_the_year_tells_it_beside_what_was_met() -> None:
    assert paragraphs(report(ADJUSTED, "2025"), "总体评价")[1] == RAISED
    assert paragraphs(report(ADJUSTED, "2025-07"), "总体情况")[1] == RAISED


def test_that_each_month_is_held_against_the_target_that_it_had() -> None:
    """June 70/120 = 58.3 % against 50.0; July 82/130 = 63.1 % against 75 due (130 × 7/12 = 75.8), 57.7 %."""
    june, july = (report(ADJUSTED, at).annexes[0].rows[0] for at in ("2025-06", "2025-07"))
    assert june[2:9] == ("不少于120家", "—", "70家", "58.3%", "50.0%", "快8.3", "●达序时")
    assert july[2:9] == (
        *("不少于130家（原不少于120家）", "12家", "82家", "63.1%", "57.7%", "快5.4", "●达序时"),
    )


def test_that_chart_and_readings_have_both_targets() -> None:
    made = report(ADJUSTED, "2025-Q3")
    target = next(line for line in made.charts[0].lines if line.name == "目标")
    assert target.values == (*(Decimal(120),) * 6, *(Decimal(130),) * 6)
    (readings,) = (table for table in made.annexes if table.caption.startswith("指标口径说明"))
    assert readings.rows[0][2].endswith("。7月起目标由120家调整为130家（慈科〔2025〕15号）。")
    assert readings.rows[1][2].endswith("序时：按月均分。")


def test_that_what_one_paper_adjusts_is_told_in_one_sentence() -> None:
    fewer = replace(DAMS, target=Decimal(10), comparator=Comparator.MORE_THAN)
    second = next_of(ADJUSTED, MORE, fewer, RULES, paper="慈科〔2025〕15号")
    third = next_of(second, MORE, fewer, replace(RULES, deadline=date(YEAR, 11, 30)), since=9)
    assert told(third, "2025-Q3") == (
        "根据慈科〔2025〕15号，企业新增数年度目标由120家调整为130家，"
        "鉴定大坝年度目标由不少于12家调整为超过10家，自7月起执行。"
        "管理办法完成时限调整为2025年11月30日（追加），自9月起执行。以前月份不重算。"
    )


def test_that_what_was_set_right_in_the_same_month_is_told_as_it_came_to_be() -> None:
    slip = next_of(PLAN, replace(FIRMS, target=Decimal(1300)), DAMS, RULES)
    assert told(next_of(slip, MORE, DAMS, RULES, paper="慈科〔2025〕15号")) == RAISED
    assert told(next_of(slip, FIRMS, DAMS, RULES)) == ""


def test_that_ended_merged_and_new_targets_are_told() -> None:
    locks = count("3", id="X-3", name="新建水闸", phrase="新建水闸{}")
    survey = item(ItemKind.SOFT, id="M-2", name="普查")
    plan = next_of(PLAN, FIRMS, locks, survey)
    assert told(plan) == (
        "鉴定大坝不再列入，管理办法不再列入，新列入新建水闸（年度目标不少于3家），新列入普查（追加），"
        "自7月起执行。以前月份不重算。"
    )
    merged = next_of(PLAN, FIRMS, RULES)
    cited = replace(merged.commitments[0], id="X-2")
    merged = replace(merged, commitments=(*merged.commitments, cited))
    assert told(merged) == "鉴定大坝并入企业新增数（追加），自7月起执行。以前月份不重算。"


def test_that_another_name_and_no_day_any_more_are_told() -> None:
    plan = next_of(PLAN, FIRMS, replace(DAMS, name="大坝鉴定"), replace(RULES, deadline=None))
    assert told(plan) == (
        "鉴定大坝更名为大坝鉴定，管理办法不再定完成时限（追加），自7月起执行。以前月份不重算。"
    )


def test_that_a_unit_tells_what_concerns_it_also_of_what_it_led_until_then() -> None:
    first, second = Unit(id="1", name="甲科"), Unit(id="2", name="乙科")
    duties = (Duty(subject_id="X-1", lead_unit_id="1"), Duty(subject_id="X-2", lead_unit_id="2"))
    plan = next_of(PLAN, MORE, RULES)
    records = {each.key: each for each in (*duties, *ENTRIES)}
    told_by = {
        first: "企业新增数年度目标由120家调整为130家（追加），自7月起执行。以前月份不重算。",
        second: "鉴定大坝不再列入（追加），自7月起执行。以前月份不重算。",
    }
    for unit, words in told_by.items():
        made = compose(of_unit(plan, Content(unit=unit, records=records), parse_period("2025-Q3")))
        assert paragraphs(made, "总体情况")[1:] == [words]
