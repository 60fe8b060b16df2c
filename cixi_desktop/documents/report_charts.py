"""A chart as a drawing of Word's own (DrawingML): vectors, black and white, its numbers kept in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from cixi_desktop.periods import MONTHS

if TYPE_CHECKING:
    from docx.document import Document

    from cixi_desktop.reports.report import Chart, Line

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_LARGE, _SMALL = (5400000, 2700000), (2772000, 1692000)
"""150 × 75 mm and 77 × 47 mm in EMU."""
_DASHES = ("solid", "dash", "sysDot")
_MARKERS = ("circle", "none", "none")


def add_chart(document: Document, paragraph: Any, chart: Chart, *, is_small: bool = False) -> None:  # noqa: ANN401
    """Put the chart into the paragraph as its own part; a small one has its caption within."""
    package = document.part.package
    name = package.next_partname("/word/charts/chart%d.xml")
    part = Part(PackURI(name), _TYPE, _chart_xml(chart, is_small=is_small).encode("utf-8"), package)
    relation = document.part.relate_to(part, _RELATION)
    number = document.part.next_id
    size = _SMALL if is_small else _LARGE
    drawing = _drawing_xml(chart.caption, relation, number, size)
    paragraph.add_run()._r.append(parse_xml(drawing))  # noqa: SLF001


def _drawing_xml(caption: str, relation: str, number: int, size: tuple[int, int]) -> str:
    return (
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/>'
        f'<wp:docPr id="{number}" name="图{number}" descr="{escape(caption, {chr(34): "&quot;"})}"/>'
        "<wp:cNvGraphicFramePr/>"
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _title_xml(caption: str) -> str:
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="800" b="0"/></a:pPr><a:r>'
        f'<a:rPr lang="zh-CN" sz="800" b="0"/><a:t>{escape(caption)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def _chart_xml(chart: Chart, *, is_small: bool) -> str:
    lines = "".join(_series(place, line, is_small=is_small) for place, line in enumerate(chart.lines))
    title = _title_xml(chart.caption) if is_small else ""
    letters = "700" if is_small else "1000"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/><c:chart>'
        f'{title}<c:autoTitleDeleted val="{0 if title else 1}"/><c:plotArea><c:layout/>'
        '<c:lineChart><c:grouping val="standard"/>'
        f'<c:varyColors val="0"/>{lines}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        f"{_axis('catAx', 1, 2, 'b')}{_axis('valAx', 2, 1, 'l')}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{_NO_FILL}{_NO_LINE}</c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{letters}"><a:latin typeface="宋体"/>'
        '<a:ea typeface="宋体"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr></c:chartSpace>'
    )


_NO_FILL = "<a:noFill/>"
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'


def _axis(kind: str, own: int, other: int, side: str) -> str:
    grid = (
        '<c:majorGridlines><c:spPr><a:ln w="3175"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln>'
        "</c:spPr></c:majorGridlines>"
        if kind == "valAx"
        else ""
    )
    return (
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{grid}<c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:spPr><a:ln w="6350">{_BLACK}</a:ln></c:spPr><c:crossAx val="{other}"/>'
        f'<c:crosses val="autoZero"/></c:{kind}>'
    )


def _series(place: int, line: Line, *, is_small: bool) -> str:
    """One line; the first of a large chart has its numbers on its points."""
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>'
        for n, value in enumerate(line.values)
        if value is not None
    )
    month = "" if is_small else "月"
    months = "".join(f'<c:pt idx="{n}"><c:v>{n + 1}{month}</c:v></c:pt>' for n in range(MONTHS))
    marker = _MARKERS[place]
    look = f"<c:spPr>{_BLACK}<a:ln>{_BLACK}</a:ln></c:spPr>" if marker != "none" else ""
    size = '<c:size val="5"/>' if marker != "none" else ""
    labels = _labels(line) if place == 0 and not is_small else ""
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f'<c:tx><c:strRef><c:f>图!$A${place + 2}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(line.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:ln w="19050">{_BLACK}<a:prstDash val="{_DASHES[place]}"/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{marker}"/>{size}{look}</c:marker>{labels}'
        f'<c:cat><c:strRef><c:f>图!$B$1:$M$1</c:f><c:strCache><c:ptCount val="{MONTHS}"/>{months}'
        "</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>图!$B${place + 2}:$M${place + 2}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{MONTHS}"/>{points}'
        '</c:numCache></c:numRef></c:val><c:smooth val="0"/></c:ser>'
    )


def _labels(line: Line) -> str:
    """The numbers on the points, with as many decimals as they have."""
    known = [str(value) for value in line.values if value is not None]
    decimals = max((len(words.partition(".")[2]) for words in known), default=0)
    form = f"0.{'0' * decimals}" if decimals else "0"
    return f'<c:dLbls><c:numFmt formatCode="{form}" sourceLinked="0"/>{_LABEL_LOOK}'


_LABEL_LOOK = (
    '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="b"/>'
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
)
