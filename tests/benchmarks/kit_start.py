"""How long the Linux kit takes to its first painting and to all figures, against the program run from source.

Whole processes, in turn; medians and ratios are printed.
Usage: python -m tests.benchmarks.kit_start KIT_FOLDER [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.start import ALL_FIGURES, FIRST_PAINTING, elapsed_ms
from tools.kit.targets import LINUX_X64, PYTHON

SEARCH = "import sys; sys.path[:0] = [{program!r}, {site!r}]\n"


def kit_command(kit: Path, code: str) -> list[str]:
    """What the start script of the kit does, with other code."""
    runtime = kit / "runtime"
    places = SEARCH.format(program=str(kit / "program"), site=str(kit / "site"))
    loader = [
        str(runtime / "lib" / LINUX_X64.loader),
        "--inhibit-cache",
        "--library-path",
        str(runtime / "lib"),
    ]
    return [*loader, str(runtime / "bin" / PYTHON), "-I", "-S", "-X", "utf8", "-c", places + code]


def measure(kit: Path, rounds: int) -> None:
    """Run both in turn and print medians and ratios; the first round only warms up."""
    with tempfile.TemporaryDirectory() as data:
        for name, text in (("first painting", FIRST_PAINTING), ("all figures", ALL_FIGURES)):
            code = text.format(folder=data)
            times: dict[str, list[float]] = {"source": [], "kit": []}
            for _ in range(rounds + 1):
                times["source"].append(elapsed_ms(sys.executable, "-c", code))
                times["kit"].append(elapsed_ms(*kit_command(kit, code)))
            source, own = (statistics.median(times[who][1:]) for who in ("source", "kit"))
            print(f"{name:16}source {source:6.0f} ms, kit {own:6.0f} ms, {own / source:.2f} x")


if __name__ == "__main__":
    measure(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 9)
