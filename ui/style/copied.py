"""Rare characters in a PDF of Qt's, made so that they can be copied: what each glyph beyond U+FFFF means.

WORKAROUND: Qt names the characters behind the glyphs of a PDF up to U+FFFF only. A glyph that it has named
nothing for is held against the outlines of the shipped face, and its name is appended to the file.
"""

from __future__ import annotations

import re
import struct
import zlib
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QPainterPath, QRawFont

from ui.style.fonts import FOLDER, SERIF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BEYOND = range(0x20000, 0x33480)
"""Chinese characters beyond U+FFFF."""
_EM = 2048
"""What Qt gives an embedded glyph's em, in which outlines are compared."""
_FARTHEST, _CLEARLY = 40, 4
"""How far outlines of one character may be apart in all, as curves are converted and rounded; and by how much
nearer than any other the right one must be."""
_MOST_IN_BLOCK = 100
_FONT = re.compile(
    rb"/Subtype /Type0\s*/BaseFont /([^\s/]+)\s.*?/DescendantFonts \[(\d+) 0 R\]\s*/ToUnicode (\d+) 0 R",
    re.DOTALL,
)
_RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> (?:<([0-9A-F]{4})>|\[([^\]]*)\])")


class Outline(NamedTuple):
    """How many contours a glyph has, and the corners of the box around it."""

    contours: int
    box: tuple[int, int, int, int]

    def distance(self, other: Outline) -> int:
        """How far the corners are apart."""
        return sum(abs(one - two) for one, two in zip(self.box, other.box, strict=True))


def with_rare_characters(pdf: bytes) -> bytes:
    """The PDF with names for the glyphs of rare characters; as it is where there are none of them."""
    found = {int(font[3]): names for font in _FONT.finditer(pdf) if (names := _names(pdf, font))}
    return _appended(pdf, found) if found else pdf


def _names(pdf: bytes, font: re.Match[bytes]) -> Mapping[int, str]:
    """The rare characters of one font by glyph."""
    if font[1].rpartition(b"+")[2].decode() not in SERIF:
        return {}
    file = _referred(pdf, _referred(pdf, int(font[2]), b"FontDescriptor"), b"FontFile2")
    glyphs = _outlines(zlib.decompressobj().decompress(_stream(pdf, file)))
    unnamed = glyphs.keys() - _named(_stream(pdf, int(font[3])).partition(b"endstream")[0])
    return {glyph: name for glyph in sorted(unnamed) if (name := _character(glyphs[glyph]))}


def _character(outline: Outline) -> str:
    """The rare character with that outline; “” if there is none, or no other than two that are alike."""
    alike = (pair for pair in _rare_outlines().items() if pair[1].contours == outline.contours)
    near = sorted((own.distance(outline), character) for character, own in alike)
    (first, character), (second, _) = (*near, (_FARTHEST, ""), (2 * _FARTHEST, ""))[:2]
    return character if first < _FARTHEST and second - first >= _CLEARLY else ""


@cache
def _rare_outlines() -> Mapping[str, Outline]:
    """The rare characters of the shipped face."""
    face = QRawFont(str(FOLDER / SERIF), _EM)
    characters = [chr(code) for code in BEYOND if face.supportsCharacter(code)]
    glyphs = face.glyphIndexesForString("".join(characters))
    return {each: _outline(face.pathForGlyph(glyph)) for each, glyph in zip(characters, glyphs, strict=True)}


def _outline(path: QPainterPath) -> Outline:
    box = path.boundingRect()
    contours = sum(path.elementAt(n).isMoveTo() for n in range(path.elementCount()))
    return Outline(contours, (round(box.left()), -round(box.bottom()), round(box.right()), -round(box.top())))


def _stream(pdf: bytes, number: int) -> bytes:
    """A stream as it stands in the file, with what follows it."""
    return _object(pdf, number).partition(b"stream\n")[2]


def _object(pdf: bytes, number: int) -> bytes:
    """What stands behind an object's beginning."""
    return re.split(rb"\n%d 0 obj\s" % number, pdf, maxsplit=1)[-1]


def _referred(pdf: bytes, number: int, name: bytes) -> int:
    """The object that an object refers to by a name."""
    found = re.search(rb"/%s (\d+) 0 R" % name, _object(pdf, number))
    return int(found[1]) if found else 0


def _named(to_unicode: bytes) -> set[int]:
    """The glyphs that a character is named for."""
    found = set()
    for first, last, one, several in _RANGE.findall(to_unicode):
        glyphs = range(int(first, 16), int(last, 16) + 1)
        names = several.replace(b"<", b"").replace(b">", b"").split() or [one] * len(glyphs)
        found |= {glyph for glyph, name in zip(glyphs, names, strict=False) if int(name, 16)}
    return found


def _outlines(font: bytes) -> Mapping[int, Outline]:
    """The glyphs of a TrueType file that have an outline; glyph 0 stands for what no face has."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = dict(struct.unpack_from(">4s4xL", font, 12 + 16 * place) for place in range(count))
    glyphs, is_long = tables[b"glyf"], struct.unpack_from(">h", font, tables[b"head"] + 50)[0]
    total = struct.unpack_from(">H", font, tables[b"maxp"] + 4)[0]
    places = struct.unpack_from(f">{total + 1}{'L' if is_long else 'H'}", font, tables[b"loca"])
    found = {}
    for glyph, (start, end) in enumerate(pairwise(places)):
        if glyph and start < end:
            contours, *box = struct.unpack_from(">5h", font, glyphs + start * (1 if is_long else 2))
            found[glyph] = Outline(contours, tuple(box))
    return found


def _appended(pdf: bytes, found: Mapping[int, Mapping[int, str]]) -> bytes:
    """The PDF with these names (by object of names, by glyph) behind it; the rest is left as it is."""
    out, places = bytearray(pdf), dict[int, int]()
    for number, names in sorted(found.items()):
        told = _stream(pdf, number).partition(b"\nendstream")[0]
        told = told.replace(b"endcmap", b"".join(_blocks(names)) + b"endcmap", 1)
        places[number] = len(out) + 1
        out += b"\n%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(told), told)
    start, (trailer, last) = len(out), _TRAILER.findall(pdf)[-1]
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % each for each in sorted(places.items()))
    out += b"trailer\n<<\n%s/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, last, start)
    return bytes(out)


_TRAILER = re.compile(rb"trailer\n<<\n(.*?)>>\nstartxref\n(\d+)", re.DOTALL)


def _blocks(names: Mapping[int, str]) -> Iterator[bytes]:
    lines = [b"<%04X> <%s>\n" % (glyph, _utf16(name)) for glyph, name in names.items()]
    for place in range(0, len(lines), _MOST_IN_BLOCK):
        block = lines[place : place + _MOST_IN_BLOCK]
        yield b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block))


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be").hex().upper().encode()
