"""Tables that people fill by typing and pasting: their texts, and what a pasted block would do to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import (
    Block,
    Column,
    PastedCell,
    PastePlan,
    normal,
    pasted_cell,
    recognise,
    refuse_picture,
    width,
)
from cixi_desktop.punctuation import says_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


Place = tuple[int, int]
"""Row and column of a cell, from 0."""


class TextRow(Struct, frozen=True):
    """One row: what it stands for (“” for a new one), its title, its texts, and what a sheet may call it.

    Those below it take over from a row that is ``is_head``.
    """

    key: str
    title: str
    cells: tuple[str, ...]
    names: tuple[str, ...] = ()
    is_head: bool = False

    def with_cell(self, column: int, text: str) -> TextRow:
        """The row with another text in one column."""
        return replace(self, cells=(*self.cells[:column], text, *self.cells[column + 1 :]))


Rows = tuple[TextRow, ...]


def _nothing(_rows: Rows) -> Mapping[Place, str]:
    return {}


class TableLayout(Struct, frozen=True, kw_only=True):
    """What a table asks for.

    ``read`` gives a typed text as it is read, and raises CixiError where it is not. ``naming`` are the
    fields of a sheet's columns that name the row. Where there is ``added``, it makes the row of a name that
    is not there yet; the first column is the name then. ``guess`` says which field each column of a block
    without heads holds. ``placeholders`` are shown where nothing is typed; ``readonly_reason`` says
    why a cell takes nothing.
    """

    columns: tuple[Column, ...]
    read: Callable[[TextRow, int, str], str]
    naming: tuple[str, ...] = ()
    added: Callable[[str], TextRow] | None = None
    guess: Callable[[Block], Sequence[str]] | None = None
    check: Callable[[Rows], Mapping[Place, str]] = _nothing
    placeholders: Callable[[Rows], Mapping[Place, str]] = _nothing
    readonly_reason: Callable[[TextRow, int], str] = lambda _row, _column: ""

    def parse(self, row: TextRow, column: int, text: str) -> str:
        """The text as it is read; blank text is blank. CixiError with the reason if it is refused."""
        reason = self.readonly_reason(row, column)
        if reason and text.strip():
            raise CixiError(reason)
        refuse_picture(text)
        return self.read(row, column, text.strip()) if text.strip() else ""

    def faults(self, rows: Rows) -> dict[Place, str]:
        """Why cells cannot stand as they are, by place."""
        return dict(self._unread(rows)) | dict(self.check(rows))

    def _unread(self, rows: Rows) -> Iterator[tuple[Place, str]]:
        for number, row in enumerate(rows):
            for column, text in enumerate(row.cells):
                try:
                    self.parse(row, column, text)
                except CixiError as error:
                    yield (number, column), str(error)


NAMES, BESIDE = -1, -2
"""Stand for a column of a block that only names the row, and for one that the table does not have."""


def plan_table(
    layout: TableLayout, rows: Rows, block: Block, *, at: Place, shown: Sequence[int]
) -> PastePlan[TextRow]:
    """What becomes of a block.

    With heads, or where the layout can guess them, each line goes to the row that it names; else the lines
    go down the ``shown`` rows from the cell ``at`` on. Blank cells leave what stands.
    """
    columns, body = _oriented(layout, block, at[1])
    is_named = NAMES in columns or (layout.added is not None and 0 in columns)
    below = [*shown[shown.index(at[0]) :]] if at[0] in shown else []
    grown, cells, taken = list(rows), list[PastedCell](), set[int]()
    for place, line in enumerate(body):
        laid = zip(columns, line, strict=False)
        texts = {column: text.strip() for column, text in laid if not says_nothing(text)}
        if is_named:
            row, refusal = _named(layout, grown, texts)
        else:
            row, refusal = (below[place], "") if place < len(below) else (-1, "超出表格末行。")
        refusal = refusal or ("与前面的行重复。" if row in taken else "")
        taken.add(row)
        cells += _refused(layout, texts, refusal) if refusal else _laid(layout, grown, row, texts)
    heads = block[len(block) - len(body) - 1] if len(body) < len(block) else ()
    beside = "”“".join(t for t, c in zip(heads, columns, strict=False) if c == BESIDE and t.strip())
    beyond = (f"“{beside}”：表中没有这些栏。",) if beside else ()
    return PastePlan(cells=tuple(cells), beyond=beyond, accepted=tuple(grown))


def _oriented(layout: TableLayout, block: Block, start: int) -> tuple[tuple[int, ...], Block]:
    """Which column each column of the block is, and the lines without the heads."""
    fields = [column.field for column in layout.columns]
    guess = layout.guess if layout.guess and start == 0 else lambda block: fields[start:][: width(block)]
    found = recognise(block, layout.columns, naming=layout.naming, guess=guess)
    places = {name: number for number, name in enumerate(fields)} | dict.fromkeys(layout.naming, NAMES)
    return tuple(places.get(name, BESIDE) for name in found.fields), block[found.above :]


def _named(layout: TableLayout, rows: list[TextRow], texts: Mapping[int, str]) -> tuple[int, str]:
    """The row that a line names, made if the table grows; or -1 and why it has none.

    Where several columns name it (任务, 事项), the last one counts.
    """
    name = texts.get(0 if layout.added else NAMES, "")
    wanted = normal(name)
    for number, row in enumerate(rows):
        names = (row.cells[0], *row.names) if layout.added else row.names
        if wanted and wanted in map(normal, names):
            return number, ""
    if layout.added is None or not wanted:
        return -1, f"表中没有“{name}”。" if name else "未注明行名，无法对应。"
    new = layout.added(name)
    try:
        layout.parse(new, 0, name)
    except CixiError as error:
        return -1, str(error)
    rows.append(new)
    return len(rows) - 1, ""


def _refused(layout: TableLayout, texts: Mapping[int, str], refusal: str) -> Iterator[PastedCell]:
    """The cells of a line that has no place."""
    name = texts.get(NAMES, texts.get(0, ""))
    for column, text in texts.items():
        if column >= 0:
            yield pasted_cell(name, layout.columns[column].head, text, reason=refusal)


def _laid(
    layout: TableLayout, rows: list[TextRow], number: int, texts: Mapping[int, str]
) -> Iterator[PastedCell]:
    """The cells of one line; what can be read goes into ``rows``."""
    title = rows[number].title or texts.get(0, rows[number].cells[0])
    for column, text in texts.items():
        if column < 0:
            continue
        before, read_as, reason = rows[number].cells[column], "", ""
        try:
            read_as = layout.parse(rows[number], column, text)
        except CixiError as error:
            reason = str(error)
        else:
            rows[number] = rows[number].with_cell(column, read_as)
        head = layout.columns[column].head
        yield pasted_cell(title, head, text, read_as=read_as, before=before, reason=reason)
