"""The sample year, entered once for all tests of the core that only read it."""

from __future__ import annotations

import pytest

from cixi_desktop.actions.sample import Sample, enter_sample, load_sample
from cixi_desktop.workspace import Workspace
from resources import ROOT
from tests.support.figures import plan_2025
from tests.support.memory_store import MemoryStore


@pytest.fixture(scope="session")
def sample() -> Sample:
    return load_sample((ROOT / "samples" / "2025.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def sample_year(sample: Sample) -> Workspace:
    """The sample year, entered by the first of its three units."""
    workspace = Workspace(plan=plan_2025(), store=MemoryStore(is_sample=True), actor="示例")
    periods = tuple(workspace.plan.periods())
    assert tuple(enter_sample(workspace, sample, periods)) == periods
    return workspace
