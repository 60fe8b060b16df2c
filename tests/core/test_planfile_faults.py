"""Every fault of a plan file is told with its line, its table and its key."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import Kind
from cixi_desktop.plan import Modality
from cixi_desktop.planfile import load_plan
from cixi_desktop.values import Comparator

SMALL = (Path(__file__).parents[1] / "data" / "small_plan.toml").read_text(encoding="utf-8")
STEPS = "pace_plan = { 6 = '50', 12 = '120' }\n"


def fault_of(text: str) -> str:
    with pytest.raises(CixiError) as caught:
        load_plan(text, "小计划.toml")
    return str(caught.value)


def test_that_a_small_plan_without_faults_is_read() -> None:
    plan = load_plan(SMALL)
    first, second, third = plan.indicators
    assert (first.kind, first.comparator) == (Kind.CUMULATIVE_COUNT, Comparator.AT_LEAST)
    assert first.baseline.value == 0
    assert first.pace_plan == ((6, Decimal(50)), (12, Decimal(120)))
    assert (second.baseline.value, second.baseline.unit) == (Decimal("3.36"), "%")
    assert third.counted == "家"
    assert [item.stages for item in plan.items] == [("起草", "印发"), ()]
    assert [str(item.deadline) for item in plan.items] == ["2025-09-30", "None"]
    last = plan.commitments[-1]
    assert (last.id, last.indicator_id, last.modality) == ("2-1", "H-1", Modality.CONTENDING)
    assert plan.document.number == ""


# what is replaced, by what, and the fault that is told
FAULTS = {
    "an unknown list": (
        "unit = '场'",
        "unit = '场'\nledger = '活动'",
        "第86行，[[section.task.item]] C1-1 的 ledger：[ledgers]里没有“活动”。请先在[ledgers]里写明",
    ),
    "a list behind what is not counted": (
        "kind = 'hard'",
        "kind = 'hard'\nledger = '活动'",
        "第75行，[[section.task.item]] M1-1 的 ledger：只有按数量填报的指标和事项有台账。",
    ),
    "a list without names": (
        "[plan]\n",
        "[ledgers]\n'活动' = { day = '日期' }\n[plan]\n",
        "第3行，[ledgers] 的 活动.name：缺少这一项。",
    ),
    "a list with an unknown column": (
        "[plan]\n",
        "[ledgers]\n'活动' = { name = '名称', dya = '日期' }\n[plan]\n",
        "第3行，[ledgers] 的 活动.dya：没有这个键。可以写：can_repeat、code、day、",
    ),
    "a sum without a number": (
        "[plan]\n",
        "[ledgers]\n'活动' = { name = '名称', is_summed = true }\n[plan]\n",
        "第3行，[ledgers] 的 活动.is_summed：按数量求和的台账要有数量一列（number）。",
    ),
    "a section within none": (
        "title = '工作'\n",
        "title = '工作'\nparent = '九'\n",
        "第54行，[[section]] 一 的 parent：前面没有编号为“九”的部分。",
    ),
    "a missing table": ("[plan]\n", "[plam]\n", "第2行，plam：没有这个键。是否应为plan？"),
    "an unknown key": (
        "unit = '场'",
        "unti = '场'",
        "第85行，[[section.task.item]] C1-1 的 unti：没有这个键。是否应为unit？",
    ),
    "a key of another table": (
        "id = '2-1'",
        "id = '2-1'\nkind = 'x'",
        "第92行，[[section.task.commitment]] 2-1 的 kind：没有这个键。可以写：id、indicator、modality、",
    ),
    "an array unknown to tasks": (
        "[[section.task.item]]\nid = 'C1-1'",
        "[[section.task.itme]]\nid = 'C1-1'",
        "第80行，[[section.task]] 1 的 itme：没有这个键。是否应为item？",
    ),
    "a number without quotes": (
        "target = '3.46'",
        "target = 3.46",
        "第45行，[[section.task.commitment]] H-2 的 target：应写成加引号的文字",
    ),
    "a number with a unit": (
        "target = '3.46'",
        "target = '3.46%'",
        "第45行，[[section.task.commitment]] H-2 的 target：“3.46%”不是数字",
    ),
    "full-width digits": (
        "target = '100'",
        "target = '１００'",
        "第65行，[[section.task.commitment]] 1-1 的 target：“１００”不是数字",
    ),
    "a year in quotes": ("year = 2025", "year = '2025'", "第5行，[plan] 的 year：应写成不加引号的整数"),
    "a date in quotes": (
        "signed_on = 2025-04-29",
        "signed_on = '2025-04-29'",
        "第11行，[document] 的 signed_on：应写成日期",
    ),
    "a yes-no that is neither": (
        "phrase = '占比为{}'",
        "phrase = '占比为{}'\nis_january_merged = 1",
        "第50行，[[section.task.commitment]] H-2 的 is_january_merged：应写成true或false",
    ),
    "merged months that are none": (
        "phrase = '占比为{}'",
        "phrase = '占比为{}'\nmerged_months = 1",
        "第50行，[[section.task.commitment]] H-2 的 merged_months：合并月数不能写1",
    ),
    "a blank text": ("title = '印发'", "title = ' '", "第56行，[[section.task]] 1 的 title：不能为空"),
    "an unknown kind": (
        "kind = 'level'",
        "kind = 'levle'",
        "第43行，[[section.task.commitment]] H-2 的 kind：没有“levle”这个词。",
    ),
    "an unknown comparator": (
        "comparator = '>='\ntarget = '100'",
        "comparator = '≥'\ntarget = '100'",
        "第64行，[[section.task.commitment]] 1-1 的 comparator：没有“≥”这个词。可以写：>=、>、<=、<、~、",
    ),
    "a count that would have to stay low": (
        "comparator = '>='\ntarget = '120'",
        "comparator = '<='\ntarget = '120'",
        "第32行，[[section.task.commitment]] H-1 的 comparator：累计数指标（cumulative_count）不能写",
    ),
    "half a firm": (
        "target = '120'",
        "target = '120.5'",
        "第33行，[[section.task.commitment]] H-1 的 target：累计数指标（cumulative_count）的目标值应是整",
    ),
    "a count of nothing": (
        "target = '120'",
        "target = '0'",
        "第33行，[[section.task.commitment]] H-1 的 target：累计数指标（cumulative_count）的目标值应大于0",
    ),
    "less than the whole of a list": (
        "target = '100'",
        "target = '90'",
        "第65行，[[section.task.commitment]] 1-1 的 target：覆盖率指标（coverage_ratio）的目标值是100",
    ),
    "months planned for stages": (
        "kind = 'cumulative_count'\ncomparator = '>='",
        "kind = 'aspiration'\ncomparator = 'bool'",
        "第37行，[[section.task.commitment]] H-1 的 pace_plan：争创指标（aspiration）按阶段填报",
    ),
    "an unknown modality": (
        "modality = '力争'",
        "modality = '努力'",
        "第42行，[[section.task.commitment]] H-2 的 modality：没有“努力”这个词。可以写：约束、力争、争取。",
    ),
    "an unknown kind of item": (
        "kind = 'hard'",
        "kind = 'herd'",
        "第74行，[[section.task.item]] M1-1 的 kind：没有“herd”这个词。可以写：hard、soft、",
    ),
    "a quote of another task": (
        "quote = '开展活动'",
        "quote = '新增企业'",
        "第83行，[[section.task.item]] C1-1 的 quote：任务1的原文里没有“新增企业”",
    ),
    "a quote that occurs twice": (
        "quote = '再次新增企业'",
        "quote = '新增企业'",
        "第94行，[[section.task.commitment]] 2-1 的 quote：“新增企业”在全文中不止一处",
    ),
    "an id used twice": (
        "id = 'C1-1'",
        "id = 'H-1' # again",
        "第81行，[[section.task.item]] H-1 的 id：编号“H-1”已经用过",
    ),
    "a task id used twice": (
        "id = '2'\n",
        "id = '1' # again\n",
        "第87行，[[section.task]] 1 的 id：编号“1”已经用过",
    ),
    "an unknown indicator": (
        "indicator = 'H-1'",
        "indicator = 'H-9'",
        "第93行，[[section.task.commitment]] 2-1 的 indicator：没有编号为“H-9”的指标",
    ),
    "a citation of a citation": (
        "indicator = 'H-1'",
        "indicator = '2-1'",
        "第93行，[[section.task.commitment]] 2-1 的 indicator：没有编号为“2-1”的指标",
    ),
    "a reading of nothing": (
        "'2-1', 'M1-1'",
        "'2-1', 'M1-9'",
        "第102行，[[reading]] 1 的 target_ids：没有编号为“M1-9”的指标或事项",
    ),
    "a coupling with a figure that is not there": (
        "target_ids = ['H-1', '2-1', 'M1-1']\n",
        "target_ids = ['H-1']\n\n[[coupling]]\ntie = '同有同无'\nfirst = 'H-1'\nsecond = 'H-9'\n",
        "第107行，[[coupling]] （第1个） 的 second：没有编号为“H-9”的指标",
    ),
    "a proportion without its limit": (
        "target_ids = ['H-1', '2-1', 'M1-1']\n",
        "target_ids = ['H-1']\n\n[[coupling]]\ntie = '比例'\nfirst = 'H-1'\nsecond = 'H-2'\n",
        "第104行，[[coupling]] （第1个） 的 limit：缺少这一项",
    ),
    "a limit of a pair that has none": (
        "target_ids = ['H-1', '2-1', 'M1-1']\n",
        "target_ids = ['H-1']\n\n[[coupling]]\ntie = '同有同无'\nlimit = '3'\nfirst = 'H-1'\nsecond = '1-1'",
        "第106行，[[coupling]] （第1个） 的 limit：只有“比例”写limit",
    ),
    "stages of a counter": (
        "unit = '场'",
        "unit = '场'\nstages = ['甲', '乙']",
        "第86行，[[section.task.item]] C1-1 的 stages：只有硬任务和机制类事项（hard、soft）写阶段",
    ),
    "stages that repeat": (
        "    '印发',\n",
        "    '起草',\n",
        "第75行，[[section.task.item]] M1-1 的 stages：清单里应是不重复、不为空的文字",
    ),
    "no stages in the list": (
        "    '起草',\n    '印发',\n",
        "",
        "第75行，[[section.task.item]] M1-1 的 stages：清单里应是不重复、不为空的文字",
    ),
    "stages under an unknown name": (
        "stages = [\n    '起草',\n    '印发',\n]",
        "stages = '制度'",
        "第75行，[[section.task.item]] M1-1 的 stages：[stages]里没有“制度”",
    ),
    "a baseline without status": (
        ", status = '按原文推算'",
        "",
        "第47行，[[section.task.commitment]] H-2 的 baseline.status：缺少这一项",
    ),
    "a baseline with an unknown key": (
        "value = '3.36'",
        "vaule = '3.36'",
        "第47行，[[section.task.commitment]] H-2 的 baseline.vaule：没有这个键。是否应为value？",
    ),
    "a baseline with two values": (
        "value = '3.36'",
        "value = '3.36', derived = '3/2'",
        "第47行，[[section.task.commitment]] H-2 的 baseline.derived：value和derived只能写一个",
    ),
    "a baseline of unknown origin": (
        "'按原文推算'",
        "'推算'",
        "第47行，[[section.task.commitment]] H-2 的 baseline.status：没有“推算”这个词。可以写：定义、",
    ),
    "a value that is still to be entered": (
        "'按原文推算'",
        "'待填'",
        "第47行，[[section.task.commitment]] H-2 的 baseline.status：只有没写value和derived的基数才是“待填”",
    ),
    "an implied baseline without value": (
        "value = '3.36', ",
        "",
        "第47行，[[section.task.commitment]] H-2 的 baseline.status：只有没写value和derived的基数才是“待填”",
    ),
    "a baseline that is no table": (
        "baseline = { value = '3.36', status = '按原文推算' }",
        "baseline = '3.36'",
        "第47行，[[section.task.commitment]] H-2 的 baseline：应写成花括号里的一组键和值",
    ),
    "a derivation that is no division": (
        "value = '3.36'",
        "derived = '3.46-0.1'",
        "第47行，[[section.task.commitment]] H-2 的 baseline.derived：“3.46-0.1”不是除法算式",
    ),
    "a division by zero": (
        "value = '3.36'",
        "derived = '3.46/0.0'",
        "第47行，[[section.task.commitment]] H-2 的 baseline.derived：“3.46/0.0”不是除法算式",
    ),
    "a pace plan for month 13": (
        "12 = '120'",
        "13 = '120'",
        "第37行，[[section.task.commitment]] H-1 的 pace_plan.13：“13”不是月份",
    ),
    "a pace plan for month 0": (
        "6 = '50'",
        "0 = '50'",
        "第37行，[[section.task.commitment]] H-1 的 pace_plan.0：“0”不是月份",
    ),
    "a pace plan out of order": (
        "6 = '50', 12 = '120'",
        "12 = '120', 6 = '50'",
        "第37行，[[section.task.commitment]] H-1 的 pace_plan.6：月份应从小到大",
    ),
    "a pace plan that falls": (
        "12 = '120'",
        "12 = '49'",
        "第37行，[[section.task.commitment]] H-1 的 pace_plan.12：月份应从小到大，累计数不能变小",
    ),
    "a sentence without a place": (
        "'新增企业{}'",
        "'新增企业'",
        "第36行，[[section.task.commitment]] H-1 的 phrase：标准句里应有一处{}",
    ),
    "a sentence with a named place": (
        "'新增企业{}'",
        "'新增{企业}{}'",
        "第36行，[[section.task.commitment]] H-1 的 phrase：标准句里应有一处{}",
    ),
    "a headline task in another section": (
        "id = '总体'\ntitle = '主要目标'\n[[section.task]]",
        "id = '零'\ntitle = '主要目标'\n[[section.task]]",
        "第20行，[[section]] 零 的 id：主要目标应是第一个部分和它唯一的任务，编号都是“总体”",
    ),
    "a headline with another task": (
        "id = '总体'\ntitle = '主要目标'\ntext",
        "id = '零'\ntitle = '主要目标'\ntext",
        "第20行，[[section]] 总体 的 id：主要目标应是第一个部分和它唯一的任务，编号都是“总体”",
    ),
    "a missing number": (
        "target = '120'\n",
        "",
        "第26行，[[section.task.commitment]] H-1 的 target：缺少这一项",
    ),
    "a missing id": ("id = 'C1-1'\n", "", "第80行，[[section.task.item]] （第2个） 的 id：缺少这一项"),
    "a milestone without stages": (
        "kind = 'counter'",
        "kind = 'soft'",
        "第80行，[[section.task.item]] C1-1 的 stages：缺少这一项",
    ),
    "a counter without unit": ("unit = '场'\n", "", "第80行，[[section.task.item]] C1-1 的 unit：缺少这一项"),
    "coverage of nothing counted": (
        "counted = '家'\n",
        "",
        "第58行，[[section.task.commitment]] 1-1 的 counted：缺少这一项",
    ),
    "a level without baseline": (
        "baseline = { value = '3.36', status = '按原文推算' }\n",
        "",
        "第38行，[[section.task.commitment]] H-2 的 baseline：缺少这一项",
    ),
}


@pytest.mark.parametrize(("before", "after", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_that_a_fault_names_its_line_its_table_and_its_key(before: str, after: str, told: str) -> None:
    assert SMALL.count(before) == 1
    assert fault_of(SMALL.replace(before, after)).startswith(f"小计划.toml {told}")


COUNTED = "kind = 'cumulative_count'\ncomparator = '>='\ntarget = '120'"


@pytest.mark.parametrize(
    ("kind", "comparator", "target", "words"),
    [
        ("capped_count", "<=", "30", "不超过30家"),
        ("capped_count", "<", "30", "少于30家"),
        ("capped_count", "<=", "0", "0家"),
        ("capped_level", "<=", "4.5", "不超过4.5家"),
        ("decrease_rate", ">=", "2.8", "不少于2.8家"),
        ("rank", "<=", "10", "前10家"),
    ],
)
def test_that_a_limit_a_fall_and_a_place_are_read(
    kind: str, comparator: str, target: str, words: str
) -> None:
    text = SMALL.replace(STEPS, "").replace(
        COUNTED, f"kind = '{kind}'\ncomparator = '{comparator}'\ntarget = '{target}'"
    )
    first = load_plan(text).indicators[0]
    assert (first.kind, first.comparator, first.target) == (kind, comparator, Decimal(target))
    assert target_words(first) == words


@pytest.mark.parametrize(
    ("kind", "comparator", "target", "told"),
    [
        ("capped_count", ">=", "30", "控制数指标（capped_count）不能写“>=”。可以写：<=、<。"),
        ("capped_level", "<=", "-1", "控制水平指标（capped_level）的目标值不能小于0。"),
        ("decrease_rate", "<=", "2", "降幅指标（decrease_rate）不能写“<=”。可以写：>=、>、~。"),
        ("decrease_rate", ">=", "0", "降幅指标（decrease_rate）的目标值应大于0。"),
        ("rank", "<=", "0", "位次指标（rank）的目标值应大于0。"),
        ("rank", "<=", "1.5", "位次指标（rank）的目标值应是整数。"),
    ],
)
def test_that_a_limit_a_fall_and_a_place_mean_what_they_can(
    kind: str, comparator: str, target: str, told: str
) -> None:
    text = SMALL.replace(COUNTED, f"kind = '{kind}'\ncomparator = '{comparator}'\ntarget = '{target}'")
    assert fault_of(text).endswith(told)


def test_that_no_plan_by_month_divides_a_limit() -> None:
    text = SMALL.replace(COUNTED, "kind = 'capped_count'\ncomparator = '<='\ntarget = '120'")
    assert fault_of(text).endswith("控制数指标（capped_count）全年同一标准，没有月度计划。")


def test_that_a_plan_without_sections_is_refused() -> None:
    assert fault_of(SMALL[: SMALL.index("[[section]]\nid")]).startswith(
        "小计划.toml 第1行，section：缺少这一项"
    )


def test_that_a_plan_without_document_data_is_refused() -> None:
    text = SMALL[: SMALL.index("[document]")] + SMALL[SMALL.index("[[section]]\nid") :]
    assert fault_of(text).startswith("小计划.toml 第1行，document：缺少这一项")


def test_that_items_may_name_a_list_of_stages_that_others_name_too() -> None:
    text = SMALL.replace("[\n    '起草',\n    '印发',\n]", "'制度'")
    plan = load_plan(text.replace("[document]", "[stages]\n'制度' = ['起草', '审议', '印发']\n[document]"))
    assert plan.items[0].stages == ("起草", "审议", "印发")


def test_that_an_item_may_name_only_a_list_of_stages_that_is_there() -> None:
    text = SMALL.replace("[\n    '起草',\n    '印发',\n]", "'规章'")
    told = fault_of(text.replace("[document]", "[stages]\n'制度' = ['起草', '印发']\n[document]"))
    assert (
        told
        == "小计划.toml 第77行，[[section.task.item]] M1-1 的 stages：[stages]里没有“规章”。可以写：制度。"
    )


def test_that_a_faulty_list_of_stages_is_told_by_its_name() -> None:
    told = fault_of(SMALL.replace("[document]", "[stages]\n'制度' = []\n[document]"))
    assert told.startswith("小计划.toml 第8行，[stages] 的 制度：清单里应是")


def test_that_a_list_is_read_with_its_columns_in_their_usual_order() -> None:
    kinds = (
        "[ledgers]\n'活动' = { note = '备注', name = '名称', number = '人数', is_summed = true }\n[plan]\n"
    )
    named = SMALL.replace("[plan]\n", kinds).replace("unit = '场'", "unit = '场'\nledger = '活动'")
    (counter,) = [item for item in load_plan(named).items if item.id == "C1-1"]
    assert counter.ledger is not None
    assert counter.ledger.labels == (("name", "名称"), ("number", "人数"), ("note", "备注"))
    assert (counter.ledger.is_summed, counter.ledger.can_repeat) == (True, False)
    misspelt = named.replace("ledger = '活动'", "ledger = '会议'")
    assert "[ledgers]里没有“会议”。可以写：活动。" in fault_of(misspelt)
