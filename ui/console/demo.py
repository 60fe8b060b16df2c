"""The whole job on a sample year: data, workbook, page, pictures, then the window if there is a screen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cixi_desktop.actions.export import Identity, export_workbook, make_page
from cixi_desktop.actions.review import shown_bureau, together
from cixi_desktop.actions.sample import enter_sample, load_sample
from cixi_desktop.clock import local_time
from cixi_desktop.periods import month
from cixi_desktop.records.units import ALL_UNITS, UNASSIGNED
from cixi_desktop.settings import Settings
from cixi_desktop.workspace import Workspace
from resources import ROOT
from ui.console.console import say

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from cixi_desktop.periods import Period
    from ui.console.console import Console

SHOWN_MONTHS = (6, 12)
"""Months that outputs are made of: mid-year and year end."""
ACTOR = "示例"
PICTURES = {"overview": "总览", "entry": "填报", "8-1": "填报—任务8", "grid": "表格"}
OF_ONE_UNIT = {"entry", "8-1", "grid"}
"""Pictures of what one unit fills in; the others are of all units."""
PICTURE_SIZE = (1366, 768)


def enter_year(console: Console, folder: Path) -> Workspace:
    """A workspace over the sample year, entered month by month."""
    store = console.storage.sample(folder)
    workspace = Workspace(plan=console.plan, store=store, actor=ACTOR)
    sample = load_sample((ROOT / "samples" / f"{console.plan.year}.toml").read_text(encoding="utf-8"))
    for period in enter_sample(workspace, sample, tuple(console.plan.periods())):
        say(f"已填入{period.label}（示例数据）")
    say(f"数据：{folder}")
    return workspace


def _write_papers(workspace: Workspace, period: Period, out: Path) -> None:
    from ui.page.print_page import write_pdf

    now = local_time()
    found = shown_bureau(workspace, period, now.date())
    assessment, content, revision = together(workspace.store, found)
    identity = Identity(revision=revision, exported_at=now, actor=ACTOR)
    pattern = Settings().file_name_pattern
    workbook = export_workbook(assessment, content, identity, out=out, pattern=pattern, bureau=found)
    say(f"进展情况表：{workbook}")
    page = out / f"一页纸{period.label}.pdf"
    told = make_page(assessment, content, printed_at=now, found=found)
    write_pdf([told], page)
    say(f"一页纸：{page}")


def _demo(console: Console, arguments: argparse.Namespace) -> None:
    """Enter the sample year into ``out`` and make every output; an earlier sample year is made anew."""
    from ui.console.picture import prepare_offscreen, take_picture
    from ui.shell.application import has_screen, make_application, run_window

    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    folder = out / "data"
    workspace = enter_year(console, folder)
    if not has_screen(os.environ):
        prepare_offscreen()
    make_application()
    workspace.load(ALL_UNITS.id)
    for number in SHOWN_MONTHS:
        _write_papers(workspace, month(workspace.plan.year, number), out)
    shown = month(workspace.plan.year, SHOWN_MONTHS[0])
    sample = replace(console, folder=folder)
    for view, name in PICTURES.items():
        workspace.load(UNASSIGNED.id if view in OF_ONE_UNIT else ALL_UNITS.id)
        path = out / f"{name}.png"
        take_picture(sample, workspace, shown, view=view, size=PICTURE_SIZE, out=path)
        say(f"图片：{path}")
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        run_window(plan_file=console.plan_file, folder=folder, storage=console.storage, account=ACTOR)


COMMANDS = {"demo": _demo}
