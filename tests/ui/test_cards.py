"""The card of a figure, the row of an item and the texts: what they ask for, and what they show beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cixi_desktop.actions.configure import set_basis
from cixi_desktop.actions.record import record
from cixi_desktop.assessment.assess import Assessed, FigureAssessment, ItemAssessment, assess
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.pace import stage_plan
from cixi_desktop.periods import Period, month, parse_period
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.content import Content
from cixi_desktop.records.entries import Entry, State
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.wording import form as entry_texts
from cixi_desktop.wording.drafting import drafted
from cixi_desktop.wording.form import Stat
from tests.support.entry_form_support import JUNE, Desk, commit, keys
from ui.entry.cards import FigureCard
from ui.entry.field_kinds import ProofField
from ui.entry.item_rows import ItemRow
from ui.entry.readout import LightBadge, StageSteps
from ui.entry.target_inputs import LESS
from ui.entry.task_head import Phrase, pieces
from ui.style.choosers import QuietButton
from ui.style.palette import TONES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from cixi_desktop.assessment.assess import TaskAssessment
    from cixi_desktop.plan import Plan
    from cixi_desktop.workspace import Workspace

SECOND_QUARTER = Period(2025, 4, 6)


def entry(target_id: str, number: int = 6, **fields: Any) -> Entry:  # noqa: ANN401  fields of any type
    return Entry(target_id=target_id, unit_id=UNASSIGNED.id, period=month(2025, number), **fields)


def judged(plan: Plan, target_id: str, *entries: Entry, period: Period = JUNE) -> FigureAssessment:
    found = assessed(plan, target_id, *entries, period=period)
    assert isinstance(found, FigureAssessment)
    return found


def judged_item(plan: Plan, target_id: str, *entries: Entry, period: Period = JUNE) -> ItemAssessment:
    found = assessed(plan, target_id, *entries, period=period)
    assert isinstance(found, ItemAssessment)
    return found


def assessed(plan: Plan, target_id: str, *entries: Entry, period: Period) -> Assessed:
    content = Content(unit=UNASSIGNED, records={each.key: each for each in entries})
    return assess(plan, content, period).of(target_id)


def task_of(plan: Plan, task_id: str, *entries: Entry) -> TaskAssessment:
    content = Content(unit=UNASSIGNED, records={each.key: each for each in entries})
    return assess(plan, content, JUNE).task(task_id)


def open_desk(qtbot: QtBot, workspace: Workspace, task_id: str) -> Desk:
    return Desk(qtbot=qtbot, workspace=workspace, task_id=task_id)


@pytest.mark.parametrize(
    ("target_id", "names"),
    [
        ("8-1", ["increment", "cumulative"]),
        ("H-6", ["cumulative"]),
        ("H-2", ["value"]),
        ("H-4", ["value"]),
        ("7-3", ["value", "cumulative", "last_year"]),
        ("7-1", ["numerator", "denominator"]),
        ("H-7", ["stage", "proof"]),
        ("M8-2", ["stage", "proof"]),
        ("M7-2", ["numerator", "denominator"]),
        ("C7-1", ["increment"]),
        ("D7-1", ["note"]),
    ],
)
def test_that_every_kind_has_the_inputs_that_fit_it(
    qtbot: QtBot, workspace: Workspace, plan: Plan, target_id: str, names: list[str]
) -> None:
    home = {"H": "总体"}.get(target_id[0], target_id.lstrip("MCD").partition("-")[0])
    desk = open_desk(qtbot, workspace, home)
    assert [desk.field(target_id, name).isVisible() for name in names] == [True] * len(names)
    assert len(desk.target(target_id).fields()) == len(names)


def test_that_a_count_shows_its_standing_in_four_values(plan: Plan) -> None:
    figure = judged(plan, "H-3", entry("H-3", 3, increment=Decimal(55)), entry("H-3", increment=Decimal(15)))
    assert entry_texts.stats(figure) == (
        Stat("累计", "70家"),
        Stat("完成率", "58.3%"),
        Stat("序时", "50.0%"),
        Stat("差距", "+8.3个百分点"),
    )
    assert entry_texts.why(figure).splitlines() == [
        "完成率58.3%，序时进度50.0%（按月均分），快于序时进度8.3个百分点。还差50家，后6个月月均需完成8.4家。",
    ]


def test_that_a_count_behind_its_pace_shows_the_gap_with_a_minus(plan: Plan) -> None:
    figure = judged(plan, "8-1", entry("8-1", increment=Decimal(12)))
    assert entry_texts.stats(figure)[3] == Stat("差距", "−46.0个百分点")


def test_that_a_level_without_a_baseline_is_told_by_its_distance(plan: Plan) -> None:
    figure = judged(plan, "H-5", entry("H-5", value=Decimal("78.4")))
    assert [stat.value for stat in entry_texts.stats(figure)] == ["78.4%", "达标", "78.3%", "+0.1个百分点"]


def test_that_a_coverage_shows_the_members_of_its_list(plan: Plan) -> None:
    figure = judged(plan, "7-1", entry("7-1", numerator=Decimal(38), denominator=Decimal(45)))
    assert [stat.value for stat in entry_texts.stats(figure)][:2] == ["38/45家", "84.4%"]


def test_that_an_aspiration_shows_its_stage_alone(plan: Plan) -> None:
    figure = judged(plan, "H-7", entry("H-7", stage="申报"))
    assert entry_texts.stats(figure) == (Stat("所处阶段", "申报"),)


def test_that_a_figure_of_an_earlier_month_says_so(plan: Plan) -> None:
    figure = judged(plan, "H-3", entry("H-3", 5, increment=Decimal(55)))
    assert entry_texts.stats(figure)[0] == Stat("累计（截至5月底）", "55家")


@pytest.mark.parametrize(
    ("fields", "name", "quiet"),
    [
        ({"increment": Decimal(15)}, "cumulative", "70"),
        ({"cumulative": Decimal(70)}, "increment", "15"),
        ({}, "cumulative", "上期55"),
        ({}, "increment", ""),
        ({"state": State.PENDING}, "cumulative", "上期55"),
    ],
)
def test_that_the_number_that_derives_stands_in_the_other_input(
    plan: Plan, fields: dict[str, Any], name: str, quiet: str
) -> None:
    entries = [entry("H-3", 5, increment=Decimal(55)), *([entry("H-3", **fields)] if fields else [])]
    assert entry_texts.hint(judged(plan, "H-3", *entries), name) == quiet


def test_that_a_growth_rate_derives_from_the_two_amounts(plan: Plan) -> None:
    figure = judged(plan, "7-3", entry("7-3", cumulative=Decimal("47.3"), last_year=Decimal(43)))
    assert entry_texts.hint(figure, "value") == "10"
    assert entry_texts.hint(figure, "cumulative") == ""


@pytest.mark.parametrize(
    ("month", "fields", "name", "quiet"),
    [
        (6, {}, "numerator", "上期30"),
        (6, {}, "denominator", "上期90"),
        (6, {"numerator": Decimal(40)}, "denominator", "90"),
        (7, {"numerator": Decimal(40)}, "denominator", "上期90"),
        (3, {}, "denominator", ""),
    ],
)
def test_that_a_list_goes_on_for_its_quarter_and_is_recalled_in_the_next(
    plan: Plan, month: int, fields: dict[str, Any], name: str, quiet: str
) -> None:
    entries = [entry("7-2", 5, numerator=Decimal(30), denominator=Decimal(90))]
    entries += [entry("7-2", month, **fields)] if fields else []
    figure = judged(plan, "7-2", *entries, period=Period(2025, month, month))
    assert entry_texts.hint(figure, name) == quiet


def test_that_a_stage_goes_on_until_another_is_chosen(plan: Plan) -> None:
    item = judged_item(plan, "M8-2", entry("M8-2", 4, stage="征求意见", proof="稿"))
    assert entry_texts.hint(item, "stage") == "沿用：征求意见"
    assert entry_texts.hint(item, "proof") == "稿"


def test_that_a_stage_chosen_in_the_month_itself_does_not_go_on_without_it(plan: Plan) -> None:
    item = judged_item(plan, "M8-2", entry("M8-2", 6, stage="征求意见"))
    assert entry_texts.hint(item, "stage") == "（未选）"


def test_that_as_of_offers_the_last_day_of_the_period(plan: Plan) -> None:
    assert entry_texts.hint(judged(plan, "H-3"), "as_of") == "2025-06-30"


def test_that_a_quarter_shows_what_its_months_come_to(plan: Plan) -> None:
    months = [entry("H-3", n, increment=Decimal(n)) for n in range(1, 7)]
    figure = judged(plan, "H-3", *months, period=SECOND_QUARTER)
    assert entry_texts.shown_text(figure, "increment") == "15"  # 4 + 5 + 6
    assert entry_texts.shown_text(figure, "cumulative") == "21"  # 1 + … + 6
    counted = judged_item(
        plan, "C7-1", *[entry("C7-1", n, increment=Decimal(n)) for n in (3, 4, 6)], period=SECOND_QUARTER
    )
    assert entry_texts.shown_text(counted, "increment") == "10"


def test_that_january_and_february_show_the_sum_of_a_count_and_the_entry_of_what_is_published(
    plan: Plan,
) -> None:
    merged = Period(2025, 1, 2)
    counts = [entry("8-1", n, increment=Decimal(n * 5)) for n in (1, 2)]
    assert entry_texts.shown_text(judged(plan, "8-1", *counts, period=merged), "increment") == "15"
    published = judged(plan, "H-6", entry("H-6", 2, cumulative=Decimal("6.2")), period=merged)
    assert entry_texts.shown_text(published, "cumulative") == "6.2"


def test_that_a_label_is_short() -> None:
    assert entry_texts.label_of("依据（文号、日期）") == "依据"


def test_that_a_figure_cited_twice_says_where_else_it_stands(plan: Plan) -> None:
    figure = judged(plan, "8-2")
    assert entry_texts.twin_words(figure, "8-2") == "与总体目标（H-3）为同一指标，只填一处"
    assert entry_texts.twin_words(figure, "H-3") == "与任务8（8-2）为同一指标，只填一处"
    assert entry_texts.twin_words(judged(plan, "8-1"), "8-1") == ""


@pytest.mark.parametrize(
    ("target_id", "fields", "words"),
    [
        ("C7-1", {"increment": Decimal(12)}, "累计12家"),
        ("M7-2", {"numerator": Decimal(4), "denominator": Decimal(10)}, "办结率40.0%"),
        ("C7-1", {}, ""),
    ],
)
def test_that_a_counter_and_a_list_say_what_they_come_to(
    plan: Plan, target_id: str, fields: dict[str, Any], words: str
) -> None:
    entries = [entry(target_id, **fields)] if fields else []
    assert entry_texts.item_words(judged_item(plan, target_id, *entries)) == words


def test_that_a_last_stage_without_proof_says_what_is_lacking(plan: Plan) -> None:
    item = judged_item(plan, "M8-2", entry("M8-2", stage="备案公开"))
    assert entry_texts.remark(item).endswith("尚未填写依据（文号、日期），暂不计为完成。")
    proved = judged_item(plan, "M8-2", entry("M8-2", stage="备案公开", proof="慈科〔2025〕8号"))
    assert entry_texts.remark(proved) == ""


def test_that_a_grey_item_says_why(plan: Plan) -> None:
    item = judged_item(plan, "M8-2", entry("M8-2", state=State.NOT_DUE, reason="下半年启动"))
    assert entry_texts.remark(item) == "未到节点：下半年启动。"


def test_that_a_draft_of_the_progress_names_the_day_once(plan: Plan) -> None:
    task = task_of(plan, "8", entry("8-1", increment=Decimal(150)), entry("H-3", increment=Decimal(70)))
    assert drafted(task, "") == (
        "截至6月底，新培育浙江省科技型中小企业150家，完成年度目标的50.0%，与序时进度持平；"
        "新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
    )


def test_that_a_draft_leaves_out_what_is_written_already(plan: Plan) -> None:
    task = task_of(plan, "8", entry("H-3", increment=Decimal(70)))
    assert drafted(task, drafted(task, "")) == drafted(task, "")


def test_that_overlapping_phrases_each_keep_a_piece_to_click_on() -> None:
    inner, outer, next_one = Phrase("H-3", 0, 4), Phrase("H-4", 0, 9), Phrase("7-5", 7, 12)
    found = [(p.start, p.end, p.leads_to) for p in pieces(14, [outer, inner, next_one])]
    assert found == [(0, 4, "H-3"), (4, 7, "H-4"), (7, 9, "H-4"), (9, 12, "7-5"), (12, 14, "")]


def test_that_every_phrase_of_the_plan_can_be_clicked_somewhere(plan: Plan) -> None:
    for task in plan.tasks:
        phrases = [Phrase.of(c.id, c.citation) for c in plan.commitments_in(task)]
        phrases += [Phrase.of(item.id, item.citation) for item in plan.items_in(task)]
        reachable = {piece.leads_to for piece in pieces(len(task.text), phrases)} - {""}
        assert reachable == {phrase.place_id for phrase in phrases}


def test_that_the_fold_is_closed_without_content_and_opens_by_keyboard(
    qtbot: QtBot, workspace: Workspace
) -> None:
    card = open_desk(qtbot, workspace, "8").target("8-1")
    assert [type(field) for field in card.fields()] == [type(card.field("increment"))] * 2
    card.toggle.setFocus()
    QTest.keyClick(card.toggle, Qt.Key.Key_Return)
    assert card.toggle.text().startswith(LESS)
    assert card.field("state").isVisible()
    QTest.keyClick(card.toggle, Qt.Key.Key_Space)
    assert not card.field("state").isVisible()


def test_that_a_double_click_opens_the_fold_and_moves_no_link_under_the_mouse(
    qtbot: QtBot, workspace: Workspace
) -> None:
    card = open_desk(qtbot, workspace, "8").target("8-1")
    assert card.ledger
    place = card.ledger.pos()
    QTest.mouseClick(card.toggle, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(card.toggle, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(card.toggle, Qt.MouseButton.LeftButton)
    assert card.field("state").isVisible()
    qtbot.waitUntil(lambda: card.ledger is not None and card.ledger.pos() == place)


def test_that_a_closed_fold_tells_its_content_in_one_line(qtbot: QtBot, workspace: Workspace) -> None:
    record(workspace, "8-1", JUNE, {"state": "待公布", "reason": "月底公布"})
    desk = open_desk(qtbot, workspace, "8")
    card = desk.target("8-1")
    labels = cast("list[QLabel]", card.findChildren(QLabel))
    (line,) = (label for label in labels if label.text() == "本期状态：待公布；说明：月底公布")
    assert line.isVisible()
    card.toggle.click()
    assert not line.isVisible()
    assert desk.field("8-1", "state").isVisible()
    assert desk.shown("8-1", "reason") == "月底公布"


def test_that_a_fold_opens_by_itself_where_something_in_it_is_to_be_mended(
    qtbot: QtBot, workspace: Workspace
) -> None:
    record(workspace, "8-1", JUNE, {"state": "待公布"})
    assert open_desk(qtbot, workspace, "8").field("8-1", "reason").isVisible()


def test_that_four_figures_fit_a_screen_of_768_lines(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_desk(qtbot, workspace, "8").page
    # 768 less title bar, three rows above, and the air: 590; four cards with 10 between them.
    assert all(card.height() <= 140 for card in page.cards)


def test_that_tab_goes_from_the_button_into_the_fold(qtbot: QtBot, workspace: Workspace) -> None:
    desk = open_desk(qtbot, workspace, "8")
    card = desk.target("8-1")
    card.toggle.setFocus()
    QTest.keyClick(card.toggle, Qt.Key.Key_Space)
    QTest.keyClick(card.toggle, Qt.Key.Key_Tab)
    assert card.field("state").editor.hasFocus()
    QTest.keyClick(card.field("state").editor, Qt.Key.Key_Tab)
    assert card.field("reason").editor.hasFocus()


def test_that_clear_and_basis_are_asked_for_by_the_indicator(qtbot: QtBot, workspace: Workspace) -> None:
    record(workspace, "8-2", JUNE, {"increment": "15", "note": "第一批"})
    desk = open_desk(qtbot, workspace, "8")
    desk.target("8-2").toggle.click()
    found = cast("list[QuietButton]", desk.target("8-2").findChildren(QuietButton))
    buttons = {button.text(): button for button in found}
    with qtbot.waitSignal(desk.pane.signals.clear_requested) as cleared:
        buttons["清除本期"].click()
    with qtbot.waitSignal(desk.pane.signals.basis_requested) as asked:
        buttons["口径…"].click()
    assert (cleared.args, asked.args) == (["H-3"], ["H-3"])


def test_that_a_click_on_a_step_chooses_it(qtbot: QtBot, workspace: Workspace) -> None:
    desk = open_desk(qtbot, workspace, "8")
    row = desk.target("M8-2")
    assert isinstance(row, ItemRow)
    steps = row.steps
    assert steps is not None
    third = QPoint(round(steps.step_width() * 2.2), 5)
    QTest.mouseClick(steps, Qt.MouseButton.LeftButton, pos=third)
    assert desk.shown("M8-2", "stage") == "合法性审查"
    assert steps.accessibleName() == "共6个阶段，已到第3个"


def test_that_the_steps_show_what_is_planned_and_what_is_missed(qtbot: QtBot, workspace: Workspace) -> None:
    item = workspace.plan.item("M8-2")
    assert item is not None
    set_basis(workspace, Basis(target_id="M8-2", pace_plan=stage_plan(item, (3, 4, 5, 6, 10, None))))
    record(workspace, "M8-2", JUNE, {"stage": "征求意见"})
    desk = open_desk(qtbot, workspace, "8")
    row, plain = desk.target("M8-2"), desk.target("M8-3")
    assert isinstance(row, ItemRow)
    assert isinstance(plain, ItemRow)
    assert row.steps is not None
    assert plain.steps is not None
    words = [row.steps.month_words(number) for number in range(1, 7)]
    assert words == ["计划3月", "计划4月", "应5月", "应6月", "计划10月", ""]
    assert row.steps.accessibleName() == "共6个阶段，已到第2个，计划6月到“审议”"
    assert row.steps.height() > plain.steps.height()
    yellow = TONES["yellow"].strong.rgb()
    picture = row.steps.grab().toImage()
    seen = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    assert yellow in seen


@pytest.mark.parametrize("width", [600, 330, 240])
def test_that_the_words_of_one_step_do_not_touch_those_of_the_next(qtbot: QtBot, width: int) -> None:
    """合法性审查 is broken where it is wider than its step, as in large letters; then the row grows."""
    stages = ("调研起草", "征求意见", "合法性审查", "审议", "印发", "备案公开")
    steps = StageSteps(stages=stages)
    qtbot.addWidget(steps)
    wide = steps.height()
    steps.resize(width, steps.height())
    steps.show()
    assert (steps.height() > wide) is (width < 600)
    picture = steps.grab().toImage()
    between = [round(steps.step_width() * number) - 3 for number in range(1, 6)]
    words = range(wide - steps.fontMetrics().height() + 2, steps.height())
    ground = picture.pixel(between[-1], steps.height() - 1)
    assert {picture.pixel(x, y) for x in between for y in words} == {ground}


def test_that_a_proof_is_typed_as_number_and_day(qtbot: QtBot, workspace: Workspace) -> None:
    desk = open_desk(qtbot, workspace, "8")
    desk.enter("M8-2", "stage", "")
    proof = desk.field("M8-2", "proof")
    assert isinstance(proof, ProofField)
    proof.setFocus()
    commit(proof.number.editor, "慈科[2025]8号")
    QTest.keyClick(proof.number.editor, Qt.Key.Key_Return)
    assert proof.day.editor.hasFocus()
    keys(proof.day.editor, "6.5")
    QTest.keyClick(proof.day.editor, Qt.Key.Key_Return)
    entry = workspace.content.entry("M8-2", JUNE)
    assert entry is not None
    assert entry.proof == "慈科〔2025〕8号，2025-06-05"
    assert not proof.day.editor.hasFocus()
    assert (proof.number.text(), proof.day.text()) == ("慈科〔2025〕8号", "2025-06-05")
    assert proof.text() == entry.proof


@pytest.mark.parametrize("number", ["", "慈科〔2025〕8号"])
@pytest.mark.parametrize("day", ["6.31", "下周"])
def test_that_what_is_no_date_stays_in_the_box_of_the_date_and_is_named_there(
    qtbot: QtBot, workspace: Workspace, number: str, day: str
) -> None:
    desk = open_desk(qtbot, workspace, "8")
    desk.enter("M8-2", "stage", "")
    proof = desk.field("M8-2", "proof")
    assert isinstance(proof, ProofField)
    proof.number.setFocus()
    commit(proof.number.editor, number)
    proof.day.setFocus()
    commit(proof.day.editor, day)
    QTest.keyClick(proof.day.editor, Qt.Key.Key_Return)
    assert (proof.number.text(), proof.day.text()) == (number, day)
    assert proof.issue is not None
    assert proof.issue.message == f"“{day}”不是日期。"
    assert [part.editor.property("fault") or "" for part in (proof.number, proof.day)] == ["", "error"]
    desk.pane.show_task("8", focus_target="M8-2", field="proof")
    assert proof.day.editor.hasFocus()
    entry = workspace.content.entry("M8-2", JUNE)
    assert entry is not None
    assert entry.proof == ""


def test_that_a_day_alone_is_kept_as_the_day(qtbot: QtBot, workspace: Workspace) -> None:
    desk = open_desk(qtbot, workspace, "8")
    proof = desk.field("M8-2", "proof")
    assert isinstance(proof, ProofField)
    proof.day.setFocus()
    keys(proof.day.editor, "9.12")
    QTest.keyClick(proof.day.editor, Qt.Key.Key_Return)
    assert (proof.number.text(), proof.day.text()) == ("", "2025-09-12")


def test_that_half_a_proof_says_what_it_lacks(qtbot: QtBot, workspace: Workspace) -> None:
    record(workspace, "M8-2", JUNE, {"stage": "印发", "proof": "慈科〔2025〕8号"})
    desk = open_desk(qtbot, workspace, "8")
    proof = desk.field("M8-2", "proof")
    assert isinstance(proof, ProofField)
    assert proof.issue is not None
    assert proof.issue.message == "依据缺日期。"
    assert proof.day.editor.placeholderText() == "如6月5日"
    desk.set_period(parse_period("2025-Q2"))
    assert proof.number.editor.isReadOnly()
    assert proof.day.editor.isReadOnly()


def test_that_a_row_tells_why_it_is_grey_and_stops_when_it_is_not(qtbot: QtBot, workspace: Workspace) -> None:
    record(workspace, "M8-2", JUNE, {"state": "未到节点", "reason": "下半年启动"})
    desk = open_desk(qtbot, workspace, "8")
    labels = cast("list[QLabel]", desk.target("M8-2").findChildren(QLabel))
    told = next(label for label in labels if label.text() == "未到节点：下半年启动。")
    assert told.isVisible()
    record(workspace, "M8-2", JUNE, {"stage": "征求意见"})
    assert not told.text().strip()


def test_that_a_published_total_that_falls_opens_the_place_for_its_reason(
    qtbot: QtBot, workspace: Workspace
) -> None:
    record(workspace, "H-6", month(2025, 5), {"cumulative": "19.30"})
    desk = open_desk(qtbot, workspace, "总体")
    desk.enter("H-6", "cumulative", "18.10")
    assert desk.shown("H-6", "cumulative") == "18.10"
    assert desk.field("H-6", "reason").isVisible()
    desk.enter("H-6", "reason", "统计部门修订4月数")
    assert desk.field("H-6", "cumulative").issue is None
    assert desk.shown("H-6", "cumulative") == "18.1"


def test_that_a_card_says_its_light_in_words(qtbot: QtBot, workspace: Workspace) -> None:
    desk = open_desk(qtbot, workspace, "8")
    desk.enter("8-2", "increment", "70")
    card = desk.target("8-2")
    assert isinstance(card, FigureCard)
    assert card.badge.accessibleName() == "达序时"
    assert card.readout.strip.accessibleName() == "累计70家，完成率58.3%，序时50.0%，差距+8.3个百分点"


def test_that_a_badge_is_as_wide_as_its_words(qtbot: QtBot) -> None:
    badge = LightBadge()
    qtbot.addWidget(badge)
    badge.show_light(Light.ON_PACE, "达序时")
    usual = badge.width()
    badge.show_light(Light.ON_PACE, "达序时（待核定）")
    assert badge.width() > badge.fontMetrics().horizontalAdvance("●达序时（待核定）") > usual
    badge.show_light(Light.LATE, "滞后")
    assert badge.width() == usual


def test_that_an_input_is_described_by_its_light_and_reason(qtbot: QtBot, workspace: Workspace) -> None:
    desk = open_desk(qtbot, workspace, "8")
    assert desk.editor("8-1", "increment").accessibleDescription() == "单位：家。未填报：本期尚未填报。"
