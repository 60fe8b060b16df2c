"""``plan``: read a plan from its document."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.plans.files import document_text
from cixi_desktop.plans.listing import draft_as_json, draft_lines
from cixi_desktop.plans.reading import read_plan
from ui.console.console import say

if TYPE_CHECKING:
    import argparse

    from ui.console.console import Console

STANDARD_INPUT = "-"


def _read(file: str) -> tuple[bytes, str]:
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(), ""
    path = Path(file)
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise CixiError(f"“{path.name}”打不开：{error.strerror}。", "请检查文件是否存在。") from error


def _plan(_console: Console, arguments: argparse.Namespace) -> None:
    """Print the draft that a document gives; no data file is opened."""
    draft = read_plan(document_text(*_read(arguments.file)))
    if arguments.json:
        say(json.dumps(draft_as_json(draft), ensure_ascii=False, indent=1))
        return
    for line in draft_lines(draft):
        say(line)


COMMANDS = {"plan": _plan}
