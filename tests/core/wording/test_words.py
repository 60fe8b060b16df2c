"""Full-width punctuation of the plan's words, and the light rule in words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.assessment.lights import PRESETS, Light
from cixi_desktop.checks.findings import Degree
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.records.rules import DEFAULT_RULES, Rules
from cixi_desktop.wording.coordinator import SYMBOLS
from cixi_desktop.wording.words import page_rules, rules_words
from tests.support.figures import plan_2025


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("提升0.1个百分点、达3.69%;市级", "提升0.1个百分点、达3.69%；市级"),
        ("引才工程(科技线)项目", "引才工程（科技线）项目"),
        ("管理办法(修订)》,强化", "管理办法（修订）》，强化"),
        ("主要目标是:全市R&D经费", "主要目标是：全市R&D经费"),
        ("各科室、局属单位:", "各科室、局属单位："),
        ("共1,200家,在10:30", "共1,200家，在10:30"),
        ("3.69%,3.46%", "3.69%，3.46%"),
        ("慈科(2025)3号", "慈科（2025）3号"),
        ("f(x), y(1)", "f(x), y(1)"),
        ("(全", "（全"),
        ("全)", "全）"),
        (")(", ")("),
        ("好!真的?", "好！真的？"),
        ("R&D", "R&D"),
        ("", ""),
    ],
)
def test_that_marks_among_chinese_are_shown_full_width(text: str, shown: str) -> None:
    assert fullwidth_punctuation(text) == shown


def test_that_no_quote_of_the_plan_keeps_a_half_width_mark() -> None:
    plan = plan_2025()
    texts = [place.citation.quote for place in plan.commitments]
    texts += [place.citation.quote for place in plan.items]
    texts += [text for task in plan.tasks for text in (task.title, task.text)]
    assert not [text for text in map(fullwidth_punctuation, texts) if re.search(r"[,:;?!()]", text)]


@given(st.text(alphabet="中文,:;?!()%aZ09. ", max_size=40))
def test_that_every_character_stays_or_becomes_full_width_in_its_place(text: str) -> None:
    full = dict(zip(",:;?!()", "，：；？！（）", strict=True))
    pairs = zip(text, fullwidth_punctuation(text), strict=True)
    assert all(after in {before, full.get(before)} for before, after in pairs)


@pytest.mark.parametrize(
    ("rules", "name", "on_pace", "behind", "late"),
    [
        (DEFAULT_RULES, "默认", "不慢于序时进度", "慢于序时进度不超过10个百分点", "超过10个百分点"),
        (
            PRESETS[1],
            "银川式",
            "慢于序时进度不到10个百分点",
            "慢于序时进度10至30个百分点（含）",
            "超过30个百分点",
        ),
        (PRESETS[2], "瓯海式", "不慢于序时进度", "仅用于力争、争取类", "超过0个百分点"),
        (
            Rules(name="自定", behind_at=Decimal("2.5"), late_beyond=Decimal(15)),
            "自定",
            "慢于序时进度不超过2.5个百分点",
            "慢于序时进度超过2.5、不超过15个百分点",
            "超过15个百分点",
        ),
    ],
)
def test_that_the_rule_in_force_is_put_in_words(
    rules: Rules, name: str, on_pace: str, behind: str, late: str
) -> None:
    words = rules_words(rules)
    assert words.startswith(f"亮灯规则（{name}）：★已完成：")
    assert f"●达序时：{on_pace}；" in words
    assert f"▲欠序时：{behind}，或未到计划阶段；" in words
    assert f"■滞后：慢于序时进度{late}，或硬任务超过完成时限；" in words
    assert words.endswith("灰灯（◇未到节点、◎待公布、□本期无数据、○未填报、※不适用）不计入完成率。")


def test_that_a_table_says_of_its_own_lights_alone_what_they_mean() -> None:
    shown = {Light.ON_PACE, Light.PENDING}
    assert page_rules(DEFAULT_RULES, shown) == (
        "亮灯规则（默认）：●达序时：不慢于序时进度；◎待公布不评判。快、慢以百分点计。"
    )
    assert page_rules(DEFAULT_RULES, {*shown, Light.RECORDED}).endswith(
        f"◎待公布不评判；{Light.RECORDED.symbol}只作记录。快、慢以百分点计。"
    )


def test_that_the_bands_of_about_are_named() -> None:
    assert "☆基本完成：“左右”类指标低于目标不超过10%（百分比指标不超过1个百分点）" in rules_words(
        DEFAULT_RULES
    )


def test_that_the_sign_of_a_light_means_nothing_else() -> None:
    """※ is 不适用 and ● is 达序时, wherever they stand."""
    lights = {light.symbol for light in Light}
    assert len(lights) == len(Light)
    assert not lights & {*SYMBOLS.values(), *(degree.marked[0] for degree in Degree)}
