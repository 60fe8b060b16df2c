"""单位表: the bureau's units as a table of texts, and the units that such a table gives."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import NOT_TAKEN, Column, width
from cixi_desktop.pasting.text_table import Place, Rows, TableLayout, TextRow
from cixi_desktop.records.units import UNASSIGNED, Unit, is_part, normal_name, renamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cixi_desktop.pasting.blocks import Block

NAME, SHORT_NAME, LEADER, PHONE, FORMER_NAMES = range(5)
COLUMNS = (
    Column(field="unit", head="名称", width=20),
    Column(field="short_name", head="简称", width=10),
    Column(field="unit_leader", head="负责人", width=10),
    Column(field="phone", head="电话", width=14),
    Column(field="former_names", head="曾用名", width=16),
)
LONGEST_NAME = 40
_PHONE = re.compile(r"[\d\s+()（）\-—/、]{3,}")


def unit_layout() -> TableLayout:
    """What the table asks for: it grows, and its first column names the row."""
    return TableLayout(columns=COLUMNS, read=_read, added=lambda _name: new_row(), guess=_guess, check=_check)


def new_row() -> TextRow:
    """A row for a unit yet to be named."""
    return TextRow("", "", ("",) * len(COLUMNS))


def unit_rows(units: Iterable[Unit]) -> Rows:
    """A row for each unit; 未分配 is not one while it goes by that name."""
    return tuple(
        TextRow(
            unit.id,
            "",
            (unit.name, unit.short_name, unit.leader, unit.phone, "、".join(unit.former_names)),
            names=unit.names,
        )
        for unit in units
        if unit != UNASSIGNED
    )


def read_units(rows: Rows, known: Sequence[Unit], free_number: int) -> tuple[Unit, ...]:
    """The units of the table in its order, after 未分配 if that is still there.

    New ones are numbered from ``free_number``; places are given only where the order is another than that.
    """
    before = {unit.id: unit for unit in known}
    last = free_number - 1
    units: list[Unit] = []
    for row in rows:
        last += not row.key
        name, short_name, leader, phone, former = row.cells
        unit = before.get(row.key, Unit(id=str(last), name=name))
        given = tuple(filter(None, former.split("、")))
        unit = replace(unit, short_name=short_name, leader=leader, phone=phone, former_names=given)
        units.append(renamed(unit, name))
    kept = [] if any(unit.id == UNASSIGNED.id for unit in units) else [UNASSIGNED]
    return (*kept, *_placed(units))


def _placed(units: Sequence[Unit]) -> list[Unit]:
    natural = sorted(units, key=lambda unit: (unit.place, int(unit.id)))
    if list(units) == natural:
        return list(units)
    return [replace(unit, place=place) for place, unit in enumerate(units, 1)]


def _read(_row: TextRow, column: int, text: str) -> str:
    if column == NAME and normal_name(text) == normal_name(UNASSIGNED.name):
        raise CixiError(f"“{UNASSIGNED.name}”不能用作单位名称。", "未填写单位的即为未分配。")
    if column == NAME and len(text) > LONGEST_NAME:
        raise CixiError(f"单位名称超过{LONGEST_NAME}个字。", "请写简短的名称。")
    if column == PHONE and not _PHONE.fullmatch(text):
        raise CixiError(f"“{text}”不是电话号码。", "请只填数字、空格和横线。")
    text = unicodedata.normalize("NFKC", text) if column == PHONE else text
    return " ".join(text.split())


def _check(rows: Rows) -> Mapping[Place, str]:
    """Names that are missing, or would be those of two units."""
    faults: dict[Place, str] = {}
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        if not row.cells[NAME]:
            faults[number, NAME] = "请填写单位名称；不要这个单位，请用“删除单位”。"
        for column in (NAME, SHORT_NAME):
            name = normal_name(row.cells[column])
            if name and first.setdefault(name, number) != number:
                faults[number, column] = f"与第{first[name] + 1}行重名，请改用不同的名称。"
    return faults


def _guess(block: Block) -> list[str]:
    """What a block without heads holds: the name first; numbers are 电话, parts of the name 简称."""
    found = ["unit"]
    for place in range(1, width(block)):
        texts = [
            (line[0], line[place].strip()) for line in block if len(line) > place and line[place].strip()
        ]
        if all(_PHONE.fullmatch(text) for _, text in texts):
            likely = "phone"
        elif all(len(text) < len(name) and is_part(text, name) for name, text in texts):
            likely = "short_name"
        else:
            likely = "unit_leader"
        free = [name for name in (likely, "unit_leader", "short_name", "phone") if name not in found]
        found.append(free[0] if free and texts else NOT_TAKEN)
    return found
