"""A release: version, change log and commit, kits, one list of what is handed out, and the tag.

Usage: bash tools/release.sh VERSION
"""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import TYPE_CHECKING

from tools.kit import __main__ as kits
from tools.kit.shell import call, show
from tools.kit.targets import ROOT, KitError

if TYPE_CHECKING:
    from pathlib import Path

PROJECT, VERSION, CHANGES = "pyproject.toml", "ui/version.py", "resources/help/changes.md"
OPEN = "## 未发布"
SUMS = "SHA256SUMS"


def main(words: list[str]) -> int:
    """Release the version that is named; returns the exit code."""
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        release(words[0])
    except KitError as error:
        print(f"tools/release.sh: {error}", file=sys.stderr)
        return 1
    return 0


def release(version: str) -> None:
    """Write the version down and commit it, make everything that is handed out, and tag what it was made of.

    A release that failed on its way is taken up by the same call, once it is mended and committed.
    """
    if call("git", "status", "--porcelain", cwd=ROOT):
        raise KitError("There are changes that are not committed.")
    if call("git", "tag", "--list", f"v{version}", cwd=ROOT):
        raise KitError(f"{version} has been released.")
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in (PROJECT, VERSION, CHANGES)}
    if f"## {version}（" not in texts[CHANGES]:
        for name, text in raised(texts, version, on=date.today()).items():  # noqa: DTZ011  the day here
            (ROOT / name).write_text(text, encoding="utf-8")
        call("git", "commit", "--all", "--message", f"Release {version}", cwd=ROOT)
    made_of = call("git", "rev-parse", "HEAD", cwd=ROOT).strip()
    make_kits()
    write_sums(kits.OUT, version)
    call("git", "tag", f"v{version}", made_of, cwd=ROOT)


def make_kits() -> None:
    """All of them, by a Python that has not yet imported the version, as it is read when first imported."""
    show(sys.executable, "-u", "-m", "tools.kit", "all", "--out", str(kits.OUT), cwd=ROOT)


def raised(texts: dict[str, str], version: str, *, on: date) -> dict[str, str]:
    """The files that name the version, raised; KitError if the new one is no higher, or nothing is new."""
    found = re.search(r'^version = "([\d.]+)"$', texts[PROJECT], re.MULTILINE)
    present = found[1] if found else ""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version) or _numbers(version) <= _numbers(present):
        raise KitError(f"{version} is no version after {present}.")
    if not re.search(rf"^{OPEN}\n+(?!## ).", texts[CHANGES], re.MULTILINE):
        raise KitError(f"{CHANGES} says nothing under “{OPEN}”.")
    return {
        PROJECT: texts[PROJECT].replace(f'version = "{present}"', f'version = "{version}"', 1),
        VERSION: texts[VERSION].replace(f'VERSION = "{present}"', f'VERSION = "{version}"'),
        CHANGES: texts[CHANGES].replace(OPEN, f"## {version}（{on.year}年{on.month}月{on.day}日）"),
    }


def write_sums(out: Path, version: str) -> None:
    """The hashes of the archives and packages of a version, as ``sha256sum -c`` reads them."""
    handed_out = [path for path in out.iterdir() if path.is_file() and f"{version}" in path.name]
    lines = [f"{kits.digest_of(path)}  {path.name}\n" for path in sorted(handed_out)]
    (out / SUMS).write_text("".join(lines), encoding="utf-8")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
