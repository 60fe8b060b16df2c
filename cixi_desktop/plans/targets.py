"""Quantities of a stretch of text made into proposed targets; the others left out, each with its reason."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct, field

from cixi_desktop.errors import CixiError
from cixi_desktop.plan import Modality
from cixi_desktop.plans.clauses import (
    PER,
    RUN_IN,
    Clause,
    clauses,
    head_of,
    is_bare,
    is_of_things,
    is_part_of_count,
    noun_of,
    stretches,
    verb_alone,
    whole_name,
    with_verb,
)
from cixi_desktop.plans.conduct import Conduct, is_outward
from cixi_desktop.plans.draft import Relation
from cixi_desktop.plans.kinds import kind_of
from cixi_desktop.plans.quantities import Quantity, quantities
from cixi_desktop.plans.reasons import is_past, is_present, trap_index, why_left_out
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from decimal import Decimal

    from cixi_desktop.kinds import Kind
    from cixi_desktop.plans.lines import View


MOST_NUMBERS = 5_000
_NEAR = 4
"""Targets further before one are not what its name belongs to."""
_LONGEST_NAME = 40
_FAR = 200
"""Words further off than that say nothing of a number."""


class FoundTarget(Struct):
    """A quantity that is a target, with the words that belong to it, all in the plain text of its view."""

    quantity: Quantity
    clause: int
    start: int
    end: int
    before: str
    behind: str
    own: str  # the words before the number that are its own, without those of an earlier quantity
    name: str
    kind: Kind
    modality: Modality
    deadline: str = ""
    frequency: str = ""
    annual: Decimal | None = None
    baseline: Decimal | None = None
    baseline_unit: str = ""
    rise: Quantity | None = None
    is_apart: bool = False  # one of several that 分别 gives each a value
    used: list[Quantity] = field(default_factory=list)
    doubt: str = ""


class Stretch(Struct):
    """What is found in one stretch of text; ``spent`` are the clauses that targets quote."""

    view: View
    clauses: list[Clause]
    found: list[FoundTarget]
    left_out: list[tuple[Quantity, str]]
    spent: set[int]
    past: set[int]
    is_demand: bool = False


def read_targets(view: View, year: int | None, *, is_demand: bool = False) -> Stretch:
    """All quantities of a text, as targets or left out; among demands (工作要求) only what makes something counts."""
    text = view.text
    everything = list(islice(quantities(text), MOST_NUMBERS + 1))
    if len(everything) > MOST_NUMBERS:
        raise CixiError(f"一段文字中有{MOST_NUMBERS}个以上数字，不像工作计划。", "请只保留工作计划的正文。")
    index = trap_index(text)
    parts = clauses(text, [each for each in everything if each.word or not index[each.start]])
    past = _past_clauses(text, parts, year)
    reading = Stretch(view, parts, [], [], set(), past, is_demand)
    place = 0
    for number, clause in enumerate(parts):
        inside: list[Quantity] = []
        while place < len(everything) and everything[place].start < clause.end:
            inside.append(everything[place])
            place += 1
        _read_clause(reading, number, inside, index)
    _settle(reading)
    return reading


_THIS_YEAR = re.compile(r"今年|本年|力争|(?:确保|计划)(?:今年|本年)")


def _past_clauses(text: str, parts: list[Clause], year: int | None) -> set[int]:
    """Those of a sentence that tells of the past, up to 今年; or from where it turns to a year that is over."""
    found: set[int] = set()
    sentence, is_over = -1, False
    for number, clause in enumerate(parts):
        words = text[clause.start : clause.end + 30]
        if clause.sentence != sentence:
            sentence, is_over = clause.sentence, is_past(words, year)
        elif _THIS_YEAR.match(words) or words.startswith(f"{year}年"):
            is_over = False
        elif re.match(r"去年|上年|20\d\d年", words):
            is_over = is_over or is_past(words, year)
        if is_over:
            found.add(number)
    return found


def _read_clause(reading: Stretch, number: int, inside: list[Quantity], index: list[str]) -> None:
    clause, text = reading.clauses[number], reading.view.text
    words = text[clause.start : clause.end]
    kept: list[Quantity] = []
    is_there = bool(inside) and is_present(words)
    for quantity in inside:
        reason = why_left_out(text, quantity, index, clause.start)
        if not reason and number in reading.past:
            reason = "以往的结果"
        if not reason and is_there:
            reason = "现状"
        if not reason and reading.is_demand and not is_outward(words):
            reason = Conduct.DEMANDS.value
        if reason and quantity.is_chinese and quantity.value == 1 and reason != "工作调度":
            continue  # 新一轮, 一个: no number
        if reason:
            reading.left_out.append((quantity, reason))
        else:
            kept.append(quantity)
    kept = _without_objects(reading, clause, kept)
    for quantity, (start, end) in zip(kept, stretches(text, clause, kept), strict=True):
        _add(reading, number, quantity, start, end)


_ALL_OF = re.compile(r"(?:(?:确保|推动|实现|使)?(?:全[省市县区州镇乡]|辖区内?|域内|[省市县区]属))?")


def _without_objects(reading: Stretch, clause: Clause, kept: list[Quantity]) -> list[Quantity]:
    """17个重点传统制造业增加值增长5.3%: the 17 are there already; 5项以上工作进入全市前三: the 5 are the target."""
    if len(kept) < 2 or kept[0].measure is not UnitKind.COUNT:  # noqa: PLR2004
        return kept
    text = reading.view.text
    if re.search("[、和及,]", text[kept[0].end : kept[1].outset]):
        return kept
    lead = text[clause.start : kept[0].outset]
    if kept[1].measure is UnitKind.PLACE and "全" not in lead:
        reading.left_out.append((kept[1], "口径"))
        return [kept[0], *kept[2:]]
    if not _ALL_OF.fullmatch(lead):
        return kept
    reading.left_out.append((kept[0], "对象个数"))
    return kept[1:]


def _add(reading: Stretch, number: int, quantity: Quantity, start: int, end: int) -> None:
    text = reading.view.text
    before, behind = text[start : quantity.outset], text[quantity.end : end]
    earlier = reading.found[-1] if reading.found else None
    name = head_of(before, behind)
    own = text[max(start, quantity.outset - 40) : quantity.number_start]
    is_open = not behind or quantity.relation is not Relation.AT_LEAST or len(behind) < 2  # noqa: PLR2004
    verb = verb_alone(before)
    if is_open and (verb or is_bare(before)):
        if earlier is not None and earlier.clause == number and not re.sub("[、和及,与]", "", own):
            own = earlier.own  # 增长10%、12%
        start, inherited = _extended(reading, number, start, earlier, name)
        if not verb or inherited == name:
            name = inherited
        elif earlier is not None and inherited == earlier.name:
            name = with_verb(verb, inherited)
        before = text[start : quantity.outset]
    elif name.startswith("占") and earlier is not None and _is_in_part(reading, earlier.clause, number):
        name = noun_of(earlier.name) + name  # 占营业收入比重
    owner = _owner(reading, number, name, quantity.unit)
    if whole := _built_above(reading, number) or (owner.name if owner else ""):
        name = whole_name(name, whole)
    reading.found.append(
        FoundTarget(
            quantity=quantity,
            clause=number,
            start=start,
            end=end,
            before=before,
            behind=behind,
            name=name,
            kind=kind_of(quantity, own, behind, name),
            own=own,
            modality=_modality(reading, number, quantity),
            deadline=deadline_in(text[reading.clauses[number].start : reading.clauses[number].end]),
            used=[quantity],
        )
    )
    reading.spent.add(number)


_THINGS = frozenset({UnitKind.COUNT, UnitKind.TIMES})


def _owner(reading: Stretch, number: int, name: str, unit: str) -> FoundTarget | None:
    """The target before it in its sentence, for what is started or done one of its unit: 项目56个，投资62亿元，其中开工18个."""
    own = reading.clauses[number]
    for each in reversed(reading.found[-_NEAR:]):
        clause = reading.clauses[each.clause]
        is_aside = clause.is_aside and not own.is_aside
        is_other = (is_part_of_count(name) and each.quantity.unit != unit) or (
            is_of_things(name) and each.quantity.measure not in _THINGS
        )
        if clause.sentence == own.sentence and not is_aside and not is_other:
            return each
    return None


_BUILT = re.compile(
    r"(?:(?:加快|全力|全面|持续)?(?:开工|推进|推动|启动|续建|新建|改建|扩建|实施))(?:建设|实施)?(?=.{3})"
)


def _built_above(reading: Stretch, number: int) -> str:
    """What the clause before builds, if no target is of it: 开工建设综合客运枢纽，完成投资1.2亿元."""
    place = number - 1
    if place < 0 or place in reading.spent or not _is_in_part(reading, place, number):
        return ""
    above = reading.clauses[place]
    words = RUN_IN.sub("", reading.view.text[above.start : above.end])
    built = _BUILT.match(words)
    return words[built.end() :] if built and len(words) <= _LONGEST_NAME else ""


def _is_in_part(reading: Stretch, first: int, second: int) -> bool:
    """Whether two clauses belong together: no 。 or ； parts them."""
    return reading.clauses[first].part == reading.clauses[second].part


def _extended(
    reading: Stretch, number: int, start: int, earlier: FoundTarget | None, name: str
) -> tuple[int, str]:
    """Where the words of a quantity without a subject begin: 举办专题活动，全年不少于5次."""
    clause = reading.clauses[number]
    if earlier is not None and start - earlier.start > _FAR:
        return start, name
    if earlier is not None and earlier.clause == number:
        return earlier.start, earlier.name
    above = reading.clauses[number - 1] if number else None
    if above is None or above.sentence != clause.sentence or number - 1 in reading.past:
        return start, name
    if earlier is not None and earlier.clause == number - 1:
        return earlier.start, earlier.name
    if above.end - above.start > 60:  # noqa: PLR2004
        return start, name
    reading.spent.add(number - 1)
    words = reading.view.text[above.start : above.end]
    return above.start, head_of(words, "")


_STRIVING = re.compile(r"力争|争取|努力(?:实现|完成|达到)|争(?=[创进取])|冲刺|力促|力求")
_BINDING = re.compile(r"确保|保证|务必|必须|坚决|严格")
_VERB = re.compile(
    r"控制在|达到|不低于|不超过|不少于|增长|下降|提高|提升|降至|降低|^(?:并|新)?(?:实施|开展|举办|组织|新建|建设|新增|培育|引进|推进|推动|加快|加强|完成|建成|打造|落实|支持|深化|试点|牵头|参与|强化|做好|抓好|办好|发放|设立|改造|安排|认定)"
)


def _modality(reading: Stretch, number: int, quantity: Quantity) -> Modality:
    """力争 governs what follows in its sentence, up to ； or 确保; 争取, a verb itself, ends at the next verb."""
    text = reading.view.text
    own = reading.clauses[number]
    for place in range(number, max(-1, number - 12), -1):
        clause = reading.clauses[place]
        if clause.part != own.part:
            break
        end = quantity.start if place == number else clause.end
        words = text[max(clause.start, end - _FAR) : end]
        striving, binding = _last(_STRIVING, words), _last(_BINDING, words)
        if binding > striving:
            return Modality.BINDING
        if striving >= 0:
            is_contending = not words.startswith("力", striving)
            if is_contending and place < number and _has_verb(reading, place + 1, number):
                return Modality.BINDING
            return Modality.CONTENDING if is_contending else Modality.STRIVING
    return Modality.BINDING


def _has_verb(reading: Stretch, first: int, last: int) -> bool:
    return any(_VERB.match(reading.view.text[c.start : c.end]) for c in reading.clauses[first : last + 1])


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((found.start() for found in pattern.finditer(words)), default=-1)


DEADLINE = re.compile(
    r"20\d\d年(?:底|末)前?(?![^,。;\d]{0,6}的)|(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|中旬|上旬|下旬)?|[一二三四]季度末?|上半年|(?<!\d)年底|年内|三季度|前三季度)(?:之?前|以前|内)?"
)


def deadline_in(words: str) -> str:
    """The date by which a clause wants something, as it says it: 6月底前; “” if it names none."""
    found = DEADLINE.search(words[:_FAR])
    return found[0] if found else ""


_TIMES = {
    "季度": 4,
    "季": 4,
    "月": 12,
    "周": 52,
    "半年": 2,
    "年": 1,
    "两周": 26,
    "双月": 6,
    "旬": 36,
    "学期": 2,
}
_SHOWN = {"季": "季度"}


def _settle(reading: Stretch) -> None:
    """What two quantities that stand together say of one another."""
    kept: list[FoundTarget] = []
    for found in reading.found:
        earlier = kept[-1] if kept else None
        if _is_instalment(found, earlier, reading):
            reading.left_out.append((found.quantity, "年度目标的分解"))
            continue
        if earlier is not None and found.quantity.word == "first" and found.name == earlier.name:
            reading.left_out.append((found.quantity, "与前一个数同指"))
            continue
        if earlier is not None and _is_from(earlier, found, reading.view.text):
            found.baseline, found.baseline_unit = (
                earlier.quantity.value,
                earlier.quantity.unit or found.quantity.unit,
            )
            found.used = [*earlier.used, *found.used]
            subject = head_of(_FROM.sub("", earlier.before), "")
            found.start, found.name = earlier.start, subject or found.name
            kept.pop()
        if not found.doubt and _is_of_a_sum(found, kept, reading):
            found.doubt = "“其中”之后的数，多是前面合计的一部分"
        kept.append(found)
        _count_for_the_year(found)
    reading.found = kept


def _is_instalment(found: FoundTarget, earlier: FoundTarget | None, reading: Stretch) -> bool:
    """活动4次（每季度不少于1次）: the 4 are the target."""
    clause = reading.clauses[found.clause]
    is_same = earlier is not None and earlier.quantity.unit == found.quantity.unit
    is_near = earlier is not None and found.clause - earlier.clause <= 1
    return is_same and is_near and clause.is_aside and PER.search(found.before) is not None


_ADDED = frozenset({UnitKind.COUNT, UnitKind.TIMES, UnitKind.MONEY, UnitKind.SIZE})
_MOST_PARTS = 12


_CLOSED = re.compile(r"\([^()]*\)")
"""Words in brackets, which say nothing of what stands behind them."""


def _is_of_a_sum(found: FoundTarget, kept: list[FoundTarget], reading: Stretch) -> bool:
    """造林11万亩，其中人工造林2.5万亩、封山育林3.5万亩: parts of the 11."""
    measure, text = found.quantity.measure, reading.view.text
    return measure in _ADDED and any(
        each.quantity.measure is measure
        and _is_in_part(reading, each.clause, found.clause)
        and "其中" in _CLOSED.sub("", text[each.quantity.end : found.quantity.start])
        for each in kept[-_MOST_PARTS:]
    )


def _count_for_the_year(found: FoundTarget) -> None:
    per = PER.search(found.before)
    if per is None or found.quantity.measure not in {UnitKind.COUNT, UnitKind.TIMES}:
        return
    found.frequency = f"每{_SHOWN.get(per[1], per[1])}"
    found.annual = found.quantity.value * _TIMES[per[1]]
    found.doubt = f"文件按{found.frequency}规定，全年合计{found.annual}{found.quantity.unit}"


_FROM = re.compile(r"(?:由|从)[^,。;]{0,20}$")
_INTO = re.compile(
    r"^[^,。;]{0,8}?(?:提高|提升|增加|增长|上升|扩大|降低|下降|减少|压缩|缩短|压减|降|增|升|拓展|扩展|跃升)?(?:到|至|为|了)(?:20\d\d年的)?$"
)


def _is_from(earlier: FoundTarget, found: FoundTarget, text: str) -> bool:
    """由2.1万元提高到3万元: the first is the baseline of the second."""
    between = text[earlier.quantity.end : found.quantity.outset]
    return (
        earlier.clause == found.clause
        and _FROM.search(earlier.before) is not None
        and _INTO.search(between + text[found.quantity.outset : found.quantity.start]) is not None
    )
