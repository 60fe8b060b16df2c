"""Blocks on the clipboard: cells apart, quotes and line breaks within them whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.pasting.blocks import Block, html_block, is_block, parse_block, write_block
from tests.support.figures import quick


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1\t2\r\n3\t4\r\n", (("1", "2"), ("3", "4"))),
        ("a\t\tb\n\nc", (("a", "", "b"), ("",), ("c",))),
        ('"一\n二"\tx', (("一\n二", "x"),)),
        ('"说""是""的"\tx\ny', (('说"是"的', "x"), ("y",))),
        ('12"\t3', (('12"', "3"),)),
        ('"没有收尾\t1\n2', (('"没有收尾', "1"), ("2",))),
        ('""\tx', (("", "x"),)),
        ("7\r8", (("7",), ("8",))),
        ("", ()),
        ("\t\r\n\t\r\n", ()),
    ],
)
def test_that_a_block_is_taken_apart(text: str, block: Block) -> None:
    assert parse_block(text) == block


cells = st.text(st.sampled_from('12约 \t\n"家'), max_size=4)


@given(rows=st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=3))
@quick
def test_that_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    block = tuple(tuple(row) for row in (*rows, ["尾"]))
    assert parse_block(write_block(block)) == block


@pytest.mark.parametrize(
    ("text", "is_more"),
    [("", False), ("12家\n", False), ("甲\t乙", True), ("甲\n乙\n", True), ('"甲\n乙"', False)],
)
def test_that_a_block_is_more_than_one_cell(text: str, is_more: bool) -> None:
    assert is_block(text) is is_more


def test_that_what_is_no_figure_reaches_other_programs_as_text() -> None:
    as_text = " style='mso-number-format:\"\\@\"'"
    cells = ("=1+1", "+86", "-5", "-甲", "@a", "1,234.50", "007", "8.5%", "a<b\nc")
    html = html_block((cells,))
    expected = (
        *(f"<td{as_text}>=1+1</td>", f"<td{as_text}>+86</td>", "<td>-5</td>", f"<td{as_text}>-甲</td>"),
        *(f"<td{as_text}>@a</td>", "<td>1,234.50</td>", f"<td{as_text}>007</td>", "<td>8.5%</td>"),
        f'<td{as_text}>a&lt;b<br style="mso-data-placement:same-cell">c</td>',
    )
    assert html == f"<table><tr>{''.join(expected)}</tr></table>"
