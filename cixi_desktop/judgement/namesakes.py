"""重名: rows of a list that name the same thing, however the name was written."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cixi_desktop.records.ledgers import Ledger, LedgerRow

_LEGAL_FORMS = ("股份有限公司", "有限责任公司", "有限公司")
_UNHEARD = str.maketrans("", "", "()[]{}<>〈〉《》【】〔〕“”‘’\"'·.,、，。-—_")
"""Brackets and marks, which nobody reads out; nor does anybody blanks."""
_REMEMBERED = 8192


@lru_cache(_REMEMBERED)
def name_key(name: str) -> str:
    """The name without what differs from list to list.

    Full-width letters, blanks, brackets, case, and the legal form of a company. The words keep their order:
    慈溪甲公司 and 甲公司（慈溪） stay apart.
    """
    heard = "".join(unicodedata.normalize("NFKC", name).translate(_UNHEARD).split()).casefold()
    bare = heard
    for form in _LEGAL_FORMS:
        bare = bare.replace(form, "")
    return bare or heard


def distinct_count(rows: Iterable[LedgerRow]) -> int:
    """How many different names the rows have."""
    return len({name_key(row.name) for row in rows})


def namesakes(ledger: Ledger, rows: Sequence[LedgerRow]) -> tuple[LedgerRow | None, ...]:
    """For each row another one with the same name, the first there is; None for a name that stands once.

    Where a name may stand again for another day, only the same day makes a namesake; sums have none.
    """
    if ledger.is_summed:
        return (None,) * len(rows)
    places: dict[tuple[str, object], list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(_identity(ledger, row), []).append(place)
    found: list[LedgerRow | None] = [None] * len(rows)
    for first, *others in places.values():
        for place in others:
            found[place] = rows[first]
        if others:
            found[first] = rows[others[0]]
    return tuple(found)


def _identity(ledger: Ledger, row: LedgerRow) -> tuple[str, object]:
    return name_key(row.name), (row.day or row.period.key) if ledger.can_repeat else None


def namesake_words(other: LedgerRow) -> str:
    """Where the same name stands: 与3月“慈溪甲公司”重名."""
    return f"与{other.period.last}月“{other.name}”重名"
