"""What figure cards and item rows share: inputs, the fold of rarer ones, the way to the list behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cixi_desktop.checks.issues import Severity
from cixi_desktop.plan import Indicator
from cixi_desktop.records.fields import (
    AS_OF,
    ESTIMATE,
    NOTE,
    REASON,
    STATE,
    common_fields,
    entered_field,
    field_text,
    figure_fields,
    is_entered,
)
from cixi_desktop.wording.form import hint, label_of, shown_text, status_words
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.entry.field_kinds import rare_field
from ui.style.choosers import LEDGER_KEY, QuietButton
from ui.style.form_style import FootLine, em, line_height, mark
from ui.style.style import as_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cixi_desktop.assessment.assess import Assessed
    from cixi_desktop.assessment.counting import Tally
    from cixi_desktop.checks.issues import Issue
    from cixi_desktop.kinds import Field
    from cixi_desktop.periods import Period
    from cixi_desktop.records.fields import Target
    from ui.entry.fields import EntryField

MORE = "更多"
LESS = "收起"
GAP = 24
NARROW_EMS = 54
"""Width below which what stands side by side stands below one another."""
"""Pixels between the column of inputs and what stands beside it."""
_PLACES = {
    (0, 0): (STATE.name,),
    (0, 1): (REASON.name,),
    (1, 0): (AS_OF.name, ESTIMATE.name),
    (1, 1): (NOTE.name,),
}
"""Row and column of the rarer inputs in the fold."""


class FormSignals(QObject):
    """One for the whole form, so that nothing has to be handed on from part to part.

    ``field_edited(target id, field, text)`` and ``text_edited(task id, field, text)`` say what was typed;
    ``carried_answered(task id, field, words, outcome)`` what became of a line of an earlier month, “” to ask
    anew; ``steps_detailed(task id, steps)`` what is known of 下一步打算 beside its words;
    ``unchanged_requested(task id)``, ``clear_requested(target id)``, ``basis_requested(target id)``,
    ``ledger_requested(target id)``, ``adoption_requested(target id)`` of what its list comes to;
    ``task_requested(task id)`` to go on to another task;
    ``target_focused(id)`` with the id of the commitment or item whose inputs have got the focus (8-2, where
    the target is H-3).
    """

    field_edited = Signal(str, str, str)
    text_edited = Signal(str, str, str)
    carried_answered = Signal(str, str, str, str)
    steps_detailed = Signal(str, tuple)
    unchanged_requested = Signal(str)
    clear_requested = Signal(str)
    basis_requested = Signal(str)
    ledger_requested = Signal(str)
    adoption_requested = Signal(str)
    task_requested = Signal(str)
    target_focused = Signal(str)


class LedgerLink(QWidget):
    """A button with the number of rows, and one for the remedy when there is something to put right.

    Signals: ``opened()``, ``adopted()``; ``focused(button)`` when one of them gets the focus.
    """

    opened = Signal()
    adopted = Signal()
    focused = Signal(QWidget)

    def __init__(self, *, owner: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owner = owner
        self.button = self._button("台账…")
        self.button.setToolTip(f"打开名单（{LEDGER_KEY}）")
        self.button.clicked.connect(self.opened)
        self.remedy: QuietButton | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self.button)

    def show_ledger(self, found: Tally | None, remedy: str) -> None:
        """Show how long the list is; ``remedy`` is what the second button says, “” hides it."""
        count = len(found.rows) if found else 0
        self.button.setText(f"台账（{count}）…" if count else "台账…")
        self.button.setAccessibleName(f"{self._owner}：台账{f'{count}行' if count else ''}")
        if remedy and self.remedy is None:
            self.remedy = self._button(remedy)
            mark(self.remedy, "rank", "action")
            self.remedy.clicked.connect(self.adopted)
            self._row.addWidget(self.remedy)
            QWidget.setTabOrder(self.button, self.remedy)
        if self.remedy is not None:
            self.remedy.setVisible(bool(remedy))
            self.remedy.setAccessibleName(f"{self._owner}：{remedy}")

    def _button(self, words: str) -> QuietButton:
        button = QuietButton(words, self)
        button.focused.connect(lambda: self.focused.emit(button))
        return button


class TargetInputs(QWidget):
    """One figure or item with its inputs.

    Signals: ``entered(input)`` when the focus comes to one of its inputs, ``finished()`` by Enter in the last
    of them; what is typed and asked for is said by ``signals``.
    """

    entered = Signal(QWidget)
    finished = Signal()

    def __init__(
        self,
        *,
        target: Target,
        place_id: str,
        name: str,
        more: str,
        signals: FormSignals,
        fold_ems: float = 0,
        parent: QWidget,
    ) -> None:
        """``place_id`` and ``name`` are the commitment's or item's; ``more`` is written on the fold's button.

        ``fold_ems`` is the width of the fold's first column, 0 for what it needs.
        """
        super().__init__(parent)
        self.target = target
        self.place_id = place_id
        self._signals = signals
        self._owner = f"{place_id} {name}"
        self._more = more
        self._fold_ems = fold_ems
        self._main: dict[str, EntryField] = {}
        self._rare: dict[str, EntryField] = {}
        self._exclusive_with = {field.name: field.exclusive_with for field in figure_fields(target)}
        self._fold: QWidget | None = None
        self._fold_cells: dict[tuple[int, int], QWidget] = {}
        self._clear: QuietButton | None = None
        self._shown: tuple[Assessed, tuple[Issue, ...]] | None = None
        self._had_issue = False
        self._folded: QLabel | None = None
        self.ledger: LedgerLink | None = None
        self.details = QVBoxLayout()
        self.foot = FootLine(self)
        self._quiet = ""
        self.is_current = False
        self._is_locked = False

    def set_locked(self, *, is_locked: bool) -> None:
        """Whether nothing can be typed at all; what is shown next follows it."""
        if is_locked != self._is_locked:
            self._is_locked = is_locked
            self._shown = None

    def can_type(self, period: Period) -> bool:
        """Whether anything can be entered for the period."""
        return is_entered(self.target, period) and not self._is_locked

    def show_inputs(self, assessed: Assessed, issues: tuple[Issue, ...], quiet: str) -> bool:
        """Show in the inputs what is kept; whether anything differs from what was shown before.

        ``quiet`` is told at the foot where nothing else is to be said.
        """
        if self._shown == (assessed, issues):
            return False
        self._shown = (assessed, issues)
        self._quiet = quiet
        self._show_fields(self._main, assessed, issues)
        for spec in figure_fields(self.target):
            self._main[spec.name].show_label(label_of(spec.label))
            self._main[spec.name].describe(f"{status_words(assessed)}：{assessed.reason}")
        if self.ledger is not None:
            self.ledger.show_ledger(assessed.ledger, next((i.remedy for i in issues if i.remedy), ""))
        has_issue = self._has_issue_in_fold(issues)
        if has_issue and not self._had_issue:
            self.set_open(is_open=True)
        self._had_issue = has_issue
        self._show_folded(assessed)
        if self._fold is not None:
            self._show_rare()
        self._show_foot()
        return True

    def flush(self) -> None:
        """Hand over what is typed and not yet said."""
        for field in self.fields():
            field.flush()

    def forget(self) -> None:
        """Another period or unit is shown."""
        for field in self.fields():
            field.forget()

    def fields(self) -> tuple[EntryField, ...]:
        """Its inputs in reading order."""
        return (*self._main.values(), *self._rare.values())

    def field(self, name: str) -> EntryField:
        """One of its inputs; those of the fold are there once it was open."""
        return {**self._main, **self._rare}[name]

    def take_focus(self, name: str = "") -> None:
        """Put the focus on an input: on one that is named or faulty, else on what is filled in or first."""
        if name and name not in self._main:
            self.set_open(is_open=True)
        if name:
            self.field(name).begin()
            return
        own = self.field(entered_field(self.target, self._shown[0].entry if self._shown else None))
        faulty = (each for each in self.fields() if each.issue and each.issue.severity is Severity.ERROR)
        next(faulty, own).begin()

    def set_current(self, is_current: bool) -> None:
        """Mark it as the one with the focus."""
        if is_current != self.is_current:
            self.is_current = is_current
            self.update()

    def set_open(self, *, is_open: bool) -> None:
        """Open or close the fold with the rarer inputs."""
        if self._fold is None and is_open:
            self._build_fold()
        if self._fold is not None:
            self._fold.setVisible(is_open)
        if self._folded is not None:
            self._folded.setVisible(not is_open and bool(self._folded.text()))
        self.toggle.setText(self._more.replace(MORE, LESS) if is_open else self._more)
        self.toggle.setAccessibleDescription("已展开" if is_open else "已收起")

    def _add_main(self, field: Field, widget: EntryField) -> EntryField:
        self._main[field.name] = widget
        self._listen(field.name, widget)
        return widget

    def _make_toggle(self) -> QuietButton:
        """The button of the fold, to be made after the inputs that it follows in the order of Tab."""
        self.toggle = QuietButton(self._more, self)
        self.toggle.setAccessibleName(f"{self._owner}：更多")
        self.toggle.clicked.connect(self._on_toggled)
        self.toggle.focused.connect(lambda: self.entered.emit(self.toggle))
        return self.toggle

    def _add_ledger(self, row: QHBoxLayout) -> None:
        """The way to the list, if there is one; where it is made, it stands in the order of Tab."""
        if self.target.ledger is None:
            return
        self.ledger = link = LedgerLink(owner=self._owner, parent=self)
        link.opened.connect(lambda: self._signals.ledger_requested.emit(self.target.id))
        link.adopted.connect(lambda: self._signals.adoption_requested.emit(self.target.id))
        link.focused.connect(self.entered)
        row.addWidget(link)

    def _on_toggled(self) -> None:
        self.set_open(is_open=self._fold is None or self._fold.isHidden())

    def _show_foot(self) -> None:
        """What is to be said of the inputs, below all of them: it must not move the one that is typed in."""
        told = [field for field in self.fields() if field.words]
        fault = min((field.fault for field in told if field.fault), default="")
        words = "\n".join(dict.fromkeys(field.words for field in told))
        self.foot.say(words or self._quiet, fault, about=self._owner)

    def _listen(self, name: str, field: EntryField) -> None:
        field.told.connect(self._show_foot)
        field.edited.connect(lambda text: self._signals.field_edited.emit(self.target.id, name, text))
        field.entered.connect(self.entered)
        field.finished.connect(self._go_on)

    def _go_on(self, field: EntryField) -> None:
        """To the next input of the same rank; a rival of one that is surely filled in is passed over.

        A first month's own count is doubted until its running total stands beside it.
        """
        rank = self._rare if field in self._rare.values() else self._main
        names, fields = list(rank), list(rank.values())
        place = fields.index(field)
        skipped = self._exclusive_with.get(names[place], ()) if field.text() and not field.issue else ()
        for name, following in zip(names[place + 1 :], fields[place + 1 :], strict=True):
            if name not in skipped:
                following.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.finished.emit()

    def _show_fields(
        self, fields: dict[str, EntryField], assessed: Assessed, issues: Sequence[Issue]
    ) -> None:
        for name, field in fields.items():
            field.show_text(shown_text(assessed, name))
            field.show_hint(hint(assessed, name))
            field.show_issue(_worst(issues, name))
            field.set_read_only(not self.can_type(assessed.period))

    def _has_issue_in_fold(self, issues: Sequence[Issue]) -> bool:
        names = {field.name for field in common_fields(self.target)}
        return any(issue.where in names or REASON.label in issue.hint for issue in issues)

    def _show_folded(self, assessed: Assessed) -> None:
        """What the closed fold holds, as one line: 本期状态：待公布；说明：月底公布."""
        fields = (field for field in common_fields(self.target) if field.name not in self._main)
        told = [(label_of(field.label), field_text(assessed.entry, field.name)) for field in fields]
        words = "；".join(f"{label}：{text}" for label, text in told if text)
        if words and self._folded is None:
            self._folded = QLabel(self)
            self._folded.setTextFormat(Qt.TextFormat.PlainText)
            self._folded.setMinimumWidth(1)
            mark(self._folded, "rank", "quiet")
            self.details.insertWidget(0, self._folded)
        if self._folded is not None:
            self._folded.setText(words.replace("\n", " "))
            self._folded.setToolTip(as_typed(words))
            self._folded.setVisible(bool(words) and (self._fold is None or self._fold.isHidden()))

    def _show_rare(self) -> None:
        if self._shown is None or self._clear is None:
            return
        assessed, issues = self._shown
        self._show_fields(self._rare, assessed, issues)
        self._clear.setEnabled(assessed.entry is not None and self.can_type(assessed.period))

    def _build_fold(self) -> None:
        fold = self._fold = QWidget(self)
        for spec in common_fields(self.target):
            if spec.name not in self._main:
                self._rare[spec.name] = field = rare_field(spec, owner=self._owner, parent=fold)
                self._listen(spec.name, field)
        self._fold_grid = QGridLayout(fold)
        self._fold_grid.setContentsMargins(0, 2, 0, 2)
        self._fold_grid.setHorizontalSpacing(GAP)
        self._fold_grid.setVerticalSpacing(6)
        for place, names in _PLACES.items():
            self._fold_cells[place] = cell = QWidget(fold)
            side_by_side = QHBoxLayout(cell)
            side_by_side.setContentsMargins(0, 0, 0, 0)
            for field in (self._rare[name] for name in names if name in self._rare):
                side_by_side.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        self._fold_grid.addLayout(self._foot(fold), len(_PLACES), 0, 1, 2)
        self._arrange_fold()
        self.details.addWidget(fold)
        self._order_tabs()
        self._show_rare()

    def _arrange_fold(self) -> None:
        """In two columns; in a narrow window all in one."""
        is_narrow = self.width() < em(self, NARROW_EMS)
        for row, (place, cell) in enumerate(self._fold_cells.items()):
            self._fold_grid.addWidget(cell, *((row, 0, 1, 2) if is_narrow else (*place, 1, 1)))
        self._fold_grid.setColumnMinimumWidth(0, 0 if is_narrow else em(self, self._fold_ems))
        self._fold_grid.setColumnStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_narrow = event.oldSize().width() < em(self, NARROW_EMS)
        if self._fold is not None and was_narrow != (self.width() < em(self, NARROW_EMS)):
            self._arrange_fold()

    def _foot(self, fold: QWidget) -> QHBoxLayout:
        """How the figure is read, and what is rarer still: 口径 and 清除."""
        note = self.target.note if isinstance(self.target, Indicator) else ""
        reading = QLabel(f"口径：{fullwidth_punctuation(note)}" if note else "", fold)
        reading.setWordWrap(True)
        mark(reading, "rank", "quiet")
        self._basis = QuietButton("口径…", fold)
        self._basis.setAccessibleName(f"{self._owner}：口径")
        self._basis.clicked.connect(lambda: self._signals.basis_requested.emit(self.target.id))
        self._clear = QuietButton("清除本期", fold)
        self._clear.setAccessibleName(f"{self._owner}：清除本期填报")
        self._clear.clicked.connect(lambda: self._signals.clear_requested.emit(self.target.id))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(reading, 1)
        for button in (self._basis, self._clear):
            button.setFixedHeight(line_height(button))
            button.focused.connect(lambda button=button: self.entered.emit(button))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _order_tabs(self) -> None:
        """The fold is made late: its inputs follow their button all the same."""
        before: QWidget = self.toggle
        inputs = [field.editor for field in self._rare.values()]
        for widget in (*inputs, self._basis, self._clear):
            if widget is not None:
                QWidget.setTabOrder(before, widget)
                before = widget


def _worst(issues: Sequence[Issue], name: str) -> Issue | None:
    """The issue to show at an input: an error before a reminder."""
    own = [issue for issue in issues if issue.where == name]
    return min(own, key=lambda issue: issue.severity is not Severity.ERROR, default=None)
