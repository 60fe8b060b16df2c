"""What goes out comes back: a workbook read again is the content that it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from cixi_desktop.records.content import Content
from cixi_desktop.records.record import OfUnit
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.workbook import read_workbook
from tests.workbook.contents import contents
from tests.workbook.june import PLAN, UNIT, assessed, content, made

if TYPE_CHECKING:
    from cixi_desktop.records.entries import Entry, Narrative
    from cixi_desktop.records.ledgers import LedgerRow
    from cixi_desktop.records.record import Key, Record
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
    assert len(reading.covered) == 23 + 76 + 13
    stamp = reading.stamp
    assert (stamp.unit_name, stamp.period.key, stamp.revision) == ("高新科", "2025-06", 3)
    assert (stamp.check_code, stamp.actor, stamp.is_whole) == (check_code(assessed(content())), "张三", True)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(contents())
def test_that_export_import_export_gives_the_same_file_for_any_content(given_content: Content) -> None:
    first = made(given_content)
    reading = read_workbook(first, PLAN)
    assert (reading.changed, reading.refused) == ((), ())
    assert made(taken_in(reading)) == first
