from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from cixi_desktop.actions.review import bureau
from cixi_desktop.periods import parse_period
from cixi_desktop.reports.compose import compose
from cixi_desktop.reports.material import of_bureau, of_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.reports.material import Material
    from cixi_desktop.reports.report import Report
    from cixi_desktop.workspace import Workspace


@pytest.fixture(scope="session")
def material(sample_year: Workspace) -> Callable[..., Material]:
    """What a report of the sample year is written from: of the bureau, or of one unit."""
    made: dict[tuple[str, str], Material] = {}

    def make(key: str, unit: str = "") -> Material:
        if (key, unit) not in made:
            period = parse_period(key)
            found = bureau(sample_year.plan, sample_year.store, period, date(2026, 1, 5))
            own = next((c for c in found.contents if c.unit.name == unit), None)
            made[key, unit] = (
                of_unit(sample_year.plan, own, period) if own is not None else of_bureau(found, period)
            )
        return made[key, unit]

    return make


@pytest.fixture(scope="session")
def report(material: Callable[..., Material]) -> Callable[..., Report]:
    """A report of the sample year."""
    return cache(lambda key, unit="": compose(material(key, unit)))
