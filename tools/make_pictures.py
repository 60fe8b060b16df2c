"""Make the manual's pictures anew: the real window and its dialogs over the sample year.

Usage: .venv/bin/python tools/make_pictures.py [FOLDER OF A SAMPLE YEAR]
Without a folder the sample year is made first, which takes a while.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cixi_desktop.actions.breakdown import export_breakdown, inspect_breakdown  # noqa: E402
from cixi_desktop.actions.turn import turn_rows  # noqa: E402
from cixi_desktop.clock import local_time  # noqa: E402
from cixi_desktop.periods import month  # noqa: E402
from cixi_desktop.planfile import load_plan  # noqa: E402
from cixi_desktop.workspace import Workspace  # noqa: E402
from db.storage import STORAGE  # noqa: E402
from ui.console.picture import prepare_offscreen  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

PICTURES = ROOT / "resources" / "help" / "pictures"
SIZE = (1040, 640)
"""As the manual shows them: at their own size, so that they can be read."""
COMMANDS = {"submit": "submit", "print": "page", "desk": "desk"}
"""Commands that open a dialog of the window, and the picture's name."""
SETTLED_MS = 1500
COLOURS = 256
"""Enough for the window: lights keep their colours, as those that lie furthest apart are kept first."""


def main(words: list[str]) -> int:
    """Make every picture."""
    data = Path(words[0]) if words else _sample_year()
    prepare_offscreen()
    for path in (*_window(data), *_dialogs(data)):
        _shrink(path)
    return 0


def _shrink(path: Path) -> None:
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


def _window(data: Path) -> Iterator[Path]:
    """June of the unit that leads task 8: the three views, and what the commands open."""
    from main import PLAN
    from ui.shell import application

    _kept = application.make_application()
    with TemporaryDirectory() as nowhere:
        folder = Path(copytree(data, Path(nowhere) / "data"))
        (folder / "window.ini").touch()  # else it is the first start, which looks at the computer
        window = application.make_window(folder, STORAGE, "示例")
        window.painted.connect(lambda: application.open_plan(window, PLAN))
        opened: list[object] = []
        window.opened.connect(opened.append)
        window.show()
        while not opened:
            _settle()
        window.take_size(*SIZE)
        workspace = window.session.workspace
        units = workspace.units() if workspace is not None else ()
        window.session.choose_unit(next(unit.id for unit in units if "高新" in unit.name))
        window.session.set_period(month(2025, 6))
        window.way.go_to("8", "8-1", is_to_type=True)
        for name in ("entry", "overview", "grid"):
            window.way.show_view(name)
            _settle()
            yield _kept_as(window, name)
        for command, name in COMMANDS.items():
            yield _opened_by(window.commands.action(command).trigger, name)
        window.close()


def _opened_by(start: Callable[[], object], name: str) -> Path:
    """A picture of the dialog that a command opens, which is closed."""
    from PySide6.QtCore import QSize, QTimer
    from PySide6.QtWidgets import QApplication

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.resize(dialog.size().boundedTo(QSize(*SIZE)))
            _settle()
            _kept_as(dialog, name)
            dialog.close()

    QTimer.singleShot(SETTLED_MS, take)
    start()
    return PICTURES / f"{name}.png"


def _kept_as(widget: QWidget, name: str) -> Path:
    path = PICTURES / f"{name}.png"
    widget.grab().save(str(path))
    return path


def _settle() -> None:
    """Wait for what comes a picture or two after the figures."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(SETTLED_MS, loop.quit)
    loop.exec()


def _dialogs(data: Path) -> Iterator[Path]:
    """目标调整 in July, 承接上年 into a plan of the same words, and a 任务分解表 in an empty folder."""
    from ui.plan.adjust_dialog import AdjustDialog
    from ui.plan.breakdown_dialog import BreakdownDialog
    from ui.plan.turn_dialog import TurnDialog
    from ui.shell.application import make_application

    _kept = make_application()
    plan = load_plan((ROOT / "resources" / "plans" / "2025.toml").read_text(encoding="utf-8"))
    with TemporaryDirectory() as nowhere:
        folder = Path(nowhere) / "data"
        copytree(data, folder)
        office = Workspace(plan=plan, store=STORAGE.open(folder), actor="办公室")
        adjust = AdjustDialog(workspace=office, target_id="H-3", period=month(2025, 7))
        adjust.target.setText("130")
        adjust.reason.setText("上级下达任务调整")
        adjust.paper.setText("慈科〔2025〕15号")
        later = Workspace(plan=replace(plan, year=2026), store=office.store, actor="", shipped=plan)
        turn = TurnDialog(rows=turn_rows(later, plan), years=(2025, 2026))
        file = Path(nowhere) / "表.xlsx"
        export_breakdown(office, file, local_time())
        fresh = Workspace(plan=plan, store=STORAGE.open(Path(nowhere) / "fresh"), actor="")
        breakdown = BreakdownDialog(offer=inspect_breakdown(fresh, file.read_bytes()))
        sizes = {"adjust": 660, "turn": 1080, "breakdown": 760}
        for name, dialog in (("adjust", adjust), ("turn", turn), ("breakdown", breakdown)):
            dialog.show()
            dialog.resize(sizes[name], 480)
            yield _kept_as(dialog, name)
            dialog.close()


def _sample_year() -> Path:
    out = ROOT / "build" / "demo"
    _run("demo", "--out", str(out))
    return out / "data"


def _run(*words: str) -> None:
    subprocess.run([sys.executable, str(ROOT / "main.py"), *words], check=True)  # noqa: S603  our own program


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
