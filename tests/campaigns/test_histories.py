"""The program against the oracle; 3,000 histories by ``python -m tests.campaigns.histories 1 3000``."""

from __future__ import annotations

import pytest

from tests.campaigns.histories import compare


@pytest.mark.parametrize("first", range(1, 301, 20))
def test_that_twenty_histories_are_shown_as_the_oracle_has_them(first: int) -> None:
    assert [told for seed in range(first, first + 20) for told in compare(seed)] == []
