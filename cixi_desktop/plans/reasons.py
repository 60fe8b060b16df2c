"""Why a number is no target: names, dates, ordinals, what is past; what remains may be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.plans.clauses import PER
from cixi_desktop.plans.conduct import CONDUCT
from cixi_desktop.plans.draft import Relation
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from cixi_desktop.plans.quantities import Quantity


_N = r"[〇零一二两三四五六七八九十百\d]"

PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "名称",
        r"(?<![〇零一二两三四五六七八九十百千万亿])(?:[百千万][^\W\d〇零一二两三四五六七八九十百千万亿元个]){2,4}[\u4e00-\u9fff]{0,4}?(?:行|活动|行动|工程|计划)",
    ),  # 千企百校万里行
    ("文号", r"[\[(]20\d\d[\])]第?\d{1,9}号|第\d{1,9}号(?:令|文|公告)?"),  # 云科发〔2026〕3号
    ("书名", r"《[^》]{1,80}》"),  # 《慈溪市“十五五”规划》
    ("名称", r"“[^”]{1,40}”"),  # “415”体系, “13条政策”
    ("名称", r"红?十字"),  # 红十字救护员2万名
    (
        "成语",
        r"千家万户|千行百业|千方百计|千山万水|千头万绪|成百上千|千千万万|千军万马|万众一心|百花齐放|百家争鸣|三三两两|五湖四海|四面八方|一五一十|千企万户",
    ),
    (
        "年份",
        r"(?:19|20)\d\d(?:年度?)?(?:--|——|—|-|~|至|到|/|、)(?:19|20)?\d\d年度?|(?:19|20)\d\d(?:年度?(?!均)|(?=届|财年|学年|赛季|版|款))",
    ),
    ("日期", r"(?:[〇零一二三四五六七八九十]{4}年)"),  # 一九四九年
    (
        "日期",
        r"(?:元旦|三八|五一|五四|六一|七一|八一|十一)(?:国际|国庆)?(?:劳动|妇女|儿童|青年|建军)?节",
    ),  # 五一节
    (
        "时限",
        rf"(?:每年|次年|当年|于|在|从|自)?(?:{_N}{{1,3}}月(?:份|底|末|初|中旬|上旬|下旬)?(?:至|到|—|-|~|、))?(?<![个\d])\d{{1,2}}月(?:\d{{1,2}}[日号]|份|底|末|初|中旬|上旬|下旬)?(?:之?前|以前|起|完成)?"
        rf"|(?:第?[一二三四1-4]|[一二三四1-4]、?[二三四2-4])季度(?:末|底)?(?:之?前)?|前[一二三四1-4]季度|\d{{1,2}}日(?:前|起|至|—|-)",
    ),  # 6月底前
    (
        "届次",
        rf"第?{_N}{{1,4}}(?:届|次(?:全国)?(?:代表)?(?:大会|会议|全会|常委会|党代会|代表大会)|中全会|大(?:精神|报告|以来|和))",
    ),  # 第28届
    (
        "排序",
        rf"第{_N}{{1,4}}(?!方阵|位|名|产业|一)(?:批次?|轮|期|个|条|章|节|号|版|次|代|家|台|所|例|部|类|产业|季|医院|中学|小学|人民医院)?",
    ),  # 第五批
    (
        "排序",
        r"(?<![训班座修坛课])(?<!活动)(?<!举办)(?<!开展)(?<!组织)(?<=[\u4e00-\u9fff”])[一二三四五六七八九]期(?=工程|项目|建设|扩建|主体|地块|厂房|[、等和及])",
    ),  # 引水入城二期等2—3个项目
    (
        "排序",
        r"(?<=[\u4e00-\u9fffA-Z\d”])[一二三四五六七八九]期(?=年内|当年|上半年|下半年|\d{1,2}月|力争|确保|开工|竣工|完工|投产|投用|启动|布展|用地|土建)",
    ),  # S209二期年内完成投资, 清水湾度假区二期6月底前开工
    ("排序", r"[一二三四五六七八九]轮(?=延包|土地承包|承包|督察|巡视|巡察)"),  # 二轮延包
    (
        "排序",
        r"(?<=工程|项目|治理|改造|建设|扩建)[一二三四五六七八九]期(?=[,，。;；:)）]|$)",
    ),  # 清江干流治理二期，
    (
        "排序",
        r"(?:[一二三四五六七八九]、){1,9}[一二三四五六七八九](?=轮|期|批|线|号|级|类|年级)",
    ),  # 一、二、三轮复习
    (
        "已有的问题",
        r"(?:反馈|交办|移交|通报|排查(?:出|发现)?|摸排(?:出)?|梳理(?:出)?|指出|发现)的\d{1,5}(?:项|个|件|条|处)",
    ),
    (
        "对象个数",
        r"对(?:全[省市县区]|辖区|现有|重点|内){0,2}\d[\d,]{0,7}[家个户名所处座](?=[^,。;、\d]{2,14}?(?:每|逐一|开展|实[行施]|进行|落实))",
    ),  # 对全市46家涉爆单位每季度检查
    (
        "对象个数",
        r"(?:公布|公示|落实|明确|调整|更新)(?:全[省市县区])[^,。;]{0,40}(?:名单|责任人)",
    ),  # 公布全县68座水库的责任人名单
    *CONDUCT,
    (
        "对象个数",
        r"(?<!办好)(?<!办)(?<!办好民生)(?<!办好为民)实事(?:项目)?[十\d]{1,3}[件项个]|(?<!办好)(?<!办成)(?<!完成)[十\d]{1,3}[件项个](?:重点)?(?:为民|民生)(?:办)?实事"
        r"|\d{1,2}[项个大](?:重点|主要)(?:工作|任务|目标)?(?=[,。;:、]|$)|\d{1,4}[家个][^,。;\d]{2,20}争先(?:进位|创优)",
    ),  # 办好10件民生实事, 抓好3项重点, 推动2家开发区争先进位
    (
        "代号",
        r"(?<![A-Za-z\d])\d{1,9}(?:\.\d{1,9})?(?:(?:[+×xX*]|/(?!10?万))[\dA-Za-zNX]+)+|\d{1,9}(?:\+(?![家个篇人名项场次件户条万亿千%])[\u4e00-\u9fffNXn])+",
    ),  # 1+2+4+N, 7×24; not 50+家
    ("代号", r"(?<=[A-Za-z])-?\d{1,9}(?:\.\d{1,9})?(?![\d%‰])"),  # G60, PM2.5
    (
        "代号",
        r"\d{1,9}(?:\.\d{1,9})?(?=(?:G|A|D|S|F|B|C|K|X|V|I)(?![A-Za-z])|-[A-Z]|[A-Z]级|A级)",
    ),  # 5G-A, 4A级景区
    (
        "代号",
        r"(?:12345|12348|12315|12333|96\d{3,4})(?=[\u4e00-\u9fff”])(?!家|个|项|名|人|户|所|座|场|次|万|亿|件|处|台|套|辆|条|元|公里|亩|吨|千|张|位|间|栋|例|部|门|天|日)",
    ),
    (
        "代号",
        r"(?<!\d)(?:110|119|120|122)(?=接处?警|报警|警情|出警|急救|救护|指挥|调度|热线|电话|平台|中心|联动|”)",
    ),
    ("版本", r"\d{1,2}\.0(?!\d|%|个|亿|万|元)"),  # 数字政府2.0
    (
        "年龄",
        rf"{_N}{{1,3}}(?:(?:周?岁)?(?:--|——|—|-|~|至|到){_N}{{1,3}})?(?:周岁|岁)(?:及?以上|及?以下|以内)?",
    ),  # 65周岁以上老年人, 三岁以下婴幼儿
    ("名称", r"(?:世界|全国|中国|全球|全省|民营|百|千|十)?\d{1,4}强"),  # 世界500强
    (
        "级别",
        r"(?<!\d)[\d一二三四五六七八九]类|(?<!\d)\d{2,3}类(?=[\u4e00-\u9fff“])(?!以[上下内]|左右)|[\d一二三四五六七八九]{1,3}(?:级|型|号线|号楼|号地块|号院|号机组|号路|甲)|\d{1,9}(?:万|千|百)?(?:吨|瓦|千瓦|兆瓦|米|亩|平方米|人|元)级",
    ),  # 30万吨级航道
    (
        "年限",
        rf"\d{{1,9}}(?:\.\d{{1,9}})?(?:周年|年)(?:以上|以下|以内|左右|期|制|内|间)?|{_N}{{1,3}}年(?:行动|规划|计划|期|内|来|制)",
    ),  # 三年行动, 再延长30年
    (
        "名称",
        r"\d{1,9}(?:分钟|小时|公里|米|天|日|秒)(?=(?:品质|便民|生活|服务|交通|就业|健身|医疗|急救|城市|社区|通勤|阅读|文化|养老|达|飞行|经济|都市|联系|黄金|抢修|应急|值班|自助|营业|无理由|出行|商圈|体育|步行|救援|高铁|产业)[^,。;]{0,8}(?:圈|热线|服务|值守|制|店|银行|图书馆|书房|超市|退货|机制|平台|政务|交通网)?)",
    ),
    (
        "比值",
        r"(?:比(?:例|重|率)?|按照?|达到?)[^,。;\d]{0,8}\d{1,4}(?:\.\d{1,3})?:\d{1,4}(?:\.\d{1,3})?(?!\d)(?:以[上下内])?",
    ),  # 医护比达到1:1.25
    ("代号", r"\d{1,9}(?=[:：]\d)|(?<=:)\d{1,9}(?=[^\d亿万%个家项])"),
    ("编号", r"(?<![\d.,])\d{7,30}(?![\d.]{0,30}[%\u4e00-\u9fff])|\d{3,4}-\d{7,8}"),
    ("编号", r"(?<=[,。;:(])\(?\d{1,2}[).](?=[\u4e00-\u9fff])|[①-⑳]"),
    ("专有名称", r"(?:G|S|X|Y|国道|省道|县道)\d{2,4}(?:线)?(?![\d.]*(?:公里|千米|km))|\d{3}国道|\d{3}省道"),
    ("对象", r"\d{1,3}(?:大|级(?!别)|强|方面)"),  # 6大特色产业集群
    (
        "规格",
        r"年(?:产|处理|运量|吞吐量|发电量|运输量|加工|供应)(?:能力)?\d[\d.]{0,9}[^,。;、]{1,12}?的?(?=[^\d,。;、]{0,20}(?:项目|园区|企业|基地|生产线|工程|港口))|日(?:处理|供水|产)\d[\d.]{0,9}[^,。;、\d]{1,8}",
    ),
    ("规格", r"(?<![\d.])\d{1,4}(?:米|公里)(?=范围|半径|覆盖|服务圈)"),  # 公交站点500米覆盖率
    ("名称", r"\d{1,3}万(?:人口|人)?(?=人?生产安全事故|人?火灾|人?死亡)"),  # 就业人员10万人生产安全事故死亡率
    ("规格", r"(?<![\d.])\d[\d.]{0,7}(?:千伏|kV)"),  # 110千伏变电站
    (
        "规模",
        r"(?:总投资|计划投资|投资额?|总造价|概算|占地|建筑面积|装机(?:容量)?|产值|营收|税收|收入|规模)(?:额|达到?|超过?|约|规模){0,3}\d[\d.,]{0,9}(?:万|亿){0,2}(?:元|亩|平方米|千瓦|m2|兆瓦)(?:以上|以下|左右)?的(?=[^,。;]{0,40})",
    ),
)
_PATTERNS = tuple((reason, re.compile(pattern)) for reason, pattern in PATTERNS)
"""Reason and pattern; what a pattern covers is no target."""


def trap_index(text: str) -> list[str]:
    """The reason at each character of a plain text, "" where there is none; the earlier rule wins."""
    index = [""] * len(text)
    for reason, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            for place in range(*found.span()):
                index[place] = index[place] or reason
    return index


_END = r"(?=[,，。;；、:!?)”\]]|$)"
_FAR = 120
"""Words further from a number than that say nothing of it."""
_OWNERS = re.compile(
    r"(?:级|企业|产业集群|产业链|集群|园区|楼宇|单品|强镇|强村|项目(?!投资|资金|贷款|建设资金))"
)
_PLACES = re.compile(
    r"(?:的)?(?:自然村|行政村|村|镇|集镇|小区|企业|单位|社区|机构|医院|学校|居民小组|(?:超?大)?班)"
)
_SETTING_UP = re.compile(r"(?:设立|组建|新设|新增|发放|落实|安排|筹集|募集|成立|投放)[^,。;]{0,8}$")
_PREVENTING = re.compile(r"(?:不发生|不出现|杜绝|防止|避免|防范|遏制|严防)[^,。;]{0,12}$")
_EACH_OF = re.compile(r"的[^\d,。;、]{1,12}\d")
_LIFE = re.compile(r"寿命|年龄")
_LIST = re.compile(r"等(?:共)?$")
_BUILDING = re.compile(
    r"开工|建成|竣工|新建|新增|实施|完成|引进|创建|打造|投产|启动|举办|培育|建设|改造|新开工|落地|签约"
)
_URGING = re.compile(r"(?:加快|支持|推动|推进|促进|加强|深化|抓好|统筹)[^,。;]*$")
_SHORTENING = re.compile(
    r"压缩|缩短|压减|控制|不超过|不少于|不低于|达到|达|减少|增加|开放|响应|时长|时间|用时|天数|比例|率|优良|以内|≥|≤|平均|提升|延长"
)
_LASTED = re.compile(r"的(?!问题|案件|积案|事项|项目|线索|账款)|办|(?:消费|使用|供应|用水|用)量")
"""What may stand behind a time that is a target: 储备不少于15天消费量, not 滞留超60天的问题."""
_LASTING = re.compile(r"时限|时间|时长|用时|周期|期限")
_SHORTENED = re.compile(r"(?:压缩|缩短|压减|控制|减少)(?:到|至|在)$")
_OUTCOME = re.compile(
    r"发展成为|建成|建设成为|升格|创成|达标|达到|完成|实现|纳入|入选|获批|批复|核准|转为|通过|上市|投产|投用|竣工|开工|入库|入统|挂牌"
)
_FROM = re.compile(r"[由从][^,。;、]{0,12}$")
_TO_ANOTHER = re.compile(r"[^,。;]{0,8}?(?:至|到|为)\d")
_MEASURED = frozenset({UnitKind.SIZE, UnitKind.MONEY, UnitKind.STATE})
_SUMS = re.compile(
    r"(?:的)?(?:资金|贷款|融资|财政|专项|补助|信贷|投资|债券|奖励|奖补|补贴|消费券|授信|额度|税收|收入|产值|的?目标)"
)
_BEHIND_LEVEL = re.compile(r"(?:的)?[\u4e00-\u9fffA-Za-z“《]")


def why_left_out(text: str, quantity: Quantity, index: list[str], clause_start: int) -> str:
    """Why a number is no target; "" if it may be one."""
    before = text[max(clause_start, quantity.start - _FAR) : quantity.start]
    behind = text[quantity.end : quantity.end + 12]
    reason = _trap_reason(quantity, index, before)
    if reason or quantity.word:
        return reason
    if (
        text[quantity.number_start - 1 : quantity.number_start] == "每"
        and quantity.measure is not UnitKind.TIME
    ):
        return "口径"  # 每千人, 每百户
    if quantity.measure is UnitKind.TIME:
        return "" if _is_time_target(quantity, before, text[quantity.end : quantity.end + 16]) else "时间"
    if quantity.is_chinese and quantity.measure is not UnitKind.NONE:
        return _why_no_chinese(text, quantity, before, behind)
    if quantity.measure is UnitKind.NONE:
        return _why_bare(quantity, before, behind)
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
    r"(?:新建|新增|建成|新设|组建|开工|竣工|引进|新引进|创建|举办|开展|组织|新认定|新培育|培育|打造|设立|建设|改造|完成|选派|培养|招引|新开|增加|"
    r"办好|办成|带动|服务|惠及|帮扶|救助|慰问|资助|吸引|吸纳|接待|走访|覆盖|动员|招募|输送|储备|评定|表彰|力争|达到|超过|突破|不少于|不低于|不超过|发放|新改建|扩建|提供|为|获得?|争取|实施|制定|修订|出台|推出|落地|入库|签约|筛查|培训|新改扩建|布局|选聘|招聘|评选|遴选|编制|推广|认定)[^,。;]{0,14}$"
)
_NAMELIKE = re.compile(r"[^,。;]{0,20}(?:计划|行动|工程)(?=[,。;、]|$)")


def _why_no_chinese(text: str, quantity: Quantity, before: str, behind: str) -> str:
    """Chinese numerals are mostly names (两个确立, 十项工程, 万名大学生计划); counts need a verb that makes something."""
    if quantity.measure in {UnitKind.SHARE, UnitKind.POINTS}:
        is_quality = quantity.is_early and behind.startswith("的") and not _is_share_target(before)
        return "口径" if is_quality else ""
    if quantity.relation is not Relation.AT_LEAST or quantity.outset < quantity.start:
        return "口径" if _is_qualifier(text, quantity, before, behind) else ""
    numeral = text[quantity.number_start : quantity.number_end]
    if not numeral.strip("百千万亿十"):
        return _why_no_round_number(text, quantity, before, behind)
    if _is_plain_count(text, quantity, before, behind) or _is_postposed(quantity, before, behind):
        return ""
    is_few = quantity.value < _FEW and not quantity.scale and quantity.unit in {"个", "项", "条"}
    is_made = (_MADE if is_few else _STRONG).search(before) is not None
    return "" if is_made and quantity.value > 1 else "名称或虚指"


def _is_plain_count(text: str, quantity: Quantity, before: str, behind: str) -> bool:
    """What only a count has: 每季度开展一次, 小戏小品五个以上."""
    is_held = quantity.value == 1 and quantity.unit in _HELD and PER.search(before) is not None
    is_bounded = text[quantity.number_end : quantity.end].endswith(("以上", "左右"))
    return is_held or (is_bounded and re.match(_END, behind) is not None)


def _is_postposed(quantity: Quantity, before: str, behind: str) -> bool:
    """A number behind its noun counts it: 除险加固十八座, 灌溉面积九万亩; up to ten if something makes them: 幸福河湖八条."""
    if not re.match(_END, behind) or not re.search(r"[\u4e00-\u9fff）)”]$", before) or _MADE.search(before):
        return False
    is_large = quantity.value > _FEW or bool(quantity.scale) or quantity.measure in _MEASURED
    return is_large or (_STRONG.search(before) is not None and len(before) > _SHORT)


def _why_no_round_number(text: str, quantity: Quantity, before: str, behind: str) -> str:
    """带动万名青年 and 招聘会百场以上 count; 百亿元以上产业链, 万名大学生计划 and 千名之多 do not."""
    is_bounded = text[quantity.number_start : quantity.end].endswith("以上")
    if is_bounded and (quantity.measure in _MEASURED or not re.match(_END, behind)):
        return "口径"
    if quantity.measure in _MEASURED and re.match(
        r"[^\d,。;、]{1,10}\d", text[quantity.end : quantity.end + 16]
    ):
        return "规格"  # 万亩示范片4个
    is_name = _NAMELIKE.match(text[quantity.end : quantity.end + 40]) is not None
    return "名称或虚指" if is_name or not _STRONG.search(before) else ""


_HELD = frozenset({"次", "场", "期", "轮"})
_FEW = 10
_SHORT = 4
"""Words before a number that are hardly more than a verb."""
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
    if quantity.unit in {"年", "学年", "个学期", "昼夜"}:
        return False
    if quantity.unit == "日" and not _LASTING.search(before):
        return False  # 每月10日; 时限不超过30日 is one
    if _SHORTENED.search(before):
        return True  # 压缩至0.5个工作日内
    is_compared = quantity.outset < quantity.start or quantity.end > quantity.number_end + len(quantity.unit)
    is_end = re.match(_END, behind) is not None
    return (
        (_SHORTENING.search(before[-16:]) is not None or is_compared)
        and (is_end or _LASTED.match(behind) is not None)
        and behind[:1] != "内"
    )


def _is_qualifier(text: str, quantity: Quantity, before: str, behind: str) -> bool:
    """总投资亿元以上项目, 10万千瓦及以下燃煤机组: sizes that say which, not how many."""
    is_bounded = text[quantity.number_end : quantity.end].endswith(("以上", "以下", "以内", "之内"))
    is_of = behind.startswith("的")
    if is_bounded and _PREVENTING.search(before):
        return True  # 不发生50人以上群体性事件
    if quantity.measure in _MEASURED:
        is_sum = _SUMS.match(behind) is not None
        if quantity.measure is UnitKind.MONEY and _OWNERS.match(behind):
            return True  # 10亿元企业5家
        is_which = is_bounded and _BEHIND_LEVEL.match(behind) is not None
        return not is_sum and (is_which or (is_of and _SETTING_UP.search(before) is None))
    if quantity.measure is UnitKind.SHARE:
        return (is_bounded or before.endswith("前")) and is_of and not _is_share_target(before)
    is_size = quantity.unit in {"户", "人", "名", "床", "层", "张"}
    is_each = _EACH_OF.match(text, quantity.end) is not None  # 不少于20人的应急队伍3支
    return is_size and (is_each or (is_bounded and _PLACES.match(behind) is not None))


def _is_share_target(before: str) -> bool:
    """推动60%以上的县级机构达标."""
    return re.search(r"推动|力争|确保|实现|完成|争取|推进|使|带动|覆盖|达到|让|^$", before[-8:]) is not None


_PAST = re.compile(
    r"^(?:截至|截止|到)?(?:目前|去年|上年|过去|一年来|五年来|近年来|近[两三几]年|年初以来|去年以来|上一年|前三季度|“?十[三四五]五”?期间|回顾|前期|(?:在)?肯定成绩|(?:但是?|同时),?(?:我们)?也?(?:要|应)?(?:清醒地?)?(?:看到|认识到)|(?:我们)?也(?:要|应)?(?:清醒地?|应)?(?:看到|认识到))"
)
_HERE = re.compile(
    r"(?:目前|现有|在[册岗编校籍]的?(?=\d)|高达|基础上$|只有|仅有|仅为|仅占|尚有|仍有|原有|已(?:有|建成|完成|累计|引进|培育|认定|达|组建|落实|签约|投用|发放|开展|获|入库|实现|超过?|突破))"
)
_LESSENED = re.compile(r"(?:现有|原有)[^,。;]*?(?:下降|减少|压降|压减|增加|提高|提升)")
_UNSETTLED = re.compile(r"[^,。;]{0,6}(?:督查|督察|巡视|巡察|审计|考核|反馈|图斑|变更调查)")
"""What a past year left to be settled: 2025年森林督查图斑整改到位率100%."""
_COMPARED = re.compile(r"(?:比|较|同比|相比|与|在)(?:去年|上年|20\d\d年)")


def is_past(sentence: str, year: int | None) -> bool:
    """Whether a sentence tells of the past: 2025年，全县…为2.71%; 较2025年增长5% does not."""
    if _PAST.match(sentence):
        return True
    found = re.match(r"(?:截至|截止|到|至)?(20\d\d)年(?:底|末|度|全年|以来|全市|全县|\d{1,2}月)?", sentence)
    if found is None or year is None or int(found[1]) >= year:
        return False
    return not _COMPARED.match(sentence) and not _UNSETTLED.match(sentence, found.end())


def is_present(clause: str) -> bool:
    """Whether a clause tells what is there already: 目前已建成12个; 现有吸毒人员下降一成 does not."""
    if _LESSENED.search(clause):
        return False
    return _HERE.search(clause) is not None and re.search("力争|确保|达到|将", clause) is None
