"""The head of a task's form: section, title, light, how much still waits, and 本月无变化."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cixi_desktop.plan import HEADLINE
from cixi_desktop.wording.form import closed_words, task_words
from cixi_desktop.wording.words import fullwidth_punctuation
from ui.entry.readout import LightBadge
from ui.style.choosers import QuietButton
from ui.style.form_style import mark, scaled

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.plan import Section, Task
    from ui.entry.form_signals import FormSignals


UNCHANGED_TIP = (
    "尚未填报的各项：数量记为0，阶段和名单沿用上期，公布数据记为“本期无数据”，"
    "文字沿用上期。已经填写的不变，可以撤销。"
)


class TaskHead(QWidget):
    """Section and title; beside them what is asked for; below, who answers, and why nothing can be typed."""

    def __init__(self, *, section: Section, task: Task, signals: FormSignals, parent: QWidget) -> None:
        super().__init__(parent)
        self._task = task
        is_headline = task.id == HEADLINE
        self._section = QLabel(self)
        self._section.setText(
            "总体" if is_headline else fullwidth_punctuation(f"{section.id}、{section.title}")
        )
        self._title = QLabel(self)
        self._title.setText(fullwidth_punctuation(task.title if is_headline else f"{task.id}. {task.title}"))
        self._title.setFont(scaled(self.font(), 1.45, is_bold=True))
        self.unchanged = QuietButton("本月无变化", self)
        self.unchanged.setAccessibleName(f"{task.title}：本月无变化")
        self.unchanged.setToolTip(UNCHANGED_TIP)
        self.unchanged.clicked.connect(lambda: signals.unchanged_requested.emit(task.id))
        mark(self.unchanged, "rank", "action")
        self.sample = QLabel("示例数据", self)
        self.counts = QLabel(self)
        self.responsibility = QLabel(self)
        self.responsibility.setWordWrap(True)
        self._badge = LightBadge(parent=self)
        self.banner = QLabel(self)
        self.banner.setWordWrap(True)
        self.banner.hide()
        for label, rank in (
            (self._section, "quiet"),
            (self.counts, "quiet"),
            (self.responsibility, "quiet"),
            (self.sample, "tag"),
        ):
            mark(label, "rank", rank)
        mark(self.banner, "rank", "banner")
        self._lay_out()

    def show_assessment(self, assessment: Assessment) -> None:
        """Show how the task stands: what the unit has to answer of it, if anything."""
        task = assessment.task(self._task.id)
        asked = task.only(assessment.asked_ids)
        light = (asked if asked.assessed else task).light
        self.banner.setText(closed_words(assessment))
        self.banner.setVisible(not assessment.is_open)
        self.sample.setVisible(assessment.is_sample)
        self._badge.show_light(light, light.value)
        self.counts.setText(task_words(task, asked))
        self.unchanged.setVisible(assessment.is_open)
        waits = bool(asked.open_count) or not task.narrative.progress_note
        self.unchanged.setEnabled(bool(asked.assessed) and waits)
        self.responsibility.setText(f"{task.responsibility.words}；{task.responsibility.deadline_words}")

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for widget in (self._title, self.sample):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(self.counts)
        line.addWidget(self._badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        above = QHBoxLayout()
        above.addWidget(self._section)
        above.addStretch()
        above.addWidget(self.unchanged)
        column.addLayout(above)
        column.addLayout(line)
        column.addWidget(self.responsibility)
        column.addSpacing(4)
        column.addWidget(self.banner)
