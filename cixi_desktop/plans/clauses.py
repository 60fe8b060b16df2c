"""Sentences and clauses, the stretch of a clause that belongs to one quantity, and the name made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.plans.quantities import Quantity


_OPAQUE = re.compile(r"“[^”。]{0,80}”|《[^》。]{0,80}》")
_PARENTHESES = re.compile(r"\(([^()。]{0,120})\)")
_BREAK = re.compile(r"[。！!?]|[;]|,(?!(?<=\d,)\d{3}(?!\d))|:(?!\d)|——|…")
_SENTENCE = frozenset("。！!?")
_PART = frozenset("。！!?;")


class Clause(Struct, frozen=True):
    """Some words between two commas; ``sentence`` and ``part`` count the sentences, and what ； parts in them."""

    start: int
    end: int
    sentence: int
    part: int
    is_aside: bool = False


def clauses(text: str, found: Sequence[Quantity]) -> list[Clause]:
    """The clauses in reading order. Parentheses with a quantity are clauses of their own, others are words.

    So are those with a span of time: 臭氧浓度（日最大8小时平均）控制在152微克/立方米以内.
    """
    hidden = _hidden(text)
    asides = [
        each.span(1)
        for each in _PARENTHESES.finditer(text)
        if any(each.start() < q.start < each.end() and q.unit and not _is_span(q) for q in found)
    ]
    cuts: list[tuple[int, int, str]] = [
        (each.start(), each.end(), each[0]) for each in _BREAK.finditer(text) if not hidden[each.start()]
    ]
    for start, end in asides:
        cuts += [(start - 1, start, "("), (end, end + 1, ")")]
    cuts.sort()
    result: list[Clause] = []
    begun, sentence, part, is_aside = 0, 0, 0, False
    for start, end, sign in [*cuts, (len(text), len(text), "。")]:
        if start > begun:
            result.append(Clause(begun, start, sentence, part, is_aside))
        begun = max(begun, end)
        sentence += sign in _SENTENCE
        part += sign in _PART
        is_aside = sign == "(" or (is_aside and sign != ")")
    return result


def _is_span(quantity: Quantity) -> bool:
    return quantity.measure is UnitKind.TIME and quantity.outset == quantity.start


def _hidden(text: str) -> bytearray:
    """Which characters stand in quotation marks, where a comma parts no clauses."""
    hidden = bytearray(len(text))
    for each in _OPAQUE.finditer(text):
        hidden[each.start() : each.end()] = b"\1" * (each.end() - each.start())
    for each in _PARENTHESES.finditer(text):
        if not re.search(r"\d", each[1]):
            hidden[each.start() : each.end()] = b"\1" * (each.end() - each.start())
    return hidden


PER = re.compile(r"每(?:个)?(季度|季|月|周|半年|年|两周|双月|旬|学期)[^,。;、]{0,10}$")
"""What a number of times is meant for, before it: 每季度不少于1次."""
_JOINT = re.compile(r"[、和及]|以及")


def stretches(text: str, clause: Clause, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """For each quantity of a clause the words that belong to it: 新增学位100个、改造学校5所 gives two stretches."""
    result: list[tuple[int, int]] = []
    begun = clause.start
    joint: tuple[int, int] | None = None
    for place, quantity in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if following is None:
            end = clause.end
        else:
            limit = following.outset
            joint = _joint(text, quantity.end, limit) or _rate(text, quantity.end, limit)
            end = joint[0] if joint else _noun_end(text, quantity, limit)
        result.append((begun, max(end, quantity.end)))
        if following is not None:
            begun = joint[1] if joint else end
    return result


_WHOLE_NOUN = re.compile(r"(?:行政村|自然村|村|社区|小区|乡镇|镇|街道|片区|县|企业|项目|点位)")


def _noun_end(text: str, quantity: Quantity, limit: int) -> int:
    """Where the noun of a quantity ends, if nothing else stands before the next: 解决3个村1260户饮水问题."""
    return limit if _WHOLE_NOUN.fullmatch(text, quantity.end, limit) else quantity.end


def _joint(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Where the words of the next quantity begin: behind a 、 right there, else behind the first joint."""
    depth = 0
    for place in range(start, limit):
        sign = text[place]
        depth += (sign in "“(《") - (sign in "”)》")
        if depth <= 0:
            found = _JOINT.match(text, place, limit)
            if found and (sign == "、" or place == start or text[place + 1 : place + 2] not in "谐平睦解"):
                return found.span()
    return None


def _rate(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Where it is said how often, if the next quantity says that: 为1200户困难家庭提供服务每月不少于2次."""
    found = PER.search(text, start, limit)
    return (found.start(), found.start()) if found else None


_BEFORE_NUMBER = re.compile(
    r"(?:(?:\d{1,2}月(?:\d{1,2}日|底|末)?前|年[底末]前|(?:同|可比)口径|按?可比价|只增不减|只减不增|分别|双|[日年月人户亩]?均|每(?:平方公里|公里|百人|千人|万人|[人户亩天日])|每年|每月|同比|环比|年均|平均|(?:较|比)(?:去年|上年|20\d\d年)[末底]?|力争|争取|确保|努力|预计|计划|实现|完成|达到?|为|在|到|至|约|共|各|累计|全年|每年|每季度?|每周|每半年|每旬|每学期|使|年度|保持|稳定|控制|总数|共计|合计|新?达标|提升至?|提高到?|降至|"
    r"增至|增加到|扩大到|增长到?|下降到?|降低|增长|下降|提升|提高|增加|减少|上升|不少于|不低于|不超过|不高于|超过|突破|超|逾|近|大约|至少|≥|≤|>|<|=|以上|左右|的))+$"
)
RUN_IN = re.compile(r"^(?:[一二三四五六七八九十]{1,2}是|首先|其次)(?=.)")
"""The number of a clause among others of its task: 一是抓品牌."""
_LEAD = re.compile(
    r"^(?:每(?:个)?(?:季度?|月|周|半年|年|学期)(?=至少|不少于|开展|组织|举办|召开|发布|编发|推出)|至少|不少于|今年|全年|年内|年底前|到?20\d\d年底?前?|\d{1,2}月底前|并|且|其中|同时|将|要|力争|争取|确保|努力|积极|持续|深入|大力|加快|全力|奋力|着力|进一步|扎实|稳步|新增?(?=安排)|"
    r"推动|推进|促进|组织|开展|实施|完成|加强|做好|抓好|确保|实现|安排|支持|为|把|将|对)+"
)
_EMPTY = re.compile(
    r"^(?:\d{1,2}月底?前|年底前|年内)?(?:(?:较|比)(?:去年|上年|20\d\d年)(?:同期|[末底])?|同比|环比|年均|平均|其中|累计|全年|每年|年度|每季度|每月|每周|各|共|分别|(?:同|可比)口径|全部|全市|全县|全区|全省|总量|总数|总额|力争|争取|确保|实现|使?达到?|使|占比|占)?(?:压减|压降|削减|缩减)?$"
)
_LONGEST, _FAR = 40, 120


def head_of(before: str, behind: str) -> str:
    """What is counted: the words before the number without those of comparison, else those behind it."""
    head = RUN_IN.sub("", _BEFORE_NUMBER.sub("", before[-_FAR:]))
    stripped = _LEAD.sub("", head)
    tail = re.split(r"[,。;、:()]", behind, maxsplit=1)[0]
    tail = re.sub(r"^(?:以上|左右|的|多)+", "", tail)
    name = (stripped if tail else stripped or head) + tail
    name = re.sub(r"^(?:\(?\d{1,2}[).、]|[①-⑳]|[★▲*])+", "", name)
    name = (_PLACED.sub("", name) or name).replace("“”", "")  # 案件“零新增”
    return name.strip(" 、,:的")[-_LONGEST:]


_PLACED = re.compile(
    r"(?:进入|跻身|位居|位列|列|居|进|保持|排名|排)?(?:全[国省市县区州盟]|同类[\u4e00-\u9fff]{0,4})?(?:前|第)$"
)
"""What leads to a place: 营商环境评价进入全市前3名."""
_VERBS_ALONE = re.compile(
    r"(?:新|再|年内|全年|计划|力争|确保|拟){0,3}(?:建成|竣工|完成|新增|新建|改造|开工|续建|投产|改建|扩建|验收|投用|开展|举办|组织|培训|认定|"
    r"完工|启动|实施|引进|招聘|发放|销号|办结|化解|查处|建设|创建|出栏|改造提升|新改建|达标|修复|整治|共){1,4}"
)


def verb_alone(before: str) -> str:
    """The verb, if the words before a number are nothing more: 开工项目25个、竣工15个."""
    if len(before) > _LONGEST:
        return ""
    head = _BEFORE_NUMBER.sub("", before).strip("、,")
    whole = re.sub(r"(?:[不≥≤>].*|达到?|超过?|约)$", "", before.strip("、,"))
    return (
        whole
        if whole and _VERBS_ALONE.fullmatch(whole) and (not head or _VERBS_ALONE.fullmatch(head))
        else ""
    )


def noun_of(name: str) -> str:
    """A name without the verbs that lead to it."""
    return re.sub(rf"^(?:{_VERBS_ALONE.pattern})", "", name) or name


def with_verb(verb: str, name: str) -> str:
    """The name of what the verb does to the same things: 竣工项目 behind 开工项目, 项目竣工 behind 项目开工."""
    noun = noun_of(name)
    ended = re.sub(rf"(?:{_STARTED.pattern})$", verb, noun)
    return noun if noun.endswith(verb) else ended if ended != noun else verb + noun


_LEVEL = re.compile(r"(?:(?:国家|[省市县区乡镇村]|街道)+|[甲乙丙丁])级")
_STARTED = re.compile(r"新?开工|竣工|投产")
_OF_THINGS = re.compile(r"惠及|受众|面积|(?:年度|总|计划)?(?:完成)?投资")
_THIN = re.compile(rf"今年|{_OF_THINGS.pattern}|每[\u4e00-\u9fff]{{1,4}}|其中|{_STARTED.pattern}")


def whole_name(name: str, owner: str) -> str:
    """A name that says nothing alone, with the one that it belongs to: 科普活动受众.

    A level takes the place of the other: 市级企业研发机构 behind 新增省级企业研发机构.
    """
    noun, own = noun_of(owner), _LEVEL.search(owner)
    if _LEVEL.fullmatch(name):
        return f"{noun}({name})" if own is None else noun_of(owner[: own.start()] + name + owner[own.end() :])
    return f"{noun}{name}" if _THIN.fullmatch(name) else name


def is_of_things(name: str) -> bool:
    """Whether a name only says how large the things counted before are, or whom they reach: 投资."""
    return _OF_THINGS.fullmatch(name) is not None


def is_part_of_count(name: str) -> bool:
    """Whether a name only says what of the things counted before: 新开工."""
    return _STARTED.fullmatch(name) is not None


def is_bare(before: str) -> bool:
    """Whether the words before a number name nothing: 全年不少于, 增长, 累计."""
    head = _BEFORE_NUMBER.sub("", before[-_FAR:]).strip("、,")
    return _EMPTY.match(head) is not None
