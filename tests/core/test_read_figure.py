"""Arithmetic in an input: worked out exactly, or refused with the reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cixi_desktop.errors import CixiError
from cixi_desktop.periods import month
from cixi_desktop.records.entries import Entry
from cixi_desktop.records.fields import with_typed
from cixi_desktop.values import read_figure
from tests.support.figures import count, quick


@pytest.mark.parametrize(
    ("text", "unit", "result"),
    [
        ("12+7", "", "19"),
        ("=12+7", "", "19"),
        ("=12", "", "12"),
        ("3*4-1", "", "11"),
        ("20-3-4", "", "13"),
        ("2+3*4", "", "14"),
        ("（８＋４）÷２", "", "6"),
        ("＝１２－７", "", "5"),
        ("3×4", "", "12"),
        ("2*(3+(4-1))", "", "12"),
        ("-(2+3)", "", "-5"),
        ("12--7", "", "19"),
        ("+5+1", "", "6"),
        ("10/3*3", "", "10"),
        ("=1/8", "", "0.125"),
        ("0.1+0.2", "", "0.3"),
        ("1,200+30", "", "1230"),
        ("12 家 + 7 家", "家", "19"),
        ("3.69%+0.1%", "%", "3.79"),
        ("12亿+1亿", "亿元", "13"),
        ("=2025-6", "", "2019"),
        (".5+1.", "", "1.5"),
        ("007+1", "", "8"),
        ("(" * 48 + "1+1" + ")" * 48, "", "2"),
        ("1" + "-" * 97 + "2", "", "-1"),
    ],
)
def test_that_arithmetic_gives_its_result(text: str, unit: str, result: str) -> None:
    assert read_figure(text, unit) == Decimal(result)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("１２家", "家", "12"),
        ("-3.5", "%", "-3.5"),
        ("+5", "", "5"),
        ("(3.5)", "%", "-3.5"),
        ("（1，200）", "家", "-1200"),
        ("=(3.5)", "%", "3.5"),
        ("3。69", "%", "3.69"),
        ("(3。5)+1", "%", "4.5"),
    ],
)
def test_that_a_plain_figure_is_read_as_before(text: str, unit: str, value: str) -> None:
    assert read_figure(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12+", "算式“12+”不完整"),
        ("=", "不完整"),
        ("(1+2", "不完整"),
        ("(1+2(", "不完整"),
        ("1+2)", "不完整"),
        ("1+)", "不完整"),
        ("()", "不完整"),
        ("3**2", "不完整"),
        ("7//2", "不完整"),
        ("1.5.5+1", "不完整"),
        ("(" * 50 + "1+1", "不完整"),
        ("2(3)", "不完整"),
        ("=1/0", "除以0"),
        ("1/(2-2)", "除以0"),
        ("=10/3", "“=10/3”的结果约3.333333，小数超过6位"),
        ("999999999999*9", "结果过大"),
        ("=SUM(A1)", "不是能算的算式"),
        ("2²+1", "不是能算的算式"),
        ("1+" * 60 + "1", "不是能算的算式"),
        ("2025-06", "像是日期"),
        ("2025/6/25", "像是日期"),
        ("6/2", "像是日期、范围或比例"),
        ("12-8", "像是日期、范围或比例"),
        ("约10", "不是准确数"),
        ("十几", "不是数字"),
    ],
)
def test_that_what_cannot_be_worked_out_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(CixiError, match=why.replace("+", r"\+").replace("(", r"\(")):
        read_figure(text)


def test_that_inputs_of_numbers_take_arithmetic() -> None:
    target = count("120", unit="家")
    entry = Entry(target_id=target.id, unit_id="1", period=month(2025, 6))
    assert with_typed(target, entry, "increment", "12+7家").increment == Decimal(19)


whole = st.integers(-999, 999)


@given(a=whole, b=whole, c=whole)
@quick
def test_that_products_go_before_sums(a: int, b: int, c: int) -> None:
    assert read_figure(f"={a}+{b}*{c}") == a + b * c
    assert read_figure(f"=({a}-{b})×{c}") == (a - b) * c


@given(a=whole, b=st.integers(1, 999))
@quick
def test_that_a_quotient_is_exact_or_refused(a: int, b: int) -> None:
    exact = Fraction(a, b)
    if (exact * 10**6).denominator == 1:
        assert Fraction(read_figure(f"={a}/{b}")) == exact
    else:
        with pytest.raises(CixiError, match="小数超过6位"):
            read_figure(f"={a}/{b}")
