"""Documents for reading: sentences, plans and Word files made in a few words."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from cixi_desktop.plans.lines import view
from cixi_desktop.plans.pairs import join_pairs
from cixi_desktop.plans.reading import read_plan
from cixi_desktop.plans.targets import read_targets
from cixi_desktop.values import plain

if TYPE_CHECKING:
    from cixi_desktop.plans.draft import Draft
    from cixi_desktop.plans.targets import FoundTarget, Stretch

YEAR = 2026
TITLE = "东山县水利局2026年工作要点"
_DOCUMENT = '<w:document xmlns:w="w"><w:body>{}</w:body></w:document>'


def reading_of(sentence: str, year: int | None = YEAR) -> Stretch:
    """What is found in one sentence of a task."""
    found = read_targets(view(sentence, [(0, len(sentence))]), year)
    join_pairs(found)
    return found


def founds(sentence: str) -> list[FoundTarget]:
    """The targets of one sentence."""
    return reading_of(sentence).found


def values(sentence: str) -> list[str]:
    """Each target in short: ≥5% and the like, a range as 3..5家."""
    return [
        f"{found.quantity.relation.value} {plain(found.quantity.value)}"
        f"{'' if found.quantity.upper is None else '..' + plain(found.quantity.upper)}{found.quantity.unit}"
        for found in founds(sentence)
    ]


def reasons(sentence: str) -> list[str]:
    """Why the numbers of a sentence are left out."""
    return [reason for _, reason in reading_of(sentence).left_out]


def draft(*lines: str, title: str = TITLE) -> Draft:
    """The draft of a plan with a title."""
    return read_plan("\n".join(filter(None, (title, *lines))))


def word_file(body: str, **parts: str) -> bytes:
    """A .docx file with that body and other parts by name (``numbering``, ``styles``)."""
    return zipped(
        {"word/document.xml": _DOCUMENT.format(body)}
        | {f"word/{name}.xml": text for name, text in parts.items()}
    )


def zipped(parts: dict[str, str]) -> bytes:
    """A zip file of some parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def para(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"
