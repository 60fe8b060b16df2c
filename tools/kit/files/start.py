"""Starts the program of a kit with its packages, and settings for fonts where the machine has none.

Python runs isolated: neither variables of the machine nor packages of its own Python reach it.
"""

from __future__ import annotations

import os
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  quicker than pathlib


def run(words: list[str]) -> int:
    """Hand the words over to the program; returns its exit code."""
    sys.path[:0] = [os.path.join(HOME, name) for name in ("program", "site")]  # noqa: PTH118
    fonts = os.path.join(HOME, "runtime", "fonts.conf")  # noqa: PTH118
    if sys.platform == "linux" and not os.path.exists("/etc/fonts/fonts.conf"):  # noqa: PTH110
        os.environ.setdefault("FONTCONFIG_FILE", fonts)
    import main

    return int(main.main(words))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
