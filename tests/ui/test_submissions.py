"""报送 and 报送记录 in the window."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton

from cixi_desktop.actions.configure import add_unit, set_unit_names
from cixi_desktop.actions.export import Identity
from cixi_desktop.actions.record import record, type_field
from cixi_desktop.actions.review import return_workbook
from cixi_desktop.actions.submit import submit
from cixi_desktop.checks.findings import findings
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.periods import Period, month
from cixi_desktop.records.bureau import Duty
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.handovers import Review, ReviewVerdict
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.checkcode import check_code
from tests.support.figures import plan_2025
from tests.support.memory_store import FIXED_TIME
from tests.support.modal_steps import ModalSteps
from ui.bureau.bureau_dialog import BureauDialog
from ui.dialogs.error_dialog import ErrorDialog, OtherUnitDialog
from ui.dialogs.file_dialog import DoneDialog, OpenFolder, SaveAs
from ui.dialogs.printing import NO_PAPER
from ui.dialogs.unit_dialog import CarryDialog, UnitChoice, UnitDialog
from ui.page.page_preview import PagePreview
from ui.shell.navigation import input_of_reason
from ui.shell.outputs import Outputs
from ui.submissions.past_dialog import PastDialog
from ui.submissions.returned_dialog import ReturnedDialog
from ui.submissions.submit_dialog import CHECK, EXPORT, PRINT, SUBMIT, MonthToSubmit, SubmitDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.reports.page import Page
    from cixi_desktop.workspace import Workspace
    from ui.shell.main_window import MainWindow

JUNE = month(2025, 6)


@pytest.fixture
def filled(window: MainWindow, workspace: Workspace) -> MainWindow:
    """The window on June with one figure of it."""
    record(workspace, "H-3", month(2025, 5), {"cumulative": "45"})
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    return window


def hand_in(window: MainWindow, qtbot: QtBot, folder: Path) -> SubmitDialog:
    """报送 in the dialog, which exports and prints; the dialog as it was left."""
    seen = list[SubmitDialog]()
    folder.mkdir(exist_ok=True)
    window.outputs.folder = folder

    def leave(dialog: SubmitDialog) -> None:
        seen.append(dialog)
        dialog.reject()

    ModalSteps(window, qtbot).play(
        window.commands.action("submit").trigger,
        (SubmitDialog, lambda dialog: dialog.buttons[SUBMIT].click()),
        (SubmitDialog, leave),
    )
    return seen[0]


def test_that_one_press_hands_in_exports_and_prints(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    """Without any printer the page is a PDF file beside the workbook."""
    assert filled.header.state.text() == "填报中"
    told = list[str]()

    def look(dialog: SubmitDialog) -> None:
        told.extend(label.text() for label in dialog.words.values())
        told.append(default_of(dialog))
        dialog.reject()

    filled.outputs.folder = tmp_path
    ModalSteps(filled, qtbot).play(
        filled.commands.action("submit").trigger,
        (SubmitDialog, lambda dialog: dialog.buttons[SUBMIT].click()),
        (SubmitDialog, look),
    )
    (table,), (page,) = tmp_path.glob("*.xlsx"), tmp_path.glob("*.pdf")
    code = check_code(workspace.assess(JUNE))
    assert told[1:] == [
        f"已报送：第1次报送，校验码{code}",
        f"已导出：{table}",
        f"已存为PDF：{page.name}",
        "关闭",
    ]
    assert page.read_bytes().startswith(b"%PDF")
    assert filled.header.state.text() == "已报送"
    assert not filled.commands.action("undo").isEnabled()
    record(workspace, "H-3", JUNE, {"cumulative": "71"})
    assert filled.header.state.text() == "报送后有修改"


def test_that_a_page_that_cannot_be_printed_is_tried_again(
    filled: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hand-in and its workbook stand; the blue button is 打印 until the page is there."""
    faults, seen = [CixiError("打印机“甲”已停止，未打印。")], list[str]()
    monkeypatch.setattr("ui.dialogs.printing.printers", lambda: (["甲", "乙"], "乙"))
    monkeypatch.setattr(ErrorDialog, "ask", lambda error, **_: seen.append(error.message))

    def print_or_fail(_outputs: Outputs, paper: str) -> str:
        if faults:
            raise faults.pop()
        return f"已发送到打印机“{paper}”。"

    monkeypatch.setattr(Outputs, "print_handed_in", print_or_fail)

    def look(dialog: SubmitDialog) -> None:
        seen.append(default_of(dialog))
        dialog.buttons[PRINT].click()
        seen.extend((dialog.words[PRINT].text(), default_of(dialog)))
        dialog.reject()

    filled.outputs.folder = tmp_path
    ModalSteps(filled, qtbot).play(
        filled.commands.action("submit").trigger,
        (SubmitDialog, lambda dialog: dialog.buttons[SUBMIT].click()),
        (SubmitDialog, look),
    )
    assert seen == ["打印机“甲”已停止，未打印。", "打印", "已发送到打印机“乙”。", "关闭"]


def test_that_a_hand_in_can_go_elsewhere_and_need_not_be_printed(
    filled: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Place and printer are offered again the next time."""
    stick = tmp_path / "U盘"
    stick.mkdir()
    monkeypatch.setattr(OpenFolder, "ask", lambda **_: stick)

    def choose(dialog: SubmitDialog) -> None:
        dialog.place.click()
        assert dialog.words[EXPORT].text() == f"进展情况表（Excel），存到“{stick}”"
        dialog.paper.setCurrentText(NO_PAPER)
        assert dialog.buttons[SUBMIT].text() == "报送并导出"
        dialog.buttons[SUBMIT].click()

    def look(dialog: SubmitDialog) -> None:
        assert default_of(dialog) == "关闭"
        assert not dialog.buttons[PRINT].isEnabled()
        dialog.reject()

    start = filled.commands.action("submit").trigger
    ModalSteps(filled, qtbot).play(start, (SubmitDialog, choose), (SubmitDialog, look))
    assert [path.suffix for path in stick.iterdir()] == [".xlsx"]
    assert (filled.outputs.hand_in_folder, filled.outputs.paper) == (stick, "")
    stick_gone = tmp_path / "拔出"
    stick.rename(stick_gone)
    assert filled.outputs.hand_in_folder == filled.outputs.folder


def test_that_words_that_lack_are_shown_and_written_by_one_press(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    """甲科 leads a task with one figure of its own and one duty: 70 of 120 is 58.3 %."""
    set_unit_names(workspace, (Unit(id="0", name="甲科"),))
    workspace.perform("分工", (Change(None, Duty(subject_id="D8-1", lead_unit_id="0")),))
    workspace.perform("分工", (Change(None, Duty(subject_id="H-3", lead_unit_id="0")),))
    filled.session.reload()
    seen = list[Any]()

    def write(dialog: SubmitDialog) -> None:
        table = dialog.missing
        seen.append([[table.item(row, n).text() for n in (1, 2)] for row in range(table.rowCount())])
        seen.append(default_of(dialog))
        dialog.write.click()
        seen.extend((dialog.missing.isHidden(), default_of(dialog)))
        dialog.reject()

    ModalSteps(filled, qtbot).play(filled.commands.action("submit").trigger, (SubmitDialog, write))
    told = "截至6月底，新增高新技术企业70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
    lines, *rest = seen
    assert ["梯队培育", "本月未开展。"] in lines
    assert ["进展情况", told] in lines
    assert rest == ["补齐文字", True, "报送、导出并存PDF"]
    assert workspace.content.narrative("8", JUNE).progress_note == told
    assert filled.session.undo_label == "补齐文字（2025年6月）"


def shown_in(window: MainWindow, qtbot: QtBot, look: Callable[[SubmitDialog], object]) -> list[Any]:
    """What ``look`` sees in the dialog, which is then closed without handing anything in."""
    seen: list[Any] = []

    def see(dialog: SubmitDialog) -> None:
        seen.append(look(dialog))
        dialog.reject()

    ModalSteps(window, qtbot).play(window.commands.action("submit").trigger, (SubmitDialog, see))
    return seen


def texts(of: QListWidget) -> list[str]:
    return [of.item(row).text() for row in range(of.count())]


def default_of(dialog: SubmitDialog) -> str:
    buttons: list[QPushButton] = dialog.findChildren(QPushButton)  # type: ignore[assignment]
    return next(button.text() for button in buttons if button.isDefault())


def test_that_thinking_better_of_it_hands_nothing_in(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    assert shown_in(filled, qtbot, lambda dialog: dialog.windowTitle()) == ["报送2025年6月"]
    assert workspace.content.submission(JUNE) is None


def test_that_the_dialog_names_what_is_in_the_way_and_leads_to_it(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    type_field(workspace, "8-1", JUNE, name="increment", text="约20")

    def look(dialog: SubmitDialog) -> None:
        assert texts(dialog.findings)[0] == (
            "× 错误　新培育浙江省科技型中小企业：“约20”不是准确数。请只填数字，不写“约”“左右”“以上”。"
        )
        assert not dialog.buttons[SUBMIT].isEnabled()
        assert default_of(dialog) == "转到填写处"
        dialog.buttons[CHECK].click()

    ModalSteps(filled, qtbot).play(filled.commands.action("submit").trigger, (SubmitDialog, look))
    qtbot.waitUntil(lambda: filled.panes.focused_target == "8-1")
    assert filled.panes.task_id == "8"


def test_that_what_is_not_filled_in_is_looked_at_first(filled: MainWindow, qtbot: QtBot) -> None:
    set_unit_names(filled.session.workspace, (Unit(id="0", name="甲科"),))  # type: ignore[arg-type]
    filled.session.reload()

    def look(dialog: SubmitDialog) -> tuple[str, str, bool]:
        return dialog.words[CHECK].text(), default_of(dialog), dialog.unit.isHidden()

    # One of 99 is answered: H-3 at 70 of 120, which is on pace, and its task has other figures still open.
    assert shown_in(filled, qtbot, look) == [("已填1/99项，还有98项未填报", "转到填写处", True)]


def test_that_a_month_without_unit_is_led_to_choose_one(filled: MainWindow, qtbot: QtBot) -> None:
    asked: list[bool] = []
    filled.submissions.unit_asked.disconnect()
    filled.submissions.unit_asked.connect(lambda: asked.append(True))

    def look(dialog: SubmitDialog) -> None:
        assert default_of(dialog) == "选择单位…"
        assert dialog.buttons[SUBMIT].isEnabled()
        dialog.unit.click()

    ModalSteps(filled, qtbot).play(filled.commands.action("submit").trigger, (SubmitDialog, look))
    assert asked == [True]


def test_that_the_blue_button_is_always_the_next_step(qtbot: QtBot, workspace: Workspace) -> None:
    """检查 while anything is lacking, then 报送, 导出, 打印, 关闭; each with its mark once it is done."""
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    set_unit_names(workspace, (Unit(id="0", name="甲科"),))
    workspace.load("0")
    month = MonthToSubmit(assessment=workspace.assess(JUNE), findings=())
    assert month.next_step == SUBMIT
    missing = findings(month.assessment, {})[:1]
    assert replace(month, findings=missing).next_step == CHECK
    submit(workspace, JUNE)
    handed_in = replace(month, assessment=workspace.assess(JUNE))
    assert handed_in.next_step == EXPORT
    assert replace(handed_in, exported="/表.xlsx").next_step == PRINT
    done = replace(handed_in, exported="/表.xlsx", printed="已保存。")
    assert not done.next_step
    dialog = SubmitDialog(month=done)
    qtbot.addWidget(dialog)
    assert [mark.text() for mark in dialog.marks.values()] == ["✓"] * 4
    assert dialog.close_button.isDefault()


def test_that_a_half_year_is_handed_in_once_with_its_closing_month(
    qtbot: QtBot, workspace: Workspace
) -> None:
    half = Period(2025, 1, 6)
    for number in range(1, 7):
        record(workspace, "H-3", month(2025, number), {"cumulative": f"{number}"})
        submit(workspace, month(2025, number))
    record(workspace, "H-3", JUNE, {"cumulative": "7"})
    dialog = SubmitDialog(month=MonthToSubmit(assessment=workspace.assess(half), findings=()))
    qtbot.addWidget(dialog)
    code = check_code(workspace.assess(JUNE))
    assert dialog.buttons[SUBMIT].text() == "报送6月、导出并打印"
    assert dialog.words[SUBMIT].text() == f"6月第2次报送，校验码{code}"
    submit(workspace, half)
    dialog.show_month(MonthToSubmit(assessment=workspace.assess(half), findings=()))
    assert dialog.words[SUBMIT].text() == f"已报送：6月第2次报送，校验码{code}"
    dialog.show_printers(["甲"], "甲")
    assert [dialog.buttons[step].isEnabled() for step in (SUBMIT, EXPORT, PRINT)] == [False, True, True]


def test_that_a_month_that_was_given_back_is_not_said_to_need_nothing(
    qtbot: QtBot, workspace: Workspace
) -> None:
    record(workspace, "H-3", JUNE, {"cumulative": "70"})
    submit(workspace, JUNE)
    month = MonthToSubmit(assessment=workspace.assess(JUNE), findings=())
    for untouched, words in (
        ((), "第1次报送后没有修改"),
        ((("H-3:累计完成", "请核对"),), "第1次报送已被退回"),
    ):
        dialog = SubmitDialog(month=replace(month, untouched=untouched))
        qtbot.addWidget(dialog)
        labels: list[QLabel] = dialog.findChildren(QLabel)  # type: ignore[assignment]
        assert any(label.text().startswith(words) for label in labels)


def test_that_the_dialog_lists_what_changed_since_the_last_time(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    hand_in(filled, qtbot, tmp_path / "一")

    def look(dialog: SubmitDialog) -> tuple[bool, list[str]]:
        return dialog.buttons[SUBMIT].isEnabled(), texts(dialog.changes)

    assert shown_in(filled, qtbot, look) == [(False, [])]
    record(workspace, "H-3", JUNE, {"cumulative": "72"})
    assert shown_in(filled, qtbot, look) == [(True, ["2025年6月　高新技术企业新增数 累计：70 → 72"])]


def past_dialog(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> PastDialog:
    """The record of hand-ins as the window would show it."""
    made: list[PastDialog] = []
    monkeypatch.setattr(PastDialog, "ask", lambda **asked: made.append(PastDialog(**asked)))
    window.commands.action("handed_in").trigger()
    return made[0]


def test_that_a_month_without_hand_in_says_so(filled: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = past_dialog(filled, monkeypatch)
    assert dialog.list.count() == 0
    for widget in (dialog.list, dialog.changes, dialog.page, dialog.save):
        assert widget.isHidden()


def test_that_earlier_hand_ins_are_shown_and_written_as_they_were(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(filled, qtbot, tmp_path / "一")
    first = check_code(workspace.assess(JUNE))
    record(workspace, "H-3", JUNE, {"cumulative": "72"})
    hand_in(filled, qtbot, tmp_path / "二")
    dialog = past_dialog(filled, monkeypatch)
    assert [dialog.list.item(row).text().split("　")[0] for row in range(2)] == ["第1次报送", "第2次报送"]
    assert dialog.changes.item(0).text() == "2025年6月　高新技术企业新增数 累计：70 → 72"
    dialog.list.setCurrentRow(0)
    assert dialog.words.text() == "第一次报送。"
    assert dialog.changes.isHidden()
    said: list[str] = []
    monkeypatch.setattr(SaveAs, "ask", lambda **_: tmp_path / "一.xlsx")
    monkeypatch.setattr(DoneDialog, "ask", lambda **told: said.append(told["details"]))
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(said))
    assert said == [f"第1次报送\n校验码：{first}\n请将此文件连同签字的一页纸交办公室。"]
    shown: list[Page] = []
    monkeypatch.setattr(PagePreview, "ask", lambda **asked: shown.append(asked["page"]))
    dialog.page.click()
    (page,) = shown
    assert [row.value for row in page.figures if row.figure.id == "H-3"] == ["70家"]


def test_that_a_return_for_another_unit_leads_to_the_choice_of_the_unit(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It opens once that unit is chosen, and stays closed where the user thinks better of it."""
    workspace = filled.session.workspace
    assert workspace is not None
    other = add_unit(workspace, "乙科")
    review = Review(
        unit_id=other.id,
        period=JUNE,
        verdict="退回",
        number=1,
        check_code="ACDE-3467",
        reasons=(("8-1", "请核对"), ("task:8:存在问题", "请写明"), ("task:9", "请补充")),
    )
    path = tmp_path / "退回.xlsx"
    identity = Identity(revision=1, exported_at=FIXED_TIME)
    return_workbook(workspace, review, identity, out=path)
    asked = list[str]()
    choice = UnitChoice(unit_id=other.id, name="乙科", actor="")
    monkeypatch.setattr(UnitDialog, "ask", lambda **_: choice)
    monkeypatch.setattr(CarryDialog, "ask", lambda **_: False)
    monkeypatch.setattr(BureauDialog, "ask", lambda **_: None)
    answers = iter([False, True])

    def ask(error: CixiError, **_: object) -> bool:
        asked.append(error.hint)
        return next(answers)

    monkeypatch.setattr(OtherUnitDialog, "ask", ask)
    filled.submissions.take([path], _nobody)
    assert not filled.findChildren(ReturnedDialog)
    filled.submissions.take([path], _nobody)
    shown: list[ReturnedDialog] = list(filled.findChildren(ReturnedDialog))
    assert [dialog.list.count() for dialog in shown] == [3]
    assert asked == ["请先在“设置—单位和填报人”中选择本单位。"] * 2
    assert workspace.content.unit.name == "乙科"
    for row, task_id, name in ((1, "8", "存在问题"), (2, "9", "进展情况")):
        shown[0].list.setCurrentRow(row)
        shown[0].list.itemActivated.emit(shown[0].list.item(row))
        QApplication.processEvents()
        focused = filled.focusWidget()
        assert (filled.panes.task_id, focused.accessibleName().rpartition("：")[2]) == (task_id, name)
    shown[0].close()


def test_that_the_reasons_of_a_return_are_closed_once_the_month_is_handed_in_anew(
    filled: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    """They take no more room over the form than their lines need."""
    first = submit(workspace, JUNE)
    reasons = (("H-3", "请核对"), ("8-1", "请填写"))
    review = Review(
        unit_id="0",
        period=JUNE,
        verdict=ReviewVerdict.RETURNED,
        number=first.number,
        check_code=first.check_code,
        reasons=reasons,
    )
    workspace.perform("退回", (Change(None, review),))
    filled.submissions.show_reasons()
    shown: list[ReturnedDialog] = list(filled.findChildren(ReturnedDialog))
    assert [dialog.height() < 220 for dialog in shown] == [True]
    record(workspace, "H-3", JUNE, {"cumulative": "71"})
    hand_in(filled, qtbot, tmp_path)
    left: list[ReturnedDialog] = list(filled.findChildren(ReturnedDialog))
    assert not any(dialog.isVisible() for dialog in left)


def _nobody(_paths: Sequence[Path]) -> None:
    raise AssertionError


@pytest.mark.parametrize(
    ("place", "lead"),
    [
        ("H-3:本期完成", ("8", "8-2", "cumulative")),
        ("H-3:存在问题", ("8", "", "problems")),
        ("task:9:下一步打算", ("9", "", "next_steps")),
        ("task:9", ("9", "", "progress_note")),
    ],
)
def test_that_a_reason_leads_to_the_input_that_was_filled_in(place: str, lead: tuple[str, str, str]) -> None:
    """Of a running total that is typed, 本期完成 derives; problems are told of a whole task."""
    typed = Entry(target_id="H-3", unit_id="", period=JUNE, cumulative=Decimal(58))
    assert input_of_reason(plan_2025(), {"H-3": typed}.get, place, "8") == lead
