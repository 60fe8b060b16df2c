"""The shipped fonts as a kit has them: with the same outlines in less room.

A font of cubic outlines that was split in two still has the other half's subroutines; they go. Where room is
scarce, the rare characters, which stand one at a time among others, also do without hints for coarse screens,
a fifth of their size: FreeType then draws them a shade lighter.
"""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

RARE = "-Rare"
CUBIC = b"OTTO"


def lighten(folder: Path, cache: Path, *, has_rare_hints: bool) -> None:
    """Put smaller fonts in the place of those in the folder; the cache has those made before."""
    fonts = [font for font in sorted(folder.glob("*.otf")) if not (has_rare_hints and RARE in font.name)]
    fonts = [font for font in fonts if font.read_bytes().startswith(CUBIC)]
    made = [cache / "fonts" / f"{_state(font)}-{font.name}" for font in fonts]
    missing = [(font, copy) for font, copy in zip(fonts, made, strict=True) if not copy.exists()]
    (cache / "fonts").mkdir(exist_ok=True)
    with ProcessPoolExecutor(max_workers=2) as workers:
        for _ in workers.map(_make, *zip(*missing, strict=True)) if missing else ():
            pass
    for font, copy in zip(fonts, made, strict=True):
        shutil.copyfile(copy, font)


def _make(source: Path, target: Path) -> None:
    from fontTools.ttLib import TTFont

    temporary = target.with_suffix(".new")
    with TTFont(source, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        outlines = font["CFF "].cff
        if RARE in source.name:
            outlines.remove_hints()
        else:
            outlines.remove_unused_subroutines()
        font.save(temporary, reorderTables=False)
    temporary.replace(target)


def _state(font: Path) -> str:
    return hashlib.sha256(font.read_bytes() + Path(__file__).read_bytes()).hexdigest()[:12]
