"""The plan as a model for the tree, with what is assessed of each row, and its filter."""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from cixi_desktop.punctuation import fullwidth_punctuation
from cixi_desktop.wording.figures import completion_part
from cixi_desktop.wording.form import FAULTY
from ui.style.style import as_typed
from ui.tree.plan_nodes import Node, Rank, plan_nodes, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from cixi_desktop.assessment.assess import Assessed, Assessment, TaskAssessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.plan import Plan

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = Qt.ItemDataRole.UserRole
ASSESSED_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Assessed of a target, the TaskAssessment of a task; None before there are figures."""
PICTURE_ROLE = Qt.ItemDataRole.UserRole + 2
"""All that is drawn of a row, as a ``Picture``: each question costs a way through the filter."""
_JUDGED_ROLES = [
    ASSESSED_ROLE,
    PICTURE_ROLE,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
]
"""What a new assessment changes. The filter takes any other change of a row for one of all rows above it."""


class Narrowing(Enum):
    """Which rows are kept, by what is to be done about them."""

    ALL = "全部"
    MINE = "本单位承担的"
    UNREPORTED = "待填报"
    FAULTY = "需更正"
    BEHIND = "欠序时"
    LATE = "滞后"
    GREY = "灰"


class Picture:
    """What is drawn of a row; ``is_faulty`` if what was entered for it (or below it) must be corrected."""

    __slots__ = ("assessed", "is_faulty", "node")

    def __init__(self, node: Node, assessed: Any, *, is_faulty: bool) -> None:  # noqa: ANN401 - by its rank
        self.node = node
        self.assessed = assessed
        self.is_faulty = is_faulty


class PlanModel(QAbstractItemModel):
    """Sections → tasks → figures and items; shows the newest assessment given."""

    def __init__(self, *, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lay_out(plan)
        self._targets: Mapping[str, Assessed] = {}
        self._tasks: Mapping[str, TaskAssessment] = {}
        self._issues: Mapping[str, tuple[Issue, ...]] = {}
        self._faulty: set[str] = set()
        self._kept: Mapping[Narrowing, Collection[str]] = {}
        self.is_own = False
        """Whether tasks are shown with the unit's own targets only."""

    def _lay_out(self, plan: Plan) -> None:
        self._plan = plan
        self._tops = plan_nodes(plan)
        self.nodes = list(walk(self._tops))
        self._indexes = [self.createIndex(node.row, 0, node.number) for node in self.nodes]

    def follow(self, plan: Plan) -> bool:
        """Take over the rows of another version of the plan; whether they are others."""
        if plan is self._plan:
            return False
        rows = [(node.key, node.title) for node in walk(plan_nodes(plan))]
        if rows == [(node.key, node.title) for node in self.nodes]:
            self._plan = plan
            return False
        self.beginResetModel()
        self._lay_out(plan)
        self.endResetModel()
        return True

    def show_assessment(self, assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]]) -> None:
        """Take over new figures; rows stay as they are.

        Only of the top rows it is told, as the filter would take long to pass it on for every parent: the
        others are read anew when they are painted.
        """
        self._targets = {assessed.id: assessed for assessed in assessment.assessed}
        self._tasks = {task.task.id: task for task in assessment.tasks}
        self._issues = issues
        self._faulty = {target_id for target_id, found in issues.items() if any(map(is_error, found))}
        self._kept = self._narrowed(assessment.own_ids)
        first, last = self.index_of(self._tops[0]), self.index_of(self._tops[-1])
        self.dataChanged.emit(first, last, _JUDGED_ROLES)

    @property
    def is_judged(self) -> bool:
        """Whether an assessment was shown."""
        return bool(self._targets)

    def find(self, key: str) -> QModelIndex:
        """The row of that key; invalid if there is none."""
        return next((self.index_of(node) for node in self.nodes if node.key == key), QModelIndex())

    def find_place(self, task_id: str, place_id: str) -> QModelIndex:
        """The row of a commitment, item or indicator within a task; the task's own row if it has no such."""
        rows = [node for node in self.nodes if node.task_id == task_id and node.rank is not Rank.SECTION]
        found = [node for node in rows if place_id and node.place_id == place_id]
        found += [node for node in rows if place_id and node.target_id == place_id]
        return next(map(self.index_of, found + rows), QModelIndex())

    def index_of(self, node: Node) -> QModelIndex:
        """The index of a node."""
        return self._indexes[node.number]

    def node(self, index: Index) -> Node | None:
        """The node of an index; None for the invisible root."""
        return self.nodes[index.internalId()] if index.isValid() else None

    def assessed(self, node: Node) -> Assessed | TaskAssessment | None:
        """What is to be shown of a target or task."""
        if node.rank is Rank.TARGET:
            return self._targets.get(node.target_id)
        return self._task(node)

    def _task(self, node: Node) -> TaskAssessment | None:
        """The task of a node, in the narrowing 我的任务 with what is the unit's own of it."""
        task = self._tasks.get(node.task_id)
        return task.only(self._kept[Narrowing.MINE]) if task and self.is_own else task

    def is_faulty(self, node: Node) -> bool:
        """Whether something at or below the node must be corrected."""
        return any(leaf.target_id in self._faulty for leaf in node.leaves)

    def is_kept(self, node: Node, narrowing: Narrowing) -> bool:
        """Whether a target passes the narrowing; before there are figures all do."""
        return narrowing is Narrowing.ALL or not self._kept or node.target_id in self._kept[narrowing]

    def counts(self) -> dict[Narrowing, int]:
        """How many figures and items each narrowing keeps."""
        return {narrowing: len(kept) for narrowing, kept in self._kept.items()}

    def _narrowed(self, own_ids: frozenset[str]) -> dict[Narrowing, Collection[str]]:
        """The ids of the targets that each narrowing keeps."""
        targets = self._targets.values()
        return {
            Narrowing.ALL: self._targets,
            Narrowing.MINE: own_ids,
            Narrowing.UNREPORTED: {each.id for each in targets if not each.is_reported},
            Narrowing.FAULTY: self._faulty,
            Narrowing.BEHIND: {each.id for each in targets if each.light == Narrowing.BEHIND.value},
            Narrowing.LATE: {each.id for each in targets if each.light == Narrowing.LATE.value},
            Narrowing.GREY: {each.id for each in targets if each.light.is_grey},
        }

    def _status(self, node: Node) -> str:
        assessed = self.assessed(node)
        if assessed is None or node.rank is Rank.SECTION:
            return ""
        faulty = f"{FAULTY}，" if self.is_faulty(node) else ""
        if node.rank is Rank.TARGET:
            return f"{faulty}{self._target_status(self._targets[node.target_id])}"
        task = self._task(node)
        return f"{faulty}已填{count_words(task)}" if task else ""

    def _target_status(self, assessed: Assessed) -> str:
        completed = f"，{completion_part(assessed)}" if assessed.completion is not None else ""
        return f"{assessed.status}{completed}"

    def spoken(self, node: Node) -> str:
        """What a screen reader says of a row."""
        return "，".join(text for text in (node.title, self._status(node)) if text)

    def tool_tip(self, node: Node) -> str:
        """The row in full: its quote, who answers for it, why its light is so, what must be corrected."""
        assessed = self.assessed(node)
        lines = [node.title, self._status(node)]
        if node.rank is Rank.TARGET:
            lines.append(f"原文：“{fullwidth_punctuation(node.quote)}”")
            if node.target_id in self._targets:
                lines.append(self._targets[node.target_id].reason)
            lines += [issue.text for issue in self._issues.get(node.target_id, ())]
        if assessed is not None:
            lines.append(f"{assessed.responsibility.words}；{assessed.responsibility.deadline_words}")
        return as_typed("\n".join(line for line in lines if line))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a row; invalid outside the model."""
        above = self.node(parent)
        siblings = above.children if above else self._tops
        is_inside = 0 <= row < len(siblings) and column == 0
        return self.index_of(siblings[row]) if is_inside else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """The row above; invalid for the top rows."""
        node = self.node(index)
        return self.index_of(node.parent) if node and node.parent else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        node = self.node(parent)
        return len(node.children if node else self._tops)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's own type
        node = self.node(index)
        read = _READERS.get(role)
        return read(self, node) if node and read else None


_READERS: dict[int, Callable[[PlanModel, Node], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda _model, node: node.title,
    NODE_ROLE: lambda _model, node: node,
    ASSESSED_ROLE: PlanModel.assessed,
    PICTURE_ROLE: lambda model, node: Picture(node, model.assessed(node), is_faulty=model.is_faulty(node)),
    Qt.ItemDataRole.ToolTipRole: PlanModel.tool_tip,
    Qt.ItemDataRole.AccessibleTextRole: PlanModel.spoken,
}


class PlanFilter(QSortFilterProxyModel):
    """Keeps what holds the text (in name, quote, task, section) and passes the narrowing, with all above."""

    def __init__(self, *, model: PlanModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._text = ""
        self._narrowing = Narrowing.ALL
        self._kept: frozenset[str] | None = None
        self._pinned = ""
        self.setRecursiveFilteringEnabled(True)
        self.setDynamicSortFilter(False)
        self.setSourceModel(model)

    def narrow(self, text: str, narrowing: Narrowing) -> None:
        """Filter by text and by what is to be done."""
        self._text = _searched(text.strip())
        self._narrowing = narrowing
        self._model.is_own = narrowing is Narrowing.MINE
        self._pinned = ""
        self._kept = self._find_kept()
        self.invalidateFilter()

    def refresh(self) -> bool:
        """Filter anew if other figures and items are to be kept; whether that was so."""
        kept = self._find_kept()
        if kept == self._kept:
            return False
        self._kept = kept
        self.invalidateFilter()
        return True

    def pin(self, key: str) -> None:
        """Keep the row of that key whatever it becomes: it is being worked on."""
        self._pinned = key

    @property
    def is_narrowed(self) -> bool:
        """Whether some rows may be hidden."""
        return bool(self._text) or self._narrowing is not Narrowing.ALL

    def count_found(self) -> int:
        """How many figures and items hold the text, whether they pass the narrowing or not."""
        targets = (node for node in self._model.nodes if node.rank is Rank.TARGET)
        return len({node.target_id for node in targets if self._holds_text(node)})

    def _find_kept(self) -> frozenset[str] | None:
        """The keys of the figures and items to keep, with that which is being worked on; None for all."""
        if not self.is_narrowed:
            return None
        targets = (node for node in self._model.nodes if node.rank is Rank.TARGET)
        return frozenset(node.key for node in targets if node.key == self._pinned or self._fits(node))

    def _fits(self, node: Node) -> bool:
        return self._model.is_kept(node, self._narrowing) and (not self._text or self._holds_text(node))

    def _holds_text(self, node: Node | None) -> bool:
        while node is not None:
            if self._text in _searched(f"{node.title} {node.quote} {node.place_id}"):
                return True
            node = node.parent
        return False

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        node = self._model.node(self._model.index(source_row, 0, source_parent))
        return self._kept is None or (node is not None and node.key in self._kept)


def _searched(text: str) -> str:
    """The text as it is compared: neither width nor case of the letters matters."""
    return unicodedata.normalize("NFKC", text).casefold()


def is_error(issue: Issue) -> bool:
    """Whether the entry does not count until it is corrected."""
    return issue.severity == "错误"


def count_words(task: TaskAssessment) -> str:
    """How much of a task is filled in: 3/7."""
    total = len(task.assessed)
    return f"{total - task.open_count}/{total}"
