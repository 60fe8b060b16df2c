"""Units behind numbers, as plans write them, and what kind of thing they measure."""

from __future__ import annotations

import re
from enum import Enum, auto


class UnitKind(Enum):
    """What a unit measures: things, visits, money, shares, sizes, time, places in an order."""

    COUNT = auto()
    TIMES = auto()
    MONEY = auto()
    SHARE = auto()
    POINTS = auto()
    SIZE = auto()
    STATE = auto()
    TIME = auto()
    AGE = auto()
    RATIO = auto()
    PER_MANY = auto()
    PLACE = auto()
    NONE = auto()


UNITS: dict[UnitKind, str] = {
    UnitKind.TIMES: "人次 剂次 项次 轮次 处次 所次 点次 餐次 趟次 人年 户次 家次 批次 场次 个次 班次 架次 列次 车次 艘次 课次 课时 学时 件套 件次 例次 台次 站次 篇次 天次 期次 "
    "人天 人日 人月 节(?!能|水|日|约|点|假|前|后|目|庆|奏|支|气|令|俗|律|余|俭|制|育|拍) 标箱 标准箱 TEU 次(?!数|序|级|第|要|生|日|年) 场(?!所|馆|地|景|镇|外|内|站) 期(?!间|待|末|初|货|限) 届",
    UnitKind.COUNT: "户籍人口 人口 个班级 个班 个(?!百分|工作日|月|小时|人) 家(?!庭|长|具|电|园|政|禽|畜|校|用|访|风|乡|门) 项(?!下) "
    "名(?!单|录|牌|优|师(?![范生资])|校(?![长医])|医(?![护学])|企(?!业)|品|城(?![乡镇])|镇|村(?![民医干级])|列|称|胜|额|义|家(?![庭长])|副其) 名次 人(?!才|工|大|民|均|力|员|社|防|行|物|文|生|事|群|居|体|民|流|类) 位(?!于|居|次|列|置) "
    "户(?!籍|外|口|型|均|厕|用) 所(?!有|得|属|长|需|在|以|谓|获) 座(?!谈|位) 处(?!置|理|于|级|室|罚|分|长|方) 栋 幢 间(?!接|距|隔|歇) 根 条(?!件|例|款|块|形|目) "
    "辆 艘 列(?!入|车|为|出|举) 架(?!构|设) 班(?!组|子|车|列|级) 台(?!阶|账|风|海|湾|商|胞) 套(?!餐|路|种|利|用) 支(?!持|撑|部|出|行|付|柱|农|线|教|路|援|流) 件(?!数) 宗(?!旨|教) "
    "起(?!来|步|草|点|到|诉|算|降|落) 例(?!会|行|如) 门(?!类|诊|户|槛|店|球|前) 篇(?!章) 部(?!门|委|分|队|级|署|位|属|件|落) 本(?!级|科|地|土|年|市|县|区|身|次|周|月|轮|省|质|溪|报|村|届) 册 "
    "张(?!贴|家|力) 组(?!织|建|团|长|合|成|员) 对(?!接|象|口|标|外|于|内|照|比|应|全|各) 片(?!区) 块(?!链|状) 枚 株 "
    "头(?!部|雁|羊|条|衔) 只(?!要|有|减) 羽 尾(?!矿|气|水) 匹(?!配) 批(?!发|评|准|复|量|示) 份(?!额) 床(?!位) 桩 盏 棵 粒 口(?!岸|径|碑|腔|述|子|袋|头) "
    "枪(?!战) 基(?!地|础|本|金|层|因|准|站|数) 杆 卷 幅(?!度) 首(?!创|批|次|位|个|要|先|都) 款(?!物) 道(?!路|德|教) 期(?!间|待) 拨 轮(?!训|换|岗|次|值|候|胎|船|流|作|播) 扇 路(?!径|面|线|段|网|口|灯|由|基|桥|政|长|域|程|上|边|演|况|权) 眼(?!光|科|前|睛) 面(?!积|向|对|临|貌|上|粉) 句 段(?!落|位|式|差) 字(?!方针|要求|诀|经|号|段|样|幕|体|头|面|眼|典|画|母) 顶(?!层|端|部|级|尖|点|岗|板|棚|格) 类(?!型|别|似|比) 尊(?!重|敬|老|严|崇) 孔(?!子|雀|庙) 樘 笔(?!试|记) "
    "穴(?!位) 种(?!植|业|子|养|类|粮|源|苗|群) 标段 席 铺 单(?!位|元|独|体|项|身|一|个|程|价|纯|产|列) 伏 亩次 站(?!点|位) 平台 村(?!级|民|庄|居|集|党|务|镇|社|容|委|规|部|落|组|里|务|史|上|域|内|企|小|卫|寨|校|医|晚) 点(?!位|亮|击|多|面|对|状|评|对|赞)",
    UnitKind.MONEY: "元人民币 美元 欧元 港元 日元 英镑 元(?!素|旦|宇宙|件|器|月|首|老|气) 块钱",
    UnitKind.SHARE: "% ‰",
    UnitKind.POINTS: "个百分点 百分点 个千分点 个点(?!位)",
    UnitKind.SIZE: "平方公里 平方千米 平方米 立方米 立方 平米 公里 千米 海里 厘米 毫米 延米 米(?!兰|面|业|字|制) 公顷 亩(?!均) 顷 吨标准煤 吨标煤 吨公里 吨(?!位|级) "
    "公斤 千克 毫克 微克 蒸吨 克(?!服|难|隆|拉|里|郡) 斤 毫升 升(?!级|学|规|至|到|格|高|温|降|本|幅|旗) 千瓦时 兆瓦时 吉瓦时 度电 千瓦 兆瓦 吉瓦 瓦(?!解|斯) 千伏安 兆伏安 千伏 "
    "方(?!面|案|式|向|便|位|法|针|可|能|阵|言|圆|志|米) 里(?!程|面|长|约) 箱 车(?!间|辆|站|位|险|队|型|道|联|用|企|库|主) 桶 袋 包(?!括|含|联|保|装|抓|干|容|车|片) 瓶 "
    "km2 km² km m2 m3 mm cm m(?![A-Za-z]) kg mg μg ng mL L(?![A-Za-z]) t(?![A-Za-z]) kWh MWh GWh kW MW GW kV MVA GB TB PB Mbps Gbps EFLOPS PFLOPS EFlops PFlops PF P(?![A-Za-z]) h(?![A-Za-z]) ℃ °C 度(?!假|量|过)",
    UnitKind.TIME: "个工作日 工作日 个小时 小时 分钟 秒 个月 天(?!津|然|气|台|网|使|元|府) 周(?!岁|边|期|年|到|转|口|密|庄) 个季度 年(?!均|度|产|龄|轻|底|末|初|报|会|货|级|薪|内|中|终|前) 日(?!常|均|前|产|报|处|照|本|用|子|志) 昼夜 个半月 学年 个学期",
    UnitKind.AGE: "周岁 岁",
    UnitKind.RATIO: "倍(?!增) 番",
    UnitKind.PER_MANY: "/10万 /万人 /万",
    UnitKind.STATE: "分(?!钟|别|之|类|级|布|公司|局|院|散|配|工|批|析|解|享|段|流|行|阶|期|层|步|会|校|支|管|担|红|包|区|片|组|时|离|众|开|体|中心|享|站|馆|店|厅|拣|库) 分贝 dB 毫克/升",
}
"""Units of each measure, longest first where one begins another; ``(?!…)`` holds what may not follow, because
it would make the sign the beginning of a noun (30万户籍人口, 1万家庭, 20亿元素)."""

_PER = (
    "人次 人 亩 吨标准煤 吨 户 年 月 日 天 周 平方米 立方米 平方公里 公里 百公里 米 千瓦时 千瓦 万千瓦时 升 个 家 万元 亿元 元 万人 "
    "千人 百人 件 台 班 床日 床 头 次 标箱 辆 车 秒 小时 分钟 生 m2 m3 kWh t d L mL km2 km 公顷 册 条 场 项 度 村 镇 县 所 株 kg"
)
_INSIDE = "间 个 次 家 处 套 户 台 人 项 座 所 栋 件 场 期 名 对 批 幢 支 条 位"
_INSIDE_PATTERN = "|".join(_INSIDE.split())
_PER_PATTERN = "|".join(sorted(_PER.split(), key=len, reverse=True))
_MEASURES = {
    re.sub(r"\(\?!.*", "", unit): measure for measure, units in UNITS.items() for unit in units.split()
}
_ALL = sorted(
    (unit for units in UNITS.values() for unit in units.split()), key=lambda u: -len(u.split("(?!")[0])
)
UNIT = rf"(?:{'|'.join(_ALL)})(?:(?:/|每)(?:{_PER_PATTERN})(?:[·/](?:{_PER_PATTERN}))?|\((?:{_INSIDE_PATTERN})\))?|\((?:{_INSIDE_PATTERN})\)"
"""One unit, with what it is taken by (微克/立方米, 元/人·月) or its second word (套(间)); or one in brackets (120(个))."""


def count_alike(unit: str, other: str) -> bool:
    """Whether so many of the one are as many of the other: the same, or both words for single things."""
    measures = {_MEASURES.get(unit), _MEASURES.get(other)}
    return unit == other or measures in ({UnitKind.COUNT}, {UnitKind.TIMES})


def measure_of(unit: str) -> UnitKind:
    """What a unit, without 万 or 亿 before it, measures; taken by something it is a state (万元/亩)."""
    if not unit:
        return UnitKind.NONE
    if unit in _MEASURES:
        return _MEASURES[unit]
    if "/" in unit or "每" in unit:
        return UnitKind.STATE
    head = re.sub(r"\(.*", "", unit)
    return _MEASURES[head]
