"""What is ticked of the year's turn, kept in the data folder until it is taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, json

from cixi_desktop.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEPT = "承接草案.json"
"""The file that holds the ticks."""


class KeptTicks(Struct, frozen=True):
    """Old and new year, and by the id of each new subject whether its row is ticked."""

    years: tuple[int, int]
    ticked: dict[str, bool]


def kept_ticks(folder: Path, years: tuple[int, int]) -> Mapping[str, bool]:
    """The ticks that were kept for this turn; none if there are none, or of other years."""
    try:
        kept = json.decode((folder / KEPT).read_bytes(), type=KeptTicks)
    except (OSError, DecodeError):
        return {}
    return kept.ticked if kept.years == years else {}


def keep_ticks(folder: Path, years: tuple[int, int], ticked: Mapping[str, bool]) -> None:
    """Keep them in place of earlier ones; OSError leaves those."""
    write_whole(folder / KEPT, json.encode(KeptTicks(years, dict(ticked))))


def forget_ticks(folder: Path) -> None:
    """They were taken over."""
    (folder / KEPT).unlink(missing_ok=True)
