"""The sentences of reports on one figure or item: 6月新增…25家，累计70家，完成年度目标的58.3%，快于…."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cixi_desktop.assessment.assess import FigureAssessment, ItemAssessment
from cixi_desktop.assessment.lights import Light
from cixi_desktop.assessment.phrases import (
    amount,
    from_target,
    held_words,
    over_limit,
    pace_distance,
    signed_phrase,
    target_words,
)
from cixi_desktop.periods import MONTHS, as_of_label, since_january
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.values import HUNDRED, ZERO, Comparator, plain, points, shown
from cixi_desktop.wording.figures import NONE, bracketed, completion_words, is_met
from cixi_desktop.wording.sentences import monthly_words, rest_words, told_share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Indicator, Section, Task

SMALL = 10
"""Targets up to this are told in their own unit: 比序时应完成数少1个."""
FEW = 3
"""Names up to this are all told; of more, two and 等n项."""
LONGEST_NAME = 24
SHORTEST_NAME = 4
_DONE_WITH = re.compile("^(?:印发|修订|制定|制订|出台|编制|举办|办好)|举办$")
"""Verbs in a milestone's own name, whose stages say what is done: 印发…管理办法完成 would say it twice."""
_TITLE = re.compile("(.{0,5}?)(《[^《》]+》)")
"""A paper that the plan names by its title, and what is to be done with it."""
_VERB = re.compile(
    "^(?:建立健全|梳理完善|高质量|完善|健全|优化|制订|制定|修订|编制|推进|加快|开展|做好|办好|实施|迭代|完成|印发|举办)"
)
"""What the plan tells to do with an item; the rest of the words may name it."""
_SPANS = {(1, MONTHS): "全年", (1, 6): "上半年", (7, MONTHS): "下半年", (1, 2): "1—2月"}


def span_words(period: Period) -> str:
    """The period as a sentence begins with it: 6月, 二季度, 上半年, 全年."""
    if period.is_month:
        return f"{period.last}月"
    return _SPANS.get((period.first, period.last)) or f"{'一二三四'[period.last // 3 - 1]}季度"


def named(assessed: Assessed) -> str:
    """The name as a text has it: full-width marks, no slash; a milestone's with what the plan says of it."""
    name = assessed.name
    if isinstance(assessed, ItemAssessment):
        quote = _VERB.sub("", assessed.item.citation.quote)
        if assessed.item.is_milestone and quote.endswith(name) and len(quote) <= LONGEST_NAME:
            name = quote
        if assessed.item.is_milestone and name.endswith("”"):
            name += _noun_behind(name, quote)
        name = _title(assessed) or _without_verb(assessed, name)
        head, slash, tail = name.rpartition("/")
        name = f"{head}和{tail}" if slash else name
        return in_text(name).removesuffix("场次")
    return figure_name(assessed).removesuffix("场次")


def _noun_behind(name: str, quote: str) -> str:
    """模式, of “拨投结合” where the plan goes on so: a term in quotation marks alone names no work."""
    noun = quote.rpartition(name)[2]
    return noun if len(noun) <= SHORTEST_NAME else ""


def _title(item: ItemAssessment) -> str:
    """The title of the paper that a milestone is about, 《…》修订 where that is revised; “” without one."""
    found = _TITLE.fullmatch(item.item.citation.quote) if item.item.is_milestone else None
    if found is None or len(found[2]) > LONGEST_NAME:
        return ""
    return found[2] + (found[1] if found[1] == "修订" else "")


def _without_verb(item: ItemAssessment, name: str) -> str:
    """The name without the verb that its stages say."""
    bare = _DONE_WITH.sub("", name)
    return bare if item.item.is_milestone and len(bare) >= SHORTEST_NAME else name


def figure_name(figure: FigureAssessment) -> str:
    """Its name; of a rate that is called by its amount, that it is one: 规上工业企业研发费用增速."""
    name = in_text(figure.name)
    return rate_name(figure, name) if figure.indicator.traits.is_growth else name


def rate_name(figure: FigureAssessment, name: str) -> str:
    """A rate's name with what tells that it is one: 研发费用增速."""
    if re.search(_RATE, name):
        return name
    return name + ("降幅" if figure.indicator.traits.is_decrease else "增速")


_RATE = "增[长速幅]|[降减][低少速幅]|下降|上升|率$"
"""What names a rate as one."""


def task_head(task: Task) -> str:
    """Its title before what is told of it; “” of one that is long or holds targets itself: 新增企业18家."""
    title = in_text(task.title).lstrip("★☆")
    return "" if len(title) > LONGEST_NAME or any(map(str.isdecimal, title)) else title


def section_head(section: Section) -> str:
    """Its title without who leads it: （牵头领导：分管副县长）."""
    return re.sub("（[^（）]*牵头[^（）]*）$", "", in_text(section.title))


def short_name(assessed: Assessed) -> str:
    """What it is called where many are listed."""
    if isinstance(assessed, ItemAssessment):
        return in_text(_without_verb(assessed, assessed.name)) if _title(assessed) else named(assessed)
    return in_text(assessed.indicator.short) or named(assessed)


def in_text(words: str) -> str:
    """Words of the plan in a text of an office."""
    return fullwidth_punctuation(words).replace("/", "、")


def listed(names: Sequence[str], unit: str = "项") -> str:
    """甲、乙、丙; of more than three 甲、乙等4项."""
    if len(names) <= FEW:
        return "、".join(names)
    return f"{names[0]}、{names[1]}等{len(names)}{unit}"


def phrase(figure: FigureAssessment, value: Decimal) -> str:
    """The plan's phrase with a value: 新增高新技术企业70家."""
    words, size = signed_phrase(figure.indicator, value)
    return in_text(words.replace("累计", "")).format(amount(figure.indicator, size))


def subject(figure: FigureAssessment) -> str:
    """What the phrase speaks of, without value and 为: 规上工业企业研发费用占营业收入比重."""
    return in_text(figure.indicator.phrase.replace("累计", "").partition("{}")[0].removesuffix("为"))


def standing(figure: FigureAssessment) -> str:
    """The latest figure in its phrase; an older figure with its day."""
    if figure.cumulative is None:
        return honour(figure) if figure.stage else f"{named(figure)}{figure.status}"
    words = phrase(figure, figure.cumulative)
    if figure.cumulative == ZERO and figure.indicator.traits.is_counted:
        words = f"{named(figure)}累计{amount(figure.indicator, ZERO)}"
    if figure.indicator.traits.is_place:
        words = f"{subject(figure)}列第{amount(figure.indicator, figure.cumulative)}"
    if figure.indicator.traits.is_ratio:
        head = subject(figure)
        words = f"{head}{'' if '率' in head else '完成率'}{told_share(figure)}"
    is_estimate = figure.entry is not None and figure.entry.is_estimate
    return words + ("（预计）" if is_estimate else "") + bracketed(older_day(figure))


def rate_words(figure: FigureAssessment) -> str:
    """上升1.2% of a rate that went the other way than it was to go; “” for all else."""
    value, traits = figure.cumulative, figure.indicator.traits
    if value is None or value >= ZERO or not traits.is_growth:
        return ""
    return f"{'上升' if traits.is_decrease else '下降'}{amount(figure.indicator, abs(value))}"


def older_day(figure: FigureAssessment) -> str:
    """The day of a figure that is not the period's end: 截至5月底; “” for one that is."""
    if figure.as_of is None or figure.as_of == figure.period.end:
        return ""
    return as_of_label(figure.as_of)


def honour(figure: FigureAssessment) -> str:
    """省科技创新鼎争创工作处于申报阶段; what was won or not is said so."""
    name = named(figure).removeprefix("获")
    if figure.light is Light.DONE:
        return f"已获{name}"
    if figure.light is Light.BEHIND:
        return f"{name}{figure.stage}，属争取类，不计入完成情况"
    return f"{name}争创工作处于{figure.stage}阶段"


def honours_words(figures: Sequence[FigureAssessment]) -> str:
    """争取荣誉1项处于申报阶段; where their stages differ, or one is decided, each by its name."""
    stages = {figure.stage for figure in figures if figure.light is Light.ON_PACE}
    if len(stages) == 1 and all(figure.light is Light.ON_PACE for figure in figures):
        return f"争取荣誉{len(figures)}项处于{stages.pop()}阶段"
    return f"争取荣誉{len(figures)}项（{'；'.join(map(honour, figures))}）"


def full(figure: FigureAssessment) -> str:
    """The whole sentence without its stop: what the period brought, the total, 完成率, and the pace."""
    if figure.indicator.traits.is_ratio and figure.light is Light.DONE:
        return f"{bare_name(figure)}{members(figure)}，实现全覆盖"
    return "，".join(filter(None, (_brought(figure), completed(figure), against_pace(figure))))


def nameless(figure: FigureAssessment) -> str:
    """The same below a head that names the figure: 6月新增2家，累计7家，完成年度目标的35.0%，…."""
    return "，".join(filter(None, (_bare_value(figure), completed(figure), against_pace(figure))))


def _bare_value(figure: FigureAssessment) -> str:
    increment, total, period = figure.increment, figure.cumulative, figure.period
    if total is None:
        return figure.status
    value = amount(figure.indicator, total) + bracketed(older_day(figure))
    if figure.indicator.traits.is_counted:
        brought = f"{span_words(period)}新增{amount(figure.indicator, increment)}" if increment else ""
        parts = [brought] if period.first > 1 and brought and increment != total else []
        return "，".join((*parts, f"累计{value}"))
    if figure.indicator.traits.is_flow:
        return f"{_since_january(figure).removesuffix('，')}累计{value}"
    if figure.indicator.traits.is_from_baseline:
        return f"{_since_january(figure).removesuffix('，') or as_of_label(period.end)}为{value}"
    words = standing(figure).removeprefix(named(figure)).removeprefix(in_text(figure.name)).lstrip("为")
    when = "" if older_day(figure) else as_of_label(period.end)
    return f"{when}为{words}" if words[:1].isdecimal() else words


def brief(figure: FigureAssessment) -> str:
    """The total and the distance alone."""
    return "，".join(filter(None, (standing(figure), against_pace(figure))))


def _brought(figure: FigureAssessment) -> str:
    """6月新增高新技术企业25家，累计70家; what is published as a running total has its months in front."""
    increment, total, period = figure.increment, figure.cumulative, figure.period
    if figure.indicator.traits.is_ratio:
        return f"{standing(figure)}{members(figure)}"
    if total is None or increment is None or not figure.indicator.traits.is_counted:
        return f"{_since_january(figure)}{standing(figure)}"
    if period.first == 1:
        return f"{span_words(period)}{phrase(figure, total)}{bracketed(older_day(figure))}"
    if increment == ZERO:
        return f"{standing(figure)}，{span_words(period)}无新增"
    if increment == total:
        return f"{span_words(period)}{standing(figure)}"
    running = f"累计{amount(figure.indicator, total)}{bracketed(older_day(figure))}"
    return f"{span_words(period)}{phrase(figure, increment)}，{running}"


def members(figure: FigureAssessment) -> str:
    """（86家中的40家） of a list that is partly covered; 86家 of one that is wholly; “” without a list."""
    source, counted = figure.source, figure.indicator.counted
    if source is None or source.numerator is None or source.denominator is None:
        return ""
    done, whole = (f"{shown(number, 0)}{counted}" for number in (source.numerator, source.denominator))
    return whole if done == whole else f"（{whole}中的{done}）"


def bare_name(figure: FigureAssessment) -> str:
    """The name without 覆盖率 or 率, of which members are counted."""
    return named(figure).removesuffix("率").removesuffix("覆盖")


def _since_january(figure: FigureAssessment) -> str:
    """1—6月， before what is published since January, 截至6月底， before a count of months nobody knows."""
    traits = figure.indicator.traits
    is_running = traits.is_published and not traits.is_whole and figure.indicator.merged_months
    is_unknown = traits.is_counted and figure.increment is None
    if figure.as_of is None or older_day(figure) or not (is_running or is_unknown):
        return ""
    return f"{since_january(figure.as_of.month) if is_running else as_of_label(figure.as_of)}，"


def completed(figure: FigureAssessment) -> str:
    """完成率 in the words of its kind; “” where it would say nothing or the value says it."""
    value, start, indicator = figure.cumulative, figure.start, figure.indicator
    is_told = _is_told_by_value(indicator) or value == ZERO or (is_small(figure) and not is_met(figure))
    if value is None or figure.printed.completion is None or is_told:
        return ""
    if indicator.traits.is_from_baseline and start is not None:
        return _way_words(figure, value - start)
    if figure.light is Light.NEARLY:
        return ""
    if indicator.traits.is_limit:
        return f"占控制目标的{figure.printed.completion}%"
    if figure.completion == HUNDRED and is_met(figure):
        return "完成年度目标"
    return f"完成年度目标的{completion_words(figure)}"


def _is_told_by_value(indicator: Indicator) -> bool:
    """Whether the value is itself a percentage of all, or of the year before."""
    return indicator.traits.is_growth or indicator.traits.is_ratio


def _way_words(figure: FigureAssessment, change: Decimal) -> str:
    """比年初净增63家，完成年度净增目标的52.5%; below the baseline, that nothing was gained."""
    is_stock = figure.indicator.traits.is_stock
    size = amount(figure.indicator, abs(change), is_difference=True)
    since, up, down, aim = ("年初", "净增", "净减", "净增") if is_stock else ("基数", "提高", "下降", "提升")
    if change == ZERO:
        return f"与{since}持平"
    if (change > ZERO) != (figure.indicator.target > (figure.start or ZERO)):
        return f"比{since}{up if change > ZERO else down}{size}，尚未形成{aim}"
    moved = f"比{since}{up if change > ZERO else down}{size}"
    if figure.period.is_year_end and is_met(figure):
        is_to_be_passed = figure.indicator.comparator is Comparator.MORE_THAN
        return moved if is_to_be_passed else f"{moved}，达到年度目标"
    return f"{moved}，完成年度{aim}目标的{completion_words(figure)}"


def is_small(figure: FigureAssessment) -> bool:
    """Whether it counts towards so few that the distance is told in its unit."""
    traits, unit = figure.indicator.traits, figure.indicator.unit
    is_single = not unit.startswith(("万", "亿"))
    return traits.is_counted and traits.is_gained and is_single and figure.indicator.target <= SMALL


def against_pace(figure: FigureAssessment) -> str:
    """快于序时进度8.3个百分点, 比序时应完成数少1个, 低于年度目标0.3个百分点; “” where nothing is judged."""
    indicator, value = figure.indicator, figure.cumulative
    if figure.light.is_grey or value is None:
        return ""
    if is_met(figure) or indicator.traits.is_limit:
        return _met_words(figure)
    if indicator.traits.is_growth:
        return _below_rate(figure, indicator.target - value)
    if figure.light is Light.NEARLY:
        return f"在年度目标（{target_words(indicator)}）允许幅度内"
    if figure.period.is_year_end:
        return f"未达到年度目标（{target_words(indicator)}）"
    return _distance(figure, value)


def _below_rate(figure: FigureAssessment, lacks: Decimal) -> str:
    """比年度目标（10%左右）低0.6个百分点，在允许幅度内; of a rate that is to fall, how far it is off."""
    indicator = figure.indicator
    if indicator.traits.is_decrease:
        return f"与年度降幅目标（{plain(indicator.target)}%）相差{_off(figure, lacks)}"
    if indicator.comparator is not Comparator.ABOUT:
        return f"低于年度目标{_off(figure, lacks)}"
    where = f"比年度目标（{target_words(indicator)}）低{_off(figure, lacks)}"
    return where + ("，在允许幅度内" if figure.light is Light.NEARLY else "")


def _limit_words(figure: FigureAssessment, value: Decimal) -> str:
    if not is_met(figure):
        place = f"第{amount(figure.indicator, value)}，"
        return over_limit(figure.indicator, value).removeprefix(place).removesuffix("。")
    return held_words(figure.indicator) + ("" if figure.light is Light.DONE else "，以全年数为准")


def _met_words(figure: FigureAssessment) -> str:
    if figure.indicator.traits.is_limit and figure.cumulative is not None:
        return _limit_words(figure, figure.cumulative)
    if figure.light is Light.ATTAINED:
        return "当期已达到年度目标，以全年数为准"
    above = figure.cumulative is not None and figure.cumulative - figure.indicator.target
    if figure.indicator.comparator is Comparator.MORE_THAN and above:
        return f"{target_words(figure.indicator)}的目标{amount(figure.indicator, above)}"
    if figure.indicator.traits.is_ratio:
        return "实现全覆盖"
    has_completion = figure.completion is not None and not _is_told_by_value(figure.indicator)
    return "" if has_completion else "达到年度目标"


def _distance(figure: FigureAssessment, value: Decimal) -> str:
    indicator, due = figure.indicator, figure.pace.due
    if figure.completion is None or figure.gap is None:
        told = from_target(figure.printed)
        if told:
            return told
        lacks = abs(indicator.target - value)
        side = "低" if value < indicator.target else "高"
        return f"{side}于年度目标{amount(indicator, lacks, is_difference=True)}"
    if is_small(figure) and due is not None and due != value:
        side = "多" if value > due else "少"
        return f"比序时应完成数{side}{amount(indicator, abs(value - due))}"
    return pace_distance(figure.printed)


def needed(figure: FigureAssessment) -> str:
    """后6个月月均需完成5.04亿元; only what is missing, where that is less than one a month; “” for none."""
    if not figure.remaining or not figure.period.months_left or not figure.indicator.traits.is_gained:
        return ""
    return ("" if is_small(figure) else monthly_words(figure)) or missing_words(figure)


def missing_words(figure: FigureAssessment) -> str:
    """还差30.20亿元, of a list in its members; “” where nothing is missing or it is no number of things."""
    if not figure.remaining or not figure.indicator.traits.is_gained:
        return ""
    if figure.indicator.counted:
        return f"还差{shown(figure.remaining, 0)}{figure.indicator.counted}"
    return f"还差{amount(figure.indicator, figure.remaining)}"


def still_words(figure: FigureAssessment) -> str:
    """What is still to be done, with its name: 还需新增企业50家, 企业总量还需净增58家, 走访还需覆盖46家.

    Of what is not gained bit by bit, its distance from the target; of what is met, its name alone.
    """
    missing, indicator = figure.remaining, figure.indicator
    if missing is None or not missing:
        return named(figure)
    if not indicator.traits.is_gained:
        return f"{named(figure)}还差{rest_words(figure, missing)}"
    if indicator.counted:
        return f"{bare_name(figure)}还需覆盖{shown(missing, 0)}{indicator.counted}"
    if indicator.traits.is_stock:
        return f"{named(figure)}还需净增{amount(indicator, missing)}"
    words = phrase(figure, missing)
    does = re.match(_DOES, words) or re.search(_ACTS, words)
    if does is None:
        return f"{named(figure)}{missing_words(figure)}"
    return f"{words[: does.start()]}还需{words[does.start() :]}"


_DOES = "新增|新培育|培育|新建|实施|立项|举办|认定|开展|获得|引进"
"""Phrases that begin with what is done."""
_ACTS = "接待|开放|举办|获|新增"
"""What is done where a phrase begins with who does it: 院士风采馆还需开放26天."""


def distance_cell(figure: FigureAssessment) -> str:
    """The distance for a column: 快8.3, 慢10.4, 持平, 低于目标0.3; “—” where there is none."""
    if figure.light.is_grey or figure.cumulative is None or figure.gap is None:
        return NONE
    if figure.completion is None or figure.indicator.traits.is_growth:
        lacks = figure.cumulative - figure.indicator.target
        side = "低" if lacks < ZERO else "高"
        return f"{side}于目标{_off(figure, lacks).removesuffix('个百分点')}" if lacks else "持平"
    gap = figure.printed.gap or ZERO
    if gap == ZERO:
        return "持平"
    return f"{'快' if gap > ZERO else '慢'}{abs(gap)}"


def _off(figure: FigureAssessment, lacks: Decimal) -> str:
    """How far it is from its target, with the decimals that every output prints."""
    told = figure.printed.to_target
    return points(lacks) if told is None else f"{abs(told)}个百分点"


def light_cell(assessed: Assessed) -> str:
    """●达序时."""
    return f"{assessed.light.symbol}{assessed.status}"
