"""What the program is supplied with: plans, fonts, icons, style sheet, help."""

from __future__ import annotations

from pathlib import Path

ROOT: Path = Path(__file__).resolve().parent
