"""What a report leaves to its annexes, and what it tells once: short names, many behind, measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.plan import Modality
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Narrative
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.remarks import check_sentence
from cixi_desktop.reports.report import (
    Chart,
    Heading,
    Paragraph,
    Sentence,
    Table,
    led,
    measured_once,
    said_once,
)
from cixi_desktop.wording.drafting import drafted
from tests.support.figures import YEAR, amount, assessed, content_of, count, entry, item, plan_of, twelve
from tests.support.reports import bureau_of, material_of, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.plan import Indicator
    from cixi_desktop.reports.report import Report


def firms(number: int) -> Indicator:
    return count(
        "120",
        id=f"X-{number}",
        name=f"第{number}类企业新增数",
        short=f"{number}类企业",
        phrase=f"新增第{number}类企业{{}}",
    )


LONGEST = {"2025-06": 1300, "2025-Q2": 2000, "2025-H1": 2500, "2025": 3000}
"""Characters of the text of each kind, title, addressee and headings with it and tables without."""


@pytest.mark.parametrize(("key", "unit"), [*((key, "") for key in LONGEST), ("2025-06", "示例高新科")])
def test_that_the_sample_years_texts_keep_to_their_length(
    report: Callable[..., Report], key: str, unit: str
) -> None:
    made = report(key, unit)
    told = (
        b.words if isinstance(b, Heading) else b.text for b in made.blocks if not isinstance(b, Table | Chart)
    )
    words = "".join((made.title, made.addressee, *told))
    assert LONGEST[key] // 2 < len(words) <= LONGEST[key]


def test_that_a_name_of_fifteen_characters_has_one_line_in_the_table() -> None:
    """15 characters of 9 pt are 47.6 mm; 156 mm are to be had, a millimetre of each column stays blank."""
    made = compose(bureau_of(plan_of(firms(1)), content_of(entry(firms(1), 6, cumulative="60"))))
    widths = made.annexes[0].widths
    assert 156 * widths[1] / sum(widths) - 1 > 15 * 9 * 25.4 / 72


def test_that_the_rest_of_many_behind_is_told_by_name() -> None:
    """50 of 120 is 8.3 points behind. Up to five are told, of six the five and the sixth by its name."""
    for number, rest in ((5, ""), (6, "另有6类企业1项。"), (10, "另有6类企业、7类企业等5项。")):
        figures = [firms(n) for n in range(1, number + 1)]
        content = content_of(*(entry(f, 6, cumulative="50") for f in figures))
        (told,) = paragraphs(compose(bureau_of(plan_of(*figures), content)), "欠序时情况")
        assert told == (
            f"欠序时{number}项。1类企业50家，慢于序时进度8.3个百分点；2类企业50家，慢8.3个百分点；"
            "3类企业50家，慢8.3个百分点；4类企业50家，慢8.3个百分点；5类企业50家，慢8.3个百分点。"
            f"{rest}原因、打算和时限见附件2。"
        )


def test_that_striving_ones_are_told_where_nothing_binding_is_behind() -> None:
    figures = [firms(n) for n in range(1, 7)]
    content = content_of(*(entry(f, 6, cumulative="50") for f in figures))
    plan = plan_of(*figures, modality=Modality.CONTENDING)
    (told,) = paragraphs(compose(bureau_of(plan, content)), "欠序时情况")
    assert told.startswith("欠序时6项。力争、争取类中，1类企业50家，慢于序时进度8.3个百分点；2类企业50家")
    assert told.endswith("5类企业50家，慢8.3个百分点。另有6类企业1项。原因、打算和时限见附件2。")


def test_that_an_item_behind_stands_with_the_figures_while_there_are_few() -> None:
    work = item(ItemKind.HARD, name="印发孵化器管理办法")
    basis = Basis(target_id=work.id, pace_plan=twelve(m6="2"))
    made = compose(
        bureau_of(
            plan_of(firms(1), work),
            content_of(entry(firms(1), 6, cumulative="50"), entry(work, 6, stage="方案"), basis),
        )
    )
    assert paragraphs(made, "欠序时情况") == [
        (
            "欠序时2项（指标1项、事项1项）。1类企业50家，慢于序时进度8.3个百分点。孵化器管理办法慢于计划1个阶段。"
            "原因、打算和时限见附件2。"
        )
    ]


def test_that_a_single_figure_that_turned_needs_no_count_and_a_list_ahead_is_told() -> None:
    """40 of 120 in May is 8.3 points behind; 18 of 30 is 60 % of 50, in May 12 of 30 were 40 % of 41.7."""
    todo = item(ItemKind.LIST, name="问题整改", unit="个")
    content = content_of(
        entry(firms(1), 5, cumulative="40"),
        entry(firms(1), 6, increment="20"),
        *(entry(todo, n, numerator=done, denominator="30") for n, done in ((5, "12"), (6, "18"))),
    )
    made = compose(bureau_of(plan_of(firms(1), todo), content))
    assert paragraphs(made, "主要进展") == [
        (
            "1类企业本月20家，累计60家，与序时进度持平。"
            "问题整改共30个，已办结18个，办结率60.0%，快于序时进度10.0个百分点。"
        )
    ]


def test_that_problems_of_before_that_are_still_there_are_told_as_such() -> None:
    figure = firms(1)
    texts = [
        Narrative(task_id="1", unit_id="0", period=month(YEAR, n), problems="缺项目") for n in range(3, 7)
    ]
    entries = [entry(figure, n, cumulative=str(10 * n)) for n in range(1, 7)]
    made = compose(bureau_of(plan_of(figure), content_of(*entries, *texts), at="2025-Q2"))
    assert paragraphs(made, "问题和打算") == ["二季度末前期反映的1个问题仍待解决。"]


def test_that_amounts_that_stay_below_their_pace_are_told_together() -> None:
    """50/12 = 4.17 a month; 3.00 each month, and 2.00, 3.00 and 4.00."""
    level, rising = (
        amount("50", id=f"X-{n}", name=f"{name}投资额", short=f"{name}投资", phrase=f"{name}投资额为{{}}")
        for n, name in ((1, "工业"), (2, "技改"))
    )
    course = ((3, "9", "9"), (4, "12", "11"), (5, "15", "14"), (6, "18", "18"))
    content = content_of(
        *(entry(f, n, cumulative=v) for n, *vs in course for f, v in zip((level, rising), vs, strict=True))
    )
    made = compose(bureau_of(plan_of(level, rising), content, at="2025-Q2"))
    (told,) = paragraphs(made, "分析和预判")
    assert told == (
        "工业投资、技改投资偏慢不是月度波动。4—6月工业投资各月均为3.00亿元；"
        "技改投资分别为2.00亿元、3.00亿元、4.00亿元，均低于序时月均。"
    )


def test_that_a_year_in_which_most_was_missed_did_not_end_well() -> None:
    """In March 6 of 120 are 20 points behind, 40 ahead; in December one of three is met."""
    figures = [firms(n) for n in (1, 2, 3)]
    course = ((3, ("6", "6", "6")), (12, ("120", "20", "20")))
    entries = [entry(f, n, cumulative=v) for n, vs in course for f, v in zip(figures, vs, strict=True)]
    made = compose(bureau_of(plan_of(*figures), content_of(*entries), at="2025"))
    assert "前低后高" not in made.text


def test_that_a_number_behind_a_short_name_is_held_against_the_figure() -> None:
    figure = count("120", name="高新技术企业新增数", short="高企新增数", phrase="新增高新技术企业{}")
    material = material_of(plan_of(figure), entry(figure, 6, increment="25", cumulative="70"))
    wrong = Sentence("高企新增71家，快于序时进度8.3个百分点。", (figure.id,))
    assert list(check_sentence(wrong, material)) == [
        "“高新技术企业新增数”：文中71家，表内本期25家、累计70家。"
    ]
    assert list(check_sentence(replace(wrong, words="高企新增70家。"), material)) == []


def test_that_what_is_measured_against_is_told_once_in_a_paragraph() -> None:
    words = (
        "甲50家，慢于序时进度8.3个百分点。",
        "乙60家，完成年度目标的50.0%，由滞后转为快于序时进度2.7个百分点。",
        "丙70家，完成年度目标的58.3%，快于序时进度8.3个百分点，比序时应完成数少1个。",
    )
    sentences = [Sentence(each, ("X-1",)) for each in words]
    once = ("丙70家，完成58.3%，快8.3个百分点，比序时应完成数少1个。",)
    assert tuple(each.words for each in said_once(sentences)) == (*words[:2], *once)
    (paragraph,) = measured_once(Paragraph((*sentences, Sentence("我科慢于序时进度3个百分点。"))))
    assert paragraph.text == "".join((*words[:2], *once, "我科慢于序时进度3个百分点。"))


def test_that_a_single_part_has_no_number() -> None:
    told = (Sentence("甲。"),)
    assert [each.lead for each in led((("头。", told), ("尾。", ())))] == ["头。"]
    assert [each.lead for each in led((("头。", told), ("尾。", told)))] == ["（一）头。", "（二）尾。"]


def test_that_an_accepted_draft_that_names_its_day_once_is_not_told_beside_the_figures() -> None:
    """截至6月底，新增第1类企业60家，…；新增第2类企业60家，…: the second sentence stands without the day."""
    counter = item(ItemKind.COUNTER, name="对接", unit="次", phrase="开展对接{}")
    plan, known = plan_of(firms(1), firms(2), counter), [entry(firms(n), 6, cumulative="60") for n in (1, 2)]
    known += [entry(counter, 5, increment="9"), entry(counter, 6, increment="3")]
    draft = drafted(assessed(plan, *known).task("1"), "走访企业20家。")
    assert draft == (
        "走访企业20家。\n截至6月底，新增第1类企业60家，完成年度目标的50.0%，与序时进度持平；"
        "新增第2类企业60家，完成年度目标的50.0%，与序时进度持平；6月开展对接3次，累计12次。"
    )
    text = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), progress_note=draft)
    made = compose(material_of(plan, *known, text))
    assert paragraphs(made, "重点任务进展") == [
        "任务。1类企业60家，与序时进度持平；2类企业60家，与序时进度持平。6月开展对接3次，累计12次。走访企业20家。"
    ]
    half = compose(bureau_of(plan, content_of(*known, text), at="2025-H1"))
    assert half.text.count("第2类企业60家") == 1
