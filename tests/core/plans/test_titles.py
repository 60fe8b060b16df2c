"""Title, issuer, number and year of a document."""

from __future__ import annotations

import pytest

from tests.support.plans import draft


@pytest.mark.parametrize(
    ("first", "issuer"),
    [
        ("2026年江东省政府工作报告", "江东省人民政府"),
        ("东麓县2026年为民办实事工作计划", "东麓县人民政府"),
        ("2026年重点工作安排", "东山县水利局"),
        ("东山县水利局关于2026年工作安排的报告", "东山县水利局"),
    ],
)
def test_that_the_issuer_is_named_by_title_or_signature(first: str, issuer: str) -> None:
    found = draft(
        "一、建设",
        "1.新建水库2座。",
        "2.治理河道9公里。",
        "东山县水利局" if "安排" in first else "",
        title=first,
    )
    assert found.issuer == issuer


def test_that_the_congress_names_whose_report_it_is() -> None:
    found = draft(
        "——2026年1月16日在石门镇第十九届人民代表大会第六次会议上",
        "一、建设",
        "1.新建水库2座。",
        "2.治理河道9公里。",
        title="政府工作报告",
    )
    assert found.issuer == "石门镇人民政府"


@pytest.mark.parametrize("title", ["2026年工作要点", "关于2026年工作安排的报告"])
def test_that_the_issuer_above_a_title_belongs_to_it(title: str) -> None:
    found = draft(
        title, "根据市政府《通知》，报告如下：", "一、建设", "1.新建水库2座。", title="东山县水利局"
    )
    assert (found.title, found.issuer) == (f"东山县水利局{title}", "东山县水利局")


def test_that_a_year_in_chinese_digits_is_read() -> None:
    found = draft(
        "二〇二六年工作要点",
        "二〇二五年，全县造林九万亩。二〇二六年造林八万亩。",
        "一、建设",
        "1.新建林场2个。",
        title="东山县林业局",
    )
    assert (found.title, found.year) == ("东山县林业局2026年工作要点", 2026)
    assert [target.target for target in found.targets] == [8, 2]
    assert found.targets[0].quote == "二〇二六年造林八万亩"


def test_that_a_notice_alone_names_the_plan() -> None:
    found = draft("各学校：", "一、建设", "1.新建学校2所。", title="关于下达2026年度教育工作目标任务的通知")
    assert found.title == "2026年度教育工作目标任务"


def test_that_a_heading_without_a_year_does_not_begin_the_plan_anew() -> None:
    found = draft(
        "主要目标任务",
        "——供水：新建水厂3座。",
        "重点工作举措",
        "一、建设",
        "1.新建水库2座。",
        title="关于2026年度全县水利工作的安排意见",
    )
    assert found.title == "关于2026年度全县水利工作的安排意见"
    assert [target.target for target in found.targets] == [3, 2]


def test_that_a_title_over_two_lines_is_put_together() -> None:
    found = draft("东山县水利局", "2026年工作要点", "一、建设", "1.新建水库2座。", title="网站首页")
    assert found.title == "东山县水利局2026年工作要点"


def test_that_the_head_above_a_notice_names_the_issuer() -> None:
    found = draft(
        "嘉平市卫生健康委员会",
        "关于印发《2026年全市卫生健康工作要点》的通知",
        "嘉卫发〔2026〕4号",
        "现将《2026年全市卫生健康工作要点》印发给你们。",
        "2026年全市卫生健康工作要点",
        "一、改革",
        "1.建成医共体6个。",
        title="",
    )
    assert (found.title, found.issuer) == ("2026年全市卫生健康工作要点", "嘉平市卫生健康委员会")


def test_that_the_notice_above_names_the_issuer() -> None:
    found = draft(
        "2026年重点工作安排", "一、建设", "1.新建水库2座。", title="东山县水利局关于印发工作安排的通知"
    )
    assert found.issuer == "东山县水利局"
