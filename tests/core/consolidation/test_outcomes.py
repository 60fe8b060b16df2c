"""What the dialog offers, and what each choice would come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.checks.textchecks import misquoting
from cixi_desktop.consolidation.combine import counted_twice, outcome, parts, possible
from cixi_desktop.consolidation.month import Bureau, look_over
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import LEAD, OWN, SUM, Duty, FigureDecision
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.coordinator import (
    disputed_cells,
    divided_words,
    outcome_cells,
    part_cells,
    standard_words,
    twice_words,
)
from tests.support.figures import plan_2025, share

PLAN, JUNE = plan_2025(), month(2025, 6)
FIRST, SECOND = Unit(id="1", name="办公室"), Unit(id="2", name="高新技术科")


def content(unit: Unit, count: str, stage: str, text: str) -> Content:
    records = (
        Entry(target_id="H-3", unit_id=unit.id, period=JUNE, cumulative=Decimal(count)),
        Entry(target_id="M8-2", unit_id=unit.id, period=JUNE, stage=stage),
        Entry(target_id="C6-1", unit_id=unit.id, period=JUNE, increment=Decimal(count)),
        Narrative(task_id="8", unit_id=unit.id, period=JUNE, progress_note=text),
        Duty(subject_id="H-3", lead_unit_id="1"),
    )
    return Content(unit=unit, records={record.key: record for record in records})


def month_of_two() -> Bureau:
    contents = (
        content(FIRST, "66", "审议", "截至6月底，新增高新技术企业66家。"),
        content(SECOND, "72", "征求意见", "截至6月底，新增高新技术企业72家。"),
    )
    return look_over(PLAN, contents, (), JUNE, date(2025, 6, 28))


def decided(whose: str, value: str | None = None, of: str = "H-3") -> FigureDecision:
    number = None if value is None else Decimal(value)
    return FigureDecision(target_id=of, from_period=JUNE, whose=whose, value=number, reason="")


def test_that_only_what_can_count_is_offered() -> None:
    found = month_of_two()
    offered = {each.target.id: possible(found, each) for each in found.disputed}
    assert offered == {
        "H-3": ("1", "2", SUM, LEAD, OWN),
        "M8-2": ("1", "2"),
        "C6-1": ("1", "2", SUM, OWN),
    }


def test_that_every_choice_says_what_it_would_come_to() -> None:
    """Of 120: 66 is 55 %, 72 is 60 %, 138 is 115 %, 50 is 41.7 % where half is due: 8.3 points behind."""
    found = month_of_two()
    choices = (("1", None), ("2", None), (LEAD, None), (SUM, None), (OWN, "50"))
    cells = [outcome_cells(outcome(found, decided(whose, value))) for whose, value in choices]
    assert cells == [
        ("66家", "55.0%", "●达序时"),
        ("72家", "60.0%", "●达序时"),
        ("66家", "55.0%", "●达序时"),
        ("138家", "115.0%", "★已完成"),
        ("50家", "41.7%", "▲欠序时"),
    ]
    assert outcome_cells(None) == ("", "", "")
    assert standard_words(PLAN.target("H-3")) == "H-3 高新技术企业新增数，年度目标不少于120家"


def test_that_a_divided_figure_is_told_with_its_shares() -> None:
    """66 of the office's 80 and 72 of 50: 138 together, and 10 more than the 120 were shared out."""
    found = month_of_two()
    basis = Basis(target_id="H-3", year=2025, shares=(share("1", "80"), share("2", "50")))
    units = [(unit.key, unit) for unit in (FIRST, SECOND)]
    contents = [each.with_records([(basis.key, basis), *units]) for each in found.contents]
    found = look_over(PLAN, contents, (), JUNE, date(2025, 6, 28))
    origin = found.origin(PLAN.target("H-3"))
    told = "单位分解数：办公室80家、高新技术科50家，分解数合计130家，比年度目标多10家"
    assert disputed_cells(found, origin)[3] == f"合计（{told}）"
    assert divided_words(PLAN.target("M8-2"), found.contents[0], found.period) == ""
    names = [part_cells(part)[0] for part in parts(PLAN, contents, origin, JUNE)]
    assert names == ["办公室（分解数80家）", "高新技术科（分解数50家）"]


def test_that_items_say_their_stage_or_their_count() -> None:
    found = month_of_two()
    stage = outcome(found, decided("2", of="M8-2"))
    assert isinstance(stage, ItemAssessment)
    assert outcome_cells(stage)[0] == "征求意见"
    assert outcome_cells(outcome(found, decided(SUM, of="C6-1")))[0] == "累计138次"
    assert standard_words(PLAN.target("M8-2")).startswith("M8-2 ")


def test_that_the_texts_that_quote_another_number_are_pointed_out() -> None:
    found = month_of_two()
    figure = outcome(found, decided("2"))
    assert isinstance(figure, FigureAssessment)
    assert list(misquoting(found.contents, figure)) == [
        "办公室任务8：“高新技术企业新增数”：文中66家，表内累计72家（核定）。"
    ]
    honour = outcome(found, decided("2", of="H-7"))
    assert isinstance(honour, FigureAssessment)
    assert list(misquoting(found.contents, honour)) == []


def test_that_what_nobody_reports_has_no_sources() -> None:
    found = month_of_two().origin(PLAN.target("H-5"))
    assert (found.sources, found.is_disputed) == ((), False)


def test_that_names_on_the_lists_of_two_units_are_told_before_they_are_summed() -> None:
    """甲公司 stands on both lists, on one with a blank, and 乙公司 twice on one; 丙公司 is of July."""

    def named(unit: Unit, number: int, name: str, last: int = 6) -> LedgerRow:
        period = month(2025, last)
        return LedgerRow(id=str(number), target_id="8-3", unit_id=unit.id, period=period, name=name)

    first = [
        named(FIRST, 1, "甲公司"),
        named(FIRST, 2, "乙公司"),
        named(FIRST, 3, "乙公司"),
        named(FIRST, 4, "丙公司"),
    ]
    second = [named(SECOND, 1, "甲 公司"), named(SECOND, 2, "丙公司", 7)]
    found = replace(
        month_of_two(),
        contents=tuple(
            Content(unit=unit, records={row.key: row for row in rows})
            for unit, rows in ((FIRST, first), (SECOND, second))
        ),
    )
    assert counted_twice(found, decided(SUM, of="8-3")) == ("甲公司",)
    assert counted_twice(found, decided("1", of="8-3")) == ()
    assert counted_twice(found, decided(SUM, of="M8-2")) == ()


def test_that_what_is_counted_twice_is_named_in_few_words() -> None:
    assert twice_words(()) == ""
    assert twice_words("甲乙") == "“甲”“乙”在几个单位的台账中都有，合计会重复计数；应剔除的，请另行核定。"
    assert twice_words("甲乙丙丁").startswith("“甲”“乙”“丙”等4个名称在")
