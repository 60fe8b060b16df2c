from __future__ import annotations

from msgspec.structs import replace

from cixi_desktop.periods import month
from cixi_desktop.wording.listing import list_json, list_lines
from tests.support.figures import count
from tests.support.ledgers import FIRMS as FIRM_LIST
from tests.support.ledgers import VISITS, row

FIRMS = replace(count("120", name="新增企业"), ledger=FIRM_LIST)
TWICE = (row("甲有限公司", 3), row("甲", 6, day=(6, 18), code="慈科〔2025〕8号"), row("乙", 7))


def test_that_a_list_is_printed_up_to_the_period_with_its_namesakes() -> None:
    assert list(list_lines(FIRMS, TWICE, month(2025, 6))) == [
        "X-1 新增企业（企业台账）：2025年6月1家，累计2家",
        "  3月　甲有限公司　与6月“甲”重名",
        "  6月　甲　2025-06-18　慈科〔2025〕8号　与3月“甲有限公司”重名",
    ]


def test_that_a_list_is_given_as_json() -> None:
    visits = replace(count("1200", name="参观", unit="人次"), ledger=VISITS)
    found = list_json(visits, (row("甲小学", number="40"), row("散客", 5, number="25")), month(2025, 6))
    assert (found["ledger"], found["count"], found["total"]) == ("场馆参观", "40", "65")
    assert found["rows"] == [
        {"period": "6月", "name": "甲小学", "day": "", "number": "40"},
        {"period": "5月", "name": "散客", "day": "", "number": "25"},
    ]
