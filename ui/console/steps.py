"""Work on many files at the command line: how far it is, and Ctrl-C between two of them."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
INTERRUPTED = 130
"""Exit code of a command that was stopped by Ctrl-C, as shells have it."""
MANY = 20
"""Files from which on progress is told also where nobody may be looking, once for so many."""


@contextmanager
def stoppable() -> Iterator[Event]:
    """Ctrl-C sets the event instead of breaking off what is under way."""
    is_stopped = Event()
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: is_stopped.set())
    try:
        yield is_stopped
    finally:
        signal.signal(signal.SIGINT, before)


def steps(items: Iterable[T], total: int, what: str, is_stopped: Event) -> Iterator[T]:
    """The items, with the progress on stderr, until they end or somebody stops; ``what`` is done to each."""
    is_terminal = sys.stderr.isatty()
    number = 0
    for number, item in enumerate(items, 1):
        if is_terminal:
            sys.stderr.write(f"\r{what}{number}/{total}")
            sys.stderr.flush()
        elif total > MANY and number % MANY == 0:
            tell(f"{what}{number}/{total}")
        yield item
        if is_stopped.is_set():
            break
    if is_terminal and number:
        tell("")


def tell(line: str) -> None:
    """A line beside the result, on stderr."""
    sys.stderr.write(f"{line}\n")
