"""Where a data folder may be: this computer's own disks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db import location
from db.datafile import BACKUP_FOLDER, FILE_NAME
from db.location import is_remote, is_remote_on_linux, is_remote_on_windows, tidy
from db.store import open_store

MOUNTS = r"""
/dev/vda / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw,nosuid 0 0
//server/office /mnt/office cifs rw,vers=3.0 0 0
server:/export /mnt/office/local\040disk nfs4 rw 0 0
/dev/sdb1 /mnt/office/stick vfat rw 0 0
user@server:/ /mnt/ssh fuse.sshfs rw 0 0
C:\134 /mnt/c 9p rw,aname=drvfs,trans=fd,rfd=8,wfd=8 0 0
host /mnt/shared 9p rw,trans=virtio 0 0
server /mnt/plan9 9p rw,trans=tcp,port=564 0 0
//server/old /mnt/over cifs rw 0 0
/dev/sdc1 /mnt/over ext4 rw 0 0
""".strip()


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/clerk/data", False),
        ("/run/data", False),
        ("/mnt/office", True),
        ("/mnt/office/2025", True),
        ("/mnt/office2", False),
        ("/mnt/office/stick/data", False),
        ("/mnt/office/local disk/data", True),
        ("/mnt/ssh/data", True),
        ("/mnt/c/Users", False),
        ("/mnt/shared", False),
        ("/mnt/plan9", True),
        ("/mnt/over/data", False),
    ],
)
def test_that_the_innermost_mount_decides(folder: str, expected: bool) -> None:
    assert is_remote_on_linux(Path(folder), MOUNTS) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"C:\Users\clerk", False),
        (r"\\?\C:\Users\clerk", False),
        (r"Z:\data", True),
        (r"\\?\Z:\data", True),
        (r"\\server\share\data", True),
        ("//server/share/data", True),
        (r"\\?\UNC\server\share\data", True),
    ],
)
def test_that_shares_and_drives_that_stand_for_shares_are_remote(path: str, expected: bool) -> None:
    drives = {"C:\\": 3, "Z:\\": 4}
    assert is_remote_on_windows(path, drives.__getitem__) is expected


def test_that_a_link_to_a_share_is_remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (tmp_path / "link").symlink_to(share)
    (tmp_path / "mounts").write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {share} nfs4 rw 0 0\n")
    monkeypatch.setattr(location, "_MOUNTS", tmp_path / "mounts")
    assert is_remote(tmp_path / "link" / "data")
    assert not is_remote(tmp_path / "data")


def test_that_without_a_list_of_mounts_a_folder_counts_as_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "_MOUNTS", tmp_path / "nothing")
    assert not is_remote(tmp_path)


def test_that_a_folder_that_is_not_there_yet_is_surveyed_and_not_made(tmp_path: Path) -> None:
    facts = location.survey(tmp_path / "a" / "b")
    assert (facts.has_data, facts.fault) == (False, "")
    assert list(tmp_path.iterdir()) == []


def test_that_a_survey_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path) -> None:
        raise OSError

    monkeypatch.setattr(location, "is_remote", lambda _folder: True)
    monkeypatch.setattr("pathlib.Path.write_bytes", lambda _path, _data: fail(_path))
    monkeypatch.setattr("shutil.disk_usage", fail)
    facts = location.survey(tmp_path)
    assert facts.fault == f"不能读写：{tmp_path}。"
    assert (facts.is_remote, facts.free_bytes) == (True, None)


def test_that_left_overs_are_cleared_once_they_are_nobodys(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    backups = tmp_path / BACKUP_FOLDER
    backups.mkdir()
    (tmp_path / "log").mkdir()
    left = [
        tmp_path / ".cixi-0123.tmp",
        tmp_path / "cixi.db.new",
        tmp_path / "cixi.db.new-journal",
        tmp_path / ".cixi-restore-x" / FILE_NAME,
        backups / "cixi-自动-20250625-120030.db.new",
        backups / ".cixi-4567.tmp",
    ]
    left[3].parent.mkdir()
    lasting = [backups / "cixi-自动-20250625-120030.db", backups / "给王科长.db", tmp_path / "a.tmp"]
    for path in (*left, *lasting):
        path.write_bytes(b"x")
    tidy(tmp_path)
    assert all(path.exists() for path in left)
    for path in (*left, left[3].parent):
        os.utime(path, (0, 0))
    tidy(tmp_path)
    assert not any(path.exists() for path in left)
    assert not left[3].parent.exists()
    assert all(path.exists() for path in (*lasting, store.path))


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_that_data_and_backups_of_earlier_programs_become_their_owners_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.backup(tmp_path / "copy.db")
    (tmp_path / BACKUP_FOLDER).mkdir()
    kept = (tmp_path / "copy.db").rename(tmp_path / BACKUP_FOLDER / "copy.db")
    for path in (store.path, kept):
        path.chmod(0o644)
    tidy(tmp_path)
    assert [path.stat().st_mode & 0o777 for path in (store.path, kept)] == [0o600, 0o600]


def test_that_there_is_nothing_to_tidy_where_no_folder_is(tmp_path: Path) -> None:
    tidy(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
