"""使用说明: every topic is there and is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cixi_desktop.assessment.lights import Light
from resources import ROOT
from ui.dialogs.file_dialog import SaveAs
from ui.dialogs.help_view import MANUAL, HelpView, offer_help
from ui.dialogs.printing import Printer
from ui.shell.commands import COMMANDS
from ui.shell.panes import _TOPICS
from ui.style.style import explained_by, topic_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

TEXT = MANUAL.read_text(encoding="utf-8")


def topics(view: HelpView) -> list[str]:
    return [view.topics.item(row).text() for row in range(view.topics.count())]


def test_that_the_manual_opens_at_the_topic_asked_for(qtbot: QtBot) -> None:
    view = HelpView(topic="检查")
    qtbot.addWidget(view)
    view.show()
    headings = re.findall(r"^(##|###) (.+)$", TEXT, re.MULTILINE)
    assert topics(view) == [f"{'　' * (len(level) - 2)}{name}" for level, name in headings]
    assert view.topics.currentItem().text() == "　检查"


def test_that_no_line_of_the_manual_breaks_a_sentence() -> None:
    """A line break within a paragraph is shown as a space, which Chinese does not have."""
    assert not re.findall(
        r"^ *(?:[\u4e00-\u9fff“（*]|- ).*\n(?: {2})?[\u4e00-\u9fff“（*].*$", TEXT, re.MULTILINE
    )


def test_that_the_manual_begins_with_the_month_and_ends_with_the_keys() -> None:
    assert re.findall(r"^## (.+)$", TEXT, re.MULTILINE) == [
        "每月十分钟",
        "填报人",
        "亮灯和口径",
        "办公室",
        "数据和备份",
        "常见问题",
        "快捷键",
    ]
    month = TEXT.partition("## 每月十分钟")[2].partition("## 填报人")[0]
    steps = [month.index(f"**{word}。**") for word in ("检查", "报送", "打印签字", "交办公室")]
    assert steps == sorted(steps)
    assert len(month.splitlines()) <= 30


def test_that_a_word_is_found_from_one_place_to_the_next(qtbot: QtBot) -> None:
    view = HelpView()
    qtbot.addWidget(view)
    view.wanted.setText("校验码")
    places = []
    for _ in range(3):
        QTest.keyClick(view.wanted, Qt.Key.Key_Return)
        places.append(view.browser.textCursor().selectionStart())
        assert view.browser.textCursor().selectedText() == "校验码"
    assert places == sorted(set(places))
    for _ in range(TEXT.count("校验码") - 2):
        QTest.keyClick(view.wanted, Qt.Key.Key_Return)
    assert view.browser.textCursor().selectionStart() == places[0]


def test_that_what_is_nowhere_in_the_manual_is_said_until_something_else_is_looked_for(qtbot: QtBot) -> None:
    view = HelpView()
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.wanted.setText("天气预报")
    QTest.keyClick(view.wanted, Qt.Key.Key_Return)
    assert view.found.isVisible()
    assert view.found.text() == "未找到“天气预报”。"
    QTest.keyClick(view.wanted, Qt.Key.Key_Backspace)
    assert not view.found.isVisible()


def test_that_a_topic_stays_in_sight_when_the_window_gets_its_width(qtbot: QtBot) -> None:
    view = HelpView(topic="查找和筛选")
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    bar = view.browser.verticalScrollBar()

    def top() -> int:
        layout = view.browser.document().documentLayout()
        return int(layout.blockBoundingRect(view._places["　查找和筛选"]).top())

    for width in (1340, 1300, 900):
        view.resize(width, 700)
        qtbot.waitUntil(lambda: bar.value() == top())
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    view.resize(1200, 700)
    qtbot.wait(20)
    assert bar.value() == 0


def test_that_every_paragraph_of_the_manual_is_seen(qtbot: QtBot) -> None:
    view = HelpView(topic="查找和筛选")
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    for width in (1340, 900):
        view.resize(width, 700)
        qtbot.wait(50)
        document = view.browser.document()
        blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
        heights = {
            block.text(): document.documentLayout().blockBoundingRect(block).height() for block in blocks
        }
        assert [text for text, height in heights.items() if text.strip() and not height] == []


def test_that_choosing_a_topic_scrolls_to_its_heading(qtbot: QtBot) -> None:
    view = HelpView()
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    assert view.browser.verticalScrollBar().value() == 0
    places = []
    for row in range(1, 4):
        view.topics.setCurrentRow(row)
        places.append(view.browser.verticalScrollBar().value())
    assert places == sorted(set(places))
    assert places[0] > 0
    view.open_topic("没有这一节")
    assert view.browser.verticalScrollBar().value() == 0


def test_that_each_view_has_its_topic() -> None:
    for topic in _TOPICS.values():
        assert f"# {topic}\n" in TEXT


def test_that_the_manual_explains_every_light_and_promises_no_command_that_is_missing() -> None:
    assert [light for light in Light if light.symbol not in TEXT or light.value not in TEXT] == []
    keys = {key for command in COMMANDS for key in command.shortcut.split("; ")}
    named = set(re.findall(r"Ctrl\+[A-Z0-9](?![A-Za-z])|F\d", TEXT))
    assert named <= keys | {"Ctrl+C", "Ctrl+V", "F2"}


def test_that_the_manual_stays_open_beside_the_window(qtbot: QtBot) -> None:
    view = HelpView.ask(topic="报送")
    assert view.isVisible()
    assert not view.isModal()
    view.close()
    qtbot.waitUntil(lambda: not [w for w in QApplication.topLevelWidgets() if isinstance(w, HelpView)])


def test_that_help_asked_for_again_comes_to_the_window_that_is_open(qtbot: QtBot) -> None:
    view = HelpView.ask(topic="报送")
    assert HelpView.ask(topic="检查") is view
    assert view.topics.currentItem().text() == "　检查"
    view.close()
    qtbot.waitUntil(lambda: not [w for w in QApplication.topLevelWidgets() if isinstance(w, HelpView)])


def test_that_f1_in_a_dialog_opens_what_explains_it(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    offer_help(dialog, "台账")
    with qtbot.waitActive(dialog):
        dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    (view,) = [each for each in dialog.children() if isinstance(each, HelpView)]
    assert view.topics.currentItem().text() == "　台账"
    view.close()


def test_that_the_nearest_explanation_of_what_has_the_focus_is_meant() -> None:
    outer, inner = QWidget(), QWidget()
    inner.setParent(outer)
    assert topic_of(inner, "总览") == "总览"
    assert topic_of(None, "总览") == "总览"
    explained_by(outer, "检查")
    assert topic_of(inner, "总览") == "检查"
    explained_by(inner, "阶段和依据")
    assert topic_of(inner, "总览") == "阶段和依据"


def test_that_every_heading_that_f1_leads_to_is_in_the_manual() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT.parent / "ui").rglob("*.py"))
    named = set(re.findall(r'(?:offer_help|explained_by)\([\w.]+, "(.+?)"\)', sources))
    assert len(named) > 10
    assert {topic for topic in named if f"# {topic}\n" not in TEXT} == set()


def test_that_the_manual_is_saved_as_a_paper_with_its_pictures(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "使用说明.pdf"
    monkeypatch.setattr(SaveAs, "ask", lambda **_: out)
    view = HelpView()
    qtbot.addWidget(view)
    view.save()
    reader = PdfReader(out)
    assert len(reader.pages) > 3
    images = [image.image for page in reader.pages for image in page.images]
    pictures = re.findall(r"!\[.*?\]\((.+?)\)", TEXT)
    sizes = [QImage(str(MANUAL.parent / name)).size().toTuple() for name in pictures]
    assert [image.size for image in images if image] == sizes


def test_that_the_manual_is_printed_where_a_printer_is_named(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    answers = [printer, None]
    monkeypatch.setattr(Printer, "ask", lambda _parent: answers.pop(0))
    view = HelpView()
    qtbot.addWidget(view)
    view.print_out()
    assert (tmp_path / "纸.pdf").exists()
    view.print_out()
    assert answers == []
