"""How long the sample year's reports may be, what is left out step by step, and what never is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cixi_desktop.plan import Coupling, Tie
from cixi_desktop.reports.compose import compose, fitted
from cixi_desktop.reports.length import Brevity, fits, lines_of
from cixi_desktop.reports.report import Chart, Heading, Line, Paragraph, Sentence, Table
from tests.support.figures import content_of, count, entry, plan_of
from tests.support.reports import bureau_of, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Report

    Make = Callable[..., Report]
    From = Callable[..., Material]

UNIT = "示例高新科"
PAGES = {"2025-06": 2, "2025-Q2": 3, "2025-H1": 4, "2025": 5}


@pytest.mark.parametrize("unit", ["", UNIT])
@pytest.mark.parametrize("key", PAGES)
def test_that_each_report_of_the_sample_year_keeps_to_its_pages(material: From, key: str, unit: str) -> None:
    """22 lines a page."""
    assert lines_of(fitted(material(key, unit))) <= 22 * PAGES[key]


@pytest.mark.parametrize(("key", "unit"), [("2025", ""), ("2025", UNIT), ("2025-H1", UNIT)])
def test_that_what_fits_is_left_whole(material: From, report: Make, key: str, unit: str) -> None:
    assert fitted(material(key, unit)) == report(key, unit)


@pytest.mark.parametrize("key", ["2025-06", "2025"])
def test_that_the_drafter_is_told_of_what_was_shortened(material: From, key: str) -> None:
    told = [remark for remark in fitted(material(key)).remarks if "压缩" in remark]
    words = "正文超过2页，已压缩：附件已有的数字、打算等未写，可用“加一段”补写。"
    assert told == ([words] if key == "2025-06" else [])


def test_that_a_text_is_measured_in_lines_of_twenty_eight(report: Make) -> None:
    """2 of indent and 26 make a line, 27 two; figures are half as wide; a row 0.7 of a line, a chart 8."""
    table = Table(caption="表", columns=("甲",), widths=(1,), rows=(("乙",), ("丙",)), note="注")
    chart = Chart(caption="图", unit="家", lines=(Line("累计", ()),))
    lines = {
        Paragraph((Sentence("字" * 26),)): 1,
        Paragraph((Sentence("字" * 26 + "1"),)): 2,
        Paragraph((Sentence("字" * 20 + "1" * 12),)): 1,
        Heading("一、总体情况"): 1,
        table: 1 + 4 * 0.7,
        chart: 1 + 8,
    }
    made = report("2025-06")
    for block, size in lines.items():
        assert float(lines_of(replace(made, blocks=(block,)))) == pytest.approx(size)
    page = tuple(Heading("一") for _ in range(22))
    assert fits(replace(made, blocks=page * 2))
    assert not fits(replace(made, blocks=(*page * 2, Heading("一"))))


def at(material: Material, brevity: Brevity | int) -> Report:
    return compose(replace(material, brevity=brevity))


def test_that_a_month_first_tells_one_figure_a_task_and_its_requirements_in_one_paragraph(
    material: From,
) -> None:
    """Of the headline targets H-3 is furthest ahead: 8.3, before H-4 with 2.5 and H-2 with 0."""
    made = at(material("2025-06"), Brevity.ONE_A_TASK)
    assert "".join(paragraphs(made, "主要进展")) == (
        "6项指标赶上序时进度。6月新增高新技术企业25家，累计70家，完成年度目标的58.3%，快于序时进度8.3个百分点。"
        "科技型中小企业本月98家，累计158家，由滞后转为快于序时进度2.7个百分点。"
        "本级重点研发项目14个，在年度目标（15个左右）允许幅度内。"
        "研发费用占比、高企总量、风采馆参观也达到或快于序时进度。"
        "习近平总书记重要指示批示精神闭环落实机制、杭州飞地公开招标、服务站管理办法（修订）3项完成。"
    )
    assert len(paragraphs(made, "下一步工作要求")) == 1


def test_that_steps_of_what_is_behind_are_left_to_the_annex(material: From) -> None:
    (asked,) = paragraphs(at(material("2025-06"), Brevity.BEHIND), "下一步工作要求")
    assert "停产搬迁" not in asked
    assert "示例办公室、示例服务中心核实数据后尽快报送。" in asked
    (advice,) = paragraphs(at(material("2025-Q2"), Brevity.BEHIND), "下一步建议")
    assert "（二）加快欠序时指标和事项。按附件2所列打算推进。（三）" in advice
    plans = paragraphs(at(material("2025-H1"), Brevity.BEHIND), "下半年工作安排")
    assert plans[2] == (
        "（三）补齐欠序时指标和事项。零申报企业走访还需覆盖46家；风采馆开放还差26天；上级研发项目立项还差7项；"
        "研发费用总量还差51.00亿元。各项打算见附件2。"
    )


def test_that_numbers_of_a_table_are_left_to_it_but_of_what_is_slow(material: From) -> None:
    made = at(material("2025-06"), Brevity.TABLES)
    (told,) = paragraphs(made, "主要进展")
    assert "6月新增高新技术企业25家，累计70家，快于序时进度8.3个百分点。" in told
    assert "也达到或快于序时进度" not in told
    late = paragraphs(made, "滞后和欠序时情况")
    assert "完成年度目标的39.6%，慢于序时进度10.4个百分点" in late[0]
    (targets,) = paragraphs(at(material("2025-H1"), Brevity.TABLES), "主要目标完成情况")
    assert targets.endswith("1项待公布。各项情况见表1。")


def test_that_two_coupled_figures_share_a_sentence_and_a_name(material: From) -> None:
    told = paragraphs(at(material("2025-06", UNIT), Brevity.PAIRS), "重点任务进展")
    assert (
        "6月新增高新技术企业25家，累计70家，快于序时进度8.3个百分点；总量为1063家，快2.5个百分点。" in told[0]
    )
    assert [each.partition("。")[0] for each in told] == [
        "主要目标",
        "第4—6项任务",
        "第7—9项任务",
        "强化科技政策供给",
    ]


def test_that_only_done_and_slow_items_are_left_at_last(material: From) -> None:
    """A half-year keeps its counts and lists, and names those that move on."""
    unit = "".join(paragraphs(at(material("2025-06", UNIT), Brevity.ITEMS), "重点任务进展"))
    assert "杭州飞地公开招标完成。" in unit
    assert "孵化器众创空间办法慢于计划1个阶段。" in unit
    assert "阶段，" not in unit
    assert "院校对接" not in unit
    half = "".join(paragraphs(at(material("2025-H1"), Brevity.ITEMS), "构建开放融通保障体系"))
    assert "新一轮科技创新产业政策、科技金融政策体系等5项按计划推进。" in half
    assert "编印监测分析8期；报送政务信息49篇。" in half


@pytest.mark.parametrize("brevity", list(Brevity))
@pytest.mark.parametrize("key", ["2025-06", "2025-Q2"])
def test_that_what_is_late_and_who_has_not_reported_is_never_shortened(
    material: From, report: Make, key: str, brevity: Brevity
) -> None:
    made, whole = at(material(key), brevity), report(key)
    kept = [s.words for s in whole.sentences if "滞后" in s.words or "尚未" in s.words or "提请" in s.words]
    told = "".join(sentence.words for sentence in made.sentences)
    assert [words for words in kept if words not in told] == []


def test_that_each_step_makes_a_text_no_longer(material: From) -> None:
    for key in PAGES:
        sizes = [lines_of(at(material(key), brevity)) for brevity in (0, *Brevity)]
        assert sizes == sorted(sizes, reverse=True)


def test_that_the_annex_is_not_named_for_steps_that_nobody_told() -> None:
    """50 of 120 by June is 8.3 points behind."""
    figure = count("120", phrase="新增企业{}")
    material = bureau_of(plan_of(figure), content_of(entry(figure, 6, cumulative="50")), at="2025-H1")
    told = paragraphs(at(material, Brevity.ITEMS), "下半年工作安排")
    assert told == paragraphs(at(material, 0), "下半年工作安排")
    assert "附件2" not in "".join(told)


def test_that_figures_that_are_not_coupled_keep_their_own_sentences() -> None:
    """60 of 120 each; X-1 and X-2 are a pair, X-3 is none."""
    figures = [
        count("120", id=f"X-{n}", name=f"高新技术企业{n}类数", phrase=f"新增高新技术企业{n}类{{}}")
        for n in (1, 2, 3)
    ]
    plan = replace(plan_of(*figures), couplings=(Coupling(tie=Tie.TOGETHER, first="X-1", second="X-2"),))
    material = bureau_of(plan, content_of(*(entry(f, 6, cumulative="60") for f in figures)))
    told = "".join(s.words for s in at(material, Brevity.PAIRS).sentences)
    assert "1类60家，与序时进度持平；新增高新技术企业2类60家" in told
    assert "。新增高新技术企业3类60家" in told
    assert told.count("截至6月底") == 1
