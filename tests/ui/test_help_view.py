"""使用说明: every topic is there and is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from cixi_desktop.lights import Light
from ui.commands import COMMANDS
from ui.dialogs.help_view import MANUAL, HelpView
from ui.panes import _TOPICS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = MANUAL.read_text(encoding="utf-8")


def topics(view: HelpView) -> list[str]:
    return [view.topics.item(row).text() for row in range(view.topics.count())]


def test_that_the_manual_opens_at_the_topic_asked_for(qtbot: QtBot) -> None:
    view = HelpView(topic="亮灯")
    qtbot.addWidget(view)
    view.show()
    assert topics(view) == re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    assert view.topics.currentItem().text() == "亮灯"


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
        assert f"\n## {topic}\n" in TEXT


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
