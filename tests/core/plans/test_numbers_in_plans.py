"""Numbers in plans, with their units and the words that compare them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.plans.quantities import quantities
from cixi_desktop.plans.units import UnitKind, measure_of
from cixi_desktop.values import chinese_number, plain
from tests.support.figures import quick
from tests.support.plans import values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("四百二十", "420"),
        ("十五", "15"),
        ("两千", "2000"),
        ("三百五", "350"),
        ("四万五", "45000"),
        ("一百零五", "105"),
        ("一万零五十", "10050"),
        ("一千二百万", "12000000"),
        ("一点五亿", "150000000"),
        ("二点六", "2.6"),
        ("二〇二六", "2026"),
        ("千", "1000"),
        ("亿", "100000000"),
        ("三十万亿", "30000000000000"),
        ("十二亿六千万", "1260000000"),
        ("九亿八千万", "980000000"),
        ("十六万五千", "165000"),
        ("二万亿", "2000000000000"),
        ("零点五六", "0.56"),
    ],
)
def test_that_chinese_numerals_are_read(text: str, value: str) -> None:
    number = chinese_number(text)
    assert number is not None
    assert plain(number) == value


@pytest.mark.parametrize("text", ["", "个", "三家", "点五", "三点", "三点家", "〇一二三四五六七八九〇"])
def test_that_other_words_are_no_chinese_numerals(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("净增高新技术企业６０家以上。", [">= 60家"]),
        ("省科技型中小企业保有量不少于1,150家。", [">= 1150家"]),
        ("高新技术产业增加值占比达到78.3%以上。", [">= 78.3%"]),
        ("新增省级企业研发机构3至5家、市级15家。", ["range 3..5家", ">= 15家"]),
        ("全省生产总值增长5%—5.5%。", ["range 5..5.5%"]),
        ("总量超1120家。", ["> 1120家"]),
        ("技改投资占比＞45%。", ["> 45%"]),
        ("不良率控制在2%以内。", ["<= 2%"]),
        ("城镇调查失业率5%以内。", ["<= 5%"]),
        ("居民消费价格涨幅2%左右。", ["~ 2%"]),
        ("入库企业保持在200家左右。", ["~ 200家"]),
        ("基层就诊率稳定在65%以上。", [">= 65%"]),
        ("普惠性幼儿园覆盖率稳定在96%。", ["= 96%"]),
        ("城镇调查失业率稳定在5%以内，参保人数保持在30万人左右。", ["<= 5%", "~ 30万人"]),
        ("集采药品累计超过800种、医用耗材40类，聚焦12类人群。", ["> 800种", ">= 40类"]),
        ("为10万名城乡妇女免费筛查，培训150名村医、20名校长。", [">= 10万名", ">= 150名", ">= 20名"]),
        ("培训红十字救护员2万名。", [">= 2万名"]),
        ("投诉率低于1%。", ["< 1%"]),
        ("新建公共停车位≥1000个。", [">= 1000个"]),
        ("粮食播种面积15万亩。", [">= 15万亩"]),
        ("交付保障性租赁住房15万套（间）。", [">= 15万套(间)"]),
        ("年度完成投资1.1万亿元。", [">= 1.1万亿元"]),
        ("PM2.5平均浓度控制在28微克/立方米以下。", ["<= 28微克/立方米"]),
        ("孕产妇死亡率控制在8/10万以下。", ["<= 8/10万"]),
        ("孕产妇死亡率控制在十万分之八以内。", ["<= 8/10万"]),
        ("覆盖率达百分之九十五。", [">= 95%"]),
        ("合格率达百分之百。", [">= 100%"]),
        ("婴儿死亡率控制在千分之三以内。", ["<= 3‰"]),
        ("亿元产值死亡率控制在万分之二以内。", ["<= 0.02%"]),
        ("急救平均到达时间缩短至十二分钟以内。", ["<= 12分钟"]),
        ("压减三成以上，利用率提高一成半。", [">= 30%", ">= 15%"]),
        ("三分之一以上的村完成改造。", [">= 33.33%"]),
        ("旅游收入翻一番，产值翻两番。", [">= 1倍", ">= 3倍"]),
        ("零申报企业实现清零。", ["= 0"]),
        ("重点企业研究院实现“零”的突破。", [">= 1"]),
        ("研发费用归集业务培训全覆盖。", [">= 100%"]),
        ("10月底前全部完工。", [">= 100%"]),
        ("全球排名“保7争6”。", ["range 6..7位"]),
        ("力争进入全国百强县前50位。", ["<= 50位"]),
        ("考核排名进入全市前三。", ["<= 3位"]),
        ("全省30万以上参保孕产妇产前检查免费。", [">= 30万"]),
        ("带动万名青年入乡发展。", [">= 1万名"]),
        ("接待游客突破千万人次。", ["> 1000万人次"]),
        ("完成三百二十户危房改造。", [">= 320户"]),
        ("新建四所幼儿园、两座变电站。", [">= 4所", ">= 2座"]),
        ("新增就业岗位2万余个，惠及群众近300万人。", [">= 2万个", "~ 300万人"]),
        ("人均预期寿命达到81.5岁。", [">= 81.5岁"]),
        ("审批时限压缩至3个工作日。", ["<= 3个工作日"]),
        ("满意度达到95以上，收入比缩小至1.62。", [">= 95", "<= 1.62"]),
        ("推动60%以上的县级机构达标。", [">= 60%"]),
        ("设立规模1亿元的科创基金。", [">= 1亿元"]),
        ("安排5000万元以上资金支持创业。", [">= 5000万元"]),
        ("支持永城、林州等10个县发展成为中等城市。", [">= 10个"]),
        ("开工建设新材料产业园等30个项目。", [">= 30个"]),
        ("战略性新兴产业、高新技术产业增加值分别增长10%、7.9%。", [">= 10%", ">= 7.9%"]),
        ("举办招聘会百场以上。", [">= 100场"]),
        ("覆盖企业约500家，不超过约600家次。", ["~ 500家", "<= 600家次"]),
        ("每千人口托位数达到4.8个。", [">= 4.8个"]),
        ("建成5个平安和谐社区、改造道路3条。", [">= 5个", ">= 3条"]),
        ("建成5个“水利、河道”示范、改造道路3条。", [">= 5个", ">= 3条"]),
        ("5个镇、3个村完成改造。", [">= 5个", ">= 3个"]),
        ("从百分之七提高到百分之九。", [">= 9%"]),
        ("开展督查4轮次以上、巡查两轮次。", [">= 4轮次", ">= 2轮次"]),
        ("巡护到位率九成五以上，利用率提高一成。", [">= 95%", ">= 10%"]),
        ("落实八字方针，新增帐篷300顶。", [">= 300顶"]),
        ("PM2.5平均浓度降至28μg/m³以下。", ["<= 28μg/m3"]),
        ("进水BOD浓度达到105mg/L。", [">= 105mg/L"]),
        ("供水能力达到3万m³/d。", [">= 3万m3/d"]),
        ("直达资金下达时限不超过30日。", ["<= 30日"]),
        ("审批时间压缩至20日以内。", ["<= 20日"]),
        ("综合排名进入全市前50%。", ["<= 50%"]),
        ("群众满意度稳居全省前三分之一。", ["<= 33.33%"]),
        ("发放生活费860余万元，惠及3万余人。", [">= 860万元", ">= 3万人"]),
        ("治理散埋坟墓2.4万穴。", [">= 2.4万穴"]),
        ("赔付时限由15天缩短为7天，储备物资1.2万件套。", ["<= 7天", ">= 1.2万件套"]),
        ("接种疫苗5万剂次。", [">= 5万剂次"]),
        ("培育龙头企业50+家，新建充电桩120（个）。", [">= 50家", ">= 120个"]),
        ("办好民生实事十件，创作小戏小品五个以上。", [">= 10件", ">= 5个"]),
        ("每季度开展一次调研。", [">= 1次"]),
        ("专利转让较上年翻一番以上。", [">= 1倍"]),
        ("臭氧浓度（日最大8小时平均第90百分位数）控制在152微克/立方米以内。", ["<= 152微克/立方米"]),
    ],
)
def test_that_targets_are_read_with_unit_and_comparator(sentence: str, found: list[str]) -> None:
    assert values(sentence) == found


units = st.sampled_from(["家", "个", "项", "亿元", "%", "万人次", "公里", "微克/立方米", "个百分点"])
numbers = st.decimals(min_value="0.01", max_value="99999", places=2)


@quick
@given(numbers, units)
def test_that_any_number_before_a_unit_is_read_as_it_stands(number: Decimal, unit: str) -> None:
    (found,) = quantities(f"完成任务不少于{number}{unit}以上")
    assert (found.value, found.unit, found.relation.value) == (number, unit, ">=")


@quick
@given(st.text(alphabet="0123456789.,一二十百千万亿零点年月家个%—至前第“”（）约超、。 ABx+", max_size=40))
def test_that_quantities_stand_in_order_and_apart(text: str) -> None:
    found = list(quantities(text))
    assert all(each.outset <= each.start < each.end for each in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("", UnitKind.NONE),
        ("家", UnitKind.COUNT),
        ("套(间)", UnitKind.COUNT),
        ("元", UnitKind.MONEY),
        ("元/人·月", UnitKind.STATE),
        ("/10万", UnitKind.PER_MANY),
        ("%", UnitKind.SHARE),
    ],
)
def test_that_a_unit_measures_one_thing(unit: str, measure: UnitKind) -> None:
    assert measure_of(unit) is measure


def test_that_a_number_of_many_digits_is_cut_and_not_counted_with() -> None:
    (found,) = quantities("1" * 5000)
    assert (found.value < Decimal(10) ** 18, found.unit) == (True, "")


def test_that_many_chinese_digits_are_no_number() -> None:
    digits = "一二三四五六七八九一二"
    assert [each.upper for each in quantities(f"5家至{digits}家")] == [None]
    assert [each.value for each in quantities(f"百分之{digits}。第{digits}家，5家")] == [5]
