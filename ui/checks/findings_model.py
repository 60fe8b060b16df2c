"""The findings as a table, worst first, narrowed to some degrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cixi_desktop.checks.findings import Degree, Finding
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.style.palette import TONES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TITLES = ("程度", "任务", "指标、事项", "问题", "怎么办")
SYMBOLS = {Degree.ERROR: "■", Degree.MISSING: "○", Degree.WARNING: "▲"}
TONE_NAMES = {Degree.ERROR: "red", Degree.MISSING: "grey", Degree.WARNING: "yellow"}
Index = QModelIndex | QPersistentModelIndex


class FindingsModel(QAbstractTableModel):
    """One row for each finding of the ``degrees`` that are wanted."""

    def __init__(self, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Finding] = ()
        self._degrees: Collection[Degree] = tuple(Degree)
        self.rows: tuple[Finding, ...] = ()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show what is found now."""
        self._found = found
        self._narrow()

    def show_degrees(self, degrees: Collection[Degree]) -> None:
        """Show findings of these degrees only."""
        self._degrees = degrees
        self._narrow()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is found that is not shown."""
        return len(self.rows) < len(self._found)

    def row_of(self, finding: Finding) -> int:
        """Where a finding stands now, or another of the same input; -1 where there is none."""
        if finding in self.rows:
            return self.rows.index(finding)
        places = [(each.place_id, each.task_id, each.field) for each in self.rows]
        place = (finding.place_id, finding.task_id, finding.field)
        return places.index(place) if place in places else -1

    def _narrow(self) -> None:
        rows = tuple(finding for finding in self._found if finding.degree in self._degrees)
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        finding = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(finding)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{finding.subject}\n{finding.message}{finding.hint}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(_cells(finding))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return TONES[TONE_NAMES[finding.degree]].text
        return None


def degree_words(degree: Degree) -> str:
    """A degree as shape and word."""
    return f"{SYMBOLS[degree]} {degree}"


def _cells(finding: Finding) -> tuple[str, ...]:
    name = fullwidth_punctuation(finding.subject)
    return (
        degree_words(finding.degree),
        finding.task_id,
        f"{finding.place_id} {name}".lstrip(),
        finding.message,
        finding.hint,
    )
