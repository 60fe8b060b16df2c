"""styles.xml: which cells show their number as a percentage or as a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.workbook.reading.markup import Attributes, Listener, listen

if TYPE_CHECKING:
    from collections.abc import Iterable

PERCENT, DAY = "%", "日"
_BUILT_IN: dict[int, str] = {9: PERCENT, 10: PERCENT} | dict.fromkeys(
    (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), DAY
)
"""Number formats that have no code in the file; 27–36 and 50–58 are days in Chinese programs."""
_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a code shows as it stands, or not at all."""


def number_shapes(pieces: Iterable[bytes]) -> list[str]:
    """For each cell style by number: PERCENT, DAY or “”."""
    found = _Formats()
    listen(pieces, found)
    shapes = _BUILT_IN | found.shapes
    return [shapes.get(number, "") for number in found.styles]


class _Formats(Listener):
    def __init__(self) -> None:
        self.shapes: dict[int, str] = {}
        self.styles: list[int] = []
        self._is_within = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.shapes[int(attributes.get("numFmtId", "0"))] = _shape(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._is_within = True
        elif name == "xf" and self._is_within:
            self.styles.append(int(attributes.get("numFmtId", "0")))

    def ended(self, name: str) -> None:
        if name == "cellXfs":
            self._is_within = False


def _shape(code: str) -> str:
    bare = _ASIDE.sub("", code).lower()
    if "%" in bare:
        return PERCENT
    return DAY if "y" in bare or "d" in bare or "月" in code else ""
