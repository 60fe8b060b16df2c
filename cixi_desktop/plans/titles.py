"""Titles of paragraphs, and the units, leaders, persons and dates that stand beside a task."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from cixi_desktop.plans.quantities import quantities
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plans.lines import View


LONGEST_TITLE = 40
LONGEST_HEADING = 60
_LONGEST_BEFORE_COLON = 20
_TITLE_END = re.compile(r"[。:]|(?<=.{4})[!?]")


def split_title(view: View, outset: int = 0, *, is_section: bool = False) -> tuple[View, View | None]:
    """Title and text of a paragraph, behind its number; no text if all of it is the title.

    A title ends with 。 or the line, and bears no quantity: 8.强化创新主体培育。完善… Where there is none, the first
    clause stands for it, and the text is all of the paragraph.
    """
    rest = view.part(outset, len(view.text))
    ends = (each.span() for each in _TITLE_END.finditer(rest.text) if not _is_inside(rest.text, each.start()))
    end, behind = next(ends, (len(rest.text), len(rest.text)))
    head = rest.part(0, end)
    if behind >= len(rest.text):
        is_title = _is_whole_title(rest.text, head.text, is_section=is_section)
        return (head, None) if is_title else (first_clause(rest), rest)
    is_short = len(head.text) <= (_LONGEST_BEFORE_COLON if rest.text[end] == ":" else LONGEST_TITLE)
    if head.text and is_short and not has_quantity(head.text):
        return head, rest.part(behind, len(rest.text))
    return first_clause(rest), rest


def _is_whole_title(text: str, head: str, *, is_section: bool) -> bool:
    """Whether a paragraph of one sentence is a heading: 改造学校10所。 is none, nor is 完善机制，提升质效。 of a task."""
    if text == head:  # no stop at its end
        return len(head) <= LONGEST_HEADING and text[-1:] not in ";,"
    return len(head) <= LONGEST_TITLE and (is_section or "," not in head) and not has_quantity(head)


def has_quantity(text: str) -> bool:
    """Whether some number with a unit stands in it, other than a date."""
    return any(each.measure is not UnitKind.TIME and (each.unit or each.word) for each in quantities(text))


def _is_inside(text: str, place: int) -> bool:
    """Whether a place lies within parentheses or quotation marks."""
    before = text[:place]
    return before.count("(") > before.count(")") or before.count("“") > before.count("”")


def first_clause(view: View) -> View:
    """What stands for the title of a paragraph without one."""
    found = re.search(r"[,;。:(]", view.text[4:])
    return view.part(0, min(LONGEST_TITLE, found.start() + 4 if found else len(view.text)))


def is_sentence(text: str) -> bool:
    """Whether a line is more than a heading."""
    return text[-1:] in "。;:!" or "," in text or len(text) > LONGEST_TITLE


_DUTY_LINE = re.compile(
    r"[(\[]?(?:牵头|主办|责任|配合|协办|承办|实施|落实|参与|主管|包保|分管|联系|挂钩|完成|主责|督导|督办)(?:责任)?"
    r"(?:单位|部门|领导|科室|处室|人|主体|时限|时间|期限|股室|县领导|市领导|区领导)\w{0,6}:"
)


def is_duty(text: str) -> bool:
    """Whether a line names units, leaders or dates: 主办单位：县住建局，协办单位：县城投公司."""
    return _DUTY_LINE.match(text) is not None


_DATED = "完成时限"
RESPONSIBLE = "责任单位"
"""The supporting unit beside a leading one, else the leading one."""
_ROLES: tuple[tuple[str, str], ...] = (
    (
        "牵头单位",
        r"(?:牵头|主办|承办|主要责任|主责|主管|第一责任|牵头责任)(?:单位|部门|科室|处室|主体|股室|机构)",
    ),
    (RESPONSIBLE, r"(?:责任|实施|落实)(?:单位|部门|科室|处室|主体|股室|机构)"),
    ("配合单位", r"(?:配合|协办|参与|协助|协同|会办|配合责任)(?:单位|部门|科室|处室|股室)?"),
    ("责任领导", r"(?:责任|牵头|分管|包保|挂钩|联系|市|县|区|局|挂帅)*领导"),
    ("责任人", r"(?:具体|直接|第一)?(?:责任|负责|联系)人(?:员)?"),
    (_DATED, r"(?:完成|办结)?(?:时限|期限|时间|时间节点)(?:要求)?"),
)
_ROLE = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern) in enumerate(_ROLES)))
_LABEL = re.compile(r"(?:^|[(\[,;。、])(?P<label>[\u4e00-\u9fff]{2,8}):")
_ASIDE = re.compile(r"[(\[]([^()\[\]]{2,120})[)\]]")
_LED = re.compile(
    r"^(?P<lead>.{2,60}?)(?:牵头(?:负责)?)(?:[,;、](?P<support>.{2,80}?)(?:等)?(?:按职责分工)?(?:配合|参与|协同|负责))?$"
)
_IN_CHARGE = re.compile(r"^(?P<lead>[^,;]{2,60}?)(?:按职责分工)?负责(?:落实)?$")
_NAME_END = re.compile(r"[、,;/\n\u2028]|和(?=[市县区省各])|\s{2,}")


def role_of(label: str) -> str:
    """The role that a label names, "" if it names none."""
    found = _ROLE.fullmatch(label)
    return next((role for i, (role, _) in enumerate(_ROLES) if found and found[f"r{i}"]), "")


def duties_in(text: str) -> Iterator[tuple[str, str]]:
    """Role and names in a line of duties: 主办单位：县住建局，协办单位：县城投公司、山前镇."""
    labels = [found for found in _LABEL.finditer(text) if role_of(found["label"])]
    for place, found in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        yield role_of(found["label"]), text[found.end() : end].strip("。,;)]、 ")
    if labels:
        return
    for pattern in (_LED, _IN_CHARGE):
        charge = pattern.match(text.strip("。()[]"))
        if charge:
            yield "牵头单位", charge["lead"]
            if charge.groupdict().get("support"):
                yield "配合单位", charge["support"]
            return


def asides(text: str) -> Iterator[tuple[int, int]]:
    """Parentheses within a text that hold duties and nothing else: （责任单位：县水利局）, （市教育局牵头）.

    Only a 完成时限 has figures.
    """
    for found in _ASIDE.finditer(text):
        duties = tuple(duties_in(found[1]))
        if duties and not any(role != _DATED and re.search(r"\d", names) for role, names in duties):
            yield found.span()


def names_of(text: str) -> tuple[str, ...]:
    """The single names in a list of them."""
    return tuple(name for part in _NAME_END.split(text) if (name := part.strip(" \u3000。,;()（），；")))


def without_number(words: str, number: str) -> str:
    """The words behind a number, which may be written wider than it is shown: （七）, １．, ⒈."""
    shown = normalize("NFKC", number)
    end = next((n for n in range(len(shown) + 1) if normalize("NFKC", words[:n]) == shown), 0)
    return words[end:].strip()


def without(view: View, spans: list[tuple[int, int]]) -> View:
    """The text without some stretches of it."""
    kept_text, kept_places, place = [], [], 0
    for start, end in [*spans, (len(view.text), len(view.text))]:
        kept_text.append(view.text[place:start])
        kept_places += view.places[place:start]
        place = end
    return type(view)("".join(kept_text), kept_places)
