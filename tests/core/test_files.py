"""What takes the place of another file is on the disk, with its name, before anybody is told."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from cixi_desktop.files import is_there, make_private, put_in_place, write_whole, written_beside

posix = pytest.mark.skipif(os.name != "posix", reason="folders and rights of POSIX")


@posix
def test_that_file_and_folder_are_flushed_in_the_order_that_keeps_one_of_the_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def flushed(number: int) -> None:
        steps.append("folder" if os.path.isdir(f"/proc/self/fd/{number}") else "file")  # noqa: PTH112
        fsync(number)

    def renamed(draft: Path, path: Path) -> Path:
        steps.append("rename")
        return replace(draft, path)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)
    write_whole(tmp_path / "a", b"new")
    assert steps == ["file", "rename", "folder"]


@posix
def test_that_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "a", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_that_a_draft_that_cannot_be_put_in_place_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_draft: Path, _path: Path) -> NoReturn:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "replace", refuse)
    draft = written_beside(tmp_path / "a", b"new")
    with pytest.raises(OSError, match="Input"):
        put_in_place(draft, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


@posix
def test_that_a_private_file_is_for_its_owner_only(tmp_path: Path) -> None:
    (tmp_path / "a").touch(mode=0o644)
    make_private(tmp_path / "a")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_that_a_place_that_cannot_be_looked_at_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(PermissionError):
        is_there(tmp_path / "a")
