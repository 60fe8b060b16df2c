"""The program's log in the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOG_SIZE, LOGS_KEPT = 500_000, 3
"""Bytes after which the file is turned over, and how many older ones stay."""


def start_log(folder: Path) -> None:
    """Log into ``folder`` from now on; a log that has been started goes on as it is."""
    import logging
    from logging.handlers import RotatingFileHandler

    folder.mkdir(exist_ok=True)
    handler = RotatingFileHandler(
        folder / "cixi.log", maxBytes=LOG_SIZE, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
