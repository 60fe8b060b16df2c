"""Open a workbook that was given back: note what to mend, and open the month again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.records.handovers import Acceptance, Lock, Review, ReviewVerdict, place_words
from cixi_desktop.records.units import normal_name
from cixi_desktop.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.workbook.reading import Stamp
    from cixi_desktop.workspace import Workspace

REOPENED = "退回修改"
"""Why a locked month is opened again."""


def is_return(workspace: Workspace, path: Path) -> bool:
    """Whether a file is a return for the unit worked with, or for one of a file that receives none."""
    try:
        stamp = read_workbook(path.read_bytes(), workspace.plan, units=(workspace.content.unit,)).stamp
    except (OSError, CixiError):
        return False
    is_returned = stamp.verdict == ReviewVerdict.RETURNED and bool(stamp.reasons)
    is_own = normal_name(stamp.unit_name) in map(normal_name, workspace.content.unit.names)
    return is_returned and (is_own or not workspace.store.load(Acceptance))


def unit_fault(workspace: Workspace, path: Path) -> CixiError | None:
    """Why a return cannot be opened while another unit is worked with; None where that is not so."""
    try:
        stamp = read_workbook(path.read_bytes(), workspace.plan, units=(workspace.content.unit,)).stamp
    except (OSError, CixiError):
        return None
    return _unit_fault(workspace, stamp, path.name) if stamp.reasons else None


def _unit_fault(workspace: Workspace, stamp: Stamp, name: str) -> CixiError | None:
    unit = workspace.content.unit
    if normal_name(stamp.unit_name) in map(normal_name, unit.names):
        return None
    return CixiError(
        f"“{name}”是退给“{stamp.unit_name}”的，当前单位是“{unit.name}”。",
        "请先在“设置—单位和填报人”中选择本单位。",
    )


def take_back(workspace: Workspace, path: Path) -> Review:
    """Take in the reasons of a returned workbook for the unit worked with; figures stay as they are.

    A locked month is opened again, with the return as its reason. CixiError, and nothing changed, if the file
    is not a returned one, or not for this unit.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CixiError(f"文件不能读取：{path.name}。", "请检查文件是否还在、有没有权限。") from error
    stamp = read_workbook(data, workspace.plan, units=(workspace.content.unit,)).stamp
    if stamp.verdict != ReviewVerdict.RETURNED or not stamp.reasons:
        raise CixiError(
            f"“{path.name}”不是退回表。", "请选择办公室退回的文件；要接收各单位的表，请用“汇总—接收文件”。"
        )
    fault = _unit_fault(workspace, stamp, path.name)
    if fault is not None:
        raise fault
    for place, _ in stamp.reasons:
        place_words(workspace.plan, place)
    review = Review(
        unit_id=workspace.content.unit.id,
        period=stamp.period.closing,
        verdict=stamp.verdict,
        number=stamp.revision,
        check_code=_handed_in_code(workspace, stamp) or stamp.check_code,
        reasons=stamp.reasons,
    )
    lock = workspace.content.lock(stamp.period)
    opened = Lock(unit_id=lock.unit_id, period=lock.period, is_locked=False, reason=REOPENED)
    changes = [Change(workspace.content.review(stamp.period), review)]
    changes += [Change(lock, opened)] if lock.is_locked else []
    workspace.perform(f"打开退回表（{stamp.period.label}，意见{len(stamp.reasons)}条）", tuple(changes))
    return review


def _handed_in_code(workspace: Workspace, stamp: Stamp) -> str:
    """The check code under which the unit handed that edition in; “” if that was not its last.

    The returned workbook's may differ: that of what was taken in, where people had changed cells by hand.
    """
    unit_id, period = workspace.content.unit.id, stamp.period
    last = workspace.content.submission(period)
    if last is None:
        return ""
    version = workspace.store.revision(unit_id, period.year, period.last, as_of=last.content_at)
    return last.check_code if version == stamp.revision else ""
