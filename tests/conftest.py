"""What holds for every test: no limit in seconds, and patience with a machine that has other things to do."""

from __future__ import annotations

import gc
from functools import partialmethod
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PATIENCE_MS = 600_000
"""A wait ends with its event. This only ends a test whose event never comes."""

settings.register_profile("suite", max_examples=25, deadline=None)
settings.load_profile("suite")


class PatientBot(QtBot):
    """Waits for events as long as it takes."""

    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE_MS)
    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """pytest-qt's application, looking like the program's."""
    from ui.shell.application import set_up

    set_up(qapp)
    return qapp


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's user, with patience."""
    return PatientBot(request)


@pytest.fixture(scope="module", autouse=True)
def _few_objects() -> None:
    """Whatever was made before the module is out of the way when its garbage is collected: half the time."""
    gc.collect()
    gc.freeze()
