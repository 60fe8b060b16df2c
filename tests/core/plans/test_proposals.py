"""What is proposed of a target: name, kind, modality, baseline, deadline; and of other clauses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cixi_desktop.kinds import ItemKind, Kind
from cixi_desktop.plan import Modality
from cixi_desktop.plans.checked import checked
from cixi_desktop.plans.draft import BaselineSource
from cixi_desktop.plans.draft_file import draft_file
from cixi_desktop.plans.draft_form import with_text
from cixi_desktop.plans.items import item_kind, name_of, stages_of
from cixi_desktop.plans.kinds import ledger_of, sentence_of, usual_frequency
from cixi_desktop.values import plain
from tests.support.plans import draft, founds, reading_of


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("新认定高新技术企业80家。", "cumulative_count"),
        ("举办科普活动20场次以上。", "cumulative_count"),
        ("在孵企业达到120家。", "stock_total"),
        ("省科技型中小企业保有量不少于1150家。", "stock_total"),
        ("参观人数达到1200人次。", "cumulative_count"),
        ("高新技术产业投资额达50亿元。", "cumulative_amount"),
        ("粮食总产量达到18万吨。", "cumulative_amount"),
        ("贷款余额突破800亿元。", "stock_total"),
        ("设立5亿元产业基金。", "cumulative_amount"),
        ("低保标准提高到1190元。", "level"),
        ("亩均成本控制在500元以内。", "capped_level"),
        ("“三公”经费支出不超过300万元。", "capped_count"),
        ("基金存量控制在3亿元以内。", "capped_level"),
        ("生产安全事故不超过30起。", "capped_count"),
        ("用水总量控制在15亿立方米以内。", "capped_count"),
        ("在册车辆总数控制在300辆以内。", "capped_level"),
        ("人均公园绿地面积15平方米以上。", "level"),
        ("人均用水量控制在90吨以内。", "capped_level"),
        ("研发投入强度达到3.35%。", "level"),
        ("生产总值增长不低于6%。", "growth_rate"),
        ("一般性支出压减不低于10%。", "decrease_rate"),
        ("城镇化率提高到60%。", "level"),
        ("平均跑动次数降至0.2次以下。", "capped_level"),
        ("建成高标准农田5.2万亩。", "cumulative_amount"),
        ("万人发明专利拥有量达10.2件。", "level"),
        ("新改建农村公路138.5公里。", "cumulative_amount"),
        ("公路里程达到138.5公里。", "level"),
        ("取水控制在12.5吨以内。", "capped_level"),
        ("每千常住人口执业医师数达3.4人。", "level"),
        ("城镇调查失业率控制在5%以内。", "capped_level"),
        ("生产总值增长5%。", "growth_rate"),
        ("能耗下降3.2%。", "decrease_rate"),
        ("费用增幅控制在5%以内。", "capped_level"),
        ("增速达到6%。", "growth_rate"),
        ("战略性新兴产业增加值占比重30%。", "level"),
        ("生活垃圾分类处理率达100%。", "coverage_ratio"),
        ("上门走访全覆盖。", "coverage_ratio"),
        ("零就业家庭动态清零。", "capped_level"),
        ("重点实验室实现零的突破。", "cumulative_count"),
        ("产值翻一番。", "growth_rate"),
        ("产值达到去年的2倍。", "level"),
        ("城乡居民收入增长1.5倍。", "growth_rate"),
        ("排名进入全省前10名。", "rank"),
        ("收集率提升3个百分点。", "level"),
        ("全年开放时间不少于50天。", "cumulative_count"),
        ("办理时限压缩至3天。", "capped_level"),
        ("响应时间达到8小时。", "level"),
        ("满意度达到95以上。", "level"),
        ("帮扶80万重点群体。", "cumulative_count"),
        ("盘活国有资产5.6亿元。", "cumulative_amount"),
        ("完成固定资产投资8600万元。", "cumulative_amount"),
        ("二手车出口超5000台。", "cumulative_count"),
        ("高考上线人数突破1200人。", "cumulative_count"),
        ("每天体育活动时间不低于2小时。", "level"),
        ("零售点压减至85个以内。", "capped_level"),
        ("救援队扩充至50人。", "stock_total"),
        ("项目由83个整合至60个以内。", "capped_level"),
        ("新设经营主体1.2万户以上。", "cumulative_count"),
        ("受益群众超2万人。", "cumulative_count"),
        ("重复投诉率压降至3‰以内。", "capped_level"),
        ("评审时限缩短三分之一。", "decrease_rate"),
        ("农民人均可支配收入达到4.2万元。", "level"),
        ("基础养老金由每月150元提高到180元。", "level"),
        ("护理补贴标准提高到0.3万元。", "level"),
        ("大坝填筑至高程512米。", "level"),
        ("日均供水3000吨。", "level"),
    ],
)
def test_that_the_kind_comes_from_unit_and_words(sentence: str, kind: str) -> None:
    assert [found.kind.value for found in founds(sentence)] == [kind]


@pytest.mark.parametrize(
    ("sentence", "modalities"),
    [
        ("新建水库2座。", ["约束"]),
        ("力争投资增长10%、总量达95亿元，占比提升0.1个百分点。", ["力争"] * 3),
        ("争取立项10项以上，实施本级项目15个。", ["争取", "约束"]),
        ("力争投资达3亿元，确保新建水库2座。", ["力争", "约束"]),
        ("力争投资达3亿元；新建水库2座。", ["力争", "约束"]),
        ("争取资金3亿元，专利20件。", ["争取", "争取"]),
        ("技术交易额力争完成45亿元。", ["力争"]),
    ],
)
def test_that_striving_governs_what_follows(sentence: str, modalities: list[str]) -> None:
    assert [found.modality.value for found in founds(sentence)] == modalities


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "市级中小企业研发费用增长10%左右、总量达95亿元，占营业收入比重提升0.1个百分点。",
            ["市级中小企业研发费用"] * 2 + ["市级中小企业研发费用占营业收入比重提升"],
        ),
        ("组织开展“百企进高校”专题活动，全年不少于5次。", ["“百企进高校”专题活动"]),
        ("每学期至少开展1次全员心理筛查，每月至少发布1期健康提示。", ["全员心理筛查", "发布健康提示"]),
        ("粮食产地烘干能力提升至日均800吨。", ["粮食产地烘干能力"]),
        ("公交线网密度提高到每平方公里3.2公里。", ["公交线网密度"]),
        ("学生近视率下降0.8个百分点，追赃挽损率提高10个百分点。", ["学生近视率下降", "追赃挽损率提高"]),
        ("农村自来水普及率提高0.5个百分点、达到96.5%。", ["农村自来水普及率"]),
        ("奋力完成交通投资42亿元，配置AED 200台。", ["交通投资", "配置AED"]),
        ("开工工业项目25个、竣工15个。", ["开工工业项目", "竣工工业项目"]),
        ("改造老旧小区11个、2310户。", ["改造老旧小区", "改造老旧小区"]),
        ("实施1000个以上省重点项目。", ["省重点项目"]),
        ("5个以上镇完成改造。", ["镇完成改造"]),
        ("(1)改造道路12条。", ["改造道路"]),
        ("办理时限由15个工作日压缩至5个工作日。", ["办理时限"]),
        ("化肥、农药分别减少1.5%和2%。", ["化肥", "农药"]),
        ("接待游客15万人次，旅游收入15亿元，分别增长10%和12%。", ["接待游客", "旅游收入"] * 2),
        ("城乡居民收入分别增长6%和7%。", ["城乡居民收入"] * 2),
        ("再生水利用率达25%。", ["再生水利用率"]),
        ("氮氧化物、VOCs减排量分别不少于1860吨、640吨。", ["氮氧化物减排量", "VOCs减排量"]),
        ("地区生产总值、城镇居民人均可支配收入分别增长6%、7%。", ["地区生产总值", "城镇居民人均可支配收入"]),
        ("会议费、培训费分别压减10%、8%。", ["会议费", "培训费"]),
        ("投资估算：420万元。", ["投资估算"]),
        ("举办消防培训150场、培训2.4万人次。", ["举办消防培训", "消防培训"]),
        (
            "处置批而未供土地30亩、闲置土地45亩，处置率分别达到25%、30%。",
            ["处置批而未供土地", "闲置土地", "处置批而未供土地处置率", "闲置土地处置率"],
        ),
        (
            "新增甲企业5家、乙企业3家，城乡居民收入分别增长6%和7%。",
            ["新增甲企业", "乙企业", "城乡居民收入", "城乡居民收入"],
        ),
        ("“三公”经费只减不增，较上年压减3%以上。", ["“三公”经费"]),
        ("衔接资金支出进度12月底前达到98%。", ["衔接资金支出进度"]),
        ("新增省级研发机构4家、市级9家。", ["新增省级研发机构", "市级研发机构"]),
        ("组织消防演练县级2次、乡镇级30次。", ["消防演练县级", "消防演练乡镇级"]),
        ("新增民宿25家（甲级3家、乙级6家）。", ["新增民宿", "民宿(甲级)", "民宿(乙级)"]),
        (
            "实施重点项目56个，年度投资62亿元，其中开工18个、竣工20个。",
            ["重点项目", "重点项目年度投资", "重点项目开工", "重点项目竣工"],
        ),
        ("举办科普活动20场，受众5万人次。", ["举办科普活动", "科普活动受众"]),
        ("新建公园6个（其中口袋公园4个），面积2万平方米。", ["新建公园", "口袋公园", "公园面积"]),
        ("小额救助24小时内办结。", ["小额救助办结"]),
        (
            "投入资金450万元，为1200户困难家庭提供上门服务每月不少于2次。",
            ["投入资金", "困难家庭提供上门服务", "困难家庭提供上门服务"],
        ),
        ("工贸企业标准化新达标60家。", ["工贸企业标准化"]),
        ("非法集资案件“零新增”。", ["非法集资案件"]),
        ("净增高企120家、使总数达1120家。", ["净增高企", "高企总量"]),
        ("开展检查每季度不少于1次。", ["检查"]),
        ("合格率95%以上，投资约3亿元。", ["合格率", "投资"]),
        ("一是新增高企20家；二是新增标准5项。", ["新增高企", "新增标准"]),
        ("每半年开展1次岗位练兵。", ["岗位练兵"]),
        ("货运周转量增速保持在6%左右，力争7%。", ["货运周转量增速"] * 2),
        ("开工建设客运枢纽，完成投资1.2亿元。", ["客运枢纽投资"]),
        ("新增高企20家；强化要素保障，完成投资1.2亿元。", ["新增高企", "高企投资"]),
        ("专利转让300次，较去年翻一番以上。", ["专利转让"] * 2),
        ("“品字标”企业达到35家，较上年末增加8家。", ["“品字标”企业", "“品字标”企业比上年增加"]),
        ("臭氧浓度（日最大8小时平均）控制在152微克/立方米以内。", ["臭氧浓度(日最大8小时平均)"]),
    ],
)
def test_that_names_are_made_of_the_words_around_the_number(sentence: str, names: list[str]) -> None:
    assert [found.name for found in founds(sentence)] == names


def test_that_figures_of_one_name_are_told_apart() -> None:
    found = draft(
        "一、工程", "1.搬迁。完成搬迁320户、1106人，争取资金3亿元，力争突破4亿元，覆盖率80%、90%，提高5%。"
    ).targets

    assert [each.name for each in found] == [
        "搬迁(户)",
        "搬迁(人)",
        "资金(争取)",
        "资金(力争)",
        "覆盖率",
        "覆盖率",
        "覆盖率增速",
    ]


def test_that_tasks_under_headings_are_found_though_steps_have_titled_paragraphs() -> None:
    found = draft(
        "一、重点任务",
        "（一）养老",
        "1.建设养老中心2处。",
        "2.改造床位30张。",
        "（二）救助",
        "3.救助困难群众40人。",
        "二、实施步骤",
        "（一）动员。召开会议。",
        "（二）推进。各科室推进。",
        "（三）总结。形成报告。",
    )

    assert [task.id for task in found.tasks] == ["1", "2", "3"]
    assert [str(each.target) for each in found.targets] == ["2", "30", "40"]


def test_that_the_noun_of_a_count_stays_with_it() -> None:
    found = reading_of("解决3个村1260户饮水问题。")
    assert [found.view.text[each.start : each.end] for each in found.found] == ["解决3个村", "1260户饮水问题"]


def test_that_a_long_clause_before_is_no_subject() -> None:
    (found,) = founds("围绕" + "各项重点工作" * 12 + "，全年不少于5次。")
    assert found.start > 60


def test_that_a_long_list_before_the_number_is_its_name() -> None:
    (found,) = founds("新建" + "、".join(["水库"] * 20) + "5座。")
    assert len(found.name) == 40


def test_that_what_came_long_before_is_no_subject() -> None:
    found = founds("新建水库2座" + "并且做好工程管护" * 30 + "、5座。")
    assert found[-1].start > 200


def test_that_an_amount_and_its_growth_are_told_apart() -> None:
    found = draft("一、财政", "1.收入。一般公共预算收入完成12.08亿元，增长5%；工业投资增长8%。").targets
    assert [target.name for target in found] == ["一般公共预算收入", "一般公共预算收入增速", "工业投资"]


def test_that_what_is_new_and_what_there_is_in_all_are_told_apart() -> None:
    for new in ("高新技术企业新增", "新增高新技术企业"):
        found = founds(f"{new}120家、总量超1120家。")
        assert [each.name for each in found] == [new, "高新技术企业总量"]


def test_that_a_verb_alone_takes_no_noun_from_another_doing() -> None:
    found = draft("一、辅导", "1.归集。组建讲师团，全年举办培训不少于8场。开工项目25个、竣工15个。").targets
    assert [target.name for target in found] == ["举办培训", "开工项目", "竣工项目"]


def test_that_a_date_before_the_number_names_nothing() -> None:
    *_, found = draft("一、建设", "1.建校。新建学校7所、幼儿园6所，8月底前全部投用。").targets
    assert (found.name, found.deadline) == ("幼儿园", "8月底前")


def test_that_no_subject_is_taken_from_another_sentence_or_from_the_past() -> None:
    assert [found.start for found in founds("组织活动。全年不少于5次。")] == [5]


@pytest.mark.parametrize(
    ("sentence", "baselines"),
    [
        ("研发强度提升0.1个百分点、达3.69%。", ["3.59"]),
        ("研发强度达3.69%、提升0.1个百分点。", ["3.59"]),
        ("失业率下降0.5个百分点、降至4%。", ["4.5"]),
        ("研发费用增长10%、总量达110亿元。", ["100", "100"]),
        ("投资完成110亿元，增长10%。", ["100", "100"]),
        ("能源消费总量90万吨，下降10%。", ["100", "100"]),
        ("农民人均可支配收入增长10%，达到4.4万元。", ["4", "4"]),
        ("高新技术企业新增120家、总量超1120家。", ["None", "1000"]),
        ("人均收入由2.1万元提高到3万元。", ["2.1"]),
        ("人均产值从2020年的10.5万元提高到2025年的14万元左右。", ["10.5"]),
        ("新增企业120家、总数达100家。", ["None", "None"]),
        ("“品字标”企业达到35家，较上年末增加8家。", ["27", "None"]),
        ("投入养护资金2600万元，较上年增加300万元。", ["None", "None"]),
        ("研发费用增长5%—10%、总量达110亿元。", ["None", "None"]),
        ("新建水库2座、投资3亿元。", ["None", "None"]),
    ],
)
def test_that_baselines_are_implied_by_what_stands_together(sentence: str, baselines: list[str]) -> None:
    shown = [
        "None" if found.baseline is None else plain(round(found.baseline, 2)) for found in founds(sentence)
    ]
    assert shown == baselines


def test_that_a_target_of_a_shorter_time_has_one_of_the_year() -> None:
    monthly, quarterly = founds("开展检查每月不少于2次。每季度组织演练1次。")
    assert (monthly.annual, quarterly.annual, quarterly.frequency) == (
        Decimal(24),
        Decimal(4),
        "每季度",
    )
    assert [found.annual for found in founds("近视率每年下降0.5个百分点。")] == [None]
    assert [found.annual for found in founds("每学期至少开展1次心理筛查。")] == [Decimal(2)]


def test_that_the_deadline_of_a_clause_is_noted() -> None:
    assert [found.deadline for found in founds("9月底前兑现资金3000万元。")] == ["9月底前"]
    assert [found.deadline for found in founds("2026年底前建成水厂3座。")] == ["2026年底前"]
    assert [found.deadline for found in founds("改造2000年底前建成的老旧小区18个。")] == [""]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("定期开展分析研判", ItemKind.RECURRING),
        ("严格落实“三会一课”制度", ItemKind.RECURRING),
        ("做好审计等整改工作", ItemKind.LIST),
        ("修订《管理办法》", ItemKind.HARD),
        ("制订基金管理办法", ItemKind.HARD),
        ("完成新一轮公开招标", ItemKind.HARD),
        ("举办创新创业大赛", ItemKind.HARD),
        ("产研院公司化改制", ItemKind.HARD),
        ("实体化运营分市场", ItemKind.HARD),
        ("加快推进省道改建工程", ItemKind.HARD),
        ("做好科技活动周、科普统计等工作", ItemKind.HARD),
        ("完善风险防控机制", ItemKind.SOFT),
        ("实施人才“互聘共享”计划", ItemKind.SOFT),
        ("做好“产业教授”遴选", ItemKind.COUNTER),
        ("迭代开展“诊断+提升”活动", ItemKind.COUNTER),
        ("积极申报各级科技奖项", ItemKind.COUNTER),
        ("加强清廉机关建设", ItemKind.DUTY),
        ("规范执行集体决策制度", ItemKind.DUTY),
        ("加强党员干部教育培训", ItemKind.DUTY),
        ("6月底前完成申报审核", ItemKind.HARD),
    ],
)
def test_that_the_kind_of_an_item_is_what_proves_it(words: str, kind: ItemKind) -> None:
    assert item_kind(words) is kind


@pytest.mark.parametrize(
    ("words", "kind", "first"),
    [
        ("完成公开招标", ItemKind.HARD, "需求方案"),
        ("编制“十五五”规划", ItemKind.HARD, "前期研究"),
        ("印发《办法》", ItemKind.HARD, "调研起草"),
        ("产研院改制", ItemKind.HARD, "方案"),
        ("完成考核", ItemKind.HARD, "方案"),
        ("完善机制", ItemKind.SOFT, "调研起草"),
    ],
)
def test_that_milestones_have_their_usual_stages(words: str, kind: ItemKind, first: str) -> None:
    stages, proof = stages_of(words, kind)
    assert (stages[0], bool(proof)) == (first, True)


def test_that_other_items_have_no_stages() -> None:
    assert stages_of("加强学习", ItemKind.DUTY) == ((), "")


def test_that_an_item_has_its_own_date_and_no_number_of_its_clause() -> None:
    found = draft("一、管理", "1.落实政策。一是6月底前完成申报审核；二是抓好兑现。")
    assert [(item.quote, item.deadline) for item in found.items] == [
        ("6月底前完成申报审核", "6月底前"),
        ("抓好兑现", ""),
    ]


def test_that_two_growths_of_one_name_are_told_apart_by_what_is_striven_for() -> None:
    found = draft("一、运输", "1.做强运输。货运周转量增速保持在6%左右，力争7%。")
    assert [(target.name, target.kind) for target in found.targets] == [
        ("货运周转量增速", Kind.GROWTH_RATE),
        ("货运周转量增速(力争)", Kind.GROWTH_RATE),
    ]


def test_that_the_name_of_an_item_leaves_the_verbs_out() -> None:
    assert [name_of(words) for words in ("完善风险防控机制", "做好招标", "修订《办法》,推进")] == [
        "风险防控机制",
        "做好招标",
        "《办法》",
    ]


def test_that_clauses_without_a_number_are_items_and_duties_that_follow_one() -> None:
    found = draft(
        "一、建设",
        "1.加快改革。加快甲院改制、乙所转型、丙院重组，做强水利、做优农业。加强党建，深化清廉建设，完善机制，提升质效。各位代表！2026年，新建水库2座（含在建），"
        "同时，举办论坛。",
    )
    assert [(item.id, item.quote, item.kind.value) for item in found.items] == [
        ("M1-1", "甲院改制", "hard"),
        ("M1-2", "乙所转型", "hard"),
        ("M1-3", "丙院重组", "hard"),
        ("M1-4", "做强水利、做优农业", "duty"),
        ("M1-5", "加强党建，深化清廉建设", "duty"),
        ("M1-6", "完善机制", "soft"),
        ("M1-7", "提升质效", "duty"),
        ("M1-8", "举办论坛", "hard"),
    ]


def test_that_an_honour_in_the_headline_is_an_aspiration() -> None:
    found = draft(
        "主要目标：新建水库2座。争取获省大禹鼎，力争夺取治水杯。争取资金3亿元。",
        "一、建设",
        "1.新建水库2座。争取获得大禹杯。",
    )
    aims = [target for target in found.targets if target.kind is Kind.ASPIRATION]
    assert [(target.name, target.modality) for target in aims] == [
        ("获省大禹鼎", Modality.CONTENDING),
        ("夺取治水杯", Modality.STRIVING),
    ]
    assert "大禹杯" in found.items[-1].quote


def test_that_a_figure_cited_twice_is_one() -> None:
    found = draft(
        "主要目标：城乡供水率提升2个百分点、达96%；新增高新水库20座。",
        "一、建设",
        "1.新建高新水库20座，城乡供水率提升2个百分点，治理河道20座，整治20座。",
    )
    first, second, *others = found.targets
    assert [target.same_as for target in others] == ["H-2", "H-1", "", ""]
    assert (others[1].target, others[1].unit, others[1].baseline) == (Decimal(96), "%", first.baseline)
    assert second.same_as == ""


def test_that_a_doubt_says_what_to_look_at() -> None:
    found = draft(
        "一、建设",
        "1.收集率提升3个百分点，名次进入前10名，新建水库2至3座，培训三百二十人，惠及100余户，帮扶80万群众，在册企业达到50家，覆盖率达90%。",
    )
    assert [target.is_sure for target in found.targets] == [False] * 7 + [True]
    assert len({target.doubt for target in found.targets}) == 8


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("群众安全感和满意度均不低于98.5%。", "“均”字前的几个指标共用这个数，请看是否要分开"),
        ("三分之二以上的服务区建成充电设施。", "分数折合66.67%，请核对"),
        ("城镇调查失业率保持在5%。", "多是越低越好的指标，请核对“不低于”对不对"),
        ("城镇调查失业率控制在5%以内。", ""),
        ("公路管养里程年均增长5%。", ""),
    ],
)
def test_that_what_may_be_meant_otherwise_is_to_be_looked_at(sentence: str, doubt: str) -> None:
    (target,) = draft("一、建设", f"1.任务。{sentence}").targets
    assert target.doubt == doubt


def test_that_thousands_apart_by_a_blank_are_one_number_to_be_looked_at() -> None:
    """As GB/T 15835 has them, with a blank or a narrow one; 2025 before a number is a year."""
    targets = draft("一、创新", "1.新增科技型企业1 200家，投入12\u2009345.6万元，2025 100家验收。").targets
    assert [target.target for target in targets] == [Decimal(1200), Decimal("12345.6"), Decimal(100)]
    assert [target.doubt for target in targets] == ["数字中有空格，请核对"] * 2 + [""]


def test_that_a_place_among_the_first_is_one_without_its_noun_too() -> None:
    (place,) = draft("一、创新", "1.研发投入强度排名进入全省前10。").targets
    assert (place.kind, place.target, place.unit) == (Kind.RANK, Decimal(10), "位")


def test_that_a_number_in_brackets_is_proposed_for_a_look() -> None:
    whole, part = draft("一、托育", "1.普惠托育。新增托位260个（公办托位120个）。").targets
    assert (whole.is_sure, part.doubt) == (True, "括号里的数，多是其中的一部分")


def test_that_the_parts_of_a_sum_are_proposed_for_a_look() -> None:
    found = draft(
        "一、绿化",
        "1.造林。营造林11万亩，其中人工造林2.5万亩、封山育林3.5万亩；覆盖率达70%，其中城区60%；修路9公里。",
    ).targets
    assert [target.is_sure for target in found] == [True, False, False, True, True, True]
    assert {target.doubt for target in found[1:3]} == {"“其中”之后的数，多是前面合计的一部分"}
    others = draft("一、整治", "1.危化品。诊断企业12家（其中重点企业5家），关闭企业2家。").targets
    assert [target.is_sure for target in others] == [True, False, True]


def test_that_an_opening_without_targets_is_no_task() -> None:
    found = draft(
        "2026年，全市教育工作围绕办好人民满意的教育，抓好以下工作。", "一、学位", "1.建校。新建学校7所。"
    )
    assert [task.title for task in found.tasks] == ["建校"]


def test_that_a_breakthrough_counts_in_the_unit_of_what_breaks_through() -> None:
    found = draft(
        "一、建设", "1.动态清零。上市企业实现零的突破。国家项目实现零的突破。国家公园实现零的突破。"
    )
    assert [target.unit for target in found.targets] == ["", "家", "项", "个"]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("零申报企业实现清零。", "家"),
        ("零就业家庭动态清零。", "户"),
        ("较大以上安全责任事故为零。", "起"),
        ("信访积案清零。", "件"),
        ("确保汛期人员零伤亡。", "人"),
        ("办件差错率为零。", "%"),
        ("空白村清零。", "个"),
        ("年度任务清零。", ""),
    ],
)
def test_that_what_is_to_be_nought_is_counted_in_its_own_unit(sentence: str, unit: str) -> None:
    """The draft says so; its listing has the document's own words, which name no unit."""
    found = draft("一、建设", f"1.推进工作。{sentence}")
    assert [target.unit for target in found.targets] == [unit]
    assert [row.unit for row in draft_file(found).targets] == [""]
    plan = checked(draft_file(found), {}).plan
    assert plan is not None
    assert [figure.unit for figure in plan.indicators] == [unit]


def test_that_a_nought_with_its_unit_is_listed_with_it() -> None:
    found = draft("一、建设", "1.推进工作。事故控制在0起以内。")
    assert [row.unit for row in draft_file(found).targets] == ["起"]


def test_that_another_unit_that_a_person_typed_for_nought_is_kept() -> None:
    found = with_text(draft("一、建设", "1.推进工作。零申报企业实现清零。"), "1-1", "unit", "户")
    plan = checked(draft_file(found), {}).plan
    assert plan is not None
    assert [figure.unit for figure in plan.indicators] == ["户"]


def test_that_baselines_say_where_they_come_from() -> None:
    found = draft(
        "一、建设", "1.收入由2万元提高到3万元，强度提升0.1个百分点、达3.69%。新增企业5家，覆盖率达90%。"
    )
    assert [target.baseline.source for target in found.targets] == [
        BaselineSource.STATED,
        BaselineSource.IMPLIED,
        BaselineSource.DEFINITION,
        BaselineSource.MISSING,
    ]


@pytest.mark.parametrize(
    ("name", "kind", "unit", "ledger"),
    [
        ("新增高新技术企业", Kind.CUMULATIVE_COUNT, "家", "企业"),
        ("参观人数", Kind.CUMULATIVE_COUNT, "人次", "场馆参观"),
        ("治理河道", Kind.CUMULATIVE_COUNT, "公里", ""),
        ("研发强度", Kind.LEVEL, "%", ""),
        ("其他", Kind.CUMULATIVE_COUNT, "个", ""),
    ],
)
def test_that_counts_of_single_things_get_a_ledger(name: str, kind: Kind, unit: str, ledger: str) -> None:
    assert ledger_of(name, kind, unit) == ledger


@pytest.mark.parametrize(
    ("name", "kind", "sentence"),
    [
        ("研发费用增长", Kind.GROWTH_RATE, "研发费用同比增长{}"),
        ("能耗", Kind.DECREASE_RATE, "能耗同比下降{}"),
        ("新增企业", Kind.CUMULATIVE_COUNT, "新增企业{}"),
        ("水库", Kind.CUMULATIVE_COUNT, "累计水库{}"),
        ("获大禹鼎", Kind.ASPIRATION, "获大禹鼎进展为{}"),
        ("研发强度", Kind.LEVEL, "研发强度为{}"),
        ("发放“科技贷”", Kind.CUMULATIVE_AMOUNT, "发放“科技贷”{}"),
        ("投资额", Kind.CUMULATIVE_AMOUNT, "投资额为{}"),
    ],
)
def test_that_each_kind_has_its_standard_sentence(name: str, kind: Kind, sentence: str) -> None:
    assert sentence_of(name, kind) == sentence


def test_that_a_count_is_known_every_month() -> None:
    assert (usual_frequency(Kind.CUMULATIVE_COUNT), usual_frequency(Kind.RANK)) == ("月", "年")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("营商环境评价进入全市前3名。", "营商环境评价"),
        ("争取全省河湖长制考核进入前五名。", "全省河湖长制考核"),
        ("综合考核位居同类县市前10位。", "综合考核"),
    ],
)
def test_that_a_place_is_named_without_the_words_that_lead_to_it(sentence: str, name: str) -> None:
    (target,) = draft("一、工作", f"1.任务。{sentence}").targets
    assert (target.name, target.kind) == (name, Kind.RANK)


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("病险水库除险加固十八座。", "18", "座"),
        ("恢复和改善灌溉面积九万亩。", "9", "万亩"),
        ("完成水利投资十二亿六千万元。", "12.6", "亿元"),
        ("受益人口十六万五千人。", "16.5", "万人"),
        ("建设幸福河湖八条。", "8", "条"),
        ("打造国家水土保持示范县一个。", "1", "个"),
        ("开发公益性岗位一千五百个。", "1500", "个"),
        ("农田灌溉水有效利用系数提高到零点五六。", "0.56", ""),
        ("新建高清视频监控520路。", "520", "路"),
        ("校级领导听课每人不少于30节。", "30", "节"),
        ("重大火灾事故“零发生”。", "0", "起"),
        ("义务教育阶段学生辍学率为零。", "0", "%"),
        ("企业开办全流程压缩至0.5个工作日内。", "0.5", "个工作日"),
        ("2025年森林督查图斑整改到位率100%。", "100", "%"),
        ("年收入十万元以下的村全面消除。", "0", "个"),
        ("现有吸毒人员数量下降一成。", "10", "%"),
        ("检查工地360个次。", "360", "个次"),
        ("远程诊断覆盖全部乡镇卫生院。", "100", "%"),
    ],
)
def test_that_numbers_behind_their_nouns_and_noughts_in_words_are_targets(
    sentence: str, value: str, unit: str
) -> None:
    (target,) = draft("一、工作", f"1.任务。{sentence}").targets
    assert (plain(target.target), target.unit) == (value, unit)
