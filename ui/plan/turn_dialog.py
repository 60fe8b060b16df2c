"""承接上年: old and new side by side, row by row, what is taken over, and the ticks kept till then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, json
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTableWidget, QVBoxLayout

from cixi_desktop.files import write_whole
from cixi_desktop.periods import day_words
from cixi_desktop.plan import HEADLINE, Indicator, Task
from cixi_desktop.plans.succession import name_of
from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.values import shown
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen
from ui.table.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cixi_desktop.actions.turn import TurnRow
    from cixi_desktop.plans.succession import Subject

HEADS = ("上年", "今年", "对应", "承接的内容")
OWN_LABELS = {
    "stages": "阶段",
    "every": "填报频次",
    "short": "简称",
    "phrase": "标准句",
    "band": "“左右”幅度",
}
_EMS = (25.5, 25.5, 4.5)
"""Pixels of the columns but the last, which takes the rest."""
KEPT = "承接草案.json"
"""The file that holds the ticks."""


class TurnDialog(Dialog):
    """Rows with a box each; the space key ticks, and what is the same is ticked already.

    ``ticked`` are earlier answers by the id of the new subject. ``changed(dict)`` tells all of them anew.
    """

    changed = Signal(dict)

    def __init__(
        self,
        *,
        rows: Sequence[TurnRow],
        years: tuple[int, int],
        ticked: Mapping[str, bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        old, new = years
        self.setWindowTitle(f"{new}年承接{old}年")
        self._rows = rows
        self.table = self._make_table(ticked)
        self.table.itemChanged.connect(lambda _item: self.changed.emit(self._ticked()))
        words = QLabel(
            f"打勾的各行由{new}年的计划承接：分工照旧，{old}年末的数成为基数，{old}年各月成为上年同期。"
            "名称相近的请逐行核对后再打勾。可以分几次承接，承接过的各行写明；中途取消，打勾留到下次。单位、亮灯规则和选项照旧。",
            self,
        )
        words.setWordWrap(True)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.button(kinds.Ok).setText("承接")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.table.setFocus()
        limit_to_screen(self, 1080, 640)
        offer_help(self, "新的一年")

    @classmethod
    def ask(
        cls,
        *,
        rows: Sequence[TurnRow],
        years: tuple[int, int],
        ticked: Mapping[str, bool],
        keep: Callable[[dict[str, bool]], None],
        parent: QWidget | None = None,
    ) -> tuple[TurnRow, ...] | None:
        """The rows to take over; None if the user leaves it. ``keep`` is told every answer."""
        dialog = cls(rows=rows, years=years, ticked=ticked, parent=parent)
        dialog.changed.connect(keep)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.taken() if is_accepted else None

    def taken(self) -> tuple[TurnRow, ...]:
        """The rows that are ticked."""
        ticked = self._ticked()
        return tuple(row for row in self._rows if ticked[row.pair.new.id])

    def _ticked(self) -> dict[str, bool]:
        return {
            row.pair.new.id: self.table.item(number, 0).checkState() is Qt.CheckState.Checked
            for number, row in enumerate(self._rows)
        }

    def _make_table(self, ticked: Mapping[str, bool]) -> QTableWidget:
        table = RowTable(name="承接的指标和事项", heads=HEADS, ems=_EMS, parent=self)
        table.wrap()
        table.setRowCount(len(self._rows))
        for number, row in enumerate(self._rows):
            likeness = "同一" if row.pair.is_same else "相近"
            cells = (_named(row.pair.old), _named(row.pair.new), likeness, taken_words(row))
            table.put(number, cells)
            is_taken = row.is_done or ticked.get(row.pair.new.id, row.pair.is_same)
            table.item(number, 0).setCheckState(
                Qt.CheckState.Checked if is_taken else Qt.CheckState.Unchecked
            )
        return table


def _named(subject: Subject) -> str:
    name = fullwidth_punctuation(name_of(subject))
    if subject.id == HEADLINE:
        return name
    return f"{'任务' if isinstance(subject, Task) else ''}{subject.id} {name}"


def taken_words(row: TurnRow) -> str:
    """What a row brings (分工；基数962家（截至2025年12月31日）；上年8个月的数), or that it was taken."""
    if row.is_done:
        return "已承接"
    months = sum(value is not None for value in row.last_year)
    parts = (
        "未了的问题和打算" if isinstance(row.pair.new, Task) else "",
        "分工" if row.duty is not None else "",
        _baseline_words(row),
        f"上年{months}个月的数" if months else "",
        "、".join(label for name, label in OWN_LABELS.items() if name in row.own),
    )
    return "；".join(filter(None, parts)) or "名称对应，没有数据"


def _baseline_words(row: TurnRow) -> str:
    """The baseline that comes from the old year, and the one of the new plan whose place it takes."""
    new, day = row.pair.new, row.as_of
    if row.baseline is None or day is None or not isinstance(new, Indicator):
        return ""
    words = f"基数{shown(row.baseline, new.decimals)}{new.unit}（截至{day_words(day)}）"
    own = new.baseline.value
    if own is None or shown(own, new.decimals) == shown(row.baseline, new.decimals):
        return words
    return f"{words}，代替计划中的{shown(own, new.decimals)}{new.unit}"


class KeptTicks(Struct, frozen=True):
    """Old and new year, and by the id of each new subject whether its row is ticked."""

    years: tuple[int, int]
    ticked: dict[str, bool]


def kept_ticks(folder: Path, years: tuple[int, int]) -> Mapping[str, bool]:
    """The ticks that were kept for this turn; none if there are none, or of other years."""
    try:
        kept = json.decode((folder / KEPT).read_bytes(), type=KeptTicks)
    except (OSError, DecodeError):
        return {}
    return kept.ticked if kept.years == years else {}


def keep_ticks(folder: Path, years: tuple[int, int], ticked: Mapping[str, bool]) -> None:
    """Keep them in place of earlier ones; OSError leaves those."""
    write_whole(folder / KEPT, json.encode(KeptTicks(years, dict(ticked))))


def forget_ticks(folder: Path) -> None:
    """They were taken over."""
    (folder / KEPT).unlink(missing_ok=True)
