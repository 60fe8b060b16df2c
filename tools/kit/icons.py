"""The program's icon in the form that Windows wants, from its SVG."""

from __future__ import annotations

import struct

from tools.kit.drawing import application
from tools.kit.targets import ROOT

ICON = ROOT / "resources" / "icons" / "cixi.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def png_icons() -> list[tuple[int, bytes]]:
    """The icon as PNG pictures, with the width of each in pixels."""
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application()
    renderer = QSvgRenderer(str(ICON))
    pictures = []
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # what takes bytes by its types, takes none
        pictures.append((size, bytes(buffer.data().data())))
    return pictures


def icon_group(pictures: list[tuple[int, bytes]]) -> bytes:
    """The directory of the pictures, numbered from 1, as it stands among a program's resources."""
    entries = [
        struct.pack("<BBBBHHIH", size % 256, size % 256, 0, 0, 1, 32, len(content), number)
        for number, (size, content) in enumerate(pictures, start=1)
    ]
    return struct.pack("<HHH", 0, 1, len(pictures)) + b"".join(entries)
