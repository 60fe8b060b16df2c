from __future__ import annotations

import pytest

from cixi_desktop.checks.validation import check_entry
from cixi_desktop.errors import CixiError
from cixi_desktop.kinds import ItemKind
from cixi_desktop.records.fields import with_text
from cixi_desktop.records.proofs import is_paper, joined, lacking, proof_words, split_proof, tidied
from tests.support.figures import entry, item

WHOLE = "慈科〔2025〕8号，2025-06-05"
NO_SERIES = (None,) * 12


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (WHOLE, "慈科〔2025〕8号（2025年6月5日）"),
        ("慈科〔2025〕8号", "慈科〔2025〕8号"),
        ("2025-06-05", "2025年6月5日"),
        ("慈科〔2025〕8号，6月某日", "慈科〔2025〕8号（6月某日）"),
        ("慈科〔2025〕8号，2025-06-31", "慈科〔2025〕8号（2025-06-31）"),
        ("", ""),
    ],
)
def test_that_texts_tell_the_day_of_a_paper_in_words(kept: str, told: str) -> None:
    assert proof_words(kept) == told


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "慈科[2025]8号，2025年6月5日",
        "慈科（2025）8号 2025.6.5",
        "慈科(2025)8号,2025/06/05",
        "慈科【2025】8号；20250605",
        " 慈科〔2025〕8号，6月5日 ",
        "慈科〔2025〕8号，6.5",
        "慈科〔2025〕8号，２０２５－０６－０５",
    ],
)
def test_that_a_proof_is_kept_in_one_wording(text: str) -> None:
    assert tidied(text, 2025) == WHOLE


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        (WHOLE, "慈科〔2025〕8号", "2025-06-05"),
        ("慈科〔2025〕8号", "慈科〔2025〕8号", ""),
        ("2025-06-05", "", "2025-06-05"),
        ("慈科〔2025〕8号，6月底", "慈科〔2025〕8号", "6月底"),
        ("招标公告，中标公示，2025-06-05", "招标公告，中标公示", "2025-06-05"),
        ("招标公告，中标公示", "招标公告，中标公示", ""),
        ("2025年5月20日签订", "2025年5月20日签订", ""),
        ("", "", ""),
    ],
)
def test_that_a_proof_falls_into_number_and_day(text: str, number: str, day: str) -> None:
    assert split_proof(text) == (number, day)
    assert tidied(text, 2025) == text


@pytest.mark.parametrize(
    ("number", "day", "text"),
    [
        ("慈科〔2025〕8号", "2025-06-05", WHOLE),
        ("慈科〔2025〕8号", "", "慈科〔2025〕8号"),
        ("", "", ""),
        ("慈科〔2025〕8号", "6.5", "慈科〔2025〕8号，日期：6.5"),
        ("慈科〔2025〕8号", "下周", "慈科〔2025〕8号，日期：下周"),
        ("慈科〔2025〕8号", "2025-06-31", "慈科〔2025〕8号，日期：2025-06-31"),
        ("", "6.31", "日期：6.31"),
    ],
)
def test_that_what_is_typed_as_the_day_stays_the_day(number: str, day: str, text: str) -> None:
    assert joined(number, day) == text
    assert split_proof(text) == (number, day)


def test_that_what_is_called_a_day_is_read_as_one_or_refused() -> None:
    assert tidied("慈科[2025]8号，日期：6.5", 2025) == WHOLE
    assert tidied("日期：6月5日", 2025) == "2025-06-05"
    with pytest.raises(CixiError, match="“下周”不是日期"):
        tidied("慈科〔2025〕8号，日期：下周", 2025)
    with pytest.raises(CixiError, match=r"“6\.31”不是日期。"):
        tidied("日期：6.31", 2025)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (WHOLE, ""),
        ("", ""),
        ("慈科〔2025〕8号", "日期"),
        ("慈科〔2025〕8号，6月底", "日期"),
        ("慈科〔2025〕8号，2025-06-31", "日期"),
        ("2025-06-05", "文号（材料名称）"),
        ("2025年5月20日签订", ""),
    ],
)
def test_that_what_a_proof_lacks_is_named(text: str, missing: str) -> None:
    assert lacking(text) == missing


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "慈科〔2025〕8号，见附件",
        "慈科〔2025〕8号（正在网上公示）",
        "慈科(2025)8号",
        "1号文",
        "征求意见稿，2025-06-05",
        "《关于人才待遇的通知》，2025-06-05",
        "《未来科技城规划（待印发稿）》",
        "接待会方案，2025-06-05",
        "技术合同HT2025-06",
        "党组会纪要",
    ],
)
def test_that_a_number_or_name_is_a_paper(text: str) -> None:
    assert is_paper(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "待补",
        "待印发，2025-06-30",
        "正在走流程",
        "合同未签",
        "方案尚未印发",
        "暂无文号",
        "待公布",
        "审批中",
        "见附件",
        "详见附件",
        "附件",
        "见台账",
        "同上",
        "已印发",
        "有",
        "√",
        "12",
        "8号",
        "第12号，2025-06-05",
        "2025-06-05",
        "慈科〔2025〕号",
        "慈科〔2025〕XX号",
        "慈科〔2025〕8号（待印发）",
        "慈科〔2025〕8号，未印发",
        "《办法》尚未印发",
    ],
)
def test_that_words_for_none_yet_and_a_number_alone_are_no_paper(text: str) -> None:
    assert not is_paper(text)


def test_that_what_is_no_paper_is_told_at_its_input() -> None:
    hard = item(ItemKind.HARD)
    (issue,) = check_entry(hard, entry(hard, 6, stage="印发", proof="待补"), NO_SERIES)
    assert (issue.where, issue.message) == ("proof", "依据“待补”不是文号或材料名称，不作为完成依据。")
    assert issue.hint == "请写明文号和日期，如：慈科〔2025〕8号（2025年6月5日）；尚无的，请清空。"


def test_that_a_proof_without_a_day_is_told_at_its_input() -> None:
    hard = item(ItemKind.HARD)
    (issue,) = check_entry(hard, entry(hard, 6, stage="印发", proof="慈科〔2025〕8号"), NO_SERIES)
    assert (issue.where, issue.text) == (
        "proof",
        "依据缺日期。请补全文号和日期，如：慈科〔2025〕8号（2025年6月5日）。",
    )
    assert check_entry(hard, entry(hard, 6, stage="印发", proof=WHOLE), NO_SERIES) == []


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2025-07-01", "依据的日期2025年7月1日晚于本期末。"),
        ("2025-06-31", "依据中的“2025-06-31”不是日期。"),
        ("6月底", "依据中的“6月底”不是日期。"),
    ],
)
def test_that_a_day_after_the_month_and_none_at_all_are_told(day: str, message: str) -> None:
    hard = item(ItemKind.HARD)
    (issue,) = check_entry(hard, entry(hard, 6, stage="印发", proof=f"慈科〔2025〕8号，{day}"), NO_SERIES)
    assert (issue.where, issue.message) == ("proof", message)
    last = entry(hard, 6, stage="印发", proof="慈科〔2025〕8号，2025-06-30")
    assert check_entry(hard, last, NO_SERIES) == []


def test_that_a_typed_proof_is_read_in_the_year_of_its_entry() -> None:
    hard = item(ItemKind.HARD)
    assert with_text(hard, entry(hard, 6), "proof", "慈科[2025]8号 2025.6.5").proof == WHOLE
    assert with_text(hard, entry(hard, 6), "proof", "慈科〔2025〕8号，6月5日").proof == WHOLE
    assert with_text(hard, entry(hard, 6, proof=WHOLE), "proof", " ").proof == ""
