"""What a unit said of its month, in the report of a longer period; steps whose day was put off."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import dated, month
from cixi_desktop.records.entries import Narrative, Outcome, PlannedStep
from cixi_desktop.reports.compose import compose
from tests.support.figures import YEAR, content_of, count, entry, item, plan_of
from tests.support.reports import bureau_of, material_of, paragraphs

FIRMS = count("120", name="高新技术企业新增数", phrase="新增高新技术企业{}")
TALKS = item(ItemKind.COUNTER, name="对接", unit="次", phrase="开展对接{}")
PLAN = plan_of(FIRMS, TALKS)


@pytest.mark.parametrize(
    ("typed", "said_in", "read"),
    [
        ("本月停开2天，比上个月少", 6, "6月停开2天，比5月少"),
        ("下月底前完成", 12, "次年1月底前完成"),
        ("上月", 1, "上年12月"),
        ("本季度新增，下季末前完成", 6, "二季度新增，三季度末前完成"),
        ("上季度", 2, "上年四季度"),
        ("以上月均3家，本季节性用工少，线下月报", 6, "以上月均3家，本季节性用工少，线下月报"),
    ],
)
def test_that_months_are_told_by_their_names(typed: str, said_in: int, read: str) -> None:
    assert dated(typed, said_in) == read


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("6月新增高新技术企业10家，比上月加快", ""),
        ("本月高新技术企业新增数为10家", ""),
        ("6月开展对接2次，对接院校5所", ""),
        ("本月无新增", ""),
        ("本月走访街道3个", "6月走访街道3个。"),
        ("6月12日开展对接2次", "6月12日开展对接2次。"),
        ("6月底完成新增高新技术企业申报书10份", "6月底完成新增高新技术企业申报书10份。"),
    ],
)
def test_that_what_counts_one_month_alone_stays_out_of_a_half_year(typed: str, told: str) -> None:
    """Six months of 10 firms and 2 talks each; what is left out is named for the drafter."""
    entries = [entry(FIRMS, n, increment="10") for n in range(1, 7)]
    entries += [entry(TALKS, n, increment="2") for n in range(1, 7)]
    said = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), progress_note=f"{typed}。")
    half = compose(material_of(PLAN, *entries, said, at="2025-H1"))
    assert paragraphs(half, "重点任务进展") == [f"任务。新增高新技术企业60家。开展对接12次。{told}"]
    named = f"第1项文字不是说本期，正文未引用：{dated(typed, 6)}。"
    assert (named in half.remarks) == (not told)


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("5月走访街道3个", False),
        ("5月28日印发通知", False),
        ("5月起走访街道3个", True),
        ("2025年5月28日印发的通知已落实", True),
        ("截至5月25日走访街道3个", True),
        ("5月28日前印发的通知已落实", True),
        ("5月完成方案，6月征求意见", True),
        ("7月启动申报", True),
    ],
)
def test_that_what_is_told_of_an_earlier_month_stays_out_and_is_named(typed: str, *, is_told: bool) -> None:
    said = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), progress_note=f"{typed}。")
    made = compose(material_of(PLAN, entry(FIRMS, 6, cumulative="60"), said))
    assert (typed in "".join(paragraphs(made, "重点任务进展"))) == is_told
    assert (f"第1项文字不是说本期，正文未引用：{typed}。" in made.remarks) != is_told


STAGED = item(ItemKind.HARD, id="M1-2", name="孵化器管理办法", stages=("起草", "征求意见", "印发"))
WORK = plan_of(FIRMS, TALKS, STAGED)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {1: "签订责任书", 3: "制定学习计划", 6: "举办读书班"},
            "1月签订责任书；3月制定学习计划；6月举办读书班。",
        ),
        ({6: "举办读书班。印发通知"}, "举办读书班。印发通知。"),
        ({3: "签订责任书"}, "3月签订责任书。"),
        ({1: "签订责任书", 2: "签订责任书", 3: "签订责任书"}, "1月签订责任书。"),
        (
            {4: "签订责任书。印发通知", 5: "暑期研学开展", 6: "本月走访街道3个"},
            ("4月签订责任书，印发通知；暑期研学开展；6月走访街道3个。"),
        ),
        ({3: "推进整改", 4: "目前正在选址", 5: "各项工作顺利"}, ""),
        ({3: "召开推进会", 5: "组织模拟演练"}, "3月召开推进会；5月组织模拟演练。"),
        ({3: "走访高校院所", 5: "与高校院所签约"}, "5月与高校院所签约。"),
        ({3: "走访高校院所5家", 5: "与高校院所签约"}, "3月走访高校院所5家；5月与高校院所签约。"),
        ({2: "开展对接4次", 3: "高新技术企业申报受理，印发通知"}, "3月印发通知。"),
        ({2: "孵化器管理办法形成初稿", 3: "办法起草完成", 4: "签订责任书"}, "4月签订责任书。"),
    ],
)
def test_that_a_half_year_gathers_what_its_months_told(said: dict[int, str], told: str) -> None:
    """Each once, where it was told first; without what figures, stages or a later month tell."""
    known = [entry(FIRMS, 6, cumulative="60"), entry(STAGED, 6, stage="征求意见")]
    known += [entry(TALKS, n, increment="2") for n in range(1, 7)]
    texts = [
        Narrative(task_id="1", unit_id="0", period=month(YEAR, n), progress_note=f"{words}。")
        for n, words in said.items()
    ]
    half = compose(material_of(WORK, *known, *texts, at="2025-H1"))
    (words,) = paragraphs(half, "重点任务进展")
    head = "任务。孵化器管理办法处于征求意见阶段。新增高新技术企业60家。开展对接12次。"
    assert words == f"{head}{told}"


def test_that_a_quarter_gathers_its_own_months_and_parts_what_grows_long() -> None:
    said = {n: f"完成第{'一二三四五六'[n - 1]}批{'镇街道企业' * 7}排摸" for n in range(1, 7)}
    texts = [
        Narrative(task_id="1", unit_id="0", period=month(YEAR, n), progress_note=f"{words}{n}家。")
        for n, words in said.items()
    ]
    made = compose(material_of(PLAN, *texts, at="2025-Q2"))
    (told,) = paragraphs(made, "重点任务进展")
    assert told == "任务。" + "".join(f"{n}月{said[n]}{n}家。" for n in (4, 5, 6))


def test_that_the_bureaus_section_tells_the_months_of_its_tasks_in_their_order() -> None:
    tasks = (WORK.sections[0].tasks[0], replace(WORK.sections[0].tasks[0], id="2"))
    plan = replace(WORK, sections=(replace(WORK.sections[0], tasks=tasks),))
    texts = [
        Narrative(task_id=task, unit_id="0", period=month(YEAR, n), progress_note=f"{words}。")
        for task, n, words in (("1", 5, "举办读书班"), ("2", 2, "签订责任书"), ("2", 6, "举办读书班"))
    ]
    made = compose(bureau_of(plan, content_of(entry(FIRMS, 6, cumulative="60"), *texts), at="2025-H1"))
    assert "2月签订责任书；5月举办读书班。" in made.text


def kept(*texts: Narrative, at: str = "2025-H1") -> str:
    """How the half-year's report tells what became of the steps."""
    content = content_of(entry(FIRMS, 6, cumulative="60"), *texts)
    (told,) = paragraphs(compose(bureau_of(PLAN, content, at=at)), "前期打算落实情况")
    return told


def planned(number: int, due: str, words: str = "完成招标", outcome: Outcome | None = None) -> Narrative:
    return Narrative(
        task_id="1",
        unit_id="0",
        period=month(YEAR, number),
        next_steps=words,
        steps=(PlannedStep(words=words, due=due),),
        outcomes=((words, outcome),) if outcome else (),
    )


def test_that_a_step_is_told_with_the_day_that_was_entered_beside_it() -> None:
    assert (
        kept(planned(2, "3月底前")) == "已到时限、未写明结果1项：完成招标，3月底前完成〔请补充：落实情况〕。"
    )


def test_that_a_day_put_off_beside_the_words_is_told() -> None:
    twice = planned(2, "3月底"), planned(3, "6月底")
    assert kept(*twice) == (
        "已到时限、未写明结果1项：完成招标，3月底前完成，后推迟至6月底〔请补充：落实情况〕。"
    )
    done = planned(5, "6月底", outcome=Outcome.DONE)
    assert kept(*twice, done).startswith("前期打算已完成1项：完成招标，3月底前完成，后推迟至6月底。")
    words = planned(2, "", "3月底前完成招标"), planned(3, "6月底", "3月底前完成招标")
    assert "：3月底前完成招标，后推迟至6月底〔请补充" in kept(*words)


def test_that_what_was_put_off_beyond_the_period_is_not_asked_for() -> None:
    assert kept(planned(2, "3月底"), planned(3, "9月底")) == (
        "延期1项：完成招标，3月底前完成，后推迟至9月底。"
    )
    assert kept(planned(2, "3月底"), planned(3, "2026年1月底")).startswith("延期1项")
    assert kept(planned(2, "6月底"), planned(3, "4月底")).endswith("后调整至4月底〔请补充：落实情况〕。")


def test_that_a_day_within_a_span_is_no_other_day() -> None:
    words = "三季度开展督查"
    assert kept(planned(7, "9月底", words), at="2025").startswith(
        "已到时限、未写明结果1项：三季度开展督查，9月底前完成〔"
    )
    assert kept(planned(7, "", words), at="2025").startswith("已到时限、未写明结果1项：三季度开展督查〔")


def test_that_the_same_words_of_two_tasks_are_two_steps() -> None:
    """One by March, one by June: neither was put off; what both say with the same day is told once."""
    tasks = (PLAN.sections[0].tasks[0], replace(PLAN.sections[0].tasks[0], id="2"))
    plan = replace(PLAN, sections=(replace(PLAN.sections[0], tasks=tasks),))

    def told(first: str, second: str) -> str:
        texts = planned(2, first), replace(planned(2, second), task_id="2")
        made = compose(bureau_of(plan, content_of(*texts), at="2025-H1"))
        return "".join(paragraphs(made, "前期打算落实情况"))

    assert told("3月底", "6月底") == (
        "已到时限、未写明结果2项：完成招标，3月底前完成；完成招标，6月底前完成〔请补充：落实情况〕。"
    )
    assert told("3月底", "3月底") == "已到时限、未写明结果1项：完成招标，3月底前完成〔请补充：落实情况〕。"


def test_that_a_step_of_next_year_is_not_due_in_this_one() -> None:
    due = planned(11, "", "12月底前完成招标")
    assert "已到时限" in kept(due, at="2025")
    for words in ("次年1月底前完成招标", "2026年3月底前完成招标"):
        made = compose(bureau_of(PLAN, content_of(planned(11, "", words)), at="2025"))
        assert paragraphs(made, "前期打算落实情况") == []


def test_that_the_programs_own_sentences_are_not_told_as_the_same_words() -> None:
    """A stage that stays is drafted in the same words each month; a person's words are named."""
    work = item(ItemKind.HARD, name="管理办法")
    entries = [entry(work, n, stage="审议") for n in range(4, 7)]

    def remarks(typed: str) -> tuple[str, ...]:
        said = [
            Narrative(task_id="1", unit_id="0", period=month(YEAR, n), progress_note=typed)
            for n in range(4, 7)
        ]
        return compose(material_of(plan_of(work), *entries, *said)).remarks

    same = "进展情况连续3个月以上文字相同：第1项。"
    assert same not in remarks("管理办法处于审议阶段。")
    assert same in remarks("召开协调会。")
