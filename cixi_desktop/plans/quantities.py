"""Numbers with all that belongs to them: 不少于1,150家, 3至5家, 百分之二点六, 百分之百, 一成半, 翻一番, 全覆盖."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.plans.draft import Relation
from cixi_desktop.plans.units import UNIT, UnitKind, measure_of
from cixi_desktop.values import NUMERALS, chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

HUNDRED = Decimal(100)


class Quantity(Struct, frozen=True, kw_only=True):
    """A number in a plain text.

    ``start`` and ``end`` hold the number, its unit and the words of comparison behind it; ``number_start`` and
    ``number_end`` the digits; ``outset`` begins with the words before it.

    ``unit`` has its 万 or 亿, ``scale`` is that alone. ``word`` is set where no digits stand (清零, 全覆盖).
    """

    outset: int
    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    unit: str
    measure: UnitKind
    relation: Relation
    decimals: int = 0
    upper: Decimal | None = None
    scale: str = ""
    word: str = ""
    is_chinese: bool = False
    is_early: bool = False  # 以上 before the noun that the unit belongs to: 30万以上孕产妇
    is_vague: bool = False  # 100余家, 近百家
    is_parted: bool = False  # 1 200家
    is_part: bool = False  # 三分之二


_ARABIC = r"\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
"""Thousands stand apart by a comma, or by a blank as GB/T 15835 has it."""
_PLACE_ENDS = re.compile(r"[,，。;；、:!?)”\]]|$")
_CHINESE = rf"[{NUMERALS}]{{1,20}}(?:点[{NUMERALS[:12]}]{{1,8}}[万亿]{{0,2}})?"
_SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万(?!科|华|达|象)|千(?!瓦|米|克|伏|卡|焦|兆|企|村|镇|校|家万户)|百(?!分|强|企|村|校|姓))"
_BEHIND = r"以上|及以上|或以上|以下|及以下|以内|之内|之间|左右|上下|以外|内(?=办结)"
_TO = r"(?:--|——|—|-|~|至|到)"
_TAIL = rf"(?:(?P<over>[余多])(?={_SCALE}))?(?P<scale>{_SCALE})?(?P<more>余|多|来|\+(?![\dA-Za-z]))?(?:(?P<early>{_BEHIND})(?P<share>%)?|(?P<unit>{UNIT})(?P<late>{_BEHIND}|多)?)?"
_NUMBER = re.compile(
    rf"(?P<per>十?[百千万]分之)(?P<per_number>百|{_ARABIC}|{_CHINESE})"
    rf"|(?P<part>[二三四五六七八九十]{{1,2}}分之[一二三四五六七八九])"
    r"|(?P<tenths>[一二两三四五六七八九]成(?:[一二三四五六七八九](?=以[上下]|左右|[,。;、]|$)|半)?(?!果|为|立|员|本|效|就|长|功|都|熟|型|绩|套|交|品|人|年|份|分|事|片|因|形|色))"
    rf"|(?P<arabic>{_ARABIC})|(?P<chinese>{_CHINESE})"
)
_REST = re.compile(_TAIL)
_RANGE = re.compile(rf"(?:%|‰|{_SCALE})?(?:{UNIT})?{_TO}(?P<second>{_ARABIC}|{_CHINESE})")
_BEFORE: tuple[tuple[Relation, str], ...] = (
    (
        Relation.AT_MOST,
        "不超过|不得超过|不高于|不多于|不大于|不突破|不得高于|最多|至多|≤|控制在|缩小至|缩小到|收窄至|收窄到|回落至|压减至|压减到|压降至|压缩至|压缩到|降至|降到|降低到|降低至|下降到|下降至|缩短至|缩短到|缩短为|压缩为|压减为|降为|减少为|减少到|减少至|控制到",
    ),
    (Relation.AT_LEAST, "不少于|不低于|不得少于|不得低于|不小于|不下于|至少|最少|≥|不少於|起码|保底"),
    (Relation.ABOUT, "大约|约|近|将近|接近|左右|约为"),
    (Relation.MORE_THAN, "超过|突破|逾|超|高于|大于|多于|>|超出|过"),
    (Relation.LESS_THAN, "低于|小于|少于|<|不到|不足|不满"),
    (Relation.EXACTLY, "=|稳定在|保持在"),
)
_BEFORE_PATTERN = re.compile(
    "(?:"
    + "|".join(f"(?P<r{i}>{words})" for i, (_, words) in enumerate(_BEFORE))
    + r")(?:到|至|在|为|约|了|全年)?$"
)
_LONGEST_BEFORE = 8
_LONGEST_NUMBER = 18
_BEHIND_RELATION = {
    "以上": Relation.AT_LEAST,
    "及以上": Relation.AT_LEAST,
    "或以上": Relation.AT_LEAST,
    "多": Relation.AT_LEAST,
    "以下": Relation.AT_MOST,
    "及以下": Relation.AT_MOST,
    "以内": Relation.AT_MOST,
    "之内": Relation.AT_MOST,
    "内": Relation.AT_MOST,  # 24小时内办结
    "左右": Relation.ABOUT,
    "上下": Relation.ABOUT,
}


def quantities(text: str) -> Iterator[Quantity]:
    """All numbers of a plain text in their order, and the words that stand for one.

    A Chinese numeral counts only before a unit: 一体, 三农 and 十五五 are words.
    """
    words = _words(text)
    place = next_word = 0
    for found in _NUMBER.finditer(text):
        while next_word < len(words) and words[next_word].start <= found.start():
            place = max(place, words[next_word].end)
            yield words[next_word]
            next_word += 1
        if found.start() >= place and (quantity := _read(text, found)) is not None:
            place = quantity.end
            yield quantity
    yield from words[next_word:]


def _read(text: str, found: re.Match[str]) -> Quantity | None:
    if found["per"] or found["part"] or found["tenths"]:
        value = _share(found)
        return None if value is None else _share_quantity(text, found, value)
    value, decimals = _value(found[0])
    if value is None:
        return None
    number_end, is_chinese = found.end(), bool(found["chinese"])
    upper, decimals, end = _upper(text, number_end, decimals)
    match = _REST.match(text, end)
    rest = match.groupdict("") if match else {}
    end = match.end() if match else end
    scale, unit = rest["scale"], rest["unit"] or rest["share"]
    unit = unit.strip("()") if unit.startswith("(") else unit  # 充电桩120（个）
    behind, is_early, is_vague = (
        rest["early"] or rest["late"],
        bool(rest["early"]),
        bool(rest["more"] or rest["over"]),
    )
    if is_chinese:
        value, scale = _chinese_scale(found[0], value) if not scale else (value, scale)
        if not unit and "点" not in found[0]:
            return None
    relation, outset = _relation(text, found.start(), behind, is_range=upper is not None, is_vague=is_vague)
    is_first = text[found.start() - 1 : found.start()] == "前"
    if is_first and not scale + unit and _PLACE_ENDS.match(text, end):
        unit = "位"  # 进入全省前10
    is_place = unit in {"名", "位"} and (is_first or text[found.start() - 1 : found.start()] == "第")
    return Quantity(
        outset=outset,
        start=found.start(),
        end=end,
        number_start=found.start(),
        number_end=max(number_end, end - len(behind) - len(unit) if upper is not None else number_end),
        value=value,
        upper=upper,
        unit=scale + unit,
        measure=UnitKind.PLACE if is_place else measure_of(unit),
        relation=Relation.AT_MOST if is_place or (is_first and unit == "%") else relation,
        decimals=decimals,
        scale=scale,
        is_chinese=is_chinese,
        is_early=is_early,
        is_vague=is_vague,
        is_parted=" " in found[0],
    )


def _value(text: str) -> tuple[Decimal | None, int]:
    if text[0].isdigit() and text[0].isascii():
        plain = text.replace(",", "").replace(" ", "")[:_LONGEST_NUMBER]
        return Decimal(plain), len(plain.partition(".")[2])
    return chinese_number(text), len(text.partition("点")[2].rstrip("万亿"))


def _chinese_scale(text: str, value: Decimal) -> tuple[Decimal, str]:
    """三十万 is 30 with 万, so that it compares with 30万; 十二亿六千万 is 12.6 with 亿; 万 alone is 1 with 万."""
    for scale, size in (("万亿", 12), ("亿", 8), ("万", 4)):
        if scale in text:
            return (value / Decimal(10) ** size).normalize() + 0, scale
    return value, ""


def _upper(text: str, end: int, decimals: int) -> tuple[Decimal | None, int, int]:
    """The other end of a range, the decimals, and where the range ends; no range in 5-6月 or 2026—2028年."""
    found = _RANGE.match(text, end)
    if found is None:
        return None, decimals, end
    value, more = _value(found["second"])
    if value is None:
        return None, decimals, end
    return value, max(decimals, more), found.end()


def _relation(text: str, start: int, behind: str, *, is_range: bool, is_vague: bool) -> tuple[Relation, int]:
    found = _BEFORE_PATTERN.search(text, max(0, start - _LONGEST_BEFORE), start)
    outset = start if found is None else found.start()
    if is_range:
        return Relation.BETWEEN, outset
    if behind in _BEHIND_RELATION:
        after = _BEHIND_RELATION[behind]
        before = _before(found)
        is_open = before in {None, Relation.ABOUT, Relation.EXACTLY}  # 稳定在5%以上
        return (after if before is None or is_open or after is Relation.ABOUT else before), outset
    if is_vague:
        return _before(found) or Relation.AT_LEAST, outset
    return _before(found) or Relation.AT_LEAST, outset


def _before(found: re.Match[str] | None) -> Relation | None:
    if found is None:
        return None
    return next(relation for i, (relation, _) in enumerate(_BEFORE) if found[f"r{i}"])


def _share(found: re.Match[str]) -> Decimal | None:
    if found["per"]:
        if found["per_number"] == "百":
            return HUNDRED
        value, _ = _value(found["per_number"])
        return None if value is None else value / (100 if found["per"] == "万分之" else 1)
    if found["part"]:
        below, _, above = found["part"].partition("分之")
        divisor, dividend = chinese_number(below), chinese_number(above)
        return None if not divisor or dividend is None else round(dividend * HUNDRED / divisor, 2)
    digit = chinese_number(found["tenths"][0])
    more = found["tenths"][2:].replace("半", "五")
    return None if digit is None else digit * 10 + (chinese_number(more) or 0)


def _share_quantity(text: str, found: re.Match[str], value: Decimal) -> Quantity:
    """百分之二点六, 三分之一, 一成半, as per cent; 千分之三 as 3‰, 十万分之八 as 8/10万."""
    rest = re.compile(_BEHIND).match(text, found.end())
    behind = rest[0] if rest else ""
    relation, outset = _relation(text, found.start(), behind, is_range=False, is_vague=False)
    is_first = text[found.start() - 1 : found.start()] == "前"
    unit = {"千分之": "‰", "十万分之": "/10万"}.get(found["per"] or "", "%")
    return Quantity(
        outset=outset,
        start=found.start(),
        end=rest.end() if rest else found.end(),
        number_start=found.start(),
        number_end=found.end(),
        value=value,
        unit=unit,
        measure=measure_of(unit),
        relation=Relation.AT_MOST if is_first else relation,
        decimals=max(0, -int(value.as_tuple().exponent)),
        is_chinese=True,
        is_early=bool(behind),
        is_part=bool(found["part"]),
    )


_ENDING = r"(?=[,，。;；、:!?)”\]]|$)"
_DONE = (
    "完工|完成|竣工|建成|投用|投产|开工|整改到位|整改完成|办结|销号|通车|到位|达标|交付|清零|清退|覆盖|落实|兑现|交房|建成投用|"
    "投入使用|投入运营|验收|开通|入网|接入|拆除|整治到位|整改销号"
)
_WORDS: tuple[tuple[str, str, str, Relation, str], ...] = (
    (
        "coverage",
        rf"全覆盖{_ENDING}|全面覆盖{_ENDING}|(?<![个大])百分百(?:覆盖|达标|到位|完成)?",
        "100",
        Relation.AT_LEAST,
        "%",
    ),
    ("coverage", rf"全部(?:{_DONE}){_ENDING}", "100", Relation.AT_LEAST, "%"),
    (
        "coverage",
        r"覆盖(?:全部|所有)(?=[\u4e00-\u9fff]{2,12}[,，。;；、:!?)”\]]|[\u4e00-\u9fff]{2,12}$)",
        "100",
        Relation.AT_LEAST,
        "%",
    ),
    (
        "zero",
        rf"(?:动态)?清零(?=[,。;、:!?)”\]]|$)|归零{_ENDING}|全[面部]消除{_ENDING}|零(?:发生|事故|死亡|伤亡|差错|新增|遗漏|失误|上访)(?=”?[,。;、:!?)]|”?$|”?的?目标)|(?<=为)零{_ENDING}",
        "0",
        Relation.EXACTLY,
        "",
    ),
    ("first", r"“?零”?的?突破", "1", Relation.AT_LEAST, ""),
    ("multiple", r"(?:翻一番|翻番|翻1番)(?:以上|左右)?", "1", Relation.AT_LEAST, "倍"),
    ("multiple", r"(?:翻两番|翻二番|翻2番)(?:以上|左右)?", "3", Relation.AT_LEAST, "倍"),
    (
        "rank",
        r"(?<=前)[一二三四五六七八九十]{1,2}(?![一二三四五六七八九十个季期年月批次天])(?:名|位)?(?=[,，。;；、:!?)”\]]|$)",
        "",
        Relation.AT_MOST,
        "位",
    ),
    ("rank", r"保(?P<low>\d+)争(?P<high>\d+)", "", Relation.BETWEEN, "位"),
)
_WORD = re.compile("|".join(f"(?P<w{i}>{row[1]})" for i, row in enumerate(_WORDS)))


def _words(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for each in _WORD.finditer(text):
        index = next(i for i in range(len(_WORDS)) if each[f"w{i}"])
        word, _, value, relation, unit = _WORDS[index]
        low, high = value, None
        if word == "rank":
            low, high = each["high"], each["low"]
            if low is None:
                low = str(chinese_number(each[0].rstrip("名位")))
        found.append(
            Quantity(
                outset=each.start(),
                start=each.start(),
                end=each.end(),
                number_start=each.start(),
                number_end=each.end(),
                value=Decimal(low),
                upper=Decimal(high) if high else None,
                unit=unit,
                measure=UnitKind.PLACE
                if word == "rank"
                else UnitKind.RATIO
                if word == "multiple"
                else UnitKind.SHARE,
                relation=relation,
                word=word,
            )
        )
    return found
