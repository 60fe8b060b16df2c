"""指标口径: what the bureau sets for a figure or item: baseline, monthly plan, last year, deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cixi_desktop.assessment.pace import SUGGESTED, read_stages, stage_months, stage_plan
from cixi_desktop.assessment.phrases import target_words
from cixi_desktop.dates import read_date
from cixi_desktop.errors import CixiError
from cixi_desktop.pasting.blocks import Column
from cixi_desktop.pasting.text_table import TableLayout, TextRow
from cixi_desktop.periods import MONTHS
from cixi_desktop.plan import FREQUENCIES, Indicator
from cixi_desktop.standard_sentences import NO_PHRASE, PHRASE_HINT, is_phrase, phrase_read, phrase_shown
from cixi_desktop.values import plain, read_number
from ui.dialogs.help_view import offer_help
from ui.style.choosers import ChoiceBox
from ui.style.dialog import Dialog
from ui.style.form_style import LABEL_EMS, em
from ui.style.style import limit_to_screen
from ui.table.text_table import TextTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from cixi_desktop.pasting.blocks import Block
    from cixi_desktop.plan import Item
    from cixi_desktop.records.basis import Basis
    from cixi_desktop.records.fields import Target

PLAN_TITLE = "月度计划"
UNPLANNED = "未定"
ARROW = "→"
TAKE_OVER = "套用常用阶段"
Months = tuple["Decimal | None", ...]


class BasisDialog(Dialog):
    """Shows ``basis`` over the plan's own reading of ``target``; its kind decides what is asked."""

    def __init__(self, *, target: Target, basis: Basis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("指标口径" if isinstance(target, Indicator) else "事项口径")
        self._target = target
        self._basis = basis
        self.baseline: QLineEdit | None = None
        self.note: QLineEdit | None = None
        self.deadline: QLineEdit | None = None
        self.months: MonthTable | None = None
        self.stages: StageInputs | None = None
        self.fault = QLabel(self)
        self.fault.setObjectName("fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self._layout = QVBoxLayout(self)
        self._add_heading()
        if isinstance(target, Indicator):
            self._add_indicator(target)
        else:
            self._add_item(target)
        self._add_frequency()
        self._layout.addWidget(self.fault)
        self._layout.addWidget(self._make_buttons())

    @classmethod
    def ask(cls, *, target: Target, basis: Basis, parent: QWidget | None = None) -> Basis | None:
        """The basis as the user set it; None if the user leaves it as it is."""
        dialog = cls(target=target, basis=basis, parent=parent)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.read() if is_accepted else None

    def read(self) -> Basis:
        """The basis as it stands in the dialog; CixiError naming what cannot be read."""
        basis = self._basis
        if self.baseline is not None and self.note is not None:
            basis = replace(basis, baseline=self._read_baseline(), baseline_note=self.note.text().strip())
        if self.months is not None:
            basis = replace(basis, pace_plan=self.months.read(0), last_year=self.months.read(1))
        if self.stages is not None:
            own = self.stages.read()
            basis = replace(basis, stages=own.stages, pace_plan=own.pace_plan)
        months = self.frequency.currentData()
        basis = replace(
            basis,
            every=months if basis.every or months != self._target.every else 0,
            published=self.published.text().strip(),
            short=self.short.text().strip(),
            phrase=self._read_phrase(),
        )
        if self.deadline is not None:
            text = self.deadline.text().strip()
            basis = replace(basis, deadline=read_date(text) if text else None)
        return basis

    def _read_phrase(self) -> str:
        words = phrase_read(self.phrase.text())
        if words and not is_phrase(words):
            raise CixiError(f"{phrase_shown(NO_PHRASE)}。", phrase_shown(PHRASE_HINT))
        return words

    def _read_baseline(self) -> Decimal | None:
        text = self.baseline.text() if self.baseline else ""
        unit = self._target.unit
        return read_number(text, unit) if text.strip() else None

    def _add_heading(self) -> None:
        heading = QLabel(self._target.name, self)
        heading.setObjectName("heading")
        heading.setWordWrap(True)
        self._layout.addWidget(heading)
        if isinstance(self._target, Indicator):
            words = f"年度目标：{target_words(self._target)}。留空的按工作要点和默认规则执行。"
        else:
            words = "工作要点未写明时限的，默认年底；填写完成时限后，按所填时限亮灯。"
        hint = QLabel(words, self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self._layout.addWidget(hint)

    def _add_indicator(self, indicator: Indicator) -> None:
        if indicator.traits.is_from_baseline:
            self._add_baseline(indicator)
        if indicator.traits.is_staged:
            self._layout.addWidget(QLabel("争取类指标只看所处阶段，不设基数和月度计划。", self))
            return
        is_flow = indicator.traits.is_flow
        titles = (f"{PLAN_TITLE}累计", "上年累计") if is_flow else (PLAN_TITLE, "上年同月")
        values = (self._basis.pace_plan, self._basis.last_year)
        self.months = MonthTable(
            name="、".join(titles),
            series={f"{title}（{indicator.unit}）": v for title, v in zip(titles, values, strict=True)},
            unit=indicator.unit,
            parent=self,
        )
        what = "各月填累计数。" if is_flow else "各月填月末应达到的数值。"
        hint = QLabel(f"{what}可从WPS或Excel复制一行或一列，选中起始月份后粘贴。", self)
        hint.setObjectName("hint")
        self._layout.addWidget(hint)
        self._layout.addWidget(self.months)
        limit_to_screen(self, 620, 700)
        offer_help(self, "亮灯和口径")

    def _add_baseline(self, indicator: Indicator) -> None:
        baseline = indicator.baseline
        form = QFormLayout()
        self.baseline = QLineEdit("" if self._basis.baseline is None else plain(self._basis.baseline), self)
        own = (
            "工作要点未列，待填"
            if baseline.value is None
            else f"{plain(baseline.value)}（{baseline.status}）"
        )
        self.baseline.setPlaceholderText(own)
        self.note = QLineEdit(self._basis.baseline_note, self)
        self.note.setPlaceholderText("来源，如：统计局2024年年报")
        form.addRow(self._label(f"基数（{baseline.unit}）", self.baseline), self.baseline)
        form.addRow(self._label("基数说明", self.note), self.note)
        self._layout.addLayout(form)
        if baseline.note:
            hint = QLabel(baseline.note, self)
            hint.setObjectName("hint")
            hint.setWordWrap(True)
            self._layout.addWidget(hint)

    def _add_item(self, item: Item) -> None:
        self._add_deadline(item.deadline)
        if item.is_milestone:
            words = "阶段可按本事项实际修改，用顿号隔开；清空即恢复原来的阶段，已报送的月份不变。"
            hint = QLabel(f"{words}计划完成月份可不填；到期未达到该阶段的，亮“欠序时”。", self)
            hint.setObjectName("hint")
            hint.setWordWrap(True)
            self.stages = StageInputs(item=item, basis=self._basis, parent=self)
            self._layout.addWidget(hint)
            self._layout.addWidget(self.stages)
        limit_to_screen(self, 560, self.sizeHint().height())

    def _add_deadline(self, planned: date | None) -> None:
        form = QFormLayout()
        self.deadline = QLineEdit(str(self._basis.deadline or ""), self)
        self.deadline.setPlaceholderText(f"{planned}（原文）" if planned else "年底（默认）")
        form.addRow(self._label("完成时限", self.deadline), self.deadline)
        self._layout.addLayout(form)
        hint = QLabel("如2025-09-30、2025年9月30日。", self)
        hint.setObjectName("hint")
        self._layout.addWidget(hint)

    def _add_frequency(self) -> None:
        """How often it is asked for; when a published figure is expected; what texts call a figure.

        In two columns, as on a low screen the months keep their room; but a sentence takes a whole line.
        """
        self.frequency = ChoiceBox(parent=self)
        for months, words in FREQUENCIES.items():
            self.frequency.addItem(words, months)
        self.frequency.setCurrentIndex(self.frequency.findData(self._basis.every or self._target.every))
        self.frequency.setToolTip("不是按月填报的，只在季末、6月和12月、12月要求填报，其他月份可不填。")
        self.published = QLineEdit(self._basis.published, self)
        self.published.setPlaceholderText("如2026年3月")
        self.short = QLineEdit(self._basis.short, self)
        self.phrase = QLineEdit(phrase_shown(self._basis.phrase), self)
        rows: list[tuple[str, QWidget, bool]] = [
            ("填报频次", self.frequency, True),
            ("预计公布", self.published, self._target.traits.is_published),
        ]
        if isinstance(self._target, Indicator):
            self.short.setPlaceholderText(self._target.short or self._target.name)
            self.phrase.setPlaceholderText(phrase_shown(self._target.phrase))
            self.phrase.setToolTip(phrase_shown(f"报告里怎样说这个指标，如“新增企业{{}}”；{PHRASE_HINT}"))
        is_told = isinstance(self._target, Indicator) and not self._target.traits.is_staged
        rows.append(("简称", self.short, is_told))
        grid = QGridLayout()
        asked = [(words, box) for words, box, is_asked in rows if is_asked]
        for number, (words, box) in enumerate(asked):
            row, column = divmod(number, 2)
            grid.addWidget(self._label(words, box), row, 2 * column)
            grid.addWidget(box, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        if is_told:
            grid.addWidget(self._label("标准句", self.phrase), grid.rowCount(), 0)
            grid.addWidget(self.phrase, grid.rowCount() - 1, 1, 1, 3)
        for _words, box, is_asked in (*rows, ("", self.phrase, is_told)):
            box.setVisible(is_asked)
        self._layout.addLayout(grid)

    def _label(self, words: str, box: QWidget) -> QLabel:
        """What stands before an input: all inputs begin in one line."""
        label = QLabel(words, self)
        label.setMinimumWidth(em(self, LABEL_EMS))
        label.setBuddy(box)
        return label

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        buttons.button(kinds.Ok).setText("确定")
        buttons.button(kinds.Cancel).setText("取消")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def accept(self) -> None:
        if self.months is not None:
            self.months.flush()
        try:
            self.read()
        except CixiError as error:
            self.fault.setText(str(error))
            self.fault.show()
        else:
            super().accept()


class MonthTable(TextTable):
    """A column for each series, by its title, and a row for each month; blank cells are None."""

    def __init__(
        self, *, name: str, series: Mapping[str, Months], unit: str, parent: QWidget | None = None
    ) -> None:
        self._unit = unit
        titles = tuple(series)
        columns = (Column(field=title, head=title, is_figure=True) for title in titles)
        rows = (
            TextRow(str(n), f"{n}月", tuple("" if value is None else plain(value) for value in values))
            for n, values in enumerate(zip(*series.values(), strict=True), 1)
        )
        layout = TableLayout(columns=tuple(columns), read=self._parsed)
        super().__init__(name=name, layout=layout, rows=tuple(rows), parent=parent)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setTabKeyNavigation(False)

    def read(self, column: int) -> Months:
        """The series of a column; CixiError naming the first month that cannot be read."""
        title = self.texts.layout.columns[column].head
        for row, fault in sorted(
            (row, fault) for (row, at), fault in self.texts.faults.items() if at == column
        ):
            raise CixiError(f"{title}{row + 1}月：{fault}")
        texts = (row.cells[column] for row in self.texts.rows)
        return tuple(read_number(text, self._unit) if text else None for text in texts)

    def paste_block(self, block: Block) -> None:
        """A single row of figures, longer than the table is wide, becomes a column."""
        is_row = len(block) == 1 and len(block[0]) > len(self.texts.layout.columns)
        super().paste_block(tuple((cell,) for cell in block[0]) if is_row else block)

    def _parsed(self, _row: TextRow, _column: int, text: str) -> str:
        return plain(read_number(text, self._unit))


class StageInputs(QWidget):
    """Shows what ``basis`` sets for ``item``, which has the plan's own stages."""

    def __init__(self, *, item: Item, basis: Basis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item, self._basis = item, basis
        self.boxes: dict[str, ChoiceBox] = {}
        self.stages = QLineEdit(ARROW.join(basis.stages), self)
        self.stages.setPlaceholderText(ARROW.join(item.stages))
        self.stages.setAccessibleName("依次填写阶段，用顿号隔开")
        self.usual = ChoiceBox(parent=self)
        self.usual.setAccessibleName(TAKE_OVER)
        self.usual.addItems([TAKE_OVER, *SUGGESTED])
        self._form = QFormLayout()
        row = QHBoxLayout()
        row.addWidget(self.stages, 1)
        row.addWidget(self.usual)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addLayout(self._form)
        own = replace(item, stages=basis.stages or item.stages)
        self._show_months(own.stages, dict(zip(own.stages, stage_months(own, basis), strict=True)))
        self.stages.editingFinished.connect(self._adopt)
        self.usual.activated.connect(self._take_over)

    def read(self) -> Basis:
        """The basis with these stages and months; CixiError if they cannot be so."""
        own = read_stages(self._item, self.stages.text())
        self._adopt()
        item = replace(self._item, stages=own or self._item.stages)
        months = [self.boxes[stage].currentIndex() or None for stage in item.stages]
        return replace(self._basis, stages=own, pace_plan=stage_plan(item, months))

    def _take_over(self, place: int) -> None:
        """Put the usual stages of that kind into the line, to be changed there."""
        if place:
            self.stages.setText(SUGGESTED[self.usual.itemText(place)])
            self.usual.setCurrentIndex(0)
            self._adopt()

    def _adopt(self) -> None:
        """Ask the month of every stage in the line; those that stay keep theirs."""
        try:
            stages = read_stages(self._item, self.stages.text()) or self._item.stages
        except CixiError:
            return
        if stages != tuple(self.boxes):
            self._show_months(stages, {stage: box.currentIndex() for stage, box in self.boxes.items()})

    def _show_months(self, stages: Sequence[str], planned: Mapping[str, int | None]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self.boxes = {}
        for number, stage in enumerate(stages, 1):
            box = ChoiceBox(parent=self)
            box.addItems([UNPLANNED, *(f"{each}月底前" for each in range(1, MONTHS + 1))])
            box.setCurrentIndex(planned.get(stage) or 0)
            box.setAccessibleName(f"第{number}阶段“{stage}”的计划月份")
            self.boxes[stage] = box
            self._form.addRow(f"{number}.{stage}", box)
