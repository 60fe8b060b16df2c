"""Every command of the window as one table, and from it actions, menus and the tool bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QToolBar

from cixi_desktop.reports.report import kind_of
from resources import ROOT
from ui.style.choosers import LEDGER_KEY
from ui.style.form_style import mark
from ui.style.ime import keep_composed
from ui.style.style import as_typed, beside_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QKeyCombination
    from PySide6.QtWidgets import QMainWindow, QMenuBar, QWidget

    from ui.shell.editing_session import EditingSession

ICON_SIZE = 18
BESIDE_MENUS = 24
"""Pixels between the menus and the tool bar beside them."""
LONGEST_LABEL = 24
"""Characters of a step's label in the menu."""


def _always(_session: EditingSession) -> bool:
    return True


def _is_open(session: EditingSession) -> bool:
    return session.workspace is not None


def _is_of_unit(session: EditingSession) -> bool:
    return session.workspace is not None and not session.is_total


def _is_own(session: EditingSession) -> bool:
    return _is_of_unit(session) and not session.is_looked_at


def _is_month(session: EditingSession) -> bool:
    return _is_of_unit(session) and session.period.is_month


def _is_looked_at(session: EditingSession) -> bool:
    return session.period.is_month or session.is_total


def _is_entered(session: EditingSession) -> bool:
    return session.assessment is not None and session.assessment.is_open


def _has_report(session: EditingSession) -> bool:
    return _is_open(session) and kind_of(session.period) is not None


def _is_returned(session: EditingSession) -> bool:
    review = session.workspace.content.review(session.period) if session.workspace else None
    return review is not None and bool(review.reasons)


class Command(Struct, frozen=True, kw_only=True):
    """One command: its words, where it stands and when it is enabled.

    ``shortcut`` takes several keys with a semicolon between. ``is_first`` puts a line above it in its menu.
    """

    name: str
    text: str
    menu: str
    shortcut: str = ""
    icon: str = ""
    tip: str = ""
    is_checkable: bool = False
    is_first: bool = False
    is_enabled: Callable[[EditingSession], bool] = _is_open


DRAFTS_TIP = "用本月的数据、阶段和台账写出各任务的进展情况，先预览"
REPORT_TIP = "起草和修改月度通报、季度分析、半年总结、年度评价，导出Word、PDF"
EXPORT_TIP = "只导出，不登记报送；未报送的注明“草稿”"
TEMPLATE_TIP = "给没有安装本程序的单位，用WPS或Excel填写后交回"
FILE, EDIT, VIEW, SETTINGS, HELP = "文件(&F)", "编辑(&E)", "查看(&V)", "设置(&S)", "帮助(&H)"
BUREAU, PLAN = "汇总(&C)", "计划(&P)"
COMMANDS = (
    Command(
        name="save",
        text="立即保存(&S)",
        menu=FILE,
        shortcut="Ctrl+S",
        tip="填写后自动保存，一般不需要手动保存",
    ),
    Command(
        name="submit",
        text="报送(&T)…",
        menu=FILE,
        shortcut="Ctrl+Shift+S",
        icon="submit",
        tip="登记本次报送，生成校验码，导出进展情况表，打印一页纸",
        is_first=True,
        is_enabled=_is_own,
    ),
    Command(name="handed_in", text="报送记录(&H)…", menu=FILE, icon="journal", is_enabled=_is_month),
    Command(name="returned", text="打开退回表(&K)…", menu=FILE, is_enabled=_is_own),
    Command(name="reasons", text="退回意见(&J)…", menu=FILE, is_enabled=_is_returned),
    Command(
        name="export",
        text="导出进展情况表(&E)…",
        menu=FILE,
        shortcut="Ctrl+E",
        icon="export",
        tip=EXPORT_TIP,
        is_first=True,
    ),
    Command(name="template", text="导出空白填报表(&F)…", menu=FILE, tip=TEMPLATE_TIP, is_enabled=_is_month),
    Command(name="report", text="报告(&D)…", menu=FILE, tip=REPORT_TIP, is_enabled=_has_report),
    Command(name="print", text="打印一页纸(&P)…", menu=FILE, shortcut="Ctrl+P", icon="print"),
    Command(name="lock", text="锁定本月(&L)…", menu=FILE, is_first=True, is_enabled=_is_month),
    Command(
        name="folder",
        text="打开数据文件夹(&W)…",
        menu=FILE,
        tip="打开另一份计划或另一个单位的数据",
        is_first=True,
    ),
    Command(name="backup", text="备份数据(&B)…", menu=FILE, icon="backup", is_first=True),
    Command(name="restore", text="备份和恢复(&R)…", menu=FILE),
    Command(name="quit", text="退出(&Q)", menu=FILE, shortcut="Ctrl+Q", is_first=True, is_enabled=_always),
    Command(
        name="undo",
        text="撤销(&U)",
        menu=EDIT,
        shortcut="Ctrl+Z",
        icon="undo",
        is_enabled=lambda session: bool(session.undo_label),
    ),
    Command(
        name="redo",
        text="重做(&R)",
        menu=EDIT,
        shortcut="Ctrl+Y; Ctrl+Shift+Z",
        icon="redo",
        is_enabled=lambda session: bool(session.redo_label),
    ),
    Command(
        name="find",
        text="查找指标、事项(&F)",
        menu=EDIT,
        shortcut="Ctrl+F",
        icon="find",
        is_first=True,
        is_enabled=_always,
    ),
    Command(name="next_open", text="下一项待填报(&N)", menu=EDIT, shortcut="F8"),
    Command(name="checks", text="检查本月填报(&C)", menu=EDIT, shortcut="F7", icon="checks"),
    Command(
        name="unchanged",
        text="本月无变化（全部任务）(&M)…",
        menu=EDIT,
        shortcut="Ctrl+M",
        is_first=True,
        is_enabled=_is_entered,
    ),
    Command(
        name="drafts",
        text="按数据起草（全部任务）(&W)…",
        menu=EDIT,
        shortcut="Ctrl+R",
        tip=DRAFTS_TIP,
        is_enabled=_is_entered,
    ),
    Command(
        name="entry",
        text="填报(&1)",
        menu=VIEW,
        shortcut="Ctrl+1",
        is_checkable=True,
        is_enabled=_is_looked_at,
    ),
    Command(
        name="overview", text="总览(&2)", menu=VIEW, shortcut="Ctrl+2", is_checkable=True, is_enabled=_always
    ),
    Command(
        name="grid",
        text="表格(&3)",
        menu=VIEW,
        shortcut="Ctrl+3",
        is_checkable=True,
        is_enabled=_is_looked_at,
    ),
    Command(
        name="large", text="会议大屏(&M)", menu=VIEW, shortcut="F11", tip="全屏显示，供开会时看；Esc退出"
    ),
    Command(name="fold_tree", text="收起或展开目录(&T)", menu=VIEW, shortcut="F9", is_enabled=_always),
    Command(
        name="adopt_count",
        text="采用台账数(&D)",
        menu=EDIT,
        shortcut="Ctrl+Shift+L",
        tip="将当前指标或事项的填报数改为台账统计数",
        is_enabled=lambda session: (
            _is_own(session) and any(issue.remedy for found in session.issues.values() for issue in found)
        ),
    ),
    Command(
        name="ledger",
        text="台账(&L)…",
        menu=VIEW,
        shortcut=LEDGER_KEY,
        icon="ledger",
        tip="查看、登记当前指标或事项的台账",
        is_first=True,
        is_enabled=_is_of_unit,
    ),
    Command(
        name="back", text="上一期(&B)", menu=VIEW, shortcut="Ctrl+PgUp", is_first=True, is_enabled=_always
    ),
    Command(name="forth", text="下一期(&N)", menu=VIEW, shortcut="Ctrl+PgDown", is_enabled=_always),
    Command(
        name="next_pane", text="切换区域(&W)", menu=VIEW, shortcut="F6", is_first=True, is_enabled=_always
    ),
    Command(
        name="journal", text="修改记录(&J)…", menu=VIEW, shortcut="Ctrl+J", icon="journal", is_first=True
    ),
    Command(
        name="desk",
        text="各单位报送情况(&U)…",
        menu=BUREAU,
        shortcut="Ctrl+4",
        icon="unit",
        tip="接收、退回、催报、核定、汇总各单位报送的表",
    ),
    Command(
        name="total",
        text="全部单位(&A)",
        menu=BUREAU,
        shortcut="Ctrl+5",
        tip="查看全部单位的汇总，再按一次回到本单位",
        is_checkable=True,
    ),
    Command(
        name="sources",
        text="数据来源(&S)…",
        menu=BUREAU,
        shortcut="Ctrl+D",
        tip="当前指标、事项由哪些单位填报，以哪个数为准",
        is_enabled=lambda session: session.is_total,
    ),
    Command(
        name="correct",
        text="更正(&R)…",
        menu=BUREAU,
        tip="在所查看的单位中改当前指标、事项的数，写明理由",
        is_enabled=lambda session: session.is_looked_at and session.period.is_month,
    ),
    Command(
        name="import",
        text="接收文件(&I)…",
        menu=BUREAU,
        shortcut="Ctrl+I",
        tip="也可以把文件或文件夹拖到窗口上",
    ),
    Command(
        name="new_plan", text="从文件建立工作计划(&N)…", menu=PLAN, tip="读取工作要点等文件，逐项核对后采用"
    ),
    Command(
        name="adjust",
        text="目标调整(&T)…",
        menu=PLAN,
        tip="从某月起换一个目标值，此前各月不变",
        is_first=True,
    ),
    Command(name="turn", text="承接上年(&Y)…", menu=PLAN, tip="新一年的计划接过上年的分工、年末数和各月数"),
    Command(
        name="export_plan",
        text="导出任务分解表(&E)…",
        menu=PLAN,
        tip="计划、单位、分工、时限和各月计划，发给各单位",
        is_first=True,
    ),
    Command(name="import_plan", text="接受任务分解表(&I)…", menu=PLAN, tip="也可以把任务分解表拖到窗口上"),
    Command(name="unit", text="单位和填报人(&U)…", menu=SETTINGS, icon="unit"),
    Command(name="bureau", text="单位和分工(&D)…", menu=SETTINGS),
    Command(name="rules", text="亮灯规则(&L)…", menu=SETTINGS, icon="rules", is_first=True),
    Command(name="basis", text="指标和事项口径(&B)…", menu=SETTINGS, shortcut="Ctrl+B", icon="basis"),
    Command(name="interpretations", text="口径问题和月度计划(&K)…", menu=SETTINGS),
    Command(name="settings", text="选项(&N)…", menu=SETTINGS, icon="settings", is_first=True),
    Command(name="help", text="使用说明(&H)", menu=HELP, shortcut="F1", icon="help", is_enabled=_always),
    Command(name="machine", text="检查本机(&C)…", menu=HELP),
    Command(name="about", text="关于(&A)…", menu=HELP, icon="about", is_enabled=_always),
)
MENUS = (FILE, EDIT, VIEW, BUREAU, PLAN, SETTINGS, HELP)
TOOL_BAR = (
    "entry",
    "overview",
    "grid",
    "",
    "undo",
    "redo",
    "",
    "checks",
    "submit",
    "export",
    "print",
)
"""What the tool bar shows; “” is a line."""
VIEWS = ("entry", "overview", "grid")
"""One of them is open."""


class Commands(QObject):
    """The actions of the table, bound to the window's slots."""

    def __init__(self, *, slots: Mapping[str, Callable[[], object]], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = {command.name: self._make(command, slots[command.name]) for command in COMMANDS}
        self._bar: QToolBar | None = None
        views = QActionGroup(self)
        for name in VIEWS:
            views.addAction(self._actions[name])

    def action(self, name: str) -> QAction:
        """The action of that name."""
        return self._actions[name]

    def press(self, keys: QKeyCombination) -> None:
        """Do what these keys do, if anything."""
        for action in self._actions.values():
            if QKeySequence(keys) in action.shortcuts():
                action.trigger()

    def fill_menus(self, bar: QMenuBar) -> None:
        """Put every command into its menu."""
        for title in MENUS:
            menu = bar.addMenu(title)
            for command in COMMANDS:
                if command.menu == title:
                    if command.is_first:
                        menu.addSeparator()
                    menu.addAction(self._actions[command.name])

    def make_tool_bar(self, parent: QWidget) -> QToolBar:
        """A tool bar of the most used commands."""
        bar = QToolBar("常用操作", parent)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setIconSize(QSize(1, 1) * beside_text(bar, ICON_SIZE))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for name in TOOL_BAR:
            if name:
                bar.addAction(self._actions[name])
                bar.widgetForAction(self._actions[name]).setFocusPolicy(Qt.FocusPolicy.TabFocus)
            else:
                bar.addSeparator()
        self._bar = bar
        return bar

    def place_tool_bar(self, window: QMainWindow) -> None:
        """Beside the menus where there is room for both, else in a row of its own."""
        bar, menus = self._bar, window.menuBar()
        if bar is None:
            return
        needed = menus.actionGeometry(menus.actions()[-1]).right() + bar.sizeHint().width() + BESIDE_MENUS
        is_beside = needed <= window.width()
        if is_beside == (menus.cornerWidget() is bar):
            return
        if is_beside:
            window.removeToolBar(bar)
            menus.setCornerWidget(bar)
        else:
            menus.setCornerWidget(None)  # type: ignore[arg-type]
            window.addToolBar(bar)
        mark(menus, "rank", "beside" if is_beside else "")
        bar.show()

    def refresh(self, session: EditingSession) -> None:
        """Enable what can be done now, and name what undo and redo would do."""
        for command in COMMANDS:
            self._actions[command.name].setEnabled(command.is_enabled(session))
        _name_step(self._actions["undo"], "撤销", "(&U)", session.undo_label)
        _name_step(self._actions["redo"], "重做", "(&R)", session.redo_label)
        self._actions["total"].setChecked(session.is_total)
        self._show_next(is_submit=session.is_complete)
        is_locked = session.assessment is not None and session.assessment.lock.is_locked
        self._actions["lock"].setText("解锁本月(&L)…" if is_locked else "锁定本月(&L)…")

    def _show_next(self, *, is_submit: bool) -> None:
        """报送 is the blue button once everything is there."""
        action = self._actions["submit"]
        action.setIcon(_icon("submit_next" if is_submit else "submit"))
        if self._bar is not None:
            mark(self._bar.widgetForAction(action), "rank", "next" if is_submit else "")

    def show_view(self, name: str) -> None:
        """Mark the view that is open."""
        self._actions[name].setChecked(True)

    def _make(self, command: Command, slot: Callable[[], object]) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        action.setIconText(_plain(command.text))
        action.setCheckable(command.is_checkable)
        action.setShortcuts([QKeySequence.fromString(key) for key in command.shortcut.split("; ") if key])
        action.setToolTip(_tip(command))
        if command.icon:
            action.setIcon(_icon(command.icon))
        action.triggered.connect(lambda _is_checked: _carry_out(slot))
        return action


def _icon(name: str) -> QIcon:
    return QIcon(str(ROOT / "icons" / f"{name}.svg"))


def _carry_out(slot: Callable[[], object]) -> None:
    """No command, whatever it does, loses a word that is being composed."""
    keep_composed()
    slot()


def _plain(text: str) -> str:
    """The words without mnemonic and dots."""
    return text.partition("(&")[0].rstrip("…")


def _tip(command: Command) -> str:
    keys = command.shortcut.replace("; ", "、")
    words = f"{_plain(command.text)}（{keys}）" if keys else _plain(command.text)
    return f"{words}：{command.tip}" if command.tip else words


def _name_step(action: QAction, verb: str, mnemonic: str, label: str) -> None:
    short = label if len(label) <= LONGEST_LABEL else f"{label[:LONGEST_LABEL]}…"
    action.setText(f"{verb}{mnemonic}：{short}" if label else f"{verb}{mnemonic}")
    action.setIconText(verb)
    keys = "、".join(key.toString() for key in action.shortcuts())
    action.setToolTip(as_typed(f"{verb}：{label}（{keys}）") if label else f"没有可{verb}的操作")
