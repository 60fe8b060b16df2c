"""What a plan says of its own carrying out: who reports when, how it is judged, in which steps. None of it is a target."""

from __future__ import annotations

import re
from enum import Enum

_EVERY = r"每(?:个?季度?|半?月|两?周|半年|旬|双月|两个月)"
_ADVANCING = r"(?:调度|推进|联席|例|讲评|点评|碰头|协调|分析|联系)会"
_REPORTING = rf"通报|调度|报送|汇总|报告|会商|汇报(?![演展])|点评|晾晒|研判|{_ADVANCING}|召开[^,。;\d]{{0,8}}会|听取|专题研究"
_TAKEN_TO_TASK = r"约谈|通报|问责|督办|提醒|警示|亮[红黄绿橙蓝]|取消|扣[减分\d]|一票否决|发[^,。;]{0,4}函|不得(?:评|参)|挂牌"

CONDUCT: tuple[tuple[str, str], ...] = (
    (
        "考核办法",
        r"(?:完成率|进度|得分)(?:低于|不足|未达到?|达不到)\d[\d.]{0,5}[%分]的"
        r"|每(?:少|多|低|高|超|降低|提高|减少|增加|缺|迟)[^,。;]{0,12}[扣加减][^,。;]{0,6}分"
        r"|(?:[扣加减计]|满|总|基础)分?(?:不超过|最[多高]|上限为?|为)?\d[\d.]{0,4}分"
        r"|(?:权重|分值)[占为的:]?\d[\d.]{0,4}[%分]"
        r"|占[^,。;\d]{0,12}(?:考核|总分|分值|权重)[^,。;\d]{0,6}\d[\d.]{0,4}%"
        r"|(?:排名|位列|列|居)[^,。;\d]{0,10}[后末]\d{1,3}[位名]"
        rf"|\d{{1,9}}(?:\.\d{{1,9}})?[^,。;\d]{{0,8}}的(?=,?[^,。;]{{0,16}}(?:{_TAKEN_TO_TASK}))",
    ),  # 排名全省后10位的, 每少1家扣0.5分, 完成率低于90%的不得评优; 连续2次未达进度的，由局党组约谈
    (
        "工作调度",
        rf"{_EVERY}[^,。;\d]{{0,12}}?(?:{_REPORTING})[^,。;\d]{{0,8}}[一两\d]{{1,2}}[次场]"
        rf"|{_EVERY}[^,。;\d]{{0,10}}[一两\d]{{1,2}}[次场][^,。;\d]{{0,10}}?(?:{_REPORTING})"
        r"|(?:简报|专报|月报|快报|督查通报)[^,。;\d]{0,4}\d{1,3}期|\d{1,3}期[^,。;\d]{0,6}(?:简报|专报|月报|督查通报)"
        r"|责任书\d{1,4}份|一式[两三四五六\d]{1,2}份",
    ),  # 完成情况每季度通报一次, 每月召开1次推进会, 编发简报12期
    (
        "工作分工",
        r"\d{1,3}[个支名位](?:分管|副|牵头|包保|局|县|市|区)?(?:领导(?!干部)|组长|工作专班|专班|领导小组|联络员|联系人|工作组)",
    ),  # 下设5个专班, 明确1名联络员
    (
        "计划自述",
        r"本(?:要点|方案|计划|意见|分解表|清单|任务书)(?:[^,。;\d]{0,6}(?:共|分|列|涉及|明确|确定|包括|提出|部署|的))?[^,。;\d新]{0,3}"
        r"\d{1,4}[^,。;\d]{0,8}(?:\d{1,4}[余多]?[项个条][^,。;\d]{0,8}){0,3}",
    ),  # 本方案共4个方面、32项任务
)
"""Reason and pattern of what says so by its own words, wherever it stands, with the example that made it."""


class Conduct(Enum):
    """What a section tells that holds no work of its own: how to work, or in which steps (实施步骤).

    Its value is the reason why its numbers are no targets.
    """

    DEMANDS = "工作要求"
    STEPS = "分期安排"


_DEMANDS = re.compile(
    r"(?:有关|相关|具体|几点|组织)?(?:工作)?要求|(?:工作|组织|实施|落实|推进)?保障(?:措施|机制)?|(?:组织|推进|推动)(?:实施|领导|落实)|(?:工作|推进|落实)机制"
    r"|(?:加强|强化|严格|从严|狠抓|健全|完善|注重|做好)?(?:组织|督查|督导|考核|督办|检查|评价|责任|调度|工作)(?:领导|保障|考核|督办|督导|评价|问效|问责|奖惩|落实|通报|机制|办法|评估|指导|推进){1,2}"
)
_STEPS = re.compile(
    r"(?:实施|工作|推进|时间|进度|方法)?(?:步骤|进度|时间|阶段)(?:安排|划分|步骤|要求|计划)?(?:和(?:方法|要求))?"
)
_OUTWARD = re.compile(
    r"引进|招聘|培训|轮训|新建|新增|建成|改造|刊发|发表|录用|党日|党课|采购|购置|资金|经费|投入|招引|配备(?!人)|演练|培育|发展党员"
)


def conduct_of(title: str) -> Conduct | None:
    """What the title of a section makes of it; None for a section of the plan's work.

    Sections of demands are named so and nothing else: 强化要素保障 and 加强督查考核信息化建设 are work.
    """
    words = title.strip("。:; ")
    if _STEPS.fullmatch(words):
        return Conduct.STEPS
    return Conduct.DEMANDS if _DEMANDS.fullmatch(words) else None


def is_outward(words: str) -> bool:
    """Whether words among the demands make something all the same: 引进专业技术人员5名, 安排资金300万元."""
    return _OUTWARD.search(words) is not None and not re.search(_REPORTING, words)
