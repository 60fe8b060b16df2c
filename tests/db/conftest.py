"""Stores to test: each kind by itself, and a folder with a data file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.ports import Store
from db.store import SqlStore, open_store
from tests.db.records import noon
from tests.support.memory_store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

StoreMaker = Callable[[], Store]


@pytest.fixture(params=["file", "memory"])
def make_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> StoreMaker:
    """Make a new store at each call."""
    if request.param == "memory":
        return lambda: MemoryStore(clock=noon)
    return lambda: open_store(tmp_path_factory.mktemp("store"), clock=noon)


@pytest.fixture
def store(make_store: StoreMaker) -> Store:
    return make_store()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[SqlStore]:
    """The store in ``tmp_path``."""
    store = open_store(tmp_path, clock=noon)
    yield store
    store.close()
