"""Makes kits. Usage: bash tools/make_kit.sh --help."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from tools.kit import assembly, debian, package, trimming
from tools.kit.targets import LINUX_ARM64, LINUX_X64, ROOT, TARGETS, KitError, Target

OUT = ROOT / "build" / "kits"


def main(words: list[str]) -> int:
    """Make what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="tools/make_kit.sh", description="Make the kits, from pinned parts."
    )
    parser.add_argument("kinds", nargs="*", choices=[*TARGETS, "deb", "all"], metavar="KIND")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--unpacked", action="store_true", help="folders only: packing takes minutes")
    parser.add_argument("--renew", action="store_true", help="pin the Debian packages that are offered now")
    arguments = parser.parse_args(words)
    try:
        out = arguments.out.resolve()
        if arguments.renew:
            debian.renew(out / "cache")
        for archive in make(arguments.kinds, out, is_packed=not arguments.unpacked):
            tell(archive)
    except KitError as error:
        print(f"tools/make_kit.sh: {error}", file=sys.stderr)
        return 1
    return 0


def make(kinds: list[str], out: Path, *, is_packed: bool = True) -> list[Path]:
    """Make kits of these kinds; returns the archives and packages."""
    is_all = "all" in kinds
    kits = {target: _kit(target, out) for name, target in TARGETS.items() if is_all or name in kinds}
    archives = [assembly.pack(kit, target) for target, kit in kits.items() if is_packed]
    if is_all or "deb" in kinds:
        archives += [_package(target, kits, out) for target in (LINUX_X64, LINUX_ARM64)]
    return archives


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tell(archive: Path) -> None:
    """Size and SHA-256 of an archive, one line."""
    print(f"{digest_of(archive)}  {archive.name}  {archive.stat().st_size / assembly.MEBIBYTE:.1f} MiB")


def _kit(target: Target, out: Path) -> Path:
    print(f"{target.name}:")
    kit = assembly.make_kit(target, out)
    print(f"  {trimming.size_of(kit) / assembly.MEBIBYTE:.1f} MiB in {kit.name}")
    return kit


def _package(target: Target, made: dict[Target, Path], out: Path) -> Path:
    kit = made.get(target) or _kit(target, out)
    print(f"deb {target.architecture}:")
    return package.make_package(target, kit)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
