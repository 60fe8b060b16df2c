"""The program's log in the data folder."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOG_SIZE = 500_000
"""Bytes beyond which a log is put aside when the program starts; the one before that goes."""


def start_log(folder: Path) -> None:
    """Log into ``folder`` from now on; a log that has been started goes on as it is.

    Where nothing can be written, that is told on the standard error, and so is the log: it keeps nobody out.

    The handler of the standard library that turns logs over loads all that networks need, before the figures.
    """
    import logging

    if logging.root.handlers:
        return
    file = folder / "cixi.log"
    with suppress(OSError):  # there is none, or another window writes to it
        if file.stat().st_size > LOG_SIZE:
            file.replace(folder / "cixi.old.log")
    handler: logging.Handler
    try:
        folder.mkdir(exist_ok=True)
        handler = logging.FileHandler(file, encoding="utf-8")
    except OSError as error:
        handler = logging.StreamHandler()
        handler.stream.write(f"日志无法写入{file}，本次不记日志：{error.strerror}。\n")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
