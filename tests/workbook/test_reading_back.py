"""What goes out comes back: a workbook read again is the content that it was made of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from cixi_desktop.assessment.assess import assess
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.content import Content
from cixi_desktop.records.record import OfUnit
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.workbook import form_bytes, read_workbook, workbook_bytes
from tests.support.figures import YEAR, amount, content_of, count, entry, plan_of
from tests.workbook.contents import contents
from tests.workbook.handled import handled, put
from tests.workbook.june import IDENTITY, PLAN, RECORD_COUNT, UNIT, assessed, content, made

if TYPE_CHECKING:
    from cixi_desktop.records import Key
    from cixi_desktop.records.entries import Entry, Narrative
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.records.record import Record
    from cixi_desktop.workbook.reading import Reading


def taken_in(reading: Reading) -> Content:
    """The content of a unit of which nothing else is known."""
    records: list[Entry | Narrative | LedgerRow] = [*reading.entries, *reading.earlier]
    records += [*reading.narratives, *reading.ledger]
    owned = [replace(record, unit_id=UNIT.id) for record in records]
    return Content(unit=UNIT, records={record.key: record for record in owned})


def reported() -> dict[Key, Record]:
    """What the unit itself has in June's content, without what is known of later months."""
    records = content().records.items()
    return {key: each for key, each in records if isinstance(each, OfUnit) and each.period.last <= 6}


def test_that_june_is_read_as_it_was_entered() -> None:
    reading = read_workbook(made(), PLAN)
    assert taken_in(reading).records == reported()
    assert (reading.changed, reading.normalised, reading.refused) == ((), (), ())
    assert len(reading.covered) == RECORD_COUNT
    stamp = reading.stamp
    assert (stamp.unit_name, stamp.period.key, stamp.revision) == ("高新科", "2025-06", 3)
    assert (stamp.check_code, stamp.actor, stamp.is_whole) == (check_code(assessed(content())), "张三", True)


def test_that_what_begins_with_march_goes_out_and_comes_back_under_march() -> None:
    plan = plan_of(figure := amount("60", name="投资额", merged_months=3))
    given = content_of(march := entry(figure, 3, cumulative="15"))
    assessment = assess(plan, given, month(YEAR, 3))
    for data in (workbook_bytes(assessment, given, IDENTITY), form_bytes(assessment, given, IDENTITY)):
        reading = read_workbook(data, plan)
        assert reading.entries == (replace(march, unit_id=reading.entries[0].unit_id),)
        assert reading.refused == ()


def test_that_a_figure_typed_before_the_first_month_is_refused_with_the_month_to_type_it_in() -> None:
    plan = plan_of(amount("60", name="投资额", merged_months=3))
    given = content_of()
    data = form_bytes(assess(plan, given, month(YEAR, 2)), given, IDENTITY)
    reading = read_workbook(handled(put("X-1", "累计完成", 9), data=data), plan)
    (refused,) = reading.refused
    assert "请在3月填写1—3月合并数" in refused.reason


def test_that_what_a_sum_of_two_months_came_from_is_named_where_it_stays_out() -> None:
    """5 in January and 9 in February are shown as 14, which was typed over."""
    indicator = count("60", id="X-2", name="企业新增数")
    given = content_of(entry(indicator, 1, increment="5"), entry(indicator, 2, increment="9"))
    plan = plan_of(indicator)
    data = workbook_bytes(assess(plan, given, parse_period("2025-01~02")), given, IDENTITY)
    (refused,) = read_workbook(handled(put("X-2", "本期完成", 11), data=data), plan).refused
    told = "“企业新增数”不按2025年1—2月填报。请分别填1月和2月，程序自动合计。同一项的本期新增“9”也未读入。"
    assert refused.reason == told


def test_that_what_has_a_january_is_not_asked_for_under_january_and_february() -> None:
    plan = plan_of(amount("60", name="投资额", merged_months=2), count("12", id="X-2", name="企业新增数"))
    given = content_of()
    data = form_bytes(assess(plan, given, parse_period("2025-01~02")), given, IDENTITY)
    typed = handled(put("X-1", "累计完成", 9), put("X-2", "累计完成", 3), data=data)
    reading = read_workbook(typed, plan)
    assert [(each.target_id, each.cumulative) for each in reading.entries] == [("X-1", Decimal(9))]
    assert [(each.key, each.reason) for each in reading.refused] == [
        ("X-2", "“企业新增数”不按2025年1—2月填报。请分别填1月和2月，程序自动合计。")
    ]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(contents())
def test_that_export_import_export_gives_the_same_file_for_any_content(given_content: Content) -> None:
    first = made(given_content)
    reading = read_workbook(first, PLAN)
    assert (reading.changed, reading.refused) == ((), ())
    assert made(taken_in(reading)) == first
