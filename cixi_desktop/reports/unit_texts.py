"""What units wrote, laid to the figures and items that it speaks of: causes, steps, requests, deadlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.assessment.assess import target_of
from cixi_desktop.assessment.lights import SLOW
from cixi_desktop.checks.subjects import FAINT, PLAIN, closest, in_common, spoken_of, step_for
from cixi_desktop.periods import MONTHS, dated
from cixi_desktop.reports.length import Brevity
from cixi_desktop.wording.drafting import is_drafted
from cixi_desktop.wording.report_sentences import in_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cixi_desktop.assessment.assess import Assessed, ItemAssessment, TaskAssessment
    from cixi_desktop.reports.material import Material, Said

PROGRESS, PROBLEMS, STEPS, REQUESTS = "progress_note", "problems", "next_steps", "requests"
REQUEST = re.compile("提请|请示|报请|请求协调")
_SLOWNESS = re.compile("(?:偏慢|略慢|较慢|滞后|缓慢|低于预期)$")
_DEADLINE = re.compile(
    r"(?:(?:[次明下]|20\d\d)年)?(?:\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬)?|年底|[一二三四]季度末?)(?:之?前|以前)|(?:^|(?<=[，；]))[一二三四]季度"
)
_EMPTY = re.compile(
    "稳步|扎实|有力有序|成效显著|圆满|有序推进|按计划推进|总体平稳|顺利|同步推进|持续开展|基本落地|陆续"
)
_GENERATED = re.compile(
    r"^(?:截至\d+月(?:底|\d+日)|1(?:—\d+)?月)，.*(?:年度(?:净[增减]|提高|下降)?目标|序时进度|基数|年初)"
)


_COMMA = re.compile("，(?![^（]*）)")
"""A comma that parts a sentence, and not what stands in brackets."""
_GOES_ON = re.compile(
    "慢于|快于|低于|高于|超过|与序时|与上|完成年度|完成率|办结率|比|较|由|累计|占|还差|还需|其中|同比"
)
"""How a part begins that goes on with the subject of the one before."""


def causes(material: Material, assessed: Assessed) -> tuple[Said, ...]:
    """What the units say keeps a figure or item back, in the closing month."""
    return _of(material, assessed, PROBLEMS)


def steps(material: Material, assessed: Assessed) -> tuple[Said, ...]:
    """What the units are going to do about it."""
    return _of(material, assessed, STEPS)


def _of(material: Material, assessed: Assessed, field: str) -> tuple[Said, ...]:
    tasks = _tasks_of(material, assessed)
    told = [(task, said) for task in tasks for said in material.lines(field, {task.task.id})]
    return _speaking(material, assessed, told)


def _tasks_of(material: Material, assessed: Assessed) -> list[TaskAssessment]:
    return [task for task in material.now.tasks if any(each.id == assessed.id for each in task.assessed)]


def _speaking(
    material: Material, assessed: Assessed, told: Sequence[tuple[TaskAssessment, Said]]
) -> tuple[Said, ...]:
    """What speaks of it; where nothing does and it is slow, what is said of its tasks at large."""
    laid = [(said, subjects(material, task, said)) for task, said in told]
    own = tuple(said for said, targets in laid if assessed.id in targets)
    at_large = (said for said, targets in laid if not targets) if assessed.light in SLOW else ()
    return own or tuple(at_large)


def subjects(material: Material, task: TaskAssessment, said: Said) -> tuple[str, ...]:
    """The figures and items of its task that a sentence speaks of."""
    if said.field == PROBLEMS:
        return spoken_of(task.assessed, said.words)
    problems = [each.words for each in material.lines(PROBLEMS, {task.task.id})]
    return step_for(task.assessed, said.words, problems)


def speaks_plainly(task: TaskAssessment, said: Said) -> bool:
    """Whether a sentence names what it speaks of."""
    return bool(closest(task.assessed, said.words, PLAIN))


def cause(material: Material, assessed: Assessed) -> str:
    """Why it is slow, as one clause: its own 说明, else the problems that speak of it; “” for none."""
    own = "" if assessed.light.is_grey else own_reason(assessed)
    return own or _without_name(assessed, cause_words(causes(material, assessed)))


def _without_name(assessed: Assessed, words: str) -> str:
    """A cause without the name of what it is said of in front: 申报数量不足."""
    name = in_text(assessed.name)
    while words and len(head := _head_in(name, words)) >= _SAME:
        words = words.removeprefix(head).lstrip("，、的")
    return words


def _head_in(name: str, words: str) -> str:
    """The longest beginning of the words that the name has too."""
    return next((words[:size] for size in range(len(words) - 1, 0, -1) if words[:size] in name), "")


def own_reason(assessed: Assessed) -> str:
    """Its own 说明, without the full stop."""
    entry = assessed.entry
    return dated(entry.reason.strip().rstrip("。"), entry.period.last) if entry else ""


def earlier_cause(material: Material, assessed: Assessed) -> str:
    """9月反映首单项目尚在比选: what was last said to keep it back in an earlier month; “” for nothing."""
    by_id = {task.task.id: task for task in _tasks_of(material, assessed)}
    problems = [said for said in material.said if said.field == PROBLEMS and said.task_id in by_id]
    for month in range(material.period.last, 0, -1):
        told = [(by_id[said.task_id], said) for said in problems if said.month == month]
        words = cause_words(_speaking(material, assessed, told))
        if words:
            return f"{month}月反映{words}"
    return ""


def cause_words(said: Sequence[Said]) -> str:
    """Problems as one clause; “” for none."""
    return "；".join(filter(None, (_reason(each.words) for each in said)))


def _reason(words: str) -> str:
    """What a problem says beside that something is slow, and beside what it asks for."""
    parts = [part for part in _COMMA.split(words) if not REQUEST.search(part)]
    kept = [part for part in parts if not _SLOWNESS.search(part)]
    return "，".join(kept or parts)


def step_words(said: Sequence[Said]) -> str:
    """The steps as one clause; “” for none. What is asked of the leaders stands elsewhere."""
    return "；".join(_step(each) for each in said if not REQUEST.search(each.words))


def _step(said: Said) -> str:
    """A step with who has to coordinate it in front and its day behind, where its words do not say so."""
    return with_days(with_partner(said), (said.step.due,) if said.step else ())


def with_days(words: str, days: Sequence[str]) -> str:
    """完成招标，3月底前完成，后推迟至6月底: a step with the first and the last day that it was given."""
    first, *later = days_given(words, days) or ("",)
    told = words if first in words else f"{words}，{first}前完成"
    if not later:
        return told
    is_later = month_due(later[-1]) > month_due(first)
    return f"{told}，后{'推迟' if is_later else '调整'}至{later[-1]}"


def days_given(words: str, days: Sequence[str]) -> tuple[str, ...]:
    """The days that a step was given, each once: the one that its words name, then those beside them.

    A span that the words name (三季度) gives way to a day beside them.
    """
    own, beside = deadline_of(words), [day.removesuffix("前") for day in days if day]
    is_span = bool(beside) and not _MONTH.search(own)
    return tuple(dict.fromkeys(filter(None, ("" if is_span else own, *beside))))


def month_due(day: str, year: int = 0) -> int:
    """The month of a deadline, 13 or more for one of the next year, or for none."""
    month = _MONTH.search(day)
    number = int(month[1]) if month else next((n for span, n in _SPANS.items() if span in day), MONTHS + 1)
    is_next = re.match("[次明下]年|20", day) and not day.startswith(f"{year}年")
    return number + MONTHS if is_next else number


_MONTH = re.compile(r"(\d{1,2})月")
_SPANS = {"一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "年底": 12}


def with_partner(said: Said) -> str:
    """会同市经信局排查在建项目: a step with who has to coordinate it, where its words do not say so."""
    partner = said.step.partner if said.step else ""
    return f"会同{partner}{said.words}" if partner and partner not in said.words else said.words


def deadline_words(said: Sequence[Said]) -> str:
    """The deadline that the unit itself named for its steps: 7月底; “” for none."""
    return next(filter(None, map(due_words, said)), "")


def due_words(said: Said) -> str:
    """The deadline of one step: as it was entered, else as its words say."""
    return (said.step.due.removesuffix("前") if said.step else "") or deadline_of(said.words)


def deadline_of(words: str) -> str:
    """The deadline that a sentence names: 7月底; “” for none."""
    found = _DEADLINE.search(words)
    return re.sub("之?前$|以前$", "", found[0]) if found else ""


def without_deadline(words: str) -> str:
    """A step without the deadline that it names: what stays the same when it is put off."""
    return _DEADLINE.sub("", words)


def requests(material: Material) -> tuple[Said, ...]:
    """What the units ask the leaders for, each once: under 需协调事项, or in so many words elsewhere."""
    tasks = {task.task.id for task in material.now.tasks}
    asked = material.lines(REQUESTS, tasks)
    told = {said.words for said in asked}
    others = (said for field in (PROBLEMS, STEPS) for said in material.lines(field, tasks))
    return (*asked, *(s for s in others if REQUEST.search(s.words) and s.words not in told))


def progress_lines(material: Material, task: TaskAssessment) -> tuple[Said, ...]:
    """What the units wrote of a task's progress by themselves, month by month.

    Without the program's own sentences, empty words, what the stages tell, what had been written before the
    period, what says more than the stages, and what tells of other months; of earlier months also without
    what the figures or a later month tell, and what was so for the moment.
    """
    found = (
        _without_told(task, said, is_past=said.month < material.period.last)
        for said in material.lines_of_months(PROGRESS, {task.task.id})
        if not _GENERATED.search(said.words)
        and not _is_empty(said.words)
        and material.since(said) >= material.period.first
        and not _claims_too_much(task, said)
        and not _is_of_other_months(material, task, said)
        and not (said.month < material.period.last and _MOMENTARY.search(said.words))
        and not is_drafted(task, said.words)
    )
    told = [said for said in found if said.words]
    return tuple(said for said in told if not any(_goes_further(later, said) for later in told))


_MOMENTARY = re.compile(
    "(?:推进|推动|筹备|准备|谋划|加快|继续)(?!会|教育)|正在|目前|抓紧|尚[未在无待需]|仍|暂|即将|(?<!模)拟"
)
"""Words of what was going on at the time."""
_SAME = 4
"""Characters in common by which two sentences plainly speak of the same work."""


def _goes_further(later: Said, said: Said) -> bool:
    """Whether a later month tells on of the same work; a number that was told before stays beside it."""
    is_counted = any(map(str.isdecimal, said.words))
    return later.month > said.month and not is_counted and len(in_common(said.words, later.words)) >= _SAME


def gathered_words(material: Material, tasks: Sequence[TaskAssessment]) -> tuple[str, ...]:
    """What the units wrote of the tasks' progress by themselves, as sentences without their full stops.

    3月制定年度学习计划；6月组织专题读书班: by months, where not all is of the closing one.
    In a shortened report the last of each task.
    """
    last = -1 if material.brevity >= Brevity.ONE_A_TASK else 0
    lines = [said for task in tasks for said in progress_lines(material, task)[last:]]
    told: dict[str, Said] = {}
    for said in sorted(lines, key=lambda said: said.month):
        told.setdefault(said.words, said)
    if all(said.month == material.period.last for said in lines):
        return tuple(told)
    sentences: list[str] = []
    month = 0
    for said in told.values():
        names_time, is_same = bool(_NAMES_TIME.search(said.words)), said.month == month
        words = said.words if names_time or is_same else f"{said.month}月{said.words}"
        month = 0 if names_time else said.month
        if sentences and len(sentences[-1]) + len(words) < _LONG_SENTENCE:
            sentences[-1] += f"{'，' if is_same else '；'}{words}"
        else:
            sentences.append(words)
    return tuple(sentences)


_LONG_SENTENCE = 80
"""Characters from which on what was joined is parted."""
_NAMES_TIME = re.compile(r"^(?:今年|全年|年度|上半年|下半年|[一二三四]季度|截至|暑期|寒假)|\d月")


def _is_empty(words: str) -> bool:
    """Whether it praises and tells no number."""
    return bool(_EMPTY.search(words)) and not any(map(str.isdecimal, words))


def _tells_stage(milestones: Sequence[ItemAssessment], part: str, *, is_past: bool) -> bool:
    """Whether it names the stage of a milestone that it may speak of, or one before: 规划形成初稿."""
    staged = [
        item
        for item in milestones
        if any(stage in part for stage in (item.item.stages if is_past else (item.stage,)) if stage)
    ]
    return bool(closest(staged, part, FAINT))


def _without_told(task: TaskAssessment, said: Said, *, is_past: bool) -> Said:
    """The sentence without the parts on milestones, whose stages are told already, and what goes on there.

    Of an earlier month without those on any figure or item.
    """
    milestones = [item for item in task.items if item.item.is_milestone]
    known = task.assessed if is_past else milestones
    parts = list[str]()
    is_told = False
    for part in _COMMA.split(said.words):
        if not (is_told and _GOES_ON.match(part)):
            is_told = bool(closest(known, part, PLAIN)) or _tells_stage(milestones, part, is_past=is_past)
        if not is_told:
            parts.append(part)
    return replace(said, words="，".join(parts))


def contradicted(material: Material) -> tuple[Said, ...]:
    """The sentences on progress that say more than the stages, such as 获批 where it is still 报批."""
    return tuple(
        said
        for task in material.now.tasks
        for said in material.lines(PROGRESS, {task.task.id})
        if _claims_too_much(task, said)
    )


def of_other_months(material: Material) -> tuple[Said, ...]:
    """The sentences on progress that tell of earlier months, or in a longer period of the last alone."""
    return tuple(
        said
        for task in material.now.tasks
        for said in material.lines(PROGRESS, {task.task.id})
        if _is_of_other_months(material, task, said) and not is_drafted(task, said.words)
    )


def _is_of_other_months(material: Material, task: TaskAssessment, said: Said) -> bool:
    """5月走访企业20家, in June; 6月新增企业10家, of which a half-year has its own number; 6月无新增."""
    found = list(_OF_MONTH.finditer(said.words))
    months = [int(each[1]) for each in found]
    if months and max(months) < material.period.first:
        return True
    alone = next((each for each in found if int(each[1]) == said.month and not each[2]), None)
    if material.period.is_month or alone is None:
        return False
    rest = said.words[: alone.start()] + said.words[alone.end() :]
    is_counted = any(map(str.isdecimal, rest)) and _speaks_of_count(task, rest)
    return is_counted or bool(_NOTHING_NEW.match(said.words[alone.end() :]))


_OF_MONTH = re.compile(
    r"(?<![\d—年至])(\d{1,2})月(?![底末初前起—]|[上中下]旬|以来|\d+日[前起])份?(\d{1,2}日)?"
)
"""A month in which something was done, and its day; no deadline and no day up to which figures reach."""


def _speaks_of_count(task: TaskAssessment, words: str) -> bool:
    """Whether it speaks of a figure, or of what is counted: by its name or by how its sentence begins."""
    counted: list[Assessed] = [*task.figures, *(i for i in task.items if i.item.traits.is_whole)]
    phrases = (target_of(each).phrase.partition("{}")[0] for each in counted)
    return bool(closest(counted, words, PLAIN)) or any(head and head in words for head in phrases)


_NOTHING_NEW = re.compile("(?:暂|尚|均)?(?:无|没有|未)")
_CLAIMS = {"获批": "报批", "批复": "报批", "印发": "印发", "完成": "", "挂牌": "挂牌", "开业": "开业"}
"""Words that claim a stage to be passed (获批) or reached; “” is the last one."""


def _claims_too_much(task: TaskAssessment, said: Said) -> bool:
    milestones = [item for item in task.items if item.item.is_milestone]
    return any(
        _is_behind(item, part)
        for part in re.split("[，、]", said.words)
        for item in milestones
        if item.id in closest(milestones, part, PLAIN)
    )


def _is_behind(item: ItemAssessment, part: str) -> bool:
    """Whether the item has not come as far as the words claim."""
    for word, stage in _CLAIMS.items():
        places = [n for n, name in enumerate(item.item.stages, start=1) if stage and stage in name]
        place = places[0] + (stage == "报批") if places else len(item.item.stages)
        if word in part and (places or not stage) and item.stage_number < place:
            return True
    return False


def repeated(material: Material, least: int) -> tuple[tuple[Said, int], ...]:
    """What people wrote on progress in the same words for ``least`` months or more, with the months."""
    found = (
        (said, said.month - material.since(said) + 1)
        for task in material.now.tasks
        for said in material.lines(PROGRESS, {task.task.id})
        if not is_drafted(task, said.words)
    )
    return tuple((said, months) for said, months in found if months >= least)
