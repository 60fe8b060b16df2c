"""Make the shipped fonts from Noto Sans SC and Noto Serif SC: text copied from a PDF shall be the text typed.

A PDF gets its text back from glyphs: Qt looks up, for each glyph, the lowest code point that leads to it.
In the original fonts that is often a wrong one (一 comes back as the radical ⼀, ～ as 〜, 胶 as 㬵), and
glyphs that come from substitutions have none (“A4” comes back as “A ”, —— as ⸺). So:

- code points of radicals and compatibility ideographs are taken out of the character map,
- of two code points that share a glyph, the one nobody types in Chinese is taken out,
- the substitutions (GSUB) are left out; the em dash takes the full-width line, so that —— still joins.

Outlines and widths stay as they are. The tables for lines that run from top to bottom are left out: nothing
here is written so.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

PACKAGE = "pylopdf-fonts-zh-cn"
FONTS = ("NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf")
TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
LICENCE = "OFL.txt"
STAMP = TARGET / "made-of.sha256"

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
VERTICAL = ("vhea", "vmtx", "VORG")  # tables
VARIATION_SELECTORS = 14  # the format of their table


def main() -> None:
    """Build the fonts, unless they are there, made of the same sources by this version of the script."""
    sources = {name: _find(name) for name in (*FONTS, "LICENSE")}
    read = [path.read_bytes() for path in (*sources.values(), Path(__file__))]
    state = hashlib.sha256(b"".join(read)).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == state:
        return
    TARGET.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    notice = "".join(f"{name}: {_build(sources[name], TARGET / name)}\n" for name in FONTS)
    changes = "Changed: fewer entries in the character map, no glyph substitutions or vertical metrics.\n\n"
    text = notice + changes + sources["LICENSE"].read_text(encoding="utf-8")
    (TARGET / LICENCE).write_text(text, encoding="utf-8")
    STAMP.write_text(state, encoding="ascii")
    print(f"Built {' and '.join(FONTS)}", file=sys.stderr)


def strip(font: Any) -> None:  # noqa: ANN401 - fontTools carries no types
    """Take out what would be copied wrongly, as the head of this file says."""
    for table in font["cmap"].tables:
        if table.format == VARIATION_SELECTORS:  # {selector: [(base, glyph), ...]}
            kept = {s: [pair for pair in p if not _is_removed(pair[0])] for s, p in table.uvsDict.items()}
            table.uvsDict = {selector: pairs for selector, pairs in kept.items() if pairs}
        else:
            table.cmap = {code: glyph for code, glyph in table.cmap.items() if not _is_removed(code)}
            _strip_map(table.cmap)
    for name in ("GSUB", *VERTICAL):
        del font[name]


def _strip_map(glyphs: dict[int, str]) -> None:
    for typed, hiding in HIDDEN_BY.items():
        if hiding in glyphs and glyphs[hiding] == glyphs.get(typed):
            del glyphs[hiding]
    if EM_DASH in glyphs and FULL_WIDTH_LINE in glyphs:
        glyphs[EM_DASH] = glyphs[FULL_WIDTH_LINE]


def _is_removed(code: int) -> bool:
    return any(code in removed for removed in REMOVED_RANGES)


def _build(source: Path, target: Path) -> str:
    """Write the font, whole or not at all, and return its copyright."""
    from fontTools.ttLib import TTFont

    temporary = target.with_suffix(".new")
    with TTFont(source, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        # With numbers for glyph names, the outlines are neither parsed nor rewritten.
        font.setGlyphOrder([f"glyph{number:05d}" for number in range(font["maxp"].numGlyphs)])
        strip(font)
        font.save(temporary, reorderTables=False)
        copyright_line = str(font["name"].getDebugName(0))
    temporary.replace(target)
    return copyright_line


def _find(name: str) -> Path:
    for file in distribution(PACKAGE).files or ():
        if file.name == name:
            return Path(str(file.locate()))
    message = f"{PACKAGE} carries no {name}"
    raise FileNotFoundError(message)


if __name__ == "__main__":
    main()
