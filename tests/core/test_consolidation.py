from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from cixi_desktop.assessment import assess
from cixi_desktop.consolidation import ALL_UNITS, combined
from cixi_desktop.content import Content
from cixi_desktop.entries import Entry, Narrative, State, Unit
from cixi_desktop.periods import month
from tests.support.figures import plan_2025

if TYPE_CHECKING:
    from cixi_desktop.records import Record

PLAN = plan_2025()
JUNE = month(2025, 6)
FIRST, SECOND = Unit(id="1", name="甲科"), Unit(id="2", name="乙科")


def _content(unit: Unit, *records: Record) -> Content:
    return Content(unit=unit, records=MappingProxyType({record.key: record for record in records}))


def _entry(unit: Unit, target_id: str, number: int = 6, **fields: object) -> Entry:
    values = {name: Decimal(v) if isinstance(v, str) and v.isdecimal() else v for name, v in fields.items()}
    return Entry(target_id=target_id, unit_id=unit.id, period=month(2025, number), **values)  # type: ignore[arg-type]


def test_that_the_content_of_one_unit_stays_as_it_is() -> None:
    content = _content(FIRST, _entry(FIRST, "8-1", increment="5"))
    assert combined(PLAN, [content]) is content


def test_that_counts_of_two_units_are_summed_from_their_running_totals() -> None:
    # 甲 10 in May and 5 more in June; 乙 a running total of 20 in June: 15 + 20 = 35.
    first = _content(FIRST, _entry(FIRST, "8-1", 5, increment="10"), _entry(FIRST, "8-1", increment="5"))
    second = _content(SECOND, _entry(SECOND, "8-1", cumulative="20"))
    both = combined(PLAN, [first, second])
    assert both.unit == ALL_UNITS
    figure = assess(PLAN, both, JUNE).of("8-1")
    assert figure.cumulative == 35  # type: ignore[union-attr]


def test_that_a_unit_that_is_silent_this_month_still_counts_with_its_total() -> None:
    first = _content(FIRST, _entry(FIRST, "8-1", 5, increment="10"))
    second = _content(SECOND, _entry(SECOND, "8-1", cumulative="20"))
    figure = assess(PLAN, combined(PLAN, [first, second]), JUNE).of("8-1")
    assert figure.cumulative == 30  # type: ignore[union-attr]


def test_that_ratios_come_from_summed_lists_and_never_from_averages() -> None:
    # 30 of 60 and 90 of 140: 120 of 200 is 60 %, the average of 50 % and 64.3 % would be 57.1 %.
    first = _content(FIRST, _entry(FIRST, "7-1", numerator="30", denominator="60"))
    second = _content(SECOND, _entry(SECOND, "7-1", numerator="90", denominator="140"))
    figure = assess(PLAN, combined(PLAN, [first, second]), JUNE).of("7-1")
    assert figure.completion == 60


def test_that_counters_are_summed_and_a_stage_is_the_first_units() -> None:
    first = _content(FIRST, _entry(FIRST, "C6-1", increment="2"), _entry(FIRST, "M8-2", stage="审议"))
    second = _content(SECOND, _entry(SECOND, "C6-1", increment="3"), _entry(SECOND, "M8-2", stage="征求意见"))
    assessment = assess(PLAN, combined(PLAN, [first, second]), JUNE)
    assert assessment.of("C6-1").total == 5  # type: ignore[union-attr]
    assert assessment.of("M8-2").stage == "审议"


def test_that_a_figure_goes_before_another_units_grey_state() -> None:
    first = _content(FIRST, _entry(FIRST, "H-5", state=State.PENDING))
    second = _content(SECOND, _entry(SECOND, "H-5", value="79"))
    assert assess(PLAN, combined(PLAN, [first, second]), JUNE).of("H-5").state == "已填报"


def test_that_a_grey_state_of_all_units_stays() -> None:
    contents = [_content(unit, _entry(unit, "8-1", state=State.NO_DATA)) for unit in (FIRST, SECOND)]
    assert assess(PLAN, combined(PLAN, contents), JUNE).of("8-1").light == "本期无数据"


def test_that_texts_stand_below_one_another_under_their_units_names() -> None:
    first = Narrative(task_id="8", unit_id="1", period=JUNE, progress_note="已受理。")
    second = Narrative(task_id="8", unit_id="2", period=JUNE, progress_note="已走访。", problems="人手不足。")
    both = combined(PLAN, [_content(FIRST, first), _content(SECOND, second)]).narrative("8", JUNE)
    assert both.progress_note == "【甲科】已受理。\n【乙科】已走访。"
    assert both.problems == "【乙科】人手不足。"
