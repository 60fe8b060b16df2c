"""A few hours of work in the window leave nothing behind; months of it by ``tests/campaigns/leaks.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.campaigns.leaks import grown

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def test_that_switches_forms_saves_dialogs_and_the_manual_leave_nothing_behind(window: MainWindow) -> None:
    counts = {"switches": 12, "forms": 6, "saves": 6, "dialogs": 3, "manual": 10}
    assert grown(window, counts) == []
