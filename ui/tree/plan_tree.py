"""The left pane: the plan as a tree with lights, its search field and its filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.style.editors import SearchField
from ui.style.form_style import em
from ui.tree.plan_model import NODE_ROLE, Narrowing, PlanFilter, PlanModel
from ui.tree.plan_nodes import Rank
from ui.tree.plan_view import PlanView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from PySide6.QtGui import QShowEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.plan import Plan
    from cixi_desktop.wording.header import NextStep
    from ui.tree.plan_nodes import Node

MARGIN, GAP = 8, 6
LEAST_EMS = 15
NOTHING = "没有符合条件的指标或事项。"


class NarrowingButton(QToolButton):
    """Shows the narrowing in force, and the others with their counts in a menu. Signals: ``changed()``."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.current = Narrowing.ALL
        self._counts: Mapping[Narrowing, int] = {}
        self._actions: dict[Narrowing, QAction] = {}
        self._fill_menu()
        self._show()

    def choose(self, narrowing: Narrowing) -> None:
        """Put a narrowing in force."""
        if narrowing is not self.current:
            self.current = narrowing
            self._show()
            self.changed.emit()

    def show_counts(self, counts: Mapping[Narrowing, int]) -> None:
        """Show how many figures and items each narrowing keeps."""
        self._counts = counts
        self._show()

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for narrowing in Narrowing:
            action = menu.addAction(narrowing.value)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked, chosen=narrowing: self.choose(chosen))
            self._actions[narrowing] = action
        self.setMenu(menu)

    def _show(self) -> None:
        for narrowing, action in self._actions.items():
            action.setText(self._words(narrowing))
            action.setChecked(narrowing is self.current)
        self.setText(f"{self._words(self.current)} ▼")
        self.setAccessibleName(f"筛选：{self._words(self.current)}")

    def _words(self, narrowing: Narrowing) -> str:
        is_counted = narrowing in self._counts and narrowing is not Narrowing.ALL
        return f"{narrowing.value}（{self._counts[narrowing]}）" if is_counted else narrowing.value


class NextCard(QFrame):
    """接下来: what comes next until the first hand-in. Signals: ``asked(command)``."""

    asked = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("next_card")
        self._command = ""
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda: self.asked.emit(self._command))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.words)
        column.addWidget(self.button)
        self.hide()

    def show_step(self, step: NextStep | None) -> None:
        """Show what comes next; None hides the card."""
        self.setVisible(step is not None)
        if step is not None:
            self._command = step.command
            self.words.setText(f"<b>接下来</b>　{step.words}")
            self.button.setText(step.button)


class PlanTree(QWidget):
    """Tree, above it search field and filter, below it what comes next.

    Signals: ``chosen(task id, place id)`` when the user moves to a row (“” for a task itself, else the id of
    the commitment or item); ``clicked(task id, place id)`` on a figure or item, ``opened(task id, place id)``
    by Enter or a double click; ``narrowed(is_own)`` when the unit's own tasks are asked for, or all.
    """

    chosen = Signal(str, str)
    clicked = Signal(str, str)
    opened = Signal(str, str)
    narrowed = Signal(bool)

    def __init__(self, *, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_tree")
        self._model = PlanModel(plan=plan, parent=self)
        self._filter = PlanFilter(model=self._model, parent=self)
        self._chosen: Node | None = None
        self._expanded: set[str] | None = None
        self.welcomed = ""
        """The unit that was last offered its own tasks."""
        self._has_made_way = False
        self.search = SearchField(words="名称、原文或编号", name="搜索指标和事项", parent=self)
        self.narrowing = NarrowingButton(parent=self)
        self.empty_words = QLabel(self)
        self.empty_words.setWordWrap(True)
        self.empty_words.setObjectName("hint")
        self.empty_words.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self.empty_words.hide()
        self.view = PlanView(parent=self)
        self.view.setModel(self._filter)
        self.next_card = NextCard(parent=self)
        self._lay_out()
        self.setMinimumWidth(em(self, LEAST_EMS))
        self.restore(expanded=[node.key for node in self._parents() if node.rank is Rank.SECTION])
        self.search.textChanged.connect(self._narrow)
        self.search.left.connect(self._enter_tree)
        self.narrowing.changed.connect(self._narrow)
        self.narrowing.changed.connect(self._tell_narrowing)
        self.view.moved.connect(self._on_moved)
        self.view.clicked.connect(self._on_clicked)
        self.view.activated.connect(self._on_opened)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(GAP)
        row.addWidget(self.search, 1)
        row.addWidget(self.narrowing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.empty_words)
        column.addWidget(self.view)
        column.addWidget(self.next_card)

    def show_assessment(self, assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]]) -> None:
        """Take over new figures; what is chosen and expanded stays."""
        is_first = not self._model.is_judged
        left = self.left_as()
        if self._model.follow(assessment.plan):
            self._chosen = None
            self.restore(expanded=left["expanded"])
            self.choose(left["current"])
        self._model.show_assessment(assessment, issues)
        self.view.viewport().update()
        self.narrowing.show_counts(self._model.counts())
        if self._filter.refresh():
            self._after_filtering()
        if is_first:
            self._mark_chosen()

    def offer_own_tasks(self, assessment: Assessment) -> None:
        """我的任务: narrow to a unit's own tasks once; after that the user's own choice stands.

        Where there are none it makes way, until there are some again.
        """
        task_id, narrowing = assessment.own_task_id, self.narrowing
        if not task_id and narrowing.current is Narrowing.MINE:
            self._has_made_way = True
            narrowing.choose(Narrowing.ALL)
        elif task_id and self._has_made_way:
            self._has_made_way = False
            narrowing.choose(Narrowing.MINE)
        if task_id and assessment.unit.id != self.welcomed:
            self.welcomed = assessment.unit.id
            if narrowing.current is Narrowing.ALL:
                narrowing.choose(Narrowing.MINE)
            self.select(task_id)
            self.chosen.emit(task_id, "")

    def narrow(self, is_own: bool) -> None:
        """Show the unit's own tasks only, or all; what is narrowed otherwise stays so."""
        now, wanted = self.narrowing.current, Narrowing.MINE if is_own else Narrowing.ALL
        if now in {Narrowing.MINE, Narrowing.ALL} and self._model.counts().get(Narrowing.MINE):
            self.narrowing.choose(wanted)

    def select(self, task_id: str, place_id: str = "") -> None:
        """Choose a row without telling anybody; the filter makes way for it."""
        source = self._model.find_place(task_id, place_id)
        if source.isValid() and not self._filter.mapFromSource(source).isValid():
            self.clear_filter()
        self.follow(task_id, place_id)

    def follow(self, task_id: str, place_id: str = "") -> None:
        """Choose a row without telling anybody; the filter stays, even where it hides the row."""
        self._choose(self._model.node(self._model.find_place(task_id, place_id)))
        self._mark_chosen()

    @property
    def chosen_target(self) -> str:
        """The id of the chosen figure or item, “” where a task or nothing is chosen."""
        return self._chosen.target_id if self._chosen else ""

    @property
    def chosen_task(self) -> str:
        """The id of the task that is chosen or holds what is chosen, “” without one."""
        return self._chosen.task_id if self._chosen else ""

    @property
    def current_key(self) -> str:
        """The key of the chosen row, “” without one."""
        return self._chosen.key if self._chosen else ""

    def left_as(self) -> Mapping[str, Any]:
        """What to restore it by: the rows that are open, the chosen one, search, narrowing, unit welcomed."""
        return {
            "expanded": tuple(self.expanded_keys),
            "current": self.current_key,
            "search": self.search.text(),
            "narrowing": (Narrowing.MINE if self._has_made_way else self.narrowing.current).name,
            "welcomed": self.welcomed,
        }

    @property
    def expanded_keys(self) -> list[str]:
        """The keys of the rows that are open when nothing is filtered."""
        return sorted(self._open_keys() if self._expanded is None else self._expanded)

    def restore(self, *, expanded: Iterable[str]) -> None:
        """Open these rows and close the others; keys that no longer exist are passed over."""
        self._open(set(expanded))

    def choose(self, key: str) -> bool:
        """Choose the row of that key without telling anybody; False if there is none."""
        node = self._model.node(self._model.find(key))
        self._choose(node)
        self._mark_chosen()
        return node is not None

    def restore_filter(self, *, text: str, narrowing: str) -> None:
        """Search and narrow as before; ``narrowing`` by name, an unknown one shows all."""
        self.narrowing.choose(Narrowing.__members__.get(narrowing, Narrowing.ALL))
        self.search.setText(text)

    def has_focus_within(self) -> bool:
        """Whether something of it has the focus."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def clear_filter(self) -> None:
        """Show every row again."""
        self.search.clear()
        self.narrowing.choose(Narrowing.ALL)

    def open_next(self, is_near: Callable[[str], bool], *, from_here: bool = False) -> bool:
        """Open the next figure or item that waits for an entry, round the plan; False if there is none.

        ``from_here`` begins with the chosen one. While 我的任务 are shown, the others are passed over. Places
        that are ``is_near`` come first.
        """
        first = self._chosen.number + (not from_here) if self._chosen else 0
        rows = [*self._model.nodes[first:], *self._model.nodes[:first]]
        is_own = self.narrowing.current is Narrowing.MINE
        within = Narrowing.MINE if is_own else Narrowing.ALL
        waiting = [
            row
            for row in rows
            if row.rank is Rank.TARGET
            and self._model.is_kept(row, Narrowing.UNREPORTED)
            and self._model.is_kept(row, within)
        ]
        if not waiting:
            return False
        node = min(waiting, key=lambda row: not is_near(row.place_id))
        self.select(node.task_id, node.place_id)
        self.opened.emit(node.task_id, node.place_id)
        return True

    def focus_search(self) -> None:
        """Put the cursor into the search field, also of a tree that is folded away."""
        self.show()
        self.search.setFocus()
        self.search.selectAll()

    def _tell_narrowing(self) -> None:
        if self.narrowing.current in {Narrowing.MINE, Narrowing.ALL}:
            self.narrowed.emit(self.narrowing.current is Narrowing.MINE)

    def _narrow(self) -> None:
        if not self._filter.is_narrowed:
            self._expanded = self._open_keys()
        self.view.make_current(QModelIndex())
        self._filter.narrow(self.search.text(), self.narrowing.current)
        if not self._filter.is_narrowed and self._expanded is not None:
            self._open(self._expanded)
            self._expanded = None
        self._after_filtering()
        self._mark_chosen()

    def _after_filtering(self) -> None:
        if self._filter.is_narrowed:
            self.view.expandAll()
        is_empty = self._filter.rowCount() == 0
        if is_empty:
            self.empty_words.setText(self._empty_words())
        self.empty_words.setVisible(is_empty)

    def _empty_words(self) -> str:
        """Why nothing is shown: the search finds nothing, or only what the filter hides."""
        hidden = self._filter.count_found()
        narrowing = self.narrowing.current
        if not self.search.text().strip() or narrowing is Narrowing.ALL or not hidden:
            return NOTHING
        return f"筛选“{narrowing.value}”下没有符合的；清除筛选可看到{hidden}项。"

    def _choose(self, node: Node | None) -> None:
        self._chosen = node
        self._filter.pin(node.key if node else "")

    def _mark_chosen(self) -> None:
        source = self._model.index_of(self._chosen) if self._chosen else QModelIndex()
        index = self._filter.mapFromSource(source)
        self.view.make_current(index)
        if index.isValid() and self.view.isVisible():
            self.view.scrollTo(index)

    def _enter_tree(self) -> None:
        """Go from the search field to the first target that was found."""
        index = self._filter.index(0, 0)
        while index.isValid() and self._filter.rowCount(index):
            index = self._filter.index(0, 0, index)
        self.view.setFocus()
        self.view.setCurrentIndex(index)

    def _on_moved(self) -> None:
        node: Node | None = self.view.currentIndex().data(NODE_ROLE)
        self._choose(node)
        if node is not None and node.rank is not Rank.SECTION:
            self.chosen.emit(node.task_id, node.place_id)

    def _on_clicked(self, index: QModelIndex) -> None:
        node: Node = index.data(NODE_ROLE)
        if node.rank is Rank.SECTION:
            self.view.setExpanded(index, not self.view.isExpanded(index))
        elif node.rank is Rank.TASK:
            self.view.expand(index)
        else:
            self.clicked.emit(node.task_id, node.place_id)

    def _on_opened(self, index: QModelIndex) -> None:
        node: Node = index.data(NODE_ROLE)
        if node.rank is Rank.SECTION:
            self.view.setExpanded(index, not self.view.isExpanded(index))
        else:
            self.opened.emit(node.task_id, node.place_id)

    def _parents(self) -> Iterator[Node]:
        return (node for node in self._model.nodes if node.children)

    def _open_keys(self) -> set[str]:
        return {node.key for node in self._parents() if self._is_open(node)}

    def _is_open(self, node: Node) -> bool:
        return self.view.isExpanded(self._shown_index(node))

    def _open(self, keys: set[str]) -> None:
        for node in self._parents():
            self.view.setExpanded(self._shown_index(node), node.key in keys)

    def _shown_index(self, node: Node) -> QModelIndex:
        return self._filter.mapFromSource(self._model.index_of(node))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.scrollTo(self.view.currentIndex())  # before, it was not known how much is in sight
