"""Numbers in 进展情况 against the figures: what is warned of, and above all what is not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cixi_desktop.checks.issues import Severity
from cixi_desktop.checks.textchecks import check_text
from cixi_desktop.periods import month
from cixi_desktop.records.entries import Entry, Narrative
from cixi_desktop.records.units import UNASSIGNED
from cixi_desktop.wording.sentences import progress_sentence
from tests.support.figures import assessed, entry, plan_2025
from tests.support.samples import june, sample_content

PLAN = plan_2025()
MAY_AND_JUNE = (
    # 高新技术企业 55 by May, 15 in June: 70, 58.3 % of 120
    entry("H-3", 5, increment="55"),
    entry("H-3", 6, increment="15"),
    entry("6-1", 5, increment="3"),
    entry("6-1", 6, increment="1"),
    entry("C6-1", 5, increment="4"),
    entry("C6-1", 6, increment="3"),
    entry("8-1", 6, increment="165"),
    entry("12-1", 6, cumulative="28"),
    entry("12-2", 6, cumulative="1670"),
    entry("9-5", 6, increment="14"),
    entry("H-2", 6, value="3.40"),
    entry("H-4", 6, value="1068"),
    entry("H-6", 6, cumulative="24.10"),
    entry("7-3", 6, value="-2.5"),
)


def doubts(task_id: str, text: str, *more: Entry) -> list[str]:
    """What is said of a text for June."""
    narrative = Narrative(task_id=task_id, unit_id=UNASSIGNED.id, period=month(2025, 6), progress_note=text)
    task = assessed(PLAN, *MAY_AND_JUNE, *more, narrative).task(task_id)
    return [issue.message for issue in check_text(task)]


@pytest.mark.parametrize(
    ("task_id", "text", "expected"),
    [
        ("6", "开展“千企百校万里行”专题活动5次。", "文中5次，表内本期1次、累计4次。"),
        ("6", "千企百校万里行活动累计５次", "文中5次，表内累计4次。"),
        ("6", "本月开展“千企百校万里行”专题活动4次。", "文中4次，表内本期1次。"),
        # 院校对接 4 times by May, 3 times in June
        ("6", "开展院校对接6次。", "文中6次，表内本期3次、累计7次。"),
        ("6", "6月开展院校对接4次，累计7次。", "文中4次，表内本期3次。"),
        ("8", "新增高新技术企业72家。", "文中72家，表内本期15家、累计70家。"),
        ("8", "6月新认定高新技术企业70家。", "文中70家，表内本期15家。"),
        ("8", "截至6月底，新认定高新技术企业15家。", "文中15家，表内累计70家。"),
        ("8", "上半年累计新增高新技术企业71家", "文中71家，表内累计70家。"),
        ("8", "截至2025年6月25日，新增高新技术企业71家", "文中71家，表内累计70家。"),
        ("8", "新增高新技术企业15家，累计72家", "文中72家，表内累计70家。"),
        ("8", "新增高新技术企业15家，累计210家", "文中210家，表内累计70家。"),
        ("8", "新增高新技术企业70家，完成年度目标的68.3%。", "文中完成率68.3%，表内58.3%。"),
        ("8", "新增高新技术企业70家，完成率60%", "文中完成率60%，表内58.3%。"),
        ("12", "院士风采馆累计接待参观1,760人次。", "文中1,760人次，表内累计1670人次。"),
        ("总体", "高新技术企业总量为1,086家", "文中1,086家，表内1068家。"),
        ("总体", "高新技术产业投资额为42.1亿元", "文中42.1亿元，表内累计24.1亿元。"),
        ("7", "规上工业企业研发费用占营业收入比重为3.04％", "文中3.04%，表内3.4%。"),
        ("7", "规上工业企业研发费用同比增长2.5%。", "文中2.5%，表内-2.5%。"),
        ("8", "新增高新技术企业数量经初步核实为72家", "文中72家，表内本期15家、累计70家。"),  # 8 between
    ],
)
def test_that_a_number_that_disagrees_is_told(task_id: str, text: str, expected: str) -> None:
    (found,) = doubts(task_id, text)
    assert found.partition("：")[2] == expected


@pytest.mark.parametrize(
    ("task_id", "text"),
    [
        ("8", ""),
        ("8", "工作有序推进。"),
        ("8", "新增高新技术企业数量经过初步核实为72家"),  # 9 characters between name and number
        # What agrees
        ("8", "新增高新技术企业70家。"),
        ("8", "新增高新技术企业15家。"),
        ("8", "本月新增高新技术企业15家，累计70家，完成年度目标的58.3%。"),
        ("8", "高新技术企业新增１５家、累计７０家"),
        ("8", "新增高新技术企业70家，完成年度目标的58%。"),
        ("8", "6月新认定高新技术企业15家；1—6月新认定高新技术企业70家。"),
        ("8", "今年以来，新认定高新技术企业70家，新培育浙江省科技型中小企业165家。"),
        ("12", "院士风采馆累计接待参观1,670人次、累计开放28天"),
        ("总体", "高新技术产业投资额为24.1亿元，高新技术产业投资额24亿。"),
        ("7", "规上工业企业研发费用占营业收入比重为3.4%，较基数提高0.04个百分点，完成年度目标的40.0%。"),
        ("7", "规上工业企业研发费用同比下降2.5%。"),
        # Another time, a target, only roughly
        ("8", "5月新认定高新技术企业55家。"),
        ("8", "一季度新认定高新技术企业30家。"),
        ("8", "二季度新认定高新技术企业40家。"),
        ("8", "6月20日，新认定高新技术企业3家。"),
        ("8", "去年新认定高新技术企业110家。"),
        ("8", "力争全年新增高新技术企业120家。"),
        ("8", "年度目标为新增高新技术企业120家。"),
        ("8", "新增高新技术企业目标120家。"),
        ("8", "新增高新技术企业约80家。"),
        ("8", "新增高新技术企业80家左右。"),
        ("8", "新增高新技术企业120家的目标分解到镇街。"),
        ("8", "新增高新技术企业（按认定批次，含第1批50家）70家。"),
        ("8", "预计完成年度目标的60%，新增高新技术企业70家。"),
        ("8", "新增高新技术企业15家，累计1068家。"),
        ("8", "新增高新技术企业15家，累计211家。"),
        ("8", "新增高新技术企业15家，其中规上企业4家，总量1068家。"),
        ("8", "新增高新技术企业较上月多3家。"),
        # Another figure, another unit, a name, a date, a paper
        ("8", "走访高新技术企业40家，辅导企业12家。"),
        ("8", "组织高新技术企业申报98家。"),
        ("8", "新增高新技术企业培训3场、参加企业85家。"),
        ("8", "新增高新技术企业70家次"),
        ("9", "“甬江2035”实施本级重点研发项目14个。"),
        ("9", "实施本级重点研发项目甬江2035个性化方案。"),
        ("9", "实施本级重点研发项目3个百分点"),
        ("9", "印发《本级重点研发项目管理办法（2025年修订）》3个附件，甬科〔2025〕12号。"),
        ("6", "开展“千企百校万里行”专题活动，对接院校12家、5G企业3次。"),
        ("6", "谋划“十五五”规划，千企百校万里行第2次活动筹备。"),
        ("12", "院士风采馆2025年6月25日开放，28天。"),
        # Both figures of one sentence have a share
        ("8", "新增高新技术企业70家、新培育浙江省科技型中小企业165家，分别完成年度目标的58.3%、55%。"),
    ],
)
def test_that_there_is_no_false_alarm(task_id: str, text: str) -> None:
    assert doubts(task_id, text) == []


def test_that_a_text_that_speaks_as_of_an_earlier_month_is_told_of() -> None:
    assert doubts("8", "截至5月底，新认定高新技术企业55家。") == ["文中“截至5月底”不是本期。"]
    assert doubts("8", "截至6月底，新认定高新技术企业70家。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产研院公司化改制处于登记挂牌阶段。", "登记挂牌"),
        ("产研院公司化改制已完成登记挂牌。", "登记挂牌"),
        ("产研院公司化改制进入报批阶段；医工所产业化转型处于实施阶段。", "报批"),
        ("产研院公司化改制处于实施阶段。", ""),
        ("产研院公司化改制已完成报批，处于实施阶段。", ""),
        ("产研院公司化改制方案已报批。", ""),
        ("产研院公司化改制拟于下月登记挂牌，由报批阶段进入实施。", ""),
        ("医工所产业化转型处于登记挂牌阶段。", ""),  # of which nothing was entered
        ("全局工作处于登记挂牌阶段。", ""),
    ],
)
def test_that_a_text_that_still_names_another_stage_is_told_of(text: str, expected: str) -> None:
    told = f"“产研院公司化改制”：文中“{expected}”，表内“实施”阶段。"
    assert doubts("4", text, entry("M4-2", 6, stage="实施")) == ([told] if expected else [])


def test_that_a_stage_is_held_against_what_is_called_by_its_title_and_against_honours() -> None:
    plan = entry("M10-1", 6, stage="初稿")
    assert doubts("10", "《慈溪市“十五五”科技创新规划》处于论证阶段。", plan) == [
        "““十五五”科技创新规划”：文中“论证”，表内“初稿”阶段。"
    ]
    honour = entry("H-7", 6, stage="申报")
    words = "省科技创新鼎争创工作处于入围阶段。"
    assert doubts("总体", words, honour) == ["“获省科技创新鼎”：文中“入围”，表内“申报”阶段。"]
    assert doubts("总体", words.replace("入围", "申报"), honour) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月底前完成招标。", ["文中“5月底前”已过。"]),
        ("6月20日前完成招标。", ["文中“6月20日前”已过。"]),
        ("6月底前完成招标；7月10日之前开工。", []),
        ("5月底前已完成招标。", []),
        ("5月12日召开会议。", []),
    ],
)
def test_that_a_promise_whose_day_is_past_is_told_of(text: str, expected: list[str]) -> None:
    assert doubts("6", text) == expected
    texts = Narrative(task_id="6", unit_id=UNASSIGNED.id, period=month(2025, 6), next_steps=text)
    issues = check_text(assessed(PLAN, texts).task("6"))
    assert [(issue.where, issue.message) for issue in issues] == [("next_steps", each) for each in expected]


def test_that_a_figure_without_a_number_this_month_is_not_compared() -> None:
    assert doubts("8", "新增宁波市级以上企业研发机构3家。") == []


def test_that_a_figure_published_late_is_compared_with_its_own_day() -> None:
    late = replace(entry("7-4", 6, cumulative="33.2"), as_of=month(2025, 5).end)
    assert doubts("7", "截至5月底，规上工业企业研发费用总量为33.2亿元。", late) == []
    assert len(doubts("7", "截至5月底，规上工业企业研发费用总量为32.3亿元。", late)) == 1


def test_that_the_drafted_sentences_agree_with_their_figures() -> None:
    for task in june(PLAN).tasks:
        sentences = "；".join(filter(None, map(progress_sentence, task.figures)))
        drafted = replace(task, narrative=replace(task.narrative, progress_note=sentences))
        assert check_text(drafted) == []


def test_that_the_sample_texts_agree_but_for_what_they_leave_out() -> None:
    content = sample_content(PLAN)
    found = [check_text(task) for task in assessed(PLAN, *content.records.values()).tasks]
    assert [issue for issues in found for issue in issues] == []


def test_that_it_only_warns_and_names_figure_and_field() -> None:
    narrative = Narrative(
        task_id="6",
        unit_id=UNASSIGNED.id,
        period=month(2025, 6),
        progress_note="千企百校万里行活动5次。千企百校万里行活动5次。",
    )
    (issue,) = check_text(assessed(PLAN, *MAY_AND_JUNE, narrative).task("6"))
    assert (issue.severity, issue.where) == (Severity.WARNING, "progress_note")
    assert issue.text == (
        "““千企百校万里行”专题活动场次”：文中5次，表内本期1次、累计4次。请核对文字和表内数据。"
    )
