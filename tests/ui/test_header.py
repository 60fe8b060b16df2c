"""The header: unit, period, due day, state of the month, and whether everything is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cixi_desktop.actions.carry import fill_unchanged
from cixi_desktop.actions.configure import add_unit, set_rules
from cixi_desktop.actions.lock import lock
from cixi_desktop.actions.record import clear, note, record, type_field
from cixi_desktop.actions.submit import submit
from cixi_desktop.assessment.assess import Assessment, assess
from cixi_desktop.checks.validation import check_month
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.handovers import Review, ReviewVerdict
from cixi_desktop.records.rules import DEFAULT_RULES
from cixi_desktop.records.units import UNASSIGNED, Unit
from cixi_desktop.wording import header as header_words
from tests.support.totals import tell_totals
from ui.header.header import Header
from ui.header.period_picker import stepped

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.plan import Indicator, Item, Plan
    from cixi_desktop.workspace import Workspace

JUNE = month(2025, 6)
QUARTER = Period(2025, 4, 6)


@pytest.fixture
def header(qtbot: QtBot) -> Header:
    header = Header(period=JUNE)
    qtbot.addWidget(header)
    header.resize(1366, 80)
    header.show()
    return header


def show(header: Header, workspace: Workspace, today: date = date(2025, 6, 19)) -> None:
    issues = check_month(workspace.plan, workspace.content, JUNE)
    header.show_assessment(workspace.assess(JUNE), issues, workspace.content, today)


def test_that_the_months_stay_where_they_are_whatever_is_shown(header: Header, workspace: Workspace) -> None:
    """Under the mouse of somebody who goes through the months nothing moves, beside a quarter or a notice."""

    def place() -> QPoint:
        QApplication.processEvents()
        return header.strip.mapTo(header, QPoint(0, 0))

    before = place()
    header.show_period(QUARTER)
    workspace.is_looked_at = True
    header.band.show_looked_at(workspace.assess(JUNE))
    header.show_notices(["季度、半年、全年数据由各月汇总。"])
    assert header.band.isVisible()
    assert header.notice.isVisible()
    assert place() == before


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 6, 19), "报送截止日6月25日，还剩6天"),
        (date(2025, 6, 25), "报送截止日6月25日，今天截止"),
        (date(2025, 6, 26), "报送截止日6月25日，已逾期1天，仍可填报和报送"),
        (date(2026, 1, 5), "报送截止日2025年6月25日，已逾期194天，仍可填报和报送"),
    ],
)
def test_that_the_due_day_says_how_many_days_are_left(workspace: Workspace, today: date, words: str) -> None:
    assessment = workspace.assess(JUNE)
    assert header_words.due_words(assessment, today) == words
    assert header_words.is_overdue(assessment, today) == ("逾期" in words)


def test_that_the_bureau_sets_the_due_day(workspace: Workspace) -> None:
    set_rules(workspace, replace(DEFAULT_RULES, due_day=31))
    words = header_words.due_words(workspace.assess(JUNE), date(2025, 6, 19))
    assert words == "报送截止日6月30日，还剩11天"


def test_that_the_month_goes_from_empty_over_begun_to_complete(workspace: Workspace, plan: Plan) -> None:
    assert header_words.month_state(workspace.assess(JUNE)) == "未填报"
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    assert header_words.month_state(workspace.assess(JUNE)) == "填报中"
    targets: tuple[Indicator | Item, ...] = (*plan.indicators, *plan.items)
    all_pending = [
        Entry(target_id=target.id, unit_id=UNASSIGNED.id, period=JUNE, state=State.PENDING)
        for target in targets
    ]
    content = Content(unit=UNASSIGNED, records={entry.key: entry for entry in all_pending})
    assert header_words.month_state(assess(plan, content, JUNE)) == "已填齐"


def test_that_the_count_of_entries_names_what_must_be_corrected(workspace: Workspace, plan: Plan) -> None:
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    type_field(workspace, "H-4", JUNE, name="value", text="很多")
    issues = check_month(plan, workspace.content, JUNE)
    words = header_words.month_words(workspace.assess(JUNE), issues)
    assert words == "本月已填1/99项，1处需更正"
    assert header_words.month_words(workspace.assess(QUARTER), {}) == "期末月已填1/99项"


def test_that_the_marks_of_months_tell_how_far_each_has_come(workspace: Workspace) -> None:
    for number in (2, 3, 4, 5):
        record(workspace, "H-3", month(2025, number), {"increment": "7"})
    submissions = {n: submit(workspace, month(2025, n)) for n in (3, 4, 5)}
    lock(workspace, month(2025, 5), "已报送")
    review = Review(
        unit_id=UNASSIGNED.id,
        period=month(2025, 4),
        verdict=ReviewVerdict.RETURNED,
        number=0,
        check_code=submissions[4].check_code,
    )
    content = workspace.content.with_records([(review.key, review)])
    assert header_words.month_marks(content) == {2: "填报中", 3: "已报送", 4: "已退回", 5: "已锁定"}


def test_that_the_month_that_is_due_is_pointed_to_while_nothing_stands_in_it(workspace: Workspace) -> None:
    record(workspace, "H-3", JUNE, {"increment": "7"})
    july = date(2025, 7, 21)
    shown = workspace.assess(JUNE)
    words = ("今天7月21日，转到7月", "7月的报送截止日为7月25日。")
    assert header_words.next_month_words(shown, workspace.content, july) == words
    assert header_words.next_month_words(shown, workspace.content, date(2025, 6, 21)) == ("", "")
    assert header_words.next_month_words(shown, workspace.content, date(2026, 7, 21)) == ("", "")
    assert header_words.next_month_words(workspace.assess(month(2025, 5)), workspace.content, july) == (
        "",
        "",
    )
    record(workspace, "H-3", month(2025, 7), {"increment": "1"})
    assert header_words.next_month_words(shown, workspace.content, july) == ("", "")


def test_that_a_month_with_texts_alone_counts_as_empty(workspace: Workspace) -> None:
    record(workspace, "H-3", month(2025, 3), {"cumulative": "7"})
    record(workspace, "H-3", month(2025, 4), {"cumulative": "8"})
    clear(workspace, "H-3", month(2025, 4))
    text = Narrative(task_id="8", unit_id=UNASSIGNED.id, period=month(2025, 5), problems="无")
    content = workspace.content.with_records([(text.key, text)])
    assert header_words.month_marks(content) == {3: "填报中"}


def test_that_a_clock_behind_the_last_record_is_warned_of() -> None:
    last, now = datetime(2025, 6, 20), datetime(2025, 6, 19)  # noqa: DTZ001  the clock of the computer
    warning = header_words.clock_words(last, now)
    assert warning == "电脑日期（2025年6月19日）早于上次保存的日期（2025年6月20日），请核对电脑时间。"
    assert header_words.clock_words(now, last) == ""
    assert header_words.clock_words(None, now) == ""
    assert header_words.clock_words(now.replace(hour=23), now.replace(hour=1)) == ""


def test_that_notices_name_sample_figures_clock_and_longer_periods(workspace: Workspace) -> None:
    def assessed(period: Period, *, is_sample: bool) -> Assessment:
        return assess(workspace.plan, replace(workspace.content, is_sample=is_sample), period)

    assert header_words.notices(assessed(JUNE, is_sample=False), "") == []
    assert header_words.notices(assessed(QUARTER, is_sample=True), "时间有误。") == [
        "示例数据：仅供演示，不是本单位的实际数据。",
        "时间有误。",
        "季度、半年、全年数据由各月汇总，只供查看；填报请先选择月份。",
    ]


def test_that_a_notice_names_what_is_damaged_and_how_much_more(workspace: Workspace) -> None:
    lost = "填报（H-3，科技科，2025年6月）第1次保存的内容已损坏。"
    content = replace(workspace.content, damage=(lost, "操作记录第1条（2025-06-25T12:00:30）已损坏。", lost))
    assert header_words.notices(assess(workspace.plan, content, JUNE), "") == [
        f"数据文件有损坏，内容可能不全，恢复前不能保存：{lost}另有2处。"
    ]


def test_that_the_period_stands_large_and_its_month_is_marked(header: Header) -> None:
    assert header.title.label.text() == "2025年6月"
    assert header.title.label.font().pointSizeF() >= 18
    assert [header.strip.button(n).isChecked() for n in (5, 6, 7)] == [False, True, False]


def test_that_where_there_is_no_room_the_months_stand_by_their_bare_numbers(header: Header) -> None:
    """They would rather be as wide as before, so that their names come back with the room."""
    wanted = header.strip.button(6).sizeHint()
    for width, name in ((600, "6"), (1366, "6月")):
        header.setFixedWidth(width)
        QApplication.processEvents()
        assert header.strip.button(6).text() == name
        assert header.strip.button(6).sizeHint() == wanted


@pytest.mark.parametrize("width", [1366, 800, 640, 480])
def test_that_no_month_and_no_state_is_cut_where_there_is_little_room(
    header: Header, workspace: Workspace, width: int
) -> None:
    """Twelve months below the period rather than beside it, as 18 pt letters need in a window of 800."""
    record(workspace, "H-3", JUNE, {"increment": "7"})
    show(header, workspace)
    header.setFixedWidth(width)
    QApplication.processEvents()
    strip = header.strip
    for number in range(1, 13):
        button = strip.button(number)
        assert button.width() >= button.minimumSizeHint().width()
        assert button.text().startswith(str(number))
    for whole in (strip.longer, header.state, header.unit, header.total):
        assert whole.width() >= whole.sizeHint().width()
        assert header.rect().contains(QRect(whole.mapTo(header, QPoint(0, 0)), whole.size()))
    is_below = strip.mapTo(header, QPoint(0, 0)).y() >= header.title.geometry().bottom()
    assert is_below is (width < 800)


def test_that_a_click_on_a_month_asks_for_it(header: Header, qtbot: QtBot) -> None:
    with qtbot.waitSignal(header.period_picked) as picked:
        header.strip.button(3).click()
    assert picked.args == [month(2025, 3)]


def test_that_a_longer_period_is_picked_from_the_menu_and_shown(header: Header, qtbot: QtBot) -> None:
    action = next(a for a in header.strip.longer.menu().actions() if a.text() == "2025年第二季度")
    with qtbot.waitSignal(header.period_picked) as picked:
        action.trigger()
    assert picked.args == [QUARTER]
    header.show_period(QUARTER)
    assert header.strip.longer.text() == "第二季度 ▼"
    assert not any(header.strip.button(n).isChecked() for n in range(1, 13))
    header.show_period(Period(2025, 1, 12))
    assert header.strip.longer.text() == "全年 ▼"
    header.show_period(JUNE)
    assert header.strip.button(6).isChecked()


def test_that_the_arrows_step_by_the_length_of_the_period(header: Header, qtbot: QtBot) -> None:
    with qtbot.waitSignal(header.period_picked) as picked:
        header.title.forth.click()
    assert picked.args == [month(2025, 7)]
    header.show_period(QUARTER)
    with qtbot.waitSignal(header.period_picked) as picked:
        header.title.back.click()
    assert picked.args == [Period(2025, 1, 3)]


def test_that_there_is_no_step_out_of_the_year(header: Header, qtbot: QtBot) -> None:
    header.show_period(month(2025, 12))
    assert not header.title.forth.isEnabled()
    assert header.title.back.isEnabled()
    with qtbot.assertNotEmitted(header.period_picked):
        header.step(1)
    assert stepped(Period(2025, 1, 2), 1) is None
    assert stepped(Period(2025, 1, 12), -1) is None
    assert stepped(Period(2025, 1, 6), 1) == Period(2025, 7, 12)


def test_that_the_months_are_reached_by_keyboard(header: Header, qtbot: QtBot) -> None:
    header.activateWindow()
    header.take_focus()
    assert header.strip.button(6).hasFocus()
    assert header.has_focus_within()
    with qtbot.waitSignal(header.period_picked) as picked:
        QTest.keyClick(header.strip.button(6), Qt.Key.Key_Right)
        if not header.strip.button(7).isChecked():
            QTest.keyClick(header.strip.button(7), Qt.Key.Key_Space)
    assert picked.args == [month(2025, 7)]


def test_that_figures_fill_the_header(header: Header, workspace: Workspace) -> None:
    record(workspace, "H-3", month(2025, 5), {"cumulative": "7"})
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    show(header, workspace)
    assert header.due.text() == "报送截止日6月25日，还剩6天"
    assert header.progress.text() == "本月已填1/99项"
    assert (header.state.text(), header.state.property("mood")) == ("填报中", "busy")
    assert header.strip.button(5).toolTip() == "2025年5月（填报中）"
    assert header.strip.button(7).toolTip() == "2025年7月（尚无填报）"
    show(header, workspace, date(2025, 7, 1))
    assert header.due.property("mood") == "late"


def test_that_saving_is_told_from_beginning_to_end(header: Header) -> None:
    header.show_saved(None)
    assert header.kept.text() == "✓ 已自动保存"
    header.show_saving()
    assert header.kept.text() == "正在保存…"
    header.show_saved(datetime(2025, 6, 19, 14, 5))  # noqa: DTZ001  the clock of the computer
    assert header.kept.text() == "✓ 已保存 14:05"
    header.show_unsaved(CixiError("磁盘已满。", "请清理磁盘。"))
    assert (header.kept.text(), header.kept.toolTip()) == (
        "未保存：磁盘已满（排除故障后按Ctrl+S）",
        "磁盘已满。请清理磁盘。",
    )


def test_that_notices_come_and_go(header: Header) -> None:
    header.show_notices(["示例数据"])
    assert header.notice.isVisible()
    assert header.notice.focusPolicy() is Qt.FocusPolicy.NoFocus
    header.show_notices([])
    assert not header.notice.isVisible()


def test_that_the_header_leads_to_the_month_that_is_due_and_moves_nothing_for_it(
    header: Header, workspace: Workspace, qtbot: QtBot
) -> None:
    record(workspace, "H-3", JUNE, {"increment": "7"})
    show(header, workspace, date(2025, 7, 21))
    before = header.sizeHint().height()
    header.show_next_month("今天7月21日，转到7月", "7月的报送截止日为7月25日。", 7)
    assert header.sizeHint().height() == before
    assert header.next_month.isVisible()
    with qtbot.waitSignal(header.period_picked) as picked:
        QTest.keyClick(header.next_month, Qt.Key.Key_Space)
    assert picked.args == [month(2025, 7)]
    assert header.strip.isAncestorOf(QApplication.focusWidget())


def test_that_the_unit_is_shown_and_can_be_asked_for(header: Header, qtbot: QtBot) -> None:
    header.show_unit(Unit(id="1", name="高新科"))
    assert header.unit.text() == "单位：高新科"
    with qtbot.waitSignal(header.unit_asked):
        header.unit.click()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_that_the_months_before_the_plan_are_filled_in_late_and_never_overdue(
    workspace: Workspace, number: int
) -> None:
    assessment = workspace.assess(month(2025, number))
    today = date(2025, 6, 19)
    words = "补录月份：工作要点4月29日印发，1—4月随时可补录"
    assert header_words.due_words(assessment, today) == words
    assert not header_words.is_overdue(assessment, today)


def test_that_may_is_overdue_in_june(workspace: Workspace) -> None:
    assert header_words.is_overdue(workspace.assess(month(2025, 5)), date(2025, 6, 19))


def test_that_nobody_is_late_with_what_is_only_looked_at(workspace: Workspace) -> None:
    workspace.is_looked_at = True
    assessment, today = workspace.assess(JUNE), date(2025, 7, 1)
    assert header_words.due_words(assessment, today) == "报送截止日6月25日"
    assert not header_words.is_overdue(assessment, today)


def test_that_a_locked_month_says_so_with_its_reason(workspace: Workspace) -> None:
    lock(workspace, JUNE, "已报送")
    assessment, today = workspace.assess(JUNE), date(2025, 7, 1)
    assert header_words.month_state(assessment) == "已锁定：已报送"
    assert header_words.due_words(assessment, today) == "报送截止日6月25日"
    assert not header_words.is_overdue(assessment, today)


def test_that_the_months_stay_where_they_are_when_the_period_changes(header: Header, qtbot: QtBot) -> None:
    places = set()
    for period in (JUNE, month(2025, 12), month(2025, 1)):
        header.show_period(period)
        QApplication.processEvents()
        places.add(header.strip.x())
    assert len(places) == 1


def test_that_a_unit_that_is_not_chosen_yet_stands_out(header: Header) -> None:
    header.show_unit(UNASSIGNED)
    assert header.unit.property("mood") == "late"
    header.show_unit(Unit(id="1", name="高新科"))
    assert header.unit.property("mood") == ""


def test_that_the_way_to_the_first_hand_in_is_told_step_by_step(workspace: Workspace) -> None:
    """A unit that leads task 9 alone, which has no item of its own besides its five figures."""

    def command(*years: int) -> str:
        step = header_words.next_step(workspace.assess(JUNE), workspace.content, years)
        return step.command if step else ""

    assert command() == "unit"
    unit = add_unit(workspace, "甲科")
    workspace.load(unit.id)
    assert command(2025, 2026) == "bureau"
    assert command(2024, 2025) == "turn"
    workspace.perform("分工", (Change(None, Duty(subject_id="9", lead_unit_id=unit.id)),))
    workspace.load(unit.id)
    assert command(2024, 2025) == "next_open"
    tell_totals(workspace, month(2025, 5))
    fill_unchanged(workspace, JUNE, ["9"])
    assert command() == "drafts"
    workspace.perform("分工", (Change(None, Duty(subject_id="2", lead_unit_id=unit.id)),))
    workspace.load(unit.id)
    fill_unchanged(workspace, JUNE, ["2"])
    assert command() == "drafts"
    note(workspace, "9", JUNE, {"progress_note": "按计划推进。"})
    assert command() == "checks"  # nothing of task 2 has moved that a draft could tell
    note(workspace, "2", JUNE, {"progress_note": "按计划推进。"})
    assert command() == "submit"
    submit(workspace, JUNE)
    assert command() == "print", "the page is signed and goes to the office with the table"
    note(workspace, "2", JUNE, {"progress_note": "已完成。"})
    assert command() == "", "what was handed in stands no more: the header says so"
