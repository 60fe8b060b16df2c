"""Text as it is compared, every character with its place; paragraphs and rows of tables out of it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from statistics import quantiles
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plans.tables import heads_at, rows_after
from cixi_desktop.values import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cixi_desktop.plans.draft import Span


_QUOTES = {"「": "“", "『": "“", "」": "”", "』": "”", "〝": "“", "〞": "”", "〈": "《", "〉": "》"}
_DASHES = dict.fromkeys("–―─‑‐−﹣－", "-") | {"〜": "~", "∼": "~", "﹪": "%", "·": "·"}
_SAME = (
    _QUOTES
    | _DASHES
    | {"≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "∶": ":", "【": "[", "】": "]", "〔": "[", "〕": "]"}
)


class View(Struct, frozen=True):
    """``text`` is plain; ``places[i]`` is where its i-th character stands in the source, and ``end`` behind it."""

    text: str
    places: list[int]

    def span(self, start: int, end: int) -> Span:
        """The span of the source that those characters stand in."""
        return self.places[start], self.places[end - 1] + 1

    def part(self, start: int, end: int) -> View:
        """Some of it."""
        return View(self.text[start:end], self.places[start:end])


@cache
def plain_sign(sign: str) -> str:
    """The character as it is compared; "" if it does not count (blanks, signs without width)."""
    if "①" <= sign <= "⓿":
        return sign
    plain = _SAME.get(sign) or unicodedata.normalize("NFKC", sign)
    if plain.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}:
        return ""
    return plain


def view(source: str, spans: Iterable[Span]) -> View:
    """The plain text of some spans of the source.

    A blank stays, as one, where it parts two letters or digits (``R 2``), and nowhere else. 二〇二六年 is 2026年.
    """
    signs: list[str] = []
    places: list[int] = []
    is_apart, is_quoted = False, False
    for start, end in spans:
        for place in range(start, end):
            sign = source[place]
            plain = plain_sign(sign)
            if not plain:
                is_apart = is_apart or sign.isspace()
                continue
            if plain == '"':
                plain, is_quoted = ("”", False) if is_quoted else ("“", True)
            if is_apart and signs and _is_letter(signs[-1]) and _is_letter(plain[0]):
                signs.append(" ")
                places.append(place - 1)
            is_apart = False
            for each in plain:
                signs.append(each)
                places.append(place)
    text = _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), "".join(signs))
    return View(text, places)


_CHINESE_YEAR = re.compile("二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


SOFT_BREAK = "\u2028"
_WRAPPED_AT_LEAST, _WRAPPED_SHARE, _NARROWEST = 8, 0.4, 14
_LONGEST_HEAD = 40
_FULL = 0.86
"""A line of a hard-wrapped text is full from this share of the usual width."""
_PAGE_NUMBER = re.compile(r"[—\-–－\s]*第?\s*\d{1,3}\s*页?(?:\s*[/，,]?\s*共?\s*\d{1,3}\s*页)?[—\-–－\s]*")
_SENTENCE_ENDS = "。！？!?；;：:"
_IN_COLUMNS = re.compile(r"\S[ \u3000]{2,}\S")
"""Words set in columns, as the head of a web page is (发布日期：…　　浏览次数：…): nothing goes on from them."""
_HEADING_SIGN = re.compile(r"(?:\s*#+\s+)?")
"""Markdown's headings."""
BEGINNING = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]{1,4}[章节条部编篇]|[一二三四五六七八九十]{1,3}[、.．,，]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[、.．)）](?!\d)|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|——|[●■◆★▲•·]"
    r"|附件|附[:：表]|注[:：])"
)
"""How a line begins that is never the rest of the line above."""


class TextParagraph(Struct, frozen=True):
    """A paragraph, or a row of a table with its ``cells``; ``view`` is then all of the row."""

    view: View
    cells: tuple[View, ...] = ()

    @property
    def text(self) -> str:
        """What it says, plainly."""
        return self.view.text

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.cells)


def paragraphs(source: str) -> list[TextParagraph]:
    """What is not empty, in reading order."""
    lines = _lines(source)
    if _is_wrapped(source, lines):
        return [each for spans in _joined(source, lines) if (each := _row_or_text(source, spans)).text]
    found: list[TextParagraph] = []
    rows = dict(_stacked(source, lines))
    behind = 0
    for index, (start, end) in enumerate(lines):
        if index in rows:
            behind, cells = rows[index]
            found.append(_row(source, cells))
        if index < behind:
            continue
        cells = _cells(source, start, end)
        if cells:
            found.append(_row(source, cells))
        else:
            parted = (each for span in _parted(source, start, end) for each in _numbered(source, *span))
            found += [_paragraph(source, [span]) for span in parted]
    return [each for each in found if each.text]


def _lines(source: str) -> list[Span]:
    spans, start = [], 0
    for line in source.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _stacked(source: str, lines: list[Span]) -> Iterator[tuple[int, tuple[int, list[Span]]]]:
    """The rows of tables that came one cell a line: first line, and the line behind with the cells."""
    texts = [view(source, [line]).text if line[1] - line[0] < _LONGEST_HEAD else "-" for line in lines]
    index = 0
    while index < len(texts):
        heads = heads_at(texts, index)
        if heads:
            index = heads[-1] + 1
            yield heads[0], (index, [lines[head] for head in heads])
            for first, behind, cells in rows_after(texts, lines, index, len(heads)):
                yield first, (behind, cells)
                index = behind
        index += 1


def _paragraph(source: str, spans: list[Span]) -> TextParagraph:
    return TextParagraph(view(source, spans))


def _row(source: str, cells: list[Span]) -> TextParagraph:
    views = tuple(view(source, [cell]) for cell in cells)
    return TextParagraph(view(source, [(cells[0][0], cells[-1][1])]), views)


def _row_or_text(source: str, spans: list[Span]) -> TextParagraph:
    cells = _cells(source, *spans[0])
    return _row(source, cells) if cells else _paragraph(source, spans)


def _cells(source: str, start: int, end: int) -> list[Span]:
    """The cells of a row: parted by tabs, or by bars; none if this is a line of text."""
    line = source[start:end]
    mark = "\t" if "\t" in line.strip() else "|" if line.count("|") + line.count("｜") > 1 else ""
    if not mark:
        return []
    line = line.replace("｜", "|")
    cells, place = [], start
    for cell in line.split(mark):
        cells.append((place, place + len(cell)))
        place += len(cell) + 1
    return cells


def _parted(source: str, start: int, end: int) -> list[Span]:
    """A paragraph at those of its soft breaks that part thoughts; a title over two lines stays one."""
    start += len(_HEADING_SIGN.match(source, start, end)[0])  # type: ignore[index]
    spans, begun, place = [], start, start
    for piece in source[start:end].split(SOFT_BREAK):
        before = source[begun:place].rstrip(SOFT_BREAK + " \u3000")
        if place > begun and (before[-1:] in _SENTENCE_ENDS or BEGINNING.match(piece)):
            spans.append((begun, place - 1))
            begun = place
        place += len(piece) + 1
    return [*spans, (begun, end)]


_NUMBERED = re.compile(
    r"(?:[（(](\d{1,2})[）)]|([①-⑳])|(\d{1,2})[.．、]|[（(]([一二三四五六七八九十]{1,3})[）)])(?=[^\d。；;]{2,30}。)"
)
"""A number with a title that ends in a full stop."""


def _numbered(source: str, start: int, end: int) -> list[Span]:
    """A paragraph that holds several of one numbering, parted: （1）抓实督察。……（2）规范决策。……."""
    start += len(source[start:end]) - len(source[start:end].lstrip())
    first = _NUMBERED.match(source, start, end)
    if first is None:
        return [(start, end)]
    cuts, last = [start], _counted(first)
    for found in _NUMBERED.finditer(source, first.end(), end):
        kind, value = _counted(found)
        if source[found.start() - 1] == "。" and (kind, value - 1) == last:
            cuts.append(found.start())
            last = kind, value
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _counted(found: re.Match[str]) -> tuple[int, int]:
    """Which form of number, and its value."""
    kind = found.lastindex or 0
    if found[2]:
        return kind, ord(found[2]) - ord("①") + 1
    return kind, int(chinese_number(found[4]) or 0) if found[4] else int(found[kind])


def _width(source: str, span: Span) -> int:
    """Columns, two for a Chinese character."""
    return sum(1 if sign.isascii() else 2 for sign in source[span[0] : span[1]].strip())


def _is_wrapped(source: str, lines: list[Span]) -> bool:
    """Whether the lines are those of a page, as a PDF gives them, and not paragraphs.

    Then many of them are full, equally long and end within a sentence. Rows of tables between them do not count.
    """
    lines = [line for line in lines if not _cells(source, *line)]
    widths = [width for line in lines if (width := _width(source, line))]
    if len(widths) < _WRAPPED_AT_LEAST:
        return False
    usual = quantiles(widths, n=10)[7]
    if usual < _NARROWEST * 2 or max(widths) > usual * 1.35:
        return False
    full = [
        line
        for line in lines
        if _width(source, line) >= usual * _FULL
        and source[line[0] : line[1]].rstrip()[-1:] not in _SENTENCE_ENDS
    ]
    return len(full) >= len(widths) * _WRAPPED_SHARE


def _joined(source: str, lines: list[Span]) -> list[list[Span]]:
    """Full lines with those that follow them, without page numbers; each row of a table by itself."""
    rows = {line for line in lines if _cells(source, *line)}
    widths = {line: _width(source, line) for line in lines}
    usual = quantiles([width for line, width in widths.items() if width and line not in rows], n=10)[7]
    found: list[list[Span]] = []
    is_open = False
    for line, width in widths.items():
        text = source[slice(*line)]
        if not width or _PAGE_NUMBER.fullmatch(text):
            continue
        if is_open and line not in rows and not BEGINNING.match(text):
            found[-1].append(line)
        else:
            found.append([line])
        is_open = line not in rows and width >= usual * _FULL and not _IN_COLUMNS.search(text)
    return found
