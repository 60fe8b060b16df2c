"""Receipts, reminders and returns: addressed, signed and dated, as text and as a page."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from cixi_desktop.consolidation.month import Bureau, ReportingState, UnitStatus
from cixi_desktop.periods import month
from cixi_desktop.plan import Document
from cixi_desktop.records.content import Content
from cixi_desktop.records.handovers import Contact, Review, ReviewVerdict
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.letters import receipt, reminder, return_slip, spelled
from tests.support.figures import plan_2025

JUNE = month(2025, 6)
CODE = "DWTT-7PTD"
SIGNED = "　" * 18
REVIEW = Review(
    unit_id="1",
    period=JUNE,
    verdict=ReviewVerdict.RETURNED,
    number=7,
    hand_in=2,
    check_code=CODE,
    reasons=(("H-3:累计完成", "名单只有13家"), ("task:8", "请写明问题")),
)


def status(
    name: str,
    state: ReportingState,
    *,
    check_code: str = "",
    days_late: int = 0,
    review: Review | None = None,
    contact: Contact | None = None,
) -> UnitStatus:
    return UnitStatus(
        unit=Unit(id=name, name=name, leader="王", phone="6300"),
        state=state,
        revision=0,
        check_code=check_code,
        at=None,
        days_late=days_late,
        review=review,
        contact=contact,
    )


def bureau(*statuses: UnitStatus) -> Bureau:
    units = tuple(Content(unit=each.unit) for each in statuses)
    return Bureau(plan=plan_2025(), period=JUNE, contents=units, statuses=statuses, origins=())


def test_that_a_receipt_is_addressed_signed_and_dated() -> None:
    found = bureau(status("高新科", ReportingState.SUBMITTED, check_code=CODE))
    assert receipt(found, "高新科", date(2025, 6, 26)).text == (
        "高新科：\n"
        f"　　你单位报送的2025年6月工作要点进展情况表（校验码：{CODE}）已接收。\n"
        f"{SIGNED}慈溪市科学技术局办公室\n"
        f"{SIGNED}2025年6月26日"
    )


def test_that_a_check_code_can_be_read_over_the_telephone() -> None:
    assert spelled("ACDE-3467") == "A C D E，3 4 6 7"


@pytest.mark.parametrize(
    ("on", "begun", "asked"),
    [
        (date(2025, 6, 20), "应于6月25日前报送。截至6月20日", "请于6月25日前报送局办公室"),
        (date(2025, 6, 25), "应于6月25日前报送。截至6月25日", "请于6月25日前报送局办公室"),
        (date(2025, 6, 27), "已于6月25日截止报送。截至6月27日", "请尽快报送局办公室"),
        (date(2026, 1, 5), "已于6月25日截止报送。截至2026年1月5日", "请尽快报送局办公室"),
    ],
)
def test_that_a_reminder_names_who_is_waited_for_and_no_days_late(on: date, begun: str, asked: str) -> None:
    found = bureau(
        status("规划科", ReportingState.MISSING, days_late=2),
        status("法规科", ReportingState.DRAFT, days_late=2),
        status("高新科", ReportingState.RETURNED, days_late=2),
        status("政策科", ReportingState.RECEIVED),
    )
    letter = reminder(found, on)
    assert letter is not None
    assert letter.body == (
        f"2025年6月工作要点进展情况{begun}，规划科、法规科尚未报送，退回修改的高新科尚未重新报送。"
        f"{asked}；确有困难的，请及时与办公室联系。"
    )
    assert letter.to == "各有关科室、单位"
    assert "逾期2天" not in letter.text
    assert "逾期2天" in letter.html


def test_that_a_letter_calls_the_work_what_the_plan_is() -> None:
    found = bureau(status("规划科", ReportingState.MISSING))
    document = Document(title="2026年县政府工作目标任务落实责任分解表")
    other = replace(found, plan=replace(found.plan, document=document))
    titles = [letter.title for each in (found, other) if (letter := reminder(each, date(2025, 6, 27)))]
    assert titles == ["关于报送2025年6月工作要点进展情况的通知", "关于报送2025年6月重点工作进展情况的通知"]


def test_that_nobody_is_reminded_where_all_have_reported() -> None:
    assert reminder(bureau(status("政策科", ReportingState.RECEIVED)), date(2025, 6, 26)) is None


def test_that_a_reminder_is_to_the_chosen_units_that_are_waited_for_or_else_to_all() -> None:
    found = bureau(
        status("政策科", ReportingState.RECEIVED),
        status("规划科", ReportingState.MISSING),
        status("法规科", ReportingState.MISSING),
    )
    for only, told in (({"规划科", "政策科"}, ["规划科"]), ({"政策科"}, ["规划科", "法规科"])):
        letter = reminder(found, date(2025, 6, 27), only)
        assert letter is not None
        assert [row[0] for row in letter.rows] == told


def test_that_the_list_of_a_reminder_tells_the_last_contact() -> None:
    contact = Contact(unit_id="规划科", period=JUNE, day=date(2025, 6, 26), words="电话催办")
    letter = reminder(bureau(status("规划科", ReportingState.MISSING, contact=contact)), date(2025, 6, 27))
    assert letter is not None
    assert letter.rows == (("规划科", "未报", "", "王", "6300", "2025年6月26日　电话催办"),)


def test_that_a_return_tells_its_reasons_one_by_one() -> None:
    found = bureau(status("1", ReportingState.RETURNED, review=REVIEW))
    slip = return_slip(found, REVIEW, date(2025, 6, 26))
    assert slip.text.splitlines()[1:4] == [
        (
            f"　　你单位报送的2025年6月工作要点进展情况表（第2次报送，校验码：{CODE}）经审核，"
            "有2处需要修改，现予退回。请按下列意见修改后重新报送。"
        ),
        "　　（1）H-3　高新技术企业新增数　累计完成：名单只有13家",
        "　　（2）任务8　强化创新主体培育：请写明问题",
    ]
    assert [row[3] for row in slip.rows] == ["累计完成", "整项"]
    assert '<p align="right">慈溪市科学技术局办公室<br>2025年6月26日</p>' in slip.html


def test_that_what_people_wrote_is_no_markup_on_the_page() -> None:
    told = replace(REVIEW, reasons=(("H-3", "<b>改</b>"),))
    found = bureau(status("1", ReportingState.RETURNED, review=told))
    assert "&lt;b&gt;改" in return_slip(found, told, date(2025, 6, 26)).html
