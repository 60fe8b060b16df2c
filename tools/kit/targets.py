"""The machines that kits are made for, and the folders that making them takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = Path(__file__).resolve().parent / "files"
"""What is put into kits as it stands, but for names in braces."""
PYTHON = "python3.11"


class KitError(Exception):
    """What the one who makes the kit can mend; the message says how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A kind of machine. ``architecture`` and ``triplet`` are Debian's and empty for Windows.

    ``platforms`` are wheel tags that fit; ``glibc`` and ``glibcxx`` are the newest versions of the C and C++
    libraries' symbols that a file of a wheel may ask for; ``largest`` is how many bytes the archive may have.
    """

    name: str
    title: str
    largest: int
    platforms: tuple[str, ...]
    architecture: str = ""
    triplet: str = ""
    loader: str = ""
    glibc: tuple[int, ...] = ()
    glibcxx: tuple[int, ...] = ()

    @property
    def is_windows(self) -> bool:
        """Whether the kit is for Windows."""
        return not self.architecture


def _linux_tags(machine: str, newest: int) -> tuple[str, ...]:
    return tuple(f"manylinux_2_{minor}_{machine}" for minor in range(newest, 16, -1))


LINUX_X64 = Target(
    name="linux-x64",
    title="Linux（x86-64：兆芯、海光、英特尔等）",
    largest=65_000_000,
    platforms=(*_linux_tags("x86_64", 28), "manylinux2014_x86_64"),
    architecture="amd64",
    triplet="x86_64-linux-gnu",
    loader="ld-linux-x86-64.so.2",
    glibc=(2, 28),
    glibcxx=(3, 4, 25),
)
LINUX_ARM64 = Target(
    name="linux-arm64",
    title="Linux（ARM64：飞腾、鲲鹏等）",
    largest=65_000_000,
    platforms=(*_linux_tags("aarch64", 31), "manylinux2014_aarch64"),
    architecture="arm64",
    triplet="aarch64-linux-gnu",
    loader="ld-linux-aarch64.so.1",
    glibc=(2, 31),
    glibcxx=(3, 4, 28),
)
WINDOWS_X64 = Target(
    name="windows-x64", title="Windows 10、11（64位）", largest=55_000_000, platforms=("win_amd64",)
)
TARGETS = {target.name: target for target in (LINUX_X64, LINUX_ARM64, WINDOWS_X64)}
