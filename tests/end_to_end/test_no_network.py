"""The program never uses a network: its main stories run where every socket is forbidden."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.sources import HOUSE, modules

if TYPE_CHECKING:
    from pathlib import Path

NETWORK = {
    "PySide6.QtNetwork",
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "nntplib",
    "poplib",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "webbrowser",
    "xmlrpc",
}
GUARDED = """
import json, sys

def forbid(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        raise PermissionError(f"the network was used: {event} {arguments}")

if sys.argv[1] == "guarded":
    sys.addaudithook(forbid)
    import main
    for words in json.loads(sys.argv[2]):
        code = main.main(words)
        if code:
            sys.exit(f"{words} ended with {code}")
    sys.exit("Qt's network was loaded" if "PySide6.QtNetwork" in sys.modules else 0)
sys.addaudithook(forbid)
import socket
socket.socket()
"""


def guarded(*words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", GUARDED, *words]
    return subprocess.run(command, cwd=HOUSE, env=environment, check=False, capture_output=True, text=True)


def test_that_neither_a_unit_s_month_nor_the_bureau_s_nor_the_care_of_the_data_uses_a_network(
    tmp_path: Path,
) -> None:
    data, office = (["--data", str(tmp_path / name)] for name in ("data", "office"))
    june = ["--period", "2025-06"]
    stories = [
        [*data, "record", "8-1", *june, "--increment", "150", "--unit", "高新科"],
        [*data, "note", "8", *june, "--progress", "已受理。"],
        [*data, "show", *june],
        [*data, "export", *june, "--out", str(tmp_path / "table.xlsx")],
        [*data, "page", *june, "--out", str(tmp_path / "page.pdf")],
        [*data, "picture", "overview", *june, "--out", str(tmp_path / "overview.png")],
        [*data, "picture", "8-1", *june, "--out", str(tmp_path / "entry.png")],
        [*data, "journal"],
        [*data, "backup", "--out", str(tmp_path / "backup.db")],
        [*data, "check"],
        [*data, "submit", *june, "--unit", "高新科", "--out", str(tmp_path / "unit.xlsx")],
        [*office, "template", *june, "--unit", "高新科", "--out", str(tmp_path / "template.xlsx")],
        [*office, "import", str(tmp_path / "unit.xlsx"), "--accept"],
        [*office, "missing", *june],
        [*office, "consolidate", *june, "--out", str(tmp_path / "all.xlsx")],
        [*office, "restore", str(tmp_path / "backup.db"), "--yes"],
    ]
    done = guarded("guarded", json.dumps(stories))
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("table.xlsx", "page.pdf", "overview.png", "entry.png", "backup.db", "all.xlsx"):
        assert (tmp_path / name).stat().st_size > 0


def test_that_the_guard_of_these_stories_notices_a_socket() -> None:
    done = guarded("unguarded")
    assert done.returncode != 0
    assert "the network was used: socket.__new__" in done.stderr


def imported(module: ast.Module) -> set[str]:
    """The modules that a module imports, and the names that it takes from packages, with dots."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_that_no_module_of_the_program_imports_one_for_networks() -> None:
    found = {
        f"{place}: {name}"
        for place, module in modules().items()
        for name in imported(module)
        if name in NETWORK or name.split(".")[0] in NETWORK
    }
    assert len(modules()) > 100
    assert found == set()
