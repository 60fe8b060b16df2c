"""The slip that explains a doubtful figure: worked out by hand, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cixi_desktop.checks.plausibility import implausible
from cixi_desktop.kinds import ItemKind
from cixi_desktop.periods import month
from tests.support.figures import amount, content_of, count, coverage, entry, growth, item, level, stock

if TYPE_CHECKING:
    from cixi_desktop.plan import Indicator, Item

COUNTER = item(ItemKind.COUNTER, unit="次")
PLAIN = "请核对；数字无误的，不必改动。"


def hint(target: Indicator | Item, name: str, values: str) -> str:
    """The hint of the last month's doubt; “” where nothing is doubtful."""
    texts = list(enumerate(values.split(), 1))
    entries = [entry(target, number, **{name: text}) for number, text in texts if text != "-"]
    found = implausible(target, content_of(*entries), month(2025, len(texts)))
    return found.hint if found else ""


@pytest.mark.parametrize(
    ("target", "name", "values", "meant"),
    [
        # Tenfold, both ways.
        (stock("1120", "1000"), "value", "10700", "1070家（多写一位）"),
        (stock("1120", "1000"), "value", "1050 1060 107", "1070家（少写一位）"),
        (count("120"), "increment", "10 15 12 120", "12家（多写一位）"),
        (count("120"), "cumulative", "10 25 37 470", "47家（多写一位）"),
        (level("78", None), "value", "77.6 7.83", "78.3%（小数点错一位）"),
        (level("3.46", "3.3"), "value", "0.34", "3.4%（小数点错一位）"),
        (level("3.46", "3.3"), "value", "34", "3.4%（小数点错一位）"),
        (COUNTER, "increment", "3 50", "5次（多写一位）"),
        (count("50", unit="天"), "increment", "10 11 70", "7天（多写一位）"),
        # Hundredfold: percentages and others.
        (level("78", None), "value", "77.6 0.78", "78%（百分数写成了小数）"),
        (level("3.46", "3.3"), "value", "341", "3.41%（百分数多乘了100）"),
        (stock("1120", "1000"), "value", "107000", "1070家（多写两位）"),
        (stock("1120", "1000"), "value", "1050 1060 11", "1100家（少写两位）"),
        (amount("50"), "cumulative", "4 8 1250", "12.5亿元（小数点错两位）"),
        # 万 and 亿.
        (amount("50"), "cumulative", "- - - - - 305000", "30.5亿元（像是按万元填写）"),
        (amount("5000", unit="万元"), "cumulative", "- - - - - 0.25", "2500万元（像是按亿元填写）"),
        (amount("5000", unit="万元"), "cumulative", "- - - - - 25000000", "2500万元（像是按元填写）"),
        (amount("50"), "cumulative", "- - - - - 2500000000", "25亿元（像是按元填写）"),
        (amount("5000", unit="元"), "cumulative", "- - - - - 0.25", "2500元（像是按万元填写）"),
        (amount("500000000", unit="元"), "cumulative", "- - - - - 2.5", "250000000元（像是按亿元填写）"),
        (stock("11200", "10000"), "value", "1.07", "10700家（像是按万家填写）"),
        # The sign.
        (growth(), "value", "8 8.1 8.3 -8.2", "8.2%（正负号有误）"),
        (growth(), "value", "-8 -8.1 -8.3 8.2", "-8.2%（正负号有误）"),
    ],
)
def test_that_the_usual_slip_is_named_with_the_figure_that_was_meant(
    target: Indicator | Item, name: str, values: str, meant: str
) -> None:
    assert hint(target, name, values) == f"请核对是否应为{meant}；数字无误的，不必改动。"


@pytest.mark.parametrize(
    ("target", "name", "values"),
    [
        (count("120"), "increment", "10 15 12 46"),
        (count("120"), "increment", "1 2 1 31"),
        (level("3.69", "3.59"), "value", "3.4 3.42 3.45 4.96"),
        (COUNTER, "increment", "3 41"),
        (amount("48"), "cumulative", "- 4 8 13 -3.5"),
        (item(ItemKind.HARD), "stage", "印发 审议"),
    ],
)
def test_that_no_slip_is_named_where_none_fits(target: Indicator | Item, name: str, values: str) -> None:
    assert hint(target, name, values) == PLAIN


def test_that_of_two_numbers_the_one_in_another_unit_is_named() -> None:
    """95亿元 after 863600万元: 95 / 86.36 are 10.0 % more."""
    target = growth(unit="%")
    typed = entry(target, 6, cumulative="95", last_year="863600")
    found = implausible(target, content_of(typed), month(2025, 6))
    assert found is not None
    assert "“上年同期”86.36" in found.hint


def test_that_a_list_with_a_nought_too_many_is_named() -> None:
    may, june = (
        entry(coverage(), n, numerator="100", denominator=text) for n, text in ((5, "800"), (6, "8000"))
    )
    found = implausible(coverage(), content_of(may, june), month(2025, 6))
    assert found is not None
    assert found.hint == "请核对是否应为“应覆盖”800家（多写一位）；数字无误的，不必改动。"
