"""口径问题、基数和月度计划: read from tables, put in one step, told where they are printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cixi_desktop.actions.configure import decide
from cixi_desktop.actions.record import record
from cixi_desktop.assessment.lights import Light
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.basis_table import (
    BAND,
    changed_bases,
    last_year_layout,
    last_year_rows,
    plan_layout,
    plan_rows,
)
from cixi_desktop.pasting.decision_table import decision_layout, decision_rows, decisions
from cixi_desktop.pasting.text_table import Rows, plan_table
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.bureau import Decision
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.workspace import Workspace
from tests.support.figures import capped, content_of, plan_2025, plan_of, twelve
from tests.support.memory_store import MemoryStore

PLAN = plan_2025()
JUNE = month(2025, 6)
ANSWER = Decision(
    reading_id="2",
    answer="1004家",
    effect="从1004家起算。",
    decided_by="局长办公会",
    decided_on=date(2025, 5, 12),
)
H4 = Basis(target_id="H-4", baseline=Decimal(1004), baseline_note="库内数")
H3 = Basis(target_id="H-3", pace_plan=twelve(m6="60", m12="120"), last_year=twelve(m1="3", m12="110"))
KEPT = content_of(ANSWER, H4, H3)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(plan=PLAN, store=MemoryStore(), actor="张三")


def with_text(rows: Rows, key: str, column: int, text: str) -> Rows:
    return tuple(row.with_cell(column, text) if row.key == key else row for row in rows)


def place(rows: Rows, key: str) -> int:
    return next(number for number, row in enumerate(rows) if row.key == key)


# Open readings


def test_that_every_open_reading_is_a_row_with_what_was_decided() -> None:
    rows = decision_rows(PLAN, KEPT)
    assert len(rows) == 12
    assert rows[1].title == "2. 年初高新技术企业总量是多少？"
    assert rows[1].cells == ("", "1004家", "从1004家起算。", "局长办公会", "2025-05-12")
    assert decisions(rows)[1] == ANSWER
    assert all(decision.is_empty for decision in decisions(rows) if decision.reading_id != "2")


def test_that_the_provisional_answer_is_grey_and_a_decided_one_marked() -> None:
    rows = decision_rows(PLAN, KEPT)
    placeholders = decision_layout(PLAN).placeholders(rows)
    assert (placeholders[0, 0], placeholders[1, 0]) == ("暂定", "已明确")
    assert placeholders[1, 1] == "暂按1000家（推算：1120家减120家）。"


def test_that_who_and_when_need_an_answer() -> None:
    layout, rows = decision_layout(PLAN), decision_rows(PLAN, KEPT)
    assert layout.faults(with_text(rows, "2", 1, "")) == {
        (1, 1): "请填写答复；仍按暂定答复执行的，请清空这一行。"
    }
    assert list(layout.faults(with_text(rows, "2", 4, "五月"))) == [(1, 4)]
    assert list(layout.faults(with_text(rows, "2", 0, "已明确"))) == [(1, 0)]
    assert layout.parse(rows[0], 4, "2025年5月12日") == "2025-05-12"
    assert layout.parse(rows[0], 1, " 按 毛增 ") == "按 毛增"


def test_that_a_decision_tells_by_whom_and_when() -> None:
    assert ANSWER.words == "局长办公会2025年5月12日明确"
    assert Decision(reading_id="2", answer="1004家").words == "明确"
    assert Decision(reading_id="2").words == ""


# Baselines and monthly plans


def test_that_an_untouched_table_gives_back_the_bases() -> None:
    bases = {basis.target_id: basis for basis in bases_of(plan_rows(PLAN, KEPT), last_year_rows(PLAN, KEPT))}
    assert len(bases) == 23
    assert (bases["H-4"], bases["H-3"]) == (H4, H3)
    assert all(basis.is_empty for key, basis in bases.items() if key not in {"H-3", "H-4"})


def bases_of(planned: Rows, last_year: Rows) -> tuple[Basis, ...]:
    return changed_bases(KEPT, planned, last_year)


def test_that_last_year_is_asked_of_figures_that_add_up_alone() -> None:
    keys = {row.key for row in last_year_rows(PLAN, KEPT)}
    assert {"H-3", "7-4", "H-6"} <= keys
    assert not {"H-1", "H-4", "7-1", "7-3", "H-7"} & keys


def test_that_grey_figures_are_what_is_due_without_a_plan() -> None:
    rows = plan_rows(PLAN, KEPT)
    placeholders = plan_layout(PLAN, KEPT).placeholders(rows)
    assert placeholders[place(rows, "H-1"), 0] == "3.59（按原文推算）"
    # 300 of 8-1 in even parts: 25 a month.
    assert placeholders[place(rows, "8-1"), 8] == "150"
    # From 1004 to 1120 in even parts, whole ones: 1004 + floor(116 × 6/12).
    assert placeholders[place(rows, "H-4"), 8] == "1062"
    assert (place(rows, "H-4"), 1) not in placeholders
    assert placeholders[place(rows, "H-1"), 1] == ""
    assert placeholders[place(rows, "H-3"), 3] == ""
    assert placeholders[place(rows, "H-7"), 8] == ""
    assert placeholders[place(rows, "H-5"), 0] == ""
    unread = with_text(with_text(rows, "H-4", 0, "千余"), "H-5", 0, "七成")
    assert plan_layout(PLAN, KEPT).placeholders(unread)[place(rows, "H-4"), 8] == "1060"


def test_that_each_kind_takes_what_it_has() -> None:
    layout, rows = plan_layout(PLAN, KEPT), plan_rows(PLAN, KEPT)
    count, level, hope = (rows[place(rows, key)] for key in ("H-3", "H-5", "H-7"))
    assert layout.parse(level, 0, "７７.３％") == "77.3"
    assert layout.parse(level, 1, "统计局 年报") == "统计局 年报"
    assert layout.parse(count, 4, "1,200家") == "1200"
    for row, column, text in (
        (count, 0, "5"),
        (hope, 4, "1"),
        (count, 4, "2.5"),
        (count, 4, "-3"),
        (count, 4, "约10"),
    ):
        with pytest.raises(CixiError):
            layout.parse(row, column, text)


def test_that_a_plan_is_pasted_with_its_figures_and_months() -> None:
    rows = plan_rows(PLAN, KEPT)
    block = (("指标", "6月", "12月"), ("新培育浙江省科技型中小企业", "160", "300"), ("H-7", "1", ""))
    found = plan_table(plan_layout(PLAN, KEPT), rows, block, at=(0, 0), shown=range(len(rows)))
    cells = found.accepted[place(rows, "8-1")].cells
    assert (cells[8], cells[14]) == ("160", "300")
    assert [cell.reason for cell in found.cells if cell.reason] == [
        "争取类指标只看所处阶段，不设基数和月度计划。"
    ]


def test_that_last_years_totals_are_read_with_their_unit() -> None:
    rows = last_year_rows(PLAN, KEPT)
    assert last_year_layout(PLAN).parse(rows[place(rows, "7-4")], 0, "11.4亿元") == "11.4"


# Both at once


def test_that_answers_and_bases_are_one_step(workspace: Workspace) -> None:
    decide(workspace, decisions=[ANSWER, Decision(reading_id="3")], bases=[H4, H3, Basis(target_id="H-1")])
    assert workspace.history.undo[-1].label == "设置口径答复1条、基数和月度计划2项"
    assert workspace.assess(JUNE).decisions[1] == ANSWER
    sentences = [
        line.sentence for line in all_lines(PLAN, workspace.store.operations(limit=1), workspace.units())
    ]
    assert sentences[0] == "口径问题2 答复：（空） → 1004家"
    assert "高新技术企业新增数 月计划（6月）：（空） → 60" in sentences
    decide(workspace, decisions=[ANSWER], bases=[H4])
    assert len(workspace.history.undo) == 1
    decide(workspace, decisions=[Decision(reading_id="2")], bases=[])
    assert workspace.assess(JUNE).decisions[1].is_empty
    workspace.undo()
    workspace.undo()
    assert workspace.content.records == {}


def test_that_a_band_of_its_own_is_asked_of_about_targets_alone() -> None:
    layout, rows = plan_layout(PLAN, KEPT), plan_rows(PLAN, KEPT)
    placeholders = layout.placeholders(rows)
    # 9-5 is 15个左右: 10 % of the target; 7-3 is 10%左右: one 个百分点.
    assert placeholders[place(rows, "9-5"), BAND] == "10%"
    assert placeholders[place(rows, "7-3"), BAND] == "1个百分点"
    assert placeholders[place(rows, "8-1"), BAND] == ""
    assert layout.parse(rows[place(rows, "9-5")], BAND, "２０％") == "20"
    assert layout.parse(rows[place(rows, "7-3")], BAND, "0.5个百分点") == "0.5"
    for key, text in (("8-1", "5"), ("9-5", "-1"), ("9-5", "约5")):
        with pytest.raises(CixiError):
            layout.parse(rows[place(rows, key)], BAND, text)
    bases = changed_bases(KEPT, with_text(rows, "9-5", BAND, "20"), last_year_rows(PLAN, KEPT))
    assert [basis.band for basis in bases if basis.target_id == "9-5"] == [Decimal(20)]


def test_that_a_band_of_its_own_decides_what_is_nearly_done(workspace: Workspace) -> None:
    """12 of 15 are 20 % short: outside the 10 % of the rules, inside 20 %; from 12 to 18 whole ones."""
    record(workspace, "9-5", month(2025, 12), {"cumulative": "12"})
    assert workspace.assess(month(2025, 12)).of("9-5").light is not Light.NEARLY
    decide(workspace, decisions=[], bases=[Basis(target_id="9-5", band=Decimal(20))])
    judged = workspace.assess(month(2025, 12)).of("9-5")
    assert judged.light is Light.NEARLY
    assert "12个至18个" in judged.reason
    workspace.undo()
    assert workspace.assess(month(2025, 12)).of("9-5").light is not Light.NEARLY


def test_that_a_limit_takes_no_plan_by_month() -> None:
    plan = plan_of(capped("5"))
    (row,) = plan_rows(plan, content_of())
    with pytest.raises(CixiError, match="控制类指标全年同一标准，不设月度计划。"):
        plan_layout(plan, content_of()).parse(row, BAND + 1, "3")
