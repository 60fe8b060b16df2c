"""Another bureau's plan, from its Word document: read in the window, settled by keys, put aside, adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

import main
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.planfile import load_plan
from cixi_desktop.records.bureau import AdoptedPlan
from cixi_desktop.values import Comparator
from cixi_desktop.years import kept_plan
from db.storage import STORAGE
from tests.support.modal_steps import ModalSteps
from ui.adopting.adopting import KEPT, ConfirmDialog
from ui.adopting.adopting_dialog import AdoptingDialog
from ui.dialogs.file_dialog import OpenFile
from ui.shell.main_window import MainWindow
from ui.shell.opening import opened

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cixi_desktop.actions.adopt import Adoption
    from cixi_desktop.plan import Plan

SHIPPED = load_plan(main.PLAN.read_text(encoding="utf-8"), main.PLAN.name)
PARAGRAPHS = (
    "云川县科学技术局关于印发《2026年工作要点》的通知",
    "云科发〔2026〕3号",
    "现将《云川县科学技术局2026年工作要点》印发给你们，请认真贯彻落实。",
    "云川县科学技术局2026年工作要点",
    "2026年的主要目标是：规上工业企业研发费用增长12%左右，省科技型中小企业保有量不少于1150家。",
    "一、聚力研发投入",
    "1.开展研发辅导。举办培训不少于8场，研发活动覆盖率达到90%以上，安全事故不超过3起。",
    "2.落实政策。灌溉水有效利用系数提高到0.56，出台研发补助办法，兑现资金3000万元，营商环境评价进入全市前3名。",
)


def now() -> datetime:
    from datetime import datetime as real

    return real(2026, 3, 20, 9, 0)  # noqa: DTZ001  local time without its zone


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A Word document with the notice before the plan, and who is in charge in a table behind it."""
    path = tmp_path / "2026年工作要点.docx"
    made = Document()
    for words in PARAGRAPHS:
        made.add_paragraph(words)
    made.save(str(path))
    return path


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> MainWindow:
    folder = tmp_path / "data"
    made = MainWindow(
        folder=folder,
        account="张三",
        open_file=lambda plan: opened(plan, folder, STORAGE, "张三"),
        data=lambda: STORAGE.folder(folder),
        now=now,
    )
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.opened):
        made.open_data(SHIPPED)
    return made


def drop(window: MainWindow, path: Path) -> None:
    """Drop a file on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    QCoreApplication.processEvents()


def adopted(window: MainWindow) -> Plan | None:
    workspace = window.session.workspace
    assert workspace is not None
    return kept_plan(workspace.store.load(AdoptedPlan, year=2026))


def read_and_put_aside(dialog: AdoptingDialog) -> None:
    """The document was read: the baseline of the first in doubt is typed, and the window closed."""
    assert dialog.draft is not None
    assert "还有" not in dialog.count.text()
    assert dialog.tree.current_id() == "H-2"
    baseline = dialog.form.editor("baseline")
    assert isinstance(baseline, QLineEdit)
    baseline.setFocus(Qt.FocusReason.OtherFocusReason)
    baseline.setText("1080")
    dialog.reject()


def settle_and_adopt(dialog: AdoptingDialog) -> None:
    """The draft is there as it was left: a unit is named, the rest is looked at row by row, and adopted."""
    dialog.tree.choose("1")
    dialog.tree.chosen.emit("1")
    lead = dialog.form.editor("牵头单位")
    assert isinstance(lead, QLineEdit)
    lead.setText("规划科")
    for _ in range(dialog.waiting.count()):
        dialog.next_waiting()
        QTest.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert dialog.waiting.count() == 0
    QTest.mouseClick(dialog.adopt, Qt.MouseButton.LeftButton)


def test_that_a_word_document_becomes_the_plan_of_its_year(
    window: MainWindow, document: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is dropped on the window, put aside, and gone on with."""
    confirmed: list[Adoption] = []

    def confirm(*, adoption: Adoption, **_parent: object) -> bool:
        confirmed.append(adoption)
        return True

    monkeypatch.setattr(ConfirmDialog, "ask", confirm)
    steps = ModalSteps(window, qtbot)
    action = window.commands.action("new_plan")
    steps.play(
        lambda: drop(window, document),
        (AdoptingDialog, lambda dialog: qtbot.waitUntil(lambda: dialog.draft is not None)),
        (AdoptingDialog, read_and_put_aside),
    )
    assert (document.parent / "data" / KEPT).is_file()
    assert adopted(window) is None
    with qtbot.waitSignal(window.reopen_asked) as asked:
        steps.play(action.trigger, (AdoptingDialog, settle_and_adopt))
    assert asked.args == [document.parent / "data", 2026]
    assert not (document.parent / "data" / KEPT).exists()
    (adoption,) = confirmed
    assert [unit.name for unit in adoption.units] == ["规划科"]
    plan = adopted(window)
    assert plan is not None
    assert (plan.year, plan.document.title, plan.document.number) == (
        2026,
        "云川县科学技术局2026年工作要点",
        "云科发〔2026〕3号",
    )
    figures = {
        figure.name: (figure.kind.value, figure.comparator, str(figure.target)) for figure in plan.indicators
    }
    assert figures["省科技型中小企业保有量"] == ("stock_total", Comparator.AT_LEAST, "1150")
    assert figures["规上工业企业研发费用"] == ("growth_rate", Comparator.ABOUT, "12")
    assert figures["安全事故"] == ("capped_count", Comparator.AT_MOST, "3")
    assert figures["营商环境评价"] == ("rank", Comparator.AT_MOST, "3")
    pure = next(figure for figure in plan.indicators if figure.name == "灌溉水有效利用系数")
    assert (pure.unit, target_words(pure)) == ("", "不少于0.56")
    stock = next(figure for figure in plan.indicators if figure.name == "省科技型中小企业保有量")
    assert str(stock.baseline.value) == "1080"


def test_that_a_plan_given_up_at_the_last_question_stays_a_draft(
    window: MainWindow, document: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenFile, "ask", lambda **_said: document)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda **_said: False)
    ModalSteps(window, qtbot).play(
        window.commands.action("new_plan").trigger,
        (AdoptingDialog, lambda dialog: dialog.open_file.click()),
        (AdoptingDialog, settle_and_adopt),
        (AdoptingDialog, lambda dialog: dialog.reject()),
    )
    told: list[str] = []

    def look(dialog: AdoptingDialog) -> None:
        told.append(dialog.message.text())
        dialog.reject()

    ModalSteps(window, qtbot).play(lambda: drop(window, document), (AdoptingDialog, look))
    assert told == ["这是上次未采用的草案。改读“2026年工作要点.docx”的，请把它拖到本窗口；这份草案不再保留。"]
    assert adopted(window) is None
    assert (document.parent / "data" / KEPT).is_file()


def test_that_what_cannot_be_read_is_told_and_nothing_is_kept(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[str] = []

    def drop(dialog: AdoptingDialog) -> None:
        for name, data in (("计划.pdf", b"%PDF-1.7"), ("空.txt", b""), ("计划.doc", b"\xd0\xcf\x11\xe0")):
            (tmp_path / name).write_bytes(data)
        dialog.files_dropped.emit([str(tmp_path / "计划.pdf")])

    def look(dialog: AdoptingDialog) -> None:
        told.append(dialog.message.text())
        dialog.files_dropped.emit([str(tmp_path / "空.txt"), str(tmp_path / "计划.doc")])
        told.append(dialog.message.text())
        dialog.files_dropped.emit([str(tmp_path / "没有.txt")])
        told.append(dialog.message.text())
        dialog.reject()

    ModalSteps(window, qtbot).play(
        window.commands.action("new_plan").trigger, (AdoptingDialog, drop), (AdoptingDialog, look)
    )
    assert "PDF" in told[0]
    assert told[1].startswith("一次只能读一个文件")
    assert "无法打开" in told[2]
    assert not (tmp_path / "data" / KEPT).exists()
