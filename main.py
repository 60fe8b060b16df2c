"""Composition root: arguments, folders, log, plan, storage; then the window or one console command."""

from __future__ import annotations

import getpass
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from cixi_desktop.errors import CixiError
from cixi_desktop.ports import Storage
from db.check import check
from db.location import prepare_folder
from db.store import open_store, renew_sample
from resources import ROOT
from ui.arguments import parse

PROGRAM = Path(__file__).resolve().parent
PLAN = ROOT / "plans" / "2025.toml"
LOG_SIZE, LOGS_KEPT = 500_000, 3
USERS_FAULT = 2
STORAGE = Storage(
    open=open_store,
    sample=renew_sample,
    check=check,
    backup=lambda folder, target: open_store(folder).backup(target),
)


def main(words: list[str]) -> int:
    """Run the program; returns the exit code."""
    try:
        arguments = parse(words)
        folder = arguments.data or data_folder(PROGRAM)
        prepare_folder(folder)
        start_log(folder / "log")
        if arguments.command is None:
            return show_window(folder)
        from ui.console import Console, run

        return run(Console(plan_file=PLAN, folder=folder, storage=STORAGE, actor=account()), arguments)
    except CixiError as error:
        print(f"错误：{error}", file=sys.stderr)
        return USERS_FAULT
    except Exception:
        logging.getLogger(__name__).exception("unexpected fault")
        raise


def show_window(folder: Path) -> int:
    """The window over a data folder; nothing that it does not need is imported before it is painted."""
    from ui.application import run_window

    return run_window(
        plan_text=PLAN.read_text(encoding="utf-8"),
        plan_name=PLAN.name,
        folder=folder,
        storage=STORAGE,
        account=account(),
    )


def data_folder(program: Path) -> Path:
    """Where data belong: in ``data`` beside a portable program, else in the user's data directory."""
    if (program / "data").is_dir():
        return program / "data"
    return Path(platformdirs.user_data_dir("慈溪科技填报", appauthor=False))


def account() -> str:
    """The account's name, which signs the journal until a 填报人 is set."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def start_log(folder: Path) -> None:
    """Log to a file that is turned over before it grows large."""
    folder.mkdir(exist_ok=True)
    handler = RotatingFileHandler(
        folder / "cixi.log", maxBytes=LOG_SIZE, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
