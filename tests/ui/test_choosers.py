"""The wheel scrolls the page; it changes nothing that it passes over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QPushButton, QVBoxLayout, QWidget

import ui
from ui.style.choosers import ChoiceBox, ChoiceEditor, DecimalBox, NumberBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


def choice_box() -> ChoiceBox:
    box = ChoiceBox()
    box.addItems(["一", "二", "三"])
    return box


BOXES = {
    "choice": choice_box,
    "choice of the form": lambda: ChoiceEditor(choices=["一", "二", "三"]),
    "whole number": NumberBox,
    "number": DecimalBox,
}


def shown(box: QWidget) -> str:
    return box.text() if isinstance(box, QAbstractSpinBox) else str(box.property("currentText"))


@pytest.mark.parametrize("is_focused", [False, True])
@pytest.mark.parametrize("make", BOXES.values(), ids=BOXES)
def test_that_the_wheel_changes_no_value(qtbot: QtBot, make: Callable[[], QWidget], is_focused: bool) -> None:
    window, box, elsewhere = QWidget(), make(), QPushButton("别处")
    layout = QVBoxLayout(window)
    layout.addWidget(elsewhere)
    layout.addWidget(box)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    (box if is_focused else elsewhere).setFocus()
    before = shown(box)
    for notch in (120, -120):
        turn_wheel(box, notch)
    assert shown(box) == before
    assert box.hasFocus() is is_focused


def turn_wheel(box: QWidget, notch: int) -> None:
    place = QPointF(box.rect().center())
    event = QWheelEvent(
        place,
        QPointF(box.mapToGlobal(box.rect().center())),
        QPoint(),
        QPoint(0, notch),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert not event.isAccepted()


def test_that_no_room_makes_a_box_that_the_wheel_would_change() -> None:
    raw = re.compile(r"\bQ(?:ComboBox|FontComboBox|\w*SpinBox|(?:Date|Time|DateTime)Edit|Slider|Dial)\(")
    found = [
        f"{path}: {line.strip()}"
        for path in Path(ui.__path__[0]).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if raw.search(line) and not line.startswith("class ")
    ]
    assert found == []


def test_that_a_chooser_has_room_for_what_is_carried_over(qtbot: QtBot) -> None:
    chooser = ChoiceEditor(choices=("征求意见",))
    qtbot.addWidget(chooser)
    before = chooser.sizeHint().width()
    chooser.set_none_words("沿用：征求意见")
    more = chooser.fontMetrics().horizontalAdvance(
        "沿用：征求意见"
    ) - chooser.fontMetrics().horizontalAdvance("征求意见")
    assert chooser.sizeHint().width() == before + more
