"""Finds the function that carries a command out, and calls it."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.wording.header import DAMAGED_HINT, damage_words
from ui.console.arguments import MODULES
from ui.console.console import DONE, LEFT_TO_DO, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ui.console.console import Console

    Command = Callable[[Console, argparse.Namespace], int | None]


def run(console: Console, arguments: argparse.Namespace) -> int:
    """Carry out one command; returns the exit code: 0 done, 2 something is left to do.

    CixiError if the user can mend what is wrong; whatever else is raised is a bug.
    """
    asked = replace(console, year=_asked_year(arguments))
    code = command(arguments.command)(asked, arguments) or DONE
    if asked.damage:
        tell(f"注意：{damage_words(asked.damage)}{DAMAGED_HINT}")
        return LEFT_TO_DO
    return code


def _asked_year(arguments: argparse.Namespace) -> int | None:
    """The year that the words name by themselves or by a period; None where they name none."""
    named = vars(arguments)
    if named.get("year") is not None:
        return int(named["year"])
    found = re.match(r"\d{4}", named.get("period") or named.get("from_period") or "")
    return int(found[0]) if found else None


def command(name: str) -> Command:
    """The function of that command."""
    module = next(module for module, names in MODULES.items() if name in names)
    commands: dict[str, Command] = import_module(f"ui.console.{module}").COMMANDS
    return commands[name]
