"""Typed look-ups in a TOML file, and the line that a fault is told with."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

import pytest

from cixi_desktop.errors import CixiError
from cixi_desktop.tomlfile import TomlTable, read_toml
from resources import ROOT


def line_in(fault: CixiError) -> int:
    found = re.search(r"第(\d+)行", fault.message)
    assert found is not None
    return int(found[1])


def told_by(text: str) -> str:
    with pytest.raises(CixiError) as caught:
        read_toml(text, "甲.toml")
    return caught.value.message


def rows(table: TomlTable, *keys: str) -> list[TomlTable]:
    found = [table]
    for key in keys:
        found = [row for outer in found for row in outer.tables(key)]
    return found


SYNTAX = {
    "a = 'x\nb = 'y'": "第1行第7个字符附近：引号没有成对，或者有不允许的字符。",
    "a = 1\nb = '''x\n\n": "第2行（文件末尾）：引号没有成对。",
    "a = 'x\n": "第1行（文件末尾）：引号没有成对。",
    'a = "x': "第1行（文件末尾）：引号没有成对。",
    "a = 1\na = 2\nb = 1": "第2行第6个字符附近：同一个表里这个键写了两次。",
    "[a]\n[a]\n": "第2行第3个字符附近：这个表写了两次。",
    "a：1": "第1行第2个字符附近：键的后面缺少等号。",
    "a 1": "第1行第3个字符附近：键的后面缺少等号。",
    "[a": "第1行（文件末尾）：表名的方括号没有成对。",
    "[[a]\n": "第1行第4个字符附近：表名的方括号没有成对。",
    "a = 1 b = 2": "第1行第7个字符附近：一行只能写一个键，后面有多余的内容。",
    "、": "第1行第1个字符附近：无法识别这一行。",
    "a = ‘x’": "第1行第5个字符附近：值的写法有误，文字和数字要放在英文单引号里。",
    "a = 2025-02-30": "第1行第5个字符附近：没有这个日期。",
    "a = [1\nb = 2": "第2行第1个字符附近：括号没有成对。",
    "a = { b = 1, b = 2 }": "第1行第19个字符附近：花括号里有一个键写了两次。",
    'a = "\\q"': "第1行第8个字符附近：不合TOML的写法。",
}


@pytest.mark.parametrize(("text", "told"), SYNTAX.items(), ids=range(len(SYNTAX)))
def test_that_a_fault_of_form_is_told_in_chinese_with_its_line(text: str, told: str) -> None:
    assert told_by(text) == f"甲.toml {told}"


def test_that_every_quote_of_the_shipped_plan_is_found_at_its_line() -> None:
    text = (ROOT / "plans" / "2025.toml").read_text(encoding="utf-8")
    root = read_toml(text, "2025.toml")
    lines = text.split("\n")
    tables = rows(root, "section", "task", "commitment") + rows(root, "section", "task", "item")
    for table in tables:
        assert lines[line_in(table.fault("quote", "")) - 1] == f"quote = '{table.text('quote')}'"
    assert len(tables) == 25 + 76


TRICKY = """\
'a.b' = [ # a bracket [ in a comment
    '[[row]]', "x = ']'",
]
c = { d = 'e = f', g = [1] }
h = \"\"\"
[[row]]
i = 1 \\\"\"\" [
\"\"\"
[ 'j' ]
k.l = 1
[j.m]
n = 1

[[row]] # [[row]]
o = '''x'y'''
  [row.p]
  q = 1
[[row]]
'r' = '='
s = [
    [1],
]
[[ row . t ]]
u = 1
v = { w = 1 }
[[row.t]]
u = 2
"""


def test_that_the_line_is_found_behind_strings_comments_and_brackets() -> None:
    root = read_toml(TRICKY, "甲.toml")
    first, second = root.tables("row")
    later = second.tables("t")
    found = {
        "c": root.fault("c", ""),
        "h": root.fault("h", ""),
        "j": root.fault("j", ""),
        "j.k": root.table("j").fault("k", ""),
        "j.m": root.table("j").fault("m", ""),
        "row 1": first.fault("missing", ""),
        "row 1 o": first.fault("o", ""),
        "row 1 p": first.fault("p", ""),
        "row 1 p.q": first.part("p").fault("q", ""),
        "row 2": second.fault("o", ""),
        "row 2 r": second.fault("r", ""),
        "row 2 s": second.fault("s", ""),
        "row 2 t": second.fault("t", ""),
        "t 1": later[0].fault("missing", ""),
        "t 1 u": later[0].fault("u", ""),
        "t 1 v": later[0].part("v").fault("w", ""),
        "t 2 u": later[1].fault("u", ""),
    }
    lines = {place: line_in(fault) for place, fault in found.items()}
    assert lines == {
        "c": 4,
        "h": 5,
        "j": 9,
        "j.k": 10,
        "j.m": 11,
        "row 1": 14,
        "row 1 o": 15,
        "row 1 p": 16,
        "row 1 p.q": 16,
        "row 2": 18,
        "row 2 r": 19,
        "row 2 s": 20,
        "row 2 t": 23,
        "t 1": 23,
        "t 1 u": 24,
        "t 1 v": 25,
        "t 2 u": 27,
    }


def test_that_windows_line_ends_change_no_line() -> None:
    root = read_toml(TRICKY.replace("\n", "\r\n"), "甲.toml")
    assert line_in(root.tables("row")[1].fault("s", "")) == 20


def test_that_an_array_of_inline_tables_is_told_at_the_first_line() -> None:
    row = read_toml("x = 1\nrow = [{ a = 1 }]", "甲.toml").tables("row")[0]
    assert row.fault("a", "错").message == "甲.toml 第1行，[[row]] （第1个） 的 a：错。"


def test_that_a_single_table_is_no_array_of_tables() -> None:
    with pytest.raises(CixiError) as caught:
        read_toml("[a]\n[row]\nx = 1", "甲.toml").tables("row")
    assert caught.value.message == "甲.toml 第2行，row：应写成方括号里的清单。"


def test_that_an_array_of_numbers_is_no_array_of_tables() -> None:
    with pytest.raises(CixiError) as caught:
        read_toml("[[row]]\nt = [1]", "甲.toml").tables("row")[0].tables("t")
    assert caught.value.message == "甲.toml 第2行，[[row]] （第1个） 的 t：应写成一个个[[row.t]]。"


def test_that_a_true_is_no_number_and_a_time_no_date() -> None:
    root = read_toml("a = true\nb = 2025-04-29T08:00:00", "甲.toml")
    with pytest.raises(CixiError, match="a：应写成不加引号的整数"):
        root.whole("a")
    with pytest.raises(CixiError, match="b：应写成日期"):
        root.day("b")


def test_that_a_number_keeps_the_digits_it_was_written_with() -> None:
    root = read_toml("a = '3.690'\nb = '-12'", "甲.toml")
    assert [str(root.number("a")), str(root.number("b"))] == ["3.690", "-12"]


@pytest.mark.parametrize("written", ["1e3", "NaN", "1,200", "１２", ".5", "5.", "+1", "12家", "1 2"])
def test_that_a_number_is_half_width_digits_and_nothing_else(written: str) -> None:
    with pytest.raises(CixiError, match="不是数字"):
        read_toml(f"a = '{written}'", "甲.toml").number("a")


def test_that_a_quotient_has_28_digits_in_any_context() -> None:
    with localcontext() as context:
        context.prec = 3
        quotient = read_toml("a = '95/1.10'", "甲.toml").quotient("a")
    assert quotient == Decimal("86.36363636363636363636363636")


@pytest.mark.parametrize("written", ["95", "95/", "/2", "95/0", "1/2/3", "95 / 1.10", "__import__('os')/1"])
def test_that_a_quotient_is_one_division_of_two_numbers(written: str) -> None:
    with pytest.raises(CixiError, match="不是除法算式"):
        read_toml(f'a = "{written}"', "甲.toml").quotient("a")
