"""事项: clauses without a number, by what proves them, with their usual stages; honours to be won."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from cixi_desktop.kinds import ItemKind, Kind
from cixi_desktop.plan import Modality
from cixi_desktop.plans.clauses import RUN_IN
from cixi_desktop.plans.draft import Relation
from cixi_desktop.plans.quantities import Quantity
from cixi_desktop.plans.targets import DEADLINE, FoundTarget
from cixi_desktop.plans.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cixi_desktop.plans.targets import Stretch


_END = r"(?:等)?(?:工作|任务|活动)?$"
_PAPER = r"办法|方案|意见|规划|细则|规定|条例|措施|政策|标准|规范|指南|导则|目录|白皮书|纲要|行动计划|图谱|清单|指引|若干|读本|预案|计划书|年报|蓝皮书|公约|章程|手册"
RULES: tuple[tuple[ItemKind, str], ...] = (
    (
        ItemKind.RECURRING,
        r"定期|每(?:年|季|月|周|半年|两年|日|天|旬)|按(?:月|季|周|年)|逐(?:月|季|周)|月.{0,4}季.{0,4}年|常态化(?:开展|组织|推进)|不定期",
    ),  # 定期开展…分析研判
    (
        ItemKind.RECURRING,
        r"三会一课|主题党日|第一议题|理论学习中心组|组织生活会|例会|周调度|月调度|月通报|季通报|双周|月报|周报",
    ),  # 严格落实“三会一课”
    (
        ItemKind.LIST,
        rf"(?:整改|销号|核查|清欠|清零|清仓|见底|回头看){_END}|问题清单|反馈问题|信访积案|存量.{{0,8}}(?:化解|处置)",
    ),  # 做好市委巡察和专项审计等整改工作
    (
        ItemKind.DUTY,
        r"^(?:规范|严格)?(?:执行|遵守)|^(?:加强|强化|加大|深化|抓好).{0,30}(?:教育培训|教育|学习)$",
    ),  # 规范执行“三重一大”集体决策制度; 加强党员干部教育培训
    (
        ItemKind.HARD,
        r"(?:印发|出台|制定|制订|修订|编制|起草|编印|发布|编写|研究制定).{0,4}《",
    ),  # 修订《…管理办法》
    (
        ItemKind.HARD,
        rf"(?:印发|出台|制定|制订|修订|编制|起草|编印|发布|编写|迭代|研究).{{0,30}}(?:{_PAPER}){_END}",
    ),  # 制订市科技创投基金管理办法
    (ItemKind.HARD, r"招标|采购|摘牌|比选|竞拍"),  # 完成杭州飞地新一轮公开招标
    (
        ItemKind.HARD,
        r"(?:举办|承办|办好|协办|召开|做好|筹办|主办).{0,30}(?:大赛|大会|论坛|博览会|活动周|活动月|宣传周|宣传月|峰会|运动会|省运会|残运会|文化节|艺术节|旅游节|展|赛|会|节|周|日主题活动|仪式)(?:[,、和]|$|等|、)",
    ),  # 举办中国创新创业大赛
    (
        ItemKind.HARD,
        r"(?:改制|重组|转型|转制|脱钩|撤并|合并|换届|挂牌|揭牌|迁建|搬迁|竣工|开工|完工|投用|投产|投运|通车|开园|开馆|开业|启用|上线|验收|封顶|落地|建成|贯通|并网|入驻|交付|实体化运营|封关)(?:工作|运作|运营|使用|任务|见效|投用|投运)?$",
    ),  # 产研院公司化改制
    (
        ItemKind.HARD,
        r"(?:改建|扩建|新建|迁建|改造|续建|院区建设|大楼建设|[一二三]期)(?:工程|项目|建设)+$",
    ),  # 加快推进S218省道改建工程
    (
        ItemKind.HARD,
        r"^(?:新|全面|全力|年内|力争|确保|按期|如期|高质量|高标准)*(?:建成|完成|实体化运营|组建|设立|成立|创建|争创|申创|开工建设|开工|新建|迁建|启动建设|启动|试点实施|挂牌|上线|启用|揭牌|投用|竣工|改制|建设运营|创成)",
    ),  # 实体化运营…分市场
    (
        ItemKind.HARD,
        r"(?:做好|抓好|完成|开展|组织).{0,30}(?:普查|换届|统计|年报|委托管理|师资培训|评估验收|创建验收|复审|复评|审计)(?:等)?(?:工作)?$",
    ),  # 做好科技活动周、科普统计等工作
    (
        ItemKind.SOFT,
        r"(?:完善|健全|优化|建立|构建|探索|创新|重塑|深化|推行|形成|理顺|畅通|打造|落实|梳理|固化|强化|迭代|实行|实施|推进|推广|建强|织密|规范|落细|贯通).{0,60}(?:机制|制度|体系|模式|体制|流程|评价|清单|标准|路径|通道|办法|政策)(?:建设|改革)?$",
    ),  # 完善廉政风险动态防控机制
    (
        ItemKind.SOFT,
        r"^(?:深入|全面|加快|扎实|组织|持续|积极)?(?:实施|推行|推进|深化|开展|启动).{0,40}(?:计划|改革|试点|三年行动|工程)$",
    ),  # 实施…“互聘共享”计划
    (
        ItemKind.COUNTER,
        r"(?:申报|遴选|引进|引育|招引|招聘|培训|走访|宣讲|调研|辅导|对接|征集|报送|推荐|受理|兑现|许可|审批|评选|宣传|演练|抽查|检查|督查|执法|巡查|排查|慰问|帮扶|结对|推介|路演|巡展|巡演|送戏|义诊|筛查|普法|信息|采编|选派|招生|签约|需求|比武|竞赛|讲座|志愿服务|进校园|进社区|进企业|进农村|留用)(?:等)?(?:各类|工作|活动|人才|外国人才|服务|合作|力度|招引)*$",
    ),  # 做好“产业教授”“科技副总”遴选
    (
        ItemKind.COUNTER,
        r"(?:开展|组织|举办|组织开展|参加|承办).{0,50}(?:活动|培训|行动|检查|比赛|演练|讲座|走访|调研|服务|培训班|巡查|宣传|督导|整治|演出|沙龙|会)(?:等)?$",
    ),  # 迭代开展规上企业研发创新“诊断+提升”活动
    (
        ItemKind.COUNTER,
        r"(?:引进|引育|招引|留用|申报|受理|兑现|报送|征集|推荐|遴选|参与).{0,40}(?:人才|奖项|专项|项目|企业|团队|信息|政策|需求征集|场景|称号|试点)$|积极申报|信息报送|政策兑现",
    ),  # 积极申报各级科技奖项
)
_RULES = tuple((kind, re.compile(pattern)) for kind, pattern in RULES)
"""The first that fits decides; what fits none is a duty (持续性工作)."""

STAGES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"招标|采购|比选", ("需求方案", "招标文件", "公告", "开标评标", "中标公示", "合同"), "中标通知书、合同"),
    (r"规划|纲要", ("前期研究", "初稿", "征求意见", "论证", "审议", "印发"), "文号、印发日期"),
    (rf"《|{_PAPER}", ("调研起草", "征求意见", "合法性审查", "审议", "印发", "备案公开"), "文号、印发日期"),
    (r"改制|重组|转型|转制|合并|撤并", ("方案", "审计评估", "报批", "实施", "登记挂牌"), "批复、登记"),
    (r"创建|争创|申创|创成|创评", ("申报", "初评", "现场评估", "公示", "命名"), "命名文件"),
    (r"举办|承办|办好|召开|筹办|主办|活动周|宣传周", ("方案", "筹备", "举办", "总结"), "方案、总结"),
    (
        r"开工|竣工|建成|完工|投用|投产|建设|新建|迁建|改造",
        ("前期手续", "开工", "主体完工", "竣工验收", "投入使用"),
        "开工、验收资料",
    ),
)
_STAGES = tuple((re.compile(pattern), stages, proof) for pattern, stages, proof in STAGES)
_USUAL = (("方案", "实施", "完成", "总结"), "方案、总结")
_SOFT = (("调研起草", "征求意见", "审议", "印发实施"), "机制文件")
_SPLIT = re.compile(r"(?:改制|转型|重组|招标|验收|挂牌|立项|开工|投用|投产|竣工|转制|合并|换届)(?:工作)?$")
_LEADS = re.compile(r"^(?:加快|推进|推动|完成|抓好|做好|稳步推进|扎实推进|加快推进|启动|确保)+")
_NO_ITEM = re.compile(
    r"^各位(?:代表|委员|同志)|^(?:等|.*(?:以下|如下|下列).*|一年来|同志们)$|^(?:一|二|三|四|五)是$|^(?:首先|其次|此外|同时|第[一二三四五六])$"
)
_NO_WORDS = re.compile(r"^(?:[^\u4e00-\u9fff]|年度?|月|日|底|末|今年|全年|前)*$")


class Words(Struct, frozen=True):
    """A clause, or some clauses together, as an item: its place in the plain text and its kind."""

    start: int
    end: int
    kind: ItemKind


def read_items(reading: Stretch) -> list[Words]:
    """The items of a text: clauses that no target quotes. Duties that follow one another are one."""
    found: list[Words] = []
    last = (-1, -1)
    for number, clause in enumerate(reading.clauses):
        if number in reading.spent or number in reading.past or clause.is_aside:
            continue
        for start, end in _pieces(reading.view.text, clause.start, clause.end):
            words = reading.view.text[start:end]
            if _NO_ITEM.search(words) or _NO_WORDS.match(words) or len(words) < 3:  # noqa: PLR2004
                continue
            kind = item_kind(words)
            is_next = found and last == (clause.sentence, number - 1)
            if is_next and kind is ItemKind.DUTY and found[-1].kind is ItemKind.DUTY:
                found[-1] = Words(found[-1].start, end, kind)
            else:
                found.append(Words(start, end, kind))
        last = (clause.sentence, number)
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """加快甲改制、乙转型、丙重组 is three items: each part ends with what proves it."""
    lead = RUN_IN.match(text[start:end])
    start += lead.end() if lead else 0
    words = text[start:end]
    parts = words.split("、")
    if len(parts) == 1 or not all(_SPLIT.search(part) for part in parts):
        return [(start, end)]
    pieces: list[tuple[int, int]] = []
    place = start
    for part in parts:
        verbs = _LEADS.match(part)
        pieces.append((place + (verbs.end() if verbs and not pieces else 0), place + len(part)))
        place += len(part) + 1
    return pieces


_UNTIL = re.compile(rf"^(?:{DEADLINE.pattern})")


def item_kind(words: str) -> ItemKind:
    """What proves a clause: a paper or event (hard), a mechanism (soft), a count, or nothing but work (duty)."""
    words = _UNTIL.sub("", words.strip("“”、,。;: "))
    return next((kind for kind, pattern in _RULES if pattern.search(words)), ItemKind.DUTY)


def stages_of(words: str, kind: ItemKind) -> tuple[tuple[str, ...], str]:
    """The usual stages of a milestone, with the proof; none for other kinds."""
    if kind is ItemKind.SOFT:
        return _SOFT
    if kind is not ItemKind.HARD:
        return (), ""
    return next(((stages, proof) for pattern, stages, proof in _STAGES if pattern.search(words)), _USUAL)


_NAME_LEADS = re.compile(
    r"^(?:深入|全面|加快|扎实|组织|持续|积极|高质量|高标准|进一步|着力|大力|切实|认真|有效|严格|统筹|一体|完善|健全|优化|建立|构建|做好|抓好|推动|推进|实施|开展|"
    r"加强|强化|落实|深化|编制|印发|修订|制订|制定|出台|举办|完成|迭代|支持|保障|梳理)+(?=.{4,})"
)


def name_of(words: str) -> str:
    """A short name: the clause without the verbs that lead to it."""
    first = re.split("[,;]", words, maxsplit=1)[0]
    name = _NAME_LEADS.sub("", first)[:30] or first[:30]
    is_quoted = name.startswith("“") and name.find("”") == len(name) - 1
    return name.strip("“”") if is_quoted or name.count("“") != name.count("”") else name


UNIT = "项（荣誉）"
_HONOUR = re.compile(
    r"(?P<aim>力争|争取|努力|冲刺|全力争取)(?:再)?(?P<name>(?:获得?|荣获|夺取|捧得|摘得|蝉联|捧回).{2,40}(?:鼎|奖|杯|称号|荣誉|金牌|先进))$"
)


def read_honours(reading: Stretch, *, is_headline: bool) -> Iterator[FoundTarget]:
    """争取获省科技创新鼎: an honour, where the headline targets name it; elsewhere it is an item."""
    for number, clause in enumerate(reading.clauses if is_headline else ()):
        found = _HONOUR.search(reading.view.text[clause.start : clause.end])
        if found is None or number in reading.spent:
            continue
        reading.spent.add(number)
        start, end = clause.start + found.start(), clause.end
        yield FoundTarget(
            quantity=Quantity(
                outset=start,
                start=start,
                end=end,
                number_start=start,
                number_end=end,
                value=Decimal(1),
                unit=UNIT,
                measure=UnitKind.NONE,
                relation=Relation.YES_NO,
                word="honour",
            ),
            clause=number,
            start=start,
            end=end,
            before="",
            behind="",
            own="",
            name=found["name"],
            kind=Kind.ASPIRATION,
            modality=Modality.STRIVING if found["aim"] == "力争" else Modality.CONTENDING,
        )
