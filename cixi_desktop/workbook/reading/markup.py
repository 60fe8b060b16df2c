"""XML read as a stream of events, without document types, entities or anything from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from cixi_desktop.errors import CixiError
from cixi_desktop.workbook.reading.limits import DEEPEST
from cixi_desktop.workbook.reading.package import DAMAGED_HINT, damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Attributes = dict[str, str]


class Listener:
    """What is told of a part: ``started`` and ``ended`` elements by their local names, and ``told`` text."""

    def started(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def ended(self, name: str) -> None:
        """An element ends."""

    def told(self, text: str) -> None:
        """Text, perhaps in several pieces."""


def listen(pieces: Iterable[bytes], listener: Listener) -> None:
    """Read a part; CixiError if it is damaged or tries something that no workbook needs."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = _elements(listener)
    parser.CharacterDataHandler = listener.told
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error


def _elements(listener: Listener) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
    """Handlers that leave prefixes off (programs choose their own) and watch the depth."""
    depth, started, ended = 0, listener.started, listener.ended

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise damaged()
        started(name.rpartition(":")[2] if ":" in name else name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        ended(name.rpartition(":")[2] if ":" in name else name)

    return start, end


def _refuse(*_: object) -> NoReturn:
    raise CixiError("文件中有工作簿不该有的定义（DTD），已拒绝打开。", DAMAGED_HINT)
