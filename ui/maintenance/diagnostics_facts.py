"""Finding out about the computer what ``cixi_desktop.maintenance.diagnostics`` judges."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QLibraryInfo

from cixi_desktop.clock import utc_offset
from cixi_desktop.maintenance.diagnostics import ClockFacts, InputFacts, MachineFacts, PaperFace, PrinterFacts
from ui.maintenance.folder_lock import holder_of
from ui.style.fonts import SCREEN_FAMILIES, Role, font_used, is_own_face, screen_family
from ui.style.ime import INPUT_METHOD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from cixi_desktop.maintenance.diagnostics import FolderFacts
    from cixi_desktop.plan import Plan

_PLUGIN = re.compile(r"^(?:lib)?(\w+?)platforminputcontextplugin")
_PRINT_LIBRARY = "libcups.so.2"


class Faces(NamedTuple):
    """The faces in use, which only the main thread may ask for."""

    screen: str
    paper: tuple[PaperFace, ...]


def faces_in_use() -> Faces:
    """Of screen and paper."""
    paper = (PaperFace(role=role, family=font_used(role), is_own=is_own_face(role)) for role in Role)
    return Faces(screen_family(), tuple(paper))


def gather(
    faces: Faces,
    *,
    survey: Callable[[], FolderFacts],
    plan: Plan,
    last_saved: Callable[[], datetime | None],
    now: datetime,
) -> MachineFacts:
    """Everything that is looked at. Printers may take seconds to answer: meant for a worker thread."""
    found = survey()
    return MachineFacts(
        screen_face=faces.screen,
        is_screen_face_own=faces.screen in SCREEN_FAMILIES,
        paper_faces=faces.paper,
        input=input_facts(os.environ),
        printers=printer_facts(),
        folder=found,
        clock=ClockFacts(
            now=now,
            utc_offset=utc_offset(),
            last_saved=last_saved() if found.has_data else None,
            plan_year=plan.year,
            plan_date=plan.document.signed_on,
        ),
        holder=holder_of(Path(found.path)) if found.has_data else "",
    )


def input_facts(environment: Mapping[str, str], system: str = sys.platform) -> InputFacts:
    """What the session says of its input method, and which plug-ins Qt has."""
    if not system.startswith("linux"):
        return InputFacts(is_needed=False)
    named = environment.get("XMODIFIERS", "").removeprefix("@im=") or environment.get("QT_IM_MODULE", "")
    application = QCoreApplication.instance()
    running = application.property(INPUT_METHOD) if application is not None else None
    return InputFacts(is_needed=True, named=named, plugins=_plugins(), running=str(running or ""))


def printer_facts(system: str = sys.platform) -> PrinterFacts:
    """The printers of the system; on Linux Qt finds them through a library that may be missing."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names = tuple(QPrinterInfo.availablePrinterNames())
    can_print = bool(names) or not system.startswith("linux") or _has_library(_PRINT_LIBRARY)
    return PrinterFacts(can_print=can_print, names=names, default=QPrinterInfo.defaultPrinterName())


def _plugins() -> tuple[str, ...]:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    found = (_PLUGIN.match(path.name) for path in folder.glob("*"))
    return tuple(sorted(match[1] for match in found if match))


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
