"""The log in the data folder."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.maintenance.log import LOG_SIZE, start_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[[Path], None]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the log where nothing logs yet, as pytest does; what was started is closed."""
    started: list[logging.Handler] = []

    def start(folder: Path) -> None:
        monkeypatch.setattr(logging.root, "handlers", started)
        start_log(folder)

    monkeypatch.setattr(logging.root, "level", logging.WARNING)
    yield start
    for handler in started:
        handler.close()


def test_that_what_happens_is_logged_with_its_time_and_place(tmp_path: Path, start: Start) -> None:
    start(tmp_path / "log")
    logging.getLogger("db").info("打开了数据文件")
    assert (tmp_path / "log" / "cixi.log").read_text(encoding="utf-8").endswith(" INFO db 打开了数据文件\n")


def test_that_a_log_that_has_grown_large_is_put_aside(tmp_path: Path, start: Start) -> None:
    log = tmp_path / "cixi.log"
    log.write_bytes(b"x" * (LOG_SIZE + 1))
    start(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cixi.log", "cixi.old.log"]
    assert log.stat().st_size == 0


def test_that_a_log_that_was_started_goes_on_as_it_is(tmp_path: Path, start: Start) -> None:
    start(tmp_path)
    log = tmp_path / "cixi.log"
    log.write_bytes(b"x" * (LOG_SIZE + 1))
    start(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["cixi.log"]


def test_that_a_log_that_cannot_be_written_keeps_nobody_out(
    tmp_path: Path, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").touch()
    start(tmp_path / "log")
    logging.getLogger("db").warning("磁盘已满")
    told = capsys.readouterr().err
    assert "本次不记日志" in told
    assert "磁盘已满" in told
