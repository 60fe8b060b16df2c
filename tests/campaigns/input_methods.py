"""Words begun in a real input method and left in every way there is: whether they are kept.

Needs Debian's xvfb, openbox, xdotool, dbus-x11, x11-utils, and ibus-libpinyin, fcitx5-chinese-addons, or
fcitx-pinyin with fcitx-ui-classic and fcitx-module-dbus. Of the two fcitx only one can be installed.
Usage: python tests/campaigns/input_methods.py ibus|fcitx4|fcitx5 [PART OF A CASE'S NAME]...
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from cixi_desktop.periods import month
from tests.campaigns.screen import SCREEN, Hand, Stage, play, run, start, start_method
from ui.grid.grid_view import GridView
from ui.style.ime import composed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from cixi_desktop.records.fields import Target

JUNE = month(2025, 6)
PINYIN = "xinzeng"
CLOSING = {"closing", "alt+F4"}
"""Not in 台账: a row that was not added goes with its dialog."""
EXPECTED = {"Escape": "", "space": "新增", "1": "新增", "Return": PINYIN}
"""What the input method makes of the keys that are meant for it."""


def begin_text(stage: Stage) -> None:
    stage.hand.ask(lambda: stage.window.way.go_to("8"))
    stage.begin(lambda: stage.named("进展情况"))


def begin_proof(stage: Stage) -> None:
    item = next(item for item in stage.workspace.plan.items if item.stages)
    stage.hand.ask(lambda: stage.window.session.type_field(item.id, "stage", item.stages[0]))
    stage.hand.ask(lambda: stage.window.way.go_to(item.task_id, item.id, is_to_type=True))
    stage.begin(lambda: stage.named("文号"))


def begin_cell(stage: Stage) -> None:
    stage.hand.ask(lambda: stage.window.way.show_view("grid"))
    time.sleep(0.5)
    stage.field = stage.hand.ask(lambda: cast("GridView", stage.window.findChild(GridView)))
    stage.hand.ask(stage.field.setFocus)


def begin_row(stage: Stage) -> None:
    stage.hand.ask(lambda: QTimer.singleShot(0, lambda: stage.window.dialogs.show_ledger("8-3")))
    stage.hand.wait(QApplication.activeModalWidget)
    stage.begin(lambda: stage.named("新增："))


PLACES: dict[str, Callable[[Stage], None]] = {
    "进展情况": begin_text,
    "文号": begin_proof,
    "查找": lambda stage: stage.begin(lambda: stage.window.tree.search),
    "表格": begin_cell,
    "台账": begin_row,
}


def press(keys: str) -> Callable[[Stage], None]:
    return lambda _stage: [run("xdotool", "key", key) for key in keys.split()].clear()


def click_button(words: str) -> Callable[[Stage], None]:
    def found(stage: Stage) -> QWidget:
        buttons = [w for w in QApplication.allWidgets() if isinstance(w, QAbstractButton) and w.isVisible()]
        return next(b for b in buttons if b.window() is stage.window and words in b.text())

    return lambda stage: stage.click(stage.hand.ask(lambda: found(stage)))


def click_other_field(stage: Stage) -> None:
    def found() -> QWidget:
        inputs = [w for w in QApplication.allWidgets() if isinstance(w, (QLineEdit, QPlainTextEdit))]
        shown = [w for w in inputs if w.isVisible() and w.isEnabled() and not w.visibleRegion().isEmpty()]
        return next(w for w in shown if w is not stage.field and w.window() is stage.field.window())

    stage.click(stage.hand.ask(found))


def click_tree(stage: Stage) -> None:
    rows = stage.window.tree.view.viewport()
    stage.click(rows, QPoint(60, rows.height() - 60))


def click_menu(stage: Stage) -> None:
    bar = stage.window.menuBar()
    stage.click(bar, stage.hand.ask(lambda: bar.actionGeometry(bar.actions()[1]).center()))


def click_closing(stage: Stage) -> None:
    """The button at the right of openbox's title bar."""
    frame = stage.hand.ask(stage.field.window().frameGeometry)
    run("xdotool", "mousemove", str(frame.right() - 10), str(frame.top() + 10), "click", "1")


def go_to_another_program(_stage: Stage) -> None:
    other = start("xmessage", "other")
    run("xdotool", "search", "--sync", "--name", "xmessage", "windowactivate", "--sync")
    other.terminate()


EVERYWHERE: dict[str, Callable[[Stage], None]] = {
    "other field": click_other_field,
    "same field": lambda stage: stage.click(stage.field, QPoint(20, 10)),
    "another program": go_to_another_program,
    "closing": click_closing,
    **{keys: press(keys) for keys in ("ctrl+v", "ctrl+a", "Home", "alt+F4", *EXPECTED, "BackSpace")},
}
IN_WINDOW: dict[str, Callable[[Stage], None]] = {
    **{words: click_button(words) for words in ("5月", "报送", "检查", "总览")},
    "tree row": click_tree,
    "menu": click_menu,
    **{keys: press(keys) for keys in ("ctrl+Prior", "ctrl+Next", "F1", "F6", "F7", "ctrl+1", "ctrl+2")},
    **{keys: press(keys) for keys in ("ctrl+3", "ctrl+s", "ctrl+z ctrl+shift+z", "ctrl+f", "alt+f")},
}


def kept(stage: Stage) -> str:
    """All words that June has, and those that stand in the fields of search and list."""
    content, plan = stage.workspace.content, stage.workspace.plan
    targets: tuple[Target, ...] = (*plan.indicators, *plan.items)
    narratives = [content.narrative(task.id, JUNE) for task in plan.tasks]
    entries = [content.entry(target.id, JUNE) for target in targets]
    found = [text for n in narratives for text in (n.progress_note, n.problems, n.next_steps)]
    found += [text for e in entries if e for text in (e.proof, *(draft for _, draft in e.drafts))]
    found += [stage.window.tree.search.text(), *(line.text() for line in new_row())]
    return "|".join(filter(None, found))


def new_row() -> list[QLineEdit]:
    """The inputs of the row of a list that is not added yet."""
    lines = [w for w in QApplication.allWidgets() if isinstance(w, QLineEdit)]
    return [line for line in lines if "新增：" in line.accessibleName()]


def forget_row() -> None:
    """Give up what stands in that row: its dialog asks before it closes."""
    QGuiApplication.inputMethod().reset()
    for line in new_row():
        line.clear()


def outcome(hand: Hand, place: str, way: str) -> str:
    """What becomes of a word that is begun at a place and left in a way."""
    stage = Stage(hand)
    PLACES[place](stage)
    run("xdotool", "type", "--delay", "40", PINYIN)
    word = stage.settled()
    {**EVERYWHERE, **IN_WINDOW}[way](stage)
    time.sleep(1)
    if way == "BackSpace":
        word = hand.ask(lambda: composed_in(stage.field))
    found = ""
    if place == "台账":
        found = hand.ask(lambda: kept(stage) + composed_in(stage.field))
        hand.ask(forget_row)
    stage.close()
    found = found or hand.ask(lambda: kept(stage))
    expected = EXPECTED.get(way, word)
    hand.ask(stage.window.deleteLater)
    if found == expected and word:
        return "kept"
    return f"{'LOST' if not found else 'OTHER'}: {word!r} became {found!r}"


def told(hand: Hand, place: str, way: str) -> str:
    """The same, or what was waited for in vain."""
    try:
        return outcome(hand, place, way)
    except (TimeoutError, subprocess.TimeoutExpired) as error:
        return f"FAILED: {error!r}"


def try_all(hand: Hand, wanted: list[str]) -> bool:
    """Try the cases whose names have one of the wanted parts, and say what became of each."""
    results: Counter[str] = Counter()
    for place in PLACES:
        ways = EVERYWHERE.keys() - CLOSING if place == "台账" else {**EVERYWHERE, **IN_WINDOW}
        for way in ways:
            name = f"{place}, {way}"
            if not wanted or any(part in name for part in wanted):
                said = told(hand, place, way)
                results[said.partition(":")[0]] += 1
                print(f"{name}: {said}", flush=True)
    print(dict(results))
    return set(results) == {"kept"}


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        start_method(sys.argv[2])
        sys.exit(play(lambda hand: try_all(hand, sys.argv[3:])))
    words = [*SCREEN, sys.executable, __file__, "--inside", *sys.argv[1:]]
    sys.exit(subprocess.run(words, stderr=subprocess.DEVNULL, check=False).returncode)
