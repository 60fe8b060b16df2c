"""The plan's own part of a document: without the notice before it, last year's review, annexes and web pages' edges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.plans.outline import Marker

if TYPE_CHECKING:
    from cixi_desktop.plans.outline import OutlineEntry

_PLAN = (
    r"工作要点|工作计划|工作安排|工作打算|工作思路|工作方案|实施方案|行动方案|行动计划|实施计划|任务分解|责任清单|责任分解|任务清单|重点任务|重点工作|"
    r"工作任务|政府工作报告|实事|目标任务|目标责任|指标|规划|纲要|要点|计划|方案|报告|清单|安排|打算|思路|意见|目标|分解表|台账|任务书"
)
TITLE = re.compile(rf"(?=.*(?:{_PLAN}))(?!.*(?:通知|的函|的通报)(?:\(.*\))?$)[^。;!?]{{4,60}}")
_NO_TITLE = re.compile(
    r"来源|时间|发布|索引|附件?\d*:?$|关于印发|现将|为[贯认全深]|根据|各[位科县乡镇市]|\d+[、.]|.*[:,]$|注:|文号|主题"
)
REVIEW = re.compile(
    r"回顾|总结|成效|成就|(?:工作|任务|目标|指标)(?:任务)?(?:完成|开展|进展|推进|落实|执行)情况|执行情况|主要做法|存在.{0,6}(?:问题|困难|不足|短板)|问题和不足|"
    r"面临.{0,4}形势|形势分析|(?:去|上)年.{0,8}工作$|过去.{0,4}年|工作情况$|取得.{0,6}(?:成绩|进展)|亮点工作"
)
_AHEAD = re.compile(
    r"“?十[一二三四五六七八九]五”?时期|“十[一二三四五六七八九]五”.{0,6}(?:目标|思路|任务|发展)|未来[五三]年|今后[五三]年|五年.{0,6}(?:目标|规划|思路)"
)
_NOW = re.compile(
    r"今年|本年度?|下一步|(?:工作|任务)?(?:安排|计划|打算|要点|思路)|重点工作|重点任务|主要任务"
)
_NOTICE = re.compile(r"现(?:将|予|就).{0,80}(?:印发|下达|转发|公布|通知|发给|分解)|印发给你们")
_ANNEX = re.compile(
    r"(?:相关)?(?:名词|用语)(?:解释|注释).*|附(?:件|表|录)?(?:\d{0,2}[:、.]|[一二三四五六]?$|\d{1,2}$|[:].*)|附(?:件|表)\d{0,2}"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|$|\D)")
_FURNITURE = re.compile(
    r"相关|来源|打印|关闭|分享|扫一扫|上一篇|下一篇|网站|版权|备案|ICP|抄送|责任编辑|编辑|电话|发布|浏览|字号|字体|收藏|下载|"
    r"20\d\d年\d{1,2}月\d{1,2}日|20\d\d-\d|印发$|索引号|无障碍|首页|公安"
)
_FEWEST_SPOKEN = 3
_LONGEST_EDGE, _LONGEST_TITLE = 40, 60


class Scope(Struct, frozen=True):
    """The entries of the plan; ``title`` is the place of its title among all entries, None if it has none."""

    entries: list[OutlineEntry]
    title: int | None
    begin: int
    end: int


def year_of(text: str) -> int | None:
    """The last year that a title names: 关于2025年计划执行情况与2026年计划草案的报告 is of 2026."""
    years = [int(found) for found in _YEAR.findall(text)]
    return max(years) if years else None


def is_title(text: str) -> bool:
    """Whether a line names a plan."""
    return len(text) <= _LONGEST_TITLE and TITLE.fullmatch(text) is not None and _NO_TITLE.match(text) is None


def scope_of(entries: list[OutlineEntry], year: int | None) -> Scope:
    """What of the document is the plan."""
    runs = _runs(entries)
    first, last = _chosen(entries, runs, year)
    title = _title_before(entries, first, _last_heading_before(entries, first))
    if first == 0 and not entries[0].is_heading:  # a plan without numbers
        title = _title_before(entries, min(len(entries), _LONGEST_EDGE), -1)
    begin = _begin(entries, first, title)
    end = _end(entries, max(first, begin), last)
    kept = _promoted(entries[begin:end], _without_reviews(entries[begin:end], year))
    return Scope(_spoken(kept), title, begin, end)


def _spoken(entries: list[OutlineEntry]) -> list[OutlineEntry]:
    """In a speech without numbers, paragraphs that each begin with 要 are its tasks: 要抓项目、扩投资，在…上取得新突破."""
    tasks = [entry for entry in entries if entry.text.startswith("要") and not entry.paragraph.is_row]
    if len(tasks) < _FEWEST_SPOKEN or any(entry.is_heading or entry.is_task_row for entry in entries):
        return entries
    numbers = {id(entry): number for number, entry in enumerate(tasks, 1)}
    return [
        replace(entry, depth=0, marker=Marker("要", "spoken", numbers[id(entry)], 1, "要"))
        if id(entry) in numbers
        else entry
        for entry in entries
    ]


def _promoted(before: list[OutlineEntry], kept: list[OutlineEntry]) -> list[OutlineEntry]:
    """Where one section stands over others of its kind (三、2026年重点工作 over （一）（二）), those are the sections.

    So are any within it, if it alone is left of several.
    """
    tops = [entry for entry in kept if entry.depth == 0]
    below = [entry.marker for entry in kept if entry.depth == 1 and entry.marker is not None]
    is_over_all = len(kept) < len(before) or all(marker.numerals == "cn" for marker in below)
    if len(tops) != 1 or len(below) < 2 or not is_over_all:  # noqa: PLR2004
        return kept
    return [entry for entry in kept if entry is not tops[0]]


def _runs(entries: list[OutlineEntry]) -> list[tuple[int, int]]:
    """First entries of the numberings at the top, each with the first one of the next; all, if there is none."""
    starts: list[int] = []
    seen = -1
    for place, entry in enumerate(entries):
        if entry.run > seen:
            starts.append(place)
            seen = entry.run
    if not starts:
        rows = [place for place, entry in enumerate(entries) if entry.is_task_row]
        starts = rows[:1]
    starts = starts or [0]
    return list(zip(starts, [*starts[1:], len(entries)], strict=True))


def _chosen(entries: list[OutlineEntry], runs: list[tuple[int, int]], year: int | None) -> tuple[int, int]:
    """The longest numbering; one under the title of a review, or in an annex, must be much longer."""

    def weight(run: tuple[int, int]) -> float:
        start, end = run
        title = _title_before(entries, start, _last_heading_before(entries, start))
        length = sum(len(entry.text) for entry in entries[start:end])
        factor = 1.0
        if title is not None and _is_review(entries[title].text, year):
            factor = 0.1
        if (
            any(_ANNEX.match(entry.text) for entry in entries[max(0, start - 3) : start])
            and start > runs[0][0]
        ):
            factor *= 0.3
        return length * factor

    return max(runs, key=weight)


def _last_heading_before(entries: list[OutlineEntry], place: int) -> int:
    return next((i for i in range(place - 1, -1, -1) if entries[i].is_heading), -1)


def _title_before(entries: list[OutlineEntry], place: int, after: int) -> int | None:
    """The last title between two places; one that names a year goes before any that does not: 重点工作举措."""
    found = [
        i
        for i in range(after + 1, place)
        if not entries[i].paragraph.is_row and is_title(_bare(entries[i].text))
    ]
    dated = [i for i in found if year_of(entries[i].text)]
    return (dated or found)[-1] if found else None


def _bare(text: str) -> str:
    return re.sub(r"^附件?\d*:", "", text)


def _begin(entries: list[OutlineEntry], first: int, title: int | None) -> int:
    if title is not None:
        return title + 1
    notice = next((i for i in range(first) if _NOTICE.search(entries[i].text)), None)
    if notice is not None:
        begin = notice + 1
        while begin < first and len(entries[begin].text) <= _LONGEST_EDGE:
            begin += 1
        return begin
    return next((i for i in range(first) if len(entries[i].text) > _LONGEST_EDGE), first)


def _end(entries: list[OutlineEntry], first: int, last: int) -> int:
    end = next(
        (i for i in range(first + 1, last) if _ANNEX.match(entries[i].text) and not entries[i].is_heading),
        last,
    )
    while end > first + 1 and _is_edge(entries[end - 1]):
        end -= 1
    return end


def _is_edge(entry: OutlineEntry) -> bool:
    """A line behind the plan: its signature, a date, what web pages put there."""
    is_duty = re.search("(?:单位|部门|领导|时限|责任人)[:(]", entry.text) is not None
    if entry.is_heading or entry.paragraph.is_row or is_duty or len(entry.text) > _LONGEST_EDGE:
        return False
    return _FURNITURE.search(entry.text) is not None or not re.search(
        r"[。;%]|\d[家个项%次场万亿]", entry.text
    )


def _is_review(text: str, year: int | None) -> bool:
    named = year_of(text)
    if (
        _NOW.search(text)
        and (named is None or year is None or named >= year)
        and not re.search("回顾|总结", text)
    ):
        return False
    is_past = named is not None and year is not None and named < year
    return REVIEW.search(text) is not None or is_past


def _without_reviews(entries: list[OutlineEntry], year: int | None) -> list[OutlineEntry]:
    """Without the sections at the top that tell of the past, or of five years where another tells of this one."""
    tops = [i for i, entry in enumerate(entries) if entry.depth == 0]
    if not tops:
        return entries
    ends = [*tops[1:], len(entries)]
    titles = [_heading_text(entries[i].text) for i in tops]
    is_out = [_is_review(title, year) for title in titles]
    if any(
        _NOW.search(t) and not out and not _AHEAD.search(t) for t, out in zip(titles, is_out, strict=True)
    ):
        is_out = [
            out or bool(_AHEAD.search(t) and year_of(t) is None)
            for t, out in zip(titles, is_out, strict=True)
        ]
    if not any(is_out) or all(is_out):
        return entries
    kept: list[OutlineEntry] = []
    for start, end, out in zip(tops, ends, is_out, strict=True):
        kept += [] if out else entries[start:end]
    return kept


def _heading_text(text: str) -> str:
    return re.split("[。;]", text, maxsplit=1)[0][:60]
