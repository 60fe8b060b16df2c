"""HTML in names is text: a hostile one is driven through every view and dialog, and nothing renders it."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QAbstractItemView as View
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QTextBrowser, QTextEdit, QTreeView, QWidget

from cixi_desktop.history import Change
from cixi_desktop.periods import month
from cixi_desktop.records.bureau import Decision, Duty
from cixi_desktop.records.entries import Entry, Narrative, State
from cixi_desktop.records.handovers import Acceptance, Contact, Review, Submission
from cixi_desktop.records.ledgers import LedgerRow
from cixi_desktop.records.units import Unit
from cixi_desktop.wording.filenames import safe_name
from tests.ui.conftest import NOW
from ui.style.style import as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from cixi_desktop.records.record import Record
    from cixi_desktop.workspace import Workspace
    from tests.ui.conftest import MakeWindow
    from ui.shell.main_window import MainWindow

HOSTILE = '<b>甲</b><img src="file:///x.png">/科'
JUNE = month(2025, 6)
BESIDE = ("checks", "reasons", "total")
"""What shows in the window, or beside it."""
COMMANDS = (
    *("journal", "bureau", "desk", "unit", "rules", "interpretations", "settings", "handed_in", "unchanged"),
    *("lock", "ledger", "print", "restore", "basis", *BESIDE, "sources"),
)


@pytest.fixture
def window(make_window: MakeWindow, workspace: Workspace) -> MainWindow:
    """Where every name and text that anybody can type is hostile."""
    unit = Unit(id="1", name=HOSTILE, short_name=HOSTILE, leader=HOSTILE, phone=HOSTILE)
    month_of: dict[str, Any] = {"unit_id": "1", "period": JUNE}
    records: tuple[Record, ...] = (
        unit,
        Duty(subject_id="8", lead_unit_id="1", leader=HOSTILE, person=HOSTILE),
        Entry(target_id="8-1", **month_of, increment=Decimal(-5), note=HOSTILE, reason=HOSTILE),
        Entry(target_id="H-1", **month_of, state=State.PENDING, reason=HOSTILE),
        Entry(target_id="M4-2", **month_of, stage="报批", proof=HOSTILE),
        Narrative(task_id="8", **month_of, progress_note=HOSTILE, problems=HOSTILE, next_steps=HOSTILE),
        LedgerRow(id="1", target_id="8-1", **month_of, name=HOSTILE, place=HOSTILE, note=HOSTILE),
        Decision(reading_id="1", answer=HOSTILE, effect=HOSTILE, decided_by=HOSTILE),
        Submission(**month_of, number=1, content_at=1, check_code="A", plan_version="2025"),
        Acceptance(
            **month_of, sha256="0", number=1, check_code="A", file_name=HOSTILE, at=NOW, accepted_by=HOSTILE
        ),
        Review(**month_of, verdict="退回", number=1, check_code="A", reasons=(("8-1", HOSTILE),)),
        Contact(**month_of, day=NOW.date(), words=HOSTILE),
    )
    workspace.actor = HOSTILE
    workspace.perform(HOSTILE, tuple(Change(None, record) for record in records))
    workspace.load("1")
    return make_window()


def tips(view: View, parent: QModelIndex) -> Iterator[str]:
    """Whatever a view's model gives for a tip, below ``parent``."""
    model = view.model()
    for row in range(model.rowCount(parent)):
        for column in count():
            index = model.index(row, column, parent)
            if not index.isValid():
                break
            yield str(model.data(index, Qt.ItemDataRole.ToolTipRole) or "")
            if column == 0 and isinstance(view, QTreeView):
                yield from tips(view, index)


def rendered(words: str) -> str:
    """What Qt would make of words that it looks through for HTML."""
    if not Qt.mightBeRichText(words):
        return words
    document = QTextDocument()
    document.setHtml(words)
    return document.toPlainText()


def swallowed(words: str, *, is_html: bool | None = None) -> bool:
    """Whether the hostile name is in words, and would be shown in another way than it was typed."""
    shown = rendered(words) if is_html is not False else words
    return "甲" in words and "b甲b" not in words and "<b>甲</b>" not in shown


def faults(root: QWidget) -> list[str]:
    """Every label, tip and text below ``root`` that renders the name."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        name = f"{type(root).__name__}/{type(widget).__name__}"
        if swallowed(widget.toolTip()):
            found.append(f"tip of {name}: {widget.toolTip()}")
        if isinstance(widget, QLabel):
            is_plain = widget.textFormat() is Qt.TextFormat.PlainText
            if swallowed(widget.text(), is_html=not is_plain):
                found.append(f"{name}: {widget.text()}")
        if isinstance(widget, QTextBrowser | QTextEdit) and re.search(r"<img|甲</b>", widget.toHtml()):
            found.append(f"{name}: {widget.toHtml()}")
        if isinstance(widget, View) and widget.model() is not None:
            found += [f"tip in {name}: {tip}" for tip in tips(widget, QModelIndex()) if swallowed(tip)]
    return found


def test_that_a_tip_shows_html_as_it_was_typed() -> None:
    assert as_typed("甲科 < 乙科") == "甲科 < 乙科"
    assert rendered(as_typed(f"{HOSTILE}\n第二行")) == f"{HOSTILE}\n第二行"


def test_that_no_view_renders_html_of_a_name(window: MainWindow, qtbot: QtBot) -> None:
    window.way.go_to("8", "8-1")
    for view in ("entry", "overview", "grid"):
        window.way.show_view(view)
        qtbot.wait(1)
        assert (view, faults(window)) == (view, [])


def test_that_no_dialog_renders_html_of_a_name(window: MainWindow, qtbot: QtBot) -> None:
    found: dict[str, list[str]] = {}
    looking = QTimer()
    looking.start(10)
    for command in COMMANDS:
        window.way.go_to("8", "8-1")

        def look(command: str = command) -> None:
            modal = QApplication.activeModalWidget()
            if isinstance(modal, QDialog) and not window.tasks.is_busy:
                try:
                    found.setdefault(command, []).extend(faults(modal))
                finally:
                    modal.done(0)

        shown = looking.timeout.connect(look)
        window.commands.action(command).trigger()
        qtbot.waitUntil(lambda: not window.tasks.is_busy and QApplication.activeModalWidget() is None)
        looking.timeout.disconnect(shown)
        assert (command, faults(window)) == (command, [])
    looking.stop()
    assert found == {command: [] for command in COMMANDS if command not in BESIDE}


def test_that_the_name_of_a_file_is_free_of_what_no_system_takes() -> None:
    assert safe_name(f"回执—{HOSTILE}2025年6月", ".pdf") == "回执—b甲bimg src=filex.png科2025年6月.pdf"
    assert safe_name("科" * 200, ".pdf") == "科" * 78 + ".pdf"
    assert safe_name("con", ".xlsx") == "_con.xlsx"
