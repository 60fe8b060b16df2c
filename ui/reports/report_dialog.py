"""报告: its paragraphs beside the figures that they speak of, to be changed, left out, added and moved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.reports.editing import (
    PartStanding,
    ReportPart,
    accepted,
    added_after,
    edited,
    left_out,
    moved,
    parts_of,
    put_back,
    with_words,
    without_edit,
)
from cixi_desktop.reports.report import Heading, plain_text
from ui.dialogs.help_view import offer_help
from ui.reports.part_panel import PartPanel
from ui.style.dialog import Dialog, close_button
from ui.style.form_style import scaled
from ui.style.ime import keep_composed
from ui.style.palette import MUTED, TONES
from ui.style.style import limit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.records.report_drafts import ReportDraft
    from cixi_desktop.reports.report import Report

SIZE = (1180, 720)
NEW_WORDS = "〔请补充：本段文字〕"
LONGEST_DAY, DAY_FRAME = "2025年12月　　日", 24
"""What the day's field has to show whole, and the room of its frame in pixels."""
PEOPLE = {"addressee": "主送", "copies": "抄送", "drafter": "拟稿", "signer": "签发", "day": "成文日期"}
FORMATS = {".docx": "导出Word(&W)…", ".pdf": "导出PDF(&P)…", ".txt": "导出文本(&T)…"}
_FADED = frozenset({PartStanding.OUT})
_ALARMING = frozenset({PartStanding.CHANGED, PartStanding.GONE})


class PartList(QListWidget):
    """The parts of the report in their order, each with how it stands."""

    def show_parts(self, parts: tuple[ReportPart, ...], key: str) -> None:
        """Show the parts where they stood, and choose the one of that key, else the first."""
        place = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        for part in parts:
            self.addItem(self._item(part))
        keys = [part.key for part in parts]
        self.setCurrentRow(keys.index(key) if key in keys else 0)
        self.blockSignals(False)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)
        self.scrollToItem(self.currentItem())

    def _item(self, part: ReportPart) -> QListWidgetItem:
        head = f"【{part.standing}】" if part.standing else ""
        is_heading = isinstance(part.block, Heading)
        item = QListWidgetItem(f"{head}{part.words}" if part.is_text else f"{head}〔{part.words}〕")
        item.setData(Qt.ItemDataRole.UserRole, part.key)
        font = QFont(self.font())
        font.setBold(is_heading)
        font.setStrikeOut(part.standing in _FADED)
        item.setFont(font)
        if part.standing in _FADED:
            item.setForeground(QBrush(MUTED))
        elif part.standing in _ALARMING:
            item.setForeground(QBrush(TONES["red"].text))
        return item


class ReportDialog(Dialog):
    """Edits one report. ``compose`` gives the program's own, ``check`` adds what is doubtful in it now.

    ``keep`` keeps each change of the draft.

    Signals: ``wanted(ending)`` when the report is to be written (“.docx”), ``preview_wanted()``,
    ``template_wanted(what)``.
    """

    wanted = Signal(str)
    preview_wanted = Signal()
    template_wanted = Signal(str)

    def __init__(
        self,
        *,
        compose: Callable[[], Report],
        check: Callable[[Report], Report],
        draft: ReportDraft,
        assessment: Assessment,
        keep: Callable[[ReportDraft], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        offer_help(self, "报告")
        self._compose = compose
        self._check = check
        self._own = compose()
        self._keep = keep
        self.draft = draft
        self.setWindowTitle("报告")
        self.title = QLabel(self)
        self.title.setFont(scaled(self.font(), 1.2, is_bold=True))
        self.list = PartList(self)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("报告的段落")
        self.list.currentRowChanged.connect(self._choose)
        self.panel = PartPanel(assessment=assessment, parent=self)
        self.panel.left.connect(self._take_words)
        self.panel.renewed.connect(self._renew)
        self.panel.accepted.connect(self._accept)
        self._lay_out()
        limit_to_screen(self, *SIZE)
        self.refresh()

    @property
    def report(self) -> Report:
        """The report as it goes out."""
        self.take_in()
        return self._check(edited(self._own, self.draft))

    @property
    def part(self) -> ReportPart | None:
        """The part that is chosen."""
        row = self.list.currentRow()
        return self._parts[row] if 0 <= row < len(self._parts) else None

    def renew(self) -> None:
        """The template has changed: have the program write anew."""
        self._own = self._compose()
        self.refresh()

    def refresh(self, key: str = "") -> None:
        """Show everything as it stands, with the part of ``key`` chosen."""
        self._parts = parts_of(self._own, self.draft)
        self.title.setText(self._own.title)
        chosen = self.part
        self.list.show_parts(self._parts, key or (chosen.key if chosen else ""))
        self.panel.show_part(self.part)
        self.panel.show_remarks(self._check(edited(self._own, self.draft)).remarks)
        for name, field in self.people.items():
            if not field.hasFocus():
                field.setText(getattr(self.draft, name))
        self.copy.setText("复制全文(&C)")
        self.people["addressee"].setPlaceholderText(self._own.addressee)
        self.people["day"].setPlaceholderText(self._own.day)
        self._show_buttons()

    def take_in(self) -> None:
        """Keep what is typed and not yet kept."""
        keep_composed()
        self.panel.hand_over()
        self._take_people()

    def done(self, result: int) -> None:
        self.take_in()
        super().done(result)

    def _choose(self) -> None:
        self.panel.hand_over()
        self.panel.show_part(self.part)
        self._show_buttons()

    def _put(self, draft: ReportDraft, key: str = "") -> None:
        if draft != self.draft:
            self.draft = draft
            self._keep(draft)
            self.refresh(key)

    def _take_words(self, key: str, words: str) -> None:
        part = next((part for part in self._parts if part.key == key), None)
        if part is not None and words != part.words:
            self._put(with_words(self.draft, part, words))

    def _renew(self) -> None:
        if self.part:
            self._put(without_edit(self.draft, self.part))

    def _accept(self) -> None:
        if self.part:
            self._put(accepted(self.draft, self.part))

    def _leave_out(self) -> None:
        part = self.part
        if part:
            change = put_back if part.standing is PartStanding.OUT else left_out
            self._put(change(self.draft, part))

    def _add(self) -> None:
        draft, key = added_after(self.draft, self.part, NEW_WORDS)
        self._put(draft, key)
        self.panel.editor.setFocus()
        self.panel.editor.selectAll()

    def _move(self, by: int) -> None:
        if self.part:
            self._put(moved(self.draft, self._parts, self.part, by), self.part.key)

    def _take_people(self) -> None:
        self._put(replace(self.draft, **{name: each.text().strip() for name, each in self.people.items()}))

    def _copy(self) -> None:
        QApplication.clipboard().setText(plain_text(self.report))
        self.copy.setText("已复制")

    def _show_buttons(self) -> None:
        part, row = self.part, self.list.currentRow()
        self.out.setText("恢复(&R)" if part and part.standing is PartStanding.OUT else "不写(&O)")
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self._parts) - 1)

    def _button(self, text: str, then: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _is_checked: self._press(then))
        return button

    def _press(self, then: Callable[[], object]) -> None:
        """A button was pressed: first keep what is typed."""
        self.take_in()
        then()

    def _lay_out(self) -> None:
        self.up = self._button("上移(&U)", lambda: self._move(-1))
        self.down = self._button("下移(&D)", lambda: self._move(1))
        self.out = self._button("不写(&O)", self._leave_out)
        self.add = self._button("加一段(&A)", self._add)
        below = QHBoxLayout()
        self.template = QPushButton("模板(&M)", self)
        self.template.setMenu(self._template_menu())
        for button in (self.up, self.down, self.out, self.add, self.template):
            below.addWidget(button)
        below.addStretch()
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(below)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.addWidget(self.title)
        layout.addWidget(splitter, 1)
        layout.addLayout(self._people_row())
        layout.addWidget(self._foot())

    def _people_row(self) -> QHBoxLayout:
        self.people: dict[str, QLineEdit] = {}
        row = QHBoxLayout()
        for name, label in PEOPLE.items():
            field = QLineEdit(self)
            field.setAccessibleName(label)
            field.editingFinished.connect(self._take_people)
            self.people[name] = field
            row.addWidget(QLabel(label, self))
            row.addWidget(field, 2 if name in {"addressee", "copies"} else 1)
        day = self.people["day"]
        day.setMinimumWidth(day.fontMetrics().horizontalAdvance(LONGEST_DAY) + DAY_FRAME)
        return row

    def _template_menu(self) -> QMenu:
        menu = QMenu(self)
        for text, what in (("导出模板(&E)…", "export"), ("导入模板(&I)…", "import")):
            menu.addAction(text).triggered.connect(
                lambda _is_checked, what=what: self._press(partial(self.template_wanted.emit, what))
            )
        return menu

    def _foot(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.formats = {
            ending: self._button(text, partial(self.wanted.emit, ending)) for ending, text in FORMATS.items()
        }
        roles = QDialogButtonBox.ButtonRole
        for button in self.formats.values():
            box.addButton(button, roles.ActionRole)
        self.preview = self._button("预览和打印(&V)…", self.preview_wanted.emit)
        box.addButton(self.preview, roles.ActionRole)
        self.copy = self._button("复制全文(&C)", self._copy)
        box.addButton(self.copy, roles.ActionRole)
        box.addButton(close_button(self), roles.RejectRole)
        box.rejected.connect(self.reject)
        return box
