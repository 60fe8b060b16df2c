"""The look of the window as a whole: Qt's palette, the style sheet, and how large a dialog may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette, Qt

from resources import ROOT
from ui.style.palette import (
    ACCENT,
    ACCENT_SOFT,
    FAINT,
    FOCUS,
    FOCUS_ON_ACCENT,
    GROUND,
    HOVER,
    INK,
    LINE,
    MUTED,
    SURFACE,
    TONES,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QWidget


POINT_SIZE, LARGEST_SIZE = 10.0, 18.0
"""Size of the text in points: ours, and the most where the desktop wants more."""
_LARGER = {"@heading_size": 1.2, "@step_size": 1.6, "@period_size": 1.8}
"""Sizes beside that of the text."""


def point_size(desktop: float) -> float:
    """The size of the text on a desktop whose own is ``desktop``: no smaller than ours."""
    return min(max(desktop, POINT_SIZE), LARGEST_SIZE)


def as_typed(words: str) -> str:
    """Words for a tip: those that Qt would take for HTML are shown as they were typed, and load nothing."""
    from html import escape

    if not Qt.mightBeRichText(words):
        return words
    return f"<qt>{escape(words)}</qt>".replace("\n", "<br>")


def qt_palette() -> QPalette:
    """The colours of everything that the style draws by itself."""
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: GROUND,
        role.WindowText: INK,
        role.Base: SURFACE,
        role.AlternateBase: GROUND,
        role.Text: INK,
        role.PlaceholderText: MUTED,
        role.Button: SURFACE,
        role.ButtonText: INK,
        role.ToolTipBase: SURFACE,
        role.ToolTipText: INK,
        role.Highlight: ACCENT,
        role.HighlightedText: SURFACE,
        role.Link: TONES["blue"].text,
        role.Accent: ACCENT,
    }
    for name, colour in colours.items():
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, FAINT)
    return palette


def style_sheet(points: float = POINT_SIZE) -> str:
    """The rules for frame, header, menus, buttons and lists, where the text has this size."""
    template = _FRAME + _BUTTONS + _INPUTS + _LISTS
    for name, factor in _LARGER.items():
        template = template.replace(name, f"{points * factor:g}pt")
    return _css(template)


def _icon(name: str) -> str:
    return (ROOT / "icons" / f"{name}.svg").as_posix()


def _css(template: str) -> str:
    """The template with the palette's colours in place of @names."""
    for name, colour in sorted(_NAMES.items(), reverse=True):
        template = template.replace(f"@{name}", colour.name())
    return template


_NAMES: dict[str, QColor] = {
    "accent": ACCENT,
    "accent_soft": ACCENT_SOFT,
    "faint": FAINT,
    "focus": FOCUS,
    "focus_on_accent": FOCUS_ON_ACCENT,
    "ground": GROUND,
    "handle": QColor("#c3cbd5"),
    "hover": HOVER,
    "ink": INK,
    "line": LINE,
    "muted": MUTED,
    "surface": SURFACE,
    "green": TONES["green"].text,
    "red": TONES["red"].text,
    "red_soft": TONES["red"].soft,
    "yellow": TONES["yellow"].text,
    "yellow_soft": TONES["yellow"].soft,
    "yellow_strong": TONES["yellow"].strong,
    "blue": TONES["blue"].text,
    "blue_soft": TONES["blue"].soft,
}

_FRAME = """
QMenuBar { background: @surface; }
QMenuBar[rank="beside"] { border-bottom: 1px solid @line; }
QMenuBar::item { background: transparent; padding: 4px; }
QMenuBar[rank="beside"]::item { padding: 13px 4px 11px; }
QMenuBar::item:selected { background: @accent_soft; }
QMenuBar QToolBar { border: none; border-bottom: 1px solid @line; padding: 0 8px; }
QToolBar {
    background: @surface; border: none; border-bottom: 1px solid @line; padding: 1px 8px; spacing: 4px;
}
QToolBar::separator { width: 1px; background: @line; margin: 4px 6px; }
#header { background: @surface; border: none; border-bottom: 1px solid @line; }
#period { font-size: @period_size; font-weight: bold; color: @accent; }
#banner { background: @yellow_soft; color: @yellow; padding: 4px 12px; font-weight: bold; }
#look_band { background: @accent; }
#look_band QLabel { color: @surface; font-weight: bold; }
#due, #progress, #kept, #hint { color: @muted; }
#hint[mood="bad"] { color: @red; }
#state { color: @muted; background: @ground; border-radius: 4px; padding: 1px 8px; }
#due[mood="late"], #kept[mood="bad"] { color: @red; }
#kept[mood="bad"] { font-weight: bold; }
#kept[mood="good"] { color: @green; }
#state[mood="busy"] { color: @blue; background: @blue_soft; }
#state[mood="good"] { color: @green; }
#state[mood="late"] { color: @yellow; background: @yellow_soft; }
#state[mood="locked"] { color: @yellow; background: @yellow_soft; }
#plan_tree { background: @surface; }
#next_card { background: @accent_soft; border-top: 1px solid @line; }
QSplitter::handle { background: @line; }
QSplitter::handle:focus { background: @focus; }
QToolTip { background: @surface; color: @ink; border: 1px solid @faint; padding: 4px; }
"""
_BUTTONS = """
QMessageBox #qt_msgbox_label, QMessageBox #qt_msgbox_informativelabel { min-width: 22em; }
QPushButton, QDialog QToolButton {
    background: @surface; color: @ink; border: 1px solid @faint; border-radius: 4px; padding: 4px 14px;
}
QFileDialog QToolButton { padding: 4px; }
QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QCheckBox, QRadioButton { border: 1px solid transparent; border-radius: 3px; padding: 1px 3px 1px 1px; }
QCheckBox:focus, QRadioButton:focus { border-color: @focus; }
QDialog QToolButton:focus { border: 2px solid @focus; padding: 3px 13px; }
QFileDialog QToolButton:focus { padding: 3px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton:hover { background: @hover; border-color: @accent; }
QPushButton:focus { border: 2px solid @focus; padding: 3px 13px; }
QPushButton:pressed { background: @accent_soft; }
QPushButton:default { background: @accent; color: @surface; border-color: @accent; }
QPushButton:default:focus { border: 3px solid @focus_on_accent; padding: 2px 12px; }
#way { text-align: left; }
QPushButton:disabled { color: @faint; border-color: @line; background: @ground; }
#unit { padding: 2px 10px; border-color: @line; }
QToolButton#legend { border: 1px solid transparent; background: transparent; padding: 1px 2px; }
QToolButton#legend:!checked { color: @muted; }
QToolButton#legend:hover { border-color: @accent; }
QToolButton#legend:focus { border-color: @focus; }
#unit[mood="past"] { color: @muted; }
#total { padding: 2px 10px; border-color: @line; }
#next_month { padding: 2px 10px; background: @yellow_soft; border-color: @yellow_strong; color: @yellow; }
#total:checked { background: @accent; border-color: @accent; color: @surface; }
#total:hover { border-color: @accent; }
#unit[mood="late"] { background: @yellow_soft; border-color: @yellow_strong; color: @yellow; }
#unit:hover { border-color: @accent; }
#unit:focus, #total:focus, #next_month:focus { border: 2px solid @focus; padding: 1px 9px; }
#step {
    border: 1px solid transparent; border-radius: 4px; color: @accent;
    font-size: @step_size; padding: 0 6px 2px 6px;
}
#month {
    border: 1px solid transparent; border-radius: 4px; padding: 2px 3px 3px 3px; color: @ink;
}
#month:checked { background: @accent; color: @surface; border-color: @accent; font-weight: bold; }
#step:hover, #month:hover:!checked, QToolBar QToolButton:hover { background: @accent_soft; }
#step:focus, #month:focus, QToolBar QToolButton:focus { border: 2px solid @focus; }
#step:disabled { color: @line; }
#month::menu-indicator, #choice::menu-indicator { width: 0; }
#choice { background: @surface; border: 1px solid @faint; border-radius: 4px; padding: 3px 8px; color: @ink; }
#choice:hover { border-color: @accent; background: @hover; }
#choice:checked { background: @accent_soft; border-color: @accent; }
#choice:focus { border: 2px solid @focus; padding: 2px 7px; }
QToolBar QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 3px 8px; color: @ink; }
QToolBar #qt_toolbar_ext_button { padding: 0; }
QToolBar QToolButton:checked { background: @accent; color: @surface; }
QToolBar QToolButton[rank="next"] { background: @accent; color: @surface; }
QToolBar QToolButton:disabled { color: @faint; }
"""
_INPUTS = f"""
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit {{
    background: @surface; border: 1px solid @faint; border-radius: 4px; padding: 3px 7px;
    selection-background-color: @accent; selection-color: @surface;
}}
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {{ border-color: @accent; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus {{
    border: 2px solid @focus; padding: 2px 6px;
}}
QPlainTextEdit:read-only {{ border-color: @line; }}
QPlainTextEdit:read-only:focus {{ border-color: @focus; }}
QComboBox:!editable {{ padding-left: 9px; }}
QComboBox:!editable:focus {{ padding-left: 8px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{
    image: url("{_icon("down")}"); width: 10px; height: 10px;
}}
QAbstractSpinBox::up-arrow {{ image: url("{_icon("up")}"); width: 10px; height: 10px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 18px; }}
QComboBox QAbstractItemView {{ border: 1px solid @faint; selection-background-color: @accent_soft;
    selection-color: @ink; padding: 2px; }}
#fault {{ color: @red; }}
#caution {{ color: @yellow; }}
#heading {{ font-size: @heading_size; font-weight: bold; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: @handle; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: @faint; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
"""
_LISTS = """
QTreeView, QListView, QTableView, QTextBrowser { border: none; background: @surface; }
QListView { border: 1px solid @faint; }
QWidget QListView { border: none; }
QComboBox QListView { border: 1px solid @faint; }
QDialog QTableView, QDialog QTreeView, QDialog QListView, QDialog QTextBrowser { border: 1px solid @line; }
QListView { outline: none; padding: 4px 8px; }
QListView::item { padding: 4px 0; border-radius: 4px; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected { background: @accent_soft; }
QDialog QTableView:focus, QDialog QTreeView:focus, QDialog QListView:focus, QDialog QTextBrowser:focus {
    border: 1px solid @focus;
}
#reading { border: 1px solid transparent; }
#reading:focus { border-color: @focus; }
QListView, QTableView, QTreeView { selection-color: @ink; }
QTableView { gridline-color: @line; outline: none; }
QTableView::item:focus { border: 2px solid @focus; }
#rows::item:focus { border: none; }
#rows::item:selected { border-top: 1px solid @accent; border-bottom: 1px solid @accent; }
QTableCornerButton::section { background: @ground; border: none; border-bottom: 1px solid @line; }
QHeaderView::section {
    background: @ground; color: @muted; border: none; border-bottom: 1px solid @line; padding: 4px 3px;
}
QHeaderView#grid_head::section { padding: 4px 6px; }
"""


HELP_TOPIC = "help_topic"
"""The property of a widget that names the heading of the manual which explains it."""


def explained_by(widget: QWidget, topic: str) -> None:
    """Have F1 open the manual at this heading while the focus is within the widget."""
    widget.setProperty(HELP_TOPIC, topic)


def topic_of(widget: QWidget | None, otherwise: str = "") -> str:
    """The heading that explains the widget, or the nearest one that it lies in."""
    while widget is not None:
        if topic := widget.property(HELP_TOPIC):
            return str(topic)
        widget = widget.parentWidget()
    return otherwise


BESIDE, ABOVE = 20, 60
"""Pixels of the screen that are left for the frame and the title."""


def beside_text(widget: QWidget, pixels: int) -> int:
    """What ``pixels`` beside a text of our own size are beside that of the widget."""
    return round(pixels * max(widget.fontInfo().pointSizeF() / POINT_SIZE, 1.0))


def limit_to_screen(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog this size beside a text of our own size, more where the text is larger or longer.

    A small or enlarged screen gives it what it has.
    """
    room = dialog.screen().availableSize()
    layout: QLayout | None = dialog.layout()
    wide = min(beside_text(dialog, width), room.width() - BESIDE)
    needed = layout.totalMinimumHeightForWidth(wide) if layout is not None else 0
    dialog.resize(wide, min(max(beside_text(dialog, height), needed), room.height() - ABOVE))
