"""Make the shipped fonts from Noto Sans SC and Noto Serif SC: text copied from a PDF shall be the text typed.

A PDF gets its text back from glyphs: Qt looks up, for each glyph, the lowest code point that leads to it.
In the original fonts that is often a wrong one (一 comes back as the radical ⼀, ～ as 〜, 胶 as 㬵), and
glyphs that come from substitutions have none (“A4” comes back as “A ”, —— as ⸺). So:

- code points of radicals and compatibility ideographs are taken out of the character map,
- of two code points that share a glyph, the one nobody types in Chinese is taken out,
- the substitutions (GSUB) are left out; the em dash takes the full-width line, so that —— still joins.

Qt also looks every code point of the character map up among the glyphs of the page, which takes a third of
the time of a PDF. So each font is split in two: the ideographs outside GB 2312, rare ones of people's names
among them, and signs that hardly anybody types go into a font of their own, to stand behind the other.

Qt writes the outlines of a PDF quadratic, and takes longer where they are not so in the font, and for each
of their points. So the face of the page has quadratic ones, and lines where a curve is next to one, all less
than a dot of a laser printer beside the original ones.

Widths stay as they are, and so do the outlines of the other face; those of the other half are emptied. The
tables for lines that run from top to bottom are left out: nothing here is written so.
"""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Point = tuple[float, float]

PACKAGE = "pylopdf-fonts-zh-cn"
WINDOW_FACE, PAGE_FACE = FACES = ("NotoSansSC", "NotoSerifSC")
RARE_NAMES = {1: " Rare", 3: "-Rare", 4: " Rare", 6: "-Rare"}  # what is added to family, identity, names
TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
LICENCE = "OFL.txt"

REMOVED_RANGES = (
    range(0x2E80, 0x2FE0),  # radicals: CJK supplement and Kangxi
    range(0xF900, 0xFB00),  # compatibility ideographs
    range(0x2F800, 0x2FA20),  # their supplement
)
# The typed code point -> the lower one that hides it when both share a glyph.
HIDDEN_BY = {
    0x2013: 0x2012,  # en dash: figure dash
    0x3000: 0x2003,  # ideographic space: em space
    0x3008: 0x2329,  # 〈: mathematical bracket
    0x3009: 0x232A,  # 〉: mathematical bracket
    0xFF0F: 0x2215,  # ／: division slash
    0xFF5E: 0x301C,  # ～: wave dash of Japanese
    0x5E50: 0x3B3A,  # 幐: 㬺
    0x66F6: 0x3ADA,  # 曶: 㫚
    0x69E9: 0x3BA3,  # 槩: 㮣
    0x80F6: 0x3B35,  # 胶: 㬵
}
EM_DASH, FULL_WIDTH_LINE = 0x2014, 0x2500
IDEOGRAPHS = (range(0x3400, 0xA000), range(0x20000, 0x40000))
RARE_SIGNS = (
    range(0x1E00, 0x2000),  # letters with two accents
    range(0x3100, 0x3400),  # Bopomofo, words in circles and in one square
    range(0xFE00, 0xFF00),  # for lines that run from top to bottom
    range(0xFF61, 0xFFE0),  # narrow kana
)
NO_OUTLINE = bytes([14])  # a glyph that ends at once
LIMITS = (  # of instructions, which there are none of
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
    *("maxSizeOfInstructions", "maxComponentElements"),
)
VERTICAL = ("vhea", "vmtx", "VORG")  # tables
VARIATION_SELECTORS = 14  # the format of their table
MOST_BESIDE = 5.0  # of an outline, in thousandths of the size: a dot at 22 pt and 600 dpi


def main() -> int:
    """Build what is missing or was made from other sources or by another version of this script."""
    sources = {face: _find(f"{face}-Regular.otf") for face in FACES}
    TARGET.mkdir(parents=True, exist_ok=True)
    built = [face for face, source in sources.items() if _bring_up_to_date(source, face)]
    if built or not (TARGET / LICENCE).exists():
        notice = "".join(f"{face}: {_copyright(source)}\n" for face, source in sources.items())
        changes = "Changed: fewer entries in the character map, no glyph substitutions or vertical metrics;\n"
        changes += f"split in two; outlines of {PAGE_FACE} simpler.\n\n"
        text = notice + changes + _find("LICENSE").read_text(encoding="utf-8")
        _replace(TARGET / LICENCE, text.encode())
    for face in built:
        print(f"Built {(TARGET / face).relative_to(TARGET.parent.parent)}", file=sys.stderr)
    return 0


def strip(font: Any) -> None:  # noqa: ANN401 - fontTools carries no types
    """Take out what would be copied wrongly, as the head of this file says."""
    for table in font["cmap"].tables:
        _keep(table, lambda code: not _is_removed(code))
        if table.format != VARIATION_SELECTORS:
            _strip_map(table.cmap)
    for name in ("GSUB", *VERTICAL):
        del font[name]


def split(font: Any, *, is_rare: bool) -> None:  # noqa: ANN401 - fontTools carries no types
    """Leave only the rare characters, or only the others; the numbers of the glyphs stay."""
    for table in font["cmap"].tables:
        _keep(table, lambda code: _is_rare(code) is is_rare)
    glyphs = font.getReverseGlyphMap()
    drawn = {0, *(glyphs[name] for table in font["cmap"].tables for name in _glyphs_of(table))}
    outlines = font["CFF "].cff.topDictIndex[0].CharStrings.charStringsIndex
    for number in set(range(len(outlines))) - drawn:
        outlines[number] = T2CharString(bytecode=NO_OUTLINE)
    if is_rare:
        for record in font["name"].names:
            record.string = str(record) + RARE_NAMES.get(record.nameID, "")


def make_quadratic(font: Any) -> None:  # noqa: ANN401 - fontTools carries no types
    """Put quadratic outlines in the place of the cubic ones."""
    outlines = font["CFF "].cff.topDictIndex[0].CharStrings.charStringsIndex
    glyphs, metrics = {}, font["hmtx"].metrics
    for name, outline in zip(font.getGlyphOrder(), outlines, strict=True):
        pen = TTGlyphPen(None)
        if outline.bytecode != NO_OUTLINE:
            outline.draw(_PlainPen(pen, MOST_BESIDE, reverse_direction=True))
        glyph = glyphs[name] = pen.glyph()
        glyph.recalcBounds(None)
        metrics[name] = metrics[name][0], glyph.xMin
    font["glyf"], font["loca"] = newTable("glyf"), newTable("loca")
    font["glyf"].glyphs, font["glyf"].glyphOrder = glyphs, font.getGlyphOrder()
    font["maxp"].tableVersion, font["head"].glyphDataFormat = 0x10000, 0
    font["maxp"].__dict__.update(dict.fromkeys(LIMITS, 0), maxZones=1)
    font["maxp"].recalc(font)
    font["maxp"].maxSizeOfInstructions = 1  # with none at all, FreeType would hint the outlines itself
    font.sfntVersion = "\0\1\0\0"
    for tag in ("CFF ", "DSIG"):
        del font[tag]


class _PlainPen(Cu2QuPen):  # type: ignore[misc]  # fontTools carries no types
    """Draws quadratic curves, and lines where a curve does not leave its chord by more than the limit."""

    def curveTo(self, *points: Point) -> None:  # noqa: N802 - fontTools' name
        if _height(self.current_pt, *points) <= MOST_BESIDE:
            self.lineTo(points[-1])
        else:
            super().curveTo(*points)


def _height(start: Point, first: Point, second: Point, end: Point) -> float:
    """How far at most a cubic curve is from its chord: three quarters of what its handles are."""
    chord = complex(*end) - complex(*start)
    handles = [complex(*handle) - complex(*start) for handle in (first, second)]
    if not chord:
        return max(map(abs, handles))
    along = [min(1.0, max(0.0, (handle / chord).real)) for handle in handles]
    return max(abs(h - part * chord) for h, part in zip(handles, along, strict=True)) * 3 / 4


def _keep(table: Any, is_kept: Callable[[int], bool]) -> None:  # noqa: ANN401 - fontTools carries no types
    if table.format == VARIATION_SELECTORS:  # {selector: [(base, glyph), ...]}
        kept = {s: [pair for pair in pairs if is_kept(pair[0])] for s, pairs in table.uvsDict.items()}
        table.uvsDict = {selector: pairs for selector, pairs in kept.items() if pairs}
    else:
        table.cmap = {code: glyph for code, glyph in table.cmap.items() if is_kept(code)}


def _glyphs_of(table: Any) -> Iterable[str]:  # noqa: ANN401 - fontTools carries no types
    if table.format == VARIATION_SELECTORS:
        return [glyph for pairs in table.uvsDict.values() for _, glyph in pairs if glyph]
    return list(table.cmap.values())


def _strip_map(glyphs: dict[int, str]) -> None:
    for typed, hiding in HIDDEN_BY.items():
        if hiding in glyphs and glyphs[hiding] == glyphs.get(typed):
            del glyphs[hiding]
    if EM_DASH in glyphs and FULL_WIDTH_LINE in glyphs:
        glyphs[EM_DASH] = glyphs[FULL_WIDTH_LINE]


def _is_removed(code: int) -> bool:
    return any(code in removed for removed in REMOVED_RANGES)


def _is_rare(code: int) -> bool:
    """Whether it is a rare sign or an ideograph outside GB 2312, the 6,763 of which texts are made."""
    if not any(code in ideographs for ideographs in IDEOGRAPHS):
        return any(code in signs for signs in RARE_SIGNS)
    try:
        chr(code).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _bring_up_to_date(source: Path, face: str) -> bool:
    """Return whether the two fonts of a face had to be built."""
    common, rare, stamp = (TARGET / f"{face}{end}" for end in ("-Common.otf", "-Rare.otf", ".stamp"))
    wanted = hashlib.sha256(source.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    is_there = common.exists() and rare.exists() and stamp.exists()
    if is_there and stamp.read_text(encoding="ascii") == wanted:
        return False
    stamp.unlink(missing_ok=True)
    _build(source, common, is_rare=False)
    _build(source, rare, is_rare=True)
    _replace(stamp, wanted.encode())
    return True


def _build(source: Path, target: Path, *, is_rare: bool) -> None:
    temporary = target.with_suffix(".new")
    with _open(source) as font:
        strip(font)
        split(font, is_rare=is_rare)
        if target.name.startswith(PAGE_FACE):
            make_quadratic(font)
        font.save(temporary, reorderTables=False)
    temporary.replace(target)


def _copyright(source: Path) -> str:
    with _open(source) as font:
        return str(font["name"].getDebugName(0))


def _open(path: Path) -> Any:  # noqa: ANN401 - fontTools carries no types
    """Open lazily, with numbers for glyph names: the outlines are then neither parsed nor rewritten."""
    from fontTools.ttLib import TTFont

    font = TTFont(path, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    font.setGlyphOrder([f"glyph{number:05d}" for number in range(font["maxp"].numGlyphs)])
    return font


def _find(name: str) -> Path:
    for file in distribution(PACKAGE).files or ():
        if file.name == name:
            return Path(str(file.locate()))
    message = f"{PACKAGE} carries no {name}"
    raise FileNotFoundError(message)


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.write_bytes(content)
    temporary.replace(path)


if __name__ == "__main__":
    sys.exit(main())
