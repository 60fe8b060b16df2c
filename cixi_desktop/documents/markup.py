"""The XML of a part as a tree, without document types, entities or anything from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from cixi_desktop.documents.package import SAVE_AGAIN_HINT, damaged
from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 150
"""Elements within elements; Word itself needs some 40."""


def tree(data: bytes) -> Element:
    """The root of a part, all names without their prefix; CixiError if it is damaged or hostile."""
    builder, parser = TreeBuilder(), expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise damaged()
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error
    return builder.close()


def child(node: Element | None, *path: str) -> Element | None:
    """The first element down that path of names, None where it breaks off."""
    for name in path:
        if node is None:
            return None
        node = node.find(name)
    return node


def value(node: Element | None, *path: str) -> str | None:
    """The ``val`` of the element down that path; None if there is no such element, "" if it has none."""
    found = child(node, *path)
    return None if found is None else found.get("val", "")


def is_on(node: Element | None, *path: str) -> bool:
    """Whether a switch is there and not turned off (``<w:vanish/>``, ``<w:vanish w:val="0"/>``)."""
    found = value(node, *path)
    return found is not None and found not in {"0", "false", "off"}


def number(node: Element | None, *path: str) -> int | None:
    """The ``val`` of the element down that path as a whole number, None if it has none."""
    found = value(node, *path) or ""
    return int(found) if found.isascii() and found.isdigit() and len(found) < 10 else None  # noqa: PLR2004


def each(node: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return iter(()) if node is None else iter(node.findall(name))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> NoReturn:
    raise CixiError("文件中有文档不该有的定义（DTD），已拒绝打开。", SAVE_AGAIN_HINT)
