"""Write the workbook and the form: to bytes, and to a target that is never left half-written."""

from __future__ import annotations

import errno
from datetime import datetime
from typing import TYPE_CHECKING

from cixi_desktop.errors import CixiError
from cixi_desktop.files import is_there, put_in_place, written_beside
from cixi_desktop.records.handovers import TASK
from cixi_desktop.wording.checkcode import check_code
from cixi_desktop.wording.filenames import LONGEST_IN_BYTES, free_name
from cixi_desktop.workbook.identity import FORM
from cixi_desktop.workbook.interpretations import interpretations_sheet
from cixi_desktop.workbook.metadata_sheet import ShownRow, metadata_sheet
from cixi_desktop.workbook.writing.bureau import bureau_sheets, returned_sheet
from cixi_desktop.workbook.writing.form import (
    form_sheet,
    instructions_sheet,
    option_lists,
    option_sources,
    options_sheet,
    shown_form_rows,
)
from cixi_desktop.workbook.writing.ledger import ledger_sheet
from cixi_desktop.workbook.writing.package import pack
from cixi_desktop.workbook.writing.period import period_sheet
from cixi_desktop.workbook.writing.progress import progress_sheet, shown_rows
from cixi_desktop.workbook.writing.rows import progress_rows
from cixi_desktop.workbook.writing.sheet import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cixi_desktop.assessment.assess import Assessment
    from cixi_desktop.consolidation.month import Bureau
    from cixi_desktop.plan import Plan
    from cixi_desktop.records.content import Content
    from cixi_desktop.records.handovers import Review
    from cixi_desktop.workbook.identity import Identity

_LOCKS = ("~${}", ".~lock.{}#", ".~{}")
"""Files that Excel and WPS, LibreOffice, and WPS on Linux keep beside one that they have open."""
_LENGTH_AT, _OWNER_AT = 55, 57
"""Where Excel and WPS write how long the owner's name is, and the name."""


class TargetInUseError(CixiError):
    """The target is open in another program; ``free`` is a name beside it that is not taken.

    ``locks`` are the files by which that program says so; a crash may have left them.
    """

    def __init__(self, path: Path, locks: tuple[Path, ...] = ()) -> None:
        self.free, self.locks, self._path = free_name(path), locks, path
        who = f"（{_opened_by(locks[0])}）" if locks else ""
        left = f"确认没有人打开的，可删除“{locks[0].name}”后再写。" if locks else ""
        super().__init__(
            f"“{path.name}”正在其他程序中打开{who}，未能保存，原文件未改动。",
            f"请关闭后重试，或另存为“{self.free.name}”。{left}",
        )

    def release(self) -> None:
        """Take the locks away, so that the file itself can be written: nobody has it open.

        CixiError if the program is still there and holds them.
        """
        for lock in self.locks:
            try:
                lock.unlink(missing_ok=True)
            except OSError as error:
                raise CixiError(f"“{self._path.name}”确实正在其他程序中打开。", "请关闭后重试。") from error
        self.free = self._path


def _locks_of(path: Path) -> tuple[Path, ...]:
    if len(path.name.encode()) > LONGEST_IN_BYTES:  # theirs would be too long for the disk
        return ()
    found = (path.with_name(lock.format(path.name)) for lock in _LOCKS)
    return tuple(lock for lock in found if lock.exists())


def _opened_by(lock: Path) -> str:
    """张三，2025-06-25 09:30: by whom, as far as the lock says, and since when."""
    try:
        data, since = lock.read_bytes(), datetime.fromtimestamp(lock.stat().st_mtime)  # noqa: DTZ006  local
    except OSError:
        return "锁定文件不能读取"
    return "，".join(filter(None, (_owner(lock.name, data), f"{since:%Y-%m-%d %H:%M}")))


def _owner(name: str, data: bytes) -> str:
    """Who has a file open: LibreOffice writes names between commas, others their length and UTF-16."""
    if name.startswith(".~lock."):
        names = data.decode(errors="replace").split(",")
        return next(filter(None, (each.strip() for each in names[:2])), "")
    length = data[_LENGTH_AT] if len(data) > _LENGTH_AT else 0
    text = data[_OWNER_AT : _OWNER_AT + 2 * length].decode("utf-16-le", errors="replace")
    return text.strip("\0 ")


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` through a temporary file in the same folder.

    TargetInUseError if the file is open elsewhere; CixiError if it cannot be written. The old file stays
    then, and nothing is left beside it.
    """
    is_there(path)  # or its name is too long for the disk
    locks = _locks_of(path)
    if locks:
        raise TargetInUseError(path, locks)
    try:
        draft = written_beside(path, data)
    except OSError as error:
        raise _fault(path, error) from error
    try:
        put_in_place(draft, path)
    except OSError as error:
        if isinstance(error, PermissionError) and path.is_file():
            raise TargetInUseError(path) from error
        raise _fault(path, error) from error


def _fault(path: Path, error: OSError) -> CixiError:
    kept = "未能保存，原文件未改动。" if path.is_file() else "未能保存。"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return CixiError(f"磁盘空间不足，“{path.name}”{kept}", "请清理磁盘，或另选一个位置。")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return CixiError(f"文件夹“{path.parent}”不存在，“{path.name}”未能保存。", "请另选一个文件夹。")
    if isinstance(error, IsADirectoryError):
        return CixiError(f"“{path}”是文件夹，不能写成工作簿。", "请另起一个文件名。")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return CixiError(
            f"文件夹“{path.parent}”不允许写入，“{path.name}”{kept}", "请另选一个可以写入的文件夹。"
        )
    return CixiError(
        f"“{path.name}”无法写入（{error.strerror or error}），{kept}", "请检查磁盘，或另选一个位置。"
    )


def write_workbook(
    assessment: Assessment, content: Content, path: Path, identity: Identity, bureau: Bureau | None = None
) -> None:
    """Write the workbook to ``path``. ``content`` is what was assessed: the year's entries of the same unit.

    TargetInUseError if the file is open elsewhere, CixiError if it cannot be written; the old one stays.
    """
    write_file(path, workbook_bytes(assessment, content, identity, bureau))


def write_form(assessment: Assessment, content: Content, path: Path, identity: Identity) -> None:
    """Write the workbook to be filled in without the program; errors as for ``write_workbook``."""
    write_file(path, form_bytes(assessment, content, identity))


def form_bytes(assessment: Assessment, content: Content, identity: Identity) -> bytes:
    """The workbook to be filled in, with what is known already, as a file. It bears no check code yet."""
    own = assessment.own_share()
    rows = tuple(progress_rows(own))
    lists = option_lists(assessment.plan)
    sheets = (
        form_sheet(own, content, identity, rows, option_sources(lists)),
        instructions_sheet(own),
        options_sheet(lists),
    )
    known = metadata_sheet(
        own, content, identity, "", rows=shown_form_rows(assessment, content, rows), sheets=sheets
    )
    title = f"{assessment.plan.document.title}{FORM}"
    return pack(
        (*sheets, known),
        title=safe_text(title),
        author=safe_text(assessment.unit.name),
        at=identity.exported_at,
    )


def workbook_bytes(
    assessment: Assessment, content: Content, identity: Identity, bureau: Bureau | None = None
) -> bytes:
    """The workbook as a file; with what the bureau's has beyond a unit's if it is of all units.

    The hidden sheet speaks of the whole plan, so that what a unit took back is taken back by its reader too.
    """
    code = identity.review.check_code if identity.review else check_code(assessment)
    own = assessment.own_share(_named(assessment.plan, identity.review))
    rows = tuple(progress_rows(own))
    shown = {row.key for row in rows}
    whole = () if own is assessment else progress_rows(assessment)
    unshown = (ShownRow(row.key) for row in whole if row.light is not None and row.key not in shown)
    sheets = (
        *([returned_sheet(own, identity.review, identity, code)] if identity.review else []),
        progress_sheet(own, rows, identity, code),
        *([] if own.period.is_entered else [period_sheet(own, content, identity, code, bureau)]),
        *(bureau_sheets(bureau, own, identity, code) if bureau else ()),
        ledger_sheet(own, content, identity, code),
        interpretations_sheet(own, content, identity, code),
    )
    known = metadata_sheet(own, content, identity, code, rows=(*shown_rows(rows), *unshown), sheets=sheets)
    title = f"{assessment.plan.document.title}进展情况表"
    return pack(
        (*sheets, known),
        title=safe_text(title),
        author=safe_text(assessment.unit.name),
        at=identity.exported_at,
    )


def _named(plan: Plan, review: Review | None) -> Iterator[str]:
    """The tasks, figures and items that a workbook is given back for."""
    for place, _ in review.reasons if review else ():
        named = place.removeprefix(TASK).partition(":")[0]
        yield named if place.startswith(TASK) else plan.target(named).id
