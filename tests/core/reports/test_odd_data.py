"""Reports of data that no sample has: falling rates, ranks, steps put off, papers to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.records.basis import Basis
from cixi_desktop.records.entries import Narrative
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.remarks import check_sentence
from cixi_desktop.reports.report import Sentence
from cixi_desktop.values import Comparator
from cixi_desktop.wording.report_sentences import brief
from tests.support.figures import (
    YEAR,
    amount,
    content_of,
    count,
    coverage,
    decrease,
    entry,
    item,
    judged,
    plan_of,
    rank,
)
from tests.support.reports import bureau_of, material_of, paragraphs, tables


def test_that_a_fall_is_compared_as_the_fall_that_it_is() -> None:
    figure = decrease(name="万元GDP用水量", phrase="万元GDP用水量同比下降{}")
    material = material_of(plan_of(figure), entry(figure, 6, value="2.1"))
    right, wrong = (Sentence(f"万元GDP用水量同比下降{n}%。", (figure.id,)) for n in ("2.1", "2.3"))
    assert list(check_sentence(right, material)) == []
    assert list(check_sentence(wrong, material)) == ["“万元GDP用水量”：文中2.3%，表内2.1%。"]


def test_that_the_places_to_come_under_are_no_place() -> None:
    figure = rank("3", name="水土保持率考核", phrase="水土保持率考核列第{}")
    material = material_of(plan_of(figure), entry(figure, 6, value="5"))
    assert list(check_sentence(Sentence("水土保持率考核未进入前3位。"), material)) == []
    assert list(check_sentence(Sentence("水土保持率考核列第4位。"), material)) == [
        "“水土保持率考核”：文中4位，表内5位。"
    ]


def test_that_what_one_month_brought_is_not_held_against_a_whole_half_year() -> None:
    figure = count("12", name="大坝安全鉴定数", phrase="完成大坝安全鉴定{}", unit="座")
    entries = [entry(figure, n, increment="1") for n in range(1, 7)]
    said = Sentence("6月完成大坝安全鉴定1座。")
    assert list(check_sentence(said, material_of(plan_of(figure), *entries, at="2025-H1"))) == []
    wrong = Sentence("6月完成大坝安全鉴定2座。")
    assert list(check_sentence(wrong, material_of(plan_of(figure), *entries))) == [
        "“大坝安全鉴定数”：文中2座，表内本期1座。"
    ]


def test_that_a_step_put_off_is_told_once_with_its_first_and_last_day() -> None:
    figure = count("120", phrase="新增企业{}")
    texts = [
        Narrative(task_id="1", unit_id="0", period=month(YEAR, n), next_steps=f"{n + 1}月底前完成招标。")
        for n in (2, 3, 4)
    ]
    content = content_of(entry(figure, 6, cumulative="60"), *texts)
    made = compose(bureau_of(plan_of(figure), content, at="2025-H1"))
    assert "已到时限、未写明结果1项：3月底前完成招标，后推迟至5月底〔请补充：落实情况〕。" in made.text


def test_that_a_list_is_told_as_a_rate() -> None:
    figures = [coverage(name=name, phrase=name + "{}") for name in ("走访企业", "走访覆盖率")]
    told = [brief(judged(f, entry(f, 6, numerator="24", denominator="60"))) for f in figures]
    assert told == [
        "走访企业完成率40.0%，慢于序时进度10.0个百分点",
        "走访覆盖率40.0%，慢于序时进度10.0个百分点",
    ]


def test_that_a_last_stage_without_its_paper_is_not_told_as_done() -> None:
    work = item(ItemKind.HARD, name="印发水网建设规划")
    due = Basis(target_id=work.id, deadline=date(YEAR, 5, 31))
    content = content_of(entry(work, 6, stage="印发"), due)
    made = compose(bureau_of(plan_of(count("120"), work), content))
    assert "水网建设规划已到印发阶段，依据（文号、日期）待补，暂不计完成" in made.text


def test_that_many_late_without_steps_are_told_with_what_they_lack() -> None:
    """3.1 of 12亿元: 8.9 are missing, 1.49 a month, told as 1.5; the chart has what was entered."""
    money = amount("12", id="X-1", name="水利投资", decimals=0, phrase="水利投资为{}")
    works = count("2", id="X-2", name="供水工程", unit="处", phrase="新建供水工程{}")
    entries = [entry(money, n, cumulative=value) for n, value in ((5, "2.4"), (6, "3.1"))]
    content = content_of(*entries, entry(works, 6, cumulative="0"))
    made = compose(bureau_of(plan_of(money, works), content, at="2025-H1"))
    assert "原因未填报" in paragraphs(made, "存在的主要问题")[0]
    assert (
        "还需新建供水工程2处；水利投资还差8.9亿元，后6个月月均需完成1.5亿元，〔请补充：下一步打算〕。"
        in made.text
    )
    drawn = compose(bureau_of(plan_of(money, works), content, at="2025-Q2")).charts[0].lines[0]
    assert drawn.values[4:6] == (Decimal("2.4"), Decimal("3.1"))


def test_that_a_year_end_calls_what_is_left_not_completed_and_repeats_the_last_cause() -> None:
    works = [item(ItemKind.HARD, id=f"M1-{n}", name=name) for n, name in ((1, "节水办法"), (2, "采砂办法"))]
    told = Narrative(task_id="1", unit_id="0", period=month(YEAR, 9), problems="采砂办法意见分歧较大。")
    near = count("15", name="重点项目", comparator=Comparator.ABOUT, phrase="实施重点项目{}", unit="个")
    stages = [entry(work, 12, stage="审议") for work in works]
    content = content_of(entry(near, 12, cumulative="14"), *stages, told)
    made = compose(bureau_of(plan_of(near, *works), content, at="2025"))
    rows = tables(made)["表3"].rows
    assert [row[0] for row in rows] == ["节水办法", "采砂办法"]
    assert rows[1][2] == "9月反映采砂办法意见分歧较大〔请补充：年末原因〕"
    own = compose(material_of(plan_of(near, *works), *content.records.values(), at="2025"))
    assert "阶段和清单类事项2项，均未完成。" in own.text
