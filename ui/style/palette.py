"""The one palette: neutrals, the accent, the focus, and three colours for each tone of a light.

Words have a contrast of 4.5 with every ground that they stand on, shapes and outlines one of 3 (WCAG AA).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from cixi_desktop.assessment.lights import Light

INK: Final = QColor("#1f2933")
MUTED: Final = QColor("#52606d")
"""Text of second rank."""
FAINT: Final = QColor("#6b7785")
"""Marks and outlines; too pale for words."""
LINE: Final = QColor("#d5dbe3")
TRACK: Final = QColor("#dae1ea")
"""The empty part of a dial."""
SURFACE: Final = QColor("#ffffff")
GROUND: Final = QColor("#f3f5f8")
HOVER: Final = QColor("#f4f7fc")
ACCENT: Final = QColor("#2f4b7c")
ACCENT_SOFT: Final = QColor("#edf2fb")
"""Behind what is selected."""
FOCUS: Final = QColor("#1a73e8")
"""Around what the keyboard is at, and nothing else."""
FOCUS_ON_ACCENT: Final = QColor("#8ab4f8")
"""The same on a button that is of the accent itself."""
PACE: Final = QColor("#6a3ab2")
"""The line of what is due, in a chart: yellow warns, blue is what was done."""


class Tone(NamedTuple):
    """The colours of one tone: ``strong`` for shapes, ``soft`` behind them, ``text`` for words."""

    strong: QColor
    soft: QColor
    text: QColor


TONES: Final = {
    "blue": Tone(QColor("#1f66c7"), QColor("#e3eefc"), QColor("#1a55a6")),
    "green": Tone(QColor("#2b8a57"), QColor("#e1f3e9"), QColor("#1e6b42")),
    "yellow": Tone(QColor("#b36b00"), QColor("#fdf3d8"), QColor("#7a5200")),
    "red": Tone(QColor("#c8372d"), QColor("#fbe6e4"), QColor("#a6251c")),
    "grey": Tone(FAINT, QColor("#edf0f4"), MUTED),
}


def tone_of(light: Light) -> Tone:
    """The colours of a light."""
    return TONES[light.tone]
