"""Which column of a pasted block is which: by its heads, or as guessed."""

from __future__ import annotations

import pytest

from cixi_desktop.pasting.blocks import NOT_TAKEN, BlockColumns, Column, recognise

COLUMNS = (Column(field="unit", head="名称"), Column(field="phone", head="电话"))


def found(*lines: str) -> BlockColumns:
    block = tuple(tuple(line.split("|")) for line in lines)
    return recognise(block, COLUMNS, naming=("target_id",), guess=lambda _block: ("phone",))


def test_that_heads_are_known_by_every_word_that_sheets_use() -> None:
    assert found("联系电话|部门|编号", "1|甲科|2").fields == ("phone", "unit", "target_id")
    assert found("１. 科室（单位）|手机").fields == ("unit", "phone")


def test_that_heads_of_other_tables_are_heads_all_the_same() -> None:
    """备注 is no column of this table, but no name of a unit either."""
    assert found("科室|备注", "甲科|新") == BlockColumns(("unit", NOT_TAKEN), above=1)


@pytest.mark.parametrize("first", ["甲科|电话", "甲科|6300", "备注|说明", "", "|"])
def test_that_half_of_a_line_or_foreign_words_alone_make_no_heads(first: str) -> None:
    assert found(first) == BlockColumns(("phone",), above=0)


def test_that_columns_beyond_the_heads_go_nowhere() -> None:
    assert found("科室", "甲科|6300").fields == ("unit", NOT_TAKEN)


def test_that_nothing_has_no_heads() -> None:
    assert recognise((), COLUMNS, guess=lambda _block: ()) == BlockColumns((), above=0)
