"""Make the shipped fonts from Noto Sans SC and Noto Serif SC: text copied from a PDF shall be the text typed.

A PDF gets its text back from glyphs: Qt looks up, for each glyph, the lowest code point that leads to it.
In the original fonts that is often a wrong one (一 comes back as the radical ⼀, ～ as 〜, 胶 as 㬵), and
glyphs that come from substitutions have none (“A4” comes back as “A ”, —— as ⸺). So:

- code points of radicals and compatibility ideographs are taken out of the character map,
- of two code points that share a glyph, the one nobody types in Chinese is taken out,
- the substitutions (GSUB) are left out; the em dash takes the full-width line, so that —— still joins.

Outlines and metrics stay as they are, byte for byte. Every ideograph of a person's name stays.
"""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

PACKAGE = "pylopdf-fonts-zh-cn"
FONTS = ("NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf")
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
VARIATION_SELECTORS = 14  # the format of their table


def main() -> int:
    """Build what is missing or was made from other sources or by another version of this script."""
    sources = {name: _find(name) for name in FONTS}
    TARGET.mkdir(parents=True, exist_ok=True)
    built = [name for name, source in sources.items() if _bring_up_to_date(source, TARGET / name)]
    if built or not (TARGET / LICENCE).exists():
        notice = "".join(f"{name}: {_copyright(source)}\n" for name, source in sources.items())
        changes = "Changed: fewer entries in the character map, no glyph substitutions.\n\n"
        text = notice + changes + _find("LICENSE").read_text(encoding="utf-8")
        _replace(TARGET / LICENCE, text.encode())
    for name in built:
        print(f"Built {(TARGET / name).relative_to(TARGET.parent.parent)}", file=sys.stderr)
    return 0


def strip(font: Any) -> None:  # noqa: ANN401 - fontTools carries no types
    """Change `font` in place as the head of this file says."""
    for table in font["cmap"].tables:
        if table.format == VARIATION_SELECTORS:  # {selector: [(base, glyph), ...]}
            kept = {s: [p for p in pairs if not _is_removed(p[0])] for s, pairs in table.uvsDict.items()}
            table.uvsDict = {selector: pairs for selector, pairs in kept.items() if pairs}
        else:
            table.cmap = _strip_map(table.cmap)
    del font["GSUB"]


def _strip_map(glyphs: dict[int, str]) -> dict[int, str]:
    result = {code: glyph for code, glyph in glyphs.items() if not _is_removed(code)}
    for typed, hiding in HIDDEN_BY.items():
        if hiding in result and result[hiding] == result.get(typed):
            del result[hiding]
    if EM_DASH in result and FULL_WIDTH_LINE in result:
        result[EM_DASH] = result[FULL_WIDTH_LINE]
    return result


def _is_removed(code: int) -> bool:
    return any(code in removed for removed in REMOVED_RANGES)


def _bring_up_to_date(source: Path, target: Path) -> bool:
    """Return whether `target` had to be built."""
    stamp = target.with_suffix(".stamp")
    wanted = hashlib.sha256(source.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    if target.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return False
    stamp.unlink(missing_ok=True)
    _build(source, target)
    _replace(stamp, wanted.encode())
    return True


def _build(source: Path, target: Path) -> None:
    temporary = target.with_suffix(".new")
    with _open(source) as font:
        strip(font)
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
