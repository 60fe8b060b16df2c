"""Why a number is no target; what remains may be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.plans.draft import Relation
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from cixi_desktop.plans.quantities import Quantity

_END = r"(?=[,，。;；、:!?)”\]]|$)"
_FAR = 120
"""Words further from a number than that say nothing of it."""
_OWNERS = re.compile(
    r"(?:级|企业|产业集群|产业链|集群|园区|楼宇|单品|强镇|强村|项目(?!投资|资金|贷款|建设资金))"
)
_PLACES = re.compile(r"(?:的)?(?:自然村|行政村|村|镇|集镇|小区|企业|单位|社区|机构|医院|学校|居民小组)")
_SETTING_UP = re.compile(r"(?:设立|组建|新设|新增|发放|落实|安排|筹集|募集|成立|投放)[^,。;]{0,8}$")
_LIFE = re.compile(r"寿命|年龄")
_LIST = re.compile(r"等(?:共)?$")
_BUILDING = re.compile(
    r"开工|建成|竣工|新建|新增|实施|完成|引进|创建|打造|投产|启动|举办|培育|建设|改造|新开工|落地|签约"
)
_URGING = re.compile(r"(?:加快|支持|推动|推进|促进|加强|深化|抓好|统筹)[^,。;]*$")
_SHORTENING = re.compile(
    r"压缩|缩短|压减|控制|不超过|不少于|不低于|达到|达|减少|增加|开放|响应|时长|时间|用时|天数|比例|率|优良|以内|≥|≤|平均|提升|延长"
)
_OUTCOME = re.compile(
    r"发展成为|建成|建设成为|升格|创成|达标|达到|完成|实现|纳入|入选|转为|通过|上市|投产|投用|竣工|开工|入库|入统|挂牌"
)
_FROM = re.compile(r"[由从][^,。;、]{0,12}$")
_TO_ANOTHER = re.compile(r"[^,。;]{0,8}?(?:至|到|为)\d")
_MEASURED = frozenset({UnitKind.SIZE, UnitKind.MONEY, UnitKind.STATE})
_SUMS = re.compile(
    r"(?:的)?(?:资金|贷款|融资|财政|专项|补助|信贷|投资|债券|奖励|奖补|补贴|消费券|授信|额度|税收|收入|产值|的?目标)"
)
_BEHIND_LEVEL = re.compile(r"(?:的)?[\u4e00-\u9fffA-Za-z“《]")
_PER = re.compile(r"每(?:季度?|月|周|半年|年|个?季度|个?月|半月|旬|日|天)[^,。;、]{0,12}$")


def why_left_out(text: str, quantity: Quantity, index: list[str], clause_start: int) -> str:
    """Why a number is no target; "" if it may be one."""
    before = text[max(clause_start, quantity.start - _FAR) : quantity.start]
    behind = text[quantity.end : quantity.end + 12]
    reason = _trap_reason(quantity, index, before)
    if reason or quantity.word:
        return reason
    if quantity.is_chinese:
        return _why_no_chinese(text, quantity, before, behind)
    if quantity.measure is UnitKind.NONE:
        return _why_bare(quantity, before, behind)
    if quantity.measure is UnitKind.TIME:
        return "" if _is_time_target(quantity, before, text[quantity.end : quantity.end + 16]) else "时间"
    return _why_no_count(text, quantity, before, behind)


def _why_no_count(text: str, quantity: Quantity, before: str, behind: str) -> str:
    if _is_qualifier(text, quantity, before, behind):
        return "口径"
    is_list = _LIST.search(before) is not None and not _is_built(before)
    outcome = text[quantity.end : quantity.end + 30].partition(",")[0]
    return "对象个数" if is_list and not _OUTCOME.search(outcome) else ""


def _trap_reason(quantity: Quantity, index: list[str], before: str) -> str:
    """The reason of the words that a number stands in, unless it is a target all the same."""
    reason = index[quantity.start]
    is_target = (
        quantity.measure is UnitKind.PLACE
        or (bool(quantity.word) and reason == "名称")
        or (reason == "年龄" and _LIFE.search(before) is not None)
        or (reason == "规模" and _SETTING_UP.search(before.rpartition("规模")[0] or before) is not None)
    )
    return "" if is_target else reason


def _is_built(before: str) -> bool:
    """实施A、B等20个项目 makes twenty; 支持A、B等10个县 speaks of ten that are there."""
    found = _URGING.search(before)
    if found is None:
        return _BUILDING.search(before) is not None
    return re.search("开工|竣工|新建|建成|新增|投产", before) is not None


_STRONG = re.compile(
    r"(?:新建|新增|建成|新设|开工|竣工|引进|新引进|创建|举办|开展|组织|新认定|新培育|培育|打造|设立|建设|改造|完成|选派|培养|招引|新开|增加|"
    r"带动|服务|惠及|帮扶|救助|慰问|资助|吸引|吸纳|接待|走访|覆盖|动员|招募|输送|储备|评定|表彰|力争|达到|超过|突破|不少于|不低于|不超过|发放|新改建|扩建|提供|为|获得?|争取|实施|制定|修订|出台|推出|落地|入库|签约|筛查|培训|新改扩建|布局|选聘|招聘|评选|遴选|编制|推广|认定)[^,。;]{0,14}$"
)
_NAMELIKE = re.compile(r"[^,。;]{0,20}(?:计划|行动|工程)(?=[,。;、]|$)")


def _why_no_chinese(text: str, quantity: Quantity, before: str, behind: str) -> str:
    """Chinese numerals are mostly names (两个确立, 十项工程, 万名大学生计划); counts need a verb that makes something."""
    if quantity.measure in {UnitKind.SHARE, UnitKind.POINTS}:
        is_quality = quantity.is_early and behind.startswith("的") and not _is_share_target(before)
        return "口径" if is_quality else ""
    if quantity.measure is UnitKind.TIME:
        return "时间"
    if quantity.relation is not Relation.AT_LEAST or quantity.outset < quantity.start:
        return "口径" if _is_qualifier(text, quantity, before, behind) else ""
    numeral = text[quantity.number_start : quantity.number_end]
    if not numeral.strip("百千万亿十"):
        return _why_no_round_number(text, quantity, before, behind)
    is_few = quantity.value < _FEW and not quantity.scale and quantity.unit in {"个", "项", "条"}
    is_made = (_MADE if is_few else _STRONG).search(before) is not None
    return "" if is_made and quantity.value > 1 else "名称或虚指"


def _why_no_round_number(text: str, quantity: Quantity, before: str, behind: str) -> str:
    """带动万名青年 and 招聘会百场以上 count; 百亿元以上产业链, 万名大学生计划 and 千名之多 do not."""
    is_bounded = text[quantity.number_start : quantity.end].endswith("以上")
    if is_bounded and (quantity.measure in _MEASURED or not re.match(_END, behind)):
        return "口径"
    is_name = _NAMELIKE.match(text[quantity.end : quantity.end + 40]) is not None
    return "名称或虚指" if is_name or not _STRONG.search(before) else ""


_FEW = 10
_MADE = re.compile(r"(?:新建|建成|新增|开工|竣工|引进|新认定|新培育|创建|新设)$")


def _why_bare(quantity: Quantity, before: str, behind: str) -> str:
    """Without a unit a number is a name, unless it has 万 (80万重点群体) or is compared (满意度达到95以上)."""
    if quantity.scale and not quantity.scale.startswith("百"):
        return ""
    is_compared = (
        quantity.outset < quantity.start or quantity.relation is not Relation.AT_LEAST or quantity.is_early
    )
    is_reached = re.search("(?:达到?|至|到|为|提升|提高|增加|上升|下降|降低)$", before) is not None
    is_index = _INDEX.search(before[-24:]) is not None
    return "" if re.match(_END, behind) and is_index and (is_compared or is_reached) else "没有单位"


_INDEX = re.compile(r"指数|得分|分值|评分|满意度|系数|比|率|强度|密度|值|水平")


def _is_time_target(quantity: Quantity, before: str, behind: str) -> bool:
    """压缩至3个工作日, 开放不少于50天; no target is 用3个月时间."""
    if _FROM.search(before) and _TO_ANOTHER.match(behind):
        return True  # 由15个工作日压缩至5个工作日
    if quantity.unit in {"年", "学年", "个学期", "日", "昼夜"}:
        return False
    is_compared = quantity.outset < quantity.start or quantity.end > quantity.number_end + len(quantity.unit)
    is_end = re.match(_END, behind) is not None
    return (
        (_SHORTENING.search(before[-16:]) is not None or is_compared)
        and (is_end or behind[:1] in "的办")
        and behind[:1] != "内"
    )


def _is_qualifier(text: str, quantity: Quantity, before: str, behind: str) -> bool:
    """总投资亿元以上项目, 10万千瓦及以下燃煤机组: sizes that say which, not how many."""
    is_bounded = text[quantity.number_end : quantity.end].endswith(("以上", "以下", "以内", "之内"))
    is_of = behind.startswith("的")
    if quantity.measure in _MEASURED:
        is_sum = _SUMS.match(behind) is not None
        if quantity.measure is UnitKind.MONEY and _OWNERS.match(behind):
            return True  # 10亿元企业5家
        is_which = is_bounded and _BEHIND_LEVEL.match(behind) is not None
        return not is_sum and (is_which or (is_of and _SETTING_UP.search(before) is None))
    if quantity.measure is UnitKind.SHARE:
        return is_bounded and is_of and not _is_share_target(before)
    return (
        is_bounded and quantity.unit in {"户", "人", "床", "层", "张"} and _PLACES.match(behind) is not None
    )


def _is_share_target(before: str) -> bool:
    """推动60%以上的县级机构达标."""
    return re.search(r"推动|力争|确保|实现|完成|争取|推进|使|带动|覆盖|达到|让|^$", before[-8:]) is not None


_PAST = re.compile(
    r"^(?:截至|截止|到)?(?:目前|去年|上年|过去|一年来|五年来|近年来|近[两三几]年|年初以来|去年以来|上一年|前三季度|“?十[三四五]五”?期间|回顾|前期)"
)
_HERE = re.compile(
    r"(?:目前|现有|原有|已(?:有|建成|完成|累计|引进|培育|认定|达|组建|落实|签约|投用|发放|开展|获|入库|实现|超过?|突破))"
)
_COMPARED = re.compile(r"(?:比|较|同比|相比|与|在)(?:去年|上年|20\d\d年)")


def is_past(sentence: str, year: int | None) -> bool:
    """Whether a sentence tells of the past: 2025年，全县…为2.71%; 较2025年增长5% does not."""
    if _PAST.match(sentence):
        return True
    found = re.match(r"(?:截至|截止|到|至)?(20\d\d)年(?:底|末|度|全年|以来|全市|全县|\d{1,2}月)?", sentence)
    return found is not None and year is not None and int(found[1]) < year and not _COMPARED.match(sentence)


def is_present(clause: str) -> bool:
    """Whether a clause tells what is there already: 目前已建成12个."""
    return _HERE.search(clause) is not None and re.search("力争|确保|达到|将", clause) is None
