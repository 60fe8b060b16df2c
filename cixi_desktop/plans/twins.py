"""The same figure cited twice is proposed as one: the later citation points to the first."""

from __future__ import annotations

import re

from msgspec.structs import replace

from cixi_desktop.plans.draft import DraftTarget, Rise
from cixi_desktop.plans.parts import HEADLINE

_VERBS = re.compile(
    r"^(?:新增|新认定|新培育|净增|新建|新引进|认定|培育|引进|新|全市|全县|全区|全省|市级|★)+|(?:新增|增速|总量|数)$|[“”、,的]"
)
_FEWEST = 4


def with_twins(targets: list[DraftTarget]) -> list[DraftTarget]:
    """The targets in their order, those that cite an earlier figure marked, with that figure's values."""
    seen: dict[tuple[str, str], list[DraftTarget]] = {}
    result: list[DraftTarget] = []
    for target in targets:
        key = _key(target)
        first = next((each for each in seen.get(key, ()) if _is_twin(each, target)), None)
        if first is None and target.task_id != HEADLINE:
            result.append(target)
        elif first is None:
            seen.setdefault(key, []).append(target)
            if target.rise is not None:
                seen.setdefault((str(target.rise.value.normalize()), target.rise.unit), []).append(target)
            result.append(target)
        else:
            result.append(_pointing(target, first))
    return result


def _key(target: DraftTarget) -> tuple[str, str]:
    return str(target.target.normalize()), target.unit


def _core(name: str) -> str:
    return _VERBS.sub("", name)


def _is_twin(first: DraftTarget, later: DraftTarget) -> bool:
    """Whether two citations with the same value mean one figure: the names agree but for verbs and places.

    One of them must be a headline target; two tasks may well want 20 of the same thing each.
    """
    if first.task_id != HEADLINE or later.task_id == HEADLINE:
        return False
    mine, other = _core(later.name), _core(first.name)
    if len(mine) < _FEWEST or len(other) < _FEWEST:
        return False
    return mine in other or other in mine


def _pointing(later: DraftTarget, first: DraftTarget) -> DraftTarget:
    """7-5 of the 2025 plan: 占营业收入比重提升0.1个百分点 is the level of 3.46% that the headline names."""
    if later.unit != first.unit:
        later = replace(
            later,
            rise=Rise(value=later.target, unit=later.unit, span=later.span),
            kind=first.kind,
            relation=first.relation,
            target=first.target,
            upper=first.upper,
            unit=first.unit,
            decimals=first.decimals,
            baseline=first.baseline,
        )
    return replace(later, same_as=first.id, doubt=f"与{first.id}像是同一指标，已合为一个")
