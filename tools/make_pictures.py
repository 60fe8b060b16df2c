"""Make the manual's pictures anew: the real window over the sample year.

Usage: .venv/bin/python tools/make_pictures.py [FOLDER OF A SAMPLE YEAR]
Without a folder the sample year is made first, which takes a while.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "resources" / "help" / "pictures"
VIEWS = {"overview": "overview", "8-1": "entry", "grid": "grid"}
"""What the console calls a view, and the picture's name."""
COLOURS = 256
"""Enough for the window: lights keep their colours, as those that lie furthest apart are kept first."""


def main(words: list[str]) -> int:
    """Make every picture."""
    data = Path(words[0]) if words else _sample_year()
    for view, name in VIEWS.items():
        path = PICTURES / f"{name}.png"
        _run("--data", str(data), "picture", view, "--period", "2025-06", "--out", str(path))
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(
                COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
        small.save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
    return 0


def _sample_year() -> Path:
    out = ROOT / "build" / "demo"
    _run("demo", "--out", str(out))
    return out / "data"


def _run(*words: str) -> None:
    subprocess.run([sys.executable, str(ROOT / "main.py"), *words], check=True)  # noqa: S603  our own program


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
