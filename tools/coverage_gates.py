"""Hold the coverage of each room against its gate. The argument is the report as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SHOWN_FILES = 10


@dataclass(slots=True)
class Gate:
    """The share of lines and branches, in percent, that the tests of one room must run through."""

    name: str
    prefix: str
    required: float
    total: int = 0
    covered: int = 0
    gaps: list[tuple[int, str]] = field(default_factory=list)

    def add(self, path: str, file: dict[str, Any]) -> None:
        """Count one file of the report."""
        summary = file["summary"]
        total = summary["num_statements"] + summary["num_branches"]
        covered = summary["covered_lines"] + summary["covered_branches"]
        self.total += total
        self.covered += covered
        if covered < total:
            lines = ", ".join(map(str, file["missing_lines"]))
            jumps = ", ".join(f"{start}→{end}" for start, end in file["missing_branches"])
            parts = (f"lines {lines}" * bool(lines), f"branches {jumps}" * bool(jumps))
            self.gaps.append((total - covered, f"{path}: {'; '.join(filter(None, parts))}"))

    @property
    def percent(self) -> float:
        """0 for a room without code: an empty room passes no gate."""
        return 100 * self.covered / self.total if self.total else 0.0

    @property
    def is_passed(self) -> bool:
        """Counted, not rounded: 99.99 % does not pass a gate of 100 %."""
        return self.total > 0 and 100 * self.covered >= self.required * self.total


def gates() -> list[Gate]:
    """From the narrowest to the widest prefix: a file counts for the first gate that it fits."""
    return [
        Gate("cixi_desktop/workbook", "cixi_desktop/workbook/", 95),
        Gate("cixi_desktop/wording", "cixi_desktop/wording/", 95),
        Gate("cixi_desktop", "cixi_desktop/", 100),
        Gate("db", "db/", 95),
        Gate("ui", "ui/", 85),
    ]


def main(arguments: list[str]) -> int:
    """Print the table; 1 if a gate is not passed."""
    report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    rooms = gates()
    for path, file in sorted(report["files"].items()):
        name = path.replace("\\", "/")
        room = next((room for room in rooms if name.startswith(room.prefix)), None)
        if room is not None:
            room.add(name, file)
    print(f"{'coverage':<20}{'lines and branches':>20}{'covered':>10}{'gate':>8}")
    for room in rooms:
        verdict = "" if room.is_passed else "   not passed"
        print(f"{room.name:<20}{room.total:>20}{room.percent:>9.2f}%{room.required:>7.0f}%{verdict}")
    failed = [room for room in rooms if not room.is_passed]
    for room in failed:
        print(
            f"\n{room.name}: {room.total - room.covered} not covered"
            if room.total
            else f"\n{room.name}: no code"
        )
        for _, gap in sorted(room.gaps, reverse=True)[:SHOWN_FILES]:
            print(f"  {gap}")
    if failed:
        print(f"\nCoverage gates not passed: {', '.join(room.name for room in failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
