"""The kind of a figure, from its unit and the words around it, and what else is proposed of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.kinds import Kind
from cixi_desktop.plans.draft import Relation
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from cixi_desktop.plans.quantities import Quantity


_RISE = re.compile(r"增长|增幅|增速|涨幅|上涨|增加(?!值)|提高|提升|上升|攀升|递增|扩大|增收")
_FALL = re.compile(r"下降|降低|减少|压减|压降|缩减|削减|精简|缩短|降幅|减排|节约|减量|回落|下浮|收窄|压缩")
_TO = re.compile(r"(?:达|达到|至|到|为|在|以上|不低于|不少于|不超过|超过|≥|≤)$")
_BY = re.compile(
    rf"(?:{_RISE.pattern}|{_FALL.pattern})(?:幅度)?(?:不低于|不少于|超过|达到?|至少|约|保持在|稳定在|≥|>)+$"
)
_STOCK = re.compile(
    r"总量|总数|保有量|存量|在库|拥有|余额|总规模|市值|总资产|在孵|入库企业|注册|登记在册|在册|在校|在园|总计|累计|装机(?:容量)?(?:突破|达|超)|"
    r"经营主体|户数|数量达|总人数|常住人口|床位数|里程|保持在|稳定在|规模达|总户数|参保人数"
)
_NEW = re.compile(
    r"新增|新建|新认定|新培育|新开工|新引进|新设|净增|引进|培育|认定|建成|新签约|开展|举办|完成|组织|改造|开工|竣工|新获|新入库|立项|实施|招引|发放|培训|创建|打造|建设|受益|惠及|服务|带动|吸引|参与|接待|出口|进口|销售|上线|录取|招生"
)
_REACHED = re.compile(
    r"(?:达到?|突破|超过?|保持在|稳定在|增加到|增至|扩大到|达成|提升至|提高到|发展到|逾|总量超|(?:扩充|扩建|壮大|增加|压减|压降|减少|整合)[至到])$"
)
_FLOW_COUNT = re.compile(r"人次|户次|家次|场次|批次|班次|架次|列|场|次|件|天|课时|篇|期|例|起|标箱|TEU")
_FUND = re.compile(r"余额|基金|总规模|存量|市值|资产(?!投)|授信|管理规模")
_AVERAGE = re.compile(
    r"平均|[亩人户日月]均|均$|高程|水位|每[万千百]?[\u4e00-\u9fff]{0,4}?[人亩户元]|每(?:平方)?公里"
)
_PRICE = re.compile(r"标准|单价|价格|工资|均价")
_COVERED = re.compile(
    r"覆盖|应[\u4e00-\u9fff]尽|轮训|培训率|达标|合格|享受面|办结|完成率|率(?:均?(?:达到?|为|保持|实现|稳定在))*$|参[训加]|比例|全部|整改|兑现|普及|清零|签约|建档|公开"
)
_PUBLISHED = re.compile(
    r"产量|吞吐量|利用量|用水|处理量|供应量|成交|减排量|消费量|发电量|用电量|产值|总产|货运量|客运量|运输量|交易量|销量|增加值"
)


def kind_of(quantity: Quantity, before: str, behind: str, name: str) -> Kind:
    """How the figure accumulates; ``before`` are the words of its stretch before the number."""
    is_capped = quantity.relation in {Relation.AT_MOST, Relation.LESS_THAN}
    if quantity.word:
        return _OF_WORDS[quantity.word]
    if quantity.measure is UnitKind.PLACE:
        return Kind.RANK
    if quantity.measure in {UnitKind.SHARE, UnitKind.RATIO}:
        return _of_share(quantity, before, behind, name, is_capped=is_capped)
    is_daily = re.search("每[天日周]", before) is not None
    is_duration = quantity.measure is UnitKind.TIME and (
        is_daily or not re.search("开放|举办|服务|活动|课时|优良", before)
    )
    if is_duration or quantity.measure in _STATES or not quantity.unit:
        return Kind.CAPPED_LEVEL if is_capped else Kind.LEVEL
    if quantity.measure is UnitKind.MONEY:
        return _of_money(quantity, before, name, is_capped=is_capped)
    return _of_count(quantity, before, name, is_capped=is_capped)


_STATES = frozenset({UnitKind.POINTS, UnitKind.STATE, UnitKind.AGE, UnitKind.PER_MANY})
_OF_WORDS = {
    "coverage": Kind.COVERAGE_RATIO,
    "zero": Kind.CAPPED_LEVEL,
    "first": Kind.CUMULATIVE_COUNT,
    "multiple": Kind.GROWTH_RATE,
    "rank": Kind.RANK,
}


def _of_share(quantity: Quantity, before: str, behind: str, name: str, *, is_capped: bool) -> Kind:
    words = before[-12:]
    falls, rises = _FALL.search(words), _RISE.search(words)
    is_level = (
        _TO.search(before) is not None
        and not _BY.search(before)
        and not re.search(r"增速|增幅|涨幅|增长率|降幅", before)
    )
    if is_capped and (is_level or not falls):
        return Kind.CAPPED_LEVEL
    if falls and not is_level:
        return Kind.DECREASE_RATE
    if (rises and not is_level) or name.endswith(("增速", "增幅")):  # 增速保持在6%左右，力争7%
        return Kind.GROWTH_RATE
    if quantity.measure is UnitKind.RATIO:
        return Kind.LEVEL
    if quantity.value == 100 and _COVERED.search(before + behind):  # noqa: PLR2004
        return Kind.COVERAGE_RATIO
    return Kind.LEVEL


def _of_money(quantity: Quantity, before: str, name: str, *, is_capped: bool) -> Kind:
    is_standard = quantity.unit == "元"  # 每月820元: no bureau's sum is counted in single yuan
    if is_standard or _AVERAGE.search(before) or _PRICE.search(before + name) or _AVERAGE.search(name):
        return Kind.CAPPED_LEVEL if is_capped else Kind.LEVEL
    is_stock = _FUND.search(name) is not None and not re.search(
        "新增|设立|发放|组建|投放|募集|盘活|化解|处置|清收", before
    )
    if is_capped:
        return Kind.CAPPED_LEVEL if is_stock else Kind.CAPPED_COUNT
    return Kind.STOCK_TOTAL if is_stock else Kind.CUMULATIVE_AMOUNT


def _of_count(quantity: Quantity, before: str, name: str, *, is_capped: bool) -> Kind:
    has_fraction, is_size = quantity.decimals > 0 and not quantity.scale, quantity.measure is UnitKind.SIZE
    is_average = has_fraction and quantity.measure is UnitKind.COUNT  # 万人发明专利拥有量达10.2件
    if is_average or _AVERAGE.search(before[-30:]):
        return Kind.CAPPED_LEVEL if is_capped else Kind.LEVEL
    if _PUBLISHED.search(name + before) and not is_capped:
        return Kind.CUMULATIVE_AMOUNT
    is_flow = _FLOW_COUNT.search(quantity.unit) is not None or _NEW.search(before) is not None
    is_total = _STOCK.search(before) is not None and not re.search("新[增建设认培登引]|净增", before)
    is_stock = (is_total and not _PUBLISHED.search(before)) or (
        not is_flow and _REACHED.search(before) is not None
    )
    if is_capped:
        return Kind.CAPPED_LEVEL if is_stock or (is_size and has_fraction) else Kind.CAPPED_COUNT
    if is_stock and not re.search("人次|场|次|件", quantity.unit):
        return Kind.LEVEL if is_size and has_fraction else Kind.STOCK_TOTAL
    return Kind.CUMULATIVE_AMOUNT if is_size else Kind.CUMULATIVE_COUNT  # 62.3公里, but no 62.3家


_FREQUENCY = {
    Kind.GROWTH_RATE: "月、季",
    Kind.DECREASE_RATE: "月、季",
    Kind.LEVEL: "季、年",
    Kind.CAPPED_LEVEL: "月、季",
    Kind.STOCK_TOTAL: "季",
    Kind.COVERAGE_RATIO: "月、季",
    Kind.ASPIRATION: "年",
    Kind.RANK: "年",
}
_COUNTED = frozenset({Kind.CUMULATIVE_COUNT, Kind.CAPPED_COUNT, Kind.COVERAGE_RATIO})
_LEDGERS: tuple[tuple[str, str], ...] = (
    ("场馆参观", r"参观|接待|入馆"),
    ("场馆开放", r"开放(?:时间|天)"),
    ("活动", r"活动|培训|演出|讲座|赛事|比赛|会议|论坛|展览|宣讲|演练"),
    ("奖项", r"奖|荣誉"),
    ("人才", r"人才|博士|工程师|院士|教授|护理员|教师|医生"),
    ("项目", r"项目|专项|工程"),
    ("平台", r"平台|机构|中心|实验室|研究院|联合体|综合体|园区|基地|孵化器|空间"),
    ("企业", r"企业|公司|单位|主体|“小巨人”|冠军"),
)


def usual_frequency(kind: Kind) -> str:
    """How often such a figure is known, unless the document says."""
    return _FREQUENCY.get(kind, "月")


_UNITS: tuple[tuple[str, str], ...] = (
    ("%", r"(?:率|比例|比重|占比)$"),
    ("家", r"企业|机构|研究院|公司|平台|实验室|中心"),
    ("项", r"项目|专项|奖"),
    ("户", r"家庭|户$"),
    ("起", r"事故|火灾|疫情|警情"),
    ("件", r"案件?$|积案|信访|投诉|举报|差错"),
    ("人", r"人员|伤亡|死亡|学生"),
    ("个", r"问题|[村镇乡]$"),
)


def usual_unit(name: str) -> str:
    """What a figure of that name is counted in where the document names no unit (清零); “” where that is unknown."""
    return next((unit for unit, pattern in _UNITS if re.search(pattern, name)), "")


def ledger_of(name: str, kind: Kind, unit: str) -> str:
    """The kind of list that a count can be taken from, "" for what is no count of single things."""
    if kind not in _COUNTED or re.search(r"元|米|亩|吨|千瓦|公里|斤|顷", unit):
        return ""
    return next((ledger for ledger, pattern in _LEDGERS if re.search(pattern, name)), "")


def sentence_of(name: str, kind: Kind) -> str:
    """The standard sentence, with ``{}`` for value and unit."""
    match kind:
        case Kind.GROWTH_RATE:
            return f"{_without(name, '增长|增速|增幅')}同比增长{{}}"
        case Kind.DECREASE_RATE:
            return f"{_without(name, '下降|降低|降幅')}同比下降{{}}"
        case Kind.CUMULATIVE_COUNT | Kind.CAPPED_COUNT:
            return (
                f"{name}{{}}"
                if re.match("新|举办|开展|完成|建|改造|引进|培育|认定", name)
                else f"累计{name}{{}}"
            )
        case Kind.CUMULATIVE_AMOUNT if re.match(
            "治理|整治|修复|维修|种植|发放|投放|兑现|完成|实现|筹集|设立|新|建|改造|开设", name
        ):
            return f"{name}{{}}"
        case Kind.ASPIRATION:
            return f"{name}进展为{{}}"
    return f"{name}为{{}}"


def _without(name: str, words: str) -> str:
    return re.sub(f"(?:{words})$", "", name)
