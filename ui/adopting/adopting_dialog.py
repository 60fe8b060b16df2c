"""The window of a draft: document with marks, rows, form, and what still keeps it from being adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.errors import CixiError
from cixi_desktop.plans import editing
from cixi_desktop.plans.draft import DraftItem, DraftTarget
from cixi_desktop.plans.draft_form import NUMBER, draft_fields, faults, with_text
from ui.adopting.document_view import ADD_KEY, DocumentView
from ui.adopting.draft_tree import DraftTree, NumberList
from ui.adopting.row_form import RowForm
from ui.dialogs.file_dialog import accept_copy, dropped_paths
from ui.dialogs.help_view import offer_help
from ui.style.dialog import Dialog
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from cixi_desktop.plans.draft import Draft, Span
    from cixi_desktop.plans.draft_form import Fault
    from cixi_desktop.plans.editing import Mark

TITLE = "从文件建立工作计划"
INVITATION = (
    "选择工作要点、任务分解方案、实事项目等文件（.docx或.txt），或者在WPS、浏览器里全选、复制后粘贴到这里。\n"
    "程序读出部分、任务、指标和事项，请逐项核对；核对没有完成的，下次打开时继续。\n"
    ".doc、.wps、.pdf、.ofd等文件请用WPS打开，全选、复制，再粘贴。"
)
_TREE_SHARE, _FORM_SHARE = 11, 9
FAULT = Qt.ItemDataRole.UserRole
KEYS = (
    "Enter：看过，转到下一项待定　Delete：不采用　F2：修改　F8：下一项待定　Ctrl+Z：撤销　"
    "原文中选中文字，按Ins定为指标或事项"
)


class ReasonDialog:
    """Asks why a number is left out."""

    @classmethod
    def ask(cls, *, words: str, parent: QWidget) -> str:
        """The reason, chosen or typed; “” if the user gives it up."""
        text, is_given = QInputDialog.getItem(
            parent,
            "不采用",
            f"“{words}”不采用的原因：",
            editing.REASONS,
            len(editing.REASONS) - 1,
            editable=True,
        )
        return text.strip() if is_given else ""


class AdoptingDialog(Dialog):
    """Settles one draft.

    Signals: ``file_wanted()``, ``text_given(str)``, ``files_dropped(list)``: another document is to be read;
    ``changed(Draft)`` with every change. It is accepted once the draft is settled and to be adopted.
    """

    file_wanted = Signal()
    text_given = Signal(str)
    files_dropped = Signal(object)
    changed = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAcceptDrops(True)
        self.draft: Draft | None = None
        self._past: list[Draft] = []
        self._current = ""
        self.document = DocumentView(parent=self)
        self.tree = DraftTree(parent=self)
        self.numbers = NumberList(parent=self)
        self.waiting = QListWidget(self)
        self.form = RowForm(parent=self)
        self.count = QLabel("", self)
        self.count.setObjectName("heading")
        self.message = QLabel("", self)
        self.message.setObjectName("fault")
        self.message.setWordWrap(True)
        self.adopt = QPushButton("采用(&A)", self)
        self.adopt.setDefault(True)
        self.open_file = QPushButton("打开文件(&O)…", self)
        self.paste = QPushButton("粘贴文字(&V)", self)
        self.add = QPushButton(f"定为一项({ADD_KEY})", self)
        self.add.setToolTip("选中的文字定为指标或事项")
        self.invitation = QLabel(INVITATION, self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._refresh()
        limit_to_screen(self, 1500, 920)
        offer_help(self, "新的工作计划")

    def show_draft(self, draft: Draft) -> None:
        """Begin with a draft that was just read or put aside earlier; one that was there can be had back."""
        if self.draft is not None:
            self._past.append(self.draft)
        self.draft, self._current = draft, ""
        self._tell("已读入新的文件，按Ctrl+Z回到原来的草案。" if self._past else "")
        self._refresh()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.next_waiting()

    def show_failure(self, error: CixiError) -> None:
        """A document could not be read, or the draft not be adopted."""
        self._tell(f"{error.message}{error.hint}")

    def next_waiting(self) -> None:
        """Go to the next row that waits to be looked at, after the current one; then to undecided numbers."""
        if self.draft is None:
            return
        order = [target.id for target in sorted(self.draft.targets, key=lambda each: each.span)]
        doubtful = [target.id for target in self.draft.targets if not target.is_sure]
        if doubtful:
            place = order.index(self._current) if self._current in order else -1
            later = [own_id for own_id in order[place + 1 :] + order if own_id in doubtful]
            self._tabs.setCurrentWidget(self.tree)
            self._choose(later[0])
        elif self.draft.homeless:
            self._tabs.setCurrentWidget(self.numbers)
            self.numbers.setCurrentItem(self.numbers.topLevelItem(0))
            self.numbers.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Undo the last change."""
        if self._past:
            self.draft = self._past.pop()
            self._tell("")
            self._refresh()
            self.changed.emit(self.draft)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if paths := dropped_paths(event):
            self.files_dropped.emit([str(path) for path in paths])
        elif not data.hasUrls():
            self.text_given.emit(data.text())

    def done(self, result: int) -> None:
        """What is typed is kept, however the window is closed."""
        self.form.flush()
        super().done(result)

    def _lay_out(self) -> None:
        self._tabs = QTabWidget(self)
        self._tabs.setAccessibleName("工作计划的各页")
        self._tabs.addTab(self.tree, "指标和事项")
        self._tabs.addTab(self.numbers, "")
        self._tabs.addTab(self.waiting, "")
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.addWidget(self._tabs)
        right.addWidget(self.form)
        right.setSizes([_TREE_SHARE, _FORM_SHARE])
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(self.document)
        both.addWidget(right)
        both.setStretchFactor(0, 5)
        both.setStretchFactor(1, 6)
        self.invitation.setWordWrap(True)
        self.invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(self.invitation)
        self._pages.addWidget(both)
        keys = QLabel(KEYS, self)
        keys.setObjectName("hint")
        keys.setWordWrap(True)
        self._keys = keys
        buttons = QHBoxLayout()
        for button in (self.open_file, self.paste, self.add):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.count)
        buttons.addWidget(self.adopt)
        layout = QVBoxLayout(self)
        layout.addWidget(self._pages, 1)
        layout.addWidget(keys)
        layout.addWidget(self.message)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.open_file.clicked.connect(self.file_wanted)
        self.paste.clicked.connect(self._paste)
        self.add.clicked.connect(self.document.add_words)
        self.adopt.clicked.connect(self._adopt)
        self.document.mark_chosen.connect(self._choose_mark)
        self.document.words_added.connect(self._add)
        self.tree.chosen.connect(self._choose)
        self.tree.accepted.connect(self._accept)
        self.tree.dropped.connect(self._leave_out)
        self.tree.edited.connect(lambda _id: self.form.focus_first())
        self.numbers.chosen.connect(self.document.show_place)
        self.numbers.taken.connect(self._add)
        self.numbers.reasoned.connect(self._give_reason)
        self.waiting.itemActivated.connect(self._go_to_fault)
        self.waiting.itemClicked.connect(self._go_to_fault)
        self.form.edited.connect(self._edit)
        self.form.settled.connect(self._settle)
        for keys, slot in (("F8", self.next_waiting), ("Ctrl+Z", self.take_back), ("Ctrl+V", self._paste)):
            QShortcut(QKeySequence.fromString(keys), self, slot)

    def _paste(self) -> None:
        from PySide6.QtGui import QGuiApplication

        self.text_given.emit(QGuiApplication.clipboard().text())

    def _change(self, draft: Draft) -> None:
        if self.draft is None or draft == self.draft:
            return
        self._past.append(self.draft)
        self.draft = draft
        self._tell("")
        self._refresh()
        self.changed.emit(draft)

    def _tell(self, words: str) -> None:
        """Say something above the buttons; “” for nothing."""
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def _refresh(self) -> None:
        """Show everything anew."""
        draft = self.draft
        self._pages.setCurrentIndex(0 if draft is None else 1)
        for widget in (self._keys, self.add, self.count):
            widget.setVisible(draft is not None)
        self.adopt.setEnabled(draft is not None)
        if draft is None:
            return
        self.document.show_draft(draft, tuple(editing.marks(draft)))
        self.tree.show_draft(draft, self._current)
        self.numbers.show_draft(draft)
        found = faults(draft)
        self._show_faults(found)
        account = editing.account(draft)
        self.count.setText(account.words(len(found)))
        self._tabs.setTabText(1, f"未采用的数字（{account.left_out + account.undecided}）")
        self._current = self.tree.current_id()
        self._show_row(self._current)

    def _show_faults(self, found: tuple[Fault, ...]) -> None:
        self.waiting.clear()
        for fault in found:
            item = QListWidgetItem(fault.words, self.waiting)
            item.setData(FAULT, fault)
        self._tabs.setTabText(2, f"待处理（{len(found)}）")

    def _show_row(self, own_id: str) -> None:
        if self.draft is None:
            return
        row = editing.find(self.draft, own_id)
        self.form.show_fields(draft_fields(self.draft, own_id), _row_words(row))
        self.document.show_place(_place(self.draft, own_id))

    def _choose(self, own_id: str) -> None:
        """Go to another row; what is typed for the last one is kept first."""
        if own_id != self._current:
            self.form.flush()
        self._current = own_id
        self.tree.choose(own_id)
        self._show_row(own_id)

    def _choose_mark(self, mark: Mark) -> None:
        if mark.id:
            self._tabs.setCurrentWidget(self.tree)
            self._choose(mark.id)

    def _go_to_fault(self, item: QListWidgetItem) -> None:
        fault: Fault = item.data(FAULT)
        if fault.span is not None:
            self.document.show_place(fault.span)
            return
        self._choose(fault.id)
        self.form.focus_first()

    def _accept(self, own_id: str) -> None:
        if self.draft is not None:
            self._change(editing.accept(self.draft, own_id))
            self.next_waiting()

    def _settle(self) -> None:
        """What is typed is kept and counts as looked at; where nothing waits, back to the list."""
        self.form.flush()
        self._accept(self._current)
        if self.draft is not None and all(target.is_sure for target in self.draft.targets):
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_out(self, own_id: str) -> None:
        row = None if self.draft is None else editing.find(self.draft, own_id)
        if self.draft is None or row is None:
            return
        reason = editing.NO_ITEM
        if isinstance(row, DraftTarget):
            reason = ReasonDialog.ask(words=row.name, parent=self)
        if reason:
            following = self.tree.neighbour()
            self._current = following
            self._change(editing.leave_out(self.draft, own_id, reason))

    def _give_reason(self, span: Span) -> None:
        if self.draft is None:
            return
        reason = ReasonDialog.ask(words=self.draft.text[slice(*span)], parent=self)
        if reason:
            self._change(editing.leave_out_number(self.draft, span, reason))

    def _add(self, span: Span) -> None:
        if self.draft is None:
            return
        try:
            draft, own_id = editing.add(self.draft, span)
        except CixiError as error:
            self.show_failure(error)
            return
        self._current = own_id
        self._tabs.setCurrentWidget(self.tree)
        self._change(draft)
        self.form.focus_first()

    def _edit(self, name: str, text: str) -> None:
        if self.draft is None:
            return
        try:
            draft = with_text(self.draft, self._current, name, text)
        except CixiError as error:
            self.show_failure(error)
            return
        if name == NUMBER and any(task.id == self._current for task in self.draft.tasks):
            self._current = text.strip()
        self._change(draft)

    def _adopt(self) -> None:
        self.form.flush()
        if self.draft is None:
            return
        found = faults(self.draft)
        if found:
            self._tabs.setCurrentWidget(self.waiting)
            self._tell(f"还有{len(found)}处要处理，处理完才能采用。")
            return
        self.accept()


def _row_words(row: DraftTarget | DraftItem | None) -> str:
    if not isinstance(row, DraftTarget):
        return ""
    different = editing.difference(row)
    return f"请看一眼：{row.doubt}" if row.doubt else f"{different}。" if different else ""


def _place(draft: Draft, own_id: str) -> Span | None:
    """Where a row stands in the document; of a task its first line."""
    row = editing.find(draft, own_id)
    if row is not None:
        return row.start, row.start + len(row.quote)
    spans = {section.id: section.span for section in draft.sections}
    span = {**spans, **{task.id: task.span for task in draft.tasks}}.get(own_id)
    if span is None:
        return None
    end = draft.text.find("\n", *span)
    return span[0], end if end >= 0 else span[1]
