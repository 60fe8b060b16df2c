"""Text in cells: what stays text, what is replaced, what is cut, and how many lines it takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.workbook.columns import BY_HEAD
from cixi_desktop.workbook.writing.sheet import (
    CUT,
    LONGEST,
    SHORT,
    TEXT,
    Sheet,
    letters,
    line_count,
    pieces,
    quoted,
    safe_text,
    text_cell,
)
from tests.workbook.june import content, entry, made, narrative, opened, part, table

DANGEROUS = ["=1+1", "+8613800000000", "-3", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\n=1", "\x01=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_that_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    cell = table(narrative("6", progress_note=text))["task:6"]["进展情况"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text.replace("\x01", "〓")


def test_that_harmless_text_is_not_quoted() -> None:
    cell = table()["task:8"]["进展情况"]
    assert not cell.quotePrefix
    assert text_cell("进展", SHORT).style is SHORT
    assert text_cell("=1", SHORT).style is quoted(SHORT)


def test_that_no_cell_of_any_sheet_is_a_formula() -> None:
    data = made(content(*(narrative(str(n), progress_note=text) for n, text in enumerate(DANGEROUS, 1))))
    for number in range(1, 5):
        assert "<f>" not in part(data, f"xl/worksheets/sheet{number}.xml")
    cells = [cell for sheet in opened(data) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("一\x00二", "一〓二"),
        ("\x0b\x1f\x7f\x9f", "〓〓〓〓"),
        ("\ud800\ufffe\uffff", "〓〓〓"),
        ("行\r\n行\r行\u2028行\u2029行", "行\n行\n行\n行\n行"),
        ("𠮷野家😀\t表", "𠮷野家😀\t表"),
        ("", ""),
    ],
)
def test_that_characters_a_workbook_cannot_hold_are_replaced_by_a_visible_mark(text: str, kept: str) -> None:
    assert safe_text(text) == kept


@pytest.mark.parametrize(
    "text", ["A&B <b>“引”</b> 'x' \"y\"", "  前后有空格  ", "一\n二", "_x000D_与_x0041_", "𠮷"]
)
def test_that_marks_of_the_file_format_come_back_as_they_were_typed(text: str) -> None:
    value = str(table(narrative("6", progress_note=text))["task:6"]["进展情况"].value)
    assert value.replace("_x005F_", "_") == text


def test_that_an_escape_of_the_file_format_is_itself_escaped() -> None:
    data = made(content(narrative("6", progress_note="_x0041_")))
    assert "_x005F_x0041_" in part(data, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("character", ["进", "a", "😀"])
def test_that_too_long_a_text_ends_with_a_statement_and_fits_a_cell(character: str) -> None:
    kept = safe_text(character * (LONGEST + 1))
    assert kept.endswith(CUT)
    assert len(kept.encode("utf-16-le")) // 2 in {LONGEST, LONGEST - 1}
    assert kept.removesuffix(CUT).strip(character) == ""


def test_that_a_text_that_just_fits_is_left_whole() -> None:
    assert safe_text("进" * LONGEST) == "进" * LONGEST
    assert safe_text("😀" * (LONGEST // 2)) == "😀" * (LONGEST // 2)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("四个汉字", 9, 1),  # eight half-widths, one kept free
        ("五个汉字呀", 9, 2),
        ("12345678", 9, 1),
        ("123456789", 9, 2),
        ("一\n二\n三", 9, 3),
        ("一\n", 9, 2),
        ("很窄", 1, 2),
    ],
)
def test_that_lines_are_counted_by_half_widths_and_breaks(text: str, width: float, lines: int) -> None:
    assert line_count(text, width) == lines


def test_that_a_larger_font_takes_more_lines() -> None:
    assert line_count("四个汉字", 9, 18) == 3


@given(st.text(max_size=400), st.integers(2, 30), st.integers(1, 6))
def test_that_pieces_of_a_text_fit_and_join_to_the_text(text: str, width: int, most: int) -> None:
    text = safe_text(text)
    found = pieces(text, width, most)
    assert "".join(found) == text
    assert all(line_count(piece, width) <= most or len(piece) == 1 for piece in found)
    assert all(found) or text == ""


def test_that_a_piece_ends_with_a_sentence_where_one_ends_late_enough() -> None:
    assert pieces("一二三四五六。七八九十", 11, 2) == ["一二三四五六。", "七八九十"]


@pytest.mark.parametrize("length", [600, 2_000, 20_000])
def test_that_long_text_goes_on_in_further_rows_so_that_print_hides_nothing(length: int) -> None:
    text = ("推进平台建设，落实各项措施。" * (length // 14 + 1))[:length]
    rows = table(narrative("8", progress_note=text, problems="慢。" * 200, next_steps="快办。"))
    keys = [key for key in rows if key.split("#")[0] == "task:8"]
    assert keys[:2] == ["task:8", "task:8#2"]
    assert "".join(str(rows[key]["进展情况"].value or "") for key in keys) == text
    assert "".join(str(rows[key]["存在问题"].value or "") for key in keys) == "慢。" * 200
    sheet = rows["task:8"]["序号"].parent
    for key in keys:
        height = sheet.row_dimensions[rows[key]["序号"].row].height
        assert line_count(str(rows[key]["进展情况"].value), BY_HEAD["进展情况"].width) * 12 <= height <= 409
    assert rows["task:8#2"]["指标/事项"].value == "（续）"
    assert rows["task:8#2"]["状态"].value == rows["task:8"]["状态"].value
    assert rows["task:8"]["序号"].value < rows["task:8#2"]["序号"].value < rows["8-1"]["序号"].value


def test_that_an_item_s_long_text_goes_on_behind_what_the_program_says() -> None:
    rows = table(entry("M8-2", 6, stage="印发", note="办" * 900))
    keys = [key for key in rows if key.split("#")[0] == "M8-2"]
    assert len(keys) > 2
    assert (
        "".join(str(rows[key]["进展情况"].value) for key in keys)
        == "处于“印发”阶段（第5阶段，共6个阶段）。\n" + "办" * 900
    )
    assert rows["M8-2"]["序号"].number_format == "0"
    assert rows["M8-2#2"]["序号"].number_format == ";;;"


def test_that_text_beyond_what_a_cell_holds_is_cut_with_a_statement() -> None:
    rows = table(narrative("8", progress_note="办" * 40_000))
    texts = [str(row["进展情况"].value) for key, row in rows.items() if key.split("#")[0] == "task:8"]
    assert len("".join(texts)) == LONGEST
    assert "".join(texts).endswith(CUT)


def test_that_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 702)] == ["A", "Z", "AA", "AZ", "ZZ"]


def test_that_a_sheet_without_rows_or_cells_is_still_one() -> None:
    sheet = Sheet(name="空", widths=(10, 10))
    assert sheet.last_row == 0
    assert sheet.add([]) == 1
    assert sheet.add([text_cell("字" * 500, TEXT)]) == 2
    assert [row.height for row in sheet.rows] == [16.8, 409]
