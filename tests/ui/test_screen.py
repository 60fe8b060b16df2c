"""Dialogs on a small or enlarged screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from ui.style.style import ABOVE, BESIDE, limit_to_screen, point_size, style_sheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(("size", "is_cut"), [((300, 200), False), ((9000, 9000), True)])
def test_that_a_dialog_is_as_large_as_it_asks_and_never_larger_than_the_screen(
    qtbot: QtBot, size: tuple[int, int], is_cut: bool
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    limit_to_screen(dialog, *size)
    screen = dialog.screen().availableSize()
    assert (dialog.width(), dialog.height()) == (
        (screen.width() - BESIDE, screen.height() - ABOVE) if is_cut else size
    )


@pytest.mark.parametrize(
    ("desktop", "size"), [(9.0, 10.0), (10.0, 10.0), (14.0, 14.0), (30.0, 18.0), (-1.0, 10.0)]
)
def test_that_the_desktop_s_own_size_of_text_is_honoured(desktop: float, size: float) -> None:
    assert point_size(desktop) == size


def test_that_dialogs_and_headings_grow_with_the_text(qtbot: QtBot) -> None:
    """Half as large again; and a text of ten lines asks for the height that it needs."""
    dialog = QDialog()
    qtbot.addWidget(dialog)
    font = dialog.font()
    font.setPointSizeF(15.0)
    dialog.setFont(font)
    limit_to_screen(dialog, 200, 100)
    assert (dialog.width(), dialog.height()) == (300, 150)
    words = QLabel("\n".join("一二三四五六七八九十"), dialog)
    words.setWordWrap(True)
    QVBoxLayout(dialog).addWidget(words)
    limit_to_screen(dialog, 200, 100)
    assert dialog.height() > 10 * dialog.fontMetrics().height()
    assert "#heading { font-size: 18pt;" in style_sheet(15.0)
