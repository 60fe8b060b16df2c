"""Make the manual's pictures anew: the real window and its dialogs over the sample year, on a day in June.

Usage: .venv/bin/python tools/make_pictures.py
The sample year is made first, which takes a while.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cixi_desktop import clock  # noqa: E402

DAY = datetime(2025, 6, 24, 9, 30)  # noqa: DTZ001  the day before the reports are due
clock.local_time = lambda: DAY  # before anyone takes it over

from cixi_desktop.actions.breakdown import export_breakdown, inspect_breakdown  # noqa: E402
from cixi_desktop.actions.turn import turn_rows  # noqa: E402
from cixi_desktop.periods import month  # noqa: E402
from cixi_desktop.planfile import load_plan  # noqa: E402
from cixi_desktop.workspace import Workspace  # noqa: E402
from db.storage import STORAGE  # noqa: E402
from main import PLAN  # noqa: E402
from ui.console.console import Console  # noqa: E402
from ui.console.demo import enter_year  # noqa: E402
from ui.console.picture import prepare_offscreen  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

PICTURES = ROOT / "resources" / "help" / "pictures"
SIZE = (1040, 640)
"""As the manual shows them: at their own size, so that they can be read."""
VIEWS = {"entry": ("8", "8-1"), "overview": ("总体", "H-3"), "grid": ("8", "8-1")}
"""Each with the task and the figure that it shows."""
COMMANDS = {"submit": "submit", "print": "page", "desk": "desk"}
"""Commands that open a dialog of the window, and the picture's name."""
WAY = (
    ("填报人", ("填报、检查", "报送\n生成校验码", "打印一页纸\n签字", "表和纸\n一并交办公室")),
    ("办公室", ("退回\n导出退回表", "确认接收\n开具回执", "核对、核定\n汇总", "接收文件\n先预览")),
)
"""What each does in a month; the second row is read from the right."""
RETURNED = WAY[1][1][0]
SETTLED_MS = 1500
COLOURS = 256
"""Enough for the window: grounds and lights are among the most frequent."""


def main() -> int:
    """Make every picture."""
    prepare_offscreen()
    with TemporaryDirectory() as nowhere:
        console = Console(plan_file=PLAN, folder=Path(nowhere), storage=STORAGE, actor="示例")
        enter_year(console, Path(nowhere) / "data")
        for path in (*_window(Path(nowhere) / "data"), *_dialogs(Path(nowhere) / "data"), _way()):
            _shrink(path)
    return 0


def _shrink(path: Path) -> None:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    found = sorted(picture.getcolors(picture.width * picture.height) or (), reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in found for part in cast("tuple[int, int, int]", colour)])
    small = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


def _window(data: Path) -> Iterator[Path]:
    """June of the unit that leads task 8: the three views, and what the commands open."""
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
        window.outputs.folder = Path("/media/U盘")  # not that of whoever makes the pictures
        for name, place in VIEWS.items():
            window.way.go_to(*place, is_to_type=True)
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
        turn = TurnDialog(rows=turn_rows(later, plan), years=(2025, 2026), ticked={})
        file = Path(nowhere) / "表.xlsx"
        export_breakdown(office, file, DAY)
        fresh = Workspace(plan=plan, store=STORAGE.open(Path(nowhere) / "fresh"), actor="")
        breakdown = BreakdownDialog(offer=inspect_breakdown(fresh, file.read_bytes()))
        sizes = {"adjust": (660, 570), "turn": (1080, 480), "breakdown": (760, 480)}
        for name, dialog in (("adjust", adjust), ("turn", turn), ("breakdown", breakdown)):
            dialog.show()
            dialog.resize(*sizes[name])
            yield _kept_as(dialog, name)
            dialog.close()


def _way() -> Path:
    """The way of a month through both hands, and back where something is to be mended."""
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtWidgets import QApplication

    from ui.style.palette import SURFACE

    picture = QPixmap(1000, 250)
    picture.fill(SURFACE)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(QApplication.font())
        _draw_steps(painter)
        _draw_arrows(painter)
    path = PICTURES / "way.png"
    picture.save(str(path))
    return path


def _draw_steps(painter: QPainter) -> None:
    from PySide6.QtCore import QPointF, QRectF, Qt
    from PySide6.QtGui import QPen

    from ui.style.palette import ACCENT, ACCENT_SOFT, INK, TONES

    for row, (who, steps) in enumerate(WAY):
        top = 30 + 120 * row
        painter.setPen(INK)
        painter.drawText(QPointF(20, top + 32), who)
        for column, step in enumerate(steps):
            box = QRectF(110 + 222 * column, top, 190, 54)
            is_back = step in RETURNED
            painter.setPen(QPen(TONES["yellow"].strong if is_back else ACCENT, 1.5))
            painter.setBrush(TONES["yellow"].soft if is_back else ACCENT_SOFT)
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(INK)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, step)


def _draw_arrows(painter: QPainter) -> None:
    from PySide6.QtCore import QPointF

    for column in range(3):
        _draw_arrow(painter, (302 + 222 * column, 57), (330 + 222 * column, 57))
    _draw_arrow(painter, (871, 86), (871, 148))
    for column in (2, 1):
        _draw_arrow(painter, (328 + 222 * column, 177), (304 + 222 * column, 177))
    _draw_arrow(painter, (649, 206), (649, 230), (205, 230), (205, 207))
    painter.drawText(QPointF(390, 225), "有要修改的")
    _draw_arrow(painter, (205, 148), (205, 86))
    painter.drawText(QPointF(213, 122), "按意见修改")


def _draw_arrow(painter: QPainter, *points: tuple[int, int]) -> None:
    """A line through the points with a head at the last; the pen is that of words again."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPen, QPolygonF

    from ui.style.palette import ACCENT, INK

    way = [QPointF(*point) for point in points]
    end, before = way[-1], way[-2]
    back = (before - end) * (9 / max(abs(end.x() - before.x()), abs(end.y() - before.y())))
    side = QPointF(-back.y(), back.x()) * 0.5
    painter.setPen(QPen(ACCENT, 2))
    painter.drawPolyline(QPolygonF(way))
    painter.drawPolyline(QPolygonF([end + back + side, end, end + back - side]))
    painter.setPen(INK)


if __name__ == "__main__":
    sys.exit(main())
