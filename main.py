"""Composition root: arguments, folders, storage; then the window or one console command.

Whatever the first painting does not need is imported where it is used.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path

from cixi_desktop.errors import CixiError
from cixi_desktop.maintenance.kit import home_of
from db.storage import STORAGE
from resources import ROOT

PROGRAM = home_of(Path(__file__).resolve().parent)
PLAN = ROOT / "plans" / "2025.toml"
DONE, USERS_FAULT = 0, 2


def main(words: list[str]) -> int:
    """Run the program; returns the exit code."""
    try:
        match words:  # the window need not wait for what reads the words of all the commands
            case []:
                return show_window(data_folder(PROGRAM))
            case ["--data", name] if not name.startswith("-"):
                return show_window(Path(name))
        from ui.console.arguments import parse

        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # no terminal is too narrow for the help
        arguments = parse(words)
        folder = arguments.data or data_folder(PROGRAM)
        if arguments.command is None:
            return show_window(folder)
        from ui.console.console import Console, run

        return run(Console(plan_file=PLAN, folder=folder, storage=STORAGE, actor=account()), arguments)
    except BrokenPipeError:  # whoever reads the output has read enough
        sys.stdout = None
        return DONE
    except CixiError as error:
        print(f"错误：{error}", file=sys.stderr)
        return USERS_FAULT


def show_window(folder: Path) -> int:
    """The window over a data folder."""
    from ui.shell.application import run_window

    return run_window(plan_file=PLAN, folder=folder, storage=STORAGE, account=account())


def data_folder(program: Path) -> Path:
    """Where data belong: in ``data`` beside a portable program, else in the user's data directory."""
    if (program / "data").is_dir():
        return program / "data"
    import platformdirs

    return Path(platformdirs.user_data_dir("慈溪科技填报", appauthor=False))


def account() -> str:
    """The account's name, which signs the journal until a 填报人 is set."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
