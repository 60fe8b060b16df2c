"""The draft as a tree: sections, tasks, and one row for each target and item; and the numbers left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from cixi_desktop.plans.editing import Standing, difference, standing_of
from cixi_desktop.punctuation import fullwidth_punctuation
from ui.style.palette import TONES
from ui.style.style import as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from cixi_desktop.plans.draft import Draft, DraftItem, DraftSection, DraftTarget, DraftTask, Span

ID = Qt.ItemDataRole.UserRole
HEADS = ("部分、任务、指标和事项", "目标", "种类", "")
_SPARE, _NAME_WIDTH = 3, 270
WHOLE = "（文件：标题、年份、发文单位）"


class DraftTree(QTreeWidget):
    """Signals: ``chosen(id)``, ``accepted(id)`` by Enter, ``dropped(id)`` by Delete, ``edited(id)`` by F2."""

    chosen = Signal(str)
    accepted = Signal(str)
    dropped = Signal(str)
    edited = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("草案")
        self.setHeaderLabels(HEADS)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(HEADS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._tell)

    def _tell(self, now: QTreeWidgetItem | None) -> None:
        if now is not None:
            self.chosen.emit(now.data(0, ID))

    def show_draft(self, draft: Draft, current: str) -> None:
        """Show every row anew, with the same one chosen."""
        self.blockSignals(True)
        scrolled = self.verticalScrollBar().value()
        self.clear()
        self._fill(draft)
        self.expandAll()
        self.choose(current)
        self.verticalScrollBar().setValue(scrolled)
        self.blockSignals(False)

    def current_id(self) -> str:
        """The id of the chosen row; “” for the document."""
        item = self.currentItem()
        return "" if item is None else str(item.data(0, ID))

    def choose(self, own_id: str) -> None:
        """Choose the row of that id, or the first, without telling of it."""
        rows = {item.data(0, ID): item for item in self._rows()}
        item = rows.get(own_id) or self.topLevelItem(0)
        if item is not None:
            was_blocked = self.blockSignals(True)
            self.setCurrentItem(item)
            self.scrollToItem(item)
            self.blockSignals(was_blocked)
            self.viewport().update()

    def neighbour(self) -> str:
        """The row to choose when the current one goes: the next, else the one before."""
        ids = [str(item.data(0, ID)) for item in self._rows()]
        place = ids.index(self.current_id()) if self.current_id() in ids else 0
        return ids[place + 1] if place + 1 < len(ids) else ids[max(0, place - 1)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Return: self.accepted,
            Qt.Key.Key_Enter: self.accepted,
            Qt.Key.Key_Delete: self.dropped,
            Qt.Key.Key_F2: self.edited,
        }
        signal = (
            keys.get(Qt.Key(event.key()))
            if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            else None
        )
        if signal is None:
            super().keyPressEvent(event)
        else:
            signal.emit(self.current_id())

    def _rows(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.topLevelItem(n) for n in reversed(range(self.topLevelItemCount()))]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(n) for n in reversed(range(item.childCount()))]

    def _fill(self, draft: Draft) -> None:
        places: dict[str, QTreeWidgetItem] = {}
        self.addTopLevelItem(_row("", WHOLE))
        heads = [(each.span, each.id, each.parent_id, _heading(each)) for each in draft.sections]
        heads += [(each.span, each.id, each.section_id, _heading(each)) for each in draft.tasks]
        for _, own_id, above, words in sorted(heads):
            places[own_id] = _row(own_id, words, is_bold=True)
            self._place(places.get(above), places[own_id])
        for target in draft.targets:
            self._place(places.get(target.task_id), _target_row(target))
        for each in draft.items:
            self._place(places.get(each.task_id), _item_row(each))

    def _place(self, above: QTreeWidgetItem | None, item: QTreeWidgetItem) -> None:
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)


def _heading(part: DraftSection | DraftTask) -> str:
    """Number and title; a number without a mark of its own, as tables have it, stands apart."""
    gap = " " if part.number[-1:].isalnum() else ""
    return fullwidth_punctuation(f"{part.number}{gap}{part.title}")


def _row(own_id: str, *texts: str, is_bold: bool = False) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(texts))
    item.setData(0, ID, own_id)
    item.setToolTip(0, as_typed(texts[0]))
    if is_bold:
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
    return item


def _target_row(target: DraftTarget) -> QTreeWidgetItem:
    same = f"（同{target.same_as}）" if target.same_as else ""
    state = standing_of(target)
    item = _row(target.id, f"{target.name}{same}", target.shown, target.kind.traits.label, state.value)
    tone = TONES["green" if state is Standing.SURE else "yellow"]
    item.setForeground(_SPARE, QBrush(tone.text))
    if state is not Standing.SURE:
        item.setBackground(_SPARE, QBrush(tone.soft))
        item.setToolTip(_SPARE, as_typed(target.doubt or difference(target)))
    return item


def _item_row(item: DraftItem) -> QTreeWidgetItem:
    row = _row(item.id, item.name, "", f"事项·{item.kind.traits.label}", "")
    row.setForeground(0, QBrush(TONES["blue"].text))
    return row


class NumberList(QTreeWidget):
    """The numbers that are no targets, the undecided first.

    Signals: ``chosen(span)``, ``taken(span)`` by Enter, ``reasoned(span)`` by Delete.
    """

    chosen = Signal(object)
    taken = Signal(object)
    reasoned = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("未采用的数字")
        self.setHeaderLabels(("数字", "原因", "所在文字"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.header().setStretchLastSection(True)
        self.currentItemChanged.connect(self._tell)

    def _tell(self, now: QTreeWidgetItem | None) -> None:
        if now is not None:
            self.chosen.emit(now.data(0, ID))

    def show_draft(self, draft: Draft) -> None:
        """Show them anew."""
        current = self.current_span()
        self.blockSignals(True)
        self.clear()
        for span in draft.homeless:
            item = self._add(draft, span, draft.text[slice(*span)], Standing.OPEN.value)
            item.setForeground(1, QBrush(TONES["red"].text))
        for each in draft.left_out:
            if each.is_number:
                self._add(draft, each.span, each.text, each.reason)
        for n in range(self.topLevelItemCount()):
            item_here = self.topLevelItem(n)
            if item_here is not None and item_here.data(0, ID) == current:
                self.setCurrentItem(item_here)
        for column in (0, 1):
            self.resizeColumnToContents(column)
        self.blockSignals(False)

    def current_span(self) -> Span | None:
        """Where the chosen number stands."""
        item = self.currentItem()
        found: Span | None = None if self.topLevelItemCount() == 0 or item is None else item.data(0, ID)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        span = self.current_span()
        if span is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit(span)
        elif span is not None and QKeySequence(event.key()) == QKeySequence(Qt.Key.Key_Delete):
            self.reasoned.emit(span)
        else:
            super().keyPressEvent(event)

    def _add(self, draft: Draft, span: Span, number: str, reason: str) -> QTreeWidgetItem:
        line_start = draft.text.rfind("\n", 0, span[0]) + 1
        around = draft.text[max(line_start, span[0] - 12) : span[1] + 14].partition("\n")[0]
        item = QTreeWidgetItem([number, reason, around.strip()])
        item.setData(0, ID, span)
        self.addTopLevelItem(item)
        return item
