"""The coordinator's part: receive, return, note a contact, decide."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from cixi_desktop.actions.configure import add_unit
from cixi_desktop.actions.export import Identity, export_text
from cixi_desktop.actions.record import record
from cixi_desktop.actions.review import (
    bureau,
    decide_figure,
    note_contact,
    receive,
    return_workbook,
    returned,
    send_back,
    together,
)
from cixi_desktop.consolidation.month import ReportingState
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import LEAD, OWN, SUM, Duty, FigureDecision
from cixi_desktop.records.handovers import Acceptance, ReviewVerdict
from cixi_desktop.records.origins import Rule
from cixi_desktop.wording.journal import all_lines
from cixi_desktop.workspace import Workspace
from tests.support.figures import plan_2025
from tests.support.memory_store import FIXED_TIME, MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.consolidation.month import Bureau

JUNE = month(2025, 6)
TODAY = date(2025, 6, 28)


def acceptance(unit_id: str, number: int = 7, code: str = "ACDE-3467") -> Acceptance:
    return Acceptance(
        sha256=f"{unit_id}{code}",
        unit_id=unit_id,
        period=JUNE,
        number=number,
        hand_in=2,
        check_code=code,
        file_name="六月.xlsx",
        at=datetime(2025, 6, 24, 9, 0),  # noqa: DTZ001  local time
    )


@pytest.fixture
def workspace() -> Workspace:
    """甲科 with 15 firms and 3.40 %, received by file; 乙科 with 20 firms and 3.45 %, not handed in yet."""
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(), actor="办公室")
    for name, firms, share in (("甲科", "15", "3.40"), ("乙科", "20", "3.45")):
        workspace.load(add_unit(workspace, name).id)
        record(workspace, "8-1", JUNE, {"increment": firms})
        record(workspace, "H-2", JUNE, {"value": share})
    workspace.perform("接收", (Change(None, acceptance("1")),))
    return workspace


def look(workspace: Workspace) -> Bureau:
    return bureau(workspace.plan, workspace.store, JUNE, TODAY)


def states(workspace: Workspace) -> dict[str, ReportingState]:
    return {status.unit.name: status.state for status in look(workspace).statuses}


def test_that_the_month_shows_who_handed_in_and_who_has_not(workspace: Workspace) -> None:
    assert states(workspace) == {"甲科": ReportingState.SUBMITTED, "乙科": ReportingState.DRAFT}


def test_that_what_was_handed_in_can_be_received(workspace: Workspace) -> None:
    review = receive(workspace, look(workspace), "1")
    assert (review.verdict, review.number, review.check_code) == (ReviewVerdict.RECEIVED, 7, "ACDE-3467")
    assert states(workspace)["甲科"] is ReportingState.RECEIVED
    assert workspace.undo().label == "撤销：已接收：甲科2025年6月（第2次报送）"
    assert states(workspace)["甲科"] is ReportingState.SUBMITTED


def test_that_what_was_not_handed_in_is_neither_received_nor_returned(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="乙科还没有报送2025年6月"):
        receive(workspace, look(workspace), "2")
    with pytest.raises(CixiError, match="乙科还没有报送2025年6月"):
        send_back(workspace, look(workspace), "2", (("8-1", "少报"),))


def test_that_all_units_as_one_count_the_changes_of_each(workspace: Workspace) -> None:
    assert together(workspace.store, look(workspace)).revision == 4  # two figures of two units


def test_that_a_unit_without_duties_and_entries_cannot_be_reviewed(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="该单位没有报送任务"):
        receive(workspace, look(workspace), "0")


def test_that_a_newer_file_is_to_be_reviewed_again(workspace: Workspace) -> None:
    receive(workspace, look(workspace), "1")
    assert states(workspace)["甲科"] is ReportingState.RECEIVED
    workspace.perform("接收", (Change(None, acceptance("1", 8, "HJKM-3467")),))
    assert states(workspace)["甲科"] is ReportingState.SUBMITTED


@pytest.mark.parametrize(
    ("reasons", "message"),
    [
        ((), "退回要写明意见"),
        ((("8-1", " "),), "退回要写明意见"),
        ((("Z-9", "少报"),), "工作要点中没有编号“Z-9”"),
        ((("task:99", "少报"),), "工作要点中没有任务“99”"),
    ],
)
def test_that_a_return_says_where_and_why(
    workspace: Workspace, reasons: tuple[tuple[str, str], ...], message: str
) -> None:
    with pytest.raises(CixiError, match=message):
        send_back(workspace, look(workspace), "1", reasons)
    assert states(workspace)["甲科"] is ReportingState.SUBMITTED


def test_that_a_return_goes_out_as_a_workbook_with_its_reasons(workspace: Workspace, tmp_path: Path) -> None:
    reasons = (("8-1:累计完成", "与名单不符"), ("task:8", "请写明问题"), ("H-2", "应为3.45"))
    review = send_back(workspace, look(workspace), "1", reasons)
    assert states(workspace)["甲科"] is ReportingState.RETURNED
    out = tmp_path / "退回.xlsx"
    return_workbook(workspace, review, Identity(revision=0, exported_at=FIXED_TIME), out=out)
    book = load_workbook(out)
    assert book.sheetnames[0] == "退回意见"
    rows = [[cell.value or "" for cell in row[:5]] for row in book["退回意见"].iter_rows()][-3:]
    assert rows == [
        ["1", "8-1", "新培育浙江省科技型中小企业", "累计完成", "与名单不符"],
        ["2", "任务8", "强化创新主体培育", "", "请写明问题"],
        ["3", "H-2", "规上工业企业研发费用占营业收入比重", "", "应为3.45"],
    ]
    hidden = {row[0].value: row[1].value for row in book["系统识别页"].iter_rows(max_row=25)}
    assert (hidden["verdict"], hidden["unit_name"], hidden["revision"]) == ("退回", "甲科", "7")
    assert hidden["check_code"] == review.check_code
    assert f"校验码：{review.check_code}" in str(book["退回意见"]["A2"].value)


def test_that_a_contact_is_noted(workspace: Workspace) -> None:
    note_contact(workspace, look(workspace), "2", date(2025, 6, 26), " 电话，周五前报 ")
    contact = look(workspace).status("2").contact
    assert contact is not None
    assert (contact.day, contact.words) == (date(2025, 6, 26), "电话，周五前报")


def decide(
    workspace: Workspace, target_id: str, whose: str, reason: str = "统计局口径", value: str | None = None
) -> FigureDecision:
    decision = FigureDecision(
        target_id=target_id,
        from_period=JUNE,
        whose=whose,
        value=None if value is None else Decimal(value),
        reason=reason,
        decided_by="张三",
        decided_on=TODAY,
    )
    return decide_figure(workspace, look(workspace), decision)


def words(workspace: Workspace, target_id: str) -> str:
    return look(workspace).origin(workspace.plan.target(target_id)).words


def test_that_the_bureau_decides_between_units_with_a_reason(workspace: Workspace) -> None:
    assert [origin.target.id for origin in look(workspace).undecided] == ["H-2", "8-1"]
    decide(workspace, "7-5", "2", " 统计局口径 ")
    signed = "统计局口径；张三2025年6月28日核定，自2025年6月起"
    assert words(workspace, "H-2") == f"核定采用乙科3.45%（{signed}），未采用甲科3.40%"
    decide(workspace, "8-1", SUM)
    assert look(workspace).origin(workspace.plan.target("8-1")).rule is Rule.SUMMED
    assert words(workspace, "8-1") == f"合计：甲科15家、乙科20家（{signed}）"
    decide(workspace, "8-1", OWN, value="18")
    assert words(workspace, "8-1") == f"核定为18家（{signed}），单位填报甲科15家、乙科20家"
    assert look(workspace).undecided == ()
    assert workspace.undo().label == "撤销：核定“新培育浙江省科技型中小企业”（自2025年6月起）"
    assert look(workspace).origin(workspace.plan.target("8-1")).rule is Rule.SUMMED


@pytest.mark.parametrize(
    ("target_id", "whose", "value", "message"),
    [
        ("6-1", "1", None, "该单位未填报"),
        ("H-2", SUM, None, "不能相加"),
        ("H-2", "9", None, "该单位未填报"),
        ("H-2", LEAD, None, "没有牵头科室"),
        ("H-2", OWN, None, "不能直接核定一个数"),
        ("M8-2", OWN, "3", "不能直接核定一个数"),
        ("7-1", OWN, "80", "不能直接核定一个数"),
    ],
)
def test_that_a_decision_that_decides_nothing_is_refused(
    workspace: Workspace, target_id: str, whose: str, value: str | None, message: str
) -> None:
    with pytest.raises(CixiError, match=message):
        decide(workspace, target_id, whose, value=value)


def test_that_a_decision_without_a_reason_is_refused(workspace: Workspace) -> None:
    with pytest.raises(CixiError, match="核定要写明理由"):
        decide(workspace, "H-2", "1", " ")


def test_that_the_lead_is_confirmed_where_there_is_one(workspace: Workspace) -> None:
    duty = Duty(subject_id="H-2", lead_unit_id="1")
    workspace.perform("分工", (Change(None, duty),))
    assert words(workspace, "H-2") == "待核定：暂用牵头科室甲科3.40%，另有乙科3.45%"
    decide(workspace, "H-2", LEAD)
    assert words(workspace, "H-2").startswith("核定采用甲科3.40%（")


def test_that_a_text_for_the_unit_can_be_written(tmp_path: Path) -> None:
    export_text("回执：甲科", out=tmp_path / "回执.txt")
    assert (tmp_path / "回执.txt").read_text(encoding="utf-8-sig") == "回执：甲科\n"


def test_that_what_was_not_given_back_has_no_reasons(workspace: Workspace) -> None:
    receive(workspace, look(workspace), "1")
    for unit_id in ("1", "2"):
        with pytest.raises(CixiError, match="没有退回"):
            returned(workspace, look(workspace), unit_id)


def test_that_reviews_contacts_and_decisions_are_told_in_the_journal(workspace: Workspace) -> None:
    send_back(workspace, look(workspace), "1", (("8-1", "少报"),))
    note_contact(workspace, look(workspace), "2", date(2025, 6, 26), "电话")
    decide(workspace, "H-2", "2")
    decide(workspace, "8-1", OWN, "名单不重复", "18")
    newest = workspace.store.operations(limit=4)
    told = [line.sentence for line in all_lines(workspace.plan, newest, workspace.units())]
    assert told == [
        "审核 结论：（空） → 退回",
        "审核 报送次数：（空） → 2",
        "审核 校验码：（空） → ACDE-3467",
        "审核 意见：（空） → 8-1：少报",
        "催报 联系日期：（空） → 2025-06-26",
        "催报 联系内容：（空） → 电话",
        "规上工业企业研发费用占营业收入比重 核定：（空） → 乙科",
        "规上工业企业研发费用占营业收入比重 自：（空） → 2025年6月",
        "规上工业企业研发费用占营业收入比重 理由：（空） → 统计局口径",
        "新培育浙江省科技型中小企业 核定：（空） → 核定数18",
        "新培育浙江省科技型中小企业 自：（空） → 2025年6月",
        "新培育浙江省科技型中小企业 理由：（空） → 名单不重复",
    ]
