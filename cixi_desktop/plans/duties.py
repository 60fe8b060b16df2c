"""分工: the units, leaders, persons and dates that a document names beside its tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plans.view import View

_ROLES: tuple[tuple[str, str], ...] = (
    (
        "牵头单位",
        r"(?:牵头|主办|责任|承办|实施|落实|主要责任|主责|主管|第一责任|牵头责任)(?:单位|部门|科室|处室|主体|股室|机构)",
    ),
    ("配合单位", r"(?:配合|协办|参与|协助|协同|会办|配合责任)(?:单位|部门|科室|处室|股室)?"),
    ("责任领导", r"(?:责任|牵头|分管|包保|挂钩|联系|市|县|区|局|挂帅)*领导"),
    ("责任人", r"(?:具体|直接|第一)?(?:责任|负责|联系)人(?:员)?"),
    ("完成时限", r"(?:完成|办结)?(?:时限|期限|时间|时间节点)(?:要求)?"),
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
    """The role that a label names, "" if it names none; 责任单位 beside 牵头单位 is the leading one of a line."""
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
    """Parentheses within a text that hold duties and nothing else: （责任单位：县水利局）, （市教育局牵头）."""
    for found in _ASIDE.finditer(text):
        if next(duties_in(found[1]), None) is not None and not re.search(r"\d", found[1]):
            yield found.span()


def names_of(text: str) -> tuple[str, ...]:
    """The single names in a list of them."""
    return tuple(name for part in _NAME_END.split(text) if (name := part.strip(" \u3000。,;()（），；")))


def without(view: View, spans: list[tuple[int, int]]) -> View:
    """The text without some stretches of it."""
    kept_text, kept_places, place = [], [], 0
    for start, end in [*spans, (len(view.text), len(view.text))]:
        kept_text.append(view.text[place:start])
        kept_places += view.places[place:start]
        place = end
    return type(view)("".join(kept_text), kept_places)
