"""Strategies that several folders of tests share."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st

R = TypeVar("R")


def records_of(kind: type[R], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[R]:
    """Records of that kind with such fields; ``builds`` would look up names that only mypy imports."""
    return st.fixed_dictionaries(fields).map(lambda found: kind(**found))
