"""安装使用说明 on one printed page, from the text that lies beside the start file."""

from __future__ import annotations

import html
import re
import time
from typing import TYPE_CHECKING

from tools.kit.drawing import application
from tools.kit.targets import KitError

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPdfWriter, QTextDocument

WIDE = "\u3000"
STYLE = """\
p { margin-top: 2px; margin-bottom: 0; line-height: 120%; }
p.title { font-size: 17pt; text-align: center; } p.version { text-align: center; }
p.head { font-size: 12pt; font-weight: bold; margin-top: 9px; }
p.item { margin-left: 24px; }
"""
POINTS, MARGIN = 10.5, 16
"""Size of the text; millimetres around it."""


def write_pdf(text: str, path: Path, at: int) -> None:
    """Lay the text out on one A4 page, the same bytes whenever that is done: they say it was at ``at``."""
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    application()
    writer = QPdfWriter(str(path))
    writer.setTitle(text.splitlines()[0])
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)
    document = _laid_out(markup(text), writer)
    if document.pageCount() > 1:
        raise KitError(f"{path.name} takes {document.pageCount()} pages and is to take one.")
    painter = QPainter(writer)
    document.drawContents(painter)
    painter.end()
    del writer
    date = time.strftime("/CreationDate (D:%Y%m%d%H%M%SZ)", time.gmtime(at))
    path.write_bytes(re.sub(rb"/CreationDate \(D:\d+Z\)", date.encode(), path.read_bytes()))


def _laid_out(content: str, writer: QPdfWriter) -> QTextDocument:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QFont, QTextDocument

    from ui.style.fonts import SANS, shipped_family

    document = QTextDocument()
    font = QFont([shipped_family(SANS)])
    font.setPointSizeF(POINTS)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(STYLE)
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setHtml(content)
    return document


def markup(text: str) -> str:
    """Title, version, heads and items of the text as HTML; lines that go on are joined."""
    joined = re.sub(rf"\n{WIDE}{{3}} ?", "", text.strip())
    title, version, *lines = filter(None, joined.splitlines())
    body = [_paragraph("title", title), _paragraph("version", version)]
    return "".join(body + [_paragraph(_kind(line), line.strip(f"{WIDE} ")) for line in lines])


def _kind(line: str) -> str:
    if line.startswith(WIDE):
        return "item"
    return "head" if re.match(r"[一二三四五六七]、", line) else "text"


def _paragraph(kind: str, line: str) -> str:
    return f'<p class="{kind}">{html.escape(line)}</p>'
