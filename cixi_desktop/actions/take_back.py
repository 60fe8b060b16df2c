"""Open a workbook that was given back: note what to mend, and open the month again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cixi_desktop.actions.inspect_files import file_bytes
from cixi_desktop.errors import CixiError
from cixi_desktop.history import Change
from cixi_desktop.records.handovers import Acceptance, Lock, Review, ReviewVerdict, place_words
from cixi_desktop.records.units import normal_name
from cixi_desktop.workbook import read_workbook
from cixi_desktop.workbook.reading import Stamp

if TYPE_CHECKING:
    from pathlib import Path

    from cixi_desktop.workspace import Workspace

__all__ = ["REOPENED", "Stamp", "is_for", "is_to_open", "read_return", "take_back", "unit_error"]

REOPENED = "退回修改"
"""Why a locked month is opened again."""


def read_return(workspace: Workspace, path: Path) -> Stamp:
    """What a returned workbook says of itself. CixiError if it cannot be read, or is none."""
    stamp = read_workbook(file_bytes(path), workspace.plan, units=workspace.units()).stamp
    if stamp.verdict != ReviewVerdict.RETURNED or not stamp.reasons:
        raise CixiError(
            f"“{path.name}”不是退回表。", "请选择办公室退回的文件；要接收各单位的表，请用“汇总—接收文件”。"
        )
    return stamp


def is_for(workspace: Workspace, returned: Stamp) -> bool:
    """Whether a return is for the unit worked with."""
    return normal_name(returned.unit_name) in map(normal_name, workspace.content.unit.names)


def is_to_open(workspace: Workspace, returned: Stamp) -> bool:
    """Whether a return is for the unit worked with, or for one of a file that receives none."""
    return is_for(workspace, returned) or not workspace.store.load(Acceptance)


def unit_error(workspace: Workspace, returned: Stamp) -> CixiError:
    """Why a return cannot be opened: it is not for the unit worked with."""
    own = workspace.content.unit.name
    return CixiError(
        f"{returned.period.label}退回表是退给“{returned.unit_name}”的，当前单位是“{own}”。",
        "请先在“设置—单位和填报人”中选择本单位。",
    )


def take_back(workspace: Workspace, stamp: Stamp) -> Review:
    """Take in the reasons of a return for the unit worked with; figures stay as they are.

    A locked month is opened again, with the return as its reason. CixiError, and nothing changed, if it is
    for another unit.
    """
    if not is_for(workspace, stamp):
        raise unit_error(workspace, stamp)
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
    revision = workspace.store.revision(unit_id, period.year, period.last, as_of=last.content_at)
    return last.check_code if revision == stamp.revision else ""
