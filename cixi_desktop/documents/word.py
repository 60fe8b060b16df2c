"""A Word document as plain text, as a person sees it on the page.

A line is a paragraph or a row of a table. In a row, cells are parted by tabs: a cell that is merged with the
one above says 〃, the cells that a wide one covers are empty. A soft break, or a paragraph within a cell, is
``SOFT_BREAK``. Tracked changes are as accepted; hidden text, comments, notes, headers and contents are out.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from cixi_desktop.documents.numbering import Numbering
from cixi_desktop.documents.package import DocumentPackage, child, damaged, each, is_on, number, tree, value
from cixi_desktop.errors import CixiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

SOFT_BREAK = "\u2028"
AS_ABOVE = "〃"
MAIN_PART = "word/document.xml"
_GONE = frozenset({"del", "moveFrom", "pPr", "rPr", "sdtPr", "Fallback", "rt", "delText"})
_SIGNS = {"tab": " ", "br": SOFT_BREAK, "cr": SOFT_BREAK, "noBreakHyphen": "-", "ptab": " "}
_LIMIT_OF_STYLES = 20
"""Styles that stand on one another; more is a circle."""


def is_word(data: bytes) -> bool:
    """Whether the zip file has the parts of a Word document."""
    return _main_part(DocumentPackage(data)) is not None


def word_text(data: bytes, longest: int = sys.maxsize) -> str:
    """The text of a .docx file, no further than the line that makes it longer than ``longest``.

    CixiError in Chinese if it cannot be read or should not be opened.
    """
    package = DocumentPackage(data)
    name = _main_part(package)
    if name is None:
        raise CixiError("不是Word文档。", "请选择.docx或.txt文件。")
    folder = name.rpartition("/")[0]
    root = tree(package.part(name) or b"")
    body = child(root, "body")
    if body is None:
        raise damaged()
    lists, styles = (_tree_of(package, f"{folder}/{part}.xml") for part in ("numbering", "styles"))
    found: list[str] = []
    length = 0
    for line in _Reader(Numbering(lists), styles).lines(body):
        found.append(line)
        length += len(line) + 1
        if length > longest + 1:
            break
    return "\n".join(found)


def _main_part(package: DocumentPackage) -> str | None:
    """Word and WPS name it document.xml; others may not, and say so in the relations."""
    if MAIN_PART in package.names:
        return MAIN_PART
    relations = package.part("_rels/.rels")
    if relations is None:
        return None
    for relation in each(tree(relations), "Relationship"):
        target = relation.get("Target", "").lstrip("/")
        if relation.get("Type", "").endswith("/officeDocument") and target.startswith("word/"):
            return target if target.lower() in package.names else None
    return None


def _tree_of(package: DocumentPackage, name: str) -> Element | None:
    part = package.part(name)
    return None if part is None else tree(part)


class _Reader:
    """What reading a document must remember: its lists and styles, and the fields that are open."""

    def __init__(self, lists: Numbering, styles: Element | None) -> None:
        self._lists = lists
        self._styles = {style.get("styleId", ""): style for style in each(styles, "style")}
        self._fields: list[bool] = []  # for each open field: is it a table of contents?
        self._boxes: list[Element] = []  # text boxes met in the paragraph
        self._carried = ""  # the text of a paragraph whose end was deleted

    def lines(self, parent: Element) -> Iterator[str]:
        """The paragraphs and rows in a container, in reading order."""
        for node in parent:
            match node.tag:
                case "p":
                    yield from self._paragraph(node)
                case "tbl":
                    yield from self._table(node)
                case "sdt":
                    if "Contents" not in (value(node, "sdtPr", "docPartObj", "docPartGallery") or ""):
                        yield from self.lines(node)
                case "AlternateContent":
                    yield from self.lines(_choice(node))
                case tag if tag not in _GONE:
                    yield from self.lines(node)

    def _paragraph(self, node: Element) -> Iterator[str]:
        properties = child(node, "pPr")
        style = value(properties, "pStyle") or ""
        outer, self._boxes = self._boxes, []
        text = self._inline(node, is_hidden=self._is_hidden(style))
        boxes, self._boxes = self._boxes, outer
        if not self._is_contents(style) and not (self._fields and any(self._fields) and not text):
            text = (
                self._carried + (self._label(properties, style) if text or not self._carried else "") + text
            )
            self._carried = ""
            if child(properties, "rPr", "del") is not None:
                self._carried = text
            else:
                yield text
        for box in boxes:
            yield from self.lines(box)

    def _inline(self, parent: Element, *, is_hidden: bool) -> str:
        """The text of a run, a link, an insertion, and whatever else holds text."""
        return "".join(self._piece(node, is_hidden=is_hidden) for node in parent)

    def _piece(self, node: Element, *, is_hidden: bool) -> str:
        match node.tag:
            case "t" | "tab" | "br" | "cr" | "noBreakHyphen" | "ptab":
                text = _SIGNS.get(node.tag) or (node.text or "").replace("\t", " ").replace("\n", " ")
                return "" if is_hidden or any(self._fields) else text
            case "fldChar" | "instrText":
                self._note_field(node)
            case "txbxContent":
                self._boxes.append(node)
            case "AlternateContent":
                return self._inline(_choice(node), is_hidden=is_hidden)
            case "r":
                return self._inline(node, is_hidden=is_hidden or self._is_hidden_run(child(node, "rPr")))
            case tag if tag not in _GONE:
                return self._inline(node, is_hidden=is_hidden)
        return ""

    def _note_field(self, node: Element) -> None:
        """Fields are open from their begin to their end; that of a table of contents says TOC in between."""
        kind = node.get("fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "end" and self._fields:
            self._fields.pop()
        elif node.tag == "instrText" and self._fields and (node.text or "").strip().startswith("TOC"):
            self._fields[-1] = True

    def _chain(self, style: str) -> Iterator[Element]:
        """A style and those that it stands on."""
        for _ in range(_LIMIT_OF_STYLES):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = value(found, "basedOn") or ""

    def _is_hidden(self, style: str) -> bool:
        return any(is_on(each_style, "rPr", "vanish") for each_style in self._chain(style))

    def _is_hidden_run(self, properties: Element | None) -> bool:
        if value(properties, "vanish") is not None:
            return is_on(properties, "vanish")
        style = value(properties, "rStyle")
        return bool(style) and self._is_hidden(style or "")

    def _is_contents(self, style: str) -> bool:
        found = self._styles.get(style)
        name = (value(found, "name") or style).lower()
        return re.fullmatch(r"toc ?\d", name) is not None

    def _label(self, properties: Element | None, style: str) -> str:
        """The automatic number of a paragraph, from its own list or from that of its style."""
        own = child(properties, "numPr")
        name, depth = value(own, "numId"), number(own, "ilvl")
        for each_style in self._chain(style):
            if name is not None:
                break
            of_style = child(each_style, "pPr", "numPr")
            name = value(of_style, "numId")
            if name is not None and depth is None:
                depth = number(of_style, "ilvl")
                depth = self._lists.level_of_style(name, style) if depth is None else depth
        return "" if name in {None, "0"} else self._lists.label(name or "", depth or 0)

    def _table(self, table: Element) -> Iterator[str]:
        rows = [list(_inner(row, "tc")) for row in _inner(table, "tr") if child(row, "trPr", "del") is None]
        if all(len(cells) <= 1 for cells in rows):  # a frame around text, as web pages are pasted
            for cells in rows:
                for cell in cells:
                    yield from self.lines(cell)
            return
        for cells in rows:
            yield "\t".join(text for cell in cells for text in self._cell(cell))

    def _cell(self, cell: Element) -> Iterator[str]:
        properties = child(cell, "tcPr")
        lines = [line.replace("\t", " ") for line in self.lines(cell)]
        merged = value(properties, "vMerge")
        is_covered = value(properties, "hMerge") in {"", "continue"}
        yield (
            ""
            if is_covered
            else AS_ABOVE
            if merged in {"", "continue"}
            else SOFT_BREAK.join(filter(None, lines))
        )
        yield from [""] * (min(number(properties, "gridSpan") or 1, 100) - 1)


def _choice(node: Element) -> Element:
    """Of what is offered in several forms, the newest; the old form says the same again."""
    found = child(node, "Choice")
    return node if found is None else found


def _inner(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls and insertions."""
    for node in parent:
        if node.tag == name:
            yield node
        elif node.tag in {"sdt", "sdtContent", "ins", "customXml", "moveTo"}:
            yield from _inner(node, name)
