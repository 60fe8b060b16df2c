"""Every command that can be typed is carried out by something."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.errors import CixiError
from ui.console.arguments import MODULES, make_parser, parse
from ui.console.console import command
from ui.version import NAME, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = [name for names in MODULES.values() for name in names]


@pytest.mark.parametrize("name", NAMES)
def test_that_a_command_is_carried_out(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(command(name))
    with pytest.raises(SystemExit) as left:
        parse([name, "--help"])
    assert left.value.code == 0
    assert f"main.py {name}" in capsys.readouterr().out


def test_that_no_command_can_be_typed_that_nothing_carries_out(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    assert sorted(name for name in listed if name.isascii()) == sorted(NAMES)
    with pytest.raises(CixiError, match="没有“fly”这个命令"):
        parse(["fly"])


def test_that_the_version_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"{NAME} {VERSION}\n"


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser with those of all its commands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


def test_that_the_help_of_every_command_is_in_chinese_and_explains_each_argument() -> None:
    found = list(parsers(make_parser()))
    assert len(found) > len(NAMES)
    for parser in found:
        unexplained = [action.dest for action in parser._actions if not action.help]
        assert (parser.prog, unexplained) == (parser.prog, [])
        assert not re.search(r"usage|positional|options|arguments|show this", parser.format_help())


def test_that_the_fault_of_a_command_names_its_argument_in_chinese() -> None:
    with pytest.raises(CixiError, match="缺少参数：编号、--period"):
        parse(["record"])
    with pytest.raises(CixiError, match="缺少参数：--period、--out"):
        parse(["submit"])
