from __future__ import annotations

import pytest

from cixi_desktop.checks.validation import check_entry
from cixi_desktop.kinds import ItemKind
from cixi_desktop.records.fields import with_text
from cixi_desktop.records.proofs import lacking, proof_words, split_proof, tidied
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


def test_that_a_proof_without_a_day_is_told_at_its_input() -> None:
    hard = item(ItemKind.HARD)
    (issue,) = check_entry(hard, entry(hard, 6, stage="印发", proof="慈科〔2025〕8号"), NO_SERIES)
    assert (issue.where, issue.text) == (
        "proof",
        "依据缺日期。请补全文号和日期，如：慈科〔2025〕8号（2025年6月5日）。",
    )
    assert check_entry(hard, entry(hard, 6, stage="印发", proof=WHOLE), NO_SERIES) == []


def test_that_a_typed_proof_is_read_in_the_year_of_its_entry() -> None:
    hard = item(ItemKind.HARD)
    assert with_text(hard, entry(hard, 6), "proof", "慈科[2025]8号 2025.6.5").proof == WHOLE
    assert with_text(hard, entry(hard, 6), "proof", "慈科〔2025〕8号，6月5日").proof == WHOLE
    assert with_text(hard, entry(hard, 6, proof=WHOLE), "proof", " ").proof == ""
