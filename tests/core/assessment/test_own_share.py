"""What a unit hands in: its own targets, what else it entered, and the tasks that it wrote on."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.assessment.lights import Light
from cixi_desktop.periods import month, parse_period
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.handovers import Lock
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import ALL_UNITS, Unit
from cixi_desktop.wording.words import whose_words
from tests.support.figures import plan_2025

if TYPE_CHECKING:
    from cixi_desktop.records.record import Record

PLAN = plan_2025()
GAOXIN, GUIHUA = Unit(id="1", name="高新科"), Unit(id="2", name="规划科")
LEADS_8 = Duty(subject_id="8", lead_unit_id="1")
DUTIES = (
    LEADS_8,
    Duty(subject_id="M8-3", lead_unit_id="2"),
    Duty(subject_id="9-4", supporting_unit_ids=("1",)),
)
OWN = ["H-3", "8-1", "8-3", "9-4", "D8-1", "M8-1", "D8-2", "M8-2", "D8-3"]
"""By DUTIES: H-3 is cited in task 8, M8-3 has another leader."""


def entry(target_id: str, number: int, *, unit: Unit = GAOXIN, **fields: str) -> Entry:
    read: dict[str, Any] = {name: Decimal(text) for name, text in fields.items()}
    return Entry(target_id=target_id, unit_id=unit.id, period=month(2025, number), **read)


def text(task_id: str, number: int, note: str) -> Narrative:
    return Narrative(task_id=task_id, unit_id="1", period=month(2025, number), progress_note=note)


def judged(*records: Record, unit: Unit = GAOXIN, period: str = "2025-06") -> Assessment:
    content = Content(unit=unit, records={each.key: each for each in (GAOXIN, GUIHUA, *records)})
    return assess(PLAN, content, parse_period(period))


def ids(assessment: Assessment) -> list[str]:
    return [each.id for each in assessment.assessed]


def task_ids(assessment: Assessment) -> list[str]:
    return [each.task.id for each in assessment.tasks]


def test_that_a_unit_hands_in_what_its_duties_name_and_their_tasks() -> None:
    part = judged(*DUTIES).own_share()
    assert ids(part) == OWN
    assert task_ids(part) == ["总体", "8", "9"]
    assert [each.id for each in part.task("8").assessed] == ["8-1", "H-3", "8-3", *OWN[4:]]
    assert [each.id for each in part.task("9").assessed] == ["9-4"]
    assert whose_words(part) == "本单位承担的"


@pytest.mark.parametrize("duties", [(), (Duty(subject_id="8", lead_unit_id="2"),)])
def test_that_a_unit_without_duties_hands_in_the_whole_plan(duties: tuple[Duty, ...]) -> None:
    whole = judged(*duties, entry("8-1", 6, increment="1"))
    assert whole.own_share() is whole
    assert whole.own_share({"7-1"}) is whole
    assert whose_words(whole) == ""


def test_that_all_units_together_keep_the_whole_plan() -> None:
    whole = judged(*DUTIES, unit=ALL_UNITS)
    assert whole.own_share() is whole


def test_that_what_was_entered_beside_the_duties_stays_from_its_month_on() -> None:
    records = (*DUTIES, entry("7-1", 4, numerator="100", denominator="800"), entry("C3-1", 6, increment="2"))
    assert ids(judged(*records).own_share()) == sorted([*OWN, "7-1", "C3-1"], key=ids(judged()).index)
    assert ids(judged(*records, period="2025-05").own_share()) == sorted(
        [*OWN, "7-1"], key=ids(judged()).index
    )
    assert ids(judged(*records, period="2025-03").own_share()) == OWN
    assert task_ids(judged(*records, period="2025-q2").own_share()) == ["总体", "3", "7", "8", "9"]
    assert whose_words(judged(*records).own_share()) == "本单位承担和填报的"


def test_that_another_unit_s_entries_and_another_year_s_bring_nothing() -> None:
    past = Entry(target_id="6-1", unit_id="1", period=month(2024, 12), increment=Decimal(1))
    assert (
        ids(judged(*DUTIES, past, entry("7-1", 6, unit=GUIHUA, numerator="1", denominator="8")).own_share())
        == OWN
    )


def test_that_a_row_of_a_list_is_an_entry_too() -> None:
    row = LedgerRow(id="1", target_id="12-3", unit_id="1", period=month(2025, 5), name="院士讲堂")
    part = judged(*DUTIES, row).own_share()
    assert set(ids(part)) == {*OWN, "12-3"}
    assert set(ids(judged(*DUTIES, row, period="2025-04").own_share())) == set(OWN)


def test_that_a_task_with_a_text_of_the_unit_s_is_there_without_a_figure() -> None:
    part = judged(*DUTIES, text("1", 6, "召开党员大会1次。"), text("2", 5, "上月的文字")).own_share()
    assert task_ids(part) == ["总体", "1", "8", "9"]
    told = part.task("1")
    assert (told.assessed, told.open_count, told.light) == ((), 0, Light.RECORDED)


def test_that_who_leads_a_task_of_which_others_have_all_figures_still_writes_on_it() -> None:
    others = [Duty(subject_id=item.id, lead_unit_id="2") for item in PLAN.items_in(PLAN.task("10"))]
    part = judged(*DUTIES, Duty(subject_id="10", lead_unit_id="1"), *others).own_share()
    assert task_ids(part) == ["总体", "8", "9", "10"]
    assert (part.task("10").assessed, part.task("10").light) == ((), Light.UNREPORTED)


def test_that_what_is_named_besides_is_there_with_its_task() -> None:
    part = judged(*DUTIES).own_share({"7-2", "M12-1", "11"})
    assert set(ids(part)) == {*OWN, "7-2", "M12-1"}
    assert task_ids(part) == ["总体", "7", "8", "9", "11", "12"]


def test_that_the_counts_are_those_of_the_part() -> None:
    """70 of 120 firms are 58.3 %, on pace; 120 of 300 are 40 %, ten 个百分点 behind; C3-1 is not judged."""
    records = (
        *DUTIES,
        entry("H-3", 6, cumulative="70"),
        entry("8-1", 6, cumulative="120"),
        entry("7-1", 4, numerator="100", denominator="800"),
        entry("C3-1", 6, increment="2"),
    )
    found = judged(*records)
    part = found.own_share()
    summary = part.summary
    assert {light: n for light, n in summary.figure_lights.items() if n} == {
        Light.ON_PACE: 1,
        Light.BEHIND: 1,
        Light.UNREPORTED: 3,
    }
    assert {light: n for light, n in summary.item_lights.items() if n} == {
        Light.RECORDED: 1,
        Light.UNREPORTED: 5,
    }
    assert (summary.figures_reported, summary.items_reported) == (2, 1)
    assert (summary.binding_good, summary.binding_judged) == (1, 2)
    assert (summary.striving_good, summary.striving_judged) == (0, 0)
    assert part.of("H-3") is found.of("H-3")


def test_that_a_task_cites_what_the_part_has() -> None:
    part = judged(
        Duty(subject_id="8-1", lead_unit_id="1"), Duty(subject_id="H-3", lead_unit_id="1")
    ).own_share()
    assert [(c.id, f.id) for c, f in part.cited(part.task("8"))] == [("8-1", "8-1"), ("8-2", "H-3")]
    assert [(c.id, f.id) for c, f in part.cited(part.task("总体"))] == [("H-3", "H-3")]


def test_that_the_share_of_a_unit_that_leads_everything_is_the_whole() -> None:
    every = [Duty(subject_id=task.id, lead_unit_id="1") for task in PLAN.tasks]
    whole = judged(*every)
    assert whole.own_share() is whole
    without_one = judged(*every, Duty(subject_id="M8-3", lead_unit_id="2"))
    assert {*ids(without_one)} - {*ids(without_one.own_share())} == {"M8-3"}


def test_that_a_locked_month_is_open_for_nothing() -> None:
    june = judged(Lock(unit_id="1", period=month(2025, 6), is_locked=True, reason="已定稿"))
    july = judged(Lock(unit_id="1", period=month(2025, 6), is_locked=True, reason="已定稿"), period="2025-07")
    assert (june.is_open, july.is_open) == (False, True)
