"""Why a figure is slow: what its unit wrote of it, of several at once, or of the task at large."""

from __future__ import annotations

from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from cixi_desktop.records.entries import Narrative
from cixi_desktop.reports.compose import compose
from tests.support.figures import YEAR, content_of, count, entry, item, plan_of
from tests.support.reports import bureau_of, material_of, paragraphs

FIRMS = count("120", id="X-1", name="高新技术企业新增数", phrase="新增高新技术企业{}")
TOTAL = count("120", id="X-2", name="高新技术企业复审数", phrase="复审高新技术企业{}")
SMALL = count("120", id="X-3", name="科技型中小企业数", phrase="新增科技型中小企业{}")


def causes(problems: str, *, steps: str = "") -> list[str]:
    """What the annexed list has as the problem of each: 6 of 120 are 5 % in June, 45 points behind."""
    said = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), problems=problems, next_steps=steps)
    figures = (FIRMS, TOTAL, SMALL)
    entries = [entry(figure, 6, cumulative="6") for figure in figures]
    made = compose(bureau_of(plan_of(*figures), content_of(*entries, said)))
    return [row[4 if not steps else 5] for row in made.annexes[1].rows]


def test_that_a_problem_of_several_figures_stands_with_each_that_it_names() -> None:
    told = "高新技术企业新增数、科技型中小企业数偏慢，申报企业减少"
    assert causes(told) == ["申报企业减少", "未填报", "申报企业减少"]


def test_that_a_cause_does_not_begin_with_what_it_is_told_of() -> None:
    assert causes("高新技术企业新增数，申报企业减少")[0] == "申报企业减少"
    assert causes("高新技术企业新增数的申报批次推迟")[0] == "申报批次推迟"
    assert causes("申报高新技术企业新增数减少")[0] == "申报高新技术企业新增数减少"


def test_that_a_problem_of_the_task_at_large_stands_with_each_slow_figure() -> None:
    assert causes("人手不足") == ["人手不足"] * 3
    assert causes("高新技术企业新增数申报批次推迟。人手不足。") == [
        "申报批次推迟",
        "人手不足",
        "人手不足",
    ]
    assert causes("无") == ["未填报"] * 3


def test_that_a_step_at_large_stands_with_each_slow_figure() -> None:
    assert causes("无", steps="增派人员。") == ["增派人员"] * 3


def test_that_a_unit_is_told_once_with_each_step_that_it_promised() -> None:
    """50 of 120 are 8.3 points behind; the step without a day is in the annex alone."""
    steps = "7月底前完成摸排；8月底前完成申报；增派人员。"
    said = Narrative(task_id="1", unit_id="0", period=month(YEAR, 6), next_steps=steps)
    figures = (FIRMS, TOTAL, SMALL)
    entries = [entry(figure, 6, cumulative="50") for figure in figures]
    made = compose(bureau_of(plan_of(*figures), content_of(*entries, said)))
    assert paragraphs(made, "下一步工作要求")[0] == "（一）牵头单位7月底前完成摸排；8月底前完成申报。"
    half = compose(bureau_of(plan_of(*figures), content_of(*entries, said), at="2025-H1"))
    assert paragraphs(half, "下半年工作安排") == [
        (
            "补齐欠序时指标。还需新增高新技术企业70家；高新技术企业复审数还差70家；还需新增科技型中小企业70家，"
            "7月底前完成摸排；8月底前完成申报；增派人员。"
        )
    ]


def test_that_a_step_of_the_task_at_large_is_told_of_the_task() -> None:
    """6 of 120 are late; of the three the second is named."""
    said = Narrative(
        task_id="1", unit_id="0", period=month(YEAR, 6), next_steps="高新技术企业复审提前受理；增派人员。"
    )
    figures = (FIRMS, TOTAL, SMALL)
    entries = [entry(figure, 6, cumulative="6") for figure in figures]
    made = compose(bureau_of(plan_of(*figures), content_of(*entries, said), at="2025-Q2"))
    assert paragraphs(made, "下一步建议") == [
        "补上滞后指标。任务方面，增派人员。高新技术企业复审数方面，高新技术企业复审提前受理。"
    ]


def test_that_a_unit_without_figures_has_no_lights_to_compare() -> None:
    work = item(ItemKind.HARD, name="管理办法")
    before, now = entry(work, 5, stage="审议"), entry(work, 6, stage="印发", proof="慈科〔2025〕1号")
    assert "与5月相比，新完成事项1项。" in compose(material_of(plan_of(work), before, now)).text
    assert "相比" not in compose(material_of(plan_of(work), before)).text
