"""任务分解表 that comes back after something was changed here: what was changed since is not set back."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from cixi_desktop.actions.adopt import adjust
from cixi_desktop.actions.breakdown import (
    BreakdownOffer,
    export_breakdown,
    inspect_breakdown,
    take_breakdown,
)
from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.inspect_files import inspect_files
from cixi_desktop.actions.units import delete_unit, merge_units
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.plans.revising import Revision, revised
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.units import Unit
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2025, 5, 1)  # noqa: DTZ001
HEAD_ROW, KEY_COLUMN = 3, 24


def office() -> Workspace:
    """高新科 (1) leads task 8 and 成果科 (2) task 9; 规划科 is 3."""
    made = Workspace(plan=plan_2025(), store=MemoryStore(), actor="张三")
    for name in ("高新科", "成果科", "规划科"):
        add_unit(made, name)
    lead(made, "8", "1", person="李四")
    lead(made, "9", "2")
    return made


def lead(workspace: Workspace, task_id: str, unit_id: str, *, person: str = "") -> None:
    before = workspace.store.current(("duty", task_id, "2025"))
    after = Duty(subject_id=task_id, lead_unit_id=unit_id, person=person)
    workspace.perform("分工", (Change(before, after),))


def exported(workspace: Workspace, folder: Path) -> Path:
    path = folder / "任务分解表.xlsx"
    export_breakdown(workspace, path, AT)
    return path


def typed(path: Path, **cells: str) -> bytes:
    """The file with words in rows, of a task as t8: under 牵头科室 or, before a colon, another head."""
    workbook = load_workbook(path)
    table = workbook["任务分解表"]
    heads = [cell.value for cell in table[HEAD_ROW]]
    rows = {str(row[KEY_COLUMN - 1].value): row for row in table.iter_rows(min_row=HEAD_ROW + 1)}
    for key, text in cells.items():
        head, _, words = text.rpartition(":")
        rows[key.removeprefix("t")][heads.index(head or "牵头科室")].value = words
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def told(offer: BreakdownOffer) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What changes but for the plan itself, what is kept, what clashes."""
    lines = tuple(each.text for each in offer.lines if "年工作计划第" not in each.text)
    clashes = tuple(clash.remark.text for clash in offer.clashes)
    return lines, tuple(each.text for each in offer.kept), clashes


def duty(workspace: Workspace, task_id: str) -> tuple[str, str]:
    found = workspace.content.duty(task_id)
    return workspace.content.unit_name(found.lead_unit_id), found.person


TASK_8, TASK_9 = (plan_2025().task(task_id).title for task_id in ("8", "9"))


def test_that_a_target_adjusted_since_is_told_with_both_numbers(tmp_path: Path) -> None:
    """A unit that has the first version gets the second: 300家 of 8-1 become 320 from July."""
    here, there = office(), Workspace(plan=plan_2025(), store=MemoryStore(), actor="李四")
    take_breakdown(there, inspect_breakdown(there, exported(here, tmp_path).read_bytes()))
    wanted = revised(here.plan, "8-1", Revision(target="320"))
    adjust(here, wanted, since=month(2025, 7), reason="上级追加任务", paper="慈科〔2025〕15号")
    offer = inspect_breakdown(there, exported(here, tmp_path).read_bytes())
    name = here.plan.target("8-1").name
    assert tuple(each.text for each in offer.lines) == (
        "2025年工作计划第2版（上级追加任务）",
        f"8-1“{name}”：7月起目标由300家调整为320家（慈科〔2025〕15号）。",
    )


def test_that_a_row_nobody_touched_does_not_set_back_what_was_changed_since(tmp_path: Path) -> None:
    """The table has 高新科 for task 8, which the office then makes 规划科. Task 9 is edited in the table."""
    here = office()
    path = exported(here, tmp_path)
    lead(here, "8", "3", person="李四")
    offer = inspect_breakdown(here, typed(path, t9="高新科"))
    kept = f"任务分解表G72　{TASK_8} 牵头科室：表中是高新科，导出后在本机改为规划科"
    assert told(offer) == ((f"任务分解表G81　{TASK_9} 牵头科室：成果科 → 高新科",), (kept,), ())
    take_breakdown(here, offer)
    assert (duty(here, "8"), duty(here, "9")) == (("规划科", "李四"), ("高新科", ""))


def test_that_one_person_edited_here_and_another_lead_in_the_table_are_brought_together(
    tmp_path: Path,
) -> None:
    here = office()
    path = exported(here, tmp_path)
    lead(here, "8", "1", person="王五")
    offer = inspect_breakdown(here, typed(path, t8="成果科"))
    take_breakdown(here, offer)
    assert duty(here, "8") == ("成果科", "王五")


def test_that_what_was_changed_on_both_sides_is_shown_side_by_side_and_stays_unless_chosen(
    tmp_path: Path,
) -> None:
    here = office()
    path = exported(here, tmp_path)
    lead(here, "8", "3", person="李四")
    here.perform("时限", (Change(None, Basis(target_id="M4-1", deadline=date(2025, 9, 30))),))
    data = typed(path, t8="成果科", **{"M4-1": "完成时限:2025-10-31"})
    offer = inspect_breakdown(here, data)
    name = plan_2025().target("M4-1").name
    clashes = (
        f"任务分解表G72　{TASK_8} 牵头科室：本机是规划科，表中是成果科",
        f"任务分解表K37　{name} 完成时限：本机是2025-09-30，表中是2025-10-31",
    )
    assert told(offer) == ((), (), clashes)
    take_breakdown(here, offer)
    assert duty(here, "8") == ("规划科", "李四")
    take_breakdown(here, offer, [offer.clashes[0]])
    assert duty(here, "8") == ("成果科", "李四")
    assert here.content.basis("M4-1").deadline == date(2025, 9, 30)


def test_that_a_chosen_clash_comes_with_the_other_changes_of_its_record(tmp_path: Path) -> None:
    here = office()
    path = exported(here, tmp_path)
    lead(here, "8", "3", person="李四")
    offer = inspect_breakdown(here, typed(path, t8="成果科", **{"8": "责任领导:赵某"}))
    take_breakdown(here, offer, offer.clashes)
    found = here.content.duty("8")
    assert (found.lead_unit_id, found.leader, found.person) == ("2", "赵某", "李四")


def test_that_a_duty_taken_away_since_stays_away_and_one_emptied_in_the_table_goes(tmp_path: Path) -> None:
    here = office()
    path = exported(here, tmp_path)
    here.perform("分工", (Change(here.content.duty("8"), None),))
    offer = inspect_breakdown(here, typed(path, t9=""))
    take_breakdown(here, offer)
    assert here.store.load(Duty) == ()


def test_that_the_same_change_on_both_sides_says_nothing(tmp_path: Path) -> None:
    here = office()
    path = exported(here, tmp_path)
    lead(here, "8", "3", person="李四")
    assert told(inspect_breakdown(here, typed(path, t8="规划科"))) == ((), (), ())


def test_that_a_table_from_elsewhere_is_taken_over_what_stands_here(tmp_path: Path) -> None:
    """A unit that took an earlier table has 高新科 for task 8; the newer one of the office says 规划科."""
    bureau = office()
    unit = Workspace(plan=plan_2025(), store=MemoryStore(), actor="李四")
    take_breakdown(unit, inspect_breakdown(unit, exported(bureau, tmp_path).read_bytes()))
    lead(bureau, "8", "3", person="李四")
    offer = inspect_breakdown(unit, exported(bureau, tmp_path).read_bytes())
    assert told(offer) == ((f"任务分解表G72　{TASK_8} 牵头科室：高新科 → 规划科",), (), ())


def test_that_units_renamed_merged_or_deleted_since_stay_so(tmp_path: Path) -> None:
    here = office()
    add_unit(here, "错名科")
    path = exported(here, tmp_path)
    _, before, into, source, wrong = here.units()
    merge_units(here, source, into)
    delete_unit(here, wrong)
    here.perform("改名", (Change(before, Unit(id="1", name="高企科")),))
    offer = inspect_breakdown(here, path.read_bytes())
    take_breakdown(here, offer)
    assert [unit.name for unit in here.units()[1:]] == ["高企科", "成果科"]
    assert (duty(here, "8"), duty(here, "9")) == (("高企科", "李四"), ("成果科", ""))


def test_that_a_newer_table_of_the_office_is_taken_whole_where_more_steps_were_made_than_there(
    tmp_path: Path,
) -> None:
    """The unit has the office's first table and steps of its own; the second table has no 责任人 any more."""
    there = office()
    first = exported(there, tmp_path).read_bytes()
    unit = Workspace(plan=plan_2025(), store=MemoryStore(), actor="王五")
    for number in range(8):
        unit.perform("时限", (Change(unit.store.current(("basis", "M4-1", "2025")), deadline(number)),))
    take_breakdown(unit, inspect_breakdown(unit, first))
    lead(there, "8", "3")
    offer = inspect_breakdown(unit, exported(there, tmp_path).read_bytes())
    assert (offer.kept, offer.clashes) == ((), ())
    take_breakdown(unit, offer)
    assert duty(unit, "8") == ("规划科", "")


def deadline(number: int) -> Basis:
    return Basis(target_id="M4-1", deadline=date(2025, 9, 1 + number))


def test_that_among_hand_ins_it_is_called_by_its_name(tmp_path: Path) -> None:
    here = office()
    (arrival,) = inspect_files(here.plan, here.store, [exported(here, tmp_path)])
    assert arrival.refused[0].reason == (
        "这是任务分解表，不是报送的表。请用“计划—接受任务分解表”接受，或用plan import命令。"
    )
