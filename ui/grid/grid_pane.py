"""表格: the pane with the grid, what is said of the current cell, the months of its row, pasting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from cixi_desktop.actions.record import erase, paste
from cixi_desktop.assessment.comparison import recent
from cixi_desktop.checks.issues import Severity
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.figure_paste import plan_figures
from cixi_desktop.records.fields import REASON, STATE, numbered_choice, spoken_state
from cixi_desktop.values import Sense, plain, read_reported
from cixi_desktop.wording.form import closed_words
from ui.grid.grid_model import GridModel
from ui.grid.grid_rows import GridLine, choice_words
from ui.grid.grid_view import GridView
from ui.grid.months_strip import MonthsStrip
from ui.style.choosers import LEDGER_KEY, MineOnlyCheckBox, QuietButton
from ui.style.form_style import ShortLabel, em, mark
from ui.style.palette import MUTED, SURFACE, TONES
from ui.style.style import as_typed
from ui.table.paste_preview import PastePreview

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.kinds import Field
    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.pasting.figure_paste import Slot, Slots
    from cixi_desktop.periods import Period
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from ui.shell.editing_session import EditingSession

MARGIN = 12
STRIP_FROM_EMS, KEYS_FROM_EMS = 32, 50
"""On a lower pane, as with the findings open on a small screen, the months make way for the rows; on a
narrower one the keys for what is said of the cell."""
_WORDS_STYLE = f"""
QLabel {{ color: {MUTED.name()}; }}
QLabel[fault="{Severity.ERROR}"] {{ color: {TONES["red"].text.name()}; }}
QLabel[fault="{Severity.WARNING}"] {{ color: {TONES["yellow"].text.name()}; }}
"""


class GridPane(QWidget):
    """表格填报 of one month.

    Signals: ``field_edited(target id, field, text)`` says what was typed; ``pasted(slots, block)`` and
    ``erased(slots)`` ask for many cells at once; ``focused(target id)`` when another row becomes current;
    ``ledger_requested(target id)``, ``basis_requested(target id)``, ``form_requested(target id)``;
    ``narrowed(is_own)`` when only the unit's own are asked for, or all.
    """

    field_edited = Signal(str, str, str)
    pasted = Signal(object, object)
    erased = Signal(object)
    focused = Signal(str)
    ledger_requested = Signal(str)
    basis_requested = Signal(str)
    form_requested = Signal(str)
    narrowed = Signal(bool)

    def __init__(self, *, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: Content | None = None
        self._period: Period | None = None
        self._readonly_reason = ""
        self._shown_target = ""
        self._own_ids: frozenset[str] = frozenset()
        self._is_own = True
        self.model = GridModel(plan=plan, parent=self)
        self.view = GridView(model=self.model, parent=self)
        self.words = ShortLabel(self)
        self.words.setStyleSheet(_WORDS_STYLE)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setContentsMargins(MARGIN, 5, MARGIN, 5)
        self.keys = QLabel("回车到下一格，↓到下一行", self)
        self.ledger = QuietButton("台账…", self)
        self.ledger.setToolTip(f"打开当前行的名单（{LEDGER_KEY}）")
        self.own = MineOnlyCheckBox(parent=self)
        self.strip = MonthsStrip(parent=self)
        self._lay_out()
        self.setFocusProxy(self.view)
        self.model.typed.connect(self.field_edited)
        self.model.dataChanged.connect(self._on_data_changed)
        self.view.pasted.connect(self.pasted)
        self.view.erased.connect(self.erased)
        self.view.typing.connect(self._show_reading)
        self.view.refused.connect(self._say_closed)
        self.view.itemDelegate().closeEditor.connect(self._show_current)
        self.view.moved.connect(self._on_moved)
        self.view.menu_asked.connect(self._open_menu)
        self.ledger.clicked.connect(lambda: self.ledger_requested.emit(self.current_target))
        self.own.clicked.connect(self.narrowed)

    def _lay_out(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, SURFACE)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, MARGIN, 0)
        line.setSpacing(MARGIN)
        self.keys.setObjectName("hint")
        line.addWidget(self.words, 1)
        line.addWidget(self.keys)
        line.addWidget(self.ledger)
        line.addWidget(self.own)
        layout.addLayout(line)
        layout.addWidget(self.strip)

    @property
    def current_target(self) -> str:
        """The id of the figure or item of the current row."""
        return self.view.current_target

    @property
    def has_ledger(self) -> bool:
        """Whether there is a list behind the current row."""
        line = self.model.line(self.view.currentIndex())
        return line is not None and line.target.ledger is not None

    @property
    def current_task(self) -> str:
        """The task under whose heading the current row stands."""
        return self.model.task_of(self.view.currentIndex())

    def show_assessment(
        self, assessment: Assessment, issues: Mapping[str, tuple[Issue, ...]], content: Content
    ) -> None:
        """Show what is kept and judged now; the current cell stays."""
        self._content, self._period = content, assessment.period
        self._readonly_reason = closed_words(assessment)
        self._own_ids = assessment.own_ids
        self.model.show_assessment(assessment, issues, content)
        self.view.fit_columns()
        self._show_own()
        if not self.model.has_draft:
            self._show_current()

    def has(self, target_id: str) -> bool:
        """Whether the grid has a row for the figure or item (or for the figure that a commitment cites)."""
        return self.model.row_of(target_id) >= 0

    def narrow(self, *, is_own: bool) -> None:
        """Show the unit's own figures and items only, or all."""
        self._is_own = is_own
        self._show_own()

    def go_to(self, task_id: str, target_id: str = "", *, makes_way: bool = False) -> None:
        """Go to the row of a figure or item, or to the first of a task; stay where there is none.

        A row that is hidden as another unit's is no row, unless the narrowing ``makes_way`` for it.
        """
        rows = [self.model.row_of(target_id)] if target_id else list(self.model.rows_of_task(task_id))
        rows = [row for row in rows if row >= 0]
        if rows and makes_way and all(map(self.view.isRowHidden, rows)):
            self.narrowed.emit(False)
        row = next((row for row in rows if not self.view.isRowHidden(row)), -1)
        is_there = target_id == "" and self.current_task == task_id
        if row >= 0 and not is_there and row != self.view.currentIndex().row():
            self.view.go_to_row(row)

    def _show_own(self) -> None:
        shown = (
            frozenset(row.target.id for row in self.model.rows if isinstance(row, GridLine)) & self._own_ids
        )
        self.own.show_own(has_own=bool(shown), is_on=self._is_own)
        self.view.show_only(shown if self._is_own else frozenset())

    def flush(self) -> None:
        """Hand over what is being typed, also what an input method is still composing."""
        self.view.flush()

    def _on_moved(self) -> None:
        target_id = self.current_target
        self._show_current()
        if target_id and target_id != self._shown_target:
            self._shown_target = target_id
            self.focused.emit(target_id)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.view.currentIndex().row() <= last.row():
            self._show_current()

    def _show_current(self) -> None:
        """Say what is wrong with the current cell, else why its row has its light; and show its months.

        Where nothing can be entered, say that.
        """
        index = self.view.currentIndex()
        line, state = self.model.line(index), self.model.row_state(index)
        if line is None or state is None or self._content is None or self._period is None:
            return
        cell = self.model.cell(index)
        self.ledger.setEnabled(self.has_ledger)
        asked = min(state.issues, key=_urgency, default=None)
        words, fault = (asked.text, asked.severity) if asked and not cell.tip else (cell.tip, cell.severity)
        listed = "" if cell.typed else choice_words(cell.field)
        self._say(self._readonly_reason or words or listed or state.assessed.reason, fault or "")
        self.strip.show_months(line.target, recent(self._content, line.target, self._period))

    def menu(self) -> QMenu:
        """What can be done with the current row and the selected cells; it goes away with itself."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        target_id, is_open = self.current_target, self.model.is_open
        ledger = f"台账(&L)…\t{LEDGER_KEY}"
        _add(menu, ledger, lambda: self.ledger_requested.emit(target_id), self.has_ledger)
        _add(menu, "指标和事项口径(&B)…\tCtrl+B", lambda: self.basis_requested.emit(target_id))
        _add(menu, "在填报页打开(&1)\tCtrl+1", lambda: self.form_requested.emit(target_id))
        menu.addSeparator()
        _add(menu, "复制(&C)\tCtrl+C", self.view.copy)
        _add(menu, "粘贴(&P)\tCtrl+V", self.view.paste, is_open)
        _add(menu, "清空(&D)\tDelete", self.view.erase, is_open)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        if self.current_target:
            self.menu().popup(place)

    def _show_reading(self, text: str) -> None:
        """While something is typed: what it comes to, or why it cannot be read yet."""
        cell = self.model.cell(self.view.currentIndex())
        if cell.field and cell.field.choices:
            self._show_choice(cell.field, text.strip())
            return
        unit = cell.field.unit if cell.field else ""
        state, sense = spoken_state(text), cell.field.sense if cell.field else Sense.PLAIN
        if state:
            self._say(f"{text.strip()} → {STATE.label}：{state}")
            return
        try:
            value = f"{plain(read_reported(text, unit, sense))}{unit}" if text.strip() else ""
        except CixiError as error:
            self._say(str(error), Severity.ERROR)
        else:
            self._say(f"{text.strip()} → {value}" if value else "")

    def _show_choice(self, field: Field, text: str) -> None:
        """While a choice is typed by number or words: which it is, or that there is no such one."""
        meant = numbered_choice(field, text)
        if not text:
            self._say("")
        elif meant in field.choices:
            self._say(meant if meant == text else f"{text} → {meant}")
        else:
            self._say(f"没有“{text}”这一项，请{choice_words(field)}", Severity.ERROR)

    def _say_closed(self) -> None:
        self._say(self._readonly_reason or "这一格不填，由程序得出。按回车到填写格。", Severity.WARNING)

    def _say(self, words: str, fault: str = "") -> None:
        """One line, shortened where it is too long, and whole in the tool tip."""
        mark(self.words, "fault", str(fault))
        self.words.setText(words.replace("\n", " "))
        self.words.setToolTip(as_typed(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.adopt_room(self.height())
        self.strip.setVisible(self.height() >= em(self, STRIP_FROM_EMS))
        self.keys.setVisible(self.width() >= em(self, KEYS_FROM_EMS))


def _urgency(issue: Issue) -> tuple[bool, bool]:
    """Errors first, then what is doubted of a figure, then the reasons that are asked for."""
    return issue.severity is not Severity.ERROR, issue.where == REASON.name


def _add(menu: QMenu, words: str, slot: Callable[[], object], can_be: bool = True) -> None:  # noqa: FBT002
    action = menu.addAction(words)
    action.setEnabled(can_be)
    action.triggered.connect(lambda _is_checked: slot())


def paste_block(session: EditingSession, slots: Slots, block: Block, *, parent: QWidget) -> None:
    """Show what a block from the clipboard would do, and write what the user accepts of it.

    A single cell is taken as if it had been typed.
    """
    workspace = session.workspace
    if workspace is None or not session.commit_pending():
        return
    first = slots[0][0]
    if len(block) == 1 and len(block[0]) == 1 and first is not None:
        session.type_field(*first, block[0][0].strip())
        return
    period = session.period
    try:
        planned = plan_figures(workspace.plan, workspace.content, period, slots, block)
    except CixiError as error:
        session.failed.emit(error)
        return
    if PastePreview.ask(planned=planned, parent=parent):
        session.perform(lambda workspace: paste(workspace, planned, period))


def erase_cells(session: EditingSession, slots: Sequence[Slot]) -> None:
    """Empty cells; one alone as if it had been emptied by typing."""
    if len(slots) == 1:
        session.type_field(*slots[0], "")
    else:
        session.perform(lambda workspace: erase(workspace, slots, session.period))
